"""Names that are one person's stay together, names of two people stay apart, in either script.

The traps are those of section 9 of the people sheet.
"""

import pytest

from graph.ontology.edges.identity import Identity
from graph.ontology.edges.law import Designation
from graph.store import Store
from queries.question import ask
from queries.search import Search
from tests.cases.magnitsky import Known

_ONE_PERSON = {
    "per.elena-trikulya": ("Trikulya", "Trikuyla", "Трикуля"),
    "per.svetlana-ukhnalyova": ("Ukhnalyova", "Ukhnaleva", "Ukhnalev", "Ухналева"),
    "per.fikret-tagiyev": ("Fikret Tagiyev", "Tagiev Fikhret Gabdulla Ogly", "Фикрет Тагиев"),
    "per.viktor-grin": ("Victor Grin", "Viktor Grin", "Виктор Гринь"),
    "per.aleksey-anichin": ("Aleksey Anichin", "Alexei Anichin", "Алексей Аничин"),
    "per.alexandra-gaus": ("Alexandra Gaus", "Alexandra Gauss", "GAUSS, Alexandra"),
    "per.elena-stashina": ("Yelena Stashina", "Elena Stashina", "Helen Stashina"),
    "per.andrei-pavlov": (
        "Andrei Pavlov", "Andrey Aleksandrovich Pavlov", "Andrei Alexeyevich Pavlov",
        "Андрей Павлов",
    ),
    "per.sergei-magnitsky": (
        "Sergei Magnitsky", "Sergei Magnitskiy", "Sergei Magnitski", "Сергей Магнитский",
    ),
    # The British list writes an e with a diaeresis among Cyrillic letters.
    "per.artem-kuznetsov": ("Artem Kuznetsov", "Артем Кузнецов", "Артëм Константинович КУЗНЕЦОВ"),
    "org.prevezon-holdings": ("Prevezon Holdings", "Превезон Холдингс"),
}  # fmt: skip

# Two who share a name, or nearly: a search finds both, and an edge says that they are two.
_KEPT_APART = [
    ("per.artem-kuznetsov", "per.oleg-kuznetsov", "Kuznetsov"),
    ("per.aleksey-krivoruchko", "per.aleksei-krivoruchko-deputy-minister", "Krivoruchko"),
    ("per.viktor-markelov", "per.stanislav-markelov", "Markelov"),
    ("per.vyacheslav-khlebnikov", "per.paul-klebnikov", "Khlebnikov"),
    ("per.dmitry-klyuev", "per.andriy-klyuyev", "Клюев"),
    ("per.dmitry-klyuev", "per.serhiy-klyuyev", "Klyuyev"),
    ("per.olga-tsareva", "per.marina-tsareva", "Tsareva"),
]


@pytest.mark.parametrize(
    ("person", "name"), [(person, name) for person, names in _ONE_PERSON.items() for name in names]
)
def test_every_spelling_finds_the_same_record_first(loaded: Store, person: str, name: str) -> None:
    found = ask(Search(q=name, limit=5), loaded).results
    assert found[0].id == person, [one.id for one in found]


@pytest.mark.parametrize(("one", "other", "name"), _KEPT_APART)
def test_two_of_a_name_are_two_records_and_said_not_to_be_the_same(
    known: Known, loaded: Store, one: str, other: str, name: str
) -> None:
    found = {hit.id for hit in ask(Search(q=name, limit=10), loaded).results}
    assert {one, other} <= found
    (edge,) = [edge for edge in known.of(Identity) if {edge.source, edge.target} == {one, other}]
    assert known.readings[edge.id].standing == "denied_only"


def test_markov_is_not_markelov(known: Known, loaded: Store) -> None:
    assert known.readings["idn.viktor-markelov.dmitry-markov"].standing == "denied_only"
    found = [one.id for one in ask(Search(q="Dmitry Markov"), loaded).results]
    assert found[0] == "per.dmitry-markov"


def test_stepanova_and_stepanov_are_two_people_whose_tie_is_contested(known: Known) -> None:
    """D12: neither the marriage nor the divorce is a fact."""
    tie = known.readings["fam.olga-stepanova.vladlen-stepanov"]
    assert (tie.standing, tie.contested) == ("asserted", True)
    assert set(tie.denied_by) == {"per.vladlen-stepanov", "per.stepanova-lawyer"}


def test_one_judge_and_one_deputy_minister_of_the_same_name_have_their_own_births(
    known: Known,
) -> None:
    assert known.one("per.aleksey-krivoruchko").birth.text == "1977-08-25"
    assert known.one("per.aleksei-krivoruchko-deputy-minister").birth.text == "1975-07-17"


def test_two_birth_dates_of_one_person_stand_side_by_side(known: Known) -> None:
    assert known.values("per.dmitry-kratov", "birth") == ["1964-07-16", "1964-07-19"]
    assert known.values("per.gennady-karlov", "birth") == ["1960-02-27", "1966"]
    assert known.one("per.elena-trikulya").birth.text == "1975-03-18"


def test_a_person_listed_under_two_names_is_listed_as_one(known: Known) -> None:
    """Trikulya stands on the American and on the British list, Gaus on three."""
    for who, lists in [("per.elena-trikulya", 2), ("per.alexandra-gaus", 3)]:
        own = [one for one in known.of(Designation) if one.source == who]
        assert len(own) == lists, who


def test_who_is_on_no_list_is_not_put_on_one_by_a_namesake(known: Known) -> None:
    listed = {one.source for one in known.of(Designation)}
    assert "per.olga-tsareva" not in listed
    assert "per.oleg-kuznetsov" not in listed
    assert "per.dmitry-markov" not in listed
    (other,) = [one for one in known.of(Designation) if one.source == "per.yevgeni-antonov"]
    assert other.aside


def test_the_2012_act_and_the_global_one_are_two_programs(known: Known, loaded: Store) -> None:
    """MAGNIT and GLOMAG; one entry carries both tags, and is listed here under the first."""
    assert ask(Search(q="MAGNIT", kind=("SanctionProgram",)), loaded).results[0].id == (
        "prg.us-magnitsky-act-2012"
    )
    assert ask(Search(q="GLOMAG"), loaded).results[0].id == "prg.us-global-magnitsky"
    (entry,) = [one for one in known.of(Designation) if one.source == "per.ramzan-kadyrov"]
    assert (entry.target, entry.aside) == ("prg.us-magnitsky-act-2012", True)
    assert "GLOMAG" in (known.asserting(entry.id)[0].note or "")
    assert not [one for one in known.of(Designation) if one.target == "prg.us-global-magnitsky"]


def test_stepanov_was_listed_in_may_2014(known: Known) -> None:
    """A newspaper says 2013; the list round is May 2014."""
    assert known.values("des.us-16400", "listed") == ["2014-05-20"]
    assert known.one("des.us-16400").source == "per.vladlen-stepanov"


def test_anichin_was_of_the_interior_ministry(known: Known) -> None:
    """A newspaper calls him a former deputy foreign minister: an error."""
    posts = [one for one in known.touching["per.aleksey-anichin"] if one.id[:3] in {"emp", "off"}]
    assert posts
    assert all("interior" in one.target for one in posts)


def test_names_with_nothing_found_are_not_there(known: Known) -> None:
    """Section 11: not to be added."""
    names = {
        name.text for record in known.case.records.values() for name in getattr(record, "names", ())
    }
    for surname in ("Burov", "Manin", "Gerasimova", "Sadovaya", "Mikhail Sugaipov"):
        assert not [one for one in names if surname in one], surname
    assert known.one("per.umar-sugaipov").names[0].text == "Umar Sugaipov"
