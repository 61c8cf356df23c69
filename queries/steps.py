"""The steps that paths between two sets of nodes may take: a multigraph, prepared once."""

from collections.abc import Collection, Iterable
from typing import NamedTuple

from graph.traversal import Direction, Link
from queries.costs import Weight, by_hops

# Least costs to an end: `table[h][v]` is that of the best way on from v in at most h hops.
Table = list[dict[str, int]]

# Where every path begins, before its first node. No id is empty.
ROOT = ""


class Step(NamedTuple):
    """One way on from a node."""

    link: Link
    node: str
    weight: int


class SimplePath(NamedTuple):
    """A path: n links and the n + 1 nodes that they join, in order."""

    nodes: tuple[str, ...]
    links: tuple[Link, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """The edge ids, in order."""
        return tuple(link.id for link in self.links)

    def cost(self, weight: Weight) -> int:
        """The sum over its links."""
        return sum(map(weight, self.links))


class Web:
    """The steps that paths between two sets of nodes may take.

    Args:
        links: Edges, in any order; self-loops lie on no simple path.
        sources: Where paths begin.
        targets: Where they end.
        direction: Which way edges are followed.
        both_ways: Kinds followed both ways whatever the direction.
        closed: Nodes that are never between the ends of a path.
        weight: The cost of an edge, at least 1.

    Complexity:
        O(m log m) for m edges.
    """

    def __init__(
        self,
        links: Iterable[Link],
        sources: Collection[str],
        targets: Collection[str],
        *,
        direction: Direction = Direction.ANY,
        both_ways: Collection[str] = (),
        closed: Collection[str] = (),
        weight: Weight = by_hops,
    ) -> None:
        self.trivial = sorted(set(sources) & set(targets))
        self.sources = set(sources) - set(self.trivial)
        self.targets = set(targets) - set(self.trivial)
        self.closed = set(closed) - self.sources - self.targets | set(self.trivial)
        self.onward: dict[str, list[Step]] = {ROOT: []}
        self.back: dict[str, list[tuple[str, int]]] = {}
        # In id order once and for all: the first of equal ways is then the one to take.
        for link in sorted(set(links)):
            free = direction is Direction.ANY or link.kind in both_ways
            cost = weight(link)
            if free or direction is Direction.OUT:
                self._enter(link, link.source, link.target, cost)
            if free or direction is Direction.IN:
                self._enter(link, link.target, link.source, cost)

    def _enter(self, link: Link, here: str, there: str, cost: int) -> None:
        if (
            here == there
            or here in self.targets
            or there in self.sources
            or here in self.closed
            or there in self.closed
        ):
            return
        if here in self.sources:
            self.onward[ROOT].append(Step(link, there, cost))
        else:
            self.onward.setdefault(here, []).append(Step(link, there, cost))
        self.back.setdefault(there, []).append((here, cost))

    def reach(self, hops: int, blocked: Collection[str] = ()) -> Table:
        """Least costs to a target over at most so many hops, around the blocked nodes.

        The labels are (node, hops), as in the algorithm of Bellman and Ford cut off after `hops`
        rounds: with a limit on hops the cheapest way on from a node depends on how many are left.

        Complexity:
            O(hops * m); O(m) where every edge costs the same.

        References:
            L. R. Ford, Network Flow Theory, RAND P-923, 1956; R. Bellman, On a Routing Problem,
            Quarterly of Applied Mathematics 16, 1958.
        """
        table: Table = [dict.fromkeys(self.targets, 0)]
        moved = table[0]
        for _ in range(hops):
            if moved:
                now = dict(table[-1])
                better: dict[str, int] = {}
                for node, rest in moved.items():
                    for here, cost in self.back.get(node, ()):
                        total = cost + rest
                        if here not in blocked and total < now.get(here, total + 1):
                            now[here] = better[here] = total
                moved = better
                table.append(now)
            else:
                table.append(table[-1])
        return table

    def path(self, steps: Iterable[Step]) -> SimplePath:
        """The path that takes the steps."""
        links = tuple(step.link for step in steps)
        nodes = tuple(step.node for step in steps)
        return SimplePath((links[0].other(nodes[0]), *nodes), links)

    def least(
        self, node: str, hops: int, table: Table, refused: Collection[str] = ()
    ) -> list[Step] | None:
        """The first by edge ids of the cheapest ways on from a node; its first edge not refused.

        Complexity:
            O(hops * d) for nodes of degree d.
        """
        steps: list[Step] = []
        while node not in self.targets:
            hops -= 1
            if hops < 0:
                return None
            rest = table[hops]
            best: tuple[int, Step] | None = None
            for step in self.onward.get(node, ()):
                if step.node in rest and (steps or step.link.id not in refused):
                    total = step.weight + rest[step.node]
                    if best is None or total < best[0]:
                        best = (total, step)
            if best is None:
                return None
            steps.append(best[1])
            node = best[1].node
        return steps

    def distances(self, ends: Collection[str]) -> dict[str, int]:
        """Hops from each node to the nearest of the ends.

        Complexity:
            O(n + m) for n nodes and m edges.
        """
        found = dict.fromkeys(ends, 0)
        frontier, hops = list(found), 0
        while frontier:
            hops += 1
            near = {here for node in frontier for here, _ in self.back.get(node, ())}
            frontier = sorted(near - found.keys())
            found.update(dict.fromkeys(frontier, hops))
        return found
