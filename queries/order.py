"""The orders in which edges are listed; ties always by id."""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from enum import StrEnum
from typing import Any

from graph.store import Reader, View
from graph.traversal import Link
from queries.held import began


class Order(StrEnum):
    """What comes first: the best established, the earliest, the largest sum, or the first id."""

    EVIDENCE = "evidence"
    DATE = "date"
    AMOUNT = "amount"
    ID = "id"


def ordered(reader: Reader, links: Iterable[Link], order: Order) -> list[Link]:
    """The links in order; their records are fetched only where the order needs them."""
    by_id = sorted(links, key=lambda one: one.id)
    if order is Order.ID:
        return by_id
    if order is Order.EVIDENCE:
        return sorted(by_id, key=lambda one: (-one.tier, -one.independent))
    views = reader.edges([one.id for one in by_id])
    return sorted(by_id, key=lambda one: _KEYS[order](views[one.id]))


def in_order(views: Sequence[View], order: Order) -> list[View]:
    """Edges, as the wire carries them, in order."""
    by_id = sorted(views, key=lambda one: str(one["id"]))
    return by_id if order is Order.ID else sorted(by_id, key=_KEYS[order])


def _by_evidence(edge: View) -> tuple[int, int]:
    read = edge["evidence"]
    return -read["tier"], -read.get("independent_sources", 0)


def _by_date(edge: View) -> tuple[bool, str]:
    # What has no date comes last.
    day = began(edge)
    return day is None, day or ""


def _by_amount(edge: View) -> tuple[str, Decimal]:
    # Sums of different currencies do not compare: the largest first within each, none last.
    amount: dict[str, str] = edge.get("amount") or {}
    digits = amount.get("max") or amount.get("min")
    return amount.get("currency", "~"), -Decimal(digits or 0)


_KEYS: dict[Order, Callable[[View], Any]] = {
    Order.EVIDENCE: _by_evidence,
    Order.DATE: _by_date,
    Order.AMOUNT: _by_amount,
}
