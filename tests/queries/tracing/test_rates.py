"""Exchange rates: which one holds on a day, what is said with it, and when there is none."""

from datetime import date
from decimal import Decimal

import pytest

from graph.errors import FaultyInput
from queries.tracing.rates import Converted, Unconverted, read_rates

CBR = "Bank of Russia"
FILE = [
    "date,from,to,rate,source",
    f"2008-02-01,USD,RUB,24.4764,{CBR}",
    f"2008-02-05,USD,RUB,24.5678,{CBR}",
    "2008-02-01,EUR,USD,1.4870,European Central Bank",
    f"2008-02-01,JPY,RUB,0.229845,{CBR}",
]


def test_a_sum_says_its_rate_day_and_source() -> None:
    """100.00 USD at 24.4764 are 2447.64 RUB."""
    found = read_rates(FILE).convert(10_000, "USD", "RUB", date(2008, 2, 1))
    assert found == Converted(244_764, Decimal("24.4764"), date(2008, 2, 1), CBR)


def test_a_day_without_a_rate_takes_the_last_one_before_and_names_its_day() -> None:
    found = read_rates(FILE).convert(10_000, "USD", "RUB", date(2008, 2, 4))
    assert isinstance(found, Converted)
    assert (found.amount, found.day) == (244_764, date(2008, 2, 1))


def test_a_rate_holds_for_so_many_days_and_no_longer() -> None:
    rates = read_rates(FILE, most_days=3)
    assert isinstance(rates.convert(1, "USD", "RUB", date(2008, 2, 8)), Converted)
    late = rates.convert(1, "USD", "RUB", date(2008, 2, 9))
    assert isinstance(late, Unconverted)
    assert "is of 2008-02-05, over 3 days older" in late.why


def test_a_later_rate_never_serves_an_earlier_day() -> None:
    found = read_rates(FILE).convert(1, "USD", "RUB", date(2008, 1, 31))
    assert found == Unconverted("the rates of USD in RUB begin after 2008-01-31")


def test_the_inverse_is_taken_and_said() -> None:
    """148.70 USD at 1.4870 USD for a euro are 100.00 EUR."""
    found = read_rates(FILE).convert(14_870, "USD", "EUR", date(2008, 2, 1))
    assert isinstance(found, Converted)
    assert (found.amount, found.inverse, found.rate) == (10_000, True, Decimal("1.4870"))


def test_no_third_currency_is_put_between_two() -> None:
    """EUR in USD and USD in RUB are stated, EUR in RUB is not."""
    found = read_rates(FILE).convert(1, "EUR", "RUB", date(2008, 2, 1))
    assert found == Unconverted("the file states no rate of EUR in RUB")


def test_minor_units_of_both_currencies_count() -> None:
    """1000 yen, which have no minor unit, at 0.229845 are 229.845 RUB: half to even, 229.84."""
    found = read_rates(FILE).convert(1000, "JPY", "RUB", date(2008, 2, 1))
    assert isinstance(found, Converted)
    assert found.amount == 22_984


def test_a_sum_of_64_bits_is_converted_exactly() -> None:
    """9,007,199,254,740,993 = 2**53 + 1 has no exact float; at rate 2 it doubles exactly."""
    rates = read_rates(["date,from,to,rate,source", "2008-02-01,USD,EUR,2,x"])
    found = rates.convert(2**53 + 1, "USD", "EUR", date(2008, 2, 1))
    assert isinstance(found, Converted)
    assert found.amount == 2**54 + 2


def test_an_unstated_currency_is_never_converted() -> None:
    found = read_rates(FILE).convert(1, "XXX", "RUB", date(2008, 2, 1))
    assert isinstance(found, Unconverted)


def test_one_currency_needs_no_rate() -> None:
    found = read_rates(FILE).convert(7, "RUB", "RUB", date(1998, 8, 17))
    assert found == Converted(7, Decimal(1), date(1998, 8, 17), "")


def test_the_newer_of_two_directions_is_taken() -> None:
    rows = [*FILE, f"2008-02-06,RUB,USD,0.04,{CBR}"]
    found = read_rates(rows).convert(100, "USD", "RUB", date(2008, 2, 7))
    assert isinstance(found, Converted)
    assert (found.amount, found.inverse) == (2500, True)


def test_every_broken_row_is_listed_with_its_line() -> None:
    rows = [
        *FILE,
        "05.02.2008,USD,RUB,24.5,x",
        "2008-02-06,usd,RUB,24.5,x",
        "2008-02-06,USD,RUB,-1,x",
        '2008-02-06,USD,RUB,"24,5",x',
        "2008-02-06,USD,RUB,24.5,",
        "2008-02-05,USD,RUB,24.9,x",
        "2008-02-06,USD,XXX,1,x",
        "2008-02-06,USD",
    ]
    with pytest.raises(FaultyInput) as refused:
        read_rates(rows, "cbr.csv")
    assert [one.line for one in refused.value.faults] == list(range(6, 14))
    assert "stands above as 24.5678" in str(refused.value)


@pytest.mark.parametrize(
    "rows", [[], ["date,from,to,rate"], ["date,from,to,rate,source"], ['"date']]
)
def test_a_file_without_rates_is_refused(rows: list[str]) -> None:
    with pytest.raises(FaultyInput):
        read_rates(rows)
