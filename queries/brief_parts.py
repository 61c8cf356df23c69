"""The parts of a brief: lines of fact, accusations with both sides, listings, proceedings, pins."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from graph.ontology import EDGE_KINDS
from graph.ontology.edges.money import MoneyEdge
from graph.store import View
from queries.facts import Captions, attributed, fact, line
from queries.held import began
from queries.picture import caption
from queries.said import SaidClaim
from queries.wording import answered

# Where an edge of a kind stands; what is in none of these is told among the roles.
SECTIONS: dict[str, tuple[str, ...]] = {
    "conduct": ("Accusation", "Nomineeship"),
    "listings": ("Designation",),
    "proceedings": ("CaseParty", "Judge", "CaseCourt"),
    "who": ("Occupancy", "Employment", "Directorship", "Membership", "Family", "Associate",
            "Representation", "Succession", "UnknownLink", "Identity"),
    "holdings": ("Ownership", "Control", "AccountHolder", "AccountBank"),
    "money": tuple(name for name, kind in EDGE_KINDS.items() if issubclass(kind, MoneyEdge)),
}  # fmt: skip
_SECTION_OF = {kind: section for section, kinds in SECTIONS.items() for kind in kinds}
# Roles of those against whom a case is brought; what they say to it is told, or that nothing is.
_BROUGHT_AGAINST = re.compile(
    r"accused|defendant|respondent|suspect|charged|indicted|convicted|under .*investigation",
    re.IGNORECASE,
)
# What goes by a title, which a sentence puts in quotation marks.
_TITLED = frozenset({"CourtCase", "Event", "LegalInstrument"})
_CLEARED = re.compile(r"not accused|no (?:suggestion of )?wrongdoing|no suggestion", re.IGNORECASE)


def section_of(kind: str) -> str:
    """The part of a brief in which an edge of the kind is told."""
    return _SECTION_OF.get(kind, "roles")


@dataclass(slots=True, kw_only=True)
class BriefLine:
    """One record in words.

    Attributes:
        id: The edge.
        sentence: Who says what, and what is denied.
        single_source: Whether one independent source says it, or none.
        flags: Outcomes that touch it, and whether a conviction was in absence.
    """

    id: str
    kind: str
    sentence: str
    standing: str
    contested: bool
    inferred: bool
    single_source: bool
    flags: list[str]


@dataclass(slots=True, kw_only=True)
class ConductBrief(BriefLine):
    """An accusation with both of its sides.

    Attributes:
        target: The event, or whom the nominee is said to stand for.
        caption: Its name.
        date: When the event was, as far as it is known.
        claims_for: Each asserting claim in words, each followed by the denials.
        claims_against: The denials.
        outcomes: What became of proceedings, each with its forum.
    """

    target: str
    caption: str
    date: dict[str, Any] | None
    claims_for: list[SaidClaim]
    claims_against: list[SaidClaim]
    outcomes: list[SaidClaim]


@dataclass(slots=True, kw_only=True)
class ListingBrief(BriefLine):
    """A listing: an administrative act, whose stated reason is that government's allegation.

    Attributes:
        program: The list.
        caption: Its name.
        reason: Whether a reason is stated in the sources read.
    """

    program: str
    caption: str
    listed: dict[str, Any] | None
    delisted: dict[str, Any] | None
    list_reference: str | None
    reason: bool


@dataclass(slots=True, kw_only=True)
class Proceeding(BriefLine):
    """Proceedings, what was decided by whom, and what that is not.

    Attributes:
        case: The proceedings.
        caption: Their name.
        numbers: Dockets and the like.
        role: The part in them.
    """

    case: str
    caption: str
    numbers: list[str]
    role: str | None


@dataclass(slots=True)
class Pin:
    """What a source itself says to clear somebody.

    Attributes:
        claim: The claim that it stands with.
        about: The record of that claim.
        sentence: It, with who says so.
    """

    claim: str
    about: str
    sentence: str


@dataclass(slots=True)
class Dossier:
    """What the parts of a brief are made from.

    Attributes:
        subject: The entity's id.
        nodes: Every node shown, by id.
        edges: Every edge shown, by id, with its sentence.
        captions: The names of all that are shown or speak.
        said: The claims about each record, in words.
    """

    subject: str
    nodes: Mapping[str, View]
    edges: Mapping[str, View]
    captions: Captions
    said: Mapping[str, Sequence[SaidClaim]] = field(default_factory=dict)

    @property
    def _titles(self) -> dict[str, str]:
        """The captions as a sentence of fact writes them."""
        titled = {ident: f"“{caption(one)}”" for ident, one in self.nodes.items()
                  if one["kind"] in _TITLED}  # fmt: skip
        return {**self.captions, **titled}

    def lines(self, edges: Iterable[View]) -> list[BriefLine]:
        """Facts, the earliest first."""
        titles = self._titles
        told = [BriefLine(**_common(one), sentence=line(one, titles)) for one in edges]
        return sorted(told, key=lambda one: (began(self.edges[one.id]) or "~", one.id))

    def conduct(self, edges: Iterable[View]) -> list[ConductBrief]:
        """Accusations, by the day of the event."""
        found = []
        for edge in edges:
            other = edge["target"] if edge["source"] == self.subject else edge["source"]
            claims = self.said.get(edge["id"], ())
            found.append(
                ConductBrief(
                    **_common(edge),
                    sentence=edge["sentence"],
                    target=other,
                    caption=self.captions[other],
                    date=self.nodes[other].get("date"),
                    claims_for=[one for one in claims if _side(one) == "asserts"],
                    claims_against=[one for one in claims if _side(one) == "denies"],
                    outcomes=[one for one in claims if _side(one) == "outcome"],
                )
            )
        return sorted(found, key=lambda one: (_day(one.date), one.target, one.id))

    def listings(self, edges: Iterable[View]) -> list[ListingBrief]:
        """Listings, the earliest first."""
        found = []
        for edge in edges:
            reason = "reason" in edge["evidence"].get("fields", {})
            silent = "" if reason else " No reason is stated in the sources read."
            found.append(
                ListingBrief(
                    **_common(edge),
                    sentence=edge["sentence"] + silent,
                    program=edge["target"],
                    caption=self.captions[edge["target"]],
                    listed=edge.get("listed"),
                    delisted=edge.get("delisted"),
                    list_reference=edge.get("list_reference"),
                    reason=reason,
                )
            )
        return sorted(found, key=lambda one: (_day(one.listed), one.id))

    def proceedings(self, edges: Iterable[View], beside: Sequence[View]) -> list[Proceeding]:
        """Proceedings, the earliest end first.

        Args:
            edges: The part of the entity in each.
            beside: What the proceedings concern, and what concerns them.
        """
        found, titles = [], self._titles
        for edge in edges:
            node = self.nodes[edge["source" if edge["kind"] == "CaseCourt" else "target"]]
            told = " ".join(self._decided(edge, node, beside, titles))
            numbers = [f"{one['scheme']}:{one['value']}" for one in node.get("identifiers", ())]
            found.append(
                Proceeding(
                    **_common(edge),
                    sentence=told,
                    case=node["id"],
                    caption=self.captions[node["id"]],
                    numbers=numbers,
                    role=edge.get("role"),
                )
            )
        found.sort(key=lambda one: (_day(self.nodes[one.case].get("closed")), one.case, one.id))
        return found

    def _decided(
        self, edge: View, case: View, beside: Sequence[View], titles: Captions
    ) -> Iterator[str]:
        yield f"{fact(edge, titles)}."
        for whose, record in (("For this party: ", edge), ("Of the case: ", case)):
            yield from (whose + told for told in self._outcomes(record))
        for one in beside:
            if one["target"] == case["id"] and self.nodes[one["source"]]["kind"] == case["kind"]:
                yield line(one, titles)
        if edge["kind"] == "CaseParty":
            events = {one["target"] for one in beside if one["source"] == case["id"]}
            accused = [
                one
                for one in self.edges.values()
                if one["kind"] == "Accusation"
                and one["source"] == self.subject
                and one["target"] in events
            ]
            if accused or _BROUGHT_AGAINST.search(edge.get("role") or ""):
                yield f"Said against it: {answered(accused, self.captions)}."

    def _outcomes(self, record: View) -> list[str]:
        """What was decided, by whom; no ruling without the outcomes that act on it."""
        told = [
            one.sentence
            for one in self.said.get(record["id"], ())
            if one.claim.get("field") == "outcome" and one.claim["kind"] != "outcome"
        ]
        if not told and record.get("outcome"):
            told = [f"“{record['outcome'].rstrip('.')}”{attributed(record, self.captions)}."]
        return told

    def pins(self) -> list[Pin]:
        """What sources say to clear the entity, or those who paid it or whom it paid."""
        money = {*SECTIONS["money"], "AccountHolder"}
        about = [self.subject]
        about += sorted(one["id"] for one in self.edges.values() if one["kind"] in money)
        return [
            Pin(one.claim["id"], ident, self._cleared(one.claim))
            for ident in about
            for one in self.said.get(ident, ())
            if not one.claim.get("taken_back") and _CLEARED.search(one.claim.get("note") or "")
        ]

    def _cleared(self, claim: View) -> str:
        by = claim.get("by") or claim["cites"]
        return f"Beside what {self.captions.get(by, by)} says: {claim['note']}"


def _common(edge: View) -> dict[str, Any]:
    reading = edge["evidence"]
    return {
        "id": edge["id"],
        "kind": edge["kind"],
        "standing": reading["standing"],
        "contested": reading.get("contested", False) or bool(reading.get("contested_fields")),
        "inferred": reading.get("inferred", False),
        "single_source": reading.get("independent_sources", 0) <= 1,
        "flags": list(reading.get("flags", ())),
    }


def _side(one: SaidClaim) -> str:
    return "outcome" if one.claim["kind"] == "outcome" else one.claim.get("stance", "asserts")


def _day(date: Mapping[str, Any] | None) -> str:
    """What dates are ordered by; what has none comes last."""
    return (date.get("earliest") or date.get("latest") or "~") if date else "~"
