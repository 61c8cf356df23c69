"""Who and what is next to an entity: counts and sums before any row, then the rows."""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from typing import ClassVar, Literal

from pydantic import Field

from graph.ontology import EDGE_KINDS
from graph.store import Reader
from graph.traversal import EdgeFilter, GroupCount
from queries.answers import EdgeView, Meta, NodeView, Total
from queries.limits import budget_spent
from queries.listing import Listing, turn
from queries.order import Order, ordered
from queries.parameters import SYMMETRIC, Directed, Entity, Filters, Page, present
from queries.picture import assemble, describe
from queries.question import Question
from queries.sums import of_group

_FIRST = frozenset({"Payment"})
_NEXT_TO = "org.prevezon-holdings"


class Whole(Filters):
    """Filters that let through what belongs to another matter, where that is asked for."""

    aside: bool = Field(
        default=False,
        description="Also what belongs to another matter, such as all who stand on a list; such "
        "edges are in no path and no link.",
        examples=[True],
    )


def next_to(filters: Whole) -> EdgeFilter:
    """The edges at an entity that a question looks at, the same to count and to list."""
    edges = filters.edge_filter()
    # What is followed both ways whatever the kind (identity, when asked for) is counted as well.
    kinds = None if edges.kinds is None else edges.kinds | edges.both_ways
    both_ways = edges.both_ways & SYMMETRIC
    return replace(edges, kinds=kinds, both_ways=both_ways, aside=filters.aside)


@dataclass(slots=True)
class GroupSum:
    """What the single payments of a group come to that overlap nothing."""

    currency: str
    min: str | None
    max: str | None
    precision: str
    edges: int


@dataclass(slots=True)
class NeighborGroup:
    """The edges of one kind, one way and one currency at an entity.

    Attributes:
        direction: out, in, or any where the kind is symmetric.
        lowest_tier: The tier of the weakest of them.
        sum: Over single edges that overlap no other; none where nothing can be summed.
        aggregates: How many are totals, beside the sum.
        overlapping: How many repeat another edge's money, beside the sum.
        open_min: How many in the sum state no least amount.
        open_max: How many in the sum state no greatest amount.
    """

    kind: str
    verb: str
    direction: Literal["out", "in", "any"]
    currency: str | None
    edges: int
    contested: int
    inferred: int
    lowest_tier: int
    sum: GroupSum | None = None
    aggregates: int = 0
    overlapping: int = 0
    open_min: int = 0
    open_max: int = 0


@dataclass(slots=True)
class NeighborSummaryAnswer:
    """An entity and its edges in groups; `edges` is how many there are in all."""

    entity: NodeView
    groups: list[NeighborGroup]
    edges: int
    meta: Meta = field(default_factory=Meta)


class NeighborSummary(Whole, Question[NeighborSummaryAnswer]):
    """Count and sum up what is next to an entity, by kind, direction and currency.

    Sums run over single payments that overlap nothing, never across currencies; totals, overlaps
    and open bounds are counted beside them.
    """

    route: ClassVar[str] = "/entities/{id}/neighbors/summary"
    command: ClassVar[str] = "neighbors --summary"

    id: Entity = Field(description="The entity.", examples=[_NEXT_TO])

    def answer(self, reader: Reader) -> NeighborSummaryAnswer:
        """The groups, payments first, then by kind."""
        entity = present(reader, [self.id])[self.id]
        found = reader.groups(self.id, next_to(self))
        groups = [_group(one) for one in _turned(found)]
        groups.sort(key=lambda one: one.kind not in _FIRST)
        answer = NeighborSummaryAnswer(entity, groups, sum(one.edges for one in groups))
        answer.meta.contested = any(one.contested for one in groups)
        answer.meta.inferred = any(one.inferred for one in groups)
        return answer


def _turned(found: list[GroupCount]) -> list[GroupCount]:
    """Groups of symmetric kinds without their direction, which is only how they were written."""
    pairs: defaultdict[tuple[str, str, str], list[GroupCount]] = defaultdict(list)
    for one in found:
        way = "any" if one.kind in SYMMETRIC else one.direction
        pairs[one.kind, way, one.currency or ""].append(one)
    return [
        group[0]
        if len(group) == 1
        else group[0]._replace(
            number=sum(one.number for one in group),
            contested=sum(one.contested for one in group),
            inferred=sum(one.inferred for one in group),
            lowest_tier=min(one.lowest_tier for one in group),
        )
        for _, group in sorted(pairs.items())
    ]


def _group(found: GroupCount) -> NeighborGroup:
    total = of_group(found)
    return NeighborGroup(
        kind=found.kind,
        verb=EDGE_KINDS[found.kind].verb,
        direction="any" if found.kind in SYMMETRIC else found.direction,
        currency=found.currency,
        edges=found.number,
        contested=found.contested,
        inferred=found.inferred,
        lowest_tier=found.lowest_tier,
        sum=GroupSum(found.currency or "", *total, found.summed) if total else None,
        aggregates=found.aggregates,
        overlapping=found.overlapping,
        open_min=found.open_low,
        open_max=found.open_high,
    )


@dataclass(slots=True)
class Neighbor:
    """An edge at the entity, and what is at its other end."""

    edge: EdgeView
    node: NodeView


@dataclass(slots=True, kw_only=True)
class NeighborsAnswer(Listing):
    """A page of edges, each with what is at its other end."""

    results: list[Neighbor]


class Neighbors(Directed, Whole, Page, Question[NeighborsAnswer]):
    """List what is next to an entity, edge by edge.

    By default the best established edges first, then those with more independent sources.
    """

    route: ClassVar[str] = "/entities/{id}/neighbors"
    command: ClassVar[str] = "neighbors"

    id: Entity = Field(description="The entity.", examples=[_NEXT_TO])
    order: Order = Field(
        Order.EVIDENCE,
        description="What comes first: the best established (evidence), the earliest (date), the "
        "largest of each currency (amount), or the first id.",
        examples=["date"],
    )

    def answer(self, reader: Reader) -> NeighborsAnswer:
        """One page of edges."""
        present(reader, [self.id])
        found, whole = reader.expand([self.id], self.direction, next_to(self))
        page = ordered(reader, found, self.order)[self.offset : self.offset + self.limit]
        others = [one.other(self.id) for one in page]
        picture = assemble(reader, others, [one.id for one in page], valid_at=self.valid_at)
        nodes = {one["id"]: one for one in picture.nodes}
        answer = NeighborsAnswer(
            results=[
                Neighbor(edge, nodes[other])
                for edge, other in zip(picture.edges, others, strict=True)
            ],
            total=Total(len(found), "eq" if whole else "gte"),
            limit=self.limit,
            offset=self.offset,
        )
        describe(answer.meta, picture)
        turn(self, answer)
        if not whole:
            answer.meta.truncated = True
            answer.meta.limits_hit.append(
                budget_spent("only the first by edge id are listed; the summary counts them all")
            )
        return answer
