"""Rows of a table that know where they stand, and which of their columns nobody looked at."""

import csv
import gzip
import zlib
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import TextIO

from graph.errors import Fault, FaultyInput


class Row(Mapping[str, str]):
    """One row: cells by column, without the blanks around them.

    Attributes:
        file: Name of the file.
        line: Line on which the row begins; the heading is on the first line behind the preamble.
    """

    def __init__(self, table: "Table", line: int, cells: list[str]) -> None:
        """Note where the cells stand."""
        self.file = table.path.name
        self.line = line
        self._table = table
        self._cells = cells

    def __getitem__(self, column: str) -> str:
        place = self._table.places[column]
        self._table.used.add(column)
        return self._cells[place].strip()

    def __iter__(self) -> Iterator[str]:
        return iter(self._table.places)

    def __len__(self) -> int:
        return len(self._cells)

    def fault(self, detail: str, column: str = "") -> Fault:
        """What is wrong with the row, or with one of its cells: the value is said too."""
        if column:
            detail = f"{column} {self[column]!r}: {detail}"
        return Fault(self.file, self.line, detail)


class Table:
    """A CSV file with a heading, packed if its name ends in `.gz`; iterating gives its rows."""

    def __init__(
        self,
        path: Path,
        *,
        needs: Collection[str] = (),
        delimiter: str = ",",
        encoding: str = "utf-8-sig",
        preamble: int = 0,
    ) -> None:
        """Say where the table is and how it is written.

        Args:
            path: The file.
            needs: Columns it must have.
            delimiter: What parts the cells.
            encoding: How the text is written.
            preamble: So many rows stand before the heading.
        """
        self.path = path
        self.places: dict[str, int] = {}
        self.used: set[str] = set()
        self._needs = needs
        self._delimiter = delimiter
        self._encoding = encoding
        self._preamble = preamble

    @property
    def unused(self) -> tuple[str, ...]:
        """The columns that were never looked at, in the order of the heading."""
        return tuple(column for column in self.places if column not in self.used)

    def __iter__(self) -> Iterator[Row]:
        """The rows that have a cell for every column; see `rows` for the others too."""
        return (row for row in self.rows() if isinstance(row, Row))

    def rows(self) -> Iterator[Row | Fault]:
        """Every row in order; a fault stands for one that has too many cells or too few.

        Raises:
            FaultyInput: If the heading lacks a column that is needed or has one twice, or if
                the rest of the file cannot be read as a table at all.
        """
        with self._open() as file:
            reader = csv.reader(file, delimiter=self._delimiter, strict=True)
            line = 1
            try:
                for _ in range(self._preamble):
                    next(reader, [])
                line = reader.line_num + 1
                self._heading(next(reader, []), line)
                line = reader.line_num + 1
                for cells in reader:
                    if len(cells) == len(self.places):
                        yield Row(self, line, cells)
                    elif cells:
                        detail = f"{len(cells)} cells under {len(self.places)} columns"
                        yield Fault(self.path.name, line, detail)
                    line = reader.line_num + 1
            except (csv.Error, UnicodeDecodeError, EOFError, OSError, zlib.error) as error:
                raise FaultyInput([Fault(self.path.name, line, f"no table: {error}")]) from error

    def _open(self) -> TextIO:
        if self.path.suffix == ".gz":
            return gzip.open(self.path, "rt", encoding=self._encoding, newline="")
        return self.path.open(encoding=self._encoding, newline="")

    def _heading(self, cells: list[str], line: int) -> None:
        names = [cell.strip() for cell in cells]
        self.places = {name: place for place, name in enumerate(names)}
        twice = sorted({name for name in names if names.count(name) > 1})
        missing = sorted(set(self._needs) - set(names))
        details = [f"the column {name!r} stands twice" for name in twice]
        details += [f"the column {name!r} is missing" for name in missing]
        if details:
            raise FaultyInput([Fault(self.path.name, line, detail) for detail in details])
