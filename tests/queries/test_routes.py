"""Routes out of a store: against an enumeration, and what an answer says of each."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from graph.errors import BadRequest
from graph.evidence import Claim, ClaimKind
from graph.store import Store, Writable
from graph.traversal import Link
from queries.costs import by_evidence
from queries.question import ask
from queries.routes import Routes, RoutesAnswer
from queries.tracing.on_the_way import Ways
from queries.tracing.transfers import Objective, Transfer, Wish
from tests.queries.tracing.test_routes_in_time import expected, world_of
from tests.queries.worlds import gap, records, world

# How an edge is said in a world, and the tier and the sources that it then has.
SAID = [("document x2", 2, 2), ("document", 2, 1), ("x2", 1, 2), ("", 1, 1)]
WORLDS = 60


def put(store: Store, text: str, *more: Writable) -> None:
    with store.write() as writer:
        writer.put([*records(text), *more], "world")


def routes(store: Store, source: str = "a", target: str = "c", **asked: Any) -> RoutesAnswer:
    given = {"source": source.split(), "target": target.split(), **asked}
    return ask(Routes.model_validate(given), store)


def ids(answer: RoutesAnswer) -> list[list[str]]:
    return [[hop.edge for hop in route.hops] for route in answer.routes]


def day(number: int) -> str:
    return (date(2008, 1, 1) + timedelta(days=number)).isoformat()


def dated(one: Transfer) -> str:
    """The first moments of two days, as a claim gives a date."""
    if one.first is None and one.last is None:
        return ""
    ends = [".." if it is None else f"{day(it)}T00:00" for it in (one.first, one.last)]
    return f" date={ends[0] if ends[0] == ends[1] else '/'.join(ends)}"


def as_lines(seed: int) -> tuple[str, list[Transfer], set[str], set[str], Wish]:
    """A random world as a text for a store, and as the enumeration takes it: the same ids."""
    transfers, sources, targets, wish = world_of(seed)

    def named(one: str) -> str:
        return f"acc.w{seed}-{one}" if one in wish.holders else f"w{seed}-{one}"

    lines = [named(one) for one in "abcde"]
    same: list[Transfer] = []
    for one in transfers:
        said, tier, sources_ = SAID[one.weight]
        ident, source, target = f"w{seed}-{one.id}", named(one.source), named(one.target)
        amount = "" if one.amount is None else f" amount={one.amount}_{one.currency}"
        lines.append(f"{source} -PAID:{ident}-> {target} {said}{dated(one)}{amount}")
        weight = by_evidence(Link(ident, "Payment", source, target, tier, sources_, False))
        same.append(one._replace(id=ident, source=source, target=target, weight=weight))
    for account, holder in wish.holders.items():
        lines.append(f"w{seed}-{holder} -HOLDS-> {named(account)}")
    ends = [{named(one) for one in some} for some in (sources, targets)]
    wish = replace(
        wish,
        holders={named(one): f"w{seed}-{holder}" for one, holder in wish.holders.items()},
        closed=tuple(named(one) for one in wish.closed if one not in sources | targets),
    )
    return "\n".join(lines), same, ends[0], ends[1], wish


def question(sources: set[str], targets: set[str], wish: Wish, k: int) -> Routes:
    """The same question, as somebody would ask it of the store."""
    return Routes.model_validate(
        {
            "source": sorted(sources),
            "target": sorted(targets),
            "k": k,
            "objective": wish.objective,
            "certain": wish.certain,
            "max_hops": wish.max_hops,
            "max_dwell": wish.max_dwell,
            "min_carry": None if wish.min_carry is None else float(wish.min_carry),
            "after": None if wish.after is None else day(wish.after),
            "before": None if wish.before is None else day(wish.before),
            "avoid": list(wish.closed),
            "hub_limit": 0,
        }
    )


def test_the_routes_are_the_first_k_of_an_enumeration_on_both_stores(store: Store) -> None:
    """Sixty random worlds side by side in one store, under every objective and kind of limit."""
    drawn = {seed: as_lines(seed) for seed in range(WORLDS)}
    put(store, "\n".join(text for text, *_ in drawn.values()))
    met: Counter[Objective] = Counter()
    for seed, (_, transfers, sources, targets, wish) in drawn.items():
        k = 1 + seed % 7
        answer = ask(question(sources, targets, wish, k), store)
        assert ids(answer) == [
            list(one) for one in expected(transfers, sources, targets, wish)[:k]
        ], seed
        met[wish.objective] += bool(answer.routes)
    assert len(met) == len(Objective)
    assert min(met.values()) > WORLDS // 30


def test_a_possible_route_names_the_date_that_decides(store: Store) -> None:
    """The first payment, of 2008, may have been made after that of 5 March."""
    put(store, """
        a -PAID:p1-> b  date=2008 amount=10_USD
        b -PAID:p2-> c  date=2008-03-05 amount=7_USD x2
    """)  # fmt: skip
    (route,) = routes(store).routes
    assert (route.certain, route.decides) == (False, "p1")
    assert [(one.reason, one.payments) for one in route.open_dates] == [("order", ["p1", "p2"])]
    assert route.open_dates[0].words == (
        "p2 (on 5 March 2008) may have been made before p1 (in 2008)."
    )
    assert [hop.follows for hop in route.hops] == ["certain", "possible"]
    assert (route.arrives_first, route.arrives_last) == ("2008-03-05", "2008-03-05")
    assert (route.bottleneck.value, route.bottleneck.currency) == ("7.00", "USD")
    assert route.weakest == ["p1"]
    assert route.hops[1].asserted_by == ["P1", "P2"]
    assert route.hops[0].claims == ["p1.c1", "p1.c2", "p1.c3"]
    assert "calculated by Clew, if the payments were made as claimed" in route.words[0]
    assert ids(routes(store, certain=True)) == []


def test_payments_that_join_the_ends_the_wrong_way_round_in_time_are_no_route(
    store: Store,
) -> None:
    put(store, """
        a -PAID:p1-> b  date=2009
        b -PAID:p2-> c  date=2008-02
    """)  # fmt: skip
    answer = routes(store)
    assert answer.routes == []
    assert answer.gaps is None
    assert answer.untimely is not None
    assert answer.untimely.payments == ["p1", "p2"]
    assert answer.untimely.words == [
        "p2 (in February 2008) was made before p1 (in 2009), which would have to come first."
    ]
    assert [one["id"] for one in answer.edges] == ["p1", "p2"]


def test_the_answer_says_what_keeps_a_joining_chain_from_being_certain_or_whole(
    store: Store,
) -> None:
    put(store, """
        a -PAID:p1-> b  date=2008-02-01 amount=5000_USD
        b -PAID:p2-> c  date=2008-02-01 amount=5_USD
    """)  # fmt: skip
    words = [
        (answer.untimely.words if answer.untimely else [])
        for answer in (routes(store, certain=True), routes(store, min_carry=0.5))
    ]
    assert words == [
        ["p2 (on 1 February 2008) may have been made before p1 (on 1 February 2008)."],
        ["p2 passes on too small a share of p1."],
    ]


def test_an_inferred_or_rough_date_makes_no_route_certain(tmp_path: Path) -> None:
    """Both come in the right order, but what bounds the second is somebody's conclusion."""
    text = """
        a -PAID:p1-> b  date=2007
        b -PAID:p2-> c
        a -PAID:p3-> d  date=2007
        d -PAID:p4-> c  date=2009~
    """
    inferred = Claim(
        id="p2.c9", about="p2", kind=ClaimKind.INFERENCE, field="date", value="2008", by="Editors",
        cites="s.1", at="1", note="It fits.",
    )  # fmt: skip
    with world(tmp_path, text, [inferred]) as store:
        found = {route.hops[0].edge: route for route in routes(store).routes}
        assert ids(routes(store, certain=True)) == []
    assert [one.reason for one in found["p1"].open_dates] == ["inferred"]
    assert [one.reason for one in found["p3"].open_dates] == ["about"]
    assert found["p1"].decides == "p2"
    assert found["p1"].open_dates[0].words == (
        "No source states the date of p2 (in 2008, as somebody infers)."
    )


