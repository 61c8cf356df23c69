"""Ledger: what an account or a party received and paid, row by row, and what it comes to."""

from dataclasses import dataclass, field
from typing import ClassVar

from pydantic import Field

from graph.ontology.values import Currency
from graph.store import Reader
from queries.answers import EdgeView, GapView, NodeView, Total
from queries.listing import Listing, turn
from queries.parameters import Entity, Page, present
from queries.picture import Picture, describe
from queries.question import Question
from queries.tracing.book import Book, State
from queries.tracing.bookkeeping import Bookkeeping
from queries.tracing.day_order import Order
from queries.tracing.events import Purse
from queries.tracing.gathered import Gathered, LeftOut, Seeds
from queries.tracing.gathering import gather
from queries.tracing.ledger import keep_books
from queries.tracing.pictured import gaps_at, picture_of
from queries.tracing.shown import (
    AsideShown,
    FindingShown,
    FoldShown,
    Teller,
    Transfer,
    assumptions,
    finding_shown,
    folds_shown,
    in_words,
    text_of_sum,
)
from queries.tracing.spreading import Way
from queries.tracing.stated_balances import Stated, openings_from, stated_balances, unmet
from queries.tracing.statement import Row, Side, Statement, statement_of

CALCULATED = "calculated by Clew, if the transfers happened as claimed"


@dataclass(slots=True)
class LedgerRow:
    """A row of a ledger.

    Attributes:
        number: Its place in its ledger, from 1.
        side: Whether it was received (credit), paid (debit), or both (self).
        amount: A decimal string.
        balance: After the row, by what the sources say; below zero where they lack a credit.
        unexplained: How much of a debit no balance that is known covers.
        other: Who paid, or was paid.
    """

    number: int
    account: str
    currency: str
    dataset: str | None
    date: str | None
    side: Side
    amount: str
    balance: str
    unexplained: str | None
    other: str | None
    transfer: Transfer


@dataclass(slots=True)
class StatementShown:
    """One ledger in sum. All sums are decimal strings, calculated by Clew.

    Attributes:
        account: The account, or the party where no account is known.
        dataset: Where the currency is not stated (XXX): the dataset that it stays within.
        opening: What is known of the balance before the first row: known, zero or unknown.
        opened_with: What the rows begin with; of an unknown one the least that they need.
        unmet: Balances that a statement prints and the rows do not lead to, in words.
    """

    account: str
    currency: str
    dataset: str | None
    holders: list[str]
    opening: State
    opened_with: str
    credits: str
    debits: str
    closing: str
    rows: int
    unmet: list[str]


@dataclass(slots=True, kw_only=True)
class LedgerAnswer(Listing):
    """A page of rows, and what the ledgers come to.

    Attributes:
        results: Rows, ledger by ledger, in time order.
        statements: Each ledger in sum, over all of its rows.
        aside: Transfers that are in no balance, and why.
        findings: What does not add up or was decided by a policy.
        folds: Payments that were taken as one transfer.
        left_out: Payments that are no transfers here.
        gaps: The declared gaps that begin or end at one of these payments.
        assumptions: What was taken for granted.
        calculated: What every sum here is.
    """

    results: list[LedgerRow]
    statements: list[StatementShown]
    aside: list[AsideShown] = field(default_factory=list)
    findings: list[FindingShown] = field(default_factory=list)
    folds: list[FoldShown] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    gaps: list[GapView] = field(default_factory=list)
    assumptions: list[str] = field(default_factory=list)
    calculated: str = CALCULATED
    nodes: list[NodeView] = field(default_factory=list)
    edges: list[EdgeView] = field(default_factory=list)


