"""Bands of payments as an answer shows them: sums, how far they are established, and stubs."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

from graph.evidence import height
from graph.ontology import Ladder, Rung
from graph.store import View
from queries.flow_shapes import WORDS, FlowLink, FlowNode, Grouping, Stub, Why
from queries.picture import caption
from queries.route_dates import moment
from queries.sums import Sum, add_up
from queries.tracing.events import UNSTATED
from queries.tracing.flowing import Band, Moved, Spot, bands, by_depth, by_periods, returns
from queries.tracing.gathered import Gathered
from queries.tracing.periods import PeriodLength, period_of

NO_COUNTRY = "no country stated"


@dataclass
class Flow:
    """Payments to be grouped, summed and laid out.

    Attributes:
        views: The payments by id.
        gathered: The same as transfers, each once.
        parties: Their ends, and the holders of these.
        holders: The only holder of each account.
        by: What is summed up.
        period: By which periods.
        homes: The dataset of each payment whose currency is not stated.
        depth: How many payments lie before each one; none: layers are periods.
        onward: Whether the money is followed on from where it starts, else back.
    """

    views: Mapping[str, View]
    gathered: Gathered
    parties: Mapping[str, View]
    holders: Mapping[str, str]
    by: Grouping
    period: PeriodLength
    homes: Mapping[str, str]
    depth: Mapping[str, int] | None
    onward: bool = True
    _moments: dict[str, tuple[int | None, int | None]] = field(init=False)
    _replaced: set[str] = field(init=False)
    _overlapped_by: defaultdict[str, set[str]] = field(init=False)

    def __post_init__(self) -> None:
        """Look up once what every band needs."""
        self._moments = {one.id: (one.first, one.last) for one in self.gathered.events}
        views = self.views.values()
        self._replaced = {one for view in views for one in view.get("replaces", ())}
        self._overlapped_by = defaultdict(set)
        for ident, view in self.views.items():
            for one in view.get("overlaps", ()):
                self._overlapped_by[one].add(ident)
                self._overlapped_by[ident].add(one)

    def shown(self, beyond: Mapping[str, int]) -> tuple[list[FlowNode], list[FlowLink], list[Stub]]:
        """The spots, the sums between them, and what is in none.

        Args:
            beyond: How many further payments there are at places that were not followed.
        """
        moved = [self._moved(one) for one in self._transfers()]
        layer = by_periods(moved) if self.depth is None else by_depth
        found = bands(moved, layer)
        links, stubs = [], []
        for band in found:
            summed, beside = self._sorted_out(band)
            links += [self._link(band, summed)] if summed else []
            stubs += beside
        spots = {end for band in found for end in (band.source, band.target)}
        stubs += self._beyond(beyond, spots)
        # By periods a group stands in many layers without money having come back to it.
        back = returns(spots) if self.depth is not None else {}
        order = sorted(spots, key=lambda it: (it.layer, it.group))
        return [self._node(one, back.get(one)) for one in order], links, stubs

    def _transfers(self) -> list[str]:
        """Each transfer once; one that another takes the place of is told of in a stub."""
        return sorted(self._moments.keys() | (self._replaced & self.views.keys()))

    def _moved(self, ident: str) -> Moved:
        view = self.views[ident]
        currency = (view.get("amount") or {}).get("currency", UNSTATED)
        home = self.homes.get(ident, "") if currency == UNSTATED else ""
        return Moved(
            ident,
            self._group(view["source"]),
            self._group(view["target"]),
            period_of(*self._moments.get(ident, (None, None)), self.period),
            f"{currency} {home}".strip(),
            (self.depth or {}).get(ident, 0),
        )

    def _group(self, end: str) -> str:
        if self.by is Grouping.ACCOUNT:
            return end
        holder = self.holders.get(end, end)
        if self.by is Grouping.HOLDER:
            return holder
        for party in (holder, end):
            countries = self.parties.get(party, {}).get("countries", ())
            if countries:
                return " or ".join(sorted(countries))
        return NO_COUNTRY

    def _sorted_out(self, band: Band) -> tuple[Sum | None, list[Stub]]:
        """What can be summed of a band, and stubs for the rest."""
        apart: defaultdict[Why, list[str]] = defaultdict(list)
        summable = []
        for ident in band.payments:
            why = self._why_not(ident, band)
            if why is None:
                summable.append(self.views[ident])
            else:
                apart[why].append(ident)
        sums = add_up(summable, self.homes)
        stubs = [
            Stub(
                _spot(band.source),
                _spot(band.target),
                why,
                WORDS[why],
                ids,
                len(ids),
                [self.views[one]["amount"] for one in ids if self.views[one].get("amount")],
            )
            for why, ids in sorted(apart.items())
        ]
        return (sums[0] if sums else None), stubs

    def _why_not(self, ident: str, band: Band) -> Why | None:
        view = self.views[ident]
        if view.get("granularity", "single") != "single":
            return Why.TOTAL
        if ident in self._replaced:
            return Why.REPLACED
        if not view.get("amount"):
            return Why.NO_AMOUNT
        if self.by is not Grouping.COUNTRY and band.source.group == band.target.group:
            return Why.WITHIN
        return None

    def _link(self, band: Band, summed: Sum) -> FlowLink:
        source, target = _spot(band.source), _spot(band.target)
        currency = band.currency[:3]
        dates = [self._moments[one] for one in summed.edges]
        firsts, lasts = [first for first, _ in dates], [last for _, last in dates]
        readings = [self.views[one]["evidence"] for one in summed.edges]
        also = [
            one["id"] for ident in summed.edges for one in self.gathered.payments.get(ident, ())[1:]
        ]
        return FlowLink(
            id=f"{source}>{target}:{band.period.text}:{band.currency}",
            source=source,
            target=target,
            value=summed.min if summed.min is not None else summed.max or "0",
            min=summed.min,
            max=summed.max,
            precision=summed.precision,
            currency=currency,
            dataset=summed.dataset,
            count=len(summed.edges),
            payments=summed.edges,
            first=None if None in firsts else moment(min(one for one in firsts if one is not None)),
            last=None if None in lasts else moment(max(one for one in lasts if one is not None)),
            period=band.period.text,
            standing=min(
                (Rung(one["standing"]) for one in readings),
                key=lambda rung: height(Ladder.FACT, rung),
            ),
            contested=summed.contested,
            inferred=any(one.get("inferred", False) for one in readings),
            overlapping=summed.overlapping,
            repeated=self._repeated(summed),
            also_told_by=also,
            conflicting=summed.conflicting,
        )

    def _repeated(self, summed: Sum) -> list[str]:
        """Payments of other links that overlap one of these, whoever of them says so."""
        mine = set(summed.edges)
        theirs = {it for one in mine for it in self._overlapped_by.get(one, ())}
        return sorted(
            one
            for one in (theirs - mine) & self.views.keys()
            if self.views[one].get("granularity", "single") == "single"
        )

    def _beyond(self, beyond: Mapping[str, int], spots: set[Spot]) -> list[Stub]:
        found = []
        groups: defaultdict[str, int] = defaultdict(int)
        for place, count in beyond.items():
            groups[self._group(place)] += count
        for group, count in sorted(groups.items()):
            there = [one for one in spots if one.group == group]
            if there:
                last = max if self.onward else min
                spot = _spot(last(there, key=lambda it: it.layer))
                source, target = (spot, None) if self.onward else (None, spot)
                found.append(Stub(source, target, Why.BEYOND, WORDS[Why.BEYOND], [], count))
        return found

    def _node(self, spot: Spot, first: Spot | None) -> FlowNode:
        party = self.parties.get(spot.group) if self.by is not Grouping.COUNTRY else None
        return FlowNode(
            _spot(spot),
            spot.group,
            spot.layer,
            caption(party) if party else spot.group,
            party["kind"] if party else "Country",
            spot.group if party else None,
            _spot(first) if first else None,
        )


def _spot(one: Spot) -> str:
    return f"{one.group}@{one.layer}"
