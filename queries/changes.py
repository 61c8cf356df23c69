"""What changed since a snapshot or a moment."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, Field

from graph.errors import NotFound
from graph.evidence import KINDS_OF
from graph.ontology import EDGE_KINDS, NODE_KINDS, Ladder
from graph.store import Change, Reader, View
from queries.answers import Shape, Total
from queries.listing import Listing, turn
from queries.parameters import Page
from queries.picture import name_all, speak
from queries.question import Question
from queries.wording import about, mentioned

_SNAPSHOT = re.compile("[0-9a-f]{64}")
_KINDS = {**NODE_KINDS, **EDGE_KINDS}
# Kinds of claims that only conduct takes; the others are weighed by what they are about.
_OF_CONDUCT = frozenset(map(str, KINDS_OF[Ladder.CONDUCT] - KINDS_OF[Ladder.FACT]))

RecordView = Annotated[dict[str, Any], Shape(dict[str, Any])]


def _moment(text: str) -> str:
    if _SNAPSHOT.fullmatch(text):
        return text
    try:
        datetime.fromisoformat(text)
    except ValueError as error:
        msg = f"{text!r} is neither a snapshot nor a moment (YYYY-MM-DD or ISO 8601): {error}"
        raise ValueError(msg) from None
    return text


@dataclass(slots=True)
class ChangeRow:
    """One thing that a write added, changed or took away.

    Attributes:
        what: added, changed, withdrawn (a claim) or removed (whatever rested on it alone).
        table: What sort of thing: node, edge, claim, source or gap.
        kind: Its kind, where it is still known.
        about: For a claim: the record.
        at: When, ISO 8601 in UTC.
        before: As it was written; never of conduct, and never of what was taken away.
        after: As it stands now; none where it was taken away.
        sentence: On conduct: who says it, what is denied. Where it was taken away: that it was.
    """

    what: Literal["added", "changed", "withdrawn", "removed"]
    table: Literal["node", "edge", "claim", "source", "gap"]
    id: str
    kind: str | None
    about: str | None
    dataset: str
    at: str
    revision: int
    snapshot: str
    before: RecordView | None
    after: RecordView | None
    sentence: str | None


@dataclass(slots=True, kw_only=True)
class ChangesAnswer(Listing):
    """A page of changes, in the order asked for.

    Attributes:
        since: The revision after which they happened.
    """

    since: int
    results: list[ChangeRow]


class Changes(Page, Question[ChangesAnswer]):
    """List what was added, changed, withdrawn and removed since a snapshot or a date.

    What was taken away is named and not shown again: it is as if it had never been read.
    """

    route: ClassVar[str] = "/changes"
    command: ClassVar[str] = "changes"

    since: Annotated[str, AfterValidator(_moment)] | None = Field(
        None,
        max_length=64,
        description="A snapshot (the digest in an answer's meta), a day, or a moment in ISO 8601; "
        "a day counts whole. None: all there is.",
        examples=["2026-11-24"],
    )
    order: Literal["newest", "oldest"] | None = Field(
        None,
        description="What comes first; none: the oldest where `since` is given, else the newest.",
        examples=["oldest"],
    )

    def answer(self, reader: Reader) -> ChangesAnswer:
        """One page of changes."""
        since = 0 if self.since is None else self._revision(reader, self.since)
        changes, total = self._part(reader, since)
        answer = ChangesAnswer(
            since=since,
            results=_rows(reader, changes),
            total=Total(total),
            limit=self.limit,
            offset=self.offset,
        )
        turn(self, answer)
        return answer

    def _part(self, reader: Reader, since: int) -> tuple[Sequence[Change], int]:
        """The changes of this page, and how many there are in all."""
        if (self.order or ("newest" if self.since is None else "oldest")) == "oldest":
            return reader.changes(since, self.limit, self.offset)
        # The store tells them in the order in which they happened: this page ends so far before
        # the end.
        _, total = reader.changes(since, 1, 0)
        behind = max(total - self.offset, 0)
        first = max(behind - self.limit, 0)
        changes, _ = reader.changes(since, behind - first, first) if behind else ([], 0)
        return changes[::-1], total

    @staticmethod
    def _revision(reader: Reader, since: str) -> int:
        if _SNAPSHOT.fullmatch(since):
            found = reader.revision(since)
            if found is None:
                raise NotFound("snapshot", since)
            return found
        if len(since) == len("2026-11-24"):
            # Moments are compared as texts; a bare day sorts before all of its hours.
            return reader.revision_at(since)
        moment = datetime.fromisoformat(since)
        moment = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
        return reader.revision_at(moment.isoformat(timespec="milliseconds"))


def _rows(reader: Reader, changes: Sequence[Change]) -> list[ChangeRow]:
    """The rows; what is about conduct comes with its sentence, never without."""
    records = {ident for one in changes if (ident := _record(one))}
    edges = {ident: dict(view) for ident, view in reader.edges(records).items()}
    nodes = reader.nodes(records - edges.keys())
    captions: dict[str, str] = {}
    speak(reader, edges.values(), captions)
    parties = {one.after.get("by", "") for one in changes if one.table == "claim" and one.after}
    parties |= {ident for edge in edges.values() for ident in mentioned(edge)}
    name_all(reader, parties - {""}, captions)
    return [_row(one, {**nodes, **edges}, captions) for one in changes]


def _record(change: Change) -> str | None:
    """The node or edge that a change is about."""
    if change.table in {"node", "edge"}:
        return change.id
    claim = change.after or change.before or {}
    return claim.get("about") if change.table == "claim" else None


def _row(change: Change, records: dict[str, View], captions: dict[str, str]) -> ChangeRow:
    ident = _record(change)
    record = records.get(ident or "")
    body = change.after or change.before or {}
    gone = change.what in {"withdrawn", "removed"}
    after, sentence = change.after, None
    if gone:
        sentence = f"{change.table.capitalize()} {change.id} was {change.what}."
    elif change.table == "claim" and record and change.after:
        sentence = about(change.after, record, captions)
    elif change.table in {"node", "edge"} and record:
        after, sentence = record, record.get("sentence")
    return ChangeRow(
        what=change.what,
        table=change.table,
        id=change.id,
        kind=body.get("kind"),
        about=ident if change.table == "claim" else None,
        dataset=change.dataset,
        at=change.at,
        revision=change.revision,
        snapshot=change.snapshot,
        before=None if gone or _conduct(change, record) else change.before,
        after=None if gone else after,
        sentence=sentence,
    )


def _conduct(change: Change, record: View | None) -> bool:
    """Whether the change is about somebody's conduct, as far as is still known."""
    body = change.before or change.after or {}
    if change.table == "edge":
        kind = EDGE_KINDS.get(str(body.get("kind")))
        return kind is None or kind.ladder is Ladder.CONDUCT
    if change.table != "claim":
        return False
    if body.get("kind") in _OF_CONDUCT or record is None:
        return True
    return _KINDS[record["kind"]].ladder_of(body.get("field")) is Ladder.CONDUCT
