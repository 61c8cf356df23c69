"""`clew load`: what it reports, when it does nothing, and that a dry run writes nothing."""

from pathlib import Path

import pytest

from tests.api.conftest import Clew
from tests.loaders.folders import ACCUSING, CASE, swap, write


@pytest.fixture
def store(tmp_path: Path) -> list[str]:
    """The option that names a store of the test's own, which is not there yet."""
    return ["--store", str(tmp_path / "own.db")]


def test_a_load_says_what_it_added_and_then_that_nothing_changed(
    clew: Clew, tmp_path: Path, store: list[str]
) -> None:
    folder = str(write(tmp_path / "case", case=CASE))
    first = clew("load", folder, *store)
    assert first.code == 0
    assert "small:" in first.out
    assert "added" in first.out
    again = clew("load", folder, "--if-changed", *store)
    assert again.out == "small: up to date, nothing has changed.\n"
    assert clew("show", "acu.ann", *store).code == 0


def test_what_is_no_longer_in_the_folder_goes_with_the_next_load(
    clew: Clew, tmp_path: Path, store: list[str]
) -> None:
    """The only accusing claim, and so the accusation, and its denial; `clew changes` shows it."""
    folder = write(tmp_path / "case", case=CASE)
    clew("load", str(folder), *store)
    write(folder, case=swap(CASE, ACCUSING, ""))
    run = clew("load", str(folder), "--if-changed", *store)
    assert "acu.ann" in run.out
    assert clew("show", "acu.ann", *store).code == 1
    changes = clew("changes", *store).out
    assert "acu.ann" in changes
    assert "removed" in changes
    assert "withdrawn" in changes


def test_a_dry_run_tells_the_same_and_writes_nothing(
    clew: Clew, tmp_path: Path, store: list[str]
) -> None:
    """Without a store, and with one."""
    folder = write(tmp_path / "case", case=CASE)
    dry = clew("load", str(folder), "--dry-run", *store)
    assert dry.code == 0
    assert not (tmp_path / "own.db").exists()
    assert dry.out == clew("load", str(folder), *store).out + (
        "Nothing was written: this was a dry run.\n"
    )
    before = clew("status", *store).out
    write(folder, case=swap(CASE, ACCUSING, ""))
    assert "acu.ann" in clew("load", str(folder), "--dry-run", *store).out
    assert clew("status", *store).out == before


def test_a_faulty_folder_is_refused_with_every_fault(
    clew: Clew, tmp_path: Path, store: list[str]
) -> None:
    broken = swap(
        swap(CASE, "value: 2008-02", "value: 2008-13"), "jurisdiction: CY", "jurisdiction: no"
    )
    run = clew("load", str(write(tmp_path / "case", case=broken)), *store)
    assert run.code == 3
    assert "2 faults, nothing was written" in run.err
    assert "case.yaml:" in run.err
    assert "2008-13" in run.err


def test_a_ceiling_leaves_out_what_lies_above(clew: Clew, tmp_path: Path, store: list[str]) -> None:
    """The indictment is for the case's own eyes: in public nobody is accused."""
    text = swap(CASE, "  title: Indictment\n", "  title: Indictment\n  sensitivity: case\n")
    folder = str(write(tmp_path / "case", case=text))
    run = clew("load", folder, "--ceiling", "public", *store)
    assert run.code == 0, run.err
    assert "left out, above the ceiling" in run.out
    assert clew("show", "acu.ann", *store).code == 1
    assert "ceiling" in clew("status", *store).out
