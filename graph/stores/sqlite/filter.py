"""An `EdgeFilter` as the condition of a statement. Nothing in it is text from outside."""

from graph.ontology import EDGE_KINDS
from graph.stores.sqlite.schema import ASIDE, INFERRED
from graph.traversal import Direction, EdgeFilter

_COLUMNS = "e.id, e.kind, e.source, e.target, e.tier, e.independent, e.inferred"
_CONTESTED = {"any": "e.contested > 0", "record": "e.contested IN (1, 3)",
              "field": "e.contested IN (2, 3)"}  # fmt: skip
_TURNED = {Direction.OUT: Direction.IN, Direction.IN: Direction.OUT}


def condition(edges: EdgeFilter, kinds: frozenset[str] | None) -> str:
    """What an edge `e` has to satisfy, as SQL; integers and kind names of our own only."""
    gates = set(edges.rungs)
    if edges.inferred:
        # Inferred edges are exempt from the rung that is asked for, and marked.
        gates |= {INFERRED + code for code in range(INFERRED)}
    if edges.aside:
        gates |= {ASIDE + gate for gate in gates}
    terms = [f"e.gate IN ({_list(gates)})"]
    if kinds is not None:
        names = ", ".join(f"'{kind}'" for kind in sorted(kinds & EDGE_KINDS.keys()))
        terms.append(f"e.kind IN ({names})")
    if edges.contested:
        terms.append(_CONTESTED[edges.contested])
    times = []
    if edges.after is not None:
        times.append(f"(e.last IS NULL OR e.last >= {int(edges.after)})")
    if edges.before is not None:
        times.append(f"(e.first IS NULL OR e.first <= {int(edges.before)})")
    if times:
        dated = f"(e.dated = 1 AND {' AND '.join(times)})"
        terms.append(f"(e.dated = 0 OR {dated})" if edges.undated else dated)
    return " AND ".join(terms)


def _list(numbers: set[int]) -> str:
    return ", ".join(str(int(one)) for one in sorted(numbers))


def hop(direction: Direction, edges: EdgeFilter) -> str:
    """One hop from the nodes of the JSON array `?1`, as SQL."""
    parts = []
    beside = edges.both_ways - edges.kinds if edges.kinds is not None else frozenset[str]()
    if direction is not Direction.IN:
        parts.append(_half("out", condition(edges, edges.kinds)))
    if direction is not Direction.OUT:
        parts.append(_half("in", condition(edges, edges.kinds)))
    if direction is not Direction.ANY:
        if edges.both_ways:
            turned = _TURNED[direction]
            parts.append(_half(turned.value, condition(edges, edges.both_ways)))
            if beside:
                parts.append(_half(direction.value, condition(edges, beside)))
    elif beside:
        parts += [_half(way, condition(edges, beside)) for way in ("out", "in")]
    return " UNION ALL ".join(parts)


def _half(direction: str, where: str) -> str:
    # CROSS JOIN and INDEXED BY pin the plan, so that statistics can never turn it over.
    end = "source" if direction == "out" else "target"
    return (
        f"SELECT {_COLUMNS} FROM json_each(?1) f CROSS JOIN edge e INDEXED BY edge_{direction} "
        f"ON e.{end} = f.value WHERE {where}"
    )


def between(edges: EdgeFilter, drive: str) -> str:
    """Edges from the nodes of `?1` to the nodes of `?2`, as SQL.

    `drive` says whose edges are gone through: out of the sources, or in at the targets.
    """
    kinds = None if edges.kinds is None else edges.kinds | edges.both_ways
    driven, probed = ("source", "target") if drive == "out" else ("target", "source")
    here, there = ("?1", "?2") if drive == "out" else ("?2", "?1")
    return (
        f"SELECT {_COLUMNS} FROM json_each({here}) f "
        f"CROSS JOIN edge e INDEXED BY edge_{drive} ON e.{driven} = f.value "
        f"WHERE e.{probed} IN (SELECT value FROM json_each({there})) AND {condition(edges, kinds)}"
    )
