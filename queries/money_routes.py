"""A route of money as an answer shows it: its payments in order, what is certain about it, and why.

What the search knows in milliseconds and minor units is put into days, sums and words here.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any, Literal

from graph.evidence import height
from graph.ontology import Money
from graph.store import View
from graph.traversal import Link
from queries.answers import StandingByLadder
from queries.held import held
from queries.hops import Hop, path_id, show_hop, weakest
from queries.route_dates import OpenDate, moment, open_dates, said_when
from queries.tracing.routes_in_time import Route
from queries.when import text_of

_TIERS = 4

Follows = Literal["certain", "possible"]


@dataclass(slots=True)
class RouteHop(Hop):
    """A payment of a route.

    Attributes:
        follows: Whether it surely came after the payment before it, and in the time that was
            asked for, or only may have; of the first payment the time alone counts.
        amount: The shown amount; none: no source states one.
        date: The shown date in text form; none: no source states one.
        asserted_by: Who says that it was made: ids or words.
        denied_by: Who denies it.
        claims: The claims about it.
    """

    follows: Follows = "certain"
    amount: dict[str, Any] | None = None
    date: str | None = None
    asserted_by: list[str] = field(default_factory=list)
    denied_by: list[str] = field(default_factory=list)
    claims: list[str] = field(default_factory=list)


@dataclass(slots=True)
class HolderBridge:
    """Where a route goes on from another account of the same holder, or begins or ends at one.

    Attributes:
        holder: Whose accounts they are.
        arrived: The account or party that the money reached; at the start, what was asked for.
        left: The account or party that the next payment left; at the end, what was asked for.
        hop: How many payments come before.
        edges: By which edges the accounts are the holder's.
        held: Whether they surely were on the days of the payments next to it (certain), may have
            been (possible), or no source says when (undated).
    """

    holder: str
    arrived: str
    left: str
    hop: int
    edges: list[str]
    held: Literal["certain", "possible", "undated"]


@dataclass(slots=True)
class Bottleneck:
    """The least amount on the way.

    Attributes:
        value: A decimal string; none: unknown.
        why: Why it is unknown: a payment states no amount, or one that is open or a range; or the
            payments are in several currencies, which are never compared.
    """

    value: str | None
    currency: str | None
    precision: str = "exact"
    why: str | None = None


@dataclass(slots=True)
class MoneyRoute:
    """Payments that can have followed one another; n payments join n + 1 places.

    Attributes:
        id: Of its payments: the same route has the same id in every answer.
        nodes: The places that it joins: holders where they are known.
        hops: Its payments in order.
        length: How many they are.
        certain: Whether it holds for every choice of the vague dates.
        arrives_first: First day (or instant) on which the money can have arrived; none: open.
        arrives_last: Last such day; none: open.
        bottleneck: The least amount on the way.
        open_dates: What is not certain about it; empty where it is certain.
        decides: The payment whose date would settle most of that; none where it is certain.
        weakest: The payments that are least established: the lowest rung, on the fewest sources.
        standing: The lowest rung on the way.
        bridges: Where it goes on from another account of one holder.
        words: What there is to say about its time, in sentences.
    """

    id: str
    nodes: list[str]
    hops: list[RouteHop]
    length: int
    certain: bool
    arrives_first: str | None
    arrives_last: str | None
    bottleneck: Bottleneck
    open_dates: list[OpenDate]
    decides: str | None
    weakest: list[str]
    standing: StandingByLadder
    tiers: list[int]
    single_source_hops: int
    contested: bool
    inferred: bool
    bridges: list[HolderBridge]
    words: list[str]


@dataclass(frozen=True)
class Known:
    """What is known beside the routes themselves.

    Attributes:
        links: The payments by id, between the accounts that they name.
        views: The payments as answers carry them.
        holdings: By which edge an account is its holder's, and that edge as answers carry it.
        claims: The claims about each payment.
        repeats: For each payment the parallel ones that tell of the same money.
        asked: The ends that were asked for, by place.
    """

    links: Mapping[str, Link]
    views: Mapping[str, View]
    holdings: Mapping[str, View]
    claims: Mapping[str, Sequence[View]]
    repeats: Mapping[str, Sequence[str]]
    asked: Mapping[str, frozenset[str]]


def show_route(route: Route, known: Known) -> MoneyRoute:
    """A found route in the shape of answers."""
    opened = list(open_dates(route, known.views))
    hops = [
        _hop(known, ident, here, there, opened)
        for ident, (here, there) in zip(route.ids, pairwise(route.places), strict=True)
    ]
    lowest = min(map(_strength, hops))
    certain = not opened
    shown = MoneyRoute(
        id=path_id(route.places, route.ids),
        nodes=list(route.places),
        hops=hops,
        length=len(hops),
        certain=certain,
        arrives_first=moment(route.arrives_first),
        arrives_last=moment(route.arrives_last),
        bottleneck=_bottleneck(route, known.views),
        open_dates=opened,
        decides=None if certain else route.decides or opened[0].decides,
        weakest=[hop.edge for hop in hops if _strength(hop) == lowest],
        standing=weakest((hop.ladder, hop.standing) for hop in hops),
        tiers=[sum(hop.tier == tier for hop in hops) for tier in range(_TIERS)],
        single_source_hops=sum(hop.single_source for hop in hops),
        contested=any(hop.contested or hop.contested_fields for hop in hops),
        inferred=any(hop.inferred for hop in hops),
        bridges=list(_bridges(route, known)),
        words=[],
    )
    shown.words = list(_words(shown, known.views))
    return shown


def _hop(known: Known, ident: str, here: str, there: str, opened: Iterable[OpenDate]) -> RouteHop:
    view = known.views[ident]
    plain = show_hop(known.links[ident], here, there, view, known.repeats.get(ident, ()))
    reading = view["evidence"]
    doubtful = any(one.payments[-1] == ident for one in opened)
    shared = {name: getattr(plain, name) for name in Hop.__dataclass_fields__}
    return RouteHop(
        **{**shared, "forward": True},
        follows="possible" if doubtful else "certain",
        amount=view.get("amount"),
        date=text_of(view["date"]) if view.get("date") else None,
        asserted_by=list(reading.get("asserted_by", ())),
        denied_by=list(reading.get("denied_by", ())),
        claims=[one["id"] for one in known.claims.get(ident, ())],
    )


def _strength(hop: Hop) -> tuple[int, int, bool]:
    """How well a hop is established: by tier, then by rung, then by whether several say so."""
    return hop.tier, height(hop.ladder, hop.standing), not hop.single_source


def _bottleneck(route: Route, views: Mapping[str, View]) -> Bottleneck:
    if route.bottleneck is not None and route.currency is not None:
        code = route.currency[:3]
        amounts = [views[one]["amount"] for one in route.ids]
        about = any(one.get("precision", "exact") == "about" for one in amounts)
        text = Money(route.bottleneck, code).text
        return Bottleneck(text, code, "about" if about else "exact")
    unknown = [one.id for one in route.transfers if one.amount is None]
    if unknown:
        return Bottleneck(None, None, why=f"no single sum is stated for {', '.join(unknown)}")
    return Bottleneck(None, None, why="the payments are in several currencies")


def _bridges(route: Route, known: Known) -> Iterable[HolderBridge]:
    first, last = route.transfers[0], route.transfers[-1]
    start, end = route.places[0], route.places[-1]
    found = [(one.holder, one.arrived, one.left, one.hop) for one in route.bridges]
    if first.source not in known.asked.get(start, ()):
        found.insert(0, (start, min(known.asked[start]), first.source, 0))
    if last.target not in known.asked.get(end, ()):
        found.append((end, last.target, min(known.asked[end]), len(route.transfers)))
    for holder, arrived, left, hop in found:
        edges = [known.holdings[one] for one in (arrived, left) if one in known.holdings]
        beside = [known.views[one.id] for one in route.transfers[max(hop - 1, 0) : hop + 1]]
        spans = {_held(edge, payment) for edge in edges for payment in beside}
        weakest_: Literal["certain", "possible", "undated"] = (
            "undated" if "undated" in spans else "possible" if "possible" in spans else "certain"
        )
        yield HolderBridge(holder, arrived, left, hop, [one["id"] for one in edges], weakest_)


def _held(holding: View, payment: View) -> Literal["certain", "possible", "undated"]:
    """Whether an account was held on the days of a payment."""
    date = payment.get("date") or {}
    days = {date.get("earliest"), date.get("latest")}
    told = [held(holding, day[:10]) if day else "possible" for day in days]
    if "undated" in told:
        return "undated"
    return "certain" if set(told) == {"certain"} else "possible"


def _words(route: MoneyRoute, views: Mapping[str, View]) -> Iterable[str]:
    told = "calculated by Clew, if the payments were made as claimed"
    if route.certain:
        yield (
            f"Certain in time ({told}): whatever the vague dates turn out to be, no payment was "
            "made before the one that it follows."
        )
        return
    yield (
        f"Possible in time, not certain ({told}). What would settle most is the date of "
        f"{route.decides}, {said_when(views[str(route.decides)])}."
    )
    yield from (one.words for one in route.open_dates)
