"""Shapes of transfers: the shortest chain, the circle of three, many into one and out by card."""

from collections import defaultdict
from collections.abc import Collection
from decimal import Decimal

from benchmarks.finbench.reading import Bank, Move, newest, window_of
from benchmarks.finbench.simple import Parameters, Rows
from graph.traversal import Direction

MORE_THAN = 3


def tcr3(bank: Bank, given: Parameters) -> Rows:
    """How many transfers the shortest chain between two accounts has, however long; -1: none.

    Their moments need not follow each other. Both ends are searched from, the smaller frontier
    first, so that the frontiers stay small.
    """
    source, target, window = given["id1"], given["id2"], window_of(given)
    if source == target:
        return [[0]]
    sides = {Direction.OUT: {source}, Direction.IN: {target}}
    seen = {Direction.OUT: {source}, Direction.IN: {target}}
    length = 0
    while all(sides.values()):
        way = min(sides, key=lambda one: len(sides[one]))
        other = Direction.IN if way is Direction.OUT else Direction.OUT
        length += 1
        found = bank.transfers(sides[way], way, window)
        sides[way] = {move.other for some in found.values() for move in some} - seen[way]
        seen[way] |= sides[way]
        if sides[way] & seen[other]:
            return [[length]]
    return [[-1]]


def tcr4(bank: Bank, given: Parameters) -> Rows:
    """The accounts that close a circle: the first paid the second, which paid on, which paid back.

    Returns:
        Account, then number, sum and largest of what it paid the first, and of what the second
        paid it: largest sums first, then by number. Empty where the first did not pay the second.
    """
    first, second, window = given["id1"], given["id2"], window_of(given)
    paid = bank.transfers([first], Direction.OUT, window).get(first, ())
    if not any(one.other == second for one in paid):
        return []
    # The middle of the circle, which the second paid, and which paid the first.
    onward = _by_other(bank.transfers([second], Direction.OUT, window).get(second, ()))
    back = _by_other(bank.transfers([first], Direction.IN, window).get(first, ()))
    rows = [
        [other, *(what for some in (back[other], onward[other])
                  for what in (len(some), sum(some), max(some)))]
        for other in onward.keys() & back.keys()
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (-row[2], -row[5], row[0]))


def tcr6(bank: Bank, given: Parameters) -> Rows:
    """The accounts that many paid and that withdrew to a card.

    Returns:
        Account, sum of the transfers into it above the first threshold, of which there are more
        than three, sum of its withdrawals to the card above the second: the largest sum of
        withdrawals first, then by number.
    """
    card, window, limit = given["id"], window_of(given), given["truncationLimit"]
    out: defaultdict[int, Decimal] = defaultdict(Decimal)
    for one in newest(bank.withdrawals([card], Direction.IN).get(card, ()), limit):
        if window.holds(one.at) and one.amount > given["threshold2"]:
            out[one.other] += one.amount
    rows = []
    for account, moves in bank.transfers(out, Direction.IN).items():
        sums = [
            one.amount
            for one in newest(moves, limit)
            if window.holds(one.at) and one.amount > given["threshold1"]
        ]
        if len(sums) > MORE_THAN:
            rows.append([account, sum(sums, Decimal(0)), out[account]])
    return sorted(rows, key=lambda row: (-row[2], row[0]))


def _by_other(moves: Collection[Move]) -> dict[int, list[Decimal]]:
    found: defaultdict[int, list[Decimal]] = defaultdict(list)
    for one in moves:
        found[one.other].append(one.amount)
    return found
