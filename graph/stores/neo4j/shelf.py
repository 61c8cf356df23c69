"""The rows of the server store, for writing: every method is a few statements of one transaction.

A call that is run again finds what the first run left, or nothing of it, as transactions are
whole; so rows are looked up and then merged, never guessed.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from itertools import islice
from typing import Any, Final, LiteralString

import orjson

from graph.ontology import EDGE_KINDS, NODE_KINDS
from graph.store import Load, Table
from graph.stores.neo4j import writes as cypher
from graph.stores.neo4j.properties import (
    claim_properties,
    edge_properties,
    edge_record,
    node_properties,
    plain_properties,
)
from graph.stores.neo4j.turn import Turn
from graph.stores.shelf import ClaimRow, EdgeRow, Logged, NodeRow, Row

# Rows of one statement: more take no less time each, and fewer bytes wait in memory.
BATCH: Final = 5_000


class Neo4jShelf:
    """Plain rows, inside one write transaction."""

    def __init__(self, turn: Turn) -> None:
        """Write by the turn of this writer."""
        self.turn = turn
        # Edges written before a node that they end at, with kind, source and target. Such a node
        # has no claim; it and they are refused before the transaction ends.
        self._loose: dict[str, tuple[str, str, str]] = {}

    def transaction(self) -> AbstractContextManager[None]:
        """Everything done in the body is kept together, or, where it raises, not at all."""
        self._loose.clear()
        return self.turn.transaction()

    def _columns(self, text: LiteralString, **given: object) -> list[Any]:
        """The columns of the one record that every statement here answers with."""
        return list(self.turn.run(text, given))

    def _pairs(self, text: LiteralString, ids: Collection[str]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for some in _batches(ids):
            names, values = self._columns(text, ids=some)
            found.update(zip(names, values, strict=True))
        return found

    def _set(self, text: LiteralString, ids: Collection[str]) -> set[str]:
        return {one for some in _batches(ids) for one in self._columns(text, ids=some)[0]}

    def _write(self, text: LiteralString, rows: Iterable[Any], **given: object) -> None:
        for some in _batches(rows):
            written = self._columns(text, rows=some, **given)[0]
            if written != len(some):
                # What is written has been looked up in this very transaction.
                msg = f"{written} of {len(some)} rows were written by: {text}"
                raise RuntimeError(msg)

    # --- what is there

    def rows(self, table: Table, ids: Collection[str]) -> dict[str, Row]:
        """The rows among the ids."""
        found: dict[str, Row] = {}
        for some in _batches(ids):
            columns = self._columns(cypher.ROWS[table], ids=some)
            found.update(
                (one, Row(body, dataset)) for one, body, dataset in zip(*columns, strict=True)
            )
        return found

    def kinds(self, ids: Collection[str]) -> dict[str, str]:
        """The kind of each node among the ids."""
        return self._pairs(cypher.KINDS["node"], ids)

    def voices(self, ids: Collection[str]) -> dict[str, str]:
        """Whom each party among the ids speaks for, where it speaks for another."""
        return self._pairs(cypher.VOICES, ids)

    def edges_at(self, nodes: Collection[str]) -> dict[str, tuple[str, str, str]]:
        """Kind, source and target of every edge at one of the nodes, by edge id."""
        found: dict[str, tuple[str, str, str]] = {}
        for some in _batches(nodes):
            columns = self._columns(cypher.EDGES_AT, ids=some)
            found.update((one, tuple(rest)) for one, *rest in zip(*columns, strict=True))
        wanted = set(nodes)
        found.update((one, ends) for one, ends in self._loose.items() if wanted & {*ends[1:]})
        return found

    def claims_about(self, ids: Collection[str]) -> list[ClaimRow]:
        """The claims about any of the records."""
        found: list[ClaimRow] = []
        for some in _batches(ids):
            columns = self._columns(cypher.CLAIMS_ABOUT, ids=some)
            found += [
                ClaimRow(one, about, cites, by or None, body, dataset)
                for one, about, cites, by, body, dataset in zip(*columns, strict=True)
            ]
        return found

    def about_citing(self, sources: Collection[str]) -> set[str]:
        """The records that some claim supports with one of the sources."""
        return self._set(cypher.ABOUT_CITING, sources)

    def about_by(self, parties: Collection[str]) -> set[str]:
        """The records about which one of the parties says something."""
        return self._set(cypher.ABOUT_BY, parties)

    # --- what is written

    def put_nodes(self, rows: Sequence[NodeRow], revision: int) -> None:
        """Insert or replace nodes; `grams` of none leaves the search index alone."""
        if not rows:
            return
        before = self.kinds([one.id for one in rows])
        turned = [one.id for one in rows if before.get(one.id, one.kind) != one.kind]
        if turned:
            self._write(cypher.BARE, turned)
        given = (
            {
                "labels": NODE_KINDS[one.kind].labels(),
                "properties": node_properties(one),
                "grams": None if one.grams is None else sorted(one.grams),
            }
            for one in rows
        )
        self._write(cypher.PUT_NODES, given, revision=revision)

    def put_edges(self, rows: Sequence[EdgeRow], revision: int) -> None:
        """Insert or replace edges."""
        if not rows:
            return
        before = self._pairs(cypher.KINDS["edge"], [one.id for one in rows])
        self._part(
            {one.id: before[one.id] for one in rows if before.get(one.id, one.kind) != one.kind}
        )
        fresh = [one for one in rows if before.get(one.id) != one.kind]
        given = (
            {
                "source": one.source,
                "target": one.target,
                "type": EDGE_KINDS[one.kind].verb,
                "properties": edge_properties(one),
            }
            for one in fresh
        )
        joined = {
            one for some in _batches(given) for one in self._columns(cypher.JOIN, rows=some)[0]
        }
        self._loose |= {
            one.id: (one.kind, one.source, one.target) for one in fresh if one.id not in joined
        }
        kept = [one for one in rows if before.get(one.id) == one.kind]
        for kind, group in _by_kind(kept).items():
            self._write(cypher.renew(EDGE_KINDS[kind]), map(edge_properties, group))
        self._write(cypher.PUT_EDGE_RECORDS, map(edge_record, rows), revision=revision)
        ends = {end for one in fresh for end in (one.source, one.target)}
        for some in _batches(ends):
            self._columns(cypher.NOTE_MOST_EDGES, ids=some)
        more = sum(one.id not in before for one in fresh)
        if more:
            self._columns(cypher.COUNT_EDGES, more=more)

    def _part(self, kinds: Mapping[str, str]) -> None:
        """Take the relationships of edges away, each by the type of its kind."""
        groups: defaultdict[str, list[str]] = defaultdict(list)
        for ident, kind in kinds.items():
            if self._loose.pop(ident, None) is None:
                groups[kind].append(ident)
        for kind, ids in groups.items():
            self._write(cypher.part(EDGE_KINDS[kind]), ids)

    def put_claims(self, rows: Sequence[ClaimRow], revision: int) -> None:
        """Insert or replace claims."""
        self._write(cypher.PUT_CLAIMS, map(claim_properties, rows), revision=revision)
        for some in _batches([one.id for one in rows]):
            self._columns(cypher.CITE, ids=some)

    def put_plain(self, table: Table, rows: Mapping[str, Row], revision: int) -> None:
        """Insert or replace sources or gaps."""
        self._write(
            cypher.PUT_PLAIN[table], map(plain_properties, rows.values()), revision=revision
        )
        if table == "source":
            # A claim may have come before the source that it cites.
            for some in _batches(rows):
                self._columns(cypher.CITED, ids=some, revision=revision)

    def delete(self, table: Table, ids: Collection[str]) -> None:
        """Take rows away."""
        if table == "edge":
            there = self._pairs(cypher.KINDS["edge"], ids)
            self._part(there)
            self._columns(cypher.COUNT_EDGES, more=-len(there))
        for some in _batches(ids):
            self._columns(cypher.DELETE[table], ids=some)

    # --- loads and revisions

    def set_moved(self, moves: Mapping[str, str]) -> None:
        """Remember that old ids now have new ones."""
        self._write(cypher.SET_MOVED, [{"old": old, "new": new} for old, new in moves.items()])

    def mark(self, claims: Collection[str], dataset: str) -> None:
        """Remember that the running load of the dataset has brought these claims."""
        for some in _batches(claims):
            self._columns(cypher.MARK, ids=some, dataset=dataset)

    def unmarked(self, dataset: str) -> set[str]:
        """The dataset's claims that its running load has not brought."""
        return set(self._columns(cypher.UNMARKED, dataset=dataset)[0])

    def ids_of(self, table: Table, dataset: str) -> set[str]:
        """The ids of a dataset's rows."""
        return set(self._columns(cypher.IDS_OF[table], dataset=dataset)[0])

    def uncited(self, sources: Collection[str]) -> set[str]:
        """Those of the sources that no claim cites."""
        return self._set(cypher.UNCITED, sources)

    def load(self, dataset: str) -> Load | None:
        """The state of a dataset's load."""
        finished, digest, card = self._columns(cypher.LOAD, dataset=dataset)
        return None if card is None else Load(dataset, finished, digest, orjson.loads(card))

    def set_load(self, load: Load, *, begin: bool = False) -> None:
        """Keep the state of a dataset's load; `begin` forgets the marks of the one before."""
        card = orjson.dumps(dict(load.card)).decode()
        self._columns(cypher.SET_LOAD, dataset=load.dataset, finished=load.finished,
                      digest=load.digest, card=card, more=int(begin))  # fmt: skip

    def digest(self) -> int:
        """The running sum of the digests of all rows."""
        return int(self.turn.state.digest, 16)

    def revision(self) -> int:
        """The number of the last revision."""
        return self.turn.state.revision

    def close_revision(
        self, number: int, digest: int, at: str, dataset: str, log: Iterable[Logged]
    ) -> None:
        """End a revision: its digest, its time, and what it changed and took away."""
        if self._loose:
            msg = f"these edges end at nothing: {sorted(self._loose)}"
            raise RuntimeError(msg)
        self._columns(cypher.CLOSE_REVISION, number=number, digest=f"{digest:064x}", at=at,
                      dataset=dataset)  # fmt: skip
        lines = {(one.table, one.id, one.what): one for one in log}.values()
        self._write(cypher.LOG, [one._asdict() for one in lines], revision=number)


def _batches(ids: Iterable[Any]) -> Iterable[list[Any]]:
    rest = iter(ids)
    while some := list(islice(rest, BATCH)):
        yield some


def _by_kind(rows: Iterable[Any]) -> dict[str, list[Any]]:
    groups: defaultdict[str, list[Any]] = defaultdict(list)
    for one in rows:
        groups[one.kind].append(one)
    return dict(sorted(groups.items()))
