"""Coverage of a sum, against sums written out by hand and added up beside."""

from decimal import ROUND_DOWN, Decimal
from random import Random
from typing import Any

import pytest

from graph.errors import OverClaimed
from queries.tracing.covering import Covered, cover

STANDINGS = ["asserted", "documented", "found"]  # tiers 1, 2, 3


def amount(text: str, precision: str = "exact") -> dict[str, Any]:
    low, _, high = text.partition("..")
    return {"min": low, "max": high or low, "currency": "USD", "precision": precision}


def payment(ident: str, text: str, tier: int = 1, **more: Any) -> dict[str, Any]:
    precision, evidence = more.pop("precision", "exact"), more.pop("evidence", {})
    reading = {"standing": STANDINGS[tier - 1], "tier": tier, "fields": {}, **evidence}
    return {"id": ident, "kind": "Payment", "amount": amount(text, precision), "evidence": reading,
            **more}  # fmt: skip


def covered(target: str, *payments: dict[str, Any], precision: str = "exact") -> Covered:
    return cover(amount(target, precision), payments, {})


def test_traced_and_untraced_make_the_whole_and_tiers_make_the_traced() -> None:
    for seed in range(200):
        r = Random(seed)
        parts = [(r.randrange(1, 500), r.randrange(1, 4)) for _ in range(r.randrange(1, 9))]
        total = sum(value for value, _ in parts)
        whole = total + r.randrange(1, 1000)
        found = covered(
            f"{whole}.00", *(payment(f"p{n}", f"{v}.00", t) for n, (v, t) in enumerate(parts))
        )
        assert found.traced.min == found.traced.max == f"{total}.00"
        assert found.untraced is not None
        assert Decimal(found.untraced.min or "") == whole - total
        assert {one.tier: Decimal(one.min or "") for one in found.tiers} == {
            tier: Decimal(sum(v for v, t in parts if t == tier)) for tier in {t for _, t in parts}
        }
        # Below the whole a percentage is never rounded up to it.
        share = (Decimal(total) * 100 / whole).quantize(Decimal("0.1"), ROUND_DOWN)
        assert found.traced.percent_min == str(share)
        assert (found.contested, found.double_claimed) == (None, None)


def test_what_overlaps_counts_once_or_twice_and_is_named() -> None:
    """60 and 30 that overlap: at least 60, at most 90; so 10 to 40 of 100 are untraced."""
    found = covered("100", payment("p1", "60"), payment("p2", "30", 2, overlaps=["p1"]))
    assert (found.traced.min, found.traced.max) == ("60.00", "90.00")
    assert (found.traced.percent_min, found.traced.percent_max) == ("60.0", "90.0")
    assert found.untraced is not None
    assert (found.untraced.min, found.untraced.max) == ("10.00", "40.00")
    assert found.double_claimed is not None
    assert (found.double_claimed.max, found.double_claimed.payments) == ("30.00", ["p1", "p2"])


def test_more_than_the_whole_is_an_error_that_names_the_claims() -> None:
    def claims(_ids: object) -> dict[str, list[dict[str, str]]]:
        return {"p1": [{"id": "p1.c1"}, {"id": "p1.c2", "field": "amount"}], "p2": []}

    payments = [payment("p1", "70"), payment("p2", "31")]
    with pytest.raises(OverClaimed) as error:
        cover(amount("100"), payments, {}, claims)
    assert error.value.details == ("p1: 70 USD (p1.c2)", "p2: 31 USD ()")
    assert "101.0 %" in str(error.value)


def test_what_may_overlap_and_what_was_rounded_is_not_too_much() -> None:
    """70 and 40 may be 70 in all; about 110 may be 105, rounded."""
    overlapping = covered("100", payment("p1", "70"), payment("p2", "40", overlaps=["p1"]))
    assert overlapping.traced.percent_max == "110.0"
    rough = covered("105", payment("p1", "110", precision="about"))
    assert rough.traced.percent_min == "104.8"
    with pytest.raises(OverClaimed):
        covered("104", payment("p1", "110", precision="about"))
    with pytest.raises(OverClaimed):
        covered("105", payment("p1", "110"))


def test_what_somebody_contests_stands_apart_as_a_whole_or_in_a_field() -> None:
    found = covered(
        "100",
        payment("p1", "10", evidence={"contested": True}),
        payment("p2", "20", evidence={"contested_fields": ["amount"]}),
        payment("p3", "30"),
    )
    assert found.contested is not None
    assert (found.contested.min, found.contested.payments) == ("30.00", ["p1", "p2"])


def test_an_open_bound_leaves_the_other_side_of_the_percentage_unknown() -> None:
    least = {"min": "40", "max": None, "currency": "USD", "precision": "at_least"}
    found = cover(amount("100"), [{**payment("p1", "40"), "amount": least}], {})
    assert (found.traced.percent_min, found.traced.percent_max) == ("40.0", None)
    assert found.untraced is not None
    assert (found.untraced.min, found.untraced.max) == (None, "60.00")
