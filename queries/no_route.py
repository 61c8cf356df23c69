"""Where no money can have come from one party to another: why not, and what there is instead."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import pairwise

from graph.store import Reader, View
from graph.traversal import Direction
from queries.around import Around, look_around
from queries.costs import Cost
from queries.find_paths import Mode, PathSearch
from queries.gaps import GapsAnswer, show_gaps
from queries.picture import Picture, assemble
from queries.route_dates import open_dates, said_when
from queries.tracing.on_the_way import Ways
from queries.tracing.routes_in_time import Route
from queries.tracing.transfers import Wish, doubts_of


@dataclass(slots=True)
class Untimely:
    """Payments that join the ends, whose times do not allow it.

    Attributes:
        payments: The fewest such payments, in order.
        words: Why the money cannot have come this way.
    """

    payments: list[str]
    words: list[str]


def untimely(route: Route, views: Mapping[str, View], wish: Wish) -> Untimely:
    """Payments that join the ends, and why the money cannot have come along them as asked."""
    words = []
    for one, other in pairwise(route.transfers):
        if one.begin > other.end:
            late, early = (f"{it.id} ({said_when(views[it.id])})" for it in (one, other))
            words.append(f"{early} was made before {late}, which would have to come first.")
        elif not wish.carries(one, other):
            words.append(f"{other.id} passes on too small a share of {one.id}.")
    if not words:
        doubtful = replace(route, doubts=doubts_of(route.transfers, wish))
        words = [one.words for one in open_dates(doubtful, views)]
    return Untimely(list(route.ids), words)


def pieces(reader: Reader, ways: Ways, *, joined: bool) -> tuple[GapsAnswer, Picture, Around]:
    """The pieces that touch the ends, and the declared gaps between or behind them.

    Args:
        reader: The store.
        ways: What was looked for.
        joined: Whether the best route is shown that inferred identities would join.
    """
    bridged = replace(ways.payments, both_ways=frozenset({"AccountHolder"}))
    search = PathSearch(
        ways.sources, ways.targets, Mode.SHORTEST, 1, ways.max_hops, Cost.HOPS, Direction.OUT,
        bridged, ways.passage,
    )  # fmt: skip
    hypotheses = replace(bridged, inferred=True, both_ways=frozenset({"AccountHolder", "Identity"}))
    # The joined route tells which other pieces and gaps there are, whether or not it is shown.
    around = look_around(reader, search, replace(bridged, inferred=False), hypotheses)
    if not joined:
        around = replace(around, route=None)
    picture = assemble(reader, around.nodes, around.edges, route=True)
    return show_gaps(reader, around, Direction.OUT, picture), picture, around
