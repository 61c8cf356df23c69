"""Flows out of a store: what is summed, what is not, and how it is laid out."""

from collections import defaultdict
from pathlib import Path
from random import Random
from typing import Any

import networkx as nx
import pytest

from graph.store import Store
from queries.flow_shapes import FlowLink
from queries.flows import Flows, FlowsAnswer
from queries.question import ask
from tests.queries.worlds import named, records, world


def put(store: Store, text: str, *more: Any) -> None:
    with store.write() as writer:
        writer.put([*records(text), *more], "world")


def flows(store: Store, **asked: Any) -> FlowsAnswer:
    return ask(Flows.model_validate(asked), store)


def told(links: list[FlowLink]) -> list[tuple[Any, ...]]:
    return [(one.source, one.target, one.period, one.min, one.max, one.currency) for one in links]


def why(answer: FlowsAnswer) -> dict[str, list[str]]:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for one in answer.stubs:
        found[one.why] += one.payments
    return dict(found)


def test_the_sums_are_those_of_a_plain_table(store: Store) -> None:
    """Two hundred payments with exact sums and days, added up row by row beside."""
    r = Random(7)
    expected: defaultdict[tuple[str, str, str, str], int] = defaultdict(int)
    lines = []
    for number in range(200):
        source, target = r.sample("abcdef", 2)
        year, amount = r.choice(["2006", "2007", "2009"]), r.randrange(1, 10_000)
        currency = r.choice(["USD", "EUR"])
        date = f"{year}-{r.randrange(1, 13):02}-{r.randrange(1, 28):02}"
        lines.append(
            f"{source} -PAID:p{number:03}-> {target} date={date} amount={amount}_{currency}"
        )
        expected[source, target, year, currency] += amount
    put(store, "\n".join(lines))
    answer = flows(store)
    found = {(one.source[0], one.target[0], one.period, one.currency): one for one in answer.links}
    assert {key: one.value for key, one in found.items()} == {
        key: f"{amount}.00" for key, amount in expected.items()
    }
    assert sum(one.count for one in answer.links) == 200
    assert answer.stubs == []
    assert nx.is_directed_acyclic_graph(
        nx.DiGraph((one.source, one.target) for one in answer.links)
    )
    assert {one.id for one in answer.nodes} == {
        end for one in answer.links for end in (one.source, one.target)
    }


def test_followed_on_the_layers_are_hops_and_what_lies_too_early_is_left_out(
    store: Store,
) -> None:
    """The 2005 payment of b cannot hand on what came in 2007; c pays back to a, which begins."""
    put(store, """
        a -PAID:p1-> b  date=2007 amount=10_USD
        b -PAID:p2-> c  date=2008 amount=about_8_USD x2
        b -PAID:p0-> c  date=2005 amount=99_USD
        c -PAID:p3-> a  date=2009 amount=5_EUR denied
    """)  # fmt: skip
    answer = flows(store, source=["a"])
    assert told(answer.links) == [
        ("a@0", "b@1", "2007", "10.00", "10.00", "USD"),
        ("b@1", "c@2", "2008", "8.00", "8.00", "USD"),
        ("c@2", "a@3", "2009", "5.00", "5.00", "EUR"),
    ]
    assert [one.precision for one in answer.links] == ["exact", "about", "exact"]
    assert [one.contested for one in answer.links] == [0, 0, 1]
    assert [one.returns_to for one in answer.nodes] == [None, None, None, "a@0"]
    assert answer.currencies == ["EUR", "USD"]
    first = answer.links[0]
    assert (first.first, first.last, first.payments) == ("2007-01-01", "2007-12-31", ["p1"])


def test_followed_back_and_between(tmp_path: Path) -> None:
    text = """
        a -PAID:p1-> b  date=2007 amount=1_USD
        b -PAID:p2-> c  date=2008 amount=1_USD
        d -PAID:p3-> c  date=2008 amount=1_USD
        b -PAID:p4-> e  date=2008 amount=1_USD
        c -PAID:p5-> b  date=2006 amount=1_USD
    """
    with world(tmp_path, text) as store:
        back = flows(store, target=["c"])
        both = flows(store, source=["a"], target=["c"])
    assert [(one.source, one.target) for one in back.links] == [
        ("a@0", "b@1"), ("c@0", "b@1"), ("b@1", "c@2"), ("d@1", "c@2")
    ]  # fmt: skip
    assert [one.payments for one in both.links] == [["p1"], ["p2"]]


def test_what_is_no_single_sum_is_a_stub(store: Store) -> None:
    put(store, """
        a -PAID:p1-> b  date=2007 amount=10_USD
        a -PAID:p2-> b  date=2007 amount=90_USD granularity=aggregate
        a -PAID:p3-> b  date=2007
        a -PAID:p4-> b  date=2007 amount=7_USD
        a -PAID:p5-> b  date=2007 amount=8_USD replaces=p4
        h -HOLDS-> acc.1
        h -HOLDS-> acc.2
        acc.1 -PAID:p6-> acc.2  date=2007 amount=3_USD
    """)  # fmt: skip
    answer = flows(store)
    assert [(one.payments, one.value) for one in answer.links] == [(["p1", "p5"], "18.00")]
    assert why(answer) == {
        "total": ["p2"], "no_amount": ["p3"], "replaced": ["p4"], "within": ["p6"]
    }  # fmt: skip
    by_account = flows(store, by="account")
    assert ("acc.1@0", "acc.2@1") in [(one.source, one.target) for one in by_account.links]


