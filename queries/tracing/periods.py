"""Days, months, quarters and years: in which of them a payment lies, as far as its date tells."""

from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_OPEN, _NO_DATE = "..", "undated"
_MONTHS = 3


class PeriodLength(StrEnum):
    """How long a period is; none: time does not divide payments."""

    NONE = "none"
    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class Period(NamedTuple):
    """Where in time a payment lies: from one period to another, the same where it is in one.

    Attributes:
        first: The first period it may lie in, such as `2008-Q1`; `..` where that is open.
        last: The last one; `..` where that is open.
    """

    first: str
    last: str

    @property
    def text(self) -> str:
        """One period, or from one to another.

        Example:
            >>> Period("2008", "2008").text, Period("2007-12", "2008-03").text
            ('2008', '2007-12/2008-03')
        """
        if self.first == self.last:
            return self.first
        return f"{self.first}/{self.last}"

    @property
    def order(self) -> tuple[str, str]:
        """Sorts by the first period, then by the last; open ends lie before and behind all."""
        first = "" if self.first == _OPEN else self.first
        return first, "~" if self.last == _OPEN else self.last


ALWAYS = Period("", "")
UNDATED = Period(_NO_DATE, _NO_DATE)


def period_of(first: int | None, last: int | None, length: PeriodLength) -> Period:
    """The period of a payment.

    Args:
        first: First possible moment, in milliseconds since 1970 (UTC); none: open.
        last: Last possible moment.
        length: How long periods are.

    Example:
        >>> period_of(1_201_824_000_000, 1_204_329_599_999, PeriodLength.QUARTER).text
        '2008-Q1'
        >>> period_of(1_196_467_200_000, 1_204_329_599_999, PeriodLength.YEAR).text
        '2007/2008'
        >>> period_of(None, None, PeriodLength.DAY).text
        'undated'
    """
    if length is PeriodLength.NONE:
        return ALWAYS
    if first is None and last is None:
        return UNDATED
    return Period(_label(first, length), _label(last, length))


def _label(moment: int | None, length: PeriodLength) -> str:
    if moment is None:
        return _OPEN
    day = (_EPOCH + timedelta(milliseconds=moment)).date()
    match length:
        case PeriodLength.DAY:
            return day.isoformat()
        case PeriodLength.MONTH:
            return day.isoformat()[:7]
        case PeriodLength.QUARTER:
            return f"{day.year:04}-Q{(day.month - 1) // _MONTHS + 1}"
    return f"{day.year:04}"
