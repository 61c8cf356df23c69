"""Neighbourhoods and subgraphs on a real store."""

import tempfile
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import NotFound
from graph.store import Store
from graph.traversal import Direction, EdgeFilter, Passage
from queries.neighborhood import Neighborhood, NeighborhoodAnswer, breadth_first
from queries.question import ask
from queries.subgraph import Subgraph
from tests.queries.test_corridor import FILTERS, arcs
from tests.queries.worlds import NODES, pictures, world


def around(store: Store, start: str, **more: Any) -> NeighborhoodAnswer:
    return ask(Neighborhood.model_validate({"id": start.split(), **more}), store)


def drawn(answer: Any) -> tuple[list[str], list[str]]:
    return [node["id"] for node in answer.nodes], [edge["id"] for edge in answer.edges]


@settings(max_examples=150, deadline=None, derandomize=True)
@given(
    pictures(),
    st.sets(st.sampled_from(NODES), min_size=1, max_size=2),
    st.sampled_from(Direction),
    st.sampled_from(FILTERS),
    st.sampled_from([None, 1, 3]),
    st.integers(0, 4),
)
def test_distances_are_those_of_networkx(
    picture: str,
    starts: set[str],
    direction: Direction,
    edges: EdgeFilter,
    hub_limit: int | None,
    hops: int,
) -> None:
    """Edges out of a node that is not expanded are taken away; the rest is networkx's."""
    passage = Passage(frozenset({"Country"}), hub_limit)
    with (
        tempfile.TemporaryDirectory() as folder,
        world(Path(folder), picture) as store,
        store.read() as reader,
    ):
        links, _ = reader.expand(NODES, Direction.ANY, EdgeFilter())
        visits = reader.visits(NODES)
        found = breadth_first(reader, starts, hops, direction, edges, passage)
    shut = {one for one in NODES if passage.closed(one, visits[one])} - starts
    G: nx.DiGraph = nx.DiGraph()
    G.add_nodes_from(starts)
    G.add_edges_from(
        (here, there)
        for link in links
        for here, there in arcs(link, direction, edges)
        if here not in shut
    )
    wanted = nx.multi_source_dijkstra_path_length(G, starts, cutoff=hops, weight=None)
    assert found.distance == wanted
    assert list(found.distance) == sorted(found.distance, key=lambda one: (wanted[one], one))
    assert found.complete


def test_nodes_come_by_hops_and_id_with_every_edge_of_the_asked_kinds_between_them(
    tmp_path: Path,
) -> None:
    """z-b joins two nodes of the last level; the ownership is not asked for."""
    text = "m -PAID:1-> z \n m -PAID:2-> b \n z -PAID:0-> b \n b -OWNS:4-> m \n b -PAID:5-> q"
    with world(tmp_path, text) as store:
        answer = around(store, "m", hops=1, kind=["Payment"])
        assert drawn(answer) == (["m", "b", "z"], ["0", "1", "2"])
        assert answer.distance == {"m": 0, "b": 1, "z": 1}
        # m has three links, two shown; b four, two shown; z two, two shown.
        hidden = {node["id"]: node["hidden_neighbors"] for node in answer.nodes}
        assert hidden == {"m": 1, "b": 2, "z": 0}
        assert not answer.meta.truncated


def test_a_hub_is_shown_and_not_expanded_unless_it_is_the_start(tmp_path: Path) -> None:
    text = "a -PAID:1-> hub \n hub -PAID:2-> b \n hub -PAID:3-> c"
    with world(tmp_path, text) as store:
        answer = around(store, "a", hub_limit=2)
        assert drawn(answer) == (["a", "hub"], ["1"])
        assert [(one.limit, one.at) for one in answer.meta.limits_hit] == [("hub_limit", "hub")]
        assert not answer.meta.truncated
        assert {n["id"]: n["hidden_neighbors"] for n in answer.nodes} == {"a": 0, "hub": 2}
        assert drawn(around(store, "hub", hops=1, hub_limit=2))[0] == ["hub", "a", "b", "c"]


