"""Fixtures. Reach for `store` (an empty store of each kind, so the test runs once on each) when
the fact is about stores or questions; for plain functions none is needed."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.store import Store
from graph.stores.opening import open_store


@pytest.fixture(params=["sqlite"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """An empty store."""
    opened = open_store(tmp_path / "clew.db")
    yield opened
    opened.close()
