"""The payments on the ways from some places to others, out of a store, within a budget."""

from dataclasses import dataclass, replace

from graph.store import Reader
from graph.stores.corridor import Search
from graph.traversal import EDGE_BUDGET, Direction, EdgeFilter, Link, Passage
from queries.tracing.places import Places


@dataclass(frozen=True)
class OnTheWay:
    """Payments on the ways between places.

    Attributes:
        links: By id, between the accounts or parties that they name.
        places: Whose the accounts are.
        length: Up to so many payments every way is on them.
        complete: Whether that is as many as were asked for.
        hubs: Parties and accounts met that were not passed for their number of links.
    """

    links: list[Link]
    places: Places
    length: int
    complete: bool
    hubs: tuple[str, ...]

    @property
    def ends(self) -> set[str]:
        """Every party and account that the payments name."""
        return {end for one in self.links for end in (one.source, one.target)}


@dataclass(frozen=True)
class Ways:
    """Which ways are looked for.

    Attributes:
        sources: Parties or accounts where they begin; a holder's accounts are one place with it.
        targets: Where they end.
        max_hops: The most payments on a way.
        payments: Which payments count.
        holdings: Which edges say whose an account is.
        passage: What may not be passed.
    """

    sources: frozenset[str]
    targets: frozenset[str]
    max_hops: int
    payments: EdgeFilter
    holdings: EdgeFilter
    passage: Passage

    def fetch(self, reader: Reader, limit: int = EDGE_BUDGET) -> OnTheWay:
        """Every payment on a way, or on those of as many payments as the limit allows.

        Args:
            reader: The store.
            limit: The most payments that are brought in.

        Complexity:
            A few reads for each hop, by the smaller side of the search first.
        """
        places = Places(reader, self.holdings)
        sources, targets = places.places(self.sources), places.places(self.targets)
        both = sources & targets
        places.ends = sources | targets
        passage = replace(self.passage, avoid=self.passage.avoid | places.ends)
        search = Search(
            places, sources - both, targets - both, Direction.OUT, self.payments, passage
        )
        search.carry(self.max_hops, limit)
        found = search.corridor(self.max_hops)
        originals = [places.links[one.id] for one in found.links]
        return OnTheWay(
            [one for one in originals if places.passes(one)],
            places,
            found.length,
            found.complete and places.complete,
            _hubs(places, self.passage),
        )


def _hubs(places: Places, passage: Passage) -> tuple[str, ...]:
    most = passage.hub_limit
    if most is None:
        return ()
    return tuple(
        sorted(
            one
            for one, visit in places.shut.items()
            if visit.degree > most and places.place(one) not in places.ends
        )
    )
