"""Reading a folder of FinBench tables: things first, then the ties between them.

A tie has no number of its own, and what it says may be corrected, so its id names its table and
line: in a table that was put into another order, the ends of ties would be found to have changed,
and the load be refused.
"""

from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from graph.errors import Fault, FaultyInput
from loaders.finbench.tables import TABLES, ThingTable, TieTable, columns, opened
from loaders.finbench.told import Told
from loaders.listing.lists import today, written
from loaders.loader import Card, Entry, Loader
from loaders.rows import Row, Table


class FinBench(Loader):
    """The transaction workload of LDBC FinBench: a folder of 18 tables, CSV or CSV packed by gzip.

    Rows are read one after the other. Kept are the numbers of the things, against which the ends
    of every tie are checked: memory grows with people, companies, accounts, loans and media, not
    with what moves between them.
    """

    name = "finbench"

    def __init__(
        self, *, dataset: str = "finbench", as_of: str | None = None, excerpt: bool = False,
        recorded_at: str | None = None,
    ) -> None:  # fmt: skip
        """Name the dataset: sets of several sizes may stand side by side."""
        self.card = Card.model_validate({
            "id": dataset,
            "title": f"LDBC FinBench, transaction workload ({dataset})",
            "publisher": "Linked Data Benchmark Council (LDBC FinBench)",
            "licence": "Apache License 2.0",
            "url": "https://ldbcouncil.org/benchmarks/finbench/",
            "description": "Made-up people, companies, accounts, loans and what moves between "
            "them, timed to the millisecond. Amounts state no currency (XXX).",
            "as_of": as_of, "recorded_at": as_of or recorded_at or today(), "excerpt": excerpt,
        })  # fmt: skip
        self._unused: list[str] = []

    @classmethod
    def for_file(
        cls, path: Path, *, as_of: str | None = None, excerpt: bool = False,
        dataset: str | None = None,
    ) -> "FinBench":  # fmt: skip
        """A loader for one folder, called `finbench` unless a name is given."""
        tables = [one.path for one in _tables(path)]
        return cls(
            dataset=dataset or "finbench", as_of=as_of, excerpt=excerpt,
            recorded_at=max(map(written, tables), default=None),
        )  # fmt: skip

    def unused(self) -> tuple[str, ...]:
        """Columns that the last reading never looked at: `Person.gender`."""
        return tuple(self._unused)

    def notes(self) -> tuple[str, ...]:
        """What the tables leave open."""
        return ("no currency is stated: sums are kept as XXX, and never joined with others",)

    def check(self, path: Path) -> None:
        """Read every table to its end; one that is missing or cut off is refused."""
        if not path.is_dir():
            raise FaultyInput([Fault(path.name, 0, "is no folder of FinBench tables")])
        faults = [
            Fault(path.name, 0, f"the table {name}.csv or {name}.csv.gz is missing")
            for name in TABLES
            if opened(path, name) is None
        ]
        # An excerpt may lack tables, but not all of them: then it is another folder.
        if faults and (not self.card.excerpt or len(faults) == len(TABLES)):
            raise FaultyInput(faults)
        self.total = sum(1 for table in _tables(path) for _ in table.rows())

    def read(self, path: Path) -> Iterator[Entry | Fault]:
        """The rows of all tables: things in the order of `THINGS`, then ties in that of `TIES`."""
        self._unused = []
        told = Told(self.card)
        known: set[str] = set()
        yield Entry(0, [told.source])
        for name, shape in TABLES.items():
            table = opened(path, name)
            for row in table.rows() if table else ():
                yield self._row(told, row, shape, known) if isinstance(row, Row) else row
            if table:
                # Nobody looked at the columns of a table without rows.
                left = set(table.unused).difference(columns(shape))
                self._unused += [f"{name}.{one}" for one in table.unused if one in left]

    def _row(
        self, told: Told, row: Row, shape: ThingTable | TieTable, known: set[str]
    ) -> Entry | Fault:
        try:
            if isinstance(shape, ThingTable):
                thing = self._end(row, shape.kind, shape.number)
                if thing in known:
                    return row.fault("stands twice", shape.number)
                records = list(shape.make(told, row, thing))
                known.add(thing)
                return Entry(row.line, records)
            ends = self._end(row, *shape.source), self._end(row, *shape.target)
            for end, (kind, column) in zip(ends, (shape.source, shape.target), strict=True):
                if end not in known:
                    return row.fault(f"no table holds this {kind}", column)
            ident = f"{self.card.id}.{shape.kind}.{row.line}"
            return Entry(row.line, list(shape.make(told, row, ident, ends)))
        except ValidationError as error:
            first = error.errors()[0]
            where, what = ".".join(map(str, first["loc"])), first["msg"]
            what = what.removeprefix("Value error, ")
            return row.fault(f"{where}: {what}" if where else what)
        except ValueError as error:
            return row.fault(str(error))

    def _end(self, row: Row, kind: str, column: str) -> str:
        """The id of the thing that a column names by its number."""
        number = row[column]
        if not (number.isascii() and number.isdigit()):
            msg = f"{column}: {number!r} is not a number"
            raise ValueError(msg)
        return f"{self.card.id}.{kind}.{number}"


def _tables(folder: Path) -> Iterator[Table]:
    found = (opened(folder, name) for name in TABLES)
    return (one for one in found if one is not None)
