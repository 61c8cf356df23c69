"""Text that is safe to print: data never steers a terminal, and breaks no XML."""

import unicodedata
from typing import Final

# Line breaks are kept. Every other control character, and what turns the direction of writing,
# could make a terminal show what is not there; XML has neither them nor the last two.
_KEPT: Final = "\n"
_TURNING: Final = frozenset(map(chr, (*range(0x202A, 0x202F), *range(0x2066, 0x206A))))
_NO_TEXT: Final = frozenset("\ufffe\uffff")


def clean(text: str) -> str:
    r"""The text with a mark in the place of each character that steers.

    Example:
        >>> clean("Ann\x1b[2J"), clean("two\nlines")
        ('Ann�[2J', 'two\nlines')
    """
    if text.isascii() and text.isprintable():
        return text
    return "".join("\ufffd" if _steers(one) else one for one in text)


def _steers(one: str) -> bool:
    return one not in _KEPT and (
        one in _TURNING or one in _NO_TEXT or unicodedata.category(one) in {"Cc", "Cs"}
    )
