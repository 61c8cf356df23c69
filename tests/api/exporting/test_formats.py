"""Exports keep what makes a record readable: standing, asserter, denial, and the claims."""

import csv
import io
import re
import xml.etree.ElementTree as ET
from pathlib import Path
from typing import Any

import orjson
import pytest
from fastapi.testclient import TestClient

from api.exporting.content import Content
from api.exporting.formats import STREAMS, as_csv
from graph.evidence import Claim
from graph.ontology import NODE_KINDS
from graph.stores.opening import open_store
from tests.api.conduct import occurrences, spoken_in
from tests.api.conftest import Clew
from tests.api.exporting.test_networks import graph_of
from tests.api.world import SPOKEN, records

CONDUCT_EDGES = {"acu.ann", "acu.bob", "nom.bob"}


def exported(client: TestClient, form: str, more: str = "") -> str:
    answer = client.get(f"/api/v1/export?format={form}{more}")
    assert answer.status_code == 200
    assert f"clew.{form}" in answer.headers["content-disposition"]
    return answer.text


def test_the_route_offers_every_format(client: TestClient) -> None:
    """And tells one that there is none of."""
    for form in STREAMS:
        assert exported(client, form)
    answer = client.get("/api/v1/export?format=xlsx")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["allowed"] == list(STREAMS)
    assert client.get("/api/v1/export?formt=json").status_code == 422


@pytest.mark.parametrize("form", ["json", "jsonl"])
def test_json_holds_every_record_and_claim(client: TestClient, form: str) -> None:
    text = exported(client, form)
    if form == "json":
        whole: dict[str, Any] = orjson.loads(text)
    else:
        whole = {"nodes": [], "edges": [], "claims": [], "sources": [], "gaps": []}
        for line in text.splitlines():
            row = orjson.loads(line)
            if row["table"] == "export":
                whole["export"] = row["record"]
            else:
                whole[row["table"]].append(row["record"])
    assert whole["export"]["snapshot"] == client.get("/api/v1/metadata").json()["snapshot"]
    ids = {one["id"] for name in whole if name != "export" for one in whole[name]}
    assert ids == {one.id for one in records()}
    assert sum(len(whole[name]) for name in whole if name != "export") == len(records())
    assert {f"edge {one}" for one in CONDUCT_EDGES} <= set(occurrences(whole["edges"]))


def test_cypher_states_who_says_so_on_each_relationship(client: TestClient) -> None:
    lines = exported(client, "cypher").splitlines()
    for ident in CONDUCT_EDGES:
        (line,) = [one for one in lines if "[e:" in one and f"'{ident}'" in one]
        assert re.search(r"SET e \+= \{standing: '(alleged|charged)', tier: 1, contested: ", line)
        assert "asserted_by: ['" in line
        assert spoken_in(line) == [ident]
    assert sum("-[:CITES]->" in one for one in lines) == sum(
        isinstance(one, Claim) for one in records()
    )


def test_csv_has_a_file_for_each_table(world: Path) -> None:
    store = open_store(world)
    with store.read() as reader:
        files = as_csv(Content(reader))
    store.close()
    rows = list(csv.DictReader(io.StringIO(files["edges.csv"].decode())))
    assert {one["id"] for one in rows} == {one.id for one in records() if hasattr(one, "target")}
    for row in rows:
        assert row["standing"]
        assert row["asserted_by"]
        if row["id"] in SPOKEN:
            assert all(words in row["sentence"] for words in SPOKEN[row["id"]])
    claims = list(csv.DictReader(io.StringIO(files["claims.csv"].decode())))
    assert len(claims) == sum(isinstance(one, Claim) for one in records())


NASTY = 'O\'Neil \\ "x" `y` } ]) DETACH DELETE n //\n\x00\x1b \u2028 <b>&amp;'


def test_a_hostile_name_stays_a_name_in_every_format(own_world: Path, clew: Clew) -> None:
    """Quotes, Cypher, markup and control characters change no statement and no file."""
    store = open_store(own_world)
    with store.write() as writer:
        node = NODE_KINDS["Person"].model_validate({"id": "per.nasty", "names": [NASTY]})
        claim = {"id": "per.nasty.c1", "about": "per.nasty", "kind": "record", "cites": "s.file"}
        writer.put([node, Claim.model_validate({**claim, "at": "1"})], "world")
    with store.read() as reader:
        told_ = {form: b"".join(make(Content(reader))) for form, (make, _) in STREAMS.items()}
    store.close()
    found = orjson.loads(told_["json"])["nodes"]
    assert NASTY in {one["names"][0]["text"] for one in found}
    for form in ("graphml", "gexf"):
        ET.fromstring(told_[form])
        assert "per.nasty" in graph_of(told_[form].decode(), form)
    nasty = [orjson.loads(one) for one in told_["ftm"].splitlines()]
    assert NASTY in {one["properties"]["name"][0] for one in nasty if one["schema"] == "Person"}
    (line,) = [one for one in told_["cypher"].decode().split("\n") if "'per.nasty'" in one
               and "MERGE (n:Entity" in one]  # fmt: skip
    assert unquoted(line).count("DELETE") == 0
    assert line.endswith("};")
    assert "\x1b" not in clew("show", "per.nasty", "--store", str(own_world)).out


def unquoted(statement: str) -> str:
    """A Cypher statement without its string literals."""
    return re.sub(r"'(?:\\.|[^'\\])*'", "''", statement)
