"""Reading records, claims and the change log from the server store."""

from collections.abc import Collection, Iterator
from typing import Any, Final

import orjson

from graph.ontology import EDGE_KINDS, NODE_KINDS
from graph.store import Candidate, Change, Table, View
from graph.stores.neo4j import reads as cypher
from graph.stores.neo4j.filter import parameters
from graph.stores.neo4j.walking import Walking
from graph.traversal import EdgeFilter, GroupCount

_PAGE: Final = 2_000
# Lucene takes so many terms in one query, with room to spare.
_TERMS: Final = 500


class Neo4jReader(Walking):
    """A view of the store for one question."""

    def nodes(self, ids: Collection[str]) -> dict[str, View]:
        """The nodes among the ids, with their readings."""
        return self._views("node", ids)

    def edges(self, ids: Collection[str]) -> dict[str, View]:
        """The edges among the ids, with their readings and shown values."""
        return self._views("edge", ids)

    def _views(self, table: Table, ids: Collection[str]) -> dict[str, View]:
        seen, loads = self._seen[table], orjson.loads
        found = {one: seen[one] for one in ids if one in seen}
        unknown = [one for one in ids if one not in seen]
        if unknown:
            columns = self._columns(cypher.VIEWS[table], ids=unknown)
            found.update(
                (one, (body, overlay)) for one, body, overlay in zip(*columns, strict=True)
            )
        return {one: {**loads(body), **loads(overlay)} for one, (body, overlay) in found.items()}

    def sources(self, ids: Collection[str]) -> dict[str, View]:
        """The sources among the ids."""
        found = zip(*self._columns(cypher.SOURCES, ids=list(ids)), strict=True)
        return {ident: orjson.loads(body) for ident, body in found}

    def gaps(self) -> list[View]:
        """Every declared gap, in id order."""
        return [orjson.loads(body) for body in self._columns(cypher.GAPS)[0]]

    def claims(self, about: Collection[str]) -> dict[str, list[View]]:
        """The claims about each record, in id order; also those taken back."""
        found: dict[str, list[View]] = {}
        columns = self._columns(cypher.CLAIMS, ids=list(set(about)))
        for about_, _, body in sorted(zip(*columns, strict=True)):
            found.setdefault(about_, []).append(orjson.loads(body))
        return found

    def claims_citing(self, source: str, limit: int, offset: int = 0) -> tuple[list[View], int]:
        """The claims that cite a source, in id order, and how many there are."""
        bodies, total = self._columns(
            cypher.CLAIMS_CITING, source=source, limit=limit, offset=offset
        )
        return [orjson.loads(body) for body in bodies], total

    def moved(self, old: str) -> str | None:
        """The present id of a record that an editor renamed."""
        found = self._ask(cypher.MOVED, old=old)
        return str(found[0]) if found else None

    def candidates(self, grams: Collection[str], limit: int) -> list[Candidate]:
        """The nodes that share most of the grams, best first, ties by id."""
        wanted = sorted(set(grams))
        queries = [
            " ".join(map(_term, wanted[start : start + _TERMS]))
            for start in range(0, len(wanted), _TERMS)
        ]
        columns = self._columns(cypher.CANDIDATES, queries=queries, grams=wanted, limit=limit)
        return [_candidate(*row) for row in zip(*columns, strict=True)]

    def groups(self, node: str, edges: EdgeFilter) -> list[GroupCount]:
        """Counts and sums of a node's edges by kind, direction and currency."""
        text = cypher.groups(edges)
        if text is None:
            return []
        lines = self._columns(text, node=node, **parameters(edges))[0]
        found = [GroupCount(*line) for line in lines]
        return sorted(found, key=lambda one: (one.kind, one.direction, one.currency or ""))

    def counts(self) -> dict[str, int]:
        """How many records of each kind, and how many claims, sources and gaps."""
        numbers = {
            (what, name): number
            for what, name, number in zip(*self._columns(cypher.COUNTS), strict=True)
        }
        found = {name: numbers["more", name] for name in ("Claim", "Source", "Gap")}
        for name, node in NODE_KINDS.items():
            own = node.labels()[-1]
            # A label that others descend from counts them too.
            heirs = [kind.labels()[-1] for kind in NODE_KINDS.values() if own in kind.labels()[:-1]]
            found[name] = numbers["node", own] - sum(numbers["node", one] for one in heirs)
        found |= {name: numbers["edge", edge.verb] for name, edge in EDGE_KINDS.items()}
        return {
            name: number
            for name, number in sorted(found.items())
            if number or name in {"Claim", "Source", "Gap"}
        }

    def scan(self, table: Table) -> Iterator[tuple[str, View]]:
        """All rows of a table in id order, each with its dataset, as they were written."""
        behind = ""
        while True:
            ids, datasets, bodies = self._columns(cypher.SCAN[table], behind=behind, limit=_PAGE)
            for dataset, body in zip(datasets, bodies, strict=True):
                yield dataset, orjson.loads(body)
            if len(ids) < _PAGE:
                return
            behind = ids[-1]

    def revision(self, snapshot: str) -> int | None:
        """The revision that ended with a snapshot."""
        found = self._columns(cypher.REVISION, snapshot=snapshot)[0]
        if found is None:
            return 0 if int(snapshot, 16) == 0 else None
        return int(found)

    def revision_at(self, moment: str) -> int:
        """The last revision at or before a moment."""
        return int(self._columns(cypher.REVISION_AT, moment=moment)[0] or 0)

    def changes(self, since: int, limit: int, offset: int = 0) -> tuple[list[Change], int]:
        """What was added, changed and taken away after a revision, and how many there are."""
        total = self._columns(cypher.CHANGES_COUNTED, since=since)[0]
        lines = self._columns(cypher.CHANGES, since=since, limit=limit, offset=offset)[0]
        return [
            Change(
                number, snapshot, at, dataset, what, table, ident, _loaded(before), _loaded(after)
            )
            for number, snapshot, at, dataset, what, table, ident, before, after in lines
        ], int(total)


def _loaded(text: str | None) -> View | None:
    return None if text is None else orjson.loads(text)


def _term(gram: str) -> str:
    """A gram as Lucene takes it literally: in quotes nothing but these two means anything."""
    escaped = gram.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _candidate(ident: str, kind: str, shared: int, body: str) -> Candidate:
    node: dict[str, Any] = orjson.loads(body)
    names = tuple(name["text"] for name in node["names"])
    return Candidate(ident, kind, shared, names, tuple(one["value"] for one in node["identifiers"]))
