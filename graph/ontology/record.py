"""The bases of every node and edge, and the registry that everything else is rendered from.

A kind is one class. Declaring it registers it; the stores' rows, the API's tagged union, the
case-file schema, the docs and the page's types all read the registry.
"""

from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, ClassVar, get_args

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from graph.ontology.ladder import Ladder
from graph.ontology.reading import Reading
from graph.ontology.values import Amount, DateInterval, Identifier, Name, Period, Span

# Permanent, ASCII, readable. The first character is a letter or digit, so that an id is never
# taken for an option on the command line.
ID_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9._:-]{0,199}$"

Id = Annotated[str, Field(pattern=ID_PATTERN, examples=["org.prevezon-holdings"])]


class RefersTo:
    """Marks a property that holds the id of another record, so that it can be checked."""


class Claimed:
    """Marks a field that only claims may give: it never stands on the record itself."""

    def __init__(self, ladder: Ladder = Ladder.FACT, *, several: bool = False) -> None:
        """Say on which ladder the field's values stand, and whether it may have several."""
        self.ladder = ladder
        self.several = several


def _one_as_many(value: object) -> object:
    return (value,) if isinstance(value, (str, Mapping)) else value


Ref = Annotated[str, Field(pattern=ID_PATTERN), RefersTo()]
# A single value may be written without brackets.
Refs = Annotated[tuple[Ref, ...], BeforeValidator(_one_as_many), RefersTo()]
Names = Annotated[tuple[Name, ...], BeforeValidator(_one_as_many)]
Identifiers = Annotated[tuple[Identifier, ...], BeforeValidator(_one_as_many)]
Words = Annotated[tuple[str, ...], BeforeValidator(_one_as_many)]

# Fields that answers fill in: no file holds them and no claim gives them.
COMPUTED = frozenset(
    {"evidence", "hidden_neighbors", "not_accused", "held", "parallel_index", "parallel_count",
     "sentence"}
)  # fmt: skip

NODE_KINDS: dict[str, "type[Node]"] = {}
EDGE_KINDS: dict[str, "type[Edge]"] = {}


class Record(BaseModel):
    """What is talked about. A record needs at least one live claim about it as a whole."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    # Each kind declares `kind: Literal["…"] = "…"`; a `kind: str` here would make every one of
    # them an incompatible override.
    ladder: ClassVar[Ladder] = Ladder.FACT
    prefix: ClassVar[str] = ""

    id: Id = Field(description="Permanent id: a short prefix and a slug.")
    formerly: Words = Field((), description="Earlier ids of this record, which still lead to it.")
    evidence: Reading | None = Field(
        None, description="How the record may be read; computed from its claims, never written."
    )

    @classmethod
    def claimed_fields(cls) -> dict[str, Ladder]:
        """The fields that only claims may give, with the ladder of each."""
        return {name: mark.ladder for name, mark in _claimed(cls).items()}

    @classmethod
    def several_of(cls, field: str) -> bool:
        """Whether a field may have several values, so that two of them are no conflict."""
        return field in _claimed(cls) and _claimed(cls)[field].several

    @classmethod
    def ladder_of(cls, field: str | None) -> Ladder:
        """The ladder of a field, or of the record as a whole."""
        if field is None:
            return cls.ladder
        return _claimed(cls)[field].ladder if field in _claimed(cls) else Ladder.FACT

    @classmethod
    def kind_name(cls) -> str:
        """The value of `kind`: the class's own name."""
        return cls.__name__

    def references(self) -> dict[str, tuple[str, ...]]:
        """The other records that properties of this one point to, by property."""
        found: dict[str, tuple[str, ...]] = {}
        for name in self.reference_fields():
            value = getattr(self, name)
            ids = value if isinstance(value, tuple) else (value,) if value else ()
            if ids:
                found[name] = ids
        return found

    @classmethod
    def reference_fields(cls) -> tuple[str, ...]:
        """The fields whose values are ids of other records."""
        return tuple(
            name
            for name, info in cls.model_fields.items()
            if any(isinstance(mark, RefersTo) for mark in _marks(info.annotation, info.metadata))
        )


@cache
def _claimed(kind: type[Record]) -> Mapping[str, Claimed]:
    """The fields of a kind that only claims may give: asked for at every claim that is read."""
    return {
        name: mark
        for name, info in kind.model_fields.items()
        for mark in info.metadata
        if isinstance(mark, Claimed)
    }


