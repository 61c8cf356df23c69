"""`clew load`: a case folder into the store."""

import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal, get_args

import click

from api.cli.desk import Desk, desk_of, with_store, working
from graph.errors import BadRequest
from graph.store import Store
from graph.stores.opening import file_of, open_store

Sensitivity = Literal["public", "case", "sealed"]


@with_store
@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--if-changed", is_flag=True, help="Do nothing where the folder has not changed.")
@click.option(
    "--ceiling",
    type=click.Choice(get_args(Sensitivity)),
    default="case",
    show_default=True,
    help="Leave out what rests on sources above this sensitivity.",
)
@click.option("--dry-run", is_flag=True, help="Say what would happen; write nothing.")
@click.pass_context
def load(
    context: click.Context, folder: Path, if_changed: bool, ceiling: Sensitivity, dry_run: bool
) -> None:
    """Bring a case folder into the store.

    The whole folder is checked before a row is written. What is no longer in it is taken out of
    the store. The report says what was added, changed, withdrawn and removed.
    """
    from loaders.load import load_case

    desk = desk_of(context)
    opened = _copy(desk) if dry_run else desk.store(create=True)
    with working(f"Reading {folder} ..."), opened as store:
        report = load_case(store, folder, ceiling, if_changed=if_changed)
    click.echo(report.describe())
    if dry_run:
        click.echo("Nothing was written: this was a dry run.")


@contextmanager
def _copy(desk: Desk) -> Generator[Store]:
    """A copy of the store that nobody else sees, so that a dry run tells exactly what happens."""
    path = file_of(desk.settings.store)
    if path is None:
        raise BadRequest("--dry-run", "works on an embedded store; this one is on a server")
    with tempfile.TemporaryDirectory(prefix="clew-") as folder:
        copy = Path(folder) / "copy.db"
        if path.exists():
            from graph.stores.sqlite import SqliteStore

            original = SqliteStore.open(path, create=False)
            try:
                original.backup(copy)
            finally:
                original.close()
        store = open_store(copy)
        try:
            yield store
        finally:
            store.close()
