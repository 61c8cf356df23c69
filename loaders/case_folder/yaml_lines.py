"""YAML as text with line numbers: every scalar a string, every value knows where it stands.

The parser is PyYAML's, which brings libyaml in its wheels: 15,000 lines take 0.05 s there and
1.1 s in a parser of pure Python (measured on ruamel.yaml's event stream; its round-trip mode
takes 1.9 s). Only its events are used. Nothing is resolved, so the types of YAML 1.1 (`no` as
false, dates, sexagesimals) never come up and the text means what YAML 1.2 says; the characters
that only 1.1 takes for line breaks are refused.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, NamedTuple, TypeAlias

import yaml

from graph.errors import Fault

MOST_BYTES = 20_000_000
LONGEST_LINE = 1_000_000
# A claim's `taken_back` lies five levels down; nothing in a case lies deeper.
DEEPEST = 8
MOST_VALUES = 1_000_000

Tree: TypeAlias = "str | list[Tree] | dict[str, Tree]"
Place = tuple[str | int, ...]

_PARSER = getattr(yaml, "CLoader", yaml.Loader)
_BREAKS_OF_OLD = re.compile("[\x85\u2028\u2029]")
_NOTHING = {"", "~", "null", "Null", "NULL"}


class Located(NamedTuple):
    """A value as read, and the line of each key and item in it, by the way to it."""

    data: Tree
    lines: dict[Place, int]

    def line(self, *place: str | int) -> int:
        """The line of what stands at the place, or of the nearest thing around it."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines[place]


class _Stop(Exception):
    """The rest of the file cannot be read."""


def read_bytes(path: Path, name: str) -> bytes | Fault:
    """The bytes of a file, unless it is too large, not a file, or has a line too long."""
    if not path.is_file():
        return Fault(name, 0, "is not a regular file")
    size = path.stat().st_size
    if size > MOST_BYTES:
        return Fault(name, 0, f"has {size:,} bytes; a file may have {MOST_BYTES:,}")
    content = path.read_bytes()
    start, number = 0, 1
    while start < len(content):
        end = content.find(b"\n", start)
        end = len(content) if end < 0 else end
        if end - start > LONGEST_LINE:
            detail = f"the line has {end - start:,} bytes; a line may have {LONGEST_LINE:,}"
            return Fault(name, number, detail)
        start, number = end + 1, number + 1
    return content


def read_items(
    content: bytes, name: str, root: Literal["list", "mapping"]
) -> tuple[list[Located], list[Fault]]:
    """What a YAML file holds.

    Args:
        content: The file.
        name: What faults call it.
        root: Whether it should hold a list or one mapping.

    Returns:
        The items of the list, or the one mapping; and what is wrong. A file that breaks off in
        a syntax error gives the items before it.
    """
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        return [], [Fault(name, line, "is not UTF-8 text")]
    if found := _BREAKS_OF_OLD.search(text):
        line = text.count("\n", 0, found.start()) + 1
        detail = f"holds the invisible line separator U+{ord(found[0]):04X}; remove it"
        return [], [Fault(name, line, detail)]
    reading = _Reading(name, text)
    try:
        reading.document(root)
    except _Stop:
        pass
    except yaml.YAMLError as error:
        reading.faults.append(_syntax(name, text, error))
    return reading.items, reading.faults


def _syntax(name: str, text: str, error: yaml.YAMLError) -> Fault:
    """What the parser could not make sense of."""
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark:
        said = ", ".join(part for part in (error.context, error.problem) if part)
        hint = ""
        if "mapping values are not allowed" in said:
            hint = " (a text with a colon in it needs quotes)"
        mark = error.problem_mark
        return Fault(name, mark.line + 1, f"is not valid YAML: {said}{hint}", mark.column + 1)
    position = getattr(error, "position", 0)
    line = text.count("\n", 0, position) + 1
    reason = getattr(error, "reason", str(error))
    return Fault(name, line, f"is not valid YAML: {reason}")


