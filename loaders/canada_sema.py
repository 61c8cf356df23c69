"""Canada's Consolidated Autonomous Sanctions List, `sema-lmes.xml`, in its old and present shape.

Entries have no number of their own: regulation, schedule and item name one. `Country` is the
country of the regulations, not of the person, and is never taken for a nationality.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import ClassVar, Literal

from graph.errors import Fault
from graph.ontology import Identifier
from loaders.listing import safe_xml
from loaders.listing.dates import read_date
from loaders.listing.entries import Listed, OfficialList, slug
from loaders.listing.lists import ListLoader
from loaders.listing.safe_xml import Element
from loaders.loader import Entry, Range

_ROOT = {"data-set"}
_OFFICIALS = "Justice for Victims of Corrupt Foreign Officials Regulations"
_OFFICIALS_KEY = "jvcfoa"
# A comma parts aliases, unless a legal form follows it: `Golf Resort Co., Ltd.`
_ALIASES = re.compile(
    r"\s*[;,]\s*+(?!(?:Ltd|Limited|Inc|LLC|L\.L\.C|LLP|S\.A|Co|Corp|PLC|GmbH|JSC)\b)", re.IGNORECASE
)
_KNOWN = {
    "Country", "Entity", "EntityOrShip", "LastName", "GivenName", "Aliases", "DateOfBirth",
    "DateOfBirthOrShipBuildDate", "Title", "TitleOrShip", "ShipIMONumber", "DateOfListing",
    "Schedule", "Item",
}  # fmt: skip
_SHIP = {"ship", "navire", "vessel"}


class CanadaSema(ListLoader):
    """The autonomous sanctions list under SEMA and the act named after Sergei Magnitsky, XML."""

    name = "canada-sema"
    about: ClassVar[Mapping[str, str]] = {
        "id": "canada-sema",
        "title": "Consolidated Canadian Autonomous Sanctions List",
        "publisher": "Global Affairs Canada",
        "licence": "Not stated in the file; Open Government Licence - Canada is likely",
        "url": "https://www.international.gc.ca/world-monde/international_relations-"
        "relations_internationales/sanctions/consolidated-consolide.aspx",
        "description": "Names, dates of birth, regulations, and dates of listing where printed. "
        "The list prints neither reasons nor nationalities. Left out: titles.",
    }
    expected: ClassVar[Mapping[str, Range]] = {
        "Person": Range(900), "Organization": Range(350), "SanctionProgram": Range(8, 60),
        "Designation": Range(1300),
    }  # fmt: skip

    _unknown: frozenset[str] = frozenset()

    def check(self, path: Path) -> None:
        """Read to the end; a file that is cut off is refused."""
        safe_xml.check_whole(path, _ROOT)

    def unused(self) -> tuple[str, ...]:
        """Elements that the last reading met and does not know."""
        return tuple(sorted(self._unknown))

    def read(self, path: Path) -> Iterator[Entry | Fault]:
        """The records in the order of the file."""
        made = OfficialList(
            self.card, authority="canada-sema.authority", country="CA",
            names=["Global Affairs Canada", "Affaires mondiales Canada"],
        )  # fmt: skip
        seen: set[str] = set()
        self._unknown = frozenset()
        for one in safe_xml.records(path, _ROOT):
            self._unknown |= {child.tag for child in one.children} - _KNOWN
            found = _entry(path.name, one)
            if isinstance(found, Listed) and found.reference in seen:
                found = Fault(path.name, one.line, f"the entry {found.reference} stands twice")
            if isinstance(found, Listed):
                seen.add(found.reference)
                yield made.entry(one.line, found)
            else:
                yield found


def _entry(file: str, one: Element) -> Listed | Fault:
    regulation, item = one.first("Country"), one.first("Item")
    if not regulation or not item:
        missing = "Item" if regulation else "Country"
        return Fault(file, one.line, f"the record has no <{missing}>, so nothing names it for good")
    key, short = _regulation(regulation)
    schedule = one.first("Schedule")
    part = "" if schedule in {"", "N/A"} else f"{slug(schedule)}."
    place = ", ".join([short, *([f"Schedule {schedule}"] if part else []), f"item {item}"])
    listed = Listed(f"{key}.{part}{slug(item)}", place, _kind(one))
    given, family = one.first("GivenName"), one.first("LastName")
    listed.name(one.first("EntityOrShip", "Entity") or f"{given} {family}")
    if not listed.names:
        return Fault(file, one.line, "the record has no name")
    for alias in _ALIASES.split(one.first("Aliases")):
        # One word of a person is a variant of a given name or a family name, not a name.
        weak = listed.kind == "Person" and " " not in alias
        listed.name(alias, "weak" if weak else "alias")
    if key == _OFFICIALS_KEY:
        listed.numbered("canada-jvcfoa", item)
    else:
        listed.numbered("canada-sema", place)
    if listed.kind == "Person":
        listed.born(one.first("DateOfBirthOrShipBuildDate", "DateOfBirth"))
    elif imo := one.first("ShipIMONumber"):
        listed.numbered("imo", imo)
    listed.programs = [(key, regulation, Identifier(scheme="canada-regulation", value=key))]
    if day := one.first("DateOfListing"):
        listed.listed = read_date(day)
        listed.unread += [] if listed.listed else [f"date of listing {day!r}"]
    return listed


def _kind(one: Element) -> Literal["Person", "Organization", "Vehicle"]:
    if not one.first("EntityOrShip", "Entity"):
        return "Person"
    ship = one.first("ShipIMONumber") or one.first("TitleOrShip").lower() in _SHIP
    return "Vehicle" if ship else "Organization"


def _regulation(text: str) -> tuple[str, str]:
    """A part of the id and a short name, from the English name of the regulations."""
    if text.startswith(_OFFICIALS):
        return _OFFICIALS_KEY, "JVCFOA regulations"
    english = text.partition(" / ")[0].strip()
    return slug(english).lower(), english
