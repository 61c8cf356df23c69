"""From claim to rung, from rung to tier, and what outcomes cap: the only table."""

from graph.evidence.claim import ClaimKind, Outcome
from graph.ontology.ladder import RUNGS, Ladder, Rung

RUNG_OF: dict[tuple[Ladder, ClaimKind], Rung] = {
    (Ladder.FACT, ClaimKind.STATEMENT): Rung.ASSERTED,
    (Ladder.FACT, ClaimKind.DOCUMENT): Rung.DOCUMENTED,
    (Ladder.FACT, ClaimKind.RECORD): Rung.OFFICIAL_RECORD,
    (Ladder.FACT, ClaimKind.RULING): Rung.FOUND,
    (Ladder.FACT, ClaimKind.INFERENCE): Rung.ASSERTED,
    (Ladder.CONDUCT, ClaimKind.ALLEGATION): Rung.ALLEGED,
    (Ladder.CONDUCT, ClaimKind.CHARGE): Rung.CHARGED,
    (Ladder.CONDUCT, ClaimKind.ADMISSION): Rung.ADMITTED,
    (Ladder.CONDUCT, ClaimKind.JUDGMENT): Rung.FOUND,
    (Ladder.CONDUCT, ClaimKind.CONVICTION): Rung.FOUND,
    (Ladder.CONDUCT, ClaimKind.UPHELD): Rung.UPHELD,
    (Ladder.CONDUCT, ClaimKind.INFERENCE): Rung.ALLEGED,
}

# What a bare saying amounts to; also the most that a weak copy can carry alone.
FLOOR: dict[Ladder, Rung] = {Ladder.FACT: Rung.ASSERTED, Ladder.CONDUCT: Rung.ALLEGED}

TIER: dict[Rung, int] = {
    Rung.REFUTED: 0,
    Rung.DENIED_ONLY: 0,
    Rung.ASSERTED: 1,
    Rung.ALLEGED: 1,
    Rung.CHARGED: 1,
    Rung.DOCUMENTED: 2,
    Rung.OFFICIAL_RECORD: 2,
    Rung.ADMITTED: 2,
    Rung.FOUND: 3,
    Rung.UPHELD: 3,
}

# The exonerating outcomes leave at most a bare saying; an overturned claim does not count at
# all; a settlement changes nothing.
_EXONERATING = {Outcome.ACQUITTED, Outcome.CLOSED, Outcome.LIMITATION, Outcome.NO_CASE}


def height(ladder: Ladder, rung: Rung) -> int:
    """The place of a rung on its ladder, 0 the lowest.

    Raises:
        ValueError: If the ladder has no such rung.
    """
    return RUNGS[ladder].index(rung)


def capped(ladder: Ladder, rung: Rung, outcome: Outcome) -> Rung | None:
    """What a claim's rung comes to under an outcome that acts on it; none: it does not count."""
    if outcome is Outcome.OVERTURNED:
        return None
    if outcome in _EXONERATING:
        ceiling = FLOOR[ladder]
    elif outcome is Outcome.UNFAIR_TRIAL:
        ceiling = Rung.CHARGED if ladder is Ladder.CONDUCT else FLOOR[ladder]
    else:
        return rung
    return min(rung, ceiling, key=lambda one: height(ladder, one))


def code(ladder: Ladder, rung: Rung) -> int:
    """One small integer for a rung of a ladder: what the stores keep and filter by."""
    return height(ladder, rung) + (10 if ladder is Ladder.CONDUCT else 0)


def codes_from(rung: Rung) -> frozenset[int]:
    """The codes that `min_standing=rung` lets through.

    It binds on the rung's own ladder by rung and on the other one by tier; a rung that stands
    on both binds by rung on both.
    """
    passing = set()
    for ladder, rungs in RUNGS.items():
        for one in rungs:
            on_own = rung in rungs and height(ladder, one) >= height(ladder, rung)
            by_tier = rung not in rungs and TIER[one] >= TIER[rung]
            if on_own or by_tier:
                passing.add(code(ladder, one))
    return frozenset(passing)
