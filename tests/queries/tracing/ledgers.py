"""Ledgers for the tests: a short way to write payments, and random worlds of them."""

from random import Random

from queries.tracing.book import UNKNOWN, ZERO, Book, Opening, State
from queries.tracing.day_order import Order, Vague
from queries.tracing.events import DAY, Event, Nature, Purse
from queries.tracing.ledger import keep_books

DAYS = 8
ACCOUNTS = ("a", "b", "c", "d")


def pay(
    ident: str,
    source: str | None,
    target: str | None,
    amount: int | None,
    day: int = 0,
    to_day: int | None = None,
    **more: object,
) -> Event:
    """A payment in dollar cents on a day, or at some time from one day to another."""
    last = (day if to_day is None else to_day) * DAY + DAY - 1
    number = int("".join(filter(str.isdigit, ident)) or 0)
    defaults = {"currency": "USD", "locator": ("", number)}
    return Event(ident, source, target, amount=amount, first=day * DAY, last=last,
                 **(defaults | more))  # type: ignore[arg-type]  # fmt: skip


def usd(account: str) -> Purse:
    """The dollars of an account."""
    return Purse(account, "USD")


def in_turn(*payments: tuple[str, str, str, int]) -> list[Event]:
    """Payments on as many days, one after the other."""
    return [pay(*one, day=day) for day, one in enumerate(payments)]


# Credits 60 clean and 40 tainted; debit 50 to A; credit 20 clean; debit 40 to B.
WORKED = in_turn(
    ("c1", "payer", "X", 6000),
    ("c2", "source", "X", 4000),
    ("d1", "X", "A", 5000),
    ("c3", "payer", "X", 2000),
    ("d2", "X", "B", 4000),
)


def random_events(seed: int, most: int = 18, size: int = 50) -> list[Event]:
    """Payments among four accounts, the world and nobody: loops, self-transfers, vague dates."""
    r = Random(seed)
    events = []
    for number in range(r.randrange(3, most)):
        source = r.choice((*ACCOUNTS, *ACCOUNTS, "world", "world", None))
        target = r.choice((*ACCOUNTS, *ACCOUNTS, "world", None))
        day = r.randrange(DAYS)
        event = pay(f"p{number:02}", source, target, r.randrange(size), day)
        if r.random() < 0.2:
            event = event._replace(last=(day + r.randrange(4)) * DAY + DAY - 1)
        elif r.random() < 0.2:
            moment = day * DAY + r.randrange(4)
            event = event._replace(first=moment, last=moment)
        if r.random() < 0.1:
            event = event._replace(
                **r.choice(
                    (
                        {"amount": None},
                        {"first": None, "last": None},
                        {"nature": Nature.AGGREGATE},
                        {"nature": Nature.INFERRED},
                        {"currency": "XXX", "home": "table"},
                        {"last": None},
                    )
                )
            )
        events.append(event._replace(locator=("", r.randrange(most))))
    return events


def random_openings(seed: int) -> dict[Purse, Opening]:
    """Each account opens with a known balance, with nothing, or with nobody knows what."""
    r = Random(-seed)
    kinds = (ZERO, UNKNOWN, Opening(State.UNKNOWN, 30), Opening(State.KNOWN, r.randrange(60)))
    return {usd(account): r.choice(kinds) for account in ACCOUNTS}


def random_book(seed: int, size: int = 50) -> Book:
    """A book of a random world, in a random order."""
    r = Random(seed + 1)
    known = set(r.sample(ACCOUNTS, r.randrange(2, 5)))
    return keep_books(
        random_events(seed, size=size),
        known=known,
        openings=random_openings(seed),
        order=r.choice(list(Order)),
        vague=r.choice(list(Vague)),
    )


def random_asked(book: Book, seed: int) -> dict[str | Purse, int | None]:
    """Up to three payments into a ledger, whole or in part, of the first half if there are any."""
    r = Random(seed + 2)
    fit = [
        (book.events[step.event].id, step.amount)
        for step in book.steps
        if step.event >= 0 and step.source != step.target < book.ledgers
    ]
    early = fit[: max(len(fit) // 2, 1)]
    chosen = r.sample(early, min(len(early), r.randrange(1, 4)))
    return {one: r.choice((None, None, r.randint(0, amount))) for one, amount in chosen}
