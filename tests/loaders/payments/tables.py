"""Small tables with their mappings, and what loading them comes to."""

from pathlib import Path
from typing import Any

from graph.store import Store, View
from loaders.load import load_table
from loaders.payments.table import PaymentsTable
from loaders.report import Report

PAPER = """\
dataset: wires
title: Wires of 2008
publisher: First Bank
"""
TRANSFERS = """\
payer: {account: From}
payee: {account: To}
amount: Amount
currency: Currency
date: Date
"""
HEADING = "Date,From,To,Amount,Currency"
ROWS = ("2008-02-01,0071,22,10.50,USD", "2008-02-02,22,33,7.25,USD", "2008-02-03,33,0071,1,EUR")


def table(folder: Path, *rows: str, heading: str = HEADING, name: str = "wires.csv") -> Path:
    """A table as text."""
    path = folder / name
    path.write_text("\n".join([heading, *rows]) + "\n", encoding="utf-8")
    return path


def mapped(folder: Path, text: str = TRANSFERS, paper: str = PAPER) -> Path:
    """A mapping file."""
    path = folder / "mapping.yaml"
    path.write_text(paper + text, encoding="utf-8")
    return path


def loaded(store: Store, path: Path, mapping: Path, **given: Any) -> Report:
    """What a load came to."""
    return load_table(store, PaymentsTable.for_file(path, mapping=mapping), path, **given)


def payments(store: Store) -> list[View]:
    """Every payment as answers carry it, in the order of dates and ids."""
    with store.read() as reader:
        ids = [str(view["id"]) for _, view in reader.scan("edge") if view["kind"] == "Payment"]
        found = reader.edges(ids).values()
    return sorted(found, key=lambda one: (str(one.get("date")), one["id"]))


def moved(store: Store) -> list[tuple[str, str, str]]:
    """Payer, payee and sum of every payment, by the first names of the parties."""
    with store.read() as reader:
        names = {str(view["id"]): view["names"][0]["text"] for _, view in reader.scan("node")}
    return sorted(
        (
            names[one["source"]],
            names[one["target"]],
            f"{one['amount']['min']} {one['amount']['currency']}",
        )
        for one in payments(store)
    )


def scanned(store: Store, kind: str) -> list[View]:
    """Every node or edge of a kind, as it was written."""
    with store.read() as reader:
        rows = [*reader.scan("node"), *reader.scan("edge")]
    return [view for _, view in rows if view["kind"] == kind]
