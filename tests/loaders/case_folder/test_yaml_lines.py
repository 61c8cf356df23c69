"""YAML as text with line numbers."""

import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.errors import Fault
from loaders.case_folder import yaml_lines
from loaders.case_folder.yaml_lines import Located, read_bytes, read_items
from tests.loaders.folders import quoted


def one(text: str) -> Located:
    items, faults = read_items(text.encode(), "x.yaml", "list")
    assert not faults
    assert len(items) == 1
    return items[0]


def faults_of(text: str) -> list[tuple[int, str]]:
    return [(fault.line, fault.detail) for fault in read_items(text.encode(), "x.yaml", "list")[1]]


@pytest.mark.parametrize(
    "text",
    ["no", "yes", "on", "off", "true", "2008-02-05", "2008", "1_000", "0x1F", "0o7", "1e3",
     "12:30:45", ".inf", "<<", "=", "5.10", "NO"],
)  # fmt: skip
def test_every_scalar_is_the_text_that_is_written(text: str) -> None:
    """Neither the types of YAML 1.1 nor those of 1.2 come up: `no` is Norway's code, not false."""
    assert one(f"- a: {text}").data == {"a": text}


@given(st.text())
def test_a_quoted_text_is_read_as_it_was_meant(text: str) -> None:
    """Whatever a text holds comes back unchanged."""
    assert one(f"- {{a: {quoted(text)}}}").data == {"a": text}


def test_every_key_and_item_knows_its_line() -> None:
    item = one("# a comment\n- a: 1\n  b:\n    - x\n    - {c: 2,\n       d: 3}\n")
    assert item.lines == {
        (): 2, ("a",): 2, ("b",): 3, ("b", 0): 4, ("b", 1): 5, ("b", 1, "c"): 5, ("b", 1, "d"): 6,
    }  # fmt: skip
    assert item.line("b", 1, "missing") == 5
    assert item.line("missing") == 2


def test_a_key_that_stands_twice_is_a_fault_and_the_first_one_holds() -> None:
    items, faults = read_items(b"- a: 1\n  b: 2\n  a: 3\n", "x.yaml", "list")
    assert items[0].data == {"a": "1", "b": "2"}
    assert [str(fault) for fault in faults] == [
        "x.yaml:3:3: the key 'a' stands twice (first on line 1)"
    ]


@pytest.mark.parametrize("nothing", ["", "~", "null"])
def test_a_key_with_nothing_behind_it_is_a_fault(nothing: str) -> None:
    """What is not known is left out; the word null would otherwise be kept as a name."""
    assert [line for line, _ in faults_of(f"- a: 1\n  b: {nothing}\n")] == [2]


def test_the_word_null_may_be_quoted() -> None:
    assert one("- a: 'null'").data == {"a": "null"}


def test_anchors_aliases_and_tags_are_faults() -> None:
    found = faults_of("- a: &x [1]\n  b: *x\n  c: !!int 5\n")
    assert [line for line, _ in found] == [1, 2, 3]


def test_an_alias_bomb_is_never_unfolded() -> None:
    """Nine levels of nine would be 387 million items; only what is written is read."""
    layers = ["- &a0 [x, x, x, x, x, x, x, x, x]"]
    layers += [f"- &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 9)]
    items, faults = read_items("\n".join(layers).encode(), "x.yaml", "list")
    assert len(items) == 9
    assert len(faults) == 9 + 8 * 9  # an anchor on each line, nine aliases on all but the first


def test_what_lies_too_deep_is_a_fault() -> None:
    deepest = yaml_lines.DEEPEST
    assert not faults_of("- " + "[" * deepest + "x" + "]" * deepest)
    assert "levels deep" in faults_of("- " + "[" * (deepest + 1) + "x" + "]" * (deepest + 1))[0][1]
    assert faults_of("[" * 100_000)


def test_more_values_than_a_file_may_hold_are_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_lines, "MOST_VALUES", 10)
    assert not faults_of("- x\n" * 10)
    assert faults_of("- x\n" * 11) == [(11, "the file holds more than 10 values; split it")]


def test_bad_yaml_names_line_and_column_and_keeps_what_came_before() -> None:
    items, faults = read_items(b"- a: 1\n- b: 2\n- c: d: e\n", "x.yaml", "list")
    assert [item.data for item in items] == [{"a": "1"}, {"b": "2"}]
    assert [(fault.line, fault.column) for fault in faults] == [(3, 7)]
    assert "needs quotes" in faults[0].detail


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"- a: 1\n- b: \xff\n", 2),  # not UTF-8
        ("- a: 1\n- b: x\u2028c: d\n".encode(), 2),  # a line break in YAML 1.1 alone
        (b"- a: 1\n- b: \x01\n", 2),  # a control character
        (b"- a: 1\n---\n- b: 1\n", 2),  # a second document
        (b"\n\na: 1\n", 3),  # no list
        (b"- ? [a]\n  : 1\n", 1),  # a key that is no word
    ],
)
def test_what_is_no_list_of_texts_is_refused_with_its_line(content: bytes, line: int) -> None:
    assert [fault.line for fault in read_items(content, "x.yaml", "list")[1]] == [line]


def test_a_file_of_comments_holds_nothing() -> None:
    assert read_items(b"# nothing yet\n", "x.yaml", "list") == ([], [])


def test_a_line_of_fifty_megabytes_is_refused_without_being_read(tmp_path: Path) -> None:
    path = tmp_path / "long.yaml"
    path.write_bytes(b"- a: " + b"x" * 50_000_000)
    tracemalloc.start()
    found = read_bytes(path, "long.yaml")
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert found == Fault("long.yaml", 0, "has 50,000,005 bytes; a file may have 20,000,000")
    assert peak < 1_000_000


def test_a_line_that_is_too_long_is_named(tmp_path: Path) -> None:
    path = tmp_path / "long.yaml"
    path.write_bytes(b"- a\n- b\n" + b"x" * 1_000_001 + b"\n- c\n")
    found = read_bytes(path, "long.yaml")
    assert isinstance(found, Fault)
    assert found.line == 3


def test_what_is_no_file_is_not_opened(tmp_path: Path) -> None:
    (tmp_path / "folder.yaml").mkdir()
    assert read_bytes(tmp_path / "folder.yaml", "f") == Fault("f", 0, "is not a regular file")
