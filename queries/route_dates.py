"""What is certain about the times of a route, and what is not, in days and in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal

from graph.store import View
from queries.tracing.events import DAY
from queries.tracing.routes_in_time import Route
from queries.when import text_of, when

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(slots=True)
class OpenDate:
    """A place where a route is possible, but not for every choice of its dates.

    Attributes:
        reason: The order of two payments (order), the time between them (dwell), the time asked
            for (window), a date that its source gives as "about" (about), or one that somebody
            infers and no source states (inferred).
        payments: The two payments, or the one.
        decides: The one of them whose date is vaguest, so that knowing it helps most.
        words: The same in a sentence.
    """

    reason: Literal["order", "dwell", "window", "about", "inferred"]
    payments: list[str]
    decides: str
    words: str


def moment(milliseconds: int | None) -> str | None:
    """A moment as a day where it is the first or the last of one, else to the millisecond.

    Example:
        >>> moment(1_196_467_200_000), moment(1_196_553_599_999), moment(1_196_467_200_001)
        ('2007-12-01', '2007-12-01', '2007-12-01T00:00:00.001')
    """
    if milliseconds is None:
        return None
    there = (_EPOCH + timedelta(milliseconds=milliseconds)).replace(tzinfo=None)
    if milliseconds % DAY in {0, DAY - 1}:
        return there.date().isoformat()
    return there.isoformat(timespec="milliseconds")


def said_when(view: View) -> str:
    """The date of a payment in words."""
    if not view.get("date"):
        return "on a day that no source states"
    told = when(text_of(view["date"]))
    return f"{told}, as somebody infers" if soft(view) == "inferred" else told


def soft(view: View) -> Literal["about", "inferred"] | None:
    """Why the date of a payment bounds nothing for certain; none where it does."""
    values = view["evidence"].get("fields", {}).get("date", {}).get("values", ())
    if values and values[0].get("inferred"):
        return "inferred"
    return "about" if (view.get("date") or {}).get("circa") else None


def open_dates(route: Route, views: Mapping[str, View]) -> Iterable[OpenDate]:
    """What is not certain about a route, in words."""
    for doubt in route.doubts:
        reason: Literal["order", "dwell", "window"] = doubt.reason.value
        payments = list(doubt.transfers)
        named = [f"{one} ({said_when(views[one])})" for one in payments]
        if reason == "order":
            words = f"{named[1]} may have been made before {named[0]}."
        elif reason == "dwell":
            words = f"Between {named[0]} and {named[1]} the money may have lain too long."
        else:
            words = f"{named[0]} may lie outside the time asked for."
        yield OpenDate(reason, payments, doubt.decides, words)
    for ident in route.ids:
        why = soft(views[ident])
        if why == "about":
            words = f"{ident} is dated {said_when(views[ident])}, which is no fixed bound."
            yield OpenDate(why, [ident], ident, words)
        elif why == "inferred":
            words = f"No source states the date of {ident} ({said_when(views[ident])})."
            yield OpenDate(why, [ident], ident, words)
