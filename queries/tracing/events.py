"""Payments as tracing sees them: whole minor units, an interval of moments, a place in a source."""

from collections.abc import Iterable
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import NamedTuple

from graph.errors import BadRequest, Conflict

UNSTATED = "XXX"
# Milliseconds.
DAY = 86_400_000


class Nature(StrEnum):
    """What a row of a source stands for."""

    SINGLE = "single"
    AGGREGATE = "aggregate"
    INFERRED = "inferred"
    OVERLAPPING = "overlapping"


class Why(StrEnum):
    """Why no rule carries money across an event, or not beyond it."""

    AGGREGATE = "aggregate"
    INFERRED = "inferred"
    OVERLAPPING = "overlapping"
    AMOUNTLESS = "amountless"
    UNDATED = "undated"
    UNKNOWN_PARTY = "unknown_party"
    UNSTATED_CURRENCY = "unstated_currency"
    STARTS_AGAIN = "starts_again"


WORDS: dict[Why, str] = {
    Why.AGGREGATE: "a total of several payments, whose dates and parts are not known",
    Why.INFERRED: "somebody's conclusion, not a payment that a source states",
    Why.OVERLAPPING: "it repeats or contains money of another payment, which counts instead",
    Why.AMOUNTLESS: "no exact amount is stated",
    Why.UNDATED: "no date is stated, so that it has no place in the order of payments",
    Why.UNKNOWN_PARTY: "no source says who the other party was",
    Why.UNSTATED_CURRENCY: "paid in a currency that no source states",
    Why.STARTS_AGAIN: "from here on it is traced as money of this payment",
}


class Event(NamedTuple):
    """One payment, whatever number of claims speaks of it.

    Attributes:
        id: Of the payment; the same id with other contents is a conflict.
        source: The account it left or, where no account is known, its holder; none: not known.
        target: The account it reached, or the holder; none: not known.
        currency: ISO 4217 code; XXX where none is stated.
        amount: Minor units, exact and never negative; none where unknown, a range or about.
        first: First possible moment, in milliseconds since 1970 (UTC); none: open.
        last: Last possible moment; the same as `first` where the instant is known.
        locator: Where it stands: the document, and the row in it.
        nature: One payment, a total, a conclusion, or what repeats another payment.
        home: The dataset, where the currency is XXX: such sums stay within it.
    """

    id: str
    source: str | None
    target: str | None
    currency: str
    amount: int | None
    first: int | None = None
    last: int | None = None
    locator: tuple[str, int] = ("", 0)
    nature: Nature = Nature.SINGLE
    home: str = ""


def may_lie(event: Event, after: int | None, before: int | None) -> bool:
    """Whether an event can have happened between two moments; an open end bounds nothing.

    Example:
        >>> event = Event("wire", "a", "b", "USD", 100, 5, 9)
        >>> may_lie(event, 9, None), may_lie(event, 10, None), may_lie(event, None, 4)
        (True, False, False)
    """
    early = after is not None and event.last is not None and event.last < after
    late = before is not None and event.first is not None and event.first > before
    return not (early or late)


def is_vague(event: Event) -> bool:
    """Whether no source states the one day of an event."""
    return event.first is None or event.last is None or event.first // DAY != event.last // DAY


def date_of(moment: int) -> date:
    """The day of a moment, in UTC.

    Example:
        >>> date_of(DAY - 1), date_of(-1)
        (datetime.date(1970, 1, 1), datetime.date(1969, 12, 31))
    """
    return datetime.fromtimestamp(moment // DAY * (DAY // 1000), UTC).date()


class Purse(NamedTuple):
    """The money of one account, or of one holder without a known account, in one currency.

    Attributes:
        account: Id of the account or the holder; empty where nobody names the party.
        currency: ISO 4217 code. Purses of different currencies never mix.
        home: The dataset, where the currency is XXX.
    """

    account: str
    currency: str
    home: str = ""


def purse_of(event: Event, account: str | None) -> Purse:
    """The purse that an end of an event is; a currency that is not stated mixes with no other."""
    home = event.home if event.currency == UNSTATED else ""
    return Purse(account or "", event.currency, home)


def refusal(event: Event) -> Why | None:
    """Why an event stands beside the ledger, never in it: no exact sum moved at a known time.

    Example:
        >>> refusal(Event("total", "a", "b", "USD", 100, 0, 9, nature=Nature.AGGREGATE))
        <Why.AGGREGATE: 'aggregate'>
        >>> refusal(Event("wire", "a", "b", "USD", 100, 0, 9)) is None
        True
    """
    if event.nature is not Nature.SINGLE:
        return Why(event.nature)
    if event.amount is None:
        return Why.AMOUNTLESS
    return Why.UNDATED if event.first is None and event.last is None else None


def distinct(events: Iterable[Event]) -> tuple[list[Event], list[str]]:
    """Each event once, by id, and the ids that came more than once with the same contents.

    Raises:
        Conflict: If two payments of one id differ. Which of them is right is not for us to pick.
        BadRequest: If an amount is negative or an interval runs backwards.
    """
    found: dict[str, Event] = {}
    repeated: set[str] = set()
    differing: set[str] = set()
    for event in events:
        if event.id in found:
            (repeated if found[event.id] == event else differing).add(event.id)
        found[event.id] = event
        if event.amount is not None and event.amount < 0:
            raise BadRequest("events", f"{event.id!r} pays less than nothing: turn it round")
        if event.first is not None and event.last is not None and event.first > event.last:
            raise BadRequest("events", f"the date of {event.id!r} runs backwards")
    if differing:
        words = "two payments with different contents are called"
        raise Conflict([f"{words} {one!r}" for one in sorted(differing)])
    return [found[one] for one in sorted(found)], sorted(repeated)