def test_a_holder_bridges_its_accounts_and_the_answer_says_where(store: Store) -> None:
    """In at one account, on from another; and the party asked for owns the account that paid."""
    put(store, """
        a -HOLDS:ha-> acc.a
        h -HOLDS:h1-> acc.1
        h -HOLDS:h2-> acc.2  period=2009_to_2010
        acc.a -PAID:p1-> acc.1  date=2008
        acc.2 -PAID:p2-> c      date=2009-06-01
    """)  # fmt: skip
    answer = routes(store)
    (route,) = answer.routes
    assert route.nodes == ["a", "h", "c"]
    assert [
        (one.holder, one.arrived, one.left, one.hop, one.edges, one.held) for one in route.bridges
    ] == [
        ("a", "a", "acc.a", 0, ["ha"], "undated"),
        ("h", "acc.1", "acc.2", 1, ["h1", "h2"], "undated"),
    ]
    assert {"ha", "h1", "h2"} <= {one["id"] for one in answer.edges}


def test_an_account_counts_as_its_holders_only_while_it_was(tmp_path: Path) -> None:
    """The account paid in 2009, and was h's until 2008."""
    text = """
        h -HOLDS:h1-> acc.1
        h -HOLDS:h2-> acc.2  period=.._to_2008
        a -PAID:p1-> acc.1  date=2008
        acc.2 -PAID:p2-> c  date=2009-06-01
    """
    with world(tmp_path, text) as store:
        answer = routes(store)
    assert answer.routes == []
    assert "acc.2 does not count as its holder's" in " ".join(answer.meta.warnings)


