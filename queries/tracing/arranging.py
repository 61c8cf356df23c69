"""Payments out of a store as routes see them: moments, minor units, places."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from graph.store import Reader, View
from graph.traversal import Link
from queries.costs import by_evidence
from queries.held import span_of
from queries.told_once import Telling
from queries.tracing.claimed import moments_of, sum_of
from queries.tracing.events import UNSTATED
from queries.tracing.on_the_way import OnTheWay
from queries.tracing.places import Places
from queries.tracing.transfers import Transfer
from queries.tracing.transfers_once import events_of


@dataclass(frozen=True)
class Arranged:
    """Payments on the way, each transfer once, ready for a search in time.

    Attributes:
        way: What was fetched.
        views: The payments by id, as the store keeps them.
        holdings: The edges by which an account counts as its holder's, by id.
        transfers: Each transfer once.
        repeats: For each payment the others that tell of the same money.
        apart: Accounts that do not count as their holder's, and the payment that tells why: it
            lies outside the time in which the holder held them.
    """

    way: OnTheWay
    views: Mapping[str, View]
    holdings: Mapping[str, View]
    transfers: list[Transfer]
    repeats: Mapping[str, Sequence[str]]
    apart: Mapping[str, str]

    @property
    def holders(self) -> dict[str, str]:
        """Whose each account is."""
        held = self.way.places.holders
        return {one: holder for one, holder in held.items() if one not in self.apart}


def arrange(reader: Reader, way: OnTheWay) -> Arranged:
    """Fetch what a search in time needs of the payments on a way.

    Complexity:
        O(n log n) for n payments, and a fixed number of reads.
    """
    views = reader.edges([one.id for one in way.links])
    edges = sorted(set(way.places.by.values()))
    holdings = reader.edges(edges) if edges else {}
    telling = Telling(reader, by_evidence, known=dict(views))
    links = telling.once(way.links)
    repeats: dict[str, list[str]] = dict(telling.repeats)
    dates = _fold(reader, links, views, way.places, repeats)
    told = {one for many in repeats.values() for one in many}
    kept = [one for one in links if one.id not in told]
    transfers = transfers_of(kept, views, homes_of(reader, views.values()), dates)
    return Arranged(
        way, views, holdings, list(transfers), repeats, _not_held(kept, views, way.places, holdings)
    )


def _fold(
    reader: Reader,
    links: Iterable[Link],
    views: Mapping[str, View],
    places: Places,
    repeats: dict[str, list[str]],
) -> dict[str, tuple[int | None, int | None]]:
    """Payments that several datasets tell of count once; the dates that their sources agree on.

    Args:
        reader: The store.
        links: The payments.
        views: The same as the store keeps them.
        places: Whose the accounts are.
        repeats: Each fold is entered under its best established payment.
    """
    beside: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for one in links:
        beside[places.place(one.source), places.place(one.target)].append(one.id)
    several = [views[one] for group in beside.values() if len(group) > 1 for one in group]
    if not several:
        return {}
    holders = {account: (holder,) for account, holder in places.holders.items()}
    gathered = events_of(reader, several, holders=holders)
    dates = {one.id: (one.first, one.last) for one in gathered.events}
    for folded in gathered.folds:
        lead, *others = folded.payments
        repeats.setdefault(lead, []).extend(others)
    return {one.payments[0]: dates[one.payments[0]] for one in gathered.folds}


def _not_held(
    links: Iterable[Link],
    views: Mapping[str, View],
    places: Places,
    holdings: Mapping[str, View],
) -> dict[str, str]:
    """Accounts with a payment at a time in which their holder surely did not hold them."""
    terms = {
        account: term
        for account, edge in places.by.items()
        if edge in holdings and (term := span_of(holdings[edge])) is not None
    }
    found: dict[str, str] = {}
    for link in links if terms else ():
        for account in {link.source, link.target} & terms.keys():
            term, paid = terms[account], span_of(views[link.id])
            if paid is not None and (
                (term.last is not None and paid.first is not None and paid.first > term.last)
                or (term.first is not None and paid.last is not None and paid.last < term.first)
            ):
                found.setdefault(account, link.id)
    return found


def transfers_of(
    links: Iterable[Link],
    views: Mapping[str, View],
    homes: Mapping[str, str],
    dates: Mapping[str, tuple[int | None, int | None]] | None = None,
) -> Iterator[Transfer]:
    """The payments as a search in time takes them.

    An amount counts where one sum is stated, exactly or about; a range or an open bound is
    unknown. Where no currency is stated, amounts compare within their dataset alone.

    Args:
        links: The payments.
        views: The same as the store keeps them.
        homes: The dataset of each payment in no stated currency.
        dates: First and last moment where they are known better than the payment itself tells.
    """
    dates = dates or {}
    for link in links:
        view = views[link.id]
        first, last = dates[link.id] if link.id in dates else _moments(view)
        said = sum_of(view)
        currency = said.currency
        if currency == UNSTATED:
            currency = f"{UNSTATED} {homes.get(link.id, '')}"
        amount = said.low if said.low == said.high else None
        yield Transfer(
            link.id, link.source, link.target, first, last, amount, currency, by_evidence(link)
        )


def _moments(view: View) -> tuple[int | None, int | None]:
    """When it can have been made; the quick way where there is only one date."""
    values: Any = view["evidence"].get("fields", {}).get("date", {}).get("values", ())
    if len(values) > 1:
        return moments_of(view)
    span = span_of(view)
    return (None, None) if span is None else (span.first, span.last)


def homes_of(reader: Reader, views: Iterable[View]) -> dict[str, str]:
    """The dataset of each payment whose currency is not stated: it compares with no other."""
    strange = [one["id"] for one in views if (one.get("amount") or {}).get("currency") == UNSTATED]
    claims = reader.claims(strange) if strange else {}
    return {about: str(found[0].get("dataset", "")) for about, found in claims.items()}
