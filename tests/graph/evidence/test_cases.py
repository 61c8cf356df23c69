"""The nine cases in which a careless reading would do somebody wrong."""

from graph.evidence import Claim, Context, Source, read
from graph.ontology import EDGE_KINDS, Reading
from graph.ontology.record import Record
from tests.graph.evidence.said import denied, ended, said

PAYMENT = EDGE_KINDS["Payment"]
ACCUSATION = EDGE_KINDS["Accusation"]
DESIGNATION = EDGE_KINDS["Designation"]


def reading(kind: type[Record], *claims: Claim, **context: object) -> Reading:
    """The reading, which must exist."""
    found = read(kind, claims, Context(**context))  # type: ignore[arg-type]
    assert found is not None
    return found


def test_a_transfer_asserted_by_one_organisation_and_denied_by_the_recipients_prosecutor() -> None:
    """It keeps its rung, is contested, and both sides are named."""
    found = reading(
        PAYMENT,
        said("c1", "statement", "org.campaign"),
        denied("c2", "statement", "org.prosecutor"),
    )
    assert (found.standing, found.contested) == ("asserted", True)
    assert (found.asserted_by, found.denied_by) == (("org.campaign",), ("org.prosecutor",))


def test_charged_in_absentia_then_acquitted_on_appeal() -> None:
    """The acquittal caps what it acts on at alleged; it never gives refuted."""
    found = reading(
        ACCUSATION,
        said("c1", "conviction", "crt.first", in_absentia=True),
        said("c2", "charge", "org.prosecutor"),
        ended("c3", "acquitted", "c1", "c2", by="crt.appeal"),
    )
    assert found.standing == "alleged"
    assert found.flags == ("acquitted", "in_absentia")
    # Nothing outside the proceeding is left, so there is nobody to contest it with.
    assert not found.contested


def test_an_acquittal_acts_within_its_own_proceeding_only() -> None:
    """A conviction of another forum stays, contested, and both forums are named."""
    found = reading(
        ACCUSATION,
        said("c1", "conviction", "crt.here"),
        ended("c2", "acquitted", "c1"),
        said("c3", "conviction", "crt.elsewhere"),
    )
    assert (found.standing, found.contested) == ("found", True)
    assert found.asserted_by == ("crt.here", "crt.elsewhere")


def test_settled_without_admission_changes_no_rung() -> None:
    found = reading(
        ACCUSATION,
        said("c1", "allegation", "org.us-attorney"),
        ended("c2", "settled_no_admission", "c1"),
        denied("c3", "allegation"),
    )
    assert (found.standing, found.contested) == ("alleged", True)
    assert found.flags == ("settled_no_admission",)


def test_a_posthumous_conviction_held_unfair_by_a_higher_court() -> None:
    """At most charged, with the word, and never found."""
    found = reading(
        ACCUSATION,
        said("c1", "conviction", "crt.tverskoy"),
        ended("c2", "unfair_trial", "c1", by="crt.echr"),
    )
    assert (found.standing, found.tier) == ("charged", 1)
    assert found.flags == ("unfair_trial",)
    ending = found.statements[0].outcomes[0]
    assert (ending.outcome, ending.by) == ("unfair_trial", "crt.echr")


def test_a_listing_with_a_stated_reason() -> None:
    """The listing is an official record; its reason is an allegation by that government."""
    found = reading(
        DESIGNATION,
        said("c1", "record", "org.treasury"),
        said("c2", "allegation", "org.treasury", field="reason", value="took part in the fraud"),
    )
    assert (found.ladder, found.standing) == ("fact", "official_record")
    reason = found.fields["reason"]
    assert (reason.ladder, reason.values[0].standing) == ("conduct", "alleged")


BACK = {"on": "2012-05-01", "by": "org.accuser", "cites": "m.S2"}


