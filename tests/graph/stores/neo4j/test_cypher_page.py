"""Every query of docs/cypher.md, as an analyst would type it, on the bundled case."""

import re
from pathlib import Path

import pytest

from loaders.load import load_case
from tests.servers import Server

ROOT = Path(__file__).parents[4]
PAGE = (ROOT / "docs" / "cypher.md").read_text(encoding="utf-8")
SECTIONS = re.findall(
    r"^## \d+\. (.+?)\n\n```cypher\n(.+?)```\n\n(.+?)(?=\n## |\Z)", PAGE, re.MULTILINE | re.DOTALL
)
# What says how far something is established; a page of Cypher is no excuse to leave it out.
STANDING = re.compile(r"standing|stance|contested|independent_sources|gap\.")


@pytest.fixture
def case(neo4j: Server) -> Server:
    """The bundled case on a real server."""
    store = neo4j.open()
    load_case(store, ROOT / "cases" / "magnitsky")
    store.close()
    return neo4j


def test_the_page_has_a_dozen_questions() -> None:
    assert len(SECTIONS) == 12


@pytest.mark.parametrize(("title", "query", "caution"), SECTIONS, ids=[one[0] for one in SECTIONS])
def test_each_query_shows_standing_is_limited_and_has_its_caution(
    title: str, query: str, caution: str
) -> None:
    assert STANDING.search(query), title
    assert re.search(r"\bLIMIT \d+", query)
    assert len(caution.split()) > 10


def test_every_query_answers_on_the_case(case: Server) -> None:
    """One load for all: each finds something, and the known answers are among it."""
    answers = {title: case.run(query) for title, query, _ in SECTIONS}
    assert all(answers.values()), [title for title, rows in answers.items() if not rows]
    # Money sheet, section 4: T014 is the first sum traced to Prevezon, T042 Delco's payment.
    paid = {(row[0], row[1]) for row in answers["Who paid whom in 2008"]}
    assert ("Delco Networks S.A.", "International Media Overseas S.A.") in paid
    contested = {row[0] for row in answers["Contested payments, and who contests them"]}
    assert {"pay.t012", "pay.t014"} <= contested
    claims = {row[0] for row in answers["The claims behind an edge"]}
    assert "pay.t014.c1" in claims
    # Money sheet, section 7, question 10: seven rows may enter a sum, T012 (contested) may not.
    summed = {one for row in answers["Sums that may be formed at all"] for one in row[-1]}
    assert {"pay.t004", "pay.t013", "pay.t027", "pay.t036", "pay.t042"} <= summed
    assert "pay.t012" not in summed
    gaps = {row[0]: row[4] for row in answers["Where the trail breaks"]}
    assert len(gaps) == 13
    assert gaps["gap.g13"] == "forbidden"
