"""The server of the store dies while the API asks it."""

import time
from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from graph.settings import Settings
from graph.stores.neo4j import reads
from tests.api.conftest import HOST
from tests.api.world import CARD, records
from tests.servers import Server, killed

TIMEOUT = 30
QUESTION = "/api/v1/entities/org.shell/neighbors"
# Far beyond any timeout, and nothing is built up meanwhile.
ENDLESS = "UNWIND range(1, 100000000000) AS n RETURN max(n)"


@pytest.fixture
def served(mortal: Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """The API over the world on a server that may be killed, found by routing as in a cluster."""
    store = mortal.open()
    with store.write() as writer:
        writer.replace("world", records(), "digest", CARD)
    store.close()
    for name, value in mortal.environment.items():
        monkeypatch.setenv(name, value)
    address = mortal.uri.replace("bolt://", "neo4j://")
    with TestClient(create_app(Settings(store=address)), base_url=HOST) as client:
        yield client


def test_a_server_killed_in_a_question_is_a_problem_and_the_next_one_works(
    served: TestClient, mortal: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = served.get(QUESTION).json()["results"]
    assert whole

    def asked() -> bool:
        running = mortal.run("SHOW TRANSACTIONS YIELD currentQuery RETURN currentQuery")
        return [ENDLESS] in running

    with killed(mortal, asked):
        began = time.monotonic()
        with monkeypatch.context() as slow:
            # The question's views of nodes, which it cannot do without.
            slow.setitem(reads.VIEWS, "node", ENDLESS)
            broken = served.get(QUESTION)
        away = served.get(QUESTION), served.get("/api/v1/readyz")
        assert time.monotonic() - began < TIMEOUT
        assert served.get("/api/v1/healthz").status_code == 200
    for answer in (broken, *away):
        assert answer.status_code == 503
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.headers["retry-after"]
        assert "Neo4j at neo4j://127.0.0.1" in answer.json()["detail"]
    assert "went away" in broken.json()["detail"]
    again = served.get(QUESTION)
    assert (again.status_code, again.json()["results"]) == (200, whole)
    assert served.get("/api/v1/readyz").status_code == 200
