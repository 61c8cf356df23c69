"""The bundled case, loaded once for all that ask of it: nobody writes to it."""

from collections.abc import Iterator

import pytest

from graph.store import Store
from graph.stores.opening import open_store
from loaders.load import load_case
from tests.cases.magnitsky import FOLDER


@pytest.fixture(scope="session")
def case(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The case in an embedded store."""
    store = open_store(tmp_path_factory.mktemp("case") / "clew.db")
    load_case(store, FOLDER)
    yield store
    store.close()
