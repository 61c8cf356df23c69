"""Dates in words, as a sentence prints them: `on 9 January 2017`, `in February 2008`."""

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
_FORM = re.compile(r'(?P<date>[^"~]*?)(?P<circa>~?)(?:\s+"(?P<words>[^"]*)")?')
_DAY = 10


@lru_cache(maxsize=4096)
def when(text: str) -> str:
    """A date in its text form as an adverb; nothing vague is made exact.

    Example:
        >>> when("2017-01-09"), when("2008-02"), when("2008~")
        ('on 9 January 2017', 'in February 2008', 'about 2008')
        >>> when("2006-11-01/2007-03-31")
        'between 1 November 2006 and 31 March 2007'
        >>> when("../2015-08-28"), when('2008 "early year"')
        ('by 28 August 2015', 'in 2008 ("early year")')
    """
    found = _FORM.fullmatch(text.strip())
    if not found:
        return text
    start, slash, end = found["date"].partition("/")
    if not slash:
        said = f"{'on' if len(start) >= _DAY else 'in'} {_point(start)}"
    elif start == "..":
        said = f"by {_point(end)}"
    elif end == "..":
        said = f"on or after {_point(start)}"
    else:
        said = f"between {_point(start)} and {_point(end)}"
    if found["circa"]:
        said = f"about {said.partition(' ')[2]}" if not slash else f"about {said}"
    return f'{said} ("{found["words"]}")' if found["words"] else said


def _point(text: str) -> str:
    """A year, a month, a day or a moment."""
    date, _, time = text.partition("T")
    year, *rest = date.split("-")
    words = [str(int(rest[1]))] if len(rest) > 1 else []
    words += [_MONTHS[int(rest[0]) - 1]] if rest else []
    shown = " ".join([*words, year])
    return f"{shown} at {time} UTC" if time else shown


def text_of(date: Mapping[str, Any]) -> str:
    """The text form of a date as the wire carries it.

    Example:
        >>> text_of({"earliest": "2008-02-01", "latest": "2008-02-29", "precision": "month"})
        '2008-02'
    """
    earliest, latest = date.get("earliest") or "..", date.get("latest") or ".."
    precision = date["precision"]
    if precision in {"day", "instant"}:
        shown = earliest
    elif precision in {"year", "month"}:
        shown = earliest[:4] if precision == "year" else earliest[:7]
    else:
        shown = f"{earliest}/{latest}"
    words = f' "{date["words"]}"' if date.get("words") else ""
    return f"{shown}{'~' if date.get('circa') else ''}{words}"
