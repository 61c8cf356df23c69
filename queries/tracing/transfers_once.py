"""Payments become events: each transfer once, however many payments tell of it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence

from graph.evidence import code
from graph.ontology import Ladder, Rung
from graph.store import Reader, View
from graph.traversal import Direction
from queries.tracing.claimed import agreed, differing, event_of, nature_of, told_of
from queries.tracing.events import Event, Nature
from queries.tracing.folding import Told, fold, unfolded_overlaps
from queries.tracing.gathered import Gathered, LeftOut, Per, Wanted
from queries.tracing.spreading import HOLDING

_DENIED = {"refuted", "denied_only"}


def events_of(
    reader: Reader,
    payments: Iterable[View],
    wanted: Wanted = Wanted(),  # noqa: B008
    holders: Mapping[str, Collection[str]] | None = None,
) -> Gathered:
    """Make events of payments, however they were found.

    Args:
        reader: The store, for claims and, where they are not given, holders.
        payments: As the wire carries them, each once.
        wanted: What folds, what stands too low, and whether per account or per holder.
        holders: Of the accounts among the ends.

    Returns:
        The events; nothing is known of whose payments are all here.
    """
    views = {str(one["id"]): one for one in payments}
    gathered = Gathered()
    if holders is None:
        holders = _holders(reader, views.values())
    gathered.holders = {one: tuple(sorted(many)) for one, many in sorted(holders.items())}
    counted = _sift(views, wanted, gathered)
    claims = reader.claims([one["id"] for one in counted])
    alone = {one["id"]: event_of(one, claims.get(one["id"], ())) for one in counted}
    told = _told(counted, claims, alone, wanted, gathered)
    if wanted.tolerance is not None:
        gathered.folds = fold(told, wanted.tolerance, wanted.kept_apart)
    gathered.instead = unfolded_overlaps(told, gathered.folds)
    _enter(gathered, views, alone, wanted)
    return gathered


def _holders(reader: Reader, payments: Iterable[View]) -> dict[str, set[str]]:
    ends = {end for one in payments for end in (one["source"], one["target"])}
    found: defaultdict[str, set[str]] = defaultdict(set)
    for link in reader.expand(ends, Direction.IN, HOLDING)[0]:
        found[link.target].add(link.source)
    return found


def _sift(views: Mapping[str, View], wanted: Wanted, gathered: Gathered) -> list[View]:
    """The payments that count; the others are listed with the reason."""
    replaced = {one for view in views.values() for one in view.get("replaces", ())}
    why: defaultdict[str, list[str]] = defaultdict(list)
    counted = []
    for ident, view in sorted(views.items()):
        reading = view["evidence"]
        rung = code(Ladder(reading["ladder"]), Rung(reading["standing"]))
        if reading["standing"] in _DENIED:
            why["nobody asserts it any more, or it is only denied"].append(ident)
        elif rung not in wanted.rungs and not reading.get("inferred"):
            why["it stands lower than asked for"].append(ident)
        elif ident in replaced:
            why["another payment here takes its place"].append(ident)
        else:
            counted.append(view)
    gathered.left_out = [LeftOut(reason, ids) for reason, ids in sorted(why.items())]
    return counted


def _told(
    counted: Sequence[View],
    claims: Mapping[str, list[View]],
    alone: Mapping[str, Event],
    wanted: Wanted,
    gathered: Gathered,
) -> list[Told]:
    holders = wanted.tolerance is not None and wanted.tolerance.holders
    per = Per.HOLDER if holders else wanted.per
    return [
        told_of(
            one,
            claims.get(one["id"], ()),
            gathered.party(one["source"], per),
            gathered.party(one["target"], per),
            alone[one["id"]],
        )
        for one in counted
        if nature_of(one) is Nature.SINGLE
    ]


def _enter(
    gathered: Gathered, views: Mapping[str, View], alone: Mapping[str, Event], wanted: Wanted
) -> None:
    """The events themselves, folded or alone."""
    groups = {one.payments[0]: one.payments for one in gathered.folds}
    folded = {ident for payments in groups.values() for ident in payments[1:]}
    for ident in sorted(alone.keys() - folded):
        members = groups.get(ident, (ident,))
        payments = [views[one] for one in members]
        event = _merged([alone[one] for one in members], gathered)
        if ident in gathered.instead:
            event = event._replace(nature=Nature.OVERLAPPING)
        event = event._replace(
            source=gathered.party(event.source or "", wanted.per),
            target=gathered.party(event.target or "", wanted.per),
        )
        gathered.events.append(event)
        gathered.payments[ident] = payments
        gathered.event_of.update(dict.fromkeys(members, ident))
        differs = differing(payments, event)
        if differs:
            gathered.differing[ident] = differs


def _merged(events: Sequence[Event], gathered: Gathered) -> Event:
    """One event of several: the best established exact sum, the agreed dates, the closest ends."""
    lead = events[0]
    if len(events) == 1:
        return lead
    amounts = [one.amount for one in events if one.amount is not None]
    first, last = agreed([(one.first, one.last) for one in events])

    def closest(ends: Sequence[str | None]) -> str | None:
        # An account says more than its holder.
        return next((one for one in ends if one in gathered.holders), ends[0])

    return lead._replace(
        amount=amounts[0] if amounts else None,
        first=first,
        last=last,
        source=closest([one.source for one in events]),
        target=closest([one.target for one in events]),
        locator=min(one.locator for one in events),
    )
