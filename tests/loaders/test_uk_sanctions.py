"""The UK Sanctions List: names in all scripts, reasons as allegations, listings that end."""

import csv
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.errors import FaultyInput
from graph.store import Store
from graph.stores.opening import open_store
from loaders.catalogue import loader_for
from loaders.load import load_table
from tests.loaders.at_hand import at_hand, counts, edge, load, node, records_of, snapshot, unclaimed

COLUMNS = ("Unique ID", "OFSI Group ID", "Name 6", "Name 1", "Name type", "Alias strength",
           "Name non-latin script", "Non-latin script language", "Regime Name",
           "Designation Type", "Sanctions Imposed", "UK Statement of Reasons", "Date Designated",
           "D.O.B", "Nationality(/ies)", "Passport number", "Position",
           "Business registration number (s)", "IMO number", "Address Country")  # fmt: skip
REGIME = "The Example Regulations 2020"
ANN = {
    "Unique ID": "EXA0001", "OFSI Group ID": "77", "Name 6": "DOE", "Name 1": "Ann",
    "Name type": "Primary Name", "Regime Name": REGIME, "Designation Type": "Individual",
    "Sanctions Imposed": "Asset freeze|Travel Ban",
    "UK Statement of Reasons": "DOE took part\nin a fraud.", "Date Designated": "06/07/2020",
    "D.O.B": "dd/mm/1975", "Nationality(/ies)": "Russia", "Passport number": "AB1234567",
    "Position": "Chief of fraud",
}  # fmt: skip
AKA = {**ANN, "Name 1": "Annie", "Name type": "Alias", "Alias strength": "Low quality a.k.a",
       "Name non-latin script": "Анна ДОУ", "Non-latin script language": "Russian"}  # fmt: skip
SHIP = {"Unique ID": "EXB0002", "Name 6": "BOAT", "Name type": "Primary Name",
        "Regime Name": REGIME, "Designation Type": "Ship", "IMO number": "IMO9826902"}  # fmt: skip


def write(folder: Path, *rows: dict[str, str], day: str = "08-Oct-2026") -> Path:
    path = folder / "uk.csv"
    with path.open("w", encoding="utf-8", newline="") as file:
        file.write(f"Report Date: {day}\r\n")
        writer = csv.DictWriter(file, COLUMNS, restval="")
        writer.writeheader()
        writer.writerows(rows)
    return path


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "clew.db")
    yield opened
    opened.close()


def test_the_rows_of_an_entry_make_one_person(store: Store, tmp_path: Path) -> None:
    """The name that the list calls primary comes first, wherever its row stands."""
    report = load(store, "uk-sanctions", write(tmp_path, AKA, ANN, SHIP), excerpt=True)
    assert (report.rows, report.faulty) == (2, 0)
    ann = node(store, "uk-sanctions.EXA0001")
    assert [(one["text"], one["kind"], one["script"]) for one in ann["names"]] == [
        ("Ann DOE", "name", "Latn"), ("Annie DOE", "weak", "Latn"), ("Анна ДОУ", "alias", "Cyrl"),
    ]  # fmt: skip
    assert ann["names"][2]["language"] == "ru"
    assert (ann["birth"]["precision"], ann["birth"]["earliest"]) == ("year", "1975-01-01")
    assert ann["countries"] == ["RU"]
    assert [f"{one['scheme']}:{one['value']}" for one in ann["identifiers"]] == [
        "uk-sanctions:EXA0001", "uk-ofsi-group:77",
    ]  # fmt: skip
    boat = node(store, "uk-sanctions.EXB0002")
    assert boat["kind"] == "Vehicle"
    assert boat["identifiers"][-1] == {"scheme": "imo", "value": "9826902"}


def test_the_listing_is_a_fact_and_its_reason_an_allegation(store: Store, tmp_path: Path) -> None:
    load(store, "uk-sanctions", write(tmp_path, ANN), excerpt=True)
    listing = edge(store, "uk-sanctions.EXA0001.EXA")
    assert (listing["listed"]["earliest"], listing["list_reference"]) == ("2020-07-06", "EXA0001")
    assert listing["evidence"]["standing"] == "official_record"
    reason = listing["evidence"]["fields"]["reason"]
    assert (reason["ladder"], reason["values"][0]["standing"]) == ("conduct", "alleged")
    assert reason["values"][0]["asserted_by"] == ["uk-sanctions.authority"]
    assert reason["values"][0]["value"] == "DOE took part\nin a fraud."
    assert "fraud" not in str(node(store, "uk-sanctions.EXA0001"))


def test_papers_and_positions_are_left_out_and_said_so(store: Store, tmp_path: Path) -> None:
    path = write(tmp_path, ANN)
    report = load(store, "uk-sanctions", path, excerpt=True)
    assert {"Passport number", "Position"} <= set(report.unused)
    text = str([one.model_dump() for one in records_of("uk-sanctions", path)])
    assert "AB1234567" not in text
    assert "Chief" not in text


