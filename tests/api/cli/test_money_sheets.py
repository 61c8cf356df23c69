"""Routes, flows and coverage as tables: what stands in them, and how a command ends."""

import pytest

from tests.api.conftest import Clew


def test_a_route_says_what_is_certain_how_narrow_it_is_and_who_says_so(clew: Clew) -> None:
    run = clew("routes", "org.treasury", "org.shell")
    assert run.code == 0
    for said in (
        "Route 1 of 1: 1 payment; certain in time; weakest: facts asserted; contested",
        "Says so: Treasury of Ruritania; denied by Red Shell Ltd.",
        "calculated by Clew, if the payments were made as claimed",
        "The money would have arrived between 2008-02-01 and 2008-02-29.",
        "The least amount on the way is 1,000.00 USD.",
        "Weakest: hop 1 (pay.one, asserted, one source or none).",
    ):
        assert said in " ".join(run.out.split()), said


def test_where_no_payments_join_the_ends_there_are_segments_and_gaps(clew: Clew) -> None:
    run = clew("routes", "org.treasury", "per.bob")
    assert run.code == 0
    told = " ".join(run.out.split())
    assert "No path; segments that touch the ends" in told
    assert "Treasury of Ruritania → Red Shell Ltd" in told
    assert "gap.one" in told
    assert "idn.shells" not in clew("routes", "org.treasury", "per.bob", "-f", "csv").out
    assert (
        "The best route there would be"
        in clew("routes", "org.treasury", "per.bob", "--inferred").out
    )


def test_flows_go_into_one_table_for_a_spreadsheet(clew: Clew) -> None:
    run = clew("flows", "-f", "csv")
    head, row, *_ = run.out.splitlines()
    assert head == "from,to,period,sum,payments,made,standing,in words"
    assert row == (
        'Treasury of Ruritania,Red Shell Ltd,2008,"1,000.00 USD",1,2008-02-01 to 2008-02-29,'
        '"asserted, 1 contested, sources differ on amounts",'
    )


def test_coverage_says_what_is_traced_contested_and_left(clew: Clew) -> None:
    run = clew("coverage", "org.treasury", "--of", "evt.theft", "--amount", "4000 USD")
    assert run.code == 0
    told = " ".join(run.out.split())
    for said in (
        "traced, together 1,000.00 USD 25.0 % 1",
        "of it claimed (tier 1) 1,000.00 USD 25.0 % 1",
        "contested 1,000.00 USD 25.0 % 1",
        "untraced 3,000.00 USD 75.0 % 0",
        "25 % of 4,000.00 USD by one claimed sum (pay.one, asserted).",
        "Behind the cut all of it is untraced here.",
    ):
        assert said in told, said


def test_more_than_the_whole_ends_as_a_conflict_that_names_the_claims(clew: Clew) -> None:
    run = clew("coverage", "org.treasury", "--of", "evt.theft", "--amount", "500 USD")
    assert run.code == 3
    assert "200.0 % of the 500.00 USD" in run.err
    assert "pay.one: 1,000.00 USD (pay.one.c3, pay.one.c4)" in run.err


@pytest.mark.parametrize("words", [("flows", "per.ann"), ("coverage", "per.ann")])
def test_nothing_found_is_said_and_is_no_error(clew: Clew, words: tuple[str, ...]) -> None:
    run = clew(*words)
    assert (run.code, run.out.strip()) == (1, "Nothing found.")
