"""Tracing through the question: every rule side by side, where it stops, and why."""

from typing import Any

import pytest

from graph.errors import BadRequest, NotFound
from graph.evidence import Claim, Gap
from graph.store import Store
from queries.question import ask
from queries.trace import Trace, TraceAnswer
from queries.tracing.results import RuleShown
from queries.tracing.rules import APART, RULES
from tests.queries.tracing.worlds import WORKED, put
from tests.queries.worlds import edges, records

CONSERVING = ["fifo", "lifo", "pro_rata", "libr", "taint_first"]


def asked(store: Store, *source: str, **parameters: Any) -> TraceAnswer:
    return ask(Trace.model_validate({"source": source, **parameters}), store)


def table(answer: TraceAnswer) -> dict[str, list[str]]:
    """For each end what each rule says, in the order of the rules; ranges as low..high."""
    return {
        f"{one.place} {one.account}": [
            it.min if it.min == it.max else f"{it.min}..{it.max}" for it in one.by_rule.values()
        ]
        for one in answer.compared
    }


def rule(answer: TraceAnswer, name: str) -> RuleShown:
    return next(one for one in answer.rules if one.rule == name)


def test_the_worked_example_gives_its_table_under_every_rule(store: Store) -> None:
    """FIFO: of 60 + 40, the 50 to A are of the 60; the 40 to B are the last 10 and 30 of the 40.
    LIFO: the 50 to A are all 40 and 10. Pro rata: 40 % of 50 = 20, then 20/70 of 40 = 11.43.
    LIBR: 60 clean pay the 50; 10 + 20 clean pay 30 of the 40. Taint first: the reverse.
    """
    put(store, WORKED)
    found = asked(store, "c2", opening="zero")
    assert [one.rule for one in found.rules] == CONSERVING
    assert table(found) == {
        "held a": ["0.00", "40.00", "20.00", "0.00", "40.00"],
        "held b": ["30.00", "0.00", "11.43", "10.00", "0.00"],
        "held x": ["10.00", "0.00", "8.57", "30.00", "0.00"],
    }
    assert all(one.differs for one in found.compared)


def test_each_rule_is_a_profile_and_each_line_says_how_it_was_calculated(store: Store) -> None:
    put(store, WORKED)
    found = asked(store, "c2", rule=[*RULES, *APART])
    for one in found.rules:
        told = f"calculated by Clew under {one.title}, if the transfers happened as claimed"
        assert (one.notice, one.calculated) == ("not legal advice", told)
        assert {it.calculated for it in one.ends} | {it.calculated for it in one.hops} == {told}
    for apart in found.apart:
        assert apart.notice == "not legal advice"
        assert all("if the transfers happened as claimed" in it.calculated for it in apart.lines)
    assert [one.rule for one in found.apart] == list(APART)
    # Authorities are those that the profiles give, and where none was read there is none.
    assert rule(found, "fifo").authority == "Clayton's Case (1816)"
    assert rule(found, "taint_first").authority is None


def test_each_hop_has_its_lots_its_payments_and_its_standing(store: Store) -> None:
    put(store, WORKED)
    one = rule(asked(store, "c2", opening="zero"), "fifo")
    assert [
        (hop.transfer.id, [(lot.origin, lot.amount) for lot in hop.lots]) for hop in one.hops
    ] == [("c2", [("c2", "40.00")]), ("d2", [(None, "10.00"), ("c2", "30.00")])]
    assert (one.standing, one.contested, one.hops_total) == ("asserted", False, 2)
    assert [it.min for it in one.entered] == ["40.00"]


def test_the_rules_that_stand_apart_count_as_they_are_defined(store: Store) -> None:
    """Poison: all that came into X since c2, and all of d1 and d2. Shares: 30 left, 40/120 = 10."""
    put(store, WORKED)
    poison, shares = asked(
        store, "c2", rule=["poison", "pari_passu_terminal"], opening="zero"
    ).apart
    assert [(one.account, one.amount.max) for one in poison.lines] == [
        ("x", "40.00"), ("a", "50.00"), ("b", "40.00"),
    ]  # fmt: skip
    assert [(one.account, one.amount.max) for one in shares.lines] == [("x", "10.00")]


def test_a_part_of_a_payment_may_be_asked_about(store: Store) -> None:
    """Of the 40, 10 are asked about: LIFO pays all of them on to A."""
    put(store, WORKED)
    found = asked(store, "c2=10.00", rule=["lifo"], opening="zero")
    assert table(found) == {"held a": ["10.00"]}
    with pytest.raises(BadRequest):
        asked(store, "c2=41.00")
    with pytest.raises(BadRequest):
        asked(store, "c2=0.001")


