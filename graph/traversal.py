"""What traversal is made of: which way, which edges, which nodes, and what comes back."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal, NamedTuple

from graph.evidence import codes_from
from graph.ontology import Rung

# So many edges at most are brought into Python for one question.
EDGE_BUDGET = 50_000


class Direction(StrEnum):
    """Which way edges are followed."""

    OUT = "out"
    IN = "in"
    ANY = "any"


class Link(NamedTuple):
    """An edge as traversal sees it; everything else about it is fetched when it is shown."""

    id: str
    kind: str
    source: str
    target: str
    tier: int
    independent: int
    inferred: bool

    def other(self, node: str) -> str:
        """The end that is not `node` (the same one on a self-loop)."""
        return self.target if node == self.source else self.source


class Visit(NamedTuple):
    """What decides whether a path may pass through a node."""

    kind: str
    degree: int


# Refuted edges stand on their own page only; one that everybody denies joins nothing.
TRAVERSED = codes_from(Rung.ASSERTED) | codes_from(Rung.ALLEGED)


@dataclass(frozen=True)
class EdgeFilter:
    """Which edges a question follows. Both stores apply it; `accepts` in tests defines it.

    Attributes:
        kinds: Edge kinds followed as the direction says; none: all.
        both_ways: Edge kinds followed against the direction too, whether or not in `kinds`.
        rungs: Codes of the rungs let through (`graph.evidence.code`).
        inferred: Whether edges that rest on inference alone are followed; they pass `rungs`.
        contested: Keep only contested edges: as a whole, in a field, or either.
        after: Keep what may have held on or after this moment (ms since 1970, UTC).
        before: Keep what may have held on or before this moment.
        undated: Whether edges with no date pass `after` and `before`.
        aside: Whether what belongs to another matter is let through too.
    """

    kinds: frozenset[str] | None = None
    both_ways: frozenset[str] = frozenset()
    rungs: frozenset[int] = TRAVERSED
    inferred: bool = False
    contested: Literal["any", "record", "field"] | None = None
    after: int | None = None
    before: int | None = None
    undated: bool = True
    aside: bool = False


def ways(link: Link, direction: Direction, edges: EdgeFilter) -> list[tuple[str, str]]:
    """The ways in which a path may cross an edge: from, to."""
    found = []
    either = direction is Direction.ANY or link.kind in edges.both_ways
    if either or direction is Direction.OUT:
        found.append((link.source, link.target))
    # A loop is crossed once, not twice.
    if (either or direction is Direction.IN) and (not found or link.source != link.target):
        found.append((link.target, link.source))
    return found


@dataclass(frozen=True)
class Passage:
    """Which nodes a path may pass through. Its own ends are exempt.

    Attributes:
        closed_kinds: Node kinds that are never interior.
        hub_limit: A node with more stored edges than this is not passed; none: no limit.
        avoid: Nodes that are never passed.
    """

    closed_kinds: frozenset[str] = frozenset()
    hub_limit: int | None = None
    avoid: frozenset[str] = frozenset()

    def closed(self, node: str, visit: Visit) -> bool:
        """Whether a path may not pass through the node."""
        return (
            node in self.avoid
            or visit.kind in self.closed_kinds
            or (self.hub_limit is not None and visit.degree > self.hub_limit)
        )


class Corridor(NamedTuple):
    """The edges on which every path of a length runs.

    Attributes:
        links: By edge id; each edge once.
        length: The greatest length they cover; less than asked where the budget ran out.
        complete: Whether `length` is the length asked for.
        hubs: Nodes met that were not passed for their degree, in id order.
    """

    links: list[Link]
    length: int
    complete: bool
    hubs: tuple[str, ...]


class GroupCount(NamedTuple):
    """Edges of one kind, one way and one currency at a node."""

    kind: str
    direction: Literal["out", "in"]
    currency: str | None
    number: int
    contested: int
    inferred: int
    lowest_tier: int
    aggregates: int
    # Over single payments that overlap nothing and state an amount; bounds in minor units. The
    # open ends are how many state no least or no greatest amount, `about` how many only roughly.
    summed: int
    sum_low: int
    sum_high: int
    open_low: int
    open_high: int
    about: int
    overlapping: int
