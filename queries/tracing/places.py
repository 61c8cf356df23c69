"""Accounts taken together with their holder: the places that money comes to and goes on from.

A holder and the accounts that it alone holds are one place. An account with several holders stays
a place of its own: which of them disposed of its money, nobody says.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from graph.store import Reader
from graph.traversal import Direction, EdgeFilter, Link, Passage, Visit


@dataclass
class Places:
    """Reads payments from a store as if each holder and its accounts were one node.

    Attributes:
        reader: The store.
        holding: Which edges say that somebody holds an account.
        ends: Places that are never closed.
        links: Every payment that was read, by id, between the accounts that it names.
        holders: The only holder of each account met.
        by: By which edge an account counts as its holder's.
        joint: Accounts met that several hold.
        shut: What may not be passed, holder or account, with its degree.
        complete: Whether every holding was read.
    """

    reader: Reader
    holding: EdgeFilter
    ends: frozenset[str] = frozenset()
    links: dict[str, Link] = field(default_factory=dict)
    holders: dict[str, str] = field(default_factory=dict)
    by: dict[str, str] = field(default_factory=dict)
    joint: set[str] = field(default_factory=set)
    shut: dict[str, Visit] = field(default_factory=dict)
    complete: bool = True
    _known: set[str] = field(default_factory=set)
    _accounts: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))

    def look(self, ids: Iterable[str]) -> None:
        """Learn who holds the accounts among the ids, and which accounts the holders hold."""
        unknown = set(ids) - self._known
        self._known |= unknown
        if not unknown:
            return
        near = self._read(unknown, Direction.ANY)
        parties = {one.source for one in near}
        accounts = {one.target for one in near}
        if parties:
            accounts |= {one.target for one in self._read(parties, Direction.OUT)}
        held: defaultdict[str, dict[str, str]] = defaultdict(dict)
        for one in sorted(self._read(accounts, Direction.IN)) if accounts else ():
            held[one.target].setdefault(one.source, one.id)
        self._known |= parties | accounts
        for account, found in held.items():
            if len(found) > 1:
                self.joint.add(account)
            else:
                (holder,) = found
                self.holders[account], self.by[account] = holder, found[holder]
                self._accounts[holder].add(account)

    def _read(self, ids: Collection[str], direction: Direction) -> list[Link]:
        found, whole = self.reader.expand(ids, direction, self.holding)
        self.complete &= whole
        return found

    def place(self, ident: str) -> str:
        """Where an account counts; a party is its own place."""
        return self.holders.get(ident, ident)

    def places(self, ids: Iterable[str]) -> frozenset[str]:
        """The places of parties and accounts."""
        listed = set(ids)
        self.look(listed)
        return frozenset(map(self.place, listed))

    def members(self, places: Iterable[str]) -> list[str]:
        """The parties and accounts of some places that may be passed."""
        return sorted(
            one
            for place in places
            for one in (place, *self._accounts.get(place, ()))
            if one not in self.shut or place in self.ends
        )

    def expand(
        self, frontier: Collection[str], direction: Direction, edges: EdgeFilter, limit: int
    ) -> tuple[list[Link], bool]:
        """One payment on for a whole frontier of places."""
        found, whole = self.reader.expand(self.members(frontier), direction, edges, limit)
        return self.between_places(found), whole

    def within(
        self, sources: Collection[str], targets: Collection[str], edges: EdgeFilter, limit: int
    ) -> tuple[list[Link], bool]:
        """The payments from one of some places to one of others."""
        payers, payees = self.members(sources), self.members(targets)
        found, whole = self.reader.within(payers, payees, edges, limit)
        return self.between_places(found), whole

    def between_places(self, found: Iterable[Link]) -> list[Link]:
        """The payments as joining places; one within a place joins nothing."""
        found = list(found)
        self.look({end for one in found for end in (one.source, one.target)})
        moved = []
        for one in found:
            self.links[one.id] = one
            source, target = self.place(one.source), self.place(one.target)
            if source != target:
                moved.append(one._replace(source=source, target=target))
        return moved

    def closed(self, ids: Collection[str], passage: Passage) -> dict[str, Visit]:
        """The places among the ids that may not be passed; a single account is left out alone."""
        members = [one for place in ids for one in (place, *self._accounts.get(place, ()))]
        self.shut.update(self.reader.closed(members, passage))
        return {one: self.shut[one] for one in ids if one in self.shut}

    def passes(self, link: Link) -> bool:
        """Whether none of the accounts of a payment is closed; those of an end never are."""
        return all(
            one not in self.shut or self.place(one) in self.ends
            for one in (link.source, link.target)
        )
