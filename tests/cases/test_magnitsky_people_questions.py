"""The ten questions of the people sheet (section 10), asked of a store, with its answers."""

from collections import defaultdict
from typing import Any

import pytest

from graph.ontology.edges.conduct import Accusation
from graph.ontology.edges.law import Designation
from graph.store import Store
from queries.links import Links, LinksAnswer
from queries.neighbors import Neighbors, NeighborSummary
from queries.paths import Paths
from queries.question import ask
from queries.show import ShowEdge, ShowEntity
from tests.cases.magnitsky import Known

_US, _CANADA = "prg.us-magnitsky-act-2012", "prg.canada-jvcfoa"
_AUSTRALIA = "prg.australia-thematic-sanctions"
_HUMAN_RIGHTS = "prg.uk-global-human-rights-2020"
_CORRUPTION = "prg.uk-global-anti-corruption-2021"


def _next_to(store: Store, ident: str, kind: str, **more: Any) -> dict[str, str]:
    """The other end of each edge of a kind, by the edge."""
    asked = {"id": ident, "kind": [kind], "limit": 1000, **more}
    found = ask(Neighbors.model_validate(asked), store)
    assert found.total.value == len(found.results)
    return {one.edge["id"]: one.node["id"] for one in found.results}


def _names(text: str) -> set[str]:
    return {f"per.{one}" for one in text.split()}


@pytest.fixture(scope="module")
def listed(loaded: Store) -> dict[str, set[str]]:
    """Who is listed under each program for this case; other matters are next to nobody."""
    return {
        program: set(_next_to(loaded, program, "Designation").values())
        for program in (_US, _CANADA, _HUMAN_RIGHTS, _CORRUPTION, _AUSTRALIA)
    }


@pytest.fixture(scope="module")
def rounds(known: Known, loaded: Store) -> dict[str, list[Any]]:
    """The entries of the American list as the store keeps them, by the day they were listed."""
    idents = [one.id for one in known.of(Designation) if one.target == _US]
    found: dict[str, list[Any]] = defaultdict(list)
    with loaded.read() as reader:
        for edge in reader.edges(idents).values():
            found[edge["listed"]["earliest"] if edge.get("listed") else ""].append(edge)
    return found


@pytest.fixture(scope="module")
def karpov(loaded: Store) -> LinksAnswer:
    """Question 1, with court cases let through on request."""
    return ask(Links(id="per.pavel-karpov", limit=1000, pass_through=("CourtCase",)), loaded)


def test_1_to_whom_karpov_is_linked_and_how(karpov: LinksAnswer) -> None:
    near = {one.id: one for one in karpov.results}
    for suit in ("cas.karpov-v-browder", "cas.karpov-v-hermitage-moscow"):
        assert near[suit].hops == 1
    for sued in ("per.william-browder", "org.hermitage-capital", "per.jamison-firestone"):
        assert near[sued].hops == 2
        assert near[sued].reason.hops[0].target.startswith("cas.karpov-v-")
    lists = {one for one in near if one.startswith("prg.") and near[one].hops == 1}
    assert lists == {_US, _CANADA, _CORRUPTION}  # not the human-rights list
    fraud = near["evt.tax-refund-fraud"]
    assert fraud.reason.standing.conduct == "alleged"
    assert "denied" in fraud.sentence
    assert near["per.artem-kuznetsov"].reason.standing.conduct == "alleged"


@pytest.mark.parametrize(
    ("listing", "day", "number"),
    [
        ("des.us-15880", "2013-04-12", "SDN 15880"),
        ("des.ca-26", "2017-11-03", "Schedule 1, item 26"),
        ("des.uk-gac0002", "2021-04-26", "GAC0002"),
    ],
)
def test_1_his_listings_have_their_dates(
    known: Known, loaded: Store, listing: str, day: str, number: str
) -> None:
    edge = ask(ShowEdge(id=listing), loaded).edge
    assert edge["source"] == "per.pavel-karpov"
    assert (edge["listed"]["earliest"], edge["list_reference"]) == (day, number)


def test_1_the_court_struck_out_and_remarked_on_the_particulars(loaded: Store) -> None:
    case = ask(ShowEntity(id="cas.karpov-v-browder"), loaded).entity
    assert "inadequately particularised" in case["outcome"]
    assert "Not decided" in case["outcome"]


