"""The node kinds. Names are FollowTheMoney's wherever it has one.

Abstract parents carry a label; a node's labels are its kind and its ancestors, such as
`:Entity:LegalEntity:Organization:Company`.
"""

from typing import Annotated, ClassVar, Literal

from pydantic import Field

from graph.ontology.balance import Balance
from graph.ontology.record import Claimed, Node, Ref, Words
from graph.ontology.values import Amount, CountryCode, DateInterval

GrossViolation = Literal[
    "torture_or_cruel_treatment",
    "prolonged_detention_without_charge",
    "involuntary_disappearance",
    "violation_of_life_liberty_or_security",
    "extrajudicial_execution",
    "politically_motivated_rape",
]


class Entity(Node):
    """Anything that stands in the graph; its id is unique over all kinds."""

    label: ClassVar[str] = "Entity"

    topics: Words = Field((), description="FollowTheMoney topics such as bank, gov, crime.")
    countries: tuple[CountryCode, ...] = Field((), description="Countries it is tied to.")


class LegalEntity(Entity):
    """Somebody who can hold, pay, own, act or be accused."""

    label: ClassVar[str] = "LegalEntity"

    collective: bool = Field(
        default=False, description="Several parties that one source names together."
    )
    unnamed: bool = Field(
        default=False, description="The source gives no name; a node of its own for each row."
    )
    speaks_for: Ref | None = Field(
        None, description="Whose voice this is: counted as one with it, never as a second source."
    )


class Person(LegalEntity):
    """A natural person."""

    prefix: ClassVar[str] = "per"
    kind: Literal["Person"] = "Person"
    birth: DateInterval | None = Field(None, description="Date of birth as a list prints it.")
    death: DateInterval | None = Field(None, description="Date of death.")


class Party(LegalEntity):
    """Somebody of whom no source says whether a person or an organization.

    FollowTheMoney's LegalEntity, where it stands by itself: a name on a bank statement.
    """

    prefix: ClassVar[str] = "par"
    kind: Literal["Party"] = "Party"


class OrganizationBase(LegalEntity):
    """An organized body of any sort."""

    label: ClassVar[str] = "Organization"

    jurisdiction: CountryCode | None = Field(None, description="Where it is registered or sits.")
    founded: DateInterval | None = Field(None, description="When it was set up.")
    dissolved: DateInterval | None = Field(None, description="When it ended.")


class Organization(OrganizationBase):
    """A body that is neither a company, a public body nor a court; also a group of parties."""

    label: ClassVar[str] = "Organization"
    prefix: ClassVar[str] = "org"
    kind: Literal["Organization"] = "Organization"


class Company(OrganizationBase):
    """A company; a bank is a company with the topic `bank`."""

    prefix: ClassVar[str] = "org"
    kind: Literal["Company"] = "Company"


class PublicBody(OrganizationBase):
    """A state or one of its bodies, where it acts, pays or is sued."""

    prefix: ClassVar[str] = "org"
    kind: Literal["PublicBody"] = "PublicBody"


class Court(OrganizationBase):
    """A court of law."""

    prefix: ClassVar[str] = "crt"
    kind: Literal["Court"] = "Court"


class BankAccount(Entity):
    """An account. Its holder may be known and its bank unknown, or the reverse."""

    prefix: ClassVar[str] = "acc"
    kind: Literal["BankAccount"] = "BankAccount"
    unnamed: bool = Field(default=False, description="The source gives neither number nor holder.")
    collective: bool = Field(default=False, description="Several accounts named together.")
    currency: str | None = Field(None, description="ISO 4217 code, where the source states it.")
    account_type: str | None = Field(None, description="What sort of account, in words.")
    opened: DateInterval | None = Field(None, description="When it was opened.")
    blocked: bool | None = Field(None, description="Whether its bank blocked it; none: not told.")
    stated_balance: Annotated[Balance | None, Claimed(several=True)] = Field(
        None, description="What lay on it at a moment; a claim for each that a statement prints."
    )


