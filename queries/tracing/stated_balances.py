"""Balances that statements print: where a ledger begins, and whether its rows lead to them."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from graph.ontology import DateInterval
from graph.ontology.balance import Balance
from graph.store import Reader
from queries.tracing.book import Book, Opening, State
from queries.tracing.day_order import Vague, day_of
from queries.tracing.events import DAY, Event, Purse, refusal
from queries.tracing.statement import Statement

_DENIED = {"refuted", "denied_only"}


class Stated(NamedTuple):
    """A balance that a statement prints.

    Attributes:
        moment: Before which all payments are in it, in milliseconds since 1970 (UTC).
        amount: Minor units; below zero where the account was overdrawn.
        text: As the claim gives it.
    """

    moment: int
    amount: int
    text: str


class Unmet(NamedTuple):
    """A stated balance that the rows do not lead to: payments are missing, or too many.

    Attributes:
        stated: The balance.
        balance: What the rows come to at that moment, in minor units.
    """

    stated: Stated
    balance: int

    @property
    def missing(self) -> int:
        """How much more must have come in than went out; below zero: the reverse."""
        return self.stated.amount - self.balance


def stated_balances(reader: Reader, accounts: Collection[str]) -> dict[Purse, list[Stated]]:
    """The balances that sources state of accounts, in time order; those only denied left out."""
    found: defaultdict[Purse, list[Stated]] = defaultdict(list)
    for account, node in reader.nodes(accounts).items():
        read = node["evidence"].get("fields", {}).get("stated_balance", {"values": ()})
        for value in read["values"]:
            if value["standing"] in _DENIED:
                continue
            balance = Balance.model_validate(value["value"])
            day = DateInterval.model_validate(balance.day)
            moment = day.first if balance.side == "opening" else (day.last or 0) + 1
            stated = Stated(moment or 0, balance.minor, balance.text)
            found[Purse(account, balance.currency)].append(stated)
    return {purse: sorted(many) for purse, many in sorted(found.items())}


def openings_from(
    balances: Mapping[Purse, list[Stated]], events: Iterable[Event]
) -> dict[Purse, Opening]:
    """The balance before the first payment: the first stated one, less what came before it.

    Where a payment may lie on either side of that moment, or where the account was overdrawn,
    nothing is known.
    """
    moves: defaultdict[Purse, list[tuple[Event, int]]] = defaultdict(list)
    for event in events:
        if refusal(event) is None and event.source != event.target:
            for account, sign in ((event.source, -1), (event.target, 1)):
                purse = Purse(account or "", event.currency)
                if purse in balances:
                    moves[purse].append((event, sign * (event.amount or 0)))
    found = {}
    for purse, stated in balances.items():
        first = stated[0]
        earlier = 0
        for event, signed in moves[purse]:
            if event.last is not None and event.last < first.moment:
                earlier += signed
            elif event.first is None or event.first < first.moment:
                break
        else:
            if first.amount - earlier >= 0:
                found[purse] = Opening(State.KNOWN, first.amount - earlier)
    return found


def unmet(book: Book, statement: Statement, stated: Iterable[Stated]) -> list[Unmet]:
    """The stated balances that the rows of a ledger do not lead to.

    Args:
        book: The ledgers.
        statement: Of one purse, in the order of the book.
        stated: Its stated balances, in time order.
    """
    found, rows = [], list(statement.rows)
    taken, balance = 0, statement.opened_with
    for one in stated:
        while taken < len(rows) and _moment(rows[taken].event, book.vague) < one.moment:
            balance = rows[taken].balance
            taken += 1
        if balance != one.amount:
            found.append(Unmet(one, balance))
    return found


def _moment(event: Event, vague: Vague) -> int:
    """When an event stands in the order of the book: at least its day is right."""
    return day_of(event, vague) * DAY
