"""Tables that a terminal of any width shows, and formats that programs read."""

import csv
import io
import re
from pathlib import Path

import orjson
import pytest
from rich.cells import cell_len

from api.cli.formats import as_csv, as_markdown
from api.cli.record_sheets import source_sheet
from api.cli.sheets import Fold, Line, Sheet
from api.cli.terminal import as_table
from graph.ontology import EDGE_KINDS, NODE_KINDS
from tests.api.conftest import Clew

SHEET = Sheet(
    "Edges",
    ("from", "to", "standing", "id"),
    [
        Line(("Ann\x1b[2J", "The | theft", "alleged, contested", "acu.ann"), ["T alleges it."]),
        Line(("=1+1", "Превезон Холдингс " * 4, "asserted", "pay.one")),
    ],
    (Fold("what", "{0} → {1}\n{3}"), Fold("standing", "{2}")),
    ["Two of two."],
)


@pytest.mark.parametrize("width", [40, 80, 200])
def test_a_table_fits_its_width_and_loses_nothing(width: int) -> None:
    told = as_table([SHEET], terminal=False, width=width)
    assert max(cell_len(line) for line in told.splitlines()) <= width
    words = " ".join(told.split())
    for one in ("alleged, contested", "T alleges it.", "acu.ann", "Two of two.", "The |"):
        assert one in words
    assert ("from" in words) is (width == 200)


def test_no_id_breaks_where_there_is_room_for_it() -> None:
    """The words beside it give way, so that it can be copied in one piece."""
    ident = "acu.semyon-korobeynikov.refund-of-the-year-2007.c1"
    sheet = Sheet(
        "",
        ("claim", "source"),
        [Line((f"{ident}, again", "opening part of a page with a long title " * 3))],
    )
    for width in (72, 80, 100):
        told = as_table([sheet], terminal=False, width=width)
        assert any(ident in line for line in told.splitlines()), width
        assert max(cell_len(line) for line in told.splitlines()) <= width
    assert ident not in as_table([sheet], terminal=False, width=40)


def test_the_page_of_a_source_tells_how_far_it_carries() -> None:
    source = {
        "id": "s.1", "title": "A copy", "publisher": "Somebody", "kind": "Source", "weak": True,
        "note": "Not checked again.", "copy_of": "The original", "nature": "press",
        "sensitivity": "public",
    }  # fmt: skip
    told = as_table([source_sheet(source)], terminal=False, width=100)
    for words in ("A copy · s.1", "Not checked again.", "The original",
                  "alone it lifts nothing above asserted or alleged", "not kept"):  # fmt: skip
        assert words in told


def test_the_ontology_fits_a_terminal_and_says_everything(clew: Clew) -> None:
    run = clew("ontology")
    assert max(cell_len(line) for line in run.out.splitlines()) <= 100
    for name in (*NODE_KINDS, *EDGE_KINDS, "BankAccount –AT_BANK→ ", "specificity", "Fields: "):
        assert name in run.out


def test_only_a_terminal_gets_styles_and_they_say_nothing_of_their_own() -> None:
    plain = as_table([SHEET], terminal=False, width=80)
    styled = as_table([SHEET], terminal=True, width=80)
    assert "\x1b" not in plain
    assert "\x1b[" in styled
    bare = re.sub(r"\x1b\[[0-9;]*m", "", styled)
    assert [one.rstrip() for one in bare.splitlines()] == plain.splitlines()


def test_data_cannot_steer_the_terminal() -> None:
    assert "\x1b[2J" not in as_table([SHEET], terminal=True, width=80)


def test_markdown_escapes_what_would_break_a_table() -> None:
    told = as_markdown([SHEET])
    assert "The \\| theft" in told
    assert "T alleges it." in told
    rows = [one for one in told.splitlines() if one.startswith("|")]
    assert {len(re.findall(r"(?<!\\)\|", one)) for one in rows} == {6}


def test_csv_is_one_table_and_says_what_it_left_out() -> None:
    other = Sheet("Sources", ("source",), [Line(("s.1",))])
    text, left = as_csv([SHEET, other])
    rows = list(csv.reader(io.StringIO(text)))
    assert rows[0] == ["from", "to", "standing", "id", "in words"]
    assert rows[1][-1] == "T alleges it."
    # A spreadsheet would run it.
    assert rows[2][0] == "'=1+1"
    assert left == ["Sources"]


def test_sheets_of_one_form_share_the_csv(clew: Clew) -> None:
    """Every hop of every path is a row, with its path in front."""
    run = clew("paths", "per.ann", "evt.theft", "--mode", "all", "-f", "csv")
    rows = list(csv.DictReader(io.StringIO(run.out)))
    assert {one["id"] for one in rows} >= {"acu.ann", "acu.bob", "nom.bob"}
    assert {one["table"].partition(":")[0] for one in rows} >= {"Path 1 of 2", "Path 2 of 2"}
    assert all(one["standing"] for one in rows)


def test_json_lines_hold_every_part_and_the_meta_last(clew: Clew) -> None:
    run = clew("neighborhood", "per.ann", "--hops", "1", "-f", "jsonl")
    parts = [orjson.loads(line)["part"] for line in run.out.splitlines()]
    assert set(parts) == {"nodes", "edges", "distance", "meta"}
    assert parts[-1] == "meta"


def test_explain_lists_the_claims_behind_each_line(clew: Clew) -> None:
    """In words, with the place in the source; in JSON as they were written."""
    run = clew("neighbors", "per.bob", "--explain")
    assert "Claims behind the lines" in run.out
    for claim in ("acu.bob.c1", "nom.bob.c1", "des.bob.c2", "pay.two.c2"):
        assert claim in run.out
    assert "s.file: row 1" in run.out
    told = orjson.loads(clew("neighbors", "per.bob", "--explain", "-f", "json").out)
    assert [one["id"] for one in told["claims"]["acu.bob"]] == ["acu.bob.c1"]
    assert "claims" not in orjson.loads(clew("neighbors", "per.bob", "-f", "json").out)


def test_a_table_marks_what_is_contested_and_inferred_in_words(
    clew: Clew, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "250")  # so that no cell is broken into lines
    run = clew("paths", "org.treasury", "per.bob", "--inferred", "--kind", "Payment")
    words = " ".join(run.out.split())
    assert "asserted, contested (denied by Red Shell Ltd)" in words
    assert "sources differ on amount" in words
    assert "asserted, inferred, over the gap gap.one" in words
    assert "Weakest: hop 2 (idn.shells, asserted, inferred)." in words
    assert "1,000.00 USD" in words
    assert "about 500.00 USD" in words


def test_an_answer_may_go_to_a_file(clew: Clew, tmp_path: Path) -> None:
    target = tmp_path / "answer.json"
    run = clew("show", "acu.ann", "-f", "json", "-o", str(target))
    assert (run.code, run.out) == (0, "")
    assert orjson.loads(target.read_bytes())["edge"]["id"] == "acu.ann"
    assert clew("show", "acu.ann", "-o", str(tmp_path / "no" / "x")).code == 2


def test_a_cut_list_says_so(clew: Clew) -> None:
    run = clew("neighbors", "per.bob", "--limit", "1")
    assert "1 of 4." in run.out
    assert "Not everything is shown:" in run.out
    assert "offset 1" in run.out
