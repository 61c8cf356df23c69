"""The two ladders and their rungs, as names. What puts a record on a rung is `graph.evidence`.

A wire and a crime are not proved alike: a kind, or a field, belongs to one ladder.
"""

from enum import StrEnum


class Ladder(StrEnum):
    """Whether a statement is about a fact or about somebody's conduct."""

    FACT = "fact"
    CONDUCT = "conduct"


class Rung(StrEnum):
    """How far a record is established. Each rung belongs to one ladder or to both."""

    REFUTED = "refuted"
    DENIED_ONLY = "denied_only"
    ASSERTED = "asserted"
    DOCUMENTED = "documented"
    OFFICIAL_RECORD = "official_record"
    ALLEGED = "alleged"
    CHARGED = "charged"
    ADMITTED = "admitted"
    FOUND = "found"
    UPHELD = "upheld"


RUNGS: dict[Ladder, tuple[Rung, ...]] = {
    Ladder.FACT: (
        Rung.REFUTED,
        Rung.DENIED_ONLY,
        Rung.ASSERTED,
        Rung.DOCUMENTED,
        Rung.OFFICIAL_RECORD,
        Rung.FOUND,
    ),
    Ladder.CONDUCT: (
        Rung.REFUTED,
        Rung.ALLEGED,
        Rung.CHARGED,
        Rung.ADMITTED,
        Rung.FOUND,
        Rung.UPHELD,
    ),
}