def test_2_who_is_listed_and_was_prosecuted_in_russia_for_this_case(
    known: Known, loaded: Store, listed: dict[str, set[str]]
) -> None:
    everybody = set().union(*listed.values())
    tried = {
        edge.source
        for edge in (one for edges in known.touching.values() for one in edges)
        if edge.id.startswith("pty.") and getattr(edge, "role", "") == "accused"
    }
    assert tried & everybody == _names("dmitry-kratov larisa-litvinova viktor-markelov")
    told = {
        who: ask(ShowEntity(id=f"cas.{who}"), loaded).entity["outcome"]
        for who in ("kratov-trial", "litvinova", "markelov-trial")
    }
    assert "acquitted" in told["kratov-trial"].lower()
    assert "limitation" in told["litvinova"].lower()
    assert known.readings["cas.markelov-trial"].standing == "asserted"  # as two texts say


def test_2_the_man_of_the_ruling_of_2011_is_nobody_named(known: Known) -> None:
    parties = [one for one in known.touching["cas.theft-ruling-2011"] if one.id[:3] == "pty"]
    assert parties == []


@pytest.mark.parametrize(
    ("judge", "lists"),
    [
        ("sergei-podoprigorov", {_US, _CANADA, _HUMAN_RIGHTS}),
        ("elena-stashina", {_US, _CANADA, _HUMAN_RIGHTS}),
        ("aleksey-krivoruchko", {_US, _CANADA, _HUMAN_RIGHTS}),
        ("svetlana-ukhnalyova", {_US, _CANADA, _HUMAN_RIGHTS}),
        ("igor-alisov", {_US}),
        ("natalia-mushnikova", {_US}),
        ("tatiana-neverova", set()),
        ("olga-egorova", set()),
    ],
)
def test_3_judges_and_the_lists_they_are_on(loaded: Store, judge: str, lists: set[str]) -> None:
    assert set(_next_to(loaded, f"per.{judge}", "Designation").values()) == lists


def test_3_the_council_of_judges_called_the_listings_unfounded(known: Known) -> None:
    for judge in ("podoprigorov", "stashina", "krivoruchko", "ukhnalyova"):
        (listing,) = [
            one
            for who in known.case.records
            if who.endswith(f"-{judge}") and who.startswith("per.")
            for one in known.touching[who]
            if one.id.startswith("des.us-")
        ]
        said = known.claims(listing.id)
        assert any(
            one.by == "org.moscow-council-of-judges" or "Council of Judges" in (one.note or "")
            for one in said
        ), judge


def test_4_thirty_nine_persons_are_on_the_american_and_a_british_list(
    listed: dict[str, set[str]],
) -> None:
    british = listed[_HUMAN_RIGHTS] | listed[_CORRUPTION]
    both = listed[_US] & british
    assert len(both) == 39
    assert len(listed[_US] & listed[_HUMAN_RIGHTS]) == 25
    assert listed[_US] & listed[_CORRUPTION] == _names(
        "artem-kuznetsov pavel-karpov stanislav-gordievsky olga-stepanova vladlen-stepanov "
        "elena-khimina andrei-pavlov alexei-sheshenya gennady-plaksin vyacheslav-khlebnikov "
        "viktor-markelov dmitry-klyuev oleg-urzhumtsev yulia-mayorova"
    )
    assert listed[_HUMAN_RIGHTS] & listed[_CORRUPTION] == set()
    assert len(both & listed[_CANADA]) == 30
    assert both - listed[_CANADA] == _names(
        "andrei-strizhov boris-kibis oleg-urzhumtsev pavel-lapshov yulia-mayorova andrei-pavlov "
        "alexei-sheshenya gennady-karlov elena-trikulya"
    )


def test_5_two_are_on_the_american_case_list_and_on_no_british_one(
    listed: dict[str, set[str]],
) -> None:
    british = listed[_HUMAN_RIGHTS] | listed[_CORRUPTION]
    assert listed[_US] - british == _names("igor-alisov natalia-mushnikova")
    assert not (listed[_US] - british) & listed[_CANADA]


def test_6_what_strasbourg_found_and_which_complaint_failed(known: Known, loaded: Store) -> None:
    found = {
        one.target
        for one in known.of(Accusation)
        if one.source == "org.russian-federation" and known.readings[one.id].standing == "found"
    }
    assert found == {
        f"evt.{one}"
        for one in ("magnitsky-death", "magnitsky-medical-care", "magnitsky-ill-treatment",
                    "magnitsky-detention", "posthumous-prosecution")
    }  # fmt: skip
    failed = known.readings["acu.russian-federation.magnitsky-arrest"]
    assert (failed.standing, failed.denied_by) == ("alleged", ("crt.ecthr",))
    outcome = ask(ShowEntity(id="cas.magnitskiy-v-russia"), loaded).entity["outcome"]
    for article in ("Art. 2", "Art. 3", "Art. 5 par. 3", "Art. 6 par. 1 and 2", "Art. 5 par. 1"):
        assert article in outcome


