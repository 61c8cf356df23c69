"""Bounds: every rule lies between them, and they are what all ways to split all payments allow."""

from collections.abc import Iterator
from itertools import permutations
from random import Random

import networkx as nx
import pytest

from graph.errors import BadRequest, NotFound
from queries.tracing.book import UNKNOWN, ZERO, Book, Kind, Opening, State
from queries.tracing.bounds import Bounds, bounds, bounds_over
from queries.tracing.day_order import Order
from queries.tracing.events import DAY, Event, Nature, Purse
from queries.tracing.ledger import keep_books
from queries.tracing.lots import OTHER
from queries.tracing.max_flow import Network
from queries.tracing.rules import RULES
from queries.tracing.trace import trace
from queries.tracing.traced import Trace
from tests.queries.tracing.ledgers import (
    WORKED,
    in_turn,
    pay,
    random_asked,
    random_book,
    usd,
)


def asked_in(found: Trace, target: str | Purse) -> int:
    """How much of a payment or a balance is asked money by a rule."""
    if isinstance(target, Purse):
        lots = found.held.get(target, {})
        return sum(amount for origin, amount in lots.items() if origin != OTHER)
    for hop in found.hops:
        if hop.event.id == target:
            return sum(lot.amount for lot in hop.lots if lot.origin != OTHER)
    return 0


def targets_of(book: Book) -> Iterator[str | Purse]:
    """Every payment that moves money, and every closing balance."""
    for step in book.steps:
        if step.event >= 0 and step.source != step.target:
            yield book.events[step.event].id
    yield from (place.purse for place in book.places[: book.ledgers])


@pytest.mark.parametrize(
    ("target", "amount", "must", "could"),
    [("d1", 5000, 0, 4000), ("d2", 4000, 0, 4000), (usd("X"), 3000, 0, 3000)],
)
def test_the_worked_example(target: str | Purse, amount: int, must: int, could: int) -> None:
    """60 and 20 clean cover any debit; at most all 40 can have gone to A, to B, or 30 stayed."""
    book = keep_books(WORKED, known={"X"}, default=ZERO)
    assert bounds(book, {"c2": None}, target) == (amount, must, could)


def test_must_is_what_other_money_cannot_cover() -> None:
    """60 clean and 40 tainted are all there is: of 70 paid, 10 at least are tainted."""
    events = in_turn(("c1", "x", "a", 60), ("c2", "x", "a", 40), ("d1", "a", "y", 70))
    book = keep_books(events, known={"a"}, default=ZERO)
    assert bounds(book, {"c2": None}, "d1") == (70, 10, 40)
    assert bounds(book, {"c2": None}, usd("a")) == (30, 0, 30)


def test_every_rule_lies_within_the_bounds_of_every_payment_and_balance() -> None:
    """Over all payments and balances of random worlds; some bounds are tight, some are not."""
    compared = narrow = 0
    for seed in range(500):
        book = random_book(seed)
        asked = random_asked(book, seed)
        traces = [trace(book, rule, asked) for rule in RULES.values()]
        for target in targets_of(book):
            found = bounds(book, asked, target)
            assert 0 <= found.must <= found.could
            assert found.amount is None or found.could <= found.amount
            for one in traces:
                assert found.must <= asked_in(one, target) <= found.could, (seed, target, one.rule)
                compared += 1
            narrow += 0 < found.must < found.could
    assert compared > 20_000
    assert narrow > 50


