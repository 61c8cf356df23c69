"""One entry of OFAC's lists, from the rows of its CSV or from an element of its XML."""

from typing import Literal

from graph.errors import Fault
from graph.ontology import Identifier
from loaders.listing.country_names import countries_of
from loaders.listing.entries import Listed, slug
from loaders.listing.headless import Cells
from loaders.listing.safe_xml import Element
from loaders.ofac_remarks import number_of, read_remarks

__all__ = ["ADD_WIDTH", "ALT_WIDTH", "COMMENT", "COMMENT_WIDTH", "WIDTH", "from_rows", "from_xml"]

Kind = Literal["Person", "Organization", "Vehicle"]

# ent_num, SDN_Name, SDN_Type, Program, Title, Call_Sign, Vess_type, Tonnage, GRT, Vess_flag,
# Vess_owner, Remarks; the files have no heading.
_NAME, _TYPE, _PROGRAM, _REMARKS, WIDTH = 1, 2, 3, 11, 12
ALT_WIDTH, ADD_WIDTH, COMMENT_WIDTH = 5, 6, 2
_ALT_TYPE, _ALT_NAME, _ADD_COUNTRY, COMMENT = 2, 3, 4, 1
_KINDS: dict[str, Kind] = {
    "individual": "Person", "": "Organization", "entity": "Organization",
    "vessel": "Vehicle", "aircraft": "Vehicle",
}  # fmt: skip


def from_rows(row: Cells, alt: list[Cells], add: list[Cells], more: str) -> Listed | Fault:
    """An entry of the CSV, with its rows of other names and addresses, and what spilt over."""
    name, kind = row.values[_NAME], _KINDS.get(row.values[_TYPE].lower())
    if not name:
        return row.fault(f"the entry {row.number} has no name")
    if kind is None:
        return row.fault(f"{row.values[_TYPE]!r} is no type of entry")
    listed = Listed(str(row.number), "", kind)
    listed.numbered("ofac", listed.reference)
    listed.name(name)
    for one in alt:
        former = one.values[_ALT_TYPE] == "fka"
        listed.name(one.values[_ALT_NAME], "former" if former else "alias")
    # Remarks that are longer than a thousand letters go on in the comments, in mid-word.
    read_remarks(row.values[_REMARKS] + more, listed)
    if kind == "Organization":
        for one in add:
            _located(one.values[_ADD_COUNTRY], listed)
    return _under(row.values[_PROGRAM].split("] ["), listed) or row.fault("no programme is named")


def from_xml(file: str, one: Element) -> Listed | Fault:
    """An entry of the XML."""
    number, kind = one.first("uid"), _KINDS.get(one.first("sdnType").lower())
    name = _joined(one)
    if not number.isdigit():
        return Fault(file, one.line, f"{number!r} is no number of an entry")
    if not name or kind is None:
        what = f"{one.first('sdnType')!r} is no type of entry" if name else "has no name"
        return Fault(file, one.line, f"entry {number}: {what}")
    listed = Listed(number, "", kind)
    listed.numbered("ofac", number)
    listed.name(name)
    for aka in one.all("akaList/aka"):
        former = aka.first("type").startswith("f")
        weak = aka.first("category") == "weak"
        listed.name(_joined(aka), "weak" if weak else "former" if former else "alias")
    if kind == "Person":
        _person(one, listed)
    else:
        _body(one, listed)
    programs = [program.text for program in one.all("programList/program")]
    return _under(programs, listed) or Fault(file, one.line, f"entry {number} has no programme")


def _person(one: Element, listed: Listed) -> None:
    for born in one.all("dateOfBirthList/dateOfBirthItem/dateOfBirth"):
        listed.born(born.text)
    for path in ("nationalityList/nationality/country", "citizenshipList/citizenship/country"):
        for tie in one.all(path):
            _located(tie.text, listed)


def _body(one: Element, listed: Listed) -> None:
    for paper in one.all("idList/id"):
        found = number_of(paper.first("idType"), paper.first("idNumber"))
        if found and (listed.kind == "Vehicle") == (found[0] in {"imo", "mmsi"}):
            listed.numbered(*found)
    if listed.kind == "Organization":
        for place in one.all("addressList/address/country"):
            _located(place.text, listed)


def _under(programs: list[str], listed: Listed) -> Listed | None:
    for text in dict.fromkeys(one.strip(" []") for one in programs):
        if text:
            listed.programs.append(
                (slug(text), text, Identifier(scheme="ofac-program", value=text))
            )
    return listed if listed.programs else None


def _located(country: str, listed: Listed) -> None:
    codes, unread = countries_of(country)
    listed.countries += [code for code in codes if code not in listed.countries]
    listed.unread += [words for one in unread if (words := f"country {one!r}") not in listed.unread]


def _joined(one: Element) -> str:
    """`LAST, First`, as the CSV prints the same name."""
    return ", ".join(part for part in (one.first("lastName"), one.first("firstName")) if part)