def test_what_is_in_doubt_is_a_fault_or_kept_as_words(store: Store, tmp_path: Path) -> None:
    rows = (
        {**ANN, "Unique ID": "EXA0003", "Designation Type": "Spirit"},
        {**ANN, "Unique ID": "0004"},
        {**ANN, "Unique ID": "EXA0005", "Name 6": "", "Name 1": ""},
        {**ANN, "Nationality(/ies)": "Atlantis", "D.O.B": "long ago", "Date Designated": "soon"},
    )
    report = load(store, "uk-sanctions", write(tmp_path, *rows), excerpt=True)
    assert [one.line for one in report.faults] == [3, 5, 7]  # a reason takes two lines
    with store.read() as reader:
        (claim,) = reader.claims(["uk-sanctions.EXA0001"])["uk-sanctions.EXA0001"]
    assert claim["note"] == (
        "Printed, not read: date of birth 'long ago'; nationality 'Atlantis'; "
        "date of designation 'soon'."
    )


def test_one_taken_off_and_one_changed_are_reported_alone(store: Store, tmp_path: Path) -> None:
    """And a part of the list takes nobody off."""
    third = {**ANN, "Unique ID": "EXA0003", "Name 6": "ROE"}
    load(store, "uk-sanctions", write(tmp_path, ANN, SHIP, third), excerpt=True)
    part = load(store, "uk-sanctions", write(tmp_path, ANN), excerpt=True)
    assert (part.removed, part.withdrawn) == (0, 0)
    loader = loader_for("uk-sanctions", write(tmp_path, {**ANN, "Name 1": "Anne"}, SHIP))
    # A made-up list is small: what a whole one must have at least is not asked of it here.
    loader.expects = {}
    report = load_table(store, loader, tmp_path / "uk.csv")
    assert report.ids["changed"] == ["uk-sanctions.EXA0001"]
    assert report.ids["removed"] == ["uk-sanctions.EXA0003.EXA", "uk-sanctions.EXA0003"]
    assert (report.added, report.changed) == (0, 1)


def test_a_list_that_shrank_takes_nobody_off(store: Store, tmp_path: Path) -> None:
    """Fewer than any whole list holds: something is wrong with the file, not with the world."""
    load(store, "uk-sanctions", write(tmp_path, ANN, SHIP), excerpt=True)
    report = load(store, "uk-sanctions", write(tmp_path, ANN))
    assert report.unexpected
    assert report.spared == "the numbers are not as expected"
    assert report.removed == 0


def test_a_file_that_is_cut_off_is_refused(store: Store, tmp_path: Path) -> None:
    path = write(tmp_path, ANN, SHIP)
    load(store, "uk-sanctions", path, excerpt=True)
    before = snapshot(store)
    for kept, place in ((-2, 5), (-40, 5), (470, 3)):
        cut = tmp_path / "cut.csv"
        cut.write_bytes(path.read_bytes()[:kept])
        with pytest.raises(FaultyInput) as caught:
            load(store, "uk-sanctions", cut)
        assert [one.line for one in caught.value.faults] == [place]
    assert snapshot(store) == before


def test_the_official_line_of_a_ship(store: Store) -> None:
    path = at_hand("uk_sanctions_list/UK-Sanctions-List_header_and_1_real_row_2026-10-08.csv")
    report = load(store, "uk-sanctions", path, excerpt=True)
    assert (report.rows, report.faulty) == (1, 0)
    assert loader_for("uk-sanctions", path).card.as_of == "2026-10-08"
    ship = node(store, "uk-sanctions.RUS2176")
    assert (ship["kind"], ship["names"][0]["text"]) == ("Vehicle", "KOROLEV PROSPECT")
    assert edge(store, "uk-sanctions.RUS2176.RUS")["listed"]["earliest"] == "2024-07-31"


def test_the_two_regimes_named_after_magnitsky(store: Store) -> None:
    """The excerpt's own figures: 246 entries, 205 individuals, 41 entities, 181 + 65 by regime."""
    path = at_hand("uk_sanctions_list/reformatted_GHR_GAC.csv")
    report = load(store, "uk-sanctions", path, excerpt=True)
    assert (report.rows, report.faulty) == (246, 0)
    files = list(at_hand("uk_sanctions_list/ammitto_yaml").glob("*.yaml"))
    people = sum("individual_entity_ship: Individual" in one.read_text("utf-8") for one in files)
    found = counts(store)
    assert (found["Person"], found["Organization"]) == (people, len(files) - people) == (205, 41)
    assert found["Designation"] == len(files)
    with store.read() as reader:
        ends = [view["target"].rpartition(".")[2] for _, view in reader.scan("edge")]
        reasons = sum(view.get("field") == "reason" for _, view in reader.scan("claim"))
    assert (ends.count("GHR"), ends.count("GAC")) == (181, 65)
    assert reasons == sum("uk_statement_of_reasons" in one.read_text("utf-8") for one in files)
    kuznetsov = node(store, "uk-sanctions.GAC0001")
    assert "Артëм Константинович КУЗНЕЦОВ" in [one["text"] for one in kuznetsov["names"]]
    assert not unclaimed(records_of("uk-sanctions", path))
    before = snapshot(store)
    load(store, "uk-sanctions", path, excerpt=True)
    assert snapshot(store) == before
