"""Ledgers on paper: rows with the balance after each, and what goes with every calculation."""

from collections.abc import Iterable, Sequence

from api.cli.record_sheets import Showing, gaps_sheet
from api.cli.sheets import Fold, Line, Sheet
from api.cli.words import listed, plain, told, unaccused
from graph.ontology import Money
from graph.store import View
from queries.ledger import LedgerAnswer, LedgerRow, StatementShown
from queries.picture import caption
from queries.tracing.gathered import LeftOut
from queries.tracing.shown import AsideShown, FindingShown, FoldShown, Transfer

_COLUMNS = ("no.", "date", "from or to", "in", "out", "balance", "standing", "id", "calculated")
_FOLDS = (
    Fold("no.", "{0}"),
    Fold("date", "{1}"),
    Fold("from or to", "{2}\n{6}\n{7}"),
    Fold("in", "{3}"),
    Fold("out", "{4}"),
    Fold("balance", "{5}"),
)


def ledger_sheets(answer: LedgerAnswer, showing: Showing) -> list[Sheet]:
    """A sheet for each ledger that has rows on this page, then what goes with them."""
    sheets = []
    for one in answer.statements:
        mine = [row for row in answer.results
                if (row.account, row.currency, row.dataset)
                == (one.account, one.currency, one.dataset)]  # fmt: skip
        sheets.append(_statement(one, mine, answer.calculated, showing))
    if answer.aside:
        sheets.append(aside_sheet(answer.aside, showing))
    sheets.append(findings_sheet(answer.findings, showing))
    sheets.append(folds_sheet(answer.folds))
    sheets.append(gaps_beside(answer.gaps, showing))
    notes = [
        *unaccused_among(answer.nodes),
        f"{answer.calculated[:1].upper()}{answer.calculated[1:]}.",
    ]
    sheets.append(Sheet("", (), notes=[*notes, *answer.assumptions, *left_notes(answer.left_out)]))
    return sheets


def _statement(
    one: StatementShown, rows: Iterable[LedgerRow], calculated: str, showing: Showing
) -> Sheet:
    holders = listed(one.holders, showing.names)
    where = f" ({one.dataset})" if one.dataset else ""
    whose = f" of {holders}" if holders else ""
    sheet = Sheet(
        f"{showing.name(one.account)}{whose}, {currency_text(one.currency)}{where}: opens with "
        f"{digits(one.opened_with)} ({one.opening}), received {digits(one.credits)}, paid "
        f"{digits(one.debits)}, closes with {digits(one.closing)}",
        _COLUMNS,
        folds=_FOLDS,
    )
    for row in rows:
        amount = digits(row.amount)
        sheet.lines.append(
            Line(
                (
                    f"{row.number:,}",
                    row.date or "not stated",
                    showing.name(row.other or "not named"),
                    amount if row.side != "debit" else "",
                    amount if row.side != "credit" else "",
                    digits(row.balance),
                    standing_text(row.transfer, showing),
                    row.transfer.id,
                    calculated,
                ),
                said_of(row.transfer),
                tuple(row.transfer.payments),
            )
        )
        if row.unexplained:
            sheet.lines[-1].said.append(
                f"{digits(row.unexplained)} {currency_text(row.currency)} of it is in no balance "
                "that is known."
            )
    sheet.notes += one.unmet
    return sheet


def digits(amount: str) -> str:
    """A decimal string with its thousands apart.

    Example:
        >>> digits("-1234567.80")
        '-1,234,567.80'
    """
    whole, point, part = amount.removeprefix("-").partition(".")
    return f"{'-' if amount.startswith('-') else ''}{int(whole):,}{point}{part}"


def currency_text(currency: str) -> str:
    """A currency; that it is not stated where it is not."""
    return "currency not stated" if currency == Money(0, "XXX").currency else currency


