"""One, two and three hops, and the shortest path, against networkx with the graph in memory."""

import random
from collections.abc import Iterator
from pathlib import Path

import networkx as nx

from benchmarks.measure import Row, pair
from benchmarks.worlds import FOLLOWED, build, in_memory, node_ids
from graph.store import Reader
from graph.traversal import Direction, EdgeFilter, Passage
from queries.costs import Cost
from queries.find_paths import Mode, PathSearch
from queries.neighborhood import breadth_first

ENOUGH = 500
NO_CLAIMS = "it keeps no claims and takes 2.8 GB at 5 million edges"
FILTER = EdgeFilter(kinds=FOLLOWED, both_ways=frozenset({"Associate"}))


def rows(folder: Path, edges: int) -> Iterator[Row]:
    """Measure on a world of so many edges and a fifth as many nodes."""
    nodes = edges // 5
    G = in_memory(nodes, edges)
    chance = random.Random(7)
    everyone = node_ids(nodes)
    # The generator makes its first nodes the hubs, so the middle of the list is ordinary.
    starts = {
        "ordinary nodes": [
            one for one in chance.sample(everyone[nodes // 10 :], 600) if G.degree(one)
        ][:200],
        "hubs": everyone[:50],
    }
    store = build(folder / "hops.db", nodes, edges)
    with store.read() as reader:
        for hops in (1, 2, 3):
            for name, seeds in starts.items():
                check_hops(reader, G, seeds[:20], hops)
                yield pair(
                    f"{hops} hop{'s' * (hops > 1)} from {name}, {edges:,} edges",
                    seeds,
                    lambda one, hops=hops: breadth_first(
                        reader, [one], hops, Direction.ANY, FILTER, enough=ENOUGH
                    ),
                    lambda one, hops=hops: networkx_hops(G, one, hops),
                    goal=4,
                    yardstick=f"networkx MultiDiGraph in memory; {NO_CLAIMS}",
                )
        yield from shortest(reader, G, chance, nodes)
    store.close()


def networkx_hops(
    G: "nx.MultiDiGraph[str]", start: str, hops: int
) -> tuple[dict[str, int], dict[str, tuple[str, str, str]]]:
    """The same answer from networkx: nodes by (hops, id) and the edges met, by id."""
    distance = {start: 0}
    met: dict[str, tuple[str, str, str]] = {}
    frontier = [start]
    for depth in range(1, hops + 1):
        if len(distance) > ENOUGH:
            break
        reached = set()
        for here in frontier:
            for one, other, key, data in G.out_edges(here, keys=True, data=True):
                if data["kind"] in FOLLOWED:
                    met[key] = (data["kind"], one, other)
                    reached.add(other)
            for one, other, key, data in G.in_edges(here, keys=True, data=True):
                if data["kind"] in FOLLOWED:
                    met[key] = (data["kind"], one, other)
                    reached.add(one)
        frontier = sorted(reached - distance.keys())
        distance.update(dict.fromkeys(frontier, depth))
    return distance, met


def check_hops(reader: Reader, G: "nx.MultiDiGraph[str]", seeds: list[str], hops: int) -> None:
    """Both must say the same, or the times mean nothing."""
    for one in seeds:
        ours = breadth_first(reader, [one], hops, Direction.ANY, FILTER, enough=ENOUGH)
        distance, met = networkx_hops(G, one, hops)
        assert ours.distance == distance
        assert ours.links.keys() == met.keys()


def shortest(
    reader: Reader, G: "nx.MultiDiGraph[str]", chance: random.Random, nodes: int
) -> Iterator[Row]:
    """A shortest path of at most six hops, any direction, all kinds."""
    U = nx.Graph(G)  # noqa: N806 - an undirected graph, as the literature writes it
    everyone = node_ids(nodes)
    pairs = []
    while len(pairs) < 100:
        source, target = chance.sample(everyone, 2)
        if nx.has_path(U, source, target) and nx.shortest_path_length(U, source, target) <= 6:
            pairs.append((source, target))

    def ours(ends: tuple[str, str]) -> int:
        search = PathSearch(
            frozenset({ends[0]}), frozenset({ends[1]}), Mode.SHORTEST, 1, 6, Cost.HOPS,
            Direction.ANY, EdgeFilter(), Passage(),
        )  # fmt: skip
        return len(search.find(reader).paths[0].links)

    def peer(ends: tuple[str, str]) -> int:
        return len(nx.bidirectional_shortest_path(U, *ends)) - 1

    for ends in pairs[:20]:
        assert ours(ends) == peer(ends)
    yield pair(
        f"shortest path up to 6 hops, {G.number_of_edges():,} edges", pairs, ours, peer, goal=12,
        yardstick=f"networkx bidirectional_shortest_path in memory; {NO_CLAIMS}",
    )  # fmt: skip
