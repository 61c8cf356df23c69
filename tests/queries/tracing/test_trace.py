"""Tracing by every rule: the worked example, what all rules keep, both ways in time, the ends."""

from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.errors import BadRequest, NotFound
from queries.tracing.book import UNKNOWN, ZERO, Book, Opening, Place, Role, State
from queries.tracing.day_order import Order
from queries.tracing.events import Nature, Purse, Why
from queries.tracing.ledger import keep_books
from queries.tracing.lots import OTHER, Lot, apportion
from queries.tracing.rules import APART, NOTICE, RULES, Rule
from queries.tracing.trace import Run, trace
from tests.queries.tracing.ledgers import (
    WORKED,
    in_turn,
    pay,
    random_asked,
    random_book,
    random_events,
    random_openings,
    usd,
)

# Tainted to A, to B, and left in X.
TABLE = {
    "fifo": (0, 3000, 1000),
    "lifo": (4000, 0, 0),
    "pro_rata": (2000, 1143, 857),
    "libr": (0, 1000, 3000),
    "taint_first": (4000, 0, 0),
}
every_rule = pytest.mark.parametrize("rule", RULES.values(), ids=RULES)


def outside(account: str) -> Place:
    return Place(Role.OUTSIDE, usd(account))


@pytest.mark.parametrize(("name", "expected"), TABLE.items())
def test_the_worked_example(name: str, expected: tuple[int, int, int]) -> None:
    """In cents; pro rata: 50 of 100 take 20, then 40 of 70 take 20 * 4/7 = 11.43."""
    found = trace(keep_books(WORKED, known={"X"}, default=ZERO), RULES[name], {"c2": None})
    paid = [found.paid.get(outside(one), {}).get(1, 0) for one in "AB"]
    assert (*paid, found.held.get(usd("X"), {}).get(1, 0)) == expected
    assert found.origins == (None, "c2")
    assert found.entered == {1: 4000}


@pytest.mark.parametrize(("name", "expected"), TABLE.items())
def test_the_worked_example_with_ledgers_for_everybody(
    name: str, expected: tuple[int, int, int]
) -> None:
    """The ends are accounts of their own then, and hold what reached them."""
    found = trace(keep_books(WORKED, default=UNKNOWN), RULES[name], {"c2": None})
    assert tuple(found.held.get(usd(one), {}).get(1, 0) for one in "ABX") == expected


def test_the_lots_of_each_hop_stand_in_the_order_in_which_they_left() -> None:
    """LIFO: the 50 to A are the 40 that came last, then 10 of the 60."""
    book = keep_books(WORKED, known={"X"}, default=ZERO)
    hops = {hop.event.id: hop.lots for hop in trace(book, RULES["lifo"], {"c2": None}).hops}
    assert hops == {"c2": (Lot(1, 4000),), "d1": (Lot(1, 4000), Lot(OTHER, 1000))}
    hops = {hop.event.id: hop.lots for hop in trace(book, RULES["fifo"], {"c2": None}).hops}
    assert hops["d2"] == (Lot(OTHER, 1000), Lot(1, 3000))


def conserved(run: Run, balances: Counter[int]) -> None:
    """Entered = held + paid + boundary by origin; lots make the balances and none is negative."""
    total: Counter[int] = Counter()
    for place in range(run.ledgers):
        held = run.held(place)
        assert all(amount > 0 for amount in held.values())
        assert sum(held.values()) == balances[place]
        total.update(held)
    for sums in run.paid.values():
        total.update(sums)
    for left in run.boundary:
        total[left.lot.origin] += left.lot.amount
    total.pop(OTHER, None)
    assert +total == +run.entered


def watch_every_step(book: Book, rule: Rule, asked: dict, back: bool = False) -> None:
    run = Run(book, rule, asked, back=back)
    balances: Counter[int] = Counter()
    for step in run.course.steps:
        run.advance()
        balances[step.target] += step.amount
        balances[step.source] -= step.amount
        conserved(run, balances)
    run.finish()


@every_rule
def test_at_every_moment_what_entered_is_held_or_paid_or_left(rule: Rule) -> None:
    """On 1,200 worlds with loops, shortfalls, strangers, parts of payments, restarts."""
    moved = 0
    for seed in range(1200):
        book = random_book(seed)
        asked = random_asked(book, seed)
        watch_every_step(book, rule, asked)
        moved += len(trace(book, rule, asked).hops) > len(asked)
    assert moved > 400


