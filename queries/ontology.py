"""The ontology as an answer: what a legend, a form or a caption needs to know of each kind."""

from dataclasses import dataclass, field
from functools import cache
from inspect import cleandoc
from typing import Any, ClassVar

from graph.evidence import RUNG_OF, TIER, ClaimKind, claimable
from graph.ontology import EDGE_KINDS, NODE_KINDS, RUNGS, Edge, Node, Record
from graph.store import Reader
from queries.answers import Meta
from queries.question import Question


@dataclass(slots=True)
class FieldOf:
    """A field of a kind.

    Attributes:
        ladder: The ladder that its values stand on.
        claimed: Whether claims alone give it a value.
        claimable: Whether a claim may give it a value of its own.
    """

    name: str
    description: str
    required: bool
    ladder: str
    claimed: bool
    claimable: bool


@dataclass(slots=True)
class KindOfNode:
    """A kind of node.

    Attributes:
        labels: Most general first.
        connector: Whether it joins by accident: an end of a path, never its middle.
    """

    kind: str
    description: str
    prefix: str
    labels: list[str]
    connector: bool
    fields: list[FieldOf]


@dataclass(slots=True)
class KindOfEdge:
    """A kind of edge.

    Attributes:
        joins: The kinds that it may start from and end at, abstract ones included.
        ladder: fact or conduct.
        specificity: How little the relation tells about a link, 1 to 5.
    """

    kind: str
    description: str
    prefix: str
    verb: str
    source: list[str]
    target: list[str]
    ladder: str
    symmetric: bool
    specificity: int
    fields: list[FieldOf]


@dataclass(slots=True)
class RungOf:
    """A rung of a ladder, the lowest first, with its tier and the claims that reach it."""

    rung: str
    tier: int
    claims: list[str]


@dataclass(slots=True)
class OntologyAnswer:
    """Every kind, and the two ladders."""

    nodes: list[KindOfNode]
    edges: list[KindOfEdge]
    ladders: dict[str, list[RungOf]]
    meta: Meta = field(default_factory=Meta)


class Ontology(Question[OntologyAnswer]):
    """Describe every kind of node and edge, their fields, and the rungs a record can stand on."""

    route: ClassVar[str] = "/ontology"
    command: ClassVar[str] = "ontology"

    def answer(self, reader: Reader) -> OntologyAnswer:  # noqa: ARG002 - the same for every store
        """The registry, rendered."""
        return OntologyAnswer(_nodes(), _edges(), _ladders())


@cache
def _nodes() -> list[KindOfNode]:
    return [
        KindOfNode(
            name, _prose(kind), kind.prefix, list(kind.labels()), kind.connector,
            _fields(kind, Node),
        )
        for name, kind in NODE_KINDS.items()
    ]  # fmt: skip


@cache
def _edges() -> list[KindOfEdge]:
    return [
        KindOfEdge(
            kind=name,
            description=_prose(kind),
            prefix=kind.prefix,
            verb=kind.verb,
            source=[one.labels()[-1] for one in kind.joins[0]],
            target=[one.labels()[-1] for one in kind.joins[1]],
            ladder=kind.ladder,
            symmetric=kind.symmetric,
            specificity=kind.specificity,
            fields=_fields(kind, Edge),
        )
        for name, kind in EDGE_KINDS.items()
    ]


@cache
def _ladders() -> dict[str, list[RungOf]]:
    return {
        str(ladder): [
            RungOf(rung, TIER[rung], [str(one) for one in ClaimKind
                                      if RUNG_OF.get((ladder, one)) is rung])
            for rung in rungs
        ]
        for ladder, rungs in RUNGS.items()
    }  # fmt: skip


def _fields(kind: type[Record], base: type[Record]) -> list[FieldOf]:
    """The fields that the kind has beyond those of every node or edge."""
    claimed = kind.claimed_fields()
    given = claimable(kind)
    return [
        FieldOf(
            name=name,
            description=info.description or "",
            required=info.is_required(),
            ladder=kind.ladder_of(name),
            claimed=name in claimed,
            claimable=name in given,
        )
        for name, info in kind.model_fields.items()
        if name not in base.model_fields and name != "kind"
    ]


def _prose(kind: type[Any]) -> str:
    return " ".join(cleandoc(kind.__doc__ or "").split())
