"""Lists as sheets: finds, neighbours, sums, changes, datasets, and any other list."""

import dataclasses
from collections.abc import Callable, Sequence
from typing import Any

from api.cli.brief_sheets import timeline_sheet
from api.cli.ontology_sheets import edge_kinds_sheet, node_kinds_sheet
from api.cli.record_sheets import Showing, cell, claims_sheet, edges_sheet
from api.cli.sheets import Fold, Line, Sheet
from api.cli.words import TIERS, plain
from queries.changes import ChangeRow
from queries.facts import money
from queries.match import Proposal
from queries.metadata import Dataset
from queries.neighbors import Neighbor, NeighborGroup
from queries.ontology import KindOfEdge, KindOfNode
from queries.said import SaidClaim
from queries.search import Found
from queries.show_source import Supported
from queries.sums import Sum
from queries.timeline import TimelineLine

# A sentence stands under its line; the claims, which `--explain` lists, are too long for a cell.
_APART = {"sentence", "claims_for", "claims_against", "outcomes"}


def listing_sheet(name: str, value: Sequence[Any], showing: Showing) -> Sheet:
    """A list of dataclasses in the form that its sort has, or a column for each field."""
    for kind, make in _FORMS.items():
        if isinstance(value[0], kind):
            return make(title_of(name), value, showing)
    fields = [one.name for one in dataclasses.fields(value[0]) if one.name not in _APART]
    columns = [one for one in fields if one != "id"] + (["id"] if "id" in fields else [])
    lines = [
        Line(
            tuple(_column(one, getattr(item, one), showing) for one in columns),
            [said] if (said := getattr(item, "sentence", None)) else [],
            (item.id,) if isinstance(getattr(item, "id", None), str) else (),
        )
        for item in value
    ]
    return Sheet(title_of(name), tuple(map(plain, columns)), lines)


def _column(name: str, value: object, showing: Showing) -> str:
    if name == "id":
        return str(value)
    return plain(value) if name == "standing" and value else field(value, showing)


def field(value: object, showing: Showing) -> str:
    """Any field of an answer as a cell."""
    if isinstance(value, list) and value and dataclasses.is_dataclass(value[0]):
        return ", ".join(str(getattr(one, "name", field(one, showing))) for one in value)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        parts = {one.name: getattr(value, one.name) for one in dataclasses.fields(value)}
        return money(parts) if "currency" in parts else cell(parts, showing)
    return cell(value, showing)


def title_of(name: str) -> str:
    """A field's name as a title; the results of a list need none."""
    return "" if name == "results" else plain(name).capitalize()


def _found(title: str, value: Sequence[Found], _showing: Showing) -> Sheet:
    columns = ("name", "kind", "what it is", "fits", "id")
    lines = [
        Line(
            (
                one.caption,
                one.kind,
                one.summary or "",
                f"{one.match}: {', '.join(one.why)}",
                one.id,
            ),
            [],
            (one.id,),
        )
        for one in value
    ]
    folds = (Fold("name", "{0} ({1})\n{4}"), Fold("what it is", "{2}"), Fold("fits", "{3}"))
    return Sheet(title, columns, lines, folds)


def _fits(one: Found) -> str:
    return f"{one.match}: {', '.join(one.why)}"


def _neighbors(title: str, value: Sequence[Neighbor], showing: Showing) -> Sheet:
    return edges_sheet(title, [one.edge for one in value], showing)


def _groups(title: str, value: Sequence[NeighborGroup], _showing: Showing) -> Sheet:
    columns = ("relation", "way", "edges", "weakest", "sum", "beside it, not summed")
    lines = []
    for one in value:
        marks = [TIERS[one.lowest_tier]]
        marks += [f"{one.contested:,} contested"] if one.contested else []
        marks += [f"{one.inferred:,} inferred"] if one.inferred else []
        beside = [
            f"{number:,} {what}"
            for number, what in (
                (one.aggregates, "totals"),
                (one.overlapping, "that overlap"),
                (one.open_min, "of the sum with no least amount"),
                (one.open_max, "of the sum with no greatest amount"),
            )
            if number
        ]
        total = money(dataclasses.asdict(one.sum)) if one.sum else ""
        relation = f"{plain(one.verb.lower())} ({one.kind})"
        of = f" over {one.sum.edges:,}" if one.sum else ""
        lines.append(
            Line((relation, one.direction, f"{one.edges:,}", ", ".join(marks), total + of,
                  "; ".join(beside)))
        )  # fmt: skip
    folds = (Fold("relation", "{0}, {1}"), Fold("edges", "{2}"), Fold("weakest", "{3}"),
             Fold("sum", "{4}"), Fold("beside it", "{5}"))  # fmt: skip
    return Sheet(title, columns, lines, folds)


