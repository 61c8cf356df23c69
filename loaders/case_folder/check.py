"""What can only be seen over the whole folder: ids that stand twice, or point at nothing."""

import re
from collections.abc import Iterable, Mapping, Sequence

from graph.errors import Fault
from graph.evidence import Claim, ClaimKind, Gap, Source
from graph.ontology import (
    EDGE_KINDS,
    ID_PATTERN,
    NODE_KINDS,
    Edge,
    Identity,
    Ladder,
    LegalEntity,
    Node,
)
from graph.schema import arrow
from loaders.case_folder.records import Draft

# Collectives and gaps have prefixes of their own.
_PREFIXES = {kind.prefix for kind in (*NODE_KINDS.values(), *EDGE_KINDS.values())} | {"col", "gap"}
_LOOKS_LIKE_AN_ID = re.compile(ID_PATTERN)


def check_folder(
    drafts: Sequence[Draft], *, unread: Sequence[str] = (), beside: bool = False
) -> list[Fault]:
    """Every fault of the folder: those of each draft, and those between them.

    Args:
        drafts: All records of all files.
        unread: Files of which nothing, or not all, could be read: what they define is missed.
        beside: Whether Identity records may end at what other datasets brought.
    """
    whole = _Whole(drafts, unread, beside=beside)
    for one in drafts:
        whole.check(one)
    return sorted(fault for one in drafts for fault in one.faults)


