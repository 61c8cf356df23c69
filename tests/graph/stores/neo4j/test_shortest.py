"""The server's own search against the one of every store: the same corridor, hubs and budget."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.store import Store, Writable
from graph.stores.neo4j import walking
from graph.stores.opening import open_store
from graph.stores.sqlite import read as embedded_read
from graph.traversal import Direction, EdgeFilter, Passage
from tests.graph.stores.world import claim, edge, node, world
from tests.servers import Server

ALL = EdgeFilter()
TURNING = EdgeFilter(both_ways=frozenset({"Associate"}))


def both(server: Server, folder: Path, records: list[Writable]) -> tuple[Store, Store]:
    """The records on the server and in a file."""
    stores = (server.open(), open_store(folder / "clew.db"))
    for store in stores:
        with store.write() as writer:
            writer.put(records, "case")
    return stores


@pytest.fixture
def random_graph(neo4j: Server, tmp_path: Path) -> Iterator[tuple[Store, Store]]:
    """Two hundred companies, five hundred edges, the first companies being hubs."""
    chance = random.Random(1)
    records = world(*[node(f"org.{one}") for one in range(200)])
    for one in range(500):
        ends = f"org.{int(200 * chance.random() ** 3)}", f"org.{chance.randrange(200)}"
        kind = chance.choice(("Payment", "Payment", "Ownership", "Associate"))
        records += edge(f"e.{one}", *ends, kind, claim(f"e.{one}"))
    stores = both(neo4j, tmp_path, records)
    yield stores
    for store in stores:
        store.close()


@pytest.mark.parametrize(
    ("direction", "edges"),
    [(Direction.ANY, ALL), (Direction.OUT, ALL), (Direction.IN, TURNING)],
)
@pytest.mark.parametrize("hub_limit", [None, 40, 15])
@pytest.mark.parametrize("budget", [50_000, 150])
def test_corridor_hubs_and_budget_are_those_of_the_search(
    random_graph: tuple[Store, Store],
    monkeypatch: pytest.MonkeyPatch,
    direction: Direction,
    edges: EdgeFilter,
    hub_limit: int | None,
    budget: int,
) -> None:
    monkeypatch.setattr(walking, "EDGE_BUDGET", budget)
    monkeypatch.setattr(embedded_read, "EDGE_BUDGET", budget)
    chance = random.Random(2)
    by_server = looked_ahead = 0
    with random_graph[0].read() as server, random_graph[1].read() as embedded:
        for _ in range(40):
            ends = chance.sample(range(200), 2)
            sources, targets = ({f"org.{one}"} for one in ends)
            way = (
                direction,
                edges,
                Passage(frozenset({"Country"}), hub_limit, frozenset(sources | targets)),
            )
            found = server.distance(sources, targets, 6, *way)
            assert found == embedded.distance(sources, targets, 6, *way)
            for length in (found or 6, (found or 5) + 1):
                asked = (sources, targets, length, *way, budget)
                assert server.corridor(*asked) == embedded.corridor(*asked)
            search = server._search(sources, targets, *way)  # type: ignore[attr-defined]
            by_server += search.shortest is not None and search.shortest.least is not None
            looked_ahead += search.apart > 1
    # Otherwise this would compare a search with itself.
    assert looked_ahead >= 20
    assert (by_server > 0) == (hub_limit is None and budget > 1000 and edges is ALL)


def test_many_parallel_edges_are_not_gone_through_path_by_path(
    neo4j: Server, tmp_path: Path
) -> None:
    """Four hops of thirty edges each are 810,000 paths, and a corridor of 120 edges."""
    records = world(*[node(f"org.{one}") for one in range(5)])
    for hop in range(4):
        for one in range(30):
            records += edge(f"pay.{hop}-{one}", f"org.{hop}", f"org.{hop + 1}")
    stores = both(neo4j, tmp_path, records)
    way = (Direction.OUT, ALL, Passage())
    for store in stores:
        with store.read() as reader:
            assert reader.distance({"org.0"}, {"org.4"}, 6, *way) == 4
            assert len(reader.corridor({"org.0"}, {"org.4"}, 4, *way).links) == 120
        store.close()


def test_a_node_with_as_many_edges_as_a_hub_may_have_is_passed(
    neo4j: Server, tmp_path: Path
) -> None:
    """a-m-b, and beside it a node that is a hub."""
    names = ("a", "m", "b", "hub", "x", "y", "z")
    ends = (("a", "m"), ("m", "b"), ("hub", "x"), ("hub", "y"), ("hub", "z"))
    records = world(*[node(f"org.{one}") for one in names])
    for source, target in ends:
        records += edge(f"pay.{source}{target}", f"org.{source}", f"org.{target}")
    for store in both(neo4j, tmp_path, records):
        with store.read() as reader:
            way = (Direction.OUT, ALL, Passage(frozenset(), 2, frozenset()))
            assert reader.distance({"org.a"}, {"org.b"}, 6, *way) == 2
        store.close()


def test_of_several_ends_only_the_nearest_are_in_the_least_corridor(
    neo4j: Server, tmp_path: Path
) -> None:
    records = world(*[node(f"org.{one}") for one in "abxt"])
    for source, target in ("at", "bx", "xt"):
        records += edge(f"pay.{source}{target}", f"org.{source}", f"org.{target}")
    for store in both(neo4j, tmp_path, records):
        with store.read() as reader:
            ends = {"org.a", "org.b"}, {"org.t"}
            assert reader.distance(*ends, 6, Direction.OUT, ALL, Passage()) == 1
            found = reader.corridor(*ends, 1, Direction.OUT, ALL, Passage())
            assert [link.id for link in found.links] == ["pay.at"]
        store.close()
