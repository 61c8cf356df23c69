"""Books and statements: order in, balances, and an answer where the sources do not add up."""

from random import Random

import pytest

from graph.errors import BadRequest, Conflict, NotFound
from queries.tracing.book import UNKNOWN, ZERO, Book, Finding, Kind, Opening, Role, State
from queries.tracing.day_order import Order
from queries.tracing.events import DAY, Nature, Purse, Why, refusal
from queries.tracing.ledger import keep_books
from queries.tracing.statement import Side, statement_of
from tests.queries.tracing.ledgers import (
    WORKED,
    in_turn,
    pay,
    random_book,
    random_events,
    random_openings,
    usd,
)


def kinds(book: Book) -> list[Kind]:
    return [one.kind for one in book.findings]


def test_a_statement_runs_in_time_order_with_the_balance_after_each_row() -> None:
    """60 + 40 - 50 + 20 - 40 = 30."""
    book = keep_books(reversed(WORKED), known={"X"}, default=ZERO)
    found = statement_of(book, usd("X"))
    assert [(row.event.id, row.side, row.balance) for row in found.rows] == [
        ("c1", Side.CREDIT, 6000),
        ("c2", Side.CREDIT, 10000),
        ("d1", Side.DEBIT, 5000),
        ("c3", Side.CREDIT, 7000),
        ("d2", Side.DEBIT, 3000),
    ]
    assert found.closing == 3000
    assert not found.findings


def test_parties_that_are_not_known_have_no_ledger() -> None:
    book = keep_books(WORKED, known={"X"}, default=ZERO)
    assert [place.purse for place in book.places[: book.ledgers]] == [usd("X")]
    with pytest.raises(NotFound):
        statement_of(book, usd("A"))


def test_a_known_opening_balance_is_where_the_rows_start() -> None:
    opening = {usd("a"): Opening(State.KNOWN, 70)}
    book = keep_books([pay("1", "a", "b", 50)], known={"a"}, openings=opening)
    found = statement_of(book, usd("a"))
    assert (found.opened_with, found.closing) == (70, 20)


def test_an_unknown_opening_balance_is_the_least_that_the_debits_need() -> None:
    """-50, +20, -40: the lowest point is -70."""
    events = in_turn(("1", "a", "b", 50), ("2", "b", "a", 20), ("3", "a", "b", 40))
    book = keep_books(events, known={"a"}, default=UNKNOWN)
    found = statement_of(book, usd("a"))
    assert (found.opened_with, found.closing) == (70, 0)
    assert found.findings == (Finding(Kind.LEAST_OPENING, (), usd("a"), 70),)


def test_an_unknown_opening_balance_stays_under_its_cap_and_the_rest_is_unexplained() -> None:
    """Of the 70 that are needed 60 can have been there; 10 are missing at the last debit."""
    events = in_turn(("1", "a", "b", 50), ("2", "b", "a", 20), ("3", "a", "b", 40))
    book = keep_books(events, known={"a"}, default=Opening(State.UNKNOWN, 60))
    assert Finding(Kind.OVER_CAP, (), usd("a"), 10) in book.findings
    assert Finding(Kind.BELOW_ZERO, ("3",), usd("a"), 10) in book.findings
    assert [row.unexplained for row in statement_of(book, usd("a")).rows] == [0, 0, 10]


def test_a_balance_below_zero_stays_on_the_row_and_what_is_missing_is_named() -> None:
    """30 in, 50 out: 20 are missing. Later credits do not pay them back."""
    events = in_turn(("1", "x", "a", 30), ("2", "a", "y", 50), ("3", "x", "a", 5))
    book = keep_books(events, known={"a"}, default=ZERO)
    found = statement_of(book, usd("a"))
    assert [(row.balance, row.unexplained) for row in found.rows] == [(30, 0), (-20, 20), (-15, 0)]
    assert Finding(Kind.BELOW_ZERO, ("2",), usd("a"), 20) in found.findings
    missing = [step for step in book.steps if book.places[step.source].role is Role.UNEXPLAINED]
    assert [(step.event, step.amount) for step in missing] == [(-1, 20)]


def test_an_account_whose_debits_exceed_its_credits_is_named_with_the_difference() -> None:
    """30 in, 50 out, 5 in: 15 more paid than received."""
    events = in_turn(("1", "x", "a", 30), ("2", "a", "y", 50), ("3", "x", "a", 5))
    book = keep_books(events, known={"a"}, default=ZERO)
    assert Finding(Kind.DEBITS_OVER_CREDITS, (), usd("a"), 15) in book.findings
    # Short for a day only is not short in the end.
    book = keep_books([*events, pay("4", "x", "a", 15, 9)], known={"a"}, default=ZERO)
    assert kinds(book) == [Kind.BELOW_ZERO]


def test_a_transfer_to_oneself_is_a_row_on_which_the_balance_stays() -> None:
    events = in_turn(("1", "x", "a", 30), ("2", "a", "a", 99), ("3", "a", "y", 10))
    book = keep_books(events, known={"a"}, default=ZERO)
    found = statement_of(book, usd("a"))
    assert [(row.side, row.balance) for row in found.rows] == [
        (Side.CREDIT, 30), (Side.SELF, 30), (Side.DEBIT, 20)
    ]  # fmt: skip
    assert kinds(book) == [Kind.SELF_TRANSFER]


def test_two_payments_with_one_id_are_one_if_they_say_the_same() -> None:
    book = keep_books([*WORKED, WORKED[0]], known={"X"}, default=ZERO)
    assert book.findings == [Finding(Kind.REPEATED, ("c1",))]
    assert statement_of(book, usd("X")).closing == 3000


