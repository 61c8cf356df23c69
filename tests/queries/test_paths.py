"""Paths on real stores: against networkx on random worlds, then one fact each."""

import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from graph.errors import BadRequest, NotFound
from graph.store import Store
from graph.traversal import Direction, EdgeFilter
from queries.costs import WEIGHTS, Cost
from queries.find_paths import Mode
from queries.paths import Paths, PathsAnswer
from queries.question import ask
from tests.queries.test_simple_paths import expected
from tests.queries.worlds import NODES, named, pictures, world

HUB_LIMIT = 4


def paths(store: Store, source: str, target: str, **more: Any) -> PathsAnswer:
    question = {"source": source.split(), "target": target.split(), **more}
    return ask(Paths.model_validate(question), store)


def ids(answer: PathsAnswer) -> list[str]:
    """Each path as its edges: `1 2 3`."""
    return [" ".join(hop.edge for hop in path.hops) for path in answer.paths]


ENDS = st.sets(st.sampled_from(NODES), min_size=1, max_size=2)
ONE = st.sets(st.sampled_from(NODES), max_size=1)
QUESTIONS = st.fixed_dictionaries(
    {
        "source": ENDS,
        "target": ENDS,
        "mode": st.sampled_from(Mode),
        "k": st.just(3),
        "cost": st.sampled_from(Cost),
        "direction": st.sampled_from(Direction),
        "kind": st.sampled_from([(), ("Payment",), ("Payment", "Associate")]),
        "inferred": st.booleans(),
        "stop_at": ONE,
        "via": ONE,
        "max_hops": st.sampled_from([1, 3, 6]),
        "hub_limit": st.just(HUB_LIMIT),
    }
).filter(lambda asked: not asked["stop_at"] & asked["via"])


@settings(max_examples=300, deadline=None, derandomize=True)
@given(pictures(), QUESTIONS)
def test_what_is_found_is_what_networkx_finds_on_all_edges(
    picture: str, asked: dict[str, Any]
) -> None:
    question = Paths.model_validate(asked)
    sources, targets, via = set(question.source), set(question.target), set(question.via)
    with tempfile.TemporaryDirectory() as folder, world(Path(folder), picture) as store:
        with store.read() as reader:
            every, _ = reader.expand(NODES, Direction.ANY, EdgeFilter(inferred=True))
            visits = reader.visits(NODES)
        answer = ask(question, store)
    followed = {*question.kind, "AccountHolder"}
    links = [
        link
        for link in every
        if (not question.kind or link.kind in followed) and link.inferred <= question.inferred
    ]
    hubs = {one for one in NODES if visits[one].degree > HUB_LIMIT}
    closed = ({*hubs, "cty.cy"} - via) | set(question.stop_at)
    weight = WEIGHTS[question.cost]
    both_ways = {"Associate", "AccountHolder"}
    by_id = {link.id: link for link in links}
    wanted = [
        path
        for path in expected(
            links,
            sources,
            targets,
            question.direction,
            closed,
            question.max_hops,
            weight,
            both_ways,
        )
        if via <= {end for one in path for end in (by_id[one].source, by_id[one].target)}
    ]
    trivial = sorted(one for one in sources & targets if via <= {one})
    costs = [sum(weight(by_id[one]) for one in path) for path in wanted]
    if question.mode is Mode.SHORTEST:
        wanted = [path for path, one in zip(wanted, costs, strict=True) if one == costs[0]]
        wanted = [] if trivial else wanted
    elif question.mode is Mode.K:
        wanted = wanted[: 3 - len(trivial)]
    assert [path.nodes for path in answer.paths if not path.hops] == [[one] for one in trivial]
    assert ids(answer)[len(trivial) :] == [" ".join(path) for path in wanted]
    for path in answer.paths:
        check_shape(path, {edge["id"]: edge for edge in answer.edges})
    assert (answer.gaps is None) == bool(answer.paths)
    assert not answer.meta.truncated


