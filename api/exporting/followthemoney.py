"""FollowTheMoney: its entities, one a line, with what claims say folded in as words.

The last line is a `Note` that says what the file is of, and what FollowTheMoney has no place for.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import orjson

from api.exporting.content import Content, parts
from graph.store import View
from loaders.followthemoney import entities
from queries.picture import name_all
from queries.when import text_of

__all__ = ["as_followthemoney"]

_VOICES = {"by", "asserted_by", "denied_by", "value"}
_LEFT_OUT = (
    "FollowTheMoney has no place for standing, claims, sources and gaps: they are folded into "
    "words, in `notes`, `description` and `role`. Gaps are left out. The formats json, jsonl, csv "
    "and cypher keep all of it."
)

# The addresses and the words of what the claims about a record cite.
Cited = tuple[list[str], str]


def as_followthemoney(content: Content) -> Iterator[bytes]:
    """Things first, then links, then the note."""
    left: Counter[str] = Counter()
    cited: dict[str, Cited] = {}
    names: dict[str, str] = {}
    nodes = _prepared(content, content.nodes(), cited, names)
    edges = _prepared(content, content.edges(), cited, names)
    for entity in entities(nodes, edges, left, names):
        addresses, words = cited[entity["id"]]
        properties = entity["properties"]
        properties["notes" if "notes" in properties else "description"].append(words)
        if addresses:
            properties["sourceUrl"] = addresses
        yield orjson.dumps(entity) + b"\n"
    yield orjson.dumps(_note(content.head(), left)) + b"\n"


def _prepared(
    content: Content, records: Iterator[View], cited: dict[str, Cited], names: dict[str, str]
) -> Iterator[View]:
    """The records; before each, what is cited about it and who speaks of it is entered."""
    for part in parts(records):
        name_all(content.reader, {one for record in part for one in _parties(record)}, names)
        claims = content.claims_about([one["id"] for one in part])
        named = {one["cites"] for some in claims.values() for one in some}
        sources = content.reader.sources(named)
        cited.clear()
        for record in part:
            ids = sorted({one["cites"] for one in claims.get(record["id"], ())})
            cited[record["id"]] = _told([sources[one] for one in ids if one in sources])
            yield record


def _parties(value: Any, key: str = "") -> Iterator[str]:  # noqa: ANN401 - any part of a record
    """Whom the reading of a record names: who asserts, who denies, whose outcome it is."""
    if isinstance(value, Mapping):
        for name, one in value.items():
            yield from _parties(one, name)
    elif isinstance(value, list):
        for one in value:
            yield from _parties(one, key)
    elif key in _VOICES and isinstance(value, str):
        yield value


def _told(sources: list[View]) -> Cited:
    urls = [one["url"] for one in sources if one.get("url", "").startswith(("http://", "https://"))]
    words = "; ".join(
        f"{one['title']} ({one['publisher']}{f', {_date(one)}' if one.get('date') else ''})"
        for one in sources
    )
    return urls, f"Cites: {words}."


def _date(source: View) -> str:
    return text_of(source["date"])


def _note(head: View, left: Mapping[str, int]) -> View:
    datasets = ", ".join(f"{one.get('title', one['id'])} ({one['id']})" for one in head["datasets"])
    told = [f"Exported by Clew. Datasets: {datasets}. Snapshot: {head['snapshot']}.", _LEFT_OUT]
    if left:
        kinds = ", ".join(f"{number} {kind}" for kind, number in sorted(left.items()))
        told.append(f"No schema there: {kinds}.")
    return {
        "id": "clew-export",
        "schema": "Note",
        "properties": {"name": ["About this export"], "description": [*told, *head["notes"]]},
    }
