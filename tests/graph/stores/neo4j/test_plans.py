"""How the server goes about each statement: from an index seek, never through all of anything."""

from collections.abc import Iterator
from itertools import product
from typing import Any

import pytest

from graph.ontology import EDGE_KINDS
from graph.stores.neo4j import reads, turn, writes
from graph.stores.neo4j.shortest import all_shortest, interior, nearest, turning
from graph.traversal import Direction, EdgeFilter, Passage
from tests.graph.stores.world import claim, edge, node, world
from tests.servers import Server

# What a plan may begin with: a seek by a value, or a number that the server keeps anyway.
SEEKS = {
    "Argument", "NodeIndexSeek", "NodeIndexSeekByRange", "NodeUniqueIndexSeek",
    "NodeUniqueIndexSeek(Locking)", "DirectedRelationshipUniqueIndexSeek",
    "DirectedRelationshipIndexSeek", "NodeCountFromCountStore", "RelationshipCountFromCountStore",
    "MultiNodeIndexSeek", "NodeUniqueIndexSeekByRange", "Unwind",
    "DirectedRelationshipUniqueIndexSeek(Locking)",
}  # fmt: skip
FILTERS = (
    EdgeFilter(),
    EdgeFilter(kinds=frozenset({"Payment", "Ownership"}), both_ways=frozenset({"Identity"})),
    EdgeFilter(contested="any", after=0, before=1, undated=False),
    EdgeFilter(kinds=frozenset({"Payment"}), after=0),
)
# Every parameter that any statement asks for.
VALUES: dict[str, Any] = {
    "ids": ["org.1"], "others": ["org.2"], "sources": ["org.1"], "targets": ["org.2"],
    "gates": [2], "contested": [1], "after": 0, "before": 1, "most": 10, "limit": 10,
    "kinds": ["Country"], "avoid": ["org.3"], "paths": 10, "wide": 100, "source": "m.S1",
    "offset": 0, "old": "org.0", "queries": ["x"], "grams": ["x"], "snapshot": "0", "moment": "1",
    "node": "org.1", "behind": "", "since": 0, "rows": [], "revision": 1, "dataset": "case",
    "finished": True, "digest": "0", "card": "{}", "more": 0, "number": 1, "at": "1",
    "writer": "w", "name": "n", "lease": 1, "call": "c",
}  # fmt: skip


def constants(module: object) -> Iterator[tuple[str, str]]:
    """The statements that a module holds ready."""
    for name, value in vars(module).items():
        if not name.isupper() or name.startswith("_") or name in {"LABEL_OF", "LINKS", "TABLES"}:
            continue
        for key, text in (value if isinstance(value, dict) else {"": value}).items():
            if isinstance(text, str):
                yield f"{name} {key}".strip(), text


def questions() -> Iterator[tuple[str, str]]:
    """What the reader asks, in every form that it takes."""
    yield from constants(reads)
    for number, edges in enumerate(FILTERS):
        yield f"groups {number}", reads.groups(edges) or ""
        yield f"picture {number}", reads.picture(edges) or ""
        for way, ordered in product(Direction, (True, False)):
            name = f"{way} {number} {ordered}"
            yield f"hop {name}", reads.hop_links(way, edges, ordered=ordered) or ""
            yield f"between {name}", reads.between_links(edges, way, ordered=ordered) or ""
        for way in Direction:
            passage = Passage(frozenset({"Country", "Organization"}), 10, frozenset({"org.3"}))
            for inside in ("", interior(passage, [], hubs=True)):
                yield f"nearest {way} {number} {inside}", nearest(6, way, edges, inside)
                if not turning(way, edges):
                    yield f"shortest {way} {number} {inside}", all_shortest(6, way, edges, inside)


def commands() -> Iterator[tuple[str, str]]:
    """What the shelf says, and what a turn does."""
    yield from constants(turn)
    for name, text in constants(writes):
        # A dataset owns sources and gaps; nobody asks which nodes, edges or claims.
        if not name.startswith("IDS_OF") or name.endswith(("source", "gap")):
            yield name, text
    for kind in (EDGE_KINDS["Payment"], EDGE_KINDS["Identity"]):
        yield f"renew {kind.verb}", writes.renew(kind)
        yield f"part {kind.verb}", writes.part(kind)


def leaves(plan: dict[str, Any]) -> Iterator[str]:
    """The operators with which a plan begins."""
    if not plan.get("children"):
        yield plan["operatorType"].partition("@")[0]
    for child in plan.get("children", ()):
        yield from leaves(child)


@pytest.fixture
def filled(neo4j: Server) -> Server:
    """A store with enough in it that a scan of it would not seem cheap to the planner."""
    store = neo4j.open()
    records = world(*[node(f"org.{one}") for one in range(400)])
    for one in range(800):
        ends = f"org.{one % 400}", f"org.{one * 7 % 400}"
        records += edge(f"pay.{one}", *ends, "Payment" if one % 2 else "Ownership",
                        claim(f"pay.{one}"))  # fmt: skip
    with store.write() as writer:
        writer.replace("case", records, "digest", {})
    store.close()
    neo4j.run("CALL db.resampleOutdatedIndexes()")
    return neo4j


def test_every_statement_begins_with_a_seek(filled: Server) -> None:
    """And a question never reads all of a label, a type or an index."""
    with filled.driver.session(database=filled.login.database) as session:
        wrong = {}
        for name, text in (*questions(), *commands()):
            plan = session.run("EXPLAIN " + text, VALUES).consume().plan
            assert plan is not None
            begun = set(leaves(plan))
            if begun - SEEKS:
                wrong[name] = sorted(begun - SEEKS)
        assert not wrong


def test_a_scan_would_be_noticed(filled: Server) -> None:
    with filled.driver.session(database=filled.login.database) as session:
        for text in ("MATCH (n) RETURN n.id", "MATCH (n:Entity) WHERE n.kind = 'X' RETURN n.id",
                     "MATCH ()-[e:PAID]->() WHERE e.tier = 1 RETURN e.id"):  # fmt: skip
            plan = session.run("EXPLAIN " + text).consume().plan
            assert plan is not None
            assert set(leaves(plan)) - SEEKS


def test_shortest_paths_are_searched_with_their_predicates(filled: Server) -> None:
    """Where the planner cannot do that, it adds a branch that tries every path there is."""
    passage = Passage(frozenset({"Country"}), 10, frozenset({"org.3"}))
    text = all_shortest(6, Direction.ANY, FILTERS[2], interior(passage, [], hubs=True))
    with filled.driver.session(database=filled.login.database) as session:
        plan = session.run("EXPLAIN " + text, VALUES).consume().plan

    def operators(one: dict[str, Any]) -> Iterator[str]:
        yield one["operatorType"]
        for child in one.get("children", ()):
            yield from operators(child)

    assert plan is not None
    names = [name.partition("@")[0] for name in operators(plan)]
    assert names.count("ShortestPath") == 1
    assert not any(name.startswith("VarLengthExpand") for name in names)