def _marks(annotation: object, metadata: list[Any]) -> list[Any]:
    """The marks of a field, also those inside `Ref | None`."""
    inner = [mark for part in get_args(annotation) for mark in getattr(part, "__metadata__", ())]
    return [*metadata, *inner]


class Node(Record):
    """A thing that can be linked to others. Every node kind descends from `Entity`."""

    label: ClassVar[str] = ""
    # A connector joins people by accident (a shared programme, a country): it is an end of a
    # path, never its middle, unless asked for.
    connector: ClassVar[bool] = False

    names: Names = Field(min_length=1, description="Names, the one to show first.")
    identifiers: Identifiers = Field((), description="Numbers that registers and lists gave.")
    summary: str | None = Field(None, description="One neutral line that tells what it is.")
    hidden_neighbors: int | None = Field(
        None, ge=0, description="In a neighbourhood: links of this node that are not shown."
    )
    not_accused: str | None = Field(
        None, description="On a money path: that no source read accuses this party."
    )

    @classmethod
    def __pydantic_init_subclass__(cls, **_: object) -> None:
        """Register each concrete kind."""
        if "kind" in cls.model_fields:
            NODE_KINDS[cls.__name__] = cls

    @classmethod
    def labels(cls) -> tuple[str, ...]:
        """The labels of a node of this kind, the most general first."""
        found = [base.label for base in reversed(cls.__mro__) if issubclass(base, Node)]
        own = cls.label if "label" in cls.__dict__ else cls.__name__
        return tuple(dict.fromkeys([name for name in found if name] + [own]))

    @property
    def caption(self) -> str:
        """The name to show."""
        return self.names[0].text


class Edge(Record):
    """Something that is said to hold between two nodes, from `source` to `target`."""

    verb: ClassVar[str] = ""
    joins: ClassVar[tuple[tuple[type[Node], ...], tuple[type[Node], ...]]] = ((), ())
    symmetric: ClassVar[bool] = False
    # How much the relation tells about a link between two parties; smaller tells more.
    specificity: ClassVar[int] = 5

    source: Ref = Field(description="Id of the node that the edge starts from.")
    target: Ref = Field(description="Id of the node that the edge ends at.")
    aside: bool = Field(
        default=False,
        description="It belongs to another matter: on its own page, never in links or paths.",
    )
    parallel_index: int | None = Field(None, ge=0, description="Place among parallel edges.")
    parallel_count: int | None = Field(None, ge=1, description="How many run in parallel.")
    held: str | None = Field(None, description="Under `valid_at`: certain, possible, or undated.")
    sentence: str | None = Field(
        None, description="Who says what about conduct, and what is denied, in words."
    )

    @classmethod
    def __pydantic_init_subclass__(cls, **_: object) -> None:
        """Register each concrete kind."""
        if "kind" in cls.model_fields:
            EDGE_KINDS[cls.__name__] = cls

    def span(self) -> Span | None:
        """When the edge may have held and when it surely did; none where it has no date."""
        for name in ("date", "period"):
            value = getattr(self, name, None)
            if isinstance(value, DateInterval | Period):
                return value.span
        return None

    def money(self) -> Amount | None:
        """The amount the edge carries, if any."""
        value = getattr(self, "amount", None)
        return value if isinstance(value, Amount) else None


class OneOf:
    """Turns `Annotated[Edge, OneOf(EDGE_KINDS)]` into a union of all kinds, tagged by `kind`.

    A new kind is one class and no list to extend. The union is read when a model that uses it
    is built, so every kind must be declared inside `graph.ontology`.
    """

    def __init__(self, kinds: Mapping[str, type[Record]]) -> None:
        """Say which registry the union is made of."""
        self.kinds = kinds

    def __get_pydantic_core_schema__(
        self, _source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """The tagged union over the registry as it stands now."""
        choices = {name: handler.generate_schema(kind) for name, kind in self.kinds.items()}
        return core_schema.tagged_union_schema(choices, discriminator="kind")


AnyNode = Annotated[Node, OneOf(NODE_KINDS)]
AnyEdge = Annotated[Edge, OneOf(EDGE_KINDS)]
