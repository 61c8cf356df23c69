"""Comma-separated files without a heading, whose last row is a mark that nothing is cut off."""

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from graph.errors import Fault, FaultyInput
from loaders.listing.lists import refuse

# OFAC's files end with Ctrl-Z, the end of file of CP/M and DOS, as a row of its own.
END = "\x1a"
_NULL = "-0-"


class Cells(NamedTuple):
    """One row: where it stands, and its cells without blanks; what is null is empty."""

    file: str
    line: int
    values: list[str]

    @property
    def number(self) -> int:
        """The first cell, which is a number in every file."""
        return int(self.values[0])

    def fault(self, detail: str) -> Fault:
        """What is wrong with the row."""
        return Fault(self.file, self.line, detail)


def rows(path: Path, width: int) -> Iterator[Cells | Fault]:
    """The rows in order; a fault stands for one with too many cells, too few, or no number.

    Raises:
        FaultyInput: If the file is no table of comma-separated values; with the line.
    """
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file, strict=True)
        line = 1
        try:
            for cells in reader:
                if len(cells) == width and cells[0].strip().isdigit():
                    values = ["" if (one := cell.strip()) == _NULL else one for cell in cells]
                    yield Cells(path.name, line, values)
                elif cells and cells != [END]:
                    yield Fault(path.name, line, _wrong(cells, width))
                line = reader.line_num + 1
        except (csv.Error, UnicodeDecodeError) as error:
            raise refuse(path, line, f"no table: {error}") from error


def _wrong(cells: list[str], width: int) -> str:
    if len(cells) != width:
        return f"{len(cells)} cells, where {width} are expected"
    return f"{cells[0]!r} is no number of an entry"


def check_end(path: Path) -> None:
    """Refuse a file that lacks the mark at its end.

    Raises:
        FaultyInput: With the last line.
    """
    with path.open("rb") as file:
        last, line = b"", 0
        for one in file:
            last, line = one, line + 1
    if last.strip(b" \r\n") != END.encode():
        detail = "the mark at the end (Ctrl-Z) is missing: the file is cut off here"
        raise refuse(path, line, f"{detail}; a part of a list is loaded as an excerpt")


class Beside:
    """A second file in the order of the first: the rows of each number, read along with it.

    Only the rows of the number at hand are kept. Rows of a number that no entry has are passed
    over: they name nobody.
    """

    def __init__(self, path: Path | None, width: int) -> None:
        """Name the file, if there is one."""
        self._rows = rows(path, width) if path else iter(())
        self._next: Cells | None = None
        self._step()

    def of(self, number: int) -> list[Cells]:
        """The rows of an entry; numbers are asked for in rising order."""
        found = []
        while self._next and self._next.number <= number:
            if self._next.number == number:
                found.append(self._next)
            self._step()
        return found

    def _step(self) -> None:
        self._next = next((row for row in self._rows if isinstance(row, Cells)), None)


def check_rows(path: Path, width: int) -> None:
    """Refuse a second file with a faulty row, or one out of order: an entry would lose names.

    Raises:
        FaultyInput: With every fault.
    """
    faults = []
    before = 0
    for row in rows(path, width):
        if isinstance(row, Fault):
            faults.append(row)
            continue
        if row.number < before:
            faults.append(row.fault("stands out of order: numbers rise in every file"))
        before = row.number
    if faults:
        raise FaultyInput(faults)