def test_a_claim_taken_back_stays_and_no_longer_asserts() -> None:
    """With no other assertion the record is refuted and still there."""
    found = reading(ACCUSATION, said("c1", "allegation", taken_back=BACK))
    assert (found.standing, found.tier, found.asserted_by) == ("refuted", 0, ())
    assert found.statements[0].taken_back == "2012-05-01"


def test_two_sources_two_amounts() -> None:
    """Both values are kept: they conflict, which is not the same as contested."""
    found = reading(
        PAYMENT,
        said("c1", "statement", "org.us"),
        said("c2", "statement", "org.us", field="amount", value="857354.00 USD"),
        said("c3", "statement", "per.author", field="amount", value="857764.00 USD"),
    )
    amount = found.fields["amount"]
    assert [one.value for one in amount.values] == ["857354.00 USD", "857764.00 USD"]
    assert (amount.conflicts, found.contested, found.contested_fields) == (True, False, ())


def test_the_shown_value_has_the_highest_rung_then_more_sources_then_the_original() -> None:
    whole = said("c0", "statement", "org.a")

    def shown(*claims: Claim, **sources: Source) -> str:
        return reading(PAYMENT, whole, *claims, sources=sources).fields["amount"].values[0].value

    low = said("c1", "statement", "org.a", field="amount", value="1.00 USD")
    high = said("c2", "document", "org.b", field="amount", value="2.00 USD")
    again = said("c3", "statement", "org.c", field="amount", value="3.00 USD")
    twice = said("c4", "statement", "org.d", field="amount", value="3.00 USD")
    assert shown(low, high, again, twice) == "2.00 USD"
    assert shown(low, again, twice) == "3.00 USD"
    assert shown(low, again) == "1.00 USD"
    copy = Source(id="m.S1", title="a copy", publisher="p", copy_of="the original")
    original = again.model_copy(update={"cites": "m.S2"})
    first = {"m.S1": copy, "m.S2": Source(id="m.S2", title="t", publisher="p")}
    assert shown(low, original, **first) == "3.00 USD"


def test_the_only_denial_taken_back_no_longer_contests() -> None:
    found = reading(
        ACCUSATION,
        said("c1", "allegation"),
        denied("c2", "allegation", taken_back={**BACK, "by": "per.accused"}),
    )
    assert (found.standing, found.contested, found.denied_by) == ("alleged", False, ())
    # It is still told, with the day on which it was taken back.
    assert [one.taken_back for one in found.statements] == [None, "2012-05-01"]


def test_the_only_denial_removed_leaves_no_trace() -> None:
    found = reading(ACCUSATION, said("c1", "allegation"))
    assert [one.claim for one in found.statements] == ["x.c1"]


def test_an_accusation_without_an_accuser_goes_with_its_denials() -> None:
    """On conduct a denial alone accuses nobody, so it keeps nothing alive."""
    assert read(ACCUSATION, [denied("c2", "allegation")], Context()) is None


def test_a_fact_that_is_only_denied_stands_as_denied_only() -> None:
    found = reading(EDGE_KINDS["Identity"], denied("c1", "statement", "Clew editors"))
    assert (found.standing, found.tier, found.contested) == ("denied_only", 0, False)


def test_a_conduct_field_goes_with_its_last_accuser() -> None:
    """`proceeds_of` falls away with its denials, the payment stays."""
    found = reading(
        PAYMENT,
        said("c1", "statement"),
        denied("c2", "allegation", field="proceeds_of", value="evt.fraud"),
    )
    assert found.fields == {}


def test_a_conviction_on_the_origin_lifts_the_field_and_never_the_payment() -> None:
    found = reading(
        PAYMENT,
        said("c1", "statement"),
        said("c2", "conviction", "crt.c", field="proceeds_of", value="evt.fraud"),
        denied("c3", "allegation", field="proceeds_of", value="evt.fraud"),
    )
    assert found.standing == "asserted"
    assert found.fields["proceeds_of"].values[0].standing == "found"
    assert (found.contested, found.contested_fields) == (False, ("proceeds_of",))
