"""The statements of a file, one at a time, each line with its number."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from graph.errors import Fault, FaultyInput

# A block ends with a line that begins with a hyphen, which no text in it may.
_END = re.compile(r"-(?:\}.*|[A-Z]{3}|\s*)$")
_TAG = re.compile(r":(?:\d\d[A-Z]?|NS):")
_MOST_LINES = 200_000


class Printed(NamedTuple):
    """One statement as it stands in the file.

    Attributes:
        line: Line of its `:20:`.
        text: All of its lines.
        entries: The line of each `:61:`.
        sender: What stood before it: headers, which name the bank.
        whole: Whether its end is marked, by a line of its own or a closing balance.
    """

    line: int
    text: str
    entries: tuple[int, ...]
    sender: str
    whole: bool


def statements(path: Path, encoding: str) -> Iterator[Printed]:
    """The statements of a file.

    Raises:
        FaultyInput: If there is none, or one is longer than any bank prints.
    """
    lines: list[str] = []
    entries: list[int] = []
    sender, begun, found, number = "", 0, False, 0
    with path.open(encoding=encoding, newline=None) as file:
        for number, line in enumerate(file, 1):
            if line.startswith(":20:"):
                if begun:
                    yield _printed(begun, lines, entries, sender, ended=False)
                lines, entries, begun, found = [], [], number, True
            if not begun:
                sender = (sender + line)[-500:]
                continue
            if _END.match(line):
                yield _printed(begun, lines, entries, sender, ended=True)
                lines, entries, begun, sender = [], [], 0, ""
                continue
            lines.append(line)
            if line.startswith(":61:"):
                entries.append(number)
            if len(lines) > _MOST_LINES:
                detail = f"a statement has over {_MOST_LINES:,} lines: this is no such file"
                raise FaultyInput([Fault(path.name, begun, detail)])
    if begun:
        yield _printed(begun, lines, entries, sender, ended=False)
    if not found:
        raise FaultyInput([Fault(path.name, 1, "holds no statement: no line begins with :20:")])


def _printed(
    line: int, lines: list[str], entries: list[int], sender: str, *, ended: bool
) -> Printed:
    tags = [found[0] for one in lines if (found := _TAG.match(one))]
    closing = any(tag in {":62F:", ":62M:", ":90C:", ":90D:"} for tag in tags)
    return Printed(line, "".join(lines), tuple(entries), sender, whole=ended or closing)
