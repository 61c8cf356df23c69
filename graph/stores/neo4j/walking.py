"""Walking the graph on the server: hops, the edges between groups, corridors."""

from collections.abc import Collection
from typing import Any, LiteralString

from neo4j import Session

from graph.stores.corridor import Search
from graph.stores.neo4j import reads as cypher
from graph.stores.neo4j.conversation import Conversation
from graph.stores.neo4j.filter import parameters
from graph.stores.neo4j.shortest import (
    PAIRS,
    PATHS,
    Shortest,
    Side,
    all_shortest,
    hubs_met,
    interior,
    level_values,
    levels,
    passing,
)
from graph.traversal import (
    EDGE_BUDGET,
    Corridor,
    Direction,
    EdgeFilter,
    Link,
    Passage,
    Visit,
    ways,
)

_TURNED = {Direction.OUT: Direction.IN, Direction.IN: Direction.OUT, Direction.ANY: Direction.ANY}


class Walking(Conversation):
    """The reads that traversal is made of."""

    def __init__(self, session: Session, timeout: float) -> None:
        """Read through a session, as `Conversation`."""
        super().__init__(session, timeout)
        self._searches: dict[object, ServerSearch] = {}

    def _forget(self) -> None:
        self._searches.clear()

    def visits(self, ids: Collection[str]) -> dict[str, Visit]:
        """Kind and degree of each node among the ids."""
        return _visits(self._columns(cypher.VISITS, ids=list(ids)))

    def closed(self, ids: Collection[str], passage: Passage) -> dict[str, Visit]:
        """The nodes among the ids that a path may not pass through."""
        if self.has_hubs(passage):
            text = cypher.CLOSED_OR_HUB
        elif passage.closed_kinds or passage.avoid:
            text = cypher.CLOSED
        else:
            return {}
        return _visits(self._columns(text, ids=list(ids), **passing(passage)))

    def has_hubs(self, passage: Passage) -> bool:
        """Whether any node of the store may have more edges than a hub."""
        limit = passage.hub_limit
        return limit is not None and self._kept()["most_edges"] > limit

    def expand(
        self,
        frontier: Collection[str],
        direction: Direction,
        edges: EdgeFilter,
        limit: int = EDGE_BUDGET,
    ) -> tuple[list[Link], bool]:
        """One hop for a whole frontier, in one statement."""
        given = {"ids": list(frontier), **parameters(edges)}
        found = self._links(cypher.hop_links(direction, edges, ordered=False), limit + 1, given)
        if len(found) <= limit:
            return found, True
        return self._links(cypher.hop_links(direction, edges, ordered=True), limit, given), False

    def within(
        self,
        sources: Collection[str],
        targets: Collection[str],
        edges: EdgeFilter,
        limit: int = EDGE_BUDGET,
    ) -> tuple[list[Link], bool]:
        """The edges from one of the sources to one of the targets."""
        return self.between(sources, targets, Direction.OUT, edges, limit)

    def between(
        self,
        ones: Collection[str],
        others: Collection[str],
        direction: Direction,
        edges: EdgeFilter,
        limit: int,
    ) -> tuple[list[Link], bool]:
        """The edges that join two groups of nodes, seen from the first; else as `expand`."""
        # The smaller side drives, the other is probed.
        if len(ones) > len(others):
            ones, others, direction = others, ones, _TURNED[direction]
        given = {"ids": list(ones), "others": list(others), **parameters(edges)}
        found = self._links(cypher.between_links(edges, direction, ordered=False), limit + 1, given)
        if len(found) <= limit:
            return found, True
        first = cypher.between_links(edges, direction, ordered=True)
        return self._links(first, limit, given), False

    def _links(self, text: LiteralString | None, most: int, given: dict[str, Any]) -> list[Link]:
        return [] if text is None else list(map(Link, *self._columns(text, most=most, **given)))

    def _search(
        self,
        sources: Collection[str],
        targets: Collection[str],
        direction: Direction,
        edges: EdgeFilter,
        passage: Passage,
    ) -> "ServerSearch":
        """The search between these ends, carried on where an earlier call of it stopped."""
        ends = frozenset(sources), frozenset(targets)
        key = (*ends, direction, edges, passage)
        if key not in self._searches:
            self._searches[key] = ServerSearch(self, *ends, direction, edges, passage)
        return self._searches[key]

    def corridor(
        self,
        sources: Collection[str],
        targets: Collection[str],
        length: int,
        direction: Direction,
        edges: EdgeFilter,
        passage: Passage,
        limit: int = EDGE_BUDGET,
    ) -> Corridor:
        """Every edge u-v that passes with d(sources, u) + 1 + d(v, targets) <= length."""
        search = self._search(sources, targets, direction, edges, passage)
        known = search.known
        if known and known.links is not None and length == known.least:
            return Corridor(known.links, length, complete=True, hubs=known.hubs)
        search.catch_up()
        search.carry(length, limit)
        return search.corridor(length)

    def distance(
        self,
        sources: Collection[str],
        targets: Collection[str],
        length: int,
        direction: Direction,
        edges: EdgeFilter,
        passage: Passage,
    ) -> int | None:
        """The least number of edges from a source to a target, if at most `length`."""
        search = self._search(sources, targets, direction, edges, passage)
        if search.shortest is None and not search.begun and not search.sources & search.targets:
            search.shortest = self._shortest(search, length)
        known = search.known
        if known and length <= known.asked and (known.least is None or known.links is not None):
            return None if known.least is None or known.least > length else known.least
        search.catch_up()
        return search.distance(length, EDGE_BUDGET)

    def _shortest(self, search: "ServerSearch", length: int) -> Shortest | None:
        """The nearest connection by the server's own search, where it can be had exactly."""
        passage, edges = search.passage, search.edges
        hubs = self.has_hubs(passage)
        inside = interior(passage, search.sources | search.targets, hubs=hubs)
        text = all_shortest(length, search.direction, edges, inside)
        pairs = len(search.sources) * len(search.targets)
        if text is None or pairs > PAIRS:
            return None
        ends = {"sources": sorted(search.sources), "targets": sorted(search.targets)}
        given = {**ends, **parameters(edges), **passing(passage)}
        number, least, columns = self._columns(text, paths=PATHS, **given)
        if number >= PATHS:
            # Too many to go through; of one pair all have the same length all the same.
            return Shortest(length, least, None, ()) if pairs == 1 else None
        if least is None:
            return Shortest(length, None, None, ())
        links = list(map(Link, *columns))
        met = self._hubs_met(search, least, len(links), hubs=hubs)
        if met is None:
            return Shortest(length, least, None, ())
        return Shortest(length, least, links, tuple(sorted(met)))

    def _hubs_met(
        self, search: "ServerSearch", least: int, last: int, *, hubs: bool
    ) -> frozenset[str] | None:
        """The hubs that the search would meet; none where its budget might not be enough."""
        # A side expands a node once, so it sees an edge twice at most.
        if not hubs and 4 * self._kept()["edges"] + last <= EDGE_BUDGET:
            return frozenset()
        ahead = self._side(search, search.sources, search.direction)
        behind = self._side(search, search.targets, _TURNED[search.direction])
        return hubs_met(ahead, behind, least, EDGE_BUDGET - last)

    def _side(self, search: "ServerSearch", ends: frozenset[str], direction: Direction) -> Side:
        values = level_values(sorted(ends), search.edges, search.passage)
        return Side.of(len(ends), self._columns(levels(direction, search.edges), **values))


