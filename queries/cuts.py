"""A cut: the payments that leave some parties, and what is known behind it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.store import Reader, View
from graph.traversal import EDGE_BUDGET, Direction, EdgeFilter
from queries.tracing.claimed import moments_of, nature_of
from queries.tracing.events import WORDS, Nature, Why
from queries.tracing.gathered import Gathered
from queries.tracing.places import Places
from queries.tracing.transfers import EVER, NEVER
from queries.tracing.transfers_once import events_of

_DENIED = {"refuted", "denied_only"}


@dataclass
class Cut:
    """The payments at a cut.

    Attributes:
        views: Every payment that crosses it, by id.
        gathered: The same as transfers, each once.
        places: Whose the accounts are.
        complete: Whether these are all.
    """

    views: dict[str, View]
    gathered: Gathered
    places: Places
    complete: bool


@dataclass(frozen=True)
class Crossing:
    """Which payments cross a cut.

    Attributes:
        sources: Whom the money leaves; none: anybody.
        targets: Whom it reaches; none: anybody.
        offence: Only payments that somebody says are proceeds of it; none: all.
        payments: Which payments count.
        holdings: Which edges say whose an account is.
    """

    sources: frozenset[str]
    targets: frozenset[str]
    offence: str | None
    payments: EdgeFilter
    holdings: EdgeFilter

    def fetch(self, reader: Reader) -> Cut:
        """The payments from one side of the cut to the other."""
        places = Places(reader, self.holdings)
        here, there = places.places(self.sources), places.places(self.targets)
        places.ends = here | there
        payers, payees = places.members(here), places.members(there)
        if payers and payees:
            links, whole = reader.within(payers, payees, self.payments)
        elif payers:
            links, whole = reader.expand(payers, Direction.OUT, self.payments)
        else:
            links, whole = reader.expand(payees, Direction.IN, self.payments)
        places.between_places(links)
        side = here if not there else there if not here else frozenset()
        outward = [
            one.id
            for one in links
            if _leaves(places, one.id)
            and not {places.place(one.source), places.place(one.target)} <= side
        ]
        views = reader.edges(sorted(outward))
        if self.offence is not None:
            views = {one: view for one, view in views.items() if says(view, self.offence)}
        holders = {account: (one,) for account, one in places.holders.items()}
        gathered = events_of(reader, views.values(), holders=holders)
        return Cut(views, gathered, places, whole and places.complete)


def _leaves(places: Places, ident: str) -> bool:
    """Whether a payment leaves the place where it began."""
    link = places.links[ident]
    return places.place(link.source) != places.place(link.target)


def says(payment: View, offence: str) -> bool:
    """Whether somebody says, and has not taken back, that a payment is proceeds of an offence."""
    values = payment["evidence"].get("fields", {}).get("proceeds_of", {}).get("values", ())
    return any(one["value"] == offence and one["standing"] not in _DENIED for one in values)


@dataclass(slots=True)
class Beyond:
    """A payment behind the cut that explains nothing of the sum, and why.

    Attributes:
        payment: Its id; none: no payment goes on from there.
        source: Whom it leaves.
        target: Whom it reaches.
        amount: The shown amount.
        why: aggregate, inferred, amountless, undated; `not_traced` for a payment of a stated sum,
            of which only a rule of tracing can say what it carries; `end` where nothing goes on.
        words: The same in words.
    """

    payment: str | None
    source: str
    target: str | None
    why: str
    words: str
    amount: dict[str, Any] | None = None


_NOT_TRACED = (
    "one payment; whose money it carried no source says, only a rule of tracing (`clew trace`)"
)
_END = "no payment goes on from here in the sources read"


def beyond(
    reader: Reader, cut: Cut, entries: Sequence[View], payments: EdgeFilter
) -> tuple[list[Beyond], dict[str, View], bool]:
    """What lies behind a cut: the payments of those whom the money reached.

    Args:
        reader: The store.
        cut: The cut.
        entries: The payments at the cut that are looked behind.
        payments: Which payments count.

    Returns:
        What explains nothing and why, the payments by id, and whether these are all.
    """
    arrived: dict[str, int] = {}
    for view in entries:
        place = cut.places.place(view["target"])
        begin = moments_of(view)[0]
        arrived[place] = min(arrived.get(place, NEVER), EVER if begin is None else begin)
    if not arrived:
        return [], {}, True
    links, whole = reader.expand(cut.places.members(arrived), Direction.OUT, payments, EDGE_BUDGET)
    cut.places.between_places(links)
    views = reader.edges(sorted(one.id for one in links if _leaves(cut.places, one.id)))
    found, kept = [], {}
    for ident, view in sorted(views.items()):
        place = cut.places.place(view["source"])
        last = moments_of(view)[1]
        if last is None or last >= arrived[place]:
            kept[ident] = view
            found.append(_one_beyond(view))
    going_on = {cut.places.place(view["source"]) for view in kept.values()}
    found += [Beyond(None, place, None, "end", _END) for place in sorted(arrived.keys() - going_on)]
    return found, kept, whole


def _one_beyond(view: View) -> Beyond:
    why: Why | None = None
    if nature_of(view) is not Nature.SINGLE:
        why = Why(nature_of(view))
    elif not view.get("amount"):
        why = Why.AMOUNTLESS
    elif not view.get("date"):
        why = Why.UNDATED
    words = WORDS[why] if why else _NOT_TRACED
    if why is Why.AGGREGATE and not view.get("amount"):
        words += ", and no amount is stated"
    return Beyond(
        view["id"], view["source"], view["target"], str(why or "not_traced"), words,
        view.get("amount"),
    )  # fmt: skip


@dataclass(slots=True)
class ClaimedTotal:
    """What somebody claims in one sum: a claim, never coverage.

    Attributes:
        payment: The total's id.
        amount: As it is claimed.
        asserted_by: Who says so.
        denied_by: Who denies it.
        proceeds_alleged_by: Who says that it is proceeds of the offence.
        proceeds_denied_by: Who denies that.
        at_cut: Whether it is said of the cut itself.
    """

    payment: str
    amount: dict[str, Any]
    asserted_by: list[str]
    denied_by: list[str]
    proceeds_alleged_by: list[str]
    proceeds_denied_by: list[str]
    at_cut: bool


def claimed_totals(
    reader: Reader, cut: Cut, offence: str | None, budget: int = EDGE_BUDGET
) -> tuple[list[ClaimedTotal], dict[str, View], bool]:
    """The totals at the cut, and every other one that is said to be proceeds of the offence.

    Returns:
        The totals by id, the same as the store keeps them, and whether these are all.
    """
    totals = {one: view for one, view in cut.views.items() if _total(view)}
    whole = True
    if offence is not None:
        whole = reader.counts().get("Payment", 0) <= budget
        ids = [view["id"] for _, view in reader.scan("edge") if _total(view)] if whole else []
        totals |= {one: view for one, view in reader.edges(ids).items() if says(view, offence)}
    stated = {
        one: view
        for one, view in sorted(totals.items())
        if view.get("amount") and view["evidence"]["standing"] not in _DENIED
    }
    found = [_claimed(view, offence, at_cut=one in cut.views) for one, view in stated.items()]
    return found, stated, whole


def _total(view: View) -> bool:
    return view["kind"] == "Payment" and view.get("granularity") == "aggregate"


def _claimed(view: View, offence: str | None, *, at_cut: bool) -> ClaimedTotal:
    reading = view["evidence"]
    values = reading.get("fields", {}).get("proceeds_of", {}).get("values", ())
    said: Mapping[str, Any] = next((one for one in values if one["value"] == offence), {})
    return ClaimedTotal(
        view["id"],
        view["amount"],
        list(reading.get("asserted_by", ())),
        list(reading.get("denied_by", ())),
        list(said.get("asserted_by", ())),
        list(said.get("denied_by", ())),
        at_cut,
    )


def singles(cut: Cut) -> Iterable[View]:
    """The single payments at a cut, each transfer once, by id."""
    for event in cut.gathered.events:
        view = cut.gathered.payments[event.id][0]
        if view.get("granularity", "single") == "single":
            yield view


def gaps_behind(reader: Reader, payments: Mapping[str, View]) -> list[View]:
    """The declared gaps behind some payments, in id order."""
    return [one for one in reader.gaps() if payments.keys() & set(one.get("upstream", ()))]
