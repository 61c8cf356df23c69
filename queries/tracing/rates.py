"""Exchange rates from a published series: which rate, of which day, said by whom, or none.

A sum is converted by a rate that the file states for the two currencies, or by its inverse. No
third currency is put between them: whoever needs such a rate states it, with its source. On a
day without a rate the last one published before it holds, as markets and central banks read
their series, but only for so many days. What cannot be converted says why and stays as it is.
"""

import csv
from bisect import bisect_right
from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import NamedTuple

from graph.errors import Fault, FaultyInput
from graph.ontology.values import Money

COLUMNS = ("date", "from", "to", "rate", "source")
# Holidays leave gaps of more than a week in published series.
MOST_DAYS = 10


class Rate(NamedTuple):
    """What one row of the file states: one unit of `source` is so many of `target`.

    Attributes:
        day: The day that the rate is for.
        source: ISO 4217 code of the currency that is given away.
        target: ISO 4217 code of the currency that is got.
        rate: Units of `target` for one unit of `source`, as published.
        said_by: Who publishes it.
    """

    day: date
    source: str
    target: str
    rate: Decimal
    said_by: str


class Converted(NamedTuple):
    """A sum in another currency, with all that an answer must say about it.

    Attributes:
        amount: Minor units of the other currency, rounded once, halves to the even unit.
        rate: As published; where `inverse`, it was divided by.
        day: The day that the rate is for: that of the payment, or the last one before.
        said_by: Who publishes the rate; empty where both currencies are one.
        inverse: Whether the file states the rate the other way round.
    """

    amount: int
    rate: Decimal
    day: date
    said_by: str
    inverse: bool = False


class Unconverted(NamedTuple):
    """Why a sum is not converted."""

    why: str


class Rates:
    """The rates of a file; ask it with `convert`."""

    def __init__(self, rates: Iterable[Rate], most_days: int = MOST_DAYS) -> None:
        """Put the rates in order.

        Args:
            rates: In any order, at most one for each day and pair of currencies.
            most_days: How many days a rate holds where none follows.
        """
        self.most_days = most_days
        self._series: dict[tuple[str, str], list[Rate]] = {}
        for one in sorted(rates):
            self._series.setdefault((one.source, one.target), []).append(one)

    def convert(self, amount: int, source: str, target: str, day: date) -> Converted | Unconverted:
        """A sum in another currency at the rate of a day.

        Args:
            amount: Minor units of `source`.
            source: ISO 4217 code.
            target: ISO 4217 code.
            day: The day of the payment.

        Returns:
            The sum with the rate, its day and who says so; or why there is none.

        Example:
            >>> rates = Rates([Rate(date(2008, 2, 1), "USD", "RUB", Decimal("24.4764"), "CBR")])
            >>> found = rates.convert(10_000, "USD", "RUB", date(2008, 2, 3))
            >>> found.amount, str(found.day)
            (244764, '2008-02-01')
            >>> rates.convert(10_000, "USD", "RUB", date(2008, 3, 3)).why
            'the last rate of USD in RUB before 2008-03-03 is of 2008-02-01, over 10 days older'
        """
        if source == target:
            return Converted(amount, Decimal(1), day, "")
        if "XXX" in {source, target}:
            return Unconverted("a currency that is not stated (XXX) has no rate")
        direct, turned = self._last(source, target, day), self._last(target, source, day)
        fresh = [one for one in (direct, turned) if one and self._holds(one, day)]
        if not fresh:
            return Unconverted(self._gap(source, target, day, direct or turned))
        # The newer of the two; where both are of one day, the one that needs no division.
        best = max(fresh, key=lambda one: (one.day, one.source == source))
        inverse = best.source != source
        factor = 1 / Fraction(best.rate) if inverse else Fraction(best.rate)
        scale = Fraction(10) ** (_decimals(target) - _decimals(source))
        return Converted(round(amount * factor * scale), best.rate, best.day, best.said_by, inverse)

    def _last(self, source: str, target: str, day: date) -> Rate | None:
        """The last rate stated for a pair, up to a day."""
        series = self._series.get((source, target), [])
        place = bisect_right(series, day, key=lambda one: one.day)
        return series[place - 1] if place else None

    def _holds(self, rate: Rate, day: date) -> bool:
        return day - rate.day <= timedelta(days=self.most_days)

    def _gap(self, source: str, target: str, day: date, last: Rate | None) -> str:
        pair = f"{source} in {target}"
        if last is not None:
            return (
                f"the last rate of {pair} before {day} is of {last.day}, "
                f"over {self.most_days} days older"
            )
        if (source, target) in self._series or (target, source) in self._series:
            return f"the rates of {pair} begin after {day}"
        return f"the file states no rate of {pair}"


