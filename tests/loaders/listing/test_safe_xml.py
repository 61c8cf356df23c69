"""XML is read record by record; what is cut off, hostile or something else is refused."""

import tracemalloc
from pathlib import Path

import pytest

from graph.errors import FaultyInput
from loaders.listing.safe_xml import check_whole, records

LIST = """<?xml version="1.0"?>
<list xmlns="https://example.org/ns">
  <entry><uid>1</uid>
    <names><name>Ann &amp; Co</name><name>A</name></names>
  </entry>
  <entry><uid>2</uid></entry>
</list>
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "list.xml"
    path.write_text(text, encoding="utf-8")
    return path


def refused(path: Path) -> str:
    with pytest.raises(FaultyInput) as caught:
        check_whole(path, {"list"})
    (fault,) = caught.value.faults
    return f"{fault.line}: {fault.detail}"


def test_records_may_lie_deeper_and_carry_attributes(tmp_path: Path) -> None:
    """The children of every `entry`, whatever stands around them; nothing else."""
    text = LIST.replace("<uid>1", '<uid type="a">1')
    found = list(records(write(tmp_path, text), {"list"}, inside={"entry"}))
    assert [(one.tag, one.text, one.line) for one in found] == [
        ("uid", "1", 3), ("names", "", 4), ("uid", "2", 6),
    ]  # fmt: skip
    assert dict(found[0].attributes) == {"type": "a"}
    assert [one.text for one in found[1].all("name")] == ["Ann & Co", "A"]


def test_records_come_whole_with_their_lines_and_without_namespaces(tmp_path: Path) -> None:
    first, second = records(write(tmp_path, LIST), {"list"})
    assert (first.tag, first.line, second.line) == ("entry", 3, 6)
    assert [one.text for one in first.all("names/name")] == ["Ann & Co", "A"]
    assert first.first("nothing", "names/name") == "Ann & Co"
    assert second.first("names/name") == ""


@pytest.mark.parametrize("cut", [30, 90, 150, len(LIST) - 9])
def test_a_file_that_is_cut_off_is_refused_with_the_place(tmp_path: Path, cut: int) -> None:
    said = refused(write(tmp_path, LIST[:cut]))
    assert "the file is cut off here" in said
    assert said.startswith(f"{LIST[:cut].count(chr(10)) + 1}: ")


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    assert "cut off" in refused(write(tmp_path, ""))


def test_a_document_type_is_refused_so_no_entity_expands(tmp_path: Path) -> None:
    """The billion laughs, and a file of this machine, are stopped at their declaration."""
    laughs = '<!DOCTYPE list [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]><list><entry>&b;</entry></list>'
    assert (
        refused(write(tmp_path, laughs)) == "1: has a document type (DOCTYPE), which no list needs"
    )
    outside = '<!DOCTYPE list SYSTEM "file:///etc/passwd"><list><entry/></list>'
    assert "DOCTYPE" in refused(write(tmp_path, outside))


def test_another_format_is_refused_by_its_root(tmp_path: Path) -> None:
    said = refused(write(tmp_path, "<Sanctions><entry/></Sanctions>"))
    assert said == "1: begins with <Sanctions>, where <list> is expected"


def test_a_record_deeper_than_any_list_prints_is_refused(tmp_path: Path) -> None:
    deep = "<list>" + "<e>" * 60 + "</e>" * 60 + "</list>"
    assert "deeper" in refused(write(tmp_path, deep))


def test_memory_does_not_grow_with_the_file(tmp_path: Path) -> None:
    """Twenty times the records take less than twice the memory."""

    def peak(number: int) -> int:
        entry = "<entry><uid>1</uid><name>A name of some length</name></entry>"
        path = write(tmp_path, f"<list>{entry * number}</list>")
        tracemalloc.start()
        assert sum(1 for _ in records(path, {"list"})) == number
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return most

    small = peak(3000)
    assert peak(60_000) < 2 * small
