"""A report says in words what happened, the first ids of each sort and how many there are."""

from graph.errors import Fault
from graph.store import Tally
from loaders.report import KEPT, Report


def test_counts_are_whole_and_ids_are_the_first_ones() -> None:
    report = Report("d")
    for batch in range(3):
        report.count(Tally(added=[f"a{batch}.{n}" for n in range(600)], same=5))
    assert (report.added, report.unchanged) == (1800, 15)
    assert len(report.ids["added"]) == KEPT
    assert report.ids["added"][-1] == "a1.399"


def test_a_long_list_is_cut_and_says_by_how_much() -> None:
    report = Report("d")
    report.count(Tally(removed=[f"r{n:02}" for n in range(12)], conflicting=["c"]))
    counts = "0 records and claims added, 0 changed, 0 unchanged, 0 claims withdrawn"
    head = f"d: {counts}, 12 records removed."
    assert report.describe().splitlines() == [
        head,
        "  removed: r00, r01, r02, r03, r04, r05, r06, r07, r08, r09 and 2 more",
        "  kept as another dataset says it: c",
    ]


def test_a_row_with_two_faults_is_one_row() -> None:
    report = Report("d", rows=3)
    report.leave_out([Fault("t", 2, "x"), Fault("t", 2, "y")])
    assert "left out as faulty: 1 row\n    t:2: x\n    t:2: y" in report.describe()
