"""The ontology as sheets: kinds of nodes and edges, and the rungs of the two ladders."""

from collections.abc import Mapping, Sequence

from api.cli.record_sheets import Showing
from api.cli.sheets import Fold, Line, Sheet
from api.cli.words import plain
from queries.ontology import FieldOf, KindOfEdge, KindOfNode, RungOf

__all__ = ["edge_kinds_sheet", "ladders_sheets", "node_kinds_sheet"]


def ladders_sheets(ladders: Mapping[str, Sequence[RungOf]]) -> list[Sheet]:
    """A sheet for each ladder, the lowest rung first."""
    return [
        Sheet(
            f"Ladder of {name}",
            ("rung", "tier", "claims that reach it"),
            [Line((plain(one.rung), str(one.tier), ", ".join(one.claims))) for one in rungs],
        )
        for name, rungs in ladders.items()
    ]


def node_kinds_sheet(title: str, kinds: Sequence[KindOfNode], _showing: Showing) -> Sheet:
    """Kinds of nodes, what each is and which fields it has below its line."""
    lines = [
        Line(
            (one.kind, one.prefix, ", ".join(one.labels), "yes" if one.connector else ""),
            _said(one.description, one.fields),
        )
        for one in kinds
    ]
    return Sheet(title, ("kind", "prefix", "labels", "connector"), lines)


def edge_kinds_sheet(title: str, kinds: Sequence[KindOfEdge], _showing: Showing) -> Sheet:
    """Kinds of edges, with what they join."""
    columns = ("kind", "prefix", "verb", "from", "to", "ladder", "symmetric", "specificity")
    lines = [
        Line(
            (
                one.kind,
                one.prefix,
                one.verb,
                ", ".join(one.source),
                ", ".join(one.target),
                one.ladder,
                "symmetric" if one.symmetric else "",
                str(one.specificity),
            ),
            _said(one.description, one.fields),
        )
        for one in kinds
    ]
    folds = (
        Fold("kind", "{0}"),
        Fold("prefix", "{1}"),
        Fold("what it joins", "{3} –{2}→ {4}"),
        Fold("ladder", "{5} {6}"),
        Fold("specificity", "{7}"),
    )
    return Sheet(title, columns, lines, folds)


def _said(description: str, fields: Sequence[FieldOf]) -> list[str]:
    names = ", ".join(one.name for one in fields)
    return [description, *([f"Fields: {names}."] if names else [])]
