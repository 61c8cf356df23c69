"""Sentences about conduct: the asserter, the verb of the claim's kind, the outcome, the denial."""

from typing import Any

import pytest

from graph.evidence import Claim, Context, as_read, read
from graph.ontology import EDGE_KINDS, NODE_KINDS
from queries.wording import NO_STATEMENT, about, mentioned, sentence

CAPTIONS = {
    "per.s": "Suspect", "evt.e": "The fraud", "org.a": "Agency", "org.b": "Board", "crt.c": "Court",
    "crt.echr": "Strasbourg", "prg.p": "the Act", "per.t": "Target",
}  # fmt: skip
ENDS = {"Accusation": ("per.s", "evt.e"), "Nomineeship": ("per.s", "per.t"),
        "Payment": ("per.s", "per.t"), "Designation": ("per.s", "prg.p"),
        "Identity": ("per.s", "per.t")}  # fmt: skip


def claim(number: int, kind: str, by: str | None = "org.a", **more: Any) -> Claim:
    note = "Reasons." if kind == "inference" else None
    return Claim.model_validate(
        {"id": f"x.c{number}", "about": "x", "kind": kind, "by": by, "cites": "m.1", "at": "p. 1",
         "note": note, **more}
    )  # fmt: skip


def view(kind: str, *claims: Claim, **properties: Any) -> dict[str, Any]:
    """The edge as a store would give it."""
    source, target = ENDS[kind]
    edge = EDGE_KINDS[kind].model_validate(
        {"id": "x", "source": source, "target": target, **properties}
    )
    reading = read(type(edge), claims, Context())
    assert reading is not None
    return as_read(edge, reading).model_dump(mode="json", exclude_none=True)


def told(kind: str, *claims: Claim, **properties: Any) -> str | None:
    return sentence(view(kind, *claims, **properties), CAPTIONS)


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("allegation", "Agency alleges that Suspect had a part in “The fraud”"),
        ("charge", "Agency charged Suspect with a part in “The fraud”"),
        ("admission", "Agency admitted a part in “The fraud”"),
        ("judgment", "Agency held that Suspect had a part in “The fraud”"),
        ("conviction", "Agency convicted Suspect of a part in “The fraud”"),
        ("upheld", "Agency upheld that Suspect had a part in “The fraud”"),
        ("inference", "Agency infers that Suspect had a part in “The fraud”"),
    ],
)
def test_each_kind_of_claim_has_its_verb(kind: str, said: str) -> None:
    """The table of evidence, section 3: no rung is told without its forum."""
    assert told("Accusation", claim(1, kind)) == f"{said}; {NO_STATEMENT}."


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("allegation", "Agency alleges that the money came from “The fraud”"),
        ("charge", "Agency charged that the money came from “The fraud”"),
        ("admission", "Agency admitted that the money came from “The fraud”"),
        ("judgment", "Agency held that the money came from “The fraud”"),
        ("conviction", "Agency, convicting, held that the money came from “The fraud”"),
        ("upheld", "Agency upheld that the money came from “The fraud”"),
        ("inference", "Agency infers that the money came from “The fraud”"),
    ],
)
def test_where_money_came_from_is_told_of_the_money(kind: str, said: str) -> None:
    edge = told(
        "Payment", claim(1, "statement"), claim(2, kind, field="proceeds_of", value="evt.e")
    )
    assert edge == f"{said}; {NO_STATEMENT}."


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("statement", "Agency says so."),
        ("document", "Agency shows so."),
        ("record", "Agency records so."),
        ("ruling", "Agency held so."),
    ],
)
def test_facts_have_their_verbs_too(kind: str, said: str) -> None:
    edge = view("Payment", claim(1, kind))
    assert about(claim(1, kind).model_dump(mode="json", exclude_none=True), edge, CAPTIONS) == said


