"""The mapping file: who says what a document says, and which column holds what.

Strings only, as in case files. What stands in a column is named by the column's heading; what
is the same for every row is written `{is: EUR}`.
"""

from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, Self, TypeVar
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    model_validator,
)

from graph.errors import Fault, FaultyInput
from graph.ontology.balance import Balance
from graph.ontology.values import Currency
from loaders.case_folder.yaml_lines import Located, read_bytes, read_items
from loaders.loader import Card, Day

PartyKind = Literal["Person", "Company", "Organization", "PublicBody", "Party"]


class Part(BaseModel):
    """Base of everything in a mapping: frozen, and no key that it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def _many(value: object) -> object:
    return (value,) if isinstance(value, str) else value


Many = Annotated[tuple[str, ...], BeforeValidator(_many)]


class Fixed(Part):
    """A value that is the same for every row: `{is: EUR}`."""

    value: str = Field(alias="is", min_length=1)


Cell = str | Fixed


class Side(Part):
    """A party to every payment: what names it, its account and its bank."""

    name: Cell | None = None
    account: Cell | None = None
    bank: Cell | None = None
    kind: PartyKind = "Party"

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.name is None and self.account is None and self.bank is None:
            msg = "needs a name, an account or a bank"
            raise ValueError(msg)
        return self


class Sums(Part):
    """Where the sum stands, if not in one column with a sign."""

    column: str | None = None
    mark: str | None = None
    debit: Many
    credit: Many

    @model_validator(mode="after")
    def _check(self) -> Self:
        if (self.column is None) != (self.mark is None):
            msg = "`column` and `mark` go together; for two columns write `debit` and `credit`"
            raise ValueError(msg)
        if self.mark is None and len(self.debit) + len(self.credit) > 2:  # noqa: PLR2004 - one each
            msg = "`debit` and `credit` are one column each"
            raise ValueError(msg)
        return self


class When(Part):
    """Where the date stands, if more must be said than the column."""

    column: str
    order: Literal["year-first", "day-first", "month-first"] | None = None
    days_after: Day | None = Field(None, description="The column counts days from this one.")

    @property
    def day_zero(self) -> date | None:
        """The day that the column counts from."""
        return date.fromisoformat(self.days_after) if self.days_after else None


class Stated(Part):
    """A balance that the document prints, and where in it."""

    balance: Annotated[str, AfterValidator(lambda text: Balance.model_validate(text).text)]
    at: str = Field(min_length=1)


def _zone(name: str) -> str:
    if name != "none":
        try:
            ZoneInfo(name)
        except (KeyError, ValueError, OSError):
            msg = f"{name!r} is no time zone; write UTC, Europe/Moscow or such, or none"
            raise ValueError(msg) from None
    return name


class Paper(Part):
    """Who says what a document says: enough for a format that explains itself."""

    dataset: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,59}$")
    title: str = Field(min_length=1)
    publisher: str = Field(min_length=1)
    asserted_by: str | None = Field(None, min_length=1, max_length=500)
    claim: Literal["document", "statement", "record"] = "document"
    nature: Literal["bank_record", "register", "court_filing", "press", "dataset", "other"] = (
        "bank_record"
    )
    dated: Day | None = Field(None, description="Day of the document.")
    licence: str = "Not stated"
    url: str | None = None
    sensitivity: Literal["public", "case", "sealed"] = "case"
    time_zone: Annotated[str, AfterValidator(_zone)] | None = None
    same_name: Literal["one", "apart"] = "one"

    @property
    def speaker(self) -> str:
        """Who originally says it: an id, or words."""
        return self.asserted_by or self.publisher

    @property
    def ends(self) -> str:
        """What decides where a payment begins and ends, beside its row."""
        return self.same_name

    def card(self, recorded_at: str, *, excerpt: bool) -> Card:
        """The dataset's card."""
        return Card.model_validate({
            "id": self.dataset, "title": self.title, "publisher": self.publisher,
            "licence": self.licence, "url": self.url, "as_of": self.dated,
            "recorded_at": self.dated or recorded_at, "excerpt": excerpt,
        })  # fmt: skip


