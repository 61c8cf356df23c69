"""What claims say of a record, in words, for a format that has no place for standing."""

from collections.abc import Iterable, Mapping
from typing import Any

from graph.store import View

__all__ = ["alleging", "conflicts", "dated", "named", "standing"]

_VERBS = {
    "statement": "says so", "document": "shows so", "record": "records so", "ruling": "held so",
    "allegation": "alleges so", "charge": "charged", "admission": "admitted",
    "judgment": "held so", "conviction": "convicted", "upheld": "upheld", "inference": "infers so",
}  # fmt: skip
NO_STATEMENT = "no statement found in the sources read"


def standing(record: View, names: Mapping[str, str]) -> str:
    """Standing, asserters, denials; of conduct every statement with its verb."""
    evidence = record.get("evidence", {})
    rung = str(evidence.get("standing", "asserted")).replace("_", " ")
    parts = [f"Standing: {rung} ({evidence.get('ladder', 'fact')})"]
    parts += [mark for mark in ("contested", "inferred") if evidence.get(mark)]
    said = f"{', '.join(parts)}. Said by: {_all(evidence.get('asserted_by', ()), names)}."
    if evidence.get("denied_by"):
        said += f" Denied by: {_all(evidence['denied_by'], names)}."
    if told := record.get("sentence"):
        return f"{said} {told}"
    statements = [("", evidence.get("statements", ()))]
    statements += [
        (f"{name.replace('_', ' ')}: ", reading.get("statements", ()))
        for name, reading in evidence.get("fields", {}).items()
    ]
    for what, some in statements:
        if some and record["kind"] != "Identity":
            told_each = [_told(one, names) for one in some]
            denied = any(one["stance"] == "denies" for one in some)
            said += f" {what}{'; '.join(told_each)}{'' if denied else f'; {NO_STATEMENT}'}."
    return said


def conflicts(record: View, names: Mapping[str, str]) -> list[str]:
    """What sources contradict each other about, a text for each field: every value, and whose."""
    return [
        f"Sources differ on {name.replace('_', ' ')}: "
        + "; ".join(
            f"{named(one['value'], names)} (so {_all(one['asserted_by'], names)})"
            for one in field["values"]
        )
        + "."
        for name, field in record.get("evidence", {}).get("fields", {}).items()
        if field.get("conflicts")
    ]


def _told(one: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """`X alleges so`, `X convicted (in absentia; overturned by Y)`, `X denies`."""
    by = named(one["by"], names)
    marks = ["in absentia"] if one.get("in_absentia") else []
    marks += [
        f"{end['outcome'].replace('_', ' ')} by {named(end['by'], names)}"
        for end in one.get("outcomes", ())
    ]
    marks += [f"taken back {one['taken_back']}"] if one.get("taken_back") else []
    said = f"{by} denies" if one["stance"] == "denies" else f"{by} {_VERBS[one['kind']]}"
    return f"{said} ({'; '.join(marks)})" if marks else said


def alleging(one: Mapping[str, Any], names: Mapping[str, str]) -> str:
    """Who alleges a value, before the value: `X alleges`."""
    return f"{named(one['by'], names)} {_VERBS[one['kind']].removesuffix(' so')}"


def dated(value: Any, name: str, found: dict[str, list[str]], words: str) -> None:  # noqa: ANN401
    """A date as exact as it is; a vague one in words, since there it would read as a day."""
    if not value:
        return
    length = {"day": 10, "instant": 10, "month": 7, "year": 4}.get(value["precision"])
    if length and not value.get("circa"):
        found[name] = [value["earliest"][:length]]
    else:
        span = f"{value.get('earliest', '..')} to {value.get('latest', '..')}"
        found.setdefault(words, []).append(f"{name}: between {span}")


def _all(parties: Iterable[str], names: Mapping[str, str]) -> str:
    return "; ".join(named(one, names) for one in parties) or "nobody"


def named(party: str, names: Mapping[str, str]) -> str:
    """The name of a party, or the words in which it is named."""
    return names.get(party, party)
