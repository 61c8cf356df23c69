"""A load to be killed: `python -m tests.loaders.crashing case|table STORE [FOLDER]`.

The table load prints a line after each commit, as the command does: what it printed must be in
the store whatever happens next.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

from graph.errors import Fault
from graph.stores.opening import open_store
from loaders.load import load_case, load_table
from loaders.loader import Card, Entry, Loader
from tests.graph.stores.world import SOURCE, edge, node

ROWS = 3000
BATCH = 50


class Generated(Loader):
    """Companies that each pay the one before."""

    card = Card(
        id="generated", title="Generated", publisher="The test", licence="MIT",
        recorded_at="2026-11-24",
    )  # fmt: skip

    def read(self, path: Path) -> Iterator[Entry | Fault]:
        """A company and a payment for each row."""
        yield Entry(1, [SOURCE, *node("org.n0000")])
        for row in range(1, int(path.read_text())):
            here, before = f"org.n{row:04d}", f"org.n{row - 1:04d}"
            yield Entry(row, [*node(here), *edge(f"pay.p{row:04d}", here, before)])


def say(line: object) -> None:
    """A line that has left the process when this returns."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def main() -> None:
    """Load until killed."""
    what, store = sys.argv[1], open_store(sys.argv[2])
    if what == "case":
        say("begin")
        say(load_case(store, Path(sys.argv[3])).describe())
    else:
        load_table(
            store, Generated(), Path(sys.argv[3]), lambda one: say(one.rows),
            batch=BATCH,
        )  # fmt: skip
        say("done")


if __name__ == "__main__":
    main()
