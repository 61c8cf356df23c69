"""Holdings, payments, loans, guarantees, stakes and sign-ins: what a row of each becomes."""

from collections.abc import Iterator
from typing import TypeVar

from graph.ontology import Edge, Payment
from graph.ontology.edges.account import AccountHolder, SignIn
from graph.ontology.edges.lending import Disbursement, Guarantee, LoanApplication, Repayment
from graph.ontology.edges.ownership import Ownership
from graph.store import Writable
from loaders.finbench.told import Told
from loaders.finbench.values import amount, instant, share, since
from loaders.rows import Row

# What tells a withdrawal from a transfer: both are money that went from account to account.
WITHDRAWAL = "withdrawal"
Ends = tuple[str, str]
EdgeT = TypeVar("EdgeT", bound=Edge)


def holding(told: Told, row: Row, ident: str, ends: Ends) -> Iterator[Writable]:
    """Who holds an account, since it was opened."""
    return _told(told, row, _edge(AccountHolder, ident, ends, period=since(row["createTime"])))


def transfer(told: Told, row: Row, ident: str, ends: Ends) -> Iterator[Writable]:
    """A payment from account to account: sum and moment are claims of their own."""
    return _payment(told, row, _edge(Payment, ident, ends))


def withdrawal(told: Told, row: Row, ident: str, ends: Ends) -> Iterator[Writable]:
    """A payment from an account to a card; the sorts of both stand with the accounts."""
    return _payment(told, row, _edge(Payment, ident, ends, purpose=WITHDRAWAL))


def application(told: Told, row: Row, ident: str, ends: Ends) -> Iterator[Writable]:
    """Who applied for a loan, and where; the sum stands with the loan."""
    lender, date = row.get("org") or None, instant(row["createTime"])
    return _told(told, row, _edge(LoanApplication, ident, ends, date=date, lender=lender))


def disbursement(told: Told, row: Row, ident: str, ends: Ends) -> Iterator[Writable]:
    """A part of a loan that was paid out."""
    return _told(told, row, _lending(Disbursement, row, ident, ends))


def repayment(told: Told, row: Row, ident: str, ends: Ends) -> Iterator[Writable]:
    """A part of a loan that was paid back."""
    return _told(told, row, _lending(Repayment, row, ident, ends))


def guarantee(told: Told, row: Row, ident: str, ends: Ends) -> Iterator[Writable]:
    """Who stands in for whom."""
    words, date = row.get("relation") or None, instant(row["createTime"])
    return _told(told, row, _edge(Guarantee, ident, ends, date=date, relationship=words))


def stake(told: Told, row: Row, ident: str, ends: Ends) -> Iterator[Writable]:
    """Who invested in a company, and which part of it."""
    part, period = share(row["ratio"]), since(row["createTime"])
    return _told(told, row, _edge(Ownership, ident, ends, share=part, period=period))


def sign_in(told: Told, row: Row, ident: str, ends: Ends) -> Iterator[Writable]:
    """From what an account was signed in to."""
    place, date = row.get("location") or None, instant(row["createTime"])
    return _told(told, row, _edge(SignIn, ident, ends, date=date, place=place))


def _edge(kind: type[EdgeT], ident: str, ends: Ends, **more: object) -> EdgeT:
    source, target = ends
    return kind.model_validate({"id": ident, "source": source, "target": target, **more})


def _lending(kind: type[EdgeT], row: Row, ident: str, ends: Ends) -> EdgeT:
    date = instant(row["createTime"])
    return _edge(kind, ident, ends, amount=amount(row["amount"]), date=date)


def _told(told: Told, row: Row, edge: Edge) -> Iterator[Writable]:
    yield edge
    yield told.claim(edge.id, row)


def _payment(told: Told, row: Row, edge: Payment) -> Iterator[Writable]:
    yield from _told(told, row, edge)
    yield told.claim(edge.id, row, "amount", amount(row["amount"]).text)
    yield told.claim(edge.id, row, "date", instant(row["createTime"]).text)
