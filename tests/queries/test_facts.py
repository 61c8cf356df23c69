"""Facts in words: according to whom, who denies it, and nothing vaguer or surer than the source."""

from typing import Any

import pytest

from graph.evidence import Claim, Context, as_read, read
from graph.ontology import EDGE_KINDS, NODE_KINDS
from queries.facts import dates_of, fact, line, parties, phrase

CAPTIONS = {"a": "Ann", "b": "Bank", "org.x": "Xenon"}


def view(kind: str, *claims: dict[str, Any], **properties: Any) -> dict[str, Any]:
    """The edge as a store would give it."""
    made = [
        Claim.model_validate(
            {"id": f"e.c{number}", "about": "e", "kind": "statement", "by": "org.x", "cites": "s",
             "at": "1", **one}
        )
        for number, one in enumerate(claims or ({},), 1)
    ]  # fmt: skip
    edge = EDGE_KINDS[kind].model_validate({"id": "e", "source": "a", "target": "b", **properties})
    reading = read(type(edge), made, Context())
    assert reading is not None
    return as_read(edge, reading).model_dump(mode="json", exclude_none=True)


@pytest.mark.parametrize(
    ("kind", "properties", "said"),
    [
        ("Ownership", {"share": "100%"}, "Ann owned Bank (100 %)"),
        ("Control", {"means": "by proxy."}, "Ann controlled Bank (by proxy)"),
        ("Employment", {"role": "clerk", "period": "2006 to .."},
         "Ann was employed by Bank (clerk), beginning in 2006"),
        ("Occupancy", {"period": ".. to 2011-03"}, "Ann held office in Bank, ending in March 2011"),
        ("Family", {"relationship": "mother"}, "Ann was family of Bank (mother)"),
        ("Obligation", {"nature": "settlement", "amount": "at least 3 EUR", "date": "2024-03"},
         "Ann owed Bank (settlement): at least 3.00 EUR, in March 2024"),
        ("Restraint", {"ordered": "2011", "lifted": "2014-05-01", "granularity": "aggregate"},
         "Ann restrained Bank: amount not stated, a total, ordered in 2011, lifted on 1 May 2014"),
        ("Payment", {}, "Ann paid Bank: amount not stated"),
        ("Participation", {"role": "victim", "words": "died"},
         "Ann took part in Bank (victim, died)"),
    ],
)  # fmt: skip
def test_a_fact_says_what_how_and_when(kind: str, properties: dict[str, Any], said: str) -> None:
    """In the past tense: whether it still holds no source of that day can tell."""
    assert line(view(kind, **properties), CAPTIONS) == f"{said}, according to Xenon."


def test_a_fact_says_who_denies_what() -> None:
    edge = view(
        "Payment",
        {},
        {"stance": "denies", "by": "b"},
        {"field": "amount", "value": "10 USD"},
        {"field": "amount", "value": "12 USD", "by": "a"},
        {"field": "amount", "value": "10 USD", "stance": "denies", "by": "The bank's lawyer"},
    )
    assert set(parties(edge)) == {"org.x", "b", "The bank's lawyer"}
    assert fact(edge, CAPTIONS) == (
        "Ann paid Bank: 10.00 USD, according to Xenon; denied by Bank; "
        "amount denied by The bank's lawyer; sources differ on the amount"
    )


def test_an_inference_is_called_one() -> None:
    edge = view("UnknownLink", {"kind": "inference", "note": "They look alike."})
    assert fact(edge, CAPTIONS) == "Ann was linked to Bank, according to Xenon, as an inference"


def test_conduct_is_told_by_its_sentence_alone() -> None:
    edge = {**view("Accusation", {"kind": "allegation"}), "sentence": "Xenon alleges it; denied."}
    assert line(edge, CAPTIONS) == "Xenon alleges it; denied."


def test_where_a_fact_has_conduct_in_it_both_are_told() -> None:
    edge = {**view("Payment"), "sentence": "Xenon alleges that it was stolen; denied."}
    assert line(edge, CAPTIONS) == (
        "Ann paid Bank: amount not stated, according to Xenon. "
        "Xenon alleges that it was stolen; denied."
    )


def test_every_kind_has_its_words_and_its_dates() -> None:
    for name in EDGE_KINDS:
        assert phrase(name) == phrase(name).lower()
        assert "_" not in phrase(name)
    assert dates_of(NODE_KINDS["Person"]) == (("birth", "death"), ())
    assert dates_of(EDGE_KINDS["Restraint"]) == (("ordered", "lifted", "forfeited"), ())
    assert dates_of(EDGE_KINDS["Ownership"]) == ((), ("period",))
