"""What must go with every word about conduct, found in any JSON and in any text."""

import re
from collections.abc import Iterator
from typing import Any

from graph.ontology import EDGE_KINDS, NODE_KINDS, Ladder
from queries.wording import NO_STATEMENT
from tests.api.world import SPOKEN

KINDS = {**NODE_KINDS, **EDGE_KINDS}
CONDUCT = {name for name, kind in KINDS.items() if kind.ladder is Ladder.CONDUCT}
CLAIMED = {"allegation", "charge", "admission", "judgment", "conviction", "upheld"}
RUNGS = {"refuted", "alleged", "charged", "admitted", "found", "upheld"}


def parts(value: Any, above: tuple[Any, ...] = ()) -> Iterator[tuple[Any, tuple[Any, ...]]]:
    """Every object in a JSON value, with the objects that it stands in, the nearest last."""
    if isinstance(value, dict):
        yield value, above
        for one in value.values():
            yield from parts(one, (*above, value))
    elif isinstance(value, list):
        for one in value:
            yield from parts(one, above)


def occurrences(value: Any) -> list[str]:
    """What is said about conduct in a JSON value, each checked; the list says what was met.

    Raises:
        AssertionError: If an asserter, a rung or the denial is missing.
    """
    met = []
    for one, above in parts(value):
        if one.get("kind") in KINDS and isinstance(one.get("source"), str):
            met += _edge(one)
        elif one.get("kind") in CONDUCT and {"sentence", "standing"} <= one.keys():
            met.append(_line(one))
        elif "ladder" in one and "values" in one and one["ladder"] == "conduct":
            met += [_field(one)]
        elif {"about", "cites"} <= one.keys() and one.get("kind") in CLAIMED:
            met += [_claim(one, above)]
        elif {"edge", "conduct"} <= one.keys():
            for field in one["conduct"]:
                assert field["standing"] in RUNGS
                assert field["asserted_by"] or field["standing"] == "refuted"
                assert "denied_by" in field
                met.append(f"hop {one['edge']}.{field['field']}")
    return met


def _edge(edge: dict[str, Any]) -> list[str]:
    reading = edge["evidence"]
    fields = [name for name, one in reading["fields"].items() if one["ladder"] == "conduct"]
    if edge["kind"] not in CONDUCT and not fields:
        return []
    assert told(edge["sentence"]), edge
    for words in SPOKEN.get(edge["id"], ()):
        assert words in edge["sentence"], edge
    if edge["kind"] in CONDUCT:
        assert reading["standing"] in RUNGS
        assert reading["asserted_by"]
        assert "denied_by" in reading
        return [f"edge {edge['id']}"]
    return [f"edge {edge['id']}.{name}" for name in fields]


def _line(line: dict[str, Any]) -> str:
    """A record in words alone, as a brief tells it."""
    assert line["standing"] in RUNGS
    assert told(line["sentence"]), line
    for words in SPOKEN.get(line["id"], ()):
        assert words in line["sentence"], line
    return f"line {line['id']}"


def _field(reading: dict[str, Any]) -> str:
    assert reading["statements"]
    for value in reading["values"]:
        assert value["standing"] in RUNGS
        assert value["asserted_by"] or value["standing"] == "refuted"
        assert "denied_by" in value
    return "reading"


def _claim(claim: dict[str, Any], above: tuple[Any, ...]) -> str:
    """A bare claim is data; beside it stands what it says in words, with the denial.

    In an export the claims are a table of their own, and the record's sentence is in the same
    file; see `test_an_export_keeps_the_evidence`.
    """
    beside = next((one["sentence"] for one in reversed(above) if one.get("sentence")), None)
    if claim["stance"] == "asserts":
        assert beside, claim
        assert told(beside), claim
    return f"claim {claim['id']}"


def told(sentence: str) -> bool:
    """Whether a sentence says what is held against it, or that nothing was found."""
    return NO_STATEMENT in sentence or "denied" in sentence


def flattened(text: str) -> str:
    """A text as one line, without the marks of a table."""
    bare = re.sub(r"\\(.)", r"\1", text)
    return " ".join(bare.replace("|", " ").split())


def spoken_in(text: str) -> list[str]:
    """The records about conduct that a text names, after what must go with them was found.

    Raises:
        AssertionError: If it names one and not who says it, or not what is said against it.
    """
    line = flattened(text)
    met = []
    for ident, words in SPOKEN.items():
        if re.search(rf"(?<![\w.]){re.escape(ident)}(?![\w.])", line):
            for one in words:
                assert one in line, (ident, one, text)
            met.append(ident)
    return met
