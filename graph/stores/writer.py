"""The one writer of a store, over any shelf: each call is one transaction and one revision."""

from collections.abc import Collection, Iterable, Mapping

from graph.evidence import Gap, Source
from graph.store import Load, Table, Tally, Writable
from graph.stores.shelf import TransactionalShelf
from graph.stores.writing import Writing


class StoreWriter:
    """Writes records and claims; a call that fails leaves nothing behind."""

    def __init__(self, shelf: TransactionalShelf) -> None:
        """Write to a shelf."""
        self.shelf = shelf
        self._sources: dict[str, Source] = {}

    def begin(self, dataset: str, card: Mapping[str, str]) -> None:
        """Say that a load of the dataset has begun; it stays unfinished until `finish`."""
        with self.shelf.transaction():
            self.shelf.set_load(Load(dataset, False, "", dict(card)), begin=True)

    def put(self, records: Iterable[Writable], dataset: str) -> Tally:
        """Write records and claims, by id."""
        with self.shelf.transaction():
            writing = Writing(self.shelf, dataset, self._sources)
            writing.put(records)
            writing.settle()
            return writing.close()

    def put_owned(self, records: Iterable[tuple[str, Writable]]) -> Tally:
        """Write records of several datasets in one step, each with its dataset."""
        owned: dict[str, list[Writable]] = {}
        for dataset, record in records:
            owned.setdefault(dataset, []).append(record)
        with self.shelf.transaction():
            writing = Writing(self.shelf, "", self._sources)
            for dataset, own in owned.items():
                writing.dataset = dataset
                writing.put(own)
            writing.settle()
            return writing.close()

    def withdraw(self, claims: Collection[str], because: str = "") -> Tally:
        """Take claims away as if never read; what rests on nothing else goes with them."""
        with self.shelf.transaction():
            # Where a load's revision names its dataset, a retraction's says why it was made.
            origin = f"retracted: {because}" if because else ""
            writing = Writing(self.shelf, origin, self._sources)
            writing.withdraw(claims)
            writing.settle()
            return writing.close()

    def finish(self, dataset: str, digest: str, *, whole: bool = True) -> Tally:
        """End a load; where it was `whole`, take away the dataset's claims that were not put."""
        with self.shelf.transaction():
            writing = Writing(self.shelf, dataset, self._sources)
            if whole:
                writing.withdraw(self.shelf.unmarked(dataset))
                writing.settle()
                self._drop_uncited(writing, dataset, frozenset())
            tally = writing.close()
            load = self.shelf.load(dataset)
            self.shelf.set_load(Load(dataset, True, digest, load.card if load else {}))
            return tally

    def replace(
        self, dataset: str, records: Iterable[Writable], digest: str, card: Mapping[str, str]
    ) -> Tally:
        """Make the dataset exactly these records, in one step."""
        kept = list(records)
        with self.shelf.transaction():
            self.shelf.set_load(Load(dataset, True, digest, dict(card)), begin=True)
            writing = Writing(self.shelf, dataset, self._sources)
            writing.put(kept)
            writing.withdraw(self.shelf.unmarked(dataset))
            writing.settle()
            gaps = frozenset(one.id for one in kept if isinstance(one, Gap))
            self._drop("gap", writing, self.shelf.ids_of("gap", dataset) - gaps)
            sources = frozenset(one.id for one in kept if isinstance(one, Source))
            self._drop_uncited(writing, dataset, sources)
            return writing.close()

    def _drop(self, table: Table, writing: Writing, ids: Collection[str]) -> None:
        if ids:
            writing.drop(table, ids)

    def _drop_uncited(self, writing: Writing, dataset: str, kept: frozenset[str]) -> None:
        """Sources go once nothing cites them, unless the dataset still brings them."""
        gone = self.shelf.ids_of("source", dataset) - kept
        self._drop("source", writing, self.shelf.uncited(gone) if gone else ())
