"""Every value has one text form, which survives a file and which the case schema knows."""

import re
from datetime import date

from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel

from graph.ontology import Amount, DateInterval, Period, Share
from graph.ontology.balance import Balance
from graph.schema.case_file import TEXT_FORMS
from loaders.case_folder.yaml_lines import read_items
from tests.loaders.folders import quoted

numbers = st.decimals(0, 10**9, places=2).map(str)
words = st.text(st.characters(exclude_characters='"', exclude_categories=["C", "Z"]), min_size=1)
amounts = st.builds(
    lambda how, low, currency, said: f"{how}{low} {currency}" + (f' "{said}"' if said else ""),
    st.sampled_from(["", "about ", "at least ", "at most "]),
    numbers,
    st.sampled_from(["USD", "RUB", "XXX"]),
    st.none() | words,
) | st.builds(
    lambda low, more: f"{low}..{low + more} EUR", st.integers(0, 10**9), st.integers(1, 10**9)
)  # fmt: skip
days = st.dates(date(1900, 1, 1), date(2100, 12, 31))
points = st.builds(lambda day, length: day.isoformat()[:length], days, st.sampled_from([4, 7, 10]))
ranges = st.lists(days, min_size=2, max_size=2, unique=True).map(
    lambda two: "/".join(day.isoformat() for day in sorted(two))
)
dates = st.builds(
    lambda when, circa, said: f"{when}{circa}" + (f' "{said}"' if said else ""),
    points | ranges | points.map("../{}".format) | points.map("{}/..".format),
    st.sampled_from(["", "~"]),
    st.none() | words,
)
starts = st.dates(date(1900, 1, 1), date(1999, 12, 31)).map(str)
ends = st.dates(date(2000, 1, 1), date(2100, 12, 31)).map(str)
periods = st.builds("{} to {}".format, starts, st.sampled_from(["..", "now"]) | ends)
balances = st.builds(
    "{}{} {} {} {}".format,
    st.sampled_from(["", "-"]),
    numbers,
    st.sampled_from(["USD", "RUB", "XXX"]),
    st.sampled_from(["opening", "closing"]),
    days,
)
shares = st.integers(0, 100).map("{}%".format) | st.integers(0, 49).map("{}..50.5%".format)


def stays(model: type[BaseModel], text: str) -> None:
    """Parse, print, write to a file, read, parse: the same value at every turn."""
    value = model.model_validate(text)
    printed: str = value.text  # type: ignore[attr-defined]
    items, faults = read_items(f"- {quoted(printed)}".encode(), "x.yaml", "list")
    assert not faults
    assert items[0].data == printed
    assert model.model_validate(printed) == value
    for written in (text, printed):
        assert re.search(TEXT_FORMS[model], written)


@given(amounts)
def test_an_amount_survives_a_file(text: str) -> None:
    stays(Amount, text)


@given(balances)
def test_a_balance_survives_a_file(text: str) -> None:
    stays(Balance, text)


@given(dates)
def test_a_date_survives_a_file(text: str) -> None:
    stays(DateInterval, text)


@given(periods)
def test_a_period_survives_a_file(text: str) -> None:
    stays(Period, text)


@given(shares)
def test_a_share_survives_a_file(text: str) -> None:
    stays(Share, text)
