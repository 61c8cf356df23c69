"""Payments tables: what a row becomes, what a second load changes, what is refused."""

import random
from pathlib import Path

import pytest

from graph.errors import BadRequest, FaultyInput
from graph.store import Store
from loaders.load import Progress, load_table
from loaders.payments.table import PaymentsTable
from tests.loaders.at_hand import counts, snapshot
from tests.loaders.payments.tables import (
    ROWS,
    TRANSFERS,
    loaded,
    mapped,
    moved,
    payments,
    scanned,
    table,
)


def test_a_row_is_a_payment_documented_by_the_holder_of_the_document(
    store: Store, tmp_path: Path
) -> None:
    """Sum, date and place of the row; an account keeps its zeros."""
    report = loaded(store, table(tmp_path, *ROWS), mapped(tmp_path))
    assert (report.rows, report.rows_added, report.faulty) == (3, 3, 0)
    first = payments(store)[0]
    assert first["amount"] == {
        "min": "10.50", "max": "10.50", "currency": "USD", "precision": "exact",
    }  # fmt: skip
    assert first["date"]["earliest"] == "2008-02-01"
    assert first["evidence"]["standing"] == "documented"
    assert first["evidence"]["asserted_by"] == ["First Bank"]
    with store.read() as reader:
        claims = reader.claims([first["id"]])[first["id"]]
        payer = reader.nodes([first["source"]])[first["source"]]
    assert {(one.get("field"), one["at"]) for one in claims} == {
        (None, "row 2"), ("amount", "row 2"), ("date", "row 2"),
    }  # fmt: skip
    assert payer["identifiers"] == [{"scheme": "account", "value": "0071"}]


def test_a_second_load_changes_nothing_and_says_so(store: Store, tmp_path: Path) -> None:
    path, mapping = table(tmp_path, *ROWS), mapped(tmp_path)
    loaded(store, path, mapping)
    before = snapshot(store)
    report = loaded(store, path, mapping)
    assert snapshot(store) == before
    assert (report.rows_added, report.rows_changed, report.rows_same) == (0, 0, 3)
    assert "rows: 0 added, 0 changed, 3 the same, 0 conflicting, 0 rejected" in report.describe()


def test_rows_in_another_order_keep_their_ids(store: Store, tmp_path: Path) -> None:
    """Only the places that the claims cite move with the rows."""
    mapping = mapped(tmp_path)
    loaded(store, table(tmp_path, *ROWS), mapping)
    before = {one["id"] for one in payments(store)}
    report = loaded(store, table(tmp_path, *reversed(ROWS)), mapping)
    assert {one["id"] for one in payments(store)} == before
    assert (report.rows_added, report.withdrawn, report.removed) == (0, 0, 0)


def test_two_rows_that_say_the_same_are_two_payments(store: Store, tmp_path: Path) -> None:
    mapping = mapped(tmp_path)
    loaded(store, table(tmp_path, ROWS[0], ROWS[1], ROWS[0]), mapping)
    assert len(payments(store)) == 3
    loaded(store, table(tmp_path, ROWS[0], ROWS[1]), mapping)
    assert len(payments(store)) == 2


def test_a_row_that_is_gone_is_taken_away(store: Store, tmp_path: Path) -> None:
    """With it goes the account that no other row names."""
    mapping = mapped(tmp_path)
    loaded(store, table(tmp_path, *ROWS, "2008-03-01,22,99,5,USD"), mapping)
    report = loaded(store, table(tmp_path, *ROWS), mapping)
    assert (report.rows_added, report.rows_same, report.withdrawn) == (0, 3, 4)
    assert counts(store)["BankAccount"] == 3


