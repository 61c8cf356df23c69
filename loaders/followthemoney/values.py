"""Values of a link: sums, dates, periods and shares, each read as it stands or said unread."""

from collections.abc import Iterator

from pydantic import ValidationError

from graph.ontology import Amount, DateInterval, Period, Share
from loaders.followthemoney.lines import Line
from loaders.listing.dates import read_date

__all__ = ["MONEY", "one_date", "period", "share", "sums_and_dates"]

MONEY = {"Payment", "Obligation"}
_AMOUNTS = {"amountEur": "EUR", "amountUsd": "USD"}


def sums_and_dates(one: Line, kind: str, unread: list[str]) -> Iterator[tuple[str, str]]:
    """Amount and date, which only claims give a payment."""
    if kind not in MONEY:
        return
    currency = (one.all("currency") or ["XXX"])[0].upper()
    printed = [(value, currency) for value in one.all("amount")]
    for name, code in _AMOUNTS.items():
        converted = [(value, code) for value in one.all(name)]
        # A sum in euro beside one in another currency is a conversion, no second sum.
        printed = printed or converted
    for value, code in printed:
        text = f"{value.replace(',', '').strip()} {code}"
        yield "amount", Amount.model_validate(text).text
    for value in one.all("date"):
        if found := read_date(value):
            yield "date", found.text
        else:
            unread.append(f"date {value!r}")


def one_date(one: Line, names: list[str], unread: list[str]) -> DateInterval | None:
    """The date of the first property that has one; of several values none is picked."""
    for name in names:
        values = one.all(name)
        found = [date for value in values if (date := read_date(value))]
        if len(found) == 1:
            return found[0]
        unread += [f"{name} {value}" for value in values]
    return None


def period(one: Line, unread: list[str]) -> Period | None:
    """How long it lasted; none where the file does not say, or says it backwards."""
    start, end = one_date(one, ["startDate"], unread), one_date(one, ["endDate"], unread)
    try:
        return Period.model_validate({"start": start, "end": end}) if start or end else None
    except ValidationError:
        unread.append("a period that runs backwards")
        return None


def share(values: list[str], unread: list[str]) -> Share | None:
    """The one share that the file gives; of several none is picked."""
    try:
        shares = [Share.model_validate(f"{value.strip().rstrip('%')}%") for value in values]
    except ValidationError:
        shares = []
    if len({one.text for one in shares}) == 1:
        return shares[0]
    unread += [f"percentage {value!r}" for value in values]
    return None
