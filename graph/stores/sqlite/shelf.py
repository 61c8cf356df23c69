"""The rows of the embedded store, for writing."""

import sqlite3
from collections import Counter
from collections.abc import Collection, Generator, Iterable, Mapping, Sequence
from contextlib import contextmanager

import orjson

from graph.store import Load, Table
from graph.stores.shelf import ClaimRow, EdgeRow, Logged, NodeRow, Row
from graph.stores.sqlite.schema import ASIDE, INFERRED


def as_list(ids: Collection[str]) -> str:
    """Ids as a JSON array: one bound parameter, whatever their number."""
    return orjson.dumps(list(ids)).decode()


_AMONG = "IN (SELECT value FROM json_each(?))"


class SqliteShelf:
    """Plain rows, inside one write transaction."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Write through this connection, which nobody else uses."""
        self.connection = connection

    @contextmanager
    def transaction(self) -> Generator[None]:
        """Everything done in the body is kept together, or, where it raises, not at all."""
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.connection.rollback()
            raise
        self.connection.commit()

    def rows(self, table: Table, ids: Collection[str]) -> dict[str, Row]:
        """The rows among the ids."""
        found = self.connection.execute(
            f"SELECT t.id, t.body, t.dataset FROM json_each(?) f CROSS JOIN {table} t "
            "ON t.id = f.value",
            (as_list(ids),),
        )
        return {ident: Row(body, dataset) for ident, body, dataset in found}

    def kinds(self, ids: Collection[str]) -> dict[str, str]:
        """The kind of each node among the ids."""
        return dict(
            self.connection.execute(
                "SELECT n.id, n.kind FROM json_each(?) f CROSS JOIN node n ON n.id = f.value",
                (as_list(ids),),
            ).fetchall()
        )

    def voices(self, ids: Collection[str]) -> dict[str, str]:
        """Whom each party among the ids speaks for, where it speaks for another."""
        return dict(
            self.connection.execute(
                "SELECT n.id, n.speaks_for FROM json_each(?) f CROSS JOIN node n ON n.id = f.value "
                "WHERE n.speaks_for IS NOT NULL",
                (as_list(ids),),
            ).fetchall()
        )

    def edges_at(self, nodes: Collection[str]) -> dict[str, tuple[str, str, str]]:
        """Kind, source and target of every edge at one of the nodes, by edge id."""
        wanted = as_list(nodes)
        found = self.connection.execute(
            "SELECT e.id, e.kind, e.source, e.target FROM json_each(?1) f "
            "CROSS JOIN edge e ON e.source = f.value UNION "
            "SELECT e.id, e.kind, e.source, e.target FROM json_each(?1) f "
            "CROSS JOIN edge e ON e.target = f.value",
            (wanted,),
        )
        return {ident: (kind, source, target) for ident, kind, source, target in found}

    def claims_about(self, ids: Collection[str]) -> list[ClaimRow]:
        """The claims about any of the records."""
        found = self.connection.execute(
            "SELECT c.id, c.about, c.cites, c.by, c.body, c.dataset FROM json_each(?) f "
            "CROSS JOIN claim c ON c.about = f.value",
            (as_list(ids),),
        )
        return [ClaimRow(*row) for row in found]

    def about_citing(self, sources: Collection[str]) -> set[str]:
        """The records that some claim supports with one of the sources."""
        found = self.connection.execute(
            f"SELECT DISTINCT about FROM claim WHERE cites {_AMONG}", (as_list(sources),)
        )
        return {about for (about,) in found}

    def about_by(self, parties: Collection[str]) -> set[str]:
        """The records about which one of the parties says something."""
        found = self.connection.execute(
            f"SELECT DISTINCT about FROM claim WHERE by {_AMONG}", (as_list(parties),)
        )
        return {about for (about,) in found}

    def put_nodes(self, rows: Sequence[NodeRow], revision: int) -> None:
        """Insert or replace nodes; `grams` of none leaves the search index alone."""
        self.connection.executemany(
            "INSERT INTO node (id, kind, speaks_for, dataset, born, body, overlay) "
            "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, "
            "speaks_for = excluded.speaks_for, body = excluded.body, overlay = excluded.overlay",
            [
                (one.id, one.kind, getattr(one.record, "speaks_for", None), one.dataset, revision,
                 one.body, one.overlay)
                for one in rows
            ],
        )  # fmt: skip
        named = [one for one in rows if one.grams is not None]
        if not named:
            return
        numbers = dict(
            self.connection.execute(
                f"SELECT id, nid FROM node WHERE id {_AMONG}", (as_list([one.id for one in named]),)
            ).fetchall()
        )
        self.connection.executemany(
            "DELETE FROM gram WHERE nid = ?", [(number,) for number in numbers.values()]
        )
        self.connection.executemany(
            "INSERT INTO gram VALUES (?, ?)",
            [(gram, numbers[one.id]) for one in named for gram in sorted(one.grams or ())],
        )

    def put_edges(self, rows: Sequence[EdgeRow], revision: int) -> None:
        """Insert or replace edges."""
        there = self.kinds_of_edges([one.id for one in rows])
        self._count(
            (end for one in rows if one.id not in there for end in {one.source, one.target}), 1
        )
        self.connection.executemany(
            "INSERT INTO edge (id, kind, source, target, gate, tier, independent, inferred, "
            "contested, dated, first, last, low, high, currency, about, single, overlapping, "
            "dataset, born, body, overlay) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?) "
            "ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, gate = excluded.gate, "
            "tier = excluded.tier, "
            "independent = excluded.independent, inferred = excluded.inferred, "
            "contested = excluded.contested, dated = excluded.dated, first = excluded.first, "
            "last = excluded.last, low = excluded.low, high = excluded.high, "
            "currency = excluded.currency, about = excluded.about, single = excluded.single, "
            "overlapping = excluded.overlapping, body = excluded.body, overlay = excluded.overlay",
            [
                (one.id, one.kind, one.source, one.target,
                 one.rung + INFERRED * one.inferred + ASIDE * one.aside,
                 one.tier, one.independent, one.inferred, one.contested, one.dated, one.first,
                 one.last, one.low, one.high, one.currency, one.about, one.single,
                 one.overlapping, one.dataset, revision, one.body, one.overlay)
                for one in rows
            ],
        )  # fmt: skip

    def kinds_of_edges(self, ids: Collection[str]) -> dict[str, str]:
        """The kind of each edge among the ids."""
        return dict(
            self.connection.execute(
                "SELECT e.id, e.kind FROM json_each(?) f CROSS JOIN edge e ON e.id = f.value",
                (as_list(ids),),
            ).fetchall()
        )

    def _count(self, ends: Iterable[str], by: int) -> None:
        """Keep the number of edges at each node; a self-loop counts once."""
        self.connection.executemany(
            "UPDATE node SET degree = degree + ? WHERE id = ?",
            [(number * by, node) for node, number in Counter(ends).items()],
        )

    def put_claims(self, rows: Sequence[ClaimRow], revision: int) -> None:
        """Insert or replace claims."""
        # A claim may turn to another record under the same id, so its old row goes first; the
        # revision that first brought it stays.
        ids = as_list([one.id for one in rows])
        born = dict(
            self.connection.execute(
                f"SELECT id, born FROM claim WHERE id {_AMONG}", (ids,)
            ).fetchall()
        )
        if born:
            self.delete("claim", born.keys())
        self.connection.executemany(
            "INSERT INTO claim (about, id, cites, by, dataset, born, body) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                (one.about, one.id, one.cites, one.by, one.dataset, born.get(one.id, revision),
                 one.body)
                for one in rows
            ],
        )  # fmt: skip

    def put_plain(self, table: Table, rows: Mapping[str, Row], revision: int) -> None:
        """Insert or replace sources or gaps."""
        self.connection.executemany(
            f"INSERT INTO {table} (id, dataset, born, body) VALUES (?, ?, ?, ?) "
            "ON CONFLICT (id) DO UPDATE SET body = excluded.body",
            [(ident, row.dataset, revision, row.body) for ident, row in rows.items()],
        )

    def delete(self, table: Table, ids: Collection[str]) -> None:
        """Take rows away."""
        gone = as_list(ids)
        if table == "node":
            self.connection.execute(
                f"DELETE FROM gram WHERE nid IN (SELECT nid FROM node WHERE id {_AMONG})", (gone,)
            )
        if table == "edge":
            ends = self.connection.execute(
                f"SELECT source, target FROM edge WHERE id {_AMONG}", (gone,)
            ).fetchall()
            self._count((end for pair in ends for end in set(pair)), -1)
        self.connection.execute(f"DELETE FROM {table} WHERE id {_AMONG}", (gone,))

    def set_moved(self, moves: Mapping[str, str]) -> None:
        """Remember that old ids now have new ones."""
        self.connection.executemany("INSERT OR REPLACE INTO moved VALUES (?, ?)", moves.items())

    def mark(self, claims: Collection[str], dataset: str) -> None:
        """Remember that the running load of the dataset has brought these claims."""
        self.connection.execute(
            "UPDATE claim SET mark = coalesce((SELECT number FROM load WHERE dataset = ?), 0) "
            f"WHERE id {_AMONG} AND dataset = ?",
            (dataset, as_list(claims), dataset),
        )

    def unmarked(self, dataset: str) -> set[str]:
        """The dataset's claims that its running load has not brought."""
        found = self.connection.execute(
            "SELECT id FROM claim WHERE dataset = ? AND mark <> coalesce("
            "(SELECT number FROM load WHERE dataset = ?), 0)",
            (dataset, dataset),
        )
        return {ident for (ident,) in found}

    def ids_of(self, table: Table, dataset: str) -> set[str]:
        """The ids of a dataset's rows."""
        found = self.connection.execute(f"SELECT id FROM {table} WHERE dataset = ?", (dataset,))
        return {ident for (ident,) in found}

    def uncited(self, sources: Collection[str]) -> set[str]:
        """Those of the sources that no claim cites."""
        found = self.connection.execute(
            "SELECT f.value FROM json_each(?) f WHERE NOT EXISTS "
            "(SELECT 1 FROM claim WHERE cites = f.value)",
            (as_list(sources),),
        )
        return {ident for (ident,) in found}

    def load(self, dataset: str) -> Load | None:
        """The state of a dataset's load."""
        row = self.connection.execute(
            "SELECT dataset, finished, digest, card FROM load WHERE dataset = ?", (dataset,)
        ).fetchone()
        return Load(row[0], bool(row[1]), row[2], orjson.loads(row[3])) if row else None

    def set_load(self, load: Load, *, begin: bool = False) -> None:
        """Keep the state of a dataset's load; `begin` forgets the marks of the one before."""
        self.connection.execute(
            "INSERT INTO load VALUES (?, ?, 1, ?, ?) ON CONFLICT (dataset) DO UPDATE SET "
            "finished = excluded.finished, number = number + ?, digest = excluded.digest, "
            "card = excluded.card",
            (load.dataset, load.finished, load.digest, orjson.dumps(dict(load.card)).decode(),
             int(begin)),
        )  # fmt: skip

    def digest(self) -> int:
        """The running sum of the digests of all rows."""
        row = self.connection.execute("SELECT value FROM meta WHERE key = 'digest'").fetchone()
        return int(row[0], 16)

    def revision(self) -> int:
        """The number of the last revision."""
        found = self.connection.execute("SELECT max(number) FROM revision").fetchone()[0]
        return int(found or 0)

    def close_revision(
        self, number: int, digest: int, at: str, dataset: str, log: Iterable[Logged]
    ) -> None:
        """End a revision: its digest, its time, and what it changed and took away."""
        text = f"{digest:064x}"
        self.connection.execute("UPDATE meta SET value = ? WHERE key = 'digest'", (text,))
        self.connection.execute(
            "INSERT INTO revision VALUES (?, ?, ?, ?)", (number, text, at, dataset)
        )
        self.connection.executemany(
            "INSERT OR REPLACE INTO logged VALUES (?, ?, ?, ?, ?, ?)",
            [(number, *one) for one in log],
        )
