"""Paths hop by hop, the pieces and gaps where nothing connects, and links with their reasons."""

from collections.abc import Iterable, Sequence

from api.cli.record_sheets import (
    EDGE_COLUMNS,
    Showing,
    edge_cells,
    edges_sheet,
    gaps_sheet,
)
from api.cli.sheets import Fold, Line, Sheet
from api.cli.words import arrow, plain, standing, told, unaccused
from graph.store import View
from queries.answers import StandingByLadder
from queries.gaps import GapsAnswer, Joined
from queries.hops import Hop, Path
from queries.links import LinkLine

HOP_COLUMNS = ("hop", *EDGE_COLUMNS)
HOP_FOLDS = (
    Fold("hop", "{0}"),
    Fold("what", "{1} {2} {3}\n{7}"),
    Fold("amount, date", "{4}\n{5}"),
    Fold("standing", "{6}"),
)


def paths_sheets(paths: Sequence[Path], nodes: Iterable[View], showing: Showing) -> list[Sheet]:
    """One sheet for each path."""
    clear = {one["id"] for one in nodes if one.get("not_accused")}
    return [
        path_sheet(f"Path {number} of {len(paths)}", path, clear, showing)
        for number, path in enumerate(paths, 1)
    ]


def path_sheet(what: str, path: Path, clear: set[str], showing: Showing) -> Sheet:
    """A path: its hops in order, an arrow each, with what each rests on.

    Args:
        what: How the title begins.
        path: The path.
        clear: The nodes of the answer that no source read accuses.
        showing: Names and edges.
    """
    hops = f"{path.length} hop{'' if path.length == 1 else 's'}"
    marks = [name for name in ("contested", "inferred") if getattr(path, name)]
    parts = [f"{what}: {hops}", weakest(path.standing), *marks]
    lines = [hop_line(number, hop, showing) for number, hop in enumerate(path.hops, 1)]
    sheet = Sheet("; ".join(filter(None, parts)), HOP_COLUMNS, lines, HOP_FOLDS)
    if path.hops:
        lowest = min(hop.tier for hop in path.hops)
        weak = [(n, hop) for n, hop in enumerate(path.hops, 1) if hop.tier == lowest]
        named = ", ".join(
            f"hop {number} ({hop.edge}, {plain(hop.standing)}{', inferred' * hop.inferred})"
            for number, hop in weak
        )
        sheet.notes.append(f"Weakest: {named}.")
    if path.bridges:
        sheet.notes.append(
            f"Goes over between an account and its holder at {', '.join(path.bridges)}."
        )
    sheet.notes += unaccused([showing.name(one) for one in path.nodes if one in clear])
    return sheet


def weakest(found: StandingByLadder) -> str:
    """The weakest rung on each ladder, in words."""
    parts = [
        f"{what} {plain(rung)}"
        for what, rung in (("facts", found.fact), ("conduct", found.conduct))
        if rung
    ]
    return f"weakest: {', '.join(parts)}" if parts else ""


def hop_line(number: int, hop: Hop, showing: Showing) -> Line:
    """A hop as a line: from, how, to, how much, when, and how far it is established."""
    edge = showing.edges[hop.edge]
    _, _, _, *rest, stands, ident = edge_cells(edge, showing)
    marks = [stands]
    if hop.bridge:
        marks.append("bridge between account and holder")
    if hop.gap:
        marks.append(f"over the gap {hop.gap}")
    if hop.repeated_by:
        marks.append(f"also told by {', '.join(hop.repeated_by)}")
    cells = (
        str(number), showing.name(hop.source), arrow(edge, forward=hop.forward),
        showing.name(hop.target), *rest,
        ", ".join(marks), ident,
    )  # fmt: skip
    return Line(cells, told(edge, showing.names), (hop.edge,))


def gaps_sheets(
    found: GapsAnswer, nodes: Iterable[View], edges: Sequence[View], showing: Showing
) -> list[Sheet]:
    """What there is where nothing connects: segments, gaps, the joined route, the edges of it."""
    if not found.segments and not found.gaps and found.joined is None:
        return []
    segments = Sheet(
        "No path; segments that touch the ends",
        ("no.", "hangs on", "segment", "edges"),
        [
            Line((str(one.number), one.touches, one.name, ", ".join(one.edges)))
            for one in found.segments
        ],
        (Fold("no.", "{0}"), Fold("segment", "{2}"), Fold("hangs on", "{1}")),
    )
    if found.joined is None and any(one.touches == "joined route" for one in found.segments):
        segments.notes.append(
            "What hangs on the joined route is reached by inferred joins alone, which no source "
            "shows; --inferred shows that route."
        )
    sheets = [segments, gaps_sheet("Gaps between or behind them", found.gaps, showing)]
    if found.joined is not None:
        clear = {one["id"] for one in nodes if one.get("not_accused")}
        sheets.append(_joined(found.joined, clear, showing))
    sheets.append(edges_sheet("Edges of all this", edges, showing))
    return [sheet for sheet in sheets if sheet.lines]


def _joined(joined: Joined, clear: set[str], showing: Showing) -> Sheet:
    sheet = path_sheet(
        "The best route there would be, if the inferred joins held", joined.route, clear, showing
    )
    for line in sheet.lines:
        for join in joined.joins:
            if join.edge in line.about:
                line.said += [
                    f"{'Why not' if one.stance == 'denies' else 'Why'}: {one.note} ({one.claim})"
                    for one in join.reasons
                    if one.note
                ]
    if joined.segments:
        numbers = ", ".join(map(str, joined.segments))
        sheet.notes.insert(0, f"It runs over the segments {numbers}; nothing shows the joins.")
    return sheet


def links_sheet(links: Sequence[LinkLine], offset: int, showing: Showing) -> Sheet:
    """Who is linked, in order, each with the chain that says why and what is said along it."""
    columns = ("no.", "who", "hops", "standing", "through", "id")
    lines = []
    for number, one in enumerate(links, offset + 1):
        cells = (
            str(number),
            one.caption,
            str(one.hops),
            _chain_standing(one, showing),
            _chain(one.reason, showing),
            one.id,
        )
        lines.append(Line(cells, [one.sentence], tuple(hop.edge for hop in one.reason.hops)))
    folds = (Fold("no.", "{0}"), Fold("who, and how", "{1} ({5})\n{4}"), Fold("standing", "{3}"))
    sheet = Sheet("Linked, nearest and best established first", columns, lines, folds)
    sheet.notes.append("An order of links, not a measure of suspicion.")
    return sheet


def _chain_standing(one: LinkLine, showing: Showing) -> str:
    if len(one.reason.hops) == 1:
        edge = showing.edges[one.reason.hops[0].edge]
        return standing(edge["evidence"], showing.names, edge.get("held"))
    marks = [name for name in ("contested", "inferred") if getattr(one.reason, name)]
    return ", ".join([weakest(one.reason.standing), *marks])


def _chain(path: Path, showing: Showing) -> str:
    parts = [showing.name(path.nodes[0])]
    for hop in path.hops:
        parts.append(arrow(showing.edges[hop.edge], forward=hop.forward))
        parts.append(showing.name(hop.target))
    return " ".join(parts)
