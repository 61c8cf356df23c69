"""From ids to what an answer shows: records with their places, words and the standing of it all.

Views go out as the store keeps them, with what only the answer knows put beside: no record is
built or checked again on this path.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any

from graph.ontology import NODE_KINDS, RUNGS, LegalEntity
from graph.store import Reader, View
from graph.traversal import TRAVERSED, Direction, EdgeFilter
from queries.answers import ConductField, EdgeView, Meta, NodeView
from queries.held import held, undated
from queries.wording import NOT_ACCUSED, mentioned, sentence

_HEIGHT: dict[tuple[str, str], int] = {
    (ladder, rung): place for ladder, rungs in RUNGS.items() for place, rung in enumerate(rungs)
}
_PARTIES = frozenset(name for name, kind in NODE_KINDS.items() if issubclass(kind, LegalEntity))
# Kinds whose edges always have something to say about conduct, or about who is whom.
_SPOKEN = frozenset({"Accusation", "Nomineeship", "Designation", "Identity"})
# A listing with a stated reason alleges something too: who is listed is not "not accused".
_ACCUSING = EdgeFilter(
    kinds=frozenset({"Accusation", "Nomineeship", "Designation"}), rungs=TRAVERSED, inferred=True
)


@dataclass(slots=True)
class Picture:
    """Nodes and edges in the order asked for, ready to be shown.

    Attributes:
        captions: The names of all nodes shown and of everybody whom a sentence mentions, by id.
    """

    nodes: list[NodeView]
    edges: list[EdgeView]
    captions: dict[str, str] = field(default_factory=dict)


def assemble(
    reader: Reader,
    nodes: Iterable[str],
    edges: Iterable[str],
    *,
    valid_at: str | None = None,
    route: bool = False,
) -> Picture:
    """What an answer shows of some nodes and edges; each comes once, in the order given.

    Args:
        reader: Where they are.
        nodes: Ids of nodes.
        edges: Ids of edges.
        valid_at: The day that was asked about (YYYY-MM-DD): edges then say whether they held.
        route: Whether it is a way of money: ends of payments whom nobody accuses then say so.

    Complexity:
        O(n + m log m), and a fixed number of reads of the store.
    """
    shown, drawn = list(dict.fromkeys(nodes)), list(dict.fromkeys(edges))
    found = reader.nodes(shown)
    kept = reader.edges(drawn)
    picture = Picture(
        [dict(found[one]) for one in shown if one in found],
        [dict(kept[one]) for one in drawn if one in kept],
    )
    picture.captions.update((one["id"], caption(one)) for one in picture.nodes)
    _place(picture.edges)
    speak(reader, picture.edges, picture.captions)
    if valid_at is not None:
        for edge in picture.edges:
            edge["held"] = held(edge, valid_at)
    if route:
        _clear(reader, picture)
    return picture


def caption(node: View) -> str:
    """The name to show of a node as the wire carries it."""
    return str(node["names"][0]["text"])


def _place(edges: Sequence[EdgeView]) -> None:
    """Number the edges that join the same two nodes, whichever way, by id."""
    pairs: defaultdict[tuple[str, str], list[EdgeView]] = defaultdict(list)
    for edge in edges:
        source, target = edge["source"], edge["target"]
        pairs[(source, target) if source <= target else (target, source)].append(edge)
    for parallel in pairs.values():
        parallel.sort(key=lambda one: str(one["id"]))
        for index, edge in enumerate(parallel):
            edge["parallel_index"], edge["parallel_count"] = index, len(parallel)


def speak(reader: Reader, edges: Iterable[EdgeView], captions: dict[str, str]) -> None:
    """Give each edge that tells of conduct its sentence; fetches the names that are missing.

    Args:
        reader: Where the names are.
        edges: The edges, which are changed.
        captions: Names known already, by id; those fetched are added.
    """
    spoken = [edge for edge in edges if edge["kind"] in _SPOKEN or _has_conduct(edge)]
    if not spoken:
        return
    listings = [edge["id"] for edge in spoken if edge["kind"] == "Designation"]
    lists = {
        about: claim["cites"]
        for about, claims in (reader.claims(listings) if listings else {}).items()
        for claim in reversed(claims)  # so that the first one stays
        if not claim.get("field") and claim.get("stance", "asserts") == "asserts"
    }
    name_all(reader, {ident for edge in spoken for ident in mentioned(edge)}, captions)
    sources = reader.sources(set(lists.values())) if lists else {}
    for edge in spoken:
        told = sentence(edge, captions, sources.get(lists.get(edge["id"], ""), {}).get("read"))
        if told:
            edge["sentence"] = told


def name_all(reader: Reader, parties: Collection[str], captions: dict[str, str]) -> None:
    """Add the captions of parties that are not known yet; who is named in words has none.

    Where nobody is named, a claim is its source's: its title then stands for the asserter.
    """
    unknown = set(parties) - captions.keys()
    captions.update((one, caption(view)) for one, view in reader.nodes(unknown).items())
    if unknown := unknown - captions.keys():
        for ident, source in reader.sources(unknown).items():
            captions[ident] = f"“{source['title']}” ({source['publisher']})"


def _has_conduct(edge: EdgeView) -> bool:
    return any("statements" in one for one in edge["evidence"].get("fields", {}).values())


def _clear(reader: Reader, picture: Picture) -> None:
    """Say of each end of a payment, if so, that no source read accuses it; never stored."""
    ends = {end for edge in picture.edges if edge["kind"] == "Payment"
            for end in (edge["source"], edge["target"])}  # fmt: skip
    clear(reader, [one for one in picture.nodes if one["id"] in ends])


def clear(reader: Reader, nodes: Iterable[NodeView]) -> None:
    """Say of each party, if so, that no source read accuses it; the views are changed."""
    parties = [one for one in nodes if one["kind"] in _PARTIES]
    found, whole = reader.expand([one["id"] for one in parties], Direction.OUT, _ACCUSING)
    accused = {link.source for link in found}
    for party in parties if whole else ():
        if party["id"] not in accused:
            party["not_accused"] = NOT_ACCUSED


def describe(meta: Meta, picture: Picture) -> None:
    """Say in `meta` how far what is shown is established.

    Sets the weakest rung per ladder, whether anything is contested or rests on inference, how
    many edges have no date, and the conduct fields among the edges with the weakest rung of each.
    """
    weigh(meta, picture.edges)
    meta.undated += sum(map(undated, picture.edges))
    fields: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
    for edge in picture.edges:
        for name, one in edge["evidence"].get("fields", {}).items():
            if one["ladder"] == "conduct":
                fields[name].append(one["values"][0])
    meta.conduct_fields += [
        ConductField(
            field=name,
            standing=min(
                (one["standing"] for one in shown), key=lambda rung: _HEIGHT["conduct", rung]
            ),
            edges=len(shown),
            contested=sum(one.get("contested", False) for one in shown),
        )
        for name, shown in sorted(fields.items())
    ]


def weigh(meta: Meta, records: Iterable[View]) -> None:
    """Set the weakest rung on each ladder, and whether anything is contested or inferred."""
    weakest: dict[str, tuple[int, str]] = {}
    for record in records:
        read = record["evidence"]
        meta.contested |= read.get("contested", False) or bool(read.get("contested_fields"))
        meta.inferred |= read.get("inferred", False)
        rung = _HEIGHT[read["ladder"], read["standing"]], read["standing"]
        weakest[read["ladder"]] = min(weakest.get(read["ladder"], rung), rung)
    for ladder, (_, standing) in weakest.items():
        setattr(meta.standing, ladder, standing)
