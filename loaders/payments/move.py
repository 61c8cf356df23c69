"""A payment as any format gives it, before it becomes records."""

from typing import NamedTuple

from loaders.payments.mapping import PartyKind


class Who(NamedTuple):
    """One side of a payment, as printed; empty where nothing is.

    Attributes:
        name: Of the party.
        account: Its number.
        bank: Name, code or BIC of the bank that keeps it.
        kind: What the party is, if the document says so.
        many: Several parties that the document names by one sum alone.
    """

    name: str = ""
    account: str = ""
    bank: str = ""
    kind: PartyKind = "Party"
    many: bool = False

    @property
    def known(self) -> bool:
        """Whether anything names the party."""
        return bool(self.name or self.account)


class Move(NamedTuple):
    """One payment.

    Attributes:
        line: Where it stands in the file.
        at: The same in words: the place that its claims cite.
        payer: Who paid.
        payee: Who was paid.
        amount: In the text form of amounts, above nothing.
        date: In the text form of dates; empty where none is printed.
        purpose: As printed.
        reference: What the payment carries; it need not be its own alone.
        key: What names this payment for good in its document; empty where nothing does.
        note: What else must be known, such as a reversal.
        date_note: The same of the date.
    """

    line: int
    at: str
    payer: Who
    payee: Who
    amount: str
    date: str = ""
    purpose: str = ""
    reference: str = ""
    key: str = ""
    note: str = ""
    date_note: str = ""
