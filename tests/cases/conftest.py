"""The case is read once and loaded once for all its tests: nobody writes to it."""

from collections.abc import Iterator

import pytest

from graph.store import Store
from graph.stores.opening import open_store
from loaders.load import load_case
from tests.cases.magnitsky import FOLDER, Known


@pytest.fixture(scope="session")
def known() -> Known:
    """The case as its folder says it, with the reading of each record."""
    return Known.read()


@pytest.fixture(scope="session")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The case in an embedded store."""
    store = open_store(tmp_path_factory.mktemp("magnitsky") / "clew.db")
    load_case(store, FOLDER)
    yield store
    store.close()