@every_rule
def test_the_way_back_conserves_too_and_empties_every_ledger(rule: Rule) -> None:
    """Back at the beginning nothing is held: all of it came from somewhere."""
    if not rule.reversible:
        with pytest.raises(BadRequest, match="told which money is tainted"):
            trace(random_book(1), rule, {}, back=True)
        return
    for seed in range(500):
        book = random_book(seed)
        asked = random_asked(book, seed)
        watch_every_step(book, rule, asked, back=True)
        assert trace(book, rule, asked, back=True).held == {}


def matrix(book: Book, rule: Rule, back: bool) -> dict[tuple[str, str], int]:
    """How much of each first credit is in each last debit, asked from either end."""
    heads, tails = (
        [book.events[step.event].id for step in book.steps if step.event >= 0
         and (step.source if first else step.target) >= book.ledgers
         and (step.target if first else step.source) < book.ledgers]
        for first in (True, False)
    )  # fmt: skip
    if not heads or not tails:
        return {}
    asked, ends = (tails, heads) if back else (heads, tails)
    found = trace(book, rule, dict.fromkeys(asked), back=back)
    sums: Counter[tuple[str, str]] = Counter()
    for hop in found.hops:
        for lot in hop.lots:
            # Where the world pays the world through nobody's ledger there is no way between.
            if hop.event.id in ends and lot.origin != OTHER:
                pair = (str(found.origins[lot.origin]), hop.event.id)
                sums[pair[::-1] if back else pair] += lot.amount
    return dict(sums)


@pytest.mark.parametrize(("name", "off"), [("fifo", 0), ("lifo", 0), ("pro_rata", 34)])
def test_forward_and_back_match_the_same_credits_with_the_same_debits(name: str, off: int) -> None:
    """To the unit; pro rata up to one unit for each of up to 17 payments, each way."""
    joined = 0
    for seed in range(600):
        book = random_book(seed, size=10**6)
        forward, back = (matrix(book, RULES[name], way) for way in (False, True))
        for pair in forward.keys() | back.keys():
            assert abs(forward.get(pair, 0) - back.get(pair, 0)) <= off, (seed, pair)
        joined += bool(forward)
    assert joined > 100


@every_rule
def test_a_trace_does_not_depend_on_the_order_of_its_input(rule: Rule) -> None:
    for seed in range(200):
        events = random_events(seed)
        asked = random_asked(keep_books(events), seed)
        found = [
            trace(keep_books(given, openings=random_openings(seed)), rule, dict(wanted))
            for given, wanted in (
                (events, asked.items()),
                (reversed(events), reversed(asked.items())),
            )
        ]
        assert found[0] == found[1]


def test_adjacent_lots_of_one_origin_merge() -> None:
    """A thousand credits of other money are one lot."""
    events = in_turn(*((f"c{number}", "payer", "X", 1) for number in range(1000)))
    for rule in RULES.values():
        book = keep_books(events, known={"X"}, default=ZERO)
        assert trace(book, rule, {}).lots == 1
        asked = dict.fromkeys(f"c{number}" for number in (10, 11, 500))
        assert trace(book, rule, asked).lots <= 6


def test_a_payment_asked_about_twice_on_its_way_starts_again_and_conserves() -> None:
    """Of the 40, 30 go on to b: they leave as money of c1 and begin as money of c2."""
    events = in_turn(("c1", "x", "a", 40), ("c2", "a", "b", 30))
    book = keep_books(events, known={"a", "b"}, default=ZERO)
    found = trace(book, RULES["fifo"], {"c1": None, "c2": None})
    assert found.entered == {1: 40, 2: 30}
    assert [(one.event.id, one.why, one.lot) for one in found.boundary] == [
        ("c2", Why.STARTS_AGAIN, Lot(1, 30))
    ]
    assert found.held == {usd("a"): {1: 10}, usd("b"): {2: 30}}


def test_a_part_of_a_payment_can_be_asked_about() -> None:
    """The part comes first of the payment; the rest is other money."""
    book = keep_books(in_turn(("c1", "x", "a", 40), ("d1", "a", "y", 25)), known={"a"})
    found = trace(book, RULES["fifo"], {"c1": 15})
    assert found.paid == {outside("y"): {1: 15}}
    with pytest.raises(BadRequest, match="41"):
        trace(book, RULES["fifo"], {"c1": 41})


