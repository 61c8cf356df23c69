"""Flows: what payments between parties, holders or countries come to, ready to be drawn."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar

from pydantic import Field

from graph.store import Reader, View
from graph.traversal import Direction, Link
from queries.answers import Limit, Meta, NodeView
from queries.flow_bands import Flow
from queries.flow_shapes import FlowLink, FlowNode, Grouping, Stub
from queries.limits import budget_spent, hubs_not_passed
from queries.parameters import Avoiding, Entity, present
from queries.payment_filters import PaymentFilters
from queries.picture import Picture, clear, describe
from queries.question import Question
from queries.tracing.arranging import homes_of
from queries.tracing.claimed import moments_of
from queries.tracing.flow_payments import (
    FlowPayments,
    between,
    everything,
    in_time,
    passage_of,
    spread,
)
from queries.tracing.gathered import Gathered
from queries.tracing.on_the_way import Ways
from queries.tracing.periods import PeriodLength
from queries.tracing.transfers_once import events_of


class Layers(StrEnum):
    """What the columns of a drawing are: distances in payments, or periods of time."""

    HOPS = "hops"
    PERIODS = "periods"


@dataclass(slots=True)
class FlowsAnswer:
    """Sums of payments from spot to spot.

    A spot is a group (an account, a holder, a country) in one layer; every link leads from a layer
    to the next one, so that no cycle arises. Sums of different currencies are different links and
    are never added together.

    Attributes:
        nodes: The spots, by layer and group.
        links: The sums, by layer, group, period and currency.
        stubs: What is in no sum, and where the flows were not followed further.
        layers: What the layers are.
        currencies: Of the links, by code.
        entities: The parties and accounts that the spots stand for.
    """

    nodes: list[FlowNode]
    links: list[FlowLink]
    stubs: list[Stub]
    layers: Layers
    currencies: list[str] = field(default_factory=list)
    entities: list[NodeView] = field(default_factory=list)
    meta: Meta = field(default_factory=Meta)


class Flows(PaymentFilters, Avoiding, Question[FlowsAnswer]):
    """What payments come to, by account, holder or country and by period, ready to be drawn.

    Only single payments with an amount are summed, each transfer once, per currency. Totals,
    payments with no amount and what goes on beyond the asked hops are stubs: nothing is carried
    across them. With a source or a target the flows are followed on from it or back from it, and
    a payment counts only if it may have been made after money can have come to its payer;
    without either, all payments of the store count.
    """

    route: ClassVar[str] = "/flows"
    command: ClassVar[str] = "flows"

    source: tuple[Entity, ...] = Field(
        (),
        max_length=100,
        description="Follow the money on from these parties or accounts.",
        examples=[["org.russian-treasury"]],
    )
    target: tuple[Entity, ...] = Field(
        (),
        max_length=100,
        description="Follow it back from these; with a source: what lies between.",
        examples=[["org.prevezon-holdings"]],
    )
    by: Grouping = Field(
        Grouping.HOLDER,
        description="What is summed up: each account, each holder with its accounts, or each "
        "country that a party is tied to.",
        examples=["country"],
    )
    period: PeriodLength = Field(
        PeriodLength.YEAR,
        description="Sum by these periods; a payment whose date spans several stands apart.",
        examples=["quarter"],
    )
    layers: Layers | None = Field(
        None,
        description="Whether the columns are distances in payments (hops) or periods. Unless "
        "asked for: hops where there is a source or a target, else periods.",
        examples=["periods"],
    )
    max_hops: int = Field(
        6, ge=1, le=12, description="How many payments the flows are followed.", examples=[6]
    )
    currency: str | None = Field(
        None,
        pattern="^[A-Z]{3}$",
        description="Only payments in this currency (ISO 4217; XXX: not stated).",
        examples=["USD"],
    )
    limit: int = Field(1000, ge=1, le=5000, description="How many links at most.", examples=[1000])

    def answer(self, reader: Reader) -> FlowsAnswer:
        """The sums, and what is in none."""
        present(reader, {*self.source, *self.target, *self.avoid})
        found = self._found(reader)
        found.links = [one for one in found.links if not self._avoids(found, one)]
        views = reader.edges([one.id for one in found.links])
        if self.currency:
            views = {
                one: view
                for one, view in views.items()
                if (view.get("amount") or {}).get("currency", "XXX") == self.currency
            }
        holders = {account: (one,) for account, one in found.places.holders.items()}
        gathered = events_of(reader, views.values(), holders=holders)
        depth = in_time(found, _moments(gathered, views))
        kept = {one for ident in depth for one in _told_by(gathered, ident)}
        views = {one: view for one, view in views.items() if one in kept}
        parties = reader.nodes(_parties(found, views))
        gathered.events = [one for one in gathered.events if one.id in depth]
        flow = Flow(
            views,
            gathered,
            parties,
            found.places.holders,
            self.by,
            self.period,
            homes_of(reader, views.values()),
            depth if self._layers is Layers.HOPS else None,
            onward=bool(self.source),
        )
        nodes, links, stubs = flow.shown(found.beyond)
        answer = FlowsAnswer(nodes, links[: self.limit], stubs, self._layers)
        answer.currencies = sorted({one.currency for one in answer.links})
        drawn = dict.fromkeys(one.entity for one in nodes if one.entity)
        answer.entities = [dict(parties[one]) for one in drawn if one in parties]
        clear(reader, answer.entities)
        describe(answer.meta, Picture([], list(views.values())))
        self._say_limits(reader, answer.meta, found, len(links))
        return answer

    @property
    def _layers(self) -> Layers:
        if self.layers is not None and (self.source or self.target):
            return self.layers
        return Layers.HOPS if self.source or self.target else Layers.PERIODS

    def _avoids(self, found: FlowPayments, link: Link) -> bool:
        ends = {link.source, link.target}
        return not {*ends, *map(found.places.place, ends)}.isdisjoint(self.avoid)

    def _found(self, reader: Reader) -> FlowPayments:
        ways = Ways(
            frozenset(self.source),
            frozenset(self.target),
            self.max_hops,
            self.payments(),
            self.holdings(),
            passage_of(self.hub_limit, frozenset(self.avoid)),
        )
        if self.source and self.target:
            return between(reader, ways)
        if self.source or self.target:
            return spread(reader, ways, Direction.OUT if self.source else Direction.IN)
        return everything(reader, ways.payments, ways.holdings)

    def _say_limits(self, reader: Reader, meta: Meta, found: FlowPayments, links: int) -> None:
        if links > self.limit:
            meta.truncated = True
            meta.limits_hit.append(
                Limit("limit", f"{links - self.limit:,} more links; ask for a higher limit.")
            )
        if not found.complete:
            meta.truncated = True
            meta.limits_hit.append(budget_spent("the sums are over a part of them"))
        meta.limits_hit += hubs_not_passed(reader, found.hubs, self.hub_limit)
        meta.warnings += [
            f"{one} has several holders, so it stands for none of them."
            for one in sorted(found.places.joint)
        ]


def _moments(
    gathered: Gathered, views: Mapping[str, View]
) -> dict[str, tuple[int | None, int | None]]:
    """When each transfer can have happened, and each payment that another takes the place of."""
    found = {one.id: (one.first, one.last) for one in gathered.events}
    replaced = {one for view in views.values() for one in view.get("replaces", ())}
    found.update((one, moments_of(views[one])) for one in replaced & views.keys())
    return found


def _told_by(gathered: Gathered, ident: str) -> list[str]:
    """The payments that tell of a transfer."""
    return [str(one["id"]) for one in gathered.payments.get(ident, ())] or [ident]


def _parties(found: FlowPayments, views: Mapping[str, View]) -> list[str]:
    ends = {views[one][end] for one in views for end in ("source", "target")}
    return sorted({*ends, *(found.places.place(one) for one in ends)})
