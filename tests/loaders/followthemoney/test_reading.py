"""FollowTheMoney in: entities and links as statements, nothing about conduct as a fact."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from graph.errors import FaultyInput
from graph.store import Store
from graph.stores.opening import open_store
from tests.loaders.at_hand import at_hand, counts, edge, load, node, records_of, snapshot, unclaimed


def entity(ident: str, schema: str, **properties: str | list[str]) -> dict[str, Any]:
    """An entity as a line of the file holds it."""
    many = {name: [one] if isinstance(one, str) else one for name, one in properties.items()}
    return {"id": ident, "schema": schema, "properties": many, "datasets": ["reg", "press"]}


ANN = entity(
    "ann", "Person", name=["Ann Doe", "Анна Доу"], alias="Annie", weakAlias="A.", birthDate="1975",
    country=["lv", "zz"], nationality="lv", passportNumber="AB1234567", innCode="366510784303",
    notes="Ran the fraud.", position="Head of the gang",
    topics=["crime.fin", "role.pep", "sanction"],
)  # fmt: skip
SHELL = entity("shell", "Company", name="Shell", leiCode="529900T8BM49AURSDO55",
               incorporationDate="2007-12-01", jurisdiction="cy")  # fmt: skip
OWNS = entity("own", "Ownership", owner="ann", asset="shell", percentage="25", startDate="2008")


def write(folder: Path, *entities: dict[str, Any]) -> Path:
    path = folder / "world.ftm.json"
    path.write_text("".join(json.dumps(one) + "\n" for one in entities), encoding="utf-8")
    return path


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "clew.db")
    yield opened
    opened.close()


def test_entities_are_statements_of_the_datasets_that_the_file_merged(
    store: Store, tmp_path: Path
) -> None:
    """A link may stand before its ends."""
    report = load(store, "ftm", write(tmp_path, OWNS, ANN, SHELL))
    assert (report.rows, report.faulty) == (3, 0)
    ann = node(store, "ftm-world.ann")
    assert [(one["text"], one["kind"]) for one in ann["names"]] == [
        ("Ann Doe", "name"), ("Анна Доу", "alias"), ("Annie", "alias"), ("A.", "weak"),
    ]  # fmt: skip
    assert (ann["birth"]["precision"], ann["countries"]) == ("year", ["LV"])
    assert ann["evidence"]["standing"] == "asserted"
    assert ann["evidence"]["asserted_by"] == ["press", "reg"]
    owns = edge(store, "ftm-world.own")
    assert (owns["source"], owns["target"]) == ("ftm-world.ann", "ftm-world.shell")
    assert (owns["share"]["min"], owns["period"]["start"]["precision"]) == ("25", "year")
    shell = node(store, "ftm-world.shell")
    assert shell["identifiers"] == [{"scheme": "lei", "value": "529900T8BM49AURSDO55"}]
    assert (shell["jurisdiction"], shell["founded"]["earliest"]) == ("CY", "2007-12-01")


def test_papers_free_text_and_topics_of_conduct_are_left_out(store: Store, tmp_path: Path) -> None:
    path = write(tmp_path, ANN)
    report = load(store, "ftm", path)
    assert {"Person.passportNumber", "Person.notes", "Person.position"} <= set(report.unused)
    assert node(store, "ftm-world.ann")["topics"] == ["role.pep"]
    text = str([one.model_dump() for one in records_of("ftm", path)])
    for word in ("AB1234567", "366510784303", "fraud", "gang", "crime"):
        assert word not in text


def test_a_sanction_is_a_listing_whose_reason_is_an_allegation(
    store: Store, tmp_path: Path
) -> None:
    listing = entity("s", "Sanction", entity="ann", authority="The Office", program="The Act",
                     programId="X-ACT", listingDate="2017-12-20", reason="She took part.",
                     authorityId="42")  # fmt: skip
    load(store, "ftm", write(tmp_path, ANN, listing))
    found = edge(store, "ftm-world.s")
    assert found["target"] == "ftm-world.program.X-ACT"
    assert (found["listed"]["earliest"], found["list_reference"]) == ("2017-12-20", "42")
    # The file relays the list: it is not the list.
    assert found["evidence"]["standing"] == "asserted"
    reason = found["evidence"]["fields"]["reason"]["values"][0]
    assert (reason["standing"], reason["asserted_by"]) == ("alleged", ["The Office"])


def test_one_sum_of_several_payers_is_counted_once(store: Store, tmp_path: Path) -> None:
    """They are one party together, with the members that the file names."""
    bob = entity("bob", "Person", name="Bob")
    paid = entity("p", "Payment", payer=["ann", "bob"], beneficiary="shell", amountEur="100000",
                  date="2011-12-29")  # fmt: skip
    load(store, "ftm", write(tmp_path, ANN, bob, SHELL, paid))
    found = edge(store, "ftm-world.p")
    assert (found["amount"]["min"], found["amount"]["currency"]) == ("100000.00", "EUR")
    assert found["date"]["earliest"] == "2011-12-29"
    assert found["source"] == "ftm-world.p.payer"
    assert node(store, "ftm-world.p.payer")["collective"]
    assert counts(store)["Payment"] == 1
    assert counts(store)["Membership"] == 2


def test_values_that_contradict_each_other_are_kept_or_said(store: Store, tmp_path: Path) -> None:
    twice = entity("x", "Person", name="X", birthDate=["1975-01-02", "1976"])
    firm = entity("f", "Company", name="F", incorporationDate=["2001", "2002"])
    load(store, "ftm", write(tmp_path, twice, firm))
    births = node(store, "ftm-world.x")["evidence"]["fields"]["birth"]
    assert births["conflicts"]
    assert {one["value"] for one in births["values"]} == {"1975-01-02", "1976"}
    assert "founded" not in node(store, "ftm-world.f")
    with store.read() as reader:
        notes = {one["note"] for one in reader.claims(["ftm-world.f"])["ftm-world.f"]}
    assert notes == {"In the file, not read: incorporationDate 2001; incorporationDate 2002."}


def test_a_link_that_cannot_be_drawn_is_a_fault(store: Store, tmp_path: Path) -> None:
    lines = (
        ANN, SHELL,
        entity("a", "Ownership", owner="ann", asset="elsewhere"),
        entity("b", "Family", person="ann", relative="shell", relationship="aunt"),
        entity("c", "Payment", payer="ann"),
        entity("d", "Payment", payer="ann", beneficiary="shell", amount="lots", currency="EUR"),
        entity("e", "LegalEntity", name="Somebody"),
        entity("f", "Person"),
        ANN,
    )  # fmt: skip
    report = load(store, "ftm", write(tmp_path, *lines))
    assert {one.line: one.detail.partition(": ")[2] for one in report.faults} == {
        3: "ends at 'elsewhere', which this file does not hold",
        4: "ends at 'shell', a Company, which such a link cannot join",
        5: "lacks an end, `payer` or `beneficiary`",
        6: "'lots EUR' is not an amount; write '857354.00 USD', 'about 53000000 USD', "
        "'at least 37000000 EUR' or '767123..4000000 USD' (never negative)",
        7: "may be a person or an organization, which no kind leaves open",
        8: "has no name",
        9: "stands twice",
    }
    assert counts(store)["Person"] == counts(store)["Company"] == 1


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "1: is empty"),
        ("<xml/>\n<xml/>\n", "1: no JSON: "),
        (json.dumps(ANN) + "\n" + json.dumps(SHELL)[:50], "2: no JSON: "),
        (json.dumps(ANN) + '\n{"id": "a"}\n', "2: a: `schema` is missing: the file is cut off"),
    ],
)
def test_another_format_or_a_file_cut_off_is_refused(
    store: Store, tmp_path: Path, text: str, said: str
) -> None:
    path = tmp_path / "world.ftm.json"
    path.write_text(text)
    with pytest.raises(FaultyInput) as caught:
        load(store, "ftm", path)
    (fault,) = caught.value.faults
    assert f"{fault.line}: {fault.detail}".startswith(said)
    assert counts(store) == {}


def test_one_taken_out_and_one_changed_are_reported_alone(store: Store, tmp_path: Path) -> None:
    load(store, "ftm", write(tmp_path, ANN, SHELL, OWNS))
    changed = {**SHELL, "properties": {**SHELL["properties"], "name": ["Shell Ltd"]}}
    report = load(store, "ftm", write(tmp_path, ANN, changed))
    assert (report.ids["changed"], report.ids["removed"]) == (
        ["ftm-world.shell"],
        ["ftm-world.own"],
    )
    assert report.added == 0


@pytest.mark.parametrize("folder", ["zala", "parteispenden", "t1"])
def test_real_files_are_loaded_whole(store: Store, folder: str) -> None:
    """Counted from the raw lines by their schema; the sums stand in SOURCE.md."""
    path = at_hand(f"ftm_json/{folder}/entities.ftm.json")
    schemata = Counter(json.loads(line)["schema"] for line in path.read_text("utf-8").splitlines())
    report = load(store, "ftm", path)
    assert (report.rows, report.faulty) == (sum(schemata.values()), 0)
    found = counts(store)
    same = ("Person", "Company", "Payment", "Ownership", "Family", "Directorship")
    assert {one: found.get(one, 0) for one in same} == {one: schemata[one] for one in same}
    assert found.get("Designation", 0) == schemata["Sanction"]
    assert not unclaimed(records_of("ftm", path))
    before = snapshot(store)
    load(store, "ftm", path)
    assert snapshot(store) == before
