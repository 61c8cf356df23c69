"""Flows as tables: what moved from whom to whom in each period, and what is in no sum."""

import dataclasses
from collections.abc import Iterable, Mapping

from api.cli.sheets import Fold, Line, Sheet
from api.cli.words import plain
from queries.facts import money
from queries.flow_shapes import FlowLink, FlowNode, Stub
from queries.flows import FlowsAnswer


def flows_sheets(answer: FlowsAnswer) -> list[Sheet]:
    """The sums, and under them what is in none."""
    nodes = {one.id: one for one in answer.nodes}
    sheets = [_links(answer.links, nodes), _stubs(answer.stubs, nodes)]
    return [one for one in sheets if one.lines]


def _links(links: Iterable[FlowLink], nodes: Mapping[str, FlowNode]) -> Sheet:
    columns = ("from", "to", "period", "sum", "payments", "made", "standing")
    lines = []
    for one in links:
        marks = [plain(one.standing)]
        marks += [f"{one.contested} contested"] if one.contested else []
        marks += ["inferred"] if one.inferred else []
        marks += [f"{len(one.overlapping)} overlap"] if one.overlapping else []
        marks += ["told elsewhere too"] if one.repeated else []
        marks += ["sources differ on amounts"] if one.conflicting else []
        where = f" ({one.dataset})" if one.dataset else ""
        lines.append(
            Line(
                (
                    _name(one.source, nodes),
                    _back(one.target, nodes),
                    one.period,
                    money(dataclasses.asdict(one)) + where,
                    f"{one.count:,}",
                    _days(one.first, one.last),
                    ", ".join(marks),
                ),
                [],
                tuple(one.payments),
            )
        )
    folds = (Fold("from, to", "{0} → {1}"), Fold("sum", "{3}\n{2}"), Fold("payments", "{4}"),
             Fold("standing", "{6}"))  # fmt: skip
    sheet = Sheet("Flows: sums of single payments, per currency", columns, lines, folds)
    if lines:
        sheet.notes.append(
            "Calculated by Clew, if the payments were made as claimed. No line says that one sum "
            "is part of the next."
        )
    return sheet


def _stubs(stubs: Iterable[Stub], nodes: Mapping[str, FlowNode]) -> Sheet:
    columns = ("from", "to", "payments", "stated", "why")
    lines = [
        Line(
            (
                _name(one.source, nodes) if one.source else "not followed",
                _name(one.target, nodes) if one.target else "not followed",
                f"{one.count:,}",
                "; ".join(map(money, one.amounts)) or "no amount",
                one.words,
            ),
            [],
            tuple(one.payments),
        )
        for one in stubs
    ]
    folds = (Fold("from, to", "{0} → {1}"), Fold("payments", "{2}"), Fold("stated", "{3}"),
             Fold("why", "{4}"))  # fmt: skip
    return Sheet("In no sum", columns, lines, folds)


def _name(ident: str, nodes: Mapping[str, FlowNode]) -> str:
    return nodes[ident].caption


def _back(ident: str, nodes: Mapping[str, FlowNode]) -> str:
    """The name, and that money came back where the group stands in an earlier layer too."""
    back = " (again)" if nodes[ident].returns_to else ""
    return f"{nodes[ident].caption}{back}"


def _days(first: str | None, last: str | None) -> str:
    if first is None and last is None:
        return ""
    return first if first == last and first else f"{first or '..'} to {last or '..'}"
