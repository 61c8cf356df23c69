"""FollowTheMoney's lines: one JSON object each, checked for the shape that every schema has."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson

from graph.errors import Fault
from loaders.listing.lists import refuse

_MOST_BYTES = 16_000_000
_SCHEMA = re.compile(r"^[A-Za-z]{1,40}$")


@dataclass
class Line:
    """One entity of the file.

    Attributes:
        used: The properties that were looked at; the others are reported.
    """

    file: str
    line: int
    id: str
    schema: str
    datasets: tuple[str, ...]
    properties: dict[str, list[str]]
    used: set[str] = field(default_factory=set)

    def all(self, *names: str) -> list[str]:
        """The different values of properties, in order."""
        self.used.update(names)
        found = (one for name in names for one in self.properties.get(name, ()))
        return list(dict.fromkeys(one for one in found if one))

    def fault(self, detail: str) -> Fault:
        """What is wrong with the entity."""
        return Fault(self.file, self.line, f"{self.schema} {self.id}: {detail}")


def lines(path: Path) -> Iterator[Line | Fault]:
    """The entities in the order of the file, one in memory at a time; a fault for a broken line."""
    with path.open("rb") as file:
        for number, content in enumerate(iter(lambda: file.readline(_MOST_BYTES + 1), b""), 1):
            if len(content) > _MOST_BYTES:
                raise refuse(path, number, f"the line is longer than {_MOST_BYTES:,} bytes")
            if content.strip():
                yield _line(path.name, number, content)


def check_lines(path: Path) -> None:
    """Read to the end, and refuse what is no such file, or ends in the middle of a line.

    Raises:
        FaultyInput: If the first line is broken (another format), or the last (cut off).
    """
    first: Line | Fault | None = None
    last: Line | Fault | None = None
    for last in lines(path):
        first = first or last
    if first is None:
        raise refuse(path, 1, "is empty")
    if isinstance(first, Fault) and first is not last:
        raise refuse(path, first.line, f"{first.detail}: this is no FollowTheMoney JSON")
    if isinstance(last, Fault):
        raise refuse(path, last.line, f"{last.detail}: the file is cut off here")


def _line(file: str, number: int, content: bytes) -> Line | Fault:
    try:
        data: Any = orjson.loads(content)
    except orjson.JSONDecodeError as error:
        return Fault(file, number, f"no JSON: {error}")
    if not isinstance(data, dict):
        return Fault(file, number, "an object with `id`, `schema` and `properties` is expected")
    ident, schema, properties = data.get("id"), data.get("schema"), data.get("properties")
    if not isinstance(ident, str) or not ident:
        return Fault(file, number, "`id` is missing")
    if not isinstance(schema, str) or not _SCHEMA.match(schema):
        return Fault(file, number, f"{ident}: `schema` is missing")
    if not isinstance(properties, dict) or not all(map(_texts, properties.values())):
        return Fault(file, number, f"{ident}: `properties` holds something else than lists of text")
    datasets = data.get("datasets", ())
    sound = isinstance(datasets, list) and _texts(datasets)
    return Line(file, number, ident, schema, tuple(datasets) if sound else (), properties)


def _texts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)
