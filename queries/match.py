"""Match: which people and companies of a case stand on a list, as proposals for a person."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import ClassVar, Literal

from pydantic import Field

from graph.errors import BadRequest
from graph.evidence import codes_from
from graph.ontology import Rung
from graph.search import grams_for
from graph.store import Load, Reader
from graph.traversal import Direction, EdgeFilter
from queries.answers import Limit, Total
from queries.listing import Listing, turn
from queries.matching import KINDS, LEAST, TAKEN, Party, Scored, compare
from queries.parameters import Page
from queries.question import Question

_AT_ONCE = 500
# So many entries that share most of a party's names are compared with it.
_CANDIDATES = 60
_MOST_PARTIES = 5000
_MOST_NAMES = 12
# Any Identity edge is a decision, also one that is only denied or has been taken back.
_DECIDED = EdgeFilter(kinds=frozenset({"Identity"}), rungs=codes_from(Rung.REFUTED), inferred=True)

Verdict = Literal["same", "not the same"]


@dataclass(slots=True)
class Proposal:
    """A party and an entry that may be one. Whether they are, a person decides.

    Attributes:
        a: Id of the party.
        a_name: The name of it that is nearest.
        b: Id of the entry.
        b_name: The name of it that is nearest.
        score: From 0 to 1; an order, not a probability.
        reasons: What agrees.
        against: What contradicts.
        verdict: What somebody decided (`identity`); none: nobody has yet.
        identity: The Identity edge that holds the decision.
        entry: The list's numbers of the entry.
    """

    a: str
    a_name: str
    b: str
    b_name: str
    score: float
    reasons: list[str]
    against: list[str]
    entry: list[str]
    verdict: Verdict | None = None
    identity: str | None = None


@dataclass(slots=True)
class ReadList:
    """A list that was searched, and the day that it shows; none: the file did not say."""

    id: str
    title: str
    publisher: str
    as_of: str | None


@dataclass(slots=True, kw_only=True)
class MatchAnswer(Listing):
    """A page of proposals, best first.

    Attributes:
        listings: The datasets that were searched as lists.
        parties: The datasets whose parties were looked for.
    """

    results: list[Proposal]
    listings: list[ReadList]
    parties: list[str]


class Match(Page, Question[MatchAnswer]):
    """Propose which people and companies of a case stand on a list, each with the reasons.

    Names are compared word by word in one romanisation, also where they are written in two
    scripts; then numbers that both carry, dates of birth and countries, for and against. A
    patronymic that one side leaves out says nothing, one that contradicts does. Nothing is
    merged: a proposal waits for a person, who writes it down as an Identity or as its denial.
    """

    route: ClassVar[str] = "/match"
    command: ClassVar[str] = "match"

    listing: tuple[str, ...] = Field(
        (),
        max_length=20,
        description="Search these datasets as lists; none: all that came from tables.",
        examples=[["ofac-sdn"]],
    )
    of: tuple[str, ...] = Field(
        (),
        max_length=20,
        description="Look for the parties of these datasets; none: of all cases.",
        examples=[["magnitsky"]],
    )
    min_score: float = Field(
        LEAST,
        ge=0.3,
        le=1,
        description="Leave out what scores lower: an order, not a probability.",
        examples=[LEAST],
    )
    decided: bool = Field(
        default=False,
        description="Also show what somebody has decided already, with the verdict.",
        examples=[True],
    )

    def answer(self, reader: Reader) -> MatchAnswer:
        """One page of proposals."""
        listings, parties = self._datasets(reader)
        entries, ours = _members(reader, listings, parties)
        found = self._told_apart(self._proposals(reader, ours[:_MOST_PARTIES], entries))
        _decide(reader, found)
        if not self.decided:
            found = [one for one in found if one.verdict is None]
        found.sort(key=lambda one: (-one.score, one.a, one.b))
        answer = MatchAnswer(
            results=found[self.offset : self.offset + self.limit],
            total=Total(len(found)),
            limit=self.limit,
            offset=self.offset,
            listings=[_read(load) for load in reader.loads() if load.dataset in listings],
            parties=parties,
        )
        if len(ours) > _MOST_PARTIES:
            detail = f"Only the first {_MOST_PARTIES:,} of {len(ours):,} parties were looked for."
            answer.meta.limits_hit.append(Limit("parties", detail))
            answer.total.relation = "gte"
        turn(self, answer)
        return answer

    def _datasets(self, reader: Reader) -> tuple[list[str], list[str]]:
        """The lists and the cases.

        Raises:
            BadRequest: If one is asked for that is not in the store.
        """
        known = {load.dataset: load for load in reader.loads()}
        for parameter, wanted in (("listing", self.listing), ("of", self.of)):
            for one in wanted:
                if one not in known:
                    there = ", ".join(known) or "none at all"
                    raise BadRequest(parameter, f"{one!r} is no dataset here; there is {there}")
        # Only a case folder is loaded under a ceiling.
        cases = [one for one, load in known.items() if "ceiling" in load.card]
        listings = list(self.listing) or [one for one in known if one not in {*cases, *self.of}]
        return listings, [one for one in self.of or cases if one not in listings]

    def _proposals(
        self, reader: Reader, ours: Iterable[str], entries: Collection[str]
    ) -> Iterator[tuple[Proposal, bool]]:
        """Proposals, each with whether a number decides it."""
        waiting = iter(ours)
        while part := list(islice(waiting, _AT_ONCE)):
            parties = [Party.of(view) for view in reader.nodes(part).values()]
            near = {party.id: _near(reader, party, entries) for party in parties}
            views = reader.nodes({one for many in near.values() for one in many})
            theirs = {ident: Party.of(view) for ident, view in views.items()}
            for party in parties:
                for ident in near[party.id]:
                    scored = compare(party, theirs[ident])
                    if scored and scored.score >= self.min_score:
                        yield _proposal(party, theirs[ident], scored), scored.numbered

    def _told_apart(self, scored: Iterable[tuple[Proposal, bool]]) -> list[Proposal]:
        """The proposals, those for an entry whose number another party carries put behind."""
        found = list(scored)
        holders = {one.b: one.a for one, numbered in found if numbered}
        for one, numbered in found:
            if one.b in holders and not numbered:
                one.against.append(f"{holders[one.b]} carries the number of this entry")
                one.score = round(one.score * TAKEN, 4)
        return [one for one, _ in found if one.score >= self.min_score]


def _read(load: Load) -> ReadList:
    card = load.card
    title, publisher = card.get("title", load.dataset), card.get("publisher", "not stated")
    return ReadList(load.dataset, title, publisher, card.get("as_of"))


def _members(
    reader: Reader, listings: Collection[str], parties: Collection[str]
) -> tuple[set[str], list[str]]:
    """The entries of the lists, and the parties to look for, in id order."""
    entries: set[str] = set()
    keepers: set[str] = set()
    ours: list[str] = []
    for dataset, view in reader.scan("node"):
        if view["kind"] == "SanctionProgram" and view.get("authority"):
            keepers.add(view["authority"])
        elif view["kind"] not in KINDS:
            continue
        elif dataset in listings:
            entries.add(view["id"])
        elif dataset in parties and not view.get("collective") and not view.get("unnamed"):
            ours.append(view["id"])
    # Who keeps a list is in its dataset, and is not on it.
    return entries - keepers, ours


def _near(reader: Reader, party: Party, entries: Collection[str]) -> list[str]:
    """The entries that share most pieces of the party's names, or one of its numbers."""
    grams: set[str] = set()
    for name, kind in party.names[:_MOST_NAMES]:
        if kind != "weak":
            grams |= grams_for(name)
    numbers = {gram for _, value in party.numbers for gram in grams_for(value) if gram[0] == "#"}
    found = [one.id for one in reader.candidates(grams | numbers, _CANDIDATES)]
    # A number is one piece among many: it is asked for alone too, so that no name crowds it out.
    found += [one.id for one in reader.candidates(numbers, _CANDIDATES)] if numbers else []
    return [one for one in dict.fromkeys(found) if one in entries]


