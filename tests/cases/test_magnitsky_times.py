"""Nothing is done before its doer is born or after it is dead, nor ruled before it is tried."""

from collections.abc import Iterator

import pytest

from graph.evidence import ClaimKind
from graph.ontology import DateInterval, Edge, Event, Node
from graph.ontology.edges.law import CaseParty, Judge, Participation
from graph.ontology.edges.money import Payment
from graph.ontology.edges.office import OfficeEdge
from graph.ontology.edges.ownership import Control, Ownership
from graph.ontology.nodes import CourtCase, LegalEntity, Person
from tests.cases.magnitsky import Known

# Roles in which a party acts, and does not merely suffer or is spoken of.
_ACTING = {
    "witness",
    "investigator",
    "prosecutor",
    "judge",
    "official",
    "lawyer",
    "author",
    "party",
}

_FAR = 2**62


def _dates(known: Known, record: Node | Edge, name: str) -> list[DateInterval]:
    """What stands on the record or in its claims under this name, whoever says it."""
    said = getattr(record, name, None)
    if said is not None:
        return [said]
    if name not in known.readings[record.id].fields:
        return []
    return [DateInterval.model_validate(one) for one in known.values(record.id, name)]


def _bounds(date: DateInterval) -> tuple[int, int]:
    """The first and the last moment that it may mean; an open end is as far as can be."""
    return (
        -_FAR if date.first is None else date.first,
        _FAR if date.last is None else date.last,
    )


def _happened(known: Known, edge: Edge) -> list[DateInterval]:
    """When an edge happened: its own date, or that of the event it is about."""
    own = _dates(known, edge, "date")
    target = known.one(edge.target)
    return own or (_dates(known, target, "date") if isinstance(target, Event) else [])


def _own_acts(known: Known, party: LegalEntity) -> Iterator[Edge]:
    for edge in known.touching.get(party.id, []):
        if edge.source != party.id:
            continue
        if isinstance(edge, Judge) or (isinstance(edge, Participation) and edge.role in _ACTING):
            yield edge


def _terms(known: Known, party: LegalEntity) -> Iterator[Edge]:
    for edge in known.touching.get(party.id, []):
        if edge.source == party.id and isinstance(edge, OfficeEdge | Ownership | Control):
            yield edge


def _life(known: Known, person: Person) -> tuple[int, int]:
    """The last moment at which the person may have been born, and may have died."""
    births = [_bounds(one)[1] for one in _dates(known, person, "birth")]
    deaths = [_bounds(one)[1] for one in _dates(known, person, "death")]
    return min(births, default=-_FAR), max(deaths, default=_FAR)


def test_only_three_deaths_are_known(known: Known) -> None:
    """People sheet, section 11: the days of other deaths were not read, so they are not there."""
    deaths = {one.id for one in known.of(Person) if _life(known, one)[1] < _FAR}
    assert deaths == {"per.sergei-magnitsky", "per.alexander-perepilichny", "per.paul-klebnikov"}


def test_offices_employments_and_holdings_lie_inside_lifetimes(known: Known) -> None:
    checked = 0
    for person in known.of(Person):
        born, died = _life(known, person)
        for edge in _terms(known, person):
            period = getattr(edge, "period", None)
            if period is None:
                continue
            checked += 1
            span = period.span
            if span is not None:
                assert span.first is None or span.first > born, edge.id
                assert span.last is None or span.last <= died, edge.id
    assert checked >= 6  # the pattern finds what it is for


def test_an_employment_of_the_dead_ends_with_the_death(known: Known) -> None:
    """It may have ended with the arrest, a year before: later it did not last."""
    period = known.one("emp.sergei-magnitsky.firestone-duncan").period
    assert period.end.text == "2009-11-16"


def test_own_acts_lie_inside_lifetimes(known: Known) -> None:
    checked = 0
    for person in known.of(Person):
        born, died = _life(known, person)
        for edge in _own_acts(known, person):
            for one in _happened(known, edge):
                checked += 1
                first, last = _bounds(one)
                assert last > born, edge.id
                assert first <= died, edge.id
    assert checked > 40


def test_the_dead_are_only_the_object_of_what_came_after(known: Known) -> None:
    """The trial of 2013 and the theory of 2018 happened to him; he did nothing in them."""
    _, died = _life(known, known.one("per.sergei-magnitsky"))
    after = {
        edge.id: edge.role
        for edge in known.touching["per.sergei-magnitsky"]
        if isinstance(edge, Participation)
        for one in _happened(known, edge)
        if _bounds(one)[0] > died
    }
    assert after == {
        "par.sergei-magnitsky.posthumous-verdict-2013": "object",
        "par.sergei-magnitsky.poisoning-theory-2018": "object",
    }


