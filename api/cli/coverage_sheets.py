"""Coverage as tables: what is explained, what is only claimed, and what lies behind the cut."""

import dataclasses

from api.cli.record_sheets import Showing, edges_sheet, gaps_sheet
from api.cli.sheets import Fold, Line, Sheet
from api.cli.words import listed, told
from queries.coverage import CoverageAnswer, Measured
from queries.cuts import Beyond, ClaimedTotal
from queries.facts import money
from queries.tracing.covering import Part


def coverage_sheets(answer: CoverageAnswer, showing: Showing) -> list[Sheet]:
    """The sum part by part; the payments at the cut; claims; what lies behind; gaps."""
    counted = [one for it in answer.coverage for one in it.covered.traced.payments]
    sheets = [_coverage(one) for one in answer.coverage]
    entries = [showing.edges[one] for one in counted]
    sheets.append(edges_sheet("At the cut, each transfer once", entries, showing))
    beside = [showing.edges[one.payment] for one in answer.beside]
    sheets.append(edges_sheet("At the cut, explaining nothing of it", beside, showing))
    sheets[-1].notes += [f"{one.payment}: {one.words}." for one in answer.beside]
    behind = _beyond(answer.beyond, showing)
    behind.notes += [answer.behind] if answer.behind else []
    sheets += [behind, gaps_sheet("Gaps behind the payments", answer.gaps, showing)]
    sheets.append(_claimed(answer.claimed, showing))
    return [one for one in sheets if one.lines]


def _coverage(one: Measured) -> Sheet:
    found = one.covered
    rows = [("to be explained", found.target), ("traced, together", found.traced)]
    rows += [(f"  of it {part.words} (tier {part.tier})", part) for part in found.tiers]
    rows += [("contested", found.contested)] if found.contested else []
    rows += [("perhaps told twice", found.double_claimed)] if found.double_claimed else []
    rows += [("untraced", found.untraced)] if found.untraced else []
    lines = [
        Line((what, money(dataclasses.asdict(part)), _percent(part), f"{len(part.payments):,}"))
        for what, part in rows
    ]
    sheet = Sheet(
        f"Coverage in {found.target.currency}", ("what", "sum", "percent", "payments"), lines
    )
    sheet.notes.append(one.words)
    return sheet


def _percent(part: Part) -> str:
    low, high = part.percent_min, part.percent_max
    about = "about " if part.precision == "about" else ""
    if low is None and high is None:
        return "not known"
    if low == high:
        return f"{about}{low} %"
    if low is None or high is None:
        return f"at most {high} %" if low is None else f"at least {low} %"
    return f"{about}{low} to {high} %"


def _beyond(found: list[Beyond], showing: Showing) -> Sheet:
    columns = ("from", "to", "amount", "why it explains nothing", "id")
    lines = []
    for one in found:
        edge = showing.edges.get(one.payment or "")
        lines.append(
            Line(
                (
                    showing.name(one.source),
                    showing.name(one.target) if one.target else "",
                    money(one.amount),
                    one.words,
                    one.payment or "",
                ),
                told(edge, showing.names) if edge else [],
                (one.payment,) if one.payment else (),
            )
        )
    folds = (Fold("from, to", "{0} → {1}\n{4}"), Fold("amount", "{2}"),
             Fold("why it explains nothing", "{3}"))  # fmt: skip
    return Sheet("Behind the cut: untraced", columns, lines, folds)


def _claimed(found: list[ClaimedTotal], showing: Showing) -> Sheet:
    columns = ("sum that is claimed", "from", "to", "by", "id")
    lines = []
    for one in found:
        edge = showing.edges[one.payment]
        denied = listed(one.denied_by, showing.names)
        against = f"; denied by {denied}" if denied else ""
        lines.append(
            Line(
                (
                    money(one.amount),
                    showing.name(edge["source"]),
                    showing.name(edge["target"]),
                    listed(one.asserted_by, showing.names) + against,
                    one.payment,
                ),
                told(edge, showing.names),
                (one.payment,),
            )
        )
    folds = (Fold("sum that is claimed", "{0}\n{4}"), Fold("from, to", "{1} → {2}"),
             Fold("by", "{3}"))  # fmt: skip
    sheet = Sheet("Claims of totals: claims, never coverage", columns, lines, folds)
    sheet.notes.append("What a total consists of is not known, so that none of it counts above.")
    return sheet
