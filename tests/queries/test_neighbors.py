"""What is next to an entity: in groups, and edge by edge."""

from pathlib import Path
from typing import Any

import pytest

from graph.errors import NotFound
from queries.neighbors import Neighbors, NeighborSummary, NeighborSummaryAnswer
from tests.queries.worlds import world

MONEY = """
    a -PAID:p1-> b  amount=10_USD document
    a -PAID:p2-> c  amount=about_5_USD
    a -PAID:p3-> b  amount=100_USD granularity=aggregate
    a -PAID:p4-> b  amount=10_USD overlaps=p1 denied
    a -PAID:p5-> b  amount=8_EUR
    b -PAID:p6-> a  amount=1_USD
    a -PAID:p7-> b
    a -ASSOCIATE_OF:s1-> b
    c -ASSOCIATE_OF:s2-> a
    b -OWNS:o1-> c
"""


def groups(answer: NeighborSummaryAnswer) -> dict[tuple[str, str, str | None], Any]:
    return {(one.kind, one.direction, one.currency): one for one in answer.groups}


def test_counts_and_sums_come_before_any_row(tmp_path: Path) -> None:
    """p1 and p2 are summed: 10 + about 5. p3 is a total, p4 repeats p1; both stand beside."""
    with world(tmp_path, MONEY) as store, store.read() as reader:
        answer = NeighborSummary(id="a").answer(reader)
    found = groups(answer)
    assert {key: one.edges for key, one in found.items()} == {
        ("Payment", "out", "USD"): 4,
        ("Payment", "out", "EUR"): 1,
        ("Payment", "out", None): 1,
        ("Payment", "in", "USD"): 1,
        ("Associate", "any", None): 2,
    }
    out = found["Payment", "out", "USD"]
    assert (out.sum.min, out.sum.max, out.sum.precision, out.sum.edges) == (
        "15.00", "15.00", "about", 2,
    )  # fmt: skip
    assert (out.aggregates, out.overlapping, out.contested, out.lowest_tier) == (1, 1, 1, 1)
    assert found["Payment", "out", None].sum is None
    assert (answer.entity["id"], answer.edges, answer.meta.contested) == ("a", 9, True)


def test_the_summary_and_the_list_see_the_same_edges(tmp_path: Path) -> None:
    """Whatever is asked for, also inferred identities beside a kind that they are not of."""
    text = f"{MONEY}\n a -SAME_AS:i1-> c  inference\n b -PAID:p8-> a inference"
    with world(tmp_path, text) as store, store.read() as reader:
        for filters in (
            {},
            {"kind": ("Payment",)},
            {"kind": ("Payment",), "inferred": True},
            {"inferred": True, "min_standing": "documented"},
            {"contested": "record"},
            {"after": "2008-01-01", "undated": "exclude"},
        ):
            counted = NeighborSummary(id="a", **filters).answer(reader)
            listed = Neighbors(id="a", limit=50, offset=0, **filters).answer(reader)
            assert counted.edges == listed.total.value, filters


@pytest.mark.parametrize(
    ("order", "ids"),
    [
        ("id", ["p1", "p2", "p3", "p4"]),
        # Tier 2, then two independent asserters, then by id.
        ("evidence", ["p4", "p2", "p1", "p3"]),
        # February, the year, what has no date.
        ("date", ["p3", "p1", "p2", "p4"]),
        # Euros before dollars, each the largest first; what has no amount last.
        ("amount", ["p4", "p3", "p1", "p2"]),
    ],
)
def test_the_order_is_the_one_asked_for(tmp_path: Path, order: Any, ids: list[str]) -> None:
    text = """
        a -PAID:p1-> b  amount=10_USD date=2008-03
        a -PAID:p2-> b  x2
        b -PAID:p3-> a  amount=11_USD date=2008-02-01
        a -PAID:p4-> a  amount=1_EUR document
    """
    with world(tmp_path, text) as store, store.read() as reader:
        answer = Neighbors(id="a", order=order, limit=50, offset=0).answer(reader)
    assert [one.edge["id"] for one in answer.results] == ids
    assert {one.edge["id"]: one.node["id"] for one in answer.results} == {
        "p1": "b", "p2": "b", "p3": "b", "p4": "a",
    }  # fmt: skip


def test_a_page_says_how_it_goes_on(tmp_path: Path) -> None:
    with world(tmp_path, MONEY) as store, store.read() as reader:
        first = Neighbors(id="a", order="id", limit=4, offset=4).answer(reader)
        last = Neighbors(id="a", order="id", limit=4, offset=8).answer(reader)
    assert [one.edge["id"] for one in first.results] == ["p5", "p6", "p7", "s1"]
    assert (first.total.value, first.next, first.meta.truncated) == (9, 8, True)
    assert ([one.edge["id"] for one in last.results], last.next) == (["s2"], None)
    assert not last.meta.truncated


def test_a_direction_keeps_symmetric_kinds_both_ways(tmp_path: Path) -> None:
    with world(tmp_path, MONEY) as store, store.read() as reader:
        answer = Neighbors(id="a", direction="in", limit=50, offset=0).answer(reader)
    assert sorted(one.edge["id"] for one in answer.results) == ["p6", "s1", "s2"]


def test_an_unknown_entity_is_told(tmp_path: Path) -> None:
    with world(tmp_path, MONEY) as store, store.read() as reader, pytest.raises(NotFound):
        Neighbors(id="zz", limit=50, offset=0).answer(reader)
