"""Routes in time against an enumeration of all simple routes and all choices of their dates."""

from collections import Counter
from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import pairwise, permutations, product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import BadRequest
from queries.tracing.routes_in_time import Bridge, Found, Route, routes_in_time
from queries.tracing.transfers import Doubt, Objective, Reason, Transfer, Wish

NODES = "abcde"
# Open ends reach as far as these: beyond every date, window and dwell of the random worlds.
FAR = (-30, 30)


def choices(one: Transfer, *, every: bool) -> list[int]:
    """The moments that a date can mean; for an open end its farthest moment, or all up to there."""
    low = FAR[0] if one.first is None else one.first
    high = FAR[1] if one.last is None else one.last
    near = range(low if one.first is not None else 0, (high if one.last is not None else 6) + 1)
    return list(range(low, high + 1)) if every else sorted({low, high, *near})


def fits(times: tuple[int, ...], wish: Wish) -> bool:
    """The definition: no payment before the one it follows, nor too long after it, all in time."""
    return (
        all(one <= other for one, other in pairwise(times))
        and all(
            wish.max_dwell is None or other - one <= wish.max_dwell
            for one, other in pairwise(times)
        )
        and (wish.after is None or wish.after <= times[0])
        and (wish.before is None or times[-1] <= wish.before)
    )


def arrivals(route: tuple[Transfer, ...], wish: Wish) -> set[int]:
    """The moments at which money can arrive, by following every choice of dates."""
    reached: set[tuple[int, ...]] = {()}
    for one in route:
        moments = choices(one, every=True)
        times = ((*earlier, moment) for earlier in reached for moment in moments)
        # What comes later asks for nothing before the last payment.
        reached = {some[-1:] for some in times if fits(some, wish)}
    return {moment for (moment,) in reached}


def certain(route: tuple[Transfer, ...], wish: Wish) -> bool:
    return all(
        fits(times, wish) for times in product(*(choices(one, every=False) for one in route))
    )


def simple_routes(
    transfers: list[Transfer], sources: set[str], targets: set[str], wish: Wish
) -> Iterator[tuple[Transfer, ...]]:
    """Every route that passes no place twice, whatever its dates."""
    starts, ends = ({wish.place(one) for one in some} for some in (sources, targets))
    starts, ends = starts - ends, ends - starts
    never = {wish.place(one) for one in (*wish.closed, *sources, *targets)}

    def walk(place: str, way: tuple[Transfer, ...], seen: set[str]) -> Iterator:
        for one in transfers:
            there = wish.place(one.target)
            if wish.place(one.source) != place or there in seen or len(way) == wish.max_hops:
                continue
            if there in ends:
                yield (*way, one)
            elif there not in never:
                yield from walk(there, (*way, one), seen | {there})

    for start in starts:
        yield from walk(start, (), {start})


def carried(route: tuple[Transfer, ...], wish: Wish) -> bool:
    return wish.min_carry is None or all(
        one.currency != other.currency
        or one.amount is None
        or other.amount is None
        or Fraction(other.amount) >= wish.min_carry * one.amount
        for one, other in pairwise(route)
    )


def main_key(route: tuple[Transfer, ...], wish: Wish) -> tuple[int, ...]:
    match wish.objective:
        case Objective.EARLIEST if wish.certain:
            return (max(choices(route[-1], every=False)),)
        case Objective.EARLIEST:
            return (min(arrivals(route, wish)),)
        case Objective.HOPS:
            return (len(route),)
        case Objective.EVIDENCE:
            return (sum(one.weight for one in route),)
    known = [one.amount for one in route if one.amount is not None]
    return (0, -min(known)) if len(known) == len(route) else (1, 0)


def expected(
    transfers: list[Transfer], sources: set[str], targets: set[str], wish: Wish
) -> list[tuple[str, ...]]:
    found = [
        route
        for route in simple_routes(transfers, sources, targets, wish)
        if carried(route, wish)
        and (certain(route, wish) if wish.certain else bool(arrivals(route, wish)))
    ]
    keys = [(main_key(route, wish), len(route), tuple(one.id for one in route)) for route in found]
    return [ids for _, _, ids in sorted(keys)]


