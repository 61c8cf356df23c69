"""The ledger of an account, asked of both stores."""

from typing import Any

import pytest

from graph.errors import BadRequest, Conflict, NotFound
from graph.evidence import Claim, Gap
from graph.store import Store
from queries.ledger import Ledger, LedgerAnswer
from queries.question import ask
from tests.queries.tracing.worlds import WORKED, put
from tests.queries.worlds import edges, records


def asked(store: Store, ident: str = "x", **parameters: Any) -> LedgerAnswer:
    return ask(Ledger.model_validate({"id": ident, **parameters}), store)


def rows(answer: LedgerAnswer) -> list[tuple[str, str, str, str]]:
    return [(one.transfer.id, str(one.side), one.amount, one.balance) for one in answer.results]


def findings(answer: LedgerAnswer) -> dict[str, tuple[list[str], str | None]]:
    return {one.finding: (one.transfers, one.amount) for one in answer.findings}


def test_rows_stand_in_time_order_with_the_balance_after_each(store: Store) -> None:
    """60 + 40 - 50 + 20 - 40 = 30."""
    put(store, WORKED)
    found = asked(store)
    assert rows(found) == [
        ("c1", "credit", "60.00", "60.00"),
        ("c2", "credit", "40.00", "100.00"),
        ("d1", "debit", "50.00", "50.00"),
        ("c3", "credit", "20.00", "70.00"),
        ("d2", "debit", "40.00", "30.00"),
    ]
    (one,) = found.statements
    assert (one.opening, one.opened_with, one.credits, one.debits, one.closing) == (
        "unknown", "0.00", "120.00", "90.00", "30.00",
    )  # fmt: skip
    assert [one.transfer.standing for one in found.results] == ["asserted"] * 5
    assert found.calculated == "calculated by Clew, if the transfers happened as claimed"


def test_a_page_shows_a_part_and_the_sums_are_of_all(store: Store) -> None:
    put(store, WORKED)
    found = asked(store, limit=2, offset=2)
    assert [one.number for one in found.results] == [3, 4]
    assert (found.total.value, found.next, found.statements[0].rows) == (5, 4, 5)
    assert found.meta.truncated


def test_a_negative_balance_is_shown_and_what_is_missing_is_said(store: Store) -> None:
    """Opening zero: 60 - 100 = -40; the credit of 10 does not pay it back, and 40 are missing."""
    put(store, """
        a -PAID:c1-> x  amount=60_USD date=2008-01-01
        x -PAID:d1-> b  amount=100_USD date=2008-01-02
        a -PAID:c2-> x  amount=10_USD date=2008-01-03
    """)  # fmt: skip
    found = asked(store, opening="zero")
    assert [one.balance for one in found.results] == ["60.00", "-40.00", "-30.00"]
    assert found.results[1].unexplained == "40.00"
    assert findings(found)["below_zero"] == (["d1"], "40.00")


def test_debits_over_credits_are_said_with_the_sum_that_is_missing(store: Store) -> None:
    """Paid 100 of 60 received: 40 must have come in that no source states."""
    put(store, """
        a -PAID:c1-> x  amount=60_USD date=2008-01-01
        x -PAID:d1-> b  amount=100_USD date=2008-01-02
    """)  # fmt: skip
    assert findings(asked(store, opening="zero"))["debits_over_credits"] == ([], "40.00")
    # Where the opening balance is unknown it was at least that.
    found = asked(store)
    assert findings(found) == {"least_opening": ([], "40.00")}
    assert (found.statements[0].opened_with, found.statements[0].closing) == ("40.00", "0.00")


def test_an_opening_balance_may_be_given_or_bounded(store: Store) -> None:
    put(store, "x -PAID:d1-> b  amount=100_USD date=2008-01-02")
    found = asked(store, opening_balance=["x=250.00 USD"])
    assert (found.statements[0].opening, found.statements[0].closing) == ("known", "150.00")
    found = asked(store, opening_balance=["x=at most 70.00 USD"])
    assert findings(found)["over_cap"] == ([], "30.00")
    for wrong in ("x", "x=much", "x=about 1 USD", "x=1..2 USD"):
        with pytest.raises(BadRequest):
            asked(store, opening_balance=[wrong])


