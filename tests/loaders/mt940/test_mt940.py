"""SWIFT statements: every entry of every real file, and what a broken file is told."""

from collections import Counter
from pathlib import Path

import pytest

from graph.errors import FaultyInput
from graph.evidence import Claim
from graph.ontology import Money, Payment
from graph.store import Store
from loaders.mt940.entries import read_statement
from loaders.mt940.statements import statements
from loaders.payments.text import sniff_encoding
from tests.loaders.at_hand import DATA, at_hand, load, records_of, snapshot
from tests.loaders.payments.tables import moved, payments, scanned

FOLDER = DATA / "mt940"
FILES = sorted(str(one.relative_to(DATA)) for one in FOLDER.glob("*/*")) or ["mt940"]

STATEMENT = """\
:20:START
:25:12345678/1020304050
:28C:7/1
:60F:C200331EUR100,00
:61:2004010401D12,50NTRFNONREF//B1
:86:177?00UEBERWEISUNG?20EREF+INV 7?21SVWZ+Rent?3012030000?31DE893704004405320130
00?32Max   Muster
:61:2004020402RD12,50NRTINONREF
:86:159?00RETOURE?3012030000?31DE89370400440532013000?32Max Muster
:61:2004020402C5,NMSCNONREF
:62F:C200402EUR105,00
-
"""


def written(folder: Path, text: str, name: str = "one.sta") -> Path:
    path = folder / name
    path.write_bytes(text.encode())
    return path


@pytest.mark.parametrize("name", FILES)
def test_every_entry_of_a_real_file_is_one_payment(name: str) -> None:
    """As many as there are lines that begin with :61:, each with its sum and its line."""
    path = at_hand(name)
    lines = path.read_bytes().decode("utf-8", "replace").splitlines()
    entries = [number for number, line in enumerate(lines, 1) if line.startswith(":61:")]
    records = records_of("mt940", path)
    found = [one for one in records if isinstance(one, Payment)]
    assert len({one.id for one in found}) == len(found) == len(entries)
    claims = [one for one in records if isinstance(one, Claim)]
    places = [one.at for one in claims if one.field == "amount"]
    assert [int(place.rpartition(" ")[2]) for place in places] == entries


# Files whose statements add up, and how many they are; from the others entries were cut out.
EVEN = {
    "mt940/ASNB/0708271685_09022020_164516.940.txt": 31, "mt940/betterplace/sepa_mt9401.sta": 26,
    "mt940/betterplace/with_binary_character.sta": 2, "mt940/cmxl/mt940.sta": 3,
    "mt940/jejik/generic.sta": 2, "mt940/jejik/rabobank-iban.sta": 2, "mt940/jejik/sns.sta": 2,
    "mt940/mBank/mt940.sta": 1, "mt940/self-provided/february_30.sta": 1,
}  # fmt: skip


@pytest.mark.parametrize(("name", "number"), EVEN.items(), ids=EVEN)
def test_opening_balance_and_entries_come_to_the_closing_balance(name: str, number: int) -> None:
    """Which way each entry goes, reversals too, is checked by the banks' own arithmetic."""
    path = at_hand(name)
    seen = 0
    for printed in statements(path, sniff_encoding(path).value):
        found = read_statement(printed)
        sides = {one.side: one.minor for one in found.balances}
        net = sum(
            Money.parse(*one.amount.split()).minor * (1 if one.payee == found.account else -1)
            for one in found.moves
        )
        assert sides["opening"] + net == sides["closing"], f"statement on line {printed.line}"
        seen += 1
    assert seen == number


def test_debits_credits_and_reversals_go_the_way_the_money_went(
    store: Store, tmp_path: Path
) -> None:
    """RD takes a debit back: the money comes in, from whom it had gone to."""
    report = load(store, "mt940", written(tmp_path, STATEMENT))
    assert (report.rows, report.rows_added, report.faulty) == (3, 3, 0)
    own, iban = "1020304050", "DE89370400440532013000"
    assert moved(store) == [
        (own, iban, "12.50 EUR"), (iban, own, "12.50 EUR"),
        ("payer not named (statement 7/1, line 10)", own, "5.00 EUR"),
    ]  # fmt: skip
    paid, back = (one for one in payments(store) if one["amount"]["min"] == "12.50")
    assert paid["purpose"] == "UEBERWEISUNG; Rent; reference INV 7"
    with store.read() as reader:
        notes = [one.get("note") for one in reader.claims([back["id"]])[back["id"]]]
    assert "Reversal of an earlier debit." in notes
    assert [one["names"][0]["text"] for one in scanned(store, "Party")] == ["Max Muster"]
    banks = sorted(one["names"][0]["text"] for one in scanned(store, "Company"))
    assert banks == ["12030000", "12345678"]


