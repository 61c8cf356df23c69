"""`clew copy`: one store into another, proven by its snapshot."""

import click

from api.cli.desk import note
from graph.stores.opening import open_store


@click.command("copy")
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
def copy(source: str, target: str) -> None:
    """Copy a store with all its claims into an empty one: a file, local-neo4j, neo4j://host.

    The copy is compared by snapshot with what was copied. The history of changes begins anew.
    """
    from graph.stores.copying import copy_store

    first = open_store(source, create=False)
    try:
        second = open_store(target)
        try:
            written = copy_store(
                first, second, lambda number: note(f"{number:,} records and claims copied")
            )
            with second.read() as reader:
                snapshot = reader.snapshot()
        finally:
            second.close()
    finally:
        first.close()
    click.echo(f"{written:,} records and claims copied to {target}; snapshot {snapshot[:16]}.")
