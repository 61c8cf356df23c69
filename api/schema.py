"""The OpenAPI document: what FastAPI makes of the routes, and what it leaves out."""

from functools import cache
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi

from api.problems import Problem
from graph.ontology import EDGE_KINDS, NODE_KINDS

DESCRIPTION = """\
Who is connected to whom, on what evidence, and where the money went.

Every edge and every path carries its *standing*: how far it is established, by whom it is said
and by whom it is denied. An allegation is never shown without its asserter and the denial, or
without saying that no statement was found in the sources read. Amounts are decimal strings,
dates are intervals. An answer that was cut says so in `meta`.
"""

_REF = "#/components/schemas/"


def document(app: FastAPI) -> None:
    """Let the app describe itself at `/openapi.json`."""

    @cache
    def openapi() -> dict[str, Any]:
        made = get_openapi(
            title=app.title,
            version=app.version,
            summary=app.summary,
            description=app.description,
            routes=app.routes,
        )
        for path in made["paths"].values():
            for operation in path.values():
                for parameter in operation.get("parameters", ()):
                    _show_example(parameter)
        unions: dict[str, Any] = {}
        made = _named(made, unions)
        problem = Problem.model_json_schema(ref_template=_REF + "{model}")
        schemas = made.setdefault("components", {}).setdefault("schemas", {})
        schemas |= {**unions, **problem.pop("$defs"), "Problem": problem}
        return made  # type: ignore[no-any-return]

    app.openapi = openapi  # type: ignore[method-assign]


def _show_example(parameter: dict[str, Any]) -> None:
    """Where OpenAPI's readers look for it; the schema's own `examples` is a list."""
    examples = parameter["schema"].get("examples")
    if examples:
        parameter.setdefault("example", examples[0])


def _named(part: Any, unions: dict[str, Any]) -> Any:  # noqa: ANN401 - any JSON
    """The union of all kinds by a name, so that readers make one type of it and not dozens."""
    if isinstance(part, list):
        return [_named(one, unions) for one in part]
    if not isinstance(part, dict):
        return part
    kinds = part.get("discriminator", {}).get("mapping", {}).keys() if "oneOf" in part else None
    for name, registry in (("AnyNode", NODE_KINDS), ("AnyEdge", EDGE_KINDS)):
        if kinds == registry.keys():
            unions[name] = {key: part[key] for key in ("oneOf", "discriminator")}
            rest = {key: one for key, one in part.items() if key not in unions[name]}
            return {"$ref": _REF + name, **rest}
    return {key: _named(one, unions) for key, one in part.items()}
