"""Lending: who asked for a loan, what was paid out and paid back, who stands in for whom.

What was paid out is no Payment, whose ends are accounts and parties: a loan is neither, and
money does not pass through it.
"""

from typing import ClassVar, Literal

from pydantic import Field

from graph.ontology.edges.money import MoneyEdge
from graph.ontology.nodes import BankAccount, LegalEntity, Loan
from graph.ontology.record import Edge
from graph.ontology.values import Amount, DateInterval


class LoanApplication(Edge):
    """The source applied for the loan."""

    # (:LegalEntity)-[:APPLIED_FOR]->(:Loan)
    verb: ClassVar[str] = "APPLIED_FOR"
    prefix: ClassVar[str] = "apl"
    joins: ClassVar = ((LegalEntity,), (Loan,))
    specificity: ClassVar[int] = 2
    kind: Literal["LoanApplication"] = "LoanApplication"
    date: DateInterval | None = Field(None, description="When.")
    lender: str | None = Field(None, description="With whom, as the source names it.")


class Disbursement(MoneyEdge):
    """A part of the loan that was paid out to the account."""

    # (:Loan)-[:PAID_OUT_TO]->(:BankAccount)
    verb: ClassVar[str] = "PAID_OUT_TO"
    prefix: ClassVar[str] = "dis"
    joins: ClassVar = ((Loan,), (BankAccount,))
    specificity: ClassVar[int] = 2
    kind: Literal["Disbursement"] = "Disbursement"
    amount: Amount | None = Field(None, description="Sum paid out.")
    date: DateInterval | None = Field(None, description="When.")


class Repayment(MoneyEdge):
    """A part of the loan that was paid back from the account."""

    # (:BankAccount)-[:REPAID]->(:Loan)
    verb: ClassVar[str] = "REPAID"
    prefix: ClassVar[str] = "rpy"
    joins: ClassVar = ((BankAccount,), (Loan,))
    specificity: ClassVar[int] = 2
    kind: Literal["Repayment"] = "Repayment"
    amount: Amount | None = Field(None, description="Sum paid back.")
    date: DateInterval | None = Field(None, description="When.")


class Guarantee(Edge):
    """The source stands in for what the target owes. It is a promise: no money moved."""

    # (:LegalEntity)-[:GUARANTEES]->(:LegalEntity)
    verb: ClassVar[str] = "GUARANTEES"
    prefix: ClassVar[str] = "gua"
    joins: ClassVar = ((LegalEntity,), (LegalEntity,))
    specificity: ClassVar[int] = 2
    kind: Literal["Guarantee"] = "Guarantee"
    amount: Amount | None = Field(None, description="Up to what sum, where stated.")
    date: DateInterval | None = Field(None, description="When it was given.")
    relationship: str | None = Field(None, description="What the two are to each other, in words.")
