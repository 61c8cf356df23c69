"""Coverage out of a store: what counts at a cut, what does not, and what lies behind."""

from pathlib import Path
from typing import Any

import pytest

from graph.errors import BadRequest, NotFound, OverClaimed
from graph.store import Store
from queries.coverage import Coverage, CoverageAnswer
from queries.question import ask
from tests.queries.worlds import gap, records, world

TEXT = """
    evt.theft
    evt.other
    a -HOLDS-> acc.1
    acc.1 -PAID:p1-> b  date=2008-02 amount=60_USD document proceeds_of=evt.theft
    a -PAID:p2-> c      date=2008-03 amount=about_20_USD proceeds_of=evt.theft denied
    a -PAID:p3-> c      date=2008-03 amount=5_EUR proceeds_of=evt.theft
    a -PAID:p4-> c      date=2008-03 proceeds_of=evt.theft
    a -PAID:p5-> b      date=2008 amount=70_USD granularity=aggregate proceeds_of=evt.theft
    a -PAID:p6-> b      date=2008 amount=1_USD
    a -PAID:p7-> b      date=2008 amount=1_USD proceeds_of=evt.other
    a -PAID:p8-> acc.1  date=2008 amount=9_USD proceeds_of=evt.theft
    b -PAID:q1-> d      date=2009 granularity=aggregate
    b -PAID:q2-> d      date=2009 amount=9_USD
    b -PAID:q3-> d      date=2007 amount=9_USD
    x -PAID:r1-> d      date=2009 amount=134_USD granularity=aggregate proceeds_of=evt.theft
"""


def put(store: Store, text: str = TEXT, *more: Any) -> None:
    with store.write() as writer:
        writer.put([*records(text), *more], "world")


def coverage(store: Store, **asked: Any) -> CoverageAnswer:
    return ask(Coverage.model_validate({"source": ["a"], "of": "evt.theft"} | asked), store)


def test_single_payments_of_the_offence_that_leave_the_cut_count(store: Store) -> None:
    """60 of its account and about 20 of 100; not the total, nor what stays with a."""
    put(store, TEXT, gap("gap.g1", "q1", "r1"))
    answer = coverage(store, amount="100 USD")
    (one,) = answer.coverage
    assert one.covered.traced.payments == ["p1", "p2"]
    assert (one.covered.traced.min, one.covered.traced.precision) == ("80.00", "about")
    assert [(it.tier, it.min, it.payments) for it in one.covered.tiers] == [
        (2, "60.00", ["p1"]), (1, "20.00", ["p2"]),
    ]  # fmt: skip
    assert one.covered.contested is not None
    assert one.covered.contested.payments == ["p2"]
    assert one.covered.untraced is not None
    assert (one.covered.untraced.min, one.covered.untraced.precision) == ("20.00", "about")
    assert one.words.startswith(
        "About 80 % of 100.00 USD by 2 claimed sums (p1, documented, p2, asserted)."
    )
    assert [(it.payment, it.why) for it in answer.beside] == [
        ("p3", "other_currency"), ("p4", "no_amount"),
    ]  # fmt: skip
    assert [(it.payment, it.at_cut) for it in answer.claimed] == [("p5", True), ("r1", False)]
    # q3 was paid before the money came; nothing goes on from c.
    assert [(it.payment, it.source, it.why) for it in answer.beyond] == [
        ("q1", "b", "aggregate"), ("q2", "b", "not_traced"), (None, "c", "end"),
    ]  # fmt: skip
    assert [it["id"] for it in answer.gaps] == ["gap.g1"]
    assert answer.behind.startswith(
        "Behind the cut all of it is untraced here. q1: a total of several payments, whose dates "
        "and parts are not known, and no amount is stated; q2: one payment;"
    )
    assert answer.meta.standing.fact == "asserted"


def test_without_a_sum_the_payments_measure_themselves_and_say_so(store: Store) -> None:
    put(store)
    euro, dollar = coverage(store).coverage
    assert (euro.covered.traced.currency, dollar.covered.traced.currency) == ("EUR", "USD")
    assert dollar.how == "entries"
    assert dollar.words == (
        "About 100 % of about 80.00 USD by 2 claimed sums (p1, documented, p2, asserted); the "
        "whole is this sum itself, so it measures nothing else. Calculated by Clew, if the "
        "payments were made as claimed."
    )


def test_a_claimed_sum_can_be_the_whole_and_too_much_of_it_is_an_error(store: Store) -> None:
    """80 of the 134 that r1 claims; of the 70 that p5 claims it would be 114 %."""
    put(store)
    (one,) = coverage(store, claimed_by="r1").coverage
    assert (one.how, one.claimed_by, one.covered.traced.percent_min) == ("claimed", "r1", "59.7")
    assert "the whole is the sum that r1 claims" in one.words
    with pytest.raises(OverClaimed, match=r"114.3 %.*p1: 60.00 USD \(p1.c\d\); p2: about 20.00"):
        coverage(store, claimed_by="p5")


def test_a_cut_may_be_whom_the_money_reaches(tmp_path: Path) -> None:
    with world(tmp_path, TEXT) as store:
        into = coverage(store, source=[], target=["c"], amount="100 USD").coverage[0]
        between = coverage(store, target=["b"], amount="100 USD").coverage[0]
        both = coverage(store, source=["a", "b"], amount="100 USD").coverage[0]
    assert into.covered.traced.payments == ["p2"]
    assert between.covered.traced.payments == ["p1"]
    # What a pays to b does not leave the two.
    assert both.covered.traced.payments == ["p2"]


def test_nothing_traced_is_an_answer(tmp_path: Path) -> None:
    with world(tmp_path, TEXT) as store:
        (one,) = coverage(store, amount="100 CHF").coverage
    assert one.covered.traced.min == "0.00"
    assert one.words == (
        "Nothing of 100.00 CHF is traced: no single payment at the cut states a sum of it."
    )


def test_questions_that_make_no_sense_say_what_to_mend(tmp_path: Path) -> None:
    with world(tmp_path, TEXT) as store:
        with pytest.raises(BadRequest, match="whom the money leaves"):
            coverage(store, source=[])
        with pytest.raises(BadRequest, match="is not an amount"):
            coverage(store, amount="much")
        with pytest.raises(BadRequest, match="one of the two"):
            coverage(store, amount="1 USD", claimed_by="r1")
        with pytest.raises(BadRequest, match="states no amount"):
            coverage(store, claimed_by="q1")
        with pytest.raises(NotFound, match="payment or obligation"):
            coverage(store, claimed_by="q9")
