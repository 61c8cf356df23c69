"""Coverage: how much of a sum the sources explain at a cut, and what lies behind it untraced."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Literal

from pydantic import Field, ValidationError

from graph.errors import BadRequest, NotFound
from graph.ontology import Amount
from graph.store import Reader, View
from queries.answers import GapView, GraphAnswer, Limit, Meta
from queries.cuts import (
    Beyond,
    ClaimedTotal,
    Crossing,
    Cut,
    beyond,
    claimed_totals,
    gaps_behind,
    singles,
)
from queries.facts import money
from queries.limits import budget_spent
from queries.parameters import Entity, present
from queries.payment_filters import PaymentFilters
from queries.picture import Picture, assemble, describe
from queries.question import Question
from queries.sums import add_up
from queries.tracing.arranging import homes_of
from queries.tracing.covering import Covered, cover

How = Literal["given", "claimed", "entries"]
_FEW = 5


@dataclass(slots=True)
class Beside:
    """A payment at the cut that explains nothing of the sum, and why."""

    payment: str
    why: Literal["no_amount", "other_currency", "other_dataset"]
    words: str


@dataclass(slots=True)
class Measured:
    """How much of one sum is explained at the cut.

    Attributes:
        how: Where the sum comes from: given in the question, claimed by a payment (claimed), or
            the payments at the cut themselves (entries), which then measures nothing else.
        claimed_by: The payment or obligation that claims the sum.
        covered: Traced, by tier, contested, claimed twice, untraced.
        words: The same in a sentence.
    """

    how: How
    claimed_by: str | None
    covered: Covered
    words: str


@dataclass(slots=True)
class CoverageAnswer(GraphAnswer):
    """What is explained at the cut, what is only claimed, and what lies behind it.

    Attributes:
        coverage: One for each currency; with a given sum, one.
        beside: Payments at the cut that explain nothing of it.
        claimed: Totals that somebody claims: claims, never coverage.
        beyond: What lies behind the cut, and why it explains nothing.
        gaps: The declared gaps behind the payments.
        behind: What lies behind the cut, in a sentence.
    """

    coverage: list[Measured] = field(default_factory=list)
    beside: list[Beside] = field(default_factory=list)
    claimed: list[ClaimedTotal] = field(default_factory=list)
    beyond: list[Beyond] = field(default_factory=list)
    gaps: list[GapView] = field(default_factory=list)
    behind: str = ""


class Coverage(PaymentFilters, Question[CoverageAnswer]):
    """How much of a sum the sources explain where money leaves some parties, or reaches others.

    Only single payments count, each transfer once. What is contested, told twice or untraced
    stands apart; totals that somebody claims are listed as claims and never count. More than the
    whole is an error that names the payments. Behind the cut nothing is carried on: the answer
    lists what lies there and why it explains nothing.
    """

    route: ClassVar[str] = "/coverage"
    command: ClassVar[str] = "coverage"

    source: tuple[Entity, ...] = Field(
        (),
        max_length=100,
        description="The cut: payments that leave these parties or accounts.",
        examples=[["org.russian-treasury"]],
    )
    target: tuple[Entity, ...] = Field(
        (),
        max_length=100,
        description="The cut: payments that reach these; with a source: from the one to the other.",
        examples=[["org.prevezon-holdings"]],
    )
    of: Entity | None = Field(
        None,
        description="Only payments that somebody says are proceeds of this event.",
        examples=["evt.tax-refund-fraud"],
    )
    amount: str | None = Field(
        None,
        max_length=200,
        description="The sum to be explained, such as `5400000000 RUB` or `about 230000000 USD`.",
        examples=["about 5400000000 RUB"],
    )
    claimed_by: str | None = Field(
        None,
        max_length=200,
        description="Instead: the payment or obligation that claims the sum. With neither, the "
        "payments at the cut are measured by their own sum, which says so.",
        examples=["pay.t004"],
    )

    def answer(self, reader: Reader) -> CoverageAnswer:
        """The coverage at the cut, the claims beside it, and what lies behind."""
        if not self.source and not self.target:
            raise BadRequest("source", "name whom the money leaves, whom it reaches, or both")
        present(reader, {*self.source, *self.target, *([self.of] if self.of else [])})
        target, how = self._target(reader)
        crossing = Crossing(
            frozenset(self.source), frozenset(self.target), self.of, self.payments(),
            self.holdings(),
        )  # fmt: skip
        cut = crossing.fetch(reader)
        entries = list(singles(cut))
        coverage, beside = self._cover(reader, entries, target, how)
        counted = [one for one in entries if one["id"] not in {it.payment for it in beside}]
        behind, views, whole = beyond(reader, cut, counted, self.payments())
        claimed, totals, every = claimed_totals(reader, cut, self.of)
        gaps = gaps_behind(reader, {**{one["id"]: one for one in counted}, **views})
        shown = {**cut.views, **totals, **views}
        ends = [end for one in shown.values() for end in (one["source"], one["target"])]
        picture = assemble(reader, ends, sorted(shown), route=True)
        answer = CoverageAnswer(
            picture.nodes, picture.edges, coverage=coverage, beside=beside, claimed=claimed,
            beyond=behind, gaps=gaps, behind=_behind(behind, gaps),
        )  # fmt: skip
        # How far the coverage is established, not what stands beside it.
        describe(answer.meta, Picture([], counted))
        _say_limits(answer.meta, cut, whole=whole, every=every)
        return answer

    def _target(self, reader: Reader) -> tuple[View | None, How]:
        if self.amount is not None and self.claimed_by is not None:
            raise BadRequest("claimed_by", "the sum is given already; ask for one of the two")
        if self.amount is not None:
            try:
                amount = Amount.model_validate(self.amount)
            except ValidationError as error:
                message = str(error.errors(include_url=False)[0]["msg"])
                raise BadRequest("amount", message.removeprefix("Value error, ")) from None
            return amount.model_dump(mode="json", exclude_none=True), "given"
        if self.claimed_by is None:
            return None, "entries"
        edge = reader.edges([self.claimed_by]).get(self.claimed_by)
        if edge is None:
            raise NotFound("payment or obligation", self.claimed_by)
        if not edge.get("amount"):
            raise BadRequest("claimed_by", f"{self.claimed_by} states no amount")
        return edge["amount"], "claimed"

    def _cover(
        self, reader: Reader, entries: Sequence[View], target: View | None, how: How
    ) -> tuple[list[Measured], list[Beside]]:
        homes = homes_of(reader, entries)
        beside, groups = [], defaultdict[tuple[str, str], list[View]](list)
        for one in entries:
            currency = (one.get("amount") or {}).get("currency")
            if currency is None:
                beside.append(Beside(one["id"], "no_amount", "no source states an amount"))
            elif target is not None and currency != target["currency"]:
                words = f"in {currency}, with no stated rate to {target['currency']}"
                beside.append(Beside(one["id"], "other_currency", words))
            else:
                groups[currency, homes.get(one["id"], "")].append(one)
        if target is not None and len(groups) > 1:
            # A currency that nobody states is another one in every dataset.
            for key in sorted(groups)[1:]:
                words = "its dataset does not state the currency either, but it may be another"
                beside += [Beside(one["id"], "other_dataset", words) for one in groups.pop(key)]
        if target is not None and not groups:
            groups[target["currency"], ""] = []
        found = []
        for _, group in sorted(groups.items()):
            goal = target if target is not None else _own_sum(group, homes)
            covered = cover(goal, group, homes, reader.claims)
            by = self.claimed_by if how == "claimed" else None
            found.append(Measured(how, by, covered, _words(how, by, goal, covered, group)))
        return found, sorted(beside, key=lambda one: one.payment)


def _own_sum(entries: Sequence[View], homes: Mapping[str, str]) -> View:
    """What the payments come to, as the amount to measure them by."""
    (found,) = add_up(entries, homes)
    return {
        "min": found.min, "max": found.max, "currency": found.currency,
        "precision": found.precision,
    }  # fmt: skip


def _words(
    how: How, by: str | None, target: View, covered: Covered, entries: Sequence[View]
) -> str:
    whole, traced = money(target), covered.traced
    if not entries:
        return f"Nothing of {whole} is traced: no single payment at the cut states a sum of it."
    number = len(entries)
    sums = "one claimed sum" if number == 1 else f"{number} claimed sums"
    named = ", ".join(
        f"{one['id']}, {str(one['evidence']['standing']).replace('_', ' ')}"
        for one in entries[:_FEW]
    )
    named += f" and {number - _FEW} more" if number > _FEW else ""
    share = _share(traced.percent_min, traced.percent_max)
    about = "about " if "about" in {traced.precision, covered.target.precision} else ""
    told = f"{about}{share} % of {whole} by {sums} ({named})"
    told = f"{told[:1].upper()}{told[1:]}"
    measured = {
        "given": "",
        "claimed": f"; the whole is the sum that {by} claims",
        "entries": "; the whole is this sum itself, so it measures nothing else",
    }[how]
    return f"{told}{measured}. Calculated by Clew, if the payments were made as claimed."


def _behind(found: Sequence[Beyond], gaps: Sequence[View]) -> str:
    if not found:
        return ""
    reasons = "; ".join(f"{one.payment or one.source}: {one.words}" for one in found[:_FEW])
    more = f"; and {len(found) - _FEW} more" if len(found) > _FEW else ""
    named = f" Declared gaps behind it: {', '.join(one['id'] for one in gaps)}." if gaps else ""
    return f"Behind the cut all of it is untraced here. {reasons}{more}.{named}"


def _share(low: str | None, high: str | None) -> str:
    if low == high or high is None or low is None:
        shown = low if low is not None else high
        return "an unknown share, in" if shown is None else shown.removesuffix(".0")
    return f"{low.removesuffix('.0')} to {high.removesuffix('.0')}"


def _say_limits(meta: Meta, cut: Cut, *, whole: bool, every: bool) -> None:
    if not cut.complete:
        meta.truncated = True
        meta.limits_hit.append(budget_spent("so this is no coverage, but a part of it"))
    if not whole:
        meta.truncated = True
        meta.limits_hit.append(budget_spent("what lies behind the cut is a part of it"))
    if not every:
        detail = "The store holds too many payments to look for every claimed total."
        meta.limits_hit.append(Limit("claimed", detail))
    meta.warnings += [
        f"{one} has several holders, so it stands for none of them."
        for one in sorted(cut.places.joint)
    ]