def test_what_overlaps_is_a_range_on_one_link_and_named_across_links(tmp_path: Path) -> None:
    """10 and 4 that overlap are at least 10 and at most 14; the 4 to c repeats some of the 10."""
    text = """
        a -PAID:p1-> b  date=2007 amount=10_USD
        a -PAID:p2-> b  date=2007 amount=4_USD overlaps=p1
        a -PAID:p3-> c  date=2007 amount=4_USD overlaps=p1
    """
    with world(tmp_path, text) as store:
        one, other = flows(store).links
    assert (one.min, one.max, one.value, one.overlapping) == (
        "10.00",
        "14.00",
        "10.00",
        ["p1", "p2"],
    )
    assert (one.repeated, other.repeated) == (["p3"], ["p1"])


def test_currencies_are_never_added(tmp_path: Path) -> None:
    text = """
        a -PAID:p1-> b  date=2007 amount=10_USD
        a -PAID:p2-> b  date=2007 amount=10_EUR
        a -PAID:p3-> b  date=2007 amount=10_XXX
    """
    with world(tmp_path, text) as store:
        answer = flows(store)
        only = flows(store, currency="EUR")
    assert [(one.currency, one.value) for one in answer.links] == [
        ("EUR", "10.00"), ("USD", "10.00"), ("XXX", "10.00")
    ]  # fmt: skip
    assert [one.payments for one in only.links] == [["p2"]]


def test_by_country_the_holder_decides_and_several_are_not_one(tmp_path: Path) -> None:
    text = """
        h -HOLDS-> acc.1
        acc.1 -PAID:p1-> b  date=2007 amount=10_USD
        b -PAID:p2-> c      date=2007 amount=10_USD
    """
    more = [named("h", countries=["CY"]), named("b", countries=["RU", "CY"])]
    with world(tmp_path, text, more) as store:
        answer = flows(store, by="country", period="none")
    assert [(one.source, one.target, one.period) for one in answer.links] == [
        ("CY@0", "CY or RU@1", ""), ("CY or RU@0", "no country stated@1", "")
    ]  # fmt: skip
    assert {one.kind for one in answer.nodes} == {"Country"}


def test_where_the_flows_stop_a_stub_counts_what_goes_on(tmp_path: Path) -> None:
    text = """
        a -PAID:p1-> b  date=2007 amount=10_USD
        b -PAID:p2-> c  date=2008 amount=10_USD
        b -PAID:p3-> d  date=2008 amount=10_USD
    """
    with world(tmp_path, text) as store:
        (stub,) = flows(store, source=["a"], max_hops=1).stubs
        (back,) = flows(store, target=["c"], max_hops=1).stubs
    assert (stub.source, stub.target, stub.why, stub.count) == ("b@1", None, "beyond", 2)
    assert (back.source, back.target, back.count) == (None, "b@0", 1)


def test_followed_back_a_stub_stands_at_the_first_layer_of_its_group(tmp_path: Path) -> None:
    """Of two parties tied to Russia the first is the one that was not followed back further."""
    text = """
        x -PAID:p1-> a  date=2006 amount=10_USD
        a -PAID:p2-> b  date=2007 amount=10_USD
        b -PAID:p3-> c  date=2008 amount=10_USD
    """
    more = [named("a", countries=["RU"]), named("b", countries=["RU"])]
    with world(tmp_path, text, more) as store:
        answer = flows(store, target=["c"], max_hops=2, by="country")
    assert [(one.source, one.target) for one in answer.links] == [
        ("RU@0", "RU@1"), ("RU@1", "no country stated@2")
    ]  # fmt: skip
    assert [(one.source, one.target, one.count) for one in answer.stubs] == [(None, "RU@0", 1)]


@pytest.mark.parametrize("source", [[], ["a"]])
def test_what_is_to_be_avoided_is_left_out_altogether(tmp_path: Path, source: list[str]) -> None:
    text = """
        h -HOLDS-> acc.1
        h -HOLDS-> acc.2
        a -PAID:p1-> acc.1  date=2007 amount=10_USD
        a -PAID:p2-> acc.2  date=2007 amount=10_USD
        acc.1 -PAID:p3-> b  date=2008 amount=10_USD
    """
    with world(tmp_path, text) as store:
        account = flows(store, source=source, avoid=["acc.1"])
        holder = flows(store, source=source, avoid=["h"])
    assert [one.payments for one in account.links] == [["p2"]]
    assert holder.links == []


@pytest.mark.parametrize(("limit", "links", "cut"), [(1, 1, True), (2, 2, False)])
def test_a_cut_list_says_so(tmp_path: Path, limit: int, links: int, cut: bool) -> None:
    text = """
        a -PAID:p1-> b  date=2007 amount=10_USD
        a -PAID:p2-> b  date=2008 amount=10_USD
    """
    with world(tmp_path, text) as store:
        answer = flows(store, limit=limit)
    assert (len(answer.links), answer.meta.truncated) == (links, cut)
