"""From a printed statement to its account, balances and payments.

The tags are read by the library `mt-940`. What the library mends in silence (the thirtieth of
February, the century) is read here from the line itself.
"""

import logging
import re
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

import mt940

from graph.ontology.balance import Balance
from graph.ontology.values import Money
from loaders.mt940.statements import Printed
from loaders.payments.move import Move, Who
from loaders.payments.records import iban_of

_OPTIONS = mt940.Options.all()
_DATES = re.compile(r":61:(\d\d)(\d\d)(\d\d)(?:(\d\d)(\d\d))?")
_PIVOT = 69
# In the slashes of Dutch banks: whose name follows.
_SLASHED = re.compile(r"/(?:BENM|ORDP)//NAME/([^/]+)")
_NO_REFERENCE = {"NONREF", "NOTPROVIDED", "N", "EREF", "KREF+"}
_BALANCES = {
    "final_opening_balance": "opening", "intermediate_opening_balance": "opening",
    "final_closing_balance": "closing", "intermediate_closing_balance": "closing",
}  # fmt: skip


class Statement(NamedTuple):
    """One statement.

    Attributes:
        line: Where it begins.
        label: How people call it.
        account: Whose statement it is.
        balances: What it prints as opening and closing balance.
        moves: Its entries.
        unread: Balances that cannot be read, in words.
    """

    line: int
    label: str
    account: Who
    balances: list[Balance]
    moves: list[Move]
    unread: list[str]


def read_statement(printed: Printed) -> Statement:
    """What a statement says.

    Raises:
        ValueError: If it cannot be read; with what and where.
    """
    found = _parsed(printed)
    if len(found) != len(printed.entries):
        msg = f"has {len(printed.entries)} lines :61: of which {len(found)} can be read"
        raise ValueError(msg)
    account = _account(str(found.data.get("account_identification") or ""))
    number = str(found.data.get("statement_number") or "").strip()
    if sequence := str(found.data.get("sequence_number") or "").strip():
        number += f"/{sequence}"
    label = f"statement {number}" if number else f"statement {_clean(printed.text[4:20])}"
    raw = [line for line in printed.text.split("\n") if line.startswith(":61:")]
    moves = [
        _move(one.data, text, account, line, f"{label}, line {line}")
        for one, text, line in zip(found, raw, printed.entries, strict=True)
    ]
    balances, unread = _balances(found.data)
    return Statement(printed.line, label, account, balances, moves, unread)


def _parsed(printed: Printed) -> mt940.models.Transactions:
    # ASN Bank writes a whole account number where others have sixteen signs of reference.
    asn = "ASNB" in printed.sender
    tags: dict[int | str, mt940.tags.Tag] = {61: mt940.tags.StatementASNB()} if asn else {}
    found = mt940.models.Transactions(tags=tags, options=_OPTIONS)
    log = logging.getLogger("mt940")
    before, log.disabled = log.disabled, True
    logging.getLogger("mt940.tags").disabled = True
    try:
        found.parse(printed.text)
    except (RuntimeError, ValueError, ArithmeticError, LookupError) as error:
        reason = str(error.args[-1] if isinstance(error, RuntimeError) else error).split("\n")[0]
        msg = f"a tag cannot be read: {reason[:200]}"
        raise ValueError(msg) from error
    finally:
        log.disabled = before
        logging.getLogger("mt940.tags").disabled = before
    return found


def _account(printed: str) -> Who:
    """Bank and number, which a slash parts."""
    bank, slash, number = printed.strip().partition("/")
    if not printed.strip():
        msg = "does not say of which account (:25:)"
        raise ValueError(msg)
    return Who(account=_clean(number), bank=_clean(bank)) if slash else Who(account=_clean(bank))


def _balances(data: Mapping[str, Any]) -> tuple[list[Balance], list[str]]:
    made: list[Balance] = []
    unread: list[str] = []
    for tag, side in _BALANCES.items():
        found = data.get(tag)
        if found is None:
            continue
        try:
            amount = found.amount
            day = _with_century(found.date)
            text = f"{amount.amount:f} {amount.currency} {side} {day}"
            made.append(Balance.model_validate(text))
        except (ValueError, TypeError, AttributeError):
            unread.append(f"the {side} balance {found} cannot be read")
    return made, unread


