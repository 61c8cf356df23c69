"""From the elements of a statement to its account, its balances and its payments.

References: ISO 20022 message definitions camt.052, camt.053, camt.054, versions .02 to .08; the
names of elements that changed between them are both read.
"""

from collections.abc import Iterator
from datetime import tzinfo
from decimal import Decimal, InvalidOperation

from graph.ontology.balance import Balance
from graph.ontology.values import Money
from loaders.listing.safe_xml import Element
from loaders.payments import days
from loaders.payments.move import Move, Who

# Booked at the beginning, at the end before, and at the end. Available and interim ones are
# other sums.
SIDES = {"OPBD": "opening", "PRCD": "opening", "CLBD": "closing"}
_OUT, _IN = "DBIT", "CRDT"
_NONE_GIVEN = {"NOTPROVIDED", "NONREF", "NOT PROVIDED"}


def account_of(one: Element) -> Who:
    """Whose account it is.

    Raises:
        ValueError: If it has no number.
    """
    number = one.first("Id/IBAN", "Id/Othr/Id")
    if not number:
        msg = "the account has no number"
        raise ValueError(msg)
    return Who(one.first("Ownr/Nm", "Ownr/Pty/Nm"), number, _agent(one, "Svcr"))


def balance_of(one: Element) -> Balance | str:
    """A booked balance; of another sort its code."""
    code = one.first("Tp/CdOrPrtry/Cd", "Tp/CdOrPrtry/Prtry") or "without a code"
    if code not in SIDES:
        return code
    value, currency = _amount(one, "Amt")
    sign = "-" if one.first("CdtDbtInd") == _OUT else ""
    day = one.first("Dt/Dt", "Dt/DtTm")[:10]
    return Balance.model_validate(f"{sign}{value:f} {currency} {SIDES[code]} {day}")


def is_booked(one: Element) -> bool:
    """Whether an entry is booked: what is pending or for information did not move."""
    return one.first("Sts/Cd", "Sts") in {"BOOK", ""}


def moves(one: Element, own: Who, label: str, zone: tzinfo | None) -> Iterator[Move]:
    """The payments of an entry: one, or one for each transaction whose sum is printed.

    Raises:
        ValueError: If the entry has no sum, no direction, or a sum finer than its currency.
    """
    value, currency = _amount(one, "Amt")
    parts = one.all("NtryDtls/TxDtls")
    sums = [_part(part, currency) for part in parts]
    told = [amount for amount in sums if amount is not None]
    at, mark = f"{label}, line {one.line}", one.first("CdtDbtInd")
    # What goes the other way within an entry is taken off its sum.
    marks = [part.first("CdtDbtInd") or mark for part in parts]
    net = sum(
        amount if each == mark else -amount for amount, each in zip(told, marks, strict=False)
    )
    if len(parts) > 1 and len(told) == len(parts) and net == value:
        for number, (part, amount) in enumerate(zip(parts, told, strict=True), 1):
            if amount:
                place = f"{at}, transaction {number}"
                yield _move(one, part, own, (amount, currency), place, zone, mark=marks[number - 1])
        return
    count = one.first("NtryDtls/Btch/NbOfTxs")
    many = len(parts) > 1 or (count.isdigit() and int(count) > 1)
    single = parts[0] if len(parts) == 1 and not many else None
    yield _move(one, single, own, (value, currency), at, zone, many=many)


def _part(part: Element, currency: str) -> Decimal | None:
    """The sum of one transaction of an entry, if it is printed in the entry's currency."""
    for path in ("Amt", "AmtDtls/TxAmt/Amt"):
        if part.all(path):
            value, own = _amount(part, path)
            return value if own == currency else None
    return None


