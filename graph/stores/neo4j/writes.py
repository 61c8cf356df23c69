"""What the shelf says to the server. Each statement answers with one record of columns.

Rows are what costs in the driver, 13 µs each; a column of a thousand values costs hardly more
than one value. `collect` leaves nulls out, so every collected value is surely there.
"""

from typing import Final, LiteralString

from graph.ontology import Edge
from graph.store import TABLES, Table
from graph.stores.neo4j.cypher import LABEL_OF, every_label, verb


def _seek(label: LiteralString, key: LiteralString = "id") -> LiteralString:
    return f"UNWIND $ids AS id\nMATCH (n:{label} {{{key}: id}})\n"


def _pinned(label: LiteralString) -> LiteralString:
    """The same, where another index might do as well: while a database is empty it seems to."""
    return f"{_seek(label)}USING INDEX n:{label}(id)\n"


ROWS: Final[dict[Table, LiteralString]] = {
    table: _seek(LABEL_OF[table]) + "RETURN collect(n.id), collect(n._body), collect(n.dataset)"
    for table in TABLES
}
KINDS: Final[dict[Table, LiteralString]] = {
    table: _seek(LABEL_OF[table]) + "RETURN collect(n.id), collect(n.kind)"
    for table in TABLES
    if table in {"node", "edge"}
}
VOICES: Final = (
    _seek("Entity")
    + "WITH n WHERE n.speaks_for IS NOT NULL\nRETURN collect(n.id), collect(n.speaks_for)"
)
EDGES_AT: Final = (
    _seek("Entity") + "MATCH (n)-[e]-()\nWITH DISTINCT e\n"
    "RETURN collect(e.id), collect(e.kind), collect(startNode(e).id), collect(endNode(e).id)"
)
CLAIMS_ABOUT: Final = (
    _seek("Claim", "about")
    + "RETURN collect(n.id), collect(n.about), collect(n.cites), collect(coalesce(n.by, '')), "
    "collect(n._body), collect(n.dataset)"
)
ABOUT_CITING: Final = _seek("Claim", "cites") + "RETURN collect(DISTINCT n.about)"
ABOUT_BY: Final = _seek("Claim", "by") + "RETURN collect(DISTINCT n.about)"

# A node that turns to another kind loses every label and property of the one before.
BARE: Final[LiteralString] = (
    f"UNWIND $rows AS id\nMATCH (n:Entity {{id: id}})\nREMOVE n{every_label()}\nRETURN count(n)"
)


# Labels and types are given as values where a row brings them: one plan serves all kinds.
PUT_NODES: Final[LiteralString] = (
    "UNWIND $rows AS row\nMERGE (n:Entity {id: row.properties.id})\n"
    "WITH n, row, coalesce(n._born, $revision) AS born, coalesce(row.grams, n._grams) AS grams\n"
    "SET n = row.properties, n._born = born, n._grams = grams, n:$(row.labels)\nRETURN count(n)"
)
# New relationships, where both ends are there.
JOIN: Final[LiteralString] = (
    "UNWIND $rows AS row\nMATCH (source:Entity {id: row.source})\n"
    "MATCH (target:Entity {id: row.target})\n"
    "CREATE (source)-[e:$(row.type)]->(target)\nSET e = row.properties\nRETURN collect(e.id)"
)


def renew(kind: type[Edge]) -> LiteralString:
    """Replace the properties of relationships of a kind."""
    return (
        f"UNWIND $rows AS row\nMATCH ()-[e:{verb(kind)} {{id: row.id}}]->()\n"
        "SET e = row\nRETURN count(e)"
    )


def part(kind: type[Edge]) -> LiteralString:
    """Take relationships of a kind away."""
    return (
        f"UNWIND $rows AS id\nMATCH ()-[e:{verb(kind)} {{id: id}}]->()\nDELETE e\nRETURN count(*)"
    )


def _merged(label: LiteralString, more: LiteralString = "") -> LiteralString:
    return (
        f"UNWIND $rows AS row\nMERGE (n:{label} {{id: row.id}})\n"
        f"WITH n, row, coalesce(n._born, $revision) AS born\n"
        f"SET n = row, n._born = born{more}\nRETURN count(n)"
    )


