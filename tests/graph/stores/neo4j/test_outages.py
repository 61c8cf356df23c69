"""A server that dies in a question and in a load; `tests/loaders` kills one over and over."""

import time

import pytest

from graph.errors import StoreUnavailable
from graph.store import Writable
from graph.stores.neo4j.errors import ConnectionLost
from tests.graph.stores.world import edge, node, world
from tests.servers import Server, killed

PAIR = world(node("org.a"), node("org.b"), edge("pay.1", "org.a", "org.b"))
# Far beyond any timeout, and nothing is built up meanwhile.
ENDLESS = "UNWIND range(1, 100000000000) AS n RETURN max(n)"


def asked(server: Server) -> bool:
    """Whether the endless question is being answered."""
    running = server.run("SHOW TRANSACTIONS YIELD currentQuery RETURN currentQuery")
    return [ENDLESS] in running


def test_a_server_killed_in_a_question_is_told_and_the_next_one_works(mortal: Server) -> None:
    store = mortal.open()
    with store.write() as writer:
        writer.put(PAIR, "case")
    with killed(mortal, lambda: asked(mortal)):
        began = time.monotonic()
        with pytest.raises(ConnectionLost, match="went away"), store.read() as reader:
            reader._ask(ENDLESS)
        with pytest.raises(StoreUnavailable), store.read() as reader:
            reader.counts()
        assert time.monotonic() - began < store.timeout
    # By the same store, whose connections are all dead.
    with store.read() as reader:
        assert reader.visits(["org.a"])["org.a"].degree == 1
    store.close()


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
