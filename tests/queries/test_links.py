"""Who is linked to an entity: the order, the reasons, the words."""

import tempfile
from itertools import pairwise
from pathlib import Path
from typing import Any

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.ontology import EDGE_KINDS
from graph.store import Store
from graph.traversal import Direction, EdgeFilter
from queries.links import Links, LinksAnswer
from queries.question import ask
from tests.queries.test_simple_paths import edge_paths
from tests.queries.worlds import NODES, pictures, world


def links(store: Store, start: str, **more: Any) -> LinksAnswer:
    return ask(Links.model_validate({"id": start, **more}), store)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(pictures(), st.sampled_from(NODES[:5]))
def test_the_order_and_the_reasons_are_the_best_of_all_shortest_chains(
    picture: str, start: str
) -> None:
    """Every shortest chain out of networkx, ranked by the letter of the design."""
    with tempfile.TemporaryDirectory() as folder, world(Path(folder), picture) as store:
        with store.read() as reader:
            every, _ = reader.expand(NODES, Direction.ANY, EdgeFilter())
        answer = links(store, start)
    by_id = {link.id: link for link in every}
    G: Any = nx.MultiGraph()
    G.add_node(start)
    G.add_edges_from((link.source, link.target, link.id) for link in every)
    wanted = []
    for node, hops in nx.single_source_shortest_path_length(G, start).items():
        chains = [
            tuple(key for _, _, key in path)
            for path in edge_paths(G, start, node, cutoff=3)
            # A country joins by accident.
            if len(path) == hops and "cty.cy" not in [there for _, there, _ in path[:-1]]
        ]
        # Around the country a node may be farther, which networkx does not know.
        if not chains or node == start:
            continue
        ranked = [
            (
                -min(by_id[one].tier for one in chain),
                -min(by_id[one].independent for one in chain),
                max(EDGE_KINDS[by_id[one].kind].specificity for one in chain),
                chain,
            )
            for chain in chains
        ]
        tier, independent, specificity, chain = min(ranked)
        wanted.append((hops, tier, independent, specificity, node, chain))
    wanted.sort()
    found = [
        (line.hops, -line.tier, -line.independent_sources, line.specificity, line.id,
         tuple(hop.edge for hop in line.reason.hops))
        for line in answer.results
    ]  # fmt: skip
    known = {entry[4] for entry in wanted}
    assert [entry for entry in found if entry[4] in known] == wanted
    assert all(one < other for one, other in pairwise(found))


def test_a_weaker_beginning_may_be_the_better_one(tmp_path: Path) -> None:
    """To c both chains are claimed, as 3 is; then two sources beat one, so 2-3 beats 1-3."""
    text = """a -OWNS:1-> b  document
              a -OWNS:2-> b  x2
              b -OWNS:3-> c  x2"""
    with world(tmp_path, text) as store:
        to_b, to_c = links(store, "a").results
        assert [hop.edge for hop in to_b.reason.hops] == ["1"]
        assert [hop.edge for hop in to_c.reason.hops] == ["2", "3"]
        assert (to_c.tier, to_c.independent_sources) == (1, 2)


def test_a_connector_ends_a_chain_and_never_passes_it_on(tmp_path: Path) -> None:
    text = "per.a -PARTY_TO:1-> cas.x \n per.b -PARTY_TO:2-> cas.x"
    with world(tmp_path, text) as store:
        assert [line.id for line in links(store, "per.a").results] == ["cas.x"]
        assert links(store, "per.a", node_kind=["Person"]).results == []
        wide = links(store, "per.a", pass_through=["CourtCase"], node_kind=["Person"])
        assert [(line.id, line.hops) for line in wide.results] == [("per.b", 2)]


def test_a_page_says_how_many_there_are_and_where_it_goes_on(tmp_path: Path) -> None:
    text = "a -PAID:1-> b \n a -PAID:2-> c \n a -PAID:3-> d"
    with world(tmp_path, text) as store:
        page = links(store, "a", limit=2)
        assert [line.id for line in page.results] == ["b", "c"]
        assert (page.total.value, page.total.relation, page.next) == (3, "eq", 2)
        assert [node["id"] for node in page.nodes] == ["a", "b", "c"]
        last = links(store, "a", limit=2, offset=2)
        assert ([line.id for line in last.results], last.next) == (["d"], None)


def test_a_line_on_conduct_names_the_asserter_and_what_is_denied(tmp_path: Path) -> None:
    text = "a -ACCUSED_OF:1-> evt.x  denied \n b -ACCUSED_OF:2-> evt.x"
    with world(tmp_path, text) as store:
        near, far = links(store, "a").results
        assert near.sentence.startswith("P1 alleges that a had a part in “x”")
        assert "denied by Denier" in near.sentence
        assert (near.reason.standing.conduct, near.reason.contested) == ("alleged", True)
        assert "no statement found in the sources read" in far.sentence


def test_a_line_on_facts_says_according_to_whom(tmp_path: Path) -> None:
    text = "per.p -FAMILY_OF:1-> per.d  relationship=father denied \n per.d -OWNS:2-> org.x  x2"
    with world(tmp_path, text) as store:
        near, far = links(store, "per.d").results
        # Ownership and family tell equally much; two sources stand before one.
        assert (near.id, near.sentence) == ("org.x", "d owned x, according to P1, P2.")
        assert far.sentence == "p was family of d (father), according to P1; denied by Denier."


def test_nothing_linked_is_an_answer_that_says_how_far_it_looked(tmp_path: Path) -> None:
    with world(tmp_path, "a") as store:
        answer = links(store, "a", hops=2)
        assert (answer.results, answer.total.value) == ([], 0)
        assert answer.meta.limits_hit[0].detail == "Nothing is linked within 2 hops."
