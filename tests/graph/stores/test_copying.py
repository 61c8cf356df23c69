"""A copy is the same graph: same snapshot, same datasets, same answers."""

from pathlib import Path

import pytest

from graph.errors import BadRequest, VerificationFailed
from graph.store import Store
from graph.stores import copying
from graph.stores.copying import copy_store
from graph.stores.opening import open_store
from loaders.load import load_case
from tests.graph.stores.world import claim, edge, node, world

CASE = Path(__file__).parents[3] / "cases" / "magnitsky"


def test_a_copy_of_the_case_is_the_case(store: Store, tmp_path: Path) -> None:
    """Out of the embedded store, into each store, and back."""
    first, last = open_store(tmp_path / "first.db"), open_store(tmp_path / "last.db")
    load_case(first, CASE)
    seen: list[int] = []
    written = copy_store(first, store, seen.append)
    assert seen == sorted(seen)
    assert seen[-1] == written
    copy_store(store, last)
    with first.read() as one, store.read() as two, last.read() as three:
        assert one.snapshot() == two.snapshot() == three.snapshot()
        assert one.loads() == two.loads() == three.loads()
        everyone = [view["id"] for _, view in one.scan("node")]
        assert one.nodes(everyone) == two.nodes(everyone) == three.nodes(everyone)
        every = [view["id"] for _, view in one.scan("edge")]
        assert one.edges(every) == two.edges(every) == three.edges(every)
    # The copy knows what it was loaded from, so an unchanged folder is not loaded again.
    assert not load_case(last, CASE, if_changed=True).refreshed
    first.close()
    last.close()


def test_a_record_keeps_the_dataset_that_brought_it(store: Store, tmp_path: Path) -> None:
    first = open_store(tmp_path / "first.db")
    with first.write() as writer:
        writer.put(world(node("org.a"), node("org.b"), edge("pay.1", "org.a", "org.b")), "one")
        writer.put([claim("pay.1", 2, dataset="two")], "two")
        writer.withdraw(["pay.1.c1"])
    copy_store(first, store)
    with store.read() as reader:
        assert [owner for owner, _ in reader.scan("edge")] == ["one"]
        assert [owner for owner, view in reader.scan("claim") if view["about"] == "pay.1"] == [
            "two"
        ]
    first.close()


def test_nothing_is_copied_onto_something(store: Store, tmp_path: Path) -> None:
    with store.write() as writer:
        writer.put(world(node("org.a")), "one")
    first = open_store(tmp_path / "first.db")
    with pytest.raises(BadRequest, match="not empty"):
        copy_store(first, store)
    first.close()


def test_a_copy_that_lost_something_is_found_out(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A batch that goes missing on the way makes the snapshots differ."""
    first = open_store(tmp_path / "first.db")
    with first.write() as writer:
        writer.put(world(node("org.a"), node("org.b")), "one")
    whole = copying._batches
    monkeypatch.setattr(copying, "BATCH", 1)
    monkeypatch.setattr(copying, "_batches", lambda reader: list(whole(reader))[:-1])
    with pytest.raises(VerificationFailed, match="differs"):
        copy_store(first, store)
    first.close()