class Ledger(Bookkeeping, Page, Question[LedgerAnswer]):
    """Keep the ledger of an account or a party: rows in time order, with the balance after each.

    Of a party: one for what it received and paid with no account known, and one for each account
    that it holds, in each currency. A payment that several datasets tell of is one row. What does
    not add up is listed, and nothing is mended in silence.
    """

    route: ClassVar[str] = "/accounts/{id}/ledger"
    command: ClassVar[str] = "ledger"

    id: Entity = Field(description="The account or party.", examples=["org.prevezon-holdings"])
    currency: Currency | None = Field(
        None, description="Show ledgers in this currency only.", examples=["USD"]
    )
    order: Order = Field(
        Order.BY_LOCATOR,
        description="Which of the payments of one day comes first: as their source lists them, "
        "those in before those out, or the reverse.",
        examples=["credits_first"],
    )

    def answer(self, reader: Reader) -> LedgerAnswer:
        """One page of rows, and the sums over all."""
        present(reader, [self.id])
        wanted = self.wanted(Way.HERE)
        gathered = gather(reader, Seeds(parties=(self.id,)), wanted)
        mine = self._mine(gathered)
        balances = stated_balances(reader, mine) if self.stated == "use" else {}
        book = keep_books(
            [one for one in gathered.events if mine & {one.source, one.target}],
            known=mine & gathered.known,
            openings=self.openings(openings_from(balances, gathered.events)),
            default=self.default_opening,
            order=self.order,
            vague=self.vague,
        )
        found = [statement_of(book, purse) for purse in self._purses(book)]
        statements = [one for one in found if one.rows or one.opened_with]
        return self._shown(reader, gathered, book, statements, balances)

    def _mine(self, gathered: Gathered) -> set[str]:
        """What the party's ledgers are called: itself, and the accounts that it holds."""
        own = {self.id, *(one for one, many in gathered.holders.items() if self.id in many)}
        return {gathered.party(one, self.per) for one in own}

    def _purses(self, book: Book) -> list[Purse]:
        found = [place.purse for place in book.places[: book.ledgers]]
        return [one for one in found if self._asks(one.currency)]

    def _asks(self, currency: str) -> bool:
        return self.currency in {None, currency}

    def _shown(
        self,
        reader: Reader,
        gathered: Gathered,
        book: Book,
        statements: list[Statement],
        balances: dict[Purse, list[Stated]],
    ) -> LedgerAnswer:
        rows = [(one, number, row) for one in statements for number, row in enumerate(one.rows, 1)]
        page = rows[self.offset : self.offset + self.limit]
        apart = [one for one in book.aside if self._asks(one.event.currency)]
        events = [*(row.event for _, _, row in page), *(one.event for one in apart)]
        every = dict.fromkeys([*(row.event for _, _, row in rows), *(one.event for one in apart)])
        told = [view for one in every for view in gathered.payments[one.id]]
        gaps = gaps_at(reader, [one["id"] for one in told])
        picture = picture_of(reader, gathered, events, [self.id], gaps)
        teller = Teller(gathered, picture)
        findings = dict.fromkeys(one for it in statements for one in it.findings)
        answer = LedgerAnswer(
            results=[_row(one, number, row, teller) for one, number, row in page],
            statements=[_summed(one, gathered, book, balances) for one in statements],
            aside=[teller.aside(one) for one in apart],
            findings=[finding_shown(one) for one in findings],
            folds=folds_shown(gathered, self.wanted(Way.HERE).tolerance),
            left_out=gathered.left_out,
            gaps=gaps,
            assumptions=assumptions([self.order], self.vague, self.opening, self.per),
            nodes=picture.nodes,
            edges=picture.edges,
            total=Total(len(rows)),
            limit=self.limit,
            offset=self.offset,
        )
        describe(answer.meta, Picture([], told))
        turn(self, answer)
        answer.meta.limits_hit += gathered.limits
        answer.meta.truncated |= bool(gathered.limits)
        return answer


def _row(statement: Statement, number: int, row: Row, teller: Teller) -> LedgerRow:
    purse, transfer = statement.purse, teller.transfer(row.event)
    other = row.event.source if row.side is Side.CREDIT else row.event.target
    return LedgerRow(
        number,
        purse.account,
        purse.currency,
        purse.home or None,
        transfer.date,
        row.side,
        text_of_sum(row.amount, purse.currency),
        text_of_sum(row.balance, purse.currency),
        text_of_sum(row.unexplained, purse.currency) if row.unexplained else None,
        other,
        transfer,
    )


def _summed(
    statement: Statement, gathered: Gathered, book: Book, balances: dict[Purse, list[Stated]]
) -> StatementShown:
    purse = statement.purse
    moved = {side: sum(row.amount for row in statement.rows if row.side is side) for side in Side}
    missed = unmet(book, statement, balances.get(purse, ()))
    return StatementShown(
        purse.account,
        purse.currency,
        purse.home or None,
        list(gathered.holders.get(purse.account, ())),
        statement.opening.state,
        text_of_sum(statement.opened_with, purse.currency),
        text_of_sum(moved[Side.CREDIT], purse.currency),
        text_of_sum(moved[Side.DEBIT], purse.currency),
        text_of_sum(statement.closing, purse.currency),
        len(statement.rows),
        [
            f"stated: {one.stated.text}; the rows come to {in_words(one.balance, purse.currency)}: "
            f"{in_words(abs(one.missing), purse.currency)} "
            f"{'must have come in' if one.missing > 0 else 'must have gone out'} that no payment "
            "here shows"
            for one in missed
        ],
    )
