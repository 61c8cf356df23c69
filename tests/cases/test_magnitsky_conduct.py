"""Nobody is drawn guiltier than the sources allow, and no accusation stands without its answer."""

import pytest

from graph.evidence import Claim, ClaimKind, Source, Stance
from graph.ontology import Ladder, Node
from graph.ontology.edges.conduct import Accusation
from graph.ontology.edges.law import Designation
from graph.store import Store
from queries.question import ask
from queries.show import ShowEdge
from queries.wording import NO_STATEMENT
from tests.cases.magnitsky import Known

_LIFTS = {ClaimKind.CHARGE, ClaimKind.ADMISSION, ClaimKind.JUDGMENT, ClaimKind.CONVICTION,
          ClaimKind.UPHELD}  # fmt: skip

# Everything about conduct that stands above `alleged`, with the sheet's section that bears it.
_ABOVE = {
    # People sheet, sections 4.1 (C2) and 10, question 6: Strasbourg, against the State.
    "acu.russian-federation.magnitsky-death": "found",
    "acu.russian-federation.magnitsky-medical-care": "found",
    "acu.russian-federation.magnitsky-ill-treatment": "found",
    "acu.russian-federation.magnitsky-detention": "found",
    "acu.russian-federation.posthumous-prosecution": "found",
    # C3, the verdict of 2013: his part was tried after his death.
    "acu.sergei-magnitsky.tax-evasion-hermitage": "charged",
    "acu.william-browder.tax-evasion-hermitage": "found",
    # C4, the verdict of 2017, in the absence of both.
    "acu.william-browder.tax-evasion-kalmykia": "found",
    "acu.ivan-cherkasov.tax-evasion-kalmykia": "found",
    # C11: a criminal charge, no ruling.
    "acu.natalia-veselnitskaya.prevezon-russian-reply": "charged",
}


def _on_conduct(known: Known) -> dict[str, str]:
    """Every record and field about conduct, with how far it is established."""
    found = {}
    for ident, reading in known.readings.items():
        if reading.ladder is Ladder.CONDUCT:
            found[ident] = str(reading.standing)
        for name, field in reading.fields.items():
            if field.ladder is Ladder.CONDUCT:
                found |= {f"{ident}.{name}": str(one.standing) for one in field.values}
    return found


def _said_of(known: Known, ident: str) -> list[Claim]:
    return [one for one in known.asserting(ident) if one.kind in _LIFTS]


def test_the_verdict_of_2013_is_never_named_without_strasbourg(known: Known) -> None:
    """Its name, and both ties of Magnitsky to it, say it wherever they stand alone."""
    name = known.one("evt.posthumous-verdict-2013").names[0].text
    tie = known.one("par.sergei-magnitsky.posthumous-verdict-2013").words
    role = known.one("pty.sergei-magnitsky.verdict-2013").role
    for words in (name, tie, role):
        assert "Strasbourg held unfair" in words
    assert "he denies" in name


def test_only_these_stand_above_alleged(known: Known) -> None:
    conduct = _on_conduct(known)
    assert len(conduct) > 150  # accusations, reasons of listings, alleged origins
    above = {
        ident: standing
        for ident, standing in conduct.items()
        if standing not in {"alleged", "denied_only"}
    }
    assert above == _ABOVE


@pytest.mark.parametrize("ident", sorted(_ABOVE))
def test_what_stands_above_alleged_rests_on_a_court_or_a_charge_that_is_named(
    known: Known, ident: str
) -> None:
    lifting = _said_of(known, ident)
    assert lifting
    for claim in lifting:
        assert claim.by in {"crt.ecthr", "crt.tverskoy-district-court", "org.us-attorney-sdny"}
        source = known.one(claim.cites)
        assert isinstance(source, Source)
        assert not source.weak


