"""Bounds: how much of a payment or a balance can and must be the money asked about."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import ClassVar, Literal

from pydantic import Field

from graph.errors import BadRequest, NotFound
from graph.ontology.values import Currency
from graph.store import Reader
from queries.answers import EdgeView, Meta, NodeView
from queries.parameters import Entity, present
from queries.picture import Picture, describe
from queries.question import Question
from queries.tracing.book import Book
from queries.tracing.bounds import Bounds as Range
from queries.tracing.bounds import bounds, bounds_over
from queries.tracing.converting import Conversion
from queries.tracing.events import Event, Purse
from queries.tracing.gathered import LeftOut
from queries.tracing.inquiry import ABOUT, Inquired, Inquiry, Moved
from queries.tracing.lots import OTHER
from queries.tracing.pictured import picture_of
from queries.tracing.results import Traced
from queries.tracing.rules import RULES
from queries.tracing.shown import (
    FoldShown,
    Teller,
    Transfer,
    assumptions,
    folds_shown,
    in_words,
    text_of_sum,
)
from queries.tracing.spreading import Way
from queries.tracing.trace import trace

CALCULATED = (
    "calculated by Clew for every rule that conserves, if the transfers happened as claimed; not "
    "legal advice"
)
# A trace by each rule costs as much again as the bounds of one target.
_MOST_TRACED = 200_000


@dataclass(slots=True)
class BoundShown:
    """How much of one target is the money asked about, in decimal strings.

    Attributes:
        target: The payment, or the account or party whose balance at the end it is.
        amount: Of the payment or balance; none where the opening balance is unknown.
        must: At least so much, whatever rule that conserves is applied.
        could: At most so much.
        by_rule: What each of these rules says; it always lies between the two.
        words: All of it in a sentence.
    """

    target: str
    transfer: Transfer | None
    currency: str
    amount: str | None
    must: str
    could: str
    by_rule: dict[str, Traced]
    words: str
    calculated: str = CALCULATED


@dataclass(slots=True, kw_only=True)
class BoundsAnswer:
    """The bounds of each target.

    Attributes:
        folds: Payments that were taken as one transfer.
        conversions: What was converted into the asked currency, and what was not.
        left_out: Payments that are no transfers here.
        assumptions: What was taken for granted.
    """

    results: list[BoundShown]
    folds: list[FoldShown] = field(default_factory=list)
    conversions: list[Conversion] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    assumptions: list[str] = field(default_factory=list)
    nodes: list[NodeView] = field(default_factory=list)
    edges: list[EdgeView] = field(default_factory=list)
    meta: Meta = field(default_factory=Meta)


class Bounds(Inquiry, Question[BoundsAnswer]):
    """Say how much of a payment or a balance can, and must, be the money asked about.

    Whatever rule that conserves matches debits with credits, at least `must` and at most `could`
    of it is that money. Both are attained by some way of matching: between them the answer is a
    question of law, outside of them it is not.
    """

    route: ClassVar[str] = "/bounds"
    command: ClassVar[str] = "bounds"
    method: ClassVar[Literal["GET", "POST"]] = "POST"

    # Declared again, so that it comes before the target on the command line too.
    source: tuple[Moved, ...] = Field(
        (), max_length=1000, description=ABOUT, examples=[["pay.t012"]]
    )
    target: tuple[Moved, ...] = Field(
        min_length=1,
        max_length=100,
        description="Payments, or accounts and parties: their balance at the end.",
        examples=[["org.prevezon-holdings"]],
    )
    currency: Currency | None = Field(
        None, description="Of accounts and parties: this currency only.", examples=["USD"]
    )
    suspect: tuple[Entity, ...] = Field(
        (),
        max_length=1000,
        description="Accounts whose opening balance, and money that no source explains, may be "
        "the money asked about too. It widens `could`, never `must`.",
        examples=[["org.prevezon-holdings"]],
    )
    any_order: bool = Field(
        default=False,
        description="Cover every order of payments that their dates allow, vague dates included. "
        "Never narrower; the ends may then not be attained.",
        examples=[True],
    )

    def answer(self, reader: Reader) -> BoundsAnswer:
        """The bounds of each target, in the order asked."""
        paid = reader.edges(self.target)
        parties = [one for one in self.target if one not in paid]
        present(reader, {*parties, *self.suspect})
        inquired = self.inquire(reader, [*parties, *(one["source"] for one in paid.values())])
        targets = [one for it in self.target for one in self._targets(inquired, it, it in paid)]
        events = [inquired.events[one] for one in (*inquired.asked, *(it for _, it in targets))
                  if isinstance(one, str)]  # fmt: skip
        picture = picture_of(reader, inquired.gathered, dict.fromkeys(events), parties)
        teller = Teller(inquired.gathered, picture)
        answer = BoundsAnswer(
            results=[
                self._shown(inquired, name, it, teller, picture.captions) for name, it in targets
            ],
            folds=folds_shown(inquired.gathered, self.wanted(Way.HERE).tolerance),
            conversions=inquired.conversions,
            left_out=inquired.gathered.left_out,
            assumptions=assumptions(inquired.books, self.vague, self.opening, self.per),
            nodes=picture.nodes,
            edges=picture.edges,
        )
        describe(answer.meta, Picture([], picture.edges))
        answer.meta.limits_hit += inquired.gathered.limits
        if inquired.gathered.limits:
            answer.meta.warnings.append(
                "Some ledgers are missing: money that went through them and came back counts as "
                "other money, so that both bounds may be too low."
            )
        answer.meta.truncated = bool(answer.meta.limits_hit)
        return answer

    def _targets(
        self, inquired: Inquired, ident: str, paid: bool
    ) -> Iterator[tuple[str, str | Purse]]:
        if paid:
            event = inquired.gathered.event_of.get(ident)
            if event is None:
                raise BadRequest("target", f"{ident} does not count here: it is no payment, "
                                 "denied, or stands lower than asked")  # fmt: skip
            yield ident, event
            return
        book, account = inquired.book, inquired.gathered.party(ident, self.per)
        purses = [place.purse for place in book.places[: book.ledgers]
                  if place.purse.account == account
                  and self.currency in {None, place.purse.currency}]  # fmt: skip
        if not purses:
            raise NotFound("ledger", f"{ident}{f' in {self.currency}' if self.currency else ''}")
        for purse in purses:
            yield ident, purse

    def _shown(
        self,
        inquired: Inquired,
        name: str,
        target: str | Purse,
        teller: Teller,
        captions: Mapping[str, str],
    ) -> BoundShown:
        books = list(inquired.books.values())
        accounts = {inquired.gathered.party(one, self.per) for one in self.suspect}
        suspect = [place.purse for place in books[0].places[: books[0].ledgers]
                   if place.purse.account in accounts]  # fmt: skip
        if self.any_order:
            found = bounds(books[0], inquired.asked, target, suspect=suspect, any_order=True)
        else:
            found = bounds_over(books, inquired.asked, target, suspect=suspect)
        event = inquired.events[target] if isinstance(target, str) else None
        currency = inquired.currency_of(target)
        by_rule = _by_rule(books, inquired, target)
        return BoundShown(
            name,
            teller.transfer(event) if event else None,
            currency,
            None if found.amount is None else text_of_sum(found.amount, currency),
            text_of_sum(found.must, currency),
            text_of_sum(found.could, currency),
            by_rule,
            _words(captions.get(name, name), event, found, currency, by_rule),
        )


def _by_rule(books: Sequence[Book], inquired: Inquired, target: str | Purse) -> dict[str, Traced]:
    """What each rule that conserves says of the target; nothing where it takes too long."""
    if len(books[0].steps) > _MOST_TRACED:
        return {}
    found = {}
    for name, rule in RULES.items():
        sums = []
        for book in books:
            one = trace(book, rule, inquired.asked)
            if isinstance(target, Purse):
                lots = list(one.held.get(target, {}).items())
            else:
                lots = [(lot.origin, lot.amount) for hop in one.hops if hop.event.id == target
                        for lot in hop.lots]  # fmt: skip
            sums.append(sum(amount for origin, amount in lots if origin != OTHER))
        currency = inquired.currency_of(target)
        low, high = text_of_sum(min(sums), currency), text_of_sum(max(sums), currency)
        found[name] = Traced(low, high, currency)
    return found


def _words(
    name: str, event: Event | None, found: Range, currency: str, by_rule: dict[str, Traced]
) -> str:
    """One sentence: the bounds, and what the rules say between them."""
    if event:
        of = f"the {in_words(found.amount or 0, currency)} of {name}"
    elif found.amount is None:
        of = f"what lies in the ledger of {name} at the end, whose opening balance is not known,"
    else:
        of = f"the {in_words(found.amount, currency)} in the ledger of {name} at the end"
    said = (
        f"At least {in_words(found.must, currency)} and at most {in_words(found.could, currency)} "
        f"of {of} can be the money asked about, whatever rule that conserves is applied"
    )
    rules = ", ".join(
        f"{RULES[one].title} {it.min if it.min == it.max else f'{it.min} to {it.max}'}"
        for one, it in by_rule.items()
    )
    return f"{said}; of these, {rules}." if rules else f"{said}."
