"""GraphML and GEXF: a network with its evidence in plain attributes, claims as JSON text."""

from collections.abc import Iterator
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import orjson

from api.exporting.content import Content
from api.exporting.flat import Flat, flattened
from api.printable import clean

if TYPE_CHECKING:
    import networkx as nx

__all__ = ["LEFT_OUT", "as_gexf", "as_graphml"]

LEFT_OUT = (
    "Left out, since a network has no place for them: sources and gaps, of which claims hold the "
    "ids. They are in the formats json, jsonl, csv and cypher."
)
_META_ENDS = "</meta>"


def as_graphml(content: Content) -> Iterator[bytes]:
    """GraphML, for Gephi, yEd and networkx."""
    import networkx as nx

    G = _network(content)
    for name, value in _head(content).items():
        G.graph[name] = value
    for line in nx.generate_graphml(G, named_key_ids=True):
        yield line.encode() + b"\n"


def as_gexf(content: Content) -> Iterator[bytes]:
    """GEXF, for Gephi; what it is an export of stands in the description that is in its head."""
    import networkx as nx

    # The writer knows no description, and the first such line is where the head ends.
    told = False
    for line in nx.generate_gexf(_network(content), version="1.2draft"):
        if not told and line.strip() == _META_ENDS:
            head = "; ".join(f"{name}: {value}" for name, value in _head(content).items())
            yield f"    <description>{escape(clean(head))}</description>\n".encode()
            told = True
        yield line.encode() + b"\n"


def _network(content: Content) -> "nx.MultiDiGraph[str]":
    from queries.answers import GraphAnswer

    nodes = [_printable(one) for one in flattened(content, content.nodes())]
    edges = [_printable(one) for one in flattened(content, content.edges())]
    return GraphAnswer(nodes, edges).to_networkx()


def _head(content: Content) -> dict[str, str]:
    head = {
        name: value if isinstance(value, str) else orjson.dumps(value).decode()
        for name, value in content.head().items()
    }
    return {**head, "left_out": LEFT_OUT}


def _printable(record: Flat) -> Flat:
    """XML has no control characters."""
    return {
        name: clean(value) if isinstance(value, str) else value for name, value in record.items()
    }