def test_broken_rows_are_listed_by_line_and_do_not_stop_the_rest(
    store: Store, tmp_path: Path
) -> None:
    rows = [
        ROWS[0],
        "2008-02-30,22,33,7.25,USD",
        "2008-02-02,22,33,lots,USD",
        "2008-02-02,22,33,7.25,dollars",
        "2008-02-02,22,33",
        "2008-02-02,22,33,0.00,USD",
        "2008-02-02,,,7.25,USD",
        "2008-02-02,22,33,7.255,USD",
        ROWS[2],
    ]
    path, mapping = table(tmp_path, *rows), mapped(tmp_path)
    report = loaded(store, path, mapping)
    assert [one.line for one in report.faults] == [3, 4, 5, 6, 7, 8, 9]
    assert [one.detail.split(":")[0] for one in report.faults] == [
        "Date 2008-02-30 is no date", "Amount lots is no sum",
        "Currency 'dollars' is no ISO 4217 code", "3 cells under 5 columns",
        "Amount 0.00", "names neither who paid nor who was paid",
        "'7.255' is finer than the minor unit of USD (2 decimals)",
    ]  # fmt: skip
    assert (len(payments(store)), report.rows_added) == (2, 2)
    # Where rows are faulty nothing is taken away: it may be what a faulty row says.
    loaded(store, table(tmp_path, *ROWS), mapping)
    report = loaded(store, table(tmp_path, ROWS[0], "broken"), mapping)
    assert report.spared == "some rows are faulty"
    assert len(payments(store)) == 3


def test_strict_writes_nothing_where_a_row_is_broken(store: Store, tmp_path: Path) -> None:
    path = table(tmp_path, ROWS[0], "broken")
    with pytest.raises(FaultyInput, match=r"wires\.csv:3: 1 cells under 5 columns"):
        loaded(store, path, mapped(tmp_path), strict=True)
    assert counts(store) == {}


def test_a_stray_quote_costs_its_rows_and_is_listed(store: Store, tmp_path: Path) -> None:
    """The quote swallows what follows up to the end; what stood before is there."""
    path = table(tmp_path, ROWS[0], '2008-02-02,22,"33,7.25,USD', ROWS[2])
    report = loaded(store, path, mapped(tmp_path))
    assert (len(payments(store)), report.faulty) == (1, 1)
    assert report.faults[0].line == 3


def test_a_transfer_to_oneself_is_a_payment(store: Store, tmp_path: Path) -> None:
    loaded(store, table(tmp_path, "2008-02-01,22,22,5,USD"), mapped(tmp_path))
    (found,) = payments(store)
    assert found["source"] == found["target"]


def test_a_party_that_is_not_named_is_a_node_of_its_own_for_each_row(
    store: Store, tmp_path: Path
) -> None:
    rows = ("2008-02-01,,22,5,USD", "2008-02-01,,22,5,USD", "2008-02-02,22,,5,USD")
    loaded(store, table(tmp_path, *rows), mapped(tmp_path))
    unnamed = [one for one in scanned(store, "BankAccount") if one.get("unnamed")]
    assert sorted(one["names"][0]["text"] for one in unnamed) == [
        "payee not named (row 4)", "payer not named (row 2)", "payer not named (row 3)",
    ]  # fmt: skip


def test_an_empty_currency_is_not_stated_and_is_said(store: Store, tmp_path: Path) -> None:
    report = loaded(store, table(tmp_path, "2008-02-01,22,33,5,"), mapped(tmp_path))
    assert payments(store)[0]["amount"]["currency"] == "XXX"
    assert "rows in a currency that is not stated (XXX): 1" in report.notes


def test_an_empty_date_is_no_date_and_is_said(store: Store, tmp_path: Path) -> None:
    report = loaded(store, table(tmp_path, ",22,33,5,USD"), mapped(tmp_path))
    assert "date" not in payments(store)[0]
    assert "rows without a date: 1" in report.notes


@pytest.mark.parametrize(
    ("policy", "expected"),
    [("turned", ("33", "22")), ("ignored", ("22", "33"))],
)
def test_a_negative_transfer_is_refused_until_the_mapping_says_what_it_means(
    store: Store, tmp_path: Path, policy: str, expected: tuple[str, str]
) -> None:
    path = table(tmp_path, "2008-02-01,22,33,-5,USD")
    report = loaded(store, path, mapped(tmp_path))
    assert report.faulty == 1
    assert "state `negative: turned`" in str(report.faults[0])
    loaded(store, path, mapped(tmp_path, f"{TRANSFERS}negative: {policy}\n"))
    assert moved(store) == [(*expected, "5.00 USD")]


