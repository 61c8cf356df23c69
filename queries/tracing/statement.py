"""The statement of one account: its rows in time order with the running balance."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from queries.tracing.book import Aside, Book, Finding, Opening, Role
from queries.tracing.events import Event, Purse


class Side(StrEnum):
    """Which way a row moves the balance; a transfer to oneself moves it not at all."""

    CREDIT = "credit"
    DEBIT = "debit"
    SELF = "self"


class Row(NamedTuple):
    """One row of a statement.

    Attributes:
        event: The payment.
        side: Whether it was received, paid, or both.
        amount: Minor units.
        balance: After the row, by what the sources say: below zero where they lack a credit.
        unexplained: How much of a debit no known balance covers.
    """

    event: Event
    side: Side
    amount: int
    balance: int
    unexplained: int = 0


@dataclass(frozen=True, slots=True)
class Statement:
    """The ledger of one purse.

    Attributes:
        purse: The account or holder, and the currency.
        opening: What is known of the balance before the first row.
        opened_with: The balance that the rows start from: the known one, zero, or the least
            that an unknown one must have been.
        rows: In time order.
        aside: Payments of the account that are in no balance, with what is missing.
        findings: What does not add up or was decided by a policy.
    """

    purse: Purse
    opening: Opening
    opened_with: int
    rows: tuple[Row, ...]
    aside: tuple[Aside, ...]
    findings: tuple[Finding, ...]

    @property
    def closing(self) -> int:
        """The balance after the last row."""
        return self.rows[-1].balance if self.rows else self.opened_with


def statement_of(book: Book, purse: Purse) -> Statement:
    """The statement of one ledger of a book.

    Raises:
        NotFound: If the book has no such ledger.

    Complexity:
        O(n) for n steps of the whole book.
    """
    place = book.ledger(purse)
    opened = sum(
        step.amount
        for step in book.steps
        if step.target == place and book.places[step.source].role is Role.OPENING
    )
    rows = tuple(_rows(book, place, opened))
    ids = {row.event.id for row in rows}
    return Statement(
        purse,
        book.openings[place],
        opened,
        rows,
        tuple(one for one in book.aside if purse.account in {one.event.source, one.event.target}),
        tuple(one for one in book.findings if one.purse == purse or ids & set(one.events)),
    )


def _rows(book: Book, place: int, balance: int) -> Iterator[Row]:
    missing = 0
    for number, source, target, amount in book.steps:
        if number < 0:
            short = target == place and book.places[source].role is Role.UNEXPLAINED
            missing = amount if short else 0
        elif place in {source, target}:
            event = book.events[number]
            if source == target:
                yield Row(event, Side.SELF, amount, balance)
            elif target == place:
                balance += amount
                yield Row(event, Side.CREDIT, amount, balance)
            else:
                balance -= amount
                yield Row(event, Side.DEBIT, amount, balance, missing)
                missing = 0
