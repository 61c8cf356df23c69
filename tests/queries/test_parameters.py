"""The shared parameters and what they mean to a store."""

from typing import Any

import pytest
from pydantic import ValidationError

from graph.evidence import code, codes_from
from graph.ontology import Ladder, Rung
from graph.traversal import TRAVERSED, EdgeFilter
from queries.parameters import CONNECTORS, Filters, Passing

# 2008-02-15T00:00:00Z in milliseconds, by `date -ud 2008-02-15 +%s`; a day has 86,400,000.
FEBRUARY_15 = 1203033600000
DAY = 86_400_000


def filtered(bridge: bool = False, **asked: Any) -> EdgeFilter:
    return Filters.model_validate(asked).edge_filter(bridge=bridge)


def test_nothing_asked_for_is_everything_that_may_join() -> None:
    found = filtered()
    assert (found.kinds, found.rungs, found.inferred) == (None, TRAVERSED, False)
    assert found.both_ways == {"Associate", "Family", "Identity"}


def test_a_symmetric_kind_is_followed_both_ways_only_if_it_is_followed() -> None:
    assert filtered(kind=["Payment"]).both_ways == set()
    assert filtered(kind=["Payment", "Family"]).both_ways == {"Family"}


def test_with_inferences_identity_joins_whatever_is_asked() -> None:
    assert filtered(kind=["Payment"], inferred=True).both_ways == {"Identity"}
    assert filtered(kind=["Payment"], inferred=True).kinds == frozenset({"Payment"})


def test_an_account_and_its_holder_bridge_only_where_payments_are_followed() -> None:
    assert filtered(bridge=True, kind=["Payment"]).both_ways == {"AccountHolder"}
    assert filtered(bridge=True, kind=["Ownership"]).both_ways == set()
    assert "AccountHolder" in filtered(bridge=True).both_ways


def test_a_day_counts_whole() -> None:
    """Valid at a day: not over before it begins, begun before it ends."""
    found = filtered(valid_at="2008-02-15")
    assert (found.after, found.before) == (FEBRUARY_15, FEBRUARY_15 + DAY - 1)
    assert filtered(before="2008-02-15").before == FEBRUARY_15 + DAY - 1
    assert filtered(after="2008-02-15").after == FEBRUARY_15


def test_the_narrower_of_two_dates_binds() -> None:
    found = filtered(valid_at="2008-02-15", after="2008-02-16", before="2008-02-14")
    assert (found.after, found.before) == (FEBRUARY_15 + DAY, FEBRUARY_15 - 1)


def test_excluding_the_undated_needs_no_other_date() -> None:
    found = filtered(undated="exclude")
    assert not found.undated
    assert found.after is not None


def test_a_rung_that_joins_nothing_cannot_be_asked_for() -> None:
    """Refuted records and mere denials stay out whatever is asked."""
    assert filtered(min_standing="refuted").rungs == TRAVERSED
    assert filtered(min_standing="denied_only").rungs == TRAVERSED
    assert filtered(min_standing="charged").rungs == codes_from(Rung.CHARGED)
    assert code(Ladder.FACT, Rung.ASSERTED) in filtered(min_standing="charged").rungs


def test_connectors_are_closed_but_for_those_asked_for() -> None:
    assert sorted(CONNECTORS) == [
        "Address",
        "Country",
        "CourtCase",
        "LegalInstrument",
        "SanctionProgram",
    ]
    passage = Passing.model_validate({"pass_through": ["Country"]}).passage()
    assert passage.closed_kinds == CONNECTORS - {"Country"}


def test_no_hub_limit_is_written_nought() -> None:
    assert Passing().passage().hub_limit == 1000
    assert Passing(hub_limit=0).passage().hub_limit is None


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"kind": ["Paymnt"]}, "'Payment'"),
        ({"undated": "maybe"}, "'include' or 'exclude'"),
        ({"min_standing": "proven"}, "'official_record'"),
        ({"contested": "yes"}, "'any', 'record' or 'field'"),
        ({"valid_at": "2008-02-30"}, "day is out of range for month"),
        ({"after": "2008"}, "pattern"),
    ],
)
def test_a_wrong_value_is_refused_with_what_would_be_right(
    asked: dict[str, Any], told: str
) -> None:
    with pytest.raises(ValidationError, match=next(iter(asked))) as refused:
        Filters.model_validate(asked)
    assert told in str(refused.value)
