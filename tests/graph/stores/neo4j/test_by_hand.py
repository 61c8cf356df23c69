"""What an analyst finds who asks by hand; and that no text ever becomes part of a statement."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from graph.evidence import Gap, Source
from graph.search import grams_for
from graph.store import Reader, Store, Writable
from graph.stores.neo4j import Neo4jStore
from graph.stores.opening import open_store
from graph.traversal import Direction, EdgeFilter, Passage
from tests.graph.stores.world import claim, edge, node, valued, world
from tests.servers import Server

HOSTILE = (
    "'; MATCH (n) DETACH DELETE n; //",
    '"}) DETACH DELETE n //',
    "`) DETACH DELETE n //",
    "$ids {id: 1} \\' \\\\ \\u0027",
    "line\nbreak\ttab\r\x00\x07\x1b bell",
    '*:* OR _grams:[* TO *] AND NOT +x -y (z) ^2 ~ \\ / " &&',
    "\u202eright to left \U0001f9f5 e\u0301",
)


def written(server: Server, *parts: list[Writable], **more: Any) -> Neo4jStore:
    store = server.open()
    with store.write() as writer:
        writer.replace("case", [*world(*parts), *more.get("others", ())], "digest", {})
    return store


def test_the_graph_reads_as_it_should(neo4j: Server) -> None:
    pay = (
        claim("pay.1", kind="document"),
        claim("pay.1", 2, stance="denies", by="org.b"),
        claim("pay.1", 3, field="amount", value="857354.00 USD"),
        claim("pay.1", 4, field="date", value="2008-02"),
        claim("pay.1", 5, field="date", value="2008-02", stance="denies", by="org.b"),
    )
    store = written(
        neo4j,
        node("org.a", names=("Prevezon", "Превезон"), countries=("CY",), topics=("bank",)),
        node("org.b"),
        edge("pay.1", "org.a", "org.b", "Payment", *pay),
        edge("own.1", "org.a", "org.b", "Ownership", share="25..50%", period="2006 to now"),
    )
    ((labels, found),) = neo4j.run("MATCH (n {name: 'Prevezon'}) RETURN labels(n), n")
    assert sorted(labels) == ["Company", "Entity", "LegalEntity", "Organization"]
    assert (found["id"], found["names"]) == ("org.a", ["Prevezon", "Превезон"])
    assert (found["countries"], found["topics"]) == (["CY"], ["bank"])
    assert (found["standing"], found["asserted_by"]) == ("asserted", ["somebody"])

    ((paid,),) = neo4j.run(
        "MATCH (:Company {id: 'org.a'})-[e:PAID]->(:LegalEntity) "
        "WHERE e.amount_min >= 85735400 AND e.earliest >= date('2008-02-01') RETURN e"
    )
    plain = {name: paid[name] for name in (
        "id", "kind", "standing", "tier", "contested", "contested_fields", "inferred",
        "asserted_by", "denied_by", "amount", "amount_min", "amount_max", "currency", "aside",
    )}  # fmt: skip
    assert plain == {
        "id": "pay.1", "kind": "Payment", "standing": "documented", "tier": 2, "contested": True,
        "contested_fields": ["date"], "inferred": False, "asserted_by": ["somebody"],
        "denied_by": ["org.b"], "amount": "857354.00 USD", "amount_min": 85735400,
        "amount_max": 85735400, "currency": "USD", "aside": False,
    }  # fmt: skip
    days = paid["earliest"].to_native(), paid["latest"].to_native()
    assert days == (date(2008, 2, 1), date(2008, 2, 29))
    ((share, least, period),) = neo4j.run(
        "MATCH ()-[e:OWNS]->() RETURN e.share, e.share_min, e.period"
    )
    assert (share, least, period) == ("25..50%", 25.0, "2006 to now")
    store.close()


def test_evidence_stands_beside_the_graph_and_never_in_it(neo4j: Server) -> None:
    gap = Gap(id="gap.g1", why="Not shown.", join="none", by="Editors")
    store = written(neo4j, node("org.a"), node("org.b"), edge("pay.1", "org.a", "org.b"),
                    others=[gap])  # fmt: skip
    assert neo4j.run(
        "MATCH (c:Claim {about: 'pay.1'})-[:CITES]->(s:Source) RETURN c.by, c.kind, s.title"
    ) == [["somebody", "statement", "A source"]]
    assert neo4j.run("MATCH (g:Gap) RETURN g.id, g.why") == [["gap.g1", "Not shown."]]
    assert neo4j.run("MATCH (:Entity)-[e]-(n) RETURN DISTINCT type(e), labels(n)[0]") == [
        ["PAID", "Entity"]
    ]
    assert neo4j.run("MATCH (n:ClewInternal)--() RETURN count(*)") == [[0]]
    store.close()


def test_a_claim_finds_its_source_whichever_comes_first(neo4j: Server) -> None:
    store = neo4j.open()
    late = Source(id="m.late", title="Late", publisher="P")
    cites = "MATCH (c:Claim)-[:CITES]->(s) RETURN c.id, s.id ORDER BY c.id"
    with store.write() as writer:
        writer.put([*node("org.a")[:1], claim("org.a", cites="m.late")], "case")
        assert neo4j.run(cites) == []
        writer.put([late], "case")
        assert neo4j.run(cites) == [["org.a.c1", "m.late"]]
        writer.put([*world(), claim("org.a", cites="m.S1")], "case")
        assert neo4j.run(cites) == [["org.a.c1", "m.S1"]]
    store.close()


def test_a_node_of_another_kind_loses_what_only_the_old_kind_had(neo4j: Server) -> None:
    store = written(neo4j, node("per.a", "Person", birth="1970"))
    with store.write() as writer:
        writer.replace("case", world(node("per.a", "Company", jurisdiction="RU")), "digest", {})
    ((labels, birth, jurisdiction),) = neo4j.run(
        "MATCH (n:Entity) RETURN labels(n), n.birth, n.jurisdiction"
    )
    assert set(labels) == {"Entity", "LegalEntity", "Organization", "Company"}
    assert (birth, jurisdiction) == (None, "RU")
    store.close()


def test_a_self_loop_counts_once_in_the_degree(neo4j: Server) -> None:
    """As on the embedded store; also where a node has so many edges that the server groups them."""
    many = [edge(f"pay.{one}", "org.a", "org.a") for one in range(70)]
    store = written(neo4j, node("org.a"), node("org.b"), *many, edge("pay.x", "org.a", "org.b"))
    with store.read() as reader:
        assert {one: visit.degree for one, visit in reader.visits(["org.a", "org.b"]).items()} == {
            "org.a": 71, "org.b": 1,
        }  # fmt: skip
    store.close()


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_kept_and_found_and_changes_no_statement(
    neo4j: Server, tmp_path: Path, text: str
) -> None:
    """In every place where records have text; the embedded store holds the same."""
    records = world(
        node("org.a", names=(text, "Plain"), summary=text, identifiers=({"scheme": "x",
             "value": text[:100]},)),
        node("per.b", "Person", by=text),
        edge("pay.1", "per.b", "org.a", "Payment",
             claim("pay.1", kind="inference", by=text, at=text, note=text),
             *valued("pay.1", amount='5 USD "words"')[1:], purpose=text),
    )  # fmt: skip
    records.append(Source(id="m.S2", title=text, publisher=text, url=text, note=text))
    records.append(Gap(id="gap.g1", why=text, join="none", by=text))
    stores: list[Store] = [neo4j.open(), open_store(tmp_path / "clew.db")]
    for store in stores:
        with store.write() as writer:
            writer.begin(text, {text: text})
            writer.put(records, text)
            writer.withdraw([text])
            writer.finish(text, text, whole=False)
    ours, theirs = [everything(store, text) for store in stores]
    assert ours == theirs
    assert neo4j.run("MATCH (n:Entity) RETURN n.id, n.names[0] ORDER BY n.id")[0] == ["org.a", text]
    for store in stores:
        store.close()


def everything(store: Store, text: str) -> list[Any]:
    """What is there, asked for with the text wherever a text may be given."""
    hostile = frozenset({text, "org.a", "pay.1"})
    passage = Passage(frozenset({text}), 1, hostile)
    edges = EdgeFilter(kinds=hostile | {"Payment"}, both_ways=hostile, inferred=True)
    asks: tuple[Callable[[Reader], Any], ...] = (
        lambda r: r.snapshot(),
        lambda r: r.loads(),
        lambda r: (r.nodes(hostile), r.edges(hostile), r.sources({text, "m.S2"})),
        lambda r: (r.gaps(), r.claims(hostile), r.claims_citing(text, 5), r.moved(text)),
        lambda r: (r.visits(hostile), r.closed(hostile, passage)),
        lambda r: (r.candidates(grams_for(text), 5), r.candidates({text, "^pl"}, 5)),
        lambda r: [r.expand(hostile, way, edges) for way in Direction],
        lambda r: (r.within(hostile, hostile, edges), r.groups(text, edges)),
        lambda r: [r.distance({text, "per.b"}, {"org.a"}, 3, way, edges, passage)
                   for way in Direction],
        lambda r: [r.corridor({text, "per.b"}, {"org.a"}, 1, way, edges, passage)
                   for way in Direction],
        lambda r: r.revision_at(text),
        lambda r: [list(r.scan(table)) for table in ("node", "edge", "claim", "source", "gap")],
        lambda r: [one._replace(at="") for one in r.changes(0, 50)[0]],
        lambda r: r.counts(),
    )  # fmt: skip
    with store.read() as reader:
        return [ask(reader) for ask in asks]
