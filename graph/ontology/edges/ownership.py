"""Ownership and control."""

from typing import ClassVar, Literal

from pydantic import Field

from graph.ontology.nodes import AssetBase, BankAccount, LegalEntity
from graph.ontology.record import Edge
from graph.ontology.values import Period, Share


class Ownership(Edge):
    """The source holds a stake in the target."""

    # (:LegalEntity)-[:OWNS]->(:LegalEntity|Asset)
    verb: ClassVar[str] = "OWNS"
    prefix: ClassVar[str] = "own"
    joins: ClassVar = ((LegalEntity,), (LegalEntity, AssetBase))
    specificity: ClassVar[int] = 1
    kind: Literal["Ownership"] = "Ownership"
    share: Share | None = Field(None, description="Part of the capital, exact or from..to.")
    period: Period | None = Field(None, description="How long it was held.")


class Control(Edge):
    """The source controls the target without, or beyond, owning it."""

    # (:LegalEntity)-[:CONTROLS]->(:LegalEntity|Asset|BankAccount)
    verb: ClassVar[str] = "CONTROLS"
    prefix: ClassVar[str] = "ctl"
    joins: ClassVar = ((LegalEntity,), (LegalEntity, AssetBase, BankAccount))
    specificity: ClassVar[int] = 1
    kind: Literal["Control"] = "Control"
    means: str | None = Field(None, description="By what it is controlled, in words.")
    period: Period | None = Field(None, description="How long.")
