"""The order of payments: by day, and within a day by a policy that is named in the answer.

A bank statement seldom says at what hour money came. What it leaves open decides what a tracing
rule finds, so it is never decided in silence.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from graphlib import CycleError, TopologicalSorter
from operator import attrgetter
from typing import NamedTuple

from queries.tracing.events import DAY, Event


class Order(StrEnum):
    """Which of the payments of one day comes first, where no hour is known.

    `credits_first` has every payment into an account before every one out of it, along all the
    accounts that the day's payments join; `debits_first` the reverse. Where they run in a loop
    no such order exists, and those of the loop follow their locators.
    """

    BY_LOCATOR = "by_locator"
    CREDITS_FIRST = "credits_first"
    DEBITS_FIRST = "debits_first"


class Vague(StrEnum):
    """On which day a payment of a vague date stands: its first possible one, or its last."""

    EARLIEST = "earliest"
    LATEST = "latest"


class Post(NamedTuple):
    """An event between two places; a place below 0 is nobody's ledger and binds no order."""

    event: Event
    source: int
    target: int


class Loop(NamedTuple):
    """Payments of one day that lead back to where they began.

    Attributes:
        day: Days since 1970-01-01.
        places: The ledgers that they join.
        events: Ids of the payments among these ledgers, on that day.
    """

    day: int
    places: tuple[int, ...]
    events: tuple[str, ...]


def in_order(
    posts: Iterable[Post], order: Order, vague: Vague = Vague.EARLIEST
) -> tuple[list[Post], list[Loop]]:
    """The posts in one order, the same for every order in which they are given.

    Instants that are known hold under every policy: payments that have one keep the order of
    their instants, and the policy says where the others stand between them.

    Args:
        posts: Each with a first or a last possible moment.
        order: The policy within a day.
        vague: Where a payment stands whose date spans several days.

    Returns:
        All posts, and the loops within a day.

    Complexity:
        O(n log n) for n posts.
    """
    days: defaultdict[int, list[Post]] = defaultdict(list)
    for post in posts:
        days[day_of(post.event, vague)].append(post)
    ordered: list[Post] = []
    loops: list[Loop] = []
    for day in sorted(days):
        listed = sorted(days[day], key=lambda post: (post.event.locator, post.event.id))
        ranks, knots = _ranks(listed)
        loops += [_loop(day, knot, listed) for knot in knots]
        # Within a knot first what stays in it, then what leaves or enters it.
        if order is Order.CREDITS_FIRST:
            listed.sort(key=lambda post: (ranks.get(post.source, -1), _leaves(post, ranks)))
        elif order is Order.DEBITS_FIRST:
            beyond = len(ranks)
            listed.sort(key=lambda post: (-ranks.get(post.target, beyond), _leaves(post, ranks)))
        ordered += _by_instant(listed)
    return ordered, loops


def day_of(event: Event, vague: Vague) -> int:
    """The day on which an event stands, in days since 1970-01-01 (UTC).

    Raises:
        ValueError: If it has no date.
    """
    near, far = event.first, event.last
    if vague is Vague.LATEST:
        near, far = far, near
    moment = near if near is not None else far
    if moment is None:
        msg = f"{event.id!r} has no date"
        raise ValueError(msg)
    return moment // DAY


def _leaves(post: Post, ranks: dict[int, int]) -> bool:
    return ranks.get(post.source) != ranks.get(post.target)


def _ranks(posts: Sequence[Post]) -> tuple[dict[int, int], list[list[int]]]:
    """How far down the day's payments a ledger stands, and the knots whose members share it."""
    ends = {(post.source, post.target) for post in posts if post.source != post.target}
    payers, payees = {one for one, _ in ends if one >= 0}, {one for _, one in ends if one >= 0}
    if not payers & payees:
        return dict.fromkeys(payees, 1) | dict.fromkeys(payers, 0), []
    before: dict[int, set[int]] = {place: set() for place in payers | payees}
    for one, other in ends:
        if one >= 0 and other >= 0:
            before[other].add(one)
    try:
        return _levels(before), []
    except CycleError:
        pass
    import networkx as nx  # slow to import, and only wanted where payments run in a circle

    G: nx.DiGraph[int] = nx.DiGraph()
    G.add_nodes_from(before)
    G.add_edges_from((one, place) for place, mine in before.items() for one in mine)
    knots: dict[int, list[int]] = {}
    for knot in nx.strongly_connected_components(G):
        listed = sorted(knot)
        knots.update(dict.fromkeys(listed, listed))
    # Each knot stands for its members under the name of its lowest.
    whole: dict[int, set[int]] = {}
    for place, mine in before.items():
        into = whole.setdefault(knots[place][0], set())
        into |= {knots[one][0] for one in mine} - {knots[place][0]}
    levels = _levels(whole)
    ranks = {place: levels[knots[place][0]] for place in before}
    return ranks, sorted(knots[place] for place in whole if len(knots[place]) > 1)


def _levels(before: Mapping[int, Iterable[int]]) -> dict[int, int]:
    """The longest way down to each node of a graph without circles."""
    sorter = TopologicalSorter(before)
    sorter.prepare()
    levels: dict[int, int] = {}
    level = 0
    while sorter.is_active():
        ready = sorter.get_ready()
        levels.update(dict.fromkeys(ready, level))
        sorter.done(*ready)
        level += 1
    return levels


def _loop(day: int, knot: list[int], posts: Iterable[Post]) -> Loop:
    inside = set(knot)
    events = sorted(
        post.event.id
        for post in posts
        if post.source != post.target and {post.source, post.target} <= inside
    )
    return Loop(day, tuple(knot), tuple(events))


def _by_instant(posts: list[Post]) -> list[Post]:
    """The same posts; those of a known instant change places among themselves alone."""
    timed = [place for place, post in enumerate(posts) if post.event.first == post.event.last]
    known = sorted((posts[place] for place in timed), key=attrgetter("event.first"))
    for place, post in zip(timed, known, strict=True):
        posts[place] = post
    return posts
