"""The server dies in the middle of a load: nothing acknowledged is lost, nothing is doubled."""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from graph.stores.opening import open_store
from queries.metadata import Metadata
from queries.question import ask
from tests.loaders.crashing import BATCH
from tests.loaders.test_crash import ended, loaded_rows, start
from tests.servers import PATIENCE, Server

ROOT = Path(__file__).parents[2]
KILLS = 5
ROWS = 1500
# The source, and for each row a company, a payment and a claim for each; the first has no payment.
WHOLE = (ROWS, ROWS - 1, 2 * ROWS - 1)
RECORDS = 1 + sum(WHOLE)


class Load:
    """A load in a process of its own; what it printed has left it, so that its words are kept."""

    def __init__(self, server: Server, folder: Path, number: int) -> None:
        size, self.out = folder / "rows", folder / f"{number}.out"
        self.errors = folder / f"{number}.err"
        size.write_text(str(ROWS))
        with self.out.open("w") as out, self.errors.open("w") as errors:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tests.loaders.crashing", "table", server.uri, str(size)],
                stdout=out, stderr=errors, cwd=ROOT, env={**os.environ, **server.environment},
            )  # fmt: skip

    @property
    def acknowledged(self) -> int:
        """Rows that the load has said to be in the store; of a line half written nothing."""
        lines = self.out.read_text().rpartition("\n")[0].split()
        return max((int(one) for one in lines if one.isdigit()), default=0)

    def reach(self, rows: int) -> None:
        """Wait until so many rows are acknowledged, while the load goes on."""
        deadline = time.monotonic() + PATIENCE
        while self.acknowledged < rows:
            assert self.process.poll() is None, self.errors.read_text()
            assert time.monotonic() < deadline, f"stuck at {self.acknowledged}"
            time.sleep(0.01)


def turn_is_free(server: Server) -> bool:
    """Whether a load may begin: the turn of one that ended with its server ends by itself."""
    return server.run(
        "MATCH (store:ClewStore) RETURN store.writer IS NULL "
        "OR store.writer_until < datetime.realtime().epochMillis"
    ) == [[True]]


def next_load(server: Server, load: Load, folder: Path, number: int) -> Load:
    """The same, which goes on by itself; or another, where it ended with a clear error."""
    if load.process.poll() is None:
        return load
    said = load.errors.read_text().splitlines()[-1]
    assert said.startswith("graph.stores.neo4j.errors."), said
    deadline = time.monotonic() + PATIENCE
    while not turn_is_free(server):
        assert time.monotonic() < deadline
        time.sleep(0.2)
    return Load(server, folder, number)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_load_outlives_its_server(mortal: Server, tmp_path: Path) -> None:
    """Killed five times at moments spread over the load, which then goes on or says why not."""
    mortal.open().close()
    chance = random.Random(5)
    load = Load(mortal, tmp_path, 0)
    try:
        for number in range(1, KILLS + 1):
            # Some batches after the last one, a sixth of the load at the most.
            least = (number - 1) * ROWS // 6 + BATCH * chance.randrange(1, 4)
            load.reach(max(least, load.acknowledged + BATCH))
            time.sleep(chance.uniform(0, 0.05))
            assert load.process.poll() is None, "the load was over before the server died"
            mortal.kill()
            # What it says from now on was not in the store when the server died.
            acknowledged = load.acknowledged
            mortal.start()
            store = mortal.open()
            assert loaded_rows(store)[0] >= acknowledged
            store.close()
            load = next_load(mortal, load, tmp_path, number)
        assert load.process.wait(PATIENCE) == 0, load.errors.read_text()
        assert "Waiting for Neo4j at" in load.errors.read_text()
    finally:
        load.process.kill()
        load.process.wait()
    store = mortal.open()
    assert loaded_rows(store) == WHOLE
    assert mortal.run("MATCH ()-[e:PAID]->() RETURN count(e), count(DISTINCT e.id)") == [
        [ROWS - 1, ROWS - 1]
    ]
    with store.read() as reader:
        snapshot = reader.snapshot()
        # A batch that was run again after it had been committed would be told twice.
        assert reader.changes(0, 1)[1] == RECORDS
    # As if nothing had happened; and so it stays when it is loaded again.
    assert ended(start("table", tmp_path / "clew.db", tmp_path / "rows")) == 0
    embedded = open_store(tmp_path / "clew.db")
    with embedded.read() as reader:
        assert reader.snapshot() == snapshot
    embedded.close()
    again = Load(mortal, tmp_path, KILLS + 1)
    assert again.process.wait(PATIENCE) == 0, again.errors.read_text()
    assert loaded_rows(store) == WHOLE
    answer = ask(Metadata(), store)
    assert (answer.snapshot, answer.meta.warnings) == (snapshot, [])
    store.close()
