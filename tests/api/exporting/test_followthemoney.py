"""FollowTheMoney out: the whole store or a part, and a last line that says what it lost."""

from contextlib import closing
from pathlib import Path
from typing import Any

import orjson
from fastapi.testclient import TestClient

from graph.stores.opening import open_store
from loaders.followthemoney import FollowTheMoney
from loaders.load import load_table
from tests.api.conftest import Clew
from tests.api.world import SPOKEN


def lines_of(text: str) -> list[dict[str, Any]]:
    return [orjson.loads(line) for line in text.splitlines()]


def exported(client: TestClient, more: str = "") -> list[dict[str, Any]]:
    answer = client.get(f"/api/v1/export?format=ftm{more}")
    assert answer.status_code == 200
    assert 'filename="clew.ftm.json"' in answer.headers["content-disposition"]
    return lines_of(answer.text)


def test_an_accusation_is_told_with_its_asserter_and_its_answer(client: TestClient) -> None:
    found = {one["id"]: one for one in exported(client)}
    for ident in ("acu.ann", "acu.bob"):
        accusation = found[ident]
        assert accusation["schema"] == "UnknownLink"
        assert accusation["properties"]["role"][0].startswith("accused of")
        said = " ".join(accusation["properties"]["description"])
        for words in SPOKEN[ident]:
            assert words in said


def test_every_entity_says_how_far_it_stands_and_what_it_cites(client: TestClient) -> None:
    *found, note = exported(client)
    assert found
    for one in found:
        properties = one["properties"]
        told = properties.get("notes") or properties["description"]
        assert told[0].startswith("Standing: ")
        assert told[-1].startswith("Cites: ")
    assert note["schema"] == "Note"


def test_the_last_line_says_what_has_no_place_there(client: TestClient) -> None:
    (note,) = [one for one in exported(client) if one["schema"] == "Note"]
    said = " ".join(note["properties"]["description"])
    assert client.get("/api/v1/metadata").json()["snapshot"] in said
    assert "Gaps are left out" in said


def test_links_end_at_things_of_the_file(client: TestClient) -> None:
    """Also of a picked part: no link ends at what was not picked."""
    ends = ("subject", "object", "payer", "beneficiary", "owner", "asset", "director",
            "organization", "accountHolder", "person", "relative", "entity")  # fmt: skip
    for more in ("", "&id=per.ann&id=evt.theft&hops=0", "&id=per.ann&hops=1"):
        found = exported(client, more)
        things = {one["id"] for one in found}
        for one in found:
            for end in ends:
                assert set(one["properties"].get(end, ())) <= things, one
    picked = exported(client, "&id=per.ann&id=evt.theft&hops=0")
    assert [one["id"] for one in picked] == ["evt.theft", "per.ann", "acu.ann", "clew-export"]


def test_what_goes_out_can_be_read_again(clew: Clew, tmp_path: Path) -> None:
    """By the loader of this format: the same people and companies, and the same payments."""
    file = tmp_path / "clew.ftm.json"
    assert clew("export", "-f", "ftm", "-o", str(file)).code == 0
    out = lines_of(file.read_text("utf-8"))
    with closing(open_store(tmp_path / "again.db")) as store:
        load_table(store, FollowTheMoney.for_file(file, as_of="2026-11-24"), file)
        with store.read() as reader:
            names = {view["names"][0]["text"] for _, view in reader.scan("node")}
            kinds = [view["kind"] for _, view in reader.scan("edge")]
    parties = {"Person", "Company", "PublicBody", "Organization"}
    assert {one["properties"]["name"][0] for one in out if one["schema"] in parties} <= names
    assert kinds.count("Payment") == sum(one["schema"] == "Payment" for one in out) > 0
    assert "Accusation" not in kinds
