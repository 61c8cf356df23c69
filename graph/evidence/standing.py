"""From the claims about a record to how the record may be read: pure functions.

`read` is the one entry. It never looks anything up: sources and voices come with the call.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from graph.evidence.claim import Claim, ClaimKind, Outcome, Source, Stance
from graph.evidence.ladders import FLOOR, RUNG_OF, TIER, capped, height
from graph.ontology.ladder import RUNGS, Ladder, Rung
from graph.ontology.reading import Ending, FieldReading, Reading, Statement, ValueReading
from graph.ontology.record import Record


@dataclass(frozen=True)
class Context:
    """What reading needs besides the claims.

    `voices` maps a party to the one it speaks for, so that a person, his company and their
    releases count as one asserter.
    """

    sources: Mapping[str, Source] = field(default_factory=dict)
    voices: Mapping[str, str] = field(default_factory=dict)

    def voice(self, party: str) -> str:
        """The party at the end of the chain of who speaks for whom."""
        seen = {party}
        while (party_ := self.voices.get(party)) and party_ not in seen:
            seen.add(party_)
            party = party_
        return party

    def roots(self, source: str) -> frozenset[str]:
        """The sources that a source derives from in the end; itself where it derives from none."""
        ends, todo, seen = set(), [source], {source}
        while todo:
            here = todo.pop()
            known = self.sources.get(here)
            before = known.derives_from if known else ()
            if not before:
                ends.add(here)
            todo += [one for one in before if one not in seen]
            seen.update(before)
        return frozenset(ends)

    def weak(self, claim: Claim) -> bool:
        """Whether the claim rests on a copy that alone lifts nothing."""
        source = self.sources.get(claim.cites)
        return source is not None and source.weak

    def copied(self, claim: Claim) -> bool:
        """Whether the claim rests on a copy."""
        source = self.sources.get(claim.cites)
        return source is not None and bool(source.copy_of)


@dataclass(frozen=True)
class _Verdict:
    """What a set of claims about one thing (a record, or one value of a field) comes to."""

    standing: Rung
    contested: bool
    inferred: bool
    asserted_by: tuple[str, ...]
    denied_by: tuple[str, ...]
    independent: int
    flags: tuple[str, ...]


def read(kind: type[Record], claims: Iterable[Claim], context: Context) -> Reading | None:
    """How a record of the given kind may be read.

    Args:
        kind: The record's class; it decides the ladder of the whole and of each field.
        claims: Every claim kept about the record, also those taken back.
        context: The sources cited and who speaks for whom.

    Returns:
        The reading, or none where no claim keeps the record: nobody says anything of it as a
        whole, or, on conduct, nobody accuses any more and only denials are left.
    """
    ordered = sorted(claims, key=lambda one: one.id)
    outcomes = _outcomes(ordered)
    whole = [one for one in ordered if one.field is None and one.kind is not ClaimKind.OUTCOME]
    if not _kept(kind.ladder, whole):
        return None
    verdict = _weigh(kind.ladder, whole, outcomes, context)
    fields = {}
    for name in dict.fromkeys(one.field for one in ordered if one.field):
        about = [one for one in ordered if one.field == name and one.kind is not ClaimKind.OUTCOME]
        if found := _read_field(kind, name, about, outcomes, context):
            fields[name] = found
    speaks = kind.ladder is Ladder.CONDUCT or kind.kind_name() == "Identity"
    return Reading(
        ladder=kind.ladder,
        standing=verdict.standing,
        tier=_tier(verdict),
        contested=verdict.contested,
        contested_fields=tuple(
            name for name, one in fields.items() if any(value.contested for value in one.values)
        ),
        inferred=verdict.inferred,
        asserted_by=verdict.asserted_by,
        denied_by=verdict.denied_by,
        independent_sources=verdict.independent,
        flags=verdict.flags,
        claims=len(ordered),
        fields=fields,
        statements=_statements(whole, outcomes) if speaks else (),
    )


def _kept(ladder: Ladder, whole: Sequence[Claim]) -> bool:
    """Whether a record, or a conduct field, still stands on some claim.

    On conduct a denial alone accuses nobody, so it does not keep the accusation alive; a claim
    that was taken back does, and is shown as taken back.
    """
    if ladder is Ladder.CONDUCT:
        return any(one.stance is Stance.ASSERTS for one in whole)
    return bool(whole)


def _outcomes(claims: Sequence[Claim]) -> dict[str, list[Claim]]:
    """The live outcomes that act on each claim."""
    found: dict[str, list[Claim]] = {}
    for one in claims:
        if one.kind is ClaimKind.OUTCOME and one.live:
            for target in one.acts_on:
                found.setdefault(target, []).append(one)
    return found


def _words(claim: Claim, outcomes: Mapping[str, Sequence[Claim]]) -> list[Outcome]:
    """What the outcomes that act on a claim say."""
    return [Outcome(one.value or "") for one in outcomes.get(claim.id, ())]


def _rung(
    ladder: Ladder, claim: Claim, outcomes: Sequence[Outcome], context: Context
) -> Rung | None:
    """The rung one asserting claim reaches after its outcomes; none: it does not count."""
    rung: Rung | None = RUNG_OF[ladder, claim.kind]
    if context.weak(claim):
        rung = FLOOR[ladder]
    for outcome in outcomes:
        rung = None if rung is None else capped(ladder, rung, outcome)
    return rung


def _weigh(
    ladder: Ladder,
    claims: Sequence[Claim],
    outcomes: Mapping[str, Sequence[Claim]],
    context: Context,
) -> _Verdict:
    live = [one for one in claims if one.live]
    denying = [one for one in live if one.stance is Stance.DENIES]
    counting: list[tuple[Rung, Claim]] = []
    for one in live:
        if one.stance is Stance.ASSERTS:
            rung = _rung(ladder, one, _words(one, outcomes), context)
            if rung is not None:
                counting.append((rung, one))
    asserting = [one for _, one in counting]
    touched = [one for one in claims if set(_words(one, outcomes)) - _NO_CONTEST]
    # A cap acts within its proceeding: what another forum still says stands against it.
    between = bool(touched) and any(one not in touched for one in asserting)
    flags = {str(word) for one in claims for word in _words(one, outcomes)}
    flags |= {"in_absentia" for one in claims if one.in_absentia}
    flags |= {"taken_back" for one in claims if not one.live}
    return _Verdict(
        standing=_best(ladder, [rung for rung, _ in counting], claims, denying),
        contested=bool(asserting) and (bool(denying) or between),
        inferred=bool(asserting) and all(one.kind is ClaimKind.INFERENCE for one in asserting),
        asserted_by=_parties(asserting),
        denied_by=_parties(denying),
        independent=_independent(asserting, context),
        flags=tuple(sorted(flags)),
    )


_NO_CONTEST = {Outcome.SETTLED_NO_ADMISSION}


def _best(
    ladder: Ladder, rungs: Sequence[Rung], claims: Sequence[Claim], denying: Sequence[Claim]
) -> Rung:
    if rungs:
        return max(rungs, key=lambda one: height(ladder, one))
    said = any(one.stance is Stance.ASSERTS for one in claims)
    # Everything asserted was taken back or overturned: refuted. Nobody ever asserted it:
    # denied_only, which the conduct ladder does not have.
    if said or not denying or Rung.DENIED_ONLY not in RUNGS[ladder]:
        return Rung.REFUTED
    return Rung.DENIED_ONLY


def _tier(verdict: _Verdict) -> int:
    return 0 if verdict.inferred else TIER[verdict.standing]


def _parties(claims: Iterable[Claim]) -> tuple[str, ...]:
    """Who says it, in the order of the claims; the source where nobody is named."""
    return tuple(dict.fromkeys(one.by or one.cites for one in claims))


def _independent(claims: Iterable[Claim], context: Context) -> int:
    named = {context.voice(one.by) for one in claims if one.by}
    unnamed = {root for one in claims if not one.by for root in context.roots(one.cites)}
    return len(named) + len(unnamed)


def _read_field(
    kind: type[Record],
    name: str,
    claims: Sequence[Claim],
    outcomes: Mapping[str, Sequence[Claim]],
    context: Context,
) -> FieldReading | None:
    """All values of one field, the shown one first."""
    ladder = kind.ladder_of(name)
    if not _kept(ladder, claims):
        return None
    texts = dict.fromkeys(one.value for one in claims if one.value is not None)
    weighed = []
    for text in texts:
        # A denial that names no value denies every value.
        about = [
            one
            for one in claims
            if one.value == text or (one.value is None and one.stance is Stance.DENIES)
        ]
        verdict = _weigh(ladder, about, outcomes, context)
        first = [one for one in about if one.stance is Stance.ASSERTS and one.value == text]
        if not first:
            if ladder is Ladder.CONDUCT:
                continue
            first = about
        original = not all(context.copied(one) for one in first)
        order = (
            -height(ladder, verdict.standing),
            -verdict.independent,
            not original,
            min(one.id for one in first),
        )
        weighed.append((order, text, verdict))
    weighed.sort(key=lambda one: one[0])
    values = tuple(
        ValueReading(
            value=text,
            standing=verdict.standing,
            tier=_tier(verdict),
            contested=verdict.contested,
            inferred=verdict.inferred,
            asserted_by=verdict.asserted_by,
            denied_by=verdict.denied_by,
            independent_sources=verdict.independent,
            flags=verdict.flags,
        )
        for _, text, verdict in weighed
    )
    alive = [one for one in values if one.asserted_by]
    return FieldReading(
        ladder=ladder,
        values=values,
        conflicts=len(alive) > 1 and not kind.several_of(name),
        statements=_statements(claims, outcomes) if ladder is Ladder.CONDUCT else (),
    )


def _statements(
    claims: Iterable[Claim], outcomes: Mapping[str, Sequence[Claim]]
) -> tuple[Statement, ...]:
    return tuple(
        Statement(
            claim=one.id,
            by=one.by or one.cites,
            kind=one.kind,
            stance=one.stance,
            value=one.value,
            said_on=one.said_on.text if one.said_on else None,
            in_absentia=one.in_absentia,
            cites=one.cites,
            at=one.at,
            taken_back=one.taken_back.on.text if one.taken_back else None,
            outcomes=tuple(
                Ending(
                    outcome=end.value or "",
                    by=end.by or end.cites,
                    on=end.said_on.text if end.said_on else None,
                    claim=end.id,
                )
                for end in outcomes.get(one.id, ())
            ),
        )
        for one in claims
    )
