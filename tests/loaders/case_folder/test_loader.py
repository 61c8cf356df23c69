"""Reading a case folder as a whole."""

from pathlib import Path

import pytest

from graph.errors import FaultyInput
from loaders.case_folder import loader
from loaders.case_folder.loader import folder_digest, read_case
from tests.loaders.folders import CARD, CASE, swap, write


def faults_of(folder: Path) -> list[str]:
    with pytest.raises(FaultyInput) as caught:
        read_case(folder)
    return [str(fault) for fault in caught.value.faults]


def test_records_come_before_the_claims_about_them(tmp_path: Path) -> None:
    case = read_case(write(tmp_path, case=CASE))
    written = [one.id for one in case.writables()]
    assert written.index("pay.one") < written.index("pay.one.c1")
    assert len(written) == 9 + 9


def test_a_folder_may_be_split_into_files_and_subfolders(tmp_path: Path) -> None:
    """The records are the same, in whichever file they stand."""
    one = read_case(write(tmp_path / "one", case=CASE))
    head, tail = CASE.split("- id: pay.one\n")
    two = write(tmp_path / "two", a=head)
    (two / "money").mkdir()
    (two / "money" / "payments.yaml").write_text("- id: pay.one\n" + tail, encoding="utf-8")
    assert read_case(two).records == one.records
    assert read_case(two).digest != one.digest


def test_the_digest_moves_with_every_byte_name_and_ceiling(tmp_path: Path) -> None:
    folder = write(tmp_path / "case", case=CASE)
    first = read_case(folder).digest
    assert first == folder_digest(folder) == read_case(folder).digest
    others = {first, read_case(folder, "public").digest}
    (folder / "case.yaml").rename(folder / "other.yaml")
    others.add(folder_digest(folder))
    (folder / "other.yaml").write_text(CASE + "# a remark\n", encoding="utf-8")
    others.add(folder_digest(folder))
    assert len(others) == 4


def test_hidden_files_and_other_files_are_not_looked_at(tmp_path: Path) -> None:
    folder = write(tmp_path, case=CASE)
    before = folder_digest(folder)
    (folder / ".github").mkdir()
    (folder / ".github" / "ci.yaml").write_text("on: push", encoding="utf-8")
    (folder / "notes.md").write_text("notes", encoding="utf-8")
    assert folder_digest(folder) == before
    assert read_case(folder).records


def test_a_file_called_yml_is_not_passed_over_in_silence(tmp_path: Path) -> None:
    folder = write(tmp_path, case=CASE)
    (folder / "more.yml").write_text("[]", encoding="utf-8")
    assert faults_of(folder) == ["more.yml:0: is not read; call it .yaml"]


@pytest.mark.parametrize(
    ("card", "said"),
    [
        (CARD.replace("title: A small case\n", ""), "clew.yaml:1: `title` is missing"),
        (swap(CARD, "id: small", "id: Small Case"), "clew.yaml:1: `id` does not have the form"),
        (swap(CARD, "2026-11-24", "2026-11-31"), "clew.yaml:5: `recorded_at`: '2026-11-31' is no"),
        (CARD + "colour: red\n", "clew.yaml:6: there is no `colour` here"),
        ("- id: small\n", "clew.yaml:1:1: the file should hold one mapping"),
        ("", "clew.yaml:1: is empty"),
    ],
)
def test_a_card_that_says_too_little_is_a_fault(tmp_path: Path, card: str, said: str) -> None:
    folder = write(tmp_path, case=CASE)
    (folder / "clew.yaml").write_text(card, encoding="utf-8")
    (found,) = faults_of(folder)
    assert found.startswith(said)


def test_a_folder_without_a_card_or_no_folder_at_all_is_a_fault(tmp_path: Path) -> None:
    folder = write(tmp_path, case=CASE)
    (folder / "clew.yaml").unlink()
    assert faults_of(folder) == ["clew.yaml:0: is missing: the card that says what this case is"]
    assert any("there is no such folder" in fault for fault in faults_of(tmp_path / "none"))


SAME = """\
- id: s.list
  kind: Source
  title: A list
  publisher: An office
- id: idn.ann.list-1
  kind: Identity
  source: per.ann
  target: list.1
  relation: same
  claims:
    - {id: idn.ann.list-1.c1, kind: inference, by: Editors, cites: s.list, at: row 1, note: So.}
"""


def test_a_folder_beside_others_may_join_what_they_brought(tmp_path: Path) -> None:
    """In Identity records alone, and only where its card says so."""
    folder = write(tmp_path, case=SAME)
    (fault,) = faults_of(folder)
    assert "'per.ann' is defined nowhere" in fault
    (folder / "clew.yaml").write_text(CARD + "beside: [people, list]\n", encoding="utf-8")
    case = read_case(folder)
    assert case.card.as_text()["beside"] == "people, list"
    case.require(["people", "list", "more"])
    with pytest.raises(FaultyInput, match="'list' is not in this store"):
        case.require(["people"])
    write(
        tmp_path,
        case=swap(SAME, "kind: Identity", "kind: Family").replace("relation: same\n  ", ""),
    )
    (folder / "clew.yaml").write_text(CARD + "beside: [people, list]\n", encoding="utf-8")
    assert any("is defined nowhere" in one for one in faults_of(folder))


def test_a_folder_of_too_many_files_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loader, "MOST_FILES", 2)
    folder = write(tmp_path, a=CASE)
    assert read_case(folder).records
    (folder / "b.yaml").write_text("[]", encoding="utf-8")
    assert any("holds 3 files; a case may have 2" in fault for fault in faults_of(folder))