def test_an_account_with_two_holders_stands_for_neither(tmp_path: Path) -> None:
    text = """
        h -HOLDS-> acc.1
        g -HOLDS-> acc.1
        a -PAID:p1-> acc.1  date=2008
        acc.1 -PAID:p2-> c  date=2009
        h -PAID:p3-> c      date=2009
    """
    with world(tmp_path, text) as store:
        answer = routes(store)
    assert ids(answer) == [["p1", "p2"]]
    assert answer.meta.warnings == ["acc.1 has several holders, so it stands for none of them."]


def test_no_amount_leaves_the_bottleneck_unknown_and_says_why(tmp_path: Path) -> None:
    text = """
        a -PAID:p1-> b  date=2008 amount=10_USD
        b -PAID:p2-> c  date=2009
        a -PAID:p3-> d  date=2008 amount=10_USD
        d -PAID:p4-> c  date=2009 amount=about_7_EUR
    """
    with world(tmp_path, text) as store:
        found = routes(store).routes
    assert [(one.bottleneck.value, one.bottleneck.why) for one in found] == [
        (None, "no single sum is stated for p2"),
        (None, "the payments are in several currencies"),
    ]


def test_what_two_datasets_tell_of_is_one_route(store: Store) -> None:
    """The same parties, day and sum: one transfer; the total is no other way either."""
    put(store, """
        a -PAID:p1-> b  date=2008-02-01 amount=10_USD document
        a -PAID:p3-> b  date=2008-02 amount=30_USD granularity=aggregate overlaps=p1
        b -PAID:p2-> c  date=2008-02-09 amount=10_USD
    """)  # fmt: skip
    with store.write() as writer:
        text = "a -PAID:q1-> b  date=2008-02-01 amount=10_USD"
        told = [one for one in records(text) if one.id.startswith("q1")]
        again = [
            one.model_copy(update={"dataset": "another"}) if isinstance(one, Claim) else one
            for one in told
        ]
        writer.put(again, "another")
    answer = routes(store)
    assert ids(answer) == [["p1", "p2"]]
    assert answer.routes[0].hops[0].repeated_by == ["p3", "q1"]


