"""A generated world of a chosen size: power-law in-degrees, five kinds of edges, some claims.

Generator `power-law`: the source of an edge is node floor(n u^3) for u uniform in [0, 1), the
target is uniform; so the first nodes are hubs. Everything follows from the seed.
"""

import random
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import networkx as nx

from graph.evidence import Claim, Context, Source, read
from graph.ontology import EDGE_KINDS, NODE_KINDS
from graph.store import Store, Writable, Writer
from graph.stores.opening import open_store
from graph.stores.rows import edge_row, node_row
from graph.stores.shelf import ClaimRow
from graph.stores.sqlite.shelf import SqliteShelf

KINDS = ("Payment", "Payment", "Payment", "Ownership", "Associate", "Representation", "Control")
FOLLOWED = frozenset({"Payment", "Ownership", "Associate", "Representation"})
SOURCE = Source(id="b.s1", title="A generated world", publisher="benchmarks")
BATCH = 20_000


class Arc(NamedTuple):
    """One generated edge."""

    id: str
    kind: str
    source: str
    target: str


def node_ids(count: int) -> list[str]:
    """The nodes."""
    return [f"org.{number:07d}" for number in range(count)]


def arcs(nodes: int, edges: int, seed: int = 1) -> Iterator[Arc]:
    """The edges, in id order."""
    chance = random.Random(seed)
    for number in range(edges):
        source = int(nodes * chance.random() ** 3)
        target = chance.randrange(nodes)
        yield Arc(f"e.{number:08d}", chance.choice(KINDS), f"org.{source:07d}", f"org.{target:07d}")


def claim(about: str) -> Claim:
    """One claim that keeps a record."""
    return Claim(id=f"{about}.c1", about=about, kind="statement", by="the generator",
                 cites=SOURCE.id, at="generated", dataset="bench")  # fmt: skip


def records(nodes: int, edges: int, seed: int = 1) -> Iterator[list[Writable]]:
    """Rows as a loader would yield them: each record with its claims."""
    yield [SOURCE]
    for ident in node_ids(nodes):
        yield [NODE_KINDS["Company"](id=ident, names=(f"Company {ident[4:]}",)), claim(ident)]
    for one in arcs(nodes, edges, seed):
        made = EDGE_KINDS[one.kind](id=one.id, source=one.source, target=one.target)
        yield [made, claim(one.id)]


def build(path: Path, nodes: int, edges: int, seed: int = 1) -> Store:
    """A store with the world in it, written as plain rows, which is quicker than loading it."""
    store = open_store(path)
    context = Context({SOURCE.id: SOURCE})
    with store.write() as writer:
        pending: list[list[Writable]] = []
        for row in records(nodes, edges, seed):
            pending.append(row)
            if len(pending) >= BATCH:
                write(writer, pending, context)
                pending = []
        write(writer, pending, context)
    return store


def write(writer: Writer, rows: list[list[Writable]], context: Context) -> None:
    """Put a batch on the shelf as it is, each record with its claims."""
    shelf = writer.shelf  # type: ignore[attr-defined]
    assert isinstance(shelf, SqliteShelf)
    nodes, edges, claims = [], [], []
    for record, *said in rows:
        if isinstance(record, Source):
            continue
        kind = type(record)
        reading = read(kind, said, context)  # type: ignore[arg-type]
        assert reading is not None
        if record.id.startswith("org."):
            nodes.append(node_row(record, reading, "bench", index=False))  # type: ignore[arg-type]
        else:
            edges.append(edge_row(record, reading, "bench"))  # type: ignore[arg-type]
        claims += [
            ClaimRow(one.id, record.id, SOURCE.id, None, one.model_dump_json(), "bench")
            for one in said
        ]
    with shelf.transaction():
        shelf.put_nodes(nodes, 1)
        shelf.put_edges(edges, 1)
        shelf.put_claims(claims, 1)


def in_memory(nodes: int, edges: int, seed: int = 1) -> "nx.MultiDiGraph[str]":
    """The same world as a networkx graph, which keeps no claims."""
    G: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    G.add_nodes_from(node_ids(nodes))
    for one in arcs(nodes, edges, seed):
        G.add_edge(one.source, one.target, key=one.id, kind=one.kind)
    return G