def _proposal(ours: Party, theirs: Party, scored: Scored) -> Proposal:
    a_name, b_name = scored.names
    return Proposal(
        ours.id, a_name, theirs.id, b_name, scored.score, list(scored.reasons),
        list(scored.against), [f"{scheme} {value}" for scheme, value in theirs.numbers],
    )  # fmt: skip


def _decide(reader: Reader, found: Iterable[Proposal]) -> None:
    """Give each proposal the verdict that an Identity edge between the two holds."""
    pairs: dict[frozenset[str], Proposal] = {frozenset((one.a, one.b)): one for one in found}
    ends = sorted({one.a for one in pairs.values()})
    decided: Mapping[str, frozenset[str]] = {}
    while part := ends[:_AT_ONCE]:
        ends = ends[_AT_ONCE:]
        links, _ = reader.expand(part, Direction.ANY, _DECIDED)
        decided = {**decided, **{one.id: frozenset((one.source, one.target)) for one in links}}
    met = {ident: ends_ for ident, ends_ in decided.items() if ends_ in pairs}
    for ident, edge in sorted(reader.edges(met).items()):
        one = pairs[met[ident]]
        one.identity = ident
        evidence = edge["evidence"]
        against = evidence["contested"] or evidence["standing"] in {"denied_only", "refuted"}
        one.verdict = "not the same" if against else "same"
