"""OFSI's Consolidated List (`ConList.csv`): closed, and still in analysts' archives.

A group is printed on a row for each name, date of birth and address, so that one person may
take fourteen rows. Zeros stand for the parts of a date that are not known: `00/10/1983`.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import ClassVar, Literal

from graph.errors import Fault
from graph.ontology import Identifier
from loaders.listing.dates import read_date
from loaders.listing.entries import Listed, NameKind, OfficialList, slug
from loaders.listing.grouped import check_table, first_row, groups, values
from loaders.listing.lists import ListLoader, printed_day
from loaders.loader import Entry, Range
from loaders.rows import Row, Table
from loaders.uk_sanctions import british_name, ties

_KEY = "Group ID"
_NEEDS = (_KEY, "Name 6", "Name 1", "Group Type", "Alias Type", "Regime", "Listed On", "DOB")
_KINDS: dict[str, Literal["Person", "Organization", "Vehicle"]] = {
    "individual": "Person", "entity": "Organization", "ship": "Vehicle",
}  # fmt: skip


class UkOfsi(ListLoader):
    """The consolidated list of financial sanctions targets, CSV."""

    name = "uk-ofsi"
    about: ClassVar[Mapping[str, str]] = {
        "id": "uk-ofsi",
        "title": "Consolidated List of Financial Sanctions Targets in the UK",
        "publisher": "Office of Financial Sanctions Implementation, HM Treasury",
        "licence": "Crown copyright, Open Government Licence v3.0",
        "url": "https://www.gov.uk/government/publications/financial-sanctions-consolidated-list-of-targets",
        "description": "Names in all scripts, dates of birth, nationalities, regimes, dates of "
        "listing. Left out: personal papers, addresses, positions, other information.",
    }
    expected: ClassVar[Mapping[str, Range]] = {
        "Person": Range(1000), "Organization": Range(300), "SanctionProgram": Range(10, 100),
        "Designation": Range(1500),
    }  # fmt: skip

    _table: Table | None = None

    @classmethod
    def printed(cls, path: Path) -> str | None:
        """The first line reads `Last Updated,27/04/2020`."""
        cells = first_row(path)
        return printed_day(cells[1]) if cells[0] == "Last Updated" and len(cells) > 1 else None

    def check(self, path: Path) -> None:
        """Read to the end; a file that stops in mid-row is refused."""
        check_table(self._open(path), whole=not self.card.excerpt)

    def unused(self) -> tuple[str, ...]:
        """Columns that the last reading never looked at: most of them on purpose."""
        return self._table.unused if self._table else ()

    def read(self, path: Path) -> Iterator[Entry | Fault]:
        """The groups in the order of the file, each from all of its rows."""
        made = OfficialList(
            self.card, authority="uk-ofsi.authority", country="GB",
            names=["Office of Financial Sanctions Implementation, HM Treasury", "OFSI"],
        )  # fmt: skip
        self._table = self._open(path)
        for rows in groups(self._table, _KEY):
            if isinstance(rows, Fault):
                yield rows
                continue
            found = _entry(rows)
            yield found if isinstance(found, Fault) else made.entry(rows[0].line, found)

    @staticmethod
    def _open(path: Path) -> Table:
        # The heading has a column `Last Updated` too, but never as its first.
        return Table(path, needs=_NEEDS, preamble=int(first_row(path)[0] == "Last Updated"))


def _entry(rows: list[Row]) -> Listed | Fault:
    first = rows[0]
    kind = _KINDS.get(first["Group Type"].lower())
    if kind is None:
        return first.fault("is no type of entry", "Group Type")
    listed = Listed(slug(first[_KEY]), f"OFSI group {first[_KEY]}", kind)
    for text, name_kind in sorted(map(_name, rows), key=lambda one: one[1] != "name"):
        listed.name(text, name_kind)
    for one in values(rows, "Name Non-Latin Script"):
        listed.name(one)
    if not listed.names:
        return first.fault("the group has no name")
    listed.numbered("uk-ofsi-group", first[_KEY])
    _particulars(rows, listed)
    for name in values(rows, "Regime"):
        listed.programs.append((slug(name), name, Identifier(scheme="uk-ofsi-regime", value=name)))
    if not listed.programs:
        return first.fault("no regime is named")
    for one in values(rows, "Listed On")[:1]:
        listed.listed = read_date(one)
        listed.unread += [] if listed.listed else [f"date of listing {one!r}"]
    return listed


def _particulars(rows: list[Row], listed: Listed) -> None:
    if listed.kind == "Person":
        for one in values(rows, "DOB"):
            listed.born(one)
        ties(values(rows, "Nationality"), "nationality", listed)
    elif listed.kind == "Organization":
        ties(values(rows, "Country"), "country", listed)


def _name(row: Row) -> tuple[str, NameKind]:
    sort, quality = row["Alias Type"].lower(), row.get("Alias Quality", "").lower()
    if sort in {"prime alias", "primary name"}:
        return british_name(row), "name"
    return british_name(row), "weak" if "low" in quality else "alias"
