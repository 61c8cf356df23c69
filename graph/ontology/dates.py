"""Dates that may be vague: an interval of possible days, and a period with two such ends.

The text forms follow ISO 8601-2 (EDTF): `2008-02`, `2007-12/2008`, `../2015-08-28`, `2008~`.
"""

import re
from datetime import UTC, date, datetime, timedelta
from typing import Literal, NamedTuple, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_POINT = re.compile(
    r"(?P<year>\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d)"
    r"(?P<time>T\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?)?)?)?"
)
_WORDS = re.compile(r'(?P<rest>.*?)(?:\s+"(?P<words>[^"]*)")?')

DatePrecision = Literal["instant", "day", "month", "year", "range", "open"]


class Span(NamedTuple):
    """When an edge may have held and when it surely did, in milliseconds since 1970 (UTC).

    `None` is an open end. `sure_from` is none as well where nothing is certain.
    """

    first: int | None
    last: int | None
    sure_from: int | None
    sure_to: int | None


def _bounds(text: str) -> tuple[str, str, DatePrecision]:
    """The first and last day (or the instant) that a date may mean."""
    found = _POINT.fullmatch(text)
    if not found:
        msg = f"{text!r} is not a date; write YYYY, YYYY-MM, YYYY-MM-DD or a range with '/'"
        raise ValueError(msg)
    year, month = int(found["year"]), found["month"]
    try:
        if not month:
            return date(year, 1, 1).isoformat(), date(year, 12, 31).isoformat(), "year"
        first = date(year, int(month), int(found["day"] or 1))
        if found["time"]:
            datetime.fromisoformat(text)
            return text, text, "instant"
    except ValueError as error:
        msg = f"{text!r} is not a date: {error}"
        raise ValueError(msg) from None
    if found["day"]:
        return first.isoformat(), first.isoformat(), "day"
    after = date(year + first.month // 12, first.month % 12 + 1, 1)
    return first.isoformat(), (after - timedelta(days=1)).isoformat(), "month"


def _milliseconds(text: str, *, end: bool) -> int:
    moment = datetime.fromisoformat(text).replace(tzinfo=UTC)
    if end and "T" not in text:
        moment += timedelta(days=1) - _MILLISECOND
    return (moment - _EPOCH) // _MILLISECOND


class DateInterval(BaseModel):
    """The days on which something may have happened; nothing guesses a day.

    Text form: `2008-02-05`, `2008-02`, `2008`, `2006-11/2007-03`, `../2015-08-28` (not after),
    `2008-05/..` (not before), `2008~` (circa), `2022-01-01T10:22:33.123` (UTC), each followed
    by the source's own words in double quotes if need be: `2008 "early year"`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    earliest: str | None = Field(None, description="First possible day (ISO 8601); none: open.")
    latest: str | None = Field(None, description="Last possible day (ISO 8601); none: open.")
    precision: DatePrecision = Field(description="How exact the source is.")
    circa: bool = Field(default=False, description="Whether the source says 'about'.")
    words: str | None = Field(None, description="The words of the source.")

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, data: object) -> object:
        if not isinstance(data, str):
            return data
        found = _WORDS.fullmatch(data.strip())
        rest, words = (found["rest"], found["words"]) if found else (data, None)
        circa = rest.endswith("~")
        start, slash, end = rest.removesuffix("~").partition("/")
        if not slash:
            earliest, latest, precision = _bounds(start)
        else:
            earliest = None if start == ".." else _bounds(start)[0]  # type: ignore[assignment]
            latest = None if end == ".." else _bounds(end)[1]  # type: ignore[assignment]
            precision = "range" if earliest and latest else "open"
        return {"earliest": earliest, "latest": latest, "precision": precision,
                "circa": circa, "words": words}  # fmt: skip

    @model_validator(mode="after")
    def _check(self) -> Self:
        if self.earliest is None and self.latest is None:
            msg = "a date needs a first or a last possible day; leave it out where neither is known"
            raise ValueError(msg)
        first, last = self.first, self.last
        if first is not None and last is not None and first > last:
            msg = f"the interval runs backwards: {self.earliest} / {self.latest}"
            raise ValueError(msg)
        return self

    @property
    def first(self) -> int | None:
        """First possible moment, in milliseconds since 1970 (UTC)."""
        return None if self.earliest is None else _milliseconds(self.earliest, end=False)

    @property
    def last(self) -> int | None:
        """Last possible moment, in milliseconds since 1970 (UTC)."""
        return None if self.latest is None else _milliseconds(self.latest, end=True)

    @property
    def span(self) -> Span:
        """A happening on one unknown day: certain only where just one day is possible."""
        first, last = self.first, self.last
        sure = first if self.precision in {"day", "instant"} and not self.circa else None
        return Span(first, last, sure, last if sure is not None else None)

    @property
    def text(self) -> str:
        """The text form."""
        earliest, latest = self.earliest or "..", self.latest or ".."
        if self.precision in {"day", "instant"}:
            shown = earliest
        elif self.precision in {"year", "month"}:
            shown = earliest[:4] if self.precision == "year" else earliest[:7]
        else:
            shown = f"{earliest}/{latest}"
        words = f' "{self.words}"' if self.words else ""
        return f"{shown}{'~' if self.circa else ''}{words}"


class Period(BaseModel):
    """How long something lasted, each end a date that may be vague or unknown.

    Text form: `2006 to 2011-03`, `2006 to ..` (end unknown), `.. to 2010`, `2006 to now`
    (ongoing, as of the source).
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    start: DateInterval | None = Field(None, description="When it began; none: unknown.")
    end: DateInterval | None = Field(None, description="When it ended; none: unknown.")
    ongoing: bool = Field(default=False, description="Whether it lasted on as of the source.")

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, data: object) -> object:
        if not isinstance(data, str):
            return data
        start, to, end = data.strip().partition(" to ")
        if not to:
            msg = f"{data!r} is not a period; write '2006 to 2011-03', '.. to 2010', '2006 to now'"
            raise ValueError(msg)
        return {
            "start": None if start == ".." else start,
            "end": None if end in {"..", "now"} else end,
            "ongoing": end == "now",
        }

    @model_validator(mode="after")
    def _check(self) -> Self:
        start = self.start.first if self.start else None
        end = self.end.last if self.end else None
        if start is not None and end is not None and start > end:
            msg = f"the period runs backwards: {self.text}"
            raise ValueError(msg)
        if self.ongoing and self.end:
            msg = "a period that is ongoing has no end"
            raise ValueError(msg)
        return self

    @property
    def span(self) -> Span | None:
        """When it may have held (start's first to end's last) and when it surely did."""
        if self.start is None and self.end is None:
            return None
        first = self.start.first if self.start else None
        last = self.end.last if self.end else None
        sure_from = self.start.last if self.start else None
        sure_to = self.end.first if self.end else None
        if sure_from is None or sure_to is None or sure_from > sure_to:
            # With one end unknown only the known end is certain to have been a moment of it.
            known = sure_from if sure_from is not None and sure_to is None else None
            return Span(first, last, known, known)
        return Span(first, last, sure_from, sure_to)

    @property
    def text(self) -> str:
        """The text form."""
        end = "now" if self.ongoing else self.end.text if self.end else ".."
        return f"{self.start.text if self.start else '..'} to {end}"