REFERENCED = "Ref,Date,From,To,Amount,Currency"


def test_two_payments_with_one_reference_are_two(store: Store, tmp_path: Path) -> None:
    """What a payment carries, such as an invoice, need not be its own alone."""
    rows = ("INV7,2008-02-01,22,33,5,USD", "INV7,2008-02-02,22,33,5,USD")
    path = table(tmp_path, *rows, heading=REFERENCED)
    loaded(store, path, mapped(tmp_path, f"{TRANSFERS}reference: Ref\n"))
    assert [one["purpose"] for one in payments(store)] == ["reference INV7"] * 2


def test_two_rows_with_one_id_are_one_payment_or_none(store: Store, tmp_path: Path) -> None:
    """The same contents are one payment said twice; different ones are refused, both."""
    rows = ("a,2008-02-01,22,33,5,USD", "a,2008-02-01,22,33,5,USD",
            "b,2008-02-01,22,33,6,USD", "b,2008-02-01,22,33,7,USD",
            ",2008-02-01,22,33,8,USD")  # fmt: skip
    path = table(tmp_path, *rows, heading=REFERENCED)
    report = loaded(store, path, mapped(tmp_path, f"{TRANSFERS}id: Ref\n"))
    assert [one[2] for one in moved(store)] == ["5.00 USD"]
    assert [one.line for one in report.faults] == [4, 5, 6]
    assert "the same payment again, by its id: 1" in str(report.notes)


def test_under_an_id_a_corrected_sum_changes_the_payment_and_a_new_payee_conflicts(
    store: Store, tmp_path: Path
) -> None:
    """The row that conflicts is listed, its payment stays; the others are loaded."""
    mapping = mapped(tmp_path, f"{TRANSFERS}id: Ref\n")
    rows = ["a,2008-02-01,22,33,5,USD", "b,2008-02-01,22,33,6,USD"]
    loaded(store, table(tmp_path, *rows, heading=REFERENCED), mapping)
    rows = ["a,2008-02-01,22,33,5.50,USD", "b,2008-02-01,22,44,6,USD", "c,2008-02-01,44,22,1,USD"]
    report = loaded(store, table(tmp_path, *rows, heading=REFERENCED), mapping)
    assert (report.rows_added, report.rows_changed, report.rows_conflicting) == (1, 1, 1)
    assert report.conflicts[0].line == 3
    assert "an edge keeps its ends" in report.conflicts[0].detail
    assert report.spared == "some rows contradict the store"
    assert moved(store) == [
        ("22", "33", "5.50 USD"), ("22", "33", "6.00 USD"), ("44", "22", "1.00 USD"),
    ]  # fmt: skip


NAMED = "Date,Payer,Payer account,Payee,Amount"
BY_NAME = """\
payer: {name: Payer, account: Payer account, bank: {is: First Bank}}
payee: {name: Payee}
amount: Amount
currency: {is: USD}
date: Date
"""
SAME_NAMES = (
    "2008-02-01,J. Smith,11,Shell Ltd,5", "2008-02-02,J. Smith,12,Shell  Ltd,6",
    "2008-02-03,J Smith,12,shell ltd,7",
)  # fmt: skip


def test_one_name_is_one_party_within_a_file_and_no_other_name_is(
    store: Store, tmp_path: Path
) -> None:
    """Blanks do not count; a dot or a capital letter makes another name."""
    loaded(store, table(tmp_path, *SAME_NAMES, heading=NAMED), mapped(tmp_path, BY_NAME))
    assert sorted(one["names"][0]["text"] for one in scanned(store, "Party")) == [
        "J Smith", "J. Smith", "Shell Ltd", "shell ltd",
    ]  # fmt: skip
    holders = {(one["source"], one["target"]) for one in scanned(store, "AccountHolder")}
    assert len(holders) == 3
    assert len(scanned(store, "AccountBank")) == 2


