"""Payments of several currencies in one: each at the rate of its day, or left as it is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from graph.errors import BadRequest, FaultyInput
from queries.tracing.events import Event, date_of, is_vague, refusal
from queries.tracing.rates import COLUMNS, Converted, Rates, read_rates
from queries.tracing.shown import text_of_sum


@dataclass(slots=True)
class Conversion:
    """A sum that was converted, or was not and why.

    Attributes:
        transfer: The payment.
        amount: As paid, a decimal string.
        currency: The currency that it was paid in.
        converted: In the asked currency; none: it stays as it is, in a ledger of its own.
        rate: The published rate.
        day: The day that the rate is for.
        said_by: Who publishes it.
        inverse: Whether it was divided by the rate.
        why: Why there is no conversion.
    """

    transfer: str
    amount: str
    currency: str
    converted: str | None = None
    rate: str | None = None
    day: str | None = None
    said_by: str | None = None
    inverse: bool = False
    why: str | None = None


def rates_of(rows: Sequence[str]) -> Rates:
    """The rates that a question brings: `2008-02-01,USD,RUB,24.4764,Bank of Russia`.

    Raises:
        BadRequest: If a row cannot be read or contradicts another.
    """
    try:
        return read_rates([",".join(COLUMNS), *rows], "rate")
    except FaultyInput as error:
        detail = "; ".join(one.detail for one in error.faults)
        raise BadRequest("rate", f"{detail} (a row is {','.join(COLUMNS)})") from None


def convert(
    events: Iterable[Event], currency: str, rates: Rates
) -> tuple[list[Event], list[Conversion]]:
    """All payments that have a rate in one currency; the others unchanged.

    Args:
        events: Payments; those that stand beside the ledger are never converted.
        currency: ISO 4217 code.
        rates: What is published.
    """
    found: list[Event] = []
    told: list[Conversion] = []
    for event in events:
        if event.currency == currency or refusal(event) or event.amount is None:
            found.append(event)
            continue
        one = Conversion(event.id, text_of_sum(event.amount, event.currency), event.currency)
        told.append(one)
        if event.first is None or is_vague(event):
            one.why = "its date is vague, so that no day's rate is the one"
            found.append(event)
            continue
        made = rates.convert(event.amount, event.currency, currency, date_of(event.first))
        if not isinstance(made, Converted):
            one.why = made.why
            found.append(event)
            continue
        one.converted = text_of_sum(made.amount, currency)
        one.rate, one.day, one.said_by = str(made.rate), made.day.isoformat(), made.said_by
        one.inverse = made.inverse
        found.append(event._replace(amount=made.amount, currency=currency))
    return found, told