class _Whole:
    """All ids of a folder and what stands behind each."""

    def __init__(
        self, drafts: Sequence[Draft], unread: Sequence[str], *, beside: bool = False
    ) -> None:
        self._beside = beside
        self._records: dict[str, Draft] = {}
        self._claims: dict[str, Claim] = {}
        # Where each id stands, also where what it names is faulty: said once is enough.
        self._places: dict[str, tuple[str, int]] = {}
        self._former: dict[str, str] = {}
        # A reference into a file that could not be read is not the reference's fault.
        self._hint = f" (but not all of {', '.join(unread)} could be read)" if unread else ""
        for one in drafts:
            self._enter(one)
        sources = (one.id for one in drafts if isinstance(one.record, Source))
        self._source_prefixes = {ident.partition(".")[0] for ident in sources if ident}

    def _enter(self, draft: Draft) -> None:
        if draft.id and self._place(draft, draft.id, "id"):
            self._records[draft.id] = draft
        data = draft.item.data
        claims = data.get("claims") if isinstance(data, dict) else None
        for number, one in enumerate(claims if isinstance(claims, list) else ()):
            ident = one.get("id") if isinstance(one, dict) else None
            if not isinstance(ident, str) or not self._place(draft, ident, "claims", number, "id"):
                continue
            if number in draft.claims:
                self._claims[ident] = draft.claims[number]
        if isinstance(draft.record, Node | Edge):
            for old in draft.record.formerly:
                now = self._former.setdefault(old, draft.record.id)
                if now != draft.record.id:
                    draft.fault(f"{old!r} is an earlier id of {now!r} too", "formerly")

    def _place(self, draft: Draft, ident: str, *place: str | int) -> bool:
        """Note where an id stands; a second place is a fault."""
        if first := self._places.get(ident):
            draft.fault(f"the id {ident!r} is taken already, in {first[0]}:{first[1]}", *place)
            return False
        self._places[ident] = (draft.file, draft.item.line(*place))
        return True

    def check(self, draft: Draft) -> None:
        """Find what is wrong with how a record points at others."""
        record = draft.record
        if isinstance(record, Node | Edge):
            self._check_record(draft, record)
        elif isinstance(record, Gap):
            for name in ("upstream", "downstream"):
                self._refer_all(draft, getattr(record, name), name, Edge)
            self._refer_all(draft, record.inferences, "inferences", Identity)
            self._refer_all(draft, record.cites, "cites", Source)
            self._check_party(draft, record.by, "by")
        elif isinstance(record, Source):
            self._refer_all(draft, record.derives_from, "derives_from", Source)
            if record.copy_of and self._source_id(record.copy_of):
                self._refer(draft, record.copy_of, "copy_of", allowed=Source)
        self._check_claims(draft)

    def _check_record(self, draft: Draft, record: Node | Edge) -> None:
        for name, ids in record.references().items():
            if record.id in ids:
                draft.fault(f"`{name}` names the record itself", name)
            gap = isinstance(record, Identity) and name == "gap"
            self._refer_all(draft, self._own(record, name, ids), name, Gap if gap else object)
        for old in record.formerly:
            if old in self._records:
                draft.fault(f"{old!r} is in use, so it is no earlier id", "formerly")
        if isinstance(record, Edge):
            self._check_ends(draft, record)

    def _check_claims(self, draft: Draft) -> None:
        for number, claim in draft.claims.items():
            place = ("claims", number)
            self._refer(draft, claim.cites, *place, "cites", allowed=Source)
            if claim.by:
                self._check_party(draft, claim.by, *place, "by")
            if claim.taken_back:
                back = claim.taken_back
                self._refer(draft, back.cites, *place, "taken_back", "cites", allowed=Source)
                self._check_party(draft, back.by, *place, "taken_back", "by")
            for ident in claim.acts_on:
                self._check_target(draft, claim, ident, *place, "acts_on")
            record = draft.record
            refers = isinstance(record, Node | Edge) and claim.field in record.reference_fields()
            if refers and claim.value and claim.kind is not ClaimKind.OUTCOME:
                self._refer(draft, claim.value, *place, "value")
        self._check_whole(draft)

    def _check_whole(self, draft: Draft) -> None:
        """A record rests on claims about it as a whole."""
        data = draft.item.data
        if not isinstance(draft.record, Node | Edge) or not isinstance(data, dict):
            return
        claims = data.get("claims")
        if not isinstance(claims, list):
            return  # said already
        whole = [one for one in claims if isinstance(one, dict) and "field" not in one]
        # An accusation that nobody makes any more goes with its denials: that is no fault.
        if not whole and draft.record.ladder is Ladder.FACT:
            draft.fault("no claim is about the record as a whole (one without `field`)", "claims")

    def _check_target(self, draft: Draft, claim: Claim, ident: str, *place: str | int) -> None:
        target = self._claims.get(ident)
        if target is None:
            if ident in self._records:
                draft.fault(f"{claim.id}: acts on {ident!r}, a record and no claim", *place)
            elif ident not in self._places:
                draft.fault(f"{claim.id}: acts on {ident!r}, a claim that is nowhere", *place)
        elif target.about != claim.about:
            detail = f"acts on {ident!r}, a claim about {target.about!r}, another record"
            draft.fault(f"{claim.id}: {detail}", *place)
        elif target.kind is ClaimKind.OUTCOME:
            draft.fault(f"{claim.id}: acts on {ident!r}, which is an outcome itself", *place)

    def _check_ends(self, draft: Draft, edge: Edge) -> None:
        for name, allowed in zip(("source", "target"), type(edge).joins, strict=True):
            end = self._records.get(getattr(edge, name))
            if end and end.record and not isinstance(end.record, allowed):
                kind = type(end.record).__name__
                draft.fault(f"`{name}` {end.id!r} is a {kind}; it is {arrow(type(edge))}", name)

    def _check_party(self, draft: Draft, by: str, *place: str | int) -> None:
        """Who says something: words, or the id of somebody who can speak."""
        prefix, dot, _ = by.partition(".")
        known = (dot and prefix in _PREFIXES) or by in self._places
        if known and _LOOKS_LIKE_AN_ID.match(by):
            self._refer(draft, by, *place, allowed=LegalEntity)

    def _own(self, record: Node | Edge, name: str, ids: tuple[str, ...]) -> tuple[str, ...]:
        """The ids that the folder has to define.

        Who stands on a list is said between a case and another dataset, in an Identity that ends
        at an id such as `ofac-sdn.15880`; where the card says so, at both ends. The store refuses
        an edge that ends at nothing.
        """
        if not isinstance(record, Identity) or name == "gap":
            return ids
        if self._beside and name in {"source", "target"}:
            return ()
        prefixes = ((one, *one.partition(".")[:2]) for one in ids)
        return tuple(one for one, prefix, dot in prefixes if not dot or prefix in _PREFIXES)

    def _source_id(self, text: str) -> bool:
        """Whether `copy_of` is meant as an id: it begins like those of the folder's sources."""
        known = text in self._places or text.partition(".")[0] in self._source_prefixes
        return known and bool(_LOOKS_LIKE_AN_ID.match(text))

    def _refer_all(
        self, draft: Draft, ids: Iterable[str], name: str, allowed: type[object]
    ) -> None:
        for ident in ids:
            self._refer(draft, ident, name, allowed=allowed)

    def _refer(
        self,
        draft: Draft,
        ident: str,
        *place: str | int,
        allowed: type[object] = object,
    ) -> None:
        """An id must stand for something, and for something of the right sort."""
        key = next(str(part) for part in reversed(place) if isinstance(part, str))
        if ident in self._former and ident not in self._places:
            draft.fault(f"`{key}` {ident!r} is now {self._former[ident]!r}", *place)
        elif ident not in self._places:
            draft.fault(f"`{key}` {ident!r} is defined nowhere{self._hint}", *place)
        elif ident not in self._records:
            draft.fault(f"`{key}` {ident!r} is a claim; a record's id belongs here", *place)
        else:
            record = self._records[ident].record
            if record is not None and not isinstance(record, allowed):
                wanted = _SORTS.get(allowed, allowed.__name__)
                kind = type(record).__name__
                draft.fault(f"`{key}` {ident!r} is a {kind}, which is no {wanted}", *place)


_SORTS: Mapping[type[object], str] = {Edge: "edge", LegalEntity: "party (a LegalEntity)"}
