"""An entity of FollowTheMoney as a node."""

from typing import Any

from graph.errors import Fault
from graph.ontology import NODE_KINDS, DateInterval, Node
from graph.ontology.countries import COUNTRY_CODES
from loaders.followthemoney.lines import Line
from loaders.followthemoney.schemata import NAMES, NODES, is_neutral, numbers_of
from loaders.listing.dates import read_date

# Codes of FollowTheMoney that ISO 3166 has under another name.
_CODES = {"suhh": "SU", "uk": "GB"}
# A date of ours, and the property that holds it there.
_DATES = {
    "Person": {"death": "deathDate"},
    "CourtCase": {"opened": "fileDate", "closed": "closeDate"},
    "Event": {"date": "date"},
}
_OF_A_BODY = {"founded": "incorporationDate", "dissolved": "dissolutionDate"}
_BODIES = {"Company", "Organization", "PublicBody"}
_MOST_NAME, _MOST_NUMBER = 1000, 200


def node_of(one: Line, ident: str) -> tuple[Node, list[DateInterval], list[str]] | Fault:
    """The node, the dates of birth where the file gives several, and what could not be read."""
    kind = NODES[one.schema]
    unread: list[str] = []
    names = _names(one)
    if not names:
        return one.fault("has no name")
    numbers = [
        {"scheme": scheme, "value": value}
        for name, scheme in numbers_of(kind).items()
        for value in one.all(name)
        if len(value) <= _MOST_NUMBER
    ]
    data: dict[str, Any] = {
        "id": ident,
        "names": names,
        "identifiers": numbers,
        "countries": _countries(one, unread),
        "topics": [topic for topic in one.all("topics") if is_neutral(topic)],
    }
    births: list[DateInterval] = []
    if kind == "Person":
        births = _dates(one, "birthDate", unread)
        if len(births) == 1:
            data["birth"] = births.pop()
    for field, name in (_OF_A_BODY if kind in _BODIES else _DATES.get(kind, {})).items():
        found = _dates(one, name, unread)
        if len(found) == 1:
            data[field] = found[0]
        else:
            # Several values and nobody to say which holds: none is picked.
            unread += [f"{name} {date.text}" for date in found]
    if kind in _BODIES and len(places := _codes(one.all("jurisdiction"), unread)) == 1:
        data["jurisdiction"] = places[0]
    return NODE_KINDS[kind].model_validate(data), births, unread


def _names(one: Line) -> list[dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for name, kind in NAMES.items():
        for text in one.all(name):
            shown = " ".join(text.split())[:_MOST_NAME]
            if shown and shown not in found:
                sort = "alias" if kind == "name" and found else kind
                found[shown] = {"text": shown, "kind": sort}
    return list(found.values())


def _countries(one: Line, unread: list[str]) -> list[str]:
    return _codes(one.all("nationality", "citizenship", "country", "jurisdiction"), unread)


def _codes(values: list[str], unread: list[str]) -> list[str]:
    found: list[str] = []
    for value in values:
        code = _CODES.get(value, value.upper())
        if code in COUNTRY_CODES:
            found += [code] if code not in found else []
        elif (words := f"country {value!r}") not in unread:
            unread.append(words)
    return found


def _dates(one: Line, name: str, unread: list[str]) -> list[DateInterval]:
    found = []
    for value in one.all(name):
        date = read_date(value)
        if date:
            found.append(date)
        else:
            unread.append(f"{name} {value!r}")
    return found
