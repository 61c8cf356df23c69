"""All shortest connections in one statement, and the proof that the search would find the same.

The corridor of the least length is the union of all shortest paths, which the server finds by
itself. What the search of `graph.stores.corridor` tells beside it, which hubs it met and whether
its budget was enough, follows from the sizes of its levels: they are asked for where a store is
large enough to have hubs, or more edges than the budget; then the search is replayed on them.
"""

from collections.abc import Collection, Sequence
from typing import Any, Final, LiteralString, NamedTuple, Self

from graph.stores.neo4j.cypher import any_of, types
from graph.stores.neo4j.filter import condition, parameters
from graph.traversal import Direction, EdgeFilter, Link, Passage

# Where ends are many, or many edges run in parallel, the paths are too many to go through.
PAIRS: Final = 16
PATHS: Final = 2_000
# How many edges a level may have for the next one to be looked at.
_WIDE: Final = 10_000
_UP_TO: Final[tuple[LiteralString, ...]] = (
    "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12",
)  # fmt: skip
_ANY_DEGREE: Final = 2**62

LINK: Final[LiteralString] = (
    "collect(e.id), collect(e.kind), collect(startNode(e).id), collect(endNode(e).id), "
    "collect(e.tier), collect(e.independent_sources), collect(e.inferred)"
)


def passing(passage: Passage) -> dict[str, Any]:
    """The values that decide whether a node is passed."""
    limit = passage.hub_limit
    return {
        "kinds": sorted(passage.closed_kinds),
        "avoid": sorted(passage.avoid),
        "limit": _ANY_DEGREE if limit is None else limit,
    }


def _arrows(direction: Direction) -> tuple[LiteralString, LiteralString]:
    return (
        "<-" if direction is Direction.IN else "-",
        "->" if direction is Direction.OUT else "-",
    )


