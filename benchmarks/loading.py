"""Loading through claims, readings and checks, against bare `executemany` of the same rows."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

from benchmarks.measure import Row, timed
from benchmarks.worlds import records
from graph.stores.opening import open_store
from graph.stores.sqlite.schema import create, prepare

TABLES = ("node", "edge", "claim", "gram")
BATCH = 2000


def rows(folder: Path, edges: int) -> Iterator[Row]:
    """Load a world, take the rows it left, and insert them again into the same empty tables."""
    waiting = list(records(edges // 5, edges))
    batches = [
        [record for row in waiting[start : start + BATCH] for record in row]
        for start in range(0, len(waiting), BATCH)
    ]
    loaded = folder / "loaded.db"
    store = open_store(loaded)

    def ours() -> None:
        with store.write() as writer:
            writer.begin("bench", {})
            for batch in batches:
                writer.put(batch, "bench")
            writer.finish("bench", "digest")

    mine = timed(ours)
    store.close()
    bare = _rows_of(loaded)
    theirs = timed(lambda: _insert(folder / "bare.db", bare))
    count = len(waiting)
    yield Row(
        f"load {count:,} rows with claims, batches of {BATCH:,}", mine * 1000, theirs * 1000,
        mine / theirs, 6, "bare executemany of the same rows, tables, indexes and batches",
    )  # fmt: skip


def _rows_of(path: Path) -> dict[str, list[tuple[object, ...]]]:
    connection = sqlite3.connect(path)
    # A table without rowid comes back in key order; the order in which rows were born is fairer.
    found = {}
    for table in TABLES:
        order = "nid" if table in {"node", "gram"} else "born, id"
        found[table] = connection.execute(f"SELECT * FROM {table} ORDER BY {order}").fetchall()
    connection.close()
    return found


def _insert(path: Path, found: dict[str, list[tuple[object, ...]]]) -> None:
    connection = sqlite3.connect(path, isolation_level=None)
    prepare(connection, writing=True)
    create(connection)
    for table, many in found.items():
        marks = ", ".join("?" * len(many[0])) if many else ""
        step = BATCH * (6 if table == "gram" else 1)
        for start in range(0, len(many), step):
            connection.execute("BEGIN IMMEDIATE")
            connection.executemany(
                f"INSERT INTO {table} VALUES ({marks})", many[start : start + step]
            )
            connection.execute("COMMIT")
    connection.close()
