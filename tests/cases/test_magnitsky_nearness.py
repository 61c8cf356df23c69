"""Nobody is drawn nearer to the fraud than the sheets do: explicit lists of who touches what."""

import pytest

from graph.evidence import Gap
from graph.ontology import Edge, LegalEntity
from graph.ontology.edges.account import AccountHolder
from graph.ontology.edges.conduct import Accusation, Nomineeship
from graph.ontology.edges.identity import Identity
from graph.ontology.edges.law import Designation, Mention
from graph.ontology.edges.money import Payment
from graph.store import Store
from queries.links import Links
from queries.paths import Paths
from queries.question import ask
from tests.cases.magnitsky import PINNED, PINNED_MEN, Known

# Named in the sheets without an accusation, with every edge that they may have.
_NOTHING_MORE = {
    # Money sheet, section 2.1: "named as father only".
    "per.petr-katsyv": {"fam.petr-katsyv.denis-katsyv"},
    # "reported without an accusation of an offence": an owner, as OCCRP says.
    "per.sergei-roldugin": {"own.sergei-roldugin.international-media-overseas"},
    "org.colop": {"pay.t012"},
    "org.saga-furs": {"pay.t013"},
    "org.ipsos-central-eastern-europe": {
        "hol.ipsos-central-eastern-europe.ipsos-at-aib", "pay.t066",
    },
    "org.diamond-innovations": {
        "hol.diamond-innovations.diamond-innovations-at-bank-of-ireland", "pay.t067",
    },
    "org.alfa-bank": {"bnk.krainiy-sever-at-alfa-bank.alfa-bank"},
    "org.afi-europe": {"lnk.european-investments-t018.afi-europe", "obl.t072"},
    "col.canadian-holders-t064": {"pay.t064"},
    # People sheet, sections 2.4 and 10, question 9: named by Hermitage for a report, on no list.
    "per.viktor-voronin": {
        "ass.alexei-kuvaldin.viktor-voronin", "off.viktor-voronin.fsb-department-k",
        "par.viktor-voronin.fsb-report-2007",
    },
    "per.alexei-kuvaldin": {
        "ass.alexei-kuvaldin.viktor-voronin", "emp.alexei-kuvaldin.fsb",
        "par.alexei-kuvaldin.fsb-report-2007",
    },
    # C14: "persons whose role should be examined", no accusation.
    "per.dmitry-markov": {
        "idn.viktor-markelov.dmitry-markov", "lnk.dmitry-markov.magnitsky-death",
        "pty.dmitry-markov.norway-application",
    },
    "per.oleg-kuznetsov": {
        "idn.artem-kuznetsov.oleg-kuznetsov", "lnk.oleg-kuznetsov.magnitsky-death",
        "pty.oleg-kuznetsov.norway-application",
    },
    # Gap G13: the court withheld the name.
    "org.appellant-company-t076": {"obl.t076", "obl.t077"},
    # Named by nobody: to be joined to no named person.
    "col.two-men-pleaded-guilty": {
        "acu.two-men-pleaded-guilty.tax-refund-fraud", "pty.two-men-pleaded-guilty.two-men",
    },
    "col.two-provincial-russians-icij": {"own.two-provincial-russians-icij.bvi-owner-icij"},
    # Money sheet, section 5: the lists of beneficiaries differ, so the accounts have none.
    "col.swiss-accounts-restrained": {
        "bnk.swiss-accounts-restrained.credit-suisse", "bnk.swiss-accounts-restrained.ubs",
        "res.swiss-attorney-general.swiss-accounts-restrained",
    },
    "col.restrained-swiss-accounts-t079": {"obl.t079"},
    # Section 2: five clients of the bank, "not shown to be the payers of any row".
    **{
        f"org.{name}": {f"lnk.{name}.danske-bank-estonia"}
        for name in ("diamonds-forever-international", "castlefront", "megacom-transit",
                     "argenta-systems", "jawdom-services")
    },
}  # fmt: skip

