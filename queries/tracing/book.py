"""A book: the ledgers of all accounts as one sequence of steps, and what does not add up in it."""

from bisect import bisect_left
from dataclasses import dataclass, field
from enum import StrEnum
from operator import attrgetter
from typing import NamedTuple

from graph.errors import NotFound
from queries.tracing.day_order import Order, Vague
from queries.tracing.events import Event, Purse, Why


class State(StrEnum):
    """What is known of the balance with which a ledger opens."""

    KNOWN = "known"
    ZERO = "zero"
    UNKNOWN = "unknown"


class Opening(NamedTuple):
    """The balance with which a ledger opens.

    Attributes:
        state: Known, taken as zero, or unknown.
        amount: Where known the balance, where unknown the most it can have been (none: no
            limit); minor units.
    """

    state: State
    amount: int | None = None


ZERO = Opening(State.ZERO)
UNKNOWN = Opening(State.UNKNOWN)


class Role(StrEnum):
    """What stands at an end of a step."""

    LEDGER = "ledger"
    OUTSIDE = "outside"
    NOBODY = "nobody"
    OPENING = "opening"
    UNEXPLAINED = "unexplained"
    CLOSING = "closing"


class Place(NamedTuple):
    """An end of a step: a ledger, a party without one, nobody named, or where balances begin."""

    role: Role
    purse: Purse


class Step(NamedTuple):
    """Money that moves from one place to another.

    Attributes:
        event: Index in `Book.events`; below 0 where no payment moved it: an opening balance, or
            money that no source explains.
        source: Index in `Book.places`.
        target: The same.
        amount: Minor units.
    """

    event: int
    source: int
    target: int
    amount: int


class Aside(NamedTuple):
    """An event that is in no balance.

    Attributes:
        event: The event.
        why: What is missing.
        begin: How many steps are over when it can have happened first.
        end: How many are over when it can have happened last.
    """

    event: Event
    why: Why
    begin: int
    end: int


class Kind(StrEnum):
    """What a ledger has to say about itself."""

    BELOW_ZERO = "below_zero"
    DEBITS_OVER_CREDITS = "debits_over_credits"
    LEAST_OPENING = "least_opening"
    OVER_CAP = "over_cap"
    SELF_TRANSFER = "self_transfer"
    REPEATED = "repeated"
    LOOP = "loop"
    UNSTATED_CURRENCY = "unstated_currency"
    VAGUE = "vague"


class Finding(NamedTuple):
    """Something that does not add up or was decided by a policy.

    Attributes:
        kind: Which of the cases it is.
        events: Ids of the payments that show it.
        purse: Whose ledger it is; none where several are concerned.
        amount: How much is missing at that moment (below_zero), at the end
            (debits_over_credits), at the beginning (least_opening), or beyond the most that the
            opening balance can have been (over_cap); minor units.
    """

    kind: Kind
    events: tuple[str, ...]
    purse: Purse | None = None
    amount: int | None = None


@dataclass(slots=True)
class Book:
    """All ledgers together, as one sequence of steps in time order.

    Attributes:
        places: Every end of a step; the ledgers come first, in the order of their purses.
        ledgers: How many of them are ledgers.
        steps: In time order. No ledger ever pays more than it has: what would be missing comes
            in a step before.
        events: What the steps refer to, in time order.
        aside: What is in no balance, by id.
        openings: Of each ledger, as it was told or left unknown.
        findings: What does not add up or was decided by a policy.
        order: The policy within a day.
        vague: Where payments with a vague date stand.
    """

    order: Order
    vague: Vague
    places: list[Place] = field(default_factory=list)
    ledgers: int = 0
    steps: list[Step] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    aside: list[Aside] = field(default_factory=list)
    openings: list[Opening] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def ledger(self, purse: Purse) -> int:
        """The index of a ledger among the places.

        Raises:
            NotFound: If no payment touches the purse, or it is one without a ledger.
        """
        index = bisect_left(self.places, purse, hi=self.ledgers, key=attrgetter("purse"))
        if index == self.ledgers or self.places[index].purse != purse:
            raise NotFound("ledger", f"{purse.account} in {purse.currency}")
        return index
