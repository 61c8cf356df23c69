"""Text that looks like a statement, in every parameter of every question, on both stores."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import ValidationError

from api.catalogue import catalogue
from graph.store import Store, Writable
from graph.stores.opening import open_store
from queries.answers import Answered
from queries.question import Question, ask
from queries.search import Search
from tests.graph.stores.world import edge, node, world
from tests.parity.test_questions import MAKERS, read, told
from tests.parity.worlds import KINDS, NAMES, NODES
from tests.servers import Server

# Quotes, backticks, both languages, comments; then control characters and what Lucene reads.
TEXTS = (
    "`'\"}) DETACH DELETE n; DROP TABLE node; // -- /* $ids \\u0027",
    "org.a\r\n\t\x00\x07\x1b\u202e *:* AND NOT +x -y (z)^2~ _grams:[* TO *] \\",
)


def records() -> list[Writable]:
    """The nodes of the random worlds, two of them with a hostile name, and a payment."""
    names = dict(zip(("org.a", "per.d"), TEXTS, strict=True))
    made = [
        node(one, KINDS[one], names=(names.get(one), *NAMES[one]) if one in names else NAMES[one],
             **({"code": "CY"} if one == "cty.cy" else {}))
        for one in NODES
    ]  # fmt: skip
    return world(*made, edge("e.0", "org.a", "per.d", "Payment"))


@pytest.fixture
def stores(neo4j: Server, tmp_path: Path) -> Iterator[tuple[Store, Store]]:
    """Both stores with the same in them."""
    opened = open_store(tmp_path / "clew.db"), neo4j.open()
    for store in opened:
        with store.write() as writer:
            writer.put(records(), TEXTS[0])
    yield opened
    for store in opened:
        store.close()


def hostile(kind: type[Question[Answered]], text: str) -> Iterator[Question[Answered]]:
    """The question with the text in one parameter after the other, where it takes any text."""
    usual = {
        key: value for part in MAKERS[kind.__name__][1]
        for key, value in part(random.Random(1)).items()
    }  # fmt: skip
    for name in kind.model_fields:
        for value in (text, [text], ["org.a", text]):
            try:
                yield kind.model_validate({**usual, name: value})
            except ValidationError:
                continue


@pytest.mark.parametrize("text", TEXTS, ids=("statements", "control characters"))
def test_a_hostile_parameter_is_a_value_and_no_more(
    stores: tuple[Store, Store], neo4j: Server, text: str
) -> None:
    before = [told(catalogue()["Metadata"](), store) for store in stores]
    nodes = neo4j.run("MATCH (n) RETURN count(n)")
    asked = [one for kind in catalogue().values() for one in hostile(kind, text)]
    for question in asked:
        ours, theirs = [told(question, store) for store in stores]
        assert read(theirs) == read(ours), repr(question)
    # Most questions have one, or this would show little.
    assert len({type(one) for one in asked}) > len(catalogue()) / 2
    assert [told(catalogue()["Metadata"](), store) for store in stores] == before
    assert neo4j.run("MATCH (n) RETURN count(n)") == nodes


def test_a_hostile_name_is_found(stores: tuple[Store, Store]) -> None:
    for store in stores:
        for text, ident in zip(TEXTS, ("org.a", "per.d"), strict=True):
            found = ask(Search(q=text), store).results
            assert (found[0].id, found[0].name) == (ident, text)
