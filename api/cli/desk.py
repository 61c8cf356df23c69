"""What every command has at hand: the settings, the store, and a way to speak to the user."""

import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

import click

from graph.settings import Settings
from graph.store import Store
from graph.stores.opening import open_store

CommandT = TypeVar("CommandT", bound=Callable[..., Any])


@dataclass
class Desk:
    """The settings of one run of `clew`."""

    settings: Settings

    @contextmanager
    def store(self, *, create: bool = False) -> Generator[Store]:
        """The store, open for the body.

        Args:
            create: Whether a missing embedded store is made.
        """
        store = open_store(self.settings.store, create=create)
        try:
            yield store
        finally:
            store.close()


def desk_of(context: click.Context) -> Desk:
    """The desk of this run."""
    desk = context.find_object(Desk)
    if desk is None:  # a command that is called without its group
        try:
            desk = Desk(Settings.read())
        except ValueError as error:
            raise click.UsageError(str(error)) from None
        context.obj = desk
    return desk


def _take_store(context: click.Context, _parameter: click.Parameter, value: str | None) -> None:
    if value:
        desk = desk_of(context)
        desk.settings = replace(desk.settings, store=value)


def store_option() -> click.Option:
    """`--store`, which stands before or behind the command's name."""
    return click.Option(
        ["--store"],
        metavar="STORE",
        expose_value=False,
        callback=_take_store,
        help="The store: a file such as clew.db (or set CLEW_STORE).",
    )


def with_store(command: CommandT) -> CommandT:
    """Give a command the option `--store`."""
    command.params.append(store_option())  # type: ignore[attr-defined]
    return command


def note(text: str) -> None:
    """Tell the user something beside the answer: on standard error."""
    click.echo(text, err=True)


@contextmanager
def working(text: str) -> Generator[None]:
    """A line that shows that something happens, where somebody watches.

    Args:
        text: What is being done.
    """
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(text):
        yield


def new_file(_context: click.Context, _parameter: click.Parameter, value: str | None) -> Any:  # noqa: ANN401 - click's own form
    """An option's file name as a path; its folder must be there."""
    if value is None:
        return None
    path = Path(value).expanduser()
    if not path.parent.is_dir():
        msg = f"the folder {path.parent} does not exist"
        raise click.BadParameter(msg)
    return path
