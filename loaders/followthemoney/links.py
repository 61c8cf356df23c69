"""Links out: each as exact as it is, an accusation as what it is."""

from collections.abc import Mapping
from typing import Any

from graph.ontology import EDGE_KINDS
from graph.store import View
from loaders.followthemoney.schemata import EDGES
from loaders.followthemoney.told import alleging, conflicts, dated, named, standing

__all__ = ["link", "sanction"]

_BODIES = {"Company", "Organization", "PublicBody", "Court"}
_PARTIES = _BODIES | {"Person"}
_ASSETS = {"Company", "BankAccount", "Asset", "RealEstate", "Security", "Vehicle"}
# Kinds that may stand at each end of a link there; a link between others goes out as unknown.
_LETS = {
    "Ownership": (_PARTIES, _ASSETS), "Directorship": (_PARTIES, _BODIES),
    "Employment": ({"Person"}, _BODIES), "Membership": (_PARTIES, _BODIES),
    "Family": ({"Person"}, {"Person"}), "Associate": ({"Person"}, {"Person"}),
    "Representation": (_PARTIES, _PARTIES), "Succession": (_PARTIES, _PARTIES),
    "Payment": (_PARTIES, _PARTIES), "Obligation": (_PARTIES, _PARTIES),
    "CaseParty": (_PARTIES | _ASSETS, {"CourtCase"}),
}  # fmt: skip
_OURS = {ends.kind: (schema, ends) for schema, ends in EDGES.items()}


def link(edge: View, things: Mapping[str, str], names: Mapping[str, str]) -> dict[str, Any]:
    """An edge between two things, as the schema that may join them, else as an unknown link."""
    kind = edge["kind"]
    schema, ends = _OURS.get(kind, _OURS["UnknownLink"])
    lets = _LETS.get(kind)
    ours = (things[edge["source"]], things[edge["target"]])
    if lets is None or ours[0] not in lets[0] or ours[1] not in lets[1]:
        schema, ends = _OURS["UnknownLink"][0], _OURS["UnknownLink"][1]
    found: dict[str, list[str]] = {
        ends.source: [edge["source"]],
        ends.target: [edge["target"]],
        "description": [standing(edge, names), *conflicts(edge, names)],
    }
    words: str = edge.get("role") or edge.get("relationship") or edge.get("words") or ""
    if schema == "UnknownLink":
        found["role"] = [_role(edge, words)]
    elif kind in {"Family", "Associate"}:
        found["relationship"] = [words] if words else []
    elif words and schema in {"Directorship", "Employment", "Membership", "Representation",
                              "CourtCaseParty"}:  # fmt: skip
        found["role"] = [words]
    if schema == "Ownership" and edge.get("share"):
        share = edge["share"]
        found["percentage"] = [share["min"] if share["min"] == share["max"] else
                               f"{share['min']}-{share['max']}"]  # fmt: skip
    if schema in {"Payment", "Debt"}:
        _money(edge, found)
    period = edge.get("period") or {}
    dated(period.get("start"), "startDate", found, "description")
    dated(period.get("end"), "endDate", found, "description")
    dated(edge.get("date"), "date", found, "description")
    return {
        "id": edge["id"],
        "schema": schema,
        "properties": {name: values for name, values in found.items() if values},
    }


def sanction(edge: View, names: Mapping[str, str]) -> dict[str, Any]:
    """A listing, its reason as what its government alleges."""
    evidence = edge.get("evidence", {})
    found: dict[str, list[str]] = {
        "entity": [edge["source"]],
        "program": [names.get(edge["target"], edge["target"])],
        "authority": [named(one, names) for one in evidence.get("asserted_by", ())],
        "description": [standing(edge, names), *conflicts(edge, names)],
    }
    if edge.get("list_reference"):
        found["authorityId"] = [edge["list_reference"]]
    reason = evidence.get("fields", {}).get("reason", {})
    # Never the bare reason: it would read as what the listed one did.
    found["reason"] = [
        f"{alleging(one, names)}: {one['value']}" for one in reason.get("statements", ())
        if one["stance"] == "asserts" and one.get("value")
    ]  # fmt: skip
    dated(edge.get("listed"), "listingDate", found, "description")
    dated(edge.get("delisted"), "endDate", found, "description")
    properties = {name: values for name, values in found.items() if values}
    return {"id": edge["id"], "schema": "Sanction", "properties": properties}


def _role(edge: View, words: str) -> str:
    """What an unknown link is, and in the same breath how far it stands."""
    evidence = edge.get("evidence", {})
    said = EDGE_KINDS[edge["kind"]].verb.lower().replace("_", " ")
    marks = [str(evidence.get("standing", "asserted")).replace("_", " ")]
    marks += [mark for mark in ("contested", "inferred") if evidence.get(mark)]
    return f"{said}{f' ({words})' if words else ''} [{', '.join(marks)}]"


def _money(edge: View, found: dict[str, list[str]]) -> None:
    amount = edge.get("amount")
    if amount and amount.get("precision", "exact") == "exact" and amount["min"] == amount["max"]:
        found["amount"] = [amount["min"]]
        # A currency that the source does not state has no code there.
        found["currency"] = [] if amount["currency"] == "XXX" else [amount["currency"]]
    elif amount:
        bounds = f"{amount.get('min', '..')} to {amount.get('max', '..')} {amount['currency']}"
        found["description"].append(f"Amount ({amount.get('precision', 'exact')}): {bounds}")
    if edge.get("granularity") == "aggregate":
        found["description"].append("A total, which no sum may count again.")
    if edge.get("purpose"):
        found.setdefault("purpose" if edge["kind"] == "Payment" else "description", []).append(
            edge["purpose"]
        )
