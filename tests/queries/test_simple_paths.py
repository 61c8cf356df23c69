"""Simple paths against networkx as an oracle, on random multigraphs with loops, parallels, ties."""

from collections.abc import Callable, Collection, Iterable
from itertools import islice
from typing import Any

import networkx as nx
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.traversal import Direction, Link
from queries.costs import WEIGHTS, Cost, Weight, by_evidence, by_hops
from queries.simple_paths import Budget, k_shortest_paths, paths_of_length, shortest_paths
from queries.steps import SimplePath, Web

NODES = "abcdefg"
BOTH_WAYS = frozenset({"Family"})
PLENTY = 10**9
# The stubs know no edges with keys.
edge_paths: Any = nx.all_simple_edge_paths


def link(
    ident: str, source: str, target: str, tier: int = 1, independent: int = 2, kind: str = "Payment"
) -> Link:
    return Link(ident, kind, source, target, tier, independent, inferred=tier == 0)


def links_of(text: str) -> list[Link]:
    """`1ab 2bc`: an edge 1 from a to b, an edge 2 from b to c."""
    return [link(word[:-2], word[-2], word[-1]) for word in text.split()]


@st.composite
def worlds(draw: st.DrawFn) -> tuple[list[Link], set[str], set[str], Direction, set[str]]:
    """Up to 14 edges on 7 nodes, so that loops, parallels and ties are common."""
    ends = draw(
        st.lists(
            st.tuples(
                st.sampled_from(NODES),
                st.sampled_from(NODES),
                st.integers(0, 3),
                st.integers(1, 2),
                st.sampled_from(["Payment", "Payment", "Family"]),
            ),
            max_size=14,
        )
    )
    names = draw(st.permutations([f"e{number:02}" for number in range(len(ends))]))
    links = [link(name, *rest) for name, rest in zip(names, ends, strict=True)]
    some = st.sets(st.sampled_from(NODES), min_size=1, max_size=2)
    return (
        links,
        draw(some),
        draw(some),
        draw(st.sampled_from(Direction)),
        draw(st.sets(st.sampled_from(NODES), max_size=2)),
    )


def expected(
    links: Iterable[Link],
    sources: set[str],
    targets: set[str],
    direction: Direction,
    closed: set[str],
    hops: int,
    weight: Weight,
    both_ways: Collection[str] = BOTH_WAYS,
) -> list[tuple[str, ...]]:
    """Edge ids of every path, best first, out of networkx; paths of no hops left out."""
    G: nx.MultiDiGraph = nx.MultiDiGraph()
    G.add_nodes_from(sources | targets)
    by_id = {one.id: one for one in links}
    for one in links:
        free = direction is Direction.ANY or one.kind in both_ways
        if free or direction is Direction.OUT:
            G.add_edge(one.source, one.target, key=one.id)
        if free or direction is Direction.IN:
            G.add_edge(one.target, one.source, key=one.id)
    found = set()
    for source in sources - targets:
        for target in targets - sources:
            for path in edge_paths(G, source, target, cutoff=hops):
                between = {here for here, _, _ in path[1:]}
                if not between & (sources | targets | closed):
                    found.add(tuple(key for _, _, key in path))
    cost: Callable[[tuple[str, ...]], int] = lambda ids: sum(weight(by_id[one]) for one in ids)  # noqa: E731
    return sorted(found, key=lambda ids: (cost(ids), len(ids), ids))


def web_of(world: tuple, weight: Weight = by_hops) -> Web:
    links, sources, targets, direction, closed = world
    return Web(
        links,
        sources,
        targets,
        direction=direction,
        both_ways=BOTH_WAYS,
        closed=closed,
        weight=weight,
    )


def ids(paths: Iterable[SimplePath]) -> list[tuple[str, ...]]:
    return [path.ids for path in paths if path.links]


@settings(max_examples=400, deadline=None, derandomize=True)
@given(worlds(), st.integers(0, 6), st.sampled_from(Cost), st.integers(1, 40))
def test_the_k_best_are_the_first_k_of_all(world: tuple, hops: int, cost: Cost, k: int) -> None:
    links, sources, targets, direction, closed = world
    weight = WEIGHTS[cost]
    all_paths = expected(links, sources, targets, direction, closed, hops, weight)

    found = k_shortest_paths(web_of(world, weight), k, hops)

    trivial = sorted(sources & targets)[:k]
    assert [path.nodes for path in found[: len(trivial)]] == [(one,) for one in trivial]
    assert ids(found) == all_paths[: k - len(trivial)]


@settings(max_examples=400, deadline=None, derandomize=True)
@given(worlds(), st.integers(0, 6), st.sampled_from(Cost))
def test_the_shortest_are_every_path_of_the_least_cost(world: tuple, hops: int, cost: Cost) -> None:
    links, sources, targets, direction, closed = world
    weight = WEIGHTS[cost]
    all_paths = expected(links, sources, targets, direction, closed, hops, weight)
    by_id = {one.id: one for one in links}
    costs = [sum(weight(by_id[one]) for one in path) for path in all_paths]
    least = [path for path, one in zip(all_paths, costs, strict=True) if one == costs[0]]

    found = list(shortest_paths(web_of(world, weight), hops))

    # A node in both sets is nearer than any other path.
    assert ids(found) == ([] if sources & targets else least)
    assert {path.nodes for path in found if not path.links} == {(one,) for one in sources & targets}


