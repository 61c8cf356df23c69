"""Tables that print an entry on several rows."""

from pathlib import Path

import pytest

from graph.errors import Fault, FaultyInput
from loaders.listing.grouped import check_table, groups, values
from loaders.rows import Row, Table


def table(folder: Path, *lines: str, end: str = "\n") -> Table:
    path = folder / "t.csv"
    path.write_text("as of,2020\nid,name,day\n" + "\n".join(lines) + end, encoding="utf-8")
    return Table(path, needs=["id"], preamble=1)


def test_rows_of_one_key_come_together(tmp_path: Path) -> None:
    one, other = groups(table(tmp_path, "1,a,x", "1,b,x", "2,c,y"), "id")
    assert isinstance(one, list)
    assert isinstance(other, list)
    assert [values(one, "name"), values(one, "day")] == [["a", "b"], ["x"]]
    assert (one[0].line, other[0].line) == (3, 5)
    assert values(one, "no such column") == []


def test_a_key_that_comes_back_is_a_fault(tmp_path: Path) -> None:
    """Its later rows would overwrite what its first ones said."""
    found = list(groups(table(tmp_path, "1,a,x", "2,b,x", "1,c,y", ",d,y"), "id"))
    faults = [one for one in found if isinstance(one, Fault)]
    assert [(one.line, one.detail) for one in faults] == [
        (5, "id '1': the rows of this entry lie apart"), (6, "has no id"),
    ]  # fmt: skip
    assert [len(one) for one in found if isinstance(one, list)] == [1, 1]


def test_a_table_that_ends_in_mid_row_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FaultyInput, match=r"t\.csv:4: 2 cells under 3 columns: the file is cut"):
        check_table(table(tmp_path, "1,a,x", "2,b"), whole=False)
    with pytest.raises(FaultyInput, match=r"t\.csv:4: the last row does not end"):
        check_table(table(tmp_path, "1,a,x", "2,b,", end=""), whole=True)
    check_table(table(tmp_path, "1,a,x", "2,b,", end=""), whole=False)
    # In the middle it is one faulty row, which the load lists.
    check_table(table(tmp_path, "1,a", "2,b,c"), whole=True)


def test_a_heading_behind_a_preamble_is_named_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(FaultyInput, match=r"t\.csv:2: the column 'key' is missing"):
        list(Table(table(tmp_path, "1,a,x").path, needs=["key"], preamble=1))
    row = next(iter(table(tmp_path, "1,a,x")))
    assert isinstance(row, Row)
