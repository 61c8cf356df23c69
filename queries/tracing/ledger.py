"""Ledgers: what each account received and paid in time order, and what its balance came to.

A ledger is arithmetic on what the sources say. Where they do not add up, nothing is mended in
silence; each case has one answer, and the book lists it among its findings:

- *Balance below zero*, where the opening balance is known or zero: the row keeps its negative
  balance, and the book adds what is missing as money from an unexplained origin, at the moment
  it is needed. Later credits do not pay it back: a missing credit is likelier than a bank that
  lends, and whoever knows better states the loan as a payment.
- *Opening balance unknown*: the least one that keeps the balance from falling below zero.
- *Transfer to oneself*: a row on which the balance stays.
- *Two payments with one id*: one payment where they say the same, else a conflict.
- *A loop within a day*: the payments of the loop follow their locators.
- *Totals, inferences, payments without an exact amount or any date*: beside the ledger, not in it.
- *Currency not stated*: a purse of its own, within its dataset.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Mapping, Sequence

from graph.errors import BadRequest
from queries.tracing.book import (
    UNKNOWN,
    Aside,
    Book,
    Finding,
    Kind,
    Opening,
    Place,
    Role,
    State,
    Step,
)
from queries.tracing.day_order import Order, Post, Vague, day_of, in_order
from queries.tracing.events import (
    DAY,
    UNSTATED,
    Event,
    Purse,
    distinct,
    is_vague,
    purse_of,
    refusal,
)


def keep_books(
    events: Iterable[Event],
    *,
    known: Collection[str] | None = None,
    openings: Mapping[Purse, Opening] | None = None,
    default: Opening = UNKNOWN,
    order: Order = Order.BY_LOCATOR,
    vague: Vague = Vague.EARLIEST,
) -> Book:
    """Put payments in time order and keep the ledger of every account that they touch.

    Args:
        events: Payments in any order, each once; claims on one transfer are one event.
        known: Accounts whose payments are known, so that they have a ledger. Others are where
            known money comes from and where it ends. None: every account that is named.
        openings: Opening balances by purse.
        default: For purses that `openings` does not name.
        order: Which payment of a day comes first.
        vague: Where a payment stands whose date spans several days.

    Returns:
        The book. It is the same whatever the order of `events`.

    Raises:
        Conflict: If two different payments have one id.
        BadRequest: If an amount is negative, an opening balance too, or a date runs backwards.

    Complexity:
        O(n log n) for n events.
    """
    once, repeated = distinct(events)
    book = Book(order, vague)
    book.findings += [Finding(Kind.REPEATED, (one,)) for one in repeated]
    ends = _ends(book, once, known)
    moving = [one for one in once if refusal(one) is None]
    # A place that has no ledger binds no order, hence -1 while ordering.
    posts, loops = in_order(
        (Post(one, *(end if end < book.ledgers else -1 for end in ends[one.id])) for one in moving),
        order,
        vague,
    )
    book.findings += [Finding(Kind.LOOP, loop.events) for loop in loops]
    posts = [Post(one.event, *ends[one.event.id]) for one in posts]
    book.events = [post.event for post in posts]
    told = openings or {}
    book.openings = [told.get(place.purse, default) for place in book.places[: book.ledgers]]
    starts = _enter(book, posts, _open(book, posts))
    _set_aside(book, once, starts)
    _remark(book, posts)
    return book


def _ends(
    book: Book, events: Iterable[Event], known: Collection[str] | None
) -> dict[str, tuple[int, int]]:
    """The places between which each event moves money; the ledgers get the lowest numbers."""
    found = {}
    for event in events:
        pair = []
        for account in (event.source, event.target):
            role = Role.LEDGER if known is None or account in known else Role.OUTSIDE
            pair.append(Place(Role.NOBODY if account is None else role, purse_of(event, account)))
        found[event.id] = pair
    places = {place for pair in found.values() for place in pair}
    book.places = sorted(places, key=lambda place: (place.role is not Role.LEDGER, place))
    book.ledgers = sum(place.role is Role.LEDGER for place in places)
    index = {place: number for number, place in enumerate(book.places)}
    return {ident: (index[one], index[other]) for ident, (one, other) in found.items()}


def _add(book: Book, role: Role, purse: Purse) -> int:
    book.places.append(Place(role, purse))
    return len(book.places) - 1


def _open(book: Book, posts: Iterable[Post]) -> list[int]:
    """The first steps: opening balances. Returns the balances that they make."""
    net, low = [0] * book.ledgers, [0] * book.ledgers
    for event, source, target in posts:
        amount = event.amount or 0
        if source != target:
            if source < book.ledgers:
                net[source] -= amount
                low[source] = min(low[source], net[source])
            if target < book.ledgers:
                net[target] += amount
    balances = []
    for place, opening in enumerate(book.openings):
        purse = book.places[place].purse
        if (opening.amount or 0) < 0:
            detail = f"{purse.account!r} opens below zero: state the loan as a payment"
            raise BadRequest("openings", detail)
        least = -low[place] if opening.state is State.UNKNOWN else opening.amount or 0
        if opening.state is State.UNKNOWN and least:
            cap = least if opening.amount is None else opening.amount
            book.findings.append(Finding(Kind.LEAST_OPENING, (), purse, least))
            if least > cap:
                book.findings.append(Finding(Kind.OVER_CAP, (), purse, least - cap))
                least = cap
        if least:
            book.steps.append(Step(-1, _add(book, Role.OPENING, purse), place, least))
        balances.append(least)
    return balances


def _enter(book: Book, posts: Iterable[Post], balances: list[int]) -> list[int]:
    """The steps of the payments, each after what it lacks. Returns where each begins."""
    lacks: dict[int, int] = {}
    starts = []
    for number, (event, source, target) in enumerate(posts):
        amount = event.amount or 0
        starts.append(len(book.steps))
        if source != target:
            if source < book.ledgers:
                lack = amount - balances[source]
                if lack > 0:
                    purse = book.places[source].purse
                    if source not in lacks:
                        lacks[source] = _add(book, Role.UNEXPLAINED, purse)
                    book.steps.append(Step(-1, lacks[source], source, lack))
                    book.findings.append(Finding(Kind.BELOW_ZERO, (event.id,), purse, lack))
                balances[source] = max(balances[source] - amount, 0)
            if target < book.ledgers:
                balances[target] += amount
        book.steps.append(Step(number, source, target, amount))
    return starts


def _set_aside(book: Book, events: Iterable[Event], starts: list[int]) -> None:
    """List what is in no balance, each event with the time in which it can have happened."""
    days = [day_of(event, book.vague) for event in book.events]
    starts = [*starts, len(book.steps)]
    for event in events:
        why = refusal(event)
        if why is not None:
            first = 0 if event.first is None else bisect_left(days, event.first // DAY)
            last = len(days) if event.last is None else bisect_right(days, event.last // DAY)
            book.aside.append(Aside(event, why, starts[first], starts[last]))


def _remark(book: Book, posts: Sequence[Post]) -> None:
    """The findings that take no arithmetic on the way."""
    found = book.findings
    found += [
        Finding(Kind.SELF_TRANSFER, (post.event.id,), book.places[post.source].purse)
        for post in posts
        if post.source == post.target < book.ledgers
    ]
    found += [
        Finding(Kind.UNSTATED_CURRENCY, (), place.purse)
        for place in book.places[: book.ledgers]
        if place.purse.currency == UNSTATED
    ]
    vague = sorted(post.event.id for post in posts if is_vague(post.event))
    if vague:
        found.append(Finding(Kind.VAGUE, tuple(vague)))
    for place, net in enumerate(_net(book)):
        opening = book.openings[place]
        short = -net - (opening.amount or 0)
        if opening.state is not State.UNKNOWN and short > 0:
            found.append(Finding(Kind.DEBITS_OVER_CREDITS, (), book.places[place].purse, short))


def _net(book: Book) -> list[int]:
    """What each ledger received less what it paid, by payments alone."""
    net = [0] * len(book.places)
    for event, source, target, amount in book.steps:
        if event >= 0:
            net[source] -= amount
            net[target] += amount
    return net[: book.ledgers]
