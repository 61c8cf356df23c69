"""The lists of the US Treasury's Office of Foreign Assets Control (OFAC).

`ofac-sdn` reads the SDN list, as the old CSV (`sdn.csv` with `alt.csv`, `add.csv` and
`sdn_comments.csv` beside it) or as `sdn.xml`; an entry has the same id from both.
`ofac-consolidated` reads the non-SDN list, `cons_prim.csv` with its companions.
"""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import ClassVar

from graph.errors import Fault
from loaders.listing import safe_xml
from loaders.listing.entries import Listed, OfficialList
from loaders.listing.headless import Beside, check_end, check_rows, rows
from loaders.listing.lists import ListLoader, printed_day, refuse
from loaders.listing.safe_xml import Element
from loaders.loader import Entry, Range
from loaders.ofac_entries import (
    ADD_WIDTH,
    ALT_WIDTH,
    COMMENT,
    COMMENT_WIDTH,
    WIDTH,
    from_rows,
    from_xml,
)

_ROOT = {"sdnList"}


class Ofac(ListLoader):
    """What both lists have in common."""

    place: ClassVar[str] = ""
    # The companions of the main file, as OFAC calls them: other names, addresses, more remarks.
    companions: ClassVar[tuple[str, str, str]] = ("", "", "")

    @classmethod
    def printed(cls, path: Path) -> str | None:
        """The XML prints its day; the CSV none."""
        if not _is_xml(path):
            return None
        for one in safe_xml.records(path, _ROOT):
            return printed_day(_month_first(one.first("Publish_Date")))
        return None

    def check(self, path: Path) -> None:
        """Read to the end; a whole list that is cut off, or lacks a companion, is refused."""
        if _is_xml(path):
            self._check_xml(path)
            return
        if not self.card.excerpt:
            check_end(path)
        # To the end, which finds an open quote before a row of it is written.
        for _ in rows(path, WIDTH):
            pass
        for place, width in enumerate((ALT_WIDTH, ADD_WIDTH, COMMENT_WIDTH)):
            beside = self._beside(path, place)
            if beside:
                check_rows(beside, width)
                # The file of remarks that spill over came without the mark until 2025.
                if not self.card.excerpt and width != COMMENT_WIDTH:
                    check_end(beside)
            elif not self.card.excerpt:
                name = self.companions[place]
                raise refuse(path, 0, f"{name} is missing beside it: names would be lost")

    def _check_xml(self, path: Path) -> None:
        counts = safe_xml.check_whole(path, _ROOT)
        printed = next(safe_xml.records(path, _ROOT), Element("", 0)).first("Record_Count")
        found = counts.get("sdnEntry", 0)
        if not self.card.excerpt and printed != str(found):
            detail = f"prints a Record_Count of {printed or 'none'} and holds {found}"
            raise refuse(path, 1, f"{detail}: not the whole list; load a part as an excerpt")

    def _beside(self, path: Path, place: int) -> Path | None:
        wanted = self.companions[place]
        return next((one for one in path.parent.iterdir() if one.name.lower() == wanted), None)

    def read(self, path: Path) -> Iterator[Entry | Fault]:
        """The entries in the order of the file."""
        made = OfficialList(
            self.card, authority="ofac.authority", country="US",
            names=["Office of Foreign Assets Control, US Department of the Treasury", "OFAC"],
        )  # fmt: skip
        seen: set[int] = set()
        for line, found in self._xml(path) if _is_xml(path) else self._csv(path):
            if isinstance(found, Listed):
                number = int(found.reference)
                if number in seen:
                    yield Fault(path.name, line, f"the number {number} stands twice")
                    continue
                seen.add(number)
                found.place = f"{self.place} {found.reference}"
                yield made.entry(line, found)
            else:
                yield found

    # --- CSV

    def _csv(self, path: Path) -> Iterator[tuple[int, Listed | Fault]]:
        alt, add, comments = (
            Beside(self._beside(path, place), width)
            for place, width in enumerate((ALT_WIDTH, ADD_WIDTH, COMMENT_WIDTH))
        )
        before = 0
        for row in rows(path, WIDTH):
            if isinstance(row, Fault):
                yield row.line, row
                continue
            if row.number < before:
                yield row.line, row.fault("stands out of order: numbers rise through the file")
                continue
            before = row.number
            more = "".join(one.values[COMMENT] for one in comments.of(row.number))
            yield row.line, from_rows(row, alt.of(row.number), add.of(row.number), more)

    # --- XML

    @staticmethod
    def _xml(path: Path) -> Iterator[tuple[int, Listed | Fault]]:
        for one in safe_xml.records(path, _ROOT):
            if one.tag == "sdnEntry":
                yield one.line, from_xml(path.name, one)


class OfacSdn(Ofac):
    """Specially Designated Nationals and Blocked Persons, CSV or XML."""

    name = "ofac-sdn"
    place = "SDN"
    companions = ("alt.csv", "add.csv", "sdn_comments.csv")
    about: ClassVar[Mapping[str, str]] = {
        "id": "ofac-sdn",
        "title": "Specially Designated Nationals and Blocked Persons List (SDN)",
        "publisher": "Office of Foreign Assets Control, US Department of the Treasury",
        "licence": "Work of the US Government, public domain",
        "url": "https://ofac.treasury.gov/specially-designated-nationals-list-data-formats-data-schemas",
        "description": "Names, dates of birth, nationalities, programmes. The list prints neither "
        "dates of listing nor reasons. Left out: personal papers, addresses, titles, remarks.",
    }
    expected: ClassVar[Mapping[str, Range]] = {
        "Person": Range(4000), "Organization": Range(3000), "Vehicle": Range(300),
        "SanctionProgram": Range(40, 200), "Designation": Range(8000),
    }  # fmt: skip


class OfacConsolidated(Ofac):
    """The consolidated list of those who are not SDNs, CSV or XML."""

    name = "ofac-consolidated"
    place = "OFAC"
    companions = ("cons_alt.csv", "cons_add.csv", "cons_comments.csv")
    about: ClassVar[Mapping[str, str]] = {
        "id": "ofac-consolidated",
        "title": "Consolidated Sanctions List (non-SDN)",
        "publisher": "Office of Foreign Assets Control, US Department of the Treasury",
        "licence": "Work of the US Government, public domain",
        "url": "https://ofac.treasury.gov/consolidated-sanctions-list-non-sdn-lists",
        "description": "Names, dates of birth, nationalities, programmes. Left out: personal "
        "papers, addresses, titles, remarks, dates of single directives.",
    }
    expected: ClassVar[Mapping[str, Range]] = {
        "Person": Range(50), "Organization": Range(200), "SanctionProgram": Range(5, 100),
        "Designation": Range(300),
    }  # fmt: skip


def _month_first(text: str) -> str:
    """`04/22/2020` is the twenty-second of April there."""
    month, _, rest = text.partition("/")
    day, _, year = rest.partition("/")
    return f"{year}-{month:0>2}-{day:0>2}" if year else text


def _is_xml(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(200).lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<")
