"""Sums of money: of single payments alone, per currency, as loose as their loosest part.

Never over claims, totals or across currencies; a sum names what it is the sum of.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from graph.ontology import RUNGS, Ladder, Money
from graph.store import View
from graph.traversal import GroupCount

UNSTATED = "XXX"
_FACT_RUNGS = {str(rung): place for place, rung in enumerate(RUNGS[Ladder.FACT])}


@dataclass(slots=True)
class Beside:
    """Money that is shown beside a sum and never in it."""

    id: str
    amount: dict[str, Any]


@dataclass(slots=True)
class Sum:
    """What single edges of one kind and currency come to.

    Attributes:
        dataset: Where the currency is not stated (XXX): the dataset that the sum stays within.
        min: The least it can be, a decimal string; none: open.
        max: The most it can be; none: open.
        precision: The weakest of its parts; `min` and `max` differ where one is a range.
        edges: What was summed, by id.
        overlapping: Those of them whose money another of them repeats, which makes it a range.
        standing: The weakest rung among what was summed.
        contested: How many of them somebody contests.
        conflicting: Those of them for which sources give several amounts; the shown one counts.
        aggregates: Totals, not summed.
        replaced: What an edge that was summed takes the place of, not summed.
    """

    kind: str
    currency: str
    dataset: str | None = None
    min: str | None = None
    max: str | None = None
    precision: str = "exact"
    edges: list[str] = field(default_factory=list)
    overlapping: list[str] = field(default_factory=list)
    standing: str | None = None
    contested: int = 0
    conflicting: list[str] = field(default_factory=list)
    aggregates: list[Beside] = field(default_factory=list)
    replaced: list[Beside] = field(default_factory=list)


class Bounds(NamedTuple):
    """A sum and how good it is, in minor units."""

    low: int | None
    high: int | None
    precision: str


def add_up(edges: Iterable[View], datasets: Mapping[str, str] | None = None) -> list[Sum]:
    """Sums of the edges that carry an amount, by kind and currency.

    Args:
        edges: Edges as the wire carries them, each once.
        datasets: The dataset of each edge whose currency is not stated, by id.

    Returns:
        One sum for each kind and currency, in the order of their names. Overlapping singles
        count at least as much as the greatest of them and at most as much as all together.

    Complexity:
        O(n log n) for n edges.
    """
    groups: defaultdict[tuple[str, str, str], list[View]] = defaultdict(list)
    for edge in edges:
        if edge.get("amount"):
            currency = edge["amount"]["currency"]
            home = (datasets or {}).get(edge["id"], "") if currency == UNSTATED else ""
            groups[edge["kind"], currency, home].append(edge)
    return [
        _sum(Sum(kind, currency, home or None), group)
        for (kind, currency, home), group in sorted(groups.items())
    ]


def _sum(found: Sum, edges: Sequence[View]) -> Sum:
    edges = sorted(edges, key=lambda one: str(one["id"]))
    replaced = {ident for one in edges for ident in one.get("replaces", ())}
    singles = []
    for one in edges:
        if one.get("granularity", "single") != "single":
            found.aggregates.append(Beside(one["id"], one["amount"]))
        elif one["id"] in replaced:
            found.replaced.append(Beside(one["id"], one["amount"]))
        else:
            singles.append(one)
    if not singles:
        return found
    found.edges = [one["id"] for one in singles]
    bounds = []
    for together in _overlaps(singles):
        parts = [_bounds(one["amount"]) for one in together]
        bounds.append(_either(parts) if len(parts) > 1 else parts[0])
        found.overlapping += [one["id"] for one in together] if len(parts) > 1 else []
    total = _total(bounds)
    found.min, found.max = (
        minor_text(total.low, found.currency),
        minor_text(total.high, found.currency),
    )
    found.precision = total.precision
    readings = [one["evidence"] for one in singles]
    found.standing = min((one["standing"] for one in readings), key=_FACT_RUNGS.__getitem__)
    found.contested = sum(
        one.get("contested", False) or bool(one.get("contested_fields")) for one in readings
    )
    found.conflicting = [
        one["id"]
        for one in singles
        if one["evidence"].get("fields", {}).get("amount", {}).get("conflicts")
    ]
    return found


def _overlaps(singles: Collection[View]) -> list[list[View]]:
    """The singles, those together that overlap, whoever of them says so."""
    group = {one["id"]: [one] for one in singles}
    for one in singles:
        for other in one.get("overlaps", ()):
            here, there = group[one["id"]], group.get(other)
            if there is not None and here is not there:
                here += there
                group.update((it["id"], here) for it in there)
    distinct = {id(one): one for one in group.values()}.values()
    return [sorted(one, key=lambda it: str(it["id"])) for one in distinct]


def _bounds(amount: Mapping[str, str]) -> Bounds:
    low, high, currency = amount.get("min"), amount.get("max"), amount["currency"]
    return Bounds(
        None if low is None else Money.parse(low, currency).minor,
        None if high is None else Money.parse(high, currency).minor,
        amount.get("precision", "exact"),
    )


def _either(parts: Sequence[Bounds]) -> Bounds:
    """Overlapping parts: one may contain the others, or they are all apart."""
    total = _total(parts)
    lows = [one.low for one in parts if one.low is not None]
    return Bounds(max(lows, default=None), total.high, total.precision)


def _total(parts: Sequence[Bounds]) -> Bounds:
    lows = [one.low for one in parts if one.low is not None]
    highs = [one.high for one in parts if one.high is not None]
    return settled(
        sum(lows),
        sum(highs),
        len(parts) - len(lows),
        len(parts) - len(highs),
        any(one.precision == "about" for one in parts),
    )


def settled(low: int, high: int, open_low: int, open_high: int, about: bool) -> Bounds:
    """What the sums of the known bounds say: an open bound is never summed.

    Where some parts have no greatest amount, the whole has none and is at least what is known;
    where only least amounts are missing, it is at most what is known.
    """
    if open_high:
        return Bounds(low, None, "at_least")
    if open_low:
        return Bounds(None, high, "at_most")
    return Bounds(low, high, "about" if about else "exact")


def of_group(group: GroupCount) -> tuple[str | None, str | None, str] | None:
    """Bounds and precision of what a store has counted; none where there is nothing to sum."""
    if not group.summed or group.currency in {None, UNSTATED}:
        return None
    total = settled(
        group.sum_low, group.sum_high, group.open_low, group.open_high, bool(group.about)
    )
    currency = group.currency or UNSTATED
    return minor_text(total.low, currency), minor_text(total.high, currency), total.precision


def minor_text(minor: int | None, currency: str) -> str | None:
    """A decimal string of minor units; none for an end that is open."""
    return None if minor is None else Money(minor, currency).text
