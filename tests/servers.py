"""A real Neo4j for the tests: their own, or one that is named; emptied before each of them."""

import os
import random
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from neo4j import Driver, GraphDatabase
from neo4j.exceptions import DriverError, Neo4jError

from graph.errors import StoreUnavailable
from graph.stores import local_neo4j
from graph.stores.neo4j import Login, Neo4jStore

HEAP, PAGECACHE = "512m", "256m"
_NONE = "no Neo4j: "
# Seconds; a busy machine may take minutes to start a server.
PATIENCE = 300
# Java would compile for hours to come what a test asks a few times: a fifth less work.
JAVA_OPTIONS = "-XX:TieredStopAtLevel=1"
_WATCH = """\
import shutil, sys
from pathlib import Path
from graph.stores import local_neo4j
sys.stdin.read()
if local_neo4j.stop(Path(sys.argv[1])):
    shutil.rmtree(sys.argv[1], ignore_errors=True)
"""


@dataclass
class Server:
    """A server that the tests may do with as they like."""

    uri: str
    login: Login
    driver: Driver
    # Where it lives, if it is the tests' own, so that they may kill it and start it again.
    home: Path | None = None

    @property
    def environment(self) -> dict[str, str]:
        """The login, as another process reads it."""
        return {
            "CLEW_NEO4J_USER": self.login.user or "",
            "CLEW_NEO4J_PASSWORD": self.login.password or "",
            "CLEW_NEO4J_DATABASE": self.login.database,
        }

    def open(self, **more: Any) -> Neo4jStore:
        """A store on its database."""
        return Neo4jStore.open(self.uri, self.login, **more)

    def run(self, text: Any, **given: Any) -> list[list[Any]]:
        """The rows that a statement answers with."""
        found = self.driver.execute_query(text, given, database_=self.login.database)
        return [record.values() for record in found.records]

    def wipe(self) -> None:
        """Take everything out of the database; constraints and indexes stay."""
        # As an auto-commit statement, since it commits in between.
        with self.driver.session(database=self.login.database) as session:
            session.run(
                "MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS"
            ).consume()

    def kill(self) -> None:
        """End it as a failing machine would."""
        import psutil

        found = local_neo4j.connection(self.home)
        assert found is not None
        process = psutil.Process(found.pid)
        process.kill()
        # Until it is gone it holds its port.
        process.wait(60)

    def start(self) -> None:
        """Start it again, at the same address, unless it runs."""
        port = int(self.uri.rpartition(":")[2])
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                found = _started(self.home, port, lambda line: None)
            except local_neo4j.PortTaken:
                if time.monotonic() > deadline:
                    raise
                time.sleep(0.5)
            else:
                assert found.uri == self.uri
                return


def running(found: Server | str, *, wanted: bool | None = None) -> Server:
    """The server; where there is none, the test is not run, which is said, or, if wanted, fails.

    Args:
        found: The server, or why there is none.
        wanted: Unless given: under `CI=true`, or where a server is named.
    """
    if wanted is None:
        named = os.environ.get("CLEW_TEST_NEO4J_URI")
        wanted = bool(named) or os.environ.get("CI") == "true"
    if isinstance(found, str):
        if wanted:
            pytest.fail(f"no Neo4j for the tests: {found}")
        pytest.skip(f"{_NONE}{found}")
    return found


def not_run(skipped: Iterable[pytest.TestReport]) -> Counter[str]:
    """How many tests were not run for want of a server, by why there is none."""
    reasons = (one.longrepr[2] for one in skipped if isinstance(one.longrepr, tuple))
    return Counter(one.partition(_NONE)[2] for one in reasons if _NONE in one)


def _driver(uri: str, login: Login) -> Driver:
    auth = (login.user, login.password) if login.user else None
    return GraphDatabase.driver(uri, auth=auth, telemetry_disabled=True)


def _started(
    home: Path | None, port: int | None, say: Callable[[str], object]
) -> local_neo4j.Server:
    with pytest.MonkeyPatch.context() as patch:
        if "JAVA_TOOL_OPTIONS" not in os.environ:
            patch.setenv("JAVA_TOOL_OPTIONS", JAVA_OPTIONS)
        return local_neo4j.start(
            home, heap=HEAP, pagecache=PAGECACHE, port=port, patience=PATIENCE, say=say
        )


def lasting_port() -> int:
    """A free port that the system gives to nobody by itself, so that it is free after a kill.

    Of those that it gives, one may go to any connection; to that of a client that seeks the very
    server that is gone, even, which then has itself at the other end.
    """
    while True:
        port = random.randrange(20_000, 32_000)
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port


@contextmanager
def own_server(
    home: Path, say: Callable[[str], object], port: int | None = None
) -> Iterator[Server | str]:
    """A server that lives as long as the body, with little memory; or why there is none."""
    try:
        found = _started(home, port, say)
    except StoreUnavailable as error:
        yield str(error)
        return
    # It would outlive a run that is killed; this one sees its input end with the run. In a session
    # of its own: what ends a run may end all that was started with it.
    watch = subprocess.Popen(
        [sys.executable, "-c", _WATCH, str(home)], stdin=subprocess.PIPE, start_new_session=True
    )
    try:
        login = Login(found.user, found.password)
        with _driver(found.uri, login) as driver:
            yield Server(found.uri, login, driver, home)
    finally:
        watch.communicate()
        local_neo4j.stop(home)
        # 500 MB, and pytest keeps the folders of three runs.
        shutil.rmtree(home, ignore_errors=True)


@contextmanager
def killed(server: Server, when: Callable[[], bool]) -> Iterator[None]:
    """The server dies in the body, as soon as it may, and is there again behind it."""
    over = threading.Event()

    def kill() -> None:
        deadline = time.monotonic() + PATIENCE
        try:
            while not (when() or over.wait(0.02) or time.monotonic() > deadline):
                pass
        finally:
            # In any case, so that a test that waits for it ends.
            server.kill()

    killing = threading.Thread(target=kill)
    killing.start()
    try:
        yield
    finally:
        over.set()
        killing.join()
        server.start()


@contextmanager
def server_named(uri: str) -> Iterator[Server | str]:
    """The server at an address, whose database the tests empty; or why it will not do."""
    login = Login.read(os.environ)
    with _driver(uri, login) as driver:
        server = Server(uri, login, driver)
        try:
            ((nodes,),) = server.run("MATCH (n) RETURN count(n)")
        except (DriverError, Neo4jError) as error:
            yield f"{uri}: {error}"
            return
        if nodes:
            # Somebody's graph: it is not ours to delete.
            yield f"the database {login.database!r} at {uri} holds {nodes} nodes; name an empty one"
            return
        yield server
        server.wipe()
