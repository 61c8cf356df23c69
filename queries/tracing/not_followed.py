"""What lies behind a source at which no rule can start: the first hop, and why it is no hop."""

from collections.abc import Collection, Iterable, Sequence

from queries.answers import GapView
from queries.tracing.events import WORDS, Event, refusal
from queries.tracing.inquiry import Inquired
from queries.tracing.results import AskedShown, StopShown

_MOST = 50
_UNKNOWN = "no_start", "how much of the money asked about came in, nobody can say"


def beyond(
    inquired: Inquired, refused: Collection[str], *, back: bool
) -> list[tuple[Event, tuple[str, str]]]:
    """The payments by which money of the refused sources may have gone on, or come.

    Args:
        inquired: The events.
        refused: The sources at which no rule can start.
        back: Whether the question is where the money came from.

    Returns:
        Each payment with the reason, as a code and in words: those that can have been made after
        (back in time, before) the source, in time order; at most fifty.
    """
    found = {}
    for ident in refused:
        source = inquired.events[ident]
        party = source.source if back else source.target
        for event in inquired.events.values():
            near = event.target if back else event.source
            earlier, later = (event, source) if back else (source, event)
            follows = earlier.first is None or later.last is None or earlier.first <= later.last
            if near == party and follows and event.id not in inquired.asked:
                why = refusal(event)
                found[event.id] = event, (why.value, WORDS[why]) if why else _UNKNOWN
    ordered = sorted(found.values(), key=lambda one: (one[0].first or 0, one[0].id))
    return ordered[:_MOST]


def stopped(
    asked: Iterable[AskedShown], behind: Sequence[StopShown], gaps: Sequence[GapView]
) -> list[str]:
    """Where a trace stops before it begins, and the gap that is declared there, in sentences."""
    found = [
        f"The trace stops at {one.origin} ({one.transfer.stated or 'sum not stated'}): {one.words}."
        for one in asked
        if one.words and one.transfer
    ]
    if not found:
        return []
    found += [f"Behind it lies {one.transfer.id}: {one.words}." for one in behind]
    return found + [
        f"A gap is declared there, {one['id']}: {one['why'].rstrip('.')}." for one in gaps
    ]