def dates(r: Random) -> tuple[int | None, int | None]:
    first = r.randrange(7)
    last = min(first + r.randrange(4), 6)
    shape = r.randrange(12)
    return None if shape in {0, 1} else first, None if shape in {1, 2} else last


def world_of(seed: int) -> tuple[list[Transfer], set[str], set[str], Wish]:
    """Up to 19 payments among five places: parallels, circles, to oneself, open dates; a wish."""
    r = Random(seed)
    objective = r.choice(list(Objective))
    currencies = ["USD"] if objective is Objective.WIDEST else ["USD", "USD", "EUR"]
    transfers = []
    for number in range(r.randrange(8, 20)):
        source, target = r.choices(NODES, k=2) if r.random() < 0.1 else r.sample(NODES, 2)
        first, last = dates(r)
        amount, currency = r.choice([None, 1, 2, 3, 5, 8, 13]), r.choice(currencies)
        ident, weight = f"t{number:02}", r.randrange(4)
        transfers.append(Transfer(ident, source, target, first, last, amount, currency, weight))
    wish = Wish(
        objective=objective,
        certain=r.random() < 0.3,
        max_hops=r.randrange(2, 6),
        max_dwell=r.choice([None, None, *range(5)]),
        min_carry=r.choice([None, None, None, Fraction(1, 2), Fraction(1), Fraction(3, 2)]),
        after=r.choice([None, None, None, 0, 1, 2]),
        before=r.choice([None, None, None, 4, 5, 6]),
        holders=r.choice([{}, {}, {"b": "h", "c": "h"}, {"a": "h", "e": "g"}]),
        closed=r.choice([(), (), (), "d"]),
    )
    sources, targets = (set(r.sample(NODES, r.choice([1, 1, 2]))) for _ in range(2))
    return transfers, sources, targets, wish


def hurried_world_of(seed: int) -> tuple[list[Transfer], set[str], set[str], Wish]:
    """Known moments and money that must not lie still, so that going round would kill time."""
    r = Random(seed)
    transfers = []
    for number in range(r.randrange(14, 26)):
        moment = r.randrange(7)
        source, target = r.sample("abcde", 2)
        weight = r.choice([0, 0, 0, 9])
        transfers.append(Transfer(f"t{number:02}", source, target, moment, moment, weight=weight))
    objective = r.choice([Objective.EARLIEST, Objective.EVIDENCE])
    return transfers, {"a"}, {"e"}, Wish(objective=objective, max_dwell=r.randrange(1, 3))


@pytest.mark.parametrize(("world", "worlds"), [(world_of, 3000), (hurried_world_of, 600)])
def test_the_k_best_routes_are_the_first_k_of_all(world: Callable, worlds: int) -> None:
    """Under every objective and every kind of limit."""
    several: Counter[Objective] = Counter()
    for seed in range(worlds):
        transfers, sources, targets, wish = world(seed)
        k = 1 + seed % 12
        found = routes_in_time(transfers, sources, targets, wish, k=k)
        assert found.complete
        ids = [route.ids for route in found.routes]
        assert ids == expected(transfers, sources, targets, wish)[:k], seed
        several[wish.objective] += len(ids) > 1
    assert min(several.values()) > worlds // 25


def test_what_a_route_says_of_itself_is_what_all_choices_of_its_dates_say() -> None:
    said: Counter[bool] = Counter()
    for seed in range(600):
        transfers, sources, targets, wish = world_of(seed)
        for route in routes_in_time(transfers, sources, targets, wish, k=8).routes:
            assert route.certain == certain(route.transfers, wish)
            moments = arrivals(route.transfers, wish)
            assert (route.arrives_first is None) == (min(moments) == FAR[0])
            assert route.arrives_first in {None, min(moments)}
            assert (route.arrives_last is None) == (max(moments) == FAR[1])
            assert route.arrives_last in {None, max(moments)}
            assert (route.decides is None) == route.certain
            said[route.certain] += 1
    assert min(said[True], said[False]) > 100


