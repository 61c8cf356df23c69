"""What an answer holds where nothing connects: segments, declared gaps, the joined route."""

from pathlib import Path
from typing import Any

from graph.store import Store
from queries.gaps import GapsAnswer
from queries.paths import Paths, PathsAnswer
from queries.question import ask
from tests.queries.worlds import gap, world

# The trail of the case in small: three pieces, two joins that are inferred, four declared gaps.
TRAIL = """
    org.treasury -PAID:p04-> col.three
    org.treasury -PAID:p05-> col.three  granularity=aggregate overlaps=p04
    col.three -PAID:p08-> col.seventy
    col.holders -SAME_AS:i1-> col.seventy  inference gap=gap.1
    col.holders -PAID:p10-> col.two
    col.two -PAID:p11-> acc.abroad
    org.unknown -SAME_AS:i2-> col.two  inference gap=gap.2
    org.unknown -PAID:p12-> org.other
    col.shells -SAME_AS:i4-> col.two  inference gap=gap.4 denied
    col.shells -PAID:p14-> org.end
    col.further -PAID:p15-> org.end
    org.end -PAID:p18-> org.beyond
    org.end -HOLDS:h-> acc.idle
"""
GAPS = [
    gap("gap.1", "p08", "p10", "offered"),
    gap("gap.2", "p10 p11", "p12", "offered"),
    gap("gap.4", "p10 p11", "p14", "offered"),
    gap("gap.5", "", "p15"),
    gap("gap.6", "p08", "p99"),
    gap("gap.7", "p14 p15", "p98"),
]


def follow(store: Store, source: str, target: str, **more: Any) -> PathsAnswer:
    asked = {"source": [source], "target": [target], "kind": ["Payment"], "direction": "out"}
    return ask(Paths.model_validate(asked | more), store)


def gaps_of(answer: PathsAnswer) -> GapsAnswer:
    assert answer.paths == []
    assert answer.gaps is not None
    return answer.gaps


def test_segments_touch_the_ends_and_the_joined_route_gives_the_rest(tmp_path: Path) -> None:
    """p11 and p12 lie on no piece between the ends, p18 is behind the end."""
    with world(tmp_path, TRAIL, GAPS) as store:
        found = gaps_of(follow(store, "org.treasury", "org.end"))
    assert [(one.touches, one.edges) for one in found.segments] == [
        ("source", ["p04", "p05", "p08"]),
        ("joined route", ["p10"]),
        ("target", ["p14", "p15"]),
    ]
    assert [one.name for one in found.segments] == [
        "treasury → three → seventy",
        "holders → two",
        "further; shells → end",
    ]


def test_the_gaps_are_those_between_the_segments_and_before_the_last_rows(tmp_path: Path) -> None:
    """2 leads to no segment, 6 and 7 go off them; before p15 nothing is known at all."""
    with world(tmp_path, TRAIL, GAPS) as store:
        found = gaps_of(follow(store, "org.treasury", "org.end"))
    assert [one["id"] for one in found.gaps] == ["gap.1", "gap.4", "gap.5"]


def test_a_gap_before_any_piece_and_before_the_last_rows_is_listed_whatever_is_upstream(
    tmp_path: Path,
) -> None:
    """3 lies before p10 with nothing known upstream; 9 before p14, with a row off the pieces."""
    further = [gap("gap.3", "", "p10"), gap("gap.9", "p18", "p14"), gap("gap.0", "p18", "p10")]
    with world(tmp_path, TRAIL, [*GAPS, *further]) as store:
        found = gaps_of(follow(store, "org.treasury", "org.end"))
    assert [one["id"] for one in found.gaps] == ["gap.1", "gap.3", "gap.4", "gap.5", "gap.9"]


def test_a_gap_behind_which_nothing_is_known_is_listed(tmp_path: Path) -> None:
    with world(tmp_path, TRAIL, [gap("gap.1", "p08", ""), gap("gap.2", "p18", "")]) as store:
        found = gaps_of(follow(store, "org.treasury", "org.end"))
    assert [one["id"] for one in found.gaps] == ["gap.1"]


