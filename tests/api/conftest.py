"""Fixtures: `client` asks the API over a small world, `clew` runs the command on the same store."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.cli.main import main
from graph.settings import Settings
from graph.stores.opening import open_store
from tests.api.world import CARD, records

HOST = "http://127.0.0.1:8000"


class Run(NamedTuple):
    """How a command ended and what it printed."""

    code: int
    out: str
    err: str


Clew = Callable[..., Run]


def fill(path: Path) -> Path:
    """A store that holds the world."""
    store = open_store(path)
    with store.write() as writer:
        writer.replace("world", records(), "digest", CARD)
    store.close()
    return path


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store that no test writes to."""
    return fill(tmp_path_factory.mktemp("world") / "clew.db")


@pytest.fixture
def own_world(tmp_path: Path) -> Path:
    """A store of the test's own."""
    return fill(tmp_path / "clew.db")


@pytest.fixture(scope="session")
def client(world: Path) -> Iterator[TestClient]:
    """The API over the world."""
    with TestClient(
        create_app(Settings(store=str(world)), window=world.parent / "no-window"), base_url=HOST
    ) as made:
        yield made


@pytest.fixture
def clew(world: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Clew:
    """Runs `clew` on the world, or on the store that `--store` names."""
    monkeypatch.setenv("CLEW_STORE", str(world))
    monkeypatch.setenv("COLUMNS", "100")

    def run(*words: str) -> Run:
        capsys.readouterr()
        code = main(words)
        return Run(code, *capsys.readouterr())

    return run
