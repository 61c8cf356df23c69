"""Sheets on a terminal: columns that share its width, sentences below their line at full width."""

import io
import re
import shutil
from collections.abc import Sequence

from rich.cells import cell_len
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from api.cli.sheets import Line, Sheet, filled
from api.printable import clean

# At least so wide, each column has a place of its own; below it, some share one.
_ROOMY = 150
_USUAL_WIDTH = 100
_BETWEEN = 2
_NARROWEST = 6
_INDENT = 4
# An id, such as `per.olga-stepanova`, with the brackets or comma that it stands in: whoever copies
# it wants it in one piece. An address has a slash.
_ID = re.compile(r"[(“]?[a-z][a-z0-9-]*\.[A-Za-z0-9][A-Za-z0-9._-]*[),;”]*")


def as_table(sheets: Sequence[Sheet], *, terminal: bool, width: int | None = None) -> str:
    """Tables to read; weight and slant only repeat what the words say.

    Args:
        sheets: What to show.
        terminal: Whether styles are understood.
        width: Columns of the terminal; none: as wide as it is, or as COLUMNS says.
    """
    columns = width or shutil.get_terminal_size((_USUAL_WIDTH, 24)).columns
    out = io.StringIO()
    console = Console(
        file=out, width=columns, force_terminal=terminal, highlight=False, markup=False,
        emoji=False, color_system="standard" if terminal else None, legacy_windows=False,
    )  # fmt: skip
    for number, sheet in enumerate(sheets):
        if number:
            console.print()
        if sheet.title:
            console.print(Text(clean(sheet.title), "bold"))
        if sheet.lines:
            _lines(console, sheet.used(), columns)
        for text in sheet.notes:
            console.print(Text(clean(text), "dim"))
    # Padding to the right would only be in the way of whoever copies a line.
    return "\n".join(line.rstrip() for line in out.getvalue().split("\n"))


def _lines(console: Console, sheet: Sheet, columns: int) -> None:
    folds = sheet.folds if columns < _ROOMY else ()
    heads = [one.heading for one in folds] or list(sheet.columns)
    rows = [_cells(sheet, line, len(folds)) for line in sheet.lines]
    widths = _widths([heads, *rows], columns)
    if any(heads):
        console.print(_row(heads, widths, "bold"))
        console.print("─" * min(columns, sum(widths) + _BETWEEN * (len(widths) - 1)))
    for line, cells in zip(sheet.lines, rows, strict=True):
        console.print(_row(cells, widths))
        for sentence in line.said:
            console.print(Padding(Text(clean(sentence), "italic"), (0, 0, 0, _INDENT)))


def _cells(sheet: Sheet, line: Line, folds: int) -> list[str]:
    told = [filled(one.template, line.cells) for one in sheet.folds[:folds]] or list(line.cells)
    return [clean(cell) for cell in told]


def _row(cells: Sequence[str], widths: Sequence[int], style: str = "") -> Table:
    table = Table.grid(padding=(0, _BETWEEN, 0, 0))
    for number, width in enumerate(widths):
        # The gap belongs to the cell, but for the last one.
        room = width + (_BETWEEN if number < len(widths) - 1 else 0)
        table.add_column(width=width, max_width=room, overflow="fold")
    table.add_row(*(Text(cell, style) for cell in cells))
    return table


def _widths(rows: Sequence[Sequence[str]], columns: int) -> list[int]:
    """As wide as their content where that fits; else the widest give way first.

    None becomes so narrow that an id in it breaks, as long as there is room for all ids.

    Example:
        >>> _widths([["no.", "x" * 90, "y" * 30]], 80)
        [3, 43, 30]
        >>> _widths([["acu." + "x" * 40, "y " * 30]], 60)
        [44, 14]
    """
    wanted = [
        max(cell_len(part) for row in rows for part in (row[place].split("\n") or [""]))
        for place in range(len(rows[0]))
    ]
    room = columns - _BETWEEN * (len(wanted) - 1)
    widths = list(wanted)
    for least in ([_whole(rows, place) for place in range(len(wanted))], [0] * len(wanted)):
        while sum(widths) > room:
            wide = [n for n in range(len(widths)) if widths[n] > max(least[n], _NARROWEST)]
            if not wide:
                break
            widths[max(wide, key=widths.__getitem__)] -= 1
    return widths


def _whole(rows: Sequence[Sequence[str]], place: int) -> int:
    """How wide a column has to be so that no id in it breaks."""
    words = (word for row in rows for word in row[place].split() if _ID.fullmatch(word))
    return max(map(cell_len, words), default=0)
