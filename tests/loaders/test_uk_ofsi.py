"""OFSI's closed list: one group on many rows, dates with zeros."""

from pathlib import Path

import pytest

from graph.errors import FaultyInput
from graph.stores.opening import open_store
from loaders.catalogue import loader_for
from tests.loaders.at_hand import at_hand, counts, edge, load, node, snapshot


def test_the_excerpt_of_2020(tmp_path: Path) -> None:
    """Twenty-three rows of six groups; one person takes fourteen of them."""
    path = at_hand("uk_ofsi_conlist_csv/ConList_excerpt_2020-04-27.csv")
    groups = {one.rpartition(",")[2] for one in path.read_text("utf-8").splitlines()[2:]}
    assert len(groups) == 6
    assert loader_for("uk-ofsi", path).card.as_of == "2020-04-27"
    store = open_store(tmp_path / "clew.db")
    report = load(store, "uk-ofsi", path, excerpt=True)
    assert (report.rows, report.faulty) == (6, 0)
    assert (counts(store)["Person"], counts(store)["Designation"]) == (6, 6)
    # Two names and seven years: all seven stay, side by side.
    so = node(store, "uk-ofsi.11039")
    assert [(one["text"], one["kind"]) for one in so["names"]] == [
        ("Sang-kuk SO", "name"), ("Sang Kuk SO", "alias"),
    ]  # fmt: skip
    years = {one["value"] for one in so["evidence"]["fields"]["birth"]["values"]}
    assert years == {str(year) for year in range(1932, 1939)}
    months = node(store, "uk-ofsi.13063")["evidence"]["fields"]["birth"]["values"]
    assert {one["value"] for one in months} == {
        "1983-07-05", '1983 "10/00/1983"', "1984-04",
    }  # fmt: skip
    saeed = node(store, "uk-ofsi.9215")
    assert (saeed["countries"], saeed["names"][1]["script"]) == (["PK"], "Arab")
    assert "3520025509842" not in str(saeed)
    listing = edge(store, "uk-ofsi.9215.ISIL-Da-esh-and-Al-Qaida")
    assert listing["listed"]["earliest"] == "2008-12-12"
    before = snapshot(store)
    load(store, "uk-ofsi", path, excerpt=True)
    assert snapshot(store) == before
    store.close()


def test_a_file_that_is_cut_off_is_refused(tmp_path: Path) -> None:
    path = at_hand("uk_ofsi_conlist_csv/ConList_excerpt_2020-04-27.csv")
    cut = tmp_path / "cut.csv"
    cut.write_bytes(path.read_bytes()[:3000])
    store = open_store(tmp_path / "clew.db")
    with pytest.raises(FaultyInput, match=r"cut\.csv:\d+: .* cut off here|no table"):
        load(store, "uk-ofsi", cut, excerpt=True)
    assert counts(store) == {}
    store.close()