def test_a_party_that_was_dead_says_in_its_role_that_it_was(known: Known) -> None:
    told = {
        edge.target: edge.role or ""
        for edge in known.touching["per.sergei-magnitsky"]
        if isinstance(edge, CaseParty)
    }
    assert "after his death" in told["cas.verdict-2013"]
    assert "widow" in told["cas.magnitskiy-v-russia"]
    assert "dead" in told["cas.tverskoy-review-2014"]


def test_nobody_speaks_after_death_or_before_birth(known: Known) -> None:
    """A claim of a dead party is dated to its lifetime, or is a kept record without a date."""
    lives = {one.id: _life(known, one) for one in known.of(Person)}
    for claim in known.claims():
        if claim.by in lives and claim.said_on is not None:
            born, died = lives[claim.by]
            first, last = _bounds(claim.said_on)
            assert last > born, claim.id
            assert first <= died, claim.id
    said = {one.said_on.text for one in known.claims()
            if one.by == "per.sergei-magnitsky" and one.said_on}  # fmt: skip
    assert said == {"2009-06-11", "2009-10-13"}  # his application, his statement in prison


def test_nothing_is_paid_to_a_company_before_it_was_founded(known: Known) -> None:
    """Money sheet, section 2: Alpha Arch Investments, March 2007."""
    founded = {
        one.id: dates[0]
        for one in known.of(LegalEntity)
        if (dates := _dates(known, one, "founded"))
    }
    assert {one: date.text for one, date in founded.items()} == {
        "org.alpha-arch-investments": "2007-03"
    }
    for edge in known.of(Edge):
        for end in {edge.source, edge.target} & founded.keys():
            for name in ("date", "ordered"):
                for one in _dates(known, edge, name):
                    assert _bounds(one)[1] >= _bounds(founded[end])[0], edge.id


def test_no_payment_is_dated_before_the_money_was_there(known: Known) -> None:
    """The rows that follow the refund: none of them wholly before 2006."""
    begin, _ = _bounds(DateInterval.model_validate("2006"))
    for edge in known.of(Payment):
        for one in _dates(known, edge, "date"):
            assert _bounds(one)[1] >= begin, edge.id


def test_a_case_is_not_closed_before_it_was_opened(known: Known) -> None:
    both = 0
    for case in known.of(CourtCase):
        for opened in _dates(known, case, "opened"):
            for closed in _dates(known, case, "closed"):
                both += 1
                assert _bounds(opened)[0] <= _bounds(closed)[1], case.id
    assert both >= 8


def test_nobody_judges_a_case_after_it_was_closed(known: Known) -> None:
    for edge in known.of(Judge):
        case = known.one(edge.target)
        for closed in _dates(known, case, "closed"):
            for one in _dates(known, edge, "date"):
                assert _bounds(one)[0] <= _bounds(closed)[1], edge.id


def test_a_ruling_is_not_said_before_the_case_was_opened(known: Known) -> None:
    for case in known.of(CourtCase):
        for opened in _dates(known, case, "opened"):
            for claim in known.claims(case.id):
                if claim.kind is ClaimKind.RULING and claim.said_on is not None:
                    assert _bounds(claim.said_on)[1] >= _bounds(opened)[0], claim.id


@pytest.mark.parametrize(
    ("event", "date"),
    [
        ("evt.magnitsky-death", "2009-11-16"),
        ("evt.magnitsky-arrest", "2008-11-24"),
        ("evt.magnitsky-statement-2009", "2009-10-13"),
        ("evt.magnitsky-testimony-2008", "2008-10-07"),
        ("evt.magnitsky-moved-to-butyrka", "2009-07-25"),
        ("evt.posthumous-verdict-2013", "2013-07-11"),
        ("evt.perepilichny-death-2012", "2012-11-10"),
    ],
)
def test_days_are_those_of_the_timeline(known: Known, event: str, date: str) -> None:
    """People sheet, section 7."""
    assert [one.text for one in _dates(known, known.one(event), "date")] == [date]


def test_the_refund_is_dated_to_the_approval_and_not_to_a_day_of_payment(known: Known) -> None:
    """Section 11: 24 December 2007 is the day of approval; the day of payment was not read."""
    dates = _dates(known, known.one("pay.t004"), "date")
    assert all(one.precision != "day" for one in dates)