PUT_EDGE_RECORDS: Final = _merged("ClewEdge", ", n:ClewInternal")
PUT_CLAIMS: Final = _merged("Claim", ", n._mark = 0")
PUT_PLAIN: Final[dict[Table, LiteralString]] = {
    "source": _merged("Source"),
    "gap": _merged("Gap"),
}
# The greatest number of edges that a node has had: while it is no more than a hub may have, no
# question has to look for hubs. It never falls, which at worst costs time.
NOTE_MOST_EDGES: Final = (
    _seek("Entity") + "WITH max(COUNT { (n)--() }) AS most\n"
    "MATCH (store:ClewStore {key: 'store'})\n"
    "SET store.most_edges = CASE WHEN most > store.most_edges THEN most "
    "ELSE store.most_edges END\nRETURN most"
)
COUNT_EDGES: Final[LiteralString] = (
    "MATCH (store:ClewStore {key: 'store'})\nSET store.edges = store.edges + $more\n"
    "RETURN store.edges"
)
CITE: Final = (
    _seek("Claim") + "CALL (n) {\n  MATCH (n)-[old:CITES]->(source)\n"
    "  WHERE source.id <> n.cites\n  DELETE old\n}\n"
    "MATCH (source:Source {id: n.cites})\nMERGE (n)-[:CITES]->(source)\nRETURN count(n)"
)
CITED: Final = (
    _pinned("Source") + "WHERE n._born = $revision\nMATCH (claim:Claim {cites: n.id})\n"
    "MERGE (claim)-[:CITES]->(n)\nRETURN count(claim)"
)
DELETE: Final[dict[Table, LiteralString]] = {
    table: _seek(LABEL_OF[table]) + "DETACH DELETE n\nRETURN count(*)" for table in TABLES
}
SET_MOVED: Final = (
    "UNWIND $rows AS row\nMERGE (n:ClewMoved {old: row.old})\n"
    "SET n:ClewInternal, n.new = row.new\nRETURN count(n)"
)
MARK: Final = (
    "OPTIONAL MATCH (load:ClewLoad {dataset: $dataset})\n"
    "WITH coalesce(load.number, 0) AS number\n"
    + _pinned("Claim")
    + "WHERE n.dataset = $dataset\nSET n._mark = number\nRETURN count(n)"
)
UNMARKED: Final[LiteralString] = (
    "OPTIONAL MATCH (load:ClewLoad {dataset: $dataset})\n"
    "WITH coalesce(load.number, 0) AS number\n"
    "MATCH (n:Claim {dataset: $dataset})\nWHERE n._mark <> number\nRETURN collect(n.id)"
)
IDS_OF: Final[dict[Table, LiteralString]] = {
    table: f"MATCH (n:{LABEL_OF[table]} {{dataset: $dataset}})\nRETURN collect(n.id)"
    for table in TABLES
}
UNCITED: Final[LiteralString] = (
    "UNWIND $ids AS id\nWITH id WHERE NOT EXISTS { MATCH (claim:Claim {cites: id}) }\n"
    "RETURN collect(id)"
)
LOAD: Final[LiteralString] = (
    "OPTIONAL MATCH (load:ClewLoad {dataset: $dataset})\n"
    "RETURN load.finished, load.digest, load.card"
)
SET_LOAD: Final[LiteralString] = (
    "MERGE (load:ClewLoad {dataset: $dataset})\n"
    "  ON CREATE SET load:ClewInternal, load.number = 1 - $more\n"
    "SET load.number = load.number + $more, load.finished = $finished, load.digest = $digest, "
    "load.card = $card\nRETURN load.number"
)
CLOSE_REVISION: Final[LiteralString] = (
    "MATCH (store:ClewStore {key: 'store'})\nSET store.digest = $digest, store.revision = $number\n"
    "CREATE (n:ClewInternal:ClewRevision {number: $number, snapshot: $digest, at: $at, "
    "dataset: $dataset})\nRETURN n.number"
)
LOG: Final[LiteralString] = (
    "UNWIND $rows AS row\nCREATE (n:ClewInternal:ClewChange)\n"
    "SET n = row, n.revision = $revision\nRETURN count(n)"
)
