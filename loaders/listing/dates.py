"""Dates as lists print them, also vague ones; what no form fits stays unread, never guessed."""

import re
from collections.abc import Iterator
from functools import lru_cache

from pydantic import ValidationError

from graph.ontology import DateInterval

__all__ = ["alternatives", "read_date"]

_MONTHS = {
    name: f"{number:02}"
    for number, names in enumerate(
        ("jan january", "feb february", "mar march", "apr april", "may", "jun june", "jul july",
         "aug august", "sep sept september", "oct october", "nov november", "dec december"),
        1,
    )
    for name in names.split()
}  # fmt: skip

_CIRCA = re.compile(r"^(?:circa|about|approximately|approx\.?|c\.)\s+", re.IGNORECASE)
# Years alone may be joined by a dash; between days it is part of the date.
_RANGE = re.compile(r"^(?:between\s+)?(.+?)\s+(?:to|and)\s+(.+)$|^(\d{4})\s*[-–]\s*(\d{4})$")
_WORDED = re.compile(r"^(?:(\d{1,2})\s+)?([A-Za-z]{3,9})\.?,?\s+(\d{4})$")
_DAY_FIRST = re.compile(r"^(\d{1,2}|dd)/(\d{1,2}|mm)/(\d{4})$", re.IGNORECASE)
# A day of a month that is not known says nothing on its own; its words are kept.
_DAY_ALONE = re.compile(r"^(?!0+/)\d+/0+/")
_MONTH_FIRST = re.compile(r"^(\d{1,2})/(\d{4})$")
_ISO = re.compile(r"^\d{4}(?:-\d\d(?:-\d\d)?)?(?:T[\d:.+Z-]*)?$")
_LISTED = re.compile(r"\s*(?:;|\bor\b|\(\d+\))\s*")


@lru_cache(maxsize=1 << 12)
def read_date(text: str) -> DateInterval | None:
    """The days that a printed date may mean; none where it fits no form.

    Days come before months, as on British lists: `05/07/1983` is the fifth of July. Zeros and
    `dd/mm` stand for what the list does not know. The list's words stay with a vague date.

    Example:
        >>> read_date("11 Oct 1975").text
        '1975-10-11'
        >>> read_date("circa 1962").text
        '1962~ "circa 1962"'
        >>> read_date("1960 to Mar 1965").text
        '1960-01-01/1965-03-31 "1960 to Mar 1965"'
        >>> read_date("00/10/1983").text
        '1983-10'
        >>> read_date("the sixties") is None
        True
    """
    printed = " ".join(text.split()).strip(" .,")
    bare = _CIRCA.sub("", printed)
    circa = "~" if bare != printed else ""
    if found := _RANGE.match(bare):
        ends = [_point(one) for one in found.groups() if one]
        shown = "/".join(one for one in ends if one) if all(ends) else ""
    else:
        shown = _point(bare) or ""
    vague = circa or "/" in shown or _DAY_ALONE.match(bare)
    words = f' "{printed}"' if vague and '"' not in printed else ""
    try:
        return DateInterval.model_validate(f"{shown}{circa}{words}") if shown else None
    except ValidationError:
        # The thirtieth of February, a range that runs backwards: in doubt, so left unread.
        return None


def _point(text: str) -> str | None:
    """One date in the text form of the ontology: a day, a month or a year."""
    if _ISO.match(text):
        return text.partition("T")[0]
    if found := _WORDED.match(text):
        day, month = found[1], _MONTHS.get(found[2].lower())
        return _joined(found[3], month, day) if month else None
    if found := _DAY_FIRST.match(text):
        return _joined(found[3], found[2], found[1])
    if found := _MONTH_FIRST.match(text):
        return _joined(found[2], found[1], None)
    return None


def _joined(year: str, month: str | None, day: str | None) -> str:
    parts = [year]
    for one in (month, day):
        if one is None or not one.isdigit() or not int(one):
            break
        parts.append(f"{int(one):02}")
    return "-".join(parts)


def alternatives(text: str) -> Iterator[str]:
    """The dates of a cell that prints several: `1961-02-03 or 1962-02-03`, `(1) 1960 (2) 1961`."""
    return (one for part in _LISTED.split(text) if (one := part.strip(" ,")))
