"""Coverage: how much of a target sum single payments explain, each counted once.

Sums are those of `queries.sums`: totals and replaced payments are in none, payments that overlap
give a range, the precision is the weakest.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from graph.errors import OverClaimed
from graph.store import View
from queries.facts import money
from queries.sums import add_up, minor_text
from queries.tracing.claimed import minor_of
from queries.tracing.folding import rounded_away

# The claims about some payments, by payment.
Claims = Callable[[Collection[str]], Mapping[str, list[View]]]
TIERS = ("weak", "claimed", "recorded", "decided")


@dataclass(slots=True)
class Part:
    """A part of the target, as an amount.

    Attributes:
        min: The least it can be, a decimal string; none: open.
        max: The most; none: open.
        precision: The weakest of what it is the sum of.
        percent_min: Of the target, at least; a decimal string; none: not known.
        percent_max: At most.
        payments: What it is the sum of, by id.
    """

    min: str | None
    max: str | None
    currency: str
    precision: str
    percent_min: str | None
    percent_max: str | None
    payments: list[str]


@dataclass(slots=True)
class TierPart(Part):
    """What payments of one tier come to: 0 weak, 1 claimed, 2 recorded, 3 decided."""

    tier: int = 0
    words: str = ""


@dataclass(slots=True)
class Covered:
    """How much of a target is explained, in one currency.

    Attributes:
        target: The sum to be explained.
        traced: What the payments come to together.
        tiers: The same apart by tier; payments that overlap across tiers count in each.
        contested: What of it somebody contests; none: nothing.
        double_claimed: How much of it at most is told twice, with the payments that overlap.
        untraced: What is left; zero where all is explained.
    """

    target: Part
    traced: Part
    tiers: list[TierPart] = field(default_factory=list)
    contested: Part | None = None
    double_claimed: Part | None = None
    untraced: Part | None = None


@dataclass(frozen=True)
class Bounded:
    """A sum in minor units.

    Attributes:
        low: The least; none: open.
        high: The most; none: open.
        slack: What a source that says "about" may have rounded away.
    """

    low: int | None
    high: int | None
    precision: str
    slack: int


def cover(
    target: Mapping[str, Any],
    payments: Sequence[View],
    homes: Mapping[str, str],
    claims: Claims = lambda _ids: {},
) -> Covered:
    """How much of the target the payments explain.

    Args:
        target: An amount as the wire carries it.
        payments: Single payments with amounts in the same currency, none told twice.
        homes: The dataset of each payment whose currency is not stated.
        claims: The claims about some payments; asked only where they come to too much.

    Raises:
        OverClaimed: If they surely come to more than the target, whatever was rounded away: then
            some of them tell of the same money and do not say so, or one is no part of it.

    Complexity:
        O(n log n) for n payments.
    """
    whole = _bounded(target)
    summed = _sum(payments, homes)
    goal = _part(whole, target["currency"], whole, [])
    traced = _part(summed, target["currency"], whole, [one["id"] for one in payments])
    _check(whole, summed, payments, target, claims)
    found = Covered(goal, traced)
    for tier, words in reversed(list(enumerate(TIERS))):
        some = [one for one in payments if one["evidence"]["tier"] == tier]
        if some:
            part = _part(_sum(some, homes), goal.currency, whole, [one["id"] for one in some])
            found.tiers.append(TierPart(**_fields(part), tier=tier, words=words))
    disputed = [
        one
        for one in payments
        if one["evidence"].get("contested") or one["evidence"].get("contested_fields")
    ]
    if disputed:
        ids = [one["id"] for one in disputed]
        found.contested = _part(_sum(disputed, homes), goal.currency, whole, ids)
    found.double_claimed = _twice(payments, homes, goal.currency, whole)
    found.untraced = _left(whole, summed, goal.currency)
    return found


def _bounded(amount: Mapping[str, Any]) -> Bounded:
    currency = amount["currency"]
    low, high = (minor_of(amount.get(end), currency) for end in ("min", "max"))
    precision = amount.get("precision", "exact")
    return Bounded(low, high, precision, rounded_away(low or 0) if precision == "about" else 0)


def _sum(payments: Sequence[View], homes: Mapping[str, str]) -> Bounded:
    if not payments:
        return Bounded(0, 0, "exact", 0)
    (found,) = add_up(payments, homes)
    slack = sum(_bounded(one["amount"]).slack for one in payments)
    low, high = (minor_of(end, found.currency) for end in (found.min, found.max))
    return Bounded(low, high, found.precision, slack)


def _part(one: Bounded, currency: str, whole: Bounded, payments: Sequence[str]) -> Part:
    return Part(
        minor_text(one.low, currency),
        minor_text(one.high, currency),
        currency,
        one.precision,
        _percent(one.low, whole.high),
        _percent(one.high, whole.low),
        sorted(payments),
    )


def _fields(part: Part) -> dict[str, Any]:
    return {name: getattr(part, name) for name in Part.__dataclass_fields__}


def _percent(part: int | None, whole: int | None) -> str | None:
    """To one decimal, never rounded up to 100.0."""
    if part is None or not whole:
        return None
    tenths = Fraction(part * 1000, whole)
    rounded = int(tenths) if part < whole else round(tenths)
    return f"{rounded // 10}.{rounded % 10}"


def _check(
    whole: Bounded,
    summed: Bounded,
    payments: Sequence[View],
    target: Mapping[str, Any],
    claims: Claims,
) -> None:
    """Over 100 % is an error, not a success."""
    if whole.high is None or summed.low is None:
        return
    if summed.low - summed.slack > whole.high + whole.slack:
        share = _percent(summed.low, whole.high)
        known = claims([one["id"] for one in payments])
        said = {
            about: [one["id"] for one in many if one.get("field") == "amount"]
            for about, many in known.items()
        }
        raise OverClaimed(
            f"These payments come to {share} % of the {money(target)} that they are to be parts "
            "of, so they cannot all be apart",
            [
                f"{one['id']}: {money(one['amount'])} ({', '.join(said.get(one['id'], ()))})"
                for one in payments
            ],
        )


def _twice(
    payments: Sequence[View], homes: Mapping[str, str], currency: str, whole: Bounded
) -> Part | None:
    """What may be counted twice at most: all that overlaps, less the greatest of each group."""
    overlapping = add_up(payments, homes)[0].overlapping if payments else []
    if not overlapping:
        return None
    some = [one for one in payments if one["id"] in overlapping]
    once = _sum(some, homes)
    most = None if once.high is None or once.low is None else once.high - once.low
    return _part(Bounded(0, most, once.precision, 0), currency, whole, overlapping)


def _left(whole: Bounded, summed: Bounded, currency: str) -> Part:
    low = None if whole.low is None or summed.high is None else max(0, whole.low - summed.high)
    high = None if whole.high is None or summed.low is None else max(0, whole.high - summed.low)
    about = "about" in {whole.precision, summed.precision}
    return _part(Bounded(low, high, "about" if about else "exact", 0), currency, whole, [])
