"""The mapping that is proposed: what it finds, what it leaves open, and that it loads."""

from pathlib import Path

import pytest

from api.cli.main import main
from graph.errors import FaultyInput
from graph.store import Store
from loaders.payments.guess import propose
from loaders.payments.heading_words import guesses
from loaders.payments.mapping import Mapping, read_mapping
from tests.loaders.at_hand import at_hand
from tests.loaders.payments.tables import ROWS, loaded, moved, table

OPEN = {
    "publisher:  #": "publisher: First Bank  #",
    "account: {account: {is: }}": "account: {account: {is: '1'}}",
    "currency: {is: }": "currency: {is: EUR}",
    "time_zone:  #": "time_zone: UTC  #",
    "days_after: }": "days_after: 2017-01-01}",
    "order: }": "order: day-first}",
    "counterparty: {name: }": "counterparty: {name: Detail}",
}


def filled(text: str) -> str:
    """What a person answers to everything that is open."""
    for old, new in OPEN.items():
        text = text.replace(old, new)
    return text


def test_a_plain_table_is_guessed_whole_but_for_its_publisher(store: Store, tmp_path: Path) -> None:
    path = table(tmp_path, *ROWS)
    text = propose(path)
    assert [line.split(":")[0] for line in text.splitlines() if "# OPEN" in line] == ["publisher"]
    mapping = tmp_path / "mapping.yaml"
    mapping.write_text(text, "utf-8")
    with pytest.raises(FaultyInput, match="'publisher' has no value"):
        read_mapping(mapping, Mapping)
    mapping.write_text(filled(text), "utf-8")
    assert loaded(store, path, mapping).rows_added == 3
    assert ("22", "33", "7.25 USD") in moved(store)


@pytest.mark.parametrize(
    ("name", "opened"),
    [
        ("bank_statement_sheet/sample_statement_en.csv", {"publisher", "account"}),
        ("bank_statement_sheet/sample_statement_en.xlsx", {"publisher", "account"}),
        ("bank_statement_sheet/debit_credit.csv", {"publisher", "account", "currency"}),
        (
            "bank_statement_sheet/meta_data_separated_credit_debit.csv",
            {"publisher", "account", "counterparty", "currency", "date"},
        ),
        ("ibm_aml/HI-Small_Trans_first4rows.csv", {"publisher", "time_zone"}),
        ("ibm_amlsim/20K_cycle200/transactions.csv", {"publisher", "currency", "date"}),
        ("ibm_amlsim/sample_outputs/tx.csv", {"publisher", "currency"}),
    ],
)
def test_what_a_real_table_leaves_open_is_marked_and_once_filled_it_reads(
    tmp_path: Path, name: str, opened: set[str]
) -> None:
    text = propose(at_hand(name))
    assert {line.split(":")[0] for line in text.splitlines() if "# OPEN" in line} == opened
    mapping = tmp_path / "mapping.yaml"
    mapping.write_text(filled(text), "utf-8")
    assert read_mapping(mapping, Mapping).publisher == "First Bank"


def test_an_open_date_order_is_asked_for_never_chosen(tmp_path: Path) -> None:
    text = propose(table(tmp_path, "01/02/2008,1,2,5,USD"))
    (line,) = (one for one in text.splitlines() if one.startswith("date:"))
    assert line.startswith("date: {column: Date, order: }  # OPEN")
    assert "may be day-first or month-first" in line


def test_words_for_currencies_are_proposed_where_they_mean_one_thing(tmp_path: Path) -> None:
    """A dollar sign means twenty currencies."""
    text = propose(table(tmp_path, "2008-02-01,1,2,5,€", "2008-02-01,1,2,5,$"))
    assert "  €: EUR" in text
    assert "  $:  # OPEN" in text


def test_an_account_behind_a_side_is_of_that_side() -> None:
    columns = ["From Bank", "Account", "To Bank", "Account (2)"]
    found = {one.column: (one.side, one.what) for one in guesses(columns, [[]] * 4)}
    assert found == {
        "From Bank": ("payer", "bank"), "Account": ("payer", "account"),
        "To Bank": ("payee", "bank"), "Account (2)": ("payee", "account"),
    }  # fmt: skip


def test_headings_in_german_and_russian() -> None:
    columns = ["Buchungstag", "Auftraggeber", "Betrag", "Währung", "Verwendungszweck", "Сумма",
               "Плательщик", "Получатель"]  # fmt: skip
    found = {one.column: (one.side, one.what) for one in guesses(columns, [[]] * 8)}
    assert found == {
        "Buchungstag": ("", "date"), "Auftraggeber": ("payer", "name"), "Betrag": ("", "amount"),
        "Währung": ("", "currency"), "Verwendungszweck": ("", "purpose"), "Сумма": ("", "amount"),
        "Плательщик": ("payer", "name"), "Получатель": ("payee", "name"),
    }  # fmt: skip


def test_the_command_proposes_loads_and_tells(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As a person would: guess, fill in, try, load, load again."""
    path, mapping = table(tmp_path, *ROWS, "broken"), tmp_path / "mapping.yaml"
    database = tmp_path / "clew.db"

    def run(*arguments: str) -> str:
        assert main(["--store", str(database), "load", str(path), *arguments]) == 0
        return capsys.readouterr().out

    guessed = run("--guess")
    assert guessed == propose(path)
    mapping.write_text(filled(guessed), "utf-8")
    asked = ("--as", "payments", "--mapping", str(mapping))
    tried = run(*asked, "--dry-run")
    rows = "rows: 3 added, 0 changed, 0 the same, 0 conflicting, 1 rejected"
    assert rows in tried
    assert "wires.csv:5: 1 cells under 5 columns" in tried
    assert not database.exists()
    assert rows in run(*asked)
    assert "rows: 0 added, 0 changed, 3 the same, 0 conflicting, 1 rejected" in run(*asked)