def _move(data: Mapping[str, Any], raw: str, own: Who, line: int, at: str) -> Move:
    amount = data["amount"]
    currency = amount.currency or "XXX"
    value = Money.parse(format(abs(amount.amount), "f"), currency)
    mark = str(data["status"]).upper()
    other = _other(data)
    when, printed = _dates(raw)
    note = (
        f"Reversal of an earlier {'credit' if mark == 'RC' else 'debit'}." if mark[0] == "R" else ""
    )
    return Move(
        line=line,
        at=at,
        payer=own if mark in {"D", "RC"} else other,
        payee=other if mark in {"D", "RC"} else own,
        amount=f"{value.text} {currency}",
        date=when,
        purpose=_purpose(data),
        reference=_reference(data),
        note=note,
        date_note=printed,
    )


def _other(data: Mapping[str, Any]) -> Who:
    """The other party, where a field of its own names it; free text is never taken apart."""
    name, number, bank = (
        _clean(data.get(key)) for key in ("applicant_name", "applicant_iban", "applicant_bin")
    )
    if not name and (found := _SLASHED.search(_joined(data.get("transaction_details")))):
        name = _clean(found[1])
    extra = str(data.get("extra_details") or "")
    if not number and iban_of(extra):
        number = iban_of(extra)
    return Who(name, number, bank)


def _purpose(data: Mapping[str, Any]) -> str:
    keys = ("posting_text", "purpose", "additional_purpose", "non_swift_text", "extra_details")
    parts = [_clean(data.get(key)) for key in keys]
    return "; ".join(one for one in [*parts, _joined(data.get("transaction_details"))] if one)


def _reference(data: Mapping[str, Any]) -> str:
    for key in ("end_to_end_reference", "customer_reference", "bank_reference"):
        found = _clean(data.get(key))
        if found and found not in _NO_REFERENCE:
            return found
    return ""


def _dates(raw: str) -> tuple[str, str]:
    """The day of the entry, and of its value where that is another.

    Without a day of entry the value's counts. A value of the thirtieth of February, by which
    some banks reckon interest, is some day of that month.
    """
    found = _DATES.match(raw)
    if found is None:
        msg = f"the date of {raw[:20]!r} cannot be read"
        raise ValueError(msg)
    year, month, day = _century(int(found[1])), int(found[2]), int(found[3])
    value = _day(year, month, day)
    printed = f"{year:04}-{month:02}-{day:02}"
    if found[4]:
        entry = _entry_day(year, month, int(found[4]), int(found[5]))
        return entry, "" if entry == printed else f"Value date {printed}."
    if value:
        return value, ""
    return f'{year:04}-{month:02} "{printed}"', "The printed day does not exist."


def _entry_day(year: int, month: int, entry_month: int, entry_day: int) -> str:
    """The year of an entry is that of its value, but for the turn of a year between them."""
    apart = entry_month - month
    year += -1 if apart > 6 else 1 if apart < -6 else 0  # noqa: PLR2004 - half a year of months
    found = _day(year, entry_month, entry_day)
    if not found:
        msg = f"the day of entry {entry_month:02}{entry_day:02} does not exist"
        raise ValueError(msg)
    return found


def _day(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def _century(year: int) -> int:
    return year + (1900 if year >= _PIVOT else 2000)


def _with_century(day: date) -> str:
    """A day of the library, for which every year is of this century."""
    return day.replace(year=_century(day.year % 100)).isoformat()


def _clean(text: object) -> str:
    return " ".join(str(text or "").split())


def _joined(text: object) -> str:
    """Lines of 65 signs go on where the last one ended; shorter ones begin anew."""
    made, last = "", 0
    for line in str(text or "").split("\n"):
        made += ("" if last >= 65 else " ") + line  # noqa: PLR2004 - the width of the tag
        last = len(line)
    return _clean(made)
