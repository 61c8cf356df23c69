"""OFAC's lists: whole, as excerpts, changed, cut off; nothing of personal papers is kept."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.errors import Fault, FaultyInput
from graph.evidence import Claim
from graph.ontology import Node, Person
from graph.store import Store
from graph.stores.opening import open_store
from loaders.catalogue import loader_for
from tests.loaders.at_hand import (
    at_hand,
    counts,
    edge,
    load,
    node,
    records_of,
    snapshot,
    unclaimed,
)

END = "\x1a"
NULL = ",-0- " * 7
DAY = "2021-07-07"
ANN = (
    "DOB 11 Oct 1975; alt. DOB circa 1974; POB Riga; nationality Latvia; citizen Atlantis; "
    "Passport 4005504207 (Latvia); a.k.a. 'ANNIE'."
)
SDN = (
    f'10,"DOE, Ann","individual","MAGNIT"{NULL},"{ANN}"',
    f'20,"SHELL CO., LTD.",-0- ,"SDGT] [IRAN"{NULL},"Registration Number 77 (Latvia); Tax No. 5."',
    f'30,"OLD BOAT","vessel","IRAN"{NULL},"Vessel Registration Identification IMO 9187629."',
)
ALT = ('10,1,"aka","ROE, Ann",-0- ', '20,2,"fka","OLD SHELL",-0- ')
ADD = ('10,1,-0- ,"Riga","Latvia",-0- ', '20,2,-0- ,"Riga","Latvia",-0- ')


def write(
    folder: Path, sdn: tuple[str, ...] = SDN, alt: tuple[str, ...] = ALT, end: str = END
) -> Path:
    """A list in OFAC's old CSV, with its companions."""
    folder.mkdir(exist_ok=True)
    for name, lines in {"sdn": sdn, "alt": alt, "add": ADD, "sdn_comments": ()}.items():
        (folder / f"{name}.csv").write_bytes(
            ("".join(f"{one}\r\n" for one in lines) + end).encode()
        )
    return folder / "sdn.csv"


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "clew.db")
    yield opened
    opened.close()


# ------------------------------------------------------------------------------------------ entries


def test_an_entry_becomes_a_person_with_names_births_and_countries(
    store: Store, tmp_path: Path
) -> None:
    load(store, "ofac-sdn", write(tmp_path / "list"), excerpt=True)
    ann = node(store, "ofac-sdn.10")
    assert [(one["text"], one["kind"]) for one in ann["names"]] == [
        ("DOE, Ann", "name"), ("ROE, Ann", "alias"), ("ANNIE", "weak"),
    ]  # fmt: skip
    assert ann["countries"] == ["LV"]
    # Two births: neither is thrown away, both are shown as conflicting.
    births = ann["evidence"]["fields"]["birth"]
    assert births["conflicts"]
    assert {one["value"] for one in births["values"]} == {"1975-10-11", '1974~ "circa 1974"'}
    with store.read() as reader:
        (whole, *_) = reader.claims(["ofac-sdn.10"])["ofac-sdn.10"][-1:]
        assert (whole["kind"], whole["by"], whole["at"]) == ("record", "ofac.authority", "SDN 10")
        assert whole["note"] == "Printed, not read: citizen 'Atlantis'."


def test_a_company_and_a_ship_carry_numbers_of_registers(store: Store, tmp_path: Path) -> None:
    load(store, "ofac-sdn", write(tmp_path / "list"), excerpt=True)
    shell, boat = node(store, "ofac-sdn.20"), node(store, "ofac-sdn.30")
    numbers = [[f"{n['scheme']}:{n['value']}" for n in one["identifiers"]] for one in (shell, boat)]
    assert numbers == [["ofac:20", "registration:77"], ["ofac:30", "imo:9187629"]]
    assert (shell["kind"], boat["kind"]) == ("Organization", "Vehicle")
    assert [one["kind"] for one in shell["names"]] == ["name", "former"]
    assert shell["countries"] == ["LV"]  # of its address; a person's address ties nobody


def test_each_programme_is_a_listing_of_its_own(store: Store, tmp_path: Path) -> None:
    load(store, "ofac-sdn", write(tmp_path / "list"), excerpt=True)
    found = edge(store, "ofac-sdn.20.SDGT")
    assert (found["source"], found["target"]) == ("ofac-sdn.20", "ofac-sdn.program.SDGT")
    assert found["list_reference"] == "SDN 20"
    assert found["evidence"]["standing"] == "official_record"
    # The file prints neither a day nor a reason, so there is none.
    assert "listed" not in found
    assert "reason" not in found["evidence"]["fields"]
    assert edge(store, "ofac-sdn.20.IRAN")
    program = node(store, "ofac-sdn.program.MAGNIT")
    assert program["authority"] == "ofac.authority"


