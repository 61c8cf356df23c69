"""The bundled case, asked the way its fact sheet does."""

from typing import Any

import pytest

from graph.store import Store
from queries.links import Links
from queries.neighborhood import Neighborhood
from queries.paths import Paths, PathsAnswer
from queries.question import ask


def payments(store: Store, target: str, **more: Any) -> PathsAnswer:
    asked: dict[str, Any] = {"source": ["org.russian-treasury"], "target": [target]}
    asked |= {"kind": ["Payment"], "direction": "out", **more}
    return ask(Paths.model_validate(asked), store)


def test_from_the_treasury_to_prevezon_there_are_segments_and_gaps_and_no_path(
    case: Store,
) -> None:
    answer = payments(case, "org.prevezon-holdings")
    assert answer.paths == []
    assert answer.gaps is not None
    first, middle, last = answer.gaps.segments
    assert {"pay.t004", "pay.t008"} <= set(first.edges)
    assert middle.edges == ["pay.t010"]
    assert {"pay.t014", "pay.t015"} <= set(last.edges)
    assert [one["id"] for one in answer.gaps.gaps] == ["gap.g1", "gap.g4", "gap.g5"]
    joined = answer.gaps.joined
    assert joined is not None
    assert [(one.edge, one.gap) for one in joined.joins] == [
        ("idn.j1", "gap.g1"),
        ("idn.j4", "gap.g4"),
    ]
    assert all("Against" in (one.reasons[0].note or "") for one in joined.joins)


def test_with_inferences_there_is_one_route_marked_at_exactly_two_hops(case: Store) -> None:
    """T005 and T006 are parts of T004 and no other route; through T015 there is none."""
    answer = payments(case, "org.prevezon-holdings", inferred=True)
    assert [[hop.edge for hop in path.hops] for path in answer.paths] == [
        ["pay.t004", "pay.t008", "idn.j1", "pay.t010", "idn.j4", "pay.t014"]
    ]
    path = answer.paths[0]
    assert path.inferred_hops == ["idn.j1", "idn.j4"]
    assert path.hops[0].repeated_by == ["pay.t005", "pay.t006"]
    assert path.hops[-1].conduct[0].denied_by == ["org.prevezon-holdings"]
    assert answer.meta.inferred


@pytest.mark.parametrize("inferred", [False, True])
def test_to_international_media_overseas_there_is_none_either_way(
    case: Store, inferred: bool
) -> None:
    answer = payments(case, "org.international-media-overseas", inferred=inferred)
    assert answer.paths == []
    assert answer.gaps is not None
    first, last = answer.gaps.segments
    assert {"pay.t004", "pay.t008"} <= set(first.edges)
    assert last.edges == ["pay.t042", "pay.t041"]
    assert [one["id"] for one in answer.gaps.gaps] == ["gap.g8"]
    assert answer.gaps.joined is None


def test_every_link_of_denis_katsyv_has_a_reason_and_a_standing(case: Store) -> None:
    answer = ask(Links(id="per.denis-katsyv", limit=1000), case)
    assert "org.prevezon-holdings" in [line.id for line in answer.results]
    views = {edge["id"]: edge for edge in answer.edges}
    for line in answer.results:
        assert len(line.reason.hops) == line.hops >= 1
        assert line.reason.standing.fact or line.reason.standing.conduct
        if line.reason.standing.conduct:
            assert "denied" in line.sentence or "no statement found" in line.sentence
        assert all(hop.edge in views for hop in line.reason.hops)


def test_around_bunicon_impex_money_comes_in_and_goes_out(case: Store) -> None:
    answer = ask(Neighborhood(id=("org.bunicon-impex",)), case)
    group = "col.bunicon-elenast"
    money = [edge for edge in answer.edges if edge["kind"] == "Payment"]
    assert [edge["id"] for edge in money if edge["target"] == group] == ["pay.t010"]
    assert [edge["id"] for edge in money if edge["source"] == group] == ["pay.t011"]
