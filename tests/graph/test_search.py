"""What is indexed, what is asked for, and the order of what is found."""

import pytest

from graph.search import Match, grams_for, grams_of, rank
from graph.store import Candidate


def named(ident: str, *names: str, numbers: tuple[str, ...] = ()) -> Candidate:
    return Candidate(ident, "Company", 1, names, numbers)


PREVEZON = [
    named("org.prevezon-alexander", "Prevezon Alexander LLC"),
    named("org.prevezon-holdings", "Prevezon Holdings Ltd"),
    named("org.prevezon-pine", "Prevezon Pine USA LLC"),
    named("col.prevezon", "Prevezon group"),
    named("org.ubs", "UBS AG"),
]


@pytest.mark.parametrize("query", ["Prevezon", "Превезон", "prevezn", "PREVEZON LIMITED"])
def test_prevezon_is_found_however_it_is_typed(query: str) -> None:
    """A holding goes by its bare name, so it comes before its longer-named subsidiaries."""
    hits = rank(query, PREVEZON)
    assert hits[0].id == "org.prevezon-holdings"
    assert {one.id for one in hits} == {one.id for one in PREVEZON} - {"org.ubs"}


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("Клюев", "Dmitry Klyuev"),
        ("Kluev", "Dmitry Klyuev"),
        ("Klyuev", "Дмитрий Клюев"),
        ("Stepanova", "Ольга Степанова"),
        ("Степанова", "Olga Stepanova"),
        ("ukio bankas", "Ūkio Bankas"),
        ("Ūkio", "Ukio bankas AB"),
        ("Sergey Magnitskiy", "Sergei Magnitsky"),
        ("Magnitsky Sergei", "Sergei Magnitsky"),
    ],
)
def test_scripts_romanisations_and_marks_do_not_part_names(query: str, name: str) -> None:
    """And the store's index would offer the name: they share grams."""
    (hit,) = rank(query, [named("a", name)])
    assert hit.match >= Match.WORDS
    assert grams_for(query) & grams_of([name], [])


def test_better_ways_of_fitting_go_first_whatever_the_ids() -> None:
    world = [
        named("a", "Stepanoba"),  # a letter off
        named("b", "Stepanovaaa Bank"),  # folds to the same letters, doubled ones being one
        named("c", "Stepanovahause"),  # begins like it
        named("d", "Olga Stepanova"),  # all words
        named("e", "Stepanova"),  # the name
        named("f", "Other", numbers=("STEPA-NOVA",)),  # the number
    ]
    assert [one.id for one in rank("Stepanova", world)] == ["f", "e", "d", "b", "c", "a"]


def test_the_ways_of_fitting_never_overlap_in_score() -> None:
    """An initial is the weakest beginning, two letters off in eight the weakest slip."""
    hits = rank("Olga Stepanova", [
        named("exact", "Olga Stepanova"), named("words", "Olga Stepanova of a very long name"),
        named("begins", "O. Stepanova"), named("near", "Olga Stepanowaq"),
    ])  # fmt: skip
    assert [one.match for one in hits] == [Match.NAME, Match.WORDS, Match.PREFIX, Match.FUZZY]
    assert [one.score for one in hits] == sorted((one.score for one in hits), reverse=True)


def test_equals_go_by_id() -> None:
    world = [named("b", "Rilend One"), named("a", "Rilend Two")]
    assert [one.id for one in rank("Rilend", world)] == ["a", "b"]


@pytest.mark.parametrize("query", ["qqxyz", "zon", "!!!", "", "Klyuev Prevezon", "p"])
def test_nonsense_finds_nothing(query: str) -> None:
    assert rank(query, PREVEZON) == []


def test_one_word_of_three_may_miss_and_is_said() -> None:
    (hit,) = rank("Prevezon Pine Cyprus", PREVEZON)
    assert (hit.id, hit.match) == ("org.prevezon-pine", Match.FUZZY)
    assert "without cyprus" in hit.why


def test_a_number_fits_whole_or_not_at_all() -> None:
    case = named("cas.x", "United States v. Prevezon", numbers=("13 Civ. 6326",))
    assert [one.match for one in rank("docket:13-civ-6326", [case])] == [Match.IDENTIFIER]
    assert rank("13-civ-6327", [case]) == []


def test_an_account_called_by_its_number_has_no_trigrams() -> None:
    assert grams_of(["LV54 RIKO 0001234"], ["LV54RIKO0001234"]) == {
        "#lv54riko0001234", "=lv54", "=riko", "=0001234",
    }  # fmt: skip
    assert grams_of(["40702810900000001234"], []) == {
        "=40702810900000001234",
        "#40702810900000001234",
    }


def test_legal_forms_are_indexed_whole_only() -> None:
    """Else every company would share their trigrams."""
    assert grams_of(["Rus Ltd"], []) == {"=rus", "=ltd", "^ru", "rus", "us$"}
    assert grams_for("Ltd") == {"=ltd", "#ltd"}


def test_a_find_tells_why() -> None:
    (hit,) = rank("Превезн", [PREVEZON[1]])
    assert hit.name == "Prevezon Holdings Ltd"
    assert hit.why == ("prevezn ~ prevezon", "Превезн read as prevezn")


def test_an_alias_is_named_where_it_is_what_fits() -> None:
    (hit,) = rank("Hermitage", [named("a", "HSBC", "Hermitage")])
    assert (hit.name, hit.why) == ("Hermitage", ("the name",))
