"""Lists, courts, instruments and roles of fact in events."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from graph.ontology.edges.money import span_between
from graph.ontology.ladder import Ladder
from graph.ontology.nodes import (
    AssetBase,
    CourtCase,
    Entity,
    Event,
    GrossViolation,
    LegalEntity,
    LegalInstrument,
    OrganizationBase,
    Person,
    SanctionProgram,
)
from graph.ontology.record import Claimed, Edge
from graph.ontology.values import DateInterval, Period, Span


class Designation(Edge):
    """An authority listed the source: an administrative act, not a conviction.

    The stated reason is an allegation by that government.
    """

    # (:LegalEntity|Asset)-[:SANCTIONED_UNDER]->(:SanctionProgram)
    verb: ClassVar[str] = "SANCTIONED_UNDER"
    prefix: ClassVar[str] = "des"
    joins: ClassVar = ((LegalEntity, AssetBase), (SanctionProgram,))
    specificity: ClassVar[int] = 4
    kind: Literal["Designation"] = "Designation"
    listed: DateInterval | None = Field(None, description="When it was listed.")
    delisted: DateInterval | None = Field(None, description="When it was taken off the list.")
    list_reference: str | None = Field(None, description="The entry's number on the list.")
    reason: Annotated[str | None, Claimed(Ladder.CONDUCT)] = Field(
        None, description="The stated reason: an allegation by that government."
    )
    violations: tuple[GrossViolation, ...] = Field(
        (), description="Gross violations, only where the list states them."
    )

    def span(self) -> Span | None:
        """From listing to delisting."""
        return span_between(self.listed, self.delisted)


class CaseParty(Edge):
    """The source is a party to the proceedings, or what they are about."""

    # (:LegalEntity|Asset)-[:PARTY_TO]->(:CourtCase)
    verb: ClassVar[str] = "PARTY_TO"
    prefix: ClassVar[str] = "pty"
    joins: ClassVar = ((LegalEntity, AssetBase), (CourtCase,))
    specificity: ClassVar[int] = 4
    kind: Literal["CaseParty"] = "CaseParty"
    role: str | None = Field(None, description="Claimant, defendant, applicant, victim ...")
    outcome: str | None = Field(None, description="What it meant for this party.")


class CaseCourt(Edge):
    """The proceedings were before the target."""

    # (:CourtCase)-[:HEARD_BY]->(:Court|PublicBody)
    verb: ClassVar[str] = "HEARD_BY"
    prefix: ClassVar[str] = "hrd"
    joins: ClassVar = ((CourtCase,), (OrganizationBase,))
    specificity: ClassVar[int] = 4
    kind: Literal["CaseCourt"] = "CaseCourt"
    period: Period | None = Field(None, description="When.")


class Judge(Edge):
    """The source sat as judge in the proceedings."""

    # (:Person)-[:JUDGED]->(:CourtCase)
    verb: ClassVar[str] = "JUDGED"
    prefix: ClassVar[str] = "jdg"
    joins: ClassVar = ((Person,), (CourtCase,))
    specificity: ClassVar[int] = 3
    kind: Literal["Judge"] = "Judge"
    date: DateInterval | None = Field(None, description="When.")


class Participation(Edge):
    """The source took part in the event in a role of fact, which accuses nobody."""

    # (:LegalEntity|Asset)-[:TOOK_PART_IN]->(:Event)
    verb: ClassVar[str] = "TOOK_PART_IN"
    prefix: ClassVar[str] = "par"
    joins: ClassVar = ((LegalEntity, AssetBase), (Event,))
    specificity: ClassVar[int] = 3
    kind: Literal["Participation"] = "Participation"
    role: Literal[
        "victim", "witness", "investigator", "prosecutor", "judge", "official", "lawyer",
        "author", "party", "object",
    ] = Field(description="A role of fact; an accused role is an Accusation.")  # fmt: skip
    words: str | None = Field(None, description="What the source says of the role.")
    date: DateInterval | None = Field(None, description="When.")


class Enactment(Edge):
    """The instrument was adopted by the body; or the programme rests on the instrument."""

    # (:LegalInstrument|SanctionProgram)-[:ENACTED_BY]->(:Organization|LegalInstrument)
    verb: ClassVar[str] = "ENACTED_BY"
    prefix: ClassVar[str] = "ena"
    joins: ClassVar = ((LegalInstrument, SanctionProgram), (OrganizationBase, LegalInstrument))
    specificity: ClassVar[int] = 4
    kind: Literal["Enactment"] = "Enactment"
    date: DateInterval | None = Field(None, description="When.")


class Succession(Edge):
    """The source was succeeded by the target."""

    # (:Entity)-[:SUCCEEDED_BY]->(:Entity)
    verb: ClassVar[str] = "SUCCEEDED_BY"
    prefix: ClassVar[str] = "suc"
    joins: ClassVar = ((Entity,), (Entity,))
    specificity: ClassVar[int] = 2
    kind: Literal["Succession"] = "Succession"
    date: DateInterval | None = Field(None, description="When.")


class Mention(Edge):
    """The source concerns the target: a resolution a case, a case an event."""

    # (:Entity)-[:CONCERNS]->(:Entity)
    verb: ClassVar[str] = "CONCERNS"
    prefix: ClassVar[str] = "con"
    joins: ClassVar = ((Entity,), (Entity,))
    specificity: ClassVar[int] = 5
    kind: Literal["Mention"] = "Mention"
    words: str | None = Field(None, description="In what way.")
