"""The base of the list loaders: a card for the file at hand, and a refusal before any writing."""

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar

from graph.errors import Fault, FaultyInput
from loaders.listing.dates import read_date
from loaders.loader import Card, Loader, Range

__all__ = ["ListLoader", "printed_day", "refuse", "today", "written"]


class ListLoader(Loader):
    """A loader whose card depends on the file: its day, and whether it is an excerpt.

    Attributes:
        about: What is the same for every file of the list: id, title, publisher, licence, url.
        expected: What a whole list brings at least; an excerpt brings what it has.
    """

    about: ClassVar[Mapping[str, str]] = {}
    expected: ClassVar[Mapping[str, Range]] = {}

    def __init__(self, *, as_of: str | None = None, excerpt: bool = False) -> None:
        """Say of which day the file is, where it does not print that, and whether it is a part."""
        self.card = self._card(as_of, as_of or today(), excerpt=excerpt)
        self.expects = {} if excerpt else self.expected

    @classmethod
    def for_file(
        cls, path: Path, *, as_of: str | None = None, excerpt: bool = False
    ) -> "ListLoader":
        """A loader with the card of a file; the day that it prints goes before the one given."""
        made = cls(excerpt=excerpt)
        day = cls.printed(path) or as_of
        # Where no day is known, the card says when the file was written to this disk.
        made.card = cls._card(day, day or written(path), excerpt=excerpt)
        return made

    @classmethod
    def printed(cls, path: Path) -> str | None:
        """The day that the file prints as its own; none where it prints none."""
        del path
        return None

    @classmethod
    def _card(cls, as_of: str | None, recorded_at: str, *, excerpt: bool) -> Card:
        return Card.model_validate(
            {**cls.about, "as_of": as_of, "recorded_at": recorded_at, "excerpt": excerpt}
        )


def refuse(path: Path, line: int, detail: str) -> FaultyInput:
    """A file that cannot be used at all."""
    return FaultyInput([Fault(path.name, line, detail)])


def printed_day(text: str) -> str | None:
    """A day as a list prints it, in ISO form; none where it is no single day."""
    found = read_date(text)
    return found.earliest if found and found.precision == "day" else None


def today() -> str:
    """The day, in ISO form."""
    return datetime.now(UTC).date().isoformat()


def written(path: Path) -> str:
    """The day on which a file was written to this disk."""
    return datetime.fromtimestamp(path.stat().st_mtime, UTC).date().isoformat()
