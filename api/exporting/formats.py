"""The formats of an export: each says how far a record stands, who asserts it and who denies it.

What a format has no place for, its file says (`left_out`).
"""

import csv
import io
from collections.abc import Callable, Iterator

import orjson

from api.exporting.content import Content
from api.exporting.flat import Flat, flattened
from api.exporting.followthemoney import as_followthemoney
from api.exporting.networks import as_gexf, as_graphml
from api.printable import clean
from graph.schema.cypher import cypher_script
from graph.store import View


def as_json(content: Content) -> Iterator[bytes]:
    """One object: nodes, edges, claims, sources, gaps, and what the export is of."""
    yield b'{"export":' + orjson.dumps(content.head())
    for name, records in _tables(content):
        yield f',"{name}":['.encode()
        for number, record in enumerate(records):
            yield (b"," if number else b"") + orjson.dumps(record)
        yield b"]"
    yield b"}\n"


def as_json_lines(content: Content) -> Iterator[bytes]:
    """One object a line: the table and the record; the first line says what it is of."""
    yield orjson.dumps({"table": "export", "record": content.head()}) + b"\n"
    for name, records in _tables(content):
        for record in records:
            yield orjson.dumps({"table": name, "record": record}) + b"\n"


def _tables(content: Content) -> Iterator[tuple[str, Iterator[View]]]:
    yield "nodes", content.nodes()
    yield "edges", content.edges()
    yield "claims", content.claims()
    yield "sources", content.sources()
    yield "gaps", content.gaps()


def as_cypher(content: Content) -> Iterator[bytes]:
    """A script for cypher-shell: one statement a line, safe to run twice."""
    for line in cypher_script(
        content.head(), content.nodes(), content.edges(), content.claims(), content.sources(),
        content.gaps(),
    ):  # fmt: skip
        yield line.encode() + b"\n"


def as_csv(content: Content) -> dict[str, bytes]:
    """One file for each table."""
    return {
        "nodes.csv": _csv(flattened(content, content.nodes())),
        "edges.csv": _csv(flattened(content, content.edges())),
        "claims.csv": _csv(map(_row, content.claims())),
        "sources.csv": _csv(map(_row, content.sources())),
        "gaps.csv": _csv(map(_row, content.gaps())),
    }


def _row(record: View) -> Flat:
    return {
        name: value if isinstance(value, str | int) else orjson.dumps(value).decode()
        for name, value in record.items()
    }


def _csv(rows: Iterator[Flat]) -> bytes:
    kept = list(rows)
    columns = list(dict.fromkeys(name for one in kept for name in one))
    out = io.StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: clean(str(value)) for name, value in one.items()} for one in kept)
    return out.getvalue().encode()


STREAMS: dict[str, tuple[Callable[[Content], Iterator[bytes]], str]] = {
    "jsonl": (as_json_lines, "application/x-ndjson"),
    "json": (as_json, "application/json"),
    "graphml": (as_graphml, "application/xml"),
    "gexf": (as_gexf, "application/xml"),
    "ftm": (as_followthemoney, "application/x-ndjson"),
    "cypher": (as_cypher, "text/plain; charset=utf-8"),
}
