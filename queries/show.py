"""One record as a page shows it: what it is, how it may be read, and everything behind that."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, ClassVar

from pydantic import Field

from graph.errors import Moved, NotFound
from graph.store import Reader, View
from queries.answers import EdgeView, GapView, Limit, Meta, NodeView, SourceView, Total
from queries.listing import Listing, turn
from queries.parameters import Entity, Page, present
from queries.picture import assemble, describe, weigh
from queries.question import Question
from queries.said import DISPUTE, AsOf, SaidClaim, as_of, backing

_ENTITY, _EDGE = "org.prevezon-holdings", "pay.t014"
Ident = Field(min_length=1, max_length=200, description="The edge.", examples=[_EDGE])


@dataclass(slots=True)
class EntityPage:
    """An entity with its reading, and everything behind it.

    Attributes:
        claims: The claims about it, by id; also those taken back.
        sources: What they cite.
        as_of: How far the datasets have read.
        dispute: How to dispute a line.
    """

    entity: NodeView
    claims: list[SaidClaim]
    sources: list[SourceView]
    as_of: list[AsOf]
    dispute: str = DISPUTE
    meta: Meta = field(default_factory=Meta)


@dataclass(slots=True)
class EdgePage:
    """An edge with its reading, its two ends, and everything behind it.

    Attributes:
        claims: The claims about it, by id; also those taken back.
        sources: What they cite.
        as_of: How far the datasets have read.
        dispute: How to dispute a line.
    """

    edge: EdgeView
    nodes: list[NodeView]
    claims: list[SaidClaim]
    sources: list[SourceView]
    as_of: list[AsOf]
    dispute: str = DISPUTE
    meta: Meta = field(default_factory=Meta)


@dataclass(slots=True)
class GapPage:
    """A declared gap, the edges on both of its sides, and the sources read about it."""

    gap: GapView
    nodes: list[NodeView]
    edges: list[EdgeView]
    sources: list[SourceView]
    as_of: list[AsOf]
    meta: Meta = field(default_factory=Meta)


class Behind(Page):
    """How much of what is behind a record is wanted."""

    limit: int = Field(
        200, ge=1, le=1000, description="How many claims at most, by id.", examples=[200]
    )
    offset: int = Field(
        0, ge=0, le=100_000, description="How many claims to leave out first.", examples=[0]
    )

    def part(self, found: Sequence[View], meta: Meta) -> Sequence[View]:
        """The claims asked for; what follows them is said in `meta`."""
        behind = self.offset + self.limit
        if behind < len(found):
            meta.truncated = True
            detail = f"{len(found):,} claims are about it: more follow, from offset {behind} on."
            meta.limits_hit.append(Limit("limit", detail))
        return found[self.offset : behind]


class ShowEntity(Behind, Question[EntityPage]):
    """Show an entity: its properties, how they may be read, its claims and their sources."""

    route: ClassVar[str] = "/entities/{id}"

    id: Entity = Field(description="The entity.", examples=[_ENTITY])

    def answer(self, reader: Reader) -> EntityPage:
        """The page of an entity."""
        entity = present(reader, [self.id])[self.id]
        meta = Meta()
        claims = self.part(reader.claims([self.id]).get(self.id, []), meta)
        behind = backing(reader, {self.id: entity}, claims)
        page = EntityPage(entity, behind.claims, behind.sources, behind.as_of, meta=meta)
        weigh(page.meta, [entity])
        return page


class ShowEdge(Behind, Question[EdgePage]):
    """Show an edge: its properties, what is said and denied, its claims and their sources.

    A refuted edge, and one that only is denied, is shown here and nowhere else.
    """

    route: ClassVar[str] = "/edges/{id}"

    id: str = Ident

    def answer(self, reader: Reader) -> EdgePage:
        """The page of an edge."""
        edge = edge_of(reader, self.id)
        picture = assemble(reader, [edge["source"], edge["target"]], [self.id])
        shown = picture.edges[0]
        meta = Meta()
        claims = self.part(reader.claims([self.id]).get(self.id, []), meta)
        behind = backing(reader, {self.id: shown}, claims)
        page = EdgePage(
            shown, picture.nodes, behind.claims, behind.sources, behind.as_of, meta=meta
        )
        describe(page.meta, picture)
        return page


def edge_of(reader: Reader, ident: str) -> View:
    """The edge with an id.

    Raises:
        Moved: If an editor renamed it.
        NotFound: If there is none.
    """
    found = reader.edges([ident])
    if ident not in found:
        new = reader.moved(ident)
        if new is not None:
            raise Moved(ident, new)
        raise NotFound("edge", ident)
    return found[ident]


@dataclass(slots=True, kw_only=True)
class ClaimsAnswer(Listing):
    """A page of claims about one record, and the sources that they cite."""

    results: list[SaidClaim]
    sources: list[SourceView]
    as_of: list[AsOf]


def _claims(reader: Reader, record: View, page: Page) -> ClaimsAnswer:
    found = reader.claims([record["id"]]).get(record["id"], [])
    part = found[page.offset : page.offset + page.limit]
    behind = backing(reader, {record["id"]: record}, part)
    answer = ClaimsAnswer(
        results=behind.claims,
        sources=behind.sources,
        as_of=behind.as_of,
        total=Total(len(found)),
        limit=page.limit,
        offset=page.offset,
    )
    weigh(answer.meta, [record])
    turn(page, answer)
    return answer


class ShowClaims(Page, Question[ClaimsAnswer]):
    """List the claims about an entity, by id, with their sources."""

    route: ClassVar[str] = "/entities/{id}/claims"

    id: Entity = Field(description="The entity.", examples=[_ENTITY])

    def answer(self, reader: Reader) -> ClaimsAnswer:
        """One page of claims."""
        return _claims(reader, present(reader, [self.id])[self.id], self)


class ShowEdgeClaims(Page, Question[ClaimsAnswer]):
    """List the claims about an edge, by id, with their sources."""

    route: ClassVar[str] = "/edges/{id}/claims"

    id: str = Ident

    def answer(self, reader: Reader) -> ClaimsAnswer:
        """One page of claims."""
        return _claims(reader, edge_of(reader, self.id), self)


def gap_page(reader: Reader, gap: View) -> GapPage:
    """The page of a declared gap."""
    sides = [*gap.get("upstream", ()), *gap.get("downstream", ()), *gap.get("inferences", ())]
    edges: dict[str, Any] = reader.edges(sides)
    ends = [end for one in sides if one in edges for end in _ends(edges[one])]
    picture = assemble(reader, ends, sides)
    sources = reader.sources(gap.get("cites", ()))
    page = GapPage(
        gap,
        picture.nodes,
        picture.edges,
        [sources[one] for one in sorted(sources)],
        as_of(reader, {str(gap.get("dataset", ""))}),
    )
    describe(page.meta, picture)
    return page


def _ends(edge: View) -> tuple[str, str]:
    return edge["source"], edge["target"]