def test_a_transfer_to_oneself_leaves_the_balance(store: Store) -> None:
    put(store, """
        a -PAID:c1-> x  amount=60_USD date=2008-01-01
        x -PAID:s1-> x  amount=50_USD date=2008-01-02
    """)  # fmt: skip
    found = asked(store)
    assert rows(found)[1] == ("s1", "self", "50.00", "60.00")
    assert findings(found)["self_transfer"] == (["s1"], None)


def test_two_payments_with_one_id_never_become_one_in_silence(store: Store) -> None:
    """With other ends the store refuses the second; with another sum it is a second claim."""
    put(store, "a -PAID:p1-> x  document amount=60_USD date=2008-01-01")
    with pytest.raises(Conflict):
        put(store, "a -PAID:p1-> b  amount=60_USD", "other")
    (_, *claims) = edges("a -PAID:p1-> x  amount=61_USD date=2008-01-01")
    with store.write() as writer:
        writer.put([one.model_copy(update={"id": f"{one.id}.again", "by": "Q"}) for one in claims
                    if isinstance(one, Claim)], "again")  # fmt: skip
    found = asked(store)
    (row,) = found.results
    # Both stand equally high, and p1.c2.again comes before p1.c2.world.
    assert (row.amount, row.transfer.differs) == ("61.00", ["amount: 61 USD or 60 USD"])


def test_a_loop_within_a_day_follows_the_rows_of_its_source(store: Store) -> None:
    put(store, """
        x -PAID:p1-> y  amount=5_USD date=2008-01-01
        y -PAID:p2-> x  amount=5_USD date=2008-01-01
        x -PAID:p3-> y  amount=5_USD date=2008-01-01
    """)  # fmt: skip
    assert [one[0] for one in rows(asked(store, order="by_locator"))] == ["p1", "p2", "p3"]


def test_within_a_day_the_order_is_the_asked_one(store: Store) -> None:
    put(store, """
        x -PAID:p1-> b  amount=5_USD date=2008-01-01
        a -PAID:p2-> x  amount=5_USD date=2008-01-01
    """)  # fmt: skip
    assert [one[0] for one in rows(asked(store))] == ["p1", "p2"]
    assert [one[0] for one in rows(asked(store, order="credits_first"))] == ["p2", "p1"]


def test_a_currency_that_is_not_stated_is_a_ledger_of_its_own(store: Store) -> None:
    put(store, """
        a -PAID:p1-> x  amount=5_USD date=2008-01-01
        a -PAID:p2-> x  amount=7_XXX date=2008-01-01
    """)  # fmt: skip
    put(store, "a -PAID:p3-> x  amount=9_XXX date=2008-01-01", "other")
    found = asked(store)
    assert [(one.currency, one.dataset, one.closing) for one in found.statements] == [
        ("USD", None, "5.00"), ("XXX", "other", "9.00"), ("XXX", "world", "7.00"),
    ]  # fmt: skip
    assert "unstated_currency" in findings(found)
    assert [one.currency for one in asked(store, currency="USD").statements] == ["USD"]


def test_totals_unknown_sums_and_undated_payments_stand_beside_it(store: Store) -> None:
    put(store, """
        a -PAID:t1-> x  amount=5_USD date=2008 granularity=aggregate
        a -PAID:u1-> x  date=2008-01-01
        a -PAID:v1-> x  amount=6_USD
        a -PAID:i1-> x  inference amount=6_USD date=2008-01-01
        a -PAID:r1-> x  amount=about_6_USD date=2008-01-01
    """)  # fmt: skip
    found = asked(store)
    assert found.results == []
    assert {one.transfer.id: one.why for one in found.aside} == {
        "t1": "aggregate", "u1": "amountless", "v1": "undated", "i1": "inferred",
        "r1": "amountless",
    }  # fmt: skip
    assert {one.transfer.id: one.transfer.stated for one in found.aside}["r1"] == "about 6.00 USD"


