"""Rows know where they stand and which columns nobody looked at."""

from pathlib import Path

import pytest

from graph.errors import Fault, FaultyInput
from loaders.rows import Row, Table


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "t.csv"
    path.write_text(text, encoding="utf-8", newline="")
    return path


def rows(table: Table) -> list[tuple[int, dict[str, str]]]:
    return [(row.line, dict(row)) for row in table]


def test_a_row_knows_the_line_it_begins_on(tmp_path: Path) -> None:
    """Also behind a cell that runs over two lines."""
    table = Table(written(tmp_path, 'a,b\r\n1,"two\r\nlines"\r\n3, x \r\n'))
    assert rows(table) == [(2, {"a": "1", "b": "two\r\nlines"}), (4, {"a": "3", "b": "x"})]


def test_a_row_with_too_few_or_too_many_cells_is_a_fault(tmp_path: Path) -> None:
    table = Table(written(tmp_path, "a,b\n1\n1,2\n\n1,2,3\n"))
    found = [one for one in table.rows() if isinstance(one, Fault)]
    assert [str(one) for one in found] == [
        "t.csv:2: 1 cells under 2 columns",
        "t.csv:5: 3 cells under 2 columns",
    ]


def test_columns_that_nobody_looked_at_are_known(tmp_path: Path) -> None:
    table = Table(written(tmp_path, "a,b,c\n1,2,3\n"))
    (row,) = table
    assert (row["a"], row.get("c")) == ("1", "3")
    assert table.unused == ("b",)


def test_a_fault_names_column_and_value(tmp_path: Path) -> None:
    (row,) = Table(written(tmp_path, "a,b\n1,200%\n"))
    assert isinstance(row, Row)
    assert str(row.fault("is over 100 %", "b")) == "t.csv:2: b '200%': is over 100 %"


def test_a_heading_must_have_what_is_needed_once(tmp_path: Path) -> None:
    with pytest.raises(FaultyInput) as caught:
        list(Table(written(tmp_path, "a,b,a\n1,2,3\n"), needs=["b", "c"]))
    assert [one.detail for one in caught.value.faults] == [
        "the column 'a' stands twice",
        "the column 'c' is missing",
    ]


@pytest.mark.parametrize("content", [b'a,b\n1,"open\n', b"a,b\n1,2\n\xff,3\n"])
def test_what_cannot_be_read_as_a_table_is_a_fault(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(content)
    with pytest.raises(FaultyInput):
        list(Table(path).rows())
