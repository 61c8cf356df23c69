"""Loans: where the money of one went, and what hangs on a chain of guarantees."""

from collections import defaultdict
from decimal import Decimal

from benchmarks.finbench.reading import Bank, Move, Window, exact, newest, rounded, window_of
from benchmarks.finbench.simple import Parameters, Rows
from graph.traversal import Direction

LONGEST = 3


def tcr8(bank: Bank, given: Parameters) -> Rows:
    """Where the money of a loan went: out to accounts, then up to three moves on.

    A move, by transfer or by withdrawal, is followed where its sum is greater than the threshold
    times all transfers into the account it leaves, in the window.

    Returns:
        Account, the sum of the moves followed into it as a part of the loan, and how far it is
        from the loan: farthest first, then the greatest part, then by number.
    """
    loan, window, limit = given["id"], window_of(given), given["truncationLimit"]
    paid = newest(bank.moves("loan", [loan], Direction.OUT, "Disbursement").get(loan, ()), limit)
    level = {one.other for one in paid if window.holds(one.at)}
    near: dict[int, int] = {}
    into: defaultdict[int, dict[str, Decimal]] = defaultdict(dict)
    for distance in range(2, LONGEST + 2):
        reached = set()
        for move in _followed(bank, level, window, limit, Decimal(str(given["threshold"]))):
            into[move.other][move.id] = move.amount
            reached.add(move.other)
            near.setdefault(move.other, distance)
        level = reached
    things = bank.things("loan", [loan])
    if not into:
        return []
    whole = exact(things[loan]["amount"])
    rows = [
        [one, rounded(sum(some.values(), Decimal(0)) / whole), near[one]]
        for one, some in into.items()
    ]
    return sorted(rows, key=lambda row: (-row[2], -row[1], row[0]))


def _followed(
    bank: Bank, accounts: set[int], window: Window, limit: int, threshold: Decimal
) -> list[Move]:
    upstream = {
        here: sum((one.amount for one in moves), Decimal(0))
        for here, moves in bank.transfers(accounts, Direction.IN, window).items()
    }
    out = bank.transfers(accounts, Direction.OUT)
    cards = bank.withdrawals(accounts, Direction.OUT)
    found = []
    for here in accounts:
        least = threshold * upstream.get(here, Decimal(0))
        moves = [*out.get(here, ()), *cards.get(here, ())]
        found += [
            one for one in newest(moves, limit) if window.holds(one.at) and one.amount > least
        ]
    return found


def tcr11(bank: Bank, given: Parameters) -> Rows:
    """What those owe whom a person stands in for, and those whom they stand in for, and so on.

    Returns:
        The sum of their loans, each once, and how many. The person counts where the chain comes
        back.
    """
    window, limit = window_of(given), given["truncationLimit"]
    level: set[int] = {given["id"]}
    chain: set[int] = set()
    while level:
        found = bank.moves("person", level, Direction.OUT, "Guarantee")
        reached = {
            one.other
            for moves in found.values()
            for one in newest(moves, limit)
            if window.holds(one.at)
        }
        level = reached - chain
        chain |= reached
    applied = bank.moves("person", chain, Direction.OUT, "LoanApplication")
    loans = bank.things("loan", {one.other for moves in applied.values() for one in moves})
    total = sum((exact(one["amount"]) for one in loans.values()), Decimal(0))
    return [[total, len(loans)]]
