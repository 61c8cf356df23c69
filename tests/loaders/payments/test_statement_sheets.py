"""Statements of one account: signs, marks, two columns; the real sheets that are at hand."""

from decimal import Decimal
from pathlib import Path

import pytest

from graph.errors import FaultyInput
from graph.store import Store
from loaders.report import Report
from tests.loaders.at_hand import at_hand, counts, snapshot
from tests.loaders.payments.tables import loaded, mapped, moved, payments, scanned, table

PAPER = "dataset: sheet\ntitle: Statement\npublisher: The bank\n"
OWN = "account: {account: {is: '08088804068'}, name: {is: Account Owner}}\n"
OTHER = "counterparty: {name: Partner Name, account: Bank Account}\n"
DATED = "date: Date\npurpose: Label\n"
ME = "08088804068"


def sheet(store: Store, tmp_path: Path, name: str, text: str) -> Report:
    path = at_hand(f"bank_statement_sheet/{name}")
    return loaded(store, path, mapped(tmp_path, OWN + text, PAPER))


@pytest.mark.parametrize("name", ["sample_statement_en.csv", "sample_statement_en.xlsx"])
def test_a_signed_sum_is_a_debit_or_a_credit(store: Store, tmp_path: Path, name: str) -> None:
    """-33.50 USD to John Doe, 1,525.00 EUR from Azure Interior; as text and as a workbook."""
    text = f"{OTHER}amount: Amount\ncurrency: Currency\n{DATED}"
    report = sheet(store, tmp_path, name, text)
    assert (report.rows, report.rows_added, report.faulty) == (2, 2, 0)
    assert moved(store) == [
        (ME, "123456789", "33.50 USD"), ("Azure Interior", ME, "1525.00 EUR"),
    ]  # fmt: skip
    assert {one["date"]["earliest"] for one in payments(store)} == {"2018-12-15"}


def test_text_and_workbook_of_one_statement_come_to_the_same_payments(
    store: Store, tmp_path: Path
) -> None:
    text = f"{OTHER}amount: Amount\ncurrency: Currency\n{DATED}"
    sheet(store, tmp_path, "sample_statement_en.csv", text)
    before = snapshot(store)
    sheet(store, tmp_path, "sample_statement_en.xlsx", text)
    assert snapshot(store) == before


@pytest.mark.parametrize("name", ["multi_currency.csv", "original_currency.csv"])
def test_every_row_has_its_own_currency(store: Store, tmp_path: Path, name: str) -> None:
    report = sheet(store, tmp_path, name, f"{OTHER}amount: Amount\ncurrency: Currency\n{DATED}")
    assert report.rows_added == report.rows
    assert ("Azure Interior", ME, "1525.00 EUR") in moved(store)


def test_a_minus_beside_a_mark_is_in_doubt(store: Store, tmp_path: Path) -> None:
    """The sheet prints 33.50 D and -1,533.50 C; its balance grows from -23.50 to 1,510.00.

    So the minus says nothing there, which only the balance tells: the row is refused until the
    mapping says so.
    """
    sums = "amount: {column: Amount, mark: D/C, debit: D, credit: C}\ncurrency: {is: EUR}\n"
    report = sheet(store, tmp_path, "debit_credit.csv", f"{OTHER}{sums}{DATED}")
    assert [one.line for one in report.faults] == [3]
    sheet(store, tmp_path, "debit_credit.csv", f"{OTHER}{sums}{DATED}negative: ignored\n")
    assert moved(store) == [
        (ME, "123456789", "33.50 EUR"), ("Azure Interior", ME, "1533.50 EUR"),
    ]  # fmt: skip
    assert Decimal("-23.50") + Decimal("1533.50") == Decimal("1510.00")


