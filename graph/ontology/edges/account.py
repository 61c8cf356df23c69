"""Who holds an account, where it is kept, and from what it was signed in to."""

from typing import ClassVar, Literal

from pydantic import Field

from graph.ontology.nodes import BankAccount, Device, LegalEntity
from graph.ontology.record import Edge
from graph.ontology.values import DateInterval, Period


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


class SignIn(Edge):
    """Somebody signed in to the account from the source; who it was, it does not say."""

    # (:Device)-[:SIGNED_IN_TO]->(:BankAccount)
    verb: ClassVar[str] = "SIGNED_IN_TO"
    prefix: ClassVar[str] = "sgn"
    joins: ClassVar = ((Device,), (BankAccount,))
    specificity: ClassVar[int] = 3
    kind: Literal["SignIn"] = "SignIn"
    date: DateInterval | None = Field(None, description="When.")
    place: str | None = Field(None, description="Where, in words.")
