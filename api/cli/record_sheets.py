"""Records as lines: edges, nodes, claims, sources, gaps, and one record with its properties."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from api.cli.sheets import Fold, Line, Sheet
from api.cli.words import arrow, date, listed, plain, standing, told
from graph.ontology import EDGE_KINDS, NODE_KINDS
from graph.store import View
from queries.facts import money
from queries.picture import caption
from queries.when import text_of

Names = Mapping[str, str]

EDGE_COLUMNS = ("from", "relation", "to", "amount", "date", "standing", "id")
EDGE_FOLDS = (
    Fold("what", "{0} {1} {2}\n{6}"),
    Fold("amount, date", "{3}\n{4}"),
    Fold("standing", "{5}"),
)
# What a page of one record says elsewhere, or what only programs need.
_NOT_LISTED = {"evidence", "kind", "id", "source", "target", "names", "parallel_index",
               "parallel_count", "sentence", "aside"}  # fmt: skip


@dataclass(frozen=True)
class Showing:
    """What lines need to know beside their own record: names by id, and the edges by id."""

    names: Names
    edges: Mapping[str, View]

    def name(self, ident: str) -> str:
        """What to call a party; its id where nobody names it."""
        return self.names.get(ident, ident)


def edge_cells(edge: View, showing: Showing) -> tuple[str, ...]:
    """The cells of `EDGE_COLUMNS`."""
    amount = money(edge.get("amount"))
    if edge.get("granularity") == "aggregate":
        amount += " (total)" if amount else "total"
    return (
        showing.name(edge["source"]),
        arrow(edge),
        showing.name(edge["target"]),
        amount,
        date(edge),
        _standing(edge, showing),
        edge["id"],
    )


def _standing(record: View, showing: Showing) -> str:
    evidence = record.get("evidence")
    return standing(evidence, showing.names, record.get("held")) if evidence else ""


def edges_sheet(title: str, edges: Iterable[View], showing: Showing) -> Sheet:
    """Edges, a line each; what is said about conduct goes with its line."""
    lines = [Line(edge_cells(one, showing), told(one, showing.names), (one["id"],))
             for one in edges]  # fmt: skip
    return Sheet(title, EDGE_COLUMNS, lines, EDGE_FOLDS)


def nodes_sheet(
    title: str, nodes: Iterable[View], showing: Showing, more: Mapping[str, Mapping[str, Any]]
) -> Sheet:
    """Nodes, a line each.

    Args:
        title: Above them.
        nodes: As the wire carries them.
        showing: What lines need to know.
        more: Further columns, by heading: what stands there for a node's id.
    """
    columns = ("name", "kind", "what it is", "standing", *more, "id")
    lines = [
        Line(
            (
                caption(one),
                one["kind"],
                one.get("summary") or "",
                _standing(one, showing),
                *(str(found.get(one["id"], "")) for found in more.values()),
                one["id"],
            ),
            [],
            (one["id"],),
        )
        for one in nodes
    ]
    folds = [Fold("name", f"{{0}} ({{1}})\n{{{len(columns) - 1}}}"), Fold("standing", "{3}")]
    folds += [Fold(heading, f"{{{place}}}") for place, heading in enumerate(more, 4)]
    return Sheet(title, columns, lines, tuple(folds))


def record_sheet(record: View, showing: Showing) -> Sheet:
    """One record: every property that it has, how far each is established, and what is said."""
    kind = {**NODE_KINDS, **EDGE_KINDS}[record["kind"]]
    evidence = record.get("evidence", {})
    rows = [("kind", record["kind"], "")]
    if "source" in record:
        rows.append(("from", f"{showing.name(record['source'])} ({record['source']})", ""))
        rows.append(("to", f"{showing.name(record['target'])} ({record['target']})", ""))
        # The two ends alone would read as a fact: the sentence below says who says so.
        title = record["kind"]
    else:
        title = caption(record)
        rows += [
            (one.get("kind", "name"), one["text"] + _in_brackets(one.get("language")), "")
            for one in record["names"]
        ]
    rows += [
        (plain(name), cell(record[name], showing), "")
        for name in kind.model_fields
        if name not in _NOT_LISTED
        and name not in evidence.get("fields", {})
        and cell(record.get(name), showing)
    ]
    for name, found in evidence.get("fields", {}).items():
        rows += [
            (
                plain(name) if not number else f"{plain(name)} (another value)",
                showing.name(one["value"]),
                f"{standing(one, showing.names)}; by {listed(one['asserted_by'], showing.names)}",
            )
            for number, one in enumerate(found["values"])
        ]
    sheet = Sheet(f"{title} · {record['id']}", ("property", "value", "standing"))
    by = listed(evidence.get("asserted_by", ()), showing.names)
    whole = _standing(record, showing) + (f"; by {by}" if by else "")
    sheet.lines = [Line(("as a whole", "", whole), told(record, showing.names)
                        if "source" in record else [], (record["id"],))]  # fmt: skip
    sheet.lines += [Line(row) for row in rows]
    return sheet


def _in_brackets(text: str | None) -> str:
    return f" ({text})" if text else ""


def claims_sheet(title: str, claims: Sequence[tuple[View, str]], showing: Showing) -> Sheet:
    """Claims, each with what it says in words and the place in its source."""
    columns = ("claim", "kind", "by", "cites", "at")
    lines = [
        Line(
            (
                one["id"],
                one["kind"] + (" (denies)" if one.get("stance") == "denies" else ""),
                showing.name(one.get("by") or one["cites"]),
                one["cites"],
                one["at"],
            ),
            [sentence] if sentence else [],
        )
        for one, sentence in claims
    ]
    folds = (Fold("claim", "{0}"), Fold("kind", "{1}"), Fold("source", "{3}: {4}"))
    return Sheet(title, columns, lines, folds)


def sources_sheet(title: str, sources: Iterable[View], _showing: Showing) -> Sheet:
    """Sources with what of them was read."""
    columns = ("source", "title", "publisher", "date", "read", "address")
    lines = [
        Line(
            (
                one["id"],
                one["title"],
                one["publisher"],
                text_of(one["date"]) if one.get("date") else "",
                one.get("read") or "",
                one.get("url") or "",
            )
        )
        for one in sources
    ]
    folds = (Fold("source", "{0}"), Fold("what it is", "{1}\n{2}, {3}\n{5}"), Fold("read", "{4}"))
    return Sheet(title, columns, lines, folds)


def source_sheet(source: View) -> Sheet:
    """One source with all that is known of it: what of it was read, and how far it carries."""
    weak = "yes: alone it lifts nothing above asserted or alleged" if source.get("weak") else ""
    rows = [
        ("publisher", source["publisher"]),
        ("date", text_of(source["date"]) if source.get("date") else ""),
        ("read", source.get("read") or ""),
        ("note", source.get("note") or ""),
        ("weak", weak),
        ("copy of", source.get("copy_of") or ""),
        ("derives from", ", ".join(source.get("derives_from", ()))),
        ("nature", plain(source.get("nature", ""))),
        ("sensitivity", source.get("sensitivity", "")),
        ("address", source.get("url") or "not kept"),
        ("sha256", source.get("sha256") or ""),
        ("dataset", source.get("dataset", "")),
    ]
    sheet = Sheet(f"{source['title']} · {source['id']}", ("property", "value"))
    sheet.lines = [Line((name, value)) for name, value in rows if value]
    return sheet


def gaps_sheet(title: str, gaps: Iterable[View], _showing: Showing) -> Sheet:
    """Declared gaps: what lies before and behind, why it is one, and whether a join is offered."""
    columns = ("gap", "before", "behind", "why", "join", "inferences")
    lines = [
        Line(
            (
                one["id"],
                ", ".join(one.get("upstream", ())) or "none known",
                ", ".join(one.get("downstream", ())) or "none known",
                one["why"],
                one["join"],
                ", ".join(one.get("inferences", ())),
            )
        )
        for one in gaps
    ]
    folds = (
        Fold("gap", "{0}: {3}"), Fold("before → behind", "{1} → {2}"),
        Fold("join", "{4}\n{5}"),
    )  # fmt: skip
    return Sheet(title, columns, lines, folds)


def cell(value: Any, showing: Showing) -> str:  # noqa: ANN401 - any value of an answer
    """Any value as a cell shows it; empty where there is nothing to show."""
    if value is None or value is False:
        return ""
    if isinstance(value, Mapping):
        return _from_mapping(value, showing)
    if isinstance(value, list | tuple):
        return ", ".join(filter(None, (cell(one, showing) for one in value)))
    if isinstance(value, str):
        return showing.name(value)
    return "yes" if value is True else f"{value:,}" if isinstance(value, int) else str(value)


# The values of the ontology, told apart by a field that only one of them has.
_VALUES: dict[str, Callable[[dict[str, Any]], str]] = {
    "currency": money,
    "precision": text_of,
    "scheme": lambda value: f"{value['scheme']}:{value['value']}",
    "names": caption,
    "ongoing": lambda value: date({"period": dict(value)}),
}


def _from_mapping(value: Mapping[str, Any], showing: Showing) -> str:
    for mark, form in _VALUES.items():
        if mark in value:
            return form(dict(value))
    if set(value) == {"min", "max"}:
        return (
            f"{value['min']} to {value['max']} %"
            if value["min"] != value["max"]
            else (f"{value['min']} %")
        )
    parts = ((plain(key), cell(one, showing)) for key, one in value.items())
    return "; ".join(f"{key}: {one}" for key, one in parts if one)
