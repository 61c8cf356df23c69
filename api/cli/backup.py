"""`clew backup` and `clew restore`: a copy of the embedded store, and back."""

from pathlib import Path

import click

from api.cli.desk import desk_of, with_store, working
from graph.errors import BadRequest
from graph.stores.opening import file_of


def embedded(context: click.Context) -> Path:
    """The file of the embedded store.

    Raises:
        BadRequest: If the store is on a server.
    """
    store = desk_of(context).settings.store
    path = file_of(store)
    if path is None:
        raise BadRequest("--store", f"{store} is on a server; use the server's own backup")
    return path


@with_store
@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.pass_context
def backup(context: click.Context, file: Path) -> None:
    """Copy the store to FILE while it is in use, and check the copy. Never overwrites."""
    from graph.stores.sqlite import SqliteStore
    from graph.stores.sqlite.care import verify

    with working(f"Copying to {file} ..."):
        store = SqliteStore.open(embedded(context), create=False)
        try:
            store.backup(file.expanduser())
        finally:
            store.close()
        snapshot = verify(file.expanduser())
    click.echo(f"Wrote {file}: {file.stat().st_size:,} bytes, snapshot {snapshot}, verified.")


@with_store
@click.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--force", is_flag=True, help="Replace what the store holds now.")
@click.pass_context
def restore(context: click.Context, file: Path, force: bool) -> None:
    """Make the store hold what the backup FILE holds, in one step, and check that it does."""
    from graph.stores.sqlite.care import restore as put_back

    path = embedded(context)
    with working(f"Restoring {path} ..."):
        snapshot = put_back(file, path, force=force)
    click.echo(f"Restored {path} from {file}: snapshot {snapshot}, verified.")
