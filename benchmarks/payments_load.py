"""`clew load --as payments` against bare `executemany` of the rows it leaves, and its peak memory.

`python -m benchmarks.payments_load [--rows N]` for other sizes: each
load runs in a process of its own, so that its peak is its own.
"""

import argparse
import random
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks.loading import BATCH, TABLES
from benchmarks.measure import Row
from graph.stores.opening import open_store
from graph.stores.sqlite.schema import create, prepare
from loaders.load import load_table
from loaders.payments.table import PaymentsTable

SHARED = Path(__file__).resolve().parents[2] / "shared/data/ibm_amlsim/20K_cycle200"
MAPPING = """\
dataset: bench
title: Made-up payments
publisher: The benchmark
claim: statement
nature: dataset
payer: {account: payer}
payee: {account: payee}
amount: amount
currency: {is: EUR}
date: date
"""
AMLSIM = """\
dataset: amlsim
title: AMLSim 20K_cycle200
publisher: IBM AMLSim
claim: statement
nature: dataset
payer: {account: sourceNodeId}
payee: {account: targetNodeId}
amount: value
currency: {is: XXX}
date: {column: time, days_after: 2017-01-01}
"""


def rows(folder: Path, number: int) -> Iterator[Row]:
    """The real table where it is at hand, and two made-up ones, one four times the other."""
    if SHARED.exists():
        yield measured(folder, SHARED / "transactions.csv", AMLSIM, "AMLSim")[0]
    peaks = []
    for size in (number // 4, number):
        row, peak = measured(folder, made(folder, size), MAPPING, "generated")
        peaks.append(peak)
        yield row
    # Not a time: megabytes at the height of the longer load, and of the shorter.
    yield Row(
        f"peak MB of a load, {number:,} rows against {number // 4:,}", peaks[1], peaks[0],
        peaks[1] / peaks[0], 1.25, "the same load of a quarter of the rows",
    )  # fmt: skip


def made(folder: Path, number: int) -> Path:
    """A table with an account for every five rows, seeded."""
    pick = random.Random(number)
    path = folder / f"made-{number}.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write("date,payer,payee,amount\n")
        for n in range(number):
            payer, payee = pick.randrange(number // 5), pick.randrange(number // 5)
            file.write(f"2020-{1 + n % 12:02}-{1 + n % 28:02},A{payer:07},A{payee:07},"
                       f"{pick.randrange(1, 10**7) / 100:.2f}\n")  # fmt: skip
    return path


def measured(folder: Path, table: Path, mapping: str, name: str) -> tuple[Row, float]:
    """A load in a process of its own against the same rows inserted bare; and its peak in MB."""
    told = folder / "mapping.yaml"
    told.write_text(mapping, "utf-8")
    database = folder / f"{table.stem}.db"
    command: list[str | Path] = [
        sys.executable,
        "-m",
        "benchmarks.payments_load",
        "--load",
        table,
        told,
        database,
    ]
    number, seconds, peak = subprocess.run(
        command, check=True, stdout=subprocess.PIPE, text=True
    ).stdout.split()
    bare = inserted(database, folder / "bare.db")
    for one in folder.glob("*.db*"):
        one.unlink()
    row = Row(
        f"load a payments table, {name}, {int(number):,} rows", float(seconds) * 1000, bare * 1000,
        float(seconds) / bare, 8, "bare executemany of the same rows, tables, indexes and batches",
    )  # fmt: skip
    return row, float(peak)


def load(table: Path, mapping: Path, database: Path) -> None:
    """Load a table and print how many rows, in how many seconds, with how many MB at most."""
    store = open_store(database)
    began = time.perf_counter()
    report = load_table(store, PaymentsTable.for_file(table, mapping=mapping), table)
    seconds = time.perf_counter() - began
    store.close()
    unit = 1 << 20 if sys.platform == "darwin" else 1 << 10
    print(report.rows, seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit)


def inserted(source: Path, target: Path) -> float:
    """Seconds that the rows of a database take into the same empty tables, reading left out."""
    there = sqlite3.connect(source)
    here = sqlite3.connect(target, isolation_level=None)
    prepare(here, writing=True)
    create(here)
    seconds = 0.0
    for table in TABLES:
        order = "nid" if table in {"node", "gram"} else "born, id"
        cursor = there.execute(f"SELECT * FROM {table} ORDER BY {order}")
        while part := cursor.fetchmany(BATCH * (6 if table == "gram" else 1)):
            marks = ", ".join("?" * len(part[0]))
            began = time.perf_counter()
            here.execute("BEGIN IMMEDIATE")
            here.executemany(f"INSERT INTO {table} VALUES ({marks})", part)
            here.execute("COMMIT")
            seconds += time.perf_counter() - began
    there.close()
    here.close()
    return seconds


def main() -> None:
    """Measure what was asked for, or be the process that loads."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--load", nargs=3, type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.load:
        load(*given.load)
        return
    with tempfile.TemporaryDirectory() as folder:
        for row in rows(Path(folder), given.rows):
            print(
                f"{row.name:62} {row.ours:12.1f} {row.peer:12.1f} {row.ratio:6.2f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
