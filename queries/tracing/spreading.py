"""Which payments a question of tracing needs: all those of the parties that money can reach."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from graph.evidence import codes_from
from graph.ontology import Rung
from graph.store import Reader, View
from graph.traversal import Direction, EdgeFilter
from queries.tracing.claimed import carries, moments_of

EVER, NEVER = -(2**63), 2**63
HOLDING = EdgeFilter(kinds=frozenset({"AccountHolder"}))


class Way(StrEnum):
    """Whose payments are wanted beside those of the seeds themselves."""

    HERE = "here"
    FORWARD = "forward"
    BACK = "back"


@dataclass(slots=True)
class Spread:
    """The payments that were met.

    Attributes:
        payments: By id.
        known: The parties and accounts all of whose payments in the window are among them.
        holders: The holders of each account that was met.
        cut: Parties whose payments are missing, since there are more of them than fit.
        behind: Parties that lie further than the asked hops.
    """

    payments: dict[str, View] = field(default_factory=dict)
    known: set[str] = field(default_factory=set)
    holders: dict[str, set[str]] = field(default_factory=dict)
    cut: set[str] = field(default_factory=set)
    behind: set[str] = field(default_factory=set)


def payments_filter(after: int | None = None, before: int | None = None) -> EdgeFilter:
    """All payments of a window, also conclusions and denied ones, which the answer sets apart.

    Args:
        after: First moment, in milliseconds since 1970 (UTC); none: no bound.
        before: Last moment. What has no date is never outside.
    """
    return EdgeFilter(
        kinds=frozenset({"Payment"}),
        rungs=codes_from(Rung.REFUTED),
        inferred=True,
        after=after,
        before=before,
    )


@dataclass
class Spreading:
    """A spread under way.

    Attributes:
        reader: Where the payments are.
        way: How it spreads.
        edges: Which payments count.
        room: How many payments at most.
        whole: Whether a holder's accounts count as one, so that what reaches one reaches all.
        through: Which payments money may have gone on by.
    """

    reader: Reader
    way: Way
    edges: EdgeFilter
    room: int
    whole: bool = False
    through: Callable[[View], bool] = carries
    found: Spread = field(default_factory=Spread)
    _reach: dict[str, int] = field(default_factory=dict)
    # For each party the ways on: to whom, and the first and last moment.
    _onward: defaultdict[str, list[tuple[str, int, int]]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def run(self, start: Mapping[str, int], most_hops: int | None = None) -> Spread:
        """Spread from parties.

        Args:
            start: When money can have been at each of them: the first moment forward, the last
                one back, in milliseconds since 1970 (UTC).
            most_hops: So many payments away at most; none: no bound.

        Complexity:
            O(hops) reads of the store, as long as the moments only rise on the way.
        """
        reached, hops = dict(start), 0
        while reached:
            reached = self._with_kin(reached)
            for party, moment in reached.items():
                self._reach[party] = self._sooner(party, moment)
            self._fetch(reached.keys() - self.found.known)
            if self.way is Way.HERE:
                break
            onward = self._next(reached)
            if most_hops is not None and hops >= most_hops:
                self.found.behind |= onward.keys() - self.found.known
                break
            reached, hops = onward, hops + 1
        return self.found

    def _with_kin(self, reached: dict[str, int]) -> dict[str, int]:
        """Add the accounts of holders, and where a holder's accounts are one, all of those."""
        out, _ = self.reader.expand(reached, Direction.ANY, HOLDING)
        for link in sorted(out):
            self.found.holders.setdefault(link.target, set()).add(link.source)
        wider = dict(reached)
        beside: set[str] = set()
        for link in sorted(out):
            if link.source in reached:
                self._widen(wider, link.target, reached[link.source])
            else:
                beside.add(link.source)
                if self.whole:
                    self._widen(wider, link.source, reached[link.target])
        if not self.whole:
            # Somebody may tell of the same transfer to the holder, without the account.
            self._fetch(beside - self.found.known)
        if self.whole and beside:
            siblings, _ = self.reader.expand(beside, Direction.OUT, HOLDING)
            for link in sorted(siblings):
                self.found.holders.setdefault(link.target, set()).add(link.source)
                self._widen(wider, link.target, wider[link.source])
        return wider

    def _widen(self, wider: dict[str, int], party: str, moment: int) -> None:
        pick = max if self.way is Way.BACK else min
        wider[party] = pick(moment, wider.get(party, moment))

    def _sooner(self, party: str, moment: int) -> int:
        pick = max if self.way is Way.BACK else min
        return pick(moment, self._reach.get(party, moment))

    def _fetch(self, parties: Collection[str]) -> None:
        """Bring in all payments of each party, or none of it where there is no room left."""
        fits, room = [], self.room - len(self.found.payments)
        visits = self.reader.visits(parties)
        for party in sorted(visits, key=lambda it: (visits[it].degree, it)):
            if visits[party].degree <= room:
                fits.append(party)
                room -= visits[party].degree
            elif not self._alone(party):
                self.found.cut.add(party)
        links, _ = self.reader.expand(fits, Direction.ANY, self.edges, self.room)
        self._enter(link.id for link in links)
        self.found.known.update(fits)

    def _alone(self, party: str) -> bool:
        """A party with many links may have few payments."""
        room = self.room - len(self.found.payments)
        if room <= 0:
            return False
        links, whole = self.reader.expand([party], Direction.ANY, self.edges, room)
        if whole:
            self._enter(link.id for link in links)
            self.found.known.add(party)
        return whole

    def _enter(self, ids: Iterable[str]) -> None:
        fresh = [one for one in ids if one not in self.found.payments]
        views = self.reader.edges(fresh)
        self.found.payments.update(views)
        near, far = ("target", "source") if self.way is Way.BACK else ("source", "target")
        for view in views.values() if self.way is not Way.HERE else ():
            if self.through(view):
                first, last = moments_of(view)
                begin = EVER if first is None else first
                end = NEVER if last is None else last
                self._onward[view[near]].append((view[far], begin, end))

    def _next(self, reached: Iterable[str]) -> dict[str, int]:
        """The parties that money goes on to, and since when; back in time, up to when."""
        onward: dict[str, int] = {}
        for party in reached:
            moment = self._reach[party]
            for far, begin, end in self._onward.get(party, ()):
                if self.way is Way.BACK:
                    fits, arrives = begin <= moment, min(moment, end)
                    earlier = self._reach.get(far, EVER) >= arrives
                else:
                    fits, arrives = end >= moment, max(moment, begin)
                    earlier = self._reach.get(far, NEVER) <= arrives
                if fits and not earlier:
                    self._widen(onward, far, arrives)
        return onward