def check_shape(path: Any, edges: dict[str, Any]) -> None:
    """Hops follow one another, and what the path says is what its edges say."""
    assert path.nodes == [*(hop.source for hop in path.hops), path.nodes[-1]]
    assert path.nodes[1:] == [hop.target for hop in path.hops]
    for hop in path.hops:
        edge = edges[hop.edge]
        ends = (edge["source"], edge["target"])
        assert ends == ((hop.source, hop.target) if hop.forward else (hop.target, hop.source))
        assert (hop.tier, hop.inferred) == (edge["evidence"]["tier"], edge["evidence"]["inferred"])
    assert path.inferred_hops == [hop.edge for hop in path.hops if hop.inferred]
    assert sum(path.tiers) == path.length == len(path.hops)


def test_money_goes_on_from_an_account_to_its_holder_and_the_answer_says_where(
    tmp_path: Path,
) -> None:
    """a pays an account of b, and b pays c: the account and b are joined against the arrow."""
    text = "a -PAID:1-> acc.x \n b -HOLDS:h-> acc.x \n b -PAID:2-> c"
    with world(tmp_path, text) as store:
        answer = paths(store, "a", "c", kind=["Payment"], direction="out")
        assert ids(answer) == ["1 h 2"]
        assert answer.paths[0].bridges == ["h"]
        assert [hop.forward for hop in answer.paths[0].hops] == [True, False, True]
        # Ownership is no payment, so nothing bridges.
        assert ids(paths(store, "a", "c", kind=["Ownership"], direction="out")) == []


def test_a_symmetric_kind_is_followed_both_ways(tmp_path: Path) -> None:
    with world(tmp_path, "b -ASSOCIATE_OF:1-> a \n b -PAID:2-> c \n d -PAID:3-> a") as store:
        assert ids(paths(store, "a", "c", direction="out")) == ["1 2"]
        assert ids(paths(store, "a", "d", direction="out")) == []
        assert ids(paths(store, "a", "d", direction="in")) == ["3"]


def test_a_connector_is_an_end_and_a_middle_only_where_asked_for(tmp_path: Path) -> None:
    text = "per.a -PARTY_TO:1-> cas.x \n per.b -PARTY_TO:2-> cas.x"
    with world(tmp_path, text) as store:
        assert ids(paths(store, "per.a", "per.b")) == []
        assert ids(paths(store, "per.a", "cas.x")) == ["1"]
        assert ids(paths(store, "per.a", "per.b", pass_through=["CourtCase"])) == ["1 2"]
        assert ids(paths(store, "per.a", "per.b", via=["cas.x"])) == ["1 2"]


def test_a_hub_is_not_passed_and_stands_in_limits_hit(tmp_path: Path) -> None:
    """The hub has three links; with a limit of two it is met and not passed."""
    with world(tmp_path, "a -OWNS:1-> hub \n hub -OWNS:2-> b \n hub -OWNS:3-> c") as store:
        answer = paths(store, "a", "b", hub_limit=2)
        assert ids(answer) == []
        met = [limit for limit in answer.meta.limits_hit if limit.limit == "hub_limit"]
        assert [limit.at for limit in met] == ["hub"]
        assert "hub has 3 links" in met[0].detail
        looked = [limit for limit in answer.meta.limits_hit if limit.limit == "max_hops"]
        assert "up to 6 hops" in looked[0].detail
        assert ids(paths(store, "a", "b", hub_limit=3)) == ["1 2"]
        assert ids(paths(store, "a", "b", hub_limit=0)) == ["1 2"]
        # An end is exempt, and so not among what was left out.
        to_hub = paths(store, "a", "hub", hub_limit=2)
        assert (ids(to_hub), to_hub.meta.limits_hit) == (["1"], [])


def test_an_edge_set_aside_lies_on_no_path(tmp_path: Path) -> None:
    with world(tmp_path, "a -OWNS:1-> b  aside \n a -OWNS:2-> b") as store:
        assert ids(paths(store, "a", "b")) == ["2"]


def test_what_everybody_denies_or_took_back_joins_nothing(tmp_path: Path) -> None:
    """A denial beside an assertion contests and does not lower; a denial alone joins nothing."""
    with world(tmp_path, "a -OWNS:1-> b  denied") as store:
        answer = paths(store, "a", "b", min_standing="refuted")
        assert ids(answer) == ["1"]
        assert answer.paths[0].contested
        assert answer.meta.contested


