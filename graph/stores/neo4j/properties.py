"""Records as properties: what an analyst reads and asks by, then what Clew filters and shows by.

A property set to null does not exist in Neo4j, so whatever a record lacks is simply not there.
"""

from datetime import UTC, date, datetime, timedelta
from typing import Any, Final

import orjson

from graph.ontology import (
    Amount,
    DateInterval,
    Edge,
    Identifier,
    Name,
    Node,
    Period,
    Share,
)
from graph.ontology.record import COMPUTED
from graph.stores.neo4j.filter import ASIDE, INFERRED
from graph.stores.shelf import ClaimRow, EdgeRow, NodeRow, Row

Value = str | int | float | bool | date | list[str]
Properties = dict[str, Value]

# What the ends of a relationship say, what is computed, and what has a property of its own below.
_ELSEWHERE: Final = COMPUTED | {"source", "target", "formerly", "names", "amount"}
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def node_properties(row: NodeRow) -> Properties:
    """The properties of a node; `_born` and `_grams` are kept where they are not given."""
    return {
        "id": row.id,
        "kind": row.kind,
        "name": row.record.caption,
        "names": [one.text for one in row.record.names],
        **_fields(row.record),
        **_standing(row.record),
        "dataset": row.dataset,
        "_body": row.body,
        "_overlay": row.overlay,
    }


def edge_properties(row: EdgeRow) -> Properties:
    """The properties of a relationship; those that a traversal reads come first."""
    given: dict[str, Value | None] = {
        "id": row.id,
        "kind": row.kind,
        "_gate": row.rung + INFERRED * row.inferred + ASIDE * row.aside,
        "tier": row.tier,
        "independent_sources": row.independent,
        "inferred": row.inferred,
        "_contested": row.contested,
        "_dated": row.dated,
        "_first": row.first,
        "_last": row.last,
        "_single": row.single,
        "_overlapping": row.overlapping,
        "_about": row.about,
        "aside": row.aside,
        **_fields(row.record),
        **_standing(row.record),
        # When it may have held, whatever field says so.
        "earliest": _day(row.first),
        "latest": _day(row.last),
        "amount_min": row.low,
        "amount_max": row.high,
        "currency": row.currency,
        "dataset": row.dataset,
    }
    amount = row.record.money()
    if amount is not None:
        given["amount"] = amount.text
    return {name: value for name, value in given.items() if value is not None}


def edge_record(row: EdgeRow) -> Properties:
    """The node on which an edge stands as it was written, found by its id alone."""
    return {"id": row.id, "kind": row.kind, "dataset": row.dataset, "_body": row.body,
            "_overlay": row.overlay}  # fmt: skip


def claim_properties(row: ClaimRow) -> Properties:
    """The properties of a claim."""
    return {**_plain(row.body), "dataset": row.dataset, "_body": row.body}


def plain_properties(row: Row) -> Properties:
    """The properties of a source or a gap."""
    return {**_plain(row.body), "dataset": row.dataset, "_body": row.body}


def _standing(record: Node | Edge) -> Properties:
    """How far it is established, and who says so and who denies it: ids, or words."""
    reading = record.evidence
    if reading is None:  # pragma: no cover - rows are made of records that were read
        return {}
    return {
        "standing": str(reading.standing),
        "tier": reading.tier,
        "contested": reading.contested,
        "contested_fields": list(reading.contested_fields),
        "inferred": reading.inferred,
        "asserted_by": list(reading.asserted_by),
        "denied_by": list(reading.denied_by),
        "flags": list(reading.flags),
    }


def _fields(record: Node | Edge) -> Properties:
    found: Properties = {}
    for name in type(record).model_fields:
        if name not in _ELSEWHERE:
            found |= _field(name, getattr(record, name))
    return found


def _field(name: str, value: object) -> Properties:
    """A field as one property, or as several that begin with its name."""
    if isinstance(value, str | bool | int):
        return {name: value}
    if isinstance(value, tuple) and value:
        return {name: [_word(one) for one in value]}
    if not isinstance(value, DateInterval | Period | Share | Amount):
        return {}
    found: Properties = {name: value.text}
    if isinstance(value, DateInterval | Period) and (span := value.span):
        found |= _days(name, span.first, span.last)
    if isinstance(value, Period):
        found["ongoing"] = value.ongoing
    if isinstance(value, Share):
        found |= {f"{name}_min": float(value.min), f"{name}_max": float(value.max)}
    return found


def _word(value: object) -> str:
    if isinstance(value, Identifier):
        return f"{value.scheme}:{value.value}"
    return value.text if isinstance(value, Name) else str(value)


def _days(name: str, first: int | None, last: int | None) -> Properties:
    days = {f"{name}_earliest": _day(first), f"{name}_latest": _day(last)}
    return {key: day for key, day in days.items() if day is not None}


def _day(moment: int | None) -> date | None:
    """The day (UTC) of a moment in milliseconds since 1970."""
    return None if moment is None else (_EPOCH + timedelta(milliseconds=moment)).date()


def _plain(body: str) -> Properties:
    """The parts of a JSON text that are words, numbers, or lists of words; dates as text."""
    found: Properties = {}
    data: dict[str, Any] = orjson.loads(body)
    for name, value in data.items():
        if isinstance(value, str | bool | int):
            found[name] = value
        elif isinstance(value, list):
            if value:
                found[name] = [str(one) for one in value]
        elif name == "taken_back":
            found |= {name: True, f"{name}_by": value["by"], f"{name}_on": _dated(value["on"])}
        else:
            found[name] = _dated(value)
    return found


def _dated(data: dict[str, Any]) -> str:
    return DateInterval.model_validate(data).text
