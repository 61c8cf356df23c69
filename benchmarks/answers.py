"""A whole answer over HTTP, against a route that does nothing plus orjson on the same answer."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import orjson

from benchmarks.measure import Row, pair
from graph.stores.opening import open_store
from loaders.load import load_case

CASE = Path(__file__).parents[1] / "cases" / "magnitsky"
EMPTY = "/api/v1/healthz"
ROUNDS = 200
QUESTIONS = {
    "one entity": "/api/v1/entities/org.prevezon-holdings",
    "search": "/api/v1/search?q=prevezn",
    "neighborhood, 60 nodes": "/api/v1/neighborhood?id=org.prevezon-holdings&limit=60",
    "links, a page of 50": "/api/v1/entities/per.olga-stepanova/links?limit=50",
    "paths, treasury to Prevezon": "/api/v1/paths?source=org.russian-treasury"
    "&target=org.prevezon-holdings&kind=Payment&direction=out&inferred=true",
}


def rows(folder: Path, _edges: int) -> Iterator[Row]:
    """Ask the bundled case, each question so often, the empty route in turn."""
    path = folder / "case.db"
    store = open_store(path)
    load_case(store, CASE)
    store.close()
    with served(path) as connection:
        for name, address in QUESTIONS.items():
            answer = orjson.loads(fetch(connection, address))
            items = sum(
                len(answer.get(part, ())) for part in ("nodes", "edges", "results", "paths")
            )

            def bare(_: int, answer: object = answer) -> object:
                fetch(connection, EMPTY)
                return orjson.dumps(answer)

            yield pair(
                f"GET {name} ({items or 1} items)",
                range(ROUNDS),
                lambda _, address=address: fetch(connection, address),
                bare,
                goal=5 if items <= 200 else None,
                yardstick="the empty route plus orjson.dumps of the same answer",
                warm_up=20,
            )


def fetch(connection: http.client.HTTPConnection, address: str) -> bytes:
    """The body of one answer."""
    connection.request("GET", address)
    response = connection.getresponse()
    body = response.read()
    if response.status != 200:
        raise RuntimeError(body[:500])
    return body


@contextmanager
def served(store: Path | str, **environment: str) -> Iterator[http.client.HTTPConnection]:
    """A server of its own process over a store, and a connection that is kept open."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "uvicorn", "api.app:create_app", "--factory", "--host", "127.0.0.1",
         "--port", str(port), "--no-access-log", "--log-level", "warning",
         # A yardstick may take longer than the five seconds after which a silent line is cut.
         "--timeout-keep-alive", "600"],
        env={**os.environ, "CLEW_STORE": str(store), **environment},
    )  # fmt: skip
    try:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        for _ in range(200):
            try:
                fetch(connection, EMPTY)
                break
            except OSError:
                connection.close()
                time.sleep(0.1)
        yield connection
        connection.close()
    finally:
        process.terminate()
        process.wait()
