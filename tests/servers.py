"""A real Neo4j for the tests: their own, or one that is named; emptied before each of them."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from neo4j import Driver, GraphDatabase

from graph.errors import StoreUnavailable
from graph.stores import local_neo4j
from graph.stores.neo4j import Login, Neo4jStore

HEAP, PAGECACHE = "512m", "256m"
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
        """Start it again, at the same address."""
        port = int(self.uri.rpartition(":")[2])
        found = local_neo4j.start(
            self.home, heap=HEAP, pagecache=PAGECACHE, port=port, say=lambda line: None
        )
        assert found.uri == self.uri


def _driver(uri: str, login: Login) -> Driver:
    auth = (login.user, login.password) if login.user else None
    return GraphDatabase.driver(uri, auth=auth, telemetry_disabled=True)


@contextmanager
def own_server(home: Path, say: Callable[[str], object]) -> Iterator[Server | str]:
    """A server that lives as long as the body, with little memory; or why there is none."""
    try:
        found = local_neo4j.start(home, heap=HEAP, pagecache=PAGECACHE, say=say)
    except StoreUnavailable as error:
        yield str(error)
        return
    # It would outlive a run that is killed; this one sees its input end with the run.
    watch = subprocess.Popen([sys.executable, "-c", _WATCH, str(home)], stdin=subprocess.PIPE)
    try:
        login = Login(found.user, found.password)
        with _driver(found.uri, login) as driver:
            yield Server(found.uri, login, driver, home)
    finally:
        watch.communicate()
        local_neo4j.stop(home)


@contextmanager
def killed(server: Server, when: Callable[[], bool]) -> Iterator[None]:
    """The server dies in the body, as soon as it may, and is there again behind it."""
    if server.home is None:
        pytest.skip("the server is not the tests' own to kill")

    def kill() -> None:
        while not when():
            time.sleep(0.02)
        server.kill()

    killing = threading.Thread(target=kill)
    killing.start()
    try:
        yield
    finally:
        killing.join()
        server.start()


@contextmanager
def server_named(uri: str) -> Iterator[Server]:
    """The server at an address; its database must be empty, as the tests empty it."""
    login = Login.read(os.environ)
    with _driver(uri, login) as driver:
        server = Server(uri, login, driver)
        ((nodes,),) = server.run("MATCH (n) RETURN count(n)")
        if nodes:
            pytest.exit(
                f"CLEW_TEST_NEO4J_URI: the database {login.database!r} holds {nodes} nodes. The "
                "tests delete everything; name an empty one.",
                returncode=2,
            )
        yield server
        server.wipe()
