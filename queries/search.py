"""Search by name, alias, identifier or id, in any script."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from pydantic import Field

from graph.errors import Ambiguous, Candidate, NotFound
from graph.search import Hit, Match, grams_for, rank
from graph.store import Reader, View
from queries.answers import Limit, Total
from queries.listing import Listing, turn
from queries.parameters import NodeKind
from queries.picture import caption
from queries.question import Question

# So many of the nodes that share most with a query are ranked.
_RANKED = 1000
_SHOWN_CANDIDATES = 10


@dataclass(slots=True)
class Found:
    """An entity that the search found.

    Attributes:
        summary: One neutral line that tells what it is.
        score: From 0.3 to 1; an order, not a probability.
        match: id, identifier, name, words, prefix or fuzzy.
        name: The name or identifier that fits.
        why: In words, what fits how.
    """

    id: str
    caption: str
    kind: str
    summary: str | None
    score: float
    match: str
    name: str
    why: list[str]


@dataclass(slots=True, kw_only=True)
class SearchAnswer(Listing):
    """A page of finds, best first."""

    results: list[Found]


class Search(Question[SearchAnswer]):
    """Find entities by name, alias, identifier or id, in any script and with slips of the pen.

    An id or identifier goes before a whole name, this before all words of a name, their
    beginnings, and words a letter or two off. A query in another script is transliterated.
    """

    route: ClassVar[str] = "/search"
    command: ClassVar[str] = "search"

    q: str = Field(
        min_length=1,
        max_length=200,
        description="A name or a part of one, a number, or an id.",
        examples=["Превезон"],
    )
    kind: tuple[NodeKind, ...] = Field(
        (), description="Find entities of these kinds only; none: all.", examples=[["Company"]]
    )
    limit: int = Field(20, ge=1, le=500, description="How many results at most.", examples=[20])
    offset: int = Field(
        0, ge=0, le=10_000, description="How many results to leave out first.", examples=[0]
    )

    def answer(self, reader: Reader) -> SearchAnswer:
        """One page of finds."""
        hits, whole = _hits(reader, self.q)
        hits = [one for one in hits if not self.kind or one.kind in self.kind]
        page = hits[self.offset : self.offset + self.limit]
        views = reader.nodes([one.id for one in page])
        answer = SearchAnswer(
            results=[_found(one, views[one.id]) for one in page],
            total=Total(len(hits), "eq" if whole else "gte"),
            limit=self.limit,
            offset=self.offset,
        )
        turn(self, answer)
        if not whole:
            answer.meta.limits_hit.append(
                Limit("ranked", f"Only the {_RANKED:,} nearest names were ranked; say more of it.")
            )
        return answer


def resolve(reader: Reader, text: str) -> str:
    """The one entity that an id or a name means.

    Raises:
        NotFound: If nothing fits.
        Ambiguous: If the name fits several, or only nearly fits: never a silent pick.
    """
    if text in reader.nodes([text]):
        return text
    new = reader.moved(text)
    if new is not None:
        return new
    hits, _ = _hits(reader, text)
    if not hits:
        raise NotFound("entity", text)
    best = [one for one in hits if one.match is hits[0].match]
    if hits[0].match >= Match.NAME:
        # A name as written goes before the same name with another ending or spelling.
        best = [one for one in best if one.score == hits[0].score]
    if len(best) == 1 and best[0].match >= Match.WORDS:
        return best[0].id
    shown = hits[:_SHOWN_CANDIDATES]
    views = reader.nodes([one.id for one in shown])
    raise Ambiguous(text, [Candidate(one.id, caption(views[one.id]), one.kind) for one in shown])


def _hits(reader: Reader, text: str) -> tuple[list[Hit], bool]:
    """Everything that fits, best first, and whether all that may fit was looked at."""
    candidates = reader.candidates(grams_for(text), _RANKED)
    hits = list(_by_id(reader, text.strip()))
    known = {one.id for one in hits}
    hits += [one for one in rank(text, candidates) if one.id not in known]
    return hits, len(candidates) < _RANKED


def _by_id(reader: Reader, text: str) -> Iterable[Hit]:
    for ident, view in reader.nodes([text]).items():
        yield Hit(ident, view["kind"], 1.0, Match.IDENTIFIER, ident, ("the id",))


def _found(hit: Hit, view: View) -> Found:
    match = "id" if hit.name == hit.id else hit.match.name.lower()
    return Found(
        id=hit.id,
        caption=caption(view),
        kind=hit.kind,
        summary=view.get("summary"),
        score=hit.score,
        match=match,
        name=hit.name,
        why=list(hit.why),
    )
