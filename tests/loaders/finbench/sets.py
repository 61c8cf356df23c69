"""A small set: whoever asks for a table gets its heading and the rows that the test writes."""

import gzip
from collections.abc import Mapping, Sequence
from pathlib import Path

from loaders.finbench.tables import TABLES, columns


def write(
    folder: Path, rows: Mapping[str, Sequence[str]], *, packed: bool = False,
    headings: Mapping[str, str] | None = None,
) -> Path:  # fmt: skip
    """All eighteen tables in a folder; those without rows have their heading alone.

    Args:
        folder: Where to; made where it is not there.
        rows: By table, each as one line of cells parted by `|` in the order of the heading.
        packed: Whether by gzip.
        headings: By table, instead of the columns that it needs.
    """
    folder.mkdir(exist_ok=True)
    for name, shape in TABLES.items():
        heading = (headings or {}).get(name) or "|".join(columns(shape))
        data = "".join(f"{one}\n" for one in (heading, *rows.get(name, ()))).encode()
        if packed:
            (folder / f"{name}.csv.gz").write_bytes(gzip.compress(data))
        else:
            (folder / f"{name}.csv").write_bytes(data)
    return folder
