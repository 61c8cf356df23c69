"""Tables that print an entry on several rows, one for each name, date of birth or address."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from graph.errors import Fault
from loaders.listing.lists import refuse
from loaders.rows import Row, Table


def groups(table: Table, key: str) -> Iterator[list[Row] | Fault]:
    """Rows that follow each other under one key; a fault for a faulty row, or a key come back.

    A key whose rows lie apart would overwrite itself: its later rows are faults. Of the file
    only the rows of one entry are kept, and the keys.
    """
    waiting: list[Row] = []
    seen: set[str] = set()
    for row in table.rows():
        if isinstance(row, Fault):
            yield row
            continue
        ident = row[key]
        if waiting and waiting[0][key] == ident:
            waiting.append(row)
            continue
        if waiting:
            yield waiting
            waiting = []
        if not ident:
            yield row.fault(f"has no {key}")
        elif ident in seen:
            yield row.fault("the rows of this entry lie apart", key)
        else:
            seen.add(ident)
            waiting = [row]
    if waiting:
        yield waiting


def check_table(table: Table, *, whole: bool) -> None:
    """Read a table to its end, and refuse it where it is cut off in mid-row.

    A row with too few cells elsewhere is one faulty row; at the end it means that the file stops.

    Args:
        table: The table.
        whole: Whether the last row must also end its line: a part may be cut by hand.

    Raises:
        FaultyInput: If it is no table, lacks a column, or ends in mid-row.
    """
    last: Row | Fault | None = None
    for row in table.rows():
        last = row
    if isinstance(last, Fault):
        raise refuse(table.path, last.line, f"{last.detail}: the file is cut off here")
    if whole and last is not None and not _ends_with_a_line(table.path):
        raise refuse(table.path, last.line, "the last row does not end: the file is cut off here")


def values(rows: Iterable[Row], column: str) -> list[str]:
    """The different cells of a column that are not empty, in order."""
    found = (row[column] for row in rows if column in row)
    return list(dict.fromkeys(one for one in found if one))


def first_row(path: Path) -> list[str]:
    """The cells of the first line, however many there are."""
    with path.open(encoding="utf-8-sig", errors="replace") as file:
        return [cell.strip() for cell in file.readline().split(",")]


def _ends_with_a_line(path: Path) -> bool:
    with path.open("rb") as file:
        file.seek(0, 2)
        file.seek(max(file.tell() - 1, 0))
        return file.read(1) in {b"\n", b"\r"}