class _Reading:
    """One pass over the events of a file."""

    def __init__(self, name: str, text: str) -> None:
        self.name = name
        self.items: list[Located] = []
        self.faults: list[Fault] = []
        self._events: Iterator[yaml.Event] = yaml.parse(text, Loader=_PARSER)
        self._left = MOST_VALUES

    def document(self, root: Literal["list", "mapping"]) -> None:
        """Read the file's one document."""
        event = next(self._events)
        while isinstance(event, yaml.StreamStartEvent | yaml.DocumentStartEvent):
            event = next(self._events)
        if isinstance(event, yaml.StreamEndEvent):  # nothing but comments
            return
        if root == "list" and isinstance(event, yaml.SequenceStartEvent):
            self._refuse_marks(event)
            self._list_items()
        elif root == "mapping" and isinstance(event, yaml.MappingStartEvent):
            self.items.append(self._located(event))
        else:
            wanted = "a list of records, each begun by '- '" if root == "list" else "one mapping"
            self._fault(event, f"the file should hold {wanted}")
            raise _Stop
        next(self._events)  # end of the document
        after = next(self._events)
        if not isinstance(after, yaml.StreamEndEvent):
            self._fault(after, "a second document (`---`) in one file")

    def _list_items(self) -> None:
        for event in self._events:
            if isinstance(event, yaml.SequenceEndEvent):
                return
            self.items.append(self._located(event))

    def _located(self, event: yaml.Event) -> Located:
        lines: dict[Place, int] = {(): _at(event)[0]}
        return Located(self._value(event, (), lines), lines)

    def _value(self, event: yaml.Event, place: Place, lines: dict[Place, int]) -> Tree:
        self._left -= 1
        if self._left < 0:
            self._fault(event, f"the file holds more than {MOST_VALUES:,} values; split it")
            raise _Stop
        self._refuse_marks(event)
        if isinstance(event, yaml.ScalarEvent):
            plain = event.implicit[0]
            if plain and event.value in _NOTHING:
                self._fault(event, _empty(place, event.value))
            return event.value
        if isinstance(event, yaml.AliasEvent):
            return ""
        if len(place) >= DEEPEST:
            self._fault(event, f"lies more than {DEEPEST} levels deep")
            raise _Stop
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list(place, lines)
        return self._mapping(place, lines)

    def _list(self, place: Place, lines: dict[Place, int]) -> list[Tree]:
        found: list[Tree] = []
        for event in self._events:
            if isinstance(event, yaml.SequenceEndEvent):
                break
            here = (*place, len(found))
            lines[here], _ = _at(event)
            found.append(self._value(event, here, lines))
        return found

    def _mapping(self, place: Place, lines: dict[Place, int]) -> dict[str, Tree]:
        found: dict[str, Tree] = {}
        for key in self._events:
            if isinstance(key, yaml.MappingEndEvent):
                break
            if not isinstance(key, yaml.ScalarEvent):
                self._fault(key, "a key must be a word")
                raise _Stop
            self._refuse_marks(key)
            here = (*place, key.value)
            if key.value in found:
                first = lines[here]
                self._fault(key, f"the key {key.value!r} stands twice (first on line {first})")
                self._value(next(self._events), here, {})
                continue
            lines[here], _ = _at(key)
            found[key.value] = self._value(next(self._events), here, lines)
        return found

    def _refuse_marks(self, event: yaml.Event) -> None:
        """Anchors, aliases and tags: what YAML has beyond text, lists and mappings."""
        anchor, tag = getattr(event, "anchor", None), getattr(event, "tag", None)
        if anchor:
            mark = "*" if isinstance(event, yaml.AliasEvent) else "&"
            detail = f"an anchor or alias ({mark}{anchor}): write the value out instead"
            self._fault(event, detail)
        if tag:
            self._fault(event, f"a tag ({tag}): every value is text, write it without")

    def _fault(self, event: yaml.Event, detail: str) -> None:
        line, column = _at(event)
        self.faults.append(Fault(self.name, line, detail, column))


def _at(event: yaml.Event) -> tuple[int, int]:
    """Line and column of an event, both counted from 1."""
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (0, 0)


def _empty(place: Place, text: str) -> str:
    """What to say of a value that YAML takes for nothing."""
    what = repr(place[-1]) if place and isinstance(place[-1], str) else "an item"
    said = f"is {text}" if text else "has no value"
    return f"{what} {said}: leave it out where nothing is known (or quote the word)"
