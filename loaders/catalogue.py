"""Every loader by the name that the command knows it by: importing it declares them all."""

from pathlib import Path

from graph.errors import BadRequest
from loaders import canada_sema, ofac, uk_ofsi, uk_sanctions
from loaders.camt import Camt
from loaders.finbench import FinBench
from loaders.followthemoney import FollowTheMoney
from loaders.loader import LOADERS, Loader
from loaders.mt940 import Mt940
from loaders.payments.table import PaymentsTable

__all__ = ["LOADERS", "loader_for"]

# Named, so that nobody takes the imports for unused.
DECLARED = (canada_sema.CanadaSema, ofac.OfacSdn, ofac.OfacConsolidated, uk_ofsi.UkOfsi,
            uk_sanctions.UkSanctions, FollowTheMoney, FinBench, PaymentsTable, Mt940,
            Camt)  # fmt: skip


def loader_for(
    name: str,
    path: Path,
    *,
    as_of: str | None = None,
    excerpt: bool = False,
    dataset: str | None = None,
    mapping: Path | None = None,
) -> Loader:
    """The loader of one file.

    Args:
        name: Such as `ofac-sdn`; `LOADERS` has them all.
        path: The file.
        as_of: The day whose state of things it shows, where the file does not print one.
        excerpt: Whether it is a part of a list: then loading it takes nothing away.
        dataset: What to call the dataset, where the source is not one list.
        mapping: The file that says what a document holds, and who says so.

    Raises:
        BadRequest: If there is no such loader, or its dataset has a name already.
    """
    kind = LOADERS.get(name)
    if kind is None:
        raise BadRequest("as", f"{name!r} is no loader; there are {', '.join(sorted(LOADERS))}")
    if issubclass(kind, (FollowTheMoney, FinBench)):
        return kind.for_file(path, as_of=as_of, excerpt=excerpt, dataset=dataset)
    if issubclass(kind, PaymentsTable):
        if dataset:
            raise BadRequest("dataset", "the mapping file names it")
        return kind.for_file(path, as_of=as_of, excerpt=excerpt, mapping=mapping)
    if issubclass(kind, (Mt940, Camt)):
        return kind.for_file(path, as_of=as_of, excerpt=excerpt, dataset=dataset, mapping=mapping)
    if mapping:
        raise BadRequest("mapping", f"{name} needs none: the format says what is what")
    if dataset:
        raise BadRequest("dataset", f"a list of {name} is one dataset and named already")
    return kind.for_file(path, as_of=as_of, excerpt=excerpt)