def test_names_can_be_kept_apart_and_joined_again(store: Store, tmp_path: Path) -> None:
    """Then a name on another account, or on another row without one, is another party."""
    path = table(tmp_path, *SAME_NAMES, heading=NAMED)
    loaded(store, path, mapped(tmp_path, BY_NAME))
    joined = snapshot(store)
    loaded(store, path, mapped(tmp_path, f"{BY_NAME}same_name: apart\n"))
    assert sorted(one["names"][0]["text"] for one in scanned(store, "Party")) == [
        "J Smith", "J. Smith", "J. Smith", "Shell Ltd", "Shell Ltd", "shell ltd",
    ]  # fmt: skip
    loaded(store, path, mapped(tmp_path, BY_NAME))
    assert snapshot(store) == joined


def test_an_iban_is_one_account_in_every_document_another_number_is_not(
    store: Store, tmp_path: Path
) -> None:
    """DE89370400440532013000 is the example of the IBAN registry; its check digits are right."""
    rows = ("2008-02-01,DE89 3704 0044 0532 0130 00,22,5,USD",)
    loaded(store, table(tmp_path, *rows), mapped(tmp_path))
    other = mapped(tmp_path, paper="dataset: more\ntitle: More\npublisher: Second Bank\n")
    rows = ("2008-02-03,22,DE89370400440532013000,5,USD",)
    report = loaded(store, table(tmp_path, *rows), other)
    assert report.conflicting == 0
    names = sorted(one["names"][0]["text"] for one in scanned(store, "BankAccount"))
    assert names == ["22", "22", "DE89370400440532013000"]


def test_the_same_number_at_two_banks_is_two_accounts(store: Store, tmp_path: Path) -> None:
    heading = "Date,From Bank,Account,To Bank,Account,Amount"
    text = """\
payer: {account: Account, bank: From Bank}
payee: {account: Account (2), bank: To Bank}
amount: Amount
currency: {is: XXX}
date: Date
"""
    path = table(tmp_path, "2008-02-01,010,7,012,7,5", heading=heading)
    loaded(store, path, mapped(tmp_path, text))
    (found,) = payments(store)
    assert found["source"] != found["target"]
    assert sorted(one["names"][0]["text"] for one in scanned(store, "Company")) == ["010", "012"]


def test_without_a_mapping_a_table_is_not_loaded(tmp_path: Path) -> None:
    with pytest.raises(BadRequest, match="clew load --guess"):
        PaymentsTable.for_file(table(tmp_path, *ROWS))


def test_a_column_that_is_not_there_is_named_with_those_that_are(
    store: Store, tmp_path: Path
) -> None:
    mapping = mapped(tmp_path, TRANSFERS.replace("Amount", "Sum"))
    with pytest.raises(FaultyInput, match="no column 'Sum'; there are Date, From, To, Amount"):
        loaded(store, table(tmp_path, *ROWS), mapping)


def test_progress_knows_how_many_rows_there_are(store: Store, tmp_path: Path) -> None:
    seen: list[Progress] = []
    loaded(store, table(tmp_path, *ROWS), mapped(tmp_path), progress=seen.append, batch=2)
    assert [(one.rows, one.total) for one in seen] == [(2, 3), (3, 3)]


def test_stable_ids_do_not_depend_on_the_batch_or_the_order(tmp_path: Path, store: Store) -> None:
    """Of 300 rows, a third of them doubled, in random order and batches of 7."""
    pick = random.Random(6)
    rows = [f"2008-02-{1 + n % 28:02},{n % 17},{n % 13},{n}.25,USD" for n in range(1, 301)]
    rows += rows[::3]
    mapping = mapped(tmp_path)
    loaded(store, table(tmp_path, *rows), mapping)
    before = {one["id"] for one in payments(store)}
    assert len(before) == 400
    pick.shuffle(rows)
    report = loaded(store, table(tmp_path, *rows), mapping, batch=7)
    assert {one["id"] for one in payments(store)} == before
    assert (report.rows_added, report.removed) == (0, 0)


def test_an_excerpt_takes_nothing_away(store: Store, tmp_path: Path) -> None:
    mapping = mapped(tmp_path)
    loaded(store, table(tmp_path, *ROWS), mapping)
    path = table(tmp_path, ROWS[1])
    load_table(store, PaymentsTable.for_file(path, mapping=mapping, excerpt=True), path)
    assert len(payments(store)) == 3