class Loan(Entity):
    """A sum lent under one contract. What is paid out and paid back are edges of their own.

    It is no account: money paid back does not go on to whom the next part is paid out.
    """

    prefix: ClassVar[str] = "loa"
    kind: Literal["Loan"] = "Loan"
    amount: Amount | None = Field(None, description="Sum agreed.")
    balance: Amount | None = Field(None, description="What is owed, as the source was written.")
    opened: DateInterval | None = Field(None, description="When it was granted.")
    interest: str | None = Field(None, description="Rate of interest as the source writes it.")
    purpose: str | None = Field(None, description="What it is for, in the source's words.")


class Device(Entity):
    """What somebody signs in to an account with: a telephone, a network address, a terminal."""

    prefix: ClassVar[str] = "dev"
    kind: Literal["Device"] = "Device"
    device_type: str | None = Field(None, description="What sort of device, in words.")
    registered: DateInterval | None = Field(None, description="When it was first known.")
    blocked: bool | None = Field(None, description="Whether it is blocked; none: not told.")


class AssetBase(Entity):
    """Something of value that can be bought, held, frozen or forfeited."""

    label: ClassVar[str] = "Asset"
    collective: bool = Field(default=False, description="Several assets named together.")


class Asset(AssetBase):
    """An asset of no kind below: a frozen debt, a claim, a collection."""

    label: ClassVar[str] = "Asset"
    prefix: ClassVar[str] = "ast"
    kind: Literal["Asset"] = "Asset"


class RealEstate(AssetBase):
    """Land or a building, or a part of one."""

    prefix: ClassVar[str] = "ast"
    kind: Literal["RealEstate"] = "RealEstate"
    address: str | None = Field(None, description="The address as the source writes it.")


class Security(AssetBase):
    """Shares, bonds and the like."""

    prefix: ClassVar[str] = "ast"
    kind: Literal["Security"] = "Security"


class Vehicle(AssetBase):
    """A ship, aircraft or car."""

    prefix: ClassVar[str] = "ast"
    kind: Literal["Vehicle"] = "Vehicle"


class CourtCase(Entity):
    """Proceedings before a court, or an inquiry of an authority."""

    connector: ClassVar[bool] = True
    prefix: ClassVar[str] = "cas"
    kind: Literal["CourtCase"] = "CourtCase"
    opened: DateInterval | None = Field(None, description="When it was filed or opened.")
    closed: DateInterval | None = Field(None, description="When it ended.")
    outcome: str | None = Field(None, description="What was decided, and what that is not.")


class LegalInstrument(Entity):
    """An act, resolution or regulation."""

    connector: ClassVar[bool] = True
    prefix: ClassVar[str] = "ins"
    kind: Literal["LegalInstrument"] = "LegalInstrument"
    adopted: DateInterval | None = Field(None, description="When it was adopted or signed.")


class SanctionProgram(Entity):
    """A list or programme under which an authority designates."""

    connector: ClassVar[bool] = True
    prefix: ClassVar[str] = "prg"
    kind: Literal["SanctionProgram"] = "SanctionProgram"
    authority: Ref | None = Field(None, description="The body that keeps the list.")


class Event(Entity):
    """Something that happened, or is said to have happened."""

    prefix: ClassVar[str] = "evt"
    kind: Literal["Event"] = "Event"
    date: DateInterval | None = Field(None, description="When it happened.")
    place: str | None = Field(None, description="Where, in words.")
    violations: tuple[GrossViolation, ...] = Field(
        (), description="Gross violations in the sense of the Global Magnitsky acts, if stated."
    )


class Address(Entity):
    """A postal address that parties share."""

    connector: ClassVar[bool] = True
    prefix: ClassVar[str] = "adr"
    kind: Literal["Address"] = "Address"


class Country(Entity):
    """A country as a place. A state that acts is a PublicBody."""

    connector: ClassVar[bool] = True
    prefix: ClassVar[str] = "cty"
    kind: Literal["Country"] = "Country"
    code: CountryCode = Field(description="ISO 3166-1 alpha-2.")
