"""A record as plain values, for formats that know nothing else; its evidence stays with it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import orjson

from api.exporting.content import Content, parts
from graph.ontology import EDGE_KINDS, NODE_KINDS
from graph.store import View
from queries.picture import caption
from queries.when import text_of
from queries.wording import NO_STATEMENT

Flat = dict[str, str | int | bool]

_READ = ("ladder", "standing", "tier", "contested", "inferred", "independent_sources")
_LISTS = ("asserted_by", "denied_by", "contested_fields", "flags")


def flattened(content: Content, records: Iterator[View]) -> Iterator[Flat]:
    """Records as plain values, each with its claims."""
    for part in parts(records):
        claims = content.claims_about([one["id"] for one in part])
        for one in part:
            yield flat(one, claims.get(one["id"], ()))


def flat(record: View, claims: Sequence[View] = ()) -> Flat:
    """A node or an edge as plain values.

    Args:
        record: As answers carry it, an edge with its sentence.
        claims: The claims about it; kept as one JSON text.
    """
    found: Flat = {}
    for name, value in record.items():
        if name not in {"evidence", "names"} and value not in (None, [], ""):
            found.update(_plain(name, value))
    if "names" in record:
        found["label"] = caption(record)
        found["names"] = _joined(one["text"] for one in record["names"])
    else:
        found["label"] = EDGE_KINDS[record["kind"]].verb
    evidence = record.get("evidence", {})
    found.update({name: evidence[name] for name in _READ if name in evidence})
    found.update({name: _joined(evidence[name]) for name in _LISTS if evidence.get(name)})
    found.update(_conduct(record, evidence))
    if claims:
        found["claims"] = orjson.dumps(list(claims)).decode()
    return found


def _conduct(record: View, evidence: Mapping[str, Any]) -> Flat:
    """What is said against an accusation, and how far each conduct field stands."""
    found: Flat = {}
    kind = {**NODE_KINDS, **EDGE_KINDS}[record["kind"]]
    if kind.ladder == "conduct":
        found["denial"] = _denial(evidence)
    for name, reading in evidence.get("fields", {}).items():
        shown = reading["values"][0]
        found[f"{name}_standing"] = shown["standing"]
        found[f"{name}_asserted_by"] = _joined(shown["asserted_by"])
        if reading["ladder"] == "conduct":
            found[f"{name}_contested"] = shown["contested"]
            found[f"{name}_denial"] = _denial(shown)
    return found


def _denial(reading: Mapping[str, Any]) -> str:
    denied = _joined(reading.get("denied_by", ()))
    return f"denied by {denied}" if denied else NO_STATEMENT


def _plain(name: str, value: Any) -> Flat:  # noqa: ANN401 - any value of a record
    if isinstance(value, str | int | bool):
        return {name: value}
    if isinstance(value, Mapping):
        if "currency" in value:
            return {f"{name}_{key}": one for key, one in value.items() if one is not None}
        if "precision" in value:
            return {name: text_of(value)}
        return {name: orjson.dumps(value).decode()}
    texts = [one if isinstance(one, str) else orjson.dumps(one).decode() for one in value]
    return {name: _joined(texts)}


def _joined(texts: Any) -> str:  # noqa: ANN401 - any texts in order
    return "; ".join(texts)
