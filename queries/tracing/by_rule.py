"""Runs a rule over the ledgers in every asked order, and says what each order agrees on."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple, TypeVar

from graph.ontology import RUNGS, Ladder
from queries.tracing.book import Role
from queries.tracing.events import WORDS, Event, Purse, Why
from queries.tracing.gathered import standing_of
from queries.tracing.inquiry import Inquired
from queries.tracing.lots import OTHER, Lot
from queries.tracing.results import (
    Compared,
    EndShown,
    HopShown,
    LotShown,
    Missing,
    RuleShown,
    StopShown,
    Traced,
)
from queries.tracing.rules import Profile, Rule
from queries.tracing.shown import Teller, text_of_sum
from queries.tracing.trace import trace
from queries.tracing.traced import Trace

_HEIGHT = {str(rung): place for place, rung in enumerate(RUNGS[Ladder.FACT])}
ItemT = TypeVar("ItemT")
_PLACES = {
    Role.LEDGER: "held",
    Role.OUTSIDE: "paid",
    Role.NOBODY: "beyond",
    Role.OPENING: "opening",
    Role.UNEXPLAINED: "unexplained",
    Role.CLOSING: "closing",
}


class End(NamedTuple):
    """Where money lies at the end of a trace."""

    place: str
    purse: Purse


def calculated_by(rule: Profile) -> str:
    """What every line of a rule says."""
    return f"calculated by Clew under {rule.title}, if the transfers happened as claimed"


def traces_of(inquired: Inquired, rule: Rule, *, back: bool) -> list[Trace]:
    """The rule in every asked order.

    Raises:
        BadRequest: If it has no way back and is asked for one.
    """
    return [trace(book, rule, inquired.asked, back=back) for book in inquired.books.values()]


def ends_of(one: Trace) -> dict[End, dict[int, int]]:
    """What became of the money, by the place it came to and by origin; other money left out."""
    found: defaultdict[End, dict[int, int]] = defaultdict(dict)

    def add(place: str, purse: Purse, sums: Iterable[tuple[int, int]]) -> None:
        for origin, amount in sums:
            if origin != OTHER and amount:
                mine = found[End(place, purse)]
                mine[origin] = mine.get(origin, 0) + amount

    for purse, sums in one.held.items():
        add("held", purse, sums.items())
    for reached, sums in one.paid.items():
        add(_PLACES[reached.role], reached.purse, sums.items())
    for left in one.boundary:
        # What starts again as another source is followed as that.
        place = "started again" if left.why is Why.STARTS_AGAIN else "beyond"
        purse = Purse(left.event.id, left.event.currency, left.event.home)
        add(place, purse, [left.lot])
    return dict(found)


def compare(
    traces: Mapping[str, Sequence[Trace]], holders: Mapping[str, Sequence[str]]
) -> list[Compared]:
    """Every end under every rule, then every holder of several or named accounts.

    Args:
        traces: Those of each rule, in its orders.
        holders: Of accounts.
    """
    sums: dict[str, list[dict[End, int]]] = {
        rule: [{end: sum(it.values()) for end, it in ends_of(one).items()} for one in many]
        for rule, many in traces.items()
    }
    for orders in sums.values():
        for one in orders:
            for end, amount in list(one.items()):
                mine = holders.get(end.purse.account, ())
                if end.place in {"held", "paid"} and len(mine) == 1:
                    whole = End("holder", end.purse._replace(account=mine[0]))
                    one[whole] = one.get(whole, 0) + amount
    ends = sorted({end for orders in sums.values() for one in orders for end in one})
    return [
        Compared(
            end.place,
            end.purse.account,
            list(holders.get(end.purse.account, ())),
            end.purse.currency,
            by_rule := {
                rule: _range([one.get(end, 0) for one in orders], end.purse.currency)
                for rule, orders in sums.items()
            },
            len({(it.min, it.max) for it in by_rule.values()}) > 1,
        )
        for end in ends
    ]


def rule_shown(
    rule: Rule, traces: Sequence[Trace], inquired: Inquired, teller: Teller, hop_limit: int
) -> RuleShown:
    """What a rule says.

    Args:
        rule: The rule.
        traces: In each asked order; hops, stops and lots are those of the first.
        inquired: The events and their payments.
        teller: Shows transfers.
        hop_limit: How many hops to show.
    """
    told, first, gathered = calculated_by(rule), traces[0], inquired.gathered
    shown = RuleShown(
        rule.name, rule.title, rule.definition, rule.authority, rule.forum, rule.conserves,
        rule.notice, told,
    )  # fmt: skip
    shown.entered = _entered(first, inquired)
    several = len(first.origins) > 2  # noqa: PLR2004 - the first is all other money
    by_order = [ends_of(one) for one in traces]
    for end in sorted({end for one in by_order for end in one}):
        parts = [one.get(end, {}) for one in by_order]
        currency = end.purse.currency
        origins = [
            LotShown(origin_text(first.origins[origin]), text_of_sum(amount, currency))
            for origin, amount in sorted(parts[0].items())
        ]
        shown.ends.append(
            EndShown(
                end.place,
                end.purse.account,
                list(gathered.holders.get(end.purse.account, ())),
                _range([sum(one.values()) for one in parts], currency),
                origins if several else [],
                told,
            )
        )
    shown.hops = [
        HopShown(number, teller.transfer(hop.event), _lots(hop.lots, hop.event, first), told)
        for number, hop in enumerate(first.hops[:hop_limit], 1)
    ]
    shown.hops_total = len(first.hops)
    shown.stops = [
        StopShown(
            teller.transfer(stop.event), stop.why.value, WORDS[stop.why], stop.purse.account,
            _range([stop.asked], stop.purse.currency),
        )
        for stop in first.stops
    ]  # fmt: skip
    shown.unexplained = [
        Missing(purse.account, _range([amount], purse.currency))
        for purse, amount in sorted(first.unexplained.items())
    ]
    standings = {
        event: standing_of(gathered.payments[event])
        for event in {hop.event.id for one in traces for hop in one.hops}
    }
    shown.standing = min(
        (one.standing for one in standings.values()), key=_HEIGHT.__getitem__, default=None
    )
    shown.contested = any(one.contested for one in standings.values())
    shown.lots = first.lots
    return shown


def largest(ends: list[ItemT], most: int, sum_of: Callable[[ItemT], Traced | None]) -> list[ItemT]:
    """The largest of each currency where there are too many, in their own order."""
    if len(ends) <= most:
        return ends

    def rank(place: int) -> tuple[Decimal, int]:
        amount = sum_of(ends[place])
        return (-size_of(amount) if amount else Decimal(0)), place

    currencies: defaultdict[str, list[int]] = defaultdict(list)
    for place in sorted(range(len(ends)), key=rank):
        amount = sum_of(ends[place])
        currencies[amount.currency if amount else ""].append(place)
    # In turn from each currency, for sums of two do not compare.
    turns = sorted(
        (turn, currency, place)
        for currency, places in currencies.items()
        for turn, place in enumerate(places)
    )
    return [ends[place] for place in sorted(place for _, _, place in turns[:most])]


def size_of(amount: Traced) -> Decimal:
    """How large a sum can be; sums of one currency compare."""
    return Decimal(amount.max)


def origin_text(origin: str | Purse | None) -> str | None:
    """What to call a source: a payment's id, or the account whose balance it is."""
    return f"balance of {origin.account}" if isinstance(origin, Purse) else origin


def _entered(one: Trace, inquired: Inquired) -> list[Traced]:
    sums: defaultdict[str, int] = defaultdict(int)
    for number, amount in one.entered.items():
        currency = inquired.currency_of(one.origins[number] or "")
        sums[currency] += amount
    return [_range([amount], currency) for currency, amount in sorted(sums.items())]


def _lots(lots: Sequence[Lot], event: Event, one: Trace) -> list[LotShown]:
    return [
        LotShown(origin_text(one.origins[lot.origin]), text_of_sum(lot.amount, event.currency))
        for lot in lots
    ]


def _range(amounts: Sequence[int], currency: str) -> Traced:
    low, high = min(amounts), max(amounts)
    return Traced(text_of_sum(low, currency), text_of_sum(high, currency), currency)