def _move(
    one: Element, part: Element | None, own: Who, booked: tuple[Decimal, str], at: str,
    zone: tzinfo | None, *, mark: str = "", many: bool = False,
) -> Move:  # fmt: skip
    value, currency = booked
    inner = part.first("CdtDbtInd") if part is not None else ""
    # What the bank booked on the account decides, not what it says of the transaction.
    mark = mark or one.first("CdtDbtInd")
    if mark not in {_OUT, _IN}:
        msg = f"the entry is marked {mark!r}, neither {_OUT} nor {_IN}"
        raise ValueError(msg)
    reversal = one.first("RvslInd") in {"true", "1"}
    # In a reversal the parties keep the parts they had in the payment that it takes back.
    role = "Dbtr" if (mark == _IN) != reversal else "Cdtr"
    other = Who(many=True) if many else _other(part, role)
    money = Money.parse(format(value, "f"), currency)
    if not money.minor:
        msg = "the sum is nothing: nothing moved"
        raise ValueError(msg)
    date, value_day = _day(one, "BookgDt", zone), _day(one, "ValDt", zone)
    notes = ["Reversal of an earlier entry."] if reversal else []
    notes += _instructed(part, currency)
    if inner and inner != mark:
        notes.append(f"The entry is marked {mark}, its transaction {inner}.")
    if many:
        notes.append("One sum for several transactions, whose own sums are not printed in full.")
    return Move(
        line=one.line,
        at=at,
        payer=own if mark == _OUT else other,
        payee=other if mark == _OUT else own,
        amount=f"{money.text} {currency}",
        date=date or value_day,
        purpose="; ".join(dict.fromkeys(_purposes(one, part))),
        reference=_reference(one, part),
        note=" ".join(notes),
        date_note=f"Value date {value_day}." if date and value_day not in {"", date} else "",
    )


def _other(part: Element | None, role: str) -> Who:
    if part is None:
        return Who()
    parties, agents = f"RltdPties/{role}", f"RltdAgts/{role}Agt"
    account = f"RltdPties/{role}Acct"
    return Who(
        part.first(f"{parties}/Nm", f"{parties}/Pty/Nm", f"{parties}/Agt/FinInstnId/Nm"),
        part.first(f"{account}/Id/IBAN", f"{account}/Id/Othr/Id", f"{account}/Id/PrtryAcct/Id"),
        _agent(part, agents),
    )


def _agent(one: Element, path: str) -> str:
    inner = f"{path}/FinInstnId"
    return one.first(
        f"{inner}/BICFI", f"{inner}/BIC", f"{inner}/Nm", f"{inner}/ClrSysMmbId/MmbId",
        f"{inner}/Othr/Id",
    )  # fmt: skip


def _amount(one: Element, path: str) -> tuple[Decimal, str]:
    found = one.all(path)
    printed = found[0].text if found else ""
    try:
        value = Decimal(printed)
    except InvalidOperation:
        msg = f"<{path}> {printed!r} is no sum"
        raise ValueError(msg) from None
    if value < 0:
        msg = f"<{path}> {printed} is negative, which the format does not know"
        raise ValueError(msg)
    return value, found[0].attributes.get("Ccy", "XXX")


def _day(one: Element, path: str, zone: tzinfo | None) -> str:
    if day := one.first(f"{path}/Dt"):
        return days.text_of(_read(day[:10]), None)
    if moment := one.first(f"{path}/DtTm"):
        return days.text_of(_read(moment), zone)
    return ""


def _read(printed: str) -> days.Moment:
    found = days.readings(printed).get(days.YEAR)
    if found is None:
        msg = f"{printed!r} is no date"
        raise ValueError(msg)
    return found


def _instructed(part: Element | None, currency: str) -> Iterator[str]:
    for one in part.all("AmtDtls/InstdAmt/Amt") if part else ():
        if one.attributes.get("Ccy", currency) != currency:
            yield f"Instructed: {one.text} {one.attributes['Ccy']}."


def _purposes(one: Element, part: Element | None) -> Iterator[str]:
    if part is not None:
        yield from (found.text for found in part.all("RmtInf/Ustrd") if found.text)
        yield from (found.text for found in part.all("RmtInf/Strd/CdtrRefInf/Ref") if found.text)
        if said := part.first("AddtlTxInf"):
            yield said
    if said := one.first("AddtlNtryInf"):
        yield said


def _reference(one: Element, part: Element | None) -> str:
    found = []
    if part is not None:
        found = [part.first(f"Refs/{name}") for name in ("EndToEndId", "TxId", "AcctSvcrRef")]
    found += [one.first("AcctSvcrRef"), one.first("NtryRef")]
    return next((each for each in found if each and each not in _NONE_GIVEN), "")
