"""How a column is written, decided by all of its values and never by one that fits two ways."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple


class Example(NamedTuple):
    """A value, and the line that it stands on."""

    text: str
    line: int

    def __str__(self) -> str:
        """For people."""
        return f"{self.text!r} on line {self.line}"


@dataclass
class Votes:
    """The ways in which a column may be written, and a value for each that fits no other.

    Attributes:
        what: Such as `the date order`.
        key: Which key of the mapping states it.
        only: By way of writing, the first value that can be read in that way alone.
        open: The first value that has two readings which differ.
        cast: How many values said anything.
    """

    what: str
    key: str
    only: dict[str, Example] = field(default_factory=dict)
    open: Example | None = None
    open_ways: tuple[str, ...] = ()
    cast: int = 0

    def count(self, text: str, line: int, readings: Mapping[str, object]) -> None:
        """Take in a value.

        Args:
            text: As printed.
            line: Where it stands.
            readings: What it means in each way of writing that fits; empty where none does.
        """
        if not readings:
            return
        self.cast += 1
        if len(readings) == 1:
            self.only.setdefault(next(iter(readings)), Example(text, line))
        elif self.open is None and len(set(readings.values())) > 1:
            self.open = Example(text, line)
            self.open_ways = tuple(readings)

    def decide(self, stated: str | None, otherwise: str) -> tuple[str, str]:
        """Which way it is, and how that is known.

        Args:
            stated: What the mapping says.
            otherwise: What to take where no value depends on it.

        Raises:
            ValueError: If the values contradict each other, or leave it open.
        """
        if stated:
            return stated, ""
        if len(self.only) > 1:
            examples = "; ".join(f"{one} is {way}" for way, one in sorted(self.only.items()))
            msg = f"{self.what} changes within the file: {examples}; state `{self.key}`"
            raise ValueError(msg)
        for way, one in self.only.items():
            return way, f"{self.what} is {way}: nothing else fits {one}"
        if self.open:
            ways = " or ".join(self.open_ways)
            msg = (
                f"{self.what} is open: {self.open} and all others may be {ways}; "
                f"state `{self.key}` in the mapping"
            )
            raise ValueError(msg)
        return otherwise, ""
