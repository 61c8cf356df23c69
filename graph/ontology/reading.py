"""How a record may be read: the shape of what `graph.evidence` computes from its claims.

The store keeps it beside the record and every answer carries it. No loader ever writes it.
"""

from pydantic import BaseModel, ConfigDict, Field

from graph.ontology.ladder import Ladder, Rung


class Frozen(BaseModel):
    """Base of the computed shapes."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Ending(Frozen):
    """An outcome that acts on a claim, and whose it is: no outcome is told without its forum."""

    outcome: str = Field(description="acquitted, closed, limitation, overturned ...")
    by: str = Field(description="Whose decision it is, or who tells of it: an id, or words.")
    on: str | None = Field(None, description="When, in text form.")
    claim: str = Field(description="Id of the claim that brings it.")


class Statement(Frozen):
    """One claim in brief, as an answer prints it beside what it is about."""

    claim: str = Field(description="Id of the claim.")
    by: str = Field(description="Who says it: an entity's id, or words.")
    kind: str = Field(description="Kind of the claim; decides the verb.")
    stance: str = Field(description="asserts or denies.")
    value: str | None = Field(None, description="The value given, in its text form.")
    said_on: str | None = Field(None, description="When it was said, in text form.")
    in_absentia: bool = Field(default=False, description="Convicted in absence.")
    cites: str = Field(description="Id of the source.")
    at: str = Field(description="Place in the source.")
    taken_back: str | None = Field(None, description="The day on which the asserter took it back.")
    outcomes: tuple[Ending, ...] = Field((), description="Outcomes that act on this claim.")


class ValueReading(Frozen):
    """One value that some claim gives to a field, with its own standing."""

    value: str = Field(description="The value in its text form.")
    standing: Rung = Field(description="Rung of this value.")
    tier: int = Field(ge=0, le=3, description="0 weak, 1 claimed, 2 recorded, 3 decided.")
    contested: bool = Field(default=False, description="Somebody asserts it, somebody denies it.")
    inferred: bool = Field(default=False, description="It rests on inference alone.")
    asserted_by: tuple[str, ...] = Field((), description="Who says so.")
    denied_by: tuple[str, ...] = Field((), description="Who denies it.")
    independent_sources: int = Field(0, ge=0, description="Distinct asserters after folding.")
    flags: tuple[str, ...] = Field((), description="Outcomes that touch it, and in_absentia.")


class FieldReading(Frozen):
    """Everything claimed about one field: the shown value first, then the others."""

    ladder: Ladder = Field(description="Ladder of the field.")
    values: tuple[ValueReading, ...] = Field(description="The shown value first.")
    conflicts: bool = Field(default=False, description="Whether sources give different values.")
    statements: tuple[Statement, ...] = Field((), description="The claims, on conduct fields.")


class Reading(Frozen):
    """How a record may be read, computed from its live claims."""

    ladder: Ladder = Field(description="The ladder that the standing is a rung of.")
    standing: Rung = Field(description="Best rung among live asserting claims, after caps.")
    tier: int = Field(ge=0, le=3, description="0 weak, 1 claimed, 2 recorded, 3 decided.")
    contested: bool = Field(
        default=False, description="Somebody asserts the record and somebody denies it."
    )
    contested_fields: tuple[str, ...] = Field((), description="Fields with a contested value.")
    inferred: bool = Field(default=False, description="It rests on inference alone.")
    asserted_by: tuple[str, ...] = Field((), description="Who says so: ids or words.")
    denied_by: tuple[str, ...] = Field((), description="Who denies it: ids or words.")
    independent_sources: int = Field(0, ge=0, description="Distinct asserters after folding.")
    flags: tuple[str, ...] = Field((), description="Outcomes that touch it, and in_absentia.")
    claims: int = Field(0, ge=0, description="Number of claims kept about the record.")
    fields: dict[str, FieldReading] = Field({}, description="Fields that have claims of their own.")
    statements: tuple[Statement, ...] = Field(
        (), description="The whole-record claims in brief, on conduct records and identities."
    )
