"""From a record and its reading to the row that a store keeps."""

from collections.abc import Mapping
from typing import Any

from graph.evidence import as_read, code
from graph.ontology import Edge, Node, Reading
from graph.ontology.edges.money import MoneyEdge
from graph.search import grams_of
from graph.store import Writable
from graph.stores.shelf import EdgeRow, NodeRow

# What answers compute stays out of the store.
_COMPUTED = {"evidence", "hidden_neighbors", "not_accused", "parallel_index", "parallel_count",
             "held", "sentence"}  # fmt: skip


def body_of(record: Writable) -> str:
    """The record as JSON text, in the order of its class; what is computed stays out."""
    return record.model_dump_json(exclude_none=True, exclude=_COMPUTED)


def _overlay(shown: Node | Edge, reading: Reading) -> str:
    """What reading adds on the wire: the evidence and the shown values, as JSON text."""
    return shown.model_dump_json(exclude_none=True, include={"evidence", *reading.fields})


def node_row(node: Node, reading: Reading, dataset: str, *, index: bool) -> NodeRow:
    """The row of a node; `index` says whether its names are new to the search index."""
    shown = as_read(node, reading)
    grams = None
    if index:
        grams = grams_of([one.text for one in node.names], [one.value for one in node.identifiers])
    return NodeRow(
        id=node.id,
        kind=node.kind_name(),
        body=body_of(node),
        overlay=_overlay(shown, reading),
        dataset=dataset,
        grams=grams,
        record=shown,
    )


def edge_row(edge: Edge, reading: Reading, dataset: str) -> EdgeRow:
    """The row of an edge, with what questions filter, order and sum by."""
    shown = as_read(edge, reading)
    span = shown.span()
    amount = shown.money()
    money = shown if isinstance(shown, MoneyEdge) else None
    return EdgeRow(
        id=edge.id,
        kind=edge.kind_name(),
        source=edge.source,
        target=edge.target,
        body=body_of(edge),
        overlay=_overlay(shown, reading),
        dataset=dataset,
        aside=edge.aside,
        rung=code(reading.ladder, reading.standing),
        tier=reading.tier,
        independent=reading.independent_sources,
        inferred=reading.inferred,
        contested=(1 if reading.contested else 0) + (2 if reading.contested_fields else 0),
        first=span.first if span else None,
        last=span.last if span else None,
        dated=span is not None,
        low=amount.minimum if amount else None,
        high=amount.maximum if amount else None,
        currency=amount.currency if amount else None,
        about=amount is not None and amount.precision == "about",
        single=money is not None and money.granularity == "single",
        overlapping=money is not None and bool(money.overlaps),
        record=shown,
    )


def view_of(body: Mapping[str, Any], overlay: Mapping[str, Any]) -> dict[str, Any]:
    """The record as the wire carries it."""
    return {**body, **overlay}
