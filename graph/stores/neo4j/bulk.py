"""A whole store as CSV files for `neo4j-admin database import full`, the fastest way in.

The files hold what loading would have written, made by the same functions; only constraints and
indexes are left to the first opening. The history of changes begins anew, as with a copy.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Final, NamedTuple, TypeVar

import orjson

from graph.errors import VerificationFailed
from graph.ontology import EDGE_KINDS, NODE_KINDS, Reading
from graph.store import Load, Reader, Store, Table, View
from graph.stores.neo4j.admin_csv import AdminFiles
from graph.stores.neo4j.properties import (
    Properties,
    claim_properties,
    edge_properties,
    edge_record,
    node_properties,
    plain_properties,
)
from graph.stores.neo4j.schema import SCHEMA_VERSION, THE_STORE
from graph.stores.rereading import parse_edge, parse_node
from graph.stores.rows import edge_row, node_row
from graph.stores.shelf import ClaimRow, Row
from graph.stores.writing import row_digest, snapshot_text

BATCH: Final = 2_000
# All is of the first revision.
_REVISION: Final = 1
ARGUMENTS: Final = "import.args"
_MODULUS: Final = 2**256
ItemT = TypeVar("ItemT")


class BulkExport(NamedTuple):
    """What was written.

    Attributes:
        folder: Where.
        records: How many records and claims.
        arguments: What `neo4j-admin` is given; the server must be stopped, and the database
            `neo4j` empty or to be replaced.
    """

    folder: Path
    records: int
    arguments: tuple[str, ...]


def export_for_admin(
    store: Store, folder: Path, progress: Callable[[int], object] | None = None
) -> BulkExport:
    """Write a store as files for the import.

    Args:
        store: Where from.
        folder: Where to; made if need be.
        progress: Called now and then with the number of records and claims written.

    Raises:
        BadRequest: If the folder is not empty or its name cannot be given to the import, or a
            text holds the character that is kept for lists.
        VerificationFailed: If what was read is not what the snapshot stands for, as where the
            store was written to meanwhile.

    Complexity:
        O(n + m) for n nodes and m edges with their claims; memory for one number for each node,
        and for the ids of the sources.
    """
    with store.read() as reader, ExitStack() as stack:
        files = AdminFiles(folder, stack)
        export = _Export(reader, files, progress or (lambda _: None))
        export.run()
    options = folder / ARGUMENTS
    options.write_text("".join(f"{_quoted(one)}\n" for one in files.arguments()), encoding="utf-8")
    command = ("database", "import", "full", "neo4j", f"@{options.resolve()}")
    return BulkExport(folder, export.records, command)


class _Export:
    """One export in the making."""

    def __init__(
        self, reader: Reader, files: AdminFiles, progress: Callable[[int], object]
    ) -> None:
        self.reader = reader
        self.files = files
        self.progress = progress
        self.records = 0
        self.digest = 0
        self.degrees: Counter[str] = Counter()
        self.moved: dict[str, str] = {}
        self.sources: set[str] = set()
        self.edges = 0

    def run(self) -> None:
        snapshot, loads = self.reader.snapshot(), self.reader.loads()
        self._plain("source")
        self._nodes()
        self._edges()
        self._claims({one.dataset for one in loads})
        self._plain("gap")
        found = snapshot_text(self.digest % _MODULUS)
        if found != snapshot or self.reader.snapshot() != snapshot:
            raise VerificationFailed(
                f"What was read has snapshot {found[:12]} instead of {snapshot[:12]}. "
                "Export again while nobody writes."
            )
        self._internal(snapshot, loads)

    def _pages(self, table: Table) -> Iterator[list[tuple[str, View]]]:
        for page in _pages(self.reader.scan(table)):
            yield page
            self.records += len(page)
            self.progress(self.records)

    def _body(self, table: Table, view: View) -> str:
        """The text that the view was read from, which the digest is made of."""
        body = orjson.dumps(view).decode()
        self.digest += row_digest(table, body)
        return body

    def _plain(self, table: Table) -> None:
        label = "Source" if table == "source" else "Gap"
        for page in self._pages(table):
            rows = [
                _born(plain_properties(Row(self._body(table, view), dataset)))
                for dataset, view in page
            ]
            if table == "source":
                self.sources.update(view["id"] for _, view in page)
            self.files.nodes(label, rows, space=label)

    def _nodes(self) -> None:
        for page in self._pages("node"):
            views = self.reader.nodes([view["id"] for _, view in page])
            groups: dict[str, list[Properties]] = {}
            for dataset, view in page:
                node = parse_node(self._body("node", view))
                reading = Reading.model_validate(views[node.id]["evidence"])
                row = node_row(node, reading, dataset, index=True)
                given = _born(node_properties(row))
                given["_grams"] = sorted(row.grams or ())
                groups.setdefault(row.kind, []).append(given)
                self.moved.update(dict.fromkeys(node.formerly, node.id))
            for kind, rows in groups.items():
                self.files.nodes(":".join(NODE_KINDS[kind].labels()), rows, space="Entity")

    def _edges(self) -> None:
        for page in self._pages("edge"):
            views = self.reader.edges([view["id"] for _, view in page])
            groups: dict[str, list[tuple[str, str, Properties]]] = {}
            beside: list[Properties] = []
            for dataset, view in page:
                edge = parse_edge(self._body("edge", view))
                reading = Reading.model_validate(views[edge.id]["evidence"])
                row = edge_row(edge, reading, dataset)
                groups.setdefault(row.kind, []).append(
                    (row.source, row.target, edge_properties(row))
                )
                beside.append(_born(edge_record(row)))
                # As the server counts: an edge from a node to itself is one.
                self.degrees.update({row.source, row.target})
                self.moved.update(dict.fromkeys(edge.formerly, edge.id))
            for kind, rows in groups.items():
                self.files.relationships(EDGE_KINDS[kind].verb, rows, spaces=("Entity", "Entity"))
            self.files.nodes("ClewEdge:ClewInternal", beside)
            self.edges += len(page)

    def _claims(self, loaded: set[str]) -> None:
        for page in self._pages("claim"):
            rows: list[Properties] = []
            cited: list[tuple[str, str, Properties]] = []
            for dataset, view in page:
                ident, about, cites = view["id"], view["about"], view["cites"]
                row = ClaimRow(
                    ident, about, cites, view.get("by"), self._body("claim", view), dataset
                )
                # The load that `_internal` gives its dataset has brought it.
                rows.append({**_born(claim_properties(row)), "_mark": int(dataset in loaded)})
                if cites in self.sources:
                    cited.append((ident, cites, {}))
            self.files.nodes("Claim", rows, space="Claim")
            self.files.relationships("CITES", cited, spaces=("Claim", "Source"))

    def _internal(self, snapshot: str, loads: list[Load]) -> None:
        """The nodes that are Clew's own."""
        store: Properties = {
            "key": THE_STORE, "schema": SCHEMA_VERSION, "digest": snapshot, "revision": _REVISION,
            "most_edges": max(self.degrees.values(), default=0), "edges": self.edges,
            # The first opening makes constraints and indexes, then takes this away.
            "_bare": True,
        }  # fmt: skip
        revision: Properties = {
            "number": _REVISION, "snapshot": snapshot, "dataset": "",
            "at": datetime.now(UTC).isoformat(timespec="milliseconds"),
        }  # fmt: skip
        known: list[Properties] = [
            {
                "dataset": one.dataset,
                "number": 1,
                "finished": one.finished,
                "digest": one.digest if one.finished else "",
                "card": orjson.dumps(dict(one.card)).decode(),
            }
            for one in loads
        ]
        moved: list[Properties] = [{"old": old, "new": new} for old, new in self.moved.items()]
        self.files.nodes("ClewStore:ClewInternal", [store])
        self.files.nodes("ClewRevision:ClewInternal", [revision])
        self.files.nodes("ClewLoad:ClewInternal", known)
        self.files.nodes("ClewMoved:ClewInternal", moved)


def _born(properties: Properties) -> Properties:
    properties["_born"] = _REVISION
    return properties


def _pages(rows: Iterator[ItemT]) -> Iterator[list[ItemT]]:
    while page := list(islice(rows, BATCH)):
        yield page


def _quoted(argument: str) -> str:
    """An argument as a file of arguments holds it."""
    escaped = argument.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
