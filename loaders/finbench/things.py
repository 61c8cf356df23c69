"""People, companies, accounts, loans and media of signing in: what a row of each becomes."""

from collections.abc import Iterator

from graph.ontology import BankAccount, Company, Person
from graph.ontology.nodes import Device, Loan
from graph.store import Writable
from loaders.finbench.told import Told
from loaders.finbench.values import amount, instant, truth
from loaders.listing.country_names import countries_of
from loaders.rows import Row


def person(told: Told, row: Row, ident: str) -> Iterator[Writable]:
    """A person: name and, where the set has them, day of birth and country."""
    countries, note = _countries(row)
    yield Person.model_validate({
        "id": ident, "names": row["personName"], "countries": countries,
        "identifiers": f"finbench-person:{row['personId']}", "birth": row.get("birthday") or None,
    })  # fmt: skip
    yield told.claim(ident, row, note=note)


def company(told: Told, row: Row, ident: str) -> Iterator[Writable]:
    """A company: name and, where the set has it, country."""
    countries, note = _countries(row)
    yield Company.model_validate({
        "id": ident, "names": row["companyName"], "countries": countries,
        "identifiers": f"finbench-company:{row['companyId']}",
    })  # fmt: skip
    yield told.claim(ident, row, note=note)


def account(told: Told, row: Row, ident: str) -> Iterator[Writable]:
    """An account; the sample of the official driver spells its type `accoutType`."""
    number = row["accountId"]
    yield BankAccount.model_validate({
        "id": ident, "names": f"Account {number}", "identifiers": f"finbench-account:{number}",
        "account_type": row.get("accountType") or row.get("accoutType") or None,
        "opened": instant(row["createTime"]), "blocked": truth(row["isBlocked"]),
    })  # fmt: skip
    yield told.claim(ident, row)


def loan(told: Told, row: Row, ident: str) -> Iterator[Writable]:
    """A loan: what was agreed and what is still owed."""
    number = row["loanId"]
    yield Loan.model_validate({
        "id": ident, "names": f"Loan {number}", "identifiers": f"finbench-loan:{number}",
        "amount": amount(row["loanAmount"]), "balance": amount(row["balance"]),
        "opened": instant(row["createTime"]), "interest": row.get("interestRate") or None,
        "purpose": row.get("loanUsage") or None,
    })  # fmt: skip
    yield told.claim(ident, row)


def medium(told: Told, row: Row, ident: str) -> Iterator[Writable]:
    """A medium of signing in: a telephone, a card reader, a network address."""
    number, sort = row["mediumId"], row["mediumType"]
    yield Device.model_validate({
        "id": ident, "names": f"{sort} {number}", "identifiers": f"finbench-medium:{number}",
        "device_type": sort, "registered": instant(row["createTime"]),
        "blocked": truth(row["isBlocked"]),
    })  # fmt: skip
    yield told.claim(ident, row)


def _countries(row: Row) -> tuple[list[str], str | None]:
    """The codes of a country, and a note where it is none: England is a part of one."""
    codes, unread = countries_of(row.get("country", "").replace("_", " "))
    return codes, f"Printed, not read: country {', '.join(unread)}." if unread else None
