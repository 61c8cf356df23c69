"""A link of FollowTheMoney as edges, one for each pair of ends that it names."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from itertools import product
from typing import Any, NamedTuple

from pydantic import ValidationError

from graph.errors import Fault
from graph.ontology import EDGE_KINDS, NODE_KINDS, Edge, Node
from graph.ontology.nodes import SanctionProgram
from loaders.followthemoney.lines import Line
from loaders.followthemoney.schemata import EDGES, Ends
from loaders.followthemoney.values import MONEY, one_date, period, share, sums_and_dates
from loaders.listing.dates import read_date
from loaders.listing.entries import slug

_MOST_REASON, _MOST_SLUG = 20_000, 80
# Property of ours and of theirs, where the value is a text.
_WORDS = {
    "Directorship": ("role", "role"), "Employment": ("role", "role"),
    "Membership": ("role", "role"), "CaseParty": ("role", "role"),
    "Family": ("relationship", "relationship"), "Associate": ("relationship", "relationship"),
    "Representation": ("relationship", "role"), "UnknownLink": ("relationship", "role"),
    "Payment": ("purpose", "purpose"), "Obligation": ("purpose", "purpose"),
}  # fmt: skip


class Made(NamedTuple):
    """A record, the values that claims give it, what could not be read, who speaks, and where.

    Without `by` the file's datasets speak; without `at` the link's own id is the place.
    """

    record: Node | Edge
    fields: list[tuple[str, str]]
    unread: list[str]
    by: str = ""
    at: str = ""


class EdgeMaker:
    """Makes edges between the entities of one file."""

    def __init__(self, dataset: str, kinds: Mapping[str, str]) -> None:
        """Say of which dataset, and which entities there are."""
        self._dataset = dataset
        self._kinds = kinds
        self._programs: set[str] = set()

    def edges(self, one: Line, ident: Callable[[str], str]) -> list[Made] | Fault:
        """The edges that a link stands for."""
        try:
            made = self._listing(one, ident) if one.schema == "Sanction" else self._link(one, ident)
            return made if isinstance(made, Fault) else list(made)
        except ValidationError as error:
            return one.fault(error.errors()[0]["msg"].removeprefix("Value error, "))
        except ValueError as error:
            return one.fault(str(error))

    # --- links

    def _link(self, one: Line, ident: Callable[[str], str]) -> Iterator[Made] | Fault:
        ends = EDGES[one.schema]
        sides = one.all(ends.source), one.all(ends.target)
        if not all(sides):
            return one.fault(f"lacks an end, `{ends.source}` or `{ends.target}`")
        for side, parties in enumerate(sides):
            for theirs in parties:
                if wrong := self._wrong_end(ends, ident(theirs), theirs, side):
                    return one.fault(wrong)
        sources, targets = ([ident(theirs) for theirs in side] for side in sides)
        return self._between(one, ends, sources, targets, ident(one.id))

    def _between(
        self, one: Line, ends: Ends, sources: list[str], targets: list[str], ident: str
    ) -> Iterator[Made]:
        unread: list[str] = []
        if ends.kind in MONEY:
            # One sum of several parties is one edge to all of them, never the sum several times.
            for side, name in ((sources, ends.source), (targets, ends.target)):
                if len(side) > 1:
                    yield from self._together(side, f"{ident}.{name}", name)
                    side[:] = [f"{ident}.{name}"]
        pairs = list(product(sources, targets))
        data = self._properties(one, ends.kind, unread)
        fields = list(sums_and_dates(one, ends.kind, unread))
        if ends.kind == "Obligation":
            # There sum and date are properties, so that only one value has room.
            data.update(fields[:1])
            unread += [f"amount {value}" for _, value in fields[1:]]
            fields = []
        for source, target in pairs:
            # Several ends on a side stand for several links; which pair it is goes into the id.
            pair = hashlib.sha256(f"{source}|{target}".encode()).hexdigest()[:12]
            own = ident if len(pairs) == 1 else f"{ident}.{pair}"
            made = {**data, "id": own, "source": source, "target": target}
            yield Made(EDGE_KINDS[ends.kind].model_validate(made), fields, unread)

    @staticmethod
    def _together(members: list[str], ident: str, role: str) -> Iterator[Made]:
        named = f"{len(members)} parties named together as {role}"
        node = {"id": ident, "names": [named], "collective": True}
        yield Made(NODE_KINDS["Organization"].model_validate(node), [], [])
        for member in members:
            pair = hashlib.sha256(member.encode()).hexdigest()[:12]
            edge = {"id": f"{ident}.{pair}", "source": member, "target": ident}
            yield Made(EDGE_KINDS["Membership"].model_validate(edge), [], [])

    def _wrong_end(self, ends: Ends, ident: str, theirs: str, side: int) -> str:
        kind = self._kinds.get(ident)
        if kind is None:
            return f"ends at {theirs!r}, which this file does not hold"
        if not issubclass(NODE_KINDS[kind], EDGE_KINDS[ends.kind].joins[side]):
            return f"ends at {theirs!r}, a {kind}, which such a link cannot join"
        return ""

    @staticmethod
    def _properties(one: Line, kind: str, unread: list[str]) -> dict[str, Any]:
        data: dict[str, Any] = {}
        if kind in _WORDS:
            ours, theirs = _WORDS[kind]
            if words := one.all(theirs):
                data[ours] = "; ".join(words)
        if "period" in EDGE_KINDS[kind].model_fields:
            data["period"] = period(one, unread)
        if kind == "Ownership":
            data["share"] = share(one.all("percentage"), unread)
        if kind == "Succession" and len(days := one.all("date")) == 1:
            data["date"] = read_date(days[0])
        return {name: value for name, value in data.items() if value is not None}

    # --- listings

    def _listing(self, one: Line, ident: Callable[[str], str]) -> Iterator[Made] | Fault:
        parties = [ident(theirs) for theirs in one.all("entity")]
        authority = "; ".join(one.all("authority")) or "an authority that the file does not name"
        if not parties:
            return one.fault("names nobody who is listed (`entity`)")
        ends = Ends("Designation", "entity", "")
        for party, theirs in zip(parties, one.all("entity"), strict=True):
            if wrong := self._wrong_end(ends, party, theirs, 0):
                return one.fault(wrong)
        return self._designations(one, parties, authority, ident(one.id))

    def _designations(
        self, one: Line, parties: list[str], authority: str, ident: str
    ) -> Iterator[Made]:
        names = one.all("program") or one.all("programId") or [f"Sanctions of: {authority}"]
        key = slug((one.all("programId") or names)[0])[:_MOST_SLUG] or "unnamed"
        program = f"{self._dataset}.program.{key}"
        if program not in self._programs:
            self._programs.add(program)
            numbers = [{"scheme": "program", "value": value} for value in one.all("programId")[:1]]
            node = {"id": program, "names": [names[0]], "identifiers": numbers}
            made_program = SanctionProgram.model_validate(node)
            yield Made(made_program, [], [], at=f"listings under {names[0]}"[:200])
        unread: list[str] = []
        data: dict[str, Any] = {
            "listed": one_date(one, ["listingDate", "startDate"], unread),
            "delisted": one_date(one, ["endDate"], unread),
            "list_reference": "; ".join(one.all("authorityId", "unscId")) or None,
        }
        data = {name: value for name, value in data.items() if value is not None}
        fields = [("reason", text[:_MOST_REASON]) for text in one.all("reason")]
        for party in parties:
            own = ident if len(parties) == 1 else f"{ident}.{slug(party)[-40:]}"
            edge = {**data, "id": own, "source": party, "target": program}
            made = EDGE_KINDS["Designation"].model_validate(edge)
            yield Made(made, fields, unread, authority)
