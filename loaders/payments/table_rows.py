"""From a row of a table to a payment, or to what is wrong with the row."""

import datetime as dt
from decimal import Decimal

from graph.errors import Fault
from graph.ontology.values import Money
from loaders.payments import days, numbers
from loaders.payments.columns import Columns
from loaders.payments.mapping import Fixed, Mapping, Side, Sums, When
from loaders.payments.move import Move, Who
from loaders.payments.survey import Plan
from loaders.payments.text import Line

UNSTATED = "XXX"


class TableRows:
    """Reads rows as the mapping and the survey say."""

    def __init__(self, mapping: Mapping, columns: Columns, plan: Plan, file: str) -> None:
        """Note how rows are read."""
        self._mapping = mapping
        self._columns = columns
        self._plan = plan
        self._file = file
        self._place = f"sheet {mapping.sheet}, row" if mapping.sheet else "row"
        sums = mapping.amount
        marks = sums if isinstance(sums, Sums) and sums.mark else None
        self._debit = {one.casefold() for one in marks.debit} if marks else set()
        self._credit = {one.casefold() for one in marks.credit} if marks else set()
        self.unstated = 0
        self.undated = 0

    def move(self, line: Line) -> Move | Fault | None:
        """The payment of a row, what is wrong with it, or none where it is to be ignored."""
        if wrong := self._columns.wrong_width(line.cells):
            return Fault(self._file, line.line, wrong)
        if self._columns.ignored(line.cells):
            return None
        try:
            return self._move(line)
        except ValueError as error:
            return Fault(self._file, line.line, str(error))

    def _move(self, line: Line) -> Move:
        mapping, text = self._mapping, self._columns.text
        value, out, note = self._sum(line)
        currency = self._currency(line)
        amount = f"{Money.parse(str(value), currency).text} {currency}"
        payer, payee = self._sides(line, out=out)
        if not payer.known and not payee.known:
            msg = "names neither who paid nor who was paid"
            raise ValueError(msg)
        purposes = [text(line.cells, one) for one in mapping.purpose]
        date = self._date(line)
        # Counted once nothing can refuse the row any more.
        self.unstated += currency == UNSTATED
        self.undated += not date
        return Move(
            line=line.line,
            at=f"{self._place} {line.line}",
            payer=payer,
            payee=payee,
            amount=amount,
            date=date,
            purpose="; ".join(one for one in purposes if one),
            reference=text(line.cells, mapping.reference),
            key=self._key(line),
            note=note,
        )

    def _key(self, line: Line) -> str:
        if self._mapping.id is None:
            return ""
        key = self._columns.text(line.cells, self._mapping.id)
        if not key:
            msg = f"has no {self._mapping.id}, which names the payment for good"
            raise ValueError(msg)
        if key in self._plan.twice:
            msg = (
                f"{self._mapping.id} {key!r} names several payments that differ; none of them is "
                "taken, since nothing tells which one is right"
            )
            raise ValueError(msg)
        return key

    # --- who

    def _sides(self, line: Line, *, out: bool) -> tuple[Who, Who]:
        """Payer and payee; `out` where the account, or the payer as printed, pays."""
        mapping = self._mapping
        if mapping.payer and mapping.payee:
            pair = self._who(line, mapping.payer), self._who(line, mapping.payee)
        elif mapping.account and mapping.counterparty:
            pair = self._who(line, mapping.account), self._who(line, mapping.counterparty)
        else:
            raise AssertionError  # a mapping has one of the two
        return pair if out else (pair[1], pair[0])

    def _who(self, line: Line, side: Side) -> Who:
        name, account, bank = (
            self._columns.text(line.cells, one) for one in (side.name, side.account, side.bank)
        )
        return Who(name, account, bank, side.kind)

    # --- how much

    def _sum(self, line: Line) -> tuple[Decimal, bool, str]:
        """The sum without a sign, whether it goes out, and what is to be said of it."""
        sums = self._mapping.amount
        if not isinstance(sums, Sums):
            value = self._number(line, sums)
            if self._mapping.account:
                # On a statement a sign is how debits are printed.
                return abs(value), value < 0, ""
            return self._signed(value, out=True)
        if sums.mark and sums.column:
            return self._signed(self._number(line, sums.column), out=self._marked(line, sums.mark))
        return self._of_two(line, sums.debit[0], sums.credit[0])

    def _of_two(self, line: Line, debit: str, credit: str) -> tuple[Decimal, bool, str]:
        raw = self._columns.raw
        given = [one for one in (debit, credit) if raw(line.cells, one) != ""]
        values = {one: self._number(line, one, zero=True) for one in given}
        moved = {one: value for one, value in values.items() if value}
        if len(moved) != 1:
            said = "both" if moved else "neither of"
            msg = f"{said} {debit} and {credit} hold a sum; one of them should"
            raise ValueError(msg)
        (column, value), = moved.items()  # fmt: skip
        return self._signed(value, out=column == debit)

    def _marked(self, line: Line, column: str) -> bool:
        mark = str(self._columns.raw(line.cells, column))
        if mark.casefold() in self._debit:
            return True
        if mark.casefold() in self._credit:
            return False
        msg = f"{column} {mark!r} marks neither a debit nor a credit"
        raise ValueError(msg)

    def _signed(self, value: Decimal, *, out: bool) -> tuple[Decimal, bool, str]:
        """What a minus means where the direction is told otherwise."""
        if value >= 0 or self._plan.sign_repeats or self._mapping.negative == "ignored":
            return abs(value), out, ""
        if self._mapping.negative == "turned":
            return -value, not out, "Printed with a minus: read as paid the other way round."
        msg = (
            f"the sum {value} is negative, and the direction is told otherwise: state `negative: "
            "turned` where it was paid the other way round, `negative: ignored` where a minus "
            "says nothing"
        )
        raise ValueError(msg)

    def _number(self, line: Line, column: str, *, zero: bool = False) -> Decimal:
        found = self._columns.raw(line.cells, column)
        value: Decimal | None = None
        if isinstance(found, Decimal):
            value = found
        elif isinstance(found, str):
            value = numbers.readings(found).get(self._plan.decimal)
        if value is None:
            msg = f"{column} {found!s:.100} is no sum" if found != "" else f"{column} is empty"
            if isinstance(found, str) and numbers.readings(found):
                msg += f" with a decimal {self._plan.decimal}"
            raise ValueError(msg)
        if not value and not zero:
            msg = f"{column} {found!s}: nothing moved"
            raise ValueError(msg)
        return value

    def _currency(self, line: Line) -> str:
        cell = self._mapping.currency
        printed = self._columns.text(line.cells, cell)
        found = self._mapping.currencies.get(printed, printed) or UNSTATED
        if not (len(found) == 3 and found.isascii() and found.isalpha() and found.isupper()):  # noqa: PLR2004 - ISO 4217
            named = "currency" if isinstance(cell, Fixed) else cell
            msg = (
                f"{named} {printed!r} is no ISO 4217 code: state what it is in `currencies`, such "
                f"as `{printed}: EUR`"
            )
            raise ValueError(msg)
        return found

    # --- when

    def _date(self, line: Line) -> str:
        when = self._mapping.date
        if when is None:
            return ""
        column = when.column if isinstance(when, When) else when
        found = self._columns.raw(line.cells, column)
        if found == "":
            return ""
        if isinstance(when, When) and when.day_zero:
            return self._counted(when.day_zero, column, found)
        moment = self._moment(column, found)
        if self._mapping.time:
            moment = self._timed(line, moment, self._mapping.time)
        zone = self._plan.zone
        if zone is None and self._mapping.time_zone == "none":
            moment = days.Moment(moment.day)
        return days.text_of(moment, zone)

    def _moment(self, column: str, found: object) -> days.Moment:
        if isinstance(found, dt.date):
            return days.of_cell(found)
        read = days.readings(found) if isinstance(found, str) else {}
        # The second of the second month is one day in either order.
        sure = next(iter(read.values())) if len(read) > 1 and len(set(read.values())) == 1 else None
        moment = read.get(self._plan.order, sure)
        if moment is None:
            order = f" with the {self._plan.order.replace('-', ' ')}" if read else ""
            msg = f"{column} {found!s:.100} is no date{order}"
            raise ValueError(msg)
        return moment

    def _timed(self, line: Line, moment: days.Moment, column: str) -> days.Moment:
        found = self._columns.raw(line.cells, column)
        if found == "":
            return moment
        if isinstance(found, dt.datetime):
            found = found.time()
        if isinstance(found, dt.time):
            return moment._replace(time=found)
        clock = days.clock_of(str(found))
        if clock is None:
            msg = f"{column} {found!s:.100} is no time of day"
            raise ValueError(msg)
        return moment._replace(time=clock[0], zone=clock[1])

    @staticmethod
    def _counted(start: dt.date, column: str, found: object) -> str:
        try:
            return (start + dt.timedelta(days=int(str(found)))).isoformat()
        except (ValueError, OverflowError):
            msg = f"{column} {found!s:.100} is no number of days"
            raise ValueError(msg) from None
