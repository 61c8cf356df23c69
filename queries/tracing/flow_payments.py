"""The payments that a question about flows sums up, out of a store, within a budget."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from graph.ontology import NODE_KINDS, LegalEntity
from graph.ontology.nodes import BankAccount
from graph.store import Reader
from graph.traversal import EDGE_BUDGET, Direction, EdgeFilter, Link, Passage
from queries.tracing.flowing import Dated, depths, followed
from queries.tracing.on_the_way import Ways
from queries.tracing.places import Places
from queries.tracing.transfers import EVER, NEVER

_PAYERS = frozenset(
    name for name, kind in NODE_KINDS.items() if issubclass(kind, LegalEntity | BankAccount)
)
# So many nodes are asked for their payments at a time.
_BATCH = 1000


@dataclass
class FlowPayments:
    """Payments out of a store, before their times are looked at.

    Attributes:
        links: By id, between the accounts or parties that they name.
        places: Whose the accounts are.
        starts: The places where the money starts; none: anywhere.
        ends: The places that it is followed back from.
        beyond: How many further payments there are at a place that was not followed, by place.
        complete: Whether these are all.
        hubs: Parties and accounts that were not passed for their number of links.
    """

    links: list[Link]
    places: Places
    starts: frozenset[str] = frozenset()
    ends: frozenset[str] = frozenset()
    beyond: Mapping[str, int] = field(default_factory=dict)
    complete: bool = True
    hubs: tuple[str, ...] = ()


def between(reader: Reader, ways: Ways) -> FlowPayments:
    """The payments on the ways from some parties to others."""
    found = ways.fetch(reader)
    starts, ends = (found.places.places(one) for one in (ways.sources, ways.targets))
    return FlowPayments(
        found.links, found.places, starts, ends, complete=found.complete, hubs=found.hubs
    )


def spread(reader: Reader, ways: Ways, direction: Direction) -> FlowPayments:
    """The payments that go on from the sources (out), or that lead to the targets (in).

    Args:
        reader: The store.
        ways: From where, how far, along which payments, and what is not passed.
        direction: Which way.
    """
    forward = direction is Direction.OUT
    places = Places(reader, ways.holdings)
    starts = places.places(ways.sources if forward else ways.targets)
    places.ends = starts
    seen, frontier, complete = set(starts), sorted(starts), True
    hops = 0
    while frontier and complete and hops < ways.max_hops:
        room = EDGE_BUDGET - len(places.links)
        found, complete = places.expand(frontier, direction, ways.payments, room)
        reached = {one.target if forward else one.source for one in found} - seen
        seen |= reached
        shut = places.closed(reached, ways.passage)
        frontier = sorted(reached - shut.keys())
        hops += 1
    links = [places.links[one] for one in sorted(places.links)]
    beyond = _beyond(reader, places, frontier, direction, ways.payments) if complete else {}
    most = ways.passage.hub_limit
    hubs = tuple(one for one, visit in sorted(places.shut.items()) if most and visit.degree > most)
    sides = (starts, frozenset[str]()) if forward else (frozenset[str](), starts)
    return FlowPayments(links, places, *sides, beyond, complete and places.complete, hubs)


def everything(reader: Reader, payments: EdgeFilter, holdings: EdgeFilter) -> FlowPayments:
    """Every payment of the store, as far as one question may bring them in."""
    places = Places(reader, holdings)
    payers = [view["id"] for _, view in reader.scan("node") if view["kind"] in _PAYERS]
    complete = True
    for start in range(0, len(payers), _BATCH):
        room = EDGE_BUDGET - len(places.links)
        batch = payers[start : start + _BATCH]
        found, complete = reader.expand(batch, Direction.OUT, payments, room)
        places.between_places(found)
        if not complete:
            break
    links = [places.links[one] for one in sorted(places.links)]
    return FlowPayments(links, places, complete=complete and places.complete)


def passage_of(hub_limit: int, avoid: frozenset[str]) -> Passage:
    """What may not be passed; a limit of 0 is none."""
    return Passage(hub_limit=hub_limit or None, avoid=avoid)


def _beyond(
    reader: Reader, places: Places, frontier: list[str], direction: Direction, edges: EdgeFilter
) -> dict[str, int]:
    """How many payments there are one hop further, by the place where the flows stop."""
    if not frontier:
        return {}
    found, _ = reader.expand(places.members(frontier), direction, edges, EDGE_BUDGET)
    near = "source" if direction is Direction.OUT else "target"
    return dict(
        Counter(places.place(getattr(one, near)) for one in found if one.id not in places.links)
    )


def in_time(
    found: FlowPayments, moments: Mapping[str, tuple[int | None, int | None]]
) -> dict[str, int]:
    """The payments that money can have taken, and how many lie before each.

    None lies surely before the money can have come to its payer, nor, where it is followed back,
    surely behind the moment by which it must have gone on. Followed back, the payments are
    counted from the far end.

    Args:
        found: The payments.
        moments: First and last moment of each that counts; what has none here does not count.
    """
    dated = []
    for one in found.links:
        if one.id in moments:
            first, last = moments[one.id]
            dated.append(
                Dated(
                    one.id,
                    found.places.place(one.source),
                    found.places.place(one.target),
                    EVER if first is None else first,
                    NEVER if last is None else last,
                )
            )
    if found.starts:
        kept = followed(dated, found.starts)
        dated = [one for one in dated if one.id in kept]
    if found.ends:
        kept = followed((one.turned for one in dated), found.ends)
        dated = [one for one in dated if one.id in kept]
    if found.starts:
        depth = depths(((one.source, one.target) for one in dated), found.starts)
        return {one.id: depth.get(one.source, 0) for one in dated}
    back = depths(((one.target, one.source) for one in dated), found.ends)
    most = max((back.get(one.target, 0) for one in dated), default=0)
    return {one.id: most - back.get(one.target, 0) for one in dated}
