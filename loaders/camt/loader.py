"""The loader of ISO 20022 statements: an entry at a time, whatever the file's size."""

import re
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import ClassVar
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from graph.errors import Fault, FaultyInput
from loaders.camt.entries import account_of, balance_of, is_booked, moves
from loaders.listing import safe_xml
from loaders.listing.lists import written
from loaders.listing.safe_xml import Element
from loaders.loader import Entry, Loader
from loaders.payments.mapping import Paper
from loaders.payments.move import Who
from loaders.payments.records import PaymentRecords
from loaders.payments.statement_paper import paper_of

_NOTE = (
    "Bank statement (ISO 20022 camt). Within it one name stands for one party, since nothing in "
    "it tells namesakes apart."
)
_ROOT = {"Document", "message"}
_INSIDE = {"Stmt", "Rpt", "Ntfctn"}
_MESSAGE = re.compile(rb"\b((?:pain|pacs|camt)\.\d{3})\.")
_OTHERS = {"pain": "an order to a bank, not yet a payment", "pacs": "a message between banks"}


class Camt(Loader):
    """Bank statements as ISO 20022 camt.053, reports camt.052, notices camt.054."""

    name = "camt"
    rows_stand_alone: ClassVar[bool] = True

    def __init__(self, paper: Paper, *, recorded_at: str, excerpt: bool = False) -> None:
        """Say whose statement it is."""
        self.paper = paper
        self.card = paper.card(recorded_at, excerpt=excerpt)
        named = paper.time_zone not in {None, "none"}
        self._zone = ZoneInfo(paper.time_zone or "") if named else None
        self._told: Counter[str] = Counter()

    @classmethod
    def for_file(
        cls, path: Path, *, as_of: str | None = None, excerpt: bool = False,
        dataset: str | None = None, mapping: Path | None = None,
    ) -> "Camt":  # fmt: skip
        """A loader for one file; the mapping, if any, says who issued it."""
        paper = paper_of(path, mapping, as_of=as_of, dataset=dataset)
        return cls(paper, recorded_at=written(path), excerpt=excerpt)

    def check(self, path: Path) -> None:
        """Read to the end; what is no statement, or is cut off, is refused.

        Raises:
            FaultyInput: With the line, and with what the file holds instead.
        """
        found = Counter(one.tag for one in safe_xml.records(path, _ROOT, _INSIDE))
        if not found:
            raise FaultyInput([Fault(path.name, 1, f"holds no statement{_instead(path)}")])
        self.total = found["Ntry"]

    def notes(self) -> tuple[str, ...]:
        """What was left out."""
        return tuple(f"{what}: {number:,}" for what, number in sorted(self._told.items()))

    def read(self, path: Path) -> Iterator[Entry | Fault]:
        """The entries in order."""
        self._told = Counter()
        account: Who | None = None
        label = ""
        with closing(PaymentRecords(self.paper, self.card, _NOTE)) as made:
            for one in safe_xml.records(path, _ROOT, _INSIDE):
                try:
                    if one.tag == "Id":
                        label, account = f"statement {one.text}", None
                    elif one.tag == "Acct":
                        account = account_of(one)
                        yield made.account(0, f"{label}, line {one.line}", account, [])
                    elif one.tag in {"Bal", "Ntry"}:
                        yield from self._of_account(one, account, label, made)
                except ValidationError as error:
                    said = error.errors()[0]["msg"].removeprefix("Value error, ")
                    yield Fault(path.name, one.line, f"<{one.tag}> in {label}: {said}")
                except ValueError as error:
                    yield Fault(path.name, one.line, f"<{one.tag}> in {label}: {error}")

    def _of_account(
        self, one: Element, account: Who | None, label: str, made: PaymentRecords
    ) -> Iterator[Entry]:
        """A balance or an entry of an account."""
        if account is None:
            msg = "no account was named before"
            raise ValueError(msg)
        if one.tag == "Bal":
            balance = balance_of(one)
            if isinstance(balance, str):
                self._told[f"balances of another sort, not kept ({balance})"] += 1
            else:
                yield made.account(0, f"{label}, line {one.line}", account, [balance])
        elif is_booked(one):
            # All or nothing: an entry with one part that cannot be read is left out whole.
            parts = list(moves(one, account, label, self._zone))
            records = [record for part in parts for record in made.entry(part).records]
            yield Entry(one.line, records)
        else:
            self._told["entries that are not booked, no payments"] += 1
            yield Entry(one.line, [])


def _instead(path: Path) -> str:
    with path.open("rb") as file:
        found = _MESSAGE.search(file.read(4096))
    if not found:
        return " of an account (camt.052, camt.053 or camt.054)"
    name = found[1].decode()
    return f": it is a {name}, {_OTHERS.get(name[:4], 'which is not read')}"
