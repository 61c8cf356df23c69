"""The store protocol: what a question may read and a loader may write, on any database.

Two things stand behind it, `graph.stores.sqlite` and `graph.stores.neo4j`; they may differ in
speed, never in what they answer. Algorithms live above it, in `queries/`.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any, Literal, NamedTuple, Protocol, Self

from graph.evidence import Claim, Gap, Source
from graph.ontology import Edge, Node
from graph.traversal import (
    EDGE_BUDGET,
    Corridor,
    Direction,
    EdgeFilter,
    GroupCount,
    Link,
    Passage,
    Visit,
)

# What questions are made of, and their answers: a record as the wire carries it.
View = dict[str, Any]
Writable = Node | Edge | Claim | Source | Gap
Table = Literal["node", "edge", "claim", "source", "gap"]
TABLES: tuple[Table, ...] = ("source", "node", "edge", "claim", "gap")


class Candidate(NamedTuple):
    """A node that shares pieces of its name with what was searched for."""

    id: str
    kind: str
    shared: int
    names: tuple[str, ...]
    identifiers: tuple[str, ...]


@dataclass
class Tally:
    """What a write did: the ids concerned, by what happened to them."""

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    same: int = 0
    withdrawn: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    conflicting: list[str] = field(default_factory=list)

    def __iadd__(self, other: "Tally") -> Self:
        """Add what another batch did."""
        self.added += other.added
        self.changed += other.changed
        self.same += other.same
        self.withdrawn += other.withdrawn
        self.removed += other.removed
        self.conflicting += other.conflicting
        return self


class Load(NamedTuple):
    """One dataset in the store, whether its last load finished, and on which input."""

    dataset: str
    finished: bool
    digest: str
    card: Mapping[str, str]


class Change(NamedTuple):
    """One thing that a write added, changed or took away."""

    revision: int
    snapshot: str
    at: str
    dataset: str
    what: Literal["added", "changed", "withdrawn", "removed"]
    table: Table
    id: str
    # What is taken away is as if never read: its content is kept nowhere.
    before: View | None
    after: View | None


class Reader(Protocol):
    """One consistent view of a store, for one question."""

    def snapshot(self) -> str:
        """Digest over all records, whatever their order: equal content, equal digest."""
        ...

    def loads(self) -> list[Load]:
        """The datasets, in the order of their names."""
        ...

    def nodes(self, ids: Collection[str]) -> dict[str, View]:
        """The nodes among the ids, with their readings."""
        ...

    def edges(self, ids: Collection[str]) -> dict[str, View]:
        """The edges among the ids, with their readings and shown values."""
        ...

    def sources(self, ids: Collection[str]) -> dict[str, View]:
        """The sources among the ids."""
        ...

    def gaps(self) -> list[View]:
        """Every declared gap, in id order."""
        ...

    def claims(self, about: Collection[str]) -> dict[str, list[View]]:
        """The claims about each record, in id order; also those taken back."""
        ...

    def claims_citing(self, source: str, limit: int, offset: int = 0) -> tuple[list[View], int]:
        """The claims that cite a source, in id order, and how many there are."""
        ...

    def visits(self, ids: Collection[str]) -> dict[str, Visit]:
        """Kind and degree of each node among the ids."""
        ...

    def closed(self, ids: Collection[str], passage: Passage) -> dict[str, Visit]:
        """The nodes among the ids that a path may not pass through (`Passage.closed`)."""
        ...

    def moved(self, old: str) -> str | None:
        """The present id of a record that an editor renamed."""
        ...

    def candidates(self, grams: Collection[str], limit: int) -> list[Candidate]:
        """The nodes that share most of the grams, best first, ties by id."""
        ...

    def expand(
        self,
        frontier: Collection[str],
        direction: Direction,
        edges: EdgeFilter,
        limit: int = EDGE_BUDGET,
    ) -> tuple[list[Link], bool]:
        """One hop for a whole frontier.

        Returns:
            The edges, each once, in no order; and whether that is all of them. Where there are
            more than `limit`, the first `limit` by edge id.
        """
        ...

    def within(
        self,
        sources: Collection[str],
        targets: Collection[str],
        edges: EdgeFilter,
        limit: int = EDGE_BUDGET,
    ) -> tuple[list[Link], bool]:
        """The edges from one of the sources to one of the targets; else as `expand`."""
        ...

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
        """Every edge u-v that passes with d(sources, u) + 1 + d(v, targets) <= length.

        Distances run over passing edges and open nodes. Every path of at most `length` edges
        that the passage allows lies on these edges.
        """
        ...

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
        ...

    def groups(self, node: str, edges: EdgeFilter) -> list[GroupCount]:
        """Counts and sums of a node's edges by kind, direction and currency."""
        ...

    def counts(self) -> dict[str, int]:
        """How many records of each kind, and how many claims, sources and gaps."""
        ...

    def scan(self, table: Table) -> Iterator[tuple[str, View]]:
        """All rows of a table in id order, each with its dataset, as they were written."""
        ...

    def revision(self, snapshot: str) -> int | None:
        """The revision that ended with a snapshot."""
        ...

    def revision_at(self, moment: str) -> int:
        """The last revision at or before a moment (ISO 8601, UTC); 0 before the first."""
        ...

    def changes(self, since: int, limit: int, offset: int = 0) -> tuple[list[Change], int]:
        """What was added, changed and taken away after a revision, and how many there are."""
        ...


class Writer(Protocol):
    """The one writer of a store. Every call is all or nothing."""

    def begin(self, dataset: str, card: Mapping[str, str]) -> None:
        """Say that a load of the dataset has begun; it stays unfinished until `finish`."""
        ...

    def put(self, records: Iterable[Writable], dataset: str) -> Tally:
        """Write records and claims, by id.

        Raises:
            Conflict: If an edge would change its ends or join what it may not, or would end at
                nothing.
        """
        ...

    def put_owned(self, records: Iterable[tuple[str, Writable]]) -> Tally:
        """Write records of several datasets in one step, each with its dataset; else as `put`."""
        ...

    def finish(self, dataset: str, digest: str, *, whole: bool = True) -> Tally:
        """End a load; where it was `whole`, take away the dataset's claims that were not put."""
        ...

    def replace(
        self, dataset: str, records: Iterable[Writable], digest: str, card: Mapping[str, str]
    ) -> Tally:
        """Make the dataset exactly these records, in one step."""
        ...

    def withdraw(self, claims: Collection[str], because: str = "") -> Tally:
        """Take claims away as if never read; what rests on nothing else goes with them.

        The reason stands with the revision, in place of a dataset.
        """
        ...


class Store(Protocol):
    """A database that holds a graph."""

    url: str

    def read(self) -> AbstractContextManager[Reader]:
        """A consistent view for one question."""
        ...

    def write(self) -> AbstractContextManager[Writer]:
        """The writer; one at a time over all processes.

        Raises:
            StoreLocked: If another process is writing.
        """
        ...

    def warnings(self) -> Sequence[str]:
        """What a user should know about this store's health or version."""
        ...

    def close(self) -> None:
        """Let go of everything."""
        ...
