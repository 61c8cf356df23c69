"""What still stands below a sensitivity ceiling, and once nobody accuses any more.

Claims that cite a source above the ceiling are as if never read. This happens before any standing
is computed, so that nothing of what lies above shows through.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, get_args

from graph.evidence import Claim, ClaimKind, Gap, Source, Stance
from graph.ontology import Edge, Ladder, Node

Sensitivity = Literal["public", "case", "sealed"]
_HEIGHT = {name: height for height, name in enumerate(get_args(Sensitivity))}


@dataclass
class Contents:
    """The records of a folder by id, and the claims about each node and edge."""

    records: dict[str, Node | Edge] = field(default_factory=dict)
    claims: dict[str, list[Claim]] = field(default_factory=dict)
    sources: dict[str, Source] = field(default_factory=dict)
    gaps: dict[str, Gap] = field(default_factory=dict)


def below(contents: Contents, ceiling: Sensitivity) -> Contents:
    """What stands when only sources up to the ceiling have been read.

    A claim falls with its source, and also where the source that says it was taken back lies
    above: left as it is, it would say what its author no longer does. A record falls with the
    last claim that keeps it, an edge with an end, an accusation with its last accuser and then
    its denials too. Ids of what fell are taken out of what stays.

    Args:
        contents: A folder that has been checked: every id points at something.
        ceiling: The highest sensitivity to read.
    """
    limit = _HEIGHT[ceiling]
    sources = {
        ident: one
        for ident, one in contents.sources.items()
        if _HEIGHT[one.sensitivity] <= limit
    }  # fmt: skip
    kept = Contents(
        dict(contents.records),
        {about: _cited(claims, sources) for about, claims in contents.claims.items()},
        sources,
        dict(contents.gaps),
    )
    while _fell(kept, contents):
        pass
    kept.gaps = dict(_gaps(kept))
    kept.claims = {about: _words(kept, contents, about) for about in kept.records}
    kept.records = {ident: _pruned(one, kept) for ident, one in kept.records.items()}
    kept.sources = {ident: _source(one, kept, contents) for ident, one in sources.items()}
    return kept


def _cited(claims: Iterable[Claim], sources: dict[str, Source]) -> list[Claim]:
    return [
        one
        for one in claims
        if one.cites in sources and (not one.taken_back or one.taken_back.cites in sources)
    ]


def _fell(kept: Contents, contents: Contents) -> bool:
    """Take away what no longer stands; whether anything fell, so that more may."""
    before = len(kept.records), sum(map(len, kept.claims.values()))
    for ident, record in list(kept.records.items()):
        claims = _supported(record, kept.claims.get(ident, []), kept)
        ends = (record.source, record.target) if isinstance(record, Edge) else ()
        whole = [one for one in claims if one.field is None]
        # An end that was never in the folder is another dataset's: an entry of a list.
        joined = all(end in kept.records or end not in contents.records for end in ends)
        if joined and _stands(record.ladder, whole):
            kept.claims[ident] = claims
        else:
            del kept.records[ident]
            kept.claims.pop(ident, None)
    return before != (len(kept.records), sum(map(len, kept.claims.values())))


def _supported(record: Node | Edge, claims: list[Claim], kept: Contents) -> list[Claim]:
    """The claims whose value, field and target are still there."""
    refers = record.reference_fields()
    found = []
    for name in dict.fromkeys(one.field for one in claims):
        about = [one for one in claims if one.field == name]
        if name in refers:
            about = [
                one
                for one in about
                if one.value is None
                or one.kind is ClaimKind.OUTCOME
                or one.value in kept.records
                or one.value in kept.gaps
            ]
        if name is None or _stands(record.ladder_of(name), about):
            found += about
    return _outcomes(found)


def _outcomes(claims: list[Claim]) -> list[Claim]:
    """Outcomes act on claims that are there, or go."""
    there = {one.id for one in claims}
    found = []
    for one in claims:
        if one.kind is ClaimKind.OUTCOME:
            acts_on = tuple(ident for ident in one.acts_on if ident in there)
            if not acts_on:
                continue
            found.append(one.model_copy(update={"acts_on": acts_on}))
        else:
            found.append(one)
    return found


def _stands(ladder: Ladder, claims: list[Claim]) -> bool:
    """Whether claims keep what they are about: on conduct a denial alone accuses nobody."""
    saying = [one for one in claims if one.kind is not ClaimKind.OUTCOME]
    if ladder is Ladder.CONDUCT:
        return any(one.stance is Stance.ASSERTS for one in saying)
    return bool(saying)


def _words(kept: Contents, contents: Contents, about: str) -> list[Claim]:
    """The claims about a record; whoever says it and is no longer there is named in words."""
    found = []
    for one in kept.claims[about]:
        claim, back = one, one.taken_back
        if back:
            party = _party(back.by, kept, contents)
            claim = claim.model_copy(update={"taken_back": back.model_copy(update={"by": party})})
        if one.by:
            claim = claim.model_copy(update={"by": _party(one.by, kept, contents)})
        found.append(claim)
    return found


def _party(by: str, kept: Contents, contents: Contents) -> str:
    party = contents.records.get(by)
    return party.caption if isinstance(party, Node) and by not in kept.records else by


def _pruned(record: Node | Edge, kept: Contents) -> Node | Edge:
    """The record without the ids of what fell."""
    changes: dict[str, object] = {}
    for name, ids in record.references().items():
        if isinstance(record, Edge) and name in {"source", "target"}:
            continue  # without its ends it would have fallen
        left = tuple(one for one in ids if one in kept.records or one in kept.gaps)
        if left != ids:
            changes[name] = left if isinstance(getattr(record, name), tuple) else None
    return record.model_copy(update=changes) if changes else record


def _source(source: Source, kept: Contents, contents: Contents) -> Source:
    derives = tuple(one for one in source.derives_from if one in kept.sources)
    hidden = source.copy_of in contents.sources and source.copy_of not in kept.sources
    copy = "an original that is not in this store" if hidden else source.copy_of
    return source.model_copy(update={"derives_from": derives, "copy_of": copy})


def _gaps(kept: Contents) -> Iterable[tuple[str, Gap]]:
    """The gaps that still lie between something, with what is left of their rows."""
    for ident, gap in kept.gaps.items():
        left = {
            "upstream": tuple(one for one in gap.upstream if one in kept.records),
            "downstream": tuple(one for one in gap.downstream if one in kept.records),
            "inferences": tuple(one for one in gap.inferences if one in kept.records),
            "cites": tuple(one for one in gap.cites if one in kept.sources),
        }
        between = left["upstream"] + left["downstream"] or not gap.upstream + gap.downstream
        if between and (left["cites"] or not gap.cites):
            yield ident, gap.model_copy(update=left)