def read_rates(lines: Iterable[str], file: str = "rates", most_days: int = MOST_DAYS) -> Rates:
    """The rates of a CSV file with the columns date, from, to, rate and source.

    Args:
        lines: Its text, line by line, the heading first.
        file: What to call it in a fault.
        most_days: How many days a rate holds where none follows.

    Raises:
        FaultyInput: With every row that cannot be read or contradicts another.
    """
    reader = csv.reader(lines, strict=True)
    faults: list[Fault] = []
    found: dict[tuple[date, str, str], Rate] = {}
    try:
        heading = [cell.strip().lower() for cell in next(reader, [])]
        heading[:1] = [one.removeprefix("\ufeff") for one in heading[:1]]
        if sorted(heading) != sorted(COLUMNS):
            detail = f"the columns must be {', '.join(COLUMNS)}; here are {', '.join(heading)}"
            raise FaultyInput([Fault(file, 1, detail)])
        for cells in reader:
            if not any(cell.strip() for cell in cells):
                continue
            try:
                one = _rate(heading, cells)
            except ValueError as error:
                faults.append(Fault(file, reader.line_num, str(error)))
                continue
            before = found.setdefault((one.day, one.source, one.target), one)
            if before.rate != one.rate:
                detail = f"{one.source} in {one.target} on {one.day} stands above as {before.rate}"
                faults.append(Fault(file, reader.line_num, detail))
    except csv.Error as error:
        raise FaultyInput([Fault(file, reader.line_num, f"no table: {error}")]) from error
    if faults:
        raise FaultyInput(faults)
    if not found:
        raise FaultyInput([Fault(file, 1, "there is no rate in it")])
    return Rates(found.values(), most_days)


def _rate(heading: list[str], cells: list[str]) -> Rate:
    if len(cells) != len(heading):
        msg = f"{len(cells)} cells under {len(heading)} columns"
        raise ValueError(msg)
    row = dict(zip(heading, (cell.strip() for cell in cells), strict=True))
    try:
        day = date.fromisoformat(row["date"])
    except ValueError:
        msg = f"date {row['date']!r} is not a day; write YYYY-MM-DD"
        raise ValueError(msg) from None
    for name in ("from", "to"):
        code = row[name]
        if not (len(code) == 3 and code.isascii() and code.isalpha() and code.isupper()):  # noqa: PLR2004 - ISO 4217
            msg = f"{name} {code!r} is not an ISO 4217 code of three capital letters"
            raise ValueError(msg)
    if row["from"] == row["to"] or "XXX" in {row["from"], row["to"]}:
        msg = f"there is no rate of {row['from']} in {row['to']}"
        raise ValueError(msg)
    try:
        rate = Decimal(row["rate"])
    except InvalidOperation:
        rate = Decimal(0)
    if not rate.is_finite() or rate <= 0:
        msg = f"rate {row['rate']!r} is not a number above zero, written with a decimal point"
        raise ValueError(msg)
    if not row["source"]:
        msg = "the source is empty: say who publishes the rate"
        raise ValueError(msg)
    return Rate(day, row["from"], row["to"], rate, row["source"])


def _decimals(currency: str) -> int:
    """How many decimals the minor unit of a currency has."""
    return len(Money(0, currency).text.partition(".")[2])
