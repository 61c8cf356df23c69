"""The rung table and the caps, row by row as `evidence.md` section 3 has them."""

import pytest

from graph.evidence import (
    KINDS_OF,
    TIER,
    ClaimKind,
    Context,
    Outcome,
    capped,
    code,
    codes_from,
    height,
    read,
)
from graph.ontology import EDGE_KINDS, RUNGS, Ladder, Rung
from tests.graph.evidence.said import said

OF_LADDER = {Ladder.FACT: EDGE_KINDS["Ownership"], Ladder.CONDUCT: EDGE_KINDS["Accusation"]}

# The rows of the table: ladder, kind of claim, rung, inferred.
TABLE = [
    (Ladder.FACT, "statement", "asserted"),
    (Ladder.FACT, "document", "documented"),
    (Ladder.FACT, "record", "official_record"),
    (Ladder.FACT, "ruling", "found"),
    (Ladder.FACT, "inference", "asserted"),
    (Ladder.CONDUCT, "allegation", "alleged"),
    (Ladder.CONDUCT, "charge", "charged"),
    (Ladder.CONDUCT, "admission", "admitted"),
    (Ladder.CONDUCT, "judgment", "found"),
    (Ladder.CONDUCT, "conviction", "found"),
    (Ladder.CONDUCT, "upheld", "upheld"),
    (Ladder.CONDUCT, "inference", "alleged"),
]


@pytest.mark.parametrize(("ladder", "kind", "rung"), TABLE)
def test_a_claim_of_each_kind_reaches_its_rung(ladder: Ladder, kind: str, rung: str) -> None:
    reading = read(OF_LADDER[ladder], [said("c1", kind)], Context())
    assert reading is not None
    assert reading.standing == rung
    assert reading.inferred is (kind == "inference")
    # Tiers as the text lists them; whatever is inferred lies in tier 0.
    tiers = {"asserted": 1, "alleged": 1, "charged": 1, "documented": 2, "official_record": 2,
             "admitted": 2, "found": 3, "upheld": 3}  # fmt: skip
    assert reading.tier == (0 if kind == "inference" else tiers[rung])


def test_the_table_is_whole() -> None:
    """Every kind that a ladder takes, but for outcomes, has a row above."""
    rows = {(ladder, ClaimKind(kind)) for ladder, kind, _ in TABLE}
    taken = {(ladder, kind) for ladder, kinds in KINDS_OF.items() for kind in kinds}
    assert rows == {one for one in taken if one[1] is not ClaimKind.OUTCOME}


def test_the_ladders_are_those_of_the_text() -> None:
    facts = "refuted denied_only asserted documented official_record found"
    conduct = "refuted alleged charged admitted found upheld"
    assert [str(one) for one in RUNGS[Ladder.FACT]] == facts.split()
    assert [str(one) for one in RUNGS[Ladder.CONDUCT]] == conduct.split()


CAPS = [
    # ladder, claim's rung, outcome, what is left (none: it does not count)
    ("conduct", "found", "acquitted", "alleged"),
    ("conduct", "charged", "acquitted", "alleged"),
    ("conduct", "upheld", "closed", "alleged"),
    ("conduct", "charged", "limitation", "alleged"),
    ("conduct", "charged", "no_case", "alleged"),
    ("conduct", "alleged", "closed", "alleged"),
    ("conduct", "found", "overturned", None),
    ("conduct", "found", "unfair_trial", "charged"),
    ("conduct", "upheld", "unfair_trial", "charged"),
    ("conduct", "alleged", "unfair_trial", "alleged"),
    ("conduct", "alleged", "settled_no_admission", "alleged"),
    ("conduct", "found", "settled_no_admission", "found"),
    ("fact", "found", "overturned", None),
    ("fact", "found", "closed", "asserted"),
]


@pytest.mark.parametrize(("ladder", "rung", "outcome", "left"), CAPS)
def test_an_outcome_caps_as_the_text_says(
    ladder: str, rung: str, outcome: str, left: str | None
) -> None:
    assert capped(Ladder(ladder), Rung(rung), Outcome(outcome)) == left


def passing(rung: str) -> set[str]:
    """What `min_standing` lets through, as `ladder:rung`."""
    codes = codes_from(Rung(rung))
    return {
        f"{ladder}:{one}" for ladder, rungs in RUNGS.items() for one in rungs
        if code(ladder, one) in codes
    }  # fmt: skip


def test_min_standing_binds_by_rung_on_its_ladder_and_by_tier_on_the_other() -> None:
    # `documented` is tier 2, so on conduct admitted (2), found and upheld (3) pass.
    assert passing("documented") == {
        "fact:documented", "fact:official_record", "fact:found",
        "conduct:admitted", "conduct:found", "conduct:upheld",
    }  # fmt: skip
    # `charged` is tier 1, so on facts everything from asserted on passes.
    assert passing("charged") == {
        "conduct:charged", "conduct:admitted", "conduct:found", "conduct:upheld",
        "fact:asserted", "fact:documented", "fact:official_record", "fact:found",
    }  # fmt: skip
    # `upheld` is tier 3: a found fact passes, a conviction that is not upheld does not.
    assert passing("upheld") == {"conduct:upheld", "fact:found"}
    # `found` stands on both ladders and binds by rung on both.
    assert passing("found") == {"fact:found", "conduct:found", "conduct:upheld"}


def test_every_rung_has_a_tier_and_a_code_of_its_own() -> None:
    assert set(TIER) == set(Rung)
    codes = [code(ladder, one) for ladder, rungs in RUNGS.items() for one in rungs]
    assert len(codes) == len(set(codes)) == 12


def test_a_rung_of_the_other_ladder_has_no_height() -> None:
    with pytest.raises(ValueError, match="not in tuple"):
        height(Ladder.FACT, Rung.ALLEGED)
