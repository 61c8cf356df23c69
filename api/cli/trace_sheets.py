"""Traces and bounds on paper: the rules side by side, then each with its hops and stops."""

from collections.abc import Iterable, Iterator, Sequence

from api.cli.ledger_sheets import (
    currency_text,
    digits,
    findings_sheet,
    folds_sheet,
    gaps_beside,
    left_notes,
    said_of,
    standing_text,
    transfer_cells,
    unaccused_among,
)
from api.cli.record_sheets import Showing
from api.cli.sheets import Fold, Line, Sheet
from api.cli.words import listed, plain
from queries.bounds import BoundsAnswer
from queries.trace import TraceAnswer
from queries.tracing.converting import Conversion
from queries.tracing.results import (
    ApartShown,
    AskedShown,
    Compared,
    LotShown,
    RuleShown,
    StopShown,
    Traced,
)

_PLACES = {
    "held": "held by",
    "paid": "paid to",
    "holder": "all accounts of",
    "beyond": "lost sight of at",
    "started again": "goes on as",
    "opening": "from the opening balance of",
    "unexplained": "from no known source in",
    "closing": "left in",
}
_HOPS = ("hop", "transfer", "amount", "date", "asked about", "standing", "id", "calculated")
_HOP_FOLDS = (
    Fold("hop", "{0}"),
    Fold("transfer", "{1}\n{6}"),
    Fold("amount, date", "{2}\n{3}"),
    Fold("of it asked about", "{4}"),
    Fold("standing", "{5}"),
)


def trace_sheets(answer: TraceAnswer, showing: Showing) -> Iterator[Sheet]:
    """What every rule says side by side, then rule by rule, then what it rests on."""
    back = any(one.place in {"opening", "unexplained"} for one in answer.compared)
    yield _compared(answer.compared, [one.rule for one in answer.rules], showing)
    yield _asked(answer.asked, showing)
    yield _stops(
        "Behind it: payments that no rule follows", answer.not_followed, showing, starts=False
    )
    yield Sheet("", (), notes=answer.words)
    started = [one for one in answer.rules if one.entered]
    if answer.rules and not started:
        notes = [f"{one.title}: {one.definition}" for one in answer.rules]
        yield Sheet("No rule can start there; asked were", (), notes=notes)
    for rule in started:
        yield _rule(rule, showing, back=back)
        yield _stops(f"{rule.title}: where it stops", rule.stops, showing, starts=True)
    for apart in answer.apart:
        yield _apart(apart, showing)
    yield gaps_beside(answer.gaps, showing)
    yield findings_sheet(answer.findings, showing)
    yield folds_sheet(answer.folds)
    yield _conversions(answer.conversions)
    kept = f"Ledgers kept: {answer.ledgers:,}; transfers in them: {answer.transfers:,}."
    notes = [
        *unaccused_among(answer.nodes),
        kept,
        *answer.assumptions,
        *left_notes(answer.left_out),
    ]
    yield Sheet("", (), notes=notes)


def bounds_sheets(answer: BoundsAnswer, showing: Showing) -> Iterator[Sheet]:
    """A line for each target, with all of it in a sentence below."""
    columns = ("target", "amount", "at least", "at most", "currency", "calculated")
    lines = [
        Line(
            (
                showing.name(one.target),
                digits(one.amount) if one.amount else "not known",
                digits(one.must),
                digits(one.could),
                currency_text(one.currency),
                one.calculated,
            ),
            [one.words, *(said_of(one.transfer) if one.transfer else [])],
            tuple(one.transfer.payments) if one.transfer else (),
        )
        for one in answer.results
    ]
    folds = (Fold("target", "{0}"), Fold("amount", "{1}"), Fold("at least", "{2}"),
             Fold("at most", "{3}"), Fold("currency", "{4}"))  # fmt: skip
    told = answer.results[0].calculated if answer.results else ""
    yield Sheet("", columns, lines, folds, [f"{told[:1].upper()}{told[1:]}."])
    yield folds_sheet(answer.folds)
    yield _conversions(answer.conversions)
    notes = [*unaccused_among(answer.nodes), *answer.assumptions, *left_notes(answer.left_out)]
    yield Sheet("", (), notes=notes)


def _compared(compared: Sequence[Compared], rules: Sequence[str], showing: Showing) -> Sheet:
    sheet = Sheet(
        "The money asked about, by rule", ("where", *map(plain, rules), "rules", "calculated"),
        folds=(Fold("where", "{0}"),
               *(Fold(plain(one), f"{{{place}}}") for place, one in enumerate(rules, 1))),
    )  # fmt: skip
    for one in compared:
        holders = listed(one.holders, showing.names)
        where = (
            f"{_PLACES[one.place]} {showing.name(one.account)}"
            f"{f' of {holders}' if holders else ''}, {currency_text(one.currency)}"
        )
        sums = (_digits(one.by_rule[rule]) for rule in rules)
        marks = "differ" if one.differs else "agree", one.calculated
        sheet.lines.append(Line((where, *sums, *marks)))
    part = [showing.name(one.account) for one in compared if one.differs]
    if part:
        sheet.notes.append(f"The rules part at: {', '.join(part)}.")
    if compared:
        told = compared[0].calculated
        sheet.notes.append(f"{told[:1].upper()}{told[1:]}.")
    return sheet


