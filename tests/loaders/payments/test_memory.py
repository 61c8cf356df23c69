"""Memory does not grow with the rows."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.loaders.payments.tables import TRANSFERS, mapped

READING = """
import resource, sys
from pathlib import Path
from loaders.payments.table import PaymentsTable

path = Path(sys.argv[1])
loader = PaymentsTable.for_file(path, mapping=Path(sys.argv[2]))
loader.check(path)
rows = sum(1 for _ in loader.read(path))
print(rows, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def made(folder: Path, rows: int) -> Path:
    """So many rows between twice as many accounts: nothing repeats."""
    path = folder / f"{rows}.csv"
    with path.open("w", encoding="utf-8") as file:
        file.write("Date,From,To,Amount,Currency\n")
        for n in range(rows):
            file.write(f"2008-02-{1 + n % 28:02},{n},{n + rows},{n + 1}.25,USD\n")
    return path


def peak(path: Path, mapping: Path) -> tuple[int, int]:
    """How many rows a process of its own read, twice as a load does, and its peak in bytes."""
    told = subprocess.run(
        [sys.executable, "-c", READING, path, mapping], check=True, capture_output=True, text=True
    ).stdout.split()
    # Linux counts kilobytes, macOS bytes.
    return int(told[0]), int(told[1]) * (1 if sys.platform == "darwin" else 1024)


@pytest.mark.skipif(sys.platform == "win32", reason="NOT RUN: Windows does not tell the peak")
def test_the_peak_of_a_table_five_times_as_long_is_the_same(tmp_path: Path) -> None:
    """What came before is kept on disk; of a row nothing is left but bounded caches.

    Were the digests of rows and accounts kept in a set, 32,000 more rows would take some
    ten megabytes more (3 x 32,000 of about 100 bytes); were the records kept, over a hundred.
    """
    mapping = mapped(tmp_path, TRANSFERS)
    few, small = peak(made(tmp_path, 8_000), mapping)
    many, large = peak(made(tmp_path, 40_000), mapping)
    assert (few, many) == (8_000, 40_000)
    assert large - small < 5_000_000, f"{small:,} bytes for {few:,} rows, {large:,} for {many:,}"
