"""Reading records again once their claims, sources or voices have moved."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

import orjson

from graph.errors import Conflict
from graph.evidence import Claim, Context, Source, read
from graph.ontology import EDGE_KINDS, NODE_KINDS, Edge, Node
from graph.stores.rows import edge_row, node_row
from graph.stores.shelf import EdgeRow, NodeRow, Shelf


class Reread(NamedTuple):
    """The rows that came out, and the records that no claim keeps."""

    nodes: list[NodeRow]
    edges: list[EdgeRow]
    lost_nodes: set[str]
    lost_edges: set[str]


class Rereading:
    """Reads records with what a revision brings laid over what the shelf holds."""

    def __init__(
        self,
        shelf: Shelf,
        nodes: Mapping[str, Node],
        edges: Mapping[str, Edge],
        claims: Mapping[str, Claim],
        sources: dict[str, Source],
    ) -> None:
        """The records and claims are those of the revision; `sources` is a cache."""
        self.shelf = shelf
        self._nodes = nodes
        self._edges = edges
        self._claims = claims
        self._sources = sources

    def read(self, ids: set[str], owners: Mapping[str, str], renamed: Collection[str]) -> Reread:
        """Read records again.

        Args:
            ids: Which.
            owners: The datasets of the revision's own records.
            renamed: Nodes whose names are new to the search index.

        Raises:
            Conflict: If a claim is about a record that is not there.
        """
        nodes = {one: self._nodes[one] for one in ids & self._nodes.keys()}
        edges = {one: self._edges[one] for one in ids & self._edges.keys()}
        rest = ids - nodes.keys() - edges.keys()
        owner = {one: owners[one] for one in ids & owners.keys()}
        if rest:
            for ident, row in self.shelf.rows("node", rest).items():
                nodes[ident], owner[ident] = parse_node(row.body), row.dataset
            for ident, row in self.shelf.rows("edge", rest).items():
                edges[ident], owner[ident] = parse_edge(row.body), row.dataset
        claims = self._claims_of(ids)
        lost = sorted(claims.keys() - nodes.keys() - edges.keys())
        if lost:
            raise Conflict([f"a claim is about {one!r}, which is not there" for one in lost])
        context = self._context(claims)
        node_rows: list[NodeRow] = []
        edge_rows: list[EdgeRow] = []
        for ident, node in nodes.items():
            reading = read(type(node), claims.get(ident, ()), context)
            if reading:
                node_rows.append(node_row(node, reading, owner[ident], index=ident in renamed))
        for ident, edge in edges.items():
            reading = read(type(edge), claims.get(ident, ()), context)
            if reading:
                edge_rows.append(edge_row(edge, reading, owner[ident]))
        return Reread(
            node_rows,
            edge_rows,
            nodes.keys() - {one.id for one in node_rows},
            edges.keys() - {one.id for one in edge_rows},
        )

    def _claims_of(self, ids: Collection[str]) -> dict[str, list[Claim]]:
        found: dict[str, list[Claim]] = {}
        for row in self.shelf.claims_about(ids) if ids else ():
            claim = self._claims.get(row.id) or Claim.model_validate_json(row.body)
            found.setdefault(row.about, []).append(claim)
        return found

    def _context(self, claims: dict[str, list[Claim]]) -> Context:
        wanted = {one.cites for many in claims.values() for one in many}
        while missing := wanted - self._sources.keys():
            found = self.shelf.rows("source", missing)
            for ident, row in found.items():
                self._sources[ident] = Source.model_validate_json(row.body)
                wanted.update(self._sources[ident].derives_from)
            wanted -= missing - found.keys()
        voices: dict[str, str] = {}
        parties = {one.by for many in claims.values() for one in many if one.by}
        while parties:
            found_voices = self.shelf.voices(parties - self._nodes.keys())
            # What this very revision brings is not on the shelf yet.
            for one in parties & self._nodes.keys():
                speaks_for = getattr(self._nodes[one], "speaks_for", None)
                if speaks_for:
                    found_voices[one] = speaks_for
            voices.update(found_voices)
            parties = set(found_voices.values()) - voices.keys()
        return Context(self._sources, voices)


def parse_node(body: str) -> Node:
    """A node from its JSON text."""
    data = orjson.loads(body)
    return NODE_KINDS[data["kind"]].model_validate(data)


def parse_edge(body: str) -> Edge:
    """An edge from its JSON text."""
    data = orjson.loads(body)
    return EDGE_KINDS[data["kind"]].model_validate(data)
