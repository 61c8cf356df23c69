"""The corridor of a store is what the protocol says it is, on random worlds."""

import tempfile
from itertools import product
from pathlib import Path

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.store import Reader
from graph.traversal import Direction, EdgeFilter, Link, Passage
from tests.queries.worlds import NODES, pictures, world

FILTERS = [
    EdgeFilter(),
    EdgeFilter(kinds=frozenset({"Payment"})),
    EdgeFilter(kinds=frozenset({"Payment"}), both_ways=frozenset({"Associate"})),
    EdgeFilter(both_ways=frozenset({"UnknownLink"})),
]


def arcs(link: Link, direction: Direction, edges: EdgeFilter) -> list[tuple[str, str]]:
    """The ways in which the edge may be walked."""
    if edges.kinds is not None and link.kind not in edges.kinds | edges.both_ways:
        return []
    out, back = (link.source, link.target), (link.target, link.source)
    if direction is Direction.ANY or link.kind in edges.both_ways:
        return [out, back]
    return [out] if direction is Direction.OUT else [back]


def by_definition(
    links: list[Link],
    ends: tuple[set[str], set[str]],
    length: int,
    direction: Direction,
    edges: EdgeFilter,
    closed: set[str],
) -> tuple[list[str], int | None]:
    """Edges of the corridor, and the distance, by the letter of the protocol.

    A node that may not be passed is two: one that can only be left, as a source, and one that
    can only be entered, as a target. A self-loop lies on no path: whether it comes along is the
    store's affair, so it is left out here and there.
    """
    sources, targets = ends
    G: nx.DiGraph = nx.DiGraph()
    G.add_nodes_from(product(NODES, ("left", "entered")))
    G.add_edges_from(((n, "entered"), (n, "left")) for n in NODES if n not in closed)
    hops: dict[str, list[tuple[str, str]]] = {}
    for link in links:
        for here, there in arcs(link, direction, edges) if link.source != link.target else ():
            G.add_edge((here, "left"), (there, "entered"))
            hops.setdefault(link.id, []).append((here, there))
    inside = {edge for edge in G.edges if edge[0][0] == edge[1][0] and edge[0][1] == "entered"}
    weight = lambda u, v, _: 0 if (u, v) in inside else 1  # noqa: E731
    from_sources = nx.multi_source_dijkstra_path_length(
        G, {(one, "left") for one in sources}, weight=weight
    )
    to_targets = nx.multi_source_dijkstra_path_length(
        G.reverse(), {(one, "entered") for one in targets}, weight=lambda u, v, _: weight(v, u, _)
    )
    kept = []
    far = 10**6
    for ident, ways in hops.items():
        if any(
            from_sources.get((here, "left"), far) + 1 + to_targets.get((there, "entered"), far)
            <= length
            for here, there in ways
        ):
            kept.append(ident)
    lengths = [from_sources.get((one, "entered"), far) for one in targets]
    lengths += [0] if sources & targets else []
    least = int(min(lengths))
    return sorted(kept), least if least <= length else None


def all_links(reader: Reader) -> list[Link]:
    return reader.expand(NODES, Direction.ANY, EdgeFilter())[0]


@settings(max_examples=150, deadline=None, derandomize=True)
@given(
    pictures(),
    st.sets(st.sampled_from(NODES), min_size=1, max_size=2),
    st.sets(st.sampled_from(NODES), min_size=1, max_size=2),
    st.sampled_from(Direction),
    st.sampled_from(FILTERS),
    st.sets(st.sampled_from(NODES), max_size=2),
    st.sampled_from([None, 1, 3]),
)
def test_the_corridor_is_every_edge_on_a_walk_short_enough(
    picture: str,
    sources: set[str],
    targets: set[str],
    direction: Direction,
    edges: EdgeFilter,
    avoid: set[str],
    hub_limit: int | None,
) -> None:
    passage = Passage(frozenset({"Country"}), hub_limit, frozenset(avoid))
    with (
        tempfile.TemporaryDirectory() as folder,
        world(Path(folder), picture) as store,
        store.read() as reader,
    ):
        visits = reader.visits(NODES)
        closed = {one for one in NODES if passage.closed(one, visits[one])}
        links = all_links(reader)
        for length in (0, 1, 2, 3, 6):
            asked = (sources, targets, length, direction, edges, passage)
            wanted, least = by_definition(
                links, (sources, targets), length, direction, edges, closed
            )
            found = reader.corridor(*asked)
            assert [one.id for one in found.links if one.source != one.target] == wanted
            assert (found.length, found.complete) == (length, True)
            assert reader.distance(*asked) == least


@settings(max_examples=100, deadline=None, derandomize=True)
@given(pictures(), st.sets(st.sampled_from(NODES), max_size=2), st.integers(0, 12))
def test_a_corridor_over_budget_keeps_a_whole_length(
    picture: str, targets: set[str], limit: int
) -> None:
    """What is kept is the corridor of the shorter length, never a part of one."""
    with (
        tempfile.TemporaryDirectory() as folder,
        world(Path(folder), picture) as store,
        store.read() as reader,
    ):
        asked = (Direction.ANY, EdgeFilter(), Passage())
        found = reader.corridor({"a"}, targets, 5, *asked, limit)
        whole = reader.corridor({"a"}, targets, found.length, *asked)
        assert found.links == whole.links
        assert found.complete == (found.length == 5)
