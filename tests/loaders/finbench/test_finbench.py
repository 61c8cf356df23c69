"""FinBench in: eighteen tables become a graph, exact to the millisecond and the last digit."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.errors import Conflict, FaultyInput
from graph.store import Store
from graph.stores.opening import open_store
from tests.loaders.at_hand import (
    counts,
    edge,
    load,
    node,
    records_of,
    snapshot,
    unclaimed,
)
from tests.loaders.finbench.sets import write

MOMENT = "2020-06-21 06:30:59.06"
SET = {
    "Person": ["7|Ann"],
    "Company": ["7|Shell LLC"],
    "Account": [f"11|false|{MOMENT}", f"12|true|{MOMENT}"],
    "Loan": [f"21|70338856.0|43970608.78|{MOMENT}"],
    "Medium": [f"31|PHONE|true|{MOMENT}"],
    "PersonOwnAccount": [f"7|11|{MOMENT}"],
    "CompanyOwnAccount": [f"7|12|{MOMENT}"],
    "AccountTransferAccount": [f"11|12|9635411.91|{MOMENT}", f"11|12|17693696.989343166|{MOMENT}"],
    "AccountWithdrawAccount": [f"12|11|5|{MOMENT}"],
    "PersonApplyLoan": [f"7|21|{MOMENT}"],
    "LoanDepositAccount": [f"21|11|100.5|{MOMENT}"],
    "AccountRepayLoan": [f"11|21|50|{MOMENT}"],
    "CompanyInvestCompany": [f"7|7|0.14770874120277874|{MOMENT}"],
    "PersonGuaranteePerson": [f"7|7|{MOMENT}"],
    "MediumSignInAccount": [f"31|11|{MOMENT}"],
}


@pytest.fixture
def embedded(tmp_path: Path) -> Iterator[Store]:
    """An empty embedded store."""
    opened = open_store(tmp_path / "clew.db")
    yield opened
    opened.close()


def test_every_table_becomes_its_kind(store: Store, tmp_path: Path) -> None:
    """Nothing stands higher than asserted: the publisher says so, table and line are the place."""
    report = load(store, "finbench", write(tmp_path / "set", SET))
    assert (report.rows, report.faults) == (17, [])
    assert counts(store) == {
        "Person": 1, "Company": 1, "BankAccount": 2, "Loan": 1, "Device": 1, "AccountHolder": 2,
        "Payment": 3, "LoanApplication": 1, "Disbursement": 1, "Repayment": 1, "Ownership": 1,
        "Guarantee": 1, "SignIn": 1, "Claim": 23, "Source": 1,
    }  # fmt: skip
    account = node(store, "finbench.account.12")
    assert (account["blocked"], account["opened"]["earliest"]) == (True, "2020-06-21T06:30:59.060")
    assert account["evidence"]["standing"] == "asserted"
    with store.read() as reader:
        (said,) = reader.claims(["finbench.account.12"])["finbench.account.12"]
    assert said["by"].startswith("Linked Data Benchmark Council")
    assert (said["cites"], said["at"]) == ("finbench.set", "Account.csv, line 3")


def test_a_payment_states_no_currency_and_its_moment_to_the_millisecond(
    embedded: Store, tmp_path: Path
) -> None:
    load(embedded, "finbench", write(tmp_path / "set", SET))
    paid = edge(embedded, "finbench.transfer.2")
    assert (paid["source"], paid["target"]) == ("finbench.account.11", "finbench.account.12")
    assert paid["amount"] == {
        "min": "9635411.91", "max": "9635411.91", "currency": "XXX", "precision": "exact",
    }  # fmt: skip
    assert (paid["date"]["earliest"], paid["date"]["precision"]) == (
        "2020-06-21T06:30:59.060", "instant",
    )  # fmt: skip
    assert "purpose" not in paid
    assert edge(embedded, "finbench.withdrawal.2")["purpose"] == "withdrawal"


def test_a_sum_finer_than_a_hundredth_is_kept_to_its_last_digit(
    embedded: Store, tmp_path: Path
) -> None:
    """It lies between two hundredths; the digits are the source's words. Nothing is rounded."""
    load(embedded, "finbench", write(tmp_path / "set", SET))
    assert edge(embedded, "finbench.transfer.3")["amount"] == {
        "min": "17693696.98", "max": "17693696.99", "currency": "XXX", "precision": "exact",
        "words": "17693696.989343166",
    }  # fmt: skip


def test_a_ratio_is_a_share_in_percent(embedded: Store, tmp_path: Path) -> None:
    load(embedded, "finbench", write(tmp_path / "set", SET))
    share = edge(embedded, "finbench.company-invest.2")["share"]
    assert share == {"min": "14.770874120277874", "max": "14.770874120277874"}


def test_a_second_load_changes_nothing_and_a_row_that_went_is_taken_away(
    store: Store, tmp_path: Path
) -> None:
    load(store, "finbench", write(tmp_path / "set", SET))
    before = snapshot(store)
    again = load(store, "finbench", write(tmp_path / "set", SET))
    assert (again.added, again.changed, snapshot(store)) == (0, 0, before)
    fewer = {**SET, "MediumSignInAccount": []}
    assert load(store, "finbench", write(tmp_path / "set", fewer)).removed == 1
    assert "SignIn" not in counts(store)


