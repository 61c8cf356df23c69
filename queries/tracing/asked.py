"""What a trace asks about, and the sequence of steps that it runs through, forward or back."""

from collections.abc import Mapping
from typing import NamedTuple, cast

from graph.errors import BadRequest, NotFound
from queries.tracing.book import Book, Place, Role, Step
from queries.tracing.events import UNSTATED, Event, Purse, Why

# Payments by id, or balances by purse: the opening one forward, the closing one back. Each with
# how much of it is asked about, in minor units; none: all of it.
Asked = Mapping[str, int | None] | Mapping[Purse, int | None] | Mapping[str | Purse, int | None]


class Watch(NamedTuple):
    """An event that may have carried money where no rule follows.

    Attributes:
        begin: How many steps are taken when it can have happened first, in this course.
        end: How many are taken when it can have happened last.
        event: The event.
        why: Why no rule follows.
        purses: The ledgers whose money it may have been.
    """

    begin: int
    end: int
    event: Event
    why: Why
    purses: tuple[int, ...]


class Course(NamedTuple):
    """The steps of a trace in the order in which it takes them.

    Attributes:
        steps: Back in time the ends of each step are exchanged, and closing balances come first.
        places: Those of the book, and the closing balances.
        starts: Where asked money enters: the step, its origin and how much.
        origins: What each origin is, from 1; before them none, for all other money.
        watches: In the order in which they begin.
        refused: What was asked about and is in no balance, so that no rule starts there.
    """

    steps: list[Step]
    places: list[Place]
    starts: dict[int, tuple[int, int]]
    origins: tuple[str | Purse | None, ...]
    watches: list[Watch]
    refused: dict[str, Why]


def course_of(book: Book, asked: Asked, *, back: bool = False) -> Course:
    """Lay out a trace.

    Args:
        book: The ledgers.
        asked: What is asked about.
        back: Whether the question is where the money came from.

    Returns:
        The course; it does not depend on the order of `asked`.

    Raises:
        NotFound: If there is no such payment or ledger.
        BadRequest: If more of a payment is asked about than was paid, or a transfer to oneself.

    Complexity:
        O(n) for n steps.
    """
    parts: dict[str | Purse, int | None] = dict(cast("Mapping[str | Purse, int | None]", asked))
    steps, places, lead = book.steps, list(book.places), 0
    if back:
        steps, places, lead = _turned(book)
    origins = sorted(parts, key=lambda one: (isinstance(one, Purse), one))
    wanted = {one: number for number, one in enumerate(origins, 1)}
    found: dict[int, tuple[int, int]] = {}
    refused = {one.event.id: one.why for one in book.aside if one.event.id in parts}
    first = Role.CLOSING if back else Role.OPENING
    named = {place: one.id for place, one in enumerate(book.events) if one.id in wanted}
    for number, step in enumerate(steps):
        key: str | Purse
        if step.event in named:
            key = named[step.event]
        elif step.event < 0 and places[step.source].role is first:
            key = places[step.source].purse
        else:
            continue
        if key in wanted:
            found[number] = (wanted[key], _part(key, step, parts[key]))
    started = {number for number, _ in found.values()}
    for name, number in wanted.items():
        if number not in started and name not in refused:
            raise NotFound(*_called(name, first))
    watches = _watches(book, lead, back=back)
    return Course(steps, places, found, (None, *origins), watches, refused)


def _turned(book: Book) -> tuple[list[Step], list[Place], int]:
    """The steps from the last to the first, and how many closing balances stand before them."""
    places = list(book.places)
    balances = [0] * len(places)
    for _, source, target, amount in book.steps:
        balances[source] -= amount
        balances[target] += amount
    steps = []
    for place, balance in enumerate(balances[: book.ledgers]):
        if balance:
            places.append(Place(Role.CLOSING, places[place].purse))
            steps.append(Step(-1, len(places) - 1, place, balance))
    lead = len(steps)
    turned = ((event, target, source, amount) for event, source, target, amount in book.steps[::-1])
    steps += [Step(*one) for one in turned]
    return steps, places, lead


def _part(key: str | Purse, step: Step, part: int | None) -> int:
    if step.source == step.target:
        raise BadRequest("asked", f"{key!r} is a transfer to oneself: it moves nothing")
    if part is not None and not 0 <= part <= step.amount:
        raise BadRequest("asked", f"{part} of {key!r}, which is {step.amount} minor units")
    return step.amount if part is None else part


def _called(one: str | Purse, role: Role) -> tuple[str, str]:
    if isinstance(one, Purse):
        return f"{role} balance", f"{one.account} in {one.currency}"
    return "payment", one


def _watches(book: Book, lead: int, *, back: bool) -> list[Watch]:
    """Where money may leave the ledgers unseen: at the payer, or back in time at the payee."""
    purses: dict[str, list[int]] = {}
    for number, place in enumerate(book.places[: book.ledgers]):
        purses.setdefault(place.purse.account, []).append(number)
    total = len(book.steps)

    def watch(begin: int, end: int, event: Event, why: Why, own: int = -1) -> Watch:
        account = event.target if back else event.source
        mine = tuple(
            number
            for number in purses.get(account or "", ())
            if number != own
            if event.currency in {UNSTATED, book.places[number].purse.currency}
        )
        if back:
            begin, end = lead + total - end, lead + total - begin
        return Watch(begin, end, event, why, mine)

    found = [watch(one.begin, one.end, one.event, one.why) for one in book.aside]
    strange = {
        number for number, place in enumerate(book.places) if place.purse.currency == UNSTATED
    }
    for number, step in enumerate(book.steps) if strange else ():
        # Money of another purse may have gone by a payment in a currency that is not stated.
        own = step.target if back else step.source
        purse = book.places[own].purse
        if step.event >= 0 and own in strange and step.source != step.target:
            event = book.events[step.event]
            if len(purses.get(purse.account, ())) > 1:
                found.append(watch(number, number, event, Why.UNSTATED_CURRENCY, own))
    found = [one for one in found if one.purses]
    return sorted(found, key=lambda one: (one.begin, one.event.id))