def _claims(title: str, value: Sequence[SaidClaim], showing: Showing) -> Sheet:
    return claims_sheet(title or "Claims", [(one.claim, one.sentence) for one in value], showing)


def _supported(_title: str, value: Sequence[Supported], showing: Showing) -> Sheet:
    said = [(one.claim, one.sentence) for one in value]
    sheet = claims_sheet("What rests on it", said, showing)
    for line, one in zip(sheet.lines, value, strict=True):
        line.about = (one.record["id"],)
    return sheet


def _sums(_title: str, value: Sequence[Sum], _showing: Showing) -> Sheet:
    """Sums, each with the edges that it is the sum of."""
    columns = ("kind", "sum", "weakest", "of", "beside it, not summed")
    lines = []
    for one in value:
        amount = {"min": one.min, "max": one.max, "currency": one.currency,
                  "precision": one.precision}  # fmt: skip
        beside = [f"total {money(it.amount)} ({it.id})" for it in one.aggregates]
        beside += [f"replaced {money(it.amount)} ({it.id})" for it in one.replaced]
        marks = [plain(one.standing)] if one.standing else []
        marks += [f"{one.contested} contested"] if one.contested else []
        marks += [f"amounts differ at {', '.join(one.conflicting)}"] if one.conflicting else []
        of = ", ".join(one.edges)
        if one.overlapping:
            of += f"; overlapping: {', '.join(one.overlapping)}"
        where = f" ({one.dataset})" if one.dataset else ""
        lines.append(
            Line((one.kind + where, money(amount) or "nothing to sum", ", ".join(marks), of,
                  "; ".join(beside)))
        )  # fmt: skip
    folds = (Fold("sum", "{0}: {1}"), Fold("weakest", "{2}"), Fold("of", "{3}"),
             Fold("beside it, not summed", "{4}"))  # fmt: skip
    return Sheet("Sums over all that was found", columns, lines, folds)


def _changes(title: str, value: Sequence[ChangeRow], showing: Showing) -> Sheet:
    columns = ("what", "table", "kind", "about", "at", "dataset", "id")
    lines = [
        Line(
            (
                one.what,
                one.table,
                one.kind or "",
                showing.name(one.about) if one.about else "",
                one.at[:19].replace("T", " "),
                one.dataset,
                one.id,
            ),
            [one.sentence] if one.sentence else [],
            () if one.what in {"withdrawn", "removed"} else (one.about or one.id,),
        )
        for one in value
    ]
    folds = (
        Fold("what", "{0}"),
        Fold("record", "{1} {6}"),
        Fold("kind", "{2}"),
        Fold("at", "{4}\n{5}"),
    )
    return Sheet(title, columns, lines, folds)


def _proposals(title: str, value: Sequence[Proposal], _showing: Showing) -> Sheet:
    """Proposals, what speaks for and against each below its line."""
    columns = ("score", "party", "name there", "entry", "name on the list", "numbers", "verdict")
    lines = [
        Line(
            (f"{one.score:.2f}", one.a, one.a_name, one.b, one.b_name, ", ".join(one.entry),
             f"{one.verdict} ({one.identity})" if one.verdict else ""),
            [f"For: {'; '.join(one.reasons)}."] * bool(one.reasons)
            + [f"Against: {'; '.join(one.against)}."] * bool(one.against)
            + [f"Decided: {one.verdict} ({one.identity})."] * bool(one.verdict),
        )
        for one in value
    ]  # fmt: skip
    folds = (Fold("score", "{0}"), Fold("party", "{2}\n{1}"), Fold("entry", "{4}\n{3}\n{5}"))
    return Sheet(title, columns, lines, folds)


def _datasets(title: str, value: Sequence[Dataset], _showing: Showing) -> Sheet:
    columns = ("dataset", "title", "publisher", "as of", "loaded", "digest")
    lines = [
        Line(
            (
                one.id,
                one.card.get("title", ""),
                one.card.get("publisher", ""),
                one.card.get("as_of", ""),
                "whole" if one.finished else "unfinished: load it again",
                one.digest,
            )
        )
        for one in value
    ]
    folds = (Fold("dataset", "{0}"), Fold("what it is", "{1}\n{2}"), Fold("as of", "{3}"),
             Fold("loaded", "{4}"))  # fmt: skip
    return Sheet(title, columns, lines, folds)


_FORMS: dict[type, Callable[[str, Any, Showing], Sheet]] = {
    ChangeRow: _changes,
    Dataset: _datasets,
    Found: _found,
    KindOfEdge: edge_kinds_sheet,
    KindOfNode: node_kinds_sheet,
    Neighbor: _neighbors,
    NeighborGroup: _groups,
    Proposal: _proposals,
    SaidClaim: _claims,
    Sum: _sums,
    Supported: _supported,
    TimelineLine: timeline_sheet,
}
