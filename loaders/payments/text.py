"""Tables as text: how a file is encoded and parted, found out by reading it and always said."""

import codecs
import csv
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from graph.errors import Fault, FaultyInput

_CHUNK = 1 << 16
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"),
         (codecs.BOM_UTF16_BE, "utf-16"))  # fmt: skip
_DELIMITERS = ",;\t|"
_SAMPLE = 50
_MOST_BROKEN = 1000


class Line(NamedTuple):
    """One row: the line it begins on, counted from 1, and its cells."""

    line: int
    cells: list[object]


class Written(NamedTuple):
    """How a text file is written, and how that is known; empty where it goes without saying."""

    value: str
    known: str


def sniff_encoding(path: Path) -> Written:
    """UTF-8 or UTF-16 by its mark, UTF-8 where all of it fits, else Windows-1252.

    Raises:
        FaultyInput: If it is none of them.
    """
    with path.open("rb") as file:
        head = file.read(4)
        for mark, name in _BOMS:
            if head.startswith(mark):
                return Written(
                    name, f"encoding: {name.removesuffix('-sig')} by its byte order mark"
                )
        file.seek(0)
        decoder, line, bad = codecs.getincrementaldecoder("utf-8")(), 1, b""
        while chunk := file.read(_CHUNK):
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError as error:
                line += chunk.count(b"\n", 0, error.start)
                bad = error.object[max(error.start - 12, 0) : error.start + 12]
                break
            line += chunk.count(b"\n")
    if not bad:
        return Written("utf-8", "")
    detail = f"the text is not UTF-8 (line {line})"
    try:
        with path.open(encoding="windows-1252") as file:
            while file.read(_CHUNK):
                pass
    except UnicodeDecodeError:
        detail += " nor Windows-1252: state its `encoding` in the mapping"
        raise FaultyInput([Fault(path.name, line, detail)]) from None
    shown = bad.decode("windows-1252").split("\n")[0].strip()
    known = (
        f"encoding: {detail}, read as windows-1252, such as {shown!r}: state it if that is wrong"
    )
    return Written("windows-1252", known)


def sniff_delimiter(path: Path, encoding: str) -> Written:
    """What parts the cells: the sign that most rows have, and have equally often.

    Raises:
        FaultyInput: If no row has any of the signs.
    """
    if path.suffix.lower() == ".tsv":
        return Written("\t", "")
    with path.open(encoding=encoding, newline="", errors="replace") as file:
        sample = [line for _, line in zip(range(_SAMPLE), file, strict=False)]
    best, score = "", (0, 0)
    for one in _DELIMITERS:
        widths = Counter(len(cells) for cells in csv.reader(sample, delimiter=one) if cells)
        widths.pop(1, None)
        if widths:
            width, rows = max(widths.items(), key=lambda pair: (pair[1], pair[0]))
            score, best = max((score, best), ((rows, width), one))
    if not best:
        detail = "no row is parted by a comma, semicolon, tab or bar: state the `delimiter`"
        raise FaultyInput([Fault(path.name, 1, detail)])
    shown = "tab" if best == "\t" else best
    return Written(best, "" if best == "," else f"delimiter: {shown!r}")


class TextTable:
    """The rows of a CSV or TSV file; a row that is broken does not stop the others."""

    def __init__(self, path: Path, encoding: str | None, delimiter: str | None) -> None:
        """Find out what is not stated."""
        self.path = path
        self.notes: list[str] = []
        found = Written(encoding, "") if encoding else sniff_encoding(path)
        self.encoding = found.value
        parted = Written(delimiter, "") if delimiter else sniff_delimiter(path, self.encoding)
        self.delimiter = "\t" if parted.value in {"tab", "\\t"} else parted.value
        self.notes += [one for one in (found.known, parted.known) if one]

    def rows(self) -> Iterator[Line | Fault]:
        """Every row that is not empty.

        Raises:
            FaultyInput: If the text is not in its encoding, or no table at all.
        """
        line, broken = 1, 0
        try:
            with self.path.open(encoding=self.encoding, newline="") as file:
                reader = csv.reader(file, delimiter=self.delimiter, strict=True)
                while True:
                    try:
                        for cells in reader:
                            if any(cells):
                                yield Line(line, list(cells))
                            line = reader.line_num + 1
                    except csv.Error as error:
                        # The reader goes on with the next line.
                        yield Fault(self.path.name, line, f"no row: {error}")
                        line, broken = reader.line_num + 1, broken + 1
                        if broken > _MOST_BROKEN:
                            detail = f"over {_MOST_BROKEN:,} rows are broken: this is no such table"
                            raise FaultyInput([Fault(self.path.name, line, detail)]) from error
                        continue
                    return
        except (UnicodeError, LookupError) as error:
            detail = f"is not text in {self.encoding}: {error}"
            raise FaultyInput([Fault(self.path.name, line, detail)]) from error
