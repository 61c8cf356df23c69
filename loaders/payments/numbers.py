"""Sums as tables print them: signs, groups of digits, decimal points and decimal commas."""

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import lru_cache

POINT, COMMA = "point", "comma"

# Blanks of all widths and apostrophes part groups of digits and nothing else.
_APART = re.compile(r"(?<=\d)[\s'’\u00a0\u202f](?=\d{3})")
_SIGNED = re.compile(
    r"(?P<open>\()?\s*(?P<sign>[+\-−–]?)\s*(?P<body>[\d.,]+)\s*(?P<after>[+\-−–]?)\)?"
)
_FORMS = {
    POINT: re.compile(r"(?:\d{1,3}(?:,\d{2,3})*,\d{3}|\d+)(?:\.\d*)?|\.\d+"),
    COMMA: re.compile(r"(?:\d{1,3}(?:\.\d{2,3})*\.\d{3}|\d+)(?:,\d*)?|,\d+"),
}
_MINUS = set("-−–")


@lru_cache(maxsize=1 << 12)
def readings(text: str) -> Mapping[str, Decimal]:
    """What a printed sum means with a decimal point and with a decimal comma.

    Returns:
        By way of writing, for each that fits: empty where it is no number, equal values where
        it makes no difference.

    Example:
        >>> sorted(readings("1,525"))
        ['comma', 'point']
        >>> readings("-1,533.50")
        {'point': Decimal('-1533.50')}
        >>> readings("(50,00)")
        {'comma': Decimal('-50.00')}
        >>> readings("N/A")
        {}
    """
    bare = _APART.sub("", text.strip())
    found = _SIGNED.fullmatch(bare)
    if not found or bool(found["open"]) != bare.endswith(")"):
        return {}
    signs = [one for one in (found["open"], found["sign"], found["after"]) if one]
    if len(signs) > 1:
        return {}
    minus = bool(signs) and (signs[0] == "(" or signs[0] in _MINUS)
    body, made = found["body"], {}
    for way, form in _FORMS.items():
        if form.fullmatch(body):
            groups, decimal = (",", ".") if way == POINT else (".", ",")
            value = Decimal(body.replace(groups, "").replace(decimal, ".").rstrip("."))
            made[way] = -value if minus else value
    return made


def exact(value: float) -> Decimal:
    """A number of a sheet as people typed it: sheets keep 15 digits, the rest is noise.

    Example:
        >>> exact(33.5), exact(0.1 + 0.2)
        (Decimal('33.5'), Decimal('0.3'))
    """
    return Decimal(f"{value:.15g}")