def test_remarks_that_spill_over_are_read_on(store: Store, tmp_path: Path) -> None:
    """The thousandth letter may fall into the middle of a word."""
    path = write(tmp_path / "list", sdn=(f'10,"DOE, Ann","individual","MAGNIT"{NULL},"DOB 11 O"',))
    (tmp_path / "list" / "sdn_comments.csv").write_text('10,"ct 1975; nationality Latvia."\n')
    load(store, "ofac-sdn", path, excerpt=True)
    ann = node(store, "ofac-sdn.10")
    assert (ann["birth"]["earliest"], ann["countries"]) == ("1975-10-11", ["LV"])


def test_a_faulty_row_is_named_and_the_others_are_loaded(store: Store, tmp_path: Path) -> None:
    rows = (
        SDN[0], f'15,,"individual","IRAN"{NULL},-0- ', f'16,"X","ghost","IRAN"{NULL},-0- ',
        f'5,"Y",-0- ,"IRAN"{NULL},-0- ', f'17,"Z",-0- ,-0- {NULL},-0- ', "18,W", SDN[2],
    )  # fmt: skip
    report = load(store, "ofac-sdn", write(tmp_path / "list", sdn=rows), excerpt=True)
    assert [str(one) for one in report.faults] == [
        "sdn.csv:2: the entry 15 has no name",
        "sdn.csv:3: 'ghost' is no type of entry",
        "sdn.csv:4: stands out of order: numbers rise through the file",
        "sdn.csv:5: no programme is named",
        "sdn.csv:6: 2 cells, where 12 are expected",
    ]
    assert counts(store)["Person"] == counts(store)["Vehicle"] == 1


# ------------------------------------------------------------------------- what is broken, and how


def test_a_list_that_is_cut_off_is_refused_and_nothing_is_lost(
    store: Store, tmp_path: Path
) -> None:
    path = write(tmp_path / "list")
    load(store, "ofac-sdn", path, excerpt=True)
    before = snapshot(store)
    broken = {
        "sdn.csv:2: the mark at the end": write(tmp_path / "a", sdn=SDN[:2], end=""),
        "sdn.csv:2: no table": write(tmp_path / "b", sdn=(SDN[0], SDN[1][:-3])),
        "alt.csv is missing beside it": write(tmp_path / "c"),
        "alt.csv:2: 3 cells, where 5": write(tmp_path / "d", alt=(ALT[0], '20,2,"fka"')),
        "alt.csv:2: stands out of order": write(tmp_path / "e", alt=ALT[::-1]),
    }
    (tmp_path / "c" / "alt.csv").unlink()
    # A quote that stays open runs over the mark at the end.
    broken["sdn.csv:2: no table"].write_bytes(f'{SDN[0]}\r\n20,"SHELL\r\n{END}'.encode())
    for said, bad in broken.items():
        with pytest.raises(FaultyInput) as caught:
            load(store, "ofac-sdn", bad)
        assert said in str(caught.value)
    assert snapshot(store) == before
    with store.read() as reader:
        assert all(one.finished for one in reader.loads())


XML = """<?xml version="1.0"?>
<sdnList xmlns="http://example.org/sdn">
  <publshInformation><Publish_Date>04/22/2020</Publish_Date><Record_Count>1</Record_Count>
  </publshInformation>
  <sdnEntry><uid>10</uid><firstName>Ann</firstName><lastName>DOE</lastName>
    <sdnType>Individual</sdnType><programList><program>MAGNIT</program></programList>
    <idList><id><idType>Passport</idType><idNumber>4005504207</idNumber></id></idList>
    <akaList><aka><type>a.k.a.</type><category>weak</category><lastName>ANNIE</lastName></aka>
    </akaList>
  </sdnEntry>
</sdnList>
"""


