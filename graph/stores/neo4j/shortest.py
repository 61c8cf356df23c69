"""The nearest connection by the server's own search.

The corridor of the least length is the union of all shortest paths, which the server finds by
itself in one statement. The search of `graph.stores.corridor` tells two things beside it: which
hubs it met, and whether its budget was enough. Where a store has no hubs and few edges both are
known before. Elsewhere the server tells how far the ends are apart, and the search spares itself
the joins that would find nothing.
"""

from collections.abc import Collection
from typing import Any, Final, LiteralString, NamedTuple

from graph.stores.neo4j.cypher import any_of, types
from graph.stores.neo4j.filter import condition
from graph.traversal import Direction, EdgeFilter, Link, Passage

# Where ends are many, or many edges run in parallel, the paths are too many to go through.
PAIRS: Final = 16
PATHS: Final = 2_000
_UP_TO: Final[tuple[LiteralString, ...]] = (
    "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12",
)  # fmt: skip
LONGEST: Final = len(_UP_TO) - 1

# Lists over one collected list: to collect each by itself takes the server as long to plan again.
LINKS: Final[LiteralString] = (
    "[[e IN found | e.id], [e IN found | e.kind], [e IN found | startNode(e).id], "
    "[e IN found | endNode(e).id], [e IN found | e.tier], "
    "[e IN found | e.independent_sources], [e IN found | e.inferred]]"
)


class Shortest(NamedTuple):
    """The nearest connection, as the search would find it.

    Attributes:
        asked: The greatest length that was asked for.
        least: The length of the shortest paths, if any is that short.
        links: Their edges by id.
    """

    asked: int
    least: int | None
    links: list[Link]


def turning(direction: Direction, edges: EdgeFilter) -> bool:
    """Whether an edge is crossed against its direction if only its kind is one of some.

    The server's search cannot tell; followed both ways everywhere, its paths are never longer.
    """
    return direction is not Direction.ANY and bool(edges.both_ways)


def _search(
    how: LiteralString,
    length: int,
    direction: Direction,
    edges: EdgeFilter,
    open_node: LiteralString,
) -> LiteralString:
    along: LiteralString = "" if edges.kinds is None else types(edges.kinds | edges.both_ways)
    one_way = direction is not Direction.ANY and not turning(direction, edges)
    head: LiteralString = "<-" if one_way and direction is Direction.IN else "-"
    tail: LiteralString = "->" if one_way and direction is Direction.OUT else "-"
    nodes: LiteralString = (
        f"  AND all(n IN nodes(p) WHERE n = source OR n = target OR ({open_node}))\n"
        if open_node
        else ""
    )
    return (
        "UNWIND $sources AS a\nUNWIND $targets AS b\n"
        "MATCH (source:Entity {id: a})\nMATCH (target:Entity {id: b})\n"
        f"MATCH p = {how}((source){head}[{along}*..{_UP_TO[length]}]{tail}(target))\n"
        # Predicates on every edge and every node are looked at while the server searches.
        f"WHERE all(e IN relationships(p) WHERE {condition(edges)})\n{nodes}"
    )


def nearest(
    length: int, direction: Direction, edges: EdgeFilter, open_node: LiteralString
) -> LiteralString:
    """How many hops the ends are apart at least; null where it is more than a length.

    `open_node` says which nodes may be passed, as `interior` gives it.
    """
    found = _search("shortestPath", length, direction, edges, open_node)
    return f"{found}RETURN min(length(p))"


def all_shortest(
    length: int, direction: Direction, edges: EdgeFilter, open_node: LiteralString
) -> LiteralString:
    """The edges of all shortest paths of at most a length, as columns; not where `turning`."""
    return (
        f"{_search('allShortestPaths', length, direction, edges, open_node)}"
        "WITH p LIMIT $paths\n"
        "WITH count(p) AS number, min(length(p)) AS least, collect(p) AS paths\n"
        "CALL (least, paths) {\n"
        "  UNWIND paths AS p\n  WITH p WHERE length(p) = least\n"
        "  UNWIND relationships(p) AS e\n  WITH DISTINCT e ORDER BY e.id\n"
        f"  WITH collect(e) AS found\n  RETURN {LINKS} AS columns\n}}\n"
        "RETURN number, least, columns"
    )


def interior(passage: Passage, ends: Collection[str], *, hubs: bool) -> LiteralString:
    """What a node `n` has to satisfy to be passed on a shortest path; empty: nothing.

    No end lies inside a path of the least length, so it need not be told to avoid them.
    """
    terms: list[LiteralString] = []
    closed = any_of(passage.closed_kinds)
    if closed:
        terms.append(f"NOT n:{closed}")
    if passage.avoid.difference(ends):
        terms.append("NOT n.id IN $avoid")
    if hubs:
        terms.append("COUNT { (n)--() } <= $limit")
    return " AND ".join(terms)


def passing(passage: Passage) -> dict[str, Any]:
    """The values that `interior` asks for."""
    return {"avoid": sorted(passage.avoid), "limit": passage.hub_limit}
