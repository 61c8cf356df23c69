"""What a load did, for people and for exit codes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from graph.errors import Fault
from graph.store import Tally

# So many ids of each sort, and faults, are kept; the counts are whole.
KEPT = 1000
SHOWN = 10


@dataclass
class Report:
    """What a load did.

    Attributes:
        dataset: What was loaded.
        title: Its title.
        refreshed: False where nothing was done, since the input had not changed.
        added, changed, unchanged, withdrawn, removed, conflicting: How many records and claims.
        ids: The ids of each, but for the unchanged; the first 1,000.
        rows: How many rows of a table were read; 0 for a case.
        faulty: How many rows were left out as faulty.
        faults: What is wrong with them; the first 1,000.
        unexpected: Kinds of which there are fewer or more records than the loader expects.
        unused: Columns that nobody looked at.
        unaccused: Conduct records that nobody asserts any more, left out with their denials.
        hidden: Records above the ceiling, left out.
        spared: Why nothing was taken away, where that is so.
        notes: What the loader found out or took for granted.
        by_row: Whether it is counted what became of each row.
        rows_added, rows_changed, rows_same, rows_conflicting: How many rows did what.
        conflicts: Rows that contradict the store, left as it has them; the first 1,000.
    """

    dataset: str
    title: str = ""
    refreshed: bool = True
    added: int = 0
    changed: int = 0
    unchanged: int = 0
    withdrawn: int = 0
    removed: int = 0
    conflicting: int = 0
    ids: dict[str, list[str]] = field(default_factory=dict)
    rows: int = 0
    faulty: int = 0
    faults: list[Fault] = field(default_factory=list)
    unexpected: list[str] = field(default_factory=list)
    unused: tuple[str, ...] = ()
    unaccused: tuple[str, ...] = ()
    hidden: int = 0
    spared: str = ""
    notes: tuple[str, ...] = ()
    by_row: bool = False
    rows_added: int = 0
    rows_changed: int = 0
    rows_same: int = 0
    rows_conflicting: int = 0
    conflicts: list[Fault] = field(default_factory=list)

    def count(self, tally: Tally) -> None:
        """Add what a write did."""
        self.unchanged += tally.same
        for what in ("added", "changed", "withdrawn", "removed", "conflicting"):
            ids: list[str] = getattr(tally, what)
            setattr(self, what, getattr(self, what) + len(ids))
            kept = self.ids.setdefault(what, [])
            kept += ids[: KEPT - len(kept)]

    def leave_out(self, faults: Sequence[Fault]) -> None:
        """Note a row that was left out, and why."""
        self.faulty += 1
        self.faults += faults[: KEPT - len(self.faults)]

    def keep_conflict(self, conflict: Fault) -> None:
        """Note a row that contradicts the store."""
        if len(self.conflicts) < KEPT:
            self.conflicts.append(conflict)

    def describe(self) -> str:
        """The report in words, a line for each thing that happened."""
        if not self.refreshed:
            return f"{self.dataset}: up to date, nothing has changed."
        return "\n".join([self._head(), *(f"  {one}" for one in self._details())])

    def _head(self) -> str:
        counts = [f"{self.added:,} records and claims added", f"{self.changed:,} changed",
                  f"{self.unchanged:,} unchanged"]  # fmt: skip
        if self.withdrawn or self.removed:
            counts.append(f"{_many(self.withdrawn, 'claim')} withdrawn")
            counts.append(f"{_many(self.removed, 'record')} removed")
        rows = f" of {_many(self.rows, 'row')}" if self.rows else ""
        return f"{self.dataset}: {', '.join(counts)}{rows}."

    def _details(self) -> Iterator[str]:
        yield from self.notes
        yield from self._by_row()
        for what in ("changed", "withdrawn", "removed"):
            if found := self.ids.get(what):
                yield f"{what}: {_listed(found, getattr(self, what))}"
        if self.unaccused:
            listed = _listed(self.unaccused, len(self.unaccused))
            yield f"left out with their denials, since nobody accuses any more: {listed}"
        if self.hidden:
            yield f"left out, above the ceiling: {_many(self.hidden, 'record')}"
        if self.conflicting:
            listed = _listed(self.ids["conflicting"], self.conflicting)
            yield f"kept as another dataset says it: {listed}"
        yield from (f"unexpected: {one}" for one in self.unexpected)
        if self.unused:
            yield f"columns not used: {', '.join(self.unused)}"
        if self.faulty:
            yield f"left out as faulty: {_many(self.faulty, 'row')}"
            yield from (f"  {one}" for one in self.faults[:SHOWN])
            if len(self.faults) > SHOWN:
                yield f"  and more: {len(self.faults) - SHOWN:,} faults"
        if self.spared:
            yield f"nothing was taken away, since {self.spared}"

    def _by_row(self) -> Iterator[str]:
        if self.by_row:
            yield (
                f"rows: {self.rows_added:,} added, {self.rows_changed:,} changed, "
                f"{self.rows_same:,} the same, {self.rows_conflicting:,} conflicting, "
                f"{self.faulty:,} rejected"
            )
        if self.conflicts:
            yield f"left as the store has them: {_many(self.rows_conflicting, 'row')}"
            yield from (f"  {one}" for one in self.conflicts[:SHOWN])


def _many(number: int, what: str) -> str:
    return f"{number:,} {what}" if number == 1 else f"{number:,} {what}s"


def _listed(ids: Sequence[str], number: int) -> str:
    """The first ids, and how many more there are of `number` in all."""
    listed = ", ".join(ids[:SHOWN])
    return f"{listed} and {number - SHOWN:,} more" if number > SHOWN else listed
