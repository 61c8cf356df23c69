"""The questions that are kept beside a set, with their answers, and how often ours are the same."""

import gzip
import statistics
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

import orjson

from benchmarks.finbench import loans, patterns, simple, trails
from benchmarks.finbench.reading import Bank, rounded

ANSWERED = {
    "TCR1": trails.tcr1, "TCR2": trails.tcr2, "TCR3": patterns.tcr3, "TCR4": patterns.tcr4,
    "TCR5": trails.tcr5, "TCR6": patterns.tcr6, "TCR8": loans.tcr8, "TCR11": loans.tcr11,
    "TSR1": simple.tsr1, "TSR2": simple.tsr2, "TSR4": simple.tsr4, "TSR5": simple.tsr5,
    "TSR6": simple.tsr6,
}  # fmt: skip
# Kept answers have three decimals; they were summed as binary fractions, ours as decimal ones.
TOLERANCE = Decimal("0.0011")


@dataclass(frozen=True)
class Kept:
    """A question with the answer that is kept: rows in order."""

    op: str
    given: Mapping[str, Any]
    expected: list[list[Any]]


@dataclass
class Score:
    """How one query came out.

    Attributes:
        op: The query.
        times: Seconds for each question.
        wrong: The questions that were answered otherwise than kept, with our rows.
    """

    op: str
    times: list[float] = field(default_factory=list)
    wrong: list[tuple[Kept, list[list[Any]]]] = field(default_factory=list)

    @property
    def asked(self) -> int:
        """How many questions were asked."""
        return len(self.times)

    @property
    def exact(self) -> int:
        """How many were answered exactly as kept."""
        return self.asked - len(self.wrong)

    @property
    def median(self) -> float:
        """The median time, in milliseconds."""
        return statistics.median(self.times) * 1000


def kept(path: Path) -> Iterator[Kept]:
    """The questions of a file that are answered here, in its order."""
    with gzip.open(path, "rb") as file:
        for line in file:
            one = orjson.loads(line)
            if one["op"] in ANSWERED:
                yield Kept(one["op"], one["params"], one["result"])


def score(bank: Bank, questions: Iterable[Kept]) -> dict[str, Score]:
    """Ask each question and compare, query by query in the order of `ANSWERED`."""
    found = {op: Score(op) for op in ANSWERED}
    for one in questions:
        began = time.perf_counter()
        rows = ANSWERED[one.op](bank, one.given)
        found[one.op].times.append(time.perf_counter() - began)
        if not same(rows, one.expected):
            found[one.op].wrong.append((one, rows))
    return {op: some for op, some in found.items() if some.asked}


def same(rows: list[list[Any]], expected: list[list[Any]]) -> bool:
    """Whether rows are those that are kept, in their order, each value of them the same.

    Numbers with a fraction are compared as they are kept, to three decimals half up.
    """
    return len(rows) == len(expected) and all(
        len(row) == len(other) and all(map(_same_value, row, other))
        for row, other in zip(rows, expected, strict=True)
    )


def _same_value(ours: object, theirs: object) -> bool:
    if isinstance(ours, Decimal) and isinstance(theirs, int | float):
        return abs(rounded(ours) - Decimal(str(theirs))) <= TOLERANCE
    # `True == 1`, which would let a flag pass for a number.
    return type(ours) is type(theirs) and ours == theirs
