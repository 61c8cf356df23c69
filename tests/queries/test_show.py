"""One record, and everything behind it."""

from pathlib import Path
from typing import Any

import pytest

from graph.errors import Moved, NotFound
from graph.evidence import Claim, Source
from queries.question import Question
from queries.show import (
    EdgePage,
    EntityPage,
    GapPage,
    ShowClaims,
    ShowEdge,
    ShowEdgeClaims,
    ShowEntity,
)
from queries.show_source import Show, ShowSource, SourcePage
from queries.wording import NO_STATEMENT
from tests.queries.worlds import gap, node, records, world

TEXT = """
    per.ann -ACCUSED_OF:acu-> evt.fraud  x2
    a -PAID:p1-> b  amount=10_USD denied
"""
MORE = [
    *node("P1", names=["The agency"]),
    Source.model_validate({"id": "s.2", "title": "Original", "publisher": "Court"}),
    Source.model_validate({"id": "s.1", "title": "A world", "publisher": "Tests",
                           "derives_from": "s.2", "read": "whole, 2026-11"}),
    gap("gap.g1", "p1", "p1"),
]  # fmt: skip


def test_an_entity_comes_with_its_claims_their_sources_and_how_to_dispute(tmp_path: Path) -> None:
    brought = [one.model_copy(update={"dataset": "world"}) if isinstance(one, Claim) else one
               for one in records(TEXT)]  # fmt: skip
    with world(tmp_path, brought, MORE) as store:
        with store.write() as writer:
            writer.begin("world", {"as_of": "2026-11-23", "publisher": "Editors"})
        with store.read() as reader:
            page = ShowEntity(id="per.ann").answer(reader)
    assert (page.entity["id"], page.entity["evidence"]["standing"]) == ("per.ann", "asserted")
    assert [(one.claim["id"], one.sentence) for one in page.claims] == [
        ("per.ann.c1", "T says so.")
    ]
    assert [(one["id"], one["read"]) for one in page.sources] == [("s.1", "whole, 2026-11")]
    (as_of,) = page.as_of
    assert (as_of.dataset, as_of.date, as_of.publisher) == ("world", "2026-11-23", "Editors")
    assert "claim" in page.dispute
    assert page.meta.standing.fact == "asserted"


def test_an_edge_comes_with_its_ends_and_what_is_said(tmp_path: Path) -> None:
    with world(tmp_path, TEXT, MORE) as store, store.read() as reader:
        page = ShowEdge(id="acu").answer(reader)
    assert [one["id"] for one in page.nodes] == ["per.ann", "evt.fraud"]
    assert page.edge["sentence"] == (
        f"The agency and P2 allege that ann had a part in “fraud”; {NO_STATEMENT}."
    )
    assert [one.sentence for one in page.claims] == [
        f"The agency alleges that ann had a part in “fraud”; {NO_STATEMENT}.",
        f"P2 alleges that ann had a part in “fraud”; {NO_STATEMENT}.",
    ]
    assert page.meta.standing.conduct == "alleged"


def test_claims_are_paged(tmp_path: Path) -> None:
    """p1: the whole, its denial, its amount."""
    with world(tmp_path, TEXT, MORE) as store, store.read() as reader:
        page = ShowEdgeClaims(id="p1", limit=2, offset=1).answer(reader)
        of_node = ShowClaims(id="a", limit=50, offset=0).answer(reader)
    assert [one.claim["id"] for one in page.results] == ["p1.c2", "p1.c3"]
    assert (page.total.value, page.next, page.meta.contested) == (3, None, True)
    assert [one.claim["id"] for one in of_node.results] == ["a.c1"]


def test_a_source_shows_everything_that_rests_on_it(tmp_path: Path) -> None:
    """By claim id: five nodes and P1 with a claim each, acu with two, p1 with three."""
    with world(tmp_path, TEXT, MORE) as store, store.read() as reader:
        page = ShowSource(id="s.1", limit=4, offset=0).answer(reader)
    assert [one.claim["id"] for one in page.results] == ["P1.c1", "a.c1", "acu.c1", "acu.c2"]
    assert [one.record["id"] for one in page.results] == ["P1", "a", "acu", "acu"]
    assert page.results[2].record["sentence"].endswith(f"{NO_STATEMENT}.")
    assert (page.total.value, page.next) == (10, 4)
    assert [one["id"] for one in page.related] == ["s.2"]


