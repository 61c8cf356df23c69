"""A corridor built from one hop at a time, for stores that have no statement of their own for it.

Both ends are expanded, the smaller frontier first, and the hop in the middle is a join of the two
frontiers inside the store: the widest level of a search never comes into Python.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from graph.traversal import Corridor, Direction, EdgeFilter, Link, Passage, Visit, ways

_TURNED = {Direction.OUT: Direction.IN, Direction.IN: Direction.OUT, Direction.ANY: Direction.ANY}
# A crossing of an edge: the edge, and the node it was crossed from.
Crossing = tuple[Link, str]


class Expanding(Protocol):
    """The reads that this needs."""

    def expand(
        self, frontier: Collection[str], direction: Direction, edges: EdgeFilter, limit: int
    ) -> tuple[list[Link], bool]:
        """One hop for a whole frontier."""
        ...

    def within(
        self, sources: Collection[str], targets: Collection[str], edges: EdgeFilter, limit: int
    ) -> tuple[list[Link], bool]:
        """The edges from one of the sources to one of the targets."""
        ...

    def closed(self, ids: Collection[str], passage: Passage) -> dict[str, Visit]:
        """The nodes among the ids that a path may not pass through."""
        ...


@dataclass
class _Side:
    """One end of the search.

    Attributes:
        direction: Which way its edges are followed, seen from this end.
        depth: Hops from the end to each node reached.
        frontier: The nodes reached last.
        met: For each node, the edges by which it was met from an expanded one.
        levels: How often the frontier was expanded.
        spent: Whether there is nothing left to expand.
    """

    direction: Direction
    depth: dict[str, int]
    frontier: list[str]
    met: defaultdict[str, list[Crossing]] = field(default_factory=lambda: defaultdict(list))
    levels: int = 0
    spent: bool = False


@dataclass
class Search:
    """A search between two sets of nodes that can be carried further.

    An edge u-v on a path has its u nearer to the sources than the forward side was expanded, or
    its v nearer to the targets than the backward side was, or joins the two frontiers.
    """

    reader: Expanding
    sources: frozenset[str]
    targets: frozenset[str]
    direction: Direction
    edges: EdgeFilter
    passage: Passage
    fetched: int = 0
    hubs: set[str] = field(default_factory=set)
    cut: bool = False

    def __post_init__(self) -> None:
        """Both sides start at their own ends."""
        here, there = self.direction, _TURNED[self.direction]
        self.forward = _Side(here, dict.fromkeys(self.sources, 0), sorted(self.sources))
        self.backward = _Side(there, dict.fromkeys(self.targets, 0), sorted(self.targets))
        # The edges between the frontiers, once joined: edge, from, to.
        self.middle: list[tuple[Link, str, str]] | None = None
        self._closed: dict[str, bool] = {}

    @property
    def covered(self) -> int:
        """The length up to which every path has been fetched."""
        levels = self.forward.levels + self.backward.levels
        return levels + (self.middle is not None)

    @property
    def exhausted(self) -> bool:
        """Whether one side has nothing more to expand, so that all paths have been fetched."""
        return self.forward.spent or self.backward.spent

    def carry(self, length: int, limit: int) -> None:
        """Go on until paths of the length are covered, one side is spent or the budget is."""
        while not self.exhausted and not self.cut and self.covered < length:
            if self.forward.levels + self.backward.levels < length - 1:
                smaller = len(self.forward.frontier) <= len(self.backward.frontier)
                self._step(self.forward if smaller else self.backward, limit)
            else:
                self._join(limit)

    def _step(self, side: _Side, limit: int) -> None:
        frontier = self._open(side)
        if not frontier:
            side.spent = True
            return
        found, complete = self.reader.expand(
            frontier, side.direction, self.edges, max(limit - self.fetched, 0)
        )
        if not complete:
            self.cut = True
            return
        self.fetched += len(found)
        self.middle = None
        side.levels += 1
        reached = self._cross(side, found, set(frontier))
        side.frontier = sorted(reached)
        side.depth.update(dict.fromkeys(reached, side.levels))
        side.spent = not reached

    def _cross(self, side: _Side, found: Iterable[Link], here: set[str]) -> set[str]:
        """Note how each node was met; returns those not met before."""
        out = side.direction is not Direction.IN
        back = side.direction is not Direction.OUT
        both, depth, met = self.edges.both_ways, side.depth, side.met
        reached = set()
        for link in found:
            source, target = link.source, link.target
            either = link.kind in both
            if (out or either) and source in here:
                met[target].append((link, source))
                if target not in depth:
                    reached.add(target)
            if (back or either) and target in here and (source != target or not (out or either)):
                met[source].append((link, target))
                if source not in depth:
                    reached.add(source)
        return reached

    def _join(self, limit: int) -> None:
        """The hop in the middle, from one frontier to the other."""
        ahead, behind = self._open(self.forward), self._open(self.backward)
        room = max(limit - self.fetched, 0)
        found: dict[str, Link] = {}
        complete = True
        if self.direction is not Direction.IN or self.edges.both_ways:
            links, complete = self.reader.within(ahead, behind, self.edges, room)
            found.update((one.id, one) for one in links)
        if complete and (self.direction is not Direction.OUT or self.edges.both_ways):
            links, complete = self.reader.within(behind, ahead, self.edges, room)
            found.update((one.id, one) for one in links)
        if not complete or len(found) > room:
            self.cut = True
            return
        near, far = set(ahead), set(behind)
        self.middle = [
            (link, here, there)
            for link in found.values()
            for here, there in ways(link, self.direction, self.edges)
            if here in near and there in far
        ]

    def _open(self, side: _Side) -> list[str]:
        """The frontier without the nodes that a path may not pass; an end is exempt."""
        if side.levels == 0:
            return side.frontier
        self._look(side.frontier)
        side.frontier = [one for one in side.frontier if not self._closed[one]]
        return side.frontier

    def _look(self, nodes: Iterable[str]) -> None:
        """Find out which of the nodes are closed; hubs among them are remembered."""
        unknown = [one for one in nodes if one not in self._closed]
        if not unknown:
            return
        shut = self.reader.closed(unknown, self.passage)
        self._closed.update((one, one in shut) for one in unknown)
        limit = self.passage.hub_limit
        if limit is not None:
            self.hubs.update(one for one, visit in shut.items() if visit.degree > limit)

    def distance(self, length: int, limit: int) -> int | None:
        """The least number of hops from a source to a target, if at most `length`."""
        least = self._least()
        for reach in range(self.covered + 1, length + 1):
            if least is not None or self.cut or self.exhausted:
                break
            self.carry(reach, limit)
            least = reach if self.middle else None
        if least is None:
            # A side that is spent has no middle; what it fetched still tells.
            least = self._least()
        return least if least is not None and least <= length else None

    def _least(self) -> int | None:
        """The length of the shortest path through what was fetched."""
        if self.sources & self.targets:
            return 0
        met = self.forward.depth.keys() & self.backward.depth.keys()
        self._look(met)
        lengths = [
            self.forward.depth[one] + self.backward.depth[one]
            for one in met
            if one in self.sources or one in self.targets or not self._closed[one]
        ]
        if self.middle:
            lengths.append(self.forward.levels + 1 + self.backward.levels)
        return min(lengths, default=None)

    def corridor(self, length: int) -> Corridor:
        """The edges on walks of at most the length, among what was fetched."""
        reach = length if self.exhausted else min(length, self.covered)
        ahead, behind = self.forward, self.backward
        # A node met last by one side and known to the other has not been looked at yet.
        self._look(self.sources | self.targets)
        self._look(one for one in ahead.frontier if one in behind.depth or one in behind.met)
        self._look(one for one in behind.frontier if one in ahead.depth or one in ahead.met)
        to_targets = self._reach_back(behind, ahead, self.targets, reach)
        from_sources = self._reach_back(ahead, behind, self.sources, reach)
        kept: dict[str, Link] = {}
        for there, far in to_targets.items():
            for link, here in ahead.met.get(there, ()):
                if from_sources.get(here, reach) + 1 + far <= reach and self._joins(here, there):
                    kept[link.id] = link
        for here, near in from_sources.items():
            for link, there in behind.met.get(here, ()):
                if near + 1 + to_targets.get(there, reach) <= reach and self._joins(here, there):
                    kept[link.id] = link
        for link, here, there in self.middle or ():
            if from_sources.get(here, reach) + 1 + to_targets.get(there, reach) <= reach:
                kept[link.id] = link
        links = [kept[ident] for ident in sorted(kept)]
        return Corridor(links, reach, reach == length, tuple(sorted(self.hubs)))

    def _joins(self, here: str, there: str) -> bool:
        """Whether a path may run from one node to the other: it passes neither closed."""
        return (here in self.sources or not self._closed.get(here, False)) and (
            there in self.targets or not self._closed.get(there, False)
        )

    def _reach_back(
        self, near: _Side, far: _Side, ends: frozenset[str], most: int
    ) -> Mapping[str, int]:
        """Distances to the near side's ends, carried on into what the far side has met.

        Only nodes that can still lie on a walk of the greatest length are looked at.
        """
        found = dict(near.depth)
        level = [one for one in near.frontier if one in far.met]
        joined: defaultdict[str, list[str]] = defaultdict(list)
        for _, here, there in self.middle or ():
            if near is self.backward:
                joined[there].append(here)
            else:
                joined[here].append(there)
        level += [one for one in joined if one in near.depth and one not in level]
        for depth in range(near.levels + 1, most + 1):
            reached = []
            for node in level:
                if node not in ends and self._closed.get(node, False):
                    continue
                before = [other for _, other in far.met.get(node, ())]
                if depth == near.levels + 1:
                    before += joined.get(node, [])
                for other in before:
                    if other not in found and far.depth.get(other, most) + depth <= most:
                        found[other] = depth
                        reached.append(other)
            level = reached
        return found
