"""A path as an answer shows it: its hops in order, how far each is established, and the weakest."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from graph.evidence import height
from graph.ontology import Ladder, Rung
from graph.store import View
from graph.traversal import Link
from queries.answers import StandingByLadder
from queries.steps import SimplePath

_TIERS = 4


@dataclass(slots=True)
class ConductAtHop:
    """What somebody says about conduct in a field of a hop: that the money came from an offence.

    It has a standing of its own and never lowers or lifts the hop's.
    """

    field: str
    value: str
    standing: Rung
    contested: bool
    asserted_by: list[str]
    denied_by: list[str]


@dataclass(slots=True)
class Hop:
    """One step of a path, from `source` to `target` in the order of the path.

    Attributes:
        edge: The edge's id.
        source: The node it is left from.
        target: The node it leads to.
        forward: Whether that is the edge's own direction.
        ladder: The ladder of `standing`.
        standing: The edge's rung.
        tier: 0 weak, 1 claimed, 2 recorded, 3 decided.
        contested: Whether somebody denies the edge as a whole.
        contested_fields: Fields with a contested value.
        inferred: Whether it rests on inference alone.
        single_source: Whether one independent source says it, or none.
        bridge: Whether it only joins an account and its holder.
        gap: The declared gap that an inferred identity leaps over.
        conduct: What is said about conduct in fields of the edge.
        repeated_by: Parallel edges that tell of the same money: parts, totals, replaced rows.
            They are no other way.
    """

    edge: str
    source: str
    target: str
    forward: bool
    ladder: Ladder
    standing: Rung
    tier: int
    contested: bool = False
    contested_fields: list[str] = field(default_factory=list)
    inferred: bool = False
    single_source: bool = False
    bridge: bool = False
    gap: str | None = None
    conduct: list[ConductAtHop] = field(default_factory=list)
    repeated_by: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Path:
    """A chain of hops; n hops join n + 1 nodes.

    Attributes:
        id: Of its edges: the same path has the same id in every answer.
        nodes: In order.
        hops: In order.
        length: Number of hops.
        standing: Its weakest hop, on each ladder.
        tiers: How many of its hops lie in tier 0, 1, 2, 3.
        single_source_hops: How many rest on one independent source, or none.
        contested: Whether somebody denies one of its hops, as a whole or in a field.
        inferred: Whether one of its hops rests on inference alone.
        inferred_hops: The edges of those hops.
        bridges: The edges at which it goes over from an account to its holder or back.
    """

    id: str
    nodes: list[str]
    hops: list[Hop]
    length: int
    standing: StandingByLadder
    tiers: list[int]
    single_source_hops: int
    contested: bool
    inferred: bool
    inferred_hops: list[str]
    bridges: list[str]


def path_id(nodes: Iterable[str], edges: Iterable[str]) -> str:
    """An id that the start and the edges of a path decide.

    Example:
        >>> path_id(["a", "b"], ["a-b"])
        'path.72d1c3f0fde9acc3'
    """
    start = next(iter(nodes))
    digest = hashlib.sha256("\0".join([start, *edges]).encode()).hexdigest()
    return f"path.{digest[:16]}"


def show_path(
    path: SimplePath, edges: Mapping[str, View], repeats: Mapping[str, list[str]] | None = None
) -> Path:
    """A found path in the shape of answers.

    Args:
        path: The path.
        edges: Its edges as answers carry them.
        repeats: For each edge the parallel ones that tell of the same money.
    """
    hops = [
        show_hop(link, here, there, edges[link.id], (repeats or {}).get(link.id, []))
        for link, here, there in zip(path.links, path.nodes, path.nodes[1:], strict=False)
    ]
    inferred = [hop.edge for hop in hops if hop.inferred]
    return Path(
        id=path_id(path.nodes, path.ids),
        nodes=list(path.nodes),
        hops=hops,
        length=len(hops),
        standing=weakest((hop.ladder, hop.standing) for hop in hops),
        tiers=[sum(hop.tier == tier for hop in hops) for tier in range(_TIERS)],
        single_source_hops=sum(hop.single_source for hop in hops),
        contested=any(hop.contested or hop.contested_fields for hop in hops),
        inferred=bool(inferred),
        inferred_hops=inferred,
        bridges=[hop.edge for hop in hops if hop.bridge],
    )


def weakest(standings: Iterable[tuple[Ladder, Rung]]) -> StandingByLadder:
    """The lowest rung on each ladder; none where nothing stands on it."""
    lowest: dict[Ladder, Rung] = {}
    for ladder, rung in standings:
        held = lowest.get(ladder)
        if held is None or height(ladder, rung) < height(ladder, held):
            lowest[ladder] = rung
    return StandingByLadder(lowest.get(Ladder.FACT), lowest.get(Ladder.CONDUCT))


def show_hop(link: Link, here: str, there: str, edge: View, repeated_by: Iterable[str] = ()) -> Hop:
    """One step in the shape of answers.

    Args:
        link: The edge.
        here: The node it is left from.
        there: The node it leads to.
        edge: The edge as answers carry it.
        repeated_by: The parallel edges that tell of the same money.
    """
    reading = edge["evidence"]
    return Hop(
        edge=link.id,
        source=here,
        target=there,
        forward=here == link.source,
        ladder=Ladder(reading["ladder"]),
        standing=Rung(reading["standing"]),
        tier=link.tier,
        contested=reading.get("contested", False),
        contested_fields=list(reading.get("contested_fields", ())),
        inferred=bool(link.inferred),
        single_source=link.independent <= 1,
        bridge=link.kind == "AccountHolder",
        gap=edge.get("gap"),
        conduct=[
            ConductAtHop(
                name,
                value["value"],
                Rung(value["standing"]),
                value.get("contested", False),
                list(value.get("asserted_by", ())),
                list(value.get("denied_by", ())),
            )
            for name, found in reading.get("fields", {}).items()
            if found["ladder"] == Ladder.CONDUCT
            for value in found["values"]
        ],
        repeated_by=list(repeated_by),
    )