def splits(book: Book, asked: dict) -> dict[str | Purse, set[int]]:
    """Every sum of asked money that each payment and balance can have, by trying all of them.

    A state is how much asked money each ledger holds; a debit may take any part of it that the
    rest of the balance allows. No rule that conserves can do anything else.
    """
    found: dict[str | Purse, set[int]] = {}

    def walk(number: int, balances: tuple[int, ...], held: tuple[int, ...]) -> None:
        if number == len(book.steps):
            for place in range(book.ledgers):
                found.setdefault(book.places[place].purse, set()).add(held[place])
            return
        event, source, target, amount = book.steps[number]
        low = high = 0
        if source < book.ledgers:
            low = max(0, amount - (balances[source] - held[source]))
            high = min(amount, held[source])
        key = book.events[event].id if event >= 0 else ""
        for part in range(low, high + 1):
            totals, tainted = list(balances), list(held)
            carried = amount if key in asked else part
            if source != target:
                if source < book.ledgers:
                    totals[source] -= amount
                    tainted[source] -= part
                if target < book.ledgers:
                    totals[target] += amount
                    tainted[target] += carried
                found.setdefault(key, set()).add(carried)
            walk(number + 1, tuple(totals), tuple(tainted))

    walk(0, (0,) * book.ledgers, (0,) * book.ledgers)
    return found


def small_world(seed: int) -> tuple[list[Event], dict[Purse, Opening]]:
    """Seven payments of at most three units among three accounts, each on its own day."""
    r = Random(seed)
    payments = []
    for number in range(7):
        payer, payee = r.sample(("a", "b", "c", "world"), 2)
        payments.append((f"p{number}", payer, payee, r.randrange(1, 4)))
    return in_turn(*payments), {usd(one): Opening(State.KNOWN, r.randrange(4)) for one in "abc"}


def test_both_bounds_are_attained_by_some_way_to_split_every_payment() -> None:
    """All ways are tried on ledgers that explain all they pay, so that nothing is in doubt."""
    tried = 0
    for seed in range(900):
        events, openings = small_world(seed)
        book = keep_books(events, known=set("abc"), openings=openings)
        asked = {events[0].id: None}
        if Kind.BELOW_ZERO in {one.kind for one in book.findings}:
            continue
        possible = splits(book, asked)
        for target in targets_of(book):
            found = bounds(book, asked, target)
            assert (found.must, found.could) == (min(possible[target]), max(possible[target]))
            tried += len(possible[target]) > 1
    assert tried > 200


def test_any_order_covers_every_rule_in_every_order_that_the_dates_allow() -> None:
    """Where balances are high enough for every order, all orders of five payments are tried."""
    wider = 0
    for seed in range(60):
        r = Random(seed)
        events = []
        for number in range(5):
            first = r.randrange(3)
            payer, payee = r.sample(("a", "b", "c", "x"), 2)
            event = pay(f"p{number}", payer, payee, r.randrange(1, 20), first)
            events.append(event._replace(last=(first + r.randrange(3)) * DAY + DAY - 1))
        openings = {usd(one): Opening(State.KNOWN, 100) for one in "abc"}
        asked = {"p0": None}
        book = keep_books(events, known=set("abc"), openings=openings)
        found = {one: bounds(book, asked, one, any_order=True) for one in targets_of(book)}
        for order in permutations(events):
            if any(
                late.last < early.first  # type: ignore[operator]
                for place, early in enumerate(order)
                for late in order[place + 1 :]
            ):
                continue
            turned = [
                one._replace(first=day * DAY, last=day * DAY) for day, one in enumerate(order)
            ]
            one_book = keep_books(turned, known=set("abc"), openings=openings)
            for rule in RULES.values():
                traced = trace(one_book, rule, asked)
                for target, limits in found.items():
                    assert limits.must <= asked_in(traced, target) <= limits.could, seed
        wider += any(found[one] != bounds(book, asked, one) for one in found)
    assert wider > 5


def test_the_order_of_a_day_widens_the_bounds_to_their_union() -> None:
    """Clean 40 there, tainted 40 in and 40 out on one day: debits first, nothing tainted left."""
    events = [pay("p1", "x", "a", 40, 0), pay("p2", "x", "a", 40, 1), pay("p3", "a", "y", 40, 1)]
    books = {
        order: keep_books(events, known={"a"}, default=ZERO, order=order)
        for order in (Order.CREDITS_FIRST, Order.DEBITS_FIRST)
    }
    asked = {"p2": None}
    found = {order: bounds(book, asked, "p3") for order, book in books.items()}
    assert found == {Order.CREDITS_FIRST: (40, 0, 40), Order.DEBITS_FIRST: (40, 0, 0)}
    assert bounds_over(books.values(), asked, "p3") == (40, 0, 40)
    assert bounds(books[Order.DEBITS_FIRST], asked, "p3", any_order=True) == (40, 0, 40)
    assert bounds_over(books.values(), asked, usd("a")) == (40, 0, 40)


