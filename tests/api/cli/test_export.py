"""`clew export` writes whole files, or nothing under their name."""

from pathlib import Path

import orjson
import pytest

from tests.api.conftest import Clew


@pytest.mark.parametrize("form", ["json", "jsonl", "graphml", "cypher"])
def test_an_export_goes_to_a_file_or_to_the_output(clew: Clew, tmp_path: Path, form: str) -> None:
    target = tmp_path / "out"
    run = clew("export", "-f", form, "-o", str(target))
    assert (run.code, run.out) == (0, "")
    assert f"Written to {target}" in run.err
    assert target.read_text("utf-8") == clew("export", "-f", form).out
    assert [one.name for one in tmp_path.iterdir()] == ["out"]


def test_csv_needs_a_folder(clew: Clew, tmp_path: Path) -> None:
    assert clew("export", "-f", "csv").code == 2
    assert clew("export", "-f", "csv", "-o", str(tmp_path / "tables")).code == 0
    assert {one.name for one in (tmp_path / "tables").iterdir()} == {
        "nodes.csv", "edges.csv", "claims.csv", "sources.csv", "gaps.csv",
    }  # fmt: skip


def test_the_part_to_export_may_be_named(clew: Clew) -> None:
    run = clew("export", "-f", "json", "--around", "Ann Able", "--hops", "1")
    assert "Ann Able = per.ann" in run.err
    assert len(orjson.loads(run.out)["nodes"]) == 4


def test_a_format_that_is_none_is_refused(clew: Clew) -> None:
    run = clew("export", "-f", "xlsx")
    assert run.code == 2
    assert "graphml" in run.err
