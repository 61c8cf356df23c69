"""What is printed is text and nothing else."""

import pytest

from api.printable import clean


@pytest.mark.parametrize(
    "plain", ["Ann", "Превезон", "two\nlines", "می\u200cخواهم", "co\u00adop", "😀"]
)
def test_text_stays_as_it_is(plain: str) -> None:
    """Also the joiners that Persian needs."""
    assert clean(plain) == plain


@pytest.mark.parametrize(
    "steering", ["\x1b", "\x00", "\x9b", "\r", "\u202e", "\u2066", "\uffff", "\ud800"]
)
def test_what_steers_is_marked(steering: str) -> None:
    assert clean(f"a{steering}b") == "a\ufffdb"
