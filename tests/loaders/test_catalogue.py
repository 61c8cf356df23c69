"""Every loader is found by its name, and a card knows its file."""

from pathlib import Path

import pytest

from graph.errors import BadRequest
from loaders.catalogue import LOADERS, loader_for


def test_the_names_of_all_loaders() -> None:
    names = {"camt", "canada-sema", "ftm", "mt940", "ofac-consolidated", "ofac-sdn", "payments",
             "uk-ofsi", "uk-sanctions"}  # fmt: skip
    assert names <= set(LOADERS)
    assert all(LOADERS[name].__doc__ for name in names)


def test_the_day_of_a_file_is_the_one_it_prints_or_the_one_given(tmp_path: Path) -> None:
    """Without either none is claimed; only the record of the load needs a day."""
    path = tmp_path / "sdn.csv"
    path.write_text("")
    given = loader_for("ofac-sdn", path, as_of="2021-07-07", excerpt=True).card
    assert (given.as_of, given.recorded_at, given.excerpt) == ("2021-07-07", "2021-07-07", True)
    assert loader_for("ofac-sdn", path).card.as_of is None
    printed = tmp_path / "uk.csv"
    printed.write_text("Report Date: 08-Oct-2026\n")
    assert loader_for("uk-sanctions", printed, as_of="2020-01-01").card.as_of == "2026-10-08"


def test_a_file_of_followthemoney_is_a_dataset_of_its_own(tmp_path: Path) -> None:
    generic = tmp_path / "zala" / "entities.ftm.json"
    assert loader_for("ftm", _touched(generic)).card.id == "ftm-zala-entities"
    assert loader_for("ftm", _touched(tmp_path / "My Case.ftm.json")).card.id == "ftm-my-case"
    assert loader_for("ftm", generic, dataset="zala").card.id == "zala"


def test_what_cannot_be_asked_is_said(tmp_path: Path) -> None:
    path = _touched(tmp_path / "a.csv")
    with pytest.raises(BadRequest, match="'nothing' is no loader; there are camt, canada-sema, "):
        loader_for("nothing", path)
    with pytest.raises(BadRequest, match="named already"):
        loader_for("ofac-sdn", path, dataset="mine")


def _touched(path: Path) -> Path:
    path.parent.mkdir(exist_ok=True)
    path.touch()
    return path
