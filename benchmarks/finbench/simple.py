"""The simple reads: one account, what went out of it and what came in, and from whom."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from benchmarks.finbench.reading import Bank, Move, moment_of, window_of
from graph.traversal import Direction

Parameters = Mapping[str, Any]
Rows = list[list[Any]]


def tsr1(bank: Bank, given: Parameters) -> Rows:
    """An account: when it was opened, whether it is blocked, its sort."""
    return [
        [moment_of(one["opened"]["earliest"]), one["blocked"], one.get("account_type", "")]
        for one in bank.things("account", [given["id"]]).values()
    ]


def tsr2(bank: Bank, given: Parameters) -> Rows:
    """Sum, largest and number of the transfers out of an account, then of those into it.

    Where there is none the largest is -1.
    """
    row: list[Any] = []
    for way in (Direction.OUT, Direction.IN):
        found = bank.transfers([given["id"]], way, window_of(given))
        sums = [one.amount for one in found.get(given["id"], ())]
        row += [sum(sums, Decimal(0)), max(sums, default=-1), len(sums)]
    return [row]


def tsr4(bank: Bank, given: Parameters) -> Rows:
    """The accounts that an account transferred more than a threshold to: number and sum."""
    return _by_other(bank, given, Direction.OUT)


def tsr5(bank: Bank, given: Parameters) -> Rows:
    """The accounts that transferred more than a threshold to an account: number and sum."""
    return _by_other(bank, given, Direction.IN)


def tsr6(bank: Bank, given: Parameters) -> Rows:
    """The blocked accounts that were paid by someone who paid this account; itself left out."""
    account, window = given["id"], window_of(given)
    payers = {one.other for one in _flat(bank.transfers([account], Direction.IN, window))}
    paid = {one.other for one in _flat(bank.transfers(payers, Direction.OUT, window))}
    others = bank.things("account", paid - {account})
    return [[number] for number, view in sorted(others.items()) if view["blocked"]]


def _by_other(bank: Bank, given: Parameters, way: Direction) -> Rows:
    """Each transfer above the threshold counts; the largest sum first, ties by number."""
    sums: defaultdict[int, list[Decimal]] = defaultdict(list)
    for one in _flat(bank.transfers([given["id"]], way, window_of(given))):
        if one.amount > given["threshold"]:
            sums[one.other].append(one.amount)
    rows = [[other, len(some), sum(some)] for other, some in sums.items()]
    return sorted(rows, key=lambda row: (-row[2], row[0]))


def _flat(moves: Mapping[int, Iterable[Move]]) -> Iterable[Move]:
    return (one for some in moves.values() for one in some)