def test_all_that_an_account_received_may_be_asked_about(store: Store) -> None:
    """Of the three credits the last lies in the asked days alone: 20, on top under LIFO."""
    put(store, WORKED)
    found = asked(store, "x", moved_after="2008-01-04", rule=["lifo"], opening="zero")
    assert [one.origin for one in found.asked] == ["c3"]
    assert table(found) == {"held b": ["20.00"]}
    whole = asked(store, "x", rule=["fifo"], opening="zero")
    assert table(whole) == {"held a": ["50.00"], "held b": ["40.00"], "held x": ["30.00"]}


def test_an_opening_balance_may_be_asked_about(store: Store) -> None:
    """X opens with 10: first in, so the first 10 of the 50 to A."""
    put(store, WORKED)
    found = asked(store, balance_of=["x"], opening_balance=["x=10.00 USD"], rule=["fifo"])
    assert table(found) == {"held a": ["10.00"]}
    with pytest.raises(NotFound):
        asked(store, balance_of=["x"], opening="zero")


def test_back_in_time_the_same_rules_say_where_it_came_from(store: Store) -> None:
    """D2 took under FIFO the last 10 of c1 and 30 of c2; forward c2 gave 30 to B, as above."""
    put(store, WORKED)
    found = asked(store, "d2", direction="back")
    assert [one.rule for one in found.rules] == ["fifo", "lifo", "pro_rata"]
    assert {end: sums[0] for end, sums in table(found).items()} == {
        "opening payer": "10.00", "opening src": "30.00",
    }  # fmt: skip
    with pytest.raises(BadRequest, match="libr"):
        asked(store, "d2", direction="back", rule=["libr"])


def test_back_in_time_all_that_a_party_paid_may_be_asked_about(store: Store) -> None:
    """X paid 50 and then 40; of the later payment alone FIFO says 10 of c1 and 30 of c2."""
    put(store, WORKED)
    found = asked(store, "x", direction="back", rule=["fifo"])
    assert [one.origin for one in found.asked] == ["d1", "d2"]
    assert table(found) == {"opening payer": ["60.00"], "opening src": ["30.00"]}
    later = asked(store, "x", direction="back", rule=["fifo"], moved_after="2008-01-04")
    assert table(later) == {"opening payer": ["10.00"], "opening src": ["30.00"]}


def test_both_orders_of_a_day_give_a_range(store: Store) -> None:
    """Credit first, the 5 to B are asked money; debit first, they are the opening balance."""
    put(store, """
        src -PAID:c1-> x  amount=5_USD date=2008-01-01
        x -PAID:d1-> b  amount=5_USD date=2008-01-01
    """)  # fmt: skip
    given: dict[str, Any] = {"opening_balance": ["x=5.00 USD"], "rule": ["lifo"]}
    assert table(asked(store, "c1", order="credits_first", **given)) == {"held b": ["5.00"]}
    assert table(asked(store, "c1", order="debits_first", **given)) == {"held x": ["5.00"]}
    both = asked(store, "c1", order="both", **given)
    assert table(both) == {"held b": ["0.00..5.00"], "held x": ["0.00..5.00"]}


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("x -PAID:d1-> b  amount=5_USD date=2008-01-02 granularity=aggregate", "aggregate"),
        ("x -PAID:d1-> b  amount=5_USD date=2008-01-02 inference", "inferred"),
        ("x -PAID:d1-> b  date=2008-01-02", "amountless"),
        ("x -PAID:d1-> b  amount=about_5_USD date=2008-01-02", "amountless"),
        ("x -PAID:d1-> b  amount=5_USD", "undated"),
    ],
)
def test_it_stops_at_what_no_rule_crosses_and_names_the_gap_behind(
    store: Store, line: str, why: str
) -> None:
    """5 came into X and stay there, as far as anybody can say."""
    gap = Gap.model_validate({"id": "gap.g1", "upstream": ["d1"], "downstream": ["e1"],
                              "why": "Not shown.", "join": "none", "by": "E"})  # fmt: skip
    more = [*records("b -PAID:e1-> c  amount=5_USD date=2008-01-03"), gap]
    put(store, f"src -PAID:c1-> x  amount=5_USD date=2008-01-01\n{line}", more=more)
    found = asked(store, "c1", rule=["fifo"], opening="zero")
    assert table(found) == {"held x": ["5.00"]}
    (stop,) = rule(found, "fifo").stops
    assert (stop.transfer.id, stop.why, stop.account) == ("d1", why, "x")
    assert stop.asked is not None
    assert stop.asked.max == "5.00"
    assert [one["id"] for one in found.gaps] == ["gap.g1"]


