"""The columns of a table, as its mapping names them."""

import datetime as dt
from collections import Counter
from collections.abc import Mapping as Lookup
from collections.abc import Sequence
from decimal import Decimal

from graph.errors import Fault, FaultyInput
from loaders.payments.mapping import Cell, Fixed, Mapping, Side, Sums, When
from loaders.payments.text import Line

# Sheets keep so many digits of a number; an account with more lost some.
_SURE_DIGITS = 15


def headings(cells: Sequence[object]) -> list[str]:
    """What each column is called: the second of a name `Account (2)`, one without `column 5`.

    Example:
        >>> headings(["Bank", "Account", "", "Account"])
        ['Bank', 'Account', 'column 3', 'Account (2)']
    """
    found: list[str] = []
    came: Counter[str] = Counter()
    for number, cell in enumerate(cells, 1):
        name = " ".join(str(cell).split()) or f"column {number}"
        came[name] += 1
        found.append(f"{name} ({came[name]})" if came[name] > 1 else name)
    return found


class Columns:
    """Cells of a row by what the mapping calls them."""

    def __init__(self, mapping: Mapping, heading: Line, file: str) -> None:
        """Find every column that the mapping names.

        Raises:
            FaultyInput: If one is not there.
        """
        self.names = headings(heading.cells)
        self.places: Lookup[str, int] = {name: place for place, name in enumerate(self.names)}
        self.used = dict.fromkeys(_named(mapping))
        self._ignored = {
            column: {one.casefold() for one in texts} for column, texts in mapping.ignore.items()
        }
        missing = [one for one in self.used if one not in self.places]
        if missing:
            there = ", ".join(self.names)
            faults = [
                Fault(file, heading.line, f"there is no column {one!r}; there are {there}")
                for one in missing
            ]
            raise FaultyInput(faults)

    @property
    def unused(self) -> tuple[str, ...]:
        """Columns that the mapping does not name."""
        return tuple(one for one in self.names if one not in self.used)

    def wrong_width(self, cells: Sequence[object]) -> str:
        """What is wrong with the number of cells; empty where nothing is."""
        wide = len(self.names)
        if len(cells) == wide or (len(cells) > wide and not any(cells[wide:])):
            return ""
        return f"{len(cells)} cells under {len(self.names)} columns"

    def ignored(self, cells: Sequence[object]) -> bool:
        """Whether the mapping says that the row is no payment, such as a line with a balance."""
        return any(
            str(self.raw(cells, column)).casefold() in texts
            for column, texts in self._ignored.items()
        )

    def raw(self, cells: Sequence[object], column: str) -> object:
        """A cell as it came; empty where the row ends before."""
        place = self.places[column]
        found = cells[place] if place < len(cells) else ""
        return found.strip() if isinstance(found, str) else found

    def text(self, cells: Sequence[object], cell: Cell | None) -> str:
        """A cell as text, digits and all; what is fixed as the mapping says it.

        Raises:
            ValueError: If a sheet keeps it as a number that is longer than it can keep.
        """
        if cell is None:
            return ""
        if isinstance(cell, Fixed):
            return cell.value
        found = self.raw(cells, cell)
        if isinstance(found, str):
            return " ".join(found.split())
        if isinstance(found, Decimal):
            shown = format(found, "f")
            if len(shown.lstrip("-").replace(".", "").strip("0")) >= _SURE_DIGITS:
                msg = (
                    f"{cell}: the sheet keeps {shown} as a number, of which {_SURE_DIGITS} digits "
                    "are sure: format the column as text in the original"
                )
                raise ValueError(msg)
            return shown
        return found.isoformat() if isinstance(found, dt.date | dt.time) else str(found)


def _named(mapping: Mapping) -> list[str]:
    """Every column that a mapping names."""
    sides = [one for one in (mapping.payer, mapping.payee, mapping.account, mapping.counterparty)
             if one]  # fmt: skip
    cells: list[Cell | None] = [one for side in sides for one in _cells(side)]
    cells += [mapping.currency, mapping.time, mapping.reference, mapping.id, *mapping.purpose]
    cells += list(mapping.ignore)
    cells.append(mapping.date.column if isinstance(mapping.date, When) else mapping.date)
    if isinstance(mapping.amount, Sums):
        sums = mapping.amount
        cells += [sums.column, sums.mark] if sums.mark else [*sums.debit, *sums.credit]
    else:
        cells.append(mapping.amount)
    return [one for one in cells if isinstance(one, str)]


def _cells(side: Side) -> tuple[Cell | None, ...]:
    return side.name, side.account, side.bank