def test_routes_do_not_depend_on_the_order_of_the_payments() -> None:
    for seed in range(300):
        transfers, sources, targets, wish = world_of(seed)
        shuffled = list(transfers)
        Random(seed).shuffle(shuffled)
        one, other = (
            routes_in_time(given, sources, targets, wish) for given in (transfers, shuffled)
        )
        assert one == other


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.integers(0, 10**6), st.integers(0, 40))
def test_where_the_budget_runs_out_the_routes_are_a_beginning_of_all_and_say_so(
    seed: int, budget: int
) -> None:
    transfers, sources, targets, wish = world_of(seed)
    whole = routes_in_time(transfers, sources, targets, wish, k=30)
    cut = routes_in_time(transfers, sources, targets, wish, k=30, budget=budget)
    assert cut.routes == whole.routes[: len(cut.routes)]
    assert cut.routes == whole.routes or not cut.complete


def route_of(transfers: list[Transfer], wish: Wish | None = None) -> Route:
    (route,) = routes_in_time(transfers, "a", "c", wish).routes
    return route


def found(transfers: list[Transfer], wish: Wish | None = None) -> list[str]:
    """The routes from a to c, each as its ids."""
    return ["".join(one.ids) for one in routes_in_time(transfers, "a", "c", wish).routes]


def test_two_payments_of_one_day_are_possible_in_both_orders_and_certain_in_none() -> None:
    """Each of the two may have come first, so there are routes both ways round."""
    day = [Transfer("1", "a", "b", 0, 9), Transfer("2", "b", "c", 0, 9)]
    assert route_of(day).doubts == (Doubt(Reason.ORDER, ("1", "2"), "1"),)
    assert found(day, Wish(certain=True)) == []
    swapped = [day[0]._replace(source="b", target="c"), day[1]._replace(source="a", target="b")]
    assert found(swapped) == ["21"]


def test_the_vaguest_date_decides() -> None:
    """`2008` against 5 March 2008: to know the day of the first would settle it."""
    ways = [Transfer("year", "a", "b", 0, 365), Transfer("day", "b", "c", 64, 64)]
    route = route_of(ways)
    assert (route.certain, route.decides) == (False, "year")
    # It can have been paid on day 64 at the latest.
    assert route_of([ways[0]._replace(last=64), ways[1]]).certain


def test_of_several_doubts_the_date_in_most_of_them_decides() -> None:
    """The order against 1 and that against 3 both hang on 2, though 3 is vaguer."""
    ways = [
        Transfer("1", "a", "b", 5, 5),
        Transfer("2", "b", "d", 0, 10),
        Transfer("3", "d", "c", 5, 50),
    ]
    route = route_of(ways)
    assert [doubt.transfers for doubt in route.doubts] == [("1", "2"), ("2", "3")]
    assert route.decides == "2"


def test_a_payment_that_surely_came_before_cannot_follow() -> None:
    ways = [Transfer("1", "a", "b", 5, 9), Transfer("2", "b", "c", 0, 4)]
    assert found(ways) == []
    # One moment later there is one choice of dates: both at 5.
    route = route_of([ways[0], ways[1]._replace(last=5)])
    assert (route.arrives_first, route.arrives_last) == (5, 5)


def test_a_limit_on_dwell_binds_along_the_whole_way() -> None:
    """1 at 8 at the earliest if it is to wait for 2 at 10 no longer than 2; 0 does not matter."""
    ways = [
        Transfer("0", "a", "d", 0, 10),
        Transfer("1", "d", "b", 0, 10),
        Transfer("2", "b", "c", 10, 10),
    ]
    route = route_of(ways, Wish(max_dwell=2))
    assert [doubt.reason for doubt in route.doubts] == [
        Reason.ORDER, Reason.DWELL, Reason.DWELL
    ]  # fmt: skip
    assert found([ways[0]._replace(last=5), ways[1], ways[2]], Wish(max_dwell=2)) == []
    assert found([ways[0]._replace(last=6), ways[1], ways[2]], Wish(max_dwell=2)) == ["012"]


