"""The writer of the server store: the one of every store, which goes on where the server left."""

from collections.abc import Callable, Collection, Iterable, Mapping
from typing import TypeVar

from graph.store import Tally, Writable
from graph.stores.neo4j.shelf import Neo4jShelf
from graph.stores.neo4j.turn import Turn
from graph.stores.writer import StoreWriter

ResultT = TypeVar("ResultT")


class Neo4jWriter(StoreWriter):
    """Writes records and claims; a call is run again whole when the connection broke.

    Each call is one transaction, so nothing of the broken one is there; where only the answer to
    its commit was lost, the server says so, and it is not run again.
    """

    def __init__(self, turn: Turn) -> None:
        """Write by a turn."""
        super().__init__(Neo4jShelf(turn))
        self.turn = turn

    def _whole(self, call: Callable[[], ResultT]) -> ResultT:
        def fresh() -> ResultT:
            try:
                return call()
            except BaseException:
                # It may hold sources that the broken transaction had written.
                self._sources.clear()
                raise

        result: ResultT = self.turn.again(fresh)
        return result

    def begin(self, dataset: str, card: Mapping[str, str]) -> None:
        """Say that a load of the dataset has begun; it stays unfinished until `finish`."""
        self._whole(lambda: super(Neo4jWriter, self).begin(dataset, card))

    def put(self, records: Iterable[Writable], dataset: str) -> Tally:
        """Write records and claims, by id."""
        kept = list(records)
        return self._whole(lambda: super(Neo4jWriter, self).put(kept, dataset))

    def put_owned(self, records: Iterable[tuple[str, Writable]]) -> Tally:
        """Write records of several datasets in one step, each with its dataset."""
        kept = list(records)
        return self._whole(lambda: super(Neo4jWriter, self).put_owned(kept))

    def withdraw(self, claims: Collection[str], because: str = "") -> Tally:
        """Take claims away as if never read; what rests on nothing else goes with them."""
        return self._whole(lambda: super(Neo4jWriter, self).withdraw(claims, because))

    def finish(self, dataset: str, digest: str, *, whole: bool = True) -> Tally:
        """End a load; where it was `whole`, take away the dataset's claims that were not put."""
        return self._whole(lambda: super(Neo4jWriter, self).finish(dataset, digest, whole=whole))

    def replace(
        self, dataset: str, records: Iterable[Writable], digest: str, card: Mapping[str, str]
    ) -> Tally:
        """Make the dataset exactly these records, in one step."""
        kept = list(records)
        return self._whole(lambda: super(Neo4jWriter, self).replace(dataset, kept, digest, card))
