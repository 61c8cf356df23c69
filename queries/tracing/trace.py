"""Tracing: one rule, followed payment by payment over all accounts.

What is computed is what would have become of the money *if the transfers happened as claimed*.
The trace stops where no rule may go on: at totals, inferences, payments without an exact amount,
a date or a named party. It says so, and how much had come as far as that.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence

from graph.errors import BadRequest
from queries.tracing.asked import Asked, Watch, course_of
from queries.tracing.book import Book, Role
from queries.tracing.events import Purse, Why
from queries.tracing.lots import OTHER, Lot, Lots
from queries.tracing.rules import Rule
from queries.tracing.traced import Boundary, Hop, Stop, Sums, Trace


class Run:
    """A trace under way; `advance` takes one step.

    Args:
        book: The ledgers.
        rule: A rule that conserves.
        asked: What is asked about.
        back: Whether the question is where the money came from.
    """

    def __init__(self, book: Book, rule: Rule, asked: Asked, *, back: bool = False) -> None:
        if back and not rule.reversible:
            raise BadRequest(
                "rule",
                f"{rule.name} must be told which money is tainted: ask it forward from there",
            )
        self._book, self._rule, self._back = book, rule, back
        self.course = course_of(book, asked, back=back)
        self.ledgers = book.ledgers
        # A purse that asked money never reached is a sum; it has lots only from then on.
        self._sums = [0] * book.ledgers
        self._lots: list[Lots | None] = [None] * book.ledgers
        self.entered: Counter[int] = Counter()
        self.paid: defaultdict[int, Counter[int]] = defaultdict(Counter)
        self.boundary: list[Boundary] = []
        self.taken = 0
        self._hops: list[Hop] = []
        self._touched: set[int] = set()
        # Watches that have begun, by ledger, and the most asked money seen by each of them.
        self._watched = 0
        self._watching: defaultdict[int, list[Watch]] = defaultdict(list)
        self._seen: Counter[tuple[Watch, int]] = Counter()

    def advance(self) -> None:
        """Take the next step."""
        taken, watches = self.taken, self.course.watches
        if self._watched < len(watches) and watches[self._watched].begin <= taken:
            self._begin_watches()
        number, source, target, amount = self.course.steps[taken]
        start = self.course.starts.get(taken)
        self.taken = taken + 1
        # A transfer to oneself leaves every lot where it is.
        if not amount or source == target:
            return
        ledgers = self.ledgers
        payer = self._lots[source] if source < ledgers else None
        payee = self._lots[target] if target < ledgers else None
        if payer is None and source < ledgers:
            self._sums[source] -= amount
        if payer is None and payee is None and start is None:
            if target < ledgers:
                self._sums[target] += amount
            return
        lots: Sequence[tuple[int, int]]
        lots = ((OTHER, amount),) if payer is None else payer.take(amount)
        if start:
            lots = self._start(lots, *start, number)
        # Neighbours of one origin are one lot: more than one, or one that was asked about.
        asked = len(lots) > 1 or lots[0][0] != OTHER
        if target < ledgers:
            self._put(target, payee, lots, asked=asked)
        if asked:
            self._carry(lots, number, target)

    def _put(
        self, place: int, lots: Lots | None, fresh: Sequence[tuple[int, int]], *, asked: bool
    ) -> None:
        """Receive lots; where asked money is among them, the sum that lay there is one as well."""
        if lots is None and not asked:
            self._sums[place] += fresh[0][1]
            return
        if lots is None:
            lots = self._lots[place] = self._rule.lots()
            if self._sums[place]:
                lots.put(((OTHER, self._sums[place]),))
        lots.put(fresh)

    def held(self, place: int) -> Sums:
        """What lies in a ledger now, by origin."""
        lots = self._lots[place]
        if lots is not None:
            return lots.held()
        return {OTHER: self._sums[place]} if self._sums[place] else {}

    def _start(
        self, lots: Sequence[tuple[int, int]], origin: int, part: int, number: int
    ) -> list[tuple[int, int]]:
        """The first part of a payment becomes money of its own; the rest stays what it was."""
        self.entered[origin] += part
        found = [(origin, part)] if part else []
        for kind, amount in lots:
            replaced = min(part, amount)
            part -= replaced
            if kind != OTHER and replaced:
                event = self._book.events[number]
                self.boundary.append(Boundary(event, Why.STARTS_AGAIN, Lot(kind, replaced)))
            if amount > replaced:
                found.append((kind, amount - replaced))
        return found

    def _carry(self, lots: Sequence[tuple[int, int]], number: int, target: int) -> None:
        """Keep in mind what was carried and where it arrived."""
        if number >= 0:
            self._hops.append(Hop(self._book.events[number], tuple(Lot(*lot) for lot in lots)))
        if target < self._book.ledgers:
            self._touched.add(target)
            if target in self._watching:
                self._look(target)
            return
        nobody = self.course.places[target].role is Role.NOBODY
        for lot in lots:
            if lot[0] == OTHER:
                continue
            if nobody:
                event = self._book.events[number]
                self.boundary.append(Boundary(event, Why.UNKNOWN_PARTY, Lot(*lot)))
            else:
                self.paid[target][lot[0]] += lot[1]

    def _begin_watches(self) -> None:
        """Look out for events that can have happened from now on."""
        watches = self.course.watches
        while self._watched < len(watches) and watches[self._watched].begin <= self.taken:
            watch = watches[self._watched]
            self._watched += 1
            for place in watch.purses:
                self._watching[place].append(watch)
                if place in self._touched:
                    self._look(place)

    def _look(self, place: int) -> None:
        """Note how much asked money lies where it may go by events that no rule follows."""
        still = [one for one in self._watching.pop(place) if one.end >= self.taken]
        asked = sum(self._asked(place).values())
        for watch in still:
            self._seen[watch, place] = max(self._seen[watch, place], asked)
        if still:
            self._watching[place] = still

    def _asked(self, place: int) -> Sums:
        held = self.held(place)
        held.pop(OTHER, None)
        return held

    def finish(self) -> Trace:
        """Take all steps that are left, and sum up."""
        while self.taken < len(self.course.steps):
            self.advance()
        self._begin_watches()
        places, touched = self.course.places, sorted(self._touched)
        beyond: Counter[Purse] = Counter()
        for event, source, target, amount in self._book.steps:
            if event < 0 and target in self._touched and places[source].role is Role.UNEXPLAINED:
                beyond[places[target].purse] += amount
        stops = [
            Stop(watch.event, watch.why, places[place].purse, asked)
            for (watch, place), asked in self._seen.items()
            if asked
        ]
        return Trace(
            self._rule,
            self._back,
            self.course.origins,
            dict(self.entered),
            {places[one].purse: self.held(one) for one in touched if self._asked(one)},
            {places[one]: dict(sums) for one, sums in sorted(self.paid.items())},
            tuple(self.boundary),
            tuple(self._hops),
            tuple(sorted(stops, key=lambda stop: (stop.event.id, stop.purse))),
            self.course.refused,
            dict(beyond),
            sum(
                bool(left) if lots is None else lots.count()
                for lots, left in zip(self._lots, self._sums, strict=True)
            ),
        )


def trace(book: Book, rule: Rule, asked: Asked, *, back: bool = False) -> Trace:
    """Follow money through the ledgers by one rule.

    Args:
        book: The ledgers, in the order of one policy.
        rule: One of `RULES`.
        asked: Payments by id, or the balances of purses (the opening one forward, the closing one
            back), each with how much of it, in minor units; none: all.
        back: Ask where the money came from. The same rule runs against time with payers and payees
            exchanged. For `fifo` and `lifo` that matches every unit as the way forward does, for
            `pro_rata` up to rounding: a well-stirred account looks the same both ways.

    Returns:
        What became of it.

    Raises:
        NotFound: If there is no such payment or balance.
        BadRequest: If a rule that has no way back is asked for it, or too much of a payment.

    Complexity:
        O(n + l) for n steps and l lots moved: `fifo` and `lifo` split at most one lot a step, and
        a payment may carry many; `pro_rata` O(n o) for o origins.

    Example:
        Of 60 and then 40 that came into X, 50 are paid to A. Of the 40:

        >>> from queries.tracing.book import ZERO
        >>> from queries.tracing.events import Event
        >>> from queries.tracing.ledger import keep_books
        >>> from queries.tracing.rules import RULES
        >>> days = [("1", "P", "X", 60), ("2", "Q", "X", 40), ("3", "X", "A", 50)]
        >>> events = [Event(*ends, "USD", sum_, day) for day, (*ends, sum_) in enumerate(days)]
        >>> book = keep_books(events, known={"X"}, default=ZERO)
        >>> for name, rule in RULES.items():
        ...     print(name, [sums[1] for sums in trace(book, rule, {"2": None}).paid.values()])
        fifo []
        lifo [40]
        pro_rata [20]
        libr []
        taint_first [40]
    """
    return Run(book, rule, asked, back=back).finish()
