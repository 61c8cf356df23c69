"""Money: what moved, what is owed, what was bought, what was frozen."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from graph.ontology.ladder import Ladder
from graph.ontology.nodes import AssetBase, BankAccount, LegalEntity
from graph.ontology.record import Claimed, Edge, Ref, Refs
from graph.ontology.values import Amount, DateInterval, Span

Granularity = Literal["single", "aggregate"]


class MoneyEdge(Edge):
    """What every edge that carries a sum says about counting it."""

    granularity: Granularity = Field(
        "single", description="One payment or act, or a total that is never summed."
    )
    overlaps: Refs = Field((), description="Edges whose money this one repeats or contains.")
    replaces: Refs = Field((), description="Edges that this one takes the place of.")
    purpose: str | None = Field(None, description="Stated purpose, or what the row is, in words.")


class Payment(MoneyEdge):
    """Money that moved from the source to the target, or is said to have moved.

    That it was laundered is not the payment but its field `proceeds_of`.
    """

    # (:LegalEntity|BankAccount)-[:PAID]->(:LegalEntity|BankAccount)
    verb: ClassVar[str] = "PAID"
    prefix: ClassVar[str] = "pay"
    joins: ClassVar = ((LegalEntity, BankAccount), (LegalEntity, BankAccount))
    specificity: ClassVar[int] = 2
    kind: Literal["Payment"] = "Payment"
    amount: Annotated[Amount | None, Claimed()] = Field(None, description="Sum that moved.")
    date: Annotated[DateInterval | None, Claimed()] = Field(None, description="When it moved.")
    proceeds_of: Annotated[Ref | None, Claimed(Ladder.CONDUCT)] = Field(
        None, description="The offence that the money is said to come from."
    )
    source_bank: Refs = Field((), description="Banks it left from, as named.")
    target_bank: Refs = Field((), description="Banks it arrived at, as named.")
    via: Refs = Field((), description="Correspondents and others it passed through.")


class Obligation(MoneyEdge):
    """What the source owes to the target: a debt, settlement, judgment, fine. It did not move."""

    # (:LegalEntity)-[:OWES]->(:LegalEntity)
    verb: ClassVar[str] = "OWES"
    prefix: ClassVar[str] = "obl"
    joins: ClassVar = ((LegalEntity,), (LegalEntity,))
    specificity: ClassVar[int] = 3
    kind: Literal["Obligation"] = "Obligation"
    nature: Literal["debt", "settlement", "judgment", "fine", "forfeiture", "release"] = Field(
        "debt", description="What sort of obligation it is."
    )
    amount: Amount | None = Field(None, description="Sum agreed or ordered.")
    date: DateInterval | None = Field(None, description="When it was agreed or ordered.")


class Acquisition(MoneyEdge):
    """The source bought or otherwise got the asset."""

    # (:LegalEntity)-[:ACQUIRED]->(:Asset)
    verb: ClassVar[str] = "ACQUIRED"
    prefix: ClassVar[str] = "acq"
    joins: ClassVar = ((LegalEntity,), (AssetBase,))
    specificity: ClassVar[int] = 2
    kind: Literal["Acquisition"] = "Acquisition"
    amount: Amount | None = Field(None, description="Price.")
    date: DateInterval | None = Field(None, description="When it was bought.")
    paid_by: Refs = Field((), description="The payments of the price: the money counts there.")
    proceeds_of: Annotated[Ref | None, Claimed(Ladder.CONDUCT)] = Field(
        None, description="The offence that the price is said to come from."
    )


class Restraint(MoneyEdge):
    """An authority froze, seized or confiscated an asset or an account."""

    # (:LegalEntity)-[:RESTRAINED]->(:Asset|BankAccount)
    verb: ClassVar[str] = "RESTRAINED"
    prefix: ClassVar[str] = "res"
    joins: ClassVar = ((LegalEntity,), (AssetBase, BankAccount))
    specificity: ClassVar[int] = 3
    kind: Literal["Restraint"] = "Restraint"
    amount: Amount | None = Field(None, description="Sum restrained.")
    ordered: DateInterval | None = Field(None, description="When it was ordered.")
    lifted: DateInterval | None = Field(None, description="When it was lifted.")
    forfeited: DateInterval | None = Field(None, description="When it was forfeited.")

    def span(self) -> Span | None:
        """From the order to the lifting."""
        return span_between(self.ordered, self.lifted)


def span_between(start: DateInterval | None, end: DateInterval | None) -> Span | None:
    """The span of something that began and may still last."""
    if start is None and end is None:
        return None
    sure = start.last if start else None
    return Span(
        start.first if start else None,
        end.last if end else None,
        sure,
        end.first if end else sure,
    )
