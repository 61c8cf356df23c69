"""What the reader asks the server. Each statement answers with one record of columns.

As in `writes`: rows are what costs in the driver, and `collect` leaves nulls out, so every
collected value is surely there. The text of a question decides what it costs: each was looked at
with PROFILE, and a test keeps its plan.
"""

from typing import Final, LiteralString

from graph.ontology import EDGE_KINDS, NODE_KINDS
from graph.store import TABLES, Table
from graph.stores.neo4j.cypher import LABEL_OF, last_label, types, verb
from graph.stores.neo4j.filter import between, condition, hop, inside
from graph.stores.neo4j.shortest import LINKS
from graph.traversal import Direction, EdgeFilter


def _seek(label: LiteralString, key: LiteralString = "id") -> LiteralString:
    return f"UNWIND $ids AS id\nMATCH (n:{label} {{{key}: id}})\n"


STATE: Final[LiteralString] = (
    "MATCH (store:ClewStore {key: 'store'})\n"
    "CALL () {\n  MATCH (load:ClewLoad)\n  WHERE load.dataset >= ''\n"
    "  RETURN collect([load.dataset, load.finished, load.digest, load.card]) AS loads\n}\n"
    "RETURN store.digest AS digest, store.most_edges AS most_edges, "
    "store.edges AS edges, loads"
)
VIEWS: Final[dict[Table, LiteralString]] = {
    table: _seek(LABEL_OF[table]) + "RETURN collect(n.id), collect(n._body), collect(n._overlay)"
    for table in TABLES
    if table in {"node", "edge"}
}
SOURCES: Final = _seek("Source") + "RETURN collect(n.id), collect(n._body)"
GAPS: Final[LiteralString] = (
    "MATCH (n:Gap)\nWHERE n.id >= ''\nWITH n ORDER BY n.id\nRETURN collect(n._body)"
)
CLAIMS: Final = _seek("Claim", "about") + "RETURN collect(n.about), collect(n.id), collect(n._body)"
CLAIMS_CITING: Final[LiteralString] = (
    "CALL () {\n  MATCH (n:Claim {cites: $source})\n  RETURN count(n) AS total\n}\n"
    "CALL () {\n  MATCH (n:Claim {cites: $source})\n"
    "  WITH n ORDER BY n.id SKIP $offset LIMIT $limit\n"
    "  RETURN collect(n._body) AS bodies\n}\nRETURN bodies, total"
)
VISITS: Final = (
    _seek("Entity") + "WITH n, COUNT { (n)--() } AS degree\n"
    "RETURN collect(n.id), collect(n.kind), collect(degree)"
)
MOVED: Final[LiteralString] = "MATCH (n:ClewMoved {old: $old})\nRETURN n.new"
# The index gives every node that shares a gram; how many it shares is counted, not scored.
CANDIDATES: Final[LiteralString] = (
    "UNWIND $queries AS query\n"
    "CALL db.index.fulltext.queryNodes('clew_grams', query) YIELD node AS n\n"
    "WITH DISTINCT n\n"
    "WITH n, size([gram IN n._grams WHERE gram IN $grams]) AS shared\n"
    "WITH n, shared ORDER BY shared DESC, n.id LIMIT $limit\n"
    "RETURN collect(n.id), collect(n.kind), collect(shared), collect(n._body)"
)
REVISION: Final[LiteralString] = (
    "MATCH (n:ClewRevision {snapshot: $snapshot})\nRETURN max(n.number)"
)
REVISION_AT: Final[LiteralString] = (
    "MATCH (n:ClewRevision)\nWHERE n.at <= $moment\nRETURN max(n.number)"
)


def hop_links(direction: Direction, edges: EdgeFilter, *, ordered: bool) -> LiteralString | None:
    """One hop for a whole frontier: its edges, then kind and degree of the nodes at their ends.

    To look the nodes up by their ids afterwards would cost as much as the hop itself.

    Args:
        direction: Which way.
        edges: Which edges.
        ordered: Whether the first edges by id are wanted, not any of them.
    """
    found = hop(direction, edges)
    if found is None:
        return None
    starts, ends = _VISITED.replace("nodes", "starts"), _VISITED.replace("nodes", "ends")
    return (
        f"{_cut(found, ordered=ordered)}"
        "WITH collect(e) AS found, collect(DISTINCT startNode(e)) AS starts, "
        f"collect(DISTINCT endNode(e)) AS ends\nRETURN {LINKS}, {starts}, {ends}"
    )


_VISITED: Final[LiteralString] = (
    "[[n IN nodes | n.id], [n IN nodes | n.kind], [n IN nodes | COUNT { (n)--() }]]"
)


def between_links(
    edges: EdgeFilter, direction: Direction, *, ordered: bool
) -> LiteralString | None:
    """The edges between two groups of nodes, the first by id where `ordered`."""
    found = between(edges, direction)
    if found is None:
        return None
    return f"{_cut(found, ordered=ordered)}WITH collect(e) AS found\nRETURN {LINKS}"


def picture(edges: EdgeFilter) -> LiteralString | None:
    """Nodes and all edges between them, with their views: to fetch those later takes two more."""
    found = inside(edges)
    if found is None:
        return None
    return (
        "UNWIND $ids AS id\nMATCH (n:Entity {id: id})\nWITH collect(n) AS nodes\n"
        f"CALL (nodes) {{\n  {found}\n  WITH e LIMIT $most\n  RETURN collect(e) AS found\n}}\n"
        "CALL (found) {\n  UNWIND found AS e\n  MATCH (n:ClewEdge {id: e.id})\n"
        "  RETURN collect(n) AS records\n}\n"
        f"RETURN {LINKS}, {_VIEWED}, {_VIEWED.replace('nodes', 'records')}"
    )


