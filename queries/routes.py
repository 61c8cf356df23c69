"""Routes: the ways that money can have taken, along payments whose times can follow each other."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import ClassVar

from pydantic import Field

from graph.errors import BadRequest
from graph.store import Reader, View
from graph.traversal import Passage
from queries.answers import GraphAnswer, Limit, Meta
from queries.gaps import GapsAnswer
from queries.limits import budget_spent, hubs_not_passed
from queries.money_routes import Known, MoneyRoute, show_route
from queries.no_route import Untimely, pieces, untimely
from queries.parameters import Avoiding, Entity, present
from queries.payment_filters import PaymentFilters
from queries.picture import assemble, describe
from queries.question import Question
from queries.route_dates import soft
from queries.tracing.arranging import Arranged, arrange
from queries.tracing.events import DAY
from queries.tracing.on_the_way import Ways
from queries.tracing.places import Places
from queries.tracing.routes_in_time import Found, Route, routes_in_time
from queries.tracing.transfers import Objective, Transfer, Wish

# So many labels at most for one question: a few seconds.
LABELS = 300_000


@dataclass(slots=True)
class RoutesAnswer(GraphAnswer):
    """The routes, best first, and every node and payment on them.

    Attributes:
        routes: Empty where no money can have come from a source to a target by known payments.
        untimely: Where payments join the ends but not in time, or not as asked: which, and why.
        gaps: Where no payments join the ends: the pieces and what lies between them.
    """

    routes: list[MoneyRoute] = field(default_factory=list)
    untimely: Untimely | None = None
    gaps: GapsAnswer | None = None


class Routes(PaymentFilters, Avoiding, Question[RoutesAnswer]):
    """The ways that money can have taken from one of some parties to one of others.

    A route follows payments whose times can follow each other. It is certain where they did for
    every choice of the vague dates, else possible, and the answer names the date that decides.
    Accounts of one holder are one place; the answer says where a route goes over between them. An
    amount that is not known is passed and leaves the bottleneck unknown. No route runs over an
    inferred identity: where the sources leave a gap, the answer holds the pieces and the gaps.
    """

    route: ClassVar[str] = "/routes"
    command: ClassVar[str] = "routes"

    source: tuple[Entity, ...] = Field(
        min_length=1,
        max_length=100,
        description="Where a route begins: one of these parties or accounts.",
        examples=[["org.russian-treasury"]],
    )
    target: tuple[Entity, ...] = Field(
        min_length=1,
        max_length=100,
        description="Where it ends: one of these. What is also a source is neither.",
        examples=[["org.prevezon-holdings"]],
    )
    k: int = Field(5, ge=1, le=100, description="How many routes at most.", examples=[5])
    objective: Objective = Field(
        Objective.EARLIEST,
        description="The best route: the earliest possible arrival (of certain routes the "
        "earliest sure one), the fewest hops, the best evidence, or the widest (the largest "
        "bottleneck, in one currency; unknown ones last).",
        examples=["evidence"],
    )
    certain: bool = Field(
        default=False,
        description="Only routes that hold whatever the vague dates turn out to be.",
        examples=[True],
    )
    max_hops: int = Field(
        6, ge=1, le=12, description="The most payments that a route may have.", examples=[6]
    )
    max_dwell: int | None = Field(
        None,
        ge=0,
        le=36_500,
        description="How many days money may lie between two payments; none: any time.",
        examples=[30],
    )
    min_carry: float | None = Field(
        None,
        ge=0,
        le=100,
        allow_inf_nan=False,
        description="Which share of a payment the next one must pass on at least, so that 5 do "
        "not carry 5,000 on. Amounts that are unknown or in another currency do not bind.",
        examples=[0.5],
    )

    def answer(self, reader: Reader) -> RoutesAnswer:
        """The routes; or why there are none."""
        self._check(reader)
        way = self._ways().fetch(reader)
        arranged = arrange(reader, way)
        transfers = arranged.transfers
        wish = self._wish(arranged)
        found = self._find(arranged, wish)
        if found.routes:
            answer = self._some(reader, arranged, found)
        else:
            loose = self._regardless_of_time(transfers, wish)
            if loose is not None:
                answer = self._late(reader, loose, arranged.views, wish)
            else:
                answer = self._none(reader)
        self._say_limits(reader, answer.meta, arranged, found)
        return answer

    def _check(self, reader: Reader) -> None:
        ends = {*self.source, *self.target}
        present(reader, [*ends, *self.avoid])
        for one in self.avoid:
            if one in ends:
                raise BadRequest("avoid", f"{one} is also an end; it cannot be both")

    def _passage(self) -> Passage:
        return Passage(hub_limit=self.hub_limit or None, avoid=frozenset(self.avoid))

    def _ways(self) -> Ways:
        return Ways(
            frozenset(self.source),
            frozenset(self.target),
            self.max_hops,
            self.payments(),
            self.holdings(),
            self._passage(),
        )

    def _wish(self, arranged: Arranged) -> Wish:
        edges = self.payments()
        return Wish(
            objective=self.objective,
            certain=self.certain,
            max_hops=self.max_hops,
            max_dwell=None if self.max_dwell is None else self.max_dwell * DAY,
            min_carry=None if self.min_carry is None else Fraction(str(self.min_carry)),
            after=edges.after if self.after else None,
            before=edges.before if self.before else None,
            holders=arranged.holders,
        )

    def _find(self, arranged: Arranged, wish: Wish) -> Found:
        transfers = arranged.transfers
        if self.certain:
            # "About 2008" bounds nothing for certain, nor does a date that somebody infers.
            transfers = [one for one in transfers if not soft(arranged.views[one.id])]
        return routes_in_time(transfers, self.source, self.target, wish, k=self.k, budget=LABELS)

    def _regardless_of_time(self, transfers: Iterable[Transfer], wish: Wish) -> Route | None:
        """The fewest payments that would join the ends if time and amounts did not matter."""
        timeless = [one._replace(first=None, last=None) for one in transfers]
        loose = replace(
            wish, objective=Objective.HOPS, certain=False, max_dwell=None, min_carry=None,
            after=None, before=None,
        )  # fmt: skip
        found = routes_in_time(timeless, self.source, self.target, loose, k=1, budget=LABELS)
        if not found.routes:
            return None
        dated = {one.id: one for one in transfers}
        (route,) = found.routes
        return replace(route, transfers=tuple(dated[one] for one in route.ids))

    def _some(self, reader: Reader, arranged: Arranged, found: Found) -> RoutesAnswer:
        on = list(dict.fromkeys(one for route in found.routes for one in route.ids))
        views, places = arranged.views, arranged.way.places
        known = Known(
            {one.id: one for one in arranged.way.links},
            views,
            {account: arranged.holdings[edge] for account, edge in places.by.items()},
            reader.claims(on),
            arranged.repeats,
            self._asked(places),
        )
        routes = [show_route(one, known) for one in found.routes]
        bridged = [edge for one in routes for bridge in one.bridges for edge in bridge.edges]
        nodes = [one for route in routes for one in route.nodes]
        nodes += [views[one][end] for one in on for end in ("source", "target")]
        picture = assemble(reader, nodes, [*on, *bridged], route=True)
        answer = RoutesAnswer(picture.nodes, picture.edges, routes=routes)
        describe(answer.meta, picture)
        return answer

    def _late(
        self, reader: Reader, route: Route, views: Mapping[str, View], wish: Wish
    ) -> RoutesAnswer:
        nodes = [views[one][end] for one in route.ids for end in ("source", "target")]
        picture = assemble(reader, nodes, route.ids, route=True)
        answer = RoutesAnswer(picture.nodes, picture.edges, untimely=untimely(route, views, wish))
        describe(answer.meta, picture)
        return answer

    def _asked(self, places: Places) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = {}
        for one in (*self.source, *self.target):
            found.setdefault(places.place(one), set()).add(one)
        return {place: frozenset(ends) for place, ends in found.items()}

    def _none(self, reader: Reader) -> RoutesAnswer:
        """The pieces that touch the ends, and the gaps; a join only where it is asked for."""
        gaps, picture, around = pieces(reader, self._ways(), joined=self.inferred)
        answer = RoutesAnswer(picture.nodes, picture.edges, gaps=gaps)
        describe(answer.meta, picture)
        if around.cut:
            answer.meta.truncated = True
            answer.meta.limits_hit.append(
                Limit("segments", "More hangs on an end than is shown; the nearest is shown.")
            )
        return answer

    def _say_limits(self, reader: Reader, meta: Meta, arranged: Arranged, found: Found) -> None:
        way = arranged.way
        ends = [{way.places.place(one) for one in many} for many in (self.source, self.target)]
        if not found.routes:
            payments = "1 payment" if way.length == 1 else f"{way.length} payments"
            detail = f"No route of up to {payments} was found; longer ones were not looked for."
            meta.limits_hit.append(Limit("max_hops", detail))
        if not way.complete:
            meta.truncated = True
            meta.limits_hit.append(
                budget_spent(f"routes of up to {way.length} payments were looked for")
            )
        if not found.complete:
            meta.truncated = True
            meta.limits_hit.append(
                Limit(
                    "label_budget",
                    f"The search stopped after {LABELS:,} steps; what is shown is sound, but "
                    "better routes, or more, may be missing. Ask for fewer hops, or a shorter "
                    "time.",
                )
            )
        meta.limits_hit += hubs_not_passed(reader, way.hubs, self.hub_limit)
        meta.warnings += [
            f"{one} is both a source and a target: no route is asked for between them."
            for one in sorted(ends[0] & ends[1])
        ]
        meta.warnings += [
            f"{one} has several holders, so it stands for none of them."
            for one in sorted(way.ends & way.places.joint)
        ]
        meta.warnings += [
            f"{account} does not count as its holder's: {payment} lies outside the time in which "
            "it was."
            for account, payment in sorted(arranged.apart.items())
        ]
