"""Bounds through the question: what can and what must be, whatever the rule."""

from decimal import Decimal
from random import Random
from typing import Any

import pytest

from graph.errors import BadRequest, NotFound
from graph.store import Store
from queries.bounds import Bounds, BoundsAnswer
from queries.question import ask
from tests.queries.tracing.worlds import WORKED, put


def asked(store: Store, source: str, *target: str, **parameters: Any) -> BoundsAnswer:
    given = {"source": [source], "target": target, **parameters}
    return ask(Bounds.model_validate(given), store)


def ranges(answer: BoundsAnswer) -> list[tuple[str, str | None, str, str]]:
    return [(one.target, one.amount, one.must, one.could) for one in answer.results]


def test_bounds_of_the_worked_example_hold_every_rule_between_them(store: Store) -> None:
    """60 other money lie beside the 40 when 50 are paid: of those 0 must and 40 can be asked money.
    Of the 30 left the 80 other money can be all, and 40 asked money can too.
    """
    put(store, WORKED)
    found = asked(store, "c2", "d1", "d2", "x", opening="zero")
    assert ranges(found) == [
        ("d1", "50.00", "0.00", "40.00"),
        ("d2", "40.00", "0.00", "40.00"),
        ("x", "30.00", "0.00", "30.00"),
    ]
    first = found.results[0]
    assert {rule: one.max for rule, one in first.by_rule.items()} == {
        "fifo": "0.00", "lifo": "40.00", "pro_rata": "20.00", "libr": "0.00",
        "taint_first": "40.00",
    }  # fmt: skip
    assert first.words.startswith(
        "At least 0.00 USD and at most 40.00 USD of the 50.00 USD of d1 can be the money asked "
        "about, whatever rule that conserves is applied; of these, first in, first out 0.00"
    )
    assert "not legal advice" in first.calculated


def test_what_other_money_cannot_cover_must_be_it(store: Store) -> None:
    """10 other and 40 asked money lie there; of 45 paid, 35 must be asked money."""
    put(store, """
        payer -PAID:c1-> x  amount=10_USD date=2008-01-01
        src -PAID:c2-> x  amount=40_USD date=2008-01-02
        x -PAID:d1-> a  amount=45_USD date=2008-01-03
    """)  # fmt: skip
    assert ranges(asked(store, "c2", "d1", opening="zero")) == [("d1", "45.00", "35.00", "40.00")]
    # An opening balance that nobody states may have paid all of it.
    assert ranges(asked(store, "c2", "d1")) == [("d1", "45.00", "0.00", "40.00")]


def test_both_orders_of_a_day_widen_it(store: Store) -> None:
    """Debit first, the opening 5 are paid; credit first, any of the two may be."""
    put(store, """
        src -PAID:c1-> x  amount=5_USD date=2008-01-01
        x -PAID:d1-> b  amount=5_USD date=2008-01-01
    """)  # fmt: skip
    given: dict[str, Any] = {"opening_balance": ["x=5.00 USD"]}
    for order, could in (("debits_first", "0.00"), ("credits_first", "5.00"), ("both", "5.00")):
        assert ranges(asked(store, "c1", "d1", order=order, **given)) == [
            ("d1", "5.00", "0.00", could)
        ]
    assert ranges(asked(store, "c1", "d1", any_order=True, **given))[0][3] == "5.00"


def test_a_suspect_opening_balance_widens_what_can_be_alone(store: Store) -> None:
    put(store, WORKED)
    given: dict[str, Any] = {"opening_balance": ["x=10.00 USD"]}
    assert ranges(asked(store, "c2", "d1", **given)) == [("d1", "50.00", "0.00", "40.00")]
    found = asked(store, "c2", "d1", suspect=["x"], **given)
    assert ranges(found) == [("d1", "50.00", "0.00", "50.00")]


def test_what_cannot_be_a_target_is_refused_with_the_reason(store: Store) -> None:
    put(store, WORKED + """
        x -PAID:u1-> a  date=2008-01-05
        x -PAID:s1-> x  amount=1_USD date=2008-01-05
        z -HOLDS:h1-> acc.z
    """)  # fmt: skip
    with pytest.raises(BadRequest, match="exact amount"):
        asked(store, "c2", "u1")
    with pytest.raises(BadRequest, match="oneself"):
        asked(store, "c2", "s1")
    with pytest.raises(NotFound):
        asked(store, "c2", "acc.z")
    with pytest.raises(NotFound):
        asked(store, "c2", "x", currency="EUR")
    with pytest.raises(NotFound):
        asked(store, "c2", "nobody")


def test_every_rule_lies_between_the_bounds_in_random_worlds_of_a_store(store: Store) -> None:
    """The oracle of the pure functions, through store, gathering and question."""
    r = Random(6)
    parties = ("a", "b", "c", "d")
    lines = []
    for number in range(14):
        source, target = r.sample(parties, 2)
        day = r.randrange(1, 9)
        lines.append(
            f"{source} -PAID:p{number:02}-> {target} "
            f" amount={r.randrange(1, 50)}_USD date=2008-01-0{day}"
        )
    put(store, "\n".join(lines))
    compared = 0
    for source in ("p00", "p03", "p07"):
        for opening in ("zero", "unknown"):
            found = asked(store, source, *parties, opening=opening, order="both")
            for one in found.results:
                for said in one.by_rule.values():
                    assert Decimal(one.must) <= Decimal(said.min)
                    assert Decimal(said.max) <= Decimal(one.could)
                    compared += 1
    assert compared == 3 * 2 * 4 * 5