# Everybody whom some source accuses of something in this case; nobody else.
_ACCUSED = {
    "col.detention-guards", "col.two-men-pleaded-guilty", "org.hermitage-capital",
    "org.prevezon-holdings", "org.russian-federation", "per.aleksey-anichin",
    "per.aleksey-droganov", "per.aleksey-krivoruchko", "per.alexander-bastrykin",
    "per.alexandra-gaus", "per.alexei-sheshenya", "per.andrei-krechetov", "per.andrei-pavlov",
    "per.andrei-pechegin", "per.andrei-strizhov", "per.artem-kuznetsov", "per.boris-kibis",
    "per.denis-katsyv", "per.dmitri-tolchinskiy", "per.dmitriy-komnov", "per.dmitry-klyuev",
    "per.dmitry-kratov", "per.elena-anisimova", "per.elena-khimina", "per.elena-stashina",
    "per.elena-trikulya", "per.fikret-tagiyev", "per.gennady-karlov", "per.gennady-plaksin",
    "per.ivan-cherkasov", "per.ivan-prokopenko", "per.larisa-litvinova", "per.natalia-mushnikova",
    "per.natalia-veselnitskaya", "per.natalya-vinogradova", "per.oleg-logunov",
    "per.oleg-silchenko", "per.oleg-urzhumtsev", "per.oleinik", "per.olga-egorova",
    "per.olga-stepanova", "per.olga-tsareva", "per.pavel-karpov", "per.pavel-lapshov",
    "per.semyon-korobeynikov", "per.sergei-magnitsky", "per.sergei-podoprigorov",
    "per.stanislav-gordievsky", "per.suspect-france-2015", "per.suspect-spain-2022",
    "per.svetlana-ukhnalyova", "per.viktor-grin", "per.viktor-markelov", "per.vladlen-stepanov",
    "per.vyacheslav-khlebnikov", "per.william-browder", "per.yulia-mayorova",
}  # fmt: skip


@pytest.mark.parametrize("who", sorted(_NOTHING_MORE))
def test_who_is_named_without_an_accusation_has_these_edges_and_no_others(
    known: Known, who: str
) -> None:
    assert {one.id for one in known.touching[who]} == _NOTHING_MORE[who]


@pytest.mark.parametrize("who", [*PINNED, *PINNED_MEN, "per.viktor-voronin", "per.alexei-kuvaldin"])
def test_no_accusation_and_no_loose_edge_reaches_them(known: Known, who: str) -> None:
    for edge in known.touching[who]:
        assert not isinstance(edge, Accusation | Nomineeship | Mention | Identity), edge.id


def test_nobody_else_is_accused(known: Known) -> None:
    assert {one.source for one in known.of(Accusation)} == _ACCUSED
    assert not list(known.of(Nomineeship))  # no source read calls anybody a nominee by name


def test_who_is_accused_stands_so_in_the_words_of_a_source(known: Known) -> None:
    """Nobody is accused by the editors, by an inference or by nobody."""
    for edge in known.of(Accusation):
        asserters = {one.by for one in known.asserting(edge.id)}
        assert asserters, edge.id
        assert not asserters & {None, "Clew editors"}, edge.id
        assert not known.readings[edge.id].inferred, edge.id


def test_a_listing_without_a_reason_accuses_nobody_of_anything(known: Known) -> None:
    """Section 6: the list prints no reason; that the person is listed is all it tells."""
    silent = {
        one.source
        for one in known.of(Designation)
        if one.aside and "reason" not in known.readings[one.id].fields
    }
    assert silent
    assert not silent & _ACCUSED


