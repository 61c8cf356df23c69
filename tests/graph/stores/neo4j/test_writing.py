"""Writing to a server: turns, and what becomes of a load when the connection breaks."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import pairwise

import pytest

from graph.errors import Conflict, StoreLocked
from graph.evidence import Source
from graph.store import Store
from tests.graph.stores.world import edge, node, world
from tests.servers import Server

PAIR = world(node("org.a"), node("org.b"), edge("pay.1", "org.a", "org.b"))
COMMIT = b"\x00\x02\xb0\x12\x00\x00"  # Bolt's message: two bytes, a structure of no fields


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
