"""`clew neo4j`: a Neo4j of one's own, without Docker and without Java on the machine."""

import click

from api.cli.desk import note
from api.cli.exits import Exit
from graph.stores.opening import LOCAL


@click.group()
def neo4j() -> None:
    """Run a Neo4j Community of your own on this machine.

    It is a separate program under the GPLv3, fetched once into your cache (140 MB) and listening
    on 127.0.0.1 alone. Then name it as the store: --store local-neo4j.
    """


@neo4j.command()
@click.option("--heap", default="1g", show_default=True, help="Memory for Java.")
@click.option("--port", type=click.IntRange(1, 65535), help="[default: that of last time, or free]")
def start(heap: str, port: int | None) -> None:
    """Start it, or find it running; the first start fetches it."""
    from graph.stores import local_neo4j

    server = local_neo4j.start(heap=heap, port=port, say=note)
    click.echo(f"Neo4j {server.version} answers at {server.uri} (process {server.pid}).")
    click.echo(f"Load into it: clew load cases/magnitsky --store {LOCAL}")
    click.echo(
        f"For Neo4j Browser or cypher-shell: user {server.user}, the password is in "
        f"{server.home / 'password'}"
    )


@neo4j.command()
def stop() -> None:
    """Stop it cleanly; what it holds stays."""
    from graph.stores import local_neo4j

    stopped = local_neo4j.stop(say=note)
    click.echo("Neo4j has stopped." if stopped else "No local Neo4j is running.")


@neo4j.command()
def status() -> int:
    """Tell whether it runs, what it takes up and what it holds."""
    from graph.stores import local_neo4j
    from graph.stores.opening import open_store

    found = local_neo4j.status()
    if not found.running:
        click.echo(f"No local Neo4j is running. Its home: {found.home} ({_size(found.disk_bytes)})")
        return Exit.NOTHING_FOUND
    click.echo(f"Neo4j {found.version} answers at {found.uri} (process {found.pid}).")
    click.echo(
        f"Memory {_size(found.resident_bytes)}, on disk {_size(found.disk_bytes)} in {found.home}"
    )
    store = open_store(LOCAL, create=False)
    try:
        with store.read() as reader:
            counts = reader.counts()
            datasets = ", ".join(load.dataset for load in reader.loads())
    finally:
        store.close()
    total = sum(counts.values())
    click.echo(
        f"It holds {total:,} records and claims"
        + (f" of {datasets}: " + ", ".join(f"{n:,} {kind}" for kind, n in counts.items() if n)
           if total else "; it is empty.")
    )  # fmt: skip
    return Exit.OK


def _size(number: int) -> str:
    return f"{number / 1024 / 1024:,.0f} MB"
