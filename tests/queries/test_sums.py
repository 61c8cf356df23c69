"""What may be summed, how, and what stands beside the sum."""

from typing import Any

import pytest

from graph.evidence import Claim, Context, as_read, read
from graph.ontology import EDGE_KINDS
from graph.traversal import GroupCount
from queries.sums import Beside, add_up, of_group


def paid(ident: str, amount: str | None, /, *more: dict[str, Any], **properties: Any) -> Any:
    """A payment as a store gives it; more claims are dictionaries."""
    kind = EDGE_KINDS[properties.pop("kind", "Payment")]
    edge = kind.model_validate({"id": ident, "source": "a", "target": "b", **properties})
    parts: list[dict[str, Any]] = [{}, *more]
    parts += [{"field": "amount", "value": amount}] if amount else []
    claims = [
        Claim.model_validate({"id": f"{ident}.c{n}", "about": ident, "kind": "statement",
                              "by": "T", "cites": "s", "at": "1", **part})
        for n, part in enumerate(parts)
    ]  # fmt: skip
    reading = read(kind, claims, Context())
    assert reading is not None
    return as_read(edge, reading).model_dump(mode="json", exclude_none=True)


def one_sum(*edges: Any) -> Any:
    (found,) = add_up(edges)
    return found


@pytest.mark.parametrize(
    ("amounts", "low", "high", "precision"),
    [
        (["10 USD", "5.50 USD"], "15.50", "15.50", "exact"),
        (["10 USD", "5..7 USD"], "15.00", "17.00", "exact"),
        (["10 USD", "about 5 USD"], "15.00", "15.00", "about"),
        (["10 USD", "at least 3 USD"], "13.00", None, "at_least"),
        (["10 USD", "at most 3 USD"], None, "13.00", "at_most"),
        (["at least 10 USD", "at most 3 USD"], "10.00", None, "at_least"),
        (["about 10 USD", "at least 3 USD"], "13.00", None, "at_least"),
    ],
)
def test_a_sum_is_as_loose_as_its_loosest_part(
    amounts: list[str], low: str | None, high: str | None, precision: str
) -> None:
    """An open bound adds nothing: what is known is a bound of the whole from one side only."""
    found = one_sum(*(paid(f"p{n}", amount) for n, amount in enumerate(amounts)))
    assert (found.min, found.max, found.precision) == (low, high, precision)
    assert found.edges == [f"p{n}" for n in range(len(amounts))]


def test_currencies_and_kinds_are_never_summed_together() -> None:
    found = add_up([
        paid("p1", "1 USD"), paid("p2", "2 EUR"), paid("p3", "4 USD"), paid("p4", "500 JPY"),
        paid("o1", None, kind="Obligation", amount="8 USD"),
    ])  # fmt: skip
    assert [(one.kind, one.currency, one.min) for one in found] == [
        ("Obligation", "USD", "8.00"),
        ("Payment", "EUR", "2.00"),
        ("Payment", "JPY", "500"),
        ("Payment", "USD", "5.00"),
    ]


def test_a_currency_not_stated_is_summed_within_its_dataset_only() -> None:
    edges = [paid("p1", "1 XXX"), paid("p2", "2 XXX"), paid("p3", "4 XXX")]
    found = add_up(edges, {"p1": "bank", "p2": "leak", "p3": "bank"})
    assert [(one.dataset, one.min) for one in found] == [("bank", "5.00"), ("leak", "2.00")]


def test_an_aggregate_stands_beside() -> None:
    found = one_sum(paid("p1", "1 USD"), paid("p2", "100 USD", granularity="aggregate"))
    assert (found.min, found.edges) == ("1.00", ["p1"])
    assert [one.id for one in found.aggregates] == ["p2"]


def test_aggregates_alone_give_no_sum() -> None:
    found = one_sum(paid("p2", "100 USD", granularity="aggregate"))
    assert (found.min, found.max, found.edges, found.standing) == (None, None, [], None)


def test_overlapping_singles_make_a_range_that_names_them() -> None:
    """p2 repeats p1, whoever says so: 10 if it is the same money, 14 if none of it; p3 adds 1."""
    found = one_sum(paid("p1", "10 USD"), paid("p2", "4 USD", overlaps="p1"), paid("p3", "1 USD"))
    assert (found.min, found.max) == ("11.00", "15.00")
    assert found.overlapping == ["p1", "p2"]


def test_overlaps_hang_together() -> None:
    """p2 joins p1 and p3: at least the greatest, 8, at most 8 + 4 + 2."""
    found = one_sum(
        paid("p1", "8 USD"), paid("p2", "4 USD", overlaps=["p1", "p3"]), paid("p3", "2 USD")
    )
    assert (found.min, found.max) == ("8.00", "14.00")


def test_an_overlap_with_what_is_not_summed_changes_nothing() -> None:
    found = one_sum(
        paid("p1", "8 USD", overlaps="t1"), paid("t1", "9 USD", granularity="aggregate")
    )
    assert (found.min, found.max, found.overlapping) == ("8.00", "8.00", [])


def test_what_is_replaced_is_not_counted_again() -> None:
    found = one_sum(paid("p1", "8 USD"), paid("p2", "9 USD", replaces="p1"))
    assert (found.min, found.edges) == ("9.00", ["p2"])
    assert [one.id for one in found.replaced] == ["p1"]
    assert isinstance(found.replaced[0], Beside)


def test_a_sum_stands_no_higher_than_its_weakest_part() -> None:
    denial = {"stance": "denies"}
    found = one_sum(paid("p1", "1 USD", {"kind": "record"}), paid("p2", "1 USD", denial))
    assert (found.standing, found.contested) == ("asserted", 1)


def test_two_amounts_for_one_payment_are_named() -> None:
    """The shown one counts; of two with equal standing it is the one of the first claim."""
    other = {"field": "amount", "value": "857764 USD", "by": "U", "id": "p1.d"}
    found = one_sum(paid("p1", "857354 USD", other))
    assert (found.min, found.conflicting) == ("857354.00", ["p1"])


def group(**numbers: Any) -> GroupCount:
    usual = dict.fromkeys(GroupCount._fields, 0) | {"kind": "Payment", "direction": "out"}
    return GroupCount(**{**usual, "currency": "USD", **numbers})


@pytest.mark.parametrize(
    ("numbers", "bounds"),
    [
        ({"summed": 2, "sum_low": 1500, "sum_high": 1700}, ("15.00", "17.00", "exact")),
        ({"summed": 2, "sum_low": 15, "sum_high": 15, "about": 1}, ("0.15", "0.15", "about")),
        ({"summed": 2, "sum_low": 9, "sum_high": 8, "open_high": 1}, ("0.09", None, "at_least")),
        ({"summed": 2, "sum_low": 9, "sum_high": 18, "open_low": 1}, (None, "0.18", "at_most")),
        ({"summed": 0}, None),
        ({"summed": 1, "sum_low": 5, "sum_high": 5, "currency": "XXX"}, None),
        ({"summed": 1, "currency": None}, None),
    ],
)
def test_what_a_store_counted_follows_the_same_rules(
    numbers: dict[str, Any], bounds: tuple[str | None, str | None, str] | None
) -> None:
    """A currency not stated would be summed across datasets, so it is not."""
    assert of_group(group(**numbers)) == bounds