def test_only_five_joins_are_offered_and_all_of_them_are_inferences(known: Known) -> None:
    """Money sheet, section 4.2; each with the editors' reasons for and against."""
    offered = [one.id for one in known.of(Identity) if known.readings[one.id].inferred]
    assert offered == ["idn.j1", "idn.j2", "idn.j3", "idn.j4", "idn.j5"]
    for ident in offered:
        notes = " ".join(one.note or "" for one in known.asserting(ident))
        assert "For:" in notes or "for:" in notes.lower(), ident
        assert "against" in notes.lower(), ident
    for one in known.of(Identity):
        if one.id not in offered:  # the name traps: only denied, so no query follows them
            assert known.readings[one.id].standing == "denied_only", one.id


def test_the_withheld_company_may_not_even_be_inferred(known: Known, loaded: Store) -> None:
    """Gap G13 is forbidden: no inference bridges it, and no path leads from Prevezon to it."""
    gap = known.one("gap.g13")
    assert isinstance(gap, Gap)
    assert (gap.join, gap.inferences) == ("forbidden", ())
    asked = Paths(
        source=("org.prevezon-holdings",),
        target=("org.appellant-company-t076",),
        inferred=True,
        max_hops=4,
        kind=("Payment", "Identity", "Ownership", "Obligation", "AccountHolder", "UnknownLink"),
    )
    assert ask(asked, loaded).paths == []


def test_no_named_account_holder_is_added(known: Known) -> None:
    """Accounts have a holder only where a source names one."""
    assert {one.source for one in known.of(AccountHolder)} == {
        "org.bunicon-impex", "org.delco-networks", "org.diamond-innovations", "org.elenast-com",
        "per.dmitry-klyuev", "org.international-media-overseas",
        "org.ipsos-central-eastern-europe", "org.krainiy-sever", "col.offshore-companies-t022",
        "col.offshore-companies-t037", "org.phone-and-equipment", "org.prevezon-alexander",
        "org.prevezon-holdings", "org.prevezon-seven-usa",
    }  # fmt: skip


def test_no_person_pays_or_is_paid_beyond_the_rows(known: Known) -> None:
    """A private person at an end of a payment is one whom the row itself names."""
    ends = {end for one in known.of(Payment) for end in (one.source, one.target)}
    assert {one for one in ends if one.startswith("per.")} == {"per.igor-sagiryan"}  # T045


def test_an_account_of_payments_says_who_is_not_accused(loaded: Store) -> None:
    """Section 2.1: the pinned line stands wherever the name appears on a route."""
    asked = Paths(
        source=("col.bunicon-elenast",), target=("org.colop", "org.saga-furs"), inferred=True
    )
    shown = {one["id"]: one for one in ask(asked, loaded).nodes}
    for who in ("org.colop", "org.saga-furs"):
        assert shown[who]["not_accused"] == "not accused in the sources read"


def test_what_is_aside_from_the_case_takes_part_in_no_link(known: Known, loaded: Store) -> None:
    """Other abuses on the same lists, a debt of another matter, a company of another suit."""
    aside = {one.id for one in known.of(Edge) if one.aside}
    assert len(aside) == 18  # 16 listings (section 13), obl.t080 and one holding
    for who in ("per.ramzan-kadyrov", "per.andrei-lugovoi", "per.yevgeni-antonov"):
        assert {one.aside for one in known.touching[who]} == {True}
        assert ask(Links(id=who), loaded).results == []


def test_two_people_under_one_act_are_not_linked_by_it(loaded: Store) -> None:
    """People sheet, section 10, question 7: a program is not a stepping stone."""
    asked = Links(id="per.igor-alisov", hops=3, limit=1000)
    for line in ask(asked, loaded).results:
        between = line.reason.nodes[1:-1]
        assert not [one for one in between if one.startswith(("prg.", "cas."))], line.id


def test_no_named_party_is_one_of_a_collective(known: Known) -> None:
    """A group of unnamed payers has no members but those that its row names."""
    for party in known.of(LegalEntity):
        if party.unnamed:
            joined = [one for one in known.touching.get(party.id, []) if isinstance(one, Identity)]
            assert {one.id for one in joined} <= {f"idn.j{number}" for number in range(1, 6)}
