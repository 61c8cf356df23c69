"""The formats of an export. Each keeps claims and standing; none is offered that could not."""

import csv
import io
from collections.abc import Callable, Iterator
from itertools import islice

import orjson

from api.exporting.content import Content
from api.exporting.flat import Flat, flat
from api.printable import clean
from graph.schema.cypher import cypher_script
from graph.store import View

_AT_ONCE = 500


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


def as_graphml(content: Content) -> Iterator[bytes]:
    """GraphML, for Gephi, yEd and networkx: evidence in plain attributes, claims as JSON text."""
    import networkx as nx

    from queries.answers import GraphAnswer

    nodes = [_printable(one) for one in _flat(content, content.nodes())]
    edges = [_printable(one) for one in _flat(content, content.edges())]
    G = GraphAnswer(nodes, edges).to_networkx()
    for name, value in content.head().items():
        G.graph[name] = value if isinstance(value, str) else orjson.dumps(value).decode()
    for line in nx.generate_graphml(G, named_key_ids=True):
        yield line.encode() + b"\n"


def _printable(record: Flat) -> Flat:
    """XML has no control characters."""
    return {
        name: clean(value) if isinstance(value, str) else value for name, value in record.items()
    }


def _flat(content: Content, records: Iterator[View]) -> Iterator[Flat]:
    while part := list(islice(records, _AT_ONCE)):
        claims = content.claims_about([one["id"] for one in part])
        for one in part:
            yield flat(one, claims.get(one["id"], ()))


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
        "nodes.csv": _csv(_flat(content, content.nodes())),
        "edges.csv": _csv(_flat(content, content.edges())),
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
    "cypher": (as_cypher, "text/plain; charset=utf-8"),
}
