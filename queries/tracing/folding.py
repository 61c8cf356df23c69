"""Folding: payments that several sources tell of, where they are told to be one transfer.

Two payments fold where the same parties move the same sum at the same time, each within a declared
tolerance, and two datasets tell of them: a table lists each of its transfers once, and who wrote
a case kept apart what stands apart in it. Within one dataset only what a record itself says
(`overlaps`) joins two payments. Nothing is lost: a fold names its payments, and each can be taken
out of it again.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from fractions import Fraction
from itertools import combinations
from typing import NamedTuple

from queries.tracing.events import DAY


class Tolerance(NamedTuple):
    """How far two payments may differ and still be one transfer.

    Attributes:
        days: Between their dates; 0: the intervals have a day in common.
        share: Of the larger sum, on top of what a source that says "about" has rounded away.
        holders: Whether an account and its only holder count as one party.
    """

    days: int = 1
    share: Fraction = Fraction(0)
    holders: bool = True


class Told(NamedTuple):
    """A single payment as folding sees it.

    Attributes:
        id: Of the payment.
        source: The account or holder that it left.
        target: The account or holder that it reached.
        payer: Who paid: the account, or its holder where those count as one.
        payee: Who was paid.
        currency: ISO 4217 code; with the dataset behind it where it is not stated.
        low: The least it can have been, in minor units; none: open.
        high: The most; none: open.
        slack: What may have been rounded away, in minor units.
        first: First possible moment, in milliseconds since 1970 (UTC); none: open.
        last: Last possible moment.
        datasets: Who tells of it.
        overlaps: Payments whose money it repeats or contains, as records say.
        rank: How well it is established: the smaller the better. Ends with the id.
    """

    id: str
    source: str
    target: str
    payer: str
    payee: str
    currency: str
    low: int | None
    high: int | None
    slack: int
    first: int | None
    last: int | None
    datasets: frozenset[str]
    overlaps: frozenset[str]
    rank: tuple[int, int, str]


class Folded(NamedTuple):
    """Payments that are one transfer.

    Attributes:
        payments: Their ids, the best established first.
        stated: Whether a record says so itself.
        days: How far their dates lie apart at most; 0 where intervals have a day in common.
        apart: How far their sums lie apart at most, in minor units, beyond what was rounded.
        alternatives: Other payments that would have fitted as well.
    """

    payments: tuple[str, ...]
    stated: bool = False
    days: int = 0
    apart: int = 0
    alternatives: tuple[str, ...] = ()


class _Pair(NamedTuple):
    """Two payments that fit, the better fit first."""

    unstated: bool
    gap: int
    apart: int
    one: str
    other: str

    @property
    def fit(self) -> tuple[bool, int, int]:
        """How well they fit, whichever they are."""
        return self[:3]


def fold(
    told: Iterable[Told], tolerance: Tolerance, kept_apart: Collection[str] = ()
) -> list[Folded]:
    """Which payments are one transfer.

    Args:
        told: Single payments, each once, in any order.
        tolerance: How far they may differ.
        kept_apart: Payments that fold with nothing.

    Returns:
        The folds of two or more, by their first payment. Every two payments of a fold fit each
        other; the pairs that fit best are joined first, and of equal ones those with the smallest
        ids, so that three payments told by one source and two by another make two folds.

    Complexity:
        O(n log n + p log p) for n payments and p pairs of the same parties within `days`.
    """
    groups: defaultdict[tuple[str, str, str], list[Told]] = defaultdict(list)
    for one in told:
        if one.id not in kept_apart:
            groups[one.payer, one.payee, one.currency].append(one)
    found: list[Folded] = []
    for group in groups.values():
        if len(group) > 1 and (len({one.datasets for one in group}) > 1 or _any_stated(group)):
            found += _joined(group, tolerance)
    return sorted(found)


def unfolded_overlaps(told: Iterable[Told], folds: Iterable[Folded]) -> dict[str, str]:
    """Payments that repeat or contain money of a better established one, and which one that is.

    They are no one transfer with it, but their money must not count twice.
    """
    by_id = {one.id: one for one in told}
    lead = {ident: one.payments[0] for one in folds for ident in one.payments}
    beside: defaultdict[str, set[str]] = defaultdict(set)
    for one in by_id.values():
        for other in one.overlaps & by_id.keys():
            here, there = lead.get(one.id, one.id), lead.get(other, other)
            if here != there:
                beside[here].add(there)
                beside[there].add(here)
    found: dict[str, str] = {}
    for ident in sorted(beside, key=lambda it: by_id[it].rank):
        counted = [other for other in beside[ident] - found.keys()
                   if by_id[other].rank < by_id[ident].rank]  # fmt: skip
        if counted:
            found[ident] = min(counted, key=lambda it: by_id[it].rank)
    return found


def rounded_away(amount: int) -> int:
    """Half of the last digit that is not zero: what "about" may have rounded away.

    Example:
        >>> rounded_away(5_400_000_000_00), rounded_away(1_234_50)
        (5000000000, 5)
    """
    unit = 1
    while amount and amount % (unit * 10) == 0:
        unit *= 10
    return unit // 2 if amount else 0


def _any_stated(group: Sequence[Told]) -> bool:
    ids = {one.id for one in group}
    return any(one.overlaps & ids for one in group)


def _joined(group: Sequence[Told], tolerance: Tolerance) -> Iterator[Folded]:
    by_id = {one.id: one for one in group}
    pairs = sorted(_pairs(group, tolerance))
    fitting = {frozenset((pair.one, pair.other)): pair for pair in pairs}
    inside = {one.id: [one.id] for one in group}
    for pair in pairs:
        here, there = inside[pair.one], inside[pair.other]
        if here is not there and all(
            frozenset((one, other)) in fitting for one in here for other in there
        ):
            here += there
            inside.update(dict.fromkeys(there, here))
    for members in {id(one): one for one in inside.values()}.values():
        if len(members) > 1:
            mine = [fitting[frozenset(two)] for two in combinations(members, 2)]
            yield Folded(
                tuple(sorted(members, key=lambda it: by_id[it].rank)),
                not any(pair.unstated for pair in mine),
                max(pair.gap for pair in mine),
                max(pair.apart for pair in mine),
                _alternatives(set(members), mine, pairs),
            )


def _alternatives(
    members: set[str], mine: Iterable[_Pair], pairs: Iterable[_Pair]
) -> tuple[str, ...]:
    """Payments outside that fit some member as well as another member does."""
    worst = max(pair.fit for pair in mine)
    found = {
        other
        for pair in pairs
        if pair.fit <= worst
        for one, other in ((pair.one, pair.other), (pair.other, pair.one))
        if one in members and other not in members
    }
    return tuple(sorted(found))


def _pairs(group: Sequence[Told], tolerance: Tolerance) -> Iterator[_Pair]:
    """Every two payments of the same parties that fit."""
    dated = [(one.first, one.last, one) for one in group
             if one.first is not None and one.last is not None]  # fmt: skip
    near: list[tuple[int, Told]] = []
    for first, last, one in sorted(dated):
        reach = first - (tolerance.days + 1) * DAY
        near = [other for other in near if other[0] > reach]
        for _, other in near:
            named = one.id in other.overlaps or other.id in one.overlaps
            if named or not one.datasets & other.datasets:
                pair = _pair(other, one, tolerance, named=named)
                if pair:
                    yield pair
        near.append((last, one))


def _pair(one: Told, other: Told, tolerance: Tolerance, *, named: bool) -> _Pair | None:
    if not (_same_end(one.source, other.source, one.payer)
            and _same_end(one.target, other.target, one.payee)):  # fmt: skip
        return None
    gap = _days_between(one, other)
    apart = _apart(one, other)
    larger = max(one.high or 0, other.high or 0)
    if gap is None or gap > tolerance.days or apart is None or apart > tolerance.share * larger:
        return None
    return _Pair(not named, gap, apart, *sorted((one.id, other.id)))


def _same_end(one: str, other: str, party: str) -> bool:
    """Whether two ends can be one: two accounts of one holder are two."""
    return one == other or party in {one, other}


def _days_between(one: Told, other: Told) -> int | None:
    """Days from the one interval to the other, 0 where they have a day in common."""
    if one.first is None or one.last is None or other.first is None or other.last is None:
        return None
    return max(0, other.first // DAY - one.last // DAY, one.first // DAY - other.last // DAY)


def _apart(one: Told, other: Told) -> int | None:
    """How far two sums lie apart, less what may have been rounded away; none: nothing to compare.

    A sum with an open end fits any larger or smaller one, which is no reason to fold.
    """
    if one.low is None or one.high is None or other.low is None or other.high is None:
        return None
    gap = max(0, other.low - one.high, one.low - other.high)
    return max(0, gap - one.slack - other.slack)