def test_a_charge_is_a_criminal_one(known: Known) -> None:
    """A civil complaint, a listing, an Interpol request or a press report charges nobody."""
    charges = {one.about for one in known.claims() if one.kind is ClaimKind.CHARGE}
    assert charges == {
        "acu.natalia-veselnitskaya.prevezon-russian-reply",  # C11
        "acu.dmitry-kratov.magnitsky-medical-care",  # C5, acquitted
        "acu.larisa-litvinova.magnitsky-medical-care",  # ended by limitation
    }


def test_no_copy_or_party_release_convicts_anybody(known: Known) -> None:
    """Where no court's text and no neutral report of it was read, there is an allegation of one."""
    convicting = {one.about for one in known.claims() if one.kind is ClaimKind.CONVICTION}
    assert convicting == {
        "acu.sergei-magnitsky.tax-evasion-hermitage",
        "acu.william-browder.tax-evasion-hermitage",
        "acu.william-browder.tax-evasion-kalmykia",
        "acu.ivan-cherkasov.tax-evasion-kalmykia",
    }
    assert not [one.id for one in known.claims() if one.kind is ClaimKind.ADMISSION]
    for claim in known.claims():
        if claim.kind in _LIFTS and claim.stance is Stance.ASSERTS:
            assert not known.one(claim.cites).weak, claim.id


@pytest.mark.parametrize("who", ["per.viktor-markelov", "col.two-men-pleaded-guilty"])
def test_convictions_that_only_a_release_or_the_press_reports_are_allegations(
    known: Known, who: str
) -> None:
    """People sheet, 2.8 and 10, question 2: "as two texts say"; no court text was read."""
    edges = [one for one in known.touching[who] if isinstance(one, Accusation)]
    assert edges
    for edge in edges:
        assert known.readings[edge.id].standing == "alleged", edge.id
        assert not known.one(edge.id).words.lower().startswith(("convicted", "guilty"))


def test_what_the_trial_of_2013_found_never_stands_without_strasbourg(known: Known) -> None:
    """Issue 5: the verdict only with the 2019 judgment beside it."""
    dead = known.readings["acu.sergei-magnitsky.tax-evasion-hermitage"]
    assert (dead.standing, dead.contested) == ("charged", True)
    assert "unfair_trial" in dead.flags
    for ident in ("cas.verdict-2013", "pty.sergei-magnitsky.verdict-2013"):
        assert any(
            one.kind is ClaimKind.OUTCOME and one.value == "unfair_trial" and one.by == "crt.ecthr"
            for one in known.claims(ident)
        ), ident
    assert "con.magnitskiy-v-russia.verdict-2013" in known.case.records


@pytest.mark.parametrize("offence", ["tax-evasion-hermitage", "tax-evasion-kalmykia"])
def test_browders_verdicts_are_in_absentia_contested_and_told_with_their_forum(
    known: Known, loaded: Store, offence: str
) -> None:
    ident = f"acu.william-browder.{offence}"
    reading = known.readings[ident]
    assert reading.contested
    assert "in_absentia" in reading.flags
    assert reading.denied_by == ("per.william-browder",)
    told = ask(ShowEdge(id=ident), loaded).edge["sentence"]
    assert "Tverskoy" in told
    assert "in absentia" in told
    assert "denied" in told


def test_cherkasovs_verdict_is_in_absentia_and_contested(known: Known) -> None:
    reading = known.readings["acu.ivan-cherkasov.tax-evasion-kalmykia"]
    assert (reading.contested, reading.flags) == (True, ("in_absentia",))
    assert reading.asserted_by == ("crt.tverskoy-district-court",)


def test_acquitted_and_lapsed_charges_stand_as_alleged_with_their_end(known: Known) -> None:
    """People sheet, section 10, question 2."""
    for who, end in [("dmitry-kratov", "acquitted"), ("larisa-litvinova", "limitation")]:
        reading = known.readings[f"acu.{who}.magnitsky-medical-care"]
        assert (reading.standing, reading.flags, reading.contested) == ("alleged", (end,), True)