COLUMNS = """\
heading: 5
counterparty: {name: Detail}
amount: {debit: Debit, credit: Credit}
currency: {is: EUR}
date: {column: Date, order: day-first}
reference: Operation Number
ignore: {Date: Balance at start of period}
balances:
  - {balance: 30000.77 EUR opening 2020-04-01, at: row 10}
  - {balance: 31070.11 EUR closing 2020-04-02, at: row 4}
"""


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_two_columns_of_debits_and_credits_below_other_things(
    store: Store, tmp_path: Path, form: str
) -> None:
    """Every debit has a minus, and no credit: it says no more than the column."""
    name = f"meta_data_separated_credit_debit.{form}"
    report = sheet(store, tmp_path, name, COLUMNS)
    assert (report.rows, report.rows_added, report.faulty) == (5, 4, 0)
    assert moved(store) == [
        (ME, "CLIENTS X", "100.00 EUR"), (ME, "DETAILS 1", "50.00 EUR"),
        (ME, "DETAILS 2", "80.68 EUR"), ("DETAILS 3", ME, "1300.00 EUR"),
    ]  # fmt: skip
    assert "every debit and no credit has a minus, which says no more than that" in report.notes
    assert any("years of two digits ('01/04/20' on line 6)" in one for one in report.notes)
    own = next(one for one in scanned(store, "BankAccount") if one["names"][0]["text"] == ME)
    with store.read() as reader:
        reading = reader.nodes([own["id"]])[own["id"]]
    balances = reading["evidence"]["fields"]["stated_balance"]
    assert [one["value"] for one in balances["values"]] == [
        "30000.77 EUR opening 2020-04-01", "31070.11 EUR closing 2020-04-02",
    ]  # fmt: skip
    assert not balances.get("conflicts")
    before = snapshot(store)
    assert sheet(store, tmp_path, name, COLUMNS).added == 0
    assert snapshot(store) == before


def test_the_order_of_a_date_like_01_04_20_is_asked_for(store: Store, tmp_path: Path) -> None:
    text = COLUMNS.replace("date: {column: Date, order: day-first}", "date: Date")
    with pytest.raises(FaultyInput, match="may be year-first or day-first or month-first"):
        sheet(store, tmp_path, "meta_data_separated_credit_debit.csv", text)


def test_a_minus_that_some_debits_have_is_in_doubt(store: Store, tmp_path: Path) -> None:
    rows = ("2020-04-01,-5,,A", "2020-04-01,5,,B", "2020-04-02,,7,C", "2020-04-02,1,2,D",
            "2020-04-02,,,E")  # fmt: skip
    path = table(tmp_path, *rows, heading="Date,Debit,Credit,Detail")
    text = COLUMNS.partition("date:")[0].replace("heading: 5\n", "") + "date: Date\n"
    report = loaded(store, path, mapped(tmp_path, OWN + text, PAPER))
    assert [one.line for one in report.faults] == [2, 5, 6]
    assert [one.detail.split(";")[0] for one in report.faults[1:]] == [
        "both Debit and Credit hold a sum", "neither of Debit and Credit hold a sum",
    ]  # fmt: skip
    text += "negative: turned\n"
    loaded(store, path, mapped(tmp_path, OWN + text, PAPER))
    assert ("A", ME, "5.00 EUR") in moved(store)


AML = """\
payer: {account: Account, bank: From Bank}
payee: {account: Account (2), bank: To Bank}
amount: Amount Paid
currency: Payment Currency
currencies: {US Dollar: USD}
date: Timestamp
time_zone: UTC
purpose: Payment Format
"""


def test_a_heading_with_one_name_twice_and_currencies_in_words(
    store: Store, tmp_path: Path
) -> None:
    """Three of the four rows are transfers to oneself; banks keep their zeros."""
    path = at_hand("ibm_aml/HI-Small_Trans_first4rows.csv")
    report = loaded(store, path, mapped(tmp_path, AML, PAPER))
    assert (report.rows_added, report.faulty) == (4, 0)
    found = payments(store)
    assert sum(one["source"] == one["target"] for one in found) == 3
    assert found[0]["date"]["earliest"] == "2022-09-01T00:00:00"
    banks = {one["names"][0]["text"] for one in scanned(store, "Company")}
    assert banks == {"010", "03208", "001", "03209", "012"}
    assert "Is Laundering" in report.unused


SIM = """\
payer: {account: sourceNodeId}
payee: {account: targetNodeId}
amount: value
currency: {is: XXX}
date: {column: time, days_after: 2017-01-01}
"""


def test_the_first_thousands_of_a_large_made_up_table(store: Store, tmp_path: Path) -> None:
    """Sums of money and numbers of accounts are those of the file itself."""
    whole = at_hand("ibm_amlsim/20K_cycle200/transactions.csv")
    lines = whole.read_text("utf-8").splitlines()[:3001]
    path = table(tmp_path, *lines[1:], heading=lines[0])
    report = loaded(store, path, mapped(tmp_path, SIM, PAPER))
    cells = [line.split(",") for line in lines[1:]]
    assert (report.rows_added, report.faulty) == (3000, 0)
    assert counts(store)["BankAccount"] == len({one for row in cells for one in row[:2]})
    found = payments(store)
    assert sum(Decimal(one["amount"]["min"]) for one in found) == sum(
        Decimal(row[2]) for row in cells
    )
    # Step 1 is the day after the day that the mapping counts from.
    assert min(one["date"]["earliest"] for one in found) == "2017-01-02"
