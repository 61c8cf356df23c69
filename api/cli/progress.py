"""How far a load has come: a bar where somebody watches, else a line now and then."""

import sys
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager

from api.cli.desk import note
from loaders.load import Progress

# Without a terminal, such as in a log: at most one line in so many seconds.
_SECONDS = 10.0


@contextmanager
def counting(text: str) -> Generator[Callable[[Progress], None]]:
    """What a load tells its progress to.

    Args:
        text: What is being done, until the first rows are in.
    """
    if not sys.stderr.isatty():
        yield _lines()
        return
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn, TimeRemainingColumn
    from rich.progress import Progress as Bar

    columns = (TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
    with Bar(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task(text, total=None)
        yield lambda one: bar.update(
            task, description=str(one), completed=one.rows, total=one.total
        )


def _lines() -> Callable[[Progress], None]:
    last: float | None = None

    def tell(one: Progress) -> None:
        nonlocal last
        now = time.monotonic()
        if last is None or now - last >= _SECONDS or one.rows == one.total:
            note(str(one))
            last = now

    return tell
