"""Ledgers unfolded in time: the network through which money can have flowed.

A node is a stretch of one ledger in which every credit comes before every debit: within it any
credit can have paid any debit. An arc is a payment, or the balance that a ledger carries from one
stretch to the next. Every flow that the capacities allow is a way in which the money can have gone,
and the money of every rule that conserves is such a flow.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from queries.tracing.book import Book, Role, State
from queries.tracing.events import Event

_LONG_AGO, _NEVER = -(2**63), 2**63


class Supply(NamedTuple):
    """Money that enters a stretch from nowhere known: an opening balance, or what is missing."""

    node: int
    place: int
    amount: int
    role: Role


@dataclass(slots=True)
class Unfolded:
    """The stretches of all ledgers.

    Attributes:
        nodes: How many there are; the first stretch of a ledger has its index among the places.
        carried: From one stretch to the next of the same ledger, with the balance carried.
        ends: For each event: the stretch that pays and the one that is paid; below 0 where an
            end has no ledger.
        last: The last stretch of each ledger.
        closing: Its closing balance.
        supplies: Opening balances and what no source explains.
    """

    nodes: int
    carried: list[tuple[int, int, int]] = field(default_factory=list)
    ends: list[tuple[int, int]] = field(default_factory=list)
    last: list[int] = field(default_factory=list)
    closing: list[int] = field(default_factory=list)
    supplies: list[Supply] = field(default_factory=list)


def in_sequence(book: Book) -> Unfolded:
    """Unfold the ledgers in the order of the book.

    Complexity:
        O(n) for n steps.
    """
    found = _begin(book)
    node, balance, paying = found.last, found.closing, [False] * book.ledgers
    for event, source, target, amount in book.steps:
        role = book.places[source].role
        if role is Role.OPENING:
            continue
        if role is Role.UNEXPLAINED:
            # It fills what is missing just before a debit, so it joins the stretch that pays.
            found.supplies.append(Supply(node[target], target, amount, role))
            balance[target] += amount
            continue
        if source == target:
            found.ends.append((-1, -1))
            continue
        if source < book.ledgers:
            balance[source] -= amount
            paying[source] = True
        out = node[source] if source < book.ledgers else -1
        if target < book.ledgers:
            if paying[target]:
                found.carried.append((node[target], found.nodes, balance[target]))
                node[target], paying[target] = found.nodes, False
                found.nodes += 1
            balance[target] += amount
        found.ends.append((out, node[target] if target < book.ledgers else -1))
        if event != len(found.ends) - 1:
            msg = "the events of a book are numbered in the order of its steps"
            raise ValueError(msg)
    return found


def in_any_order(book: Book) -> Unfolded:
    """Unfold the ledgers so that every order which the dates allow has its flows in it.

    Payments of one ledger whose dates overlap share a stretch. Orders that let a balance fall
    below zero between them are left out where the stretch as a whole does not.

    Complexity:
        O(n log n) for n steps.
    """
    found = _begin(book)
    found.ends = [(-1, -1)] * len(book.events)
    moves: defaultdict[int, list[tuple[int, int, int, int]]] = defaultdict(list)
    for step in book.steps:
        if step.event < 0 or step.source == step.target:
            continue
        first, last = _interval(book.events[step.event])
        for place, signed in ((step.source, -step.amount), (step.target, step.amount)):
            if place < book.ledgers:
                moves[place].append((first, last, step.event, signed))
    for place, listed in sorted(moves.items()):
        _stretch(found, place, listed)
    return found


def _stretch(found: Unfolded, place: int, moves: list[tuple[int, int, int, int]]) -> None:
    node, balance, paying = place, found.closing[place], False
    for group in _overlapping(moves):
        if paying and any(signed > 0 for _, _, _, signed in group):
            found.carried.append((node, found.nodes, balance))
            node, paying = found.nodes, False
            found.nodes += 1
        for _, _, event, signed in group:
            paying |= signed <= 0
            out, into = found.ends[event]
            # A payment of nothing may be either; it carries nothing.
            found.ends[event] = (out, node) if signed > 0 else (node, into)
            balance += signed
        if balance < 0:
            found.supplies.append(Supply(node, place, -balance, Role.UNEXPLAINED))
            balance = 0
    found.last[place], found.closing[place] = node, balance


def _overlapping(
    moves: Iterable[tuple[int, int, int, int]],
) -> list[list[tuple[int, int, int, int]]]:
    """Moves whose intervals hang together, in time order."""
    groups: list[list[tuple[int, int, int, int]]] = []
    until = _LONG_AGO - 1
    for move in sorted(moves):
        if move[0] > until:
            groups.append([])
        groups[-1].append(move)
        until = max(until, move[1])
    return groups


def _interval(event: Event) -> tuple[int, int]:
    return (
        _LONG_AGO if event.first is None else event.first,
        _NEVER if event.last is None else event.last,
    )


def _begin(book: Book) -> Unfolded:
    """The first stretches, opened with the most that the opening balances can have been.

    More money of an unknown opening only adds ways for other money to go: the most gives the
    widest bounds. Beyond the sum of all debits more of it changes nothing.
    """
    found = Unfolded(book.ledgers, last=list(range(book.ledgers)))
    debits = [0] * len(book.places)
    least = [0] * len(book.places)
    for _, source, target, amount in book.steps:
        if book.places[source].role is Role.OPENING:
            least[target] = amount
        if source != target:
            debits[source] += amount
    for place, opening in enumerate(book.openings):
        most = opening.amount or 0
        if opening.state is State.UNKNOWN:
            most = debits[place] if opening.amount is None else max(opening.amount, least[place])
        if most:
            found.supplies.append(Supply(place, place, most, Role.OPENING))
        found.closing.append(most)
    return found
