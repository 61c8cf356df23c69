"""The server dies in the middle of a load: nothing acknowledged is lost, nothing is doubled."""

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.stores import local_neo4j
from graph.stores.neo4j import Login, Neo4jStore
from queries.metadata import Metadata
from queries.question import ask
from tests.loaders.crashing import BATCH, ROWS
from tests.loaders.test_crash import loaded_rows
from tests.servers import Server

ROOT = Path(__file__).parents[2]
KILLS = 5
# Seconds until something must have happened; a load waits 120 for its server.
PATIENCE = 150
# The source, and for each row a company, a payment and a claim for each; the first has no payment.
WHOLE = (ROWS, ROWS - 1, 2 * ROWS - 1)
RECORDS = 1 + sum(WHOLE)


class Mortal:
    """A server of its own, which may be killed."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.server = self.start()

    def start(self, port: int | None = None) -> local_neo4j.Server:
        return local_neo4j.start(
            self.home, heap="512m", pagecache="128m", port=port, say=lambda _: None
        )

    def kill_and_start(self) -> None:
        """End it as a power cut would, and start it again on the same port."""
        import psutil  # it comes with the extra that a server of one's own needs

        killed = psutil.Process(self.server.pid)
        killed.send_signal(signal.SIGKILL)
        # Until it is gone it may hold its port.
        killed.wait(PATIENCE)
        self.server = self.start(int(self.server.uri.rpartition(":")[2]))
        assert self.server.pid != killed.pid

    def open(self) -> Neo4jStore:
        return Neo4jStore.open(self.server.uri, Login(self.server.user, self.server.password))


class Load:
    """A load in a process of its own; what it printed has left it, so that its words are kept."""

    def __init__(self, server: local_neo4j.Server, folder: Path, number: int) -> None:
        size, self.out = folder / "rows", folder / f"{number}.out"
        self.errors = folder / f"{number}.err"
        size.write_text(str(ROWS))
        login = {
            "CLEW_NEO4J_USER": server.user,
            "CLEW_NEO4J_PASSWORD": server.password,
            "CLEW_NEO4J_DATABASE": "neo4j",
        }
        with self.out.open("w") as out, self.errors.open("w") as errors:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tests.loaders.crashing", "table", server.uri, str(size)],
                stdout=out, stderr=errors, cwd=ROOT, env={**os.environ, **login},
            )  # fmt: skip

    @property
    def acknowledged(self) -> int:
        """Rows that the load has said to be in the store."""
        return max((int(one) for one in self.out.read_text().split() if one.isdigit()), default=0)

    def reach(self, rows: int) -> bool:
        """Wait until so many rows are acknowledged; else it has ended before."""
        deadline = time.monotonic() + PATIENCE
        while self.acknowledged < rows:
            if self.process.poll() is not None:
                return self.acknowledged >= rows
            assert time.monotonic() < deadline, f"stuck at {self.acknowledged}"
            time.sleep(0.01)
        return True


@pytest.fixture
def mortal(neo4j: Server, tmp_path: Path) -> Iterator[Mortal]:
    """A server to kill; `neo4j` is asked for because it says so where there can be none."""
    if "CLEW_TEST_NEO4J_URI" in os.environ:
        pytest.skip("the server that CLEW_TEST_NEO4J_URI names is not ours to kill")
    home = tmp_path / "home"
    try:
        yield Mortal(home)
    finally:
        local_neo4j.stop(home)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
def test_a_load_outlives_its_server(mortal: Mortal, tmp_path: Path) -> None:
    """Killed five times at moments spread over the load, which then goes on or says why not."""
    chance = random.Random(5)
    load = Load(mortal.server, tmp_path, 0)
    try:
        for number in range(1, KILLS + 1):
            # Some batches after the last one, a sixth of the load at the most.
            least = (number - 1) * ROWS // 6 + BATCH * chance.randrange(1, 8)
            assert load.reach(max(least, load.acknowledged + BATCH)), load.errors.read_text()
            time.sleep(chance.uniform(0, 0.05))
            assert load.process.poll() is None, "the load was over before the server died"
            acknowledged = load.acknowledged
            mortal.kill_and_start()
            store = mortal.open()
            assert loaded_rows(store)[0] >= acknowledged
            store.close()
            if load.process.poll():
                said = load.errors.read_text().splitlines()[-1]
                assert said.startswith("graph.stores.neo4j.errors."), said
                # The turn of a writer that ended in an error ends by itself.
                load = Load(mortal.server, tmp_path, number)
        assert load.process.wait(PATIENCE) == 0, load.errors.read_text()
        store = mortal.open()
        assert loaded_rows(store) == WHOLE
        with store.read() as reader:
            before = reader.snapshot()
            # A batch that was run again after it had been committed would be told twice.
            assert reader.changes(0, 1)[1] == RECORDS
        load = Load(mortal.server, tmp_path, KILLS + 1)
        assert load.process.wait(PATIENCE) == 0, load.errors.read_text()
        assert loaded_rows(store) == WHOLE
        answer = ask(Metadata(), store)
        assert (answer.snapshot, answer.meta.warnings) == (before, [])
        store.close()
    finally:
        load.process.kill()
        load.process.wait()
