"""Writing an answer: as tables, JSON, JSON Lines, CSV or Markdown."""

import csv
import dataclasses
import io
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import orjson

from api.cli.sheets import Sheet
from api.printable import clean
from api.wire import to_bytes
from graph.store import View

Claims = Mapping[str, Sequence[View]]


def as_markdown(sheets: Sequence[Sheet]) -> str:
    """Headings and tables, what is said in a column of its own."""
    parts = []
    for sheet in map(Sheet.used, sheets):
        block = [f"## {_cell(sheet.title)}\n"] if sheet.title else []
        if sheet.lines:
            spoken = any(line.said for line in sheet.lines)
            heads = [*sheet.columns, *(["in words"] if spoken else [])]
            block.append("| " + " | ".join(map(_cell, heads)) + " |")
            block.append("|" + " --- |" * len(heads))
            for line in sheet.lines:
                cells = [*line.cells, *([" ".join(line.said)] if spoken else [])]
                block.append("| " + " | ".join(map(_cell, cells)) + " |")
        if sheet.notes:
            block += ["", *(f"- {_cell(one)}" for one in sheet.notes)]
        parts.append("\n".join(block))
    return "\n\n".join(parts) + "\n"


_MARKS = str.maketrans({one: f"\\{one}" for one in "\\|*_`<>[]#"})


def _cell(text: str) -> str:
    return clean(text).replace("\n", " ").translate(_MARKS)


def as_csv(sheets: Sequence[Sheet]) -> tuple[str, list[str]]:
    """One table: the first sheet, and every other with the same columns.

    Returns:
        The text; and the titles of what one table cannot hold.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    filled_in = [one for one in sheets if one.lines] or list(sheets[:1])
    first = filled_in[0] if filled_in else Sheet("", ())
    together = [one for one in filled_in if one.columns == first.columns]
    several = len(together) > 1
    writer.writerow([*(["table"] if several else []), *first.columns, "in words"])
    for sheet in together:
        for line in sheet.lines:
            cells = [*([sheet.title] if several else []), *line.cells, " ".join(line.said)]
            writer.writerow([_harmless(clean(cell)) for cell in cells])
    left = [one.title for one in filled_in if one.columns != first.columns]
    return out.getvalue(), left


def _harmless(cell: str) -> str:
    """A spreadsheet takes a cell that begins so for a formula, whoever wrote it."""
    return f"'{cell}" if cell[:1] in {"=", "+", "-", "@", "\t"} else cell


def as_json(answer: object, claims: Claims | None = None) -> bytes:
    """The same bytes as over HTTP; with the claims beside, where they were asked for."""
    told = to_bytes(answer)
    if claims is not None:
        told = told[:-1] + b',"claims":' + orjson.dumps(claims) + b"}"
    return told + b"\n"


def as_json_lines(answer: Any, claims: Claims | None = None) -> Iterator[bytes]:  # noqa: ANN401 - any answer
    """One object a line: the part of the answer it belongs to, and the item; `meta` is last."""
    names = [one.name for one in dataclasses.fields(answer)]
    for name in sorted(names, key=lambda one: one == "meta"):
        value = getattr(answer, name)
        for item in value if isinstance(value, list) else [value]:
            if item is not None:
                yield orjson.dumps({"part": name, "item": item}, option=orjson.OPT_APPEND_NEWLINE)
    for about, many in (claims or {}).items():
        for claim in many:
            item = {"part": "claims", "item": {"about": about, **claim}}
            yield orjson.dumps(item, option=orjson.OPT_APPEND_NEWLINE)


FORMATS: dict[str, str] = {
    "table": "tables to read (the default, also into a pipe)",
    "json": "the answer as over HTTP",
    "jsonl": "one object a line",
    "csv": "one table for a spreadsheet",
    "md": "Markdown",
}


def render(
    form: str,
    answer: object,
    sheets: Sequence[Sheet],
    claims: Claims | None = None,
    *,
    terminal: bool = False,
    tell: Callable[[str], None] = lambda _text: None,
) -> bytes:
    """An answer in a format.

    Args:
        form: One of `FORMATS`.
        answer: The answer.
        sheets: The same as sheets, with the claims where they were asked for.
        claims: The claims behind it, where they were asked for.
        terminal: Whether it goes to a terminal.
        tell: Where to say what the format could not hold.
    """
    if form == "json":
        return as_json(answer, claims)
    if form == "jsonl":
        return b"".join(as_json_lines(answer, claims))
    if form == "csv":
        text, left = as_csv(sheets)
        if left:
            tell(f"One table cannot hold it all; left out: {', '.join(left)}. See -f json.")
        return text.encode()
    if form == "md":
        return as_markdown(sheets).encode()
    from api.cli.terminal import as_table

    return as_table(sheets, terminal=terminal).encode()