class ServerSearch(Search):
    """The search of every store, less the questions whose answers are known.

    Which levels are expanded, and so which hubs are met and when the budget ends, is as on every
    store.
    """

    def __init__(
        self,
        server: Walking,
        sources: frozenset[str],
        targets: frozenset[str],
        direction: Direction,
        edges: EdgeFilter,
        passage: Passage,
    ) -> None:
        """Search between two groups of nodes."""
        super().__init__(server, sources, targets, direction, edges, passage)
        self.server = server
        # What the server has found out about the nearest connection.
        self.shortest: Shortest | None = None

    @property
    def _apart(self) -> int:
        """No source is nearer to a target than this."""
        known = self.shortest
        if known is None:
            return 0
        return known.asked + 1 if known.least is None else known.least

    @property
    def known(self) -> Shortest | None:
        """The same, as long as the search has not begun: it then tells itself."""
        return None if self.begun else self.shortest

    @property
    def begun(self) -> bool:
        """Whether it has asked for anything."""
        return self.covered > 0 or self.cut

    def catch_up(self) -> None:
        """Do what the server's answer spared, where it turns out to be wanted after all."""
        if self.known:
            self.distance(self.known.asked, EDGE_BUDGET)

    def _join(self, limit: int) -> None:
        """The hop in the middle: not asked for while it can find nothing, else in one statement."""
        reach = self.forward.levels + self.backward.levels + 1
        if reach >= self._apart and self.direction is not Direction.ANY:
            super()._join(limit)
            return
        ahead, behind = self._open(self.forward), self._open(self.backward)
        if reach < self._apart:
            self.middle = []
            return
        room = max(limit - self.fetched, 0)
        found, complete = self.server.between(ahead, behind, Direction.ANY, self.edges, room)
        if not complete:
            self.cut = True
            return
        near, far = set(ahead), set(behind)
        self.middle = [
            (link, here, there)
            for link in found
            for here, there in ways(link, self.direction, self.edges)
            if here in near and there in far
        ]


def _visits(columns: Collection[Any]) -> dict[str, Visit]:
    found = zip(*columns, strict=True)
    return {ident: Visit(kind, degree) for ident, kind, degree in found}