@pytest.mark.parametrize(
    ("outcome", "said"),
    [
        ("acquitted", "acquitted by Strasbourg on 8 July 2013"),
        ("closed", "proceedings closed by Strasbourg on 8 July 2013"),
        ("limitation", "proceedings ended by limitation, according to Strasbourg on 8 July 2013"),
        ("no_case", "no case found by Strasbourg on 8 July 2013"),
        ("overturned", "overturned by Strasbourg on 8 July 2013"),
        ("unfair_trial", "trial held unfair by Strasbourg on 8 July 2013"),
        ("settled_no_admission",
         "settled without admission, according to Strasbourg on 8 July 2013"),
    ],
)  # fmt: skip
def test_an_outcome_adds_its_words_and_its_forum(outcome: str, said: str) -> None:
    edge = told(
        "Accusation",
        claim(1, "conviction", "crt.c"),
        claim(2, "outcome", "crt.echr", value=outcome, acts_on=["x.c1"], said_on="2013-07-08"),
    )
    assert edge == (f"Court convicted Suspect of a part in “The fraud”; {said}; {NO_STATEMENT}.")


def test_absence_and_the_day_are_said() -> None:
    said = claim(1, "conviction", "crt.c", in_absentia=True, said_on="2013-07-11")
    assert told("Accusation", said, role="organiser") == (
        "Court convicted Suspect of a part in “The fraud” as organiser, in absentia, "
        f"on 11 July 2013; {NO_STATEMENT}."
    )


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"said_on": "2014-05-05"}, "denied on 5 May 2014 by Suspect"),
        ({}, "denied by Suspect (no date in the source)"),
        (
            {"said_on": "2014", "taken_back": {"on": "2016-01", "by": "per.s", "cites": "m.1"}},
            "denied in 2014 by Suspect, taken back in January 2016",
        ),
    ],
)
def test_the_denial_follows_with_its_date(more: dict[str, Any], said: str) -> None:
    denial = claim(2, "allegation", "per.s", stance="denies", **more)
    assert told("Accusation", claim(1, "allegation"), denial) == (
        f"Agency alleges that Suspect had a part in “The fraud”; {said}."
    )


def test_an_accusation_taken_back_says_when() -> None:
    back = {"on": "2016-01-02", "by": "org.a", "cites": "m.1"}
    assert told("Accusation", claim(1, "allegation", taken_back=back)) == (
        "Agency alleges that Suspect had a part in “The fraud”; taken back on 2 January 2016; "
        f"{NO_STATEMENT}."
    )


def test_who_says_the_same_in_the_same_way_is_named_together() -> None:
    """A third with another verb stands apart."""
    assert told(
        "Accusation", claim(1, "allegation"), claim(2, "allegation", "org.b"),
        claim(3, "charge", "a prosecutor"),
    ) == (
        "Agency and Board allege that Suspect had a part in “The fraud”; a prosecutor charged "
        f"Suspect with a part in “The fraud”; {NO_STATEMENT}."
    )  # fmt: skip


def test_the_same_said_on_several_days_is_told_once_with_every_day() -> None:
    """Nobody's day is given to another, and who gave none is told without."""
    assert told(
        "Accusation",
        claim(1, "allegation", said_on="2014-05"),
        claim(2, "allegation", said_on="2011"),
        claim(3, "allegation", "org.b", said_on="2012-07-08"),
        claim(4, "allegation", "org.b"),
        claim(5, "allegation", "a prosecutor"),
    ) == (
        "Agency (in 2011 and in May 2014), Board (on 8 July 2012, and undated) and a prosecutor "
        f"allege that Suspect had a part in “The fraud”; {NO_STATEMENT}."
    )


def test_a_denial_repeated_is_told_once_with_every_day() -> None:
    """Several who denied on the same days are named together; one that gave no day is not."""
    said = told(
        "Accusation",
        claim(1, "allegation"),
        claim(2, "allegation", "per.s", stance="denies", said_on="2013-07"),
        claim(3, "allegation", "per.s", stance="denies", said_on="2013-02-24"),
        claim(4, "allegation", "org.b", stance="denies"),
        claim(5, "allegation", "a lawyer", stance="denies"),
    )
    assert said == (
        "Agency alleges that Suspect had a part in “The fraud”; denied on 24 February 2013 and in "
        "July 2013 by Suspect; denied by Board and a lawyer (no date in the source)."
    )


def test_two_forums_are_both_named() -> None:
    """Convicted and acquitted in one proceeding, found in another: each with its forum."""
    said = told(
        "Accusation",
        claim(1, "conviction", "crt.c"),
        claim(2, "judgment", "org.b"),
        claim(3, "outcome", "crt.echr", value="acquitted", acts_on=["x.c1"]),
    )
    assert said == (
        "Court convicted Suspect of a part in “The fraud”; acquitted by Strasbourg; "
        f"Board held that Suspect had a part in “The fraud”; {NO_STATEMENT}."
    )


