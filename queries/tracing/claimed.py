"""A payment as its claims tell it: the exact sum, the moments, the row, and how well it stands."""

import re
from collections.abc import Collection, Iterable, Sequence
from typing import Any, NamedTuple

from graph.ontology import RUNGS, Amount, DateInterval, Ladder, Money
from graph.store import View
from queries.tracing.events import UNSTATED, Event, Nature
from queries.tracing.folding import Told, rounded_away

_HEIGHT = {str(rung): place for place, rung in enumerate(RUNGS[Ladder.FACT])}
_DENIED = {"refuted", "denied_only"}
# "page 3, row 7" comes before "page 3, row 12" and behind every row of page 2.
_PLACE = re.compile(
    r"\b(?:pages?|sheet|rows?|lines?|entry|entries|record|no\.?)\s*(\d+)", re.IGNORECASE
)
_MOST_ROWS = 10**7


class Sum(NamedTuple):
    """What a payment came to, in minor units.

    Attributes:
        currency: ISO 4217 code.
        low: The least; none: open, or not stated.
        high: The most.
        exact: The sum, where it is stated exactly.
        about: Whether a source says "about".
    """

    currency: str
    low: int | None
    high: int | None
    exact: int | None
    about: bool


class Differing(NamedTuple):
    """A field of a transfer on which its sources differ.

    Attributes:
        field: Amount or date.
        values: Each value in its text form, the one that counts first.
        low: The least, or the first moment; minor units, or milliseconds since 1970 (UTC).
        high: The most, or the last moment.
    """

    field: str
    values: tuple[str, ...]
    low: int | None
    high: int | None


Moments = tuple[int | None, int | None]
NEVER: Moments = (None, None)


def sum_of(payment: View) -> Sum:
    """The shown amount of a payment.

    Example:
        >>> sum_of({"amount": {"min": "1.50", "max": "1.50", "currency": "USD"}}).exact
        150
    """
    amount = payment.get("amount")
    return Sum(UNSTATED, None, None, None, about=False) if amount is None else _read(amount)


def _read(amount: View) -> Sum:
    currency = amount["currency"]
    low, high = (minor_of(amount.get(end), currency) for end in ("min", "max"))
    about = amount.get("precision", "exact") == "about"
    exact = low if low == high and not about else None
    return Sum(currency, low, high, exact, about)


def minor_of(text: str | None, currency: str) -> int | None:
    """Minor units of a decimal string; none for an end that is open."""
    return None if text is None else Money.parse(text, currency).minor


def moments_of(payment: View) -> Moments:
    """When a payment can have happened.

    Where sources give several dates: the time that all of them allow, for a vaguer date does not
    contradict one that it contains; where there is none, everything from the first to the last.
    """
    if not payment.get("date"):
        return NEVER
    return agreed([_interval(one) for one in _dates(payment)])


def agreed(intervals: Sequence[Moments]) -> Moments:
    """The moments that all of several intervals hold, else from the first to the last.

    Example:
        >>> agreed([(0, 30), (5, 8), (None, 7)])
        (5, 7)
        >>> agreed([(0, 3), (5, None)])
        (0, None)
    """
    firsts = [first for first, _ in intervals if first is not None]
    lasts = [last for _, last in intervals if last is not None]
    first, last = max(firsts, default=None), min(lasts, default=None)
    if first is None or last is None or first <= last:
        return first, last
    return (
        min(firsts) if len(firsts) == len(intervals) else None,
        max(lasts) if len(lasts) == len(intervals) else None,
    )


def _dates(payment: View) -> list[View | str]:
    """The shown date, then the others that somebody asserts."""
    values = _asserted(payment, "date")
    return [payment["date"], *values[1:]]


def _asserted(payment: View, field: str) -> list[str]:
    found = payment["evidence"].get("fields", {}).get(field, {}).get("values", ())
    shown = [one["value"] for one in found[:1]]
    return shown + [one["value"] for one in found[1:] if one["standing"] not in _DENIED]


def _interval(date: View | str) -> Moments:
    read = DateInterval.model_validate(date)
    return read.first, read.last


