"""The shapes that answers share.

An answer is a dataclass of plain values, so that it goes to bytes once. Records in it are the
dictionaries that the store keeps; `Shape` tells the API's schema what they look like.
"""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Annotated, Any, Literal, Protocol

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema

from graph.evidence import Claim, Gap, Source
from graph.ontology import AnyEdge, AnyNode

if TYPE_CHECKING:  # it takes longer to import than most questions to answer
    import networkx as nx


class Shape:
    """Describes a plain dictionary by the model whose fields it has."""

    def __init__(self, model: object) -> None:
        """Name the model."""
        self.model = model

    def __get_pydantic_core_schema__(
        self, _source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        """The model's own schema."""
        return handler.generate_schema(self.model)


NodeView = Annotated[dict[str, Any], Shape(AnyNode)]
EdgeView = Annotated[dict[str, Any], Shape(AnyEdge)]
ClaimView = Annotated[dict[str, Any], Shape(Claim)]
SourceView = Annotated[dict[str, Any], Shape(Source)]
GapView = Annotated[dict[str, Any], Shape(Gap)]


@dataclass(slots=True)
class Limit:
    """Something that was not looked at: which limit, at what, and how to go past it."""

    limit: str
    detail: str
    at: str | None = None


@dataclass(slots=True)
class StandingByLadder:
    """The weakest rung of what is shown, on each ladder; none where nothing is on it."""

    fact: str | None = None
    conduct: str | None = None


@dataclass(slots=True)
class ConductField:
    """A field about conduct among what is shown: its weakest rung and on how many edges."""

    field: str
    standing: str
    edges: int
    contested: int


@dataclass(slots=True)
class Meta:
    """How an answer came about and what it leaves out."""

    snapshot: str = ""
    took_ms: float = 0.0
    truncated: bool = False
    limits_hit: list[Limit] = field(default_factory=list)
    standing: StandingByLadder = field(default_factory=StandingByLadder)
    conduct_fields: list[ConductField] = field(default_factory=list)
    contested: bool = False
    inferred: bool = False
    undated: int = 0
    ceiling: str = "public"
    warnings: list[str] = field(default_factory=list)


class Answered(Protocol):
    """What every answer has."""

    meta: Meta


@dataclass(slots=True)
class Total:
    """How many results there are; `gte` where counting stopped."""

    value: int
    relation: Literal["eq", "gte"] = "eq"


@dataclass(slots=True)
class GraphAnswer:
    """Nodes and edges to draw."""

    nodes: list[NodeView]
    edges: list[EdgeView]
    meta: Meta = field(default_factory=Meta)

    def to_networkx(self) -> "nx.MultiDiGraph[str]":
        """The answer as a networkx graph: node ids, edge ids as keys, records as attributes."""
        import networkx as nx

        G: nx.MultiDiGraph[str] = nx.MultiDiGraph()
        for node in self.nodes:
            G.add_node(node["id"], **node)
        for edge in self.edges:
            G.add_edge(edge["source"], edge["target"], key=edge["id"], **edge)
        return G
