"""The best way on in time from where a route has come: labels, and which of them to keep."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable
from heapq import heappop, heappush
from itertools import count
from operator import attrgetter
from typing import NamedTuple

from queries.simple_paths import Budget
from queries.tracing.transfers import EVER, NEVER, Objective, Transfer, Wish

# Known or not, and the negative bottleneck (or another cost that adds up): less is better.
Main = tuple[int, int]


class Label(NamedTuple):
    """A way from a source to a place, as far as what comes later depends on it.

    Attributes:
        main: What the objective makes of it.
        ids: Of the payments, in order.
        early: The payment that follows comes no earlier than this: possible ways, the first
            moment at which the money can be here; certain ways, the last.
        late: Counts where money may lie only so long: the later, the longer the way stays open.
        place: Where the money is.
        way: The payments.
    """

    main: Main
    ids: tuple[str, ...]
    early: int
    late: int
    place: str
    way: tuple[Transfer, ...]

    @property
    def key(self) -> tuple[Main, int, tuple[str, ...]]:
        """The order of ways: objective, hops, ids."""
        return self.main, len(self.ids), self.ids


class TimeSearch:
    """Payments, prepared once for the ways from some places to others.

    Args:
        transfers: In any order, each id once.
        sources: Where ways begin.
        targets: Where they end. No way passes through a source or a target.
        wish: What is asked of a way.
        budget: How many labels may be made.

    Complexity:
        O(m log m + max_hops * m) for m payments.
    """

    def __init__(
        self,
        transfers: Iterable[Transfer],
        sources: Collection[str],
        targets: Collection[str],
        wish: Wish,
        budget: Budget,
    ) -> None:
        self._wish, self._budget = wish, budget
        here, there = ({wish.place(one) for one in ends} for ends in (sources, targets))
        self.sources, self.targets = here - there, there - here
        self._closed = ({wish.place(one) for one in wish.closed} | here | there) - self.targets
        self._after = EVER if wish.after is None else wish.after
        self._before = NEVER if wish.before is None else wish.before
        self._onward: dict[str, list[Transfer]] = {}
        order = attrgetter("begin" if wish.certain else "end")
        for one in sorted(transfers, key=lambda it: (order(it), it.id)):
            source, target = wish.place(one.source), wish.place(one.target)
            if (
                source != target
                and (source in self.sources or source not in self._closed | self.targets)
                and target not in self._closed
                and self._in_window(one)
            ):
                self._onward.setdefault(source, []).append(one)
        self._keys = {place: [order(it) for it in ways] for place, ways in self._onward.items()}
        self._latest = self._latest_by_hops()

    def _in_window(self, one: Transfer) -> bool:
        if self._wish.certain:
            return self._after <= one.begin and one.end <= self._before
        return self._after <= one.end and one.begin <= self._before

    def _latest_by_hops(self) -> list[dict[str, int]]:
        """By hops left: the latest moment at which money at a place can still reach a target.

        Necessary for every wish, and sufficient where neither dwell nor carry is asked for, so
        that hardly a label is made that leads nowhere.
        """
        near = self._distances()
        back: defaultdict[str, list[tuple[str, Transfer]]] = defaultdict(list)
        for place, ways in self._onward.items():
            for one in ways:
                back[self._wish.place(one.target)].append((place, one))
        table = [dict.fromkeys(self.targets, self._before)]
        moved = table[0]
        for hops in range(1, self._wish.max_hops + 1):
            now = dict(table[-1])
            better: dict[str, int] = {}
            for place, moment in moved.items():
                for before, one in back[place]:
                    # Only where the hops that are left lead back to a source.
                    if (
                        near.get(before, NEVER) + hops <= self._wish.max_hops
                        and one.begin <= moment
                    ):
                        latest = min(one.end, moment)
                        if latest > now.get(before, EVER - 1):
                            now[before] = better[before] = latest
            moved = better
            table.append(now)
        return table

    def _distances(self) -> dict[str, int]:
        """Hops from the nearest source, whatever the dates."""
        found = dict.fromkeys(self.sources, 0)
        frontier = list(found)
        for hops in range(1, self._wish.max_hops + 1):
            reached = {
                self._wish.place(one.target)
                for place in frontier
                for one in self._onward.get(place, ())
            }
            frontier = list(reached - found.keys())
            found.update(dict.fromkeys(frontier, hops))
        return found

    def start(self, place: str) -> Label:
        """The label of a way that has not begun."""
        return Label((0, EVER), (), self._after, NEVER, place, ())

    def steps(self, label: Label, refused: Collection[str] = ()) -> Iterable[Label]:
        """The labels one payment on; the first of them not refused."""
        ways = self._onward.get(label.place)
        left = self._wish.max_hops - len(label.ids)
        if not ways or left <= 0:
            return
        latest = self._latest[left - 1]
        for one in ways[bisect_left(self._keys[label.place], label.early) :]:
            if one.id in refused:
                continue
            fresh = self._step(label, one)
            if fresh and fresh.early <= latest.get(fresh.place, EVER - 1):
                if not self._budget.take():
                    return
                yield fresh

    def _step(self, label: Label, one: Transfer) -> Label | None:
        """The label behind one more payment, or none if it cannot follow."""
        wish, begun = self._wish, bool(label.ids)
        if wish.certain:
            dwells = wish.max_dwell is None or not begun or one.end - label.late <= wish.max_dwell
            if one.begin < label.early or not dwells:
                return None
            early, late = one.end, one.begin
        else:
            early, late = max(one.begin, label.early), min(one.end, self._before)
            if wish.max_dwell is not None and begun:
                late = min(late, label.late + wish.max_dwell)
            if early > late:
                return None
        if begun and not wish.carries(label.way[-1], one):
            return None
        main = self._main(label, one, early)
        ids, way = (*label.ids, one.id), (*label.way, one)
        return Label(main, ids, early, late, wish.place(one.target), way)

    def retrace(self, label: Label) -> tuple[Label, ...]:
        """The labels of a way from its beginning on, one more than payments."""
        labels = [self.start(self._wish.place(label.way[0].source))]
        for one in label.way:
            following = self._step(labels[-1], one)
            if following is None:
                msg = f"{one.id!r} cannot follow {labels[-1].ids}"
                raise ValueError(msg)
            labels.append(following)
        return tuple(labels)

    def _main(self, label: Label, one: Transfer, early: int) -> Main:
        match self._wish.objective:
            case Objective.EARLIEST:
                return (0, early)
            case Objective.HOPS:
                return (0, 0)
            case Objective.EVIDENCE:
                return (0, one.weight + (label.main[1] if label.ids else 0))
        if label.main[0] or one.amount is None:
            return (1, 0)
        return (0, max(label.main[1], -one.amount))

    def best(
        self, label: Label, refused: Collection[str] = (), blocked: Collection[str] = ()
    ) -> Label | None:
        """The best way on to a target, around the blocked places; it may pass a place twice.

        It is a label-setting search: the best label is settled first, and one that another beats
        in all that matters later is dropped. What passes a place twice is the best only where
        money must not lie still too long, or must not shrink too much.

        References:
            E. Q. V. Martins, On a multicriteria shortest path problem, European Journal of
            Operational Research 16, 1984.
        """
        settled: defaultdict[str, list[Label]] = defaultdict(list)
        serial = count()
        heap: list[tuple[tuple[Main, int, tuple[str, ...]], int, Label]] = []

        def push(fresh: Label) -> None:
            if fresh.place not in blocked:
                heappush(heap, (fresh.key, next(serial), fresh))

        for fresh in self.steps(label, refused):
            push(fresh)
        while heap:
            _, _, found = heappop(heap)
            if found.place in self.targets:
                return found
            if any(self._beats(other, found) for other in settled[found.place]):
                continue
            settled[found.place].append(found)
            for fresh in self.steps(found):
                push(fresh)
        return None

    def _beats(self, one: Label, other: Label) -> bool:
        """Whether whatever follows `other` can follow `one`, and is better there."""
        if one.early > other.early or len(one.ids) > len(other.ids):
            return False
        if len(one.ids) == len(other.ids) and one.ids > other.ids:
            return False
        # An unknown bottleneck stays unknown whatever follows, so this order holds further on.
        if one.main > other.main:
            return False
        if self._wish.max_dwell is not None and one.late < other.late:
            return False
        if self._wish.min_carry is None:
            return True
        mine, theirs = one.way[-1], other.way[-1]
        return mine.amount is None or (
            theirs.amount is not None
            and mine.currency == theirs.currency
            and mine.amount <= theirs.amount
        )
