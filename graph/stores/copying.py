"""Copying a store to another one, claims and all, and proving that nothing was lost."""

from collections.abc import Callable, Iterator

from graph.errors import BadRequest, VerificationFailed
from graph.evidence import Claim, Gap, Source
from graph.ontology import EDGE_KINDS, NODE_KINDS, Edge, Node
from graph.store import Reader, Store, Table, Writable

BATCH = 1000
Owned = tuple[str, Writable]


def copy_store(source: Store, target: Store, progress: Callable[[int], None] | None = None) -> int:
    """Copy everything to an empty store.

    The history of changes is not copied: it begins anew with the copy.

    Args:
        source: Where from.
        target: Where to; it must be empty.
        progress: Called after each commit with the number of records and claims written.

    Returns:
        How many records and claims were written.

    Raises:
        BadRequest: If the target is not empty.
        VerificationFailed: If the snapshots differ in the end, as they do where the source was
            written to meanwhile.
    """
    with target.read() as reader:
        if any(reader.counts().values()):
            raise BadRequest("target", f"{target.url} is not empty; copy into an empty store")
    written = 0
    with source.read() as reader, target.write() as writer:
        before, loads = reader.snapshot(), reader.loads()
        for load in loads:
            writer.begin(load.dataset, load.card)
        for batch in _batches(reader):
            writer.put_owned(batch)
            written += len(batch)
            if progress:
                progress(written)
        for load in loads:
            if load.finished:
                writer.finish(load.dataset, load.digest, whole=False)
    with target.read() as reader:
        after = reader.snapshot()
    if after != before:
        raise VerificationFailed(
            f"The copy differs from {source.url}: snapshot {after[:12]} instead of {before[:12]}. "
            "Empty the target and copy again while nobody writes."
        )
    return written


def _batches(reader: Reader) -> Iterator[list[Owned]]:
    """Sources, then nodes and edges each with their claims, then gaps."""
    yield from _cut([(owner, Source.model_validate(view))] for owner, view in reader.scan("source"))
    yield from _cut(_claimed(reader, "node"))
    yield from _cut(_claimed(reader, "edge"))
    yield from _cut([(owner, Gap.model_validate(view))] for owner, view in reader.scan("gap"))


def _claimed(reader: Reader, table: Table) -> Iterator[list[Owned]]:
    """Each record with all claims about it, which belong to the datasets that they name."""
    kinds: dict[str, type[Node | Edge]] = {**NODE_KINDS, **EDGE_KINDS}
    waiting: dict[str, Owned] = {}

    def out() -> Iterator[list[Owned]]:
        claims = reader.claims(waiting.keys())
        for ident, record in waiting.items():
            said = [Claim.model_validate(one) for one in claims.get(ident, ())]
            yield [record, *((one.dataset, one) for one in said)]
        waiting.clear()

    for owner, view in reader.scan(table):
        waiting[view["id"]] = owner, kinds[view["kind"]].model_validate(view)
        if len(waiting) >= BATCH:
            yield from out()
    yield from out()


def _cut(groups: Iterator[list[Owned]]) -> Iterator[list[Owned]]:
    """Groups put together to batches, none of them torn."""
    batch: list[Owned] = []
    for group in groups:
        batch += group
        if len(batch) >= BATCH:
            yield batch
            batch = []
    if batch:
        yield batch