class Mapping(Paper):
    """A paper that is a table: what its columns hold."""

    sheet: str | None = None
    encoding: str | None = None
    delimiter: str | None = Field(None, min_length=1, max_length=3)
    heading: int = Field(1, ge=1)
    payer: Side | None = None
    payee: Side | None = None
    account: Side | None = None
    counterparty: Side | None = None
    amount: str | Sums
    decimal: Literal["point", "comma"] | None = None
    negative: Literal["refused", "turned", "ignored"] = "refused"
    currency: Cell
    currencies: dict[str, Currency] = Field(default_factory=dict)
    date: str | When | None = None
    time: str | None = None
    undated: bool = False
    purpose: Many = ()
    reference: str | None = None
    id: str | None = None
    ignore: dict[str, Many] = Field(default_factory=dict)
    balances: tuple[Stated, ...] = ()

    @property
    def ends(self) -> str:
        """What decides where a payment begins and ends, beside its row."""
        sides = (self.payer, self.payee, self.account, self.counterparty)
        return self.same_name + "".join(one.model_dump_json() if one else "-" for one in sides)

    @model_validator(mode="after")
    def _check(self) -> Self:
        transfers = self.payer is not None and self.payee is not None
        statement = self.account is not None and self.counterparty is not None
        extra = (self.account or self.counterparty) if transfers else (self.payer or self.payee)
        if transfers == statement or extra:
            msg = "name the `payer` and the `payee`, or else the `account` and the `counterparty`"
            raise ValueError(msg)
        if transfers and isinstance(self.amount, Sums):
            msg = "debit and credit are seen from an account: name `account` and `counterparty`"
            raise ValueError(msg)
        if (self.date is None) != self.undated:
            msg = "state the `date`, or `undated: yes` where the document gives none"
            raise ValueError(msg)
        own = self.account
        one = own and isinstance(own.account, Fixed) and not isinstance(own.bank, str)
        if self.balances and not one:
            msg = "`balances` belong to one account: `account: {account: {is: ...}}`"
            raise ValueError(msg)
        return self


PaperT = TypeVar("PaperT", bound=Paper)


def read_mapping(path: Path, shape: type[PaperT]) -> PaperT:
    """A mapping file, checked.

    Args:
        path: The YAML file.
        shape: `Mapping` for a table, `Paper` for a format that explains itself.

    Raises:
        FaultyInput: With everything that is wrong in it, by line.
    """
    content = read_bytes(path, path.name)
    if isinstance(content, Fault):
        raise FaultyInput([content])
    items, faults = read_items(content, path.name, "mapping")
    if faults or not items:
        raise FaultyInput(faults or [Fault(path.name, 1, "holds nothing")])
    try:
        return shape.model_validate(items[0].data)
    except ValidationError as error:
        found = error.errors()
        # Of `column or more` the branch that was not meant says that there is no string.
        meant = [one for one in found if one["type"] != "string_type"] or found
        raise FaultyInput([_fault(path.name, items[0], one) for one in meant]) from None


def _fault(file: str, item: Located, error: Any) -> Fault:  # noqa: ANN401 - pydantic's own form
    place = tuple(one for one in error["loc"] if isinstance(one, int) or one in _keys(item.data))
    said = error["msg"].removeprefix("Value error, ")
    named = ".".join(map(str, place))
    known = "" if error["type"] != "missing" else f"`{error['loc'][-1]}` is needed: "
    return Fault(file, item.line(*place), f"{named + ': ' if named else ''}{known}{said}")


def _keys(tree: object) -> set[str]:
    """Every key in a tree: what pydantic puts between them names its own branches."""
    if isinstance(tree, dict):
        inner = [_keys(one) for one in tree.values()]
        return set(tree).union(*inner)
    if isinstance(tree, list):
        return set().union(*(_keys(one) for one in tree))
    return set()