def test_two_payments_with_one_id_that_differ_are_a_conflict() -> None:
    with pytest.raises(Conflict, match="'c1'"):
        keep_books([*WORKED, WORKED[0]._replace(amount=1)])


def test_a_loop_within_a_day_is_named_and_follows_the_locators() -> None:
    """a pays b, b pays c, c pays a, on one day; d only receives."""
    events = [pay("1", "b", "c", 5), pay("2", "c", "a", 5), pay("3", "a", "b", 5)]
    events.append(pay("4", "a", "d", 1))
    for order in Order:
        book = keep_books(events, order=order)
        assert Finding(Kind.LOOP, ("1", "2", "3")) in book.findings
        assert [one.id for one in book.events if one.id != "4"] == ["1", "2", "3"]


def test_a_currency_that_is_not_stated_is_a_purse_of_its_own_within_its_dataset() -> None:
    events = [
        pay("1", "x", "a", 30),
        pay("2", "x", "a", 40, currency="XXX", home="one"),
        pay("3", "x", "a", 50, currency="XXX", home="two"),
    ]
    book = keep_books(events, known={"a"}, default=ZERO)
    purses = [Purse("a", "USD"), Purse("a", "XXX", "one"), Purse("a", "XXX", "two")]
    assert [place.purse for place in book.places[: book.ledgers]] == purses
    assert [statement_of(book, one).closing for one in purses] == [30, 40, 50]
    assert kinds(book) == [Kind.UNSTATED_CURRENCY] * 2


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"amount": None}, Why.AMOUNTLESS),
        ({"first": None, "last": None}, Why.UNDATED),
        ({"nature": Nature.AGGREGATE}, Why.AGGREGATE),
        ({"nature": Nature.INFERRED}, Why.INFERRED),
    ],
)
def test_what_is_no_exact_payment_at_some_time_stands_beside_the_ledger(
    change: dict, why: Why
) -> None:
    strange = pay("9", "X", "A", 999, 2)._replace(**change)
    book = keep_books([*WORKED, strange], known={"X"}, default=ZERO)
    assert [(one.event, one.why) for one in book.aside] == [(strange, why)]
    found = statement_of(book, usd("X"))
    assert (found.closing, found.aside) == (3000, tuple(book.aside))


def test_a_total_stands_beside_the_steps_of_the_days_that_it_covers() -> None:
    """From day 1 to day 3: after one of five steps at the earliest, four at the latest."""
    total = pay("9", "X", "A", 999, 1, to_day=3, nature=Nature.AGGREGATE)
    (aside,) = keep_books([*WORKED, total], known={"X"}, default=ZERO).aside
    assert (aside.begin, aside.end) == (1, 4)


def test_a_vague_date_is_named() -> None:
    book = keep_books([pay("1", "a", "b", 5, 0, to_day=28), pay("2", "a", "b", 5, 1)], default=ZERO)
    assert Finding(Kind.VAGUE, ("1",)) in book.findings


def test_negative_amounts_and_openings_and_dates_that_run_backwards_are_refused() -> None:
    with pytest.raises(BadRequest, match="turn it round"):
        keep_books([pay("1", "a", "b", -5)])
    with pytest.raises(BadRequest, match="opens below zero"):
        keep_books([pay("1", "a", "b", 5)], default=Opening(State.KNOWN, -5))
    with pytest.raises(BadRequest, match="backwards"):
        keep_books([pay("1", "a", "b", 5, 3, to_day=2)])


def test_a_book_does_not_depend_on_the_order_in_which_payments_are_given() -> None:
    for seed in range(300):
        events = random_events(seed)
        shuffled = list(events)
        Random(seed).shuffle(shuffled)
        for order in Order:
            one, other = (
                keep_books(given, openings=random_openings(seed), order=order)
                for given in (events, shuffled)
            )
            assert one == other, seed


def test_every_payment_is_in_the_steps_once_or_beside_them_and_nobody_overdraws() -> None:
    """The lots of every rule rest on this: no step takes more than its ledger has."""
    for seed in range(1000):
        book = random_book(seed)
        moving = [step.event for step in book.steps if step.event >= 0]
        assert moving == list(range(len(book.events)))
        assert all(refusal(one) is None for one in book.events)
        assert {one.event.id for one in book.aside}.isdisjoint(one.id for one in book.events)
        balances = [0] * len(book.places)
        for step in book.steps:
            balances[step.source] -= step.amount
            balances[step.target] += step.amount
            assert step.source >= book.ledgers or balances[step.source] >= 0, seed


def test_statements_add_up_to_the_steps() -> None:
    """Closing, by the rows, and what is unexplained make the balance that the rules work with."""
    for seed in range(300):
        book = random_book(seed)
        for place in range(book.ledgers):
            found = statement_of(book, book.places[place].purse)
            balance = sum(
                step.amount * ((step.target == place) - (step.source == place))
                for step in book.steps
            )
            missing = sum(row.unexplained for row in found.rows)
            assert found.closing + missing == balance >= 0


def test_days_are_those_of_utc() -> None:
    """One millisecond before midnight is the day before."""
    late = pay("1", "a", "b", 5)._replace(first=DAY - 1, last=DAY - 1)
    early = pay("2", "b", "a", 5)._replace(first=DAY, last=DAY)
    book = keep_books([early, late], order=Order.CREDITS_FIRST)
    assert [one.id for one in book.events] == ["1", "2"]
    assert Kind.LOOP not in kinds(book)