def test_min_standing_binds_by_tier_on_the_other_ladder(tmp_path: Path) -> None:
    """`documented` is tier 2, which a mere allegation does not reach."""
    text = "a -ACCUSED_OF:1-> evt.x \n a -ACCUSED_OF:2-> evt.x  admission \n a -OWNS:3-> b"
    with world(tmp_path, text) as store:
        assert ids(paths(store, "a", "evt.x", min_standing="documented")) == ["2"]
        assert ids(paths(store, "a", "b", min_standing="documented")) == []


def test_an_inferred_hop_is_marked_and_exempt_from_min_standing(tmp_path: Path) -> None:
    text = "a -PAID:1-> b  record \n b -SAME_AS:i-> c  inference \n c -PAID:2-> d  record"
    with world(tmp_path, text) as store:
        asked = {"kind": ["Payment"], "direction": "out", "min_standing": "official_record"}
        assert ids(paths(store, "a", "d", **asked)) == []
        path = paths(store, "a", "d", inferred=True, **asked).paths[0]
        assert (path.inferred, path.inferred_hops, path.tiers) == (True, ["i"], [1, 0, 2, 0])


def test_dates_keep_what_may_have_held(tmp_path: Path) -> None:
    """`2008-02` may be the 29th, so the last day of February keeps it and March does not."""
    with world(tmp_path, "a -PAID:1-> b  date=2008-02 \n a -PAID:2-> b") as store:
        assert ids(paths(store, "a", "b", valid_at="2008-02-29")) == ["1", "2"]
        assert ids(paths(store, "a", "b", after="2008-03-01")) == ["2"]
        assert ids(paths(store, "a", "b", after="2008-02-29", undated="exclude")) == ["1"]
        assert ids(paths(store, "a", "b", before="2008-01-31", undated="exclude")) == []
        assert ids(paths(store, "a", "b", undated="exclude")) == ["1"]
        assert paths(store, "a", "b").meta.undated == 1


def test_conduct_in_a_field_is_listed_at_the_hop_and_lowers_nothing(tmp_path: Path) -> None:
    text = "a -PAID:1-> b  record proceeds_of=evt.theft denied:proceeds_of \n evt.theft"
    with world(tmp_path, text) as store:
        path = paths(store, "a", "b").paths[0]
        assert (path.standing.fact, path.standing.conduct) == ("official_record", None)
        said = path.hops[0].conduct[0]
        assert (said.field, said.value, said.standing) == ("proceeds_of", "evt.theft", "alleged")
        assert (said.contested, said.denied_by) == (True, ["Denier"])
        assert path.contested


def test_the_standing_of_a_path_is_its_weakest_hop_on_each_ladder(tmp_path: Path) -> None:
    text = """a -OWNS:1-> b  record
              b -CONTROLS:2-> c  document
              c -ACCUSED_OF:3-> evt.x  conviction
              per.d -ACCUSED_OF:4-> evt.x  charge"""
    with world(tmp_path, text) as store:
        path = paths(store, "a", "per.d").paths[0]
        assert (path.standing.fact, path.standing.conduct) == ("documented", "charged")
        # charge is tier 1; record and document are tier 2; a conviction is tier 3.
        assert path.tiers == [0, 1, 2, 1]


def test_a_part_or_total_of_a_payment_is_no_other_path(tmp_path: Path) -> None:
    """2 is a part of 1 and 3 a total of it; 4 is another payment."""
    text = """a -PAID:1-> b
              a -PAID:2-> b  granularity=aggregate overlaps=1
              a -PAID:3-> b  granularity=aggregate document overlaps=1
              a -PAID:4-> b"""
    with world(tmp_path, text) as store:
        answer = paths(store, "a", "b")
        assert ids(answer) == ["1", "4"]
        assert answer.paths[0].hops[0].repeated_by == ["2", "3"]
        # By evidence the total is documented and so a better way than what it repeats.
        assert ids(paths(store, "a", "b", cost="evidence")) == ["3", "1", "4"]


