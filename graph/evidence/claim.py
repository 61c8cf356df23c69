"""A claim: somebody says something about a record, somewhere one can look it up."""

from enum import StrEnum
from typing import ClassVar, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from graph.ontology.ladder import Ladder
from graph.ontology.record import Id, Ref, Refs
from graph.ontology.values import DateInterval


class Stance(StrEnum):
    """Whether a claim asserts or denies."""

    ASSERTS = "asserts"
    DENIES = "denies"


class ClaimKind(StrEnum):
    """What sort of saying a claim is; with the ladder it decides the rung."""

    STATEMENT = "statement"
    DOCUMENT = "document"
    RECORD = "record"
    RULING = "ruling"
    ALLEGATION = "allegation"
    CHARGE = "charge"
    ADMISSION = "admission"
    JUDGMENT = "judgment"
    CONVICTION = "conviction"
    UPHELD = "upheld"
    INFERENCE = "inference"
    OUTCOME = "outcome"


class Outcome(StrEnum):
    """How proceedings ended, as the value of an outcome claim."""

    ACQUITTED = "acquitted"
    CLOSED = "closed"
    LIMITATION = "limitation"
    NO_CASE = "no_case"
    OVERTURNED = "overturned"
    UNFAIR_TRIAL = "unfair_trial"
    SETTLED_NO_ADMISSION = "settled_no_admission"


_FACT = frozenset({ClaimKind.STATEMENT, ClaimKind.DOCUMENT, ClaimKind.RECORD, ClaimKind.RULING})
_CONDUCT = frozenset(
    {
        ClaimKind.ALLEGATION,
        ClaimKind.CHARGE,
        ClaimKind.ADMISSION,
        ClaimKind.JUDGMENT,
        ClaimKind.CONVICTION,
        ClaimKind.UPHELD,
    }
)
_BOTH = frozenset({ClaimKind.INFERENCE, ClaimKind.OUTCOME})
KINDS_OF: dict[Ladder, frozenset[ClaimKind]] = {
    Ladder.FACT: _FACT | _BOTH,
    Ladder.CONDUCT: _CONDUCT | _BOTH,
}


class TakenBack(BaseModel):
    """That the asserter took the claim back."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    on: DateInterval = Field(description="When it was taken back.")
    by: str = Field(min_length=1, description="By whom: an entity's id, or words.")
    cites: Ref = Field(description="Id of the source that says so.")
    at: str | None = Field(None, description="Place in that source.")


class Claim(BaseModel):
    """One saying about one record, as a whole or about one of its fields.

    A claim is what is believed, denied and taken back; the record is what it talks about.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    type_name: ClassVar[str] = "Claim"

    id: Id = Field(description="Readable and permanent, such as `pay.t014.c1`.")
    about: Ref = Field(description="Id of the record it is about.")
    field: str | None = Field(None, description="The field it gives a value to; none: the whole.")
    value: str | None = Field(None, max_length=20_000, description="The value, in text form.")
    stance: Stance = Field(Stance.ASSERTS, description="Whether it asserts or denies.")
    kind: ClaimKind = Field(description="What sort of saying it is.")
    by: str | None = Field(
        None, min_length=1, max_length=500, description="Who originally says it: an id, or words."
    )
    cites: Ref = Field(description="Id of the source.")
    at: str = Field(min_length=1, description="Place in the source: page, paragraph, row.")
    said_on: DateInterval | None = Field(None, description="When it was said.")
    recorded_at: str | None = Field(None, description="When it entered the dataset (ISO date).")
    taken_back: TakenBack | None = Field(None, description="That the asserter took it back.")
    in_absentia: bool = Field(default=False, description="A conviction in absence.")
    acts_on: Refs = Field((), description="For an outcome: the claims it acts on.")
    dataset: str = Field("", max_length=100, description="The folder or file that brought it.")
    note: str | None = Field(None, max_length=5000, description="Reasons or context, own words.")

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.kind is ClaimKind.OUTCOME:
            if self.value not in {str(word) for word in Outcome}:
                msg = f"outcome {self.value!r} is none of {', '.join(Outcome)}"
                raise ValueError(msg)
            if not self.acts_on:
                msg = "an outcome names the claims it acts on (`acts_on`)"
                raise ValueError(msg)
        elif self.acts_on:
            msg = "only an outcome acts on other claims"
            raise ValueError(msg)
        elif self.field is None and self.value is not None:
            msg = "a value needs the `field` that it is the value of"
            raise ValueError(msg)
        elif self.field is not None and self.value is None and self.stance is Stance.ASSERTS:
            msg = f"a claim about the field {self.field!r} needs a `value`"
            raise ValueError(msg)
        if self.kind is ClaimKind.INFERENCE and not (self.by and self.note):
            msg = "an inference names its author (`by`) and its reasons (`note`)"
            raise ValueError(msg)
        return self

    @property
    def live(self) -> bool:
        """Whether the claim still asserts or denies: it was not taken back."""
        return self.taken_back is None


SourceKind = Literal[
    "judgment",
    "court_filing",
    "official_release",
    "official_list",
    "official_report",
    "legislation",
    "register",
    "bank_record",
    "contract",
    "press",
    "party_release",
    "commentary",
    "memoir",
    "blog",
    "dataset",
    "other",
]


class Source(BaseModel):
    """Where something can be looked up. Who says it is the claim's `by`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    type_name: ClassVar[str] = "Source"

    id: Id = Field(description="Permanent id, such as `m.S28`.")
    kind: Literal["Source"] = "Source"
    title: str = Field(min_length=1, description="Title as printed.")
    publisher: str = Field(min_length=1, description="Who published it.")
    date: DateInterval | None = Field(None, description="When it was published; none: not known.")
    url: str | None = Field(None, description="Address as it was kept; none: not kept.")
    nature: SourceKind = Field("other", description="What sort of document it is.")
    derives_from: Refs = Field((), description="Sources that it relays or summarises.")
    copy_of: str | None = Field(
        None, description="The original it copies: a source's id, or words."
    )
    weak: bool = Field(
        default=False,
        description="Altered, unauthorised or second-hand copy: alone it lifts nothing above "
        "asserted or alleged.",
    )
    sensitivity: Literal["public", "case", "sealed"] = Field(
        "public", description="Who may see what rests on it."
    )
    sha256: str | None = Field(None, pattern="^[0-9a-f]{64}$", description="Digest of the copy.")
    read: str | None = Field(None, description="What of it was read, and when.")
    note: str | None = Field(None, description="What to know when reading it.")
    dataset: str = Field("", description="The folder or file that brought it.")


class Gap(BaseModel):
    """A place where a payee and the next payer are not shown by a source to be the same."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    type_name: ClassVar[str] = "Gap"

    id: Id = Field(description="Permanent id, such as `gap.g1`.")
    kind: Literal["Gap"] = "Gap"
    upstream: Refs = Field((), description="Edges before the gap; none: any or none known.")
    downstream: Refs = Field((), description="Edges behind the gap.")
    why: str = Field(min_length=1, description="Why it is a gap.")
    join: Literal["offered", "none", "forbidden"] = Field(
        description="Whether editors offer an inferred join."
    )
    inferences: Refs = Field((), description="The Identity edges that would bridge it.")
    by: str = Field(min_length=1, description="Who found the gap.")
    cites: Refs = Field((), description="The sources read.")
    dataset: str = Field("", description="The folder or file that brought it.")
