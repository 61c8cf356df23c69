"""What can go wrong with a server, each with a real one: every fault has a class of its own."""

import socket
import threading
import time

import pytest

from graph.errors import ForeignStore, StoreTimeout, StoreUnavailable
from graph.stores.neo4j import Login, Neo4jStore
from graph.stores.neo4j import errors as faults
from graph.stores.neo4j.schema import version_of, warnings_about
from graph.stores.opening import open_store
from tests.servers import Server

# Far beyond any timeout, and nothing is built up meanwhile.
ENDLESS = "UNWIND range(1, 100000000000) AS n RETURN max(n)"


def test_a_wrong_password_is_named(neo4j: Server) -> None:
    with pytest.raises(faults.LoginRefused, match="CLEW_NEO4J_PASSWORD"):
        Neo4jStore.open(neo4j.uri, Login("neo4j", "not the password"))


def test_a_port_where_nobody_listens_is_told_at_once() -> None:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    began = time.monotonic()
    with pytest.raises(faults.ServerUnreachable, match=f"127.0.0.1:{port}"):
        Neo4jStore.open(f"bolt://127.0.0.1:{port}", Login("neo4j", "x"))
    assert time.monotonic() - began < 10


def test_what_answers_otherwise_is_no_neo4j() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:

        def answer() -> None:
            taken, _ = other.accept()
            with taken:
                taken.recv(100)
                taken.sendall(b"HTTP/1.1 400 Bad Request\r\n\r\n")

        threading.Thread(target=answer, daemon=True).start()
        with pytest.raises(StoreUnavailable, match=r"127\.0\.0\.1"):
            Neo4jStore.open(f"bolt://127.0.0.1:{other.getsockname()[1]}", Login("neo4j", "x"))


def test_a_database_that_is_not_there_is_named(neo4j: Server) -> None:
    login = Login(neo4j.login.user, neo4j.login.password, "nosuch")
    with pytest.raises(faults.DatabaseMissing, match=r"nosuch.*CLEW_NEO4J_DATABASE"):
        Neo4jStore.open(neo4j.uri, login)


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("bolt://ann:secret@host", "CLEW_NEO4J_PASSWORD"),
        ("bolt://host:port", "port"),
        ("neo4j://", "no host"),
        ("neo4j://host/cases", "CLEW_NEO4J_DATABASE"),
        ("neo4j://host?database=cases", "CLEW_NEO4J_DATABASE"),
        ("http://host", "names no store"),
    ],
)
def test_an_address_that_is_none_is_explained(address: str, reason: str) -> None:
    with pytest.raises(StoreUnavailable, match=reason) as told:
        open_store(address)
    assert "secret" not in str(told.value)


def test_a_foreign_database_is_refused_and_left_as_it_is(neo4j: Server) -> None:
    neo4j.run("CREATE (:Film {title: 'The Third Man'})")
    with pytest.raises(ForeignStore, match=r"1 nodes of something else.*CLEW_NEO4J_DATABASE"):
        neo4j.open()
    assert neo4j.run("MATCH (n) RETURN labels(n)") == [[["Film"]]]


@pytest.mark.parametrize(("schema", "words"), [(99, "newer.*Update"), (0, "older")])
def test_another_schema_is_refused(neo4j: Server, schema: int, words: str) -> None:
    neo4j.open().close()
    neo4j.run("MATCH (n:ClewStore) SET n.schema = $schema", schema=schema)
    with pytest.raises(ForeignStore, match=words):
        neo4j.open()


def test_no_store_is_made_where_none_is_wanted(neo4j: Server) -> None:
    with pytest.raises(StoreUnavailable, match="clew load"):
        neo4j.open(create=False)
    assert neo4j.run("MATCH (n) RETURN count(n)") == [[0]]


def test_versions_are_accepted_warned_about_or_refused() -> None:
    assert warnings_about("Neo4j/5.26.30", "bolt://host") == ()
    assert "2025.10.1" in warnings_about("Neo4j/2025.10.1", "bolt://host")[0]
    assert version_of("Neo4j/5.27-aura") == (5, 27)
    with pytest.raises(faults.ServerTooOld, match=r"4\.4\.11.*5\.26"):
        warnings_about("Neo4j/4.4.11", "bolt://host")


def test_a_question_that_takes_too_long_is_ended(neo4j: Server) -> None:
    store = neo4j.open(timeout=0.5)
    began = time.monotonic()
    with (
        pytest.raises(faults.QuestionTimeout, match=r"0\.5 seconds") as told,
        store.read() as reader,
    ):
        reader._ask(ENDLESS)
    assert isinstance(told.value, StoreTimeout)
    # The server looks at its clock every two seconds.
    assert time.monotonic() - began < 10
    store.close()
