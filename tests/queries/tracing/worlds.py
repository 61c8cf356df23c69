"""Worlds of payments in a store, for the questions about ledgers."""

from collections.abc import Iterable

from graph.evidence import Claim
from graph.store import Store, Writable
from tests.queries.worlds import records

# Credits 60 clean and 40 asked about; debit 50 to A; credit 20 clean; debit 40 to B.
WORKED = """
    payer -PAID:c1-> x  amount=60_USD date=2008-01-01
    src -PAID:c2-> x  amount=40_USD date=2008-01-02
    x -PAID:d1-> a  amount=50_USD date=2008-01-03
    payer -PAID:c3-> x  amount=20_USD date=2008-01-04
    x -PAID:d2-> b  amount=40_USD date=2008-01-05
"""


def put(store: Store, text: str, dataset: str = "world", more: Iterable[Writable] = ()) -> None:
    """Load a dataset; its claims say which one it is, and their rows follow the text."""
    found: list[Writable] = []
    rows: dict[str, int] = {}
    for one in [*records(text), *more]:
        if isinstance(one, Claim):
            row = rows.setdefault(one.about, len(rows) + 1)
            changes = {"dataset": dataset, "id": f"{one.id}.{dataset}", "at": f"row {row}"}
            found.append(one.model_copy(update=changes))
        else:
            found.append(one)
    with store.write() as writer:
        writer.begin(dataset, {"title": dataset})
        writer.put(found, dataset)
        writer.finish(dataset, "1")
