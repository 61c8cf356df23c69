"""From an answer to sheets: one place that looks at what an answer is made of.

What it does not know by its type is shown field by field, so a new question has a table at once.
"""

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from api.cli.brief_sheets import brief_sheets
from api.cli.coverage_sheets import coverage_sheets
from api.cli.flow_sheets import flows_sheets
from api.cli.ledger_sheets import ledger_sheets
from api.cli.listing_sheets import field, listing_sheet, title_of
from api.cli.money_sheets import routes_sheets, untimely_sheets
from api.cli.ontology_sheets import ladders_sheets
from api.cli.record_sheets import (
    Names,
    Showing,
    cell,
    claims_sheet,
    edges_sheet,
    gaps_sheet,
    nodes_sheet,
    record_sheet,
    source_sheet,
    sources_sheet,
)
from api.cli.route_sheets import gaps_sheets, links_sheet, paths_sheets, weakest
from api.cli.sheets import Line, Sheet
from api.cli.trace_sheets import bounds_sheets, trace_sheets
from api.cli.words import named, plain
from graph.ontology import EDGE_KINDS, NODE_KINDS
from graph.store import View
from queries.answers import Answered, GraphAnswer, Meta
from queries.bounds import BoundsAnswer
from queries.brief import BriefAnswer
from queries.coverage import CoverageAnswer
from queries.flows import FlowsAnswer
from queries.gaps import GapsAnswer
from queries.hops import Path
from queries.ledger import LedgerAnswer
from queries.links import LinkLine
from queries.money_routes import MoneyRoute
from queries.neighbors import NeighborSummaryAnswer
from queries.no_route import Untimely
from queries.picture import caption
from queries.said import DISPUTE
from queries.timeline import TimelineAnswer
from queries.trace import TraceAnswer

_RECORDS = NODE_KINDS.keys() | EDGE_KINDS.keys()
# Said under the tables, or by the tables themselves.
_APART = {"meta", "total", "limit", "offset", "next", "distance", "dispute", "as_of"}
_LAST = {"edges": 1, "nodes": 2, "sources": 3}


def sheets_of(answer: Answered, names: Names | None = None) -> list[Sheet]:
    """An answer as sheets, what matters most first; the last one holds what goes with it.

    Args:
        answer: Any answer.
        names: Names of parties by id, beyond those that the answer itself brings.
    """
    records = list(records_in(answer))
    edges = {one["id"]: one for one in records if one["kind"] in EDGE_KINDS}
    nodes = [one for one in records if one["kind"] in NODE_KINDS]
    showing = Showing({**(names or {}), **named(nodes)}, edges)
    sheets: list[Sheet] = []
    facts: list[Line] = []
    if isinstance(answer, BriefAnswer):
        sheets += brief_sheets(answer, showing)
    if isinstance(answer, FlowsAnswer):
        sheets += flows_sheets(answer)
    if isinstance(answer, CoverageAnswer):
        sheets += coverage_sheets(answer, showing)
    if isinstance(answer, LedgerAnswer):
        sheets += ledger_sheets(answer, showing)
    if isinstance(answer, TraceAnswer):
        sheets += trace_sheets(answer, showing)
    if isinstance(answer, BoundsAnswer):
        sheets += bounds_sheets(answer, showing)
    for name, value in _parts(answer):
        made = _sheets(name, value, answer, showing)
        if made is None:
            shown = cell(value, showing)
            facts += [Line((plain(name), shown))] if shown else []
        sheets += made or []
    if facts:
        sheets.insert(0, Sheet("", ("", ""), facts))
    sheets = [one for one in sheets if one.lines or one.notes]
    return [*(sheets or [Sheet("Nothing found.", ())]), Sheet("", (), notes=list(_notes(answer)))]


def empty(answer: Answered) -> bool:
    """Whether nothing was found: no list of the answer holds anything."""
    if isinstance(answer, LedgerAnswer):
        return not (answer.total.value or answer.aside or answer.statements)
    if isinstance(answer, FlowsAnswer):
        return not (answer.links or answer.stubs)
    if isinstance(answer, CoverageAnswer):
        return not (answer.coverage or answer.beside or answer.claimed)
    lists = [value for _, value in _parts(answer) if isinstance(value, list)]
    gaps = getattr(answer, "gaps", None)
    around = isinstance(gaps, GapsAnswer) and bool(gaps.segments or gaps.gaps or gaps.joined)
    return bool(lists) and not any(lists) and not around


