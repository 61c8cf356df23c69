"""One source, with everything in the graph that rests on it; and a record by any id."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from pydantic import Field

from graph.errors import Moved, NotFound
from graph.store import Reader, View
from queries.answers import ClaimView, EdgeView, NodeView, SourceView, Total
from queries.listing import Listing, turn
from queries.parameters import Page
from queries.picture import Picture, describe, speak
from queries.question import Question
from queries.said import DISPUTE, AsOf, backing
from queries.show import Behind, EdgePage, EntityPage, GapPage, ShowEdge, ShowEntity, gap_page


@dataclass(slots=True)
class Supported:
    """A claim that cites the source, in words, and the record that it is about."""

    claim: ClaimView
    sentence: str
    record: NodeView | EdgeView


@dataclass(slots=True, kw_only=True)
class SourcePage(Listing):
    """A source, and a page of what rests on it, by claim id.

    Attributes:
        related: The sources that it derives from, where they are in the store.
        as_of: How far the datasets have read.
        dispute: How to dispute a line.
    """

    source: SourceView
    results: list[Supported]
    related: list[SourceView]
    as_of: list[AsOf]
    dispute: str = DISPUTE


class ShowSource(Page, Question[SourcePage]):
    """Show a source and everything that rests on it, claim by claim."""

    route: ClassVar[str] = "/sources/{id}"

    id: str = Field(min_length=1, max_length=200, description="The source.", examples=["m.S28"])

    def answer(self, reader: Reader) -> SourcePage:
        """The source, and one page of claims."""
        found = reader.sources([self.id])
        if self.id not in found:
            new = reader.moved(self.id)
            raise Moved(self.id, new) if new is not None else NotFound("source", self.id)
        source = found[self.id]
        claims, total = reader.claims_citing(self.id, self.limit, self.offset)
        records = _records(reader, {one["about"] for one in claims})
        behind = backing(reader, records, claims)
        related = reader.sources(source.get("derives_from", ()))
        answer = SourcePage(
            source=source,
            results=[
                Supported(one.claim, one.sentence, records[one.claim["about"]])
                for one in behind.claims
            ],
            related=[related[one] for one in sorted(related)],
            as_of=behind.as_of,
            total=Total(total),
            limit=self.limit,
            offset=self.offset,
        )
        describe(answer.meta, Picture([], [one for one in records.values() if "source" in one]))
        turn(self, answer)
        return answer


def _records(reader: Reader, ids: Iterable[str]) -> dict[str, View]:
    """Nodes and edges by id, the edges with their sentences."""
    edges = {one: dict(view) for one, view in reader.edges(set(ids)).items()}
    speak(reader, edges.values(), {})
    return {**reader.nodes(set(ids) - edges.keys()), **edges}


class Show(Behind, Question[EntityPage | EdgePage | SourcePage | GapPage]):
    """Show whatever has an id: an entity, an edge, a source, a gap, or the record of a claim."""

    route: ClassVar[str] = "/records/{id}"
    command: ClassVar[str] = "show"

    id: str = Field(
        min_length=1,
        max_length=200,
        description="The id of an entity, an edge, a source, a gap or a claim.",
        examples=["pay.t014"],
    )

    def answer(self, reader: Reader) -> EntityPage | EdgePage | SourcePage | GapPage:
        """The page of that record."""
        # A claim's id is that of its record and a tail, and its record's page shows it.
        record, _, _ = self.id.rpartition(".")
        part = {"limit": self.limit, "offset": self.offset}
        known = [self.id]
        if any(one["id"] == self.id for one in reader.claims([record]).get(record, ())):
            known.append(record)
        for ident in known:
            if ident in reader.nodes([ident]):
                return ShowEntity.model_validate({"id": ident, **part}).answer(reader)
            if ident in reader.edges([ident]):
                return ShowEdge.model_validate({"id": ident, **part}).answer(reader)
        if self.id in reader.sources([self.id]):
            return ShowSource.model_validate({"id": self.id, **part}).answer(reader)
        for gap in reader.gaps():
            if gap["id"] == self.id:
                return gap_page(reader, gap)
        new = reader.moved(self.id)
        raise Moved(self.id, new) if new is not None else NotFound("record", self.id)
