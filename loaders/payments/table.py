"""The loader of payments tables: CSV, TSV or XLSX, with a mapping file that says what is what."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import ClassVar

from graph.errors import BadRequest, Fault, FaultyInput
from graph.ontology.balance import Balance
from loaders.listing.lists import written
from loaders.loader import Entry, Loader
from loaders.payments.columns import Columns
from loaders.payments.mapping import Fixed, Mapping, read_mapping
from loaders.payments.move import Who
from loaders.payments.records import PaymentRecords
from loaders.payments.survey import Plan, Survey
from loaders.payments.table_rows import TableRows
from loaders.payments.text import Line, TextTable
from loaders.payments.workbook import Workbook

_NOTE = (
    "Within this document one name stands for one party, since nothing in it tells namesakes apart."
)
_APART = "Names are not taken for parties: a name on another account or row is another party."


def open_table(
    path: Path, *, sheet: str | None = None, encoding: str | None = None,
    delimiter: str | None = None,
) -> TextTable | Workbook:  # fmt: skip
    """A table by what its file is called.

    Raises:
        FaultyInput: If it cannot be read as that.
    """
    if path.suffix.lower() in {".xlsx", ".xlsm"}:
        return Workbook(path, sheet)
    return TextTable(path, encoding, delimiter)


class PaymentsTable(Loader):
    """Payments in the rows of a table, as its mapping file explains them."""

    name = "payments"
    rows_stand_alone: ClassVar[bool] = True

    def __init__(self, mapping: Mapping, *, recorded_at: str, excerpt: bool = False) -> None:
        """Say how the table is read.

        Args:
            mapping: What the columns hold, and who says so.
            recorded_at: A day, for a document that has none.
            excerpt: Whether it is a part of a document: then loading it takes nothing away.
        """
        self.mapping = mapping
        self.card = mapping.card(recorded_at, excerpt=excerpt)
        self._planned: tuple[Path, TextTable | Workbook, Columns, Plan] | None = None
        self._notes: list[str] = []

    @classmethod
    def for_file(
        cls, path: Path, *, as_of: str | None = None, excerpt: bool = False,
        mapping: Path | None = None,
    ) -> "PaymentsTable":  # fmt: skip
        """A loader for one table.

        Raises:
            BadRequest: If no mapping file is named.
            FaultyInput: If the mapping is not sound.
        """
        if mapping is None:
            detail = (
                "a table needs a mapping file that says what its columns hold; "
                f"`clew load --guess {path.name}` proposes one"
            )
            raise BadRequest("--mapping", detail)
        read = read_mapping(mapping, Mapping)
        if as_of and read.dated is None:
            read = read.model_copy(update={"dated": as_of})
        return cls(read, recorded_at=written(path), excerpt=excerpt)

    def check(self, path: Path) -> None:
        """Read to the end, and decide what one row cannot tell.

        Raises:
            FaultyInput: If the file is no such table, or leaves open how it is to be read.
        """
        mapping = self.mapping
        table = open_table(
            path, sheet=mapping.sheet, encoding=mapping.encoding, delimiter=mapping.delimiter
        )
        columns: Columns | None = None
        survey: Survey | None = None
        try:
            for line in table.rows():
                if isinstance(line, Line) and line.line == mapping.heading:
                    columns = Columns(mapping, line, path.name)
                    survey = Survey(mapping, columns, path.name)
                elif survey is not None and isinstance(line, Line):
                    survey.take(line)
                elif survey is not None:
                    survey.skip()
            if survey is None or columns is None:
                detail = f"has no row {mapping.heading}, where the heading should be"
                raise FaultyInput([Fault(path.name, mapping.heading, detail)])
            plan = survey.plan()
        finally:
            if survey is not None:
                survey.close()
        self._planned = path, table, columns, plan
        self.total = plan.rows

    def unused(self) -> tuple[str, ...]:
        """Columns that the mapping does not name."""
        return self._planned[2].unused if self._planned else ()

    def notes(self) -> tuple[str, ...]:
        """What was found out, and what was taken for granted."""
        return tuple(self._notes)

    def read(self, path: Path) -> Iterator[Entry | Fault]:
        """The rows in order; what is no payment and is not to be ignored is a fault."""
        if self._planned is None or self._planned[0] != path:
            self.check(path)
        assert self._planned is not None  # noqa: S101 - check has set it, or raised
        _, table, columns, plan = self._planned
        mapping = self.mapping
        rows = TableRows(mapping, columns, plan, path.name)
        note = _NOTE if mapping.same_name == "one" else _APART
        ignored = 0
        with closing(PaymentRecords(mapping, self.card, note)) as made:
            yield from self._balances(made)
            for line in table.rows():
                if line.line <= mapping.heading:
                    continue
                if isinstance(line, Fault):
                    yield line
                else:
                    found = rows.move(line)
                    if found is None:
                        ignored += 1
                        yield Entry(line.line, [])
                    else:
                        yield found if isinstance(found, Fault) else made.entry(found)
            told = {
                "as the mapping says, no payments": ignored,
                "the same payment again, by its id": made.repeated,
                "in a currency that is not stated (XXX)": rows.unstated,
                "without a date": rows.undated,
            }
        self._notes = [*table.notes, *plan.notes]
        self._notes += [f"rows {what}: {number:,}" for what, number in told.items() if number]

    def _balances(self, made: PaymentRecords) -> Iterator[Entry]:
        """The balances that the mapping has read off the document."""
        account = self.mapping.account
        if account is None or not self.mapping.balances:
            return
        name, number, bank = (
            one.value if isinstance(one, Fixed) else ""
            for one in (account.name, account.account, account.bank)
        )
        for one in self.mapping.balances:
            balance = Balance.model_validate(one.balance)
            yield made.account(0, one.at, Who(name, number, bank, account.kind), [balance])
