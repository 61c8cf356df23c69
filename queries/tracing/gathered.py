"""What is gathered for a question of tracing: seeds, wishes, events with their payments."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple

from graph.store import View
from graph.traversal import EDGE_BUDGET, TRAVERSED
from queries.answers import Limit
from queries.tracing.claimed import Differing, carries, rank_of
from queries.tracing.events import Event
from queries.tracing.folding import Folded, Tolerance
from queries.tracing.spreading import Way

STRICT = Tolerance()


class Per(StrEnum):
    """Whose ledgers are kept: of each account, or of each holder over all its accounts."""

    ACCOUNT = "account"
    HOLDER = "holder"


class Seeds(NamedTuple):
    """Where a question of tracing begins.

    Attributes:
        payments: Ids of payments.
        parties: Ids of accounts, holders and other parties.
        datasets: Datasets, with all of their payments.
    """

    payments: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    datasets: tuple[str, ...] = ()


class Wanted(NamedTuple):
    """How payments are gathered and made into events.

    Attributes:
        way: Whether the payments of those are wanted whom money can have reached from the seeds
            (forward), or reached them (back), or of the seeds alone (here).
        after: First moment of the window, in milliseconds since 1970 (UTC); none: no bound.
        before: Last moment.
        rungs: Codes of the rungs let through (`graph.evidence.code`).
        tolerance: How far payments may differ that are one transfer; none: all stand apart.
        kept_apart: Payments that fold with nothing.
        per: Whether ledgers are kept per account or per holder.
        limit: How many payments at most are brought in.
        most_hops: How many payments away from the seeds at most; none: no bound.
        through: Which payments money may have gone on by, while gathering.
    """

    way: Way = Way.HERE
    after: int | None = None
    before: int | None = None
    rungs: frozenset[int] = TRAVERSED
    tolerance: Tolerance | None = STRICT
    kept_apart: tuple[str, ...] = ()
    per: Per = Per.ACCOUNT
    limit: int = EDGE_BUDGET
    most_hops: int | None = None
    through: Callable[[View], bool] = carries


@dataclass(slots=True)
class LeftOut:
    """Payments that are no events, and why: denied, below the asked standing, replaced."""

    why: str
    payments: list[str]


@dataclass(slots=True)
class Gathered:
    """Payments as events.

    Attributes:
        events: Each transfer once, by id; the id is that of its best established payment.
        payments: The payments of each event, the best established first, by event id.
        event_of: The event of each payment.
        holders: The holders of each account that was met, in id order.
        known: The parties, as events name them, all of whose payments in the window are here.
        folds: Which payments were taken as one, and why.
        differing: The fields on which the sources of an event differ, by event id.
        instead: For an event that repeats money of another: the one that counts.
        left_out: Payments that are no events.
        limits: What was not brought in.
        complete: Whether all that was asked for is here.
    """

    events: list[Event] = field(default_factory=list)
    payments: dict[str, list[View]] = field(default_factory=dict)
    event_of: dict[str, str] = field(default_factory=dict)
    holders: dict[str, tuple[str, ...]] = field(default_factory=dict)
    known: frozenset[str] = frozenset()
    folds: list[Folded] = field(default_factory=list)
    differing: dict[str, list[Differing]] = field(default_factory=dict)
    instead: dict[str, str] = field(default_factory=dict)
    left_out: list[LeftOut] = field(default_factory=list)
    limits: list[Limit] = field(default_factory=list)

    @property
    def complete(self) -> bool:
        """Whether nothing was left out for its number."""
        return not self.limits

    def party(self, ident: str, per: Per) -> str:
        """What events call a party: an account, or where holders are asked for its only holder."""
        mine = self.holders.get(ident, ())
        return mine[0] if per is Per.HOLDER and len(mine) == 1 else ident


class Standing(NamedTuple):
    """How well an event is established, over all its payments.

    Attributes:
        standing: The best rung of a payment, on the ladder of facts.
        contested: Whether somebody denies one of them, as a whole or in a field of fact.
        asserted_by: Who says so.
        denied_by: Who denies it.
        sources: How many independent sources tell of it at least.
    """

    standing: str
    contested: bool
    asserted_by: tuple[str, ...]
    denied_by: tuple[str, ...]
    sources: int


def standing_of(payments: Iterable[View]) -> Standing:
    """How well a transfer is established by the payments that tell of it."""
    ordered = sorted(payments, key=rank_of)
    readings = [one["evidence"] for one in ordered]
    return Standing(
        readings[0]["standing"],
        any(one.get("contested") or one.get("contested_fields") for one in readings),
        tuple(dict.fromkeys(by for one in readings for by in one.get("asserted_by", ()))),
        tuple(dict.fromkeys(by for one in readings for by in one.get("denied_by", ()))),
        max(one.get("independent_sources", 0) for one in readings),
    )
