"""Dates and times as tables print them; the order of day and month is never guessed."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo
from datetime import time as clock_time
from functools import lru_cache
from typing import NamedTuple

from loaders.listing.dates import read_date

YEAR, DAY, MONTH = "year-first", "day-first", "month-first"
ORDERS = (YEAR, DAY, MONTH)

_NUMBERS = re.compile(r"(\d{1,4})([-/. ])(\d{1,2})\2(\d{1,4})\.?")
_RUN = re.compile(r"\d{8}")
_TIME = re.compile(
    r"(?P<hour>\d{1,2})[:.](?P<minute>\d\d)(?:[:.](?P<second>\d\d)(?:[.,](?P<part>\d{1,6}))?)?"
    r"\s*(?P<half>[AaPp]\.?[Mm]\.?)?\s*(?P<zone>Z|UTC|[+-]\d\d:?\d\d)?"
)
_SPLIT = re.compile(r"[T\s]+(?=\d{1,2}[:.]\d\d(?:$|[:.\sAaPpZ+-]))")
# Two digits mean 1969 to 2068, as POSIX has it; the loader says so.
_PIVOT = 69
_SHORT, _LONG = 2, 4


class Moment(NamedTuple):
    """A day, the time of day where one is printed, and its zone where that is printed too."""

    day: date
    time: clock_time | None = None
    zone: tzinfo | None = None
    short: bool = False  # a year of two digits


@lru_cache(maxsize=1 << 12)
def readings(text: str) -> Mapping[str, Moment]:
    """What a printed date means in each order of its parts that fits; empty where it is none.

    Example:
        >>> sorted(readings("01/04/2020"))
        ['day-first', 'month-first']
        >>> readings("2020-04-01")
        {'year-first': Moment(day=datetime.date(2020, 4, 1), time=None, zone=None, short=False)}
        >>> sorted(readings("13/04/2020"))
        ['day-first']
        >>> readings("soon")
        {}
    """
    text = text.strip()
    parts = _SPLIT.split(text, maxsplit=1)
    clock = clock_of(parts[1]) if len(parts) > 1 else (None, None)
    if clock is None:
        return {}
    hour, zone = clock
    found = {way: Moment(day, hour, zone, short) for way, (day, short) in _days(parts[0]).items()}
    if not found and (worded := read_date(parts[0])) and worded.precision == "day":
        if worded.circa or not any(one.isalpha() for one in parts[0]):
            return {}
        day = date.fromisoformat(worded.earliest or "")
        # A month in letters fits every order alike.
        return {way: Moment(day, hour, zone) for way in ORDERS}
    return found


def _days(text: str) -> dict[str, tuple[date, bool]]:
    if _RUN.fullmatch(text):
        ways = {YEAR: (text[:4], text[4:6], text[6:]), DAY: (text[4:], text[2:4], text[:2])}
    elif found := _NUMBERS.fullmatch(text):
        one, _, two, three = found.groups()
        ways = {}
        if len(one) == _LONG or len(one) == len(two) == len(three) == _SHORT:
            ways[YEAR] = (one, two, three)
        if len(one) <= _SHORT and len(three) in {_SHORT, _LONG}:
            ways[DAY], ways[MONTH] = (three, two, one), (three, one, two)
    else:
        return {}
    made: dict[str, tuple[date, bool]] = {}
    for way, (year, month, day) in ways.items():
        if len(year) in {_SHORT, _LONG} and len(day) <= _SHORT:
            try:
                made[way] = date(_year(year), int(month), int(day)), len(year) == _SHORT
            except ValueError:
                continue
    return made


def _year(text: str) -> int:
    year = int(text)
    return year if len(text) == _LONG else year + (1900 if year >= _PIVOT else 2000)


@lru_cache(maxsize=1 << 12)
def clock_of(text: str) -> tuple[clock_time, tzinfo | None] | None:
    """A printed time of day and its zone, if any; none where it is no time."""
    found = _TIME.fullmatch(text.strip())
    if not found:
        return None
    hour = int(found["hour"])
    if half := found["half"]:
        if not 1 <= hour <= 12:  # noqa: PLR2004 - hours of a twelve-hour clock
            return None
        hour = hour % 12 + (12 if half[0] in "Pp" else 0)
    part = (found["part"] or "").ljust(6, "0")
    try:
        clock = clock_time(hour, int(found["minute"]), int(found["second"] or 0), int(part))
        return clock, _zone(found["zone"])
    except ValueError:
        return None


def _zone(text: str | None) -> tzinfo | None:
    if not text:
        return None
    if text in {"Z", "UTC"}:
        return UTC
    minutes = int(text[1:3]) * 60 + int(text[-2:])
    return timezone(timedelta(minutes=-minutes if text[0] == "-" else minutes))


def text_of(moment: Moment, zone: tzinfo | None) -> str:
    """A moment in the text form of dates: an instant in UTC, or the day where no zone is known.

    An hour that the clocks ran through twice stands for both instants.

    Example:
        >>> text_of(Moment(date(2020, 4, 1), clock_time(10, 30)), timezone(timedelta(hours=2)))
        '2020-04-01T08:30:00'
        >>> text_of(Moment(date(2020, 4, 1), clock_time(10, 30)), None)
        '2020-04-01'
    """
    zone = moment.zone or zone
    if moment.time is None or zone is None:
        return moment.day.isoformat()
    local = datetime.combine(moment.day, moment.time, zone)
    ends = sorted({_utc(local.replace(fold=0)), _utc(local.replace(fold=1))})
    return "/".join(ends)


def _utc(local: datetime) -> str:
    return (
        local.astimezone(UTC)
        .replace(tzinfo=None)
        .isoformat(timespec="milliseconds" if local.microsecond else "seconds")
    )


def has_time(value: object) -> bool:
    """Whether a cell of a sheet holds a time of day; midnight sharp is how sheets keep a day."""
    return isinstance(value, datetime) and value.time() != clock_time()


def of_cell(value: date) -> Moment:
    """The moment that a cell of a sheet holds."""
    if isinstance(value, datetime):
        return Moment(value.date(), value.time() if has_time(value) else None)
    return Moment(value)
