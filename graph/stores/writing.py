"""How records and claims are written, the same on every database.

One `Writing` is one revision inside one transaction: compare with what is there, keep what is
new, read again every record whose evidence may have moved, take away what no claim keeps, and
carry the digest along.
"""

import hashlib
from collections.abc import Collection, Iterable
from datetime import UTC, datetime
from typing import Any

import orjson

from graph.errors import Conflict
from graph.evidence import Claim, Gap, Source
from graph.ontology import EDGE_KINDS, NODE_KINDS, Edge, Node
from graph.store import Table, Tally, Writable
from graph.stores.rereading import Rereading
from graph.stores.rows import body_of
from graph.stores.shelf import ClaimRow, Logged, Row, Shelf

_MODULUS = 2**256


def row_digest(table: Table, body: str) -> int:
    """The digest of one row; their sum is the snapshot, so order does not matter."""
    return int.from_bytes(hashlib.sha256(f"{table}\0{body}".encode()).digest(), "big")


def snapshot_text(digest: int) -> str:
    """The snapshot as answers print it."""
    return f"{digest:064x}"


class Writing:
    """One revision in the making."""

    def __init__(self, shelf: Shelf, dataset: str, sources: dict[str, Source]) -> None:
        """Begin a revision; `sources` is a cache that lives as long as the writer."""
        self.shelf = shelf
        self.dataset = dataset
        self.tally = Tally()
        self.digest = shelf.digest()
        self.number = shelf.revision() + 1
        self.log: list[Logged] = []
        self._sources = sources
        self._nodes: dict[str, Node] = {}
        self._edges: dict[str, Edge] = {}
        self._claims: dict[str, Claim] = {}
        self._owners: dict[str, str] = {}
        # Records whose evidence may have moved.
        self._touched: set[str] = set()
        self._renamed: set[str] = set()

    # --- what comes in

    def put(self, records: Iterable[Writable]) -> None:
        """Take in records and claims.

        Raises:
            Conflict: If an edge changes its ends, joins what it may not, or ends at nothing.
        """
        tables: dict[Table, dict[str, Writable]] = {
            "source": {}, "node": {}, "edge": {}, "claim": {}, "gap": {},
        }  # fmt: skip
        for record in records:
            tables[_table(record)][record.id] = record
        self._put_sources(tables["source"])
        self._put_nodes(tables["node"])
        self._put_edges(tables["edge"])
        self._put_claims(tables["claim"])
        self._keep("gap", self._compare("gap", tables["gap"]))

    def _compare(self, table: Table, records: dict[str, Any]) -> dict[str, str]:
        """The bodies of the records that are new or changed; the others are counted."""
        fresh: dict[str, str] = {}
        there = self.shelf.rows(table, records.keys()) if records else {}
        for ident, record in records.items():
            body = body_of(record)
            old = there.get(ident)
            if old is None:
                self.tally.added.append(ident)
            elif old.body == body:
                self.tally.same += 1
                continue
            elif old.dataset != self.dataset:
                # Whoever brought a record keeps it; another dataset may add claims, not rewrite.
                self.tally.conflicting.append(ident)
                continue
            else:
                self.tally.changed.append(ident)
                self.digest -= row_digest(table, old.body)
                self.log.append(Logged("changed", table, ident, old.body, body))
            self.digest += row_digest(table, body)
            fresh[ident] = body
        return fresh

    def _put_sources(self, records: dict[str, Any]) -> None:
        fresh = self._compare("source", records)
        for ident in fresh:
            self._sources.pop(ident, None)
        changed = fresh.keys() & set(self.tally.changed)
        if changed:
            self._touched |= self.shelf.about_citing(changed)
        self._keep("source", fresh)

    def _keep(self, table: Table, bodies: dict[str, str]) -> None:
        rows = {ident: Row(body, self.dataset) for ident, body in bodies.items()}
        self.shelf.put_plain(table, rows, self.number)

    def _put_nodes(self, records: dict[str, Any]) -> None:
        fresh = self._compare("node", records)
        changed = fresh.keys() & set(self.tally.changed)
        if changed:
            kinds = self.shelf.kinds(changed)
            rekinded = {one for one in changed if kinds[one] != records[one].kind_name()}
            self._nodes.update((one, records[one]) for one in rekinded)
            self._check_ends(self.shelf.edges_at(rekinded) if rekinded else {})
            before = self.shelf.voices(changed)
            moved = {
                one
                for one in changed
                if before.get(one) != getattr(records[one], "speaks_for", None)
            }
            if moved:
                self._touched |= self.shelf.about_by(moved)
        self._nodes.update((ident, records[ident]) for ident in fresh)
        self._owners.update(dict.fromkeys(fresh, self.dataset))
        self._renamed.update(fresh)
        self._touched.update(fresh)

    def _put_edges(self, records: dict[str, Any]) -> None:
        there = self.shelf.rows("edge", records.keys()) if records else {}
        turned = []
        for ident, row in there.items():
            old, new = orjson.loads(row.body), records[ident]
            if (old["source"], old["target"]) != (new.source, new.target):
                turned.append(
                    f"edge {ident!r} runs from {old['source']} to {old['target']} in the store "
                    f"and from {new.source} to {new.target} now; an edge keeps its ends, so give "
                    "the new one another id"
                )
        if turned:
            raise Conflict(turned)
        fresh = self._compare("edge", records)
        ends = {
            one: (records[one].kind_name(), records[one].source, records[one].target)
            for one in fresh
        }
        self._check_ends(ends)
        self._edges.update((ident, records[ident]) for ident in fresh)
        self._owners.update(dict.fromkeys(fresh, self.dataset))
        self._touched.update(fresh)

    def _check_ends(self, edges: dict[str, tuple[str, str, str]]) -> None:
        wanted = {end for _, *ends in edges.values() for end in ends}
        kinds = self.shelf.kinds(wanted) if wanted else {}
        kinds.update((one, self._nodes[one].kind_name()) for one in wanted & self._nodes.keys())
        wrong = []
        for ident, (kind, source, target) in edges.items():
            for end, allowed, side in zip(
                (source, target), EDGE_KINDS[kind].joins, ("start", "end"), strict=True
            ):
                found = kinds.get(end)
                if found is None:
                    wrong.append(f"edge {ident!r} {side}s at {end!r}, which is not there")
                elif not issubclass(NODE_KINDS[found], allowed):
                    names = " or ".join(one.label or one.__name__ for one in allowed)
                    wrong.append(
                        f"edge {ident!r}: a {kind} {side}s at a {names}, {end!r} is a {found}"
                    )
        if wrong:
            raise Conflict(wrong)

    def _put_claims(self, records: dict[str, Any]) -> None:
        there = self.shelf.rows("claim", records.keys()) if records else {}
        fresh = self._compare("claim", records)
        for ident in fresh:
            claim = records[ident]
            self._claims[ident] = claim
            self._touched.add(claim.about)
            if ident in there:
                self._touched.add(orjson.loads(there[ident].body)["about"])
        rows = [
            ClaimRow(one, records[one].about, records[one].cites, records[one].by, body,
                     self.dataset)
            for one, body in fresh.items()
        ]  # fmt: skip
        self.shelf.put_claims(rows, self.number)
        self.shelf.mark(records.keys(), self.dataset)

    # --- what goes out

    def withdraw(self, claims: Collection[str]) -> None:
        """Take claims away as if never read."""
        there = self.shelf.rows("claim", claims)
        for ident, row in sorted(there.items()):
            self._touched.add(orjson.loads(row.body)["about"])
            self._take("withdrawn", "claim", ident, row.body)
            self._claims.pop(ident, None)
        self.tally.withdrawn += sorted(there)
        self.shelf.delete("claim", there.keys())

    def drop(self, table: Table, ids: Collection[str]) -> None:
        """Take sources or gaps away."""
        there = self.shelf.rows(table, ids)
        for ident, row in sorted(there.items()):
            self._take("removed", table, ident, row.body)
            self._sources.pop(ident, None)
        self.tally.removed += sorted(there)
        self.shelf.delete(table, there.keys())

    def _take(self, what: str, table: Table, ident: str, body: str) -> None:
        self.digest -= row_digest(table, body)
        self.log.append(Logged(what, table, ident, None, None))

    # --- what follows

    def settle(self) -> None:
        """Read again what was touched, and take away what no claim keeps, until nothing moves."""
        todo = self._touched
        self._touched = set()
        while todo:
            doomed_nodes, doomed_edges = self._read(todo)
            for ident in self.shelf.edges_at(doomed_nodes) if doomed_nodes else ():
                doomed_edges.add(ident)
            self._remove("edge", doomed_edges)
            self._remove("node", doomed_nodes)
            # Claims about what went are withdrawn, which touches nothing that is still there.
            gone = doomed_nodes | doomed_edges
            if gone:
                self.withdraw([one.id for one in self.shelf.claims_about(gone)])
            todo, self._touched = self._touched - gone, set()

    def _remove(self, table: Table, ids: set[str]) -> None:
        if not ids:
            return
        fresh = self._nodes if table == "node" else self._edges
        unclaimed = sorted(ids & set(self.tally.added) & fresh.keys())
        if unclaimed:
            raise Conflict([f"{one!r} has no claim that would keep it" for one in unclaimed])
        bodies = {ident: row.body for ident, row in self.shelf.rows(table, ids).items()}
        # What this revision changed is in the digest with its new body.
        bodies |= {one: body_of(fresh[one]) for one in ids & fresh.keys()}
        for ident, body in sorted(bodies.items()):
            self._take("removed", table, ident, body)
        self.tally.removed += sorted(bodies)
        self.shelf.delete(table, bodies.keys())

    def _read(self, ids: set[str]) -> tuple[set[str], set[str]]:
        """Read records again and keep what came out; returns those that nothing keeps."""
        again = Rereading(self.shelf, self._nodes, self._edges, self._claims, self._sources)
        read = again.read(ids, self._owners, self._renamed)
        self.shelf.put_nodes(read.nodes, self.number)
        self.shelf.put_edges(read.edges, self.number)
        return read.lost_nodes, read.lost_edges

    def close(self) -> Tally:
        """End the revision; where nothing moved there is none."""
        moves = {old: one.id for one in self._nodes.values() for old in one.formerly}
        moves |= {old: one.id for one in self._edges.values() for old in one.formerly}
        if moves:
            self.shelf.set_moved(moves)
        tally = self.tally
        if tally.added or tally.changed or tally.withdrawn or tally.removed:
            at = datetime.now(UTC).isoformat(timespec="milliseconds")
            self.shelf.close_revision(
                self.number, self.digest % _MODULUS, at, self.dataset, self.log
            )
        return tally


def _table(record: Writable) -> Table:
    if isinstance(record, Claim):
        return "claim"
    if isinstance(record, Edge):
        return "edge"
    if isinstance(record, Node):
        return "node"
    return "gap" if isinstance(record, Gap) else "source"