def test_a_party_has_a_ledger_for_each_account_and_one_where_none_is_known(store: Store) -> None:
    put(store, """
        a -PAID:p1-> acc.one  amount=5_USD date=2008-01-01
        a -PAID:p2-> x  amount=7_USD date=2008-01-02
        x -HOLDS:h1-> acc.one
    """)  # fmt: skip
    found = asked(store)
    assert [(one.account, one.holders, one.closing) for one in found.statements] == [
        ("acc.one", ["x"], "5.00"), ("x", [], "7.00"),
    ]  # fmt: skip
    whole = asked(store, per="holder")
    assert [(one.account, one.closing) for one in whole.statements] == [("x", "12.00")]
    assert [one.account for one in asked(store, "acc.one").statements] == ["acc.one"]


def test_payments_of_two_tables_are_one_row_that_says_so(store: Store) -> None:
    put(store, "a -PAID:p1-> x  document amount=5_USD date=2008-01-01", "bank")
    put(store, "a -PAID:q1-> x  amount=5_USD date=2008-01-02", "press")
    found = asked(store)
    (row,) = found.results
    assert (row.transfer.payments, row.balance) == (["p1", "q1"], "5.00")
    (fold,) = found.folds
    assert fold.because.startswith("told by different datasets; the same parties, the same sum")
    assert len(asked(store, fold="none").results) == 2
    assert len(asked(store, keep_apart=["q1"]).results) == 2


def test_what_repeats_money_of_another_payment_counts_once(store: Store) -> None:
    """p2 is said to contain p1: 5 and 9 are no one transfer, so the better established counts."""
    put(store, """
        a -PAID:p1-> x  document amount=5_USD date=2008-01-01
        a -PAID:p2-> x  amount=9_USD date=2008-01-01 overlaps=p1
    """)  # fmt: skip
    found = asked(store)
    assert [one[0] for one in rows(found)] == ["p1"]
    assert [(one.transfer.id, one.why) for one in found.aside] == [("p2", "overlapping")]
    assert found.aside[0].words.endswith("(p1)")


def test_a_declared_gap_at_one_of_the_payments_is_named(store: Store) -> None:
    one = Gap.model_validate({"id": "gap.g1", "upstream": ["p1"], "downstream": ["q9"],
                              "why": "Not shown.", "join": "none", "by": "E"})  # fmt: skip
    other = one.model_copy(update={"id": "gap.g2", "upstream": ("p2",)})
    more = records("b -PAID:p2-> c  amount=1_USD\nb -PAID:q9-> c")
    put(store, "a -PAID:p1-> x  amount=5_USD date=2008-01-01", more=[*more, one, other])
    assert [one["id"] for one in asked(store).gaps] == ["gap.g1"]


def test_a_stated_balance_opens_the_ledger_and_one_that_the_rows_miss_is_named(
    store: Store,
) -> None:
    """Opens with 100, +5; the statement then says 120, so 15 came in that nobody shows."""
    said = [
        Claim.model_validate(
            {"id": f"acc.x.b{number}", "about": "acc.x", "field": "stated_balance",
             "value": value, "kind": "statement", "by": "Bank", "cites": "s.1", "at": "1"}
        )
        for number, value in enumerate(
            ("100.00 USD opening 2008-01-01", "120.00 USD closing 2008-01-02"), 1
        )
    ]  # fmt: skip
    put(store, """
        a -PAID:p1-> acc.x  amount=5_USD date=2008-01-01
        a -PAID:p2-> acc.x  amount=1_USD date=2008-01-09
    """, more=said)  # fmt: skip
    (one,) = asked(store, "acc.x").statements
    assert (one.opening, one.opened_with, one.closing) == ("known", "100.00", "106.00")
    (unmet,) = one.unmet
    assert "120.00 USD closing 2008-01-02" in unmet
    assert "15.00 USD must have come in" in unmet
    (one,) = asked(store, "acc.x", stated="ignore").statements
    assert (one.opening, one.unmet) == ("unknown", [])


def test_a_limit_that_is_too_small_leaves_no_half_ledger(store: Store) -> None:
    put(store, WORKED)
    found = asked(store, payment_limit=4)
    assert (found.results, found.statements) == ([], [])
    assert [one.limit for one in found.meta.limits_hit] == ["limit"]
    assert found.meta.truncated


def test_nobody_has_a_ledger_who_is_not_there(store: Store) -> None:
    put(store, WORKED)
    with pytest.raises(NotFound):
        asked(store, "nobody")
