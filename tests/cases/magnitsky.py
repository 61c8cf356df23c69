"""The bundled case as read from its folder, and the fact sheets that it was written from.

Nothing here goes through a store: `Known` holds the records, the claims and the reading of each,
computed by the evidence module, so that a test can say what the data may be read as.
"""

import csv
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

import pytest

from graph.evidence import Claim, Context, Gap, Source, Stance, read
from graph.ontology import Edge, LegalEntity, Node
from graph.ontology.reading import Reading
from loaders.case_folder.loader import Case, read_case

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "cases" / "magnitsky"
SHEETS = ROOT.parent / "shared" / "case"
NOT_RUN = "NOT RUN: ../shared is not there, and the fact sheets are in its folder `case`"

# Both sheets list these documents (section 1.1 of each); the case keeps the money sheet's id.
TWINS = {
    "p.S129": "m.S1", "p.S130": "m.S2", "p.S131": "m.S9", "p.S134": "m.S17", "p.S133": "m.S18",
    "p.S116": "m.S44", "p.S140": "m.S49", "p.S117": "m.S81", "p.S114": "m.S86",
    "p.S139": "m.S89", "p.S53": "m.S94",
}  # fmt: skip
# Companies with a pinned line (money sheet, section 2.1), and the two men it pins.
PINNED = (
    "org.colop", "org.saga-furs", "org.ipsos-central-eastern-europe", "org.diamond-innovations",
    "org.alfa-bank", "org.afi-europe",
)  # fmt: skip
PINNED_MEN = ("per.petr-katsyv", "per.sergei-roldugin")

RecordT = TypeVar("RecordT", bound="Node | Edge | Source | Gap")


@dataclass(frozen=True)
class Known:
    """The case and how each of its records may be read."""

    case: Case
    readings: Mapping[str, Reading] = field(default_factory=dict)

    @classmethod
    def read(cls) -> "Known":
        """Read the folder and weigh every record."""
        case = read_case(FOLDER)
        records = case.records
        context = Context(
            sources={one.id: one for one in records.values() if isinstance(one, Source)},
            voices={
                one.id: one.speaks_for
                for one in records.values()
                if isinstance(one, LegalEntity) and one.speaks_for
            },
        )
        readings = {}
        for ident, record in records.items():
            if isinstance(record, Node | Edge):
                found = read(type(record), case.claims[ident], context)
                assert found is not None, ident
                readings[ident] = found
        return cls(case, readings)

    def of(self, kind: type[RecordT]) -> Iterator[RecordT]:
        """Every record of a kind, by id."""
        for _, record in sorted(self.case.records.items()):
            if isinstance(record, kind):
                yield record

    def one(self, ident: str) -> Any:
        """A record by its id."""
        return self.case.records[ident]

    def claims(self, ident: str | None = None) -> list[Claim]:
        """The claims about a record; without an id, all there are."""
        if ident is not None:
            return self.case.claims[ident]
        return [one for claims in self.case.claims.values() for one in claims]

    def asserting(self, ident: str) -> list[Claim]:
        """Who says that the record as a whole holds."""
        return [
            one
            for one in self.claims(ident)
            if one.field is None and one.live and one.stance is Stance.ASSERTS
        ]

    def values(self, ident: str, name: str) -> list[str]:
        """What claims say of a field, the shown value first, without the sources' own words."""
        found = self.readings[ident].fields[name].values
        return [re.sub(r' "[^"]*"$', "", one.value) for one in found]

    @cached_property
    def touching(self) -> dict[str, list[Edge]]:
        """The edges at each node, by the node's id."""
        found: dict[str, list[Edge]] = {}
        for edge in self.of(Edge):
            for end in {edge.source, edge.target}:
                found.setdefault(end, []).append(edge)
        return found

    def row(self, ident: str) -> Any:
        """The one record that stands for a row of transfers.csv as a money edge."""
        slug = ident.lower()
        found = [
            self.case.records[f"{prefix}.{slug}"]
            for prefix in ("pay", "obl", "res")
            if f"{prefix}.{slug}" in self.case.records
        ]
        money = [one for one in found if one.id[:3] != "res"] or found
        assert len(money) == 1, ident
        return money[0]


def sheet(name: str) -> str:
    """A fact sheet or table, or the test is reported as not run."""
    path = SHEETS / name
    if not path.is_file():
        pytest.skip(NOT_RUN)
    return path.read_text(encoding="utf-8")


def table(name: str) -> list[dict[str, str]]:
    """The rows of a table beside the sheets."""
    return list(csv.DictReader(sheet(name).splitlines()))


def sources_of(name: str) -> dict[str, list[str]]:
    """The rows of the source table of a sheet, by id."""
    found = {}
    for line in sheet(name).partition("\n## 1. Sources")[2].partition("\n### 1.1")[0].splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if re.fullmatch(r"[mp]\.S\d+b?", cells[0]):
            found[cells[0]] = cells
    return found