@settings(max_examples=400, deadline=None, derandomize=True)
@given(worlds(), st.sets(st.sampled_from(NODES), max_size=2))
def test_length_by_length_every_path_through_the_asked_nodes_comes_by_edge_ids(
    world: tuple, via: set[str]
) -> None:
    links, sources, targets, direction, closed = world
    closed = closed - via
    world = (links, sources, targets, direction, closed)
    by_id = {one.id: one for one in links}
    web, budget = web_of(world), Budget(PLENTY)

    found = [path for hops in range(7) for path in paths_of_length(web, hops, budget, via)]

    wanted = []
    for path in expected(links, sources, targets, direction, closed, 6, by_hops):
        ends = {end for one in path for end in (by_id[one].source, by_id[one].target)}
        if via <= ends:
            wanted.append(path)
    assert ids(found) == wanted
    assert all(via <= set(path.nodes) for path in found)
    assert not budget.spent


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.lists(st.tuples(st.sampled_from(NODES), st.sampled_from(NODES), st.integers(0, 3))))
def test_the_costs_of_the_k_best_are_those_of_the_same_algorithm_in_networkx(
    ends: list[tuple[str, str, int]],
) -> None:
    """shortest_simple_paths is Yen's algorithm too, on graphs without parallel edges."""
    G: nx.DiGraph = nx.DiGraph()
    G.add_nodes_from("ag")
    for source, target, tier in ends:
        G.add_edge(source, target, weight=by_evidence(link("x", source, target, tier)), tier=tier)
    links = [link(f"{u}{v}", u, v, G[u][v]["tier"]) for u, v in G.edges]
    web = Web(links, {"a"}, {"g"}, direction=Direction.OUT, weight=by_evidence)
    found = [path.cost(by_evidence) for path in k_shortest_paths(web, 8, len(NODES))]
    if not nx.has_path(G, "a", "g"):
        assert found == []
        return
    paths = islice(nx.shortest_simple_paths(G, "a", "g", weight="weight"), 8)
    assert found == [nx.path_weight(G, path, "weight") for path in paths]


@settings(max_examples=200, deadline=None, derandomize=True)
@given(worlds(), st.integers(0, 60))
def test_a_cut_enumeration_is_a_beginning_of_the_whole_and_says_so(
    world: tuple, steps: int
) -> None:
    web = web_of(world)
    whole_budget, cut_budget = Budget(PLENTY), Budget(steps)
    whole = [path for hops in range(7) for path in paths_of_length(web, hops, whole_budget)]

    cut = [path for hops in range(7) for path in paths_of_length(web, hops, cut_budget)]

    assert cut == whole[: len(cut)]
    assert cut_budget.spent == (PLENTY - whole_budget.steps > steps)
    assert cut_budget.spent or cut == whole


def test_parallel_edges_make_different_paths() -> None:
    web = Web(links_of("1ab 2ab 3bc"), {"a"}, {"c"})
    assert ids(shortest_paths(web, 2)) == [("1", "3"), ("2", "3")]


def test_a_path_between_sets_has_no_end_of_either_set_inside() -> None:
    """From {a, b} to {d, e}: a-b-c-d starts at b already, and c-d-e ends at d already."""
    web = Web(links_of("1ab 2bc 3cd 4de"), {"a", "b"}, {"d", "e"})
    assert ids(k_shortest_paths(web, 9, 9)) == [("2", "3")]


def test_a_node_in_both_sets_is_joined_to_itself_by_no_hops() -> None:
    """And no longer path begins or ends there; b still finds c."""
    web = Web(links_of("1ab 2bc"), {"a", "b"}, {"a", "c"})
    assert [path.nodes for path in k_shortest_paths(web, 9, 9)] == [("a",), ("b", "c")]
    assert [path.nodes for path in shortest_paths(web, 9)] == [("a",)]


def test_fewest_weak_hops_win_over_fewer_hops() -> None:
    """One weak hop against four recorded ones: (1,0,0,0) comes behind (0,0,4,0)."""
    links = [link("weak", "a", "e", tier=0)]
    links += [link(f"s{i}", two[0], two[1], 2) for i, two in enumerate(["ab", "bc", "cd", "de"])]
    web = Web(links, {"a"}, {"e"}, weight=by_evidence)
    assert ids(k_shortest_paths(web, 2, 4)) == [("s0", "s1", "s2", "s3"), ("weak",)]
    # Where only three hops are allowed the weak one is all there is.
    assert ids(k_shortest_paths(web, 2, 3)) == [("weak",)]


def test_of_equal_tiers_the_one_with_fewer_single_sources_wins() -> None:
    links = [link("1", "a", "b", independent=1), link("2", "a", "b", independent=2)]
    web = Web(links, {"a"}, {"b"}, weight=by_evidence)
    assert ids(k_shortest_paths(web, 2, 1)) == [("2",), ("1",)]


def test_the_cheapest_way_on_depends_on_how_many_hops_are_left() -> None:
    """b-d costs one claimed hop, b-c-d two recorded ones: with two hops in all only b-d fits."""
    links = [link("ab", "a", "b", 2), link("bd", "b", "d", 1)]
    links += [link("bc", "b", "c", 2), link("cd", "c", "d", 2)]
    web = Web(links, {"a"}, {"d"}, weight=by_evidence)
    assert ids(shortest_paths(web, 2)) == [("ab", "bd")]
    assert ids(shortest_paths(web, 3)) == [("ab", "bc", "cd")]


def test_a_deviation_that_walks_in_a_circle_is_searched_again() -> None:
    """Behind a-b the cheapest walk around edge 2 is b-c-b-d, which is no path; b-c-e-d is."""
    web = Web(links_of("1ab 2bd 3bc 4ce 5ef 6fd"), {"a"}, {"d"})
    assert ids(k_shortest_paths(web, 3, 6)) == [("1", "2"), ("1", "3", "4", "5", "6")]
