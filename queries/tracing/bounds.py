"""What can and what must be of the money asked about, whatever the rule.

Every rule that conserves lies between the two: `must` is what no way of matching debits with
credits can avoid, `could` the most that some way allows. Both are attained, so they say exactly
how much is a question of law and how much of arithmetic.
"""

from collections import Counter
from collections.abc import Collection, Iterable
from typing import NamedTuple

from graph.errors import BadRequest, NotFound
from queries.tracing.asked import Asked, course_of
from queries.tracing.book import Book, Role, State
from queries.tracing.events import WORDS, Purse
from queries.tracing.max_flow import Network
from queries.tracing.unfolded import Unfolded, in_any_order, in_sequence


class Bounds(NamedTuple):
    """How much of a payment or a balance is money asked about, in minor units.

    Attributes:
        amount: Of the payment or balance; none for a balance whose opening is unknown.
        must: At least so much.
        could: At most so much.
    """

    amount: int | None
    must: int
    could: int


class Entry(NamedTuple):
    """How much is asked about of each event, by its number, and of each opening balance."""

    events: dict[int, int]
    openings: dict[int, int]


Arcs = list[tuple[int, int, int]]


def bounds(
    book: Book,
    asked: Asked,
    target: str | Purse,
    *,
    suspect: Collection[Purse] = (),
    any_order: bool = False,
) -> Bounds:
    """What can and what must have reached a payment, or lie in an account at the end.

    `could` is the greatest flow from the asked money to the target. `must` is the amount less
    the greatest flow from all other money: since each payment is paid in full, what the other
    money cannot cover is asked money. An unknown opening balance is as large as it can be, which
    makes the bounds as wide as they are.

    Args:
        book: The ledgers, in the order of one policy.
        asked: Payments or opening balances, and how much of each.
        target: A payment by id, or a purse: its closing balance.
        suspect: Purses of which the user says that their opening balances, and what no source
            explains, may be asked money too. For `could` it counts as such; unexplained money
            does so too once asked money can have been there before. For `must` it never does.
        any_order: Cover every order that the dates allow, vague dates included, rather than the
            order of the book. Never narrower; the ends may then not be attained.

    Returns:
        The bounds.

    Raises:
        NotFound: If there is no such payment, balance or ledger.
        BadRequest: If no rule runs across the target, or it is a transfer to oneself.

    Complexity:
        Two greatest flows through at most 2n arcs for n steps.

    References:
        L. R. Ford and D. R. Fulkerson, Maximal flow through a network, Canadian Journal of
        Mathematics 8, 1956.
    """
    unfolded = in_any_order(book) if any_order else in_sequence(book)
    entry = _entry(book, asked)
    node, amount, part = _target(book, unfolded, target, entry)
    if node < 0:
        # Its payer has no ledger: what was asked about of it is all there is to know.
        return Bounds(amount, part, part)
    skipped = target if isinstance(target, str) else ""
    arcs, tainted, other = _money(book, unfolded, entry, skipped)
    could = part + _flow(
        unfolded.nodes,
        arcs,
        tainted + _doubtful(book, unfolded, entry, suspect, _reached(arcs, tainted)),
        node,
        amount - part,
    )
    must = amount - _flow(unfolded.nodes, arcs, other, node, amount - part)
    open_end = isinstance(target, Purse) and (
        book.openings[book.ledger(target)].state is State.UNKNOWN
    )
    return Bounds(None if open_end else amount, must, could)


def bounds_over(
    books: Iterable[Book],
    asked: Asked,
    target: str | Purse,
    *,
    suspect: Collection[Purse] = (),
) -> Bounds:
    """The bounds that hold in each of several orders: the least `must`, the greatest `could`.

    Args:
        books: The same payments in different orders, such as credits first and debits first.
        asked: Payments or opening balances, and how much of each.
        target: A payment by id, or a purse.
        suspect: As for `bounds`.

    Returns:
        The union of the bounds.

    Raises:
        NotFound: If there is no such payment, balance or ledger.
        BadRequest: If no rule runs across the target.
    """
    found = [bounds(book, asked, target, suspect=suspect) for book in books]
    amounts = {one.amount for one in found}
    return Bounds(
        amounts.pop() if len(amounts) == 1 else None,
        min(one.must for one in found),
        max(one.could for one in found),
    )