@pytest.mark.parametrize(
    ("ident", "page"),
    [
        ("per.ann", EntityPage),
        ("p1", EdgePage),
        ("p1.c2", EdgePage),
        ("per.ann.c1", EntityPage),
        ("s.1", SourcePage),
        ("gap.g1", GapPage),
    ],
)
def test_anything_is_shown_by_its_id(tmp_path: Path, ident: str, page: type) -> None:
    with world(tmp_path, TEXT, MORE) as store, store.read() as reader:
        assert isinstance(Show(id=ident).answer(reader), page)


@pytest.mark.parametrize("ident", ["acu", "s.1", "per.ann"])
def test_a_long_page_says_what_it_leaves_out(tmp_path: Path, ident: str) -> None:
    """And the rest of it can be asked for."""
    more = [
        Claim.model_validate({"id": f"per.ann.x{number}", "about": "per.ann", "kind": "statement",
                              "by": "T", "cites": "s.1", "at": "1"})
        for number in range(2)
    ]  # fmt: skip
    shown: list[str] = []
    with world(tmp_path, TEXT, [*MORE, *more]) as store, store.read() as reader:
        whole = Show(id=ident).answer(reader)
        assert not whole.meta.truncated
        for offset in range(20):
            page = Show(id=ident, limit=1, offset=offset).answer(reader)
            assert not isinstance(page, GapPage)
            some = page.results if isinstance(page, SourcePage) else page.claims
            shown += [one.claim["id"] for one in some]
            if not page.meta.truncated:
                break
            assert f"from offset {offset + 1} on" in page.meta.limits_hit[0].detail
    assert not isinstance(whole, GapPage)
    behind = whole.results if isinstance(whole, SourcePage) else whole.claims
    assert shown == [one.claim["id"] for one in behind]
    assert len(shown) > 1


@pytest.mark.parametrize("question", [ShowEntity, ShowEdge, ShowSource, Show, ShowEdgeClaims])
def test_an_unknown_id_is_told(tmp_path: Path, question: type[Question[Any]]) -> None:
    asked = question.model_validate({"id": "zz.c1"})
    with world(tmp_path, TEXT, MORE) as store, store.read() as reader, pytest.raises(NotFound):
        asked.answer(reader)


def test_a_gap_shows_the_edges_on_both_sides(tmp_path: Path) -> None:
    with world(tmp_path, TEXT, MORE) as store, store.read() as reader:
        page = Show(id="gap.g1").answer(reader)
    assert isinstance(page, GapPage)
    assert [one["id"] for one in page.edges] == ["p1"]
    assert [one["id"] for one in page.nodes] == ["a", "b"]


def test_a_refuted_edge_stands_on_its_own_page(tmp_path: Path) -> None:
    back = {"on": "2015", "by": "P1", "cites": "s.1"}
    whole = Claim.model_validate(
        {"id": "p2.c1", "about": "p2", "kind": "statement", "by": "P1", "cites": "s.1", "at": "1",
         "taken_back": back}
    )  # fmt: skip
    with world(tmp_path, "a -PAID:p2-> b", [whole, *MORE[:2]]) as store, store.read() as reader:
        page = ShowEdge(id="p2").answer(reader)
    assert page.edge["evidence"]["standing"] == "refuted"
    assert page.claims[0].sentence == "The agency says so; taken back in 2015."


@pytest.mark.parametrize("question", [ShowEntity, ShowEdge, ShowSource, Show])
def test_a_renamed_id_says_where_it_went(tmp_path: Path, question: type[Question[Any]]) -> None:
    asked = question.model_validate({"id": "old"})
    renamed = node("per.ann", formerly=["old"])
    with (
        world(tmp_path, TEXT, renamed) as store,
        store.read() as reader,
        pytest.raises(Moved, match=r"per\.ann"),
    ):
        asked.answer(reader)