def test_an_opening_balance_can_be_asked_about_and_back_a_closing_one() -> None:
    events = in_turn(("c1", "x", "a", 40), ("d1", "a", "y", 50))
    book = keep_books(events, known={"a"}, openings={usd("a"): Opening(State.KNOWN, 30)})
    found = trace(book, RULES["fifo"], {usd("a"): None})
    assert found.paid == {outside("y"): {1: 30}}
    # The 20 that are left are the last 20 of the 40.
    found = trace(book, RULES["fifo"], {usd("a"): None}, back=True)
    assert found.paid == {outside("x"): {1: 20}}


def test_back_in_time_unexplained_money_and_opening_balances_are_ends() -> None:
    """10 from the opening, 20 from x, and 15 that nothing explains make the 45 to y."""
    events = in_turn(("c1", "x", "a", 20), ("d1", "a", "y", 45))
    book = keep_books(events, known={"a"}, openings={usd("a"): Opening(State.KNOWN, 10)})
    for name in ("fifo", "lifo", "pro_rata"):
        found = trace(book, RULES[name], {"d1": None}, back=True)
        assert found.paid == {
            outside("x"): {1: 20},
            Place(Role.OPENING, usd("a")): {1: 10},
            Place(Role.UNEXPLAINED, usd("a")): {1: 15},
        }
        assert found.unexplained == {usd("a"): 15}


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"amount": None}, Why.AMOUNTLESS),
        ({"first": None, "last": None}, Why.UNDATED),
        ({"nature": Nature.AGGREGATE}, Why.AGGREGATE),
        ({"nature": Nature.INFERRED}, Why.INFERRED),
        ({"currency": "XXX", "home": "table"}, Why.UNSTATED_CURRENCY),
    ],
)
def test_a_trace_stops_where_no_rule_may_go_on_and_says_why(change: dict, why: Why) -> None:
    """40 come in on day 0, 10 leave on day 1; on day 2 an event that no rule follows."""
    strange = pay("s", "a", "b", 30, 2)._replace(**change)
    events = [pay("c1", "x", "a", 40, 0), pay("d1", "a", "y", 10, 1), strange]
    book = keep_books(events, known={"a", "b"}, default=ZERO)
    found = trace(book, RULES["fifo"], {"c1": None})
    assert found.held == {usd("a"): {1: 30}}
    (stop,) = found.stops
    # Without a date it can have happened while all 40 were there.
    asked = 40 if why is Why.UNDATED else 30
    assert (stop.event, stop.why, stop.purse, stop.asked) == (strange, why, usd("a"), asked)


def test_a_total_stops_a_trace_only_if_the_money_was_there_in_its_time() -> None:
    """The money lies in a on days 3 to 5."""
    events = [pay("c1", "x", "a", 40, 3), pay("d1", "a", "y", 40, 5)]
    stopped = {}
    for begin, end in ((0, 2), (0, 3), (4, 4), (5, 5), (6, 9), (0, 9)):
        total = pay("t", "a", "b", 99, begin, to_day=end, nature=Nature.AGGREGATE)
        book = keep_books([*events, total], known={"a"}, default=ZERO)
        found = trace(book, RULES["fifo"], {"c1": None})
        stopped[begin, end] = [stop.asked for stop in found.stops]
        back = trace(book, RULES["fifo"], {"d1": None}, back=True)
        assert not back.stops, "the payee of the total has no ledger: nothing came in by it"
    assert stopped == {
        (0, 2): [], (0, 3): [40], (4, 4): [40], (5, 5): [40], (6, 9): [], (0, 9): [40]
    }  # fmt: skip


def test_back_in_time_a_trace_stops_at_the_totals_that_the_payee_received() -> None:
    events = [pay("c1", "x", "a", 40, 3), pay("d1", "a", "y", 40, 5)]
    for day, stops in ((2, []), (3, [40]), (4, [40]), (5, [40]), (6, [])):
        total = pay("t", "z", "a", 99, day, nature=Nature.AGGREGATE)
        book = keep_books([*events, total], known={"a"}, default=ZERO)
        found = trace(book, RULES["fifo"], {"d1": None}, back=True)
        assert [stop.asked for stop in found.stops] == stops


def test_money_in_a_currency_that_is_not_stated_moves_within_its_own_purse() -> None:
    """The dollars beside it may have gone by the payment too; what is followed stops nowhere."""
    events = [
        pay("c1", "x", "a", 40, 0, currency="XXX", home="table"),
        pay("c2", "x", "a", 7, 0),
        pay("d1", "a", "b", 30, 1, currency="XXX", home="table"),
    ]
    book = keep_books(events, known={"a", "b"}, default=ZERO)
    found = trace(book, RULES["fifo"], {"c1": None})
    assert found.held == {Purse("a", "XXX", "table"): {1: 10}, Purse("b", "XXX", "table"): {1: 30}}
    assert found.stops == ()
    found = trace(book, RULES["fifo"], {"c2": None})
    assert [(one.event.id, one.why, one.asked) for one in found.stops] == [
        ("d1", Why.UNSTATED_CURRENCY, 7)
    ]


