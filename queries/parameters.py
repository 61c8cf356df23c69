"""The parameters that several questions share, and what they mean to a store.

A question takes what it needs: `Filters` says which edges count, `Directed` which way they are
followed, `Passing` which nodes a path may pass through, `Page` which part of a list is wanted.
"""

from collections.abc import Collection, Mapping
from datetime import date
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, Field, GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from graph.errors import Moved, NotFound
from graph.evidence import codes_from
from graph.ontology import EDGE_KINDS, NODE_KINDS, DateInterval, Record, Rung
from graph.store import Reader, View
from graph.traversal import TRAVERSED, Direction, EdgeFilter, Passage
from queries.question import EntityRef

# Nothing in a store is older: ISO 8601 dates have four digits, so the year 1 is the first.
_BEGINNING = DateInterval.model_validate("0001-01-01").first

CONNECTORS = frozenset(name for name, kind in NODE_KINDS.items() if kind.connector)
SYMMETRIC = frozenset(name for name, kind in EDGE_KINDS.items() if kind.symmetric)


class KindOf:
    """A name out of a registry of kinds; a wrong one is refused with the list of right ones."""

    def __init__(self, kinds: Mapping[str, type[Record]]) -> None:
        """Say which registry the name is from."""
        self.kinds = kinds

    def __get_pydantic_core_schema__(
        self, _source: object, _handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """One of the names as they stand now."""
        return core_schema.literal_schema(sorted(self.kinds))


def _day(text: str) -> str:
    try:
        date.fromisoformat(text)
    except ValueError as error:
        msg = f"{text!r} is not a day: {error}; write YYYY-MM-DD"
        raise ValueError(msg) from None
    return text


EdgeKind = Annotated[str, KindOf(EDGE_KINDS)]
NodeKind = Annotated[str, KindOf(NODE_KINDS)]
ConnectorKind = Annotated[
    str, KindOf({name: kind for name, kind in NODE_KINDS.items() if kind.connector})
]
Day = Annotated[str, Field(pattern=r"^\d{4}-\d{2}-\d{2}$"), AfterValidator(_day)]
# An entity that may be named by its id, or on the command line by a name that fits only one.
Entity = Annotated[str, Field(min_length=1, max_length=200), EntityRef()]


class Filters(BaseModel):
    """Which edges a question looks at."""

    kind: tuple[EdgeKind, ...] = Field(
        (),
        description="Follow these kinds of edges only; none: all kinds.",
        examples=[["Payment"]],
    )
    min_standing: Rung | None = Field(
        None,
        description="Leave out edges that stand lower. The rung binds on its own ladder by rung, "
        "on the other by tier. Refuted edges, and those that are only denied, never count.",
        examples=["documented"],
    )
    contested: Literal["any", "record", "field"] | None = Field(
        None,
        description="Keep only edges that somebody contests: the record as a whole, one of its "
        "fields, or either (any).",
        examples=["record"],
    )
    inferred: bool = Field(
        default=False,
        description="Also follow edges that rest on inference alone, exempt from `min_standing` "
        "and marked in the answer; hypotheses of identity then join both ways, whatever `kind` "
        "and `direction` ask.",
        examples=[True],
    )
    valid_at: Day | None = Field(
        None,
        description="Keep what may have held on this day; each edge is marked certain or possible.",
        examples=["2008-02-15"],
    )
    after: Day | None = Field(
        None, description="Keep what may have held on this day or later.", examples=["2007-12-24"]
    )
    before: Day | None = Field(
        None, description="Keep what may have held on this day or earlier.", examples=["2008-06-24"]
    )
    undated: Literal["include", "exclude"] = Field(
        "include",
        description="What becomes of edges with no date; `meta.undated` counts those kept.",
        examples=["exclude"],
    )

    def edge_filter(self, *, bridge: bool = False, inferred: bool | None = None) -> EdgeFilter:
        """What the store is asked for.

        Args:
            bridge: Whether an account and its holder join both ways wherever payments are
                followed, so that money paid to the one goes on from the other.
            inferred: Instead of the parameter of that name.
        """
        inferred = self.inferred if inferred is None else inferred
        kinds = frozenset(self.kind) or None
        followed = kinds or frozenset(EDGE_KINDS)
        both_ways = SYMMETRIC & followed
        if inferred:
            both_ways |= {"Identity"}
        if bridge and "Payment" in followed:
            both_ways |= {"AccountHolder"}
        after, before = self._window()
        return EdgeFilter(
            kinds=kinds,
            both_ways=both_ways,
            rungs=rungs_from(self.min_standing),
            inferred=inferred,
            contested=self.contested,
            after=after,
            before=before,
            undated=self.undated == "include",
        )

    def _window(self) -> tuple[int | None, int | None]:
        """The moments that an edge may not end before and not begin behind.

        A day counts whole: `before` a day lets through what began in its last millisecond.
        """
        starts = [_moments(day)[0] for day in (self.after, self.valid_at) if day]
        ends = [_moments(day)[1] for day in (self.before, self.valid_at) if day]
        if self.undated == "exclude" and not starts and not ends and _BEGINNING is not None:
            # Every date passes this; what has none does not.
            starts = [_BEGINNING]
        return max(starts, default=None), min(ends, default=None)


def rungs_from(least: Rung | None) -> frozenset[int]:
    """The codes of the rungs that are followed, from a least one on."""
    return TRAVERSED if least is None else codes_from(least) & TRAVERSED


def window(after: str | None, before: str | None) -> tuple[int | None, int | None]:
    """The first moment of a day and the last of another, each whole; none where none is given."""
    return (
        None if after is None else _moments(after)[0],
        None if before is None else _moments(before)[1],
    )


def _moments(day: str) -> tuple[int, int]:
    span = DateInterval.model_validate(day)
    if span.first is None or span.last is None:  # pragma: no cover - a day has both ends
        raise ValueError(day)
    return span.first, span.last


class Directed(BaseModel):
    """Which way edges are followed."""

    direction: Direction = Field(
        Direction.ANY,
        description="Follow edges from source to target (out), the other way (in), or both (any). "
        "Symmetric kinds are always followed both ways.",
        examples=["out"],
    )


class Avoiding(BaseModel):
    """Which parties may not be passed, by name or for the number of their links."""

    avoid: tuple[Entity, ...] = Field(
        (),
        max_length=1000,
        description="Leave these entities out altogether.",
        examples=[["org.ubs"]],
    )
    hub_limit: int = Field(
        1000,
        ge=0,
        description="Do not pass through a node with more links than this, counted over all "
        "stored edges, both ways; 0: pass through all.",
        examples=[1000],
    )


class Passing(Avoiding):
    """Which nodes a path may pass through; its own ends are exempt."""

    pass_through: tuple[ConnectorKind, ...] = Field(
        (),
        description="Connectors join parties by accident and are never passed through; let these "
        "kinds of them be passed.",
        examples=[["CourtCase"]],
    )

    def passage(self, shut: Collection[str] = ()) -> Passage:
        """What the store is told about passing; `shut` are further nodes never passed."""
        return Passage(
            closed_kinds=CONNECTORS - frozenset(self.pass_through),
            hub_limit=self.hub_limit or None,
            avoid=frozenset(self.avoid) | frozenset(shut),
        )


class Page(BaseModel):
    """Which part of a list is wanted. Its order is fixed before it is cut."""

    limit: int = Field(50, ge=1, le=1000, description="How many results at most.", examples=[50])
    offset: int = Field(
        0, ge=0, le=100_000, description="How many results to leave out first.", examples=[0]
    )


def present(reader: Reader, ids: Collection[str]) -> dict[str, View]:
    """The nodes with these ids, all of them.

    Raises:
        Moved: If an editor renamed one.
        NotFound: If there is none.
    """
    found = reader.nodes(ids)
    for one in ids:
        if one not in found:
            new = reader.moved(one)
            if new is not None:
                raise Moved(one, new)
            raise NotFound("entity", one)
    return found
