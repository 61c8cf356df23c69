"""From a store to events: the payments around some seeds, each transfer once."""

from collections.abc import Collection, Iterable

from graph.errors import BadRequest, NotFound
from graph.store import Reader, View
from queries.answers import Limit
from queries.tracing.claimed import event_of
from queries.tracing.events import may_lie
from queries.tracing.gathered import Gathered, Per, Seeds, Wanted
from queries.tracing.spreading import EVER, NEVER, Spread, Spreading, Way, payments_filter
from queries.tracing.transfers_once import events_of


def gather(reader: Reader, seeds: Seeds, wanted: Wanted = Wanted()) -> Gathered:  # noqa: B008
    """Bring in the payments around some seeds and make them events.

    Args:
        reader: The store.
        seeds: Where to begin.
        wanted: How far to go, and what folds.

    Returns:
        The events. A party whose payments do not fit the limit has no ledger: what it receives
        ends there, and `limits` names it.

    Raises:
        NotFound: If there is no such payment, party or dataset.
        BadRequest: If a seed is an edge of another kind.

    Complexity:
        O(n log n) for n payments, and O(hops) reads of the store.
    """
    edges = payments_filter(wanted.after, wanted.before)
    spreading = Spreading(
        reader,
        wanted.way,
        edges,
        wanted.limit,
        whole=wanted.per is Per.HOLDER,
        through=wanted.through,
    )
    begun = _seed_payments(reader, seeds.payments)
    start = _start(begun.values(), wanted.way)
    _present(reader, seeds.parties)
    open_end = NEVER if wanted.way is Way.BACK else EVER
    start |= dict.fromkeys(seeds.parties, open_end)
    found = spreading.run(start, wanted.most_hops)
    found.payments.update(begun)
    over = _of_datasets(reader, seeds.datasets, wanted, found)
    gathered = events_of(reader, found.payments.values(), wanted, found.holders)
    gathered.known = frozenset(gathered.party(one, wanted.per) for one in found.known)
    gathered.limits += _limits(found, wanted, over)
    return gathered


def _seed_payments(reader: Reader, ids: Collection[str]) -> dict[str, View]:
    found = reader.edges(ids)
    for one in ids:
        if one not in found:
            raise NotFound("payment", one)
        if found[one]["kind"] != "Payment":
            detail = f"{one} is no payment but of kind {found[one]['kind']}: only money that moved"
            raise BadRequest("source", detail)
    return found


def _present(reader: Reader, ids: Collection[str]) -> None:
    found = reader.nodes(ids)
    for one in ids:
        if one not in found:
            raise NotFound("party", one)


def _start(payments: Iterable[View], way: Way) -> dict[str, int]:
    """Where money of the seed payments is, and from when."""
    start: dict[str, int] = {}
    for one in payments:
        event = event_of(one, ())
        if way is not Way.BACK:
            first = EVER if event.first is None else event.first
            start[one["target"]] = min(first, start.get(one["target"], first))
        if way is not Way.FORWARD:
            last = NEVER if event.last is None else event.last
            start[one["source"]] = max(last, start.get(one["source"], last))
    return start


def _of_datasets(reader: Reader, datasets: Collection[str], wanted: Wanted, found: Spread) -> bool:
    """Add all payments of datasets; whether there are more than fit."""
    if not datasets:
        return False
    there = {load.dataset for load in reader.loads()}
    for one in sorted(set(datasets) - there):
        raise NotFound("dataset", one)
    ids: list[str] = []
    for dataset, view in reader.scan("edge"):
        if dataset in datasets and view["kind"] == "Payment" and view["id"] not in found.payments:
            if len(found.payments) + len(ids) >= wanted.limit:
                return True
            ids.append(view["id"])
    views = reader.edges(ids)
    for one in list(views):
        if not may_lie(event_of(views[one], ()), wanted.after, wanted.before):
            del views[one]
    found.payments.update(views)
    ends = {end for one in views.values() for end in (one["source"], one["target"])}
    found.known |= ends
    return False


def _limits(found: Spread, wanted: Wanted, over: bool) -> list[Limit]:
    limits = [
        Limit(
            "limit",
            f"More than {wanted.limit:,} payments lie on the way: those of {one} are not here, "
            "so that it has no ledger. Ask for a shorter time, or raise the limit.",
            one,
        )
        for one in sorted(found.cut)
    ]
    if over:
        limits.append(Limit("limit", f"The datasets hold more than {wanted.limit:,} payments."))
    if found.behind:
        limits.append(
            Limit(
                "most_hops",
                f"{len(found.behind):,} parties lie further than {wanted.most_hops} payments away: "
                "what they receive ends there. Raise most_hops.",
            )
        )
    return limits
