"""Bringing data into a store: a case folder all at once, a table batch by batch."""

import hashlib
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from graph.errors import Fault, FaultyInput
from graph.evidence import KINDS_OF, Claim, ClaimKind, canonical, claimable
from graph.ontology import Edge, Node
from graph.store import Store, Writable
from loaders.case_folder.ceiling import Sensitivity
from loaders.case_folder.loader import folder_digest, read_case
from loaders.loader import Entry, Loader
from loaders.report import Report
from loaders.row_by_row import put_rows

BATCH = 2000


class Progress(NamedTuple):
    """How far a load has come. Whoever sees it may rely on so many rows being in the store."""

    rows: int
    records: int
    seconds: float
    total: int | None = None

    def __str__(self) -> str:
        """One line for a terminal."""
        rate = self.rows / self.seconds if self.seconds else 0.0
        of = f" of {self.total:,}" if self.total else ""
        return f"{self.rows:,}{of} rows, {self.records:,} records and claims, {rate:,.0f} rows/s"


def load_case(
    store: Store, folder: Path, ceiling: Sensitivity = "case", *, if_changed: bool = False
) -> Report:
    """Make a case in the store exactly what its folder says, in one step.

    Args:
        store: Where to.
        folder: The case folder.
        ceiling: The highest sensitivity of a source that is read.
        if_changed: Do nothing where the folder is the one that the store was loaded from.

    Raises:
        FaultyInput: If anything in the folder is wrong; nothing is written.
        Conflict: If the case contradicts what the store holds; nothing is written.
    """
    if if_changed:
        digest = folder_digest(folder, ceiling)
        with store.read() as reader:
            for load in reader.loads():
                if load.finished and load.digest == digest:
                    return Report(load.dataset, load.card.get("title", ""), refreshed=False)
    case = read_case(folder, ceiling)
    if case.card.beside:
        with store.read() as reader:
            case.require([load.dataset for load in reader.loads() if load.finished])
    card = {**case.card.as_text(), "ceiling": ceiling}
    report = Report(case.card.id, case.card.title, unaccused=case.unaccused, hidden=case.hidden)
    with store.write() as writer:
        report.count(writer.replace(case.card.id, case.writables(), case.digest, card))
    return report


def load_table(
    store: Store,
    loader: Loader,
    path: Path,
    progress: Callable[[Progress], None] | None = None,
    *,
    strict: bool = False,
    batch: int = BATCH,
) -> Report:
    """Load a table: read, check, put batch by batch, compare with what was expected.

    A batch is in the store for good once `progress` has been called with it. A load that breaks
    off stays unfinished, which every answer says until it is repeated. What an earlier load
    brought and this one did not is taken away at the end, but not by an excerpt, and not where
    rows were faulty or missing: then it may be there still.

    Args:
        store: Where to.
        loader: How the rows are read.
        path: The file.
        progress: Called after each commit.
        strict: Read everything first, and write nothing where any row is faulty.
        batch: How many rows are committed at once.

    Raises:
        FaultyInput: If the file cannot be read, or under `strict` if any row is faulty.
        Conflict: If a batch contradicts what the store holds; earlier batches stay. Of rows that
            stand alone only those that do are left out, and listed.
    """
    card = loader.card
    loader.check(path)
    if strict:
        _refuse_faults(loader, path)
    report = Report(card.id, card.title, by_row=loader.rows_stand_alone)
    counted: Counter[str] = Counter()
    digest = _file_digest(path)
    began = time.monotonic()
    with store.write() as writer:
        writer.begin(card.id, card.as_text())
        for entries in _batches(loader, path, report, batch):
            records = [one for entry in entries for one in entry.records]
            if loader.rows_stand_alone:
                put_rows(writer, entries, card.id, report, path.name)
            else:
                report.count(writer.put(records, card.id))
            counted.update(_kind(one) for one in records)
            if progress:
                seconds = time.monotonic() - began
                progress(Progress(report.rows, counted.total(), seconds, loader.total))
        report.unexpected = list(_unexpected(loader, counted))
        report.spared = _spared(loader, report)
        report.count(writer.finish(card.id, digest, whole=not report.spared))
    report.unused = tuple(loader.unused())
    report.notes = tuple(loader.notes())
    return report