def test_a_nominee_is_told_by_the_kind_of_its_claim() -> None:
    said = told("Nomineeship", claim(1, "allegation"), words="holding flats")
    assert said == (
        f"Agency alleges that Suspect was a nominee of Target (holding flats); {NO_STATEMENT}."
    )


def test_a_listing_is_told_in_the_past_with_its_reason_as_an_allegation() -> None:
    edge = view(
        "Designation",
        claim(1, "record"),
        claim(2, "allegation", field="reason", value="Took part in the concealment."),
        listed="2017-01-09",
        delisted="2019",
    )
    assert sentence(edge, CAPTIONS, "whole entry, 2026-11-23") == (
        "Listed on 9 January 2017 under the Act: Suspect; delisted in 2019; list read: whole "
        "entry, 2026-11-23. Agency alleges as its reason: Took part in the concealment; "
        f"{NO_STATEMENT}."
    )


def test_a_listing_without_a_date_or_a_reason_accuses_nobody() -> None:
    assert told("Designation", claim(1, "record")) == (
        "Listed under the Act: Suspect (no date in the source); list read: day not kept."
    )


def test_identity_is_told_with_its_author_and_owes_no_denial() -> None:
    inferred = claim(1, "inference", "Clew editors")
    assert told("Identity", inferred) == "Clew editors infer that Suspect and Target are the same."
    assert told("Identity", claim(1, "statement", stance="denies", said_on="2011")) == (
        "That Suspect and Target are the same: denied in 2011 by Agency."
    )


def test_a_bare_fact_has_no_sentence() -> None:
    assert told("Payment", claim(1, "statement")) is None


def test_an_unnamed_asserter_is_its_source() -> None:
    edge = view("Accusation", claim(1, "allegation", None))
    assert mentioned(edge) == {"per.s", "evt.e", "m.1"}
    assert sentence(edge, {**CAPTIONS, "m.1": "“A book” (Press)"}) == (
        f"“A book” (Press) alleges that Suspect had a part in “The fraud”; {NO_STATEMENT}."
    )


def test_everybody_named_in_a_sentence_is_mentioned() -> None:
    edge = view(
        "Payment",
        claim(1, "statement"),
        claim(2, "conviction", "crt.c", field="proceeds_of", value="evt.e"),
        claim(3, "outcome", "crt.echr", value="overturned", acts_on=["x.c2"]),
    )
    assert mentioned(edge) == {"per.s", "per.t", "crt.c", "crt.echr", "evt.e"}


def test_one_claim_on_conduct_is_told_with_the_denials_against_it() -> None:
    """Not with what others assert."""
    claims = [
        claim(1, "allegation"), claim(2, "charge", "org.b"),
        claim(3, "allegation", "per.s", stance="denies", said_on="2014"),
        claim(4, "outcome", "crt.c", value="closed", acts_on=["x.c2"]),
    ]  # fmt: skip
    edge = view("Accusation", *claims)
    lines = [about(one.model_dump(mode="json", exclude_none=True), edge, CAPTIONS)
             for one in claims]  # fmt: skip
    assert lines == [
        "Agency alleges that Suspect had a part in “The fraud”; denied in 2014 by Suspect.",
        (
            "Board charged Suspect with a part in “The fraud”; proceedings closed by Court; "
            "denied in 2014 by Suspect."
        ),
        "Denied in 2014 by Suspect.",
        "Proceedings closed by Court.",
    ]


def test_the_value_of_a_field_is_told_with_who_gives_it() -> None:
    amount = claim(1, "document", field="amount", value="5 USD", said_on="2013")
    edge = view("Payment", claim(2, "statement"), amount)
    assert about(amount.model_dump(mode="json", exclude_none=True), edge, CAPTIONS) == (
        "Agency shows amount: 5 USD, in 2013."
    )


def test_nodes_are_told_as_facts() -> None:
    person = NODE_KINDS["Person"].model_validate({"id": "x", "names": ["X"]})
    said = claim(1, "statement").model_dump(mode="json", exclude_none=True)
    assert about(said, person.model_dump(mode="json", exclude_none=True), CAPTIONS) == (
        "Agency says so."
    )
