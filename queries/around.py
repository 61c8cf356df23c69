"""What lies around the place where nothing connects: found here, put into words in `gaps`."""

from collections import Counter
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple

from graph.store import Reader, View
from graph.traversal import Direction, EdgeFilter, Link
from queries.find_paths import Mode, PathSearch
from queries.neighborhood import breadth_first
from queries.steps import SimplePath

# How much of each end's surroundings is shown, the nearest first.
_SEGMENT_NODES, _SEGMENT_EDGES = 200, 200
_TURNED = {Direction.OUT: Direction.IN, Direction.IN: Direction.OUT, Direction.ANY: Direction.ANY}

Touches = Literal["source", "target", "joined route"]


class Piece(NamedTuple):
    """Edges that hang together.

    Attributes:
        touches: The end that it hangs on, or that it is a piece of the joined route alone.
        levels: Its nodes, level by level from the end.
        links: Its edges by (hops, id); those of a route in order.
    """

    touches: Touches
    levels: list[list[str]]
    links: list[Link]

    @property
    def nodes(self) -> list[str]:
        """Its nodes in order."""
        return [one for level in self.levels for one in level]


@dataclass(frozen=True)
class Around:
    """Everything found where nothing connects, before it is put into words.

    Attributes:
        pieces: Around the sources, of the joined route, around the targets.
        route: The joined route.
        gaps: The declared gaps.
        cut: Whether more hangs on an end than is shown.
    """

    pieces: list[Piece]
    route: SimplePath | None
    gaps: list[View]
    cut: bool

    @property
    def nodes(self) -> list[str]:
        """Every node on it, once, in order."""
        on = [one for piece in self.pieces for one in piece.nodes]
        return list(dict.fromkeys([*on, *(self.route.nodes if self.route else ())]))

    @property
    def edges(self) -> list[str]:
        """Every edge on it, once, in order."""
        on = [link.id for piece in self.pieces for link in piece.links]
        return list(dict.fromkeys([*on, *(self.route.ids if self.route else ())]))


def look_around(
    reader: Reader, search: PathSearch, stated: EdgeFilter, joining: EdgeFilter | None
) -> Around:
    """The pieces that hang on either end, the best joined route, the gaps between them.

    Args:
        reader: The store.
        search: The search that found nothing.
        stated: Its filter without inferences: the pieces hold none.
        joining: Its filter with inferences; none where they were followed already.
    """
    plain = replace(search, edges=stated)
    at_sources, cut = _hanging(reader, plain, "source")
    at_targets, also_cut = _hanging(reader, plain, "target")
    route = None
    if joining is not None:
        found = replace(search, mode=Mode.SHORTEST, wanted=1, edges=joining).find(reader)
        route = found.paths[0] if found.paths else None
    shown = [set(piece.links) for piece in (*at_sources, *at_targets)]
    between = [
        piece
        for piece in (pieces_of(route) if route else ())
        if not any(links.issuperset(piece.links) for links in shown)
    ]
    pieces = [*at_sources, *between, *at_targets]
    downstream = {Direction.OUT: {"target"}, Direction.IN: {"source"}}.get(
        search.direction, {"source", "target"}
    )
    last = {link.id for piece in pieces if piece.touches in downstream for link in piece.links}
    every = {link.id for piece in pieces for link in piece.links}
    gaps = [gap for gap in reader.gaps() if _lies_between(gap, every, last)]
    return Around(pieces, route, gaps, cut or also_cut)


def _lies_between(gap: View, every: Collection[str], last: Collection[str]) -> bool:
    """Whether a declared gap parts the pieces, or lies before the last or behind one of them.

    Args:
        gap: The gap.
        every: The edges of all pieces.
        last: Those of the pieces at the downstream end.
    """
    upstream, downstream = set(gap["upstream"]), set(gap["downstream"])
    before, behind = bool(upstream & set(every)), bool(downstream & set(every))
    return (
        (before and behind)
        or (behind and not upstream)
        or (before and not downstream)
        or bool(downstream & set(last))
    )


def _hanging(
    reader: Reader, search: PathSearch, side: Literal["source", "target"]
) -> tuple[list[Piece], bool]:
    """What hangs on the ends under the asked filters, one piece for each part that hangs together.

    Returns:
        The pieces, by the ends that they hang on; and whether there was more.
    """
    at_source = side == "source"
    reached = breadth_first(
        reader,
        search.sources if at_source else search.targets,
        search.max_hops,
        search.direction if at_source else _TURNED[search.direction],
        search.edges,
        search.passage,
        enough=_SEGMENT_NODES,
    )
    distance = reached.distance
    inside = [
        link for link in reached.links.values() if {link.source, link.target} <= distance.keys()
    ]
    inside = _without_idle_bridges(inside, search)
    inside.sort(key=lambda one: (max(distance[one.source], distance[one.target]), one.id))
    kept = inside[:_SEGMENT_EDGES]
    # Slow to import, and only wanted where nothing connects.
    import networkx as nx

    G: nx.Graph[str] = nx.Graph((link.source, link.target) for link in kept)
    pieces = []
    for part in nx.connected_components(G):
        nodes = [one for one in distance if one in part]
        depth = max(distance[one] for one in nodes)
        levels = [[one for one in nodes if distance[one] == level] for level in range(depth + 1)]
        pieces.append(Piece(side, levels, [link for link in kept if link.source in part]))
    pieces.sort(key=lambda piece: piece.levels)
    return pieces, len(kept) < len(inside) or not reached.complete


def _without_idle_bridges(links: list[Link], search: PathSearch) -> list[Link]:
    """The links without accounts that only a bridge reaches: no money is known to pass there."""
    kinds = search.edges.kinds
    if kinds is None or "AccountHolder" in kinds:
        return links
    at = Counter(end for link in links for end in (link.source, link.target))
    ends = search.sources | search.targets
    idle = {node for node, number in at.items() if number == 1} - ends
    return [
        link
        for link in links
        if link.kind != "AccountHolder" or not {link.source, link.target} & idle
    ]


def pieces_of(route: SimplePath) -> Iterator[Piece]:
    """A route cut at its inferred hops; a cut that leaves a node alone leaves no piece."""
    nodes, links = [route.nodes[0]], list[Link]()
    for link, there in zip(route.links, route.nodes[1:], strict=True):
        if not link.inferred:
            nodes.append(there)
            links.append(link)
            continue
        if links:
            yield Piece("joined route", [[one] for one in nodes], links)
        nodes, links = [there], []
    if links:
        yield Piece("joined route", [[one] for one in nodes], links)
