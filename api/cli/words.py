"""How a line of a table puts things: sums, dates, names and how far something is established."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from graph.ontology import EDGE_KINDS, NODE_KINDS, Period
from graph.store import View
from queries.picture import caption
from queries.when import text_of
from queries.wording import NO_STATEMENT, NOT_ACCUSED

CONDUCT = frozenset(
    name for name, kind in {**NODE_KINDS, **EDGE_KINDS}.items() if kind.ladder == "conduct"
)
TIERS = ("weak", "claimed", "recorded", "decided")
_IDENTITIES = {"same": "same as", "some_of": "some of", "one_of": "one of"}
_ONE_WAY = {"some_of", "one_of"}
_DATES = ("date", "listed", "ordered", "opened", "adopted", "birth_date")


def date(record: View) -> str:
    """When it was, in text form; empty where no date is known."""
    for name in _DATES:
        if record.get(name):
            told = text_of(record[name])
            return told if name == "date" else f"{name.replace('_', ' ')} {told}"
    if record.get("period"):
        return Period.model_validate(record["period"]).text
    return ""


def plain(word: object) -> str:
    """A word of a vocabulary as people write it: `official_record` → `official record`."""
    return str(word).replace("_", " ")


def standing(
    evidence: Mapping[str, Any], names: Mapping[str, str] | None = None, held: str | None = None
) -> str:
    """How far a record is established, in words alone: nothing hangs on colour.

    Args:
        evidence: Its reading, or a value's.
        names: Captions by id, for who denies it.
        held: What the answer says of it under `valid_at`.
    """
    parts = [plain(evidence["standing"])]
    if evidence.get("inferred"):
        parts.append("inferred")
    if evidence.get("contested"):
        parts.append("contested" + _denied(evidence, names or {}))
    elif evidence.get("denied_by"):
        parts.append(_denied(evidence, names or {}).strip(" ()"))
    parts += [f"{plain(name)} contested" for name in evidence.get("contested_fields", ())]
    parts += [plain(flag) for flag in evidence.get("flags", ())]
    parts += [
        f"sources differ on {plain(name)}"
        for name, found in evidence.get("fields", {}).items()
        if found.get("conflicts")
    ]
    if held:
        parts.append("undated" if held == "undated" else f"{held} on that day")
    return ", ".join(parts)


def _denied(evidence: Mapping[str, Any], names: Mapping[str, str]) -> str:
    parties = listed(evidence.get("denied_by", ()), names)
    return f" (denied by {parties})" if parties else ""


def listed(ids: Iterable[str], names: Mapping[str, str]) -> str:
    """Parties by their names."""
    return ", ".join(names.get(one, one) for one in ids)


def unaccused(names: Sequence[str]) -> list[str]:
    """Whom no source read accuses, as a sentence; none where there is nobody."""
    return [f"{NOT_ACCUSED[:1].upper()}{NOT_ACCUSED[1:]}: {', '.join(names)}."] if names else []


def relation(edge: View) -> str:
    """The edge's verb in small letters: `PAID` → `paid`; of an identity, which one it is."""
    if edge["kind"] == "Identity":
        return _IDENTITIES[edge.get("relation", "same")]
    return EDGE_KINDS[edge["kind"]].verb.lower().replace("_", " ")


def arrow(edge: View, *, forward: bool = True) -> str:
    """The relation with its direction, as seen from where a hop begins.

    Example:
        >>> arrow({"kind": "Payment"}), arrow({"kind": "Payment"}, forward=False)
        ('–paid→', '←paid–')
        >>> arrow({"kind": "Family"})
        '–family of–'
    """
    if EDGE_KINDS[edge["kind"]].symmetric and edge.get("relation", "same") not in _ONE_WAY:
        return f"–{relation(edge)}–"
    return f"–{relation(edge)}→" if forward else f"←{relation(edge)}–"


def told(edge: View, names: Mapping[str, str]) -> list[str]:
    """What goes with an edge on a line of its own: the sentence about conduct.

    Where an answer brings a conduct edge without one, it is told from the reading, so that no
    table ever shows an accusation without its asserter and what was said against it.
    """
    if edge.get("sentence"):
        return [edge["sentence"]]
    if edge["kind"] not in CONDUCT:
        return []
    evidence = edge.get("evidence", {})
    by = listed(evidence.get("asserted_by", ()), names) or "nobody any more"
    denied = listed(evidence.get("denied_by", ()), names)
    against = f"denied by {denied}" if denied else NO_STATEMENT
    return [f"{plain(evidence.get('standing', 'alleged'))} by {by}; {against}."]


def named(nodes: Iterable[View]) -> dict[str, str]:
    """Captions by id."""
    return {one["id"]: caption(one) for one in nodes}
