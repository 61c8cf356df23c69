"""How a table is written is found out over the whole of it, said, and refused where it is open."""

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from zipfile import ZipFile

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from graph.errors import FaultyInput
from graph.store import Store
from tests.loaders.payments.tables import (
    HEADING,
    ROWS,
    TRANSFERS,
    loaded,
    mapped,
    moved,
    payments,
    table,
)


def workbook(path: Path, *rows: Sequence[object], title: str = "Sheet", second: str = "") -> Path:
    """An XLSX file with one sheet of rows, or a second, empty one."""
    book = openpyxl.Workbook()
    page = book.active
    assert isinstance(page, Worksheet)
    page.title = title
    for row in rows:
        page.append([*row])
    if second:
        book.create_sheet(second)
    book.save(path)
    return path


def amounts(store: Store) -> list[str]:
    return [one["amount"]["min"] for one in payments(store)]


def dates(store: Store) -> list[str]:
    return [one["date"]["earliest"] for one in payments(store)]


def test_day_and_month_are_told_apart_by_one_row_for_all(store: Store, tmp_path: Path) -> None:
    path = table(tmp_path, "01/02/2008,1,2,5,USD", "13/02/2008,1,2,5,USD")
    report = loaded(store, path, mapped(tmp_path))
    assert dates(store) == ["2008-02-01", "2008-02-13"]
    note = "the date order is day-first: nothing else fits '13/02/2008' on line 3"
    assert note in report.notes


def test_an_open_date_order_refuses_the_table_until_the_mapping_states_it(
    store: Store, tmp_path: Path
) -> None:
    path = table(tmp_path, "01/02/2008,1,2,5,USD", "11/12/2008,1,2,5,USD")
    with pytest.raises(FaultyInput, match=r"may be day-first or month-first; state `date: \{order"):
        loaded(store, path, mapped(tmp_path))
    stated = TRANSFERS.replace("date: Date", "date: {column: Date, order: month-first}")
    loaded(store, path, mapped(tmp_path, stated))
    assert dates(store) == ["2008-01-02", "2008-11-12"]


def test_dates_that_contradict_each_other_are_refused_with_both_lines(
    store: Store, tmp_path: Path
) -> None:
    path = table(tmp_path, "13/02/2008,1,2,5,USD", "02/13/2008,1,2,5,USD")
    with pytest.raises(FaultyInput) as refused:
        loaded(store, path, mapped(tmp_path))
    assert "'13/02/2008' on line 2 is day-first" in str(refused.value)
    assert "'02/13/2008' on line 3 is month-first" in str(refused.value)


def test_a_day_that_is_its_own_month_needs_no_order(store: Store, tmp_path: Path) -> None:
    loaded(store, table(tmp_path, "02/02/2008,1,2,5,USD"), mapped(tmp_path))
    assert dates(store) == ["2008-02-02"]


def test_a_decimal_comma_is_found_and_said(store: Store, tmp_path: Path) -> None:
    rows = ("2008-02-01;1;2;1.234,50;EUR", "2008-02-02;1;2;7,000;EUR")
    path = table(tmp_path, *rows, heading=HEADING.replace(",", ";"))
    report = loaded(store, path, mapped(tmp_path))
    assert amounts(store) == ["1234.50", "7.00"]
    assert "delimiter: ';'" in report.notes
    assert any("decimal sign is comma" in one for one in report.notes)


def test_an_open_decimal_sign_refuses_the_table(store: Store, tmp_path: Path) -> None:
    """1.234 may be one and a bit, or over a thousand."""
    path = table(tmp_path, "2008-02-01,1,2,1.234,KWD")
    with pytest.raises(FaultyInput, match="may be point or comma; state `decimal`"):
        loaded(store, path, mapped(tmp_path))
    loaded(store, path, mapped(tmp_path, f"{TRANSFERS}decimal: comma\n"))
    assert amounts(store) == ["1234.000"]


