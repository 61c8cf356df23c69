"""One route for each question, whose answer is the question's own, to the byte but for the time."""

from pathlib import Path

import orjson
from fastapi.testclient import TestClient

from api.app import create_app
from api.catalogue import catalogue
from graph.evidence import Claim
from graph.settings import Settings
from graph.stores.opening import open_store
from queries.question import ask
from tests.api.conftest import HOST

PATHS = "/api/v1/paths?source=org.treasury&target=per.bob&inferred=true"


def test_every_question_of_the_catalogue_has_its_route(client: TestClient) -> None:
    paths = client.get("/openapi.json").json()["paths"]
    for name, question in catalogue().items():
        operation = paths[f"/api/v1{question.route}"][question.method.lower()]
        assert operation["operationId"] == name


def test_an_answer_is_what_the_question_says(client: TestClient, world: Path) -> None:
    """The route adds nothing and drops nothing."""
    question = catalogue()["Paths"].model_validate(
        {"source": ["org.treasury"], "target": ["per.bob"], "inferred": True}
    )
    store = open_store(world)
    told = orjson.loads(orjson.dumps(ask(question, store)))
    store.close()
    answered = client.get(PATHS).json()
    for one in (told, answered):
        del one["meta"]["took_ms"]
    assert answered == told
    assert [hop["edge"] for hop in answered["paths"][0]["hops"]] == [
        "pay.one", "idn.shells", "pay.two",
    ]  # fmt: skip


def test_a_repeatable_parameter_takes_several_values(client: TestClient) -> None:
    found = client.get("/api/v1/entities/per.bob/neighbors?kind=Payment&kind=Nomineeship").json()
    assert {one["edge"]["id"] for one in found["results"]} == {"pay.two", "nom.bob"}


def test_a_question_with_many_ids_takes_a_body(client: TestClient) -> None:
    found = client.post("/api/v1/subgraph", json={"ids": ["per.ann", "evt.theft"]}).json()
    assert [one["id"] for one in found["edges"]] == ["acu.ann"]


def test_the_etag_holds_while_the_answer_does(client: TestClient) -> None:
    """Asked again with it, the answer is 304 and empty, although the time taken differs."""
    tag = client.get(PATHS).headers["etag"]
    assert tag.startswith('W/"')
    again = client.get(PATHS, headers={"If-None-Match": f'"other", {tag}'})
    assert again.status_code == 304
    assert again.content == b""
    assert again.headers["etag"] == tag
    assert client.get(PATHS, headers={"If-None-Match": '"other"'}).status_code == 200


def test_the_etag_tells_questions_apart(client: TestClient) -> None:
    """Also where another question has the same answer."""
    tags = [client.get(f"{PATHS}{more}").headers["etag"] for more in ("", "&k=3", "&max_hops=5")]
    assert len(set(tags)) == 3


def test_the_etag_changes_when_the_store_does(own_world: Path) -> None:
    """And when a load has begun and not finished, which changes no record but is a warning."""
    with TestClient(create_app(Settings(store=str(own_world))), base_url=HOST) as client:
        url = "/api/v1/search?q=Ann"
        tags = [client.get(url).headers["etag"]]
        store = open_store(own_world)
        with store.write() as writer:
            writer.begin("second", {"title": "Second"})
            tags.append(client.get(url).headers["etag"])
            claim = {"id": "per.ann.c9", "about": "per.ann", "kind": "record", "cites": "s.file"}
            writer.put([Claim.model_validate({**claim, "at": "row 9"})], "second")
            tags.append(client.get(url).headers["etag"])
        store.close()
        assert len(set(tags)) == 3
        assert client.get("/api/v1/readyz").json()["status"] == "unfinished"
        assert "'second'" in client.get(url).json()["meta"]["warnings"][0]


def test_health_needs_no_store_and_readiness_reads_it(client: TestClient) -> None:
    assert client.get("/api/v1/healthz").json() == {"status": "ok"}
    ready = client.get("/api/v1/readyz").json()
    assert ready["store"] == "embedded"
    assert ready["status"] == "ready"
    assert ready["datasets"] == [{"id": "world", "title": "A small world", "finished": True}]
    assert ready["snapshot"] == client.get("/api/v1/metadata").json()["snapshot"]
