"""Flows: payments summed between groups, laid out so that no cycle arises.

A group comes once in each layer, and every payment leads from a layer to the next one. By periods
a layer is a boundary between two of them: what a group receives in one period it can pay in the
next. By hops a layer is a distance in payments from where the money starts.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from heapq import heappop, heappush
from typing import NamedTuple

from queries.tracing.periods import Period

_EVER = -(2**64)


class Moved(NamedTuple):
    """A payment between two groups.

    Attributes:
        id: Of the payment.
        source: The group it left.
        target: The group it reached.
        period: Where in time it lies.
        currency: ISO 4217 code, with the dataset behind it where it is not stated.
        depth: By hops: how many payments from the start it begins.
    """

    id: str
    source: str
    target: str
    period: Period
    currency: str
    depth: int = 0


class Spot(NamedTuple):
    """A group in a layer."""

    group: str
    layer: int


class Band(NamedTuple):
    """Payments from one spot to another, of one period and currency.

    Attributes:
        source: Where they begin.
        target: Where they end, one layer on.
        period: Where in time they lie.
        currency: The one currency.
        payments: Their ids, by code point.
    """

    source: Spot
    target: Spot
    period: Period
    currency: str
    payments: tuple[str, ...]


def by_periods(moved: Iterable[Moved]) -> Callable[[Moved], int]:
    """The layer that a payment begins in: how many periods lie before its own."""
    found = sorted({one.period for one in moved}, key=lambda one: one.order)
    layers = {period: number for number, period in enumerate(found)}
    return lambda one: layers[one.period]


def by_depth(one: Moved) -> int:
    """The layer that a payment begins in: its distance from the start."""
    return one.depth


def bands(moved: Iterable[Moved], layer: Callable[[Moved], int]) -> list[Band]:
    """The payments by spots, period and currency, in that order.

    Every band leads from a layer to the next, so no way along bands returns to where it was.

    Complexity:
        O(n log n) for n payments.
    """
    found: defaultdict[tuple[Spot, Spot, Period, str], list[str]] = defaultdict(list)
    for one in moved:
        here = layer(one)
        ends = Spot(one.source, here), Spot(one.target, here + 1)
        found[(*ends, one.period, one.currency)].append(one.id)
    order = sorted(
        found,
        key=lambda it: (it[0].layer, it[0].group, it[1].group, it[2].order, it[3]),
    )
    return [Band(*key, tuple(sorted(found[key]))) for key in order]


def depths(links: Iterable[tuple[str, str]], starts: Iterable[str]) -> dict[str, int]:
    """How many payments each place lies away from the nearest start.

    Args:
        links: From, to.
        starts: Where money starts; turned round: where it ends.

    Example:
        >>> depths([("a", "b"), ("b", "a"), ("b", "c")], ["a"])
        {'a': 0, 'b': 1, 'c': 2}
    """
    onward: defaultdict[str, set[str]] = defaultdict(set)
    for here, there in links:
        onward[here].add(there)
    found = dict.fromkeys(sorted(starts), 0)
    frontier, depth = list(found), 0
    while frontier:
        depth += 1
        reached = {there for here in frontier for there in onward.get(here, ())} - found.keys()
        frontier = sorted(reached)
        found.update(dict.fromkeys(frontier, depth))
    return found


class Dated(NamedTuple):
    """A payment between two places, with the first and the last moment it may lie in."""

    id: str
    source: str
    target: str
    begin: int
    end: int

    @property
    def turned(self) -> "Dated":
        """The same, seen from its end, in time that runs back."""
        return Dated(self.id, self.target, self.source, -self.end, -self.begin)


def followed(payments: Iterable[Dated], starts: Iterable[str]) -> set[str]:
    """The payments by which money from the starts can have gone on: none before it arrived.

    Complexity:
        O(n log n) for n payments.

    Example:
        >>> late = [
        ...     Dated("1", "a", "b", 5, 6),
        ...     Dated("2", "b", "c", 0, 4),
        ...     Dated("3", "b", "d", 0, 5),
        ... ]
        >>> sorted(followed(late, ["a"]))
        ['1', '3']
    """
    onward: defaultdict[str, list[Dated]] = defaultdict(list)
    for one in payments:
        onward[one.source].append(one)
    heap = [(_EVER, place) for place in sorted(starts)]
    arrived: dict[str, int] = {}
    found: set[str] = set()
    while heap:
        moment, place = heappop(heap)
        if place in arrived:
            continue
        arrived[place] = moment
        for one in onward.get(place, ()):
            if one.end >= moment:
                found.add(one.id)
                heappush(heap, (max(one.begin, moment), one.target))
    return found


def returns(spots: Iterable[Spot]) -> Mapping[Spot, Spot]:
    """For each spot of a group behind its first one: that first one."""
    first: dict[str, Spot] = {}
    for one in sorted(spots, key=lambda it: (it.layer, it.group)):
        first.setdefault(one.group, one)
    return {one: first[one.group] for one in spots if one != first[one.group]}
