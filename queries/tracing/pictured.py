"""The records behind transfers: payments, parties, holders, and the gaps that they border on."""

from collections.abc import Iterable
from typing import Literal

from graph.store import Reader
from queries.answers import GapView
from queries.picture import Picture, assemble
from queries.tracing.events import Event
from queries.tracing.gathered import Gathered


def picture_of(
    reader: Reader,
    gathered: Gathered,
    events: Iterable[Event],
    parties: Iterable[str] = (),
    gaps: Iterable[GapView] = (),
) -> Picture:
    """The payments of some transfers, everybody who is an end of one, and who holds accounts.

    Args:
        reader: The store.
        gathered: The events and their payments.
        events: Those to show, in order.
        parties: Others to show, first.
        gaps: Declared gaps, whose records are shown too: what they are about is said with them.
    """
    views = [view for one in events for view in gathered.payments[one.id]]
    ends = [*parties, *(view[end] for view in views for end in ("source", "target"))]
    holders = [one for end in dict.fromkeys(ends) for one in gathered.holders.get(end, ())]
    beside = reader.edges([edge for gap in gaps for edge in _edges_of(gap)])
    ends += [view[end] for view in beside.values() for end in ("source", "target")]
    shown = [*(view["id"] for view in views), *sorted(beside)]
    return assemble(reader, [*ends, *holders], shown, route=True)


def gaps_at(
    reader: Reader, payments: Iterable[str], way: Literal["behind", "before", "any"] = "any"
) -> list[GapView]:
    """The declared gaps next to one of some payments, by id.

    Args:
        reader: The store.
        payments: Ids.
        way: Those behind the payments, where money would go on; those before, where it would
            have come from; or both.
    """
    told = set(payments)
    sides = {"behind": ("upstream",), "before": ("downstream",), "any": ("upstream", "downstream")}
    return [
        one
        for one in reader.gaps()
        if told & {it for side in sides[way] for it in one.get(side, ())}
    ]


def _edges_of(gap: GapView) -> list[str]:
    return [*gap.get("upstream", ()), *gap.get("downstream", ())]
