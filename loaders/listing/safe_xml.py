"""XML read record by record, in bounded memory, with the line of each element.

No document type is let in, so no entity can expand or reach out; a record beyond the caps is
refused. A file that is cut off is found out by `check_whole` before anything of it is used.
"""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO
from xml.parsers import expat

from graph.errors import Fault, FaultyInput

_CHUNK = 1 << 16
_MOST_ELEMENTS = 200_000
_MOST_LETTERS = 20_000_000
_MOST_DEPTH = 50


@dataclass(slots=True)
class Element:
    """One element: its name without a namespace, the line it begins on, text and children."""

    tag: str
    line: int
    text: str = ""
    children: list["Element"] = field(default_factory=list)
    attributes: Mapping[str, str] = field(default_factory=dict)

    def all(self, path: str) -> list["Element"]:
        """The elements at a path of names such as `akaList/aka`, in order."""
        found: list[Element] = [self]
        for name in path.split("/"):
            found = [child for one in found for child in one.children if child.tag == name]
        return found

    def first(self, *paths: str) -> str:
        """The text of the first element at the first path that has any; empty without one."""
        for path in paths:
            for one in self.all(path):
                if one.text:
                    return one.text
        return ""


def records(path: Path, root: Collection[str], inside: Collection[str] = ()) -> Iterator[Element]:
    """The children of the root element, each complete, in order.

    Args:
        path: The file.
        root: What the root element may be called.
        inside: The children of elements of these names instead, however deep they lie.

    Raises:
        FaultyInput: If the file is no well-formed XML, ends too early, has a document type,
            another root, or a record beyond the caps; with the line.
    """
    building = _Building(path.name, root, inside)
    with path.open("rb") as file:
        for chunk in _chunks(file):
            building.feed(chunk)
            yield from building.taken()
        building.feed(b"", last=True)
        yield from building.taken()


def check_whole(path: Path, root: Collection[str]) -> dict[str, int]:
    """Read a file to its end and keep nothing: how many children of each name its root has.

    Raises:
        FaultyInput: As `records`.
    """
    counts: dict[str, int] = {}
    for one in records(path, root):
        counts[one.tag] = counts.get(one.tag, 0) + 1
    return counts


def _chunks(file: BinaryIO) -> Iterator[bytes]:
    return iter(lambda: file.read(_CHUNK), b"")


class _Building:
    """Elements in the making, of one file."""

    def __init__(self, name: str, root: Collection[str], inside: Collection[str]) -> None:
        self._name = name
        self._root = root
        self._inside = inside
        # The names of the elements around a record.
        self._around: list[str] = []
        self._open: list[Element] = []
        self._texts: list[list[str]] = []
        self._depth = 0
        self._elements = 0
        self._letters = 0
        self._done: list[Element] = []
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartDoctypeDeclHandler = self._doctype
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._characters

    def feed(self, chunk: bytes, *, last: bool = False) -> None:
        try:
            self._parser.Parse(chunk, last)
        except expat.ExpatError as error:
            detail = f"no well-formed XML: {expat.ErrorString(error.code)}"
            if last:
                detail += "; the file is cut off here"
            raise self._refusal(detail, error.lineno) from error

    def taken(self) -> list[Element]:
        done, self._done = self._done, []
        return done

    def _refusal(self, detail: str, line: int | None = None) -> FaultyInput:
        line = self._parser.CurrentLineNumber if line is None else line
        return FaultyInput([Fault(self._name, line, detail)])

    def _doctype(self, *_: object) -> None:
        raise self._refusal("has a document type (DOCTYPE), which no list needs")

    def _start(self, name: str, attributes: Mapping[str, str]) -> None:
        tag = name.rpartition(" ")[2]
        self._depth += 1
        if self._depth == 1:
            if tag not in self._root:
                wanted = " or ".join(self._root)
                raise self._refusal(f"begins with <{tag}>, where <{wanted}> is expected")
            self._around.append(tag)
            return
        if not self._open and self._inside and self._around[-1] not in self._inside:
            if self._depth > _MOST_DEPTH:
                raise self._refusal("has deeper elements than any list prints")
            self._around.append(tag)
            return
        self._elements += 1
        if self._elements > _MOST_ELEMENTS or self._depth > _MOST_DEPTH:
            raise self._refusal("a record has more or deeper elements than any list prints")
        self._open.append(Element(tag, self._parser.CurrentLineNumber, attributes=attributes))
        self._texts.append([])

    def _characters(self, text: str) -> None:
        if not self._texts:
            return
        self._letters += len(text)
        if self._letters > _MOST_LETTERS:
            raise self._refusal("a record is longer than any list prints")
        self._texts[-1].append(text)

    def _end(self, _: str) -> None:
        self._depth -= 1
        if not self._open:
            self._around.pop()
            return
        element = self._open.pop()
        element.text = " ".join("".join(self._texts.pop()).split())
        if self._open:
            self._open[-1].children.append(element)
        else:
            self._done.append(element)
            self._elements = self._letters = 0
