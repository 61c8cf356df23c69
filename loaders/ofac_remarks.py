"""What OFAC's CSV says in its free column `Remarks`: births, countries, weak names, numbers."""

import re
from collections.abc import Iterator

from loaders.listing.country_names import countries_of
from loaders.listing.entries import Listed

__all__ = ["REGISTER_NUMBERS", "number_of", "read_remarks"]

# Numbers of registers, which name an organization. Numbers of personal papers, tax numbers and
# the like are read for nobody.
REGISTER_NUMBERS = {
    "Registration Number": "registration",
    "Registration ID": "registration",
    "Company Number": "company",
    "Commercial Registry Number": "registration",
    "Chamber of Commerce Number": "registration",
    "Legal Entity Number": "lei",
    "SWIFT/BIC": "bic",
    "D-U-N-S Number": "duns",
    "UK Company Number": "company",
}
_VESSEL = {"Vessel Registration Identification": "imo", "MMSI": "mmsi"}

_PART = re.compile(r";\s*")
_BIRTH = re.compile(r"^(?:alt\. )?DOB (.+)$")
_TIE = re.compile(r"^(?:alt\. )?(nationality|citizen) (.+)$")
_WEAK = re.compile(r"^a\.k\.a\. '(.+)'$")
_NUMBER = re.compile(
    "^(?:alt. )?("
    + "|".join(map(re.escape, sorted({*REGISTER_NUMBERS, *_VESSEL}, key=len, reverse=True)))
    + r")\s+(.+)$"
)
_IMO = re.compile(r"^IMO\s*(\d{7})$")
# Behind the number stand its country in brackets and the days of issue and expiry.
_BEHIND = re.compile(r"\s*(?:\(.*|\bissued\b.*|\bexpires\b.*)$")


def read_remarks(remarks: str, listed: Listed) -> None:
    """Add to an entry what its remarks say that is no conduct and no personal paper."""
    for part in _parts(remarks):
        if found := _WEAK.match(part):
            listed.name(found[1], "weak")
        elif listed.kind == "Person":
            _person(part, listed)
        elif found := _NUMBER.match(part):
            _numbered(found[1], found[2], listed)


def number_of(kind: str, value: str) -> tuple[str, str] | None:
    """Scheme and value of a number that may be kept: `('imo', '9187629')`; none for others."""
    if kind in REGISTER_NUMBERS:
        bare = _BEHIND.sub("", value).strip()
        return (REGISTER_NUMBERS[kind], bare) if bare else None
    if kind in _VESSEL:
        imo = _IMO.match(value.strip())
        if imo:
            return "imo", imo[1]
        return ("mmsi", value.strip()) if kind == "MMSI" else None
    return None


def _parts(remarks: str) -> Iterator[str]:
    return (part.strip() for part in _PART.split(remarks.strip().removesuffix(".")) if part.strip())


def _person(part: str, listed: Listed) -> None:
    if found := _BIRTH.match(part):
        listed.born(found[1])
    elif found := _TIE.match(part):
        codes, unread = countries_of(found[2])
        listed.countries += [one for one in codes if one not in listed.countries]
        listed.unread += [f"{found[1]} {one!r}" for one in unread]


def _numbered(kind: str, value: str, listed: Listed) -> None:
    found = number_of(kind, value)
    if found and (listed.kind == "Vehicle") == (found[0] in {"imo", "mmsi"}):
        listed.numbered(*found)