def test_where_no_rule_can_start_it_says_so_and_what_lies_behind(store: Store) -> None:
    put(store, """
        src -PAID:c1-> x  amount=about_5_USD date=2008-01-01
        x -PAID:d1-> b  amount=5_USD date=2008-01-02
        x -PAID:d0-> b  amount=5_USD date=2007-01-02
    """)  # fmt: skip
    found = asked(store, "c1")
    assert [(one.origin, one.why) for one in found.asked] == [("c1", "amountless")]
    assert [one.transfer.id for one in found.not_followed] == ["d1"]
    assert found.words[0] == ("The trace stops at c1 (about 5.00 USD): no exact amount is stated.")
    assert found.compared == []


def test_money_that_no_source_explains_is_said(store: Store) -> None:
    """X opens with nothing, gets 5 and pays 8: 3 are not explained."""
    put(store, """
        src -PAID:c1-> x  amount=5_USD date=2008-01-01
        x -PAID:d1-> b  amount=8_USD date=2008-01-02
    """)  # fmt: skip
    found = asked(store, "c1", opening="zero", rule=["fifo"])
    assert [(one.account, one.amount.max) for one in rule(found, "fifo").unexplained] == [
        ("x", "3.00")
    ]
    assert [(one.finding, one.amount) for one in found.findings if one.transfers] == [
        ("below_zero", "3.00")
    ]


def test_the_weakest_hop_and_a_denial_are_said_of_the_chain(store: Store) -> None:
    put(store, """
        src -PAID:c1-> x  document amount=5_USD date=2008-01-01
        x -PAID:d1-> b  amount=5_USD date=2008-01-02 denied
    """)  # fmt: skip
    one = rule(asked(store, "c1", opening="zero"), "fifo")
    assert (one.standing, one.contested) == ("asserted", True)
    assert [hop.transfer.denied_by for hop in one.hops] == [[], ["Denier"]]


def test_a_holder_is_summed_over_its_accounts(store: Store) -> None:
    put(store, """
        src -PAID:c1-> x  amount=9_USD date=2008-01-01
        x -PAID:d1-> acc.one  amount=5_USD date=2008-01-02
        x -PAID:d2-> acc.two  amount=4_USD date=2008-01-02
        b -HOLDS:h1-> acc.one
        b -HOLDS:h2-> acc.two
    """)  # fmt: skip
    found = asked(store, "c1", opening="zero", rule=["fifo"])
    assert table(found) == {
        "held acc.one": ["5.00"], "held acc.two": ["4.00"], "holder b": ["9.00"],
    }  # fmt: skip


def test_it_goes_no_further_than_asked(store: Store) -> None:
    put(store, """
        src -PAID:c1-> x  amount=9_USD date=2008-01-01
        x -PAID:d1-> b  amount=9_USD date=2008-01-02
        b -PAID:e1-> c  amount=9_USD date=2008-01-03
    """)  # fmt: skip
    assert table(asked(store, "c1", rule=["fifo"], opening="zero")) == {"held c": ["9.00"]}
    found = asked(store, "c1", rule=["fifo"], opening="zero", stop_at=["b"])
    assert table(found) == {"paid b": ["9.00"]}
    found = asked(store, "c1", rule=["fifo"], opening="zero", max_hops=0)
    assert table(found) == {"paid b": ["9.00"]}
    assert [one.limit for one in found.meta.limits_hit] == ["most_hops"]


def test_money_is_never_followed_into_another_currency_but_at_a_stated_rate(
    store: Store,
) -> None:
    """100 USD at 24.5 are 2,450 RUB; the 2,450 RUB to B are that money."""
    put(store, """
        src -PAID:c1-> x  amount=100_USD date=2008-02-01
        x -PAID:d1-> b  amount=2450_RUB date=2008-02-02
    """)  # fmt: skip
    given: dict[str, Any] = {"rule": ["fifo"], "opening": "zero"}
    assert table(asked(store, "c1", **given)) == {"held x": ["100.00"]}
    rate = "2008-02-01,USD,RUB,24.5,Bank of Russia"
    found = asked(store, "c1", convert_to="RUB", rate=[rate], **given)
    assert table(found) == {"held b": ["2450.00"]}
    (one,) = found.conversions
    assert (one.transfer, one.amount, one.converted, one.rate, one.day, one.said_by) == (
        "c1", "100.00", "2450.00", "24.5", "2008-02-01", "Bank of Russia",
    )  # fmt: skip