def test_a_loop_within_a_day_is_covered_by_any_order() -> None:
    """c1 reaches b last by its locator; yet b may have passed it on to c, and c to a."""
    events = [
        pay("p1", "c", "a", 5, 1), pay("p2", "b", "c", 5, 1), pay("p3", "a", "b", 5, 1),
        pay("p4", "x", "a", 5, 0), pay("p5", "a", "y", 5, 2),
    ]  # fmt: skip
    openings = {usd(one): Opening(State.KNOWN, 5) for one in "abc"}
    book = keep_books(events, known=set("abc"), openings=openings)
    assert bounds(book, {"p4": None}, "p2") == (5, 0, 0)
    assert bounds(book, {"p4": None}, "p2", any_order=True) == (5, 0, 5)


def test_money_asked_about_in_a_payment_does_not_come_back_to_it() -> None:
    """b pays a on the same day, but nothing of what it got by this payment before it was made."""
    events = [pay("p1", "a", "b", 5, 1), pay("p2", "b", "a", 5, 1)]
    openings = {usd(one): Opening(State.KNOWN, 5) for one in "ab"}
    book = keep_books(events, known=set("ab"), openings=openings)
    assert bounds(book, {"p1": 3}, "p1", any_order=True) == (5, 3, 3)


def test_a_long_vague_date_joins_the_payments_that_it_spans() -> None:
    """d1 is of some day from 0 to 4, so it may have come after c2; d2, of day 1, has not."""
    events = [
        pay("c0", "x", "a", 50, 0), pay("d1", "a", "y", 10, 0, to_day=4),
        pay("d2", "a", "y", 10, 1), pay("c2", "x", "a", 40, 3),
    ]  # fmt: skip
    book = keep_books(events, known={"a"}, default=ZERO)
    assert bounds(book, {"c2": None}, "d1") == (10, 0, 0)
    assert bounds(book, {"c2": None}, "d1", any_order=True) == (10, 0, 10)
    # They share a stretch with d1, which cannot tell d2 from it: wider, never narrower.
    assert bounds(book, {"c2": None}, "d2") == (10, 0, 0)
    assert bounds(book, {"c2": None}, usd("a"), any_order=True) == (70, 20, 40)


def test_an_unknown_opening_balance_is_other_money_for_must_and_widens_with_its_cap() -> None:
    """Of 50 paid out of a tainted 40, at least 40 are tainted if nothing else can be there."""
    events = in_turn(("c1", "x", "a", 40), ("d1", "a", "y", 50))
    opened = {0: Bounds(50, 40, 50), 10: Bounds(50, 40, 40), 30: Bounds(50, 20, 40)}
    for cap, expected in opened.items():
        book = keep_books(events, known={"a"}, default=Opening(State.UNKNOWN, cap))
        # With a cap of nothing 10 are missing; tainted money was there before them.
        assert bounds(book, {"c1": None}, "d1") == expected
    book = keep_books(events, known={"a"}, default=UNKNOWN)
    assert bounds(book, {"c1": None}, "d1") == (50, 0, 40)
    # How much is left nobody knows; all of the 40 may be.
    assert bounds(book, {"c1": None}, usd("a")) == (None, 0, 40)


def test_what_the_user_suspects_counts_for_could_and_never_for_must() -> None:
    events = in_turn(("c1", "x", "a", 40), ("d1", "a", "y", 50))
    book = keep_books(events, known={"a"}, default=UNKNOWN)
    assert bounds(book, {"c1": None}, "d1", suspect={usd("a")}) == (50, 0, 50)
    assert bounds(book, {"c1": None}, "d1", suspect={usd("y")}) == (50, 0, 40)


