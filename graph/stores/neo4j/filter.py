"""An `EdgeFilter` as part of a statement. Its values are parameters; only types are text."""

from typing import Any, Final, LiteralString

from graph.stores.neo4j.cypher import types
from graph.traversal import Direction, EdgeFilter

# `_gate` folds into one number what decides whether an edge is followed at all: the code of its
# rung, +20 where it rests on inference alone, +40 where it belongs to another matter.
INFERRED: Final = 20
ASIDE: Final = 40

_CONTESTED: Final = {"any": [1, 2, 3], "record": [1, 3], "field": [2, 3]}


def parameters(edges: EdgeFilter) -> dict[str, Any]:
    """The values that `condition` asks for."""
    gates = set(edges.rungs)
    if edges.inferred:
        # Inferred edges are exempt from the rung that is asked for, and marked.
        gates |= {INFERRED + code for code in range(INFERRED)}
    if edges.aside:
        gates |= {ASIDE + gate for gate in gates}
    given: dict[str, Any] = {"gates": sorted(gates), "after": edges.after, "before": edges.before}
    if edges.contested:
        given["contested"] = _CONTESTED[edges.contested]
    return given


def condition(edges: EdgeFilter) -> LiteralString:
    """What an edge `e` has to satisfy beside its type."""
    terms: list[LiteralString] = ["e._gate IN $gates"]
    if edges.contested:
        terms.append("e._contested IN $contested")
    times: list[LiteralString] = []
    if edges.after is not None:
        times.append("(e._last IS NULL OR e._last >= $after)")
    if edges.before is not None:
        times.append("(e._first IS NULL OR e._first <= $before)")
    if times:
        dated: LiteralString = "e._dated AND " + " AND ".join(times)
        terms.append(f"(NOT e._dated OR {dated})" if edges.undated else f"({dated})")
    return " AND ".join(terms)


def followed(edges: EdgeFilter) -> LiteralString | None:
    """The types of a filter, those that go both ways with them; None where there are none."""
    if edges.kinds is None:
        return ""
    return types(edges.kinds | edges.both_ways) or None


def hop(direction: Direction, edges: EdgeFilter) -> LiteralString | None:
    """One hop from the nodes with `$ids`: their edges `e`, each once; None where none can be."""
    where = condition(edges)
    along, turned = followed(edges), types(edges.both_ways)
    ways: list[LiteralString] = []
    if direction is Direction.ANY:
        if along is not None:
            ways.append(f"MATCH (n)-[e{along}]-() WHERE {where}")
    else:
        if along is not None:
            ways.append(_one_way(direction, along, where))
        if turned:
            against = Direction.IN if direction is Direction.OUT else Direction.OUT
            ways.append(_one_way(against, turned, where))
    if not ways:
        return None
    seek: LiteralString = "UNWIND $ids AS id\nMATCH (n:Entity {id: id})\n"
    if len(ways) == 1:
        return f"{seek}{ways[0]}\nWITH DISTINCT e\n"
    halves: LiteralString = "\n  UNION ALL\n".join([f"  {one} RETURN e" for one in ways])
    return f"{seek}CALL (n) {{\n{halves}\n}}\nWITH DISTINCT e\n"


def _one_way(direction: Direction, along: LiteralString, where: LiteralString) -> LiteralString:
    if direction is Direction.OUT:
        return f"MATCH (n)-[e{along}]->() WHERE {where}"
    return f"MATCH (n)<-[e{along}]-() WHERE {where}"


def between(edges: EdgeFilter, direction: Direction) -> LiteralString | None:
    """Edges `e` that join a node among `$ids` to a node among `$others`, seen from the former."""
    along = followed(edges)
    if along is None:
        return None
    head: LiteralString = "<" if direction is Direction.IN else ""
    tail: LiteralString = ">" if direction is Direction.OUT else ""
    return (
        "UNWIND $ids AS id\nMATCH (n:Entity {id: id})\n"
        f"MATCH (n){head}-[e{along}]-{tail}(m)\n"
        f"WHERE {condition(edges)} AND m.id IN $others\nWITH DISTINCT e\n"
    )


def inside(edges: EdgeFilter) -> LiteralString | None:
    """Edges `e` that join two of the nodes in the list `nodes`."""
    along = followed(edges)
    if along is None:
        return None
    return f"UNWIND nodes AS n\n  MATCH (n)-[e{along}]->(m) WHERE {condition(edges)} AND m IN nodes"