def test_a_connector_is_shown_and_not_expanded_unless_asked_for(tmp_path: Path) -> None:
    text = "per.a -PARTY_TO:1-> cas.x \n per.b -PARTY_TO:2-> cas.x"
    with world(tmp_path, text) as store:
        assert drawn(around(store, "per.a"))[0] == ["per.a", "cas.x"]
        opened = around(store, "per.a", pass_through=["CourtCase"])
        assert drawn(opened)[0] == ["per.a", "cas.x", "per.b"]
        assert drawn(around(store, "cas.x"))[0] == ["cas.x", "per.a", "per.b"]


def test_what_is_cut_is_the_farthest_and_the_answer_says_so(tmp_path: Path) -> None:
    """Four nodes are within two hops; with three, `d` at two hops goes, and its edge."""
    text = "a -PAID:9-> b \n a -PAID:8-> c \n c -PAID:1-> d"
    with world(tmp_path, text) as store:
        cut = around(store, "a", limit=3)
        assert drawn(cut) == (["a", "b", "c"], ["8", "9"])
        assert cut.meta.truncated
        assert [one.limit for one in cut.meta.limits_hit] == ["limit"]
        # Of the edges the nearest stay: 1 is first by id and last by hops.
        few = around(store, "a", edge_limit=2)
        assert drawn(few) == (["a", "b", "c", "d"], ["8", "9"])
        assert [one.limit for one in few.meta.limits_hit] == ["edge_limit"]


def test_over_budget_the_first_edges_by_id_are_followed(tmp_path: Path) -> None:
    text = "hub -PAID:1-> z \n hub -PAID:2-> y \n hub -PAID:3-> a"
    with world(tmp_path, text) as store, store.read() as reader:
        found = breadth_first(reader, ["hub"], 2, budget=2)
    assert found.distance == {"hub": 0, "y": 1, "z": 1}
    assert (sorted(found.links), found.complete) == (["1", "2"], False)


def test_who_is_to_be_avoided_is_not_there(tmp_path: Path) -> None:
    with world(tmp_path, "a -PAID:1-> b \n b -PAID:2-> c \n a -PAID:3-> c") as store:
        assert drawn(around(store, "a", avoid=["b"])) == (["a", "c"], ["3"])


def test_an_edge_set_aside_or_inferred_is_not_in_the_picture(tmp_path: Path) -> None:
    text = "a -PAID:1-> b \n a -PAID:2-> b  aside \n a -SAME_AS:3-> b  inference"
    with world(tmp_path, text) as store:
        assert drawn(around(store, "a")) == (["a", "b"], ["1"])
        assert drawn(around(store, "a", inferred=True)) == (["a", "b"], ["1", "3"])
        ids = {"ids": ["b", "a", "b"]}
        assert drawn(ask(Subgraph.model_validate(ids), store)) == (["b", "a"], ["1"])


def test_several_starts_share_one_picture(tmp_path: Path) -> None:
    with world(tmp_path, "a -PAID:1-> b \n d -PAID:2-> c") as store:
        assert drawn(around(store, "d a", hops=1)) == (["a", "d", "b", "c"], ["1", "2"])


def test_a_subgraph_is_the_edges_among_the_given_nodes_in_the_given_order(tmp_path: Path) -> None:
    text = "a -PAID:2-> b \n b -PAID:1-> a \n b -PAID:3-> c \n a -OWNS:4-> a"
    with world(tmp_path, text) as store:
        answer = ask(Subgraph(ids=("b", "a")), store)
        assert drawn(answer) == (["b", "a"], ["1", "2", "4"])
        assert {n["id"]: n["hidden_neighbors"] for n in answer.nodes} == {"b": 1, "a": 0}
        cut = ask(Subgraph(ids=("b", "a"), limit=2), store)
        assert drawn(cut)[1] == ["1", "2"]
        assert cut.meta.truncated


def test_an_unknown_id_is_not_found(tmp_path: Path) -> None:
    with world(tmp_path, "a -PAID:1-> b") as store:
        for question in (Subgraph(ids=("a", "nobody")), Neighborhood(id=("a", "nobody"))):
            with pytest.raises(NotFound, match="nobody"):
                ask(question, store)
