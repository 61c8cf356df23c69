"""A brief: who somebody is, what is said of them by whom, and what is said against it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import ClassVar

from pydantic import Field

from graph.errors import BadRequest
from graph.ontology import NODE_KINDS, LegalEntity
from graph.store import Reader, View
from graph.traversal import TRAVERSED, Direction, EdgeFilter, Link
from queries.answers import EdgeView, Limit, Meta, NodeView, SourceView
from queries.brief_parts import (
    BriefLine,
    ConductBrief,
    Dossier,
    ListingBrief,
    Pin,
    Proceeding,
    section_of,
)
from queries.facts import parties
from queries.held import began
from queries.limits import budget_spent
from queries.parameters import Entity, present
from queries.picture import Picture, assemble, describe, name_all
from queries.question import Question
from queries.said import DISPUTE, AsOf, SaidClaim, backing
from queries.wording import NOT_ACCUSED

# Parts that are told whole: no accusation, listing or outcome is ever cut off.
_WHOLE = frozenset({"conduct", "listings", "proceedings"})
_ALL = EdgeFilter(rungs=TRAVERSED, inferred=True)
_OF_CASES = EdgeFilter(kinds=frozenset({"Mention"}), rungs=TRAVERSED)


@dataclass(slots=True)
class RestsOnOne:
    """A record that one independent source says, or none, and who that is."""

    id: str
    asserted_by: list[str]


@dataclass(slots=True)
class Contested:
    """A record that somebody denies: as a whole, or in the fields named."""

    id: str
    denied_by: list[str]
    fields: list[str]


@dataclass(slots=True)
class BriefAnswer:
    """A person or body, and both sides of what is said of them.

    Attributes:
        not_accused: That no source read accuses it, computed now; none where one does.
        pinned: What sources themselves say to clear it.
        conduct: Accusations by event, each with the claims for it and against it.
        listings: Sanctions listings, each with its stated reason and the denial.
        proceedings: What was decided, where, and what that is not.
        who: Posts, family, representation and other ties.
        holdings: What it is said to own, control or hold.
        money: Payments, debts, purchases and restraints, each according to somebody.
        roles: Parts of fact in events, which accuse nobody.
        one_source: The records above that rest on one independent source, or none.
        contested: The records above that somebody denies.
        nodes: Everybody and everything named above.
        edges: The records above.
        sources: What their claims cite; `read` says what of it was read, when.
        as_of: How far the datasets have read.
        dispute: How to dispute a line.
    """

    entity: NodeView
    not_accused: str | None
    pinned: list[Pin]
    conduct: list[ConductBrief]
    listings: list[ListingBrief]
    proceedings: list[Proceeding]
    who: list[BriefLine]
    holdings: list[BriefLine]
    money: list[BriefLine]
    roles: list[BriefLine]
    one_source: list[RestsOnOne]
    contested: list[Contested]
    nodes: list[NodeView]
    edges: list[EdgeView]
    sources: list[SourceView]
    as_of: list[AsOf]
    dispute: str = DISPUTE
    meta: Meta = field(default_factory=Meta)


class Brief(Question[BriefAnswer]):
    """Tell both sides of a person or body: what is said of them, by whom, and what against it.

    Every sentence about conduct names who says it, how far that went and in which forum, and is
    followed by the denial or by `no statement found in the sources read`. A sanctions listing is
    an act of a government, its reason that government's allegation.
    """

    route: ClassVar[str] = "/entities/{id}/brief"
    command: ClassVar[str] = "brief"

    id: Entity = Field(description="The person or body.", examples=["per.pavel-karpov"])
    inferred: bool = Field(
        default=False,
        description="Also tell what rests on inference alone, marked.",
        examples=[True],
    )
    limit: int = Field(
        200,
        ge=1,
        le=1000,
        description="How many lines of fact at most in each part. Accusations, listings and "
        "proceedings are never cut.",
        examples=[200],
    )

    def answer(self, reader: Reader) -> BriefAnswer:
        """The brief."""
        entity = present(reader, [self.id])[self.id]
        if not issubclass(NODE_KINDS[entity["kind"]], LegalEntity):
            raise BadRequest("id", f"a brief is of a person or a body; {self.id} is a "
                             f"{entity['kind']}: ask `show` or `timeline`")  # fmt: skip
        links, complete = reader.expand([self.id], Direction.ANY, _ALL)
        meta = Meta()
        parts = self._parts(reader, links, meta)
        shown = [ident for part in parts.values() for ident in part]
        dossier, picture, beside = _dossier(reader, self.id, shown)
        records = {**dossier.edges, **{one["id"]: one for one in picture.nodes
                   if one["id"] == self.id or one["kind"] == "CourtCase"}}  # fmt: skip
        claims = reader.claims(records)
        behind = backing(reader, records, [one for ident in records for one in claims[ident]])
        dossier.said = _by_record(behind.claims)
        name_all(reader, {one.claim.get("by") or one.claim["cites"] for one in behind.claims},
                 picture.captions)  # fmt: skip
        told = defaultdict(list, {
            name: [dossier.edges[one] for one in part] for name, part in parts.items()
        })  # fmt: skip
        accusing = {section_of(one.kind) for one in links} & {"conduct", "listings"}
        answer = BriefAnswer(
            entity=entity,
            not_accused=None if accusing or not complete else NOT_ACCUSED,
            pinned=dossier.pins(),
            conduct=dossier.conduct(told["conduct"]),
            listings=dossier.listings(told["listings"]),
            proceedings=dossier.proceedings(told["proceedings"], beside),
            who=dossier.lines(told["who"]),
            holdings=dossier.lines(told["holdings"]),
            money=dossier.lines(told["money"]),
            roles=dossier.lines(told["roles"]),
            one_source=[
                RestsOnOne(one["id"], list(one["evidence"].get("asserted_by", ())))
                for one in picture.edges
                if one["evidence"].get("independent_sources", 0) <= 1
            ],
            contested=_contested(picture.edges),
            nodes=picture.nodes,
            edges=picture.edges,
            sources=behind.sources,
            as_of=behind.as_of,
            meta=meta,
        )
        describe(meta, picture)
        if not complete:
            meta.truncated = True
            meta.limits_hit.append(budget_spent("the first of them by edge id are told"))
        self._say_left_out(reader, links, meta)
        return answer

    def _parts(self, reader: Reader, links: Iterable[Link], meta: Meta) -> dict[str, list[str]]:
        """The edges of each part, by id; facts no more than asked for, the earliest first."""
        parts: defaultdict[str, list[str]] = defaultdict(list)
        for link in sorted(links):
            if self.inferred or not link.inferred:
                parts[section_of(link.kind)].append(link.id)
        for name, ids in parts.items():
            if name not in _WHOLE and len(ids) > self.limit:
                views = reader.edges(ids)
                ordered = sorted(ids, key=lambda one: (began(views[one]) or "~", one))
                parts[name] = ordered[: self.limit]
                meta.truncated = True
                meta.limits_hit.append(
                    Limit("limit", f"{len(ids):,} records of the part `{name}` are known; the "
                          f"first {self.limit:,} are told: raise limit, or ask `neighbors`.")
                )  # fmt: skip
        return parts

    def _say_left_out(self, reader: Reader, links: Collection[Link], meta: Meta) -> None:
        stored = reader.visits([self.id])[self.id].degree
        inferred = 0 if self.inferred else sum(one.inferred for one in links)
        if inferred:
            meta.limits_hit.append(
                Limit("inferred", f"{inferred:,} records rest on inference alone and are not "
                      "told: set inferred to see them.")
            )  # fmt: skip
        # A loop counts twice in the degree.
        apart = stored - len(links) - sum(one.source == one.target for one in links)
        if apart > 0 and not meta.truncated:
            meta.limits_hit.append(
                Limit("apart", f"{apart:,} records stand on their own pages only: of another "
                      "matter, refuted, or only denied.")
            )  # fmt: skip


def _dossier(
    reader: Reader, subject: str, shown: Sequence[str]
) -> tuple[Dossier, Picture, list[View]]:
    """Everything that the parts are made from, and what cases are about."""
    views = reader.edges(shown)
    ends = [views[one][end] for one in shown for end in ("source", "target")]
    cases = [one for one, visit in reader.visits(set(ends)).items() if visit.kind == "CourtCase"]
    found = sorted(reader.expand(cases, Direction.ANY, _OF_CASES)[0]) if cases else []
    of_cases = [link.id for link in found]
    ends += [end for link in found for end in (link.source, link.target)]
    picture = assemble(reader, [subject, *ends], [*shown, *of_cases])
    beside = [one for one in picture.edges if one["id"] in of_cases]
    name_all(reader, {by for one in picture.edges for by in parties(one)}, picture.captions)
    # What concerns a case is told with the case alone.
    picture.edges = [one for one in picture.edges if one["id"] in views]
    dossier = Dossier(
        subject,
        {one["id"]: one for one in picture.nodes},
        {one["id"]: one for one in picture.edges},
        picture.captions,
    )
    return dossier, picture, beside


def _by_record(claims: Iterable[SaidClaim]) -> dict[str, list[SaidClaim]]:
    said: defaultdict[str, list[SaidClaim]] = defaultdict(list)
    for one in claims:
        said[one.claim["about"]].append(one)
    return said


def _contested(edges: Iterable[View]) -> list[Contested]:
    found = []
    for one in edges:
        reading = one["evidence"]
        fields = list(reading.get("contested_fields", ()))
        if reading.get("contested") or fields:
            denied = [*reading.get("denied_by", ())]
            for name in fields:
                denied += reading["fields"][name]["values"][0].get("denied_by", ())
            found.append(Contested(one["id"], list(dict.fromkeys(denied)), fields))
    return found
