"""Tables as Excel workbooks, row by row: numbers exact, dates as dates, texts as they stand."""

import datetime as dt
import warnings
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from graph.errors import Fault, FaultyInput
from loaders.payments.numbers import exact
from loaders.payments.text import Line

# A sheet of a million rows unpacks to some hundred megabytes; a bomb to terabytes.
_MOST_BYTES = 4 << 30
_MOST_TEXTS = 1 << 30
_BROKEN = (zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, EOFError, SyntaxError)


class Workbook:
    """The rows of one sheet of an XLSX file."""

    def __init__(self, path: Path, sheet: str | None) -> None:
        """Open it.

        Raises:
            FaultyInput: If it is no workbook, or which sheet is meant is open.
        """
        self.path = path
        self.notes: list[str] = []
        _refuse_bombs(path)
        names = self._names()
        if sheet is None and len(names) > 1:
            raise self._refusal(f"has the sheets {', '.join(names)}: state the `sheet`")
        if sheet is not None and sheet not in names:
            raise self._refusal(f"has no sheet {sheet!r}; it has {', '.join(names)}")
        self.sheet = sheet or names[0]

    def rows(self) -> Iterator[Line | Fault]:
        """Every row that is not empty.

        Raises:
            FaultyInput: If the file is broken.
        """
        line = width = 0
        try:
            book = openpyxl.load_workbook(self.path, read_only=True, data_only=True)
            try:
                page = book[self.sheet]
                # What a file says of its own size is often wrong.
                page.reset_dimensions()
                rows = page.iter_rows(values_only=True)
                while (cells := _next(rows)) is not None:
                    line += 1
                    found = [_cell(one) for one in cells]
                    # A sheet leaves out what is empty at the end of a row.
                    width = max(width, len(found))
                    found += [""] * (width - len(found))
                    if any(one != "" for one in found):
                        yield Line(line, found)
            finally:
                book.close()
        except _BROKEN as error:
            raise self._refusal(f"cannot be read to its end: {error}", line) from error

    def _names(self) -> list[str]:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                book = openpyxl.load_workbook(self.path, read_only=True)
            try:
                return [one.title for one in book.worksheets]
            finally:
                book.close()
        except _BROKEN as error:
            raise self._refusal(f"is no XLSX workbook: {error}") from error

    def _refusal(self, detail: str, line: int = 0) -> FaultyInput:
        return FaultyInput([Fault(self.path.name, line, detail)])


def _refuse_bombs(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as packed:
            sizes = {one.filename: one.file_size for one in packed.infolist()}
    except (zipfile.BadZipFile, OSError) as error:
        raise FaultyInput([Fault(path.name, 0, f"is no XLSX workbook: {error}")]) from error
    texts = sizes.get("xl/sharedStrings.xml", 0)
    if sum(sizes.values()) > _MOST_BYTES or texts > _MOST_TEXTS:
        detail = f"unpacks to {sum(sizes.values()):,} bytes, beyond what is read: save it as CSV"
        raise FaultyInput([Fault(path.name, 0, detail)])


def _next(rows: Iterator[tuple[object, ...]]) -> tuple[object, ...] | None:
    # What the library warns of (styles, validations) touches no value.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return next(rows, None)


def _cell(value: object) -> object:
    """A cell as text, a number, a day or a day with a time."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float | int):
        return Decimal(value) if isinstance(value, int) else exact(value)
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return value
    return str(value).strip()
