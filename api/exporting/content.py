"""What an export holds: every record as answers carry it, with its claims."""

from collections.abc import Callable, Collection, Iterable, Iterator
from itertools import islice
from typing import TypeVar

from graph.store import Reader, Table, View
from queries.neighborhood import Neighborhood
from queries.picture import speak
from queries.question import ceiling_of
from queries.subgraph import Subgraph

_IDS = 1000

T = TypeVar("T")


def parts(some: Iterable[T], size: int = 500) -> Iterator[list[T]]:
    """Things some at a time, so that a large store is never held whole."""
    rest = iter(some)
    while part := list(islice(rest, size)):
        yield part


class Content:
    """The records to export, read in the order of their ids and a thousand at a time.

    Args:
        reader: One consistent view of the store.
        around: Entities whose surroundings are wanted; none: everything.
        hops: How far the surroundings reach; 0: these entities and the edges among them.
    """

    def __init__(self, reader: Reader, around: Collection[str] = (), hops: int = 2) -> None:
        self.reader = reader
        self.notes: list[str] = []
        self._captions: dict[str, str] = {}
        self._chosen: dict[Table, set[str]] | None = None
        if around:
            ids = tuple(around)
            if hops:
                asked: dict[str, object] = {
                    "id": ids, "hops": hops, "limit": 5000, "edge_limit": 50_000,
                }  # fmt: skip
                question: Neighborhood | Subgraph = Neighborhood.model_validate(
                    {**asked, "inferred": True}
                )
            else:
                asked = {"ids": ids, "limit": 50_000, "inferred": True}
                question = Subgraph.model_validate(asked)
            found = question.answer(reader)
            self.notes += [one.detail for one in found.meta.limits_hit]
            self._chosen = {
                "node": {one["id"] for one in found.nodes},
                "edge": {one["id"] for one in found.edges},
            }
        self.notes += [
            f"The load of {load.dataset!r} has not finished." for load in reader.loads()
            if not load.finished
        ]  # fmt: skip

    def head(self) -> View:
        """What was exported, from what, and what it leaves out."""
        return {
            "snapshot": self.reader.snapshot(),
            "ceiling": ceiling_of(self.reader.loads()),
            "datasets": [
                {"id": one.dataset, "finished": one.finished, **one.card}
                for one in self.reader.loads()
            ],
            "notes": self.notes,
        }

    def nodes(self) -> Iterator[View]:
        """Nodes with their readings."""
        yield from self._views("node", self.reader.nodes)

    def edges(self) -> Iterator[View]:
        """Edges with their readings and, on conduct, their sentences."""
        for part in self._parts("edge"):
            views = [dict(one) for one in self.reader.edges(part).values()]
            speak(self.reader, views, self._captions)
            yield from sorted(views, key=lambda one: str(one["id"]))

    def claims(self) -> Iterator[View]:
        """The claims about these nodes and edges."""
        tables: tuple[Table, ...] = ("node", "edge")
        for table in tables:
            for part in self._parts(table):
                for _, found in sorted(self.reader.claims(part).items()):
                    yield from found

    def claims_about(self, ids: Collection[str]) -> dict[str, list[View]]:
        """The claims about some records."""
        return self.reader.claims(ids)

    def sources(self) -> Iterator[View]:
        """The sources; of a part, those that its claims cite."""
        if self._chosen is None:
            yield from (view for _, view in self.reader.scan("source"))
        else:
            cited = {one["cites"] for one in self.claims()}
            found = self.reader.sources(cited)
            yield from (found[one] for one in sorted(found))

    def gaps(self) -> Iterator[View]:
        """The declared gaps; of a part, those that touch its edges."""
        for gap in self.reader.gaps():
            sides = {*gap.get("upstream", ()), *gap.get("downstream", ())}
            if self._chosen is None or sides & self._chosen["edge"]:
                yield gap

    def _views(
        self, table: Table, fetch: Callable[[Collection[str]], dict[str, View]]
    ) -> Iterator[View]:
        for part in self._parts(table):
            found = fetch(part)
            yield from (found[one] for one in sorted(found))

    def _parts(self, table: Table) -> Iterator[list[str]]:
        """Ids, a thousand at a time."""
        ids: Iterator[str] = (
            (str(view["id"]) for _, view in self.reader.scan(table))
            if self._chosen is None
            else iter(sorted(self._chosen[table]))
        )
        return parts(ids, _IDS)
