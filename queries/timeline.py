"""A timeline: what happened when, as far as the sources say, in the order of the days."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from graph.ontology import Ladder, Rung
from graph.store import Reader, View
from queries.answers import EdgeView, Limit, NodeView, Total
from queries.dated import DatedSearch, Found, dated_edges
from queries.facts import Captions, attributed, fact, line, parties
from queries.limits import budget_spent
from queries.listing import Listing, turn
from queries.moments import (
    DATED_EDGES,
    DATED_NODES,
    Bucket,
    Bucketing,
    Moment,
    Within,
    histogram,
    moments_of,
)
from queries.parameters import Day, Entity, Filters, KindOf, Page, present
from queries.picture import Picture, assemble, caption, describe, name_all
from queries.proceedings import decided
from queries.question import Question

DatedKind = Annotated[str, KindOf({**DATED_NODES, **DATED_EDGES})]
_BUCKETS = 5000


@dataclass(slots=True)
class TimelineLine:
    """One moment of one record.

    Attributes:
        id: The record.
        moment: Which of its dates: date, start, end, listed, ordered, opened, conviction ...
        date: As precise as the source, with `circa` and its words; none: no date is known.
        within: Whether it surely lies in the window that was asked for, or may.
        caption: What it is, according to whom.
        sentence: What is said about conduct, by whom, and what is denied.
        through: The edges by which it belongs to the entities asked about.
    """

    id: str
    kind: str
    moment: str | None
    date: dict[str, Any] | None
    within: Within | Literal["undated"]
    caption: str
    sentence: str | None
    standing: str
    contested: bool
    inferred: bool
    through: list[str] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class TimelineAnswer(Listing):
    """A page of moments; `buckets` counts over all of them, `meta.undated` what has no date.

    Attributes:
        nodes: Who and what the lines of this page are about.
        edges: The edges that they tell of, or by which they belong.
        accounts: Accounts that counted as their holders', by the edge that says so.
    """

    results: list[TimelineLine]
    nodes: list[NodeView]
    edges: list[EdgeView]
    buckets: list[Bucket]
    accounts: list[str]


class Timeline(Page, Question[TimelineAnswer]):
    """What happened when: events, payments, posts, listings and the steps of cases, in order.

    A date is as precise as its source: the order is by the first possible day, then the last,
    then the id, and a window marks what surely lies in it and what may. What has no date comes
    last.
    """

    route: ClassVar[str] = "/timeline"
    command: ClassVar[str] = "timeline"

    id: tuple[Entity, ...] = Field(
        (),
        max_length=100,
        description="Whom or what it is about; none: everything in the store. An account counts "
        "as its holder's.",
        examples=[["per.pavel-karpov"]],
    )
    kind: tuple[DatedKind, ...] = Field(
        (), description="Only these kinds of nodes and edges; none: all that have dates.",
        examples=[["Event", "Designation"]],
    )  # fmt: skip
    after: Day | None = Field(
        None, description="Only what may have been on this day or later.", examples=["2007-12-24"]
    )
    before: Day | None = Field(
        None, description="Only what may have been on this day or earlier.", examples=["2008-06-24"]
    )
    undated: Literal["include", "exclude"] = Field(
        "include",
        description="What becomes of records of these kinds with no date; `meta.undated` counts "
        "those kept.",
        examples=["exclude"],
    )
    min_standing: Rung | None = Field(
        None,
        description="Leave out what stands lower. The rung binds on its own ladder by rung, on "
        "the other by tier.",
        examples=["documented"],
    )
    inferred: bool = Field(
        default=False,
        description="Also tell what rests on inference alone, marked.",
        examples=[True],
    )
    bucket: Bucketing | None = Field(
        None, description="Also count by year or month, over all pages.", examples=["month"]
    )

    def answer(self, reader: Reader) -> TimelineAnswer:
        """One page of the timeline."""
        present(reader, self.id)
        search = self._search()
        found = search.around(reader, self.id) if self.id else search.everything(reader)
        dated, undated = [], []
        for view in found.views.values():
            moments = list(moments_of(view))
            dated += [one for one in moments if one.within(self.after, self.before)]
            undated += [] if moments else [view["id"]]
        dated.sort(key=lambda one: one.order)
        undated = sorted(undated) if self.undated == "include" else []
        lines: list[Moment | str] = [*dated, *undated]
        answer = self._page(reader, lines[self.offset : self.offset + self.limit], found)
        answer.total = Total(len(lines), "eq" if found.complete else "gte")
        if self.bucket:
            answer.buckets, whole = histogram(dated, self.bucket, self.after, self.before, _BUCKETS)
            if not whole:
                answer.meta.limits_hit.append(
                    Limit("bucket", f"Counted over the first {_BUCKETS:,} {self.bucket}s only.")
                )
        answer.meta.undated = len(undated)
        turn(self, answer)
        if not found.complete:
            answer.meta.truncated = True
            answer.meta.limits_hit.append(budget_spent("so the list is a part of it"))
        return answer

    def _search(self) -> DatedSearch:
        shared = self.model_dump(include={"min_standing", "inferred", "after", "before"})
        asked = Filters.model_validate(shared)
        kinds = frozenset(self.kind or (*DATED_NODES, *DATED_EDGES))
        edges = dated_edges(asked.edge_filter(), kinds & DATED_EDGES.keys())
        return DatedSearch(edges, kinds & DATED_NODES.keys())

    def _page(self, reader: Reader, page: Sequence[Moment | str], found: Found) -> TimelineAnswer:
        views = {one: found.views[one] for one in map(_ident, page)}
        told = [one for one, view in views.items() if "source" in view]
        through = [tie for one in views for tie in found.through.get(one, ())]
        shown = reader.edges([*told, *through])
        ends = [shown[one][end] for one in (*told, *through) for end in ("source", "target")]
        picture = assemble(reader, [*self.id, *(views.keys() - told), *ends], [*told, *through])
        views |= {one["id"]: one for one in picture.edges}
        by = {by for one in views.values() for by in parties(one)}
        name_all(reader, by, picture.captions)
        closed = {one.id for one in page if isinstance(one, Moment) and one.name == "closed"}
        endings = decided(reader, {one: views[one] for one in sorted(closed)})
        answer = TimelineAnswer(
            results=[],
            nodes=picture.nodes,
            edges=picture.edges,
            buckets=[],
            accounts=found.accounts,
            total=Total(0),
            limit=self.limit,
            offset=self.offset,
        )
        for one in page:
            ident = _ident(one)
            conduct = [views[tie].get("sentence") for tie in found.through.get(ident, ())]
            if isinstance(one, Moment) and one.name == "closed":
                conduct = [*endings.get(ident, ()), *conduct]
            answer.results.append(self._line(one, views[ident], picture.captions, conduct))
            answer.results[-1].through = found.through.get(ident, [])
        describe(answer.meta, Picture([], picture.edges))
        return answer

    def _line(
        self, one: Moment | str, view: View, captions: Captions, conduct: Iterable[str | None]
    ) -> TimelineLine:
        reading, moment = view["evidence"], one if isinstance(one, Moment) else None
        name = None if moment is None else moment.name
        if "source" in view:
            # Of conduct there is nothing to tell but who says what.
            spoken = reading["ladder"] == Ladder.CONDUCT or view["kind"] == "Identity"
            told = line(view, captions) if spoken else f"{fact(view, captions)}."
            sentence = view.get("sentence")
        else:
            step = "" if name in {None, "date"} else f" ({name})"
            summary = view.get("summary") if view["kind"] == "Event" else None
            told = f"{caption(view)}{step}{attributed(view, captions)}."
            told += f" {summary}" if summary else ""
            sentence = " ".join(filter(None, conduct)) or None
        return TimelineLine(
            id=view["id"],
            kind=view["kind"],
            moment=name,
            date=None if moment is None else dict(moment.date),
            within=(moment and moment.within(self.after, self.before)) or "undated",
            caption=told,
            sentence=sentence,
            standing=reading["standing"],
            contested=reading.get("contested", False) or bool(reading.get("contested_fields")),
            inferred=reading.get("inferred", False),
        )


def _ident(one: Moment | str) -> str:
    return one if isinstance(one, str) else one.id
