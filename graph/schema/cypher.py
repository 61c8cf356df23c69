"""A store as Cypher text, for people who feed a database of their own by hand.

Only here are values written into a statement; everywhere else they are parameters. So each goes
through `_literal`, and labels, types and property names come from classes that we own.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import orjson

from graph.ontology import EDGE_KINDS, NODE_KINDS
from graph.store import View

_CAUTION = """\
// Every relationship carries standing, tier, contested, inferred and asserted_by: read them before
// the relationship. An accusation is not a fact; `sentence` says who makes it and who denies it.\
"""
_CONSTRAINTS = ("Entity", "Claim", "Source", "Gap")


def cypher_script(
    head: Mapping[str, Any],
    nodes: Iterable[View],
    edges: Iterable[View],
    claims: Iterable[View],
    sources: Iterable[View],
    gaps: Iterable[View],
) -> Iterator[str]:
    """Statements, one a line, that may be run twice.

    Args:
        head: What the export is of.
        nodes: With their readings.
        edges: With their readings and sentences.
        claims: About the nodes and edges.
        sources: That the claims cite.
        gaps: Declared gaps.
    """
    yield f"// Clew, snapshot {head['snapshot']}, ceiling {head['ceiling']}."
    yield _CAUTION
    for label in _CONSTRAINTS:
        yield (
            f"CREATE CONSTRAINT clew_{label.lower()}_id IF NOT EXISTS "
            f"FOR (n:{label}) REQUIRE n.id IS UNIQUE;"
        )
    for one in nodes:
        labels = "".join(f":{label}" for label in NODE_KINDS[one["kind"]].labels()[1:])
        more = f" SET n{labels}" if labels else ""
        yield f"MERGE (n:Entity {{id: {_literal(one['id'])}}}){more} SET n += {_properties(one)};"
    for one in edges:
        verb = EDGE_KINDS[one["kind"]].verb
        yield (
            f"MATCH (a:Entity {{id: {_literal(one['source'])}}}), "
            f"(b:Entity {{id: {_literal(one['target'])}}}) "
            f"MERGE (a)-[e:{verb} {{id: {_literal(one['id'])}}}]->(b) SET e += {_properties(one)};"
        )
    for label, records in (("Source", sources), ("Gap", gaps)):
        for one in records:
            ident = _literal(one["id"])
            yield f"MERGE (n:{label} {{id: {ident}}}) SET n += {_properties(one)};"
    for one in claims:
        yield (
            f"MERGE (c:Claim {{id: {_literal(one['id'])}}}) SET c += {_properties(one)} "
            f"MERGE (s:Source {{id: {_literal(one['cites'])}}}) MERGE (c)-[:CITES]->(s);"
        )


def _properties(record: View) -> str:
    """A map of plain properties; the reading's own first, the nested rest as JSON text."""
    found: dict[str, Any] = {}
    evidence = record.get("evidence")
    if evidence:
        names = ("standing", "tier", "contested", "inferred", "asserted_by", "denied_by")
        found.update({name: evidence[name] for name in names if name in evidence})
    for name, value in record.items():
        if value is None or name in {"source", "target"}:
            continue
        if isinstance(value, Mapping) or (
            isinstance(value, list) and any(not isinstance(one, str) for one in value)
        ):
            found[name] = orjson.dumps(value).decode()
        else:
            found[name] = value
    if record.get("names"):
        found["name"] = record["names"][0]["text"]
    return "{" + ", ".join(f"{name}: {_literal(value)}" for name, value in found.items()) + "}"


_ESCAPES = str.maketrans(
    {"\\": "\\\\", "'": "\\'", "\n": "\\n", "\r": "\\r", "\t": "\\t"}
    | {chr(code): f"\\u{code:04x}" for code in (*range(9), 11, 12, *range(14, 32), 0x2028, 0x2029)}
)


def _literal(value: object) -> str:
    r"""A value as Cypher writes it.

    Example:
        >>> print(_literal("O'Neil\\n"), _literal(True), _literal(["a", 1]))
        'O\'Neil\\n' true ['a', 1]
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, list):
        return "[" + ", ".join(map(_literal, value)) + "]"
    return "'" + str(value).translate(_ESCAPES) + "'"