def test_windows_1252_is_read_and_said(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "old.csv"
    path.write_bytes(f"{HEADING}\n2008-02-01,Müller,2,5,EUR\n".encode("windows-1252"))
    mapping = mapped(tmp_path, TRANSFERS.replace("{account: From}", "{name: From}"))
    report = loaded(store, path, mapping)
    assert moved(store) == [("Müller", "2", "5.00 EUR")]
    assert "not UTF-8 (line 2), read as windows-1252, such as" in report.notes[0]
    assert "Müller" in report.notes[0]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_is_no_part_of_the_heading(
    store: Store, tmp_path: Path, encoding: str
) -> None:
    path = tmp_path / "marked.csv"
    path.write_bytes(f"{HEADING}\n{ROWS[0]}\n".encode(encoding))
    assert loaded(store, path, mapped(tmp_path)).rows_added == 1


def test_bytes_that_are_no_text_refuse_the_table(store: Store, tmp_path: Path) -> None:
    """0x81 means nothing in UTF-8 here, nor in Windows-1252."""
    path = tmp_path / "bytes.csv"
    path.write_bytes(f"{HEADING}\n".encode() + b"2008-02-01,\x81,2,5,EUR\n")
    with pytest.raises(FaultyInput, match=r"bytes\.csv:2: the text is not UTF-8 \(line 2\) nor"):
        loaded(store, path, mapped(tmp_path))


def test_a_time_needs_a_zone(store: Store, tmp_path: Path) -> None:
    """Moscow was three hours ahead of UTC in February 2008, and four in summer."""
    path = table(tmp_path, "2008-02-01 02:30,1,2,5,USD", "2008-07-01 02:30,1,2,5,USD")
    with pytest.raises(FaultyInput, match="state `time_zone`"):
        loaded(store, path, mapped(tmp_path))
    loaded(store, path, mapped(tmp_path, f"{TRANSFERS}time_zone: Europe/Moscow\n"))
    assert dates(store) == ["2008-01-31T23:30:00", "2008-06-30T22:30:00"]
    loaded(store, path, mapped(tmp_path, f"{TRANSFERS}time_zone: none\n"))
    assert dates(store) == ["2008-02-01", "2008-07-01"]


def test_an_hour_that_came_twice_is_both(store: Store, tmp_path: Path) -> None:
    """On 26 October 2008 clocks in Moscow went back from three to two."""
    path = table(tmp_path, "2008-10-26 02:30,1,2,5,USD")
    loaded(store, path, mapped(tmp_path, f"{TRANSFERS}time_zone: Europe/Moscow\n"))
    (found,) = payments(store)
    assert (found["date"]["earliest"], found["date"]["latest"]) == (
        "2008-10-25T22:30:00", "2008-10-25T23:30:00",
    )  # fmt: skip


def test_a_workbook_keeps_numbers_exact_dates_as_dates_and_texts_as_texts(
    store: Store, tmp_path: Path
) -> None:
    """0.1 + 0.2 is kept by a sheet as 0.30000000000000004, and means 0.3."""
    path = workbook(
        tmp_path / "wires.xlsx",
        [*HEADING.split(",")],
        [dt.datetime(2008, 2, 1), "0071", 22, 0.1 + 0.2, "USD"],  # noqa: DTZ001 - a sheet has no zones
        [dt.date(2008, 2, 2), "0071", 22, 900719925474.99, "USD"],
        [dt.date(2008, 2, 3), "0071", 4532015112830366, 1, "USD"],
    )
    report = loaded(store, path, mapped(tmp_path))
    assert moved(store) == [("0071", "22", "0.30 USD"), ("0071", "22", "900719925474.99 USD")]
    assert dates(store) == ["2008-02-01", "2008-02-02"]
    assert "15 digits are sure" in str(report.faults[0])


def test_a_workbook_with_several_sheets_asks_which(store: Store, tmp_path: Path) -> None:
    rows = [[*HEADING.split(",")], [*ROWS[0].split(",")]]
    path = workbook(tmp_path / "wires.xlsx", *rows, title="One", second="Two")
    with pytest.raises(FaultyInput, match="has the sheets One, Two: state the `sheet`"):
        loaded(store, path, mapped(tmp_path))
    assert loaded(store, path, mapped(tmp_path, f"{TRANSFERS}sheet: One\n")).rows_added == 1


def test_a_workbook_that_is_cut_off_or_a_bomb_is_refused(store: Store, tmp_path: Path) -> None:
    whole = workbook(tmp_path / "whole.xlsx", *([*one.split(",")] for one in (HEADING, *ROWS)))
    cut = tmp_path / "cut.xlsx"
    cut.write_bytes(whole.read_bytes()[:-200])
    with pytest.raises(FaultyInput, match=r"cut\.xlsx:0: is no XLSX workbook"):
        loaded(store, cut, mapped(tmp_path))
    lying = tmp_path / "lying.xlsx"
    with ZipFile(whole) as old, ZipFile(lying, "w") as new:
        for one in old.infolist():
            content = old.read(one)
            part = len(content) // 2 if one.filename.endswith("sheet1.xml") else len(content)
            new.writestr(one.filename, content[:part])
    with pytest.raises(FaultyInput, match=r"lying\.xlsx:\d+: cannot be read to its end"):
        loaded(store, lying, mapped(tmp_path))


def test_a_table_that_is_cut_off_loses_no_row_in_silence(store: Store, tmp_path: Path) -> None:
    """Cut in mid-row: the rest of the row is a fault; cut between rows, nothing shows."""
    path = table(tmp_path, *ROWS)
    path.write_bytes(path.read_bytes()[:-8])
    report = loaded(store, path, mapped(tmp_path))
    assert (report.rows_added, report.faulty) == (2, 1)
    assert report.faults[0].line == 4


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("amount: Amount\n", "`currency` is needed"),
        (TRANSFERS.replace("date: Date\n", ""), "state the `date`, or `undated: yes`"),
        (TRANSFERS + "negative: maybe\n", "mapping.yaml:9: negative"),
        (TRANSFERS + "colour: red\n", "mapping.yaml:9: colour: Extra inputs"),
        (TRANSFERS.replace("payee: {account: To}\n", ""), "name the `payer` and the `payee`"),
        (TRANSFERS + "time_zone: Moscow\n", "is no time zone"),
        (TRANSFERS.replace("Amount", "{debit: A, credit: B}"), "debit and credit are seen from"),
        (TRANSFERS + "balances: [{balance: 5 USD opening 2008-01-01, at: row 1}]\n", "one account"),
    ],
)
def test_a_mapping_that_is_not_sound_is_refused_by_line(
    store: Store, tmp_path: Path, text: str, said: str
) -> None:
    with pytest.raises(FaultyInput) as refused:
        loaded(store, table(tmp_path, *ROWS), mapped(tmp_path, text))
    assert said in str(refused.value)