def all_shortest(
    length: int, direction: Direction, edges: EdgeFilter, open_node: LiteralString
) -> LiteralString | None:
    """All shortest paths of at most a length, as one record of columns.

    `open_node` says which nodes may be passed, as `interior` gives it. None where the server's
    search cannot tell what counts: whether an edge is crossed against its direction depends on
    its kind where some kinds are followed both ways.
    """
    along: LiteralString = "" if edges.kinds is None else types(edges.kinds | edges.both_ways)
    turning = direction is not Direction.ANY and edges.both_ways
    if turning or not 0 < length < len(_UP_TO) or (edges.kinds is not None and not along):
        return None
    head, tail = _arrows(direction)
    nodes: LiteralString = (
        f"  AND all(n IN nodes(p) WHERE n = source OR n = target OR ({open_node}))\n"
        if open_node
        else ""
    )
    return (
        "UNWIND $sources AS a\nUNWIND $targets AS b\n"
        "MATCH (source:Entity {id: a})\nMATCH (target:Entity {id: b})\n"
        f"MATCH p = allShortestPaths((source){head}[{along}*..{_UP_TO[length]}]{tail}(target))\n"
        # Predicates on every edge and every node are looked at while the server searches.
        f"WHERE all(e IN relationships(p) WHERE {condition(edges)})\n"
        f"{nodes}WITH p LIMIT $paths\n"
        "WITH count(p) AS number, min(length(p)) AS least, collect(p) AS paths\n"
        "CALL (least, paths) {\n"
        "  UNWIND paths AS p\n  WITH p WHERE length(p) = least\n"
        "  UNWIND relationships(p) AS e\n  WITH DISTINCT e ORDER BY e.id\n"
        f"  RETURN [{LINK}] AS columns\n}}\n"
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


class Side(NamedTuple):
    """The levels of a search from one end.

    Attributes:
        sizes: How many nodes of each level are open, the ends themselves first.
        edges: How many edges they have.
        hubs: The nodes of each level that have more edges than a hub may have.
    """

    sizes: Sequence[int]
    edges: Sequence[int]
    hubs: Sequence[Sequence[str]]

    @classmethod
    def of(cls, ends: int, columns: Sequence[Any]) -> Self:
        """From what a statement of `levels` answers with; a level not looked at falls out.

        An end that is not in the store counts as one all the same.
        """
        (_, *sizes), edges, hubs = columns
        known = [ends, *(one for one in sizes if one is not None)]
        return cls(known, edges, hubs)


def levels(direction: Direction, edges: EdgeFilter) -> LiteralString:
    """The first three levels from the ends `$ids`, as one record of three lists."""
    along: LiteralString = "" if edges.kinds is None else types(edges.kinds | edges.both_ways)
    head, tail = _arrows(direction)
    hop: LiteralString = f"MATCH (n){head}[e{along}]{tail}(m)\n  WHERE {condition(edges)}"
    look: LiteralString = (
        "  WITH m, COUNT { (m)--() } AS degree\n"
        "  WITH m, degree, degree > $limit AS hub,\n"
        "       degree <= $limit AND NOT m.kind IN $kinds AND NOT m.id IN $avoid AS open\n"
    )
    counts: LiteralString = (
        "count(CASE WHEN open THEN 1 END) AS size{0}, "
        "sum(CASE WHEN open THEN degree ELSE 0 END) AS edges{0}, "
        "collect(CASE WHEN hub THEN m.id END) AS hubs{0}"
    )
    return (
        "CALL () {\n  UNWIND $ids AS id\n  MATCH (m:Entity {id: id})\n"
        "  WITH m, COUNT { (m)--() } AS degree\n"
        "  RETURN collect(m) AS level0, count(m) AS size0, sum(degree) AS edges0,\n"
        "         collect(CASE WHEN degree > $limit THEN m.id END) AS hubs0\n}\n"
        f"CALL (level0) {{\n  UNWIND level0 AS n\n  {hop} AND NOT m IN level0\n"
        f"  WITH DISTINCT m\n{look}"
        f"  RETURN collect(m) AS level1, collect(CASE WHEN open THEN m END) AS open1,\n"
        f"         {counts.format('1')}\n}}\n"
        "CALL (level0, level1, open1, edges1) {\n"
        "  UNWIND CASE WHEN edges1 <= $wide THEN open1 ELSE [] END AS n\n"
        f"  {hop}\n  WITH DISTINCT m, level0, level1\n"
        f"  WHERE NOT m IN level0 AND NOT m IN level1\n{look}"
        f"  RETURN {counts.format('2')}\n}}\n"
        "WITH *, edges1 <= $wide AS whole\n"
        "RETURN [size0, size1, CASE WHEN whole THEN size2 END], [edges0, edges1, edges2],\n"
        "       [hubs0, hubs1, hubs2]"
    )


def level_values(ends: Sequence[str], edges: EdgeFilter, passage: Passage) -> dict[str, Any]:
    """The values of a statement of `levels`."""
    return {"ids": ends, "wide": _WIDE, **parameters(edges), **passing(passage)}


def hubs_met(forward: Side, backward: Side, least: int, limit: int) -> frozenset[str] | None:
    """The hubs that a search for a path of the least length meets.

    Args:
        forward: The levels from the sources.
        backward: The levels from the targets.
        least: The length of the shortest paths.
        limit: How many edges the search may bring in, less those that it ends with.

    Returns:
        None where the levels do not tell, or where the search might end before its goal.
    """
    at = {True: 0, False: 0}
    sides = {True: forward, False: backward}
    fetched = 0
    met = {*forward.hubs[0], *backward.hubs[0]}
    for _ in range(least - 1):
        smaller = forward.sizes[at[True]] <= backward.sizes[at[False]]
        side = sides[smaller]
        fetched += side.edges[at[smaller]]
        at[smaller] += 1
        if fetched > limit or at[smaller] >= len(side.sizes):
            return None
        met.update(side.hubs[at[smaller]])
    return frozenset(met)


class Shortest(NamedTuple):
    """What the server said about the nearest connection.

    Attributes:
        asked: The greatest length that was asked for.
        least: The length of the shortest paths, if any is that short.
        links: Their edges by id; none where the search is to find them itself.
        hubs: As the search would have met them.
    """

    asked: int
    least: int | None
    links: list[Link] | None
    hubs: tuple[str, ...]
