"""CSV as `neo4j-admin database import full` reads it: typed columns, one file for each shape.

Texts are always quoted and what is missing never is, so that an empty text stays a text; a quote
is doubled, and everything else, line breaks among it, stands as it is. Nothing can be escaped in
a list: so its elements are parted by a character that Unicode keeps out of all text.
"""

from collections.abc import Collection, Iterable, Sequence
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Final, NamedTuple, TextIO

from graph.errors import BadRequest
from graph.stores.neo4j.properties import Properties, Value

# One of the 66 noncharacters, "for internal use" (The Unicode Standard, section 23.7).
BETWEEN: Final = "\ufdd0"
OPTIONS: Final = (
    f"--array-delimiter=U+{ord(BETWEEN):04X}",
    "--multiline-fields=true",
    # Whatever does not fit is a fault of ours, so it ends the import.
    "--bad-tolerance=0",
)


class Column(NamedTuple):
    """A property, and its type as a header names it."""

    name: str
    type: str


Joined = tuple[str, str, Properties]


class AdminFiles:
    """The files of one export, written as they come.

    A file begins with its columns. Where a record has a property that none of them holds,
    another file is begun with more columns: so nothing is kept in memory or read twice.
    """

    def __init__(self, folder: Path, stack: ExitStack) -> None:
        """Write into a folder; the stack closes the files.

        Raises:
            BadRequest: If the folder is not empty, or has a comma in its name, which parts files
                in what the import is told.
        """
        if "," in str(folder.resolve()):
            raise BadRequest("folder", f"{folder} has a comma in its name; choose another")
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise BadRequest("folder", f"{folder} is not an empty folder; name a new one")
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder.resolve()
        self._stack = stack
        self._open: dict[str, tuple[list[Column], TextIO]] = {}
        self._arguments: list[str] = []

    def arguments(self) -> list[str]:
        """What the import is told: the options, then each file with its labels or its type."""
        return [*OPTIONS, *self._arguments]

    def nodes(self, labels: str, rows: Sequence[Properties], space: str = "") -> None:
        """Write nodes.

        Args:
            labels: Theirs, as in `Entity:LegalEntity:Company`.
            rows: Their properties.
            space: Among which nodes their `id` is looked up where a relationship ends; none for
                nodes that none ends at.
        """
        if not rows:
            return
        columns, file = self._file("nodes", labels, rows, f"id:ID({space})" if space else "")
        for row in rows:
            lead = [_text(str(row["id"]))] if space else []
            rest = [one for one in columns if not (space and one.name == "id")]
            file.write(_line(lead, rest, row))

    def relationships(self, type_: str, rows: Sequence[Joined], spaces: tuple[str, str]) -> None:
        """Write relationships, each with the ids that it starts and ends at.

        Args:
            type_: Theirs.
            rows: Start, end and properties of each.
            spaces: Among which nodes the start is looked up, and the end.
        """
        if not rows:
            return
        start, end = spaces
        columns, file = self._file(
            "relationships", type_, [row for *_, row in rows], f":START_ID({start}),:END_ID({end})"
        )
        for source, target, row in rows:
            file.write(_line([_text(source), _text(target)], columns, row))

    def _file(
        self, what: str, name: str, rows: Collection[Properties], lead: str
    ) -> tuple[list[Column], TextIO]:
        """The columns and the file of a shape, begun anew where a column is missing."""
        columns, file = self._open.get(name, ([], None))
        wanted = dict.fromkeys(columns)
        wanted.update(dict.fromkeys(_columns(rows)))
        if file is None or len(wanted) > len(columns):
            if file is not None:
                file.close()
            number = sum(one.startswith(f"--{what}={name}=") for one in self._arguments) + 1
            path = self.folder / f"{what}-{name.replace(':', '-')}-{number}.csv"
            columns = list(wanted)
            file = self._stack.enter_context(path.open("w", encoding="utf-8", newline="\n"))
            header = [lead] if lead else []
            shown = [one for one in columns if not (lead.startswith("id:ID") and one.name == "id")]
            file.write(",".join([*header, *(f"{one.name}:{one.type}" for one in shown)]) + "\n")
            self._open[name] = columns, file
            self._arguments.append(f"--{what}={name}={path}")
        return columns, file


def _columns(rows: Iterable[Properties]) -> Iterable[Column]:
    for row in rows:
        for name, value in row.items():
            yield Column(name, _type(value))


def _type(value: Value) -> str:
    # In this order, since a bool is an int.
    for kind, name in (
        (bool, "boolean"), (str, "string"), (int, "long"), (float, "double"), (date, "date"),
    ):  # fmt: skip
        if isinstance(value, kind):
            return name
    return "string[]"


def _line(lead: list[str], columns: list[Column], row: Properties) -> str:
    cells = [_cell(row[one.name]) if one.name in row else "" for one in columns]
    return ",".join([*lead, *cells]) + "\n"


def _cell(value: Value) -> str:
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        for one in value:
            if BETWEEN in one:
                raise BadRequest("store", f"{one!r} holds U+FDD0, which the import parts lists by")
        return _text(BETWEEN.join(value))
    return value.isoformat() if isinstance(value, date) else str(value)


def _text(value: str) -> str:
    return '"' + value.replace('"', '""') + '"'
