"""The OpenAPI document is valid, complete, and says what each parameter and answer is."""

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient
from jsonschema import Draft202012Validator

from api.catalogue import catalogue
from graph.ontology import EDGE_KINDS, NODE_KINDS


@pytest.fixture(scope="module")
def document(client: TestClient) -> dict[str, Any]:
    """The document as it is served."""
    found: dict[str, Any] = client.get("/openapi.json").json()
    return found


def operations(document: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for path in document["paths"].values():
        yield from path.values()


def references(part: Any) -> Iterator[str]:
    if isinstance(part, dict):
        if isinstance(part.get("$ref"), str):
            yield part["$ref"]
        for one in part.values():
            yield from references(one)
    elif isinstance(part, list):
        for one in part:
            yield from references(one)


def test_it_is_openapi_3_1_and_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1")
    found = set(references(document))
    assert len(found) > 50
    for one in found:
        part: Any = document
        for step in one.removeprefix("#/").split("/"):
            part = part[step]


def test_every_schema_in_it_is_a_json_schema(document: dict[str, Any]) -> None:
    """OpenAPI 3.1 takes JSON Schema 2020-12 as it is."""
    for schema in document["components"]["schemas"].values():
        Draft202012Validator.check_schema(schema)
    for operation in operations(document):
        for parameter in operation.get("parameters", ()):
            Draft202012Validator.check_schema(parameter["schema"])


def test_operations_have_names_of_their_own(document: dict[str, Any]) -> None:
    names = [one["operationId"] for one in operations(document)]
    assert len(set(names)) == len(names) > len(catalogue())


def test_every_parameter_has_a_description_and_an_example(document: dict[str, Any]) -> None:
    """The example is a value that the parameter takes."""
    seen = 0
    for operation in operations(document):
        for parameter in operation.get("parameters", ()):
            where = operation["operationId"], parameter["name"]
            assert parameter["description"], where
            assert "example" in parameter, where
            schema = {**parameter["schema"], "components": document["components"]}
            Draft202012Validator(schema).validate(parameter["example"])
            seen += 1
    assert seen > 100


def test_the_fields_of_a_body_have_them_too(document: dict[str, Any]) -> None:
    for field in document["components"]["schemas"]["Subgraph"]["properties"].values():
        assert field["description"]
        assert field["examples"]


def test_records_are_a_union_told_apart_by_kind(document: dict[str, Any]) -> None:
    """Every kind is in it, and lists of records refer to it."""
    schemas = document["components"]["schemas"]
    for name, kinds in (("AnyNode", NODE_KINDS), ("AnyEdge", EDGE_KINDS)):
        assert schemas[name]["discriminator"]["propertyName"] == "kind"
        assert schemas[name]["discriminator"]["mapping"].keys() == kinds.keys()
        assert len(schemas[name]["oneOf"]) == len(kinds)
    edges = schemas["PathsAnswer"]["properties"]["edges"]
    assert edges["items"] == {"$ref": "#/components/schemas/AnyEdge"}


def test_problems_are_described(document: dict[str, Any]) -> None:
    for name in catalogue():
        operation = next(one for one in operations(document) if one["operationId"] == name)
        for status in ("404", "422", "503", "504"):
            content = operation["responses"][status]["content"]
            assert list(content) == ["application/problem+json"]


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("PathsAnswer", "/paths?source=org.treasury&target=per.bob&inferred=true"),
        ("PathsAnswer", "/paths?source=org.treasury&target=per.bob&kind=Payment"),
        ("LinksAnswer", "/entities/per.bob/links"),
        ("NeighborhoodAnswer", "/neighborhood?id=per.bob"),
        ("NeighborsAnswer", "/entities/per.bob/neighbors"),
        ("NeighborSummaryAnswer", "/entities/per.bob/neighbors/summary"),
        ("PaymentsAnswer", "/payments?source=org.treasury"),
        ("SearchAnswer", "/search?q=shell"),
        ("EntityPage", "/entities/per.bob"),
        ("EdgePage", "/edges/acu.ann"),
        ("ClaimsAnswer", "/edges/pay.one/claims"),
        ("SourcePage", "/sources/s.file"),
        ("ChangesAnswer", "/changes"),
        ("MetadataAnswer", "/metadata"),
        ("OntologyAnswer", "/ontology"),
        ("Problem", "/edges/no.such"),
    ],
)
def test_answers_are_what_the_document_says(
    client: TestClient, document: dict[str, Any], name: str, path: str
) -> None:
    """Real answers are valid against the schema they are described by."""
    schema = {"$ref": f"#/components/schemas/{name}", "components": document["components"]}
    Draft202012Validator(schema).validate(client.get(f"/api/v1{path}").json())
