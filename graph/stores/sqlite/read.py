"""Reading from the embedded store: one connection, one transaction, one question."""

import sqlite3
from collections.abc import Collection, Iterator
from typing import Any

import orjson

from graph.ontology import NODE_KINDS
from graph.store import Candidate, Change, Load, Table, View
from graph.stores.corridor import Search
from graph.stores.sqlite import history
from graph.stores.sqlite.filter import between, condition, hop
from graph.stores.sqlite.shelf import as_list
from graph.traversal import (
    EDGE_BUDGET,
    Corridor,
    Direction,
    EdgeFilter,
    GroupCount,
    Link,
    Passage,
    Visit,
)


class SqliteReader:
    """One consistent view of the store."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Read through a connection that is in a transaction."""
        self.connection = connection
        self._searches: dict[object, Search] = {}

    def snapshot(self) -> str:
        """Digest over all records, whatever their order."""
        return f"{int(self._meta('digest'), 16):064x}"

    def _meta(self, key: str) -> str:
        row = self.connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return str(row[0])

    def loads(self) -> list[Load]:
        """The datasets, in the order of their names."""
        found = self.connection.execute(
            "SELECT dataset, finished, digest, card FROM load ORDER BY dataset"
        )
        return [
            Load(one, bool(done), digest, orjson.loads(card)) for one, done, digest, card in found
        ]

    def nodes(self, ids: Collection[str]) -> dict[str, View]:
        """The nodes among the ids, with their readings."""
        return self._views("node", ids)

    def edges(self, ids: Collection[str]) -> dict[str, View]:
        """The edges among the ids, with their readings and shown values."""
        return self._views("edge", ids)

    def _views(self, table: str, ids: Collection[str]) -> dict[str, View]:
        loads = orjson.loads
        return {
            ident: {**loads(body), **loads(overlay)}
            for ident, body, overlay in self.connection.execute(
                f"SELECT t.id, t.body, t.overlay FROM json_each(?) f CROSS JOIN {table} t "
                "ON t.id = f.value",
                (as_list(ids),),
            )
        }

    def sources(self, ids: Collection[str]) -> dict[str, View]:
        """The sources among the ids."""
        found = self.connection.execute(
            "SELECT s.id, s.body FROM json_each(?) f CROSS JOIN source s ON s.id = f.value",
            (as_list(ids),),
        )
        return {ident: orjson.loads(body) for ident, body in found}

    def gaps(self) -> list[View]:
        """Every declared gap, in id order."""
        found = self.connection.execute("SELECT body FROM gap ORDER BY id")
        return [orjson.loads(body) for (body,) in found]

    def claims(self, about: Collection[str]) -> dict[str, list[View]]:
        """The claims about each record, in id order; also those taken back."""
        found: dict[str, list[View]] = {}
        for about_, body in self.connection.execute(
            "SELECT c.about, c.body FROM json_each(?) f CROSS JOIN claim c ON c.about = f.value "
            "ORDER BY c.about, c.id",
            (as_list(set(about)),),
        ):
            found.setdefault(about_, []).append(orjson.loads(body))
        return found

    def claims_citing(self, source: str, limit: int, offset: int = 0) -> tuple[list[View], int]:
        """The claims that cite a source, in id order, and how many there are."""
        total = self.connection.execute(
            "SELECT count(*) FROM claim WHERE cites = ?", (source,)
        ).fetchone()[0]
        found = self.connection.execute(
            "SELECT body FROM claim WHERE cites = ? ORDER BY id LIMIT ? OFFSET ?",
            (source, limit, offset),
        )
        return [orjson.loads(body) for (body,) in found], int(total)

    def visits(self, ids: Collection[str]) -> dict[str, Visit]:
        """Kind and degree of each node among the ids."""
        return {
            ident: Visit(kind, degree)
            for ident, kind, degree in self.connection.execute(
                "SELECT n.id, n.kind, n.degree FROM json_each(?) f CROSS JOIN node n "
                "ON n.id = f.value",
                (as_list(ids),),
            )
        }

    def closed(self, ids: Collection[str], passage: Passage) -> dict[str, Visit]:
        """The nodes among the ids that a path may not pass through."""
        kinds = ", ".join(f"'{kind}'" for kind in sorted(passage.closed_kinds & NODE_KINDS.keys()))
        limit = "" if passage.hub_limit is None else f" OR n.degree > {int(passage.hub_limit)}"
        found = self.connection.execute(
            "SELECT n.id, n.kind, n.degree FROM json_each(?1) f CROSS JOIN node n "
            "ON n.id = f.value "
            f"WHERE n.kind IN ({kinds}){limit} OR n.id IN (SELECT value FROM json_each(?2))",
            (as_list(ids), as_list(passage.avoid)),
        )
        return {ident: Visit(kind, degree) for ident, kind, degree in found}

    def moved(self, old: str) -> str | None:
        """The present id of a record that an editor renamed."""
        row = self.connection.execute("SELECT new FROM moved WHERE old = ?", (old,)).fetchone()
        return str(row[0]) if row else None

    def candidates(self, grams: Collection[str], limit: int) -> list[Candidate]:
        """The nodes that share most of the grams, best first, ties by id."""
        found = self.connection.execute(
            "SELECT n.id, n.kind, h.shared, n.body FROM (SELECT g.nid, count(*) AS shared "
            "FROM json_each(?) f CROSS JOIN gram g ON g.gram = f.value GROUP BY g.nid) h "
            "JOIN node n ON n.nid = h.nid ORDER BY h.shared DESC, n.id LIMIT ?",
            (as_list(set(grams)), limit),
        )
        return [_candidate(*row) for row in found]

    def expand(
        self,
        frontier: Collection[str],
        direction: Direction,
        edges: EdgeFilter,
        limit: int = EDGE_BUDGET,
    ) -> tuple[list[Link], bool]:
        """One hop for a whole frontier, in one statement."""
        return self._links(hop(direction, edges), (as_list(frontier),), limit)

    def within(
        self,
        sources: Collection[str],
        targets: Collection[str],
        edges: EdgeFilter,
        limit: int = EDGE_BUDGET,
    ) -> tuple[list[Link], bool]:
        """The edges from one of the sources to one of the targets."""
        # The smaller side drives, the other is probed.
        drive = "out" if len(sources) <= len(targets) else "in"
        return self._links(between(edges, drive), (as_list(sources), as_list(targets)), limit)

    def _links(self, text: str, parameters: tuple[str, ...], limit: int) -> tuple[list[Link], bool]:
        # Both ends of an edge may be in the frontier, so it may come twice.
        rows = self.connection.execute(f"{text} LIMIT {2 * int(limit) + 1}", parameters).fetchall()
        found = {row[0]: row for row in rows}
        complete = len(rows) <= 2 * limit and len(found) <= limit
        if not complete:
            ordered = f"SELECT * FROM ({text}) GROUP BY 1 ORDER BY 1 LIMIT {int(limit)}"
            found = {row[0]: row for row in self.connection.execute(ordered, parameters)}
        return [
            Link(ident, kind, source, target, tier, independent, bool(inferred))
            for ident, kind, source, target, tier, independent, inferred in found.values()
        ], complete

    def _search(
        self,
        sources: Collection[str],
        targets: Collection[str],
        direction: Direction,
        edges: EdgeFilter,
        passage: Passage,
    ) -> Search:
        """The search between these ends, carried on where an earlier call of it stopped."""
        ends = frozenset(sources), frozenset(targets)
        key = (*ends, direction, edges, passage)
        if key not in self._searches:
            self._searches[key] = Search(self, *ends, direction, edges, passage)
        return self._searches[key]

    def corridor(
        self,
        sources: Collection[str],
        targets: Collection[str],
        length: int,
        direction: Direction,
        edges: EdgeFilter,
        passage: Passage,
        limit: int = EDGE_BUDGET,
    ) -> Corridor:
        """Every edge u-v that passes with d(sources, u) + 1 + d(v, targets) <= length."""
        search = self._search(sources, targets, direction, edges, passage)
        search.carry(length, limit)
        return search.corridor(length)

    def distance(
        self,
        sources: Collection[str],
        targets: Collection[str],
        length: int,
        direction: Direction,
        edges: EdgeFilter,
        passage: Passage,
    ) -> int | None:
        """The least number of edges from a source to a target, if at most `length`."""
        search = self._search(sources, targets, direction, edges, passage)
        return search.distance(length, EDGE_BUDGET)

    def groups(self, node: str, edges: EdgeFilter) -> list[GroupCount]:
        """Counts and sums of a node's edges by kind, direction and currency."""
        found = []
        for direction, end in (("out", "source"), ("in", "target")):
            counted = "e.single = 1 AND e.overlapping = 0 AND e.currency IS NOT NULL"
            where = condition(edges, edges.kinds)
            rows = self.connection.execute(
                f"SELECT e.kind, '{direction}', e.currency, count(*), sum(e.contested > 0), "
                "sum(e.inferred), min(e.tier), sum(e.single = 0 AND e.currency IS NOT NULL), "
                f"sum({counted}), "
                f"coalesce(sum(CASE WHEN {counted} THEN e.low END), 0), "
                f"coalesce(sum(CASE WHEN {counted} THEN e.high END), 0), "
                f"sum({counted} AND e.low IS NULL), sum({counted} AND e.high IS NULL), "
                f"sum({counted} AND e.about), "
                "sum(e.single = 1 AND e.overlapping = 1 AND e.currency IS NOT NULL) "
                f"FROM edge e INDEXED BY edge_{direction} WHERE e.{end} = ? AND {where} "
                "GROUP BY e.kind, e.currency",
                (node,),
            )
            found += [GroupCount(*row) for row in rows]
        return sorted(found, key=lambda one: (one.kind, one.direction, one.currency or ""))

    def counts(self) -> dict[str, int]:
        """How many records of each kind, and how many claims, sources and gaps."""
        found: dict[str, int] = {}
        for table in ("node", "edge"):
            found.update(
                self.connection.execute(f"SELECT kind, count(*) FROM {table} GROUP BY kind")
            )
        for name in ("Claim", "Source", "Gap"):
            row = self.connection.execute(f"SELECT count(*) FROM {name.lower()}").fetchone()
            found[name] = int(row[0])
        return dict(sorted(found.items()))

    def scan(self, table: Table) -> Iterator[tuple[str, View]]:
        """All rows of a table in id order, each with its dataset, as they were written."""
        for dataset, body in self.connection.execute(
            f"SELECT dataset, body FROM {table} ORDER BY id"
        ):
            yield dataset, orjson.loads(body)

    def revision(self, snapshot: str) -> int | None:
        """The revision that ended with a snapshot."""
        return history.revision(self.connection, snapshot)

    def revision_at(self, moment: str) -> int:
        """The last revision at or before a moment."""
        return history.revision_at(self.connection, moment)

    def changes(self, since: int, limit: int, offset: int = 0) -> tuple[list[Change], int]:
        """What was added, changed and taken away after a revision, and how many there are."""
        return history.changes(self.connection, since, limit, offset)


def _candidate(ident: str, kind: str, shared: int, body: str) -> Candidate:
    node: dict[str, Any] = orjson.loads(body)
    names = tuple(name["text"] for name in node["names"])
    return Candidate(ident, kind, shared, names, tuple(one["value"] for one in node["identifiers"]))