def test_no_rule_starts_at_a_total() -> None:
    total = pay("t", "x", "a", 40, nature=Nature.AGGREGATE)
    found = trace(keep_books([total]), RULES["fifo"], {"t": None})
    assert (found.entered, found.hops) == ({}, ())
    assert found.not_started == {"t": Why.AGGREGATE}


def test_what_is_paid_to_nobody_named_leaves_the_known_ledgers() -> None:
    book = keep_books([pay("c1", "x", "a", 40), pay("d1", "a", None, 25, 3)], known={"a"})
    found = trace(book, RULES["fifo"], {"c1": None})
    assert [(one.why, one.lot) for one in found.boundary] == [(Why.UNKNOWN_PARTY, Lot(1, 25))]
    assert found.paid == {}


def test_a_transfer_to_oneself_moves_no_lot_and_starts_no_trace() -> None:
    """Were it a payment, LIFO would turn the stack round."""
    events = in_turn(
        ("c1", "x", "a", 40), ("c2", "x", "a", 20), ("s", "a", "a", 50), ("d1", "a", "y", 20)
    )
    book = keep_books(events, known={"a"}, default=ZERO)
    assert trace(book, RULES["lifo"], {"c2": None}).paid == {outside("y"): {1: 20}}
    with pytest.raises(BadRequest, match="oneself"):
        trace(book, RULES["lifo"], {"s": None})


def test_the_order_within_a_day_decides_what_a_rule_finds() -> None:
    """40 tainted in and 40 out on one day, 40 clean there before; LIFO sends on what is there."""
    events = [pay("c1", "x", "a", 40, 0), pay("c2", "x", "a", 40, 1), pay("d3", "a", "y", 40, 1)]
    paid = {}
    for order in Order:
        book = keep_books(events, known={"a"}, default=ZERO, order=order)
        paid[order] = trace(book, RULES["lifo"], {"c2": None}).paid.get(outside("y"), {})
    assert paid == {Order.BY_LOCATOR: {1: 40}, Order.CREDITS_FIRST: {1: 40}, Order.DEBITS_FIRST: {}}


def test_a_trace_of_nothing_that_exists_is_an_error() -> None:
    book = keep_books(WORKED, known={"X"}, default=ZERO)
    for asked in ("no", Purse("X", "EUR"), usd("X")):
        with pytest.raises(NotFound):
            trace(book, RULES["fifo"], {asked: None})


@settings(max_examples=300, deadline=None, derandomize=True)
@given(
    st.lists(st.integers(1, 10**15), min_size=1, max_size=8),
    st.integers(0, 10**15),
)
def test_the_largest_remainder_shares_out_all_and_nobody_is_off_by_a_unit(
    weights: list[int], amount: int
) -> None:
    parts = dict(apportion(amount, list(enumerate(weights))))
    assert sum(parts.values()) == amount
    total = sum(weights)
    exact = [amount * weight / total for weight in weights]
    for key, weight in enumerate(weights):
        assert abs(parts.get(key, 0) * total - amount * weight) < total
    # More weight never gives less.
    shared = sorted((weight, parts.get(key, 0)) for key, weight in enumerate(weights))
    assert all(one[1] <= other[1] for one, other in pairwise(shared) if one[0] < other[0])
    assert len(exact) == len(weights)


def test_every_rule_says_what_it_is_and_that_it_is_no_legal_advice() -> None:
    for profile in (*RULES.values(), *APART.values()):
        assert profile.definition.endswith(".")
        assert profile.notice == NOTICE
        # A forum is named only with an authority that was read.
        assert profile.authority or not profile.forum
    assert all(rule.conserves for rule in RULES.values())
    assert not any(rule.conserves and rule.onward for rule in APART.values())


def test_a_trace_names_the_ledgers_whose_money_is_unexplained() -> None:
    """30 of the 70 that a paid came from nowhere; b, which asked money never saw, is not named."""
    events = in_turn(("c1", "x", "a", 40), ("d1", "a", "y", 70), ("d2", "b", "y", 5))
    book = keep_books(events, known={"a", "b"}, default=ZERO)
    found = trace(book, RULES["fifo"], {"c1": None})
    assert found.unexplained == {usd("a"): 30}