def test_7_from_stepanova_to_the_helsinki_committee(loaded: Store) -> None:
    asked = Paths(
        source=("per.olga-stepanova",), target=("org.norwegian-helsinki-committee",),
        mode="shortest",
    )  # fmt: skip
    answer = ask(asked, loaded)
    routes = [[hop.edge for hop in path.hops] for path in answer.paths]
    assert [
        "acu.olga-stepanova.tax-refund-fraud", "con.magnitsky-testimony-2008.tax-refund-fraud",
        "par.sergei-magnitsky.magnitsky-testimony-2008", "par.sergei-magnitsky.magnitsky-death",
        "con.nhc-application-2014.magnitsky-death",
        "par.norwegian-helsinki-committee.nhc-application-2014",
    ] in routes  # fmt: skip
    for path in answer.paths:
        assert path.standing.conduct == "alleged"  # the weakest link
        assert not [one for one in path.nodes[1:-1] if one.startswith(("prg.", "ins.", "cas."))]
    accusation = next(one for one in answer.edges if one["id"] == routes[0][0])
    assert set(accusation["evidence"]["asserted_by"]) == {
        "org.hermitage-capital", "org.uk-government",
    }  # fmt: skip
    assert "per.stepanova-lawyer" in accusation["evidence"]["denied_by"]


def test_7_a_program_joins_two_people_only_on_request(loaded: Store) -> None:
    ends: dict[str, Any] = {"source": ["per.olga-stepanova"], "target": ["per.oleg-silchenko"]}
    asked = ends | {"kind": ["Designation"]}
    assert ask(Paths.model_validate(asked), loaded).paths == []
    asked |= {"pass_through": ["SanctionProgram"]}
    through = {path.nodes[1] for path in ask(Paths.model_validate(asked), loaded).paths}
    assert through == {_US, _CANADA, _AUSTRALIA}  # and nothing more is said of the two


def test_8_public_statements_that_contradict_each_other_say_so(loaded: Store) -> None:
    for ident, field in [("per.dmitry-kratov", "birth"), ("ins.estonia-entry-ban-law", "adopted")]:
        entity = ask(ShowEntity(id=ident), loaded).entity
        assert entity["evidence"]["fields"][field]["conflicts"], ident
    marriage = ask(ShowEdge(id="fam.olga-stepanova.vladlen-stepanov"), loaded)
    assert marriage.meta.contested


def test_9_who_is_named_and_on_no_list(known: Known, loaded: Store) -> None:
    named = _names(
        "viktor-voronin alexei-kuvaldin olga-tsareva elena-anisimova dmitry-markov oleg-kuznetsov "
        "olga-egorova oleinik denis-katsyv natalia-veselnitskaya"
    )
    for who in named:
        assert _next_to(loaded, who, "Designation") == {}, who
    accused = {one.source for one in known.of(Accusation)}
    assert named - accused == _names("viktor-voronin alexei-kuvaldin dmitry-markov oleg-kuznetsov")


def test_10_the_public_names_on_the_american_list_by_january_2017(
    loaded: Store, rounds: dict[str, list[Any]]
) -> None:
    until = [one for day, entries in rounds.items() if day <= "2017-01-09" for one in entries]
    assert len({one["source"] for one in until}) == len(until) == 44
    case = {one["source"] for one in until if not one["aside"]}
    assert len(case) == 35
    other = {one["source"] for one in until if one["aside"]}
    assert "per.yevgeni-antonov" in other  # his tie to the case is not known
    assert len(other - {"per.yevgeni-antonov"}) == 8
    window = {"before": "2017-01-09", "undated": "exclude"}
    assert set(_next_to(loaded, _US, "Designation", **window).values()) == case
    whole = _next_to(loaded, _US, "Designation", **window, aside=True)
    assert set(whole.values()) == case | other


def test_10_the_two_numbers_are_counted_without_a_row(loaded: Store) -> None:
    asked = {"id": _US, "kind": ["Designation"], "before": "2017-01-09", "undated": "exclude"}
    for aside, number in ((False, 35), (True, 44)):
        found = ask(NeighborSummary.model_validate({**asked, "aside": aside}), loaded)
        assert [one.edges for one in found.groups] == [number]


@pytest.mark.parametrize(
    ("day", "number", "for_this_case"),
    [
        ("2013-04-12", 18, 16), ("2014-05-20", 12, 10), ("2014-12-29", 4, 2),
        ("2016-02-01", 5, 4), ("2017-01-09", 5, 3), ("2017-12-20", 5, 3),
    ],
)  # fmt: skip
def test_10_rounds_of_the_list_are_those_of_section_5_1(
    rounds: dict[str, list[Any]], day: str, number: int, for_this_case: int
) -> None:
    assert len(rounds[day]) == number
    assert len([one for one in rounds[day] if not one["aside"]]) == for_this_case
