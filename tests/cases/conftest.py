"""The case is read once and loaded once for all its tests: nobody writes to it."""

from collections.abc import Iterator

import pytest

from graph.store import Store
from graph.stores.opening import open_store
from loaders.load import load_case
from tests.cases.magnitsky import FOLDER, Known
from tests.servers import running


@pytest.fixture(scope="session")
def known() -> Known:
    """The case as its folder says it, with the reading of each record."""
    return Known.read()


@pytest.fixture(scope="package", params=["sqlite", "neo4j"])
def loaded(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Store]:
    """The case in a store of each kind, so that every question is asked of both.

    All of its tests run in a row, and none of them empties the server's one database.
    """
    if request.param == "sqlite":
        store: Store = open_store(tmp_path_factory.mktemp("magnitsky") / "clew.db")
    else:
        server = running(request.getfixturevalue("_server"))
        server.wipe()
        store = server.open()
    load_case(store, FOLDER)
    yield store
    store.close()