def _asked(asked: Iterable[AskedShown], showing: Showing) -> Sheet:
    sheet = Sheet(
        "Asked about",
        ("source", "amount", "date", "standing", "id", "a rule can start"),
        folds=(Fold("source", "{0}\n{4}"), Fold("amount, date", "{1}\n{2}"),
               Fold("standing", "{3}"), Fold("a rule can start", "{5}")),
    )  # fmt: skip
    for one in asked:
        starts = f"no: {one.words}" if one.words else "yes"
        if one.transfer is None:
            sheet.lines.append(Line((one.origin, one.part or "", "", "", "", starts)))
            continue
        ends, amount, date = transfer_cells(one.transfer, showing)
        if one.part:
            amount = f"{digits(one.part)} of {amount}"
        stands = standing_text(one.transfer, showing)
        sheet.lines.append(
            Line((ends, amount, date, stands, one.origin, starts), said_of(one.transfer),
                 tuple(one.transfer.payments))
        )  # fmt: skip
    return sheet


def _rule(rule: RuleShown, showing: Showing, *, back: bool) -> Sheet:
    source = "; ".join(filter(None, [rule.authority or "no authority was read", rule.forum]))
    sheet = Sheet(f"{rule.title} ({rule.rule}): {source}", _HOPS, folds=_HOP_FOLDS)
    for hop in rule.hops:
        ends, amount, date = transfer_cells(hop.transfer, showing)
        sheet.lines.append(
            Line(
                (
                    f"{hop.number:,}", ends, amount, date, _lots(hop.lots),
                    standing_text(hop.transfer, showing), hop.transfer.id, hop.calculated,
                ),
                said_of(hop.transfer),
                tuple(hop.transfer.payments),
            )
        )  # fmt: skip
    entered = ", ".join(_sum(one) for one in rule.entered) or "nothing"
    calculated = f"{rule.calculated[:1].upper()}{rule.calculated[1:]}; {rule.notice}."
    begins = "starts back" if back else "starts"
    hops = f"{rule.hops_total:,} {'hop' if rule.hops_total == 1 else 'hops'}"
    ran = f"{hops}, {rule.lots:,} {'lot' if rule.lots == 1 else 'lots'} at the end"
    sheet.notes += [
        f"{rule.definition} {calculated}", f"It {begins} from {entered}; {ran}."
    ]  # fmt: skip
    if rule.standing:
        contested = ", contested" if rule.contested else ""
        sheet.notes.append(f"Weakest of its hops: {plain(rule.standing)}{contested}.")
    sheet.notes += [
        f"Not explained in the ledger of {showing.name(one.account)}: {_sum(one.amount)}."
        for one in rule.unexplained
    ]
    return sheet


def _stops(title: str, stops: Iterable[StopShown], showing: Showing, *, starts: bool) -> Sheet:
    sheet = Sheet(
        title,
        ("transfer", "amount", "date", "why not", "asked money there", "standing", "id"),
        folds=(Fold("transfer", "{0}\n{6}"), Fold("amount, date", "{1}\n{2}"),
               Fold("why it is not followed", "{3}"),
               Fold("asked money there at most" if starts else "standing", "{4}\n{5}")),
    )  # fmt: skip
    for one in stops:
        ends, amount, date = transfer_cells(one.transfer, showing)
        there = _sum(one.asked) if one.asked else ""
        sheet.lines.append(
            Line((ends, amount, date, one.words, there, standing_text(one.transfer, showing),
                  one.transfer.id), said_of(one.transfer), tuple(one.transfer.payments))
        )  # fmt: skip
    return sheet


def _apart(apart: ApartShown, showing: Showing) -> Sheet:
    source = "; ".join(filter(None, [apart.authority or "no authority was read", apart.forum]))
    lines = [
        Line((showing.name(one.account), _sum(one.amount), one.words, plain(one.order),
              one.calculated))
        for one in apart.lines
    ]  # fmt: skip
    folds = (Fold("where", "{0}"), Fold("sum", "{1}"), Fold("what it is", "{2}"),
             Fold("order of a day", "{3}"))  # fmt: skip
    told = apart.lines[0].calculated if apart.lines else "nothing was calculated"
    notes = [apart.definition, apart.caution, f"{told[:1].upper()}{told[1:]}; {apart.notice}."]
    return Sheet(
        f"Apart: {apart.title} ({apart.rule}): {source}",
        ("where", "sum", "what it is", "order", "calculated"), lines, folds, notes,
    )  # fmt: skip


def _conversions(conversions: Iterable[Conversion]) -> Sheet:
    lines = [
        Line(
            (
                one.transfer,
                f"{digits(one.amount)} {one.currency}",
                digits(one.converted) if one.converted else "not converted",
                one.why or f"{one.rate}{' (divided by)' if one.inverse else ''}, {one.day}",
                one.said_by or "",
            )
        )
        for one in conversions
    ]
    return Sheet("Converted", ("transfer", "paid", "converted", "rate, day", "said by"), lines)


def _lots(lots: Sequence[LotShown]) -> str:
    asked = [one for one in lots if one.origin]
    if len({one.origin for one in asked}) == 1:
        return " + ".join(digits(one.amount) for one in asked)
    return ", ".join(f"{digits(one.amount)} of {one.origin}" for one in asked)


def _digits(one: Traced) -> str:
    low, high = digits(one.min), digits(one.max)
    return low if low == high else f"{low} to {high}"


def _sum(one: Traced) -> str:
    return f"{_digits(one)} {currency_text(one.currency)}"
