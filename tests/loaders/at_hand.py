"""The public lists that the tests read, where they are at hand.

Their terms keep some of them out of the repository, so they lie beside it, in `shared/data`.
"""

from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from graph.evidence import Claim
from graph.ontology import Edge, Node
from graph.store import Store, View, Writable
from loaders.catalogue import loader_for
from loaders.load import load_table
from loaders.report import Report

DATA = Path(__file__).resolve().parents[3] / "shared" / "data"


def at_hand(name: str) -> Path:
    """A file of the shared data; where it is not there the test is not run, and says why."""
    path = DATA / name
    if not path.exists():
        pytest.skip(f"NOT RUN: shared/data/{name} is not beside the repository")
    return path


def load(store: Store, name: str, path: Path, **given: Any) -> Report:
    """Load a file as the command does."""
    return load_table(store, loader_for(name, path, **given), path)


def counts(store: Store) -> dict[str, int]:
    """How many records there are of each kind, without the kinds of which there are none."""
    with store.read() as reader:
        return {kind: number for kind, number in reader.counts().items() if number}


def snapshot(store: Store) -> str:
    """The digest over all records."""
    with store.read() as reader:
        return reader.snapshot()


def node(store: Store, ident: str) -> View:
    """A node as answers carry it."""
    with store.read() as reader:
        return reader.nodes([ident])[ident]


def edge(store: Store, ident: str) -> View:
    """An edge as answers carry it."""
    with store.read() as reader:
        return reader.edges([ident])[ident]


def records_of(name: str, path: Path, **given: Any) -> list[Writable]:
    """Everything that a loader makes of a file, faults left out."""
    entries = loader_for(name, path, **given).read(path)
    return [one for entry in entries if hasattr(entry, "records") for one in entry.records]


def unclaimed(records: list[Writable]) -> Counter[str]:
    """Records about which no claim says anything as a whole."""
    whole = {one.about for one in records if isinstance(one, Claim) and one.field is None}
    return Counter(
        one.id for one in records if isinstance(one, Node | Edge) and one.id not in whole
    )