def _entry(book: Book, asked: Asked) -> Entry:
    course = course_of(book, asked)
    entry = Entry({}, {})
    for number, (_, part) in course.starts.items():
        step = book.steps[number]
        if step.event >= 0:
            entry.events[step.event] = part
        else:
            entry.openings[step.target] = part
    return entry


def _target(
    book: Book, unfolded: Unfolded, target: str | Purse, entry: Entry
) -> tuple[int, int, int]:
    """The stretch that pays or holds the target, its amount, and how much of it was asked for."""
    if isinstance(target, Purse):
        place = book.ledger(target)
        return unfolded.last[place], unfolded.closing[place], 0
    for aside in book.aside:
        if aside.event.id == target:
            raise BadRequest("target", f"{target!r}: {WORDS[aside.why]}")
    for step in book.steps:
        if step.event >= 0 and book.events[step.event].id == target:
            if step.source == step.target:
                raise BadRequest("target", f"{target!r} is a transfer to oneself")
            return unfolded.ends[step.event][0], step.amount, entry.events.get(step.event, 0)
    raise NotFound("payment", target)


def _money(
    book: Book, unfolded: Unfolded, entry: Entry, skipped: str
) -> tuple[Arcs, Counter[int], Counter[int]]:
    """The arcs between stretches, where asked money enters them, and where all other does."""
    arcs = list(unfolded.carried)
    tainted: Counter[int] = Counter()
    other: Counter[int] = Counter()
    for number, (out, into) in enumerate(unfolded.ends):
        event = book.events[number]
        if into < 0 or event.id == skipped:
            continue
        part = entry.events.get(number, 0)
        rest = (event.amount or 0) - part
        tainted[into] += part
        if out < 0:
            other[into] += rest
        else:
            arcs.append((out, into, rest))
    for supply in unfolded.supplies:
        part = entry.openings.get(supply.place, 0) if supply.role is Role.OPENING else 0
        tainted[supply.node] += part
        other[supply.node] += supply.amount - part
    return arcs, tainted, other


def _reached(arcs: Arcs, tainted: Counter[int]) -> set[int]:
    """The stretches in which asked money can have been, or which come after them."""
    onward: dict[int, list[int]] = {}
    for source, target, _ in arcs:
        onward.setdefault(source, []).append(target)
    found = {node for node, amount in tainted.items() if amount}
    queue = list(found)
    while queue:
        fresh = [node for node in onward.get(queue.pop(), ()) if node not in found]
        found.update(fresh)
        queue += fresh
    return found


def _doubtful(
    book: Book,
    unfolded: Unfolded,
    entry: Entry,
    suspect: Collection[Purse],
    reached: Collection[int],
) -> Counter[int]:
    """Money of no known origin that may be asked money all the same."""
    found: Counter[int] = Counter()
    for supply in unfolded.supplies:
        opening = supply.role is Role.OPENING
        if book.places[supply.place].purse in suspect or (not opening and supply.node in reached):
            part = entry.openings.get(supply.place, 0) if opening else 0
            found[supply.node] += supply.amount - part
    return found


def _flow(nodes: int, arcs: Arcs, supplies: Counter[int], node: int, room: int) -> int:
    """The greatest flow from the supplies to a stretch, at most `room`."""
    network = Network(nodes + 2)
    source, sink = nodes, nodes + 1
    for one, other, capacity in arcs:
        if capacity:
            network.join(one, other, capacity)
    for entry, amount in supplies.items():
        if amount:
            network.join(source, entry, amount)
    network.join(node, sink, room)
    return network.flow(source, sink)
