"""Stated balances: where a ledger begins, and when nobody can say."""

import pytest

from queries.tracing.book import Opening, State
from queries.tracing.events import DAY, Event
from queries.tracing.ledger import keep_books
from queries.tracing.stated_balances import Stated, openings_from, unmet
from queries.tracing.statement import statement_of
from tests.queries.tracing.ledgers import pay, usd

OPENS = Stated(5 * DAY, 10000, "100.00 USD opening")


@pytest.mark.parametrize(
    ("events", "opening"),
    [
        # Nothing came before: it is the opening balance.
        ([pay("1", "a", "x", 500, 5)], 10000),
        # 20 came in before, 5 went out: 100 - 20 + 5.
        ([pay("1", "a", "x", 2000, 1), pay("2", "x", "b", 500, 2)], 8500),
        # A payment to oneself moves nothing, one in another currency is another ledger.
        ([pay("1", "x", "x", 2000, 1), pay("2", "a", "x", 1, 1, currency="EUR")], 10000),
        # It may lie on either side of that moment.
        ([pay("1", "a", "x", 2000, 1, 8)], None),
        # More came in before than was there: somebody errs, so nothing is known.
        ([pay("1", "a", "x", 20000, 1)], None),
    ],
)
def test_the_first_stated_balance_less_what_came_before(
    events: list[Event], opening: int | None
) -> None:
    found = openings_from({usd("x"): [OPENS]}, events)
    told = {} if opening is None else {usd("x"): Opening(State.KNOWN, opening)}
    assert found == told


def test_an_overdrawn_account_opens_with_nobody_knows_what() -> None:
    """A loan is a payment; whoever knows of it states it."""
    assert openings_from({usd("x"): [Stated(0, -500, "overdrawn")]}, []) == {}


def test_every_later_balance_is_held_against_the_rows() -> None:
    """100 + 5 = 105 is met, 107 before the debit of the 9th is not: 2 are missing."""
    events = [pay("1", "a", "x", 500, 6), pay("2", "x", "b", 300, 9)]
    stated = [OPENS, Stated(7 * DAY, 10500, "met"), Stated(8 * DAY, 10700, "missed"),
              Stated(10 * DAY, 10200, "met again")]  # fmt: skip
    openings = openings_from({usd("x"): stated}, events)
    book = keep_books(events, known={"x"}, openings=openings)
    (one,) = unmet(book, statement_of(book, usd("x")), stated)
    assert (one.stated.text, one.balance, one.missing) == ("missed", 10500, 200)
