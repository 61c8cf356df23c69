"""What is rendered from the ontology: the case files' schema and the page."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from graph.evidence import claimable
from graph.ontology import EDGE_KINDS, NODE_KINDS
from graph.schema import FILLED_IN, arrow, case_schema, ontology_markdown
from loaders.case_folder.yaml_lines import read_items
from tests.loaders.folders import CASE, swap

ROOT = Path(__file__).resolve().parents[2]
SCHEMA = case_schema()
VALIDATOR = Draft202012Validator(SCHEMA)


def records(text: str) -> list[Any]:
    return [item.data for item in read_items(text.encode(), "x.yaml", "list")[0]]


def accepts(text: str) -> bool:
    return VALIDATOR.is_valid(records(text))


def test_the_schema_is_one() -> None:
    Draft202012Validator.check_schema(SCHEMA)


def test_it_accepts_the_files_of_the_bundled_case() -> None:
    files = sorted((ROOT / "cases" / "magnitsky").glob("*.yaml"))
    assert len(files) > 1
    for path in files:
        if path.name == "clew.yaml":
            continue
        found = [item.data for item in read_items(path.read_bytes(), path.name, "list")[0]]
        wrong = [f"{path.name}: {one.json_path}" for one in VALIDATOR.iter_errors(found)]
        assert not wrong


def test_it_accepts_what_the_loader_accepts() -> None:
    assert accepts(CASE)


BROKEN = [
    ("value: 2008-02", "value: 2008-13"),
    ("value: 10.5 USD", "value: -10.5 USD"),
    ("value: 10.5 USD", "value: 10.5"),
    ("jurisdiction: CY", "jurisdiction: no"),
    ("kind: charge,", "kind: statement,"),
    ("pay.one.c1, kind: document", "pay.one.c1, kind: charge"),
    ("role: organiser", "role: villain"),
    ("kind: Event", "kind: Evnt"),
    ("field: amount", "field: amuont"),
    ("at: p. 1", "at: ''"),
    (", at: page 3", ""),
    ("target: org.shell", "target: org.shell\n  amount: 5 USD"),
    ("target: org.shell", "target: org.shell\n  held: certain"),
    ("target: org.shell", "target: org.shell\n  evidence: {}"),
    ("at: row 1}", "at: row 1, dataset: x}"),
    ("at: row 1}", "at: row 1, about: per.ann}"),
    ("names: Bank", "names: Bank\n  collective: no"),
    ("names: Bank", "names: Bank\n  founded: {earliest: '2008'}"),
    ("names: Bank", "names: []"),
    ("    - {id: pay.one.c1, kind: document, cites: s.charge, at: page 2}\n", ""),
    ("kind: alias", "kind: nickname"),
    ("id: per.ann\n", "id: per ann\n"),
]


@pytest.mark.parametrize(("old", "new"), BROKEN)
def test_it_refuses_what_the_loader_refuses(old: str, new: str) -> None:
    assert not accepts(swap(CASE, old, new))


CLAIM = "- {{id: evt.a, kind: Event, names: A, claims: [{{id: evt.a.c1, cites: s, at: p, {0}}}]}}"


@pytest.mark.parametrize(
    ("claim", "good"),
    [
        ("kind: statement", True),
        ("kind: inference, by: E, note: N", True),
        ("kind: inference, by: E", False),
        ("kind: statement, value: x", False),  # of which field?
        ("kind: statement, acts_on: evt.a.c2", False),  # only an outcome acts on claims
        ("kind: outcome, value: closed, acts_on: evt.a.c2", True),
        ("kind: outcome, value: closed", False),
        ("kind: outcome, value: vanished, acts_on: evt.a.c2", False),
    ],
)
def test_it_knows_what_goes_with_what_in_a_claim(claim: str, good: bool) -> None:
    assert accepts(CLAIM.format(claim)) is good


def test_it_takes_what_an_editor_reads_for_a_number_or_a_truth_value() -> None:
    """An editor's YAML has `2008` as a number; the loader takes the same characters."""
    claims = [{"id": "org.a.c1", "kind": "record", "cites": "s.a", "at": 7, "said_on": 2008}]
    record = {"id": "org.a", "kind": "Company", "names": 1984, "unnamed": True, "claims": claims}
    assert VALIDATOR.is_valid([record])


@pytest.mark.parametrize("name", [*NODE_KINDS, *EDGE_KINDS])
def test_every_kind_is_in_it_without_what_no_file_says(name: str) -> None:
    kind = {**NODE_KINDS, **EDGE_KINDS}[name]
    written = SCHEMA["$defs"][name]["properties"].keys()
    assert {"evidence", "hidden_neighbors", "not_accused", "held", "sentence"}.isdisjoint(written)
    assert {"parallel_index", "parallel_count"}.isdisjoint(written)
    assert written.isdisjoint(kind.claimed_fields())
    assert (claimable(kind) - kind.claimed_fields().keys()) <= written
    assert FILLED_IN.isdisjoint(SCHEMA["$defs"]["Claim"]["properties"])


def test_every_reference_in_it_leads_somewhere() -> None:
    used = set(re.findall(r'"#/\$defs/(\w+)"', json.dumps(SCHEMA)))
    assert used
    assert used <= SCHEMA["$defs"].keys()


def test_rendering_twice_gives_the_same() -> None:
    assert json.dumps(case_schema()) == json.dumps(SCHEMA)
    assert ontology_markdown() == ontology_markdown()


def test_an_arrow_is_drawn_as_cypher_draws_it() -> None:
    assert arrow(EDGE_KINDS["Ownership"]) == "(:LegalEntity)-[:OWNS]->(:LegalEntity|Asset)"
    assert arrow(EDGE_KINDS["Family"]) == ("(:Person)-[:FAMILY_OF]->(:Person)")


def test_the_page_tells_every_kind_field_and_rung() -> None:
    page = ontology_markdown()
    for name, kind in {**NODE_KINDS, **EDGE_KINDS}.items():
        assert f"### {name}\n" in page
        for field in claimable(kind):
            assert f"| `{field}` |" in page
    assert "| facts | `document` | `documented` | 2 |" in page
    assert "| conduct | `conviction` | `found` | 3 |" in page
    assert "| `acquitted` | at most `asserted` | at most `alleged` |" in page
    assert "| `overturned` | does not count | does not count |" in page
    assert "Given by claims alone, on the ladder of conduct." in page
