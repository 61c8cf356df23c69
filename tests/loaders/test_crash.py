"""SIGKILL in the middle of a load: nothing acknowledged is lost, nothing is half there."""

import random
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from graph.store import Store
from graph.stores.opening import open_store
from queries.metadata import Metadata
from queries.question import ask
from tests.loaders.crashing import BATCH, ROWS

ROUNDS = 20
CASE = Path(__file__).parents[2] / "cases" / "magnitsky"


def start(*arguments: object) -> subprocess.Popen[str]:
    """A load in a process of its own."""
    command = [sys.executable, "-m", "tests.loaders.crashing", *map(str, arguments)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=CASE.parents[1])


def kill(process: subprocess.Popen[str]) -> None:
    """End it as a power cut would, and wait until it is gone."""
    process.send_signal(signal.SIGKILL)
    process.communicate()


def ended(process: subprocess.Popen[str]) -> int:
    """Let it come to its end."""
    process.communicate()
    return process.returncode


def sound(path: Path) -> bool:
    """What SQLite itself says of the file."""
    connection = sqlite3.connect(path)
    try:
        return bool(connection.execute("PRAGMA integrity_check").fetchone() == ("ok",))
    finally:
        connection.close()


def loaded_rows(store: Store) -> tuple[int, int, int]:
    """How many companies, payments and claims the store holds."""
    with store.read() as reader:
        counts = reader.counts()
    return counts.get("Company", 0), counts.get("Payment", 0), counts["Claim"]


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_case_folder_is_all_there_or_not_at_all(tmp_path: Path) -> None:
    """Killed at twenty moments spread over the whole of a load."""
    whole = tmp_path / "whole.db"
    began = time.monotonic()
    assert ended(start("case", whole, CASE)) == 0
    lasts = time.monotonic() - began
    chance = random.Random(20)
    found = []
    for attempt in range(ROUNDS):
        path = tmp_path / f"{attempt}.db"
        open_store(path).close()
        process = start("case", path, CASE)
        assert process.stdout is not None
        assert process.stdout.readline() == "begin\n"
        time.sleep(chance.uniform(0, lasts))
        kill(process)
        assert sound(path)
        store = open_store(path)
        with store.read() as reader:
            counts = reader.counts()
            found.append(counts["Claim"])
            assert all(load.finished for load in reader.loads())
        store.close()
    with open_store(whole).read() as reader:
        complete = reader.counts()["Claim"]
    assert set(found) <= {0, complete}
    # Were no kill early enough to matter, the test would show nothing.
    assert 0 in found


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_table_keeps_every_batch_that_was_acknowledged(tmp_path: Path) -> None:
    """Killed twenty times on one store, and repeated in the end."""
    path, size = tmp_path / "clew.db", tmp_path / "rows"
    size.write_text(str(ROWS))
    chance = random.Random(20)
    acknowledged = 0
    for _ in range(ROUNDS):
        process = start("table", path, size)
        assert process.stdout is not None
        for _ in range(chance.randrange(1, ROWS // BATCH)):
            line = process.stdout.readline().strip()
            if not line.isdigit():
                break
            acknowledged = max(acknowledged, int(line))
        time.sleep(chance.uniform(0, 0.03))
        kill(process)
        assert sound(path)
        store = open_store(path)
        companies, payments, claims = loaded_rows(store)
        assert companies >= acknowledged
        # A row is a company, a payment and a claim for each; the first has no payment.
        assert (payments, claims) == (companies - 1, 2 * companies - 1)
        assert companies % BATCH == 0
        with store.read() as reader:
            unfinished = not reader.loads()[0].finished
        warned = any("has not finished" in one for one in ask(Metadata(), store).meta.warnings)
        assert warned is unfinished
        store.close()
    assert ended(start("table", path, size)) == 0
    store = open_store(path)
    assert loaded_rows(store) == (ROWS, ROWS - 1, 2 * ROWS - 1)
    assert ask(Metadata(), store).meta.warnings == []
    store.close()
