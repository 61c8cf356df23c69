"""Links: who is linked to an entity, in a fixed order, each with the chain that says why."""

from dataclasses import dataclass, field
from typing import ClassVar, NamedTuple

from pydantic import Field

from graph.ontology import EDGE_KINDS
from graph.store import Reader
from graph.traversal import Direction, EdgeFilter, Link, ways
from queries.answers import GraphAnswer, Limit, Total
from queries.facts import line, parties
from queries.hops import Path, show_path
from queries.limits import budget_spent, hubs_not_passed
from queries.neighborhood import Reached, breadth_first
from queries.parameters import Directed, Entity, Filters, NodeKind, Page, Passing, present
from queries.picture import assemble, caption, describe, name_all
from queries.question import Question
from queries.steps import SimplePath


class Strength(NamedTuple):
    """How much a chain says, by the hop that says least.

    Attributes:
        tier: The lowest tier.
        independent: The fewest independent sources of a hop.
        specificity: That of the vaguest relation (`Edge.specificity`, greater tells less).
    """

    tier: int
    independent: int
    specificity: int

    @property
    def rank(self) -> tuple[int, int, int]:
        """What chains are ordered by, those that say most first."""
        return -self.tier, -self.independent, self.specificity

    def and_then(self, link: Link) -> "Strength":
        """The strength of the chain with one more hop."""
        return Strength(
            min(self.tier, link.tier),
            min(self.independent, link.independent),
            max(self.specificity, EDGE_KINDS[link.kind].specificity),
        )


# A chain of no hops says all there is to say; no hop says more.
_WHOLE = Strength(3, 2**31, 0)


class Chain(NamedTuple):
    """The best chain to a node, and what it is ranked by."""

    hops: int
    strength: Strength
    ids: tuple[str, ...]
    path: SimplePath


def best_chains(
    start: str, reached: Reached, direction: Direction, edges: EdgeFilter
) -> dict[str, Chain]:
    """To each node reached, the strongest of the shortest chains.

    A weakest hop does not add up: of two chains to the same node the weaker one may be the better
    beginning, once a weaker hop follows. So every strength that occurs at a node is kept, each
    with its first chain by edge ids.

    Complexity:
        O(s m) for m edges and the s strengths that occur at a node, at most 20 for each number of
        independent sources.
    """
    at: dict[str, dict[Strength, tuple[tuple[str, ...], SimplePath]]] = {
        start: {_WHOLE: ((), SimplePath((start,), ()))}
    }
    for link, here, there in _outward(start, reached, direction, edges):
        found = at.setdefault(there, {})
        for strength, (ids, path) in at[here].items():
            weaker, longer = strength.and_then(link), (*ids, link.id)
            if weaker not in found or longer < found[weaker][0]:
                chain = SimplePath((*path.nodes, there), (*path.links, link))
                found[weaker] = longer, chain
    best = {}
    for node, found in at.items():
        if node != start:
            strength, (ids, path) = min(found.items(), key=lambda item: item[0].rank)
            best[node] = Chain(reached.distance[node], strength, ids, path)
    return best


def _outward(
    start: str, reached: Reached, direction: Direction, edges: EdgeFilter
) -> list[tuple[Link, str, str]]:
    """The crossings that lead one hop farther from the start, the nearest first."""
    shut = {*reached.hubs, *reached.connectors} - {start}
    distance = reached.distance
    crossings = [
        (link, here, there)
        for link in reached.links.values()
        for here, there in ways(link, direction, edges)
        if here in distance and here not in shut and distance.get(there) == distance[here] + 1
    ]
    return sorted(crossings, key=lambda one: distance[one[1]])


@dataclass(slots=True)
class LinkLine:
    """One entity that is linked, and why.

    Attributes:
        id: The entity.
        caption: Its name.
        hops: How far it is.
        tier: The lowest tier on the chain.
        independent_sources: The fewest independent sources of a hop.
        specificity: How little the vaguest relation tells, 1 to 5.
        reason: The chain.
        sentence: The chain in words: who says what, and what is denied.
    """

    id: str
    caption: str
    hops: int
    tier: int
    independent_sources: int
    specificity: int
    reason: Path
    sentence: str


@dataclass(slots=True)
class LinksAnswer(GraphAnswer):
    """A page of links, and the nodes and edges of their chains."""

    results: list[LinkLine] = field(default_factory=list)
    total: Total = field(default_factory=lambda: Total(0))
    limit: int = 0
    offset: int = 0
    next: int | None = None


class Links(Directed, Filters, Passing, Page, Question[LinksAnswer]):
    """Who is linked to an entity, each with the chain that says why.

    Ordered by hops, then by the chain's lowest tier, fewest independent sources and vaguest
    relation, then by id: an order of links, not a measure of suspicion.
    """

    route: ClassVar[str] = "/entities/{id}/links"
    command: ClassVar[str] = "links"

    id: Entity = Field(description="The entity.", examples=["per.denis-katsyv"])
    hops: int = Field(3, ge=1, le=3, description="How far to look.", examples=[3])
    node_kind: tuple[NodeKind, ...] = Field(
        (), description="List only entities of these kinds; none: all.", examples=[["Person"]]
    )

    def answer(self, reader: Reader) -> LinksAnswer:
        """One page of the ordered list."""
        present(reader, [self.id])
        edges = self.edge_filter(bridge=True)
        reached = breadth_first(reader, [self.id], self.hops, self.direction, edges, self.passage())
        chains = best_chains(self.id, reached, self.direction, edges)
        if self.node_kind:
            visits = reader.visits(chains.keys())
            chains = {k: v for k, v in chains.items() if visits[k].kind in self.node_kind}
        ordered = sorted(
            chains.items(), key=lambda item: (item[1].hops, item[1].strength.rank, item[0])
        )
        page = ordered[self.offset : self.offset + self.limit]
        picture = assemble(
            reader,
            [self.id, *(node for _, chain in page for node in chain.path.nodes)],
            [ident for _, chain in page for ident in chain.ids],
            valid_at=self.valid_at,
        )
        views = {edge["id"]: edge for edge in picture.edges}
        captions = {node["id"]: caption(node) for node in picture.nodes}
        voices = dict(captions)
        name_all(reader, {by for edge in picture.edges for by in parties(edge)}, voices)
        more = self.offset + len(page) < len(ordered)
        answer = LinksAnswer(
            picture.nodes,
            picture.edges,
            results=[
                LinkLine(
                    node,
                    captions[node],
                    chain.hops,
                    chain.strength.tier,
                    chain.strength.independent,
                    chain.strength.specificity,
                    show_path(chain.path, views),
                    " ".join(line(views[ident], voices) for ident in chain.ids),
                )
                for node, chain in page
            ],
            total=Total(len(ordered), "eq" if reached.complete else "gte"),
            limit=self.limit,
            offset=self.offset,
            next=self.offset + self.limit if more else None,
        )
        describe(answer.meta, picture)
        limits = answer.meta.limits_hit
        if more:
            limits.append(Limit("limit", f"More follow, from offset {answer.next} on."))
        if not reached.complete:
            limits.append(budget_spent("the first of them by edge id were followed"))
        answer.meta.truncated = bool(limits)
        if not ordered:
            limits.append(Limit("hops", f"Nothing is linked within {self.hops} hops."))
        limits += hubs_not_passed(reader, reached.hubs, self.hub_limit)
        return answer
