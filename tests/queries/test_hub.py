"""A node with a hundred thousand edges: half of them come into Python, the counts are whole."""

from collections.abc import Iterator

import pytest

from graph.evidence import Claim, Context, read
from graph.ontology import EDGE_KINDS, NODE_KINDS, Reading
from graph.store import Store
from graph.stores.opening import open_store
from graph.stores.rows import edge_row, node_row
from graph.stores.sqlite.shelf import SqliteShelf
from graph.traversal import EDGE_BUDGET
from queries.links import Links
from queries.neighborhood import Neighborhood
from queries.neighbors import Neighbors, NeighborSummary
from queries.question import ask

SPOKES = 100_000
COMPANY, PAYMENT = NODE_KINDS["Company"], EDGE_KINDS["Payment"]


def reading(kind: type) -> Reading:
    """How anything here is read: one statement, by somebody."""
    said = Claim(id="c", about="x", kind="statement", by="somebody", cites="m.S1", at="p. 1")
    found = read(kind, [said], Context())
    assert found is not None
    return found


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """`org.hub` paid a hundred thousand others; rows are written as they are, which is quicker."""
    store = open_store(tmp_path_factory.mktemp("hub") / "clew.db")
    company, payment = reading(COMPANY), reading(PAYMENT)
    ids = [f"org.s{number:06d}" for number in range(SPOKES)]
    with store.write() as writer:
        shelf = writer.shelf  # type: ignore[attr-defined]
        assert isinstance(shelf, SqliteShelf)
        with shelf.transaction():
            shelf.put_nodes(
                [
                    node_row(COMPANY(id=one, names=(one,)), company, "hub", index=False)
                    for one in ["org.hub", "org.near", *ids]
                ],
                1,
            )
            paid = [PAYMENT(id=f"pay.{one[4:]}", source="org.hub", target=one) for one in ids]
            near = PAYMENT(id="pay.near", source="org.near", target="org.hub")
            shelf.put_edges([edge_row(one, payment, "hub") for one in [*paid, near]], 1)
    yield store
    store.close()


def test_the_edges_brought_in_are_the_first_by_id_and_it_says_so(hub: Store) -> None:
    answer = ask(Neighbors(id="org.hub", limit=5, order="id"), hub)
    # "pay.near" stands before "pay.s000000": "n" before "s".
    assert [one.edge["id"] for one in answer.results][:2] == ["pay.near", "pay.s000000"]
    assert answer.meta.truncated
    assert (answer.total.value, answer.total.relation) == (EDGE_BUDGET, "gte")
    assert any("50,000" in one.detail for one in answer.meta.limits_hit)


def test_the_summary_counts_them_all(hub: Store) -> None:
    answer = ask(NeighborSummary(id="org.hub"), hub)
    assert {(one.direction, one.edges) for one in answer.groups} == {("out", SPOKES), ("in", 1)}


def test_a_neighbourhood_of_a_hub_says_what_it_leaves_out(hub: Store) -> None:
    answer = ask(Neighborhood(id=("org.hub",), hops=1, limit=10), hub)
    assert len(answer.nodes) == 10
    first = next(one for one in answer.nodes if one["id"] == "org.hub")
    assert first["hidden_neighbors"] == SPOKES + 1 - len(answer.edges)
    assert answer.meta.truncated


def test_a_hub_is_not_passed_on_the_way_and_is_named(hub: Store) -> None:
    """From its neighbour one gets to the hub and no further."""
    answer = ask(Links(id="org.near"), hub)
    assert [one.id for one in answer.results] == ["org.hub"]
    assert any("org.hub" in (one.at or one.detail) for one in answer.meta.limits_hit)
