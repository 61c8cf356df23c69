"""Writing to a server: turns, and what becomes of a load when the connection breaks."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from graph.errors import Conflict, StoreLocked
from graph.evidence import Source
from graph.store import Store, Writable
from graph.stores.neo4j.errors import ConnectionLost
from graph.stores.opening import open_store
from tests.graph.stores.world import edge, node, world
from tests.servers import Server, killed

PAIR = world(node("org.a"), node("org.b"), edge("pay.1", "org.a", "org.b"))
BATCHES = 20
COMMIT = b"\x00\x02\xb0\x12\x00\x00"  # Bolt's message: two bytes, a structure of no fields


def snapshot(store: Store) -> str:
    with store.read() as reader:
        return reader.snapshot()


def test_a_second_writer_is_refused_until_the_first_has_finished(neo4j: Server) -> None:
    one, other = neo4j.open(), neo4j.open()
    with one.write() as writer:
        writer.put(PAIR, "case")
        with pytest.raises(StoreLocked, match=r"process \d+ on .* if it was killed"), other.write():
            pass
        writer.put(world(node("org.c")), "case")
    with other.write() as writer:
        assert writer.put(PAIR, "case").same == 7
    one.close()
    other.close()


def test_the_turn_of_a_writer_that_died_ends_by_itself(neo4j: Server) -> None:
    """And the one that was only slow does not write into what the next one has begun."""
    one, other = neo4j.open(), neo4j.open()
    with one.write() as slow:
        slow.put(PAIR, "case")
        neo4j.run("MATCH (n:ClewStore) SET n.writer_until = 0")
        with other.write() as writer:
            writer.put(world(node("org.c")), "case")
            with pytest.raises(StoreLocked, match="Load again"):
                slow.put(world(node("org.d")), "case")
            writer.put(world(node("org.e")), "case")
    with other.read() as reader:
        assert reader.nodes(["org.c", "org.d", "org.e"]).keys() == {"org.c", "org.e"}
    one.close()
    other.close()


def test_transactions_of_two_writers_never_mix(neo4j: Server) -> None:
    """Both take the turn by force, and still every revision follows another."""
    stores = [neo4j.open(), neo4j.open()]

    def write(store: Store, name: str) -> None:
        done = 0
        while done < 10:
            try:
                with store.write() as writer:
                    writer.put(world(node(f"org.{name}{done}")), "case")
            except StoreLocked:
                continue
            done += 1

    threads = [
        threading.Thread(target=write, args=(store, name))
        for store, name in zip(stores, "xy", strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    numbers = [number for (number,) in neo4j.run(
        "MATCH (n:ClewRevision) RETURN n.number ORDER BY n.number")]  # fmt: skip
    assert all(b - a == 1 for a, b in pairwise(numbers))
    with stores[0].read() as reader:
        assert reader.counts()["Company"] == 20
    for store in stores:
        store.close()


def test_a_refused_call_leaves_nothing_of_its_sources_behind(neo4j: Server) -> None:
    store = neo4j.open()
    other = Source(id="m.S1", title="Another title", publisher="P", weak=True)
    with store.write() as writer:
        writer.put(PAIR, "case")
        with pytest.raises(Conflict):
            writer.put([other, *edge("pay.2", "org.a", "org.nobody")], "case")
        writer.put(edge("pay.3", "org.a", "org.b"), "case")
    with store.read() as reader:
        assert reader.sources(["m.S1"])["m.S1"]["title"] == "A source"
    store.close()


class Proxy:
    """Between driver and server; once, it breaks the connection at a commit."""

    def __init__(self, target: tuple[str, int], *, deliver: bool) -> None:
        self.target, self.deliver = target, deliver
        self.armed = False
        self.broken = 0
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.port = self.listener.getsockname()[1]
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                client, _ = self.listener.accept()
            except OSError:
                return
            server = socket.create_connection(self.target)
            for source, sink, ahead in ((client, server, True), (server, client, False)):
                threading.Thread(target=self._pipe, args=(source, sink, ahead), daemon=True).start()

    def _pipe(self, source: socket.socket, sink: socket.socket, ahead: bool) -> None:
        with source, sink:
            while True:
                try:
                    data = source.recv(65536)
                    if not data:
                        return
                    if ahead and self.armed and data.endswith(COMMIT):
                        self.armed = False
                        self.broken += 1
                        source.shutdown(socket.SHUT_RDWR)
                        if self.deliver:
                            sink.sendall(data)
                        # The server is told late that nobody is there any more.
                        threading.Event().wait(3)
                        sink.shutdown(socket.SHUT_RDWR)
                        return
                    sink.sendall(data)
                except OSError:
                    return


@contextmanager
def broken_commits(server: Server, *, deliver: bool) -> Iterator[tuple[Server, Proxy]]:
    host, port = server.uri.partition("://")[2].split(":")
    proxy = Proxy((host, int(port)), deliver=deliver)
    try:
        yield replace(server, uri=f"bolt://127.0.0.1:{proxy.port}"), proxy
    finally:
        proxy.listener.close()


@pytest.mark.parametrize("deliver", [True, False])
def test_a_commit_whose_answer_is_lost_counts_once(neo4j: Server, deliver: bool) -> None:
    """Whether the server got it is asked of the server: then it is done, or done again."""
    neo4j.open().close()
    with broken_commits(neo4j, deliver=deliver) as (through, proxy):
        store = through.open()
        said: list[str] = []
        store.say = said.append
        with store.write() as writer:
            proxy.armed = True  # not before: taking the turn is a commit as well
            tally = writer.put(PAIR, "case")
        assert proxy.broken == 1
        assert sorted(tally.added) == sorted(one.id for one in PAIR)
        with store.read() as reader:
            assert reader.revision(reader.snapshot()) == 1
            assert reader.counts()["Payment"] == 1
        store.close()


def batches() -> list[list[Writable]]:
    """A load of many batches."""
    return [
        world(node(f"org.{batch}"), *[node(f"org.{batch}-{one}") for one in range(20)],
              *[edge(f"pay.{batch}-{one}", f"org.{batch}", f"org.{batch}-{one}")
                for one in range(20)])
        for batch in range(BATCHES)
    ]  # fmt: skip


def test_a_load_goes_on_by_itself_when_the_server_is_back(neo4j: Server, tmp_path: Path) -> None:
    store = neo4j.open()
    said: list[str] = []
    store.say = said.append
    done = threading.Event()
    acknowledged: list[int] = []

    def load() -> None:
        with store.write() as writer:
            writer.begin("table", {})
            for number, records in enumerate(batches()):
                writer.put(records, "table")
                acknowledged.append(number)
            writer.finish("table", "digest")
        done.set()

    loading = threading.Thread(target=load)
    with killed(neo4j, lambda: len(acknowledged) > 5):
        loading.start()
    loading.join(120)
    assert done.is_set(), said
    assert acknowledged == list(range(BATCHES))
    assert any("Waiting for Neo4j" in line for line in said)

    embedded = open_store(tmp_path / "clew.db")
    with embedded.write() as writer:
        writer.begin("table", {})
        for records in batches():
            writer.put(records, "table")
        writer.finish("table", "digest")
    assert snapshot(store) == snapshot(embedded)
    with store.read() as reader:
        assert reader.counts() == {
            "Claim": BATCHES * 41, "Company": BATCHES * 21, "Gap": 0, "Payment": BATCHES * 20,
            "Source": 1,
        }  # fmt: skip
    embedded.close()
    store.close()


def test_a_load_ends_with_a_clear_error_when_the_server_stays_away(neo4j: Server) -> None:
    store = neo4j.open(patience=1.0)
    done: list[int] = []

    def load() -> None:
        with store.write() as writer:
            done.extend(len(writer.put(records, "table").added) for records in batches() * 10)

    with killed(neo4j, lambda: len(done) > 2), pytest.raises(ConnectionLost, match="went away"):
        load()
    store.close()
