"""What a trace and its bounds are asked with: whose money, which way, in which order."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Annotated, Literal

from pydantic import Field

from graph.errors import BadRequest, NotFound
from graph.ontology import Money
from graph.ontology.values import Currency
from graph.store import Reader
from queries.parameters import Day, Entity, present, window
from queries.question import PaymentRef
from queries.tracing.book import Book
from queries.tracing.bookkeeping import Bookkeeping
from queries.tracing.converting import Conversion, convert, rates_of
from queries.tracing.day_order import Order
from queries.tracing.events import Event, Purse, Why, may_lie, refusal
from queries.tracing.gathered import Gathered, Seeds
from queries.tracing.gathering import gather
from queries.tracing.ledger import keep_books
from queries.tracing.spreading import Way
from queries.tracing.stated_balances import openings_from, stated_balances

_PART = re.compile(r"(?P<id>[^=\s]+)(?:=(?P<amount>\d+(?:\.\d+)?))?")
_HOPS = 20
ABOUT = (
    "The money asked about: a payment (`pay.x`, or `pay.x=100.00` for a part of it), or an account "
    "or party: all that it received, or asked back in time all that it paid."
)

# A payment, a part of one, or a party; on the command line also a party's name.
Moved = Annotated[str, Field(min_length=1, max_length=300), PaymentRef()]
Orders = Literal["by_locator", "credits_first", "debits_first", "both"]
AskedParts = dict[str | Purse, int | None]


@dataclass(slots=True)
class Inquired:
    """Ledgers ready to be traced through.

    Attributes:
        gathered: The events, and the payments behind them.
        events: The same events, those that could be converted in the asked currency.
        books: One for each order of the payments of a day.
        asked: What is asked about, with how much of it in minor units; none: all.
        conversions: What was converted, and what was not.
    """

    gathered: Gathered
    events: dict[str, Event]
    books: dict[Order, Book]
    asked: AskedParts
    conversions: list[Conversion] = field(default_factory=list)

    @property
    def book(self) -> Book:
        """The ledgers in the first of the orders."""
        return next(iter(self.books.values()))

    def currency_of(self, origin: str | Purse) -> str:
        """The currency of a payment or a balance that is asked about."""
        return origin.currency if isinstance(origin, Purse) else self.events[origin].currency

    def refused(self) -> dict[str, Why]:
        """The sources at which no rule can start, and why."""
        return {one.event.id: one.why for one in self.book.aside if one.event.id in self.asked}


class Inquiry(Bookkeeping):
    """Parameters of a question about what became of money."""

    source: tuple[Moved, ...] = Field(
        (),
        max_length=1000,
        description=ABOUT,
        examples=[["pay.t012"]],
    )
    moved_after: Day | None = Field(
        None,
        description="Of an account or party among the sources: what moved on this day or later.",
        examples=["2008-02-01"],
    )
    moved_before: Day | None = Field(
        None, description="The same, up to this day.", examples=["2008-02-29"]
    )
    balance_of: tuple[Entity, ...] = Field(
        (),
        max_length=100,
        description="Ask about the balance with which the ledgers of these accounts open, or back "
        "in time close.",
        examples=[["org.prevezon-holdings"]],
    )
    order: Orders = Field(
        "by_locator",
        description="Which of the payments of one day comes first: as their source lists them, "
        "those in before those out, the reverse, or both of these, with what either says.",
        examples=["both"],
    )
    stop_at: tuple[Entity, ...] = Field(
        (), max_length=1000, description="Follow the money no further than these.",
        examples=[["org.prevezon-holdings"]],
    )  # fmt: skip
    max_hops: int = Field(
        _HOPS, ge=0, le=1000, description="Follow it over so many parties at most.", examples=[5]
    )
    convert_to: Currency | None = Field(
        None,
        description="Keep one ledger in this currency: payments in another one are converted at "
        "the rate of their day. Without it money is never followed into another currency.",
        examples=["USD"],
    )
    rate: tuple[str, ...] = Field(
        (),
        max_length=100_000,
        description="Published rates: `DATE,FROM,TO,RATE,WHO PUBLISHES IT`; one unit of FROM is "
        "RATE units of TO.",
        examples=[["2008-02-01,USD,RUB,24.4764,Bank of Russia"]],
    )

    @property
    def back(self) -> bool:
        """Whether the question is where money came from."""
        return False

    def inquire(self, reader: Reader, also: Iterable[str] = ()) -> Inquired:
        """Gather the payments, keep the books, and find what is asked about.

        Args:
            reader: The store.
            also: Parties whose ledgers are wanted whether or not the money reaches them.

        Raises:
            NotFound: If there is no such payment or party.
            BadRequest: If nothing is asked about, or more of a payment than was paid.
        """
        if not self.source and not self.balance_of:
            raise BadRequest("source", "say what money is asked about: a payment, or an account")
        parts = dict(self._part(one) for one in self.source)
        payments = set(reader.edges(parts))
        parties = [one for one in parts if one not in payments]
        present(reader, {*parties, *self.balance_of, *self.stop_at})
        wanted = self.wanted(Way.BACK if self.back else Way.FORWARD, self.max_hops)
        seeds = Seeds(tuple(sorted(payments)), (*parties, *self.balance_of, *also))
        gathered = gather(reader, seeds, wanted)
        events, conversions = gathered.events, list[Conversion]()
        if self.convert_to is not None:
            events, conversions = convert(events, self.convert_to, rates_of(self.rate))
        found = Inquired(gathered, {one.id: one for one in events}, {}, {}, conversions)
        known = gathered.known - {gathered.party(one, self.per) for one in self.stop_at}
        balances = stated_balances(reader, known) if self.stated == "use" else {}
        orders = (Order.CREDITS_FIRST, Order.DEBITS_FIRST)
        for order in orders if self.order == "both" else (Order(self.order),):
            found.books[order] = keep_books(
                events,
                known=known,
                openings=self.openings(openings_from(balances, events)),
                default=self.default_opening,
                order=order,
                vague=self.vague,
            )
        self._ask(found, parts, payments)
        return found

    def _ask(self, found: Inquired, parts: dict[str, str | None], payments: set[str]) -> None:
        """Fill in what is asked about, by event and by purse."""
        for ident in sorted(payments):
            event = found.gathered.event_of.get(ident)
            if event is None:
                reason = next(
                    (one.why for one in found.gathered.left_out if ident in one.payments), ""
                )
                raise BadRequest("source", f"{ident} does not count here: {reason}")
            found.asked[event] = self._minor(found.events[event], parts[ident])
        for ident in parts.keys() - payments:
            found.asked |= dict.fromkeys(self._moved(found, ident))
        book = found.book
        for ident in self.balance_of:
            account = found.gathered.party(ident, self.per)
            mine = [place.purse for place in book.places[: book.ledgers]
                    if place.purse.account == account]  # fmt: skip
            if not mine:
                raise NotFound("ledger", account)
            found.asked |= dict.fromkeys(mine)

    def _moved(self, found: Inquired, ident: str) -> list[str]:
        """The payments that a party received, or back in time made, in the asked days."""
        after, before = window(self.moved_after, self.moved_before)
        party = found.gathered.party(ident, self.per)
        near, far = ("source", "target") if self.back else ("target", "source")
        ids = [
            event.id
            for event in found.events.values()
            if getattr(event, near) == party != getattr(event, far)
            and refusal(event) is None
            and may_lie(event, after, before)
        ]
        if not ids:
            verb = "paid" if self.back else "received"
            detail = f"{ident} {verb} nothing in these days that a rule can follow"
            raise BadRequest("source", detail)
        return ids

    @staticmethod
    def _part(text: str) -> tuple[str, str | None]:
        found = _PART.fullmatch(text.strip())
        if not found:
            raise BadRequest("source", f"{text!r}: write a payment's id, or 'pay.x=100.00'")
        return found["id"], found["amount"]

    @staticmethod
    def _minor(event: Event, part: str | None) -> int | None:
        if part is None:
            return None
        try:
            return Money.parse(part, event.currency).minor
        except ValueError as error:
            raise BadRequest("source", f"{event.id}: {error}") from None
