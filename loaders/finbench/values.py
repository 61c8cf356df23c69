"""How FinBench writes moments, sums, shares and truth."""

import re
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal, InvalidOperation

from graph.ontology import Amount, DateInterval, Period, Share

# What the tables do not state.
CURRENCY = "XXX"
_CENT = Decimal("0.01")
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)(?:\.(\d{1,3}))?")
_TRUTH = {"true": True, "false": False}


def instant(text: str) -> DateInterval:
    """A moment in UTC, to the millisecond: `2020-06-21 06:30:59.06`.

    Raises:
        ValueError: If it is none.
    """
    found = _MOMENT.fullmatch(text)
    if not found:
        msg = f"{text!r} is not a moment; write 2020-06-21 06:30:59.060"
        raise ValueError(msg)
    day, clock, fraction = found.groups()
    return DateInterval.model_validate(f"{day}T{clock}.{fraction or '':0<3}")


def since(text: str) -> Period:
    """A period that began at a moment; whether it ended the tables do not tell."""
    return Period.model_validate({"start": instant(text)})


def amount(text: str) -> Amount:
    """A sum, exact to the last digit.

    Clew counts in hundredths. A sum that is finer, as in the sample of the official driver, lies
    between the hundredth below and the one above: the digits are kept as the words of the source.

    Raises:
        ValueError: If it is no number, or negative.
    """
    low, high = (_hundredths(text, way) for way in (ROUND_FLOOR, ROUND_CEILING))
    words = None if low == high else text
    return Amount.model_validate(
        {"min": f"{low:f}", "max": f"{high:f}", "currency": CURRENCY, "words": words}
    )


def share(text: str) -> Share:
    """A part of the capital: `0.25` is 25 %.

    Raises:
        ValueError: If it is no number, or not between 0 and 1.
    """
    percent = f"{_number(text).scaleb(2):f}"
    return Share(min=percent, max=percent)


def truth(text: str) -> bool:
    """Yes or no.

    Raises:
        ValueError: If it is neither `true` nor `false`.
    """
    if text not in _TRUTH:
        msg = f"{text!r} is neither true nor false"
        raise ValueError(msg)
    return _TRUTH[text]


def _number(text: str) -> Decimal:
    try:
        number = Decimal(text)
    except InvalidOperation:
        msg = f"{text!r} is not a number"
        raise ValueError(msg) from None
    if not number.is_finite():
        msg = f"{text!r} is not a number"
        raise ValueError(msg)
    return number


def _hundredths(text: str, way: str) -> Decimal:
    try:
        return _number(text).quantize(_CENT, rounding=way)
    except InvalidOperation:
        msg = f"{text!r} is more than can be counted in hundredths"
        raise ValueError(msg) from None
