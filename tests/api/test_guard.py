"""Foreign hosts, long bodies and other sites' pages stay outside."""

from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from graph.settings import Settings
from tests.api.conftest import HOST


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "127.0.0.1:8000", "localhost:1", "[::1]:8000", "LOCALHOST"]
)
def test_the_names_of_this_machine_are_answered(client: TestClient, host: str) -> None:
    assert client.get("/api/v1/healthz", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "localhost.:80", "", "[::2]"]
)
@pytest.mark.parametrize("path", ["/", "/docs", "/api/v1/healthz", "/api/v1/search?q=Ann"])
def test_a_foreign_host_is_refused_on_every_route(client: TestClient, host: str, path: str) -> None:
    """A page that points its own name at this machine (DNS rebinding) still sends that name."""
    answer = client.get(path, headers={"Host": host})
    assert answer.status_code == 421
    assert answer.json()["type"] == "/problems#wrong-host"


def test_further_hosts_may_be_allowed(world: Path) -> None:
    settings = Settings.read({"CLEW_STORE": str(world), "CLEW_ALLOWED_HOSTS": "clew.example, b"})
    with TestClient(create_app(settings), base_url="http://clew.example") as client:
        assert client.get("/api/v1/readyz").status_code == 200


@pytest.fixture
def narrow(world: Path) -> TestClient:
    """An API that takes bodies of a hundred bytes."""
    return TestClient(create_app(Settings(store=str(world), body_limit=100)), base_url=HOST)


def test_a_long_body_is_refused_by_its_length(narrow: TestClient) -> None:
    answer = narrow.post("/api/v1/subgraph", json={"ids": ["x" * 100]})
    assert answer.status_code == 413
    assert answer.json()["type"] == "/problems#too-large"


def test_a_long_body_that_hides_its_length_is_refused(narrow: TestClient) -> None:
    """Sent in chunks, it has no Content-Length."""
    pieces = (b"[" + b" " * 40 for _ in range(5))
    answer = narrow.post(
        "/api/v1/subgraph", content=pieces, headers={"Content-Type": "application/json"}
    )
    assert answer.status_code == 413
    assert answer.json()["status"] == 413


def test_a_body_within_the_limit_is_read(world: Path) -> None:
    with TestClient(create_app(Settings(store=str(world), body_limit=100)), base_url=HOST) as it:
        assert it.post("/api/v1/subgraph", json={"ids": ["per.ann"]}).status_code == 200


def test_the_usual_limit_is_eight_mebibytes() -> None:
    assert Settings().body_limit == 8 * 2**20


@pytest.mark.parametrize(
    "path", ["/", "/docs", "/openapi.json", "/api/v1/search?q=Ann", "/api/v1/x"]
)
def test_no_answer_lets_another_site_in(client: TestClient, path: str) -> None:
    """No CORS header, ever; no framing, no guessing of types, no scripts from elsewhere."""
    answer = client.get(path, headers={"Origin": "https://evil.example"})
    assert not [name for name in answer.headers if name.startswith("access-control")]
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["x-frame-options"] == "DENY"
    assert "default-src 'self'" in answer.headers["content-security-policy"]
    assert ("script-src" in answer.headers["content-security-policy"]) is (path == "/docs")