def test_the_joined_route_is_cut_at_its_inferences(tmp_path: Path) -> None:
    with world(tmp_path, TRAIL, GAPS) as store:
        answer = follow(store, "org.treasury", "org.end")
    joined = gaps_of(answer).joined
    assert joined is not None
    assert [hop.edge for hop in joined.route.hops] == ["p04", "p08", "i1", "p10", "i4", "p14"]
    assert joined.segments == [1, 2, 3]
    assert [(one.edge, one.source, one.target, one.gap) for one in joined.joins] == [
        ("i1", "col.seventy", "col.holders", "gap.1"),
        ("i4", "col.two", "col.shells", "gap.4"),
    ]
    assert [(one.stance, one.note) for one in joined.joins[1].reasons] == [
        ("asserts", "They look alike."),
        ("denies", None),
    ]
    # Everything that is named can be drawn, and the answer as a whole says that it infers.
    assert {"i1", "i4", "p10"} <= {edge["id"] for edge in answer.edges}
    assert answer.meta.inferred


def test_with_inferences_it_is_one_path_with_exactly_those_hops_marked(tmp_path: Path) -> None:
    """p05 is a part of p04, so it is no other route."""
    with world(tmp_path, TRAIL, GAPS) as store:
        answer = follow(store, "org.treasury", "org.end", inferred=True)
    assert answer.gaps is None
    assert [[hop.edge for hop in path.hops] for path in answer.paths] == [
        ["p04", "p08", "i1", "p10", "i4", "p14"]
    ]
    assert answer.paths[0].inferred_hops == ["i1", "i4"]
    assert [hop.gap for hop in answer.paths[0].hops if hop.inferred] == ["gap.1", "gap.4"]


def test_declared_gaps_stand_there_also_where_nothing_joins(tmp_path: Path) -> None:
    """Before p77 the payer is unknown and no inference reaches it: asked for or not."""
    text = TRAIL + "col.network -PAID:p77-> org.away"
    with world(tmp_path, text, [*GAPS, gap("gap.8", "", "p77")]) as store:
        for inferred in (False, True):
            answer = follow(store, "org.treasury", "org.away", inferred=inferred)
            found = gaps_of(answer)
            assert [one.edges for one in found.segments] == [["p04", "p05", "p08"], ["p77"]]
            assert [one["id"] for one in found.gaps] == ["gap.8"]
            assert found.joined is None
            assert not answer.meta.inferred


def test_against_the_flow_the_last_rows_are_at_the_source(tmp_path: Path) -> None:
    with world(tmp_path, TRAIL, GAPS) as store:
        answer = follow(store, "org.end", "org.treasury", direction="in")
    found = gaps_of(answer)
    assert [(one.touches, one.edges) for one in found.segments] == [
        ("source", ["p14", "p15"]),
        ("joined route", ["p10"]),
        ("target", ["p04", "p05", "p08"]),
    ]
    assert found.segments[0].name == "end ← further; shells"
    assert found.segments[2].name == "seventy ← three ← treasury"
    assert [one["id"] for one in found.gaps] == ["gap.1", "gap.4", "gap.5"]


def test_a_join_over_two_pieces_that_touch_the_ends_adds_no_piece(tmp_path: Path) -> None:
    text = "a -PAID:1-> b \n b -SAME_AS:i-> c  inference \n c -PAID:2-> d"
    with world(tmp_path, text, [gap("gap.1", "1", "2")]) as store:
        found = gaps_of(follow(store, "a", "d"))
    assert [(one.number, one.edges) for one in found.segments] == [(1, ["1"]), (2, ["2"])]
    assert found.joined is not None
    assert found.joined.segments == [1, 2]
    # The edge names no gap, and the gap no edge: nothing is guessed.
    assert found.joined.joins[0].gap is None


def test_an_account_that_only_a_bridge_reaches_is_no_part_of_the_trail(tmp_path: Path) -> None:
    """`acc.idle` is held by the end and nothing was paid to it; `acc.used` was paid to."""
    text = TRAIL + "org.end -HOLDS:h2-> acc.used \n col.more -PAID:p20-> acc.used"
    with world(tmp_path, text, GAPS) as store:
        found = gaps_of(follow(store, "org.treasury", "org.end"))
    assert found.segments[-1].edges == ["h2", "p14", "p15", "p20"]


def test_ends_without_any_edge_have_no_segment_and_the_answer_says_how_far_it_looked(
    tmp_path: Path,
) -> None:
    with world(tmp_path, "a \n b") as store:
        answer = follow(store, "a", "b", max_hops=3)
    assert gaps_of(answer) == GapsAnswer()
    assert (answer.nodes, answer.edges) == ([], [])
    assert [limit.limit for limit in answer.meta.limits_hit] == ["max_hops"]
    assert "up to 3 hops" in answer.meta.limits_hit[0].detail
