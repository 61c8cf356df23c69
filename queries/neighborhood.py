"""The neighbourhood of some entities, to draw: who is within so many hops, and all between them."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import ClassVar, NamedTuple

from pydantic import Field

from graph.store import Reader
from graph.traversal import EDGE_BUDGET, Direction, EdgeFilter, Link, Passage, ways
from queries.answers import GraphAnswer, Limit
from queries.limits import budget_spent, hubs_not_passed
from queries.parameters import Directed, Entity, Filters, Passing, present
from queries.picture import assemble, describe
from queries.question import Question

_EVERYTHING = EdgeFilter()
_ANYWHERE = Passage()


class Reached(NamedTuple):
    """What a breadth-first walk found.

    Attributes:
        distance: Hops to each node from the nearest start, in the order of (hops, id).
        links: The edges met, by id: all edges of every node that was expanded.
        hubs: Nodes not expanded for their degree, in id order.
        connectors: Nodes not expanded for their kind, in id order.
        complete: Whether the budget was enough.
    """

    distance: dict[str, int]
    links: dict[str, Link]
    hubs: tuple[str, ...]
    connectors: tuple[str, ...]
    complete: bool


def breadth_first(
    reader: Reader,
    starts: Collection[str],
    hops: int,
    direction: Direction = Direction.ANY,
    edges: EdgeFilter = _EVERYTHING,
    passage: Passage = _ANYWHERE,
    *,
    enough: int | None = None,
    budget: int = EDGE_BUDGET,
) -> Reached:
    """The nodes within so many hops of the starts, one read of the store for each hop.

    Args:
        reader: The store.
        starts: Expanded whatever the passage says.
        hops: How far to go.
        direction: Which way edges are followed.
        edges: Which edges are followed.
        passage: Which nodes are expanded. Those it does not pass are reached all the same, but
            for those to avoid.
        enough: Go no further once more than so many nodes are reached.
        budget: How many edges to bring in at most. Where a level has more, its first by edge id
            are taken and the walk ends there.

    Complexity:
        O(n log n + m) for the n nodes reached and the m edges at the expanded ones.
    """
    distance = dict.fromkeys(sorted(set(starts)), 0)
    links: dict[str, Link] = {}
    hubs: list[str] = []
    connectors: list[str] = []
    frontier, complete = list(distance), True
    limited = bool(passage.closed_kinds) or passage.hub_limit is not None
    for depth in range(1, hops + 1):
        if limited and depth > 1:
            shut = reader.closed(frontier, passage)
            connectors += [k for k, visit in shut.items() if visit.kind in passage.closed_kinds]
            hubs += [k for k, visit in shut.items() if visit.kind not in passage.closed_kinds]
            frontier = [one for one in frontier if one not in shut]
        if not frontier or (enough is not None and len(distance) > enough):
            break
        found, complete = reader.expand(frontier, direction, edges, max(budget, 0))
        budget -= len(found)
        links.update((link.id, link) for link in found)
        reached = _ends(found, set(frontier), direction, edges) - distance.keys() - passage.avoid
        frontier = sorted(reached)
        distance.update(dict.fromkeys(frontier, depth))
        if not complete:
            break
    return Reached(distance, links, tuple(sorted(hubs)), tuple(sorted(connectors)), complete)


def _ends(
    found: list[Link], frontier: set[str], direction: Direction, edges: EdgeFilter
) -> set[str]:
    if direction is Direction.ANY:
        return {link.source for link in found}.union(link.target for link in found)
    return {
        there for link in found for here, there in ways(link, direction, edges) if here in frontier
    }


@dataclass(slots=True)
class NeighborhoodAnswer(GraphAnswer):
    """Nodes by (hops, id), the edges between them by (hops, id), and how far each node is."""

    distance: dict[str, int] = field(default_factory=dict)


class Neighborhood(Directed, Filters, Passing, Question[NeighborhoodAnswer]):
    """Who is within so many hops of some entities, with every edge of the asked kinds between them.

    Breadth first, the nearest first. A hub and a connector are shown but not expanded, unless
    they are asked about; each node says how many of its links are not shown.
    """

    route: ClassVar[str] = "/neighborhood"
    command: ClassVar[str] = "neighborhood"

    id: tuple[Entity, ...] = Field(
        min_length=1,
        max_length=100,
        description="The entities to start from.",
        examples=[["org.bunicon-impex"]],
    )
    hops: int = Field(2, ge=1, le=4, description="How far to go.", examples=[2])
    limit: int = Field(500, ge=1, le=5000, description="How many nodes at most.", examples=[500])
    edge_limit: int = Field(
        2000, ge=0, le=EDGE_BUDGET, description="How many edges at most.", examples=[2000]
    )

    def answer(self, reader: Reader) -> NeighborhoodAnswer:
        """The nearest nodes, and the edges between them."""
        present(reader, self.id)
        edges = self.edge_filter()
        reached = breadth_first(
            reader, self.id, self.hops, self.direction, edges, self.passage(), enough=self.limit
        )
        chosen = list(reached.distance)[: max(self.limit, len(set(self.id)))]
        distance = {one: reached.distance[one] for one in chosen}
        if reached.complete:
            inside, whole = reader.within(chosen, chosen, edges)
        else:
            # The budget is spent: what was brought in is all there is to show.
            inside, whole = [one for one in reached.links.values() if _joins(one, distance)], True
        inside.sort(key=lambda one: (max(distance[one.source], distance[one.target]), one.id))
        shown = inside[: self.edge_limit]
        picture = assemble(reader, chosen, [link.id for link in shown], valid_at=self.valid_at)
        hide(reader, picture.nodes, shown)
        answer = NeighborhoodAnswer(picture.nodes, picture.edges, distance=distance)
        describe(answer.meta, picture)
        limits = answer.meta.limits_hit
        if len(chosen) < len(reached.distance):
            left = len(reached.distance) - len(chosen)
            limits.append(
                Limit("limit", f"At least {left:,} more nodes are within {self.hops} hops.")
            )
        if len(shown) < len(inside) or not whole:
            left = len(inside) - len(shown)
            limits.append(
                Limit("edge_limit", f"At least {left:,} more edges join the nodes shown.")
            )
        if not reached.complete:
            limits.append(budget_spent("the first of them by edge id were followed"))
        answer.meta.truncated = bool(limits)
        limits += hubs_not_passed(reader, reached.hubs, self.hub_limit)
        return answer


def _joins(link: Link, nodes: Collection[str]) -> bool:
    return link.source in nodes and link.target in nodes


def hide(reader: Reader, nodes: list[dict[str, object]], shown: Collection[Link]) -> None:
    """Tell each node how many of its stored links are not among those shown."""
    at: dict[str, int] = {}
    for link in shown:
        for end in {link.source, link.target}:
            at[end] = at.get(end, 0) + 1
    visits = reader.visits([str(node["id"]) for node in nodes])
    for node in nodes:
        ident = str(node["id"])
        node["hidden_neighbors"] = visits[ident].degree - at.get(ident, 0)
