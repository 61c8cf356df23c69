"""Files without a heading: their rows, their end, and a second file read along."""

from pathlib import Path

import pytest

from graph.errors import Fault, FaultyInput
from loaders.listing.headless import Beside, Cells, check_end, check_rows, rows

END = "\x1a"


def write(folder: Path, text: str) -> Path:
    path = folder / "t.csv"
    path.write_bytes(text.encode())
    return path


def test_rows_know_their_lines_and_null_is_empty(tmp_path: Path) -> None:
    path = write(tmp_path, f'1,"A, B",-0- \r\n2,"C\r\nD","x"\r\n{END}')
    first, second = rows(path, 3)
    assert isinstance(first, Cells)
    assert isinstance(second, Cells)
    assert (first.line, first.number, first.values) == (1, 1, ["1", "A, B", ""])
    assert (second.line, second.number) == (2, 2)


def test_a_faulty_row_is_a_fault_with_its_line(tmp_path: Path) -> None:
    path = write(tmp_path, f"1,a,b\r\n2,a\r\nx,a,b\r\n{END}")
    found = [one for one in rows(path, 3) if isinstance(one, Fault)]
    assert [(one.line, one.detail) for one in found] == [
        (2, "2 cells, where 3 are expected"), (3, "'x' is no number of an entry"),
    ]  # fmt: skip


def test_without_its_mark_a_file_is_cut_off(tmp_path: Path) -> None:
    check_end(write(tmp_path, f"1,a\r\n{END}"))
    check_end(write(tmp_path, f"1,a\n{END}\r\n"))
    with pytest.raises(FaultyInput, match=r"t\.csv:2: the mark at the end"):
        check_end(write(tmp_path, "1,a\r\n2,b\r\n"))


def test_an_open_quote_is_refused_with_its_line(tmp_path: Path) -> None:
    with pytest.raises(FaultyInput, match=r"t\.csv:2: no table"):
        list(rows(write(tmp_path, '1,a\r\n2,"b\r\n3,c\r\n'), 2))


def test_a_second_file_is_read_along(tmp_path: Path) -> None:
    """Rows of a number that no entry has are passed over."""
    beside = Beside(write(tmp_path, f"1,a\r\n1,b\r\n2,c\r\n4,d\r\n{END}"), 2)
    found = {number: [one.values[1] for one in beside.of(number)] for number in (1, 3, 4, 5)}
    assert found == {1: ["a", "b"], 3: [], 4: ["d"], 5: []}


def test_a_second_file_out_of_order_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FaultyInput, match=r"t\.csv:2: stands out of order"):
        check_rows(write(tmp_path, f"2,a\r\n1,b\r\n{END}"), 2)