@pytest.mark.parametrize(("inferred", "joined"), [(False, False), (True, True)])
def test_a_gap_gives_segments_and_a_joined_route_only_where_it_is_asked_for(
    store: Store, inferred: bool, joined: bool
) -> None:
    put(store, """
        a -PAID:p1-> b  date=2008
        d -PAID:p2-> c  date=2009
        b -SAME_AS:i1-> d  inference gap=gap.g1
    """, gap("gap.g1", "p1", "p2", "offered"))  # fmt: skip
    answer = routes(store, inferred=inferred)
    assert answer.routes == []
    assert answer.untimely is None
    assert answer.gaps is not None
    assert [one.edges for one in answer.gaps.segments] == [["p1"], ["p2"]]
    assert [one["id"] for one in answer.gaps.gaps] == ["gap.g1"]
    assert (answer.gaps.joined is not None) is joined
    assert ("i1" in {one["id"] for one in answer.edges}) is joined


def test_a_payment_that_rests_on_inference_is_passed_only_where_it_is_asked_for(
    tmp_path: Path,
) -> None:
    with world(tmp_path, "a -PAID:p1-> c  inference date=2008") as store:
        assert ids(routes(store)) == []
        (route,) = routes(store, inferred=True).routes
    assert route.inferred
    assert route.hops[0].inferred


def test_a_hub_is_not_passed_and_said(tmp_path: Path) -> None:
    text = "a -PAID:p1-> b\n b -PAID:p2-> c\n" + "\n".join(f"b -PAID-> x{n}" for n in range(4))
    with world(tmp_path, text) as store:
        assert ids(routes(store, hub_limit=6)) == [["p1", "p2"]]
        answer = routes(store, hub_limit=5)
    assert answer.routes == []
    assert ("hub_limit", "b") in [(one.limit, one.at) for one in answer.meta.limits_hit]


def test_questions_that_make_no_sense_say_what_to_mend(tmp_path: Path) -> None:
    text = """
        a -PAID:p1-> b  amount=1_USD
        b -PAID:p2-> c  amount=1_EUR
        h -HOLDS-> acc.1
    """
    with world(tmp_path, text) as store:
        with pytest.raises(BadRequest, match="EUR, USD"):
            routes(store, objective="widest")
        with pytest.raises(BadRequest, match="cannot be both"):
            routes(store, avoid=["a"])
        same = routes(store, "h", "acc.1")
    assert same.meta.warnings == [
        "h is both a source and a target: no route is asked for between them."
    ]


def test_to_avoid_an_account_leaves_its_holder_open(tmp_path: Path) -> None:
    """Nothing into the avoided account and nothing out of it; what h does elsewhere stays."""
    text = """
        h -HOLDS-> acc.1
        h -HOLDS-> acc.2
        a -PAID:p1-> acc.1  date=2008
        a -PAID:p2-> acc.2  date=2008
        acc.1 -PAID:p3-> c  date=2009
        acc.2 -PAID:p4-> c  date=2009
    """
    with world(tmp_path, text) as store:
        assert len(routes(store).routes) == 4
        assert ids(routes(store, avoid=["acc.1"])) == [["p2", "p4"]]
        assert ids(routes(store, avoid=["h"])) == []


def test_a_range_is_no_single_sum(tmp_path: Path) -> None:
    with world(tmp_path, "a -PAID:p1-> c  date=2008 amount=5..7_USD") as store:
        (route,) = routes(store).routes
    assert (route.bottleneck.value, route.bottleneck.why) == (
        None,
        "no single sum is stated for p1",
    )


def test_where_the_budget_ends_the_answer_says_how_far_it_looked(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Seven payments lie next to the ends, of which three are brought in: no hop is whole."""
    monkeypatch.setattr(Ways.fetch, "__defaults__", (3,))
    put(store, "\n".join(f"a -PAID-> x{n}\n y{n} -PAID-> c" for n in range(7)))
    answer = routes(store)
    assert answer.meta.truncated
    assert [one.limit for one in answer.meta.limits_hit] == ["max_hops", "edge_budget"]
    assert "routes of up to 0 payments were looked for" in answer.meta.limits_hit[1].detail
