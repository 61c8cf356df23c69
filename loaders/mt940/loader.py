"""The loader of SWIFT statements: a statement at a time, entries as payments."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import ClassVar

from graph.errors import Fault, FaultyInput
from loaders.listing.lists import written
from loaders.loader import Entry, Loader
from loaders.mt940.entries import read_statement
from loaders.mt940.statements import statements
from loaders.payments.mapping import Paper
from loaders.payments.records import PaymentRecords
from loaders.payments.statement_paper import paper_of
from loaders.payments.text import sniff_encoding

_NOTE = (
    "Bank statement (SWIFT MT940 or MT942). Within it one name stands for one party, since "
    "nothing in it tells namesakes apart."
)


class Mt940(Loader):
    """Bank statements as SWIFT MT940 or MT942."""

    name = "mt940"
    rows_stand_alone: ClassVar[bool] = True

    def __init__(self, paper: Paper, *, recorded_at: str, excerpt: bool = False) -> None:
        """Say whose statement it is."""
        self.paper = paper
        self.card = paper.card(recorded_at, excerpt=excerpt)
        self._notes: list[str] = []

    @classmethod
    def for_file(
        cls, path: Path, *, as_of: str | None = None, excerpt: bool = False,
        dataset: str | None = None, mapping: Path | None = None,
    ) -> "Mt940":  # fmt: skip
        """A loader for one file; the mapping, if any, says who issued it."""
        paper = paper_of(path, mapping, as_of=as_of, dataset=dataset)
        return cls(paper, recorded_at=written(path), excerpt=excerpt)

    def check(self, path: Path) -> None:
        """Read to the end; what is no such file, or is cut off, is refused.

        Raises:
            FaultyInput: With the line at which the last statement begins, if it has no end.
        """
        encoding, total, last = sniff_encoding(path).value, 0, None
        for one in statements(path, encoding):
            total += len(one.entries)
            last = one
        if last is not None and not last.whole:
            detail = "this statement has no closing balance: the file is cut off here"
            raise FaultyInput([Fault(path.name, last.line, detail)])
        self.total = total

    def notes(self) -> tuple[str, ...]:
        """What was found out while reading."""
        return tuple(self._notes)

    def read(self, path: Path) -> Iterator[Entry | Fault]:
        """The entries in order. Of a statement that cannot be read none is taken."""
        encoding = sniff_encoding(path)
        self._notes = [encoding.known] if encoding.known else []
        with closing(PaymentRecords(self.paper, self.card, _NOTE)) as made:
            for printed in statements(path, encoding.value):
                try:
                    found = read_statement(printed)
                except ValueError as error:
                    lost = f" ({len(printed.entries)} entries)" if printed.entries else ""
                    yield Fault(path.name, printed.line, f"this statement{lost}: {error}")
                    continue
                at = f"{found.label}, line {found.line}"
                yield made.account(0, at, found.account, found.balances)
                yield from (made.entry(one) for one in found.moves)
                for unread in found.unread:
                    yield Fault(path.name, printed.line, f"{found.label}: {unread}")