_VIEWED: Final[LiteralString] = (
    "[[n IN nodes | n.id], [n IN nodes | n._body], [n IN nodes | n._overlay]]"
)


def _cut(found: LiteralString, *, ordered: bool) -> LiteralString:
    order: LiteralString = " ORDER BY e.id" if ordered else ""
    return f"{found}WITH e{order} LIMIT $most\n"


def groups(edges: EdgeFilter) -> LiteralString | None:
    """Counts and sums of a node's edges, by kind, direction and currency."""
    along = "" if edges.kinds is None else types(edges.kinds)
    if edges.kinds is not None and not along:
        return None
    where = condition(edges)
    counted: LiteralString = "(e._single AND NOT e._overlapping AND e.currency IS NOT NULL)"
    # Each with a name: aggregates inside of a list take the server far longer to plan.
    columns: LiteralString = (
        "count(*) AS a, count(CASE WHEN e._contested > 0 THEN 1 END) AS b, "
        "count(CASE WHEN e.inferred THEN 1 END) AS c, min(e.tier) AS d, "
        "count(CASE WHEN NOT e._single AND e.currency IS NOT NULL THEN 1 END) AS f, "
        f"count(CASE WHEN {counted} THEN 1 END) AS g, "
        f"sum(CASE WHEN {counted} THEN coalesce(e.amount_min, 0) ELSE 0 END) AS h, "
        f"sum(CASE WHEN {counted} THEN coalesce(e.amount_max, 0) ELSE 0 END) AS i, "
        f"count(CASE WHEN {counted} AND e.amount_min IS NULL THEN 1 END) AS j, "
        f"count(CASE WHEN {counted} AND e.amount_max IS NULL THEN 1 END) AS k, "
        f"count(CASE WHEN {counted} AND e._about THEN 1 END) AS l, "
        "count(CASE WHEN e._single AND e._overlapping AND e.currency IS NOT NULL THEN 1 END) AS m"
    )
    numbers: LiteralString = "a, b, c, d, f, g, h, i, j, k, l, m"
    out: LiteralString = (
        f"MATCH (n)-[e{along}]->() WHERE {where}\n"
        f"  WITH e.kind AS kind, e.currency AS currency, {columns}\n"
        f"  RETURN [kind, 'out', currency, {numbers}] AS line"
    )
    back: LiteralString = (
        f"MATCH (n)<-[e{along}]-() WHERE {where}\n"
        f"  WITH e.kind AS kind, e.currency AS currency, {columns}\n"
        f"  RETURN [kind, 'in', currency, {numbers}] AS line"
    )
    return (
        "MATCH (n:Entity {id: $node})\n"
        f"CALL (n) {{\n  {out}\n  UNION ALL\n  {back}\n}}\nRETURN collect(line)"
    )


def _counts() -> LiteralString:
    """How many nodes have each label and edges each type: the server keeps these numbers."""
    parts: list[LiteralString] = [
        _number_of("node", last_label(node)) for node in NODE_KINDS.values()
    ]
    parts.extend([_number_of("more", LABEL_OF[table]) for table in ("claim", "source", "gap")])
    parts.extend([_number_joined(verb(kind)) for kind in EDGE_KINDS.values()])
    united: LiteralString = "\n  UNION ALL ".join(parts)
    return f"CALL () {{\n  {united}\n}}\nRETURN collect(what), collect(name), collect(number)"


def _number_joined(type_: LiteralString) -> LiteralString:
    return (
        f"MATCH ()-[e:{type_}]->() WITH count(e) AS number "
        f"RETURN 'edge' AS what, '{type_}' AS name, number"
    )


def _number_of(what: LiteralString, label: LiteralString) -> LiteralString:
    return (
        f"MATCH (n:{label}) WITH count(n) AS number "
        f"RETURN '{what}' AS what, '{label}' AS name, number"
    )


COUNTS: Final = _counts()
# A page of a scan, from one id to the next: no statement holds the server for the whole of it.
SCAN: Final[dict[Table, LiteralString]] = {
    table: f"MATCH (n:{LABEL_OF[table]})\nWHERE n.id > $behind\n"
    "WITH n ORDER BY n.id LIMIT $limit\n"
    "RETURN collect(n.id), collect(n.dataset), collect(n._body)"
    for table in TABLES
}


def _changes() -> tuple[LiteralString, LiteralString]:
    """How many changes there are behind a revision, and a page of them."""
    parts: list[LiteralString] = [
        f"MATCH (n:{LABEL_OF[table]}) WHERE n._born > $since\n"
        f"  RETURN n._born AS revision, 'added' AS what, '{table}' AS table, n.id AS id, "
        "null AS before, n._body AS after"
        for table in TABLES
    ]
    parts.append(
        "MATCH (n:ClewChange) WHERE n.revision > $since\n"
        "  RETURN n.revision AS revision, n.what AS what, n.table AS table, n.id AS id, "
        "n.before AS before, n.after AS after"
    )
    every: LiteralString = "CALL () {\n  " + "\n  UNION ALL\n  ".join(parts) + "\n}\n"
    page: LiteralString = (
        every + "WITH * ORDER BY revision, table, id, what SKIP $offset LIMIT $limit\n"
        "MATCH (r:ClewRevision {number: revision})\n"
        "RETURN collect([revision, r.snapshot, r.at, r.dataset, what, table, id, before, after])"
    )
    return every + "RETURN count(*)", page


CHANGES_COUNTED, CHANGES = _changes()
