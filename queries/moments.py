"""The moments of a record: each date that it has, each end of a period, each step of a case.

Read off the ontology: a kind that has a date has moments, and a new kind needs nothing here.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, Literal, NamedTuple

from graph.ontology import EDGE_KINDS, NODE_KINDS, DateInterval, LegalEntity
from graph.ontology.record import Record
from graph.store import View
from queries.facts import dates_of

Within = Literal["certain", "possible"]
Bucketing = Literal["year", "month"]

# A charge, a verdict and what became of it have days of their own; what is only alleged has not.
_STEPS = frozenset({"charge", "admission", "judgment", "conviction", "upheld"})
STEPWISE = "Accusation"


def _dated(kinds: Mapping[str, type[Record]]) -> dict[str, type[Record]]:
    return {name: kind for name, kind in kinds.items() if any(dates_of(kind))}


DATED_NODES = _dated(NODE_KINDS)
DATED_EDGES = {**_dated(EDGE_KINDS), STEPWISE: EDGE_KINDS[STEPWISE]}
# What happens, as opposed to who is: it comes along with whoever took part in it.
HAPPENINGS = {name: kind for name, kind in DATED_NODES.items() if not issubclass(kind, LegalEntity)}
# Edges that tie a party to what happened.
TIES = frozenset(
    name
    for name, kind in EDGE_KINDS.items()
    if any(issubclass(one, end) for one in HAPPENINGS.values() for ends in kind.joins
           for end in ends)
)  # fmt: skip
# A tie whose one end is always something that happens has the day of that, where it has none.
LENT = frozenset(
    name
    for name, kind in EDGE_KINDS.items()
    if any(ends and all(end in HAPPENINGS.values() for end in ends) for ends in kind.joins)
)


class Moment(NamedTuple):
    """One date of a record.

    Attributes:
        id: The record.
        name: `date`, `start`, `end`, `listed`, `ordered`, `conviction` ...
        date: As the wire carries it.
    """

    id: str
    name: str
    date: Mapping[str, Any]

    @property
    def order(self) -> tuple[str, str, str, str]:
        """First possible day, last possible day, id; an open end counts as late as can be.

        Where the first day is open, the last one is all that is known to order by.
        """
        earliest, latest = self.date.get("earliest"), self.date.get("latest")
        return earliest or latest or "", latest or "~", self.id, self.name

    def within(self, after: str | None, before: str | None) -> Within | None:
        """Whether it surely was between two days, or may have been; none where it was not.

        Args:
            after: First day of the window (YYYY-MM-DD); none: open.
            before: Last day of it; none: open.
        """
        first, last = (self.date.get(end) for end in ("earliest", "latest"))
        first, last = first and first[:10], last and last[:10]
        if (after and last and last < after) or (before and first and first > before):
            return None
        # "About 2008" may be a day of 2007 or of 2009.
        vague = self.date.get("circa") and (after or before)
        inside = (not after or (first and first >= after)) and (
            not before or (last and last <= before)
        )
        return "certain" if inside and not vague else "possible"


def moments_of(record: View) -> Iterator[Moment]:
    """Every date of a record, as far as it is known."""
    kind: type[Record] = {**NODE_KINDS, **EDGE_KINDS}[record["kind"]]
    dates, periods = dates_of(kind)
    for name in dates:
        if record.get(name):
            yield Moment(record["id"], name, record[name])
    for name in periods:
        for end in ("start", "end"):
            if (record.get(name) or {}).get(end):
                yield Moment(record["id"], end, record[name][end])
    if record["kind"] == STEPWISE:
        yield from _steps(record)


def _steps(record: View) -> Iterator[Moment]:
    """The days of charges and decisions, and of what became of them; each step once."""
    said: dict[tuple[str, str], None] = {}
    for one in record["evidence"].get("statements", ()):
        if one["kind"] in _STEPS and one["stance"] == "asserts" and one.get("said_on"):
            said[one["kind"], one["said_on"]] = None
        for end in one.get("outcomes", ()):
            if end.get("on"):
                said[end["outcome"], end["on"]] = None
    for name, text in said:
        date = DateInterval.model_validate(text).model_dump(mode="json", exclude_none=True)
        yield Moment(record["id"], name, date)


@dataclass(frozen=True, slots=True)
class Bucket:
    """How much lies in a year or a month.

    Attributes:
        start: `2008` or `2008-02`.
        certain: What surely lies in it.
        possible: What may lie in it, and may lie in others as well.
        open: What has only this end: it may lie in any bucket on the open side.
    """

    start: str
    certain: int
    possible: int
    open: int


def histogram(
    moments: Iterable[Moment], by: Bucketing, after: str | None, before: str | None, most: int
) -> tuple[list[Bucket], bool]:
    """Moments counted by year or month; none is put into a month that no source names.

    Args:
        moments: Those within the window.
        by: What to count by.
        after: First day of the window.
        before: Last day of it.
        most: How many buckets at most.

    Returns:
        The buckets that are not empty, in order; and whether they are all of them.

    Complexity:
        O(n + b) for n moments and b buckets between the first and the last day.
    """
    spans = [_span(one, by, after, before) for one in moments]
    known = [end for low, high, _ in spans for end in (low, high) if end is not None]
    if not known:
        return [], True
    start, stop = min(known), max(known)
    size = min(stop - start + 1, most)
    certain, opened, steps = [0] * size, [0] * size, [0] * (size + 1)
    for low, high, vague in spans:
        first = (high if low is None else low) or 0
        last = min(first if high is None else high, start + size - 1)
        if first > last:
            continue
        if low is None or high is None:
            opened[first - start] += 1
        elif low == high and not vague:
            certain[first - start] += 1
        else:
            steps[first - start] += 1
            steps[last - start + 1] -= 1
    counts = zip(certain, accumulate(steps), opened, strict=False)
    buckets = [
        Bucket(_name(start + number, by), *count)
        for number, count in enumerate(counts)
        if any(count)
    ]
    return buckets, size > stop - start


def _span(
    moment: Moment, by: Bucketing, after: str | None, before: str | None
) -> tuple[int | None, int | None, bool]:
    """The first and last bucket that it may lie in, and whether the source says `about`."""
    first, last = (moment.date.get(end) for end in ("earliest", "latest"))
    first = max(filter(None, (first and first[:10], after)), default=None)
    last = min(filter(None, (last and last[:10], before)), default=None)
    whole = moment.within(after, before) == "certain"
    vague = bool(moment.date.get("circa")) or not whole
    return _number(first, by), _number(last, by), vague


def _number(day: str | None, by: Bucketing) -> int | None:
    if day is None:
        return None
    return int(day[:4]) if by == "year" else int(day[:4]) * 12 + int(day[5:7]) - 1


def _name(number: int, by: Bucketing) -> str:
    return f"{number:04}" if by == "year" else f"{number // 12:04}-{number % 12 + 1:02}"