def test_prevezon_settled_without_admission_wherever_it_is_accused(known: Known) -> None:
    """Money sheet, section 6, points 1 and 2."""
    reading = known.readings["acu.prevezon-holdings.laundering-of-refund"]
    assert (reading.standing, reading.contested) == ("alleged", True)
    assert reading.flags == ("settled_no_admission",)
    for row in ("t014", "t015", "t016", "t018", "t019", "t021"):
        (value,) = known.readings[f"pay.{row}"].fields["proceeds_of"].values
        assert (value.standing, value.contested) == ("alleged", True), row
        assert "settled_no_admission" in value.flags, row
        assert set(value.denied_by) & {"org.prevezon-holdings", "per.denis-katsyv"}, row


def test_not_to_have_known_denies_the_accusation_and_not_the_money(known: Known) -> None:
    """Receipt was accepted (section 7, question 2): T014 as a payment is contested by nobody."""
    assert not known.readings["pay.t014"].contested
    assert known.readings["pay.t014"].contested_fields == ("proceeds_of",)
    for row in ("t004", "t005", "t006"):  # the ministry disputes the author, not the refund
        assert not known.readings[f"pay.{row}"].denied_by, row


def test_every_accusation_is_told_with_its_denial_or_that_none_was_found(
    known: Known, loaded: Store
) -> None:
    """So that every accused person has an answer or the program's sentence."""
    edges = [one.id for one in known.of(Accusation)]
    assert len(edges) > 80
    for ident in edges:
        told = ask(ShowEdge(id=ident), loaded).edge["sentence"]
        denied = known.readings[ident].denied_by
        assert (" denied " in f" {told}") if denied else (NO_STATEMENT in told), (ident, told)


def test_every_reason_of_a_listing_is_told_with_the_same(known: Known, loaded: Store) -> None:
    reasons = 0
    for record in known.of(Designation):
        fields = known.readings[record.id].fields
        told = ask(ShowEdge(id=record.id), loaded).edge["sentence"]
        if "reason" in fields:
            reasons += 1
            assert " denied " in f" {told}" or NO_STATEMENT in told, (record.id, told)
        assert " is listed" not in told  # people sheet, section 11: "listed on", never "is listed"
    assert reasons == 66  # people sheet, section 13


def test_a_denial_is_told_of_the_party_it_is_from(known: Known) -> None:
    """The denials that the sheets print, by the one who denies."""
    expected = {
        "per.denis-katsyv": "acu.denis-katsyv.laundering-of-refund",
        "org.prevezon-holdings": "acu.prevezon-holdings.laundering-of-refund",
        "per.dmitry-klyuev": "acu.dmitry-klyuev.tax-refund-fraud",
        "per.pavel-karpov": "acu.pavel-karpov.tax-refund-fraud",
        "per.andrei-pavlov": "acu.andrei-pavlov.tax-refund-fraud",
        "per.vladlen-stepanov": "acu.vladlen-stepanov.laundering-of-refund",
        "per.stepanova-lawyer": "acu.olga-stepanova.tax-refund-fraud",
        "per.natalia-veselnitskaya": "acu.natalia-veselnitskaya.prevezon-russian-reply",
        "per.sergei-podoprigorov": "acu.sergei-podoprigorov.magnitsky-detention",
        "per.william-browder": "acu.william-browder.refund-fraud-counter-account",
    }
    for who, ident in expected.items():
        assert who in known.readings[ident].denied_by, ident


def test_words_begin_with_what_is_alleged(known: Known) -> None:
    """An accusation's words state no fact as proven."""
    proven = ("murdered", "killed", "stole ", "laundered", "guilty", "corrupt", "convicted")
    for edge in known.of(Accusation):
        if edge.words:
            assert not edge.words.lower().startswith(proven), edge.id


def test_conduct_is_not_said_of_a_node(known: Known) -> None:
    """An accusation is an edge with its own claims, never a property of a person."""
    for record in known.of(Node):
        for name, field in known.readings[record.id].fields.items():
            assert field.ladder is not Ladder.CONDUCT, (record.id, name)