def test_packed_and_plain_tables_are_read_alike(embedded: Store, tmp_path: Path) -> None:
    """Of each claim only the place differs, which names the file."""
    plain = records_of("finbench", write(tmp_path / "plain", SET))
    packed = records_of("finbench", write(tmp_path / "packed", SET, packed=True))
    assert [str(one).replace(".csv.gz", ".csv") for one in packed] == [str(one) for one in plain]
    assert not unclaimed(plain)


def test_two_sets_stand_side_by_side(embedded: Store, tmp_path: Path) -> None:
    """Their accounts may bear the same numbers."""
    folder = write(tmp_path / "set", SET)
    load(embedded, "finbench", folder)
    load(embedded, "finbench", folder, dataset="finbench-other")
    assert counts(embedded)["BankAccount"] == 4


@pytest.mark.parametrize(
    ("table", "row", "said"),
    [
        ("Account", "11|false|2020-01-01 00:00:00", "accountId '11': stands twice"),
        ("Account", "13|no|2020-01-01 00:00:00", "'no' is neither true nor false"),
        ("Account", "13|false|1 January 2020", "'1 January 2020' is not a moment"),
        ("Account", "13|false|2020-02-30 00:00:00", "day is out of range"),
        ("Account", "x|false|2020-01-01 00:00:00", "accountId: 'x' is not a number"),
        ("Account", "13|false", "2 cells under 3 columns"),
        ("AccountTransferAccount", f"11|99|1|{MOMENT}", "toId '99': no table holds this account"),
        ("AccountTransferAccount", f"11|12|-1|{MOMENT}", "never negative"),
        ("AccountTransferAccount", f"11|12|much|{MOMENT}", "'much' is not a number"),
        ("AccountTransferAccount", f"11|12|NaN|{MOMENT}", "'NaN' is not a number"),
        ("AccountTransferAccount", f"11|12|1e40|{MOMENT}", "more than can be counted"),
        ("CompanyInvestCompany", f"7|7|1.5|{MOMENT}", "must run from 0 to 100"),
        ("Person", "8|", "names"),
    ],
)
def test_a_faulty_row_is_said_with_its_line_and_stops_nobody(
    embedded: Store, tmp_path: Path, table: str, row: str, said: str
) -> None:
    rows = {**SET, table: [*SET[table], row]}
    report = load(embedded, "finbench", write(tmp_path / "set", rows))
    (fault,) = report.faults
    assert (fault.file, fault.line) == (f"{table}.csv", len(rows[table]) + 1)
    assert said in fault.detail
    assert (report.rows, report.faulty) == (18, 1)
    assert counts(embedded)["Claim"] == 23


def test_a_table_that_is_missing_or_cut_off_refuses_the_whole(
    embedded: Store, tmp_path: Path
) -> None:
    folder = write(tmp_path / "set", SET, packed=True)
    whole = (folder / "Loan.csv.gz").read_bytes()
    (folder / "Loan.csv.gz").write_bytes(whole[:-9])
    with pytest.raises(FaultyInput, match=r"Loan\.csv\.gz:\d+: no table: Compressed file ended"):
        load(embedded, "finbench", folder)
    (folder / "Loan.csv.gz").unlink()
    with pytest.raises(FaultyInput, match=r"the table Loan\.csv or Loan\.csv\.gz is missing"):
        load(embedded, "finbench", folder)
    with pytest.raises(FaultyInput, match="is no folder of FinBench tables"):
        load(embedded, "finbench", folder / "Account.csv.gz")
    (tmp_path / "empty").mkdir()
    with pytest.raises(FaultyInput, match="18 faults"):
        load(embedded, "finbench", tmp_path / "empty", excerpt=True)
    assert not {"BankAccount", "Claim"} & counts(embedded).keys()


def test_an_order_of_ties_that_changed_is_refused(embedded: Store, tmp_path: Path) -> None:
    """A tie is known by its line: with other ends it would be another under the same id."""
    load(embedded, "finbench", write(tmp_path / "set", SET))
    moved = {**SET, "AccountTransferAccount": [f"12|11|1|{MOMENT}"]}
    with pytest.raises(Conflict, match=r"finbench\.transfer\.2"):
        load(embedded, "finbench", write(tmp_path / "set", moved))


def test_what_is_not_taken_is_said(embedded: Store, tmp_path: Path) -> None:
    headings = {"Person": "personId|personName|isBlocked|createTime|gender|birthday|country|city"}
    rows = {**SET, "Person": [f"7|Ann|false|{MOMENT}|female|1999-01-21|England|York"]}
    report = load(embedded, "finbench", write(tmp_path / "set", rows, headings=headings))
    assert report.unused == tuple(
        f"Person.{name}" for name in ("isBlocked", "createTime", "gender", "city")
    )
    assert "no currency is stated" in report.describe()
    ann = node(embedded, "finbench.person.7")
    assert (ann["birth"]["earliest"], ann["countries"]) == ("1999-01-21", [])
    with embedded.read() as reader:
        (claim,) = reader.claims([ann["id"]])[ann["id"]]
    assert claim["note"] == "Printed, not read: country England."
