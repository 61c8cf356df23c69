"""The UK Sanctions List of the Foreign, Commonwealth and Development Office, as its CSV.

An entry is printed on a row for each of its names and addresses, under one `Unique ID` such as
GAC0001, whose letters name the regime. It is the one British list since OFSI's was closed.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import ClassVar, Literal

from graph.errors import Fault
from graph.ontology import Identifier
from loaders.listing.country_names import countries_of
from loaders.listing.dates import read_date
from loaders.listing.entries import Listed, NameKind, OfficialList, slug
from loaders.listing.grouped import check_table, first_row, groups, values
from loaders.listing.lists import ListLoader, printed_day
from loaders.loader import Entry, Range
from loaders.rows import Row, Table

__all__ = ["UkSanctions", "british_name", "ties"]

_KEY = "Unique ID"
_NEEDS = (_KEY, "Name 6", "Name 1", "Name type", "Regime Name", "Designation Type",
          "Date Designated", "UK Statement of Reasons")  # fmt: skip
_KINDS: dict[str, Literal["Person", "Organization", "Vehicle"]] = {
    "individual": "Person", "entity": "Organization", "ship": "Vehicle", "aircraft": "Vehicle",
}  # fmt: skip
_REGIME = re.compile(r"^[A-Z]+")
_IMO = re.compile(r"\b(\d{7})\b")


class UkSanctions(ListLoader):
    """The UK Sanctions List, CSV."""

    name = "uk-sanctions"
    about: ClassVar[Mapping[str, str]] = {
        "id": "uk-sanctions",
        "title": "The UK Sanctions List",
        "publisher": "Foreign, Commonwealth and Development Office",
        "licence": "Crown copyright, Open Government Licence v3.0",
        "url": "https://www.gov.uk/government/publications/the-uk-sanctions-list",
        "description": "Names in all scripts, dates of birth, nationalities, regimes, dates of "
        "designation, statements of reasons as allegations. Left out: personal papers, addresses, "
        "positions, other information.",
    }
    expected: ClassVar[Mapping[str, Range]] = {
        "Person": Range(1000), "Organization": Range(300), "SanctionProgram": Range(15, 100),
        "Designation": Range(1500),
    }  # fmt: skip

    _table: Table | None = None

    @classmethod
    def printed(cls, path: Path) -> str | None:
        """The first line reads `Report Date: 08-Oct-2026`."""
        label, _, day = first_row(path)[0].partition(":")
        return printed_day(day.replace("-", " ")) if label == "Report Date" else None

    def check(self, path: Path) -> None:
        """Read to the end; a file that stops in mid-row is refused."""
        check_table(self._open(path), whole=not self.card.excerpt)

    def unused(self) -> tuple[str, ...]:
        """Columns that the last reading never looked at: most of them on purpose."""
        return self._table.unused if self._table else ()

    def read(self, path: Path) -> Iterator[Entry | Fault]:
        """The entries in the order of the file, each from all of its rows."""
        made = OfficialList(
            self.card, authority="uk-sanctions.authority", country="GB",
            names=["Foreign, Commonwealth and Development Office", "FCDO"],
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
        preamble = int(first_row(path)[0].startswith("Report Date"))
        return Table(path, needs=_NEEDS, preamble=preamble)


def _entry(rows: list[Row]) -> Listed | Fault:
    first = rows[0]
    kind = _KINDS.get(first["Designation Type"].lower())
    regime = _REGIME.match(first[_KEY])
    if kind is None:
        return first.fault("is no type of entry", "Designation Type")
    if not regime:
        return first.fault("does not begin with the letters of a regime", _KEY)
    listed = Listed(slug(first[_KEY]), first[_KEY], kind)
    for text, name_kind in sorted(map(_name, rows), key=lambda one: one[1] != "name"):
        listed.name(text, name_kind)
    for row in rows:
        listed.name(
            row.get("Name non-latin script", ""),
            language=_language(row.get("Non-latin script language", "")),
        )
    if not listed.names:
        return first.fault("the entry has no name")
    listed.numbered("uk-sanctions", first[_KEY])
    for one in values(rows, "OFSI Group ID"):
        listed.numbered("uk-ofsi-group", one)
    for one in values(rows, "UN Reference Number"):
        listed.numbered("un", one)
    _particulars(rows, listed)
    name = first["Regime Name"] or regime[0]
    listed.programs = [(regime[0], name, Identifier(scheme="uk-regime", value=regime[0]))]
    for one in values(rows, "Date Designated")[:1]:
        listed.listed = read_date(one)
        listed.unread += [] if listed.listed else [f"date of designation {one!r}"]
    listed.reason = "\n".join(values(rows, "UK Statement of Reasons"))
    imposed = values(rows, "Sanctions Imposed")
    listed.note = f"Sanctions imposed: {imposed[0].replace('|', ', ')}." if imposed else ""
    return listed


def _particulars(rows: list[Row], listed: Listed) -> None:
    """What depends on the sort of entry."""
    if listed.kind == "Person":
        for one in values(rows, "D.O.B"):
            listed.born(one)
        ties(values(rows, "Nationality(/ies)"), "nationality", listed)
    elif listed.kind == "Organization":
        ties(values(rows, "Address Country"), "country", listed)
        for one in values(rows, "Business registration number (s)"):
            for number in re.split("[;,]", one):
                listed.numbered("registration", number)
    else:
        for one in values(rows, "IMO number"):
            for imo in _IMO.findall(one.upper().replace("IMO", " ")):
                listed.numbered("imo", imo)


def ties(cells: list[str], what: str, listed: Listed) -> None:
    """Add the countries in cells; what is none is kept as words."""
    for cell in cells:
        codes, unread = countries_of(cell)
        listed.countries += [one for one in codes if one not in listed.countries]
        listed.unread += [f"{what} {one!r}" for one in unread]


def british_name(row: Row) -> str:
    """Given names stand in the columns 1 to 5, the family's or the whole one in column 6."""
    parts = (row.get(f"Name {number}", "") for number in (1, 2, 3, 4, 5, 6))
    return " ".join(part for part in parts if part)


def _name(row: Row) -> tuple[str, NameKind]:
    sort, strength = row["Name type"].lower(), row.get("Alias strength", "").lower()
    if sort == "primary name":
        return british_name(row), "name"
    return british_name(row), "weak" if "low" in strength else "alias"


def _language(text: str) -> str | None:
    """The ISO 639 code of a language as the list prints it, where it is a frequent one."""
    known = {"russian": "ru", "ukrainian": "uk", "arabic": "ar", "persian": "fa", "farsi": "fa",
             "chinese": "zh", "korean": "ko", "belarusian": "be"}  # fmt: skip
    return known.get(text.lower())
