"""From one entry of an official list to its records and claims, the same for every list.

An entry comes to a person, an organization or a vehicle, and an edge to each programme it is
listed under. The listing is a fact that the authority records; a stated reason is its allegation.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal

from graph.evidence import Claim, ClaimKind, Source
from graph.ontology import NODE_KINDS, DateInterval, Identifier, Name, Node
from graph.ontology.edges.law import Designation
from graph.ontology.nodes import PublicBody, SanctionProgram
from graph.store import Writable
from loaders.listing.dates import alternatives, read_date
from loaders.loader import Card, Entry

NameKind = Literal["name", "alias", "former", "weak"]

_MOST_NAME, _MOST_REASON, _MOST_NOTE = 1000, 20_000, 5000
_NO_SLUG = re.compile("[^A-Za-z0-9]+")


@dataclass
class Listed:
    """One entry as its list prints it.

    Attributes:
        reference: What the list calls it for good; the ids are made of it.
        place: The same as people write it, such as `SDN 15880`.
        kind: Person, Organization or Vehicle.
        names: As printed, the first one to show.
        births: Every date of birth that the list gives.
        countries: ISO codes of nationalities, of an organization also those of its addresses.
        identifiers: Numbers of the list and of registers; never those of personal papers.
        programs: The programmes, each as its key (part of an id), name and identifier.
        listed: When, where the list prints it.
        reason: The stated reason.
        note: What else the entry says of the listing.
        unread: What the list prints and nothing here can read: kept as words.
    """

    reference: str
    place: str
    kind: Literal["Person", "Organization", "Vehicle"]
    names: list[Name] = field(default_factory=list)
    births: list[DateInterval] = field(default_factory=list)
    countries: list[str] = field(default_factory=list)
    identifiers: list[Identifier] = field(default_factory=list)
    programs: list[tuple[str, str, Identifier]] = field(default_factory=list)
    listed: DateInterval | None = None
    reason: str = ""
    note: str = ""
    unread: list[str] = field(default_factory=list)

    def name(self, text: str, kind: NameKind = "name", language: str | None = None) -> None:
        """Add a name, unless it has it already."""
        shown = " ".join(text.split())[:_MOST_NAME]
        if shown and all(one.text != shown for one in self.names):
            kind = "alias" if kind == "name" and self.names else kind
            self.names.append(Name.model_validate(
                {"text": shown, "kind": kind, "language": language}
            ))  # fmt: skip

    def born(self, text: str) -> None:
        """Add the dates of birth in a cell; what cannot be read is kept as words."""
        for one in alternatives(text):
            found = read_date(one)
            if found is None:
                self.unread.append(f"date of birth {one!r}")
            elif found not in self.births:
                self.births.append(found)

    def numbered(self, scheme: str, value: str) -> None:
        """Add an identifier, unless it has it already."""
        value = " ".join(value.split())
        if value and len(value) <= 200:  # noqa: PLR2004 - the most that an identifier holds
            made = Identifier(scheme=scheme, value=value)
            if made not in self.identifiers:
                self.identifiers.append(made)


def slug(text: str) -> str:
    """A part of an id: letters and digits, what lies between them a hyphen."""
    return _NO_SLUG.sub("-", text).strip("-")


class OfficialList:
    """One list, its authority and its source; it turns entries into records.

    Authority, source and each programme go with the first entry that needs them.
    """

    def __init__(self, card: Card, *, authority: str, names: Sequence[str], country: str) -> None:
        """Say whose list it is.

        Args:
            card: What the dataset is.
            authority: The id of the body that keeps it.
            names: What the body is called.
            country: Whose body it is.
        """
        self._card = card
        self._authority = authority
        self._source = f"{card.id}.list"
        self._there: set[str] = set()
        self._body = PublicBody.model_validate(
            {"id": authority, "names": names, "countries": [country], "jurisdiction": country}
        )

    def entry(self, line: int, listed: Listed) -> Entry:
        """The records of an entry and the claims about them."""
        records = [*self._head(), *self._programs(listed)]
        ident = f"{self._card.id}.{listed.reference}"
        at = listed.place
        records.append(self._party(ident, listed))
        note = f"Printed, not read: {'; '.join(listed.unread)}." if listed.unread else None
        records.append(self._claim(f"{ident}.c1", ident, at, note=note))
        if len(listed.births) > 1:
            records += [
                self._claim(f"{ident}.birth.{number}", ident, at, field="birth", value=one.text)
                for number, one in enumerate(listed.births, 1)
            ]
        for key, _, _ in listed.programs:
            records += self._designation(ident, key, at, listed)
        return Entry(line, records)

    def _head(self) -> Iterator[Writable]:
        if self._authority in self._there:
            return
        self._there.add(self._authority)
        card = self._card
        yield Source.model_validate({
            "id": self._source, "title": card.title, "publisher": card.publisher,
            "date": card.as_of, "url": card.url, "nature": "official_list", "dataset": card.id,
            "read": f"file of {card.as_of}" if card.as_of else None,
        })  # fmt: skip
        yield self._body
        yield self._claim(f"{card.id}.authority.c1", self._authority, "the list as a whole")

    def _programs(self, listed: Listed) -> Iterator[Writable]:
        for key, name, identifier in listed.programs:
            ident = self._program(key)
            if ident in self._there:
                continue
            self._there.add(ident)
            yield SanctionProgram.model_validate({
                "id": ident, "names": [name], "identifiers": [identifier],
                "authority": self._authority, "countries": self._body.countries,
            })  # fmt: skip
            yield self._claim(f"{ident}.c1", ident, f"entries under {name}")

    def _program(self, key: str) -> str:
        return f"{self._card.id}.program.{key}"

    @staticmethod
    def _party(ident: str, listed: Listed) -> Node:
        data: dict[str, object] = {
            "id": ident, "names": listed.names, "identifiers": listed.identifiers,
            "countries": listed.countries,
        }  # fmt: skip
        if len(listed.births) == 1:
            data["birth"] = listed.births[0]
        return NODE_KINDS[listed.kind].model_validate(data)

    def _designation(self, party: str, key: str, at: str, listed: Listed) -> Iterable[Writable]:
        # (:Person|Organization|Vehicle)-[:SANCTIONED_UNDER]->(:SanctionProgram)
        ident = f"{party}.{key}"
        yield Designation.model_validate({
            "id": ident, "source": party, "target": self._program(key),
            "listed": listed.listed, "list_reference": at,
        })  # fmt: skip
        yield self._claim(f"{ident}.c1", ident, at, note=listed.note[:_MOST_NOTE] or None)
        if listed.reason:
            yield self._claim(
                f"{ident}.reason", ident, at, kind=ClaimKind.ALLEGATION, field="reason",
                value=listed.reason[:_MOST_REASON],
            )  # fmt: skip

    def _claim(
        self,
        ident: str,
        about: str,
        at: str,
        *,
        kind: ClaimKind = ClaimKind.RECORD,
        field: str | None = None,
        value: str | None = None,
        note: str | None = None,
    ) -> Claim:
        return Claim.model_validate({
            "id": ident, "about": about, "kind": kind, "by": self._authority,
            "cites": self._source, "at": at, "field": field, "value": value, "note": note,
            "dataset": self._card.id,
        })  # fmt: skip
