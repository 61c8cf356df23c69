"""The tables of a set: what each is called, which columns it needs, what its rows become."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from graph.store import Writable
from loaders.finbench import things, ties
from loaders.finbench.told import Told
from loaders.rows import Row, Table

ENDINGS = (".csv.gz", ".csv")


class ThingTable(NamedTuple):
    """A table of things, by the column that numbers them.

    Attributes:
        kind: The part of an id that says what is numbered.
        number: The column with the number.
        needs: The other columns that must be there.
        make: Makes the records of a row under an id.
    """

    kind: str
    number: str
    needs: tuple[str, ...]
    make: Callable[[Told, Row, str], Iterator[Writable]]


class TieTable(NamedTuple):
    """A table of ties between things.

    Attributes:
        kind: The part of an id that says what is tied; the line in the table makes it whole.
        source: Kind of the thing at the start, and the column with its number.
        target: Kind of the thing at the end, and the column with its number.
        needs: The other columns that must be there.
        make: Makes the records of a row under an id, between two ends.
    """

    kind: str
    source: tuple[str, str]
    target: tuple[str, str]
    needs: tuple[str, ...]
    make: Callable[[Told, Row, str, ties.Ends], Iterator[Writable]]


_TIMED = ("createTime",)
_PAID = ("amount", "createTime")
_STATE = ("isBlocked", "createTime")

THINGS = {
    "Person": ThingTable("person", "personId", ("personName",), things.person),
    "Company": ThingTable("company", "companyId", ("companyName",), things.company),
    "Account": ThingTable("account", "accountId", _STATE, things.account),
    "Loan": ThingTable("loan", "loanId", ("loanAmount", "balance", *_TIMED), things.loan),
    "Medium": ThingTable("medium", "mediumId", ("mediumType", *_STATE), things.medium),
}  # fmt: skip

_PAYER, _PAYEE = ("account", "fromId"), ("account", "toId")
_ACCOUNT, _LOAN, _COMPANY = ("account", "accountId"), ("loan", "loanId"), ("company", "companyId")
_PERSON = ("person", "personId")

TIES = {
    "PersonOwnAccount": TieTable("person-own", _PERSON, _ACCOUNT, _TIMED, ties.holding),
    "CompanyOwnAccount": TieTable("company-own", _COMPANY, _ACCOUNT, _TIMED, ties.holding),
    "AccountTransferAccount": TieTable("transfer", _PAYER, _PAYEE, _PAID, ties.transfer),
    "AccountWithdrawAccount": TieTable("withdrawal", _PAYER, _PAYEE, _PAID, ties.withdrawal),
    "PersonApplyLoan": TieTable("person-apply", _PERSON, _LOAN, _TIMED, ties.application),
    "CompanyApplyLoan": TieTable("company-apply", _COMPANY, _LOAN, _TIMED, ties.application),
    "LoanDepositAccount": TieTable("deposit", _LOAN, _ACCOUNT, _PAID, ties.disbursement),
    "AccountRepayLoan": TieTable("repay", _ACCOUNT, _LOAN, _PAID, ties.repayment),
    "PersonGuaranteePerson": TieTable(
        "person-guarantee", ("person", "fromId"), ("person", "toId"), _TIMED, ties.guarantee
    ),
    "CompanyGuaranteeCompany": TieTable(
        "company-guarantee", ("company", "fromId"), ("company", "toId"), _TIMED, ties.guarantee
    ),
    "PersonInvestCompany": TieTable(
        "person-invest", ("person", "investorId"), _COMPANY, ("ratio", *_TIMED), ties.stake
    ),
    "CompanyInvestCompany": TieTable(
        "company-invest", ("company", "investorId"), _COMPANY, ("ratio", *_TIMED), ties.stake
    ),
    "MediumSignInAccount": TieTable(
        "sign-in", ("medium", "mediumId"), _ACCOUNT, _TIMED, ties.sign_in
    ),
}  # fmt: skip

# Ties come after the things that they tie.
TABLES: dict[str, ThingTable | TieTable] = {**THINGS, **TIES}


def columns(table: ThingTable | TieTable) -> tuple[str, ...]:
    """The columns that must be there."""
    if isinstance(table, ThingTable):
        return (table.number, *table.needs)
    return (table.source[1], table.target[1], *table.needs)


def opened(folder: Path, name: str) -> Table | None:
    """A table of a folder, packed or plain; none where it is not there."""
    for ending in ENDINGS:
        path = folder / f"{name}{ending}"
        if path.is_file():
            return Table(path, needs=columns(TABLES[name]), delimiter="|")
    return None
