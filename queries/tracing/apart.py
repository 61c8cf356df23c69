"""Rules that stand apart: they do not conserve, or have no way on from the account they begin in.

Their sums are never added up, nor compared with those of the rules that conserve.
"""

from collections import Counter, defaultdict
from typing import NamedTuple

from queries.tracing.asked import Asked, course_of
from queries.tracing.book import Book, Place, Role
from queries.tracing.events import Event, Purse
from queries.tracing.lots import OTHER, apportion
from queries.tracing.rules import FIFO, Rule
from queries.tracing.trace import Run
from queries.tracing.traced import Sums


class Share(NamedTuple):
    """What is left of one account, shared among those who paid in (`pari_passu_terminal`).

    Attributes:
        purse: The account that asked money was paid into.
        origins: What each origin is; origin 0 is all other money, its opening balance included.
        contributed: What was paid in, by origin; minor units.
        closing: What is left, in minor units.
        shares: What is left, by origin: in proportion to `contributed`, whole by largest remainder.
    """

    purse: Purse
    origins: tuple[str | Purse | None, ...]
    contributed: Sums
    closing: int
    shares: Sums


def pari_passu_terminal(book: Book, asked: Asked) -> list[Share]:
    """Share what is left in each account that asked money was paid into; nothing is traced on.

    Args:
        book: The ledgers.
        asked: Payments or opening balances, and how much of each.

    Returns:
        One share for each such ledger, by purse.

    Raises:
        NotFound: If there is no such payment or balance.

    Complexity:
        O(n) for n steps.
    """
    course = course_of(book, asked)
    paid_in: defaultdict[int, Counter[int]] = defaultdict(Counter)
    balances: Counter[int] = Counter()
    for number, step in enumerate(course.steps):
        if step.source == step.target:
            continue
        origin, part = course.starts.get(number, (OTHER, 0))
        paid_in[step.target][origin] += part
        paid_in[step.target][OTHER] += step.amount - part
        balances[step.target] += step.amount
        balances[step.source] -= step.amount
    shares = []
    for place in sorted(paid_in):
        contributed = {one: sums for one, sums in sorted(paid_in[place].items()) if sums}
        if place < book.ledgers and contributed.keys() - {OTHER}:
            closing = balances[place]
            parts = dict(apportion(closing, list(contributed.items())))
            purse = book.places[place].purse
            shares.append(Share(purse, course.origins, contributed, closing, parts))
    return shares


class Contact(NamedTuple):
    """Somebody whom money that once touched the asked money has reached (`poison`).

    Attributes:
        place: The ledger, or the party without one.
        first: The payment that made the contact; none where an opening balance is asked about.
        received: All that such payments brought; minor units, counted again at each account.
        paid: All that was paid on after the contact.
        held: The balance at the end, all of it; 0 where there is no ledger.
    """

    place: Place
    first: Event | None
    received: int
    paid: int
    held: int


def poison(book: Book, asked: Asked) -> list[Contact]:
    """Everybody whom any contact reaches, first contact first.

    Args:
        book: The ledgers.
        asked: Payments or opening balances; a part of one taints it whole.

    Returns:
        The contacts. Their sums are upper bounds and count the same money again and again.

    Raises:
        NotFound: If there is no such payment or balance.

    Complexity:
        O(n) for n steps.
    """
    course = course_of(book, asked)
    first: dict[int, Event | None] = {}
    received: Counter[int] = Counter()
    paid: Counter[int] = Counter()
    balances: Counter[int] = Counter()
    for number, step in enumerate(course.steps):
        if not step.amount or step.source == step.target:
            continue
        balances[step.target] += step.amount
        balances[step.source] -= step.amount
        tainted = step.source in first and step.source < book.ledgers
        if tainted:
            paid[step.source] += step.amount
        _, part = course.starts.get(number, (OTHER, 0))
        if tainted or part:
            received[step.target] += step.amount
            event = book.events[step.event] if step.event >= 0 else None
            first.setdefault(step.target, event)
    return [
        Contact(
            book.places[place],
            event,
            received[place],
            paid[place],
            balances[place] if book.places[place].role is Role.LEDGER else 0,
        )
        for place, event in first.items()
    ]


class Commingled(NamedTuple):
    """An account in which asked money lay together with other money (`facilitation`).

    Attributes:
        purse: The account.
        event: The payment after which most other money lay beside money asked about; none where
            it was so from the opening.
        asked: How much was asked about then; minor units.
        other: How much other money lay beside it then: what this rule counts.
        asked_at_end: How much of it lies there at the end.
        other_at_end: How much other money lies beside it at the end; 0 where the asked is gone.
    """

    purse: Purse
    event: Event | None
    asked: int
    other: int
    asked_at_end: int
    other_at_end: int


def facilitation(book: Book, asked: Asked, base: Rule = FIFO) -> list[Commingled]:
    """Where other money lay in one account with money asked about, and how much at most.

    Args:
        book: The ledgers.
        asked: Payments or opening balances, and how much of each.
        base: The rule that says where the asked money lies; the answer depends on it.

    Returns:
        One line for each ledger that asked money lay in, by purse. Nothing is traced on from the
        other money.

    Raises:
        NotFound: If there is no such payment or balance.

    Complexity:
        As the trace by `base`, and O(l) more at each step for l lots in the accounts it joins.
    """
    run = Run(book, base, asked)
    most: dict[int, Commingled] = {}
    touched: set[int] = set()
    while run.taken < len(run.course.steps):
        step = run.course.steps[run.taken]
        hot = run.taken in run.course.starts or step.source in touched
        run.advance()
        for place in {step.source, step.target}:
            if place >= book.ledgers or not (hot or place in touched):
                continue
            held = run.held(place)
            other = held.pop(OTHER, 0)
            tainted = sum(held.values())
            if not tainted:
                continue
            touched.add(place)
            if place not in most or other > most[place].other:
                event = book.events[step.event] if step.event >= 0 else None
                most[place] = Commingled(book.places[place].purse, event, tainted, other, 0, 0)
    ends = []
    for place in sorted(most):
        held = run.held(place)
        other = held.pop(OTHER, 0)
        tainted = sum(held.values())
        beside = other if tainted else 0
        ends.append(most[place]._replace(asked_at_end=tainted, other_at_end=beside))
    return ends
