"""Balances: their text form, and that several of them on one account are no conflict."""

import pytest

from graph.evidence import Claim, canonical
from graph.evidence.standing import Context, read
from graph.ontology import BankAccount
from graph.ontology.balance import Balance


@pytest.mark.parametrize(
    ("text", "minor"),
    [
        ("1234.56 EUR opening 2020-04-01", 123456),
        ("-23.50 EUR closing 2020-04-01", -2350),
        ("500 JPY opening 2020-04-01", 500),
    ],
)
def test_a_balance_reads_back_as_it_is_printed(text: str, minor: int) -> None:
    found = Balance.model_validate(text)
    assert (found.text, found.minor) == (text, minor)
    assert Balance.model_validate(found.model_dump()) == found


def test_one_balance_has_one_text() -> None:
    assert canonical(BankAccount, "stated_balance", "-23.5 EUR closing 2020-04-01") == (
        "-23.50 EUR closing 2020-04-01"
    )


@pytest.mark.parametrize(
    "text",
    [
        "12 EUR", "12 EUR opening 2020", "12 EUR opening 2020-02-30",
        "12.345 EUR opening 2020-04-01",
        "12 105 closing 2020-04-01", "about 12 EUR opening 2020-04-01",
    ],
)  # fmt: skip
def test_what_is_no_balance_of_a_day_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"balance|not a date|finer"):
        Balance.model_validate(text)


def test_balances_of_two_days_do_not_conflict_and_two_currencies_would() -> None:
    def claim(ident: str, field: str | None = None, value: str | None = None) -> Claim:
        return Claim.model_validate({
            "id": ident, "about": "acc.a", "kind": "document", "cites": "s", "at": "row 1",
            "by": "First Bank", "field": field, "value": value,
        })  # fmt: skip

    claims = [
        claim("c0"),
        claim("c1", "stated_balance", "1.00 EUR opening 2020-04-01"),
        claim("c2", "stated_balance", "2.00 EUR closing 2020-04-02"),
        claim("c3", "currency", "EUR"),
        claim("c4", "currency", "USD"),
    ]
    found = read(BankAccount, claims, Context())
    assert found is not None
    assert not found.fields["stated_balance"].conflicts
    assert found.fields["currency"].conflicts
