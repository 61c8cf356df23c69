"""Dates in words."""

import pytest

from graph.ontology import DateInterval
from queries.when import text_of, when


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2017-01-09", "on 9 January 2017"),
        ("2008-02", "in February 2008"),
        ("2008", "in 2008"),
        ("2008~", "about 2008"),
        ("2008-02-05~", "about 5 February 2008"),
        ("2006-11-01/2007-03-31", "between 1 November 2006 and 31 March 2007"),
        ("2006-11-01/2007-03-31~", "about between 1 November 2006 and 31 March 2007"),
        ("../2015-08-28", "by 28 August 2015"),
        ("2008-05-01/..", "on or after 1 May 2008"),
        ("2022-01-01T10:22", "on 1 January 2022 at 10:22 UTC"),
        ('2008 "early year"', 'in 2008 ("early year")'),
    ],
)
def test_a_date_is_said_as_exactly_as_it_is_known(text: str, words: str) -> None:
    assert when(text) == words


@pytest.mark.parametrize(
    "text",
    ["2017-01-09", "2008-02", "2008", "2008~", "2006-11-01/2007-03-31", "../2015-08-28",
     "2008-05-01/..", "2022-01-01T10:22", '2008 "early year"'],
)  # fmt: skip
def test_the_text_form_comes_back_from_the_wire(text: str) -> None:
    """As the class itself would print it."""
    date = DateInterval.model_validate(text)
    assert text_of(date.model_dump(mode="json", exclude_none=True)) == date.text
