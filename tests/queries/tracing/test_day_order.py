"""The order within a day: credits first and debits first along all accounts, instants, loops."""

from itertools import permutations
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from queries.tracing.day_order import Order, Post, Vague, in_order
from queries.tracing.events import DAY, Event
from tests.queries.tracing.ledgers import pay


def posts_of(text: str) -> list[Post]:
    """`1:0-2`: payment 1 from place 0 to place 2; `x` is nobody's ledger."""
    posts = []
    for number, word in enumerate(text.split()):
        ident, _, ends = word.partition(":")
        source, target = (-1 if end == "x" else int(end) for end in ends.split("-"))
        posts.append(Post(pay(ident, "a", "b", 1, locator=("", number)), source, target))
    return posts


def ids(posts: list[Post]) -> str:
    return "".join(post.event.id for post in posts)


def test_by_locator_is_the_order_of_the_rows() -> None:
    listed = posts_of("a:0-1 b:1-2 c:x-0")
    assert ids(in_order(reversed(listed), Order.BY_LOCATOR)[0]) == "abc"


def test_credits_first_holds_along_a_chain_of_accounts() -> None:
    """The rows stand against the flow: 2 to x, 1 to 2, 0 to 1, x to 0."""
    listed = posts_of("a:2-x b:1-2 c:0-1 d:x-0")
    assert ids(in_order(listed, Order.CREDITS_FIRST)[0]) == "dcba"


def test_debits_first_is_the_reverse() -> None:
    listed = posts_of("a:x-0 b:0-1 c:1-2 d:2-x")
    assert ids(in_order(listed, Order.DEBITS_FIRST)[0]) == "dcba"


def test_what_leaves_a_loop_comes_after_it_and_what_enters_it_before() -> None:
    """0 and 1 pay each other. c leaves the loop, d enters it."""
    listed = posts_of("c:1-x a:0-1 b:1-0 d:x-0")
    ordered, loops = in_order(listed, Order.CREDITS_FIRST)
    assert ids(ordered) == "dabc"
    assert ids(in_order(listed, Order.DEBITS_FIRST)[0]) == "cabd"
    assert [(loop.places, loop.events) for loop in loops] == [((0, 1), ("a", "b"))]


def test_a_payment_to_oneself_is_no_loop() -> None:
    assert in_order(posts_of("a:0-0 b:x-0"), Order.CREDITS_FIRST)[1] == []


def test_parties_without_a_ledger_close_no_loop() -> None:
    """Money that goes to the world and comes back the same day is not one loop of payments."""
    assert in_order(posts_of("a:0-x b:x-0"), Order.CREDITS_FIRST)[1] == []


def test_known_instants_hold_under_every_policy() -> None:
    """b has an hour before c's; credits first alone would have c before b."""
    listed = posts_of("a:x-1 b:1-2 c:x-1")
    timed = {"b": 1, "c": 2}
    listed = [
        post._replace(event=post.event._replace(first=timed[post.event.id],
                                                last=timed[post.event.id]))
        if post.event.id in timed else post
        for post in listed
    ]  # fmt: skip
    for order in Order:
        found = ids(in_order(listed, order)[0])
        assert found.index("b") < found.index("c")
    assert ids(in_order(listed, Order.CREDITS_FIRST)[0]) == "abc"


def test_a_vague_date_stands_on_its_first_or_its_last_possible_day() -> None:
    vague = pay("v", "a", "b", 1, 0, to_day=9)
    exact = pay("e", "a", "b", 1, 5)
    listed = [Post(vague, 0, 1), Post(exact, 0, 1)]
    assert ids(in_order(listed, Order.BY_LOCATOR, Vague.EARLIEST)[0]) == "ve"
    assert ids(in_order(listed, Order.BY_LOCATOR, Vague.LATEST)[0]) == "ev"
    # Not before day 7: that is all there is to stand on, under both.
    after = Event("v", "a", "b", "USD", 1, first=7 * DAY)
    for vague_as in Vague:
        listed = [Post(after, 0, 1), Post(exact, 0, 1)]
        assert ids(in_order(listed, Order.BY_LOCATOR, vague_as)[0]) == "ev"


@settings(max_examples=300, deadline=None, derandomize=True)
@given(
    st.lists(st.tuples(st.integers(-1, 4), st.integers(-1, 4)), min_size=1, max_size=9),
    st.sampled_from([Order.CREDITS_FIRST, Order.DEBITS_FIRST]),
)
def test_the_policy_holds_wherever_the_day_has_no_loop(
    ends: list[tuple[int, int]], order: Order
) -> None:
    """No account pays before it is paid (or is paid before it pays), outside of its loop."""
    listed = [
        Post(pay(f"p{number}", "a", "b", 1, locator=("", number)), *pair)
        for number, pair in enumerate(ends)
    ]
    ordered, loops = in_order(listed, order)
    knot_of = {place: loop for loop in loops for place in loop.places}
    for place, earlier in enumerate(ordered):
        for later in ordered[place + 1 :]:
            mid = earlier.source if order is Order.CREDITS_FIRST else earlier.target
            back = later.target if order is Order.CREDITS_FIRST else later.source
            if mid != back or mid < 0 or earlier.source == earlier.target:
                continue
            if later.source == later.target:
                continue
            # The earlier pays out of the account that the later pays into: only within a loop.
            assert {earlier.event.id, later.event.id} <= set(knot_of[mid].events)


def test_the_order_is_that_of_no_input() -> None:
    r = Random(5)
    listed = posts_of(" ".join(f"{n}:{r.randrange(3)}-{r.randrange(3)}" for n in range(5)))
    for order in Order:
        assert len({ids(in_order(given, order)[0]) for given in permutations(listed)}) == 1
