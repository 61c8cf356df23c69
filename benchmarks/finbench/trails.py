"""Trails of transfers whose moments follow each other, up to three transfers long.

TCR1 and TCR2 ask where a trail of each length ends; it is enough to know the moment at which an
account can be reached soonest (or, backward, left last), since what can follow a later moment can
follow an earlier one. TCR5 asks for the trails themselves.
"""

from collections.abc import Mapping
from decimal import Decimal

from benchmarks.finbench.reading import Bank, Move, Window, exact, newest, window_of
from benchmarks.finbench.simple import Parameters, Rows
from graph.traversal import Direction

LONGEST = 3


def tcr1(bank: Bank, given: Parameters) -> Rows:
    """Accounts that money may have reached and that were signed in to from a blocked medium.

    Returns:
        Account, number of transfers, medium, its sort: nearest first, then by numbers. An account
        counts at each exact distance; the one that the trails start from may come back.
    """
    window, limit = window_of(given), given["truncationLimit"]
    reached = _reached(bank, {given["id"]: window.start}, Direction.OUT, window, limit)
    accounts = {one for level in reached for one in level}
    found = bank.moves("account", accounts, Direction.IN, "SignIn")
    signed = {
        account: {one.other for one in newest(moves, limit) if window.holds(one.at)}
        for account, moves in found.items()
    }
    media = bank.things("medium", {one for some in signed.values() for one in some})
    rows = [
        [account, distance, medium, media[medium]["device_type"]]
        for distance, level in enumerate(reached, 1)
        for account in level
        for medium in signed.get(account, ())
        if media[medium]["blocked"]
    ]
    return sorted(rows, key=lambda row: (row[1], row[0], row[2]))


def tcr2(bank: Bank, given: Parameters) -> Rows:
    """Accounts that got loans and whose money may have reached the accounts of a person.

    Returns:
        Account, sum of its loans, sum of what is owed of them: the largest sum first, then by
        number. A loan paid out in parts counts once.
    """
    window, limit = window_of(given), given["truncationLimit"]
    owned = [one.other for one in _held(bank, given["id"])]
    reached = _reached(bank, dict.fromkeys(owned, window.end), Direction.IN, window, limit)
    accounts = {one for level in reached for one in level}
    found = bank.moves("account", accounts, Direction.IN, "Disbursement")
    lent = {
        account: {one.other for one in newest(moves, limit) if window.holds(one.at)}
        for account, moves in found.items()
    }
    loans = bank.things("loan", {one for some in lent.values() for one in some})
    rows = [
        [account, *(sum((exact(loans[one][what]) for one in some), Decimal(0))
                    for what in ("amount", "balance"))]
        for account, some in lent.items()
        if some
    ]  # fmt: skip
    return sorted(rows, key=lambda row: (-row[1], row[0]))


def tcr5(bank: Bank, given: Parameters) -> Rows:
    """The trails from the accounts of a person, each as its accounts in order.

    No account stands twice on a trail. The longest come first, then by numbers; trails over
    parallel transfers are one.
    """
    window, limit = window_of(given), given["truncationLimit"]
    # A trail may be walked at several moments: the soonest leaves the most room.
    trails: dict[tuple[int, ...], int] = {
        (one.other,): window.start for one in _held(bank, given["id"])
    }
    found: list[tuple[int, ...]] = []
    for _ in range(LONGEST):
        onward = _cut(bank.transfers({one[-1] for one in trails}, Direction.OUT), window, limit)
        longer: dict[tuple[int, ...], int] = {}
        for trail, at in trails.items():
            for move in onward.get(trail[-1], ()):
                if move.at > at and move.other not in trail:
                    next_ = (*trail, move.other)
                    longer[next_] = min(move.at, longer.get(next_, move.at))
        found += longer
        trails = longer
    return [list(one) for one in sorted(found, key=lambda one: (-len(one), one))]


def _held(bank: Bank, person: int) -> list[Move]:
    """The accounts of a person, whenever they were opened."""
    return bank.moves("person", [person], Direction.OUT, "AccountHolder").get(person, [])


def _cut(moves: Mapping[int, list[Move]], window: Window, limit: int) -> dict[int, list[Move]]:
    """What is left after truncation and then of that what lies in the window."""
    return {
        here: [one for one in newest(some, limit) if window.holds(one.at)]
        for here, some in moves.items()
    }


def _reached(
    bank: Bank, starts: Mapping[int, int], way: Direction, window: Window, limit: int
) -> list[dict[int, int]]:
    """The accounts at each exact distance, with the best moment to go on from.

    Along the money moments rise and the soonest is best; against it they fall and the latest is.
    """
    levels: list[dict[int, int]] = []
    level = dict(starts)
    sign = 1 if way is Direction.OUT else -1
    for _ in range(LONGEST):
        onward = _cut(bank.transfers(level, way), window, limit)
        further: dict[int, int] = {}
        for here, at in level.items():
            for move in onward.get(here, ()):
                best = further.get(move.other)
                if sign * move.at > sign * at and (best is None or sign * move.at < sign * best):
                    further[move.other] = move.at
        levels.append(further)
        level = further
    return levels