def test_balances_stand_on_the_account_and_do_not_conflict(store: Store, tmp_path: Path) -> None:
    load(store, "mt940", written(tmp_path, STATEMENT))
    (own,) = [one for one in scanned(store, "BankAccount") if "1020304050" in str(one["names"])]
    with store.read() as reader:
        reading = reader.nodes([own["id"]])[own["id"]]
    found = reading["evidence"]["fields"]["stated_balance"]
    assert [one["value"] for one in found["values"]] == [
        "100.00 EUR opening 2020-03-31", "105.00 EUR closing 2020-04-02",
    ]  # fmt: skip
    assert not found.get("conflicts")
    assert reading["stated_balance"]["side"] == "opening"
    before = snapshot(store)
    assert load(store, "mt940", written(tmp_path, STATEMENT)).added == 0
    assert snapshot(store) == before


def test_the_day_of_entry_counts_and_the_day_of_value_is_told(tmp_path: Path) -> None:
    """Value 30 December, entered 2 January: the year turns between them."""
    text = STATEMENT.replace(":61:2004010401D12,50", ":61:1912300102D12,50")
    records = records_of("mt940", written(tmp_path, text))
    dates = [one for one in records if isinstance(one, Claim) and one.field == "date"]
    assert (dates[0].value, dates[0].note) == ("2020-01-02", "Value date 2019-12-30.")


def test_a_thirtieth_of_february_is_not_made_into_a_day(tmp_path: Path) -> None:
    """Some banks reckon interest by months of thirty days. Entered on no other day, it is some
    day of that month, in the bank's words."""
    text = STATEMENT.replace(":61:2004010401D12,50", ":61:160230D12,50")
    records = records_of("mt940", written(tmp_path, text))
    dates = [one for one in records if isinstance(one, Claim) and one.field == "date"]
    assert (dates[0].value, dates[0].note) == (
        '2016-02 "2016-02-30"', "The printed day does not exist.",
    )  # fmt: skip


def test_two_digits_of_a_year_reach_from_1969_to_2068(tmp_path: Path) -> None:
    text = STATEMENT.replace(":61:2004010401", ":61:9904010401").replace("C200331", "C990331")
    records = records_of("mt940", written(tmp_path, text))
    claims = [one for one in records if isinstance(one, Claim)]
    assert next(one for one in claims if one.field == "date").value == "1999-04-01"
    assert any(one.value == "100.00 EUR opening 1999-03-31" for one in claims)


def test_a_file_that_is_cut_off_is_refused_with_its_last_statement(
    store: Store, tmp_path: Path
) -> None:
    path = written(tmp_path, STATEMENT + STATEMENT[:-60])
    with pytest.raises(FaultyInput, match=r"one\.sta:13: this statement has no closing balance"):
        load(store, "mt940", path)
    assert payments(store) == []


def test_a_statement_that_cannot_be_read_is_listed_and_the_others_are_loaded(
    store: Store, tmp_path: Path
) -> None:
    broken = STATEMENT.replace(":61:2004010401D12,50", ":61:2004010401X12,50")
    report = load(store, "mt940", written(tmp_path, broken + STATEMENT))
    assert (report.rows_added, report.faulty) == (3, 1)
    assert str(report.faults[0]).startswith("one.sta:1: this statement (3 entries): a tag cannot")


def test_what_is_no_statement_is_refused(store: Store, tmp_path: Path) -> None:
    with pytest.raises(FaultyInput, match="no line begins with :20:"):
        load(store, "mt940", written(tmp_path, "Date;Amount\n"))


def test_a_card_says_who_issued_the_statement(tmp_path: Path) -> None:
    """Without one the publisher is not known, and no bank is made up."""
    path = written(tmp_path, STATEMENT)
    card = tmp_path / "card.yaml"
    card.write_text("dataset: stmt\ntitle: Statement 7\npublisher: First Bank\n", "utf-8")
    claims = [one for one in records_of("mt940", path, mapping=card) if isinstance(one, Claim)]
    assert Counter(one.by for one in claims) == {"First Bank": len(claims)}
    claims = [one for one in records_of("mt940", path) if isinstance(one, Claim)]
    assert {one.by for one in claims} == {
        "The bank that keeps the account (not named by the loader's user)"
    }
