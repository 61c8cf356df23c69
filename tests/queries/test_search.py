"""Finding entities by what they are called, and taking a name for one of them."""

from pathlib import Path

import pytest

from graph.errors import Ambiguous, NotFound
from graph.ontology import Identifier
from queries.search import Search, resolve
from tests.queries.worlds import SOURCE, node, world

PREVEZON = [
    SOURCE,
    *node("org.prevezon-alexander", names=["Prevezon Alexander LLC"]),
    *node("org.prevezon-holdings", names=["Prevezon Holdings Ltd"], summary="A holding."),
    *node("per.dmitry-klyuev", names=["Dmitry Klyuev"]),
    *node("per.olga-stepanova", names=["Ольга Степанова"]),
    *node("org.ukio", names=["Ūkio Bankas"]),
    *node("cas.x", names=["Case X"], identifiers=[Identifier(scheme="docket", value="13-6326")]),
]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("Prevezon", "org.prevezon-holdings"),
        ("Превезон", "org.prevezon-holdings"),
        ("prevezn", "org.prevezon-holdings"),
        ("prevez", "org.prevezon-holdings"),
        ("Клюев", "per.dmitry-klyuev"),
        ("Stepanova", "per.olga-stepanova"),
        ("ukio", "org.ukio"),
        ("docket:13 6326", "cas.x"),
        ("org.prevezon-alexander", "org.prevezon-alexander"),
    ],
)
def test_the_store_offers_what_ranking_wants(tmp_path: Path, query: str, first: str) -> None:
    with world(tmp_path, PREVEZON) as store, store.read() as reader:
        answer = Search(q=query, limit=20, offset=0).answer(reader)
    assert answer.results[0].id == first


def test_a_find_tells_what_it_is_and_why(tmp_path: Path) -> None:
    with world(tmp_path, PREVEZON) as store, store.read() as reader:
        found = Search(q="Превезон", limit=20, offset=0).answer(reader).results[0]
    assert (found.caption, found.kind, found.match) == ("Prevezon Holdings Ltd", "Company", "words")
    assert found.summary == "A holding."
    assert found.why == ["prevezon", "Превезон read as prevezon"]


def test_kinds_and_pages_cut_an_order_that_is_fixed_before(tmp_path: Path) -> None:
    numbered = (one for n in range(5) for one in node(f"org.n{n}", names=[f"Rilend {n}"]))
    world_ = [SOURCE, *numbered, *node("per.r", names=["Rilend"])]
    with world(tmp_path, world_) as store, store.read() as reader:
        everything = Search(q="rilend", limit=20, offset=0).answer(reader)
        companies = Search(q="rilend", kind=("Company",), limit=2, offset=2).answer(reader)
    assert everything.results[0].id == "per.r"
    assert [one.id for one in companies.results] == ["org.n2", "org.n3"]
    assert (companies.total.value, companies.total.relation, companies.next) == (5, "eq", 4)
    assert companies.meta.truncated


def test_nonsense_is_an_empty_answer(tmp_path: Path) -> None:
    with world(tmp_path, PREVEZON) as store, store.read() as reader:
        answer = Search(q="qqxyz", limit=20, offset=0).answer(reader)
    assert (answer.results, answer.total.value, answer.next) == ([], 0, None)


@pytest.mark.parametrize(
    ("text", "ident"),
    [
        ("per.dmitry-klyuev", "per.dmitry-klyuev"),
        ("Dmitry Klyuev", "per.dmitry-klyuev"),
        ("Клюев", "per.dmitry-klyuev"),
        ("Prevezon Holdings", "org.prevezon-holdings"),
        ("13-6326", "cas.x"),
    ],
)
def test_a_name_that_fits_one_entity_is_that_entity(tmp_path: Path, text: str, ident: str) -> None:
    with world(tmp_path, PREVEZON) as store, store.read() as reader:
        assert resolve(reader, text) == ident


def test_a_name_that_fits_several_is_never_picked_in_silence(tmp_path: Path) -> None:
    with world(tmp_path, PREVEZON) as store, store.read() as reader:
        with pytest.raises(Ambiguous) as caught:
            resolve(reader, "Prevezon")
        assert [one.id for one in caught.value.candidates] == [
            "org.prevezon-holdings",
            "org.prevezon-alexander",
        ]


def test_a_near_miss_is_a_question_back_even_if_it_is_the_only_one(tmp_path: Path) -> None:
    with world(tmp_path, PREVEZON) as store, store.read() as reader:
        with pytest.raises(Ambiguous, match="Dmitry Klyuev"):
            resolve(reader, "Dmitry Klyuef")
        with pytest.raises(NotFound):
            resolve(reader, "qqxyz")


def test_two_of_one_name_are_told_apart_by_id(tmp_path: Path) -> None:
    twins = [
        SOURCE,
        *node("per.a", names=["Ivan Ivanov"]),
        *node("per.b", names=["Ivan Ivanov"]),
    ]
    with world(tmp_path, twins) as store, store.read() as reader, pytest.raises(Ambiguous):
        resolve(reader, "Ivan Ivanov")
