"""The first reading of a table: how its columns are written, before any row counts.

Everything that one row cannot tell is decided here over all rows: decimal point or comma, the
order of day and month, whether a minus among debits only repeats the column, which ids name
several payments. What stays open refuses the table and says what to state.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import tzinfo
from decimal import Decimal
from zoneinfo import ZoneInfo

from graph.errors import Fault, FaultyInput
from loaders.payments import days, numbers
from loaders.payments.columns import Columns
from loaders.payments.mapping import Mapping, Sums, When
from loaders.payments.seen import Seen
from loaders.payments.text import Line
from loaders.payments.votes import Example, Votes

_MOST_TWICE = 10_000


@dataclass
class Plan:
    """How the rows of a table are read.

    Attributes:
        decimal: point or comma.
        order: year-first, day-first or month-first.
        sign_repeats: Whether a minus only repeats that the sum is a debit.
        zone: Of printed times; none: times are left out.
        twice: Ids that name rows with different contents.
        rows: How many rows there are behind the heading.
        notes: What was found out, for people.
    """

    decimal: str = numbers.POINT
    order: str = days.YEAR
    sign_repeats: bool = False
    zone: tzinfo | None = None
    twice: set[str] = field(default_factory=set)
    rows: int = 0
    notes: list[str] = field(default_factory=list)


class Survey:
    """Takes in every row once; `plan` says what they come to. Use it as a context."""

    def __init__(self, mapping: Mapping, columns: Columns, file: str) -> None:
        """Begin with nothing."""
        self._mapping = mapping
        self._columns = columns
        self._file = file
        self._decimals = Votes("the decimal sign", "decimal")
        self._orders = Votes("the date order", "date: {order: ...}")
        self._signs: dict[tuple[bool, bool], Example] = {}
        self._timed: Example | None = None
        self._short: Example | None = None
        self._ids = Seen()
        self._twice: set[str] = set()
        self._rows = 0
        when = mapping.date
        self._date = when.column if isinstance(when, When) else when
        self._counted = isinstance(when, When) and when.days_after is not None

    def close(self) -> None:
        """Let go of the file on disk."""
        self._ids.close()

    def take(self, line: Line) -> None:
        """Take in a row."""
        self._rows += 1
        if self._columns.wrong_width(line.cells) or self._columns.ignored(line.cells):
            return
        for column, debit in self._sums():
            self._take_sum(line, column, debit(line))
        if self._date and not self._counted:
            self._take_date(line, self._columns.raw(line.cells, self._date))
        if self._mapping.time and self._timed is None:
            shown = str(self._columns.raw(line.cells, self._mapping.time))
            clock = days.clock_of(shown)
            if clock is not None and clock[1] is None:
                self._timed = Example(shown, line.line)
        if self._mapping.id:
            self._take_id(line, self._mapping.id)

    def skip(self) -> None:
        """Count a row that is broken."""
        self._rows += 1

    def plan(self) -> Plan:
        """How the rows are to be read.

        Raises:
            FaultyInput: If the rows leave it open or contradict each other.
        """
        mapping, made, open_ones = self._mapping, Plan(rows=self._rows), []
        order = mapping.date.order if isinstance(mapping.date, When) else None
        for votes, stated, otherwise, name in (
            (self._decimals, mapping.decimal, numbers.POINT, "decimal"),
            (self._orders, order, days.YEAR, "order"),
        ):
            try:
                value, note = votes.decide(stated, otherwise)
            except ValueError as error:
                open_ones.append(str(error))
                continue
            setattr(made, name, value)
            made.notes += [note] if note else []
        if self._timed and mapping.time_zone is None:
            open_ones.append(
                f"times are printed ({self._timed}) and not where they hold: state `time_zone`, "
                "such as UTC or Europe/Moscow, or none to keep the days alone"
            )
        if len(self._twice) >= _MOST_TWICE:
            open_ones.append(f"the column {mapping.id!r} names no row for good: leave out `id`")
        if open_ones:
            raise FaultyInput([Fault(self._file, 0, one) for one in open_ones])
        named = mapping.time_zone not in {None, "none"}
        made.zone = ZoneInfo(mapping.time_zone or "") if named else None
        made.sign_repeats = self._repeats()
        made.twice = self._twice
        if made.sign_repeats:
            made.notes.append("every debit and no credit has a minus, which says no more than that")
        if self._short:
            made.notes.append(f"years of two digits ({self._short}) are of 1969 to 2068")
        if self._timed and made.zone is None:
            made.notes.append("times of day are left out, as stated")
        return made

    def _sums(self) -> list[tuple[str, Callable[[Line], bool | None]]]:
        """The columns with sums, and whether a row's sum there is a debit."""
        sums = self._mapping.amount
        if not isinstance(sums, Sums):
            return [(sums, lambda _: None)]
        if sums.column and sums.mark:
            mark, debit = sums.mark, {one.casefold() for one in sums.debit}
            raw = self._columns.raw
            return [(sums.column, lambda line: str(raw(line.cells, mark)).casefold() in debit)]
        return [(sums.debit[0], lambda _: True), (sums.credit[0], lambda _: False)]

    def _take_sum(self, line: Line, column: str, debit: bool | None) -> None:
        found = self._columns.raw(line.cells, column)
        if isinstance(found, Decimal):
            values = {numbers.POINT: found}
        elif isinstance(found, str):
            values = dict(numbers.readings(found))
            self._decimals.count(found, line.line, values)
        else:
            return
        if debit is not None and values:
            minus = min(values.values()) < 0
            if any(values.values()):
                self._signs.setdefault((debit, minus), Example(str(found), line.line))

    def _repeats(self) -> bool:
        """Whether each debit has a minus and no credit: then it tells nothing more."""
        return (True, True) in self._signs and not self._signs.keys() & {
            (True, False), (False, True),
        }  # fmt: skip

    def _take_date(self, line: Line, found: object) -> None:
        if isinstance(found, str):
            values = days.readings(found)
            self._orders.count(found, line.line, values)
            for one in values.values():
                if one.time is not None and one.zone is None:
                    self._timed = self._timed or Example(found, line.line)
                if one.short:
                    self._short = self._short or Example(found, line.line)
        elif days.has_time(found):
            self._timed = self._timed or Example(str(found), line.line)

    def _take_id(self, line: Line, column: str) -> None:
        key = str(self._columns.raw(line.cells, column))
        if not key or len(self._twice) >= _MOST_TWICE:
            return
        told = "\0".join(str(one) for one in line.cells).encode()
        content = int.from_bytes(hashlib.blake2b(told, digest_size=8).digest(), "big")
        digest = hashlib.blake2b(key.encode(), digest_size=16).digest()
        before = self._ids.add(digest, content)
        if before.times and before.number != content:
            self._twice.add(key)
