"""What the page writes about conduct names who says it and how far it got, over the whole case."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx2
import pytest

from tests.web.conftest import WEB, Run

CONDUCT = frozenset({"Accusation", "Nomineeship"})


@pytest.fixture
def answers(address: str) -> Iterator[Path]:
    """Every conduct edge of the case as the API answers it, where the page's own tests read it."""
    with httpx2.Client(base_url=f"{address}/api/v1", timeout=60) as client:
        lines = client.get("/export", params={"format": "jsonl"}).text.splitlines()
        records = [json.loads(one).get("record", {}) for one in lines]
        edges = [one for one in records if one.get("kind") in CONDUCT]
        ends = sorted({end for one in edges for end in (one["source"], one["target"])})
        answer = subgraph(client, ends)
        conduct = [one for one in answer["edges"] if one["kind"] in CONDUCT]
        assert {one["id"] for one in conduct} == {one["id"] for one in edges}
        # Who has no entry of its own is named in words.
        voices = {one.get("id") for one in records} & {
            name
            for one in conduct
            for name in (*one["evidence"]["asserted_by"], *one["evidence"]["denied_by"])
        }
        nodes = [*answer["nodes"], *subgraph(client, sorted(voices), limit=0)["nodes"]]
    target = WEB / "test-results" / "conduct.json"
    target.parent.mkdir(exist_ok=True)
    target.write_text(json.dumps({"edges": conduct, "nodes": nodes}))
    yield target
    target.unlink()


def subgraph(client: httpx2.Client, ids: list[str], limit: int = 5000) -> dict[str, Any]:
    body = {"ids": ids, "inferred": True, "limit": limit, "undated": "include"}
    answer = client.post("/subgraph", json=body)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def test_every_text_about_conduct_names_who_says_it_and_how_far_it_got(
    node: Run, answers: Path
) -> None:
    """Labels, headings, rows, the CSV, footnotes and the picture's list, for every such edge."""
    assert len(json.loads(answers.read_text())["edges"]) > 50
    done = node("node_modules/vitest/vitest.mjs", "run", "tests/conduct.test.ts")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "skipped" not in done.stdout, done.stdout
