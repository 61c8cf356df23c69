"""Writing FollowTheMoney: nodes and edges out, with what their claims say folded in as words.

FollowTheMoney has no place for standing. So each entity carries it in words, in `notes` (things)
or `description` (links): who says it, how far it stands, who denies it. An accusation goes out
as an `UnknownLink` whose role names its rung; no property of it reads as a fact.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from graph.store import Reader, Table, View
from loaders.followthemoney.links import link, sanction
from loaders.followthemoney.told import conflicts, dated, standing

__all__ = ["entities", "everything"]

_AT_ONCE = 500
_SCHEMA = {
    "Party": "LegalEntity", "Person": "Person", "Company": "Company",
    "Organization": "Organization",
    "PublicBody": "PublicBody", "Court": "PublicBody", "BankAccount": "BankAccount",
    "Asset": "Asset", "RealEstate": "RealEstate", "Security": "Security", "Vehicle": "Vehicle",
    "CourtCase": "CourtCase", "Event": "Event", "Address": "Address",
}  # fmt: skip
_NAMES = {"name": "name", "alias": "alias", "former": "previousName", "weak": "weakAlias"}
_NUMBERS = {"lei": "leiCode", "imo": "imoNumber", "iban": "iban", "docket": "caseNumber",
            "isin": "isin", "inn": "innCode", "ogrn": "ogrnCode",
            "registration": "registrationNumber", "company": "registrationNumber"}  # fmt: skip
_HOLDS_NUMBER = {
    "Company": {"leiCode", "innCode", "ogrnCode", "registrationNumber"},
    "Organization": {"leiCode", "innCode", "ogrnCode", "registrationNumber"},
    "PublicBody": {"leiCode", "innCode", "ogrnCode", "registrationNumber"},
    "BankAccount": {"iban"}, "CourtCase": {"caseNumber"}, "Security": {"isin"},
}  # fmt: skip
_DATES = {
    "birth": "birthDate", "death": "deathDate", "founded": "incorporationDate",
    "dissolved": "dissolutionDate", "opened": "fileDate", "closed": "closeDate", "date": "date",
}  # fmt: skip
_TOPICS = {"bank": "fin.bank"}

Entity = dict[str, Any]


def everything(reader: Reader) -> Iterator[Entity]:
    """All nodes and edges of a store."""
    names = {view["id"]: view["names"][0]["text"] for _, view in reader.scan("node")}
    return entities(_views(reader, "node"), _views(reader, "edge"), names=names)


def entities(
    nodes: Iterable[View],
    edges: Iterable[View],
    left: "Counter[str] | None" = None,
    names: dict[str, str] | None = None,
) -> Iterator[Entity]:
    """FollowTheMoney entities: things first, then the links between them.

    Args:
        nodes: With their readings.
        edges: With their readings, and on conduct with their `sentence`, if it is at hand.
        left: Counts by kind what has no schema there, or ends at such a thing.
        names: Of the parties who say something, by id; whom it does not name, and no node
            before, is called by the id. The names of the nodes are entered.

    Returns:
        Dictionaries with `id`, `schema` and `properties`, as one line each of a `.ftm.json`.
    """
    left = Counter() if left is None else left
    things: dict[str, str] = {}
    names = {} if names is None else names
    for node in nodes:
        names[node["id"]] = node["names"][0]["text"]
        # What is refuted is shown on its own page alone.
        if node["kind"] in _SCHEMA and not _refuted(node):
            things[node["id"]] = node["kind"]
            yield _thing(node, names)
        elif node["kind"] != "SanctionProgram":
            left[node["kind"]] += 1
    for edge in edges:
        if _refuted(edge) or edge["source"] not in things:
            left[edge["kind"]] += 1
        elif edge["kind"] == "Designation":
            yield sanction(edge, names)
        elif edge["target"] in things:
            yield link(edge, things, names)
        else:
            left[edge["kind"]] += 1


def _refuted(record: View) -> bool:
    return bool(record.get("evidence", {}).get("standing") == "refuted")


def _views(reader: Reader, table: Table) -> Iterator[View]:
    ids = (str(view["id"]) for _, view in reader.scan(table))
    while part := list(islice(ids, _AT_ONCE)):
        found = reader.nodes(part) if table == "node" else reader.edges(part)
        yield from (found[one] for one in sorted(found))


def _thing(node: View, names: Mapping[str, str]) -> Entity:
    schema = _SCHEMA[node["kind"]]
    found: dict[str, list[str]] = {"notes": [standing(node, names), *conflicts(node, names)]}
    for name in node["names"]:
        found.setdefault(_NAMES[name.get("kind", "name")], []).append(name["text"])
    # Without a name of its own a thing has no caption there.
    found.setdefault("name", [node["names"][0]["text"]])
    for number in node.get("identifiers", ()):
        prop = _NUMBERS.get(number["scheme"], "")
        if prop in _HOLDS_NUMBER.get(schema, ()):
            found.setdefault(prop, []).append(number["value"])
    if node.get("countries"):
        found["country"] = [code.lower() for code in node["countries"]]
    if node.get("topics"):
        found["topics"] = [str(_TOPICS.get(one, one)) for one in node["topics"]]
    if node.get("summary"):
        found["summary"] = [node["summary"]]
    if node["kind"] == "Address":
        found["full"] = found["name"]
    if node.get("currency") and schema == "BankAccount":
        found["currency"] = [node["currency"]]
    for ours, theirs in _DATES.items():
        dated(node.get(ours), theirs, found, "notes")
    return {"id": node["id"], "schema": schema, "properties": found}