def test_a_way_that_would_have_to_go_round_to_kill_time_is_no_route() -> None:
    """a-b at 0, b-c at 4, at most 2 between: only b-d-b in between would do."""
    ways = [
        Transfer("1", "a", "b", 0, 0),
        Transfer("2", "b", "d", 2, 2),
        Transfer("3", "d", "b", 3, 3),
        Transfer("4", "b", "c", 4, 4),
    ]
    assert found(ways, Wish(max_dwell=2)) == []
    # Another way to b is found all the same, though the round trip would cost less.
    ways.append(Transfer("5", "a", "b", 3, 3, weight=9))
    assert found(ways, Wish(max_dwell=2, objective=Objective.EVIDENCE)) == ["54"]


def test_five_do_not_carry_five_thousand_on() -> None:
    """Of 5,000 half at least must pass on; an unknown amount does not bind."""
    ways = [
        Transfer("1", "a", "b", 0, 0, 5000, "USD"),
        Transfer("2", "b", "c", 1, 1, 5, "USD"),
        Transfer("3", "b", "c", 2, 2, 2500, "USD"),
        Transfer("4", "b", "c", 3, 3, None, "USD"),
        Transfer("5", "b", "c", 4, 4, 5, "EUR"),
    ]
    assert found(ways, Wish(min_carry=Fraction(1, 2))) == ["13", "14", "15"]


def test_an_unknown_amount_is_passed_and_makes_the_bottleneck_unknown() -> None:
    ways = [
        Transfer("1", "a", "b", 0, 0, 50, "USD"),
        Transfer("2", "b", "c", 1, 1, None, "USD"),
        Transfer("3", "b", "c", 2, 2, 7, "USD"),
    ]
    routes = routes_in_time(ways, "a", "c", Wish(objective=Objective.WIDEST)).routes
    assert [("".join(one.ids), one.bottleneck) for one in routes] == [("13", 7), ("12", None)]


def test_the_widest_way_takes_one_currency_and_others_name_none() -> None:
    ways = [Transfer("1", "a", "b", 0, 0, 50, "USD"), Transfer("2", "b", "c", 1, 1, 9, "EUR")]
    with pytest.raises(BadRequest, match="EUR, USD"):
        routes_in_time(ways, "a", "c", Wish(objective=Objective.WIDEST))
    route = route_of(ways)
    assert (route.bottleneck, route.currency) == (None, None)


def test_a_holder_bridges_accounts_and_the_route_says_where() -> None:
    """The money reaches acc1 and goes on from acc2; both are h's."""
    ways = [Transfer("1", "a", "acc1", 0, 0), Transfer("2", "acc2", "c", 1, 1)]
    assert found(ways) == []
    route = route_of(ways, Wish(holders={"acc1": "h", "acc2": "h"}))
    assert route.bridges == (Bridge("h", "acc1", "acc2", 1),)
    assert route.places == ("a", "h", "c")


def test_a_payment_between_accounts_of_one_holder_is_no_hop() -> None:
    ways = [Transfer("1", "a", "c", 0, 0), Transfer("2", "a", "acc1", 0, 0)]
    assert found(ways, Wish(holders={"acc1": "a"})) == ["1"]


def test_the_evidence_objective_prefers_the_lightest_sum() -> None:
    """One weak hop of 10 against two strong ones of 1."""
    ways = [
        Transfer("1", "a", "c", 0, 0, weight=10),
        Transfer("2", "a", "b", 0, 0, weight=1),
        Transfer("3", "b", "c", 0, 0, weight=1),
    ]
    assert found(ways, Wish(objective=Objective.EVIDENCE)) == ["23", "1"]
    assert found(ways, Wish(objective=Objective.HOPS)) == ["1", "23"]


def test_an_end_that_is_source_and_target_is_neither() -> None:
    ways = [Transfer("1", "a", "b", 0, 0), Transfer("2", "b", "c", 1, 1)]
    assert routes_in_time(ways, "ab", "bc") == Found((), complete=True)


def test_two_payments_with_one_id_are_refused() -> None:
    one = Transfer("1", "a", "b", 0, 0)
    with pytest.raises(BadRequest, match="one id"):
        routes_in_time([one, one._replace(amount=5)], "a", "c")


def test_among_equal_routes_the_ids_decide_in_every_order_of_input() -> None:
    ways = [Transfer(one, "a", "b", 0, 0) for one in "132"] + [Transfer("9", "b", "c", 0, 0)]
    for given_ in permutations(ways):
        assert found(list(given_)) == ["19", "29", "39"]
