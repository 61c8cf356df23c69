"""`clew load`: a case folder, or a list in a format that Clew knows, into the store."""

import tempfile
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal, get_args

import click

from api.cli.desk import Desk, desk_of, with_store, working
from api.cli.progress import counting
from graph.errors import BadRequest
from graph.store import Store
from graph.stores.opening import file_of, open_store

Sensitivity = Literal["public", "case", "sealed"]


@with_store
@click.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--as", "name", metavar="LOADER", help="What a file is, such as ofac-sdn.")
@click.option("--as-of", metavar="DAY", help="The day a list shows, where it does not print one.")
@click.option("--excerpt", is_flag=True, help="It is a part of a list: take nothing away.")
@click.option("--dataset", help="What to call the dataset, where the file may be anything.")
@click.option(
    "--mapping",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="What the columns of a table hold, and who says so: a YAML file.",
)
@click.option("--guess", is_flag=True, help="Propose a mapping file for a table; load nothing.")
@click.option("--strict", is_flag=True, help="Write nothing of a list that has a faulty row.")
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
def load(  # noqa: PLR0913, PLR0917 - a parameter for each option
    context: click.Context,
    path: Path,
    name: str | None,
    as_of: str | None,
    excerpt: bool,
    dataset: str | None,
    mapping: Path | None,
    guess: bool,
    strict: bool,
    if_changed: bool,
    ceiling: Sensitivity,
    dry_run: bool,
) -> None:
    """Bring a case folder, or a list, into the store.

    PATH is a case folder, or with --as a file that the loader of that name reads. A folder is
    checked whole before a row is written. What is no longer in it is taken out of the store. The
    report says what was added, changed, withdrawn and removed.
    """
    desk = desk_of(context)
    if guess:
        from loaders.payments.guess import propose

        click.echo(propose(path), nl=False)
        return
    if name is None and path.is_file():
        from loaders.catalogue import LOADERS

        known = ", ".join(sorted(LOADERS))
        raise BadRequest("--as", f"{path} is a file; say what it is: {known}")
    opened = _copy(desk) if dry_run else desk.store(create=True)
    if name is None:
        from loaders.load import load_case

        with working(f"Reading {path} ..."), opened as store:
            report = load_case(store, path, ceiling, if_changed=if_changed)
    else:
        from loaders.catalogue import loader_for
        from loaders.load import load_table

        loader = loader_for(
            name, path, as_of=as_of, excerpt=excerpt, dataset=dataset, mapping=mapping
        )
        with opened as store, counting(f"Reading {path} ...") as progress:
            report = load_table(store, loader, path, progress, strict=strict)
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
