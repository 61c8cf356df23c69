"""What a heading may mean, by the words that banks and registers use for it."""

import re
from collections.abc import Sequence
from typing import NamedTuple

_PARTS = re.compile(r"[A-ZА-ЯЁ]?[a-zа-яёà-öø-ÿß]+|[A-ZА-ЯЁ]+(?![a-z])|\d+")

# Words of English, German, French, Spanish, Dutch and Russian exports.
_WORDS: dict[str, str] = {
    "date": "date datum fecha дата buchungstag buchungsdatum valutadatum timestamp time zeit day",
    "amount": "amount betrag sum summe montant importe bedrag сумма value amt",
    "debit": "debit soll debet débit дебет cargo withdrawal lastschrift",
    "credit": "credit haben crédit кредит abono deposit gutschrift",
    "currency": "currency ccy curr währung waehrung devise moneda валюта",
    "purpose": "purpose label description details detail memo narrative verwendungszweck libellé "
    "concepto назначение remittance communication omschrijving buchungstext text",
    "reference": "reference ref referenz référence endtoend operation",
    "payer": "payer from sender source orig originator debtor remitter ordering плательщик "
    "auftraggeber ordenante",
    "payee": "payee to receiver recipient beneficiary target dest destination creditor "
    "получатель empfänger empfaenger begünstigter bénéficiaire beneficiario",
    "other": "partner counterparty gegenpartei контрагент counter",
    "account": "account acct acc iban konto kontonummer node nodeid счет счёт compte cuenta "
    "rekening",
    "bank": "bank bic swift blz банк institution agent banque banco",
    "name": "name nom nombre имя наименование naam",
    "id": "id uuid key",
    "balance": "balance saldo solde остаток",
}
_ROLES = {word: role for role, words in _WORDS.items() for word in words.split()}
_MARKS = {"d", "c", "dr", "cr", "db", "s", "h", "debit", "credit", "soll", "haben", "+", "-"}
# A heading of one or two words that names a side alone, such as `Sender`, is its name.
_FEW = 2
SIDES = ("payer", "payee", "other")
CURRENCY_WORDS = {
    "us dollar": "USD", "euro": "EUR", "€": "EUR", "yen": "JPY", "uk pound": "GBP", "£": "GBP",
    "ruble": "RUB", "yuan": "CNY", "swiss franc": "CHF", "canadian dollar": "CAD",
    "australian dollar": "AUD", "shekel": "ILS", "brazil real": "BRL", "mexican peso": "MXN",
    "saudi riyal": "SAR",
}  # fmt: skip


class Guess(NamedTuple):
    """What a column may hold: whose, and what of it."""

    column: str
    side: str
    what: str


def words_of(heading: str) -> list[str]:
    """The words of a heading in small letters.

    Example:
        >>> words_of("sourceNodeId"), words_of("TXN_AMOUNT_ORIG")
        (['source', 'node', 'id'], ['txn', 'amount', 'orig'])
    """
    return [one.lower() for one in _PARTS.findall(heading)]


def is_heading(cells: Sequence[object]) -> int:
    """How many cells of a row look like headings."""
    return sum(
        isinstance(one, str) and any(word in _ROLES for word in words_of(one)) for one in cells
    )


def guesses(columns: Sequence[str], samples: Sequence[Sequence[str]]) -> list[Guess]:
    """What each column may hold; those of which nothing is known are left out.

    Args:
        columns: Their headings.
        samples: Of each column some cells that are not empty.
    """
    found: list[Guess] = []
    side = ""
    for column, sample in zip(columns, samples, strict=True):
        roles = [_ROLES[word] for word in words_of(column) if word in _ROLES]
        told = next((one for one in roles if one in SIDES), "")
        # A column `Account` behind `From Bank` is the payer's.
        side = told or (side if "account" in roles or "name" in roles else "")
        values = {one.casefold() for one in sample}
        if len(values) <= 4 and values and values <= _MARKS:  # noqa: PLR2004 - D, C and their likes
            found.append(Guess(column, "", "mark"))
        elif what := _what(roles, told if len(words_of(column)) <= _FEW else ""):
            if what == "name" and "name" not in roles and _numbers(sample):
                what = "account"
            found.append(Guess(column, side if what in {"account", "bank", "name"} else "", what))
    return found


def _numbers(sample: Sequence[str]) -> bool:
    """Whether cells look like numbers of accounts: most of their signs are digits."""
    told = "".join(sample)
    return sum(map(str.isdigit, told)) > sum(map(str.isalpha, told))


def _what(roles: Sequence[str], side: str) -> str:
    for one in ("currency", "balance", "amount", "date"):
        if one in roles:
            # `Amount Currency` is a sum in another currency; `value date` is a date.
            return "date" if one == "amount" and "date" in roles else one
    for one in ("bank", "account", "name"):
        if one in roles and (one != "bank" or "account" not in roles):
            return one
    for one in ("debit", "credit", "purpose", "reference", "id"):
        if one in roles and not (side and one == "id"):
            return one
    return "account" if side and "id" in roles else "name" if side else ""
