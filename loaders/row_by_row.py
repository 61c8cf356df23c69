"""Putting rows that stand alone: one that contradicts the store does not stop the others."""

from collections.abc import Iterator, Sequence

from graph.errors import Conflict, Fault
from graph.evidence import Claim
from graph.ontology import Edge, Node
from graph.store import Tally, Writable, Writer
from loaders.loader import Entry
from loaders.report import Report


def put_rows(
    writer: Writer, entries: Sequence[Entry], dataset: str, report: Report, file: str
) -> None:
    """Write a batch of rows, and count what became of each.

    A row whose edge contradicts the store is listed as conflicting and left as the store has
    it; what else the row brings, such as a party that later rows name too, is written.

    Args:
        writer: Of the store.
        entries: The rows.
        dataset: Whose they are.
        report: Where it is counted.
        file: What to call the file in a conflict.
    """
    try:
        tally = writer.put([one for entry in entries for one in entry.records], dataset)
    except Conflict:
        for entry in entries:
            _put_apart(writer, entry, dataset, report, file)
    else:
        report.count(tally)
        _count(entries, tally, report)


def _put_apart(writer: Writer, entry: Entry, dataset: str, report: Report, file: str) -> None:
    together, conflicts = Tally(), list[str]()
    for records in _pieces(entry.records):
        try:
            together += writer.put(records, dataset)
        except Conflict as error:
            conflicts += error.details
    report.count(together)
    if conflicts:
        report.rows_conflicting += 1
        report.keep_conflict(Fault(file, entry.line, "; ".join(conflicts)))
    else:
        _count([entry], together, report)


def _pieces(records: Sequence[Writable]) -> Iterator[list[Writable]]:
    """All but the edges together, then each edge with its claims."""
    edges = {one.id: [one] for one in records if isinstance(one, Edge)}
    told: dict[str, list[Writable]] = {ident: [*found] for ident, found in edges.items()}
    rest: list[Writable] = []
    for one in records:
        if isinstance(one, Claim) and one.about in told:
            told[one.about].append(one)
        elif not isinstance(one, Edge):
            rest.append(one)
    yield rest
    yield from told.values()


def _count(entries: Sequence[Entry], tally: Tally, report: Report) -> None:
    """What became of each row: of its last record, which is the row's own, and of its claims."""
    added, kept = set(tally.added), set(tally.conflicting)
    touched = added | set(tally.changed)
    for line, records in entries:
        # A row that is no payment, or the same one again, is told of by its loader.
        if not line or not records:
            continue
        own = next((one.id for one in reversed(records) if isinstance(one, Node | Edge)), None)
        about = [one.id for one in records if isinstance(one, Claim) and one.about == own]
        if own in kept or kept.intersection(about):
            report.rows_conflicting += 1
            report.keep_conflict(Fault(report.dataset, line, "kept as another dataset says it"))
        elif own in added:
            report.rows_added += 1
        elif own in touched or touched.intersection(about):
            report.rows_changed += 1
        else:
            report.rows_same += 1