def rank_of(payment: View) -> tuple[int, int, str]:
    """How well a payment is established: the smaller the better, ties by id."""
    reading = payment["evidence"]
    height = _HEIGHT[reading["standing"]]
    return -height, -reading.get("independent_sources", 0), str(payment["id"])


def nature_of(payment: View) -> Nature:
    """Whether it is one payment, a total, or a conclusion."""
    if payment["evidence"].get("inferred"):
        return Nature.INFERRED
    return Nature(payment.get("granularity", "single"))


def carries(payment: View) -> bool:
    """Whether a tracing rule can run across it: one payment, an exact sum, a date."""
    return (
        nature_of(payment) is Nature.SINGLE
        and bool(payment.get("date"))
        and sum_of(payment).exact is not None
    )


def locator_of(claims: Iterable[View]) -> tuple[str, int]:
    """Where a payment stands: the document, and the row in it; the first by code point.

    Example:
        >>> locator_of([{"cites": "s.1", "at": "page 2, row 11"}, {"cites": "s.2", "at": "row 1"}])
        ('s.1', 20000011)
    """
    return min(((str(one["cites"]), _row(str(one.get("at", "")))) for one in claims if
                one.get("stance", "asserts") == "asserts"), default=("", 0))  # fmt: skip


def _row(place: str) -> int:
    row = 0
    for number in _PLACE.findall(place):
        row = row * _MOST_ROWS + min(int(number), _MOST_ROWS - 1)
    return row


def told_of(payment: View, claims: Collection[View], payer: str, payee: str, event: Event) -> Told:
    """A payment as folding sees it.

    Args:
        payment: The payment.
        claims: The claims about it.
        payer: Whom its source end counts as.
        payee: Whom its target end counts as.
        event: The event that it would be alone.
    """
    said = sum_of(payment)
    return Told(
        event.id,
        event.source or "",
        event.target or "",
        payer,
        payee,
        f"{said.currency} {event.home}",
        said.low,
        said.high,
        rounded_away(said.low or 0) if said.about else 0,
        event.first,
        event.last,
        frozenset(str(one.get("dataset", "")) for one in claims),
        frozenset(payment.get("overlaps", ())),
        rank_of(payment),
    )


def event_of(payment: View, claims: Collection[View]) -> Event:
    """The event that a payment is alone."""
    said = sum_of(payment)
    first, last = moments_of(payment)
    home = next((str(one.get("dataset", "")) for one in claims), "")
    return Event(
        str(payment["id"]),
        str(payment["source"]),
        str(payment["target"]),
        said.currency,
        said.exact,
        first,
        last,
        locator_of(claims),
        nature_of(payment),
        home if said.currency == UNSTATED else "",
    )


def differing(payments: Sequence[View], event: Event) -> list[Differing]:
    """The fields on which the sources of a transfer differ, each with its range.

    Args:
        payments: Those that are the transfer, the one that counts first.
        event: The transfer.
    """
    amounts = list(dict.fromkeys(it for one in payments for it in _asserted(one, "amount")))
    dates = list(dict.fromkeys(it for one in payments for it in _asserted(one, "date")))
    found = []
    if len(amounts) > 1:
        read = [_read(Amount.model_validate(one).model_dump(mode="json")) for one in amounts]
        same = [one for one in read if one.currency == event.currency]
        lows, highs = [one.low for one in same], [one.high for one in same]
        found.append(Differing("amount", tuple(amounts), _least(lows), _most(highs)))
    if len(dates) > 1:
        intervals = [_interval(one) for one in dates]
        first, last = _least([one for one, _ in intervals]), _most([one for _, one in intervals])
        found.append(Differing("date", tuple(dates), first, last))
    return found


def _least(values: Sequence[int | None]) -> int | None:
    known = [one for one in values if one is not None]
    return min(known) if known and len(known) == len(values) else None


def _most(values: Sequence[Any]) -> int | None:
    known = [one for one in values if one is not None]
    return max(known) if known and len(known) == len(values) else None