def test_shortest_shows_every_tie_and_pages_say_that_more_follow(tmp_path: Path) -> None:
    text = "a -PAID:1-> b \n a -PAID:2-> b \n a -PAID:3-> b \n a -PAID:4-> c \n c -PAID:5-> b"
    with world(tmp_path, text) as store:
        assert ids(paths(store, "a", "b", mode="shortest")) == ["1", "2", "3"]
        cut = paths(store, "a", "b", mode="shortest", limit=2)
        assert (ids(cut), cut.meta.truncated) == (["1", "2"], True)
        rest = paths(store, "a", "b", mode="all", limit=2, offset=2)
        assert (ids(rest), rest.meta.truncated) == (["3", "4 5"], False)


def test_the_same_path_has_the_same_id_in_every_answer(tmp_path: Path) -> None:
    with world(tmp_path, "a -PAID:1-> b \n b -PAID:2-> c \n a -PAID:3-> b") as store:
        first, second = paths(store, "a", "c").paths
        again = paths(store, "a", "c", cost="evidence", via=["b"]).paths
        assert [path.id for path in again] == [first.id, second.id]
        assert first.id != second.id


def test_an_entity_is_connected_to_itself_by_no_hops(tmp_path: Path) -> None:
    with world(tmp_path, "a -PAID:1-> b \n b -PAID:2-> a") as store:
        answer = paths(store, "a", "a")
        assert [(path.nodes, path.length) for path in answer.paths] == [(["a"], 0)]
        assert "both a source and a target" in answer.meta.warnings[0]
        assert [node["id"] for node in answer.nodes] == ["a"]


def test_an_end_of_a_payment_whom_nobody_accuses_is_said_to_be_so(tmp_path: Path) -> None:
    text = "a -PAID:1-> b \n b -ACCUSED_OF:2-> evt.x"
    with world(tmp_path, text) as store:
        told = {node["id"]: node.get("not_accused") for node in paths(store, "a", "b").nodes}
        assert told == {"a": "not accused in the sources read", "b": None}


@pytest.mark.parametrize("where", ["source", "target", "via", "avoid", "stop_at"])
def test_an_unknown_id_is_not_found(tmp_path: Path, where: str) -> None:
    with world(tmp_path, "a -PAID:1-> b") as store, pytest.raises(NotFound, match="nobody"):
        ask(Paths.model_validate({"source": ["a"], "target": ["b"], where: ["nobody"]}), store)


def test_nothing_is_both_asked_for_and_avoided(tmp_path: Path) -> None:
    with world(tmp_path, "a -PAID:1-> b \n b -PAID:2-> c") as store:
        for asked in ({"avoid": ["a"]}, {"avoid": ["b"], "via": ["b"]}):
            with pytest.raises(BadRequest, match="avoid"):
                paths(store, "a", "c", **asked)
        with pytest.raises(BadRequest, match="stop_at"):
            paths(store, "a", "c", stop_at=["b"], via=["b"])
        assert ids(paths(store, "a", "c", avoid=["b"])) == []
        assert ids(paths(store, "a", "c", stop_at=["b"])) == []
        assert ids(paths(store, "a", "b", stop_at=["b"])) == ["1"]


def test_a_misspelt_kind_is_refused_with_the_kinds_there_are() -> None:
    with pytest.raises(ValidationError, match="'Ownership', 'Participation', 'Payment'"):
        Paths.model_validate({"source": ["a"], "target": ["b"], "kind": ["Paymnt"]})


def test_every_node_and_edge_of_the_paths_is_in_the_answer_once(tmp_path: Path) -> None:
    text = "a -PAID:1-> b \n a -PAID:2-> b \n b -PAID:3-> c"
    with world(tmp_path, text, [named("b", summary="The middle.")]) as store:
        answer = paths(store, "a", "c")
        assert [node["id"] for node in answer.nodes] == ["a", "b", "c"]
        assert [edge["id"] for edge in answer.edges] == ["1", "3", "2"]
        G = answer.to_networkx()
        assert sorted(keys(G.edges(keys=True))) == ["1", "2", "3"]
        assert G.nodes["b"]["summary"] == "The middle."


def keys(edges: Iterable[tuple[str, str, str]]) -> list[str]:
    return [key for _, _, key in edges]
