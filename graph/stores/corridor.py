"""A corridor built from one hop at a time, for stores that have no statement of their own for it.

Both ends are expanded until the levels meet; distances are then taken on what was fetched.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Literal, Protocol

from graph.traversal import Corridor, Direction, EdgeFilter, Link, Passage, Visit

_TURNED = {Direction.OUT: Direction.IN, Direction.IN: Direction.OUT, Direction.ANY: Direction.ANY}


class Expanding(Protocol):
    """The two reads that this needs."""

    def expand(
        self, frontier: Collection[str], direction: Direction, edges: EdgeFilter, limit: int
    ) -> tuple[list[Link], bool]:
        """One hop for a whole frontier."""
        ...

    def visits(self, ids: Collection[str]) -> dict[str, Visit]:
        """Kind and degree of each node."""
        ...


def ways(link: Link, direction: Direction, edges: EdgeFilter) -> list[tuple[str, str]]:
    """The ways in which a path may cross an edge: from, to."""
    found = []
    either = direction is Direction.ANY or link.kind in edges.both_ways
    if either or direction is Direction.OUT:
        found.append((link.source, link.target))
    if (either or direction is Direction.IN) and (link.source != link.target or not found):
        found.append((link.target, link.source))
    return found


@dataclass
class _Side:
    """One end of the search: how far each node is, and whom to expand next."""

    depth: dict[str, int]
    frontier: list[str]
    levels: int = 0
    spent: bool = False


@dataclass
class Search:
    """A search between two sets of nodes that can be carried further.

    Every edge on a path of at most `forward.levels + backward.levels` hops has been fetched: its
    place on the path is nearer to one end than that end was expanded.
    """

    reader: Expanding
    sources: frozenset[str]
    targets: frozenset[str]
    direction: Direction
    edges: EdgeFilter
    passage: Passage
    links: dict[str, Link] = field(default_factory=dict)
    hubs: set[str] = field(default_factory=set)
    cut: bool = False

    def __post_init__(self) -> None:
        """Both sides start at their own ends."""
        self.forward = _Side(dict.fromkeys(self.sources, 0), sorted(self.sources))
        self.backward = _Side(dict.fromkeys(self.targets, 0), sorted(self.targets))

    @property
    def covered(self) -> int:
        """The length up to which every path has been fetched."""
        return self.forward.levels + self.backward.levels

    @property
    def exhausted(self) -> bool:
        """Whether one side has nothing more to expand, so that all paths have been fetched."""
        return self.forward.spent or self.backward.spent

    def carry(self, length: int, limit: int) -> None:
        """Expand until paths of the length are covered, one side is spent or the budget is."""
        while self.covered < length and not self.exhausted and not self.cut:
            smaller_first = len(self.forward.frontier) <= len(self.backward.frontier)
            self._step("forward" if smaller_first else "backward", limit)

    def _step(self, which: Literal["forward", "backward"], limit: int) -> None:
        side = self.forward if which == "forward" else self.backward
        direction = self.direction if which == "forward" else _TURNED[self.direction]
        frontier = side.frontier if side.levels == 0 else self._open(side.frontier)
        if not frontier:
            side.spent = True
            return
        room = limit - len(self.links)
        found, complete = self.reader.expand(frontier, direction, self.edges, max(room, 0) + 1)
        fresh = {one.id: one for one in found if one.id not in self.links}
        if not complete or len(fresh) > room:
            self.cut = True
            return
        self.links.update(fresh)
        side.levels += 1
        here = set(frontier)
        reached = set()
        for link in found:
            for start, end in ways(link, direction, self.edges):
                if start in here and end not in side.depth:
                    reached.add(end)
        side.frontier = sorted(reached)
        side.depth.update(dict.fromkeys(reached, side.levels))
        side.spent = not reached

    def _open(self, nodes: list[str]) -> list[str]:
        """The nodes that a path may pass through; hubs that it may not are remembered."""
        visits = self.reader.visits(nodes)
        limit = self.passage.hub_limit
        passable = []
        for node in nodes:
            visit = visits.get(node)
            if visit is None:
                continue
            if not self.passage.closed(node, visit):
                passable.append(node)
            elif limit is not None and visit.degree > limit:
                self.hubs.add(node)
        return passable

    def distance(self, length: int, limit: int) -> int | None:
        """The least number of hops from a source to a target, if at most `length`."""
        for reach in range(length + 1):
            self.carry(reach, limit)
            met = self.forward.depth.keys() & self.backward.depth.keys()
            # A closed node is no meeting place, unless it is an end.
            inner = sorted(met - self.sources - self.targets)
            met -= set(inner) - set(self._open(inner))
            lengths = [self.forward.depth[one] + self.backward.depth[one] for one in met]
            if lengths and min(lengths) <= reach:
                return min(lengths)
            if self.cut:
                break
        return None

    def corridor(self, length: int) -> Corridor:
        """The fetched edges that lie on a walk of at most the length."""
        reach = length if self.exhausted else min(length, self.covered)
        ahead: dict[str, list[str]] = {}
        behind: dict[str, list[str]] = {}
        crossings = []
        for link in self.links.values():
            for start, end in ways(link, self.direction, self.edges):
                ahead.setdefault(start, []).append(end)
                behind.setdefault(end, []).append(start)
                crossings.append((link, start, end))
        visits = self.reader.visits(ahead.keys() | behind.keys())
        closed = {node for node, visit in visits.items() if self.passage.closed(node, visit)}
        from_sources = _distances(self.sources, ahead, closed, reach)
        to_targets = _distances(self.targets, behind, closed, reach)
        kept = {
            link.id: link
            for link, start, end in crossings
            if start in from_sources
            and end in to_targets
            and (start not in closed or start in self.sources)
            and (end not in closed or end in self.targets)
            and from_sources[start] + 1 + to_targets[end] <= reach
        }
        return Corridor(
            [kept[ident] for ident in sorted(kept)],
            reach,
            reach == length,
            tuple(sorted(self.hubs)),
        )


def _distances(
    ends: Collection[str], steps: dict[str, list[str]], closed: set[str], most: int
) -> dict[str, int]:
    """Breadth-first distances from any of the ends over open nodes."""
    found = dict.fromkeys(ends, 0)
    frontier = list(ends)
    for depth in range(1, most + 1):
        reached = []
        for node in frontier:
            if node in closed and node not in ends:
                continue
            for other in steps.get(node, ()):
                if other not in found:
                    found[other] = depth
                    reached.append(other)
        frontier = reached
    return found
