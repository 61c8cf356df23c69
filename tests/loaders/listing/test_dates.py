"""Dates of lists, also vague ones, become the days that they may mean."""

import pytest

from loaders.listing.dates import alternatives, read_date


@pytest.mark.parametrize(
    ("printed", "text"),
    [
        ("11 Oct 1975", "1975-10-11"),
        ("05 June 1950", "1950-06-05"),
        ("Mar 1963", "1963-03"),
        ("1946", "1946"),
        ("circa 1962", '1962~ "circa 1962"'),
        ("circa 01 Mar 1951", '1951-03-01~ "circa 01 Mar 1951"'),
        ("1960 to 1965", '1960-01-01/1965-12-31 "1960 to 1965"'),
        ("circa 1957-1963", '1957-01-01/1963-12-31~ "circa 1957-1963"'),
        ("01 Jan 1976 to 31 Dec 1978", '1976-01-01/1978-12-31 "01 Jan 1976 to 31 Dec 1978"'),
        ("Feb 1960 to Mar 1961", '1960-02-01/1961-03-31 "Feb 1960 to Mar 1961"'),
        ("between 1960 and 1965", '1960-01-01/1965-12-31 "between 1960 and 1965"'),
        # Lists of Britain put the day first; zeros and letters stand for what is not known.
        ("05/07/1983", "1983-07-05"),
        ("00/10/1983", "1983-10"),
        ("00/00/1936", "1936"),
        ("10/00/1983", '1983 "10/00/1983"'),
        ("dd/mm/1936", "1936"),
        ("1961-02-03", "1961-02-03"),
        ("1961-02", "1961-02"),
        ("2024-03-28T18:57:01", "2024-03-28"),
    ],
)
def test_a_date_is_as_vague_as_it_is_printed(printed: str, text: str) -> None:
    found = read_date(printed)
    assert found is not None
    assert found.text == text


@pytest.mark.parametrize(
    "printed",
    [
        "",
        "the sixties",
        "30 Feb 1960",
        "1965 to 1960",
        "31/13/1960",
        "Foo 1960",
        "1389 to",
        "19 60",
    ],
)
def test_what_is_no_date_is_not_guessed(printed: str) -> None:
    assert read_date(printed) is None


def test_a_cell_may_print_several_dates() -> None:
    assert list(alternatives("1961-02-03 or 1962-02-03")) == ["1961-02-03", "1962-02-03"]
    assert list(alternatives("(1) 1960 (2) Mar 1961")) == ["1960", "Mar 1961"]
    assert list(alternatives("")) == []
