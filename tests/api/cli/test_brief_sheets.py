"""A brief and a timeline on paper."""

import pytest

from tests.api.conduct import flattened, spoken_in
from tests.api.conftest import Clew


def test_a_brief_shows_both_sides_and_what_rests_on_whom(clew: Clew) -> None:
    run = clew("brief", "Ann Able")
    assert run.code == 0
    told = flattened(run.out)
    for said in (
        "Ann Able · per.ann",
        "Said of “The theft”: alleged, contested, one source · acu.ann",
        "for Treasury of Ruritania acu.ann.c1 s.file: row 1",
        "Treasury of Ruritania alleges that Ann Able had a part in “The theft”; denied on 3 May",
        "against Ann Able acu.ann.c2",
        "What it is said to own, control or hold",
        "Ann Able owned Red Shell Ltd, according to Treasury of Ruritania.",
        "acu.ann Ann Able as a whole",
        "Is a line wrong?",
    ):
        assert said in told, said
    assert {"acu.ann", "nom.bob"} <= set(spoken_in(run.out))


def test_a_side_without_a_word_says_so(clew: Clew) -> None:
    told = flattened(clew("brief", "per.bob").out)
    assert "Against: no statement found in the sources read." in told
    assert "Sanctions listings: acts of governments" in told
    assert "no date read" in told
    assert "Government" not in told
    assert "Not accused" not in told


def test_whom_nobody_accuses_is_told_so_first(clew: Clew) -> None:
    told = flattened(clew("brief", "org.shell-cy").out)
    assert "Not accused in the sources read." in told


def test_a_brief_can_be_explained(clew: Clew) -> None:
    told = clew("brief", "per.ann", "--explain").out
    assert "Claims behind the lines" in told
    assert "own.ann.c1" in told


@pytest.mark.parametrize("form", ["md", "csv", "jsonl", "json"])
def test_a_brief_has_every_format(clew: Clew, form: str) -> None:
    run = clew("brief", "per.ann", "-f", form)
    assert (run.code, "Ann Able" in run.out) == (0, True)


def test_a_timeline_tells_of_conduct_with_its_line(clew: Clew) -> None:
    run = clew("timeline", "Red Shell Ltd")
    told = flattened(run.out)
    assert "2008-02 Payment date: Treasury of Ruritania paid Red Shell Ltd: 1,000.00 USD" in told
    assert "certain" not in told
    assert "pay.one" in spoken_in(run.out)


def test_a_timeline_with_a_window_marks_what_may_lie_in_it(clew: Clew) -> None:
    words = ("timeline", "--after", "2008-02-10", "--before", "2008-12-31", "--bucket", "month")
    run = clew(*words, "--kind", "Payment", "--undated", "exclude")
    told = flattened(run.out)
    assert "2008-02 Payment date" in told
    assert " possible " in told
    assert "2008-02 0 1 0" in told  # one bucket: nothing certain, one possible, nothing open
    assert clew("timeline", "--after", "2030-01-01", "--undated", "exclude").code == 1
