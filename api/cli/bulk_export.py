"""`clew export --to neo4j-admin DIR`: the whole store for Neo4j's own import."""

import shlex
from pathlib import Path

import click

from api.cli.desk import CommandT, desk_of, note, working


def to_admin(command: CommandT) -> CommandT:
    """Give the command the option `--to`, which takes the place of a format and a file."""
    return click.option(
        "--to", nargs=2, metavar="neo4j-admin DIR",
        type=(click.Choice(["neo4j-admin"]), click.Path(path_type=Path)),
        help="The whole store as typed CSV in a new folder, for `neo4j-admin database import`.",
    )(command)  # fmt: skip


def hand_over(context: click.Context, folder: Path) -> None:
    """Write the files, and print the command that imports them."""
    from graph.stores.neo4j.bulk import export_for_admin

    with desk_of(context).store() as store, working("Exporting ..."):
        export = export_for_admin(store, folder.expanduser())
    note(f"{export.records:,} records and claims. Stop the server of an empty database, then run:")
    click.echo(shlex.join(["neo4j-admin", *export.arguments]))
