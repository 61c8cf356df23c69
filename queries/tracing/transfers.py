"""Payments as routes see them, what is asked of a route, and what is not certain about one."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from typing import NamedTuple

# Before all dates and after all: where a payment has no first or no last possible moment.
EVER, NEVER = -(2**63), 2**63


class Transfer(NamedTuple):
    """A payment that a route may take.

    Attributes:
        id: Of the payment.
        source: The account, or the holder, that it left.
        target: The account, or the holder, that it reached.
        first: First possible moment, in milliseconds since 1970 (UTC); none: open.
        last: Last possible moment; none: open.
        amount: Minor units; none where unknown. An unknown amount may be passed.
        currency: ISO 4217 code. Amounts of different currencies are never compared.
        weight: What it costs where the evidence is the objective; adds up, never negative.
    """

    id: str
    source: str
    target: str
    first: int | None
    last: int | None
    amount: int | None = None
    currency: str = "XXX"
    weight: int = 0

    @property
    def begin(self) -> int:
        """First possible moment, as a number in every case."""
        return EVER if self.first is None else self.first

    @property
    def end(self) -> int:
        """Last possible moment, as a number in every case."""
        return NEVER if self.last is None else self.last


class Objective(StrEnum):
    """What makes a route better: ties go to fewer hops, then to the ids, by code point.

    `earliest` is the earliest possible arrival, of certain routes the day by which it is sure;
    a route without any date can have arrived at any time. `widest` is the largest bottleneck;
    a route with an unknown amount has an unknown one and comes last.
    """

    EARLIEST = "earliest"
    HOPS = "hops"
    EVIDENCE = "evidence"
    WIDEST = "widest"


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked of a route.

    Attributes:
        objective: What makes it better.
        certain: Take certain routes alone: those that hold whatever the vague dates turn out to
            be. Otherwise possible ones too.
        max_hops: Longer routes do not count.
        max_dwell: How long money may lie between two payments, in milliseconds; none: no limit.
        min_carry: Which share of what came in a payment must pass on at least, so that 5 do not
            carry 5,000 on; none: any. Where one of the two amounts is unknown, or in another
            currency, it does not bind.
        after: No payment earlier than this moment; milliseconds since 1970 (UTC).
        before: No payment later than this moment.
        holders: Whose each account is: a holder's accounts count as one place.
        closed: Accounts and holders that are never passed.
    """

    objective: Objective = Objective.EARLIEST
    certain: bool = False
    max_hops: int = 6
    max_dwell: int | None = None
    min_carry: Fraction | None = None
    after: int | None = None
    before: int | None = None
    holders: Mapping[str, str] = field(default_factory=dict)
    closed: Collection[str] = ()

    def place(self, account: str) -> str:
        """Where an account counts: at its holder, if one is known."""
        return self.holders.get(account, account)

    def carries(self, earlier: Transfer, later: Transfer) -> bool:
        """Whether a payment passes on enough of the one before."""
        if (
            self.min_carry is None
            or earlier.amount is None
            or later.amount is None
            or earlier.currency != later.currency
        ):
            return True
        share = self.min_carry
        return later.amount * share.denominator >= earlier.amount * share.numerator


class Reason(StrEnum):
    """What is not certain about a route."""

    ORDER = "order"
    DWELL = "dwell"
    WINDOW = "window"


class Doubt(NamedTuple):
    """A place where a route is possible, but not for every choice of its dates.

    Attributes:
        reason: The order of two payments, the time between them, or the asked window.
        transfers: Ids of the two payments, or of the one that may lie outside the window.
        decides: The one of them whose date is vaguest, so that knowing it helps most.
    """

    reason: Reason
    transfers: tuple[str, ...]
    decides: str


def doubts_of(route: tuple[Transfer, ...], wish: Wish) -> tuple[Doubt, ...]:
    """What is not certain about a route; nothing where it holds for every choice of its dates.

    Each date is free within its interval, whatever the others are, so it is enough to look at
    neighbours.
    """
    found = [
        Doubt(Reason.WINDOW, (one.id,), one.id)
        for one in route
        if (wish.after is not None and one.begin < wish.after)
        or (wish.before is not None and one.end > wish.before)
    ]
    for one, other in pairwise(route):
        pair = (one.id, other.id)
        vaguest = max((one, other), key=lambda it: it.end - it.begin).id
        if one.end > other.begin:
            found.append(Doubt(Reason.ORDER, pair, vaguest))
        if wish.max_dwell is not None and other.end - one.begin > wish.max_dwell:
            found.append(Doubt(Reason.DWELL, pair, vaguest))
    return tuple(found)


def arrival_of(route: tuple[Transfer, ...], wish: Wish) -> tuple[int, int] | None:
    """The first and the last moment at which the money can have arrived; none: at no time.

    The moments of each payment that fit those before it are an interval: from the latest of the
    first possible moments up to now, to its own last one, or as far as the money may lie.
    """
    after = EVER if wish.after is None else wish.after
    before = NEVER if wish.before is None else wish.before
    low, high = EVER, NEVER
    for number, one in enumerate(route):
        if number and wish.max_dwell is not None and high < NEVER:
            high += wish.max_dwell
        else:
            high = NEVER
        low, high = max(low, one.begin, after), min(high, one.end, before)
        if low > high:
            return None
    return low, high
