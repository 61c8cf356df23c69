"""Layers, bands and what can have followed in time, against enumerations."""

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise
from random import Random

import networkx as nx
import pytest

from queries.tracing.flowing import Dated, Moved, bands, by_depth, by_periods, depths, followed
from queries.tracing.periods import UNDATED, Period, PeriodLength, period_of

DAY = 86_400_000


def moved_of(r: Random) -> list[Moved]:
    """Payments among few groups, so that they run in circles."""
    periods = [Period("2007", "2007"), Period("2008", "2008"), Period("2007", "2008"), UNDATED]
    return [
        Moved(
            f"p{n:02}", r.choice("abc"), r.choice("abc"), r.choice(periods),
            r.choice(["USD", "EUR"]), r.randrange(4),
        )
        for n in range(r.randrange(1, 25))
    ]  # fmt: skip


@pytest.mark.parametrize("layered", ["periods", "hops"])
def test_no_cycle_arises_and_every_payment_is_in_one_band(layered: str) -> None:
    circles = 0
    for seed in range(200):
        moved = moved_of(Random(seed))
        found = bands(moved, by_periods(moved) if layered == "periods" else by_depth)
        G = nx.DiGraph([(one.source, one.target) for one in found])
        assert nx.is_directed_acyclic_graph(G)
        assert Counter(p for one in found for p in one.payments) == Counter(m.id for m in moved)
        by_id = {one.id: one for one in moved}
        for band in found:
            for one in (by_id[ident] for ident in band.payments):
                assert (one.source, one.target) == (band.source.group, band.target.group)
                assert (one.period, one.currency) == (band.period, band.currency)
        circles += not nx.is_directed_acyclic_graph(nx.DiGraph((m.source, m.target) for m in moved))
    assert circles > 100


def test_what_is_received_in_one_period_stands_where_the_next_one_begins() -> None:
    first = Moved("1", "a", "b", Period("2007", "2007"), "USD")
    second = Moved("2", "b", "c", Period("2008", "2008"), "USD")
    one, other = bands([second, first], by_periods([first, second]))
    assert one.target == other.source


def reached(payments: list[Dated], starts: set[str]) -> set[str]:
    """By enumeration: payments at the end of some chain with a choice of moments in order."""
    found: set[str] = set()

    def walk(place: str, moment: int, used: frozenset[str]) -> None:
        for one in payments:
            if one.source == place and one.id not in used and one.end >= moment:
                found.add(one.id)
                walk(one.target, max(moment, one.begin), used | {one.id})

    for start in starts:
        walk(start, -1, frozenset())
    return found


def test_money_goes_on_by_the_payments_that_an_enumeration_of_chains_finds() -> None:
    left_out = 0
    for seed in range(400):
        r = Random(seed)
        payments = []
        for n in range(r.randrange(1, 9)):
            begin = r.randrange(6)
            ends = r.choice("abcd"), r.choice("abcd")
            payments.append(Dated(f"{n}", *ends, begin, begin + r.randrange(3)))
        starts = set(r.sample("abcd", 2))
        assert followed(payments, starts) == reached(payments, starts)
        # Back in time from the ends it is the same with the clock turned round.
        back = followed([one.turned for one in payments], starts)
        assert back == {
            one.id
            for one in payments
            if any(chain[-1].target in starts for chain in chains(payments, one))
        }
        left_out += len(payments) - len(reached(payments, starts))
    assert left_out > 400


def chains(payments: list[Dated], first: Dated) -> list[list[Dated]]:
    """Every chain of different payments that begins so and whose moments can be in order."""
    found = [[first]]
    for chain in found:
        moment = max(one.begin for one in chain)
        found += [
            [*chain, one]
            for one in payments
            if one.source == chain[-1].target and one not in chain and one.end >= moment
        ]
    assert all(here.target == there.source for one in found for here, there in pairwise(one))
    return found


def test_depths_are_shortest_paths() -> None:
    for seed in range(50):
        G = nx.gnp_random_graph(8, 0.2, seed=seed, directed=True)
        links = [(str(a), str(b)) for a, b in G.edges]
        expected = nx.single_source_shortest_path_length(G, 0)
        assert depths(links, ["0"]) == {str(node): hops for node, hops in expected.items()}


@pytest.mark.parametrize(
    ("length", "form"),
    [(PeriodLength.DAY, "%Y-%m-%d"), (PeriodLength.MONTH, "%Y-%m"), (PeriodLength.YEAR, "%Y")],
)
def test_a_day_lies_in_the_period_that_its_date_begins_with(
    length: PeriodLength, form: str
) -> None:
    for number in range(0, 20_000, 17):
        day = date(1970, 1, 1) + timedelta(days=number)
        begin = number * DAY
        assert period_of(begin, begin + DAY - 1, length).text == day.strftime(form)


def test_a_date_that_spans_several_periods_lies_in_none_of_them() -> None:
    """28 December 2007 to 3 January 2008."""
    begin = (date(2007, 12, 28) - date(1970, 1, 1)).days * DAY
    span = begin, begin + 7 * DAY - 1
    assert [period_of(*span, one).text for one in PeriodLength] == [
        "", "2007-12-28/2008-01-03", "2007-12/2008-01", "2007-Q4/2008-Q1", "2007/2008",
    ]  # fmt: skip
    assert period_of(None, begin, PeriodLength.YEAR).text == "../2007"
    assert period_of(begin, None, PeriodLength.YEAR).text == "2007/.."
    before, during, since = Period("..", "2007"), Period("2007", "2007"), Period("2007", "..")
    mixed = [UNDATED, since, before, during]
    assert sorted(mixed, key=lambda one: one.order) == [before, during, since, UNDATED]