def _refuse_faults(loader: Loader, path: Path) -> None:
    report = Report(loader.card.id)
    for _ in _batches(loader, path, report, BATCH):
        pass
    if report.faults:
        raise FaultyInput(report.faults)


def _batches(loader: Loader, path: Path, report: Report, batch: int) -> Iterator[list[Entry]]:
    """The sound rows, so many at a time; the faulty ones go to the report."""
    waiting: list[Entry] = []
    for entry in loader.read(path):
        report.rows += 1 if isinstance(entry, Fault) else entry.line > 0
        if isinstance(entry, Fault):
            report.leave_out([entry])
            continue
        details, records = _checked(entry, loader.card.id)
        if details:
            report.leave_out([Fault(path.name, entry.line, detail) for detail in details])
            continue
        waiting.append(Entry(entry.line, records))
        if len(waiting) >= batch:
            yield waiting
            waiting = []
    if waiting:
        yield waiting


def _checked(entry: Entry, dataset: str) -> tuple[list[str], list[Writable]]:
    """What is wrong with a row, and its records with every value in its one text form."""
    details: list[str] = []
    records: list[Writable] = []
    kinds = {one.id: type(one) for one in entry.records if isinstance(one, Node | Edge)}
    unclaimed = dict.fromkeys(kinds)
    for one in entry.records:
        if not isinstance(one, Claim):
            records.append(one)
            continue
        if one.field is None and one.kind is not ClaimKind.OUTCOME:
            unclaimed.pop(one.about, None)
        try:
            records.append(_sound(one, kinds.get(one.about), dataset))
        except ValueError as error:
            details.append(f"{one.id}: {error}")
    details += [f"{ident}: no claim is about it as a whole" for ident in unclaimed]
    return details, records


def _sound(claim: Claim, kind: type[Node | Edge] | None, dataset: str) -> Claim:
    changes: dict[str, object] = {} if claim.dataset else {"dataset": dataset}
    if kind is not None:
        ladder = kind.ladder_of(claim.field)
        if claim.kind not in KINDS_OF[ladder]:
            msg = f"a claim of kind {claim.kind} does not stand on the ladder of {ladder}"
            raise ValueError(msg)
        if claim.field is not None and claim.field not in claimable(kind):
            msg = f"no claim can give a {kind.kind_name()} a {claim.field!r}"
            raise ValueError(msg)
        if claim.field and claim.value is not None and claim.kind is not ClaimKind.OUTCOME:
            value = canonical(kind, claim.field, claim.value)
            if value != claim.value:
                changes["value"] = value
    return claim.model_copy(update=changes) if changes else claim


def _kind(record: Writable) -> str:
    return record.kind_name() if isinstance(record, Node | Edge) else type(record).__name__


def _unexpected(loader: Loader, counted: Counter[str]) -> Iterator[str]:
    for kind, expected in loader.expects.items():
        if counted[kind] not in expected:
            yield f"{counted[kind]:,} of kind {kind}, where {expected} are expected"


def _spared(loader: Loader, report: Report) -> str:
    """Why a load takes nothing away; empty where it may."""
    if loader.card.excerpt:
        return "this is an excerpt"
    if report.faulty:
        return "some rows are faulty"
    if report.rows_conflicting:
        return "some rows contradict the store"
    return "the numbers are not as expected" if report.unexpected else ""


def _file_digest(path: Path) -> str:
    if not path.is_dir():
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    # Of a folder of tables: what they are called and what is in them.
    told = [f"{one.name} {_file_digest(one)}" for one in sorted(path.iterdir()) if one.is_file()]
    return hashlib.sha256("\n".join(told).encode()).hexdigest()
