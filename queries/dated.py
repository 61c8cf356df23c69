"""The records that a timeline tells of: around some entities, or everything in the store."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from graph.evidence import code
from graph.ontology import Ladder, Rung
from graph.store import Reader, View
from graph.traversal import EDGE_BUDGET, Direction, EdgeFilter, Link
from queries.moments import HAPPENINGS, LENT, TIES, moments_of

# So many nodes are asked for their edges at a time.
_BATCH = 1000


@dataclass(slots=True)
class Found:
    """Records, before they are ordered and cut.

    Attributes:
        views: The records by id, with their readings.
        through: By which edges a node is tied to the entities asked about.
        accounts: The edges by which an account counted as its holder's.
        complete: Whether these are all.
    """

    views: dict[str, View] = field(default_factory=dict)
    through: defaultdict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    accounts: list[str] = field(default_factory=list)
    complete: bool = True


@dataclass(frozen=True)
class DatedSearch:
    """Which records are looked for.

    Attributes:
        edges: The edges.
        nodes: The kinds of nodes.
    """

    edges: EdgeFilter
    nodes: frozenset[str]

    def around(self, reader: Reader, ids: Collection[str]) -> Found:
        """What is next to the entities or to accounts that they hold, and themselves."""
        holding = EdgeFilter(kinds=frozenset({"AccountHolder"}), inferred=self.edges.inferred)
        held, _ = reader.expand(ids, Direction.OUT, holding)
        found = Found(accounts=sorted(one.id for one in held))
        about = {*ids, *(one.target for one in held)}
        links, found.complete = reader.expand(about, Direction.ANY, self.edges)
        found.views = _edges(reader, links)
        kinds = {one: visit.kind for one, visit in reader.visits(about).items()}
        if self.nodes & HAPPENINGS.keys():
            kinds |= self._happened(reader, about, found)
        self._add_nodes(reader, kinds, found)
        return found

    def _happened(self, reader: Reader, about: set[str], found: Found) -> dict[str, str]:
        """The kinds of what the entities took part in, or are otherwise tied to."""
        ties = EdgeFilter(kinds=TIES, inferred=self.edges.inferred)
        links, whole = reader.expand(about, Direction.ANY, ties)
        found.complete &= whole
        ends = {end for one in links for end in (one.source, one.target)} - about
        visits = reader.visits(ends).items()
        happened = {one: visit.kind for one, visit in visits if visit.kind in HAPPENINGS}
        for one in sorted(links):
            for end in {one.source, one.target} & happened.keys():
                found.through[end].append(one.id)
        return happened

    def everything(self, reader: Reader) -> Found:
        """Every record of these kinds, as far as one question may bring them in."""
        found = Found()
        kinds = {view["id"]: view["kind"] for _, view in reader.scan("node")}
        ids, links = sorted(kinds), list[Link]()
        for start in range(0, len(ids) if self.edges.kinds else 0, _BATCH):
            room = EDGE_BUDGET - len(links)
            batch = ids[start : start + _BATCH]
            more, found.complete = reader.expand(batch, Direction.OUT, self.edges, room)
            links += more
            if not found.complete:
                break
        found.views = _edges(reader, links)
        self._add_nodes(reader, kinds, found)
        return found

    def _add_nodes(self, reader: Reader, kinds: Mapping[str, str], found: Found) -> None:
        """The nodes among them that are of these kinds and stand as high as asked for."""
        wanted = sorted(one for one, kind in kinds.items() if kind in self.nodes)
        found.complete &= len(wanted) <= EDGE_BUDGET
        for ident, view in reader.nodes(wanted[:EDGE_BUDGET]).items():
            # That somebody's birth has no date tells nothing of when something happened.
            if self._passes(view) and (view["kind"] in HAPPENINGS or any(moments_of(view))):
                found.views[ident] = view

    def _passes(self, node: View) -> bool:
        reading = node["evidence"]
        if reading.get("inferred"):
            return self.edges.inferred
        return code(Ladder(reading["ladder"]), Rung(reading["standing"])) in self.edges.rungs


def dated_edges(asked: EdgeFilter, kinds: Collection[str]) -> EdgeFilter:
    """The edges of these kinds, whichever way they run."""
    return replace(asked, kinds=frozenset(kinds), both_ways=frozenset())


def _edges(reader: Reader, links: Collection[Link]) -> dict[str, View]:
    """The edges that have a date, or lack one of their own."""
    found = reader.edges([one.id for one in links])
    return {
        one: view
        for one, view in found.items()
        if view["kind"] not in LENT or any(moments_of(view))
    }
