"""From a question about paths to the paths: which edges are fetched, which search ranks them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import islice

from graph.store import Reader
from graph.traversal import Corridor, Direction, EdgeFilter, Passage
from queries.costs import WEIGHTS, Cost
from queries.simple_paths import Budget, k_shortest_paths, paths_of_length, shortest_paths
from queries.steps import SimplePath, Web
from queries.told_once import Telling

# Steps that one question may take while it lists paths; a second or two at the most.
STEP_BUDGET = 500_000


class Mode(StrEnum):
    """Which paths are wanted: those of the least cost, the k best, or all."""

    SHORTEST = "shortest"
    K = "k"
    ALL = "all"


@dataclass(frozen=True)
class Found:
    """What a search came to.

    Attributes:
        paths: Best first, at most as many as were wanted.
        looked: Every path of at most so many hops was considered.
        complete: Whether that is as far as was asked; else too many edges lay on the way.
        spent: Whether the listing stopped before its end: it is then the best of what it saw.
        hubs: Nodes met and not passed through for their degree.
        repeats: Edges that make no path of their own, as they tell of the same money as the edge
            named before them (`Telling`).
    """

    paths: list[SimplePath]
    looked: int
    complete: bool
    spent: bool
    hubs: tuple[str, ...]
    repeats: dict[str, list[str]]


@dataclass(frozen=True)
class PathSearch:
    """Everything that decides which paths are found.

    Attributes:
        sources: Where paths begin.
        targets: Where they end.
        mode: Which of them are wanted.
        wanted: How many at most.
        max_hops: The longest that count.
        cost: What makes one better than another.
        direction: Which way edges are followed.
        edges: Which edges are followed.
        passage: Which nodes are passed.
        via: Nodes that must lie on the path; being asked for, they are passed whatever they are.
    """

    sources: frozenset[str]
    targets: frozenset[str]
    mode: Mode
    wanted: int
    max_hops: int
    cost: Cost
    direction: Direction
    edges: EdgeFilter
    passage: Passage
    via: frozenset[str] = frozenset()

    def find(self, reader: Reader) -> Found:
        """The paths, best first.

        By hops the corridor is widened hop by hop, until it holds enough paths; by evidence a
        long path may beat a short one, so all of `max_hops` is fetched at once. Where more edges
        lie on the way than one question brings in, the last whole length counts.
        """
        budget = Budget(STEP_BUDGET)
        telling = Telling(reader, WEIGHTS[self.cost])
        if self.cost is Cost.HOPS:
            return self._hop_by_hop(reader, telling, budget)
        corridor, looked = self._corridor(reader, self.max_hops)
        ranked = self._ranked(self._web(corridor, telling), looked, budget)
        paths = list(islice(ranked, self.wanted))
        return self._found(paths, looked, corridor, telling, budget)

    def _found(
        self,
        paths: list[SimplePath],
        looked: int,
        corridor: Corridor,
        telling: Telling,
        budget: Budget,
    ) -> Found:
        exempt = self.sources | self.targets | self.via
        hubs = tuple(one for one in corridor.hubs if one not in exempt)
        return Found(paths, looked, corridor.complete, budget.spent, hubs, dict(telling.repeats))

    @property
    def _between(self) -> frozenset[str]:
        """The nodes to pass that are no ends."""
        return self.via - self.sources - self.targets

    def _corridor(self, reader: Reader, length: int) -> tuple[Corridor, int]:
        """The edges on which the paths of a length lie, and the length they really cover.

        A path through given nodes is made of pieces from one of them, or an end, to the next.
        Each piece but one takes at least one of its hops, so a piece is that much shorter.
        """
        others = len(self._between)
        corridor = reader.corridor(
            self.sources | self._between,
            self.targets | self._between,
            max(length - others, 0),
            self.direction,
            self.edges,
            self._passage,
        )
        return corridor, length if corridor.complete else corridor.length + others

    @property
    def _passage(self) -> Passage:
        """No path passes an end of another: it would hold that other path whole."""
        ends = self.sources | self.targets
        kept = self.passage
        return Passage(kept.closed_kinds, kept.hub_limit, kept.avoid | ends)

    def _web(self, corridor: Corridor, telling: Telling) -> Web:
        return Web(
            telling.once(corridor.links),
            self.sources,
            self.targets,
            direction=self.direction,
            both_ways=self.edges.both_ways,
            weight=WEIGHTS[self.cost],
        )

    def _hop_by_hop(self, reader: Reader, telling: Telling, budget: Budget) -> Found:
        first = 0
        if not self.via:
            nearest = reader.distance(
                self.sources,
                self.targets,
                self.max_hops,
                self.direction,
                self.edges,
                self._passage,
            )
            # Where nothing connects, one corridor of the full length says how far that is sure.
            first = self.max_hops if nearest is None else nearest
        paths: list[SimplePath] = []
        corridor, looked = self._corridor(reader, first)
        for length in range(first, self.max_hops + 1):
            if length > first:
                wider, reach = self._corridor(reader, length)
                if not wider.complete:
                    return self._found(paths, looked, wider, telling, budget)
                corridor, looked = wider, reach
            web = self._web(corridor, telling)
            if self.mode is Mode.K and not self.via:
                paths = k_shortest_paths(web, self.wanted, looked)
            elif self.mode is Mode.SHORTEST and not self.via:
                paths = list(islice(shortest_paths(web, looked), self.wanted))
            else:
                more = paths_of_length(web, length, budget, self.via)
                paths += islice(more, self.wanted - len(paths))
            enough = len(paths) >= (1 if self.mode is Mode.SHORTEST else self.wanted)
            if enough or budget.spent or not corridor.complete:
                break
        return self._found(paths, looked, corridor, telling, budget)

    def _ranked(self, web: Web, hops: int, budget: Budget) -> Iterable[SimplePath]:
        """The paths of at most so many hops by their cost, whatever their length."""
        if self.mode is Mode.K and not self.via:
            return k_shortest_paths(web, self.wanted, hops)
        if self.mode is Mode.SHORTEST and not self.via:
            return shortest_paths(web, hops)
        return self._listed(web, hops, budget)

    def _listed(self, web: Web, hops: int, budget: Budget) -> Iterator[SimplePath]:
        weight = WEIGHTS[self.cost]
        every = sorted(
            (
                path
                for length in range(hops + 1)
                for path in paths_of_length(web, length, budget, self.via)
            ),
            key=lambda path: (path.cost(weight), len(path.links), path.ids),
        )
        for path in every:
            if self.mode is Mode.SHORTEST and path.cost(weight) > every[0].cost(weight):
                return
            yield path
