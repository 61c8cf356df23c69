"""Reading FollowTheMoney: entities become nodes, links become edges, each a dataset's statement.

A file says of itself what it merged (`datasets`); nothing in it stands higher than asserted, for
it relays what others publish. Free text about a person and topics of conduct are left out.
"""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

from graph.errors import Fault
from graph.evidence import Claim, ClaimKind, Source
from graph.ontology import EDGE_KINDS, ID_PATTERN, NODE_KINDS
from graph.store import Writable
from loaders.followthemoney.edges import EdgeMaker
from loaders.followthemoney.lines import Line, check_lines, lines
from loaders.followthemoney.nodes import node_of
from loaders.followthemoney.schemata import EDGES, NODES
from loaders.listing.entries import slug
from loaders.listing.lists import today, written
from loaders.loader import Card, Entry, Loader

_ID = re.compile(ID_PATTERN)
_MOST_ID = 150  # what is made of it, such as the ids of claims, is longer
_GENERIC = {"entities", "export", "data", "statements"}


class FollowTheMoney(Loader):
    """JSON lines of FollowTheMoney entities, such as OpenSanctions and Aleph give out."""

    name = "ftm"

    def __init__(
        self,
        *,
        dataset: str = "ftm",
        as_of: str | None = None,
        excerpt: bool = False,
        recorded_at: str | None = None,
    ) -> None:
        """Name the dataset: each file is one of its own."""
        self.card = Card.model_validate({
            "id": dataset,
            "title": f"FollowTheMoney entities ({dataset})",
            "publisher": "The publisher of the file",
            "licence": "Not stated in the file: ask its publisher (OpenSanctions: CC BY-NC 4.0)",
            "description": "Entities and links as the file relays them. Left out: personal "
            "papers, addresses, free text, topics that tell of conduct.",
            "as_of": as_of, "recorded_at": as_of or recorded_at or today(), "excerpt": excerpt,
        })  # fmt: skip
        self._left: set[str] = set()

    @classmethod
    def for_file(
        cls, path: Path, *, as_of: str | None = None, excerpt: bool = False,
        dataset: str | None = None,
    ) -> "FollowTheMoney":  # fmt: skip
        """A loader for one file, called `dataset`, or else after the file."""
        stem = path.name.partition(".")[0]
        name = f"{path.parent.name}-{stem}" if stem in _GENERIC else stem
        made = dataset or f"ftm-{slug(name).lower()}".rstrip("-")
        return cls(dataset=made, as_of=as_of, excerpt=excerpt, recorded_at=written(path))

    def check(self, path: Path) -> None:
        """Read to the end; what is no such file, or is cut off, is refused."""
        check_lines(path)

    def unused(self) -> tuple[str, ...]:
        """Schemata and properties that the last reading met and did not take."""
        return tuple(sorted(self._left))

    def read(self, path: Path) -> Iterator[Entry | Fault]:
        """The entities, then the links between them: a link may stand before its ends.

        The file is read twice. Kept are the ids of entities with their kinds, nothing else.
        """
        self._left = set()
        kinds: dict[str, str] = {}
        waiting = self._head()
        for one in lines(path):
            if isinstance(one, Fault):
                yield one
            elif one.schema in NODES:
                entry = self._node(one, kinds)
                if isinstance(entry, Entry):
                    entry, waiting = Entry(entry.line, [*waiting, *entry.records]), []
                yield entry
            elif one.schema == "LegalEntity":
                yield one.fault("may be a person or an organization, which no kind leaves open")
            elif one.schema not in EDGES and one.schema != "Sanction":
                self._left.add(one.schema)
                yield Entry(one.line, [])
        making = EdgeMaker(self.card.id, kinds)
        for one in lines(path):
            if isinstance(one, Line) and (one.schema in EDGES or one.schema == "Sanction"):
                yield self._edge(one, making)

    def _head(self) -> list[Writable]:
        card = self.card
        return [Source.model_validate({
            "id": f"{card.id}.file", "title": card.title, "publisher": card.publisher,
            "date": card.as_of, "nature": "dataset", "dataset": card.id,
            "read": f"file of {card.as_of}" if card.as_of else None,
        })]  # fmt: skip

    def _node(self, one: Line, kinds: dict[str, str]) -> Entry | Fault:
        ident = _ident(self.card.id, one.id)
        if ident in kinds:
            return one.fault("stands twice")
        found = node_of(one, ident)
        if isinstance(found, Fault):
            return found
        node, births, unread = found
        kinds[ident] = node.kind_name()
        records: list[Writable] = [node, *self._claims(one, ident, unread)]
        records += [
            self._claim(one, f"{ident}.birth.{number}", ident, field="birth", value=birth.text)
            for number, birth in enumerate(births, 1)
        ]
        self._note_left(one)
        return Entry(one.line, records)

    def _edge(self, one: Line, making: EdgeMaker) -> Entry | Fault:
        found = making.edges(one, lambda ftm_id: _ident(self.card.id, ftm_id))
        if isinstance(found, Fault):
            return found
        records: list[Writable] = []
        for made in found:
            records.append(made.record)
            by = made.by or None
            if made.at:
                # A programme is common to many links: its claim rests on none of them.
                publisher, ident = self.card.publisher, made.record.id
                records.append(self._claim(one, f"{ident}.c1", ident, by=publisher, at=made.at))
                continue
            records += self._claims(one, made.record.id, made.unread, by)
            for number, (field, value) in enumerate(made.fields, 1):
                kind = (EDGE_KINDS | NODE_KINDS)[made.record.kind_name()]
                conduct = kind.ladder_of(field) == "conduct"
                records.append(self._claim(
                    one, f"{made.record.id}.f{number}", made.record.id, by=by, field=field,
                    value=value, kind=ClaimKind.ALLEGATION if conduct else ClaimKind.STATEMENT,
                ))  # fmt: skip
        self._note_left(one)
        return Entry(one.line, records)

    def _claims(
        self, one: Line, about: str, unread: list[str], by: str | None = None
    ) -> Iterator[Claim]:
        """A claim for each dataset that the file merged, or one of the authority that speaks."""
        note = f"In the file, not read: {'; '.join(unread)}."[:5000] if unread else None
        if by or not one.datasets:
            yield self._claim(one, f"{about}.c1", about, by=by, note=note)
            return
        for name in one.datasets:
            yield self._claim(one, f"{about}.{slug(name)}", about, by=name, note=note)

    def _claim(self, one: Line, ident: str, about: str, **given: object) -> Claim:
        """A statement, unless another kind is given; who speaks and the place are filled in."""
        found = {
            "kind": ClaimKind.STATEMENT, "cites": f"{self.card.id}.file", "at": one.id,
            "dataset": self.card.id, **given,
        }  # fmt: skip
        by = str(found.get("by") or ", ".join(one.datasets) or self.card.publisher)[:500]
        return Claim.model_validate({**found, "id": ident, "about": about, "by": by})

    def _note_left(self, one: Line) -> None:
        self._left |= {f"{one.schema}.{name}" for name in one.properties.keys() - one.used}


def _ident(dataset: str, ftm_id: str) -> str:
    """The id here; a hash where theirs has signs that an id may not have."""
    made = f"{dataset}.{ftm_id}"
    if _ID.match(made) and len(made) <= _MOST_ID:
        return made
    return f"{dataset}.{hashlib.sha256(ftm_id.encode()).hexdigest()[:32]}"