def test_what_has_no_rate_of_its_day_is_not_converted_and_says_why(store: Store) -> None:
    put(store, """
        src -PAID:c1-> x  amount=100_USD date=2008-02
        src -PAID:c2-> x  amount=100_USD date=2009-02-02
    """)  # fmt: skip
    rate = "2008-02-01,USD,RUB,24.5,Bank of Russia"
    found = asked(store, "c1", "c2", convert_to="RUB", rate=[rate], rule=["fifo"])
    why = {one.transfer: one.why or "" for one in found.conversions}
    assert "vague" in why["c1"]
    assert "over 10 days older" in why["c2"]
    assert table(found) == {"held x": ["200.00"]}
    with pytest.raises(BadRequest, match="rate"):
        asked(store, "c1", convert_to="RUB", rate=["2008-02-01,USD,RUB,much,Bank"])


def test_a_folded_payment_may_be_asked_about_by_any_of_its_ids(store: Store) -> None:
    put(store, "src -PAID:p1-> x  document amount=5_USD date=2008-01-01", "bank")
    put(store, "src -PAID:q1-> x  amount=5_USD date=2008-01-01", "press")
    found = asked(store, "q1", rule=["fifo"], opening="zero")
    assert table(found) == {"held x": ["5.00"]}
    assert [one.payments for one in found.folds] == [["p1", "q1"]]


def test_the_number_of_hops_shown_is_bounded_and_all_of_them_count(store: Store) -> None:
    put(store, WORKED)
    found = asked(store, "c2", opening="zero", hop_limit=1, rule=["fifo"])
    one = rule(found, "fifo")
    assert ([hop.transfer.id for hop in one.hops], one.hops_total) == (["c2"], 2)
    assert table(found)["held b"] == ["30.00"]
    assert [it.limit for it in found.meta.limits_hit] == ["hop_limit"]


def test_of_too_many_ends_the_largest_of_each_currency_are_listed_and_it_says_so(
    store: Store,
) -> None:
    """5 and 9 USD to b and c, 7 JPY to d: of two one is the 9, the other the JPY."""
    put(store, """
        src -PAID:c1-> x  amount=14_USD date=2008-01-01
        src -PAID:c2-> x  amount=7_JPY date=2008-01-01
        x -PAID:d1-> b  amount=5_USD date=2008-01-02
        x -PAID:d2-> c  amount=9_USD date=2008-01-02
        x -PAID:d3-> d  amount=7_JPY date=2008-01-02
    """)  # fmt: skip
    found = asked(store, "c1", "c2", opening="zero", rule=["fifo"], end_limit=2)
    assert list(table(found)) == ["held c", "held d"]
    assert [one.account for one in found.rules[0].ends] == ["c", "d"]
    assert [one.limit for one in found.meta.limits_hit] == ["end_limit"]


def test_what_cannot_be_asked_is_refused_with_the_reason(store: Store) -> None:
    put(store, WORKED + "x -PAID:s1-> x  amount=1_USD date=2008-01-01\nz -HOLDS:h-> acc.z")
    with pytest.raises(BadRequest, match="what money"):
        asked(store)
    with pytest.raises(NotFound):
        asked(store, "nothing")
    with pytest.raises(BadRequest, match="oneself"):
        asked(store, "s1")
    with pytest.raises(BadRequest, match="received nothing"):
        asked(store, "z")
    with pytest.raises(BadRequest, match="lower"):
        asked(store, "c2", min_standing="documented")
    with pytest.raises(BadRequest, match="write a payment"):
        asked(store, "c2=much")


def test_a_denied_claim_about_a_hop_changes_the_answer(store: Store) -> None:
    """The same payment with a denial beside it is contested wherever it is shown."""
    put(store, WORKED)
    before = rule(asked(store, "c2", rule=["lifo"]), "lifo")
    (_, *claims) = edges("x -PAID:d1-> a  denied")
    with store.write() as writer:
        writer.put([one for one in claims if isinstance(one, Claim) and one.stance == "denies"],
                   "denial")  # fmt: skip
    after = rule(asked(store, "c2", rule=["lifo"]), "lifo")
    assert (before.contested, after.contested) == (False, True)
