"""Payments between parties: which ones, in what order, and what they come to."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from graph.errors import BadRequest
from graph.evidence import Claim
from graph.store import Writable
from queries.payments import Payments, PaymentsAnswer
from tests.queries.worlds import records, world

TEXT = """
    a -PAID:p1-> b  amount=10_USD date=2008-03
    a -PAID:p2-> c  amount=5_USD date=2008-01
    b -PAID:p3-> a  amount=2_USD
    a -HOLDS:h1-> acc.one
    acc.one -PAID:p4-> b  amount=1_USD date=2008-02
    a -OWES:o1-> b  amount=50_USD
    a -PAID:p5-> b  date=2009
    a -SAME_AS:i1-> b  inference
"""


def ask(tmp_path: Path, text: str | Iterable[Writable] = TEXT, **parameters: Any) -> PaymentsAnswer:
    question = Payments.model_validate(parameters)
    with world(tmp_path, text) as store, store.read() as reader:
        return question.answer(reader)


def ids(answer: PaymentsAnswer) -> list[str]:
    return [one["id"] for one in answer.results]


@pytest.mark.parametrize(
    ("parameters", "found"),
    [
        # By date: February, March, 2009. The account counts as its holder's.
        ({"source": ["a"], "target": ["b"]}, ["p4", "p1", "p5"]),
        ({"source": ["a"], "target": ["b"], "accounts": "exclude"}, ["p1", "p5"]),
        ({"source": ["a"], "target": ["b"], "direction": "in"}, ["p3"]),
        ({"source": ["a"], "target": ["b"], "direction": "any"}, ["p4", "p1", "p5", "p3"]),
        ({"source": ["a"]}, ["p2", "p4", "p1", "p5"]),
        ({"target": ["a"]}, ["p3"]),
        ({"source": ["a"], "direction": "any"}, ["p2", "p4", "p1", "p5", "p3"]),
        ({"source": ["a"], "target": ["b", "c"], "order": "amount"}, ["p1", "p2", "p4", "p5"]),
        ({"source": ["a"], "kind": ["Obligation"]}, ["o1"]),
        ({"source": ["a"], "before": "2008-02-01", "undated": "exclude"}, ["p2", "p4"]),
        ({"source": ["a"], "target": ["b"], "inferred": True}, ["p4", "p1", "p5"]),
    ],
)
def test_which_payments_are_found(
    tmp_path: Path, parameters: dict[str, Any], found: list[str]
) -> None:
    assert ids(ask(tmp_path, **parameters)) == found


def test_the_sum_is_over_all_pages_and_names_what_it_sums(tmp_path: Path) -> None:
    """10 + 1; p5 states no amount."""
    answer = ask(tmp_path, source=["a"], target=["b"], limit=1)
    assert (ids(answer), answer.total.value, answer.next) == (["p4"], 3, 1)
    (total,) = answer.sums
    assert (total.currency, total.min, total.max, total.edges) == (
        "USD", "11.00", "11.00", ["p1", "p4"],
    )  # fmt: skip
    assert answer.unstated == ["p5"]


def test_kinds_are_summed_apart(tmp_path: Path) -> None:
    answer = ask(tmp_path, source=["a"], target=["b"], kind=["Payment", "Obligation"])
    assert [(one.kind, one.min) for one in answer.sums] == [
        ("Obligation", "50.00"),
        ("Payment", "11.00"),
    ]


def test_the_answer_says_which_accounts_were_taken_for_their_holders(tmp_path: Path) -> None:
    answer = ask(tmp_path, source=["a"])
    assert [(one.holder, one.account, one.edge) for one in answer.accounts] == [
        ("a", "acc.one", "h1")
    ]
    assert [one["id"] for one in answer.nodes] == ["a", "c", "acc.one", "b"]


def test_an_overlap_is_a_range_and_a_total_stands_beside(tmp_path: Path) -> None:
    """10 if it is the same money, 14 if not; the total of 900 is in no sum."""
    text = """
        a -PAID:p1-> b  amount=10_USD
        a -PAID:p2-> b  amount=4_USD overlaps=p1
        a -PAID:p3-> b  amount=900_USD granularity=aggregate
    """
    (total,) = ask(tmp_path, text, source=["a"]).sums
    assert (total.min, total.max, total.overlapping) == ("10.00", "14.00", ["p1", "p2"])
    assert [(one.id, one.amount["min"]) for one in total.aggregates] == [("p3", "900.00")]


def test_a_currency_not_stated_is_summed_within_its_dataset(tmp_path: Path) -> None:
    """Two datasets state no currency, which need not be the same one."""
    lines = ["a -PAID:p1-> b  amount=3_XXX", "a -PAID:p2-> b  amount=4_XXX"]
    brought = [
        one.model_copy(update={"dataset": name}) if isinstance(one, Claim) else one
        for line, name in zip(lines, ["bank", "leak"], strict=True)
        for one in records(line)
    ]
    answer = ask(tmp_path, brought, source=["a"])
    assert [(one.currency, one.dataset, one.min) for one in answer.sums] == [
        ("XXX", "bank", "3.00"),
        ("XXX", "leak", "4.00"),
    ]


def test_somebody_must_be_named(tmp_path: Path) -> None:
    with pytest.raises(BadRequest, match="source"):
        ask(tmp_path)


def test_where_money_is_said_to_come_from_is_told_with_the_asserter(tmp_path: Path) -> None:
    answer = ask(tmp_path, "evt.f\n a -PAID:p1-> b  proceeds_of=evt.f", source=["a"])
    assert answer.results[0]["sentence"].startswith("P1 alleges that the money came from “f”")
    assert answer.meta.conduct_fields[0].standing == "alleged"
