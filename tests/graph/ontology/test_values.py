"""Money, vague dates, periods, shares and names, in text form and back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.ontology import Amount, DateInterval, Identifier, Money, Name, Period, Share

DAY = 86_400_000
# 1 January 2008, 00:00 UTC, in ms: `date -u -d 2008-01-01 +%s` gives 1199145600.
NEW_YEAR_2008 = 1_199_145_600_000


@pytest.mark.parametrize(
    "text",
    [
        "857354.00 USD", "about 5400000000.00 RUB", "at least 37000000.00 EUR", "at most 5 JPY",
        "767123.00..4000000.00 USD", '857354.00 USD "some 857,354 dollars"', "1.234 KWD",
        "3.00 XXX",
    ],
)  # fmt: skip
def test_an_amount_prints_as_it_was_written(text: str) -> None:
    assert Amount.model_validate(text).text == text


def test_an_amount_is_whole_minor_units_of_its_currency() -> None:
    """ISO 4217: two decimals for USD, none for JPY, three for KWD."""
    assert Amount.model_validate("857354 USD").minimum == 85_735_400
    assert Amount.model_validate("5 JPY").minimum == 5
    assert Amount.model_validate("1.234 KWD").minimum == 1234
    assert Money.parse("5400000000", "RUB").minor == 540_000_000_000


@pytest.mark.parametrize(
    ("text", "bounds"),
    [
        ("at least 37000000 EUR", (3_700_000_000, None)),
        ("at most 37000000 EUR", (None, 3_700_000_000)),
        ("about 2 USD", (200, 200)),
        ("1..2 USD", (100, 200)),
    ],
)
def test_an_open_bound_stays_open(text: str, bounds: tuple[int | None, int | None]) -> None:
    amount = Amount.model_validate(text)
    assert (amount.minimum, amount.maximum) == bounds


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("-5 USD", "never negative"),
        ("5 usd", "not an amount"),
        ("5", "not an amount"),
        ("1.234 USD", "finer than the minor unit"),
        ("1.5 JPY", "finer than the minor unit"),
        ("5..4 USD", "backwards"),
        ("99999999999999999999 USD", "64-bit"),
    ],
)
def test_a_wrong_amount_says_what_is_wrong(text: str, reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        Amount.model_validate(text)


def test_a_bare_minus_in_an_object_is_refused_too() -> None:
    with pytest.raises(ValueError, match="never negative"):
        Amount.model_validate({"min": "-5", "max": "-5", "currency": "USD"})


@given(st.integers(-(2**63) + 1, 2**63 - 1), st.sampled_from(["USD", "JPY", "KWD", "XXX"]))
def test_money_survives_its_text(minor: int, currency: str) -> None:
    money = Money(minor, currency)
    assert Money.parse(money.text, currency) == money


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "precision"),
    [
        ("2008-02-05", "2008-02-05", "2008-02-05", "day"),
        ("2008-02", "2008-02-01", "2008-02-29", "month"),
        ("2007-12", "2007-12-01", "2007-12-31", "month"),
        ("2008", "2008-01-01", "2008-12-31", "year"),
        ("2006-11/2007-03", "2006-11-01", "2007-03-31", "range"),
        ("../2015-08-28", None, "2015-08-28", "open"),
        ("2008-05/..", "2008-05-01", None, "open"),
    ],
)
def test_a_date_is_the_interval_of_days_that_it_may_mean(
    text: str, earliest: str | None, latest: str | None, precision: str
) -> None:
    date = DateInterval.model_validate(text)
    assert (date.earliest, date.latest, date.precision) == (earliest, latest, precision)
    assert DateInterval.model_validate(date.text) == date


def test_the_words_of_a_source_stay_with_the_date() -> None:
    date = DateInterval.model_validate('2008 "early year"')
    assert (date.words, date.latest) == ("early year", "2008-12-31")
    assert date.text == '2008 "early year"'


@pytest.mark.parametrize(
    "text", ["2008-13", "2008-02-30", "2008-1-1", "1/2", "2009/2008", "../..", "yesterday"]
)
def test_a_date_that_cannot_be_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"date|interval"):
        DateInterval.model_validate(text)


def test_a_day_runs_from_its_first_to_its_last_millisecond() -> None:
    date = DateInterval.model_validate("2008-01-01")
    assert (date.first, date.last) == (NEW_YEAR_2008, NEW_YEAR_2008 + DAY - 1)
    assert date.span == (date.first, date.last, date.first, date.last)


def test_an_instant_is_kept_to_the_millisecond() -> None:
    moment = DateInterval.model_validate("2008-01-01T00:00:01.250")
    assert (moment.first, moment.last) == (NEW_YEAR_2008 + 1250, NEW_YEAR_2008 + 1250)


def test_a_vague_date_makes_no_moment_certain() -> None:
    assert DateInterval.model_validate("2008").span[2:] == (None, None)
    assert DateInterval.model_validate("2008-02-05~").span[2:] == (None, None)


def test_a_period_is_certain_between_its_latest_start_and_its_earliest_end() -> None:
    span = Period.model_validate("2006 to 2011").span
    assert span is not None
    start, end = (DateInterval.model_validate(year) for year in ("2006", "2011"))
    assert span == (start.first, end.last, start.last, end.first)


@pytest.mark.parametrize("text", ["2006 to 2011-03", "2006 to ..", ".. to 2010", "2006 to now"])
def test_a_period_prints_as_it_was_written(text: str) -> None:
    assert Period.model_validate(text).text == text


@pytest.mark.parametrize("text", ["2011 to 2006", "2006", "2006 - 2011"])
def test_a_period_that_cannot_be_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="period"):
        Period.model_validate(text)


@pytest.mark.parametrize("text", ["100%", "25..50%", "33.3%"])
def test_a_share_prints_as_it_was_written(text: str) -> None:
    assert Share.model_validate(text).text == text


@pytest.mark.parametrize("text", ["101%", "50..25%", "half"])
def test_a_share_outside_the_whole_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="share"):
        Share.model_validate(text)


@pytest.mark.parametrize(
    ("text", "script"),
    [("Prevezon", "Latn"), ("Превезон", "Cyrl"), ("Ūkio Bankas", "Latn"), ("20", "Zyyy")],
)
def test_a_name_knows_its_script(text: str, script: str) -> None:
    assert Name.model_validate(text).script == script


def test_an_identifier_is_split_at_its_first_colon() -> None:
    assert Identifier.model_validate("docket:13 Civ. 6326").value == "13 Civ. 6326"
    with pytest.raises(ValueError, match="scheme:value"):
        Identifier.model_validate("13 Civ. 6326")
