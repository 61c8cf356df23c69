"""Routes of money that respect time, also where dates are vague.

A route is *possible* if its payments can have followed one another for some choice of their
dates, and *certain* if they did for every choice. Two payments of one day, whose hours nobody
states, can have followed one another either way: possible, never certain. A route that is not
certain names the payments whose order is open, and the date that decides.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count, pairwise
from typing import NamedTuple

from graph.errors import BadRequest
from queries.simple_paths import Budget
from queries.tracing.time_search import Label, TimeSearch
from queries.tracing.transfers import (
    EVER,
    NEVER,
    Doubt,
    Objective,
    Transfer,
    Wish,
    arrival_of,
    doubts_of,
)

LABELS = 1_000_000


class Bridge(NamedTuple):
    """Where a route goes on from another account of the same holder.

    Attributes:
        holder: Whose accounts they are.
        arrived: The account that the money reached.
        left: The account, or the holder, that the next payment left.
        hop: How many payments come before.
    """

    holder: str
    arrived: str
    left: str
    hop: int


@dataclass(frozen=True, slots=True)
class Route:
    """Payments that can have followed one another; it passes no place twice.

    Attributes:
        transfers: The payments, in order.
        places: The places that they join, one more than payments: holders where known.
        bridges: Where it goes on from another account of the same holder.
        arrives_first: First moment at which the money can have arrived; none: open.
        arrives_last: Last such moment; none: open.
        bottleneck: The least amount on the way, in minor units; none where one is unknown or
            the currencies differ.
        currency: The one currency of all its payments; none where they differ.
        doubts: What is not certain about it; nothing where it is.
    """

    transfers: tuple[Transfer, ...]
    places: tuple[str, ...]
    bridges: tuple[Bridge, ...]
    arrives_first: int | None
    arrives_last: int | None
    bottleneck: int | None
    currency: str | None
    doubts: tuple[Doubt, ...]

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the payments, in order."""
        return tuple(one.id for one in self.transfers)

    @property
    def certain(self) -> bool:
        """Whether it holds for every choice of its dates."""
        return not self.doubts

    @property
    def decides(self) -> str | None:
        """The payment whose date settles most of the doubts; none where there is none.

        Of several the vaguest date, then the first on the way.
        """
        named = [one for doubt in self.doubts for one in doubt.transfers]
        doubtful = [one for one in self.transfers if one.id in named]
        best = max(
            doubtful,
            key=lambda one: (named.count(one.id), one.end - one.begin),
            default=None,
        )
        return best.id if best else None


@dataclass(frozen=True, slots=True)
class Found:
    """Routes, best first.

    Attributes:
        routes: The best ones.
        complete: Whether there are no better ones, or no more, than these. It is false where the
            budget ran out: the routes are sound then, but others may be missing.
    """

    routes: tuple[Route, ...]
    complete: bool


def routes_in_time(
    transfers: Iterable[Transfer],
    sources: Collection[str],
    targets: Collection[str],
    wish: Wish | None = None,
    *,
    k: int = 5,
    budget: int = LABELS,
) -> Found:
    """The k best routes from one of the sources to one of the targets.

    A route passes no place twice and none of the sources or targets on its way. The best one is
    found by labels; the next ones by where they leave those that were found. Where money must
    not lie still too long, or must not shrink too much, the best way may pass a place twice; it
    is set aside then, and what branches off from it before that is searched: the problem is
    hard, hence the budget.

    Args:
        transfers: Payments in any order; one to oneself, or within a holder, is on no route.
        sources: Accounts or holders where routes begin.
        targets: Where they end. One that is a source too is neither.
        wish: What is asked of a route.
        k: How many routes at most.
        budget: How many labels may be made.

    Returns:
        The routes in the order of the objective, then hops, then ids.

    Raises:
        BadRequest: If `widest` is asked for over payments in several currencies, or two payments
            have one id.

    Complexity:
        O(k h (m + l log l)) for routes of h payments among m, and l labels kept; exponential at
        worst with `max_dwell` or `min_carry`.

    References:
        H. Wu et al., Path problems in temporal graphs, PVLDB 7, 2014; A. Casteigts et al.,
        Finding temporal paths under waiting time constraints, Algorithmica 83, 2021 (why a limit
        on waiting makes it hard); E. L. Lawler, Management Science 18, 1972.

    Example:
        >>> day = [Transfer("1", "a", "b", 0, 9), Transfer("2", "b", "c", 0, 9)]
        >>> (route,) = routes_in_time(day, ["a"], ["c"]).routes
        >>> route.certain, route.doubts[0].reason.value, route.decides
        (False, 'order', '1')
    """
    wish = wish or Wish()
    listed = list(transfers)
    _check(listed, wish)
    steps = Budget(budget)
    search = TimeSearch(listed, sources, targets, wish, steps)
    serial = count()
    heap: list[tuple[tuple[object, ...], int, Label, int, frozenset[str]]] = []
    routes: list[Route] = []

    def propose(kept: tuple[Label, ...], refused: frozenset[str]) -> None:
        """The best route that begins so and does not go on by a refused payment."""
        best = search.best(kept[-1], refused, {one.place for one in kept})
        if best:
            heappush(heap, (best.key, next(serial), best, len(kept) - 1, refused))

    for source in sorted(search.sources):
        propose((search.start(source),), frozenset())
    while heap and len(routes) < k and not steps.spent:
        _, _, best, kept, refused = heappop(heap)
        labels = search.retrace(best)
        simple = _simple_until(labels)
        if simple == len(labels):
            routes.append(_route(best.way, wish))
        # It leaves the route at each of its places behind the kept ones, before it returns to one.
        for leave in range(kept, min(simple, len(best.ids))):
            taken = frozenset({best.ids[leave]})
            propose(labels[: leave + 1], taken | refused if leave == kept else taken)
    return Found(tuple(routes), not steps.spent)


def _check(transfers: Collection[Transfer], wish: Wish) -> None:
    if len({one.id for one in transfers}) < len(transfers):
        raise BadRequest("transfers", "two payments have one id")
    if wish.objective is Objective.WIDEST:
        currencies = sorted({one.currency for one in transfers if one.amount is not None})
        if len(currencies) > 1:
            raise BadRequest(
                "objective", f"widest takes payments in one currency, not {', '.join(currencies)}"
            )


def _simple_until(labels: Collection[Label]) -> int:
    """How many labels there are before the first that returns to a place."""
    seen: set[str] = set()
    for number, one in enumerate(labels):
        if one.place in seen:
            return number
        seen.add(one.place)
    return len(labels)


def _route(way: tuple[Transfer, ...], wish: Wish) -> Route:
    first, last = arrival_of(way, wish) or (EVER, NEVER)
    amounts = [one.amount for one in way if one.amount is not None]
    currencies = {one.currency for one in way}
    known = len(amounts) == len(way) and len(currencies) == 1
    return Route(
        way,
        (wish.place(way[0].source), *(wish.place(one.target) for one in way)),
        tuple(
            Bridge(wish.place(one.target), one.target, other.source, hop)
            for hop, (one, other) in enumerate(pairwise(way), 1)
            if one.target != other.source
        ),
        None if first == EVER else first,
        None if last == NEVER else last,
        min(amounts) if known else None,
        min(currencies) if len(currencies) == 1 else None,
        doubts_of(way, wish),
    )
