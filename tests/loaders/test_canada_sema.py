"""Canada's list: in its old and present shape, whole, changed, cut off."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.errors import FaultyInput
from graph.store import Store
from graph.stores.opening import open_store
from loaders.catalogue import loader_for
from loaders.load import load_table
from tests.loaders.at_hand import at_hand, counts, edge, load, node, records_of, snapshot, unclaimed

HEAD, TAIL = '<?xml version="1.0" encoding="UTF-8"?>\n<data-set>\n', "</data-set>\n"
OLD = """<record><Country>Burma / Birmanie</Country><LastName>Doe </LastName>
<GivenName>Ann</GivenName><Aliases>Annie, Ann Roe</Aliases><Title>Colonel</Title>
<DateOfBirth>1961-02-03 or 1962-02-03</DateOfBirth><Schedule>1, Part 2</Schedule><Item>7</Item>
</record>
"""
NEW = """<record><Country>Russia / Russie</Country><EntityOrShip>Fleet Co., Ltd.</EntityOrShip>
<Aliases>Fleet Company, Ltd., The Fleet</Aliases><ShipIMONumber>9187629</ShipIMONumber>
<DateOfListing>2024-02-23</DateOfListing><Schedule>N/A</Schedule><Item>3</Item></record>
"""


def write(folder: Path, *records: str) -> Path:
    path = folder / "sema.xml"
    path.write_text(HEAD + "".join(records) + TAIL, encoding="utf-8")
    return path


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "clew.db")
    yield opened
    opened.close()


def test_a_person_in_the_shape_of_2020(store: Store, tmp_path: Path) -> None:
    """The country is that of the regulations: nobody becomes its national by being listed."""
    load(store, "canada-sema", write(tmp_path, OLD), excerpt=True)
    ann = node(store, "canada-sema.burma.1-Part-2.7")
    # A single word is a variant of a name, which is weak.
    assert [(one["text"], one["kind"]) for one in ann["names"]] == [
        ("Ann Doe", "name"), ("Annie", "weak"), ("Ann Roe", "alias"),
    ]  # fmt: skip
    assert ann["countries"] == []
    births = ann["evidence"]["fields"]["birth"]["values"]
    assert {one["value"] for one in births} == {"1961-02-03", "1962-02-03"}
    assert ann["identifiers"] == [
        {"scheme": "canada-sema", "value": "Burma, Schedule 1, Part 2, item 7"}
    ]
    assert "Colonel" not in str(ann)


def test_a_ship_in_the_present_shape(store: Store, tmp_path: Path) -> None:
    load(store, "canada-sema", write(tmp_path, NEW), excerpt=True)
    ship = node(store, "canada-sema.russia.3")
    assert ship["kind"] == "Vehicle"
    # A comma before a legal form parts no alias.
    assert [one["text"] for one in ship["names"]] == [
        "Fleet Co., Ltd.", "Fleet Company, Ltd.", "The Fleet",
    ]  # fmt: skip
    assert ship["identifiers"][-1] == {"scheme": "imo", "value": "9187629"}
    assert edge(store, "canada-sema.russia.3.russia")["listed"]["earliest"] == "2024-02-23"


def test_a_record_that_nothing_names_for_good_is_a_fault(store: Store, tmp_path: Path) -> None:
    nameless = "<record><Country>X</Country><Item>1</Item></record>\n"
    path = write(tmp_path, OLD.replace("<Item>7</Item>", ""), nameless, NEW, NEW)
    report = load(store, "canada-sema", path, excerpt=True)
    assert [(one.line, one.detail) for one in report.faults] == [
        (3, "the record has no <Item>, so nothing names it for good"),
        (7, "the record has no name"),
        (11, "the entry russia.3 stands twice"),
    ]  # fmt: skip
    assert counts(store)["Vehicle"] == 1


def test_the_whole_list_of_2020(store: Store) -> None:
    """Counted by plain patterns; 1,369 and 70 stand in SOURCE.md too."""
    path = at_hand("canada_sema_xml/sema-lmes_2020.xml")
    text = path.read_text("utf-8")
    report = load(store, "canada-sema", path)
    assert (report.rows, report.faulty, report.unexpected, report.unused) == (1369, 0, [], ())
    found = counts(store)
    assert found["Person"] == text.count("<LastName>") == 985
    assert found["Organization"] == text.count("<Entity>") == 384
    assert found["Designation"] == text.count("<record>") == 1369
    countries = set(re.findall(r"<Country>\s*([^<]*?)\s*</Country>", text))
    assert found["SanctionProgram"] == len(countries) == 10
    with store.read() as reader:
        ends = [view["target"] for _, view in reader.scan("edge")]
        views = [view for _, view in reader.scan("node") if view["kind"] == "Person"]
        births = {view["about"] for _, view in reader.scan("claim") if view.get("field") == "birth"}
    assert ends.count("canada-sema.program.jvcfoa") == 70
    born = {view["id"] for view in views if view.get("birth")}
    assert len(born | births) == text.count("<DateOfBirth>") == 212
    assert not unclaimed(records_of("canada-sema", path))
    # The number by which the case knows the listing of 2017.
    stepanova = [view for view in views if "STEPANOVA" in view["names"][0]["text"].upper()]
    assert [view["identifiers"][0]["scheme"] for view in stepanova] == ["canada-jvcfoa"]
    before = snapshot(store)
    load(store, "canada-sema", path)
    assert snapshot(store) == before


def test_a_copy_with_one_taken_out_and_one_changed_reports_these_two(
    store: Store, tmp_path: Path
) -> None:
    path = at_hand("canada_sema_xml/sema-lmes_2020.xml")
    load(store, "canada-sema", path)
    text = path.read_text("utf-8")
    first = text.index("<record>", text.index("Bandoola") - 200)
    last = text.index("</record>", first) + len("</record>")
    copy = tmp_path / "copy.xml"
    copy.write_text((text[:first] + text[last:]).replace("Dagon Brewery", "Dagon Brewery Ltd"))
    report = load_table(store, loader_for("canada-sema", copy), copy)
    assert report.ids["changed"] == ["canada-sema.burma.1.4"]
    assert report.ids["removed"] == ["canada-sema.burma.1.2.burma", "canada-sema.burma.1.2"]
    assert (report.added, report.changed, report.removed) == (0, 1, 2)
    before = snapshot(store)
    part = load(store, "canada-sema", write(tmp_path, OLD), excerpt=True)
    assert (part.removed, part.withdrawn) == (0, 0)
    assert snapshot(store) != before  # the part's own entry came in


def test_a_file_that_is_cut_off_is_refused(store: Store, tmp_path: Path) -> None:
    path = at_hand("canada_sema_xml/sema-lmes_2020.xml")
    load(store, "canada-sema", path)
    before = snapshot(store)
    cut = tmp_path / "cut.xml"
    cut.write_bytes(path.read_bytes()[:100_000])
    with pytest.raises(FaultyInput, match="the file is cut off here") as caught:
        load(store, "canada-sema", cut)
    assert caught.value.faults[0].line == path.read_bytes()[:100_000].count(b"\n") + 1
    assert snapshot(store) == before
