"""Parties are compared by names, numbers, birth and country, each for or against."""

from typing import Any

import pytest

from graph.ontology import DateInterval
from queries.matching import LEAST, Party, Scored, compare


def party(name: str = "Pavel Karpov", *, kind: str = "Person", weak: bool = False,
          births: tuple[str, ...] = (), countries: tuple[str, ...] = (),
          numbers: tuple[tuple[str, str], ...] = ()) -> Party:  # fmt: skip
    return Party(
        "x", kind, ((name, "weak" if weak else "name"),),
        tuple(DateInterval.model_validate(one) for one in births), frozenset(countries), numbers,
    )  # fmt: skip


def scored(ours: Party, theirs: Party) -> Scored:
    found = compare(ours, theirs)
    assert found is not None
    return found


def test_a_birth_in_common_supports_and_one_that_contradicts_weakens() -> None:
    plain = scored(party(), party("KARPOV, Pavel A."))
    day = scored(party(births=("1977-08-27",)), party("KARPOV, Pavel A.", births=("1977-08-27",)))
    year = scored(party(births=("1977",)), party("KARPOV, Pavel A.", births=("1977-08-27",)))
    other = scored(party(births=("1977-08-27",)), party("KARPOV, Pavel A.", births=("1951-01-02",)))
    assert other.score < LEAST < plain.score < year.score < day.score <= 1
    assert "born 1977-08-27 in both" in day.reasons
    assert "born 1977 and 1977-08-27, which agree" in year.reasons
    assert other.against == ("born 1977-08-27 against 1951-01-02",)


def test_one_of_several_births_is_enough() -> None:
    found = scored(party(births=("1935", "1936")), party(births=("1936-02", "1941")))
    assert found.against == ()
    assert "born 1936 and 1936-02, which agree" in found.reasons


def test_a_birth_a_year_off_or_about_weakens_less() -> None:
    ours = party(births=("1977-08-27",))
    far = scored(ours, party(births=("1951",)))
    near = scored(ours, party(births=("1978",)))
    about = scored(ours, party(births=('1951~ "circa 1951"',)))
    assert far.score < near.score == about.score < 1


def test_countries_say_little_either_way() -> None:
    plain = scored(party(), party("KARPOV, Pavel A."))
    same = scored(party(countries=("RU",)), party("KARPOV, Pavel A.", countries=("RU", "CY")))
    other = scored(party(countries=("RU",)), party("KARPOV, Pavel A.", countries=("US",)))
    assert other.score < plain.score < same.score
    assert same.reasons[-1] == "country in common: RU"
    assert other.against == ("countries: RU against US",)


def test_a_number_of_a_list_decides_and_another_one_contradicts() -> None:
    """Another number of the same list is another entry of it, whatever it is called."""
    ours = party(numbers=(("ofac", "15880"),))
    same = scored(ours, party("KARPOFF, P.", numbers=(("ofac", "15880"), ("imo", "1"))))
    assert (same.numbered, same.reasons[0]) == (True, "the same number: ofac 15880")
    assert same.score >= 0.99
    other = scored(ours, party(numbers=(("ofac", "15881"),)))
    assert other.against == ("another entry of the same list: ofac",)
    assert other.score < LEAST
    # A registration number of another register contradicts nothing.
    assert scored(ours, party(numbers=(("registration", "1"),))).score == 1


def test_a_weak_name_carries_less() -> None:
    assert scored(party(), party(weak=True)).score < scored(party(), party()).score


@pytest.mark.parametrize(
    ("kind", "other", "comparable"),
    [("Person", "Organization", False), ("Company", "Organization", True),
     ("PublicBody", "Company", True), ("Person", "Person", True)],
)  # fmt: skip
def test_a_person_is_no_organization(kind: str, other: str, comparable: bool) -> None:
    assert (compare(party(kind=kind), party(kind=other)) is not None) is comparable


def test_no_name_in_common_is_no_match() -> None:
    assert compare(party("Ann Doe"), party("Bob Roe")) is None


def test_a_view_brings_every_birth_that_claims_give() -> None:
    """What everybody denies is none."""
    values: list[dict[str, Any]] = [
        {"value": "1975-10-11", "standing": "official_record"},
        {"value": "1974", "standing": "asserted"},
        {"value": "1900", "standing": "denied_only"},
    ]
    view = {
        "id": "per.ann", "kind": "Person", "names": [{"text": "Ann", "kind": "name"}],
        "birth": {"earliest": "1975-10-11", "latest": "1975-10-11", "precision": "day"},
        "countries": ["LV"], "identifiers": [{"scheme": "ofac", "value": "1"}],
    }  # fmt: skip
    assert [one.text for one in Party.of(view).births] == ["1975-10-11"]
    claimed = Party.of({**view, "evidence": {"fields": {"birth": {"values": values}}}})
    assert [one.text for one in claimed.births] == ["1975-10-11", "1974"]
    assert claimed.countries == frozenset({"LV"})
    assert claimed.numbers == (("ofac", "1"),)