def standing_text(one: Transfer, showing: Showing) -> str:
    """How far a transfer is established, in words alone."""
    stands = plain(one.standing)
    if one.contested:
        denied = listed(one.denied_by, showing.names)
        stands += f", contested{f' (denied by {denied})' if denied else ''}"
    return stands


def said_of(one: Transfer) -> list[str]:
    """What goes with a transfer on lines of its own."""
    found = [one.sentence] if one.sentence else []
    if len(one.payments) > 1:
        found.append(f"Told of by {', '.join(one.payments)}: taken as one transfer.")
    return found + [f"Sources differ on the {it}." for it in one.differs]


def transfer_cells(one: Transfer, showing: Showing) -> tuple[str, str, str]:
    """From whom to whom, how much, when."""
    ends = " → ".join(showing.name(end) if end else "not named" for end in (one.source, one.target))
    amount = f"{digits(one.amount)} {currency_text(one.currency)}" if one.amount else one.stated
    return ends, amount or "not stated", one.date or "not stated"


def aside_sheet(aside: Sequence[AsideShown], showing: Showing) -> Sheet:
    """Transfers that no ledger takes in."""
    sheet = Sheet(
        "In no balance",
        ("transfer", "amount", "date", "why", "standing", "id"),
        folds=(Fold("transfer", "{0}\n{5}"), Fold("amount, date", "{1}\n{2}"), Fold("why", "{3}"),
               Fold("standing", "{4}")),
    )  # fmt: skip
    for one in aside:
        ends, amount, date = transfer_cells(one.transfer, showing)
        stands = standing_text(one.transfer, showing)
        sheet.lines.append(
            Line((ends, amount, date, one.words, stands, one.transfer.id), said_of(one.transfer),
                 tuple(one.transfer.payments))
        )  # fmt: skip
    return sheet


def findings_sheet(findings: Iterable[FindingShown], showing: Showing) -> Sheet:
    """What does not add up, or was decided by a policy."""
    lines = [
        Line(
            (
                plain(one.finding),
                showing.name(one.account) if one.account else "",
                one.words,
                ", ".join(one.transfers[:10])
                + (f" and {len(one.transfers) - 10} more" if len(one.transfers) > 10 else ""),  # noqa: PLR2004 - as many as fit
            )
        )
        for one in findings
    ]
    folds = (Fold("finding", "{0}\n{1}"), Fold("what it says", "{2}\n{3}"))
    return Sheet("Findings", ("finding", "ledger", "what it says", "payments"), lines, folds)


def folds_sheet(folds: Iterable[FoldShown]) -> Sheet:
    """Payments that were taken as one transfer."""
    lines = [
        Line(
            (
                one.transfer,
                ", ".join(one.payments),
                one.because
                + (f"; {', '.join(one.alternatives)} fit as well" if one.alternatives else ""),
            ),
            [],
            tuple(one.payments),
        )
        for one in folds
    ]
    return Sheet("Taken as one transfer", ("transfer", "payments", "because"), lines)


def gaps_beside(gaps: Sequence[View], showing: Showing) -> Sheet:
    """Declared gaps; what is said about conduct at their payments goes with them."""
    sheet = gaps_sheet("Gaps at these payments", gaps, showing)
    for line, gap in zip(sheet.lines, gaps, strict=True):
        edges = (*gap.get("upstream", ()), *gap.get("downstream", ()))
        said = [it for one in edges if one in showing.edges
                for it in told(showing.edges[one], showing.names)]  # fmt: skip
        line.said = list(dict.fromkeys(said))
    return sheet


def unaccused_among(nodes: Iterable[View]) -> list[str]:
    """The parties whom no source read accuses, in a sentence."""
    return unaccused([caption(one) for one in nodes if one.get("not_accused")])


def left_notes(left_out: Iterable[LeftOut]) -> list[str]:
    """Payments that are no transfers here."""
    return [f"Left out, since {one.why}: {', '.join(one.payments)}." for one in left_out]
