"""Walking the graph on the server: hops, the edges between groups, corridors."""

from collections.abc import Collection, Iterator
from typing import Any, Final, LiteralString

from neo4j import Session

from graph.store import Table
from graph.stores.corridor import Search
from graph.stores.neo4j import reads as cypher
from graph.stores.neo4j.conversation import Conversation
from graph.stores.neo4j.filter import followed, parameters
from graph.stores.neo4j.shortest import (
    LONGEST,
    PAIRS,
    PATHS,
    Shortest,
    all_shortest,
    interior,
    nearest,
    passing,
    turning,
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

# Beyond so many nodes or edges no picture is shown whole.
PICTURE: Final = 5_000
_TURNED = {Direction.OUT: Direction.IN, Direction.IN: Direction.OUT, Direction.ANY: Direction.ANY}


class Walking(Conversation):
    """The reads that traversal is made of."""

    def __init__(self, session: Session, timeout: float) -> None:
        """Read through a session, as `Conversation`."""
        super().__init__(session, timeout)
        self._searches: dict[object, ServerSearch] = {}
        self._met: dict[str, Visit] = {}
        self._seen: dict[Table, dict[str, tuple[str, str]]] = {"node": {}, "edge": {}}

    def _forget(self) -> None:
        self._searches.clear()
        self._met.clear()
        for seen in self._seen.values():
            seen.clear()

    def visits(self, ids: Collection[str]) -> dict[str, Visit]:
        """Kind and degree of each node among the ids."""
        unknown = [one for one in ids if one not in self._met]
        if unknown:
            self._meet(self._columns(cypher.VISITS, ids=unknown))
        return {one: self._met[one] for one in ids if one in self._met}

    def closed(self, ids: Collection[str], passage: Passage) -> dict[str, Visit]:
        """The nodes among the ids that a path may not pass through."""
        visits = self.visits(ids)
        return {one: visit for one, visit in visits.items() if passage.closed(one, visit)}

    def _meet(self, columns: Collection[Any]) -> None:
        """Remember kind and degree of nodes, as long as the store does not change."""
        ids, kinds, degrees = columns
        self._met.update(zip(ids, map(Visit, kinds, degrees), strict=True))

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
        text = cypher.picture(edges) if sources is targets and len(sources) <= PICTURE else None
        if text is not None:
            # What lies between the nodes of one group will be shown.
            given = {"ids": list(set(sources)), "most": PICTURE, **parameters(edges)}
            links, nodes, records = self._columns(text, **given)
            if len(links[0]) <= min(limit, PICTURE - 1):
                self._seen["node"].update(_bodies(nodes))
                self._seen["edge"].update(_bodies(records))
                return list(map(Link, *links)), True
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
        if text is None:
            return []
        links, *met = self._columns(text, most=most, **given)
        for columns in met:
            self._meet(columns)
        return list(map(Link, *links))

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
        if known and length == known.least:
            return Corridor(known.links, length, complete=True, hubs=())
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
        if search.shortest is None and not search.begun:
            self._look_ahead(search, length)
        known = search.known
        if known and length <= known.asked:
            return None if known.least is None or known.least > length else known.least
        search.catch_up()
        return search.distance(length, EDGE_BUDGET)

    def _look_ahead(self, search: "ServerSearch", length: int) -> None:
        """Ask the server's own search, before this one begins."""
        ends = search.sources | search.targets
        pairs = len(search.sources) * len(search.targets)
        apart = not search.sources & search.targets
        if not (
            apart
            and 0 < length <= LONGEST
            and pairs <= PAIRS
            and followed(search.edges) is not None
        ):
            return
        hubs = self.has_hubs(search.passage)
        way = (length, search.direction, search.edges, interior(search.passage, ends, hubs=hubs))
        given = {
            "sources": sorted(search.sources),
            "targets": sorted(search.targets),
            **parameters(search.edges),
            **passing(search.passage),
        }
        # Until the sides meet no node is expanded by both: an edge is seen twice at most.
        room = EDGE_BUDGET - 2 * self._kept()["edges"]
        if hubs or room < 0 or turning(search.direction, search.edges):
            (least,) = self._columns(nearest(*way), **given)
            links: list[Link] | None = None
        else:
            number, least, columns = self._columns(all_shortest(*way), paths=PATHS, **given)
            links = list(map(Link, *columns))
            if number >= PATHS:
                # Of more pairs than one not all may have been looked at.
                links, least = None, least if pairs == 1 else 1
            elif len(links) > room:
                links = None
        search.apart = length + 1 if least is None else least
        if least is None or links is not None:
            search.shortest = Shortest(length, least, links or [])


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
        # No source is nearer to a target than this.
        self.apart = 0
        self.shortest: Shortest | None = None

    @property
    def known(self) -> Shortest | None:
        """What the server has found, as long as the search has not begun: it then tells itself."""
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
        if reach >= self.apart and self.direction is not Direction.ANY:
            super()._join(limit)
            return
        ahead, behind = self._open(self.forward), self._open(self.backward)
        if reach < self.apart:
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


def _bodies(columns: Collection[Any]) -> Iterator[tuple[str, tuple[str, str]]]:
    ids, bodies, overlays = columns
    return zip(ids, zip(bodies, overlays, strict=True), strict=True)
