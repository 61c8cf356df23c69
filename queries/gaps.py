"""What there is where nothing connects: the pieces, the declared gaps, the join that is offered."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from graph.store import Reader, View
from graph.traversal import Direction
from queries.answers import GapView
from queries.around import Around, Piece, Touches, pieces_of
from queries.hops import Path, show_path
from queries.picture import Picture, caption

_NAMED_TOGETHER = 3


@dataclass(slots=True)
class Segment:
    """Edges that hang together under the asked filters, with no inference among them.

    Attributes:
        number: Its place in the list, from 1.
        touches: The end that it hangs on, or that it is a piece of the joined route alone.
        name: Its nodes in words, level by level; an arrow points the way the edges do.
        nodes: By (hops, id) from the end; in order on a piece of a route.
        edges: The same.
    """

    number: int
    touches: Touches
    name: str
    nodes: list[str]
    edges: list[str]


@dataclass(slots=True)
class Reason:
    """Why somebody infers a join, or that somebody denies it."""

    claim: str
    by: str
    stance: str
    note: str | None


@dataclass(slots=True)
class Join:
    """An inferred hop of the joined route.

    Attributes:
        edge: The edge that would join the two.
        source: Where the hop starts, in the order of the route.
        target: Where it leads.
        reasons: The claims about it: who infers it and why, who denies it.
        gap: The declared gap that it would bridge.
    """

    edge: str
    source: str
    target: str
    reasons: list[Reason]
    gap: str | None


@dataclass(slots=True)
class Joined:
    """The best route there would be, if the inferences held; cut at each of them.

    Attributes:
        route: The route, its inferred hops marked.
        segments: The numbers of the segments that it runs over, in order.
        joins: Its inferred hops, in order.
    """

    route: Path
    segments: list[int]
    joins: list[Join]


@dataclass(slots=True)
class GapsAnswer:
    """What lies around the place where nothing connects.

    Attributes:
        segments: The pieces: around the sources, of the joined route, around the targets.
        gaps: The declared gaps between or behind them, by id.
        joined: The best joined route; none where no inference joins.
    """

    segments: list[Segment] = field(default_factory=list)
    gaps: list[GapView] = field(default_factory=list)
    joined: Joined | None = None


def show_gaps(reader: Reader, around: Around, direction: Direction, picture: Picture) -> GapsAnswer:
    """What was found in the shape of answers.

    Args:
        reader: The store, for the claims about the inferred edges of the route.
        around: What was found.
        direction: The direction asked for, which the names of the pieces show.
        picture: Every node and every edge of it.
    """
    nodes = {node["id"]: node for node in picture.nodes}
    segments = [
        Segment(
            number,
            piece.touches,
            _name(piece, direction, nodes),
            piece.nodes,
            [link.id for link in piece.links],
        )
        for number, piece in enumerate(around.pieces, 1)
    ]
    answer = GapsAnswer(segments, around.gaps)
    if around.route is None:
        return answer
    path = show_path(around.route, {edge["id"]: edge for edge in picture.edges})
    claims = reader.claims([link.id for link in around.route.links if link.inferred])
    bridged = {one: gap["id"] for gap in around.gaps for one in gap["inferences"]}
    joins = [
        Join(
            hop.edge,
            hop.source,
            hop.target,
            [
                Reason(one["id"], one.get("by") or one["cites"], one["stance"], one.get("note"))
                for one in claims.get(hop.edge, ())
                if one["kind"] == "inference" or one["stance"] == "denies"
            ],
            hop.gap or bridged.get(hop.edge),
        )
        for hop in path.hops
        if hop.inferred
    ]
    run_over = [
        next(
            number
            for number, segment in enumerate(around.pieces, 1)
            if set(segment.links).issuperset(piece.links)
        )
        for piece in pieces_of(around.route)
    ]
    answer.joined = Joined(path, run_over, joins)
    return answer


def _name(piece: Piece, direction: Direction, nodes: Mapping[str, View]) -> str:
    """`Treasury → A; B; C and 3 more → D`: the nodes of a piece, level by level."""
    parts = []
    for level in piece.levels:
        captions = [caption(nodes[one]) for one in level]
        more = len(captions) - _NAMED_TOGETHER
        named = "; ".join(captions[:_NAMED_TOGETHER])
        parts.append(f"{named} and {more} more" if more > 0 else named)
    if piece.touches == "target":
        parts.reverse()
    arrow = {Direction.OUT: " → ", Direction.IN: " ← "}.get(direction, " – ")
    return arrow.join(parts)
