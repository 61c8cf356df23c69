"""Simple paths between two sets of nodes of a multigraph: the best, the k best, all of them.

A path leads from one of A to one of B, repeats no node, and has none of A or B between its ends
(an A-B path in the sense of R. Diestel, Graph Theory, section 1.3). So a node that is in both
sets is a path of no hops, and the only one that it is an end of. Parallel edges make different
paths.

Costs are positive whole numbers that add up, which makes one order of all paths: cost, hops, edge
ids by code point. Everything here is pure; the store brings the edges.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import count

from queries.steps import ROOT, SimplePath, Step, Table, Web


@dataclass
class Budget:
    """How many steps an enumeration may still take; `spent` once it wanted more."""

    steps: int
    spent: bool = False

    def take(self) -> bool:
        """Take one step, if there is one left."""
        self.steps -= 1
        self.spent = self.spent or self.steps < 0
        return not self.spent


def shortest_paths(web: Web, max_hops: int) -> Iterator[SimplePath]:
    """Every path of the least cost, by edge ids: no tie is hidden.

    Where a node is in both sets, the least cost is 0 and those paths are the answer.

    Args:
        web: The edges, with the cost of each.
        max_hops: Longer paths do not count.

    Yields:
        The paths; none where nothing connects.

    Complexity:
        O(max_hops * m) to begin with, then O(max_hops * d) for each path. No step is lost: a
        cheapest walk of positive costs repeats no node.
    """
    for node in web.trivial:
        yield SimplePath((node,), ())
    if web.trivial:
        return
    table = web.reach(max_hops)
    first = web.least(ROOT, max_hops, table)
    if first is None:
        return

    def walk(node: str, left: int, hops: int, steps: list[Step]) -> Iterator[SimplePath]:
        if node in web.targets:
            yield web.path(steps)
            return
        for step in web.onward.get(node, ()):
            if hops and table[hops - 1].get(step.node) == left - step.weight:
                yield from walk(step.node, left - step.weight, hops - 1, [*steps, step])

    yield from walk(ROOT, sum(step.weight for step in first), max_hops, [])


def k_shortest_paths(web: Web, k: int, max_hops: int) -> list[SimplePath]:
    """The k best paths, best first.

    Each path taken out splits what remains by where others leave it. What is pushed back is the
    cheapest walk of that part, which costs nothing to read off the table; only where it repeats
    a node, and only once its turn comes, is the part searched around the nodes before.

    Args:
        web: The edges, with the cost of each.
        k: How many paths at most.
        max_hops: Longer paths do not count.

    Returns:
        At most k paths by cost, hops and edge ids.

    Complexity:
        O(k * max_hops * (d + log k)) beyond one table where cheapest walks are simple; at worst
        O(k * max_hops^2 * m).

    References:
        J. Y. Yen, Finding the K Shortest Loopless Paths in a Network, Management Science 17,
        1971; E. L. Lawler, A Procedure for Computing the K Best Solutions, Management Science
        18, 1972.
    """
    found = [SimplePath((node,), ()) for node in web.trivial][:k]
    table = web.reach(max_hops)
    serial = count()
    heap: list[tuple[int, tuple[str, ...], int, list[Step], int, frozenset[str]]] = []

    def propose(kept: list[Step], refused: frozenset[str], table: Table) -> None:
        node = kept[-1].node if kept else ROOT
        on = web.least(node, max_hops - len(kept), table, refused)
        if on is not None:
            steps = kept + on
            cost = sum(step.weight for step in steps)
            ids = tuple(step.link.id for step in steps)
            heappush(heap, (cost, ids, next(serial), steps, len(kept), refused))

    propose([], frozenset(), table)
    while heap and len(found) < k:
        _, _, _, steps, kept, refused = heappop(heap)
        nodes = [step.node for step in steps]
        if len(set(nodes)) < len(nodes):
            around = web.reach(max_hops - kept, frozenset(nodes[:kept]))
            propose(steps[:kept], refused, around)
            continue
        found.append(web.path(steps))
        for leave in range(kept, len(steps)):
            taken = frozenset({steps[leave].link.id})
            propose(steps[:leave], taken | refused if leave == kept else taken, table)
    return found


def paths_of_length(
    web: Web, hops: int, budget: Budget, via: Collection[str] = ()
) -> Iterator[SimplePath]:
    """Every path of exactly so many hops that has all the given nodes on it, by edge ids.

    Called for one length after the other it is the order by hops, without holding more than
    one path.

    Args:
        web: The edges.
        hops: The length.
        budget: Stops the enumeration; the same edges always stop at the same path.
        via: Nodes that must lie on the path, its ends included.

    Yields:
        The paths.

    Complexity:
        Exponential in `hops` at worst, hence the budget; a step that cannot reach an end, or a
        node still to be passed, in the hops left is not taken.
    """
    if hops == 0:
        yield from (SimplePath((one,), ()) for one in web.trivial if set(via) <= {one})
        return
    home = web.distances(web.targets)
    # To a node still to be passed and from there to an end: no way on is shorter.
    bounds = [home]
    for node in sorted(set(via) - web.sources - web.targets):
        to_node, beyond = web.distances({node}), home.get(node)
        bounds.append({} if beyond is None else {k: v + beyond for k, v in to_node.items()})
    passed = [ROOT, *sorted(set(via) - web.sources - web.targets)]
    ends = set(via) & (web.sources | web.targets)

    def walk(node: str, left: int, steps: list[Step], on: set[str]) -> Iterator[SimplePath]:
        if node in web.targets:
            path = web.path(steps)
            if not left and ends <= set(path.nodes):
                yield path
            return
        for step in web.onward.get(node, ()):
            if not budget.take():
                return
            if step.node in on:
                continue
            if all(
                bound.get(step.node, left) < left
                for name, bound in zip(passed, bounds, strict=True)
                if name not in on
            ):
                on.add(step.node)
                yield from walk(step.node, left - 1, [*steps, step], on)
                on.remove(step.node)

    yield from walk(ROOT, hops, [], set())
