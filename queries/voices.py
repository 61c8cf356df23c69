"""Who said something, when, and how it ended: the parts of a sentence about conduct.

What several say in the same words is told once, with everybody and every day; nobody who says or
denies it is left out.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from queries.when import when

__all__ = ["Captions", "Statement", "behind", "caption_of", "days_of", "denied", "enumerated",
           "on_days", "outcome", "outcomes", "several"]  # fmt: skip

# The caption of each party, event and source, by id; who has no id is named in words.
Captions = Mapping[str, str]
Statement = Mapping[str, Any]

# An outcome is told with its forum, behind the claim that it acts on.
_OUTCOMES = {
    "acquitted": "acquitted by {by}",
    "closed": "proceedings closed by {by}",
    "limitation": "proceedings ended by limitation, according to {by}",
    "no_case": "no case found by {by}",
    "overturned": "overturned by {by}",
    "unfair_trial": "trial held unfair by {by}",
    "settled_no_admission": "settled without admission, according to {by}",
}
_SEVERAL = re.compile(
    r"^(?:\w+ )?(?:editors|senators|authorities|officials|lawyers|prosecutors|investigators"
    r"|exhibits|papers|complainants|members|others)\b"
)


def days_of(group: Sequence[Statement], captions: Captions) -> dict[str, list[str | None]]:
    """When each party said it, in order, the undated behind; the parties as they come."""
    found: dict[str, set[str | None]] = {}
    for one in group:
        found.setdefault(caption_of(one["by"], captions), set()).add(one.get("said_on"))
    return {who: sorted(days, key=lambda day: (day is None, day)) for who, days in found.items()}


def on_days(who: str, days: Sequence[str | None]) -> str:
    """A party with the days on which it said so: `the Office (on 5 May 2009, and undated)`."""
    said = [when(day) for day in days if day]
    undated = ", and undated" if None in days else ""
    return f"{who} ({enumerated(said)}{undated})" if said else who


def behind(one: Statement, captions: Captions, *, dated: bool = True) -> str:
    """What follows an assertion: in absence, the day, the outcomes, that it was taken back."""
    said = ", in absentia" if one.get("in_absentia") else ""
    if dated and one.get("said_on"):
        said += f", {when(one['said_on'])}"
    said += "".join(f"; {end}" for end in outcomes(one, captions))
    return said + (f"; taken back {when(one['taken_back'])}" if one.get("taken_back") else "")


def denied(statements: Iterable[Statement], captions: Captions) -> list[str]:
    """Denials in words: whoever denied it more than once is told once, with every day."""
    ends: dict[str | None, list[Statement]] = {}
    for one in statements:
        ends.setdefault(one.get("taken_back"), []).append(one)
    told = []
    for back, group in ends.items():
        parties: dict[tuple[str | None, ...], list[str]] = {}
        for who, days in days_of(group, captions).items():
            parties.setdefault(tuple(days), []).append(who)
        told += [_denied(days, who, back) for days, who in parties.items()]
    return told


def _denied(days: Sequence[str | None], parties: Sequence[str], back: str | None) -> str:
    said = enumerated([when(day) for day in days if day])
    undated = "" if None not in days else ", and undated" if said else " (no date in the source)"
    told = f"denied {said} by {enumerated(parties)}" if said else f"denied by {enumerated(parties)}"
    return told + undated + (f", taken back {when(back)}" if back else "")


def outcomes(one: Statement, captions: Captions) -> tuple[str, ...]:
    """The outcomes that act on an assertion, each with its forum."""
    return tuple(
        outcome(end["outcome"], end["by"], end.get("on"), captions)
        for end in one.get("outcomes", ())
    )


def outcome(word: str, by: str, on: str | None, captions: Captions) -> str:
    """How a proceeding ended, according to whom, and when."""
    said = _OUTCOMES[word].format(by=caption_of(by, captions))
    return f"{said} {when(on)}" if on else said


def caption_of(ident: str, captions: Captions) -> str:
    """What to call a party; who has no caption is called by the words or the id given."""
    return captions.get(ident, ident)


def several(who: str) -> bool:
    """Whether a name stands for more than one, as that of editors, senators or authorities does.

    Example:
        >>> several("US senators"), several("Russian authorities (which is not stated)")
        (True, True)
        >>> several("Office of Foreign Assets Control"), several("Clew editors")
        (False, True)
    """
    return bool(_SEVERAL.search(who.partition(" (")[0]))


def enumerated(parts: Sequence[str]) -> str:
    """`a, b and c`; nothing where there are none."""
    return " and ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))