def test_xml_and_csv_name_an_entry_alike(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "sdn.xml"
    path.write_text(XML)
    loader = loader_for("ofac-sdn", path)
    assert loader.card.as_of == "2020-04-22"
    assert loader.expects["Person"].least > 1000
    load(store, "ofac-sdn", path, excerpt=True)
    ann = node(store, "ofac-sdn.10")
    assert [(one["text"], one["kind"]) for one in ann["names"]] == [
        ("DOE, Ann", "name"), ("ANNIE", "weak"),
    ]  # fmt: skip
    assert "4005504207" not in str(ann)


def test_a_count_that_the_file_does_not_hold_is_refused(store: Store, tmp_path: Path) -> None:
    """Only an excerpt may be short of what the list says of itself."""
    path = tmp_path / "sdn.xml"
    path.write_text(XML.replace("<Record_Count>1<", "<Record_Count>9<"))
    with pytest.raises(FaultyInput, match="Record_Count of 9 and holds 1"):
        load(store, "ofac-sdn", path)
    assert load(store, "ofac-sdn", path, excerpt=True).rows == 1


def test_another_format_and_a_list_as_found_broken_are_refused(
    store: Store, tmp_path: Path
) -> None:
    path = tmp_path / "sdn_advanced.xml"
    path.write_text("<Sanctions/>")
    with pytest.raises(FaultyInput, match="begins with <Sanctions>, where <sdnList> is expected"):
        load(store, "ofac-sdn", path)
    found = at_hand("broken_inputs/un_consolidated_truncated_2026.xml")
    with pytest.raises(FaultyInput, match="CONSOLIDATED_LIST"):
        load(store, "ofac-sdn", found)
    assert counts(store) == {}


# -------------------------------------------------------------------------------- the list of 2021


@pytest.fixture(scope="module")
def whole() -> Path:
    return at_hand("ofac_sdn_csv/2021-07/sdn.csv")


@pytest.fixture(scope="module")
def loaded(whole: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    opened = open_store(tmp_path_factory.mktemp("sdn") / "sdn.db")
    report = load(opened, "ofac-sdn", whole, as_of=DAY)
    assert (report.rows, report.faulty, report.unexpected, report.spared) == (8976, 0, [], "")
    yield opened
    opened.close()


def lines_of(path: Path) -> list[str]:
    """Rows of a file by plain cutting, which the loader does not do."""
    return [
        one for one in path.read_bytes().decode("ascii").split("\r\n") if re.match(r"\d+,", one)
    ]


def test_the_whole_list_is_loaded(loaded: Store, whole: Path) -> None:
    """Counted by patterns over the raw lines; the first figures stand in SOURCE.md too."""
    lines = lines_of(whole)
    kinds = [re.search(r'"(individual|vessel|aircraft)","', one) for one in lines]
    persons = sum(1 for one in kinds if one and one[1] == "individual")
    vehicles = sum(1 for one in kinds if one and one[1] != "individual")
    assert (len(lines), persons, vehicles) == (8976, 4620, 406 + 277)
    # Of the programme's cell `A] [B` the brackets tell how many there are.
    cells = [re.search(r',(?:"(?:individual|vessel|aircraft)"|-0- ),"([^"]+)"', x) for x in lines]
    tags = [one[1].split("] [") for one in cells if one]
    assert len(tags) == 8976
    found = counts(loaded)
    assert (found["Person"], found["Vehicle"], found["Organization"]) == (4620, 683, 3673)
    assert found["SanctionProgram"] == len({tag for many in tags for tag in many}) == 67
    assert found["Designation"] == sum(map(len, tags))
    with loaded.read() as reader:
        listed = [view for _, view in reader.scan("edge")]
    assert sum(1 for one in listed if one["target"].endswith(".MAGNIT")) == 55
    assert sum(1 for one in listed if one["target"].endswith(".GLOMAG")) == 315


def test_every_name_of_the_companions_is_there(loaded: Store, whole: Path) -> None:
    """Every name that the raw file of other names prints stands on its entry."""
    with (whole.parent / "alt.csv").open(newline="") as file:
        printed = [(row[0], " ".join(row[3].split())) for row in csv.reader(file) if len(row) > 1]
    assert len(printed) == 11_910
    with loaded.read() as reader:
        kept = {(view["id"].rpartition(".")[2], one["text"])
                for _, view in reader.scan("node") for one in view["names"]}  # fmt: skip
    assert set(printed) <= kept


def test_every_birth_of_the_list_is_kept(loaded: Store, whole: Path) -> None:
    """As many persons have a birth as have a `DOB` in their remarks or what spills over."""
    spilt = {one.partition(",")[0]: one for one in lines_of(whole.with_name("sdn_comments.csv"))}
    texts = [one + spilt.get(one.partition(",")[0], "") for one in lines_of(whole)]
    born = sum(1 for one in texts if ',"individual",' in one and re.search(r"\bDOB ", one))
    with loaded.read() as reader:
        with_property = {view["id"] for _, view in reader.scan("node") if view.get("birth")}
        with_claims = {view["about"] for _, view in reader.scan("claim")
                       if view.get("field") == "birth"}  # fmt: skip
    assert len(with_property | with_claims) == born
    assert not with_property & with_claims


def test_no_passport_or_identity_number_is_kept(whole: Path) -> None:
    """The numbers that the raw text prints behind these words stand in no record."""
    text = whole.read_text("ascii")
    words = r"(?:Passport|National ID No\.|Cedula No\.|SSN|Driver's License No\.|Tax ID No\.)"
    numbers = set(re.findall(words + r" ([A-Z0-9-]{6,})", text))
    assert len(numbers) > 2500
    records = records_of("ofac-sdn", whole, as_of=DAY)
    kept = {n.value for one in records if isinstance(one, Person) for n in one.identifiers}
    assert kept == {one.id.rpartition(".")[2] for one in records if isinstance(one, Person)}
    said = " ".join(one.note or "" for one in records if isinstance(one, Claim))
    assert not [one for one in numbers if one in said]
    assert not unclaimed(records)
    assert sum(isinstance(one, Node) for one in records) == 8976 + 67 + 1


def test_loading_it_again_changes_nothing(loaded: Store, whole: Path) -> None:
    before = snapshot(loaded)
    report = load(loaded, "ofac-sdn", whole, as_of=DAY)
    assert (report.added, report.changed, report.withdrawn, report.removed) == (0, 0, 0, 0)
    assert snapshot(loaded) == before


def test_a_copy_with_one_taken_out_and_one_changed_reports_these_two(
    loaded: Store, whole: Path, tmp_path: Path
) -> None:
    """And an excerpt, however short, takes nobody off the list."""
    folder = tmp_path / "copy"
    folder.mkdir()
    for path in whole.parent.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    copy = folder / "sdn.csv"
    lines = whole.read_bytes().split(b"\r\n")
    (gone,) = [one for one in lines if one.startswith(b"15880,")]  # one programme, one birth
    (old,) = [one for one in lines if one.startswith(b"15881,")]
    kept = [one.replace(b"17 May 1977", b"18 May 1977") for one in lines if one != gone]
    copy.write_bytes(b"\r\n".join(kept))
    assert old not in kept
    before = snapshot(loaded)
    report = load(loaded, "ofac-sdn", copy, as_of=DAY)
    assert report.ids["changed"] == ["ofac-sdn.15881"]
    assert report.ids["removed"] == ["ofac-sdn.15880.MAGNIT", "ofac-sdn.15880"]
    assert sorted(report.ids["withdrawn"]) == ["ofac-sdn.15880.MAGNIT.c1", "ofac-sdn.15880.c1"]
    assert (report.added, report.changed, report.withdrawn, report.removed) == (0, 1, 2, 2)
    # Back again, and then a part of some rows.
    load(loaded, "ofac-sdn", whole, as_of=DAY)
    assert snapshot(loaded) == before
    part = at_hand("ofac_sdn_csv/2026-03_excerpt/sdn-sample.csv")
    report = load(loaded, "ofac-sdn", part, as_of="2026-03-18", excerpt=True)
    assert (report.rows, report.withdrawn, report.removed) == (part.read_text().count("\n"), 0, 0)
    assert report.spared == "this is an excerpt"
    assert counts(loaded)["Person"] == 4620


def test_a_list_cut_short_takes_nothing_away(loaded: Store, whole: Path, tmp_path: Path) -> None:
    """Refused with its line; nothing of what the store holds is lost."""
    copy = tmp_path / "sdn.csv"
    copy.write_bytes(whole.read_bytes()[:1_000_000])
    before = snapshot(loaded)
    with pytest.raises(FaultyInput) as caught:
        load(loaded, "ofac-sdn", copy, as_of=DAY)
    (fault,) = caught.value.faults
    assert isinstance(fault, Fault)
    assert fault.line == whole.read_bytes()[:1_000_000].count(b"\n") + 1
    assert snapshot(loaded) == before


# ------------------------------------------------------------------------------------ other files


@pytest.mark.parametrize(
    ("name", "rows", "day"),
    [
        ("sdn_excerpt_2020-04-22.xml", 8, "2020-04-22"),
        ("sdn_excerpt_2026-03.xml", 10, "2026-03-18"),
    ],
)
def test_excerpts_of_the_xml_in_its_old_and_new_namespace(
    store: Store, name: str, rows: int, day: str
) -> None:
    path = at_hand(f"ofac_sdn_xml/{name}")
    assert path.read_text().count("<sdnEntry>") == rows
    assert loader_for("ofac-sdn", path).card.as_of == day
    report = load(store, "ofac-sdn", path, excerpt=True)
    assert (report.rows, report.faulty) == (rows, 0)
    found = counts(store)
    assert found.get("Person", 0) + found.get("Organization", 0) == rows
    with pytest.raises(FaultyInput, match="not the whole list"):
        load(store, "ofac-sdn", path)


def test_the_consolidated_list_is_loaded_whole(store: Store) -> None:
    path = at_hand("ofac_consolidated_csv/2025-12/cons_prim.csv")
    report = load(store, "ofac-consolidated", path, as_of="2025-12-19")
    assert (report.rows, report.faulty, report.unexpected) == (442, 0, [])
    found = counts(store)
    assert (found["Person"], found["Organization"]) == (79, 363)
    brackets = len(re.findall(r"\] \[", path.read_text()))
    assert found["Designation"] == 442 + brackets
