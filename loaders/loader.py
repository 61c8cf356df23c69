"""What every source of data brings along: a card that says what it is, and how its rows are read.

A loader never sees a store. `loaders.load` drives it; the catalogue knows it by its name.
"""

import re
from abc import ABC, abstractmethod
from collections.abc import Collection, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, ClassVar, NamedTuple

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from graph.errors import Fault
from graph.store import Writable


def _day(text: str) -> str:
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", text):
        msg = f"{text!r} is not a day; write YYYY-MM-DD"
        raise ValueError(msg)
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError as error:
        msg = f"{text!r} is not a day: {error}"
        raise ValueError(msg) from None


Day = Annotated[str, AfterValidator(_day)]


class Card(BaseModel):
    """What a dataset is, where it comes from and how far it reaches."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str = Field(pattern=r"^[a-z0-9][a-z0-9-]{0,99}$", description="Names the dataset for good.")
    title: str = Field(min_length=1, description="Title for people.")
    publisher: str = Field(min_length=1, description="Who answers for it.")
    licence: str = Field(min_length=1, description="Under which terms it may be used.")
    recorded_at: Day = Field(description="Day on which its claims were recorded.")
    url: str | None = Field(None, description="Where it can be had.")
    description: str | None = Field(None, description="What it holds and what it leaves out.")
    retrieved: Day | None = Field(None, description="Day on which it was fetched.")
    as_of: Day | None = Field(None, description="Day whose state of things it shows.")
    excerpt: bool = Field(
        default=False, description="A part of the whole: loading it takes nothing away."
    )

    def as_text(self) -> dict[str, str]:
        """The card as a store keeps it: every entry a string, unknown ones left out."""
        kept = self.model_dump(exclude_none=True)
        return {key: "yes" if value is True else value for key, value in kept.items() if value}


class Range(NamedTuple):
    """How many records of a kind a dataset should bring; `most` is none where it may grow."""

    least: int
    most: int | None = None

    def __contains__(self, number: object) -> bool:
        """Whether so many are as expected."""
        return (
            isinstance(number, int)
            and self.least <= number
            and (self.most is None or number <= self.most)
        )

    def __str__(self) -> str:
        """The range in words."""
        return f"at least {self.least}" if self.most is None else f"{self.least} to {self.most}"


class Entry(NamedTuple):
    """What one row of a table came to: records and the claims about them.

    Line 0 is no row: what the table says of itself.
    """

    line: int
    records: list[Writable]


class Loader(ABC):
    """One source of tables. Declaring a concrete subclass enters it into `LOADERS`.

    Attributes:
        name: What the command calls it, such as `ofac`.
        card: What the dataset is; every claim's `dataset` is its id.
        expects: Least and most records by kind (also `Claim`, `Source`), compared after a load.
            A source that silently lost half its rows is found out this way.
        rows_stand_alone: Whether a row that contradicts the store leaves the others in place,
            and the report counts what became of each row.
        total: How many rows there will be, where `check` has counted them.
    """

    name: ClassVar[str] = ""
    card: Card
    expects: Mapping[str, Range] = {}
    rows_stand_alone: ClassVar[bool] = False
    total: int | None = None

    def __init_subclass__(cls, **kwargs: object) -> None:
        """Enter each named loader into the catalogue."""
        super().__init_subclass__(**kwargs)
        if cls.name:
            LOADERS[cls.name] = cls

    @classmethod
    def for_file(cls, path: Path, *, as_of: str | None = None, excerpt: bool = False) -> "Loader":
        """A loader whose card is that of one file.

        Args:
            path: The file.
            as_of: The day whose state of things it shows, where the file does not print one.
            excerpt: Whether it is a part of the whole: then loading it takes nothing away.
        """
        del path
        loader = cls()
        given = {"as_of": as_of} if as_of else {}
        loader.card = cls.card.model_copy(update={"excerpt": excerpt, **given})
        return loader

    @abstractmethod
    def read(self, path: Path) -> Iterator[Entry | Fault]:
        """The rows of a file, in order: what each came to, or what is wrong with it.

        A record stands in the same entry as the claims about it. An edge comes after its ends.
        A value in doubt is a fault, never a guess.
        """

    def check(self, path: Path) -> None:  # noqa: B027 - most tables have nothing to check ahead
        """Refuse a file that is broken as a whole, before anything of it is written.

        Raises:
            FaultyInput: If the file is cut off or is not what it is taken for.
        """

    def unused(self) -> Collection[str]:
        """Columns that the last reading never looked at."""
        return ()

    def notes(self) -> Collection[str]:
        """What the last reading found out or took for granted, for people."""
        return ()


# Every loader, by the name that the command knows it by.
LOADERS: dict[str, type[Loader]] = {}
