"""Names are compared word by word, in any script; what is left out is not what contradicts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from queries.alike import likeness

LEAST = 0.65


def person(left: str, right: str) -> float:
    return likeness(left, right, person=True).score


def body(left: str, right: str) -> float:
    return likeness(left, right, person=False).score


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("KARPOV, Pavel", "Pavel Karpov"),
        ("Павел Карпов", "KARPOV, Pavel"),
        ("Vyacheslav Khlebnikov", "KHLEBNIKOV, Viacheslav"),
        ("Dmitry Klyuev", "Дмитрий Владиславович Клюев"),
        ("Olga G. Stepanova", "Ольга Германовна Степанова"),
        ("Aleksey O. Droganov", "DROGANOV, Aleksey Olegovich"),
        ("Mr. Rami Makhlouf", "Rami Makhlouf"),
        ("AlisherUsmanov", "Alisher Usmanov"),
        ("Osama bin Laden", "Usama ibn Laden"),
        ("Friedrich Lindenberg", "Fridrich Lindenberg"),
        ("习近平", "习近平"),
    ],
)
def test_one_person_written_twice(left: str, right: str) -> None:
    assert person(left, right) >= LEAST
    assert person(right, left) >= LEAST


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Sergey Viktorovich Lavrov", "Sergey Borisovich Lavrov"),
        ("Hans O. Friedrich", "Hans Joachim Friedrich"),
        ("Barack Obama", "Michelle Obama"),
        ("Obama", "George Hussein Obama"),
        ("Dmitry Markov", "TOLCHINSKIY, Dmitri M."),
        ("Olga Barynova", "Олег Баранов"),
        ("习近平", "习近朋"),  # one sign off is another name
        ("", "Ann"),
    ],
)
def test_two_persons(left: str, right: str) -> None:
    assert person(left, right) < LEAST


def test_a_patronymic_left_out_is_said_and_one_that_contradicts_too() -> None:
    omitted = likeness("Pavel Karpov", "Павел Александрович Карпов", person=True)
    assert omitted.against == ()
    assert "patronymic on one side only: aleksandrovich" in omitted.why
    contradicted = likeness("Pavel Ivanovich Karpov", "Pavel Aleksandrovich Karpov", person=True)
    assert "the patronymics contradict: ivanovich against aleksandrovich" in contradicted.against
    assert contradicted.score < omitted.score / 2
    # A patronymic that both give agrees like any other word.
    same = likeness("Pavel Aleksandrovich Karpov", "Павел Александрович Карпов", person=True)
    assert same.score > omitted.score


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Prevezon Holdings Ltd", "Превезон Холдингс"),
        ("Siemens AG", "Siemens Aktiengesellschaft"),
        ("SiemensAG", "Siemens AG"),
        ("Stripe LLC", "Stripe Limited Liability Company"),
        ("Vanderbilt Corp", "Van der Bilt Corp"),
        ("Universal Savings Bank", "OOO Universal Savings Bank"),
    ],
)
def test_one_company_written_twice(left: str, right: str) -> None:
    assert body(left, right) >= LEAST


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Tax Office No. 25", "Tax Office No. 28"),
        ("Bowne Global Solutions, Inc.", "Bowne Global Solutions II, Inc."),
        ("BAE Systems", "BAE Industries"),
        ("Volkswagen AG", "Siemens AG"),
        ("Saudi Arabian Gas Company", "Saudi Arabian Oil Company"),
    ],
)
def test_two_companies(left: str, right: str) -> None:
    assert body(left, right) < LEAST


@given(st.text(max_size=30), st.text(max_size=30), st.booleans())
def test_a_likeness_is_between_nothing_and_the_same(left: str, right: str, person: bool) -> None:
    score = likeness(left, right, person=person).score
    assert 0 <= score <= 1
    # The order of the two decides nothing.
    assert likeness(right, left, person=person).score == pytest.approx(score, abs=1e-3)


@given(st.from_regex(r"[A-Za-z]{2,9} [A-Za-z]{2,9}", fullmatch=True))
def test_a_name_is_like_itself(name: str) -> None:
    assert person(name, name) == body(name, name) == 1.0
