"""A sheet: what a table, a CSV file and a Markdown page have in common."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple


class Fold(NamedTuple):
    """Columns that share one where the terminal is narrow.

    Attributes:
        heading: What stands above them.
        template: How they are put together; `{0}` is the line's first cell.
    """

    heading: str
    template: str


@dataclass
class Line:
    """One line of a sheet.

    Attributes:
        cells: One for each column.
        said: Sentences that belong to it, such as who accuses and who denies.
        about: Ids of the records that it shows, whose claims `--explain` lists.
    """

    cells: tuple[str, ...]
    said: list[str] = field(default_factory=list)
    about: tuple[str, ...] = ()


@dataclass
class Sheet:
    """Lines under headings.

    Attributes:
        title: What it shows, in words.
        columns: The headings.
        lines: The lines, in the order of the answer.
        folds: The headings where there is little room; none: always `columns`.
        notes: Sentences under it.
    """

    title: str
    columns: tuple[str, ...]
    lines: list[Line] = field(default_factory=list)
    folds: tuple[Fold, ...] = ()
    notes: list[str] = field(default_factory=list)

    def used(self) -> "Sheet":
        """The sheet without the columns that no line fills."""
        full = [
            number
            for number in range(len(self.columns))
            if any(line.cells[number] for line in self.lines)
        ]
        if self.folds or len(full) == len(self.columns):
            return self
        return Sheet(
            self.title,
            tuple(self.columns[number] for number in full),
            [
                Line(tuple(line.cells[number] for number in full), line.said, line.about)
                for line in self.lines
            ],
            (),
            self.notes,
        )


def filled(template: str, cells: Iterable[str]) -> str:
    """Cells in a fold's template; parts that stay empty leave no gap."""
    lines = template.format(*cells).split("\n")
    return "\n".join(one for line in lines if (one := " ".join(line.split()).strip(", ")))
