"""Where sources disagree, both values stand side by side, and each with who gives it.

The list is that at the end of section 6 of the money sheet and question 8 of section 10 of the
people sheet.
"""

import pytest

from graph.store import Store
from queries.question import ask
from queries.show import ShowEdge, ShowEntity
from tests.cases.magnitsky import Known

# Record, field, values with who gives them; the first is the one shown.
_TWO_VALUES = [
    ("pay.t003", "amount", {
        "about 107000000.00 USD": "org.hermitage-capital",
        "about 109000000.00 USD": "Financial Times",
        "about 2900000000.00 RUB": "org.moscow-times",
    }),
    ("pay.t010", "amount", {
        "about 53000000.00 USD": "org.hermitage-capital", "about 52000000.00 USD": "org.occrp",
    }),
    ("pay.t010", "date", {"2008-02": "org.occrp", "2008": "org.hermitage-capital"}),
    ("pay.t014", "amount", {
        "857354.00 USD": "org.prevezon-holdings", "857764.00 USD": "per.william-browder",
    }),
    ("pay.t023", "amount", {
        "about 19000000.00 USD": "org.hermitage-capital",
        "about 63000000.00 USD": "bne IntelliNews",
    }),
    ("pay.t038", "amount", {
        "767123.00 USD": "per.william-browder", "4000000.00 USD": "org.ria-novosti",
    }),
    ("pay.t070", "amount", {
        "about 11000000000.00 RUB": "org.hermitage-capital", "about 11200000000.00 RUB": "m.S127",
    }),
    ("obl.t072", "amount", {
        "3068946.00 EUR": "org.us-attorney-sdny", "300000000.00 XXX": "New York Law Journal",
    }),
    ("res.authorities-fr-lu-mc.frozen-fr-lu-mc", "ordered", {
        "2015": "org.reuters", "2016": "per.william-browder",
    }),
    ("res.authorities-fr-lu-mc.frozen-fr-lu-mc", "amount", {
        "at most 37000000.00 EUR": "org.postimees", "9000000.00 USD": "per.william-browder",
    }),
    ("res.swiss-attorney-general.swiss-accounts-restrained", "amount", {
        "about 18000000.00 CHF": None, "about 24000000.00 USD": None,
    }),
    ("org.international-media-overseas", "jurisdiction", {
        "PA": "org.occrp", "VG": "org.sueddeutsche-zeitung",
    }),
    ("cas.swiss-inquiry", "opened", {
        "2011-03-03": "org.swiss-attorney-general", "2011-03-07": "org.hermitage-capital",
    }),
    ("ins.estonia-entry-ban-law", "adopted", {
        "2016": "ERR News", "2017-05": "org.euobserver",
    }),
    ("evt.magnitsky-detention", "date", {
        "2008-11-24/2009-11-16": "RAPSI",
        "2008-11-28/2009-11-16": "org.moscow-public-oversight-commission",
    }),
    ("evt.magnitsky-death", "place", {
        "Matrosskaya Tishina detention centre, Moscow": "org.hermitage-capital",
        "Butyrka detention centre, Moscow": "Rights in Russia",
    }),
    ("per.dmitry-kratov", "birth", {"1964-07-16": None, "1964-07-19": None}),
    ("per.gennady-karlov", "birth", {"1960-02-27": None, "1966": None}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("ident", "name", "values"), _TWO_VALUES, ids=[f"{one[0]}-{one[1]}" for one in _TWO_VALUES]
)
def test_values_stand_side_by_side(
    known: Known, ident: str, name: str, values: dict[str, str | None]
) -> None:
    reading = known.readings[ident].fields[name]
    told = dict(zip(known.values(ident, name), reading.values, strict=True))
    assert set(told) == set(values)
    assert reading.conflicts
    for value, by in values.items():
        assert by is None or by in told[value].asserted_by, value


def test_the_shown_value_is_the_one_of_the_table(known: Known) -> None:
    """Money sheet, section 4: the row's own figure; the other stands in its remarks."""
    shown = {
        "pay.t003": "about 107000000.00 USD",
        "pay.t010": "about 53000000.00 USD",
        "pay.t014": "857354.00 USD",
        "pay.t023": "about 19000000.00 USD",
        "pay.t038": "767123.00 USD",
        "pay.t070": "about 11000000000.00 RUB",
    }
    assert {one: known.values(one, "amount")[0] for one in shown} == shown
    assert known.values("pay.t010", "date")[0] == "2008-02"
    assert known.values("evt.magnitsky-death", "place")[0].startswith("Matrosskaya Tishina")


def test_a_store_keeps_every_value(loaded: Store) -> None:
    page = ask(ShowEdge(id="pay.t010"), loaded)
    fields = page.edge["evidence"]["fields"]
    assert len(fields["amount"]["values"]) == len(fields["date"]["values"]) == 2
    assert page.edge["amount"]["min"] == "53000000.00"
    place = ask(ShowEntity(id="evt.magnitsky-death"), loaded).entity["evidence"]["fields"]["place"]
    assert [one["standing"] for one in place["values"]] == ["asserted", "asserted"]


def test_no_conflict_lowers_a_record_to_contested(known: Known) -> None:
    """Two figures are no denial: nobody says that the money did not move."""
    for ident in ("pay.t003", "pay.t010", "pay.t014", "pay.t023"):
        assert not known.readings[ident].contested, ident


def test_two_posts_of_one_man_stand_as_two_edges(known: Known) -> None:
    """The prison of Prokopenko and the office of Gordievsky: each edge names who says it."""
    for who, posts in [("per.ivan-prokopenko", 2), ("per.stanislav-gordievsky", 3)]:
        edges = [one for one in known.touching[who] if one.id[:3] in {"off", "emp"}]
        assert len(edges) == posts, who
        assert all(known.readings[one.id].asserted_by for one in edges)


def test_three_owners_are_given_for_one_bank(known: Known) -> None:
    """Universal Savings Bank: Klyuev, Korobeynikov, Plaksin; two of the three are denied."""
    denied = {
        one.source: known.readings[one.id].denied_by
        for one in known.touching["org.universal-savings-bank"]
        if one.id.startswith("own.")
    }
    assert denied == {
        "per.dmitry-klyuev": ("org.russian-interior-ministry",),
        "per.semyon-korobeynikov": ("org.hermitage-capital",),
        "per.gennady-plaksin": (),
    }


def test_how_he_died_is_told_both_ways(known: Known) -> None:
    """D1: beating and killing as alleged and denied; ill-treatment and missing care as found."""
    for event in ("magnitsky-beating-alleged", "magnitsky-killing-alleged"):
        reading = known.readings[f"evt.{event}"]
        assert (reading.standing, reading.contested) == ("asserted", True)
        assert "org.russian-investigative-committee" in reading.denied_by
    assert "crt.ecthr" in known.readings["evt.magnitsky-medical-care"].asserted_by


def test_whether_he_named_officers_before_the_arrest_is_contested(known: Known) -> None:
    """D2, with the testimony of 7 October 2008 and the statement of 13 October 2009 beside it."""
    reading = known.readings["evt.officers-named-before-arrest"]
    assert (reading.standing, reading.contested) == ("asserted", True)
    assert "per.andrei-nekrasov" in reading.denied_by
    assert "evt.magnitsky-statement-2009" in known.case.records


def test_his_profession_is_not_settled_by_a_name(known: Known) -> None:
    """D6: auditor, as Strasbourg says; many call him a lawyer."""
    summary = known.one("per.sergei-magnitsky").summary
    assert "auditor (described as a lawyer in many sources)" in summary
    assert "auditor" in known.one("emp.sergei-magnitsky.firestone-duncan").role


def test_the_fraud_has_two_accounts_of_who_did_it(known: Known) -> None:
    """D3: the ministry's account is an event of its own, alleged and denied."""
    counter = known.readings["evt.refund-fraud-counter-account"]
    assert (counter.standing, counter.contested) == ("asserted", True)
    assert set(counter.asserted_by) == {
        "org.russian-interior-ministry", "org.russian-prosecutor-general",
    }  # fmt: skip


def test_what_a_sheet_gives_without_a_source_is_in_a_note_alone(known: Known) -> None:
    """T038: the Independent's USD 3m is named in the row, the article is not among the sources."""
    assert not [one for one in known.values("pay.t038", "amount") if one.startswith("3000000")]
    assert [one for one in known.claims("pay.t038") if "USD 3m" in (one.note or "")]
