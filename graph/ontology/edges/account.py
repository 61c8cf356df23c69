"""Who holds an account, and where it is kept."""

from typing import ClassVar, Literal

from pydantic import Field

from graph.ontology.nodes import BankAccount, LegalEntity
from graph.ontology.record import Edge
from graph.ontology.values import Period


class AccountHolder(Edge):
    """The source holds the account."""

    # (:LegalEntity)-[:HOLDS]->(:BankAccount)
    verb: ClassVar[str] = "HOLDS"
    prefix: ClassVar[str] = "hol"
    joins: ClassVar = ((LegalEntity,), (BankAccount,))
    specificity: ClassVar[int] = 1
    kind: Literal["AccountHolder"] = "AccountHolder"
    role: str | None = Field(None, description="Holder, beneficial owner, signatory ...")
    period: Period | None = Field(None, description="How long.")


class AccountBank(Edge):
    """The account is kept at the target."""

    # (:BankAccount)-[:AT_BANK]->(:LegalEntity)
    verb: ClassVar[str] = "AT_BANK"
    prefix: ClassVar[str] = "bnk"
    joins: ClassVar = ((BankAccount,), (LegalEntity,))
    specificity: ClassVar[int] = 4
    kind: Literal["AccountBank"] = "AccountBank"
    period: Period | None = Field(None, description="How long.")
