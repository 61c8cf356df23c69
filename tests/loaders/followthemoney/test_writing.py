"""FollowTheMoney out: standing and asserters go with every entity, as words."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from graph.store import Store
from graph.stores.opening import open_store
from loaders.followthemoney import entities, everything
from loaders.load import load_case
from tests.loaders.at_hand import at_hand, load
from tests.loaders.folders import CASE, swap, write

DESIGNATION = """\
- id: prg.act
  kind: SanctionProgram
  names: The Act
  claims: [{id: prg.act.c1, kind: record, cites: s.register, at: row 3}]
- id: des.ann
  kind: Designation
  source: per.ann
  target: prg.act
  listed: "2017"
  claims:
    - {id: des.ann.c1, kind: record, by: The Office, cites: s.register, at: row 4}
    - {id: des.ann.c2, kind: allegation, by: The Office, field: reason, value: She took part,
       cites: s.register, at: row 4}
"""


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "clew.db")
    yield opened
    opened.close()


def written(store: Store) -> dict[str, dict[str, Any]]:
    with store.read() as reader:
        return {one["id"]: one for one in everything(reader)}


def test_every_entity_says_who_says_it(store: Store, tmp_path: Path) -> None:
    load_case(store, write(tmp_path / "case", case=CASE))
    found = written(store)
    assert found
    for one in found.values():
        properties = one["properties"]
        said = (properties.get("notes") or properties["description"])[0]
        assert said.startswith("Standing: ")
        assert "Said by: " in said
        assert all(isinstance(text, str) for texts in properties.values() for text in texts)


def test_an_accusation_goes_out_as_what_it_is(store: Store, tmp_path: Path) -> None:
    """The role of the link names the rung, and the denial stands beside it."""
    load_case(store, write(tmp_path / "case", case=CASE))
    accusation = written(store)["acu.ann"]
    assert accusation["schema"] == "UnknownLink"
    assert accusation["properties"]["role"][0].startswith("accused of")
    assert accusation["properties"]["role"][0].endswith(", contested]")
    (said,) = accusation["properties"]["description"]
    assert "(conduct), contested." in said
    assert "denies" in said


def test_a_reason_names_its_government_and_what_was_not_found(store: Store, tmp_path: Path) -> None:
    load_case(store, write(tmp_path / "case", case=CASE + DESIGNATION))
    sanction = written(store)["des.ann"]
    assert sanction["schema"] == "Sanction"
    properties = sanction["properties"]
    assert properties["reason"] == ["The Office alleges: She took part"]
    assert (properties["program"], properties["listingDate"]) == (["The Act"], ["2017"])
    assert "no statement found in the sources read" in properties["description"][0]
    assert "prg.act" not in written(store)  # a programme is a property there


def test_money_and_dates_are_as_exact_as_they_are(store: Store, tmp_path: Path) -> None:
    """A vague date or sum goes into words: as a value it would read as exact."""
    text = swap(CASE, "value: 2008-02", "value: 2007-12/2008-02")
    load_case(store, write(tmp_path / "case", case=text))
    payment = written(store)["pay.one"]["properties"]
    assert "date" not in payment
    assert "date: between 2007-12-01 to 2008-02-29" in payment["description"]
    load_case(store, write(tmp_path / "case", case=CASE))
    assert written(store)["pay.one"]["properties"]["date"] == ["2008-02"]


def test_what_has_no_place_there_is_counted(store: Store, tmp_path: Path) -> None:
    law = (
        "- id: ins.act\n  kind: LegalInstrument\n  names: The Act\n"
        "  claims: [{id: ins.act.c1, kind: record, cites: s.register, at: row 9}]\n"
    )
    load_case(store, write(tmp_path / "case", case=CASE + law))
    left: Counter[str] = Counter()
    with store.read() as reader:
        nodes = list(reader.nodes([view["id"] for _, view in reader.scan("node")]).values())
        list(entities(nodes, [], left))
    assert left == {"LegalInstrument": 1}


def test_what_came_in_goes_out_with_the_same_ends(store: Store) -> None:
    """Of the file's links, each that was read goes out between the same two."""
    path = at_hand("ftm_json/zala/entities.ftm.json")
    load(store, "ftm", path)
    found = written(store)
    lines = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    owned = [one for one in lines if one["schema"] == "Ownership"]
    assert owned
    for one in owned:
        out = found[f"ftm-zala-entities.{one['id']}"]["properties"]
        for end in ("owner", "asset"):
            assert out[end] == [f"ftm-zala-entities.{one['properties'][end][0]}"]
