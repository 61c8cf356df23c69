"""Ties between parties that are neither money, stake nor office."""

from typing import ClassVar, Literal

from pydantic import Field

from graph.ontology.nodes import Entity, LegalEntity, Person
from graph.ontology.record import Edge
from graph.ontology.values import Period


class TieEdge(Edge):
    """A relationship in the source's words."""

    relationship: str | None = Field(None, description="The relationship, in words.")
    period: Period | None = Field(None, description="How long.")


class Family(TieEdge):
    """The two are relatives; `relationship` says what the source is to the target."""

    # (:Person)-[:FAMILY_OF]->(:Person)
    verb: ClassVar[str] = "FAMILY_OF"
    prefix: ClassVar[str] = "fam"
    joins: ClassVar = ((Person,), (Person,))
    symmetric: ClassVar[bool] = True
    specificity: ClassVar[int] = 1
    kind: Literal["Family"] = "Family"


class Associate(TieEdge):
    """The two are associates."""

    # (:LegalEntity)-[:ASSOCIATE_OF]->(:LegalEntity)
    verb: ClassVar[str] = "ASSOCIATE_OF"
    prefix: ClassVar[str] = "ass"
    joins: ClassVar = ((LegalEntity,), (LegalEntity,))
    symmetric: ClassVar[bool] = True
    specificity: ClassVar[int] = 2
    kind: Literal["Associate"] = "Associate"


class Representation(TieEdge):
    """The source acts for the target, as lawyer, agent or spokesman."""

    # (:LegalEntity)-[:REPRESENTS]->(:LegalEntity)
    verb: ClassVar[str] = "REPRESENTS"
    prefix: ClassVar[str] = "rep"
    joins: ClassVar = ((LegalEntity,), (LegalEntity,))
    specificity: ClassVar[int] = 2
    kind: Literal["Representation"] = "Representation"


class UnknownLink(TieEdge):
    """The two are linked in a way that no other kind says."""

    # (:Entity)-[:LINKED_TO]->(:Entity)
    verb: ClassVar[str] = "LINKED_TO"
    prefix: ClassVar[str] = "lnk"
    joins: ClassVar = ((Entity,), (Entity,))
    specificity: ClassVar[int] = 5
    kind: Literal["UnknownLink"] = "UnknownLink"
