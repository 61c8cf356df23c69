"""What cannot be answered says why, in one form (RFC 9457), with the status that fits."""

from pathlib import Path
from typing import Any

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient
from httpx2 import Response

from api import problems
from api.app import create_app
from graph.errors import Conflict, StoreLocked, StoreTimeout, StoreUnavailable
from graph.settings import Settings
from tests.api.conftest import HOST


def problem(answer: Response, status: int) -> dict[str, Any]:
    """The problem of an answer, after what every problem must have was checked."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    body = answer.json()
    assert {"type", "title", "status", "detail", "instance"} <= body.keys()
    assert body["status"] == status
    return body


@pytest.mark.parametrize(
    "path",
    ["/entities/no.such", "/entities/no.such/links", "/edges/no.such", "/sources/no.such",
     "/records/no.such", "/neighborhood?id=no.such", "/export?id=no.such"],
)  # fmt: skip
def test_an_unknown_id_is_a_404_that_names_it(client: TestClient, path: str) -> None:
    body = problem(client.get(f"/api/v1{path}"), 404)
    assert body["type"] == "/problems#not-found"
    assert body["instance"] == f"/api/v1{path}"
    assert "'no.such'" in body["detail"]


def test_an_unknown_parameter_is_named_with_those_there_are(client: TestClient) -> None:
    """And with the one that was probably meant."""
    answer = client.get("/api/v1/paths?source=per.ann&target=per.bob&max_hop=3")
    (error,) = problem(answer, 422)["errors"]
    assert error["parameter"] == "max_hop"
    assert "'max_hops'" in error["detail"]
    assert {"source", "target", "max_hops", "kind"} <= set(error["allowed"])


@pytest.mark.parametrize(
    "path", ["/paths?source=per.ann&target=per.bob", "/entities/per.ann/links?"]
)
def test_a_typo_in_a_list_of_choices_is_told_the_choices(client: TestClient, path: str) -> None:
    answer = client.get(f"/api/v1{path}&direction=oot&kind=Paymnt&kind=Payment")
    errors = {one["parameter"]: one for one in problem(answer, 422)["errors"]}
    assert errors["direction"]["allowed"] == ["out", "in", "any"]
    assert "Payment" in errors["kind"]["allowed"]
    assert "'Paymnt'" in errors["kind"]["detail"]


def test_every_fault_of_a_request_is_listed(client: TestClient) -> None:
    answer = client.get("/api/v1/paths?k=0&max_hops=many&valid_at=2008-13-01")
    told = {one["parameter"] for one in problem(answer, 422)["errors"]}
    assert told == {"source", "target", "k", "max_hops", "valid_at"}


def test_a_single_value_given_twice_is_refused(client: TestClient) -> None:
    """Neither of the two is picked in silence."""
    answer = client.get("/api/v1/search?q=Ann&q=Bob")
    assert problem(answer, 422)["errors"][0]["parameter"] == "q"


def test_a_question_in_a_body_takes_nothing_from_the_address(client: TestClient) -> None:
    answer = client.post("/api/v1/subgraph?limit=1", json={"ids": ["per.ann"]})
    assert problem(answer, 422)["errors"][0]["parameter"] == "limit"


@pytest.mark.parametrize(
    ("content", "parameter"),
    [(b"{no", "body"), (b"[]", "body"), (b'{"ids":["per.ann",3]}', "ids.1"), (b'{"id":[]}', "id")],
)
def test_a_faulty_body_is_told_where(client: TestClient, content: bytes, parameter: str) -> None:
    answer = client.post(
        "/api/v1/subgraph", content=content, headers={"Content-Type": "application/json"}
    )
    assert parameter in {one["parameter"] for one in problem(answer, 422)["errors"]}


def test_a_renamed_record_leads_to_its_new_id_and_keeps_the_query(client: TestClient) -> None:
    """308 keeps the method; the rest of the question stays as it was asked."""
    answer = client.get(
        "/api/v1/entities/org.old-shell/neighbors?limit=3&kind=Payment", follow_redirects=False
    )
    problem(answer, 308)
    location = answer.headers["location"]
    assert location == "/api/v1/entities/org.shell/neighbors?limit=3&kind=Payment"
    assert client.get(location).status_code == 200


def test_a_renamed_record_in_the_query_is_replaced_there(client: TestClient) -> None:
    answer = client.get("/api/v1/paths?source=org.old-shell&target=per.bob", follow_redirects=False)
    assert answer.headers["location"] == "/api/v1/paths?source=org.shell&target=per.bob"


def test_a_renamed_record_in_a_body_is_told(client: TestClient) -> None:
    """A redirection would only send the same body again."""
    answer = client.post("/api/v1/subgraph", json={"ids": ["org.old-shell"]})
    assert "'org.shell'" in problem(answer, 422)["detail"]


def test_an_unknown_route_and_a_wrong_method_are_problems_too(client: TestClient) -> None:
    problem(client.get("/api/v1/nothing"), 404)
    answer = client.post("/api/v1/search")
    problem(answer, 405)
    assert "GET" in answer.headers["allow"]


@pytest.fixture
def failing(world: Path) -> TestClient:
    """An app whose one route raises what the test sets."""
    app: FastAPI = create_app(Settings(store=str(world)))

    @app.get("/fail")
    def fail() -> None:
        raise app.state.error

    app.state.error = None
    return TestClient(app, base_url=HOST)


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (StoreUnavailable("It is gone."), 503),
        (StoreLocked("Somebody writes."), 503),
        (StoreTimeout("It took too long."), 504),
        (Conflict(["It turned round."]), 409),
    ],
)
def test_errors_of_the_store_have_their_status(
    failing: TestClient, error: Exception, status: int
) -> None:
    failing.app.state.error = error  # type: ignore[attr-defined]
    answer = failing.get("/fail")
    assert str(error) in problem(answer, status)["detail"]
    assert ("retry-after" in answer.headers) is (status == 503)


def test_an_unexpected_error_tells_nothing_of_the_inside(failing: TestClient) -> None:
    """Its text may hold what a store holds; it goes to the log alone."""
    failing.app.state.error = RuntimeError("secret 4711")  # type: ignore[attr-defined]
    answer = failing.get("/fail")
    problem(answer, 500)
    assert "4711" not in answer.text
    assert answer.headers["x-content-type-options"] == "nosniff"


def test_each_type_of_problem_is_explained_on_a_page(client: TestClient) -> None:
    """`type` leads to it."""
    page = client.get("/problems").text
    for name in problems.SORTS:
        assert f'id="{name}"' in page
