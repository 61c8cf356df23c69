"""What writing needs of a database: plain rows in, plain rows out, inside one transaction.

`graph.stores.writing` decides what is written; a shelf only keeps it. A second database
implements this and `Reader`, and behaves alike by construction.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import NamedTuple, Protocol

from graph.ontology import Edge, Node
from graph.store import Load, Table


class Row(NamedTuple):
    """A record as it was written: its JSON text, and the dataset that brought it."""

    body: str
    dataset: str


class NodeRow(NamedTuple):
    """A node with what the store searches and shows."""

    id: str
    kind: str
    body: str
    # What reading adds to the body on the wire: evidence and shown values, as JSON text.
    overlay: str
    dataset: str
    # None: the names did not change, so the search index stays as it is.
    grams: frozenset[str] | None
    record: Node


class EdgeRow(NamedTuple):
    """An edge with everything that a question filters, orders or sums by."""

    id: str
    kind: str
    source: str
    target: str
    body: str
    overlay: str
    dataset: str
    aside: bool
    rung: int
    tier: int
    independent: int
    inferred: bool
    # 0 no, 1 as a whole, 2 in a field, 3 both.
    contested: int
    first: int | None
    last: int | None
    dated: bool
    # Amounts in minor units, `about` where the source says so; `single` tells whether it may be
    # summed, `overlapping` that it repeats another edge's money.
    low: int | None
    high: int | None
    currency: str | None
    about: bool
    single: bool
    overlapping: bool
    record: Edge


class ClaimRow(NamedTuple):
    """A claim and what it is found by."""

    id: str
    about: str
    cites: str
    by: str | None
    body: str
    dataset: str


class Logged(NamedTuple):
    """One line of the change log; additions are read off the rows themselves."""

    what: str
    table: Table
    id: str
    before: str | None
    after: str | None


class Shelf(Protocol):
    """The rows of one store, inside one write transaction."""

    def rows(self, table: Table, ids: Collection[str]) -> dict[str, Row]:
        """The rows among the ids."""
        ...

    def kinds(self, ids: Collection[str]) -> dict[str, str]:
        """The kind of each node among the ids."""
        ...

    def voices(self, ids: Collection[str]) -> dict[str, str]:
        """Whom each party among the ids speaks for, where it speaks for another."""
        ...

    def edges_at(self, nodes: Collection[str]) -> dict[str, tuple[str, str, str]]:
        """Kind, source and target of every edge at one of the nodes, by edge id."""
        ...

    def claims_about(self, ids: Collection[str]) -> list[ClaimRow]:
        """The claims about any of the records."""
        ...

    def about_citing(self, sources: Collection[str]) -> set[str]:
        """The records that some claim supports with one of the sources."""
        ...

    def about_by(self, parties: Collection[str]) -> set[str]:
        """The records about which one of the parties says something."""
        ...

    def put_nodes(self, rows: Sequence[NodeRow], revision: int) -> None:
        """Insert or replace nodes; `grams` of none leaves the search index alone."""
        ...

    def put_edges(self, rows: Sequence[EdgeRow], revision: int) -> None:
        """Insert or replace edges."""
        ...

    def put_claims(self, rows: Sequence[ClaimRow], revision: int) -> None:
        """Insert or replace claims."""
        ...

    def put_plain(self, table: Table, rows: Mapping[str, Row], revision: int) -> None:
        """Insert or replace sources or gaps."""
        ...

    def delete(self, table: Table, ids: Collection[str]) -> None:
        """Take rows away."""
        ...

    def set_moved(self, moves: Mapping[str, str]) -> None:
        """Remember that old ids now have new ones."""
        ...

    def mark(self, claims: Collection[str], dataset: str) -> None:
        """Remember that the running load of the dataset has brought these claims."""
        ...

    def unmarked(self, dataset: str) -> set[str]:
        """The dataset's claims that its running load has not brought."""
        ...

    def ids_of(self, table: Table, dataset: str) -> set[str]:
        """The ids of a dataset's rows."""
        ...

    def uncited(self, sources: Collection[str]) -> set[str]:
        """Those of the sources that no claim cites."""
        ...

    def load(self, dataset: str) -> Load | None:
        """The state of a dataset's load."""
        ...

    def set_load(self, load: Load, *, begin: bool = False) -> None:
        """Keep the state of a dataset's load; `begin` forgets the marks of the one before."""
        ...

    def digest(self) -> int:
        """The running sum of the digests of all rows."""
        ...

    def revision(self) -> int:
        """The number of the last revision."""
        ...

    def close_revision(
        self, number: int, digest: int, at: str, dataset: str, log: Iterable[Logged]
    ) -> None:
        """End a revision: its digest, its time, and what it changed and took away."""
        ...


class TransactionalShelf(Shelf, Protocol):
    """A shelf that can begin and end its own transactions."""

    def transaction(self) -> AbstractContextManager[None]:
        """Everything done in the body is kept together, or, where it raises, not at all."""
        ...
