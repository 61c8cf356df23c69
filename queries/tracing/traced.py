"""What a trace finds: hops, where it stops, and what became of the money."""

from dataclasses import dataclass
from typing import NamedTuple

from queries.tracing.book import Place
from queries.tracing.events import Event, Purse, Why
from queries.tracing.lots import Lot
from queries.tracing.rules import Rule

# Sums in minor units by origin, see `Trace.origins`.
Sums = dict[int, int]


class Hop(NamedTuple):
    """A payment that carried money which was asked about.

    Attributes:
        event: The payment; its standing is that of its record.
        lots: What it was made of, in the order in which it left; origin 0 is other money.
    """

    event: Event
    lots: tuple[Lot, ...]


class Boundary(NamedTuple):
    """Money that left what is known.

    Attributes:
        event: The payment by which it left.
        why: Why it is not followed.
        lot: What left, of one origin.
    """

    event: Event
    why: Why
    lot: Lot


class Stop(NamedTuple):
    """An event by which money may have gone on, though no rule follows.

    Attributes:
        event: The event.
        why: Why no rule follows.
        purse: Where the money lay.
        asked: How much money that was asked about lay there at most, while it can have happened;
            minor units.
    """

    event: Event
    why: Why
    purse: Purse
    asked: int


@dataclass(frozen=True, slots=True)
class Trace:
    """Where the money went, or came from, by one rule.

    At every moment, for every origin: entered = held + paid + boundary.

    Attributes:
        rule: The rule.
        back: Whether it asks where money came from.
        origins: What each origin is: a payment or a balance; origin 0 is other money.
        entered: How much was asked about and reached a place where a rule can start.
        held: What lies in each ledger that holds money asked about, other money included.
        paid: What reached the places where the known ledgers end: parties without a ledger; back
            in time also opening balances and money that no source explains.
        boundary: What left the known ledgers without reaching a named end.
        hops: The payments that carried it, in the order of the trace.
        stops: Where it may have gone on unseen.
        not_started: Payments that were asked about though no rule can start there, and why.
        unexplained: For each ledger that it passed: what was paid beyond any known balance.
        lots: How many lots there are at the end.
    """

    rule: Rule
    back: bool
    origins: tuple[str | Purse | None, ...]
    entered: Sums
    held: dict[Purse, Sums]
    paid: dict[Place, Sums]
    boundary: tuple[Boundary, ...]
    hops: tuple[Hop, ...]
    stops: tuple[Stop, ...]
    not_started: dict[str, Why]
    unexplained: dict[Purse, int]
    lots: int
