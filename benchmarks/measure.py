"""Pairs of measurements, taken in turn so that a noisy machine disturbs both alike."""

import gc
import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

InputT = TypeVar("InputT")


@dataclass(frozen=True)
class Row:
    """One line of the table.

    Attributes:
        name: What was measured.
        ours: Median time of Clew, in ms.
        peer: Median time of the yardstick, in ms.
        ratio: Median of the pairwise ratios ours/peer.
        goal: The ratio it is held to; none: shown without a goal. Negative: at least so many
            times faster than the peer.
        yardstick: What the peer is.
    """

    name: str
    ours: float
    peer: float
    ratio: float
    goal: float | None
    yardstick: str

    @property
    def held(self) -> bool | None:
        """Whether the goal is met."""
        if self.goal is None:
            return None
        return self.ratio <= self.goal if self.goal > 0 else self.ratio * -self.goal <= 1

    @property
    def record(self) -> dict[str, object]:
        """The line as `benchmarks/out/latest.json` keeps it."""
        return {
            "name": self.name, "ratio": round(self.ratio, 3), "goal": self.goal,
            "holds": self.held, "ours": round(self.ours, 4), "peer": round(self.peer, 4),
            "unit": "ms", "yardstick": self.yardstick,
        }  # fmt: skip


def timed(work: Callable[[], object]) -> float:
    """Seconds that a call takes, the collector kept out of it."""
    gc.disable()
    try:
        began = time.perf_counter()
        work()
        return time.perf_counter() - began
    finally:
        gc.enable()


def pair(
    name: str,
    inputs: Iterable[InputT],
    ours: Callable[[InputT], object],
    peer: Callable[[InputT], object],
    *,
    goal: float | None,
    yardstick: str,
    warm_up: int = 5,
) -> Row:
    """Measure two ways of doing the same on the same inputs, in turn."""
    chosen = list(inputs)
    for one in chosen[:warm_up]:
        ours(one)
        peer(one)
    pairs = [(timed(lambda one=one: ours(one)), timed(lambda one=one: peer(one))) for one in chosen]
    return Row(
        name,
        statistics.median(mine for mine, _ in pairs) * 1000,
        statistics.median(theirs for _, theirs in pairs) * 1000,
        statistics.median(mine / theirs for mine, theirs in pairs),
        goal,
        yardstick,
    )
