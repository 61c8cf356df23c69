"""Folding: which payments are one transfer, and that nothing else is."""

from fractions import Fraction
from itertools import permutations
from typing import Any

import pytest

from queries.tracing.events import DAY
from queries.tracing.folding import (
    Folded,
    Told,
    Tolerance,
    fold,
    rounded_away,
    unfolded_overlaps,
)


def told(ident: str, dataset: str, amount: int = 100, day: int = 0, **more: Any) -> Told:
    """A payment of a to b, on a day."""
    first, last = day * DAY, day * DAY + DAY - 1
    overlaps = frozenset(more.pop("overlaps", ()))
    one = Told(ident, "a", "b", "a", "b", "USD", amount, amount, 0, first, last,
               frozenset({dataset}), overlaps, (0, 0, ident))  # fmt: skip
    return one._replace(**more)


def folds(*payments: Told, **tolerance: Any) -> list[tuple[str, ...]]:
    return [one.payments for one in fold(payments, Tolerance(**tolerance))]


def test_two_datasets_that_tell_of_one_sum_between_the_same_parties_tell_of_one_transfer() -> None:
    assert folds(told("p1", "bank"), told("p2", "court")) == [("p1", "p2")]


def test_a_table_lists_each_transfer_once_so_its_rows_stay_apart() -> None:
    assert folds(told("p1", "bank"), told("p2", "bank")) == []


def test_within_one_dataset_only_what_a_record_says_itself_joins() -> None:
    found = fold([told("p1", "case"), told("p2", "case", overlaps=["p1"])], Tolerance())
    assert found == [Folded(("p1", "p2"), stated=True)]


@pytest.mark.parametrize(
    ("changes", "one"),
    [
        ({"target": "c", "payee": "c"}, False),
        ({"currency": "EUR"}, False),
        ({"day": 1}, True),
        ({"day": 2}, False),
        ({"amount": 101}, False),
        ({"first": None, "last": None}, False),
        ({"high": None}, False),
    ],
)
def test_what_differs_more_than_declared_stays_apart(changes: dict[str, Any], one: bool) -> None:
    """One day between the dates is allowed, nothing between the sums; both must be stated."""
    assert bool(folds(told("p1", "bank"), told("p2", "court", **changes))) is one


def test_the_tolerances_are_those_that_are_declared() -> None:
    """3 days and 2 % of 102 = 2.04 apart."""
    pair = told("p1", "bank"), told("p2", "court", amount=102, day=3)
    assert folds(*pair, days=3, share=Fraction(2, 100)) == [("p1", "p2")]
    assert folds(*pair, days=2, share=Fraction(2, 100)) == []
    assert folds(*pair, days=3, share=Fraction(1, 100)) == []


def test_about_may_have_rounded_its_last_digit_away() -> None:
    """About 1,200,000 is anything from 1,150,000 to 1,250,000."""
    about = told("p1", "press", amount=120, slack=rounded_away(120))
    assert rounded_away(120) == 5
    assert folds(about, told("p2", "bank", amount=125)) == [("p1", "p2")]
    assert folds(about, told("p2", "bank", amount=126)) == []


def test_two_accounts_of_one_holder_are_two() -> None:
    """The holder alone may be either; one account is never the other."""
    first = told("p1", "bank", source="acc.1", payer="a")
    second = told("p2", "court", source="acc.2", payer="a")
    assert folds(first, second) == []
    assert folds(first, told("p3", "press")) == [("p1", "p3")]


def test_three_rows_of_one_table_and_two_of_another_are_three_transfers() -> None:
    rows = [told(f"p{number}", "bank") for number in (1, 2, 3)]
    lines = [told(f"q{number}", "court") for number in (1, 2)]
    assert folds(*rows, *lines) == [("p1", "q1"), ("p2", "q2")]


def test_the_closest_dates_are_joined_first() -> None:
    """p1 stands a day before q1, p2 on its day."""
    found = folds(told("p1", "bank", day=0), told("p2", "bank", day=1), told("q1", "court", day=1))
    assert found == [("p2", "q1")]


def test_what_would_have_fitted_as_well_is_named() -> None:
    (found,) = fold([told("p1", "bank"), told("p2", "bank"), told("q1", "court")], Tolerance())
    assert (found.payments, found.alternatives) == (("p1", "q1"), ("p2",))


def test_the_folds_do_not_depend_on_the_order_of_the_payments() -> None:
    payments = [told("p1", "bank"), told("p2", "bank", day=1), told("q1", "court", day=1),
                told("r1", "press", day=2)]  # fmt: skip
    found = {tuple(folds(*order)) for order in permutations(payments)}
    assert len(found) == 1


def test_every_two_payments_of_a_fold_fit_each_other() -> None:
    """Day 0 fits day 1 and day 1 fits day 2, but day 0 does not fit day 2."""
    found = folds(told("p", "bank", day=0), told("q", "court", day=1), told("r", "press", day=2))
    assert found == [("p", "q")]


def test_what_is_kept_apart_folds_with_nothing() -> None:
    assert fold([told("p1", "bank"), told("p2", "court")], Tolerance(), ["p2"]) == []


def test_a_payment_that_contains_another_counts_only_where_it_is_the_better_established() -> None:
    """300 and 100 are no one transfer; the rank decides which of them counts."""
    part = told("p1", "case", overlaps=["p2"])
    whole = told("p2", "case", amount=300, rank=(-1, 0, "p2"))
    assert fold([part, whole], Tolerance()) == []
    assert unfolded_overlaps([part, whole], []) == {"p1": "p2"}


def test_of_a_chain_of_overlaps_what_touches_nothing_that_counts_does_count() -> None:
    """p1 counts, p2 repeats it and does not, so p3, which overlaps p2 alone, counts."""
    chain = [told("p1", "c"), told("p2", "c", 200, overlaps=["p1"]),
             told("p3", "c", 300, overlaps=["p2"])]  # fmt: skip
    assert unfolded_overlaps(chain, []) == {"p2": "p1"}
