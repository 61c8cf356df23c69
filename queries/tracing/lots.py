"""The money of one purse as lots, and the order in which a payment takes them.

A lot is a sum of one origin. Origin 0 is all money that was not asked about; the asked origins
count from 1. Every class here conserves: what `take` gives is what it removes, to the minor unit.
"""

from collections import Counter, deque
from collections.abc import Iterable, Sequence
from operator import itemgetter
from typing import ClassVar, NamedTuple, Protocol

OTHER = 0


class Lot(NamedTuple):
    """A sum of one origin, in minor units."""

    origin: int
    amount: int


class Lots(Protocol):
    """The money of one purse. Nobody takes more than there is, or nothing."""

    def put(self, lots: Iterable[tuple[int, int]]) -> None:
        """Receive lots, in the order in which they left."""
        ...

    def take(self, amount: int) -> Sequence[tuple[int, int]]:
        """Pay so much: the lots that leave, in the order in which they leave."""
        ...

    def held(self) -> dict[int, int]:
        """What is there, by origin."""
        ...

    def count(self) -> int:
        """How many lots there are."""
        ...


class FirstIn:
    """A queue: the oldest money leaves first. Neighbours of one origin merge."""

    __slots__ = ("_lots",)

    def __init__(self) -> None:
        self._lots: deque[tuple[int, int]] = deque()

    def put(self, lots: Iterable[tuple[int, int]]) -> None:
        """Enter the lots behind the newest."""
        mine = self._lots
        for lot in lots:
            if mine and mine[-1][0] == lot[0]:
                mine[-1] = (lot[0], mine[-1][1] + lot[1])
            else:
                mine.append(lot)

    def take(self, amount: int) -> list[tuple[int, int]]:
        """Take the oldest."""
        mine, taken = self._lots, []
        while amount:
            origin, size = mine[0]
            if size > amount:
                mine[0] = (origin, size - amount)
                taken.append((origin, amount))
                break
            taken.append(mine.popleft())
            amount -= size
        return taken

    def held(self) -> dict[int, int]:
        """What is there, by origin."""
        return _by_origin(self._lots)

    def count(self) -> int:
        """How many lots there are."""
        return len(self._lots)


class LastIn(FirstIn):
    """A stack: the newest money leaves first, and what leaves last lies on top at the payee."""

    __slots__ = ()

    def take(self, amount: int) -> list[tuple[int, int]]:
        """Take the newest."""
        mine, taken = self._lots, []
        while amount:
            origin, size = mine[-1]
            if size > amount:
                mine[-1] = (origin, size - amount)
                taken.append((origin, amount))
                break
            taken.append(mine.pop())
            amount -= size
        return taken


class Mixed:
    """A well-stirred purse: a payment takes every origin in proportion to the balance.

    The parts are whole minor units by largest remainder: each origin gives the whole part of its
    share, and the units that are left over come from the origins with the largest fractions, of
    equal fractions from the one that was asked about first. No origin is off its exact share by
    a whole unit, at any one payment.

    References:
        The method of A. Hamilton for apportioning seats, 1792.
    """

    __slots__ = ("_held", "_total")

    def __init__(self) -> None:
        self._held: dict[int, int] = {}
        self._total = 0

    def put(self, lots: Iterable[tuple[int, int]]) -> None:
        """Stir the lots in."""
        mine = self._held
        for origin, amount in lots:
            mine[origin] = mine.get(origin, 0) + amount
            self._total += amount

    def take(self, amount: int) -> list[tuple[int, int]]:
        """Take of every origin, by its share."""
        mine, total = self._held, self._total
        self._total -= amount
        if amount == total:
            self._held = {}
            return sorted(mine.items())
        if len(mine) == 1:
            (origin,) = mine
            mine[origin] -= amount
            return [(origin, amount)]
        parts = apportion(amount, sorted(mine.items()), total)
        for origin, part in parts:
            left = mine[origin] - part
            if left:
                mine[origin] = left
            else:
                del mine[origin]
        return parts

    def held(self) -> dict[int, int]:
        """What is there, by origin."""
        return dict(self._held)

    def count(self) -> int:
        """How many origins there are."""
        return len(self._held)


class Ranked:
    """Two queues, the money asked about and all other; one leaves only once the other is spent."""

    __slots__ = ("_asked", "_other", "_tainted")

    other_first: ClassVar[bool]

    def __init__(self) -> None:
        self._other = self._tainted = 0
        self._asked = FirstIn()

    def put(self, lots: Iterable[tuple[int, int]]) -> None:
        """Enter each lot in its queue."""
        for lot in lots:
            if lot[0] == OTHER:
                self._other += lot[1]
            else:
                self._tainted += lot[1]
                self._asked.put((lot,))

    def take(self, amount: int) -> list[tuple[int, int]]:
        """Empty one queue before the other; within the money asked about the oldest first."""
        other = min(amount, self._other) if self.other_first else max(amount - self._tainted, 0)
        self._other -= other
        self._tainted -= amount - other
        asked = self._asked.take(amount - other)
        if not other:
            return asked
        clean = (OTHER, other)
        return [clean, *asked] if self.other_first else [*asked, clean]

    def held(self) -> dict[int, int]:
        """What is there, by origin."""
        return ({OTHER: self._other} if self._other else {}) | self._asked.held()

    def count(self) -> int:
        """How many lots there are."""
        return bool(self._other) + self._asked.count()


class OtherFirst(Ranked):
    """The money asked about leaves last, and later credits never restore what has left."""

    __slots__ = ()

    other_first = True


class AskedFirst(Ranked):
    """The money asked about leaves first."""

    __slots__ = ()

    other_first = False


def apportion(
    amount: int, weights: Sequence[tuple[int, int]], total: int | None = None
) -> list[tuple[int, int]]:
    """Share an amount out by weight in whole units, by largest remainder.

    Args:
        amount: What is shared out.
        weights: Positive weights by key; of equal remainders the earlier one wins.
        total: Their sum, where it is known.

    Returns:
        Each key with its part, in the order given; keys without a part are left out.

    Example:
        >>> apportion(4000, [(0, 5000), (1, 2000)])
        [(0, 2857), (1, 1143)]
    """
    total = sum(weight for _, weight in weights) if total is None else total
    parts = [(key, *divmod(amount * weight, total)) for key, weight in weights]
    over = amount - sum(whole for _, whole, _ in parts)
    largest = sorted(parts, key=itemgetter(2), reverse=True)[:over]
    rounded_up = {key for key, _, _ in largest}
    shared = [(key, whole + (key in rounded_up)) for key, whole, _ in parts]
    return [one for one in shared if one[1]]


def _by_origin(lots: Iterable[tuple[int, int]]) -> dict[int, int]:
    found: Counter[int] = Counter()
    for origin, amount in lots:
        found[origin] += amount
    return dict(found)