def test_unexplained_money_may_be_asked_money_only_after_contact() -> None:
    """Before c1 nothing asked about had touched the account."""
    events = in_turn(("d1", "a", "y", 10), ("c1", "x", "a", 40), ("d2", "a", "y", 50))
    book = keep_books(events, known={"a"}, default=ZERO)
    assert bounds(book, {"c1": None}, "d1") == (10, 0, 0)
    assert bounds(book, {"c1": None}, "d2") == (50, 40, 50)


def test_a_payment_by_somebody_without_a_ledger_is_what_was_asked_about_it() -> None:
    book = keep_books(WORKED, known={"X"}, default=ZERO)
    assert bounds(book, {"c2": None}, "c2") == (4000, 4000, 4000)
    assert bounds(book, {"c2": 1500}, "c2") == (4000, 1500, 1500)
    assert bounds(book, {"c2": None}, "c1") == (6000, 0, 0)


def test_there_are_no_bounds_where_no_rule_runs() -> None:
    strange = [pay("t", "X", "A", 9, nature=Nature.AGGREGATE), pay("s", "X", "X", 9)]
    book = keep_books([*WORKED, *strange], known={"X"}, default=ZERO)
    with pytest.raises(BadRequest, match="a total"):
        bounds(book, {"c2": None}, "t")
    with pytest.raises(BadRequest, match="oneself"):
        bounds(book, {"c2": None}, "s")
    for nothing in ("no", usd("A")):
        with pytest.raises(NotFound):
            bounds(book, {"c2": None}, nothing)


def test_sums_beyond_64_bits_stay_exact() -> None:
    """RUB 5.4 billion are 5.4e11 kopecks; ten thousand of them in one account still add up."""
    refund = 540_000_000_000
    events = in_turn(*((f"c{number}", "x", "a", refund) for number in range(10_000)))
    events.append(pay("d1", "a", "y", 10_000 * refund - 1, 10_001))
    book = keep_books(events, known={"a"}, default=ZERO)
    asked = dict.fromkeys(one.id for one in events[:-1])
    assert bounds(book, asked, "d1") == (10_000 * refund - 1,) * 3
    huge = [pay("c1", "x", "a", 2**70, 0), pay("d1", "a", "y", 2**69 + 1, 1)]
    book = keep_books(huge, known={"a"}, default=ZERO)
    assert bounds(book, {"c1": None}, "d1") == (2**69 + 1,) * 3


def test_the_greatest_flow_is_that_of_networkx() -> None:
    """On random networks with circles, parallel arcs and arcs into the source."""
    positive = 0
    for seed in range(400):
        r = Random(seed)
        nodes = r.randrange(4, 16)
        network = Network(nodes)
        G: nx.DiGraph[int] = nx.DiGraph()
        G.add_nodes_from(range(nodes))
        for _ in range(r.randrange(4 * nodes)):
            source, target = r.sample(range(nodes), 2)
            capacity = r.randrange(20)
            network.join(source, target, capacity)
            known = G.get_edge_data(source, target, {"capacity": 0})["capacity"]
            G.add_edge(source, target, capacity=known + capacity)
        flow = network.flow(0, nodes - 1)
        assert flow == nx.maximum_flow_value(G, 0, nodes - 1)
        # All is pushed: there is no more.
        assert network.flow(0, nodes - 1) == 0
        positive += flow > 0
    assert positive > 200


def test_a_flow_takes_back_what_stands_in_its_way() -> None:
    """The shortest way runs across, 0-1-4-5; both long ways fit once it is taken back."""
    network = Network(6)
    for source, target in ((0, 1), (1, 4), (4, 5), (1, 2), (2, 3), (3, 5), (0, 2), (2, 4)):
        network.join(source, target, 1)
    assert network.flow(0, 5) == 2
