"""Offices and posts."""

from typing import ClassVar, Literal

from pydantic import Field

from graph.ontology.nodes import LegalEntity, OrganizationBase, Person
from graph.ontology.record import Edge
from graph.ontology.values import Period


class OfficeEdge(Edge):
    """A post in a body, with its title and how long it was held."""

    role: str | None = Field(None, description="The post as the source names it.")
    period: Period | None = Field(None, description="How long it was held.")


class Directorship(OfficeEdge):
    """The source directs the target, as director, secretary or the like."""

    # (:LegalEntity)-[:DIRECTS]->(:Organization)
    verb: ClassVar[str] = "DIRECTS"
    prefix: ClassVar[str] = "dir"
    joins: ClassVar = ((LegalEntity,), (OrganizationBase,))
    specificity: ClassVar[int] = 1
    kind: Literal["Directorship"] = "Directorship"


class Employment(OfficeEdge):
    """The source works for the target."""

    # (:Person)-[:EMPLOYED_BY]->(:LegalEntity)
    verb: ClassVar[str] = "EMPLOYED_BY"
    prefix: ClassVar[str] = "emp"
    joins: ClassVar = ((Person,), (LegalEntity,))
    specificity: ClassVar[int] = 3
    kind: Literal["Employment"] = "Employment"


class Occupancy(OfficeEdge):
    """The source held a public office in the target."""

    # (:Person)-[:HELD_OFFICE]->(:Organization)
    verb: ClassVar[str] = "HELD_OFFICE"
    prefix: ClassVar[str] = "off"
    joins: ClassVar = ((Person,), (OrganizationBase,))
    specificity: ClassVar[int] = 3
    kind: Literal["Occupancy"] = "Occupancy"


class Membership(OfficeEdge):
    """The source belongs to the target: a body, or a group of parties named together."""

    # (:LegalEntity)-[:MEMBER_OF]->(:LegalEntity)
    verb: ClassVar[str] = "MEMBER_OF"
    prefix: ClassVar[str] = "mem"
    joins: ClassVar = ((LegalEntity,), (LegalEntity,))
    specificity: ClassVar[int] = 3
    kind: Literal["Membership"] = "Membership"
