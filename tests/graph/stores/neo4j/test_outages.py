"""A server that stays away; `tests/loaders` kills one over and over, `tests/api` in a question."""

import pytest

from graph.store import Writable
from graph.stores.neo4j.errors import ConnectionLost
from tests.graph.stores.world import edge, node, world
from tests.servers import Server, killed


def batches() -> list[list[Writable]]:
    """A load of many batches."""
    return [
        world(node(f"org.{batch}"), *[node(f"org.{batch}-{one}") for one in range(20)],
              *[edge(f"pay.{batch}-{one}", f"org.{batch}", f"org.{batch}-{one}")
                for one in range(20)])
        for batch in range(200)
    ]  # fmt: skip


def test_a_load_ends_with_a_clear_error_when_the_server_stays_away(mortal: Server) -> None:
    """What was acknowledged is there when the server is back."""
    store = mortal.open(patience=1.0)
    said: list[str] = []
    store.say = said.append
    done: list[int] = []

    def load() -> None:
        with store.write() as writer:
            done.extend(len(writer.put(records, "case").added) for records in batches())

    with killed(mortal, lambda: len(done) > 2), pytest.raises(ConnectionLost, match="went away"):
        load()
    assert any("Waiting for Neo4j" in line for line in said)
    with store.read() as reader:
        # A batch is 21 companies; the last one may have been kept without a word.
        assert reader.counts()["Company"] in {len(done) * 21, (len(done) + 1) * 21}
    store.close()
