"""A mapping file proposed from a table's heading and its first rows, each guess marked as one.

What the rows leave open is left empty, so that the loader refuses it until somebody states it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from itertools import islice
from pathlib import Path

import yaml

from graph.errors import Fault, FaultyInput
from loaders.listing.entries import slug
from loaders.payments import days, numbers
from loaders.payments.columns import headings
from loaders.payments.heading_words import CURRENCY_WORDS, guesses, is_heading
from loaders.payments.table import open_table
from loaders.payments.text import Line, TextTable
from loaders.payments.votes import Votes
from loaders.payments.workbook import Workbook

Readings = Callable[[str], Mapping[str, object]]

_ROWS = 500
_HEAD = 40
_EXAMPLES = 3
_MOST_WORDS = 20


def propose(path: Path, sheet: str | None = None) -> str:
    """The text of a mapping file for a table.

    Args:
        path: The table.
        sheet: Of a workbook, which sheet.

    Raises:
        FaultyInput: If the file is no table.
    """
    table = open_table(path, sheet=sheet)
    rows = [one for one in islice(table.rows(), _ROWS) if isinstance(one, Line)]
    if not rows:
        raise FaultyInput([Fault(path.name, 1, "has no rows")])
    # Of rows that look like headings alike, the first.
    best = max(rows[:_HEAD], key=lambda row: (is_heading(row.cells), -row.line))
    columns = headings(best.cells)
    behind = [row for row in rows if row.line > best.line and len(row.cells) == len(columns)]
    samples = [
        [_shown(row.cells[place]) for row in behind if row.cells[place] != ""]
        for place in range(len(columns))
    ]
    draft = _Draft(columns, samples, behind)
    lines = [
        *_paper(path, rows, best.line),
        *_encoding(table),
        *(f"# {one}" for one in table.notes),
        *([f"sheet: {_text(sheet)}"] if sheet else []),
        f"heading: {best.line}  # guess: the row that reads most like a heading",
        "",
        *draft.sides(),
        *draft.sums(),
        *draft.money(),
        *draft.dates(),
        *draft.words(),
    ]
    return "\n".join(lines) + "\n"


def _encoding(table: TextTable | Workbook) -> Iterator[str]:
    if isinstance(table, TextTable) and any(one.startswith("encoding") for one in table.notes):
        yield f"encoding: {table.encoding}  # guess"


def _paper(path: Path, rows: Sequence[Line], heading: int) -> Iterator[str]:
    yield f"# Proposed from {path.name}. Read every line: guesses are marked, OPEN must be filled."
    for row in rows:
        if row.line < heading:
            shown = " | ".join(str(one) for one in row.cells if one != "")
            yield f"# above the heading, row {row.line}: {shown}"
    dataset = slug(path.name.partition(".")[0]).lower()[:60] or "payments"
    yield f"dataset: {dataset}  # guess: names these rows for good; never change it afterwards"
    yield f"title: {_text(path.name)}  # guess: the title that the document bears"
    yield "publisher:  # OPEN: who issued the document, such as the bank"
    yield "# asserted_by:  # who says what it says, if not the publisher: words, or an id"
    yield "claim: document  # guess: they hold or show it; `statement` where somebody says so"
    yield "# dated: 2020-01-31  # the day of the document"


class _Draft:
    """The parts of a mapping that depend on the columns."""

    def __init__(
        self, columns: Sequence[str], samples: Sequence[Sequence[str]], rows: Sequence[Line]
    ) -> None:
        self._samples = dict(zip(columns, samples, strict=True))
        self._places = {column: place for place, column in enumerate(columns)}
        self._rows = rows
        self._found = guesses(columns, samples)

    def _of(self, what: str, side: str = "") -> list[str]:
        return [one.column for one in self._found if one.what == what and one.side == side]

    def sides(self) -> Iterator[str]:
        """Who paid and who was paid."""
        there = {one.side for one in self._found if one.side}
        if {"payer", "payee"} <= there:
            for side in ("payer", "payee"):
                yield f"{side}: {self._side(side)}  # guess"
        else:
            yield "# A statement of one account, or so it seems."
            own = self._of("account")
            others = self._side("other")
            if own and others != "{}":
                yield f"account: {{account: {_flow(own[0])}}}  # guess"
                yield f"counterparty: {others}  # guess"
                return
            yield "account: {account: {is: }}  # OPEN: its number; also `name` and `bank`"
            named = [one for one in self._found if one.what in {"account", "name", "bank"}]
            if loose := {one.what: one.column for one in reversed(named)}:
                inner = ", ".join(f"{what}: {_flow(one)}" for what, one in sorted(loose.items()))
                yield f"counterparty: {{{inner}}}  # guess"
            else:
                yield "counterparty: {name: }  # OPEN: which column names the other party"

    def _side(self, side: str) -> str:
        parts = {one.what: one.column for one in reversed(self._found) if one.side == side}
        return "{" + ", ".join(f"{what}: {_flow(one)}" for what, one in sorted(parts.items())) + "}"

    def sums(self) -> Iterator[str]:
        """Where the sum stands, and how it is written."""
        amounts, marks = self._of("amount"), self._of("mark")
        debit, credit = self._of("debit"), self._of("credit")
        if amounts and marks:
            values = sorted(set(self._samples[marks[0]]))
            ins = [one for one in values if one[0].casefold() in "ch+"]
            outs = [one for one in values if one not in ins]
            yield (
                f"amount: {{column: {_flow(amounts[0])}, mark: {_flow(marks[0])}, "
                f"debit: [{_list(outs)}], credit: [{_list(ins)}]}}  # guess"
            )
        elif amounts:
            yield f"amount: {_text(amounts[0])}  # guess{_other(amounts)}"
        elif debit and credit:
            yield f"amount: {{debit: {_flow(debit[0])}, credit: {_flow(credit[0])}}}  # guess"
        else:
            yield "amount:  # OPEN: which column holds the sum"
        used = amounts[:1] or [*debit[:1], *credit[:1]]
        votes = self._votes(used, "the decimal sign", "decimal", numbers.readings)
        yield from self._decided(votes, "decimal", numbers.POINT)
        if any("-" in one for column in used for one in self._samples[column]):
            yield (
                "# negative: refused  # some sums have a minus: `turned` where that means the "
                "other way round, `ignored` where it says nothing; of no use for a signed sum on "
                "a statement"
            )

    def money(self) -> Iterator[str]:
        """The currency."""
        columns = self._of("currency")
        if not columns:
            yield "currency: {is: }  # OPEN: no column names one; XXX where nothing states it"
            return
        yield f"currency: {_text(columns[0])}  # guess{_other(columns)}"
        words = sorted({
            one for one in self._samples[columns[0]]
            if not (len(one) == 3 and one.isascii() and one.isupper())  # noqa: PLR2004 - ISO 4217
        })  # fmt: skip
        if words:
            yield "currencies:  # guess: what its words mean; every other word is refused"
        for one in words[:_MOST_WORDS]:
            known = CURRENCY_WORDS.get(one.casefold(), "")
            yield f"  {_text(one)}: {known or ' # OPEN'}"

    def dates(self) -> Iterator[str]:
        """The date, and in which order it is written."""
        columns = self._of("date")
        if not columns:
            yield "undated: yes  # guess: no column looks like a date"
            return
        column = columns[0]
        sample = self._samples[column]
        if sample and all(one.isdigit() and len(one) <= 6 for one in sample):  # noqa: PLR2004 - no date
            yield (
                f"date: {{column: {_flow(column)}, days_after: }}"
                f"  # OPEN: it counts; if days, from which day?{_other(columns)}"
            )
            return
        votes = self._votes([column], "the date order", "order", days.readings)
        try:
            way, known = votes.decide(None, days.YEAR)
            note = f"  # guess: {known or 'dates as the sheet keeps them'}"
            inner = f", order: {way}" if known else ""
        except ValueError as error:
            note, inner = f"  # OPEN: {error}", ", order: "
        yield f"date: {{column: {_flow(column)}{inner}}}{note}{_other(columns)}"
        clocks = [one for one in sample if any(two.time for two in days.readings(one).values())]
        if clocks:
            yield f"time_zone:  # OPEN: where {clocks[0]!r} holds: UTC, Europe/Moscow ..., or none"

    def words(self) -> Iterator[str]:
        """Purpose, reference, id, and what no guess was made of."""
        if purposes := self._of("purpose"):
            yield f"purpose: [{_list(purposes)}]  # guess"
        if references := self._of("reference"):
            yield f"reference: {_text(references[0])}  # guess: need not be one payment's alone"
        for column in self._of("id")[:1]:
            cells = self._samples[column]
            if len(set(cells)) == len(cells) == len(self._rows):
                yield f"id: {_text(column)}  # guess: no value came twice in {len(cells)} rows"
        known = {one.column for one in self._found}
        for column, cells in self._samples.items():
            if column not in known:
                shown = ", ".join(dict.fromkeys(cells[: _EXAMPLES * 3]))[:80]
                yield f"# no guess for {column!r}: {shown}"

    def _votes(self, columns: Sequence[str], what: str, key: str, readings: Readings) -> Votes:
        votes = Votes(what, key)
        for column in columns:
            for row in self._rows:
                cell = row.cells[self._places[column]]
                if isinstance(cell, str):
                    votes.count(cell, row.line, readings(cell))
        return votes

    @staticmethod
    def _decided(votes: Votes, key: str, otherwise: str) -> Iterator[str]:
        try:
            way, known = votes.decide(None, otherwise)
        except ValueError as error:
            yield f"{key}:  # OPEN: {error}"
            return
        if known:
            yield f"{key}: {way}  # guess: {known}"


def _shown(cell: object) -> str:
    """A cell as text; of a day in a sheet no midnight."""
    if isinstance(cell, datetime) and not days.has_time(cell):
        cell = cell.date()
    return str(cell)


def _other(columns: Sequence[str]) -> str:
    return f"; or one of {', '.join(columns[1:])}" if len(columns) > 1 else ""


def _list(texts: Sequence[str]) -> str:
    return ", ".join(_flow(one) for one in texts)


def _text(text: str) -> str:
    """A text as YAML, in quotes where it needs them."""
    return yaml.safe_dump(text, allow_unicode=True, width=10_000).removesuffix("\n...\n").strip()


def _flow(text: str) -> str:
    """The same inside brackets, where more signs need quotes."""
    made = yaml.safe_dump([text], allow_unicode=True, width=10_000, default_flow_style=True)
    return made.strip()[1:-1]
