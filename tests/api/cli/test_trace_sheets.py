"""Ledgers, traces and bounds on a terminal of 100 columns."""

from pathlib import Path

import pytest

from graph.stores.opening import open_store
from tests.api.conftest import Clew
from tests.queries.tracing.worlds import WORKED, put


@pytest.fixture
def store(tmp_path: Path) -> str:
    """A store that holds the worked example."""
    path = tmp_path / "worked.db"
    opened = open_store(path)
    put(opened, WORKED)
    opened.close()
    return str(path)


def test_the_rules_stand_side_by_side(clew: Clew, store: str) -> None:
    """The table of the worked example, as it is read."""
    run = clew("trace", "c2", "--opening", "zero", "--store", store)
    assert run.code == 0
    lines = run.out.splitlines()
    assert [one.split() for one in lines[1:2] + lines[3:6]] == [
        ["where", "fifo", "lifo", "pro", "rata", "libr", "taint", "first"],
        ["held", "by", "a,", "USD", "0.00", "40.00", "20.00", "0.00", "40.00"],
        ["held", "by", "b,", "USD", "30.00", "0.00", "11.43", "10.00", "0.00"],
        ["held", "by", "x,", "USD", "10.00", "0.00", "8.57", "30.00", "0.00"],
    ]
    assert max(map(len, lines)) <= 100
    assert "The rules part at: a, b, x." in lines
    assert " ".join(run.out.split()).count("not legal advice") == 6


def test_a_ledger_shows_in_out_and_balance(clew: Clew, store: str) -> None:
    run = clew("ledger", "x", "--store", store)
    assert run.code == 0
    assert run.out.splitlines()[0] == (
        "x, USD: opens with 0.00 (unknown), received 120.00, paid 90.00, closes with 30.00"
    )
    assert "Calculated by Clew, if the transfers happened as claimed." in run.out
    assert max(map(len, run.out.splitlines())) <= 100


def test_bounds_are_a_line_and_a_sentence(clew: Clew, store: str) -> None:
    run = clew("bounds", "c2", "d1", "--target", "d2", "--opening", "zero", "--store", store)
    assert run.code == 0
    assert "At least 0.00 USD and at most 40.00 USD of the 50.00 USD of d1" in run.out
    assert "of d2" in " ".join(run.out.split())
    assert max(map(len, run.out.splitlines())) <= 100


def test_a_party_without_payments_has_nothing_to_show(clew: Clew) -> None:
    run = clew("ledger", "per.ann")
    assert run.code == 1


def test_each_line_of_a_spreadsheet_says_how_it_was_calculated(clew: Clew, store: str) -> None:
    """Rows are what people cut out."""
    for words in (["trace", "c2"], ["ledger", "x"], ["bounds", "c2", "d1"]):
        heading, *rows = clew(*words, "-f", "csv", "--store", store).out.splitlines()
        assert "calculated" in heading
        assert rows
        assert all("if the transfers happened as claimed" in one for one in rows)


def test_a_wrong_parameter_is_refused_in_words(clew: Clew, store: str) -> None:
    run = clew("trace", "c2", "--opening-balance", "x=much", "--store", store)
    assert run.code == 2
    assert "write 'acc.x=1000.00 USD'" in run.err