def records_in(value: object) -> Iterator[View]:
    """Every node and edge in an answer, wherever it stands."""
    if isinstance(value, Mapping):
        if value.get("kind") in _RECORDS:
            yield dict(value)
            return
        for one in value.values():
            yield from records_in(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from records_in(one)
    elif dataclasses.is_dataclass(value) and not isinstance(value, type):
        for part in dataclasses.fields(value):
            yield from records_in(getattr(value, part.name))


def _parts(answer: object) -> Iterator[tuple[str, Any]]:
    """The fields of an answer, those that answer it before those that go with it."""
    if dataclasses.is_dataclass(answer):
        for part in sorted(dataclasses.fields(answer), key=lambda one: _LAST.get(one.name, 0)):
            if part.name not in _APART and not _shown_elsewhere(answer, part.name):
                yield part.name, getattr(answer, part.name)


def _shown_elsewhere(answer: object, name: str) -> bool:
    """What paths and links show hop by hop is not listed once more; nor is whom one asked of."""
    if isinstance(answer, NeighborSummaryAnswer):
        return name in {"entity", "edges"}
    if isinstance(answer, BriefAnswer):
        return name != "sources"
    if isinstance(answer, LedgerAnswer | TraceAnswer | BoundsAnswer | FlowsAnswer | CoverageAnswer):
        return True
    if isinstance(answer, TimelineAnswer):
        return name in {"nodes", "edges"}
    stepwise: Any = [
        one for one in ("paths", "gaps", "routes", "untimely") if getattr(answer, one, None)
    ]
    if not stepwise and isinstance(answer, GraphAnswer):
        stepwise = getattr(answer, "results", None)
    return bool(stepwise) and name in {"nodes", "edges"}


def _sheets(name: str, value: object, answer: object, showing: Showing) -> list[Sheet] | None:
    """The sheets of one field; none where it is a value for the list of facts."""
    if isinstance(value, Untimely):
        return untimely_sheets(value, showing.edges.values(), showing)
    if isinstance(value, GapsAnswer):
        edges = list(showing.edges.values())
        return gaps_sheets(value, getattr(answer, "nodes", ()), edges, showing)
    if isinstance(value, Mapping):
        return _from_mapping(name, value, showing)
    if not isinstance(value, list) or (value and isinstance(value[0], str)):
        return None
    return _from_list(name, value, answer, showing) if value else []


def _from_list(
    name: str, value: Sequence[Any], answer: object, showing: Showing
) -> list[Sheet] | None:
    first = value[0]
    if isinstance(first, Path):
        return paths_sheets(value, getattr(answer, "nodes", ()), showing)
    if isinstance(first, MoneyRoute):
        return routes_sheets(value, getattr(answer, "nodes", ()), showing)
    if isinstance(first, LinkLine):
        return [links_sheet(value, getattr(answer, "offset", 0), showing)]
    if isinstance(first, Mapping):
        return [_views(name, value, answer, showing)]
    if isinstance(answer, NeighborSummaryAnswer):
        sheet = listing_sheet(name, value, showing)
        sheet.title = f"Around {caption(answer.entity)}: {answer.edges:,} edges"
        return [sheet]
    return [listing_sheet(name, value, showing)] if dataclasses.is_dataclass(first) else None


def _views(name: str, value: Sequence[View], answer: object, showing: Showing) -> Sheet:
    """Plain records of one sort."""
    title = title_of(name)
    kind = value[0].get("kind")
    if kind in EDGE_KINDS:
        return edges_sheet(title, value, showing)
    if kind in NODE_KINDS:
        more: dict[str, Mapping[str, Any]] = {
            "hops": getattr(answer, "distance", {}),
            "hidden links": {one["id"]: one.get("hidden_neighbors", "") for one in value},
        }
        return nodes_sheet(
            title,
            value,
            showing,
            {head: found for head, found in more.items() if any(found.values())},
        )
    if kind == "Source":
        return sources_sheet(title, value, showing)
    if kind == "Gap":
        return gaps_sheet(title, value, showing)
    return claims_sheet(title, [(one, "") for one in value], showing)


def _from_mapping(name: str, value: Mapping[str, Any], showing: Showing) -> list[Sheet]:
    view = dict(value)
    if view.get("kind") in _RECORDS:
        return [record_sheet(view, showing)]
    if view.get("kind") == "Source":
        return [source_sheet(view)]
    if view.get("kind") == "Gap":
        return [gaps_sheet("Gap", [view], showing)]
    if name == "ladders":
        return ladders_sheets(view)
    lines = [Line((plain(key), field(one, showing))) for key, one in view.items()]
    return [Sheet(title_of(name), ("", ""), lines)]


def _notes(answer: Answered) -> Iterator[str]:
    """What goes with the answer: how much of it there is, how far it stands, what it left out."""
    meta: Meta = answer.meta
    total = getattr(answer, "total", None)
    results = getattr(answer, "results", None)
    if total is not None and results is not None:
        atleast = "at least " if total.relation == "gte" else ""
        yield f"{len(results):,} of {atleast}{total.value:,}."
    marks = [weakest(meta.standing)]
    marks += [
        f"{plain(one.field)} {plain(one.standing)} at {one.edges}"
        + (f", {one.contested} contested" if one.contested else "")
        for one in meta.conduct_fields
    ]
    marks += [name for name in ("contested", "inferred") if getattr(meta, name)]
    marks += [f"{meta.undated:,} undated"] if meta.undated else []
    if any(marks):
        told = "; ".join(filter(None, marks))
        yield f"{told[:1].upper()}{told[1:]}."
    if meta.truncated:
        yield "Not everything is shown:"
    yield from (limit.detail for limit in meta.limits_hit)
    yield from (f"Warning: {one}" for one in meta.warnings)
    for one in getattr(answer, "as_of", ()):
        if one.date:
            by = f", {one.publisher}" if one.publisher else ""
            yield f"As of {one.date} ({one.dataset}{by})."
    if getattr(answer, "dispute", ""):
        yield DISPUTE
