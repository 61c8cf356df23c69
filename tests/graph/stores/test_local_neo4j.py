"""A real Neo4j out of Python packages: fetched, started, found, killed, recovered and stopped."""

import os
import shutil
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from neo4j import GraphDatabase

from graph.errors import StoreUnavailable
from graph.stores import local_neo4j
from graph.stores.local_neo4j import jars
from graph.stores.local_neo4j.server import EXTRA

pytestmark = pytest.mark.skipif(
    any(find_spec(package) is None for package in EXTRA),
    reason="pip install 'clew[neo4j-local]'",
)

start = partial(local_neo4j.start, heap="512m", pagecache="256m")


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A home for the tests that run a server: each starts it, or finds it running."""
    home = tmp_path_factory.mktemp("clew") / "neo4j"
    yield home
    local_neo4j.stop(home)
    shutil.rmtree(home)  # 500 MB, and pytest keeps the folders of three runs


@pytest.fixture
def empty_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache without jars, on a machine that reaches no repository."""
    monkeypatch.setenv("CLEW_CACHE", str(tmp_path))
    monkeypatch.setenv("HTTPS_PROXY", "http://127.0.0.1:9")  # the port of "discard": none listens
    monkeypatch.setenv("https_proxy", "http://127.0.0.1:9")
    return jars.cached()


@pytest.fixture
def two_jars(monkeypatch: pytest.MonkeyPatch) -> tuple[jars.Jar, jars.Jar]:
    """A Neo4j made of two jars with the contents `a` and `bb`, by their published digests."""
    listed = (
        jars.Jar(
            "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb", 1, "g:a:jar:1"
        ),
        jars.Jar(
            "3b64db95cb55c763391c707108489ae18b4112d783300de38e033b4c98c3deaf", 2, "g:b:jar:1"
        ),
    )
    monkeypatch.setattr(jars, "manifest", lambda: listed)
    return listed


def ask(server: local_neo4j.Server, text: Any) -> Any:
    with GraphDatabase.driver(server.uri, auth=(server.user, server.password)) as driver:
        return driver.execute_query(text, database_="neo4j").records[0][0]


def alive(pid: int) -> bool:
    import psutil

    return psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE


# ------------------------------------------------------------------------------- the server


def test_a_server_answers_and_the_next_start_finds_it(home: Path) -> None:
    server = start(home)

    assert ask(server, "RETURN 1") == 1
    assert start(home) == server
    assert local_neo4j.connection(home) == server


def test_the_status_tells_process_memory_and_disk(home: Path) -> None:
    server = start(home)

    found = local_neo4j.status(home)

    assert (found.running, found.uri, found.pid) == (True, server.uri, server.pid)
    assert (
        found.version
        == local_neo4j.VERSION
        == ask(server, "CALL dbms.components() YIELD versions RETURN versions[0]")
    )
    assert 100_000_000 < found.resident_bytes < 2_000_000_000
    assert 100_000_000 < found.disk_bytes < 1_000_000_000  # mostly logs set aside in advance


def test_only_the_owner_reads_the_password_and_no_list_of_processes_shows_it(home: Path) -> None:
    import psutil

    server = start(home)

    assert stat.S_IMODE((home / "password").stat().st_mode) == 0o600
    assert stat.S_IMODE(home.stat().st_mode) == 0o700
    assert (home / "password").read_text() == server.password
    assert server.password not in " ".join(psutil.Process(server.pid).cmdline())
    assert server.password not in repr(server)
    assert not (home / "password.new").exists()


def test_what_was_written_is_there_after_a_stop_at_the_same_address(home: Path) -> None:
    before = start(home)
    ask(before, "CREATE (n:Kept {by: 'stop'}) RETURN 1")

    assert local_neo4j.stop(home)
    assert not alive(before.pid)
    assert local_neo4j.connection(home) is None
    assert not local_neo4j.stop(home)

    after = start(home)
    assert ask(after, "MATCH (n:Kept {by: 'stop'}) RETURN count(n)") == 1
    assert (after.uri, after.password) == (before.uri, before.password)
    assert after.pid != before.pid


def test_what_was_written_is_there_after_a_kill(home: Path) -> None:
    before = start(home)
    ask(before, "CREATE (n:Kept {by: 'kill'}) RETURN 1")

    os.kill(before.pid, signal.SIGKILL)

    after = start(home)
    assert ask(after, "MATCH (n:Kept {by: 'kill'}) RETURN count(n)") == 1


def test_two_programs_that_start_at_once_share_one_server_that_outlives_both(home: Path) -> None:
    local_neo4j.stop(home)
    program = (
        "import sys; from pathlib import Path; from graph.stores import local_neo4j\n"
        "server = local_neo4j.start("
        "Path(sys.argv[1]), heap='512m', pagecache='256m', say=lambda line: None)\n"
        "print(server.pid)"
    )
    both = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(home)], stdout=subprocess.PIPE, text=True
        )
        for _ in range(2)
    ]
    pids = {int(each.communicate()[0]) for each in both}

    found = local_neo4j.connection(home)
    assert found is not None
    assert pids == {found.pid}
    assert ask(found, "RETURN 1") == 1


def test_a_server_that_does_not_end_is_killed_with_a_word(home: Path) -> None:
    server = start(home)
    os.kill(server.pid, signal.SIGSTOP)  # It cannot heed SIGTERM now.
    said: list[str] = []

    assert local_neo4j.stop(home, patience=0.5, say=said.append)

    assert not alive(server.pid)
    assert said == [f"Neo4j (process {server.pid}) did not end in 0 s; killing it."]


def test_a_changed_password_is_named_as_the_reason(home: Path) -> None:
    server = start(home)
    file = home / "password"
    file.write_text("another one")
    try:
        with pytest.raises(local_neo4j.PasswordRefused, match=str(file)):
            start(home)
    finally:
        file.write_text(server.password)


def test_administration_wants_the_server_stopped(home: Path) -> None:
    server = start(home)

    with pytest.raises(local_neo4j.ServerRunning, match=str(server.pid)):
        local_neo4j.admin(home, "database", "info")


# ------------------------------------------------------------------------ homes without a server


def test_an_import_fills_a_home_before_its_first_start(tmp_path: Path) -> None:
    home = tmp_path / "neo4j"
    nodes = tmp_path / "nodes.csv"
    nodes.write_text("id:ID,:LABEL\nann,Person\nshell,Company\n")
    edges = tmp_path / "edges.csv"
    edges.write_text(":START_ID,:END_ID,:TYPE\nann,shell,OWNS\n")

    arguments = ("database", "import", "full", "neo4j", f"--nodes={nodes}")
    told = local_neo4j.admin(
        home, *arguments, f"--relationships={edges}", "--max-off-heap-memory=256m", heap="256m"
    )
    assert "IMPORT DONE" in told

    try:
        server = start(home)
        assert ask(server, "MATCH (:Person)-[:OWNS]->(c:Company) RETURN c.id") == "shell"
    finally:
        local_neo4j.stop(home)
        shutil.rmtree(home)


def test_an_unknown_command_fails_with_what_the_tool_says(tmp_path: Path) -> None:
    with pytest.raises(
        local_neo4j.AdminFailed, match=r"code 2:\sUnmatched argument at index 1: 'nonsense'$"
    ):
        local_neo4j.admin(tmp_path, "database", "nonsense")


def test_a_server_that_dies_at_start_gives_the_end_of_its_log(tmp_path: Path) -> None:
    tmp_path.joinpath("password").write_text("a password set long ago")
    with pytest.raises(local_neo4j.ServerDied, match="'much' is not a valid size") as caught:
        local_neo4j.start(tmp_path, heap="256m", pagecache="much")

    assert "\tat " not in caught.value.last
    assert local_neo4j.connection(tmp_path) is None


def test_a_start_that_was_given_up_leaves_no_process(tmp_path: Path) -> None:
    import psutil

    with pytest.raises(local_neo4j.ServerSilent, match="within 0 seconds"):
        start(tmp_path, patience=0)

    ours = f"--home-dir={tmp_path}"
    assert not [p.pid for p in psutil.process_iter() if ours in p.cmdline()]
    assert not (tmp_path / "run" / "clew.json").exists()


def test_a_port_in_use_is_refused(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]
        with pytest.raises(local_neo4j.PortTaken, match=str(port)):
            local_neo4j.start(tmp_path, port=port)


def test_a_recycled_process_id_is_no_server_and_is_left_alone(tmp_path: Path) -> None:
    other = subprocess.Popen(["sleep", "60"])
    try:
        (tmp_path / "lock").touch()
        (tmp_path / "run").mkdir()
        (tmp_path / "run" / "clew.json").write_text(
            f'{{"pid": {other.pid}, "port": 7687, "version": "5.26.30"}}'
        )

        assert local_neo4j.connection(tmp_path) is None
        assert not local_neo4j.status(tmp_path).running
        assert not local_neo4j.stop(tmp_path)
        assert other.poll() is None
    finally:
        other.kill()
        other.wait()


def test_nothing_to_stop_makes_nothing(tmp_path: Path) -> None:
    home = tmp_path / "neo4j"

    assert not local_neo4j.stop(home)
    assert local_neo4j.connection(home) is None
    assert local_neo4j.status(home).disk_bytes == 0
    assert not home.exists()
    assert not local_neo4j.stop(tmp_path)
    assert not list(tmp_path.iterdir())


def test_home_and_cache_follow_the_environment(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLEW_NEO4J_HOME", str(tmp_path / "here"))
    monkeypatch.setenv("CLEW_CACHE", str(tmp_path / "there"))

    assert local_neo4j.status().home == tmp_path / "here"
    assert jars.cached() == tmp_path / "there" / f"neo4j-{local_neo4j.VERSION}"


def test_a_home_that_cannot_be_made_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").touch()

    with pytest.raises(local_neo4j.HomeUnusable, match="Not a directory"):
        local_neo4j.start(tmp_path / "file" / "neo4j")


def test_without_the_extra_the_command_that_installs_it_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "jgo", None)

    with pytest.raises(StoreUnavailable, match=r"jgo: pip install 'clew\[neo4j-local\]'"):
        local_neo4j.start(tmp_path)


# -------------------------------------------------------------------------------- the jars


def test_an_interrupted_fetch_is_never_taken_for_whole(
    empty_cache: Path, two_jars: tuple[jars.Jar, jars.Jar]
) -> None:
    part = empty_cache.with_name(f"{empty_cache.name}.part")
    part.mkdir()
    (part / "a-1.jar").write_text("a")
    (part / "b-1.jar").write_text("b")  # of "bb"

    assert not jars.is_whole(jars.cached())
    assert not jars.is_whole(part)
    with pytest.raises(local_neo4j.FetchFailed, match="what has arrived is kept"):
        jars.fetch(say=lambda line: None)
    assert not empty_cache.exists()
    assert (part / "a-1.jar").read_text() == "a"


def test_a_folder_that_was_whole_once_is_looked_at_again(
    empty_cache: Path, two_jars: tuple[jars.Jar, jars.Jar]
) -> None:
    empty_cache.mkdir()
    (empty_cache / "a-1.jar").write_text("a")

    with pytest.raises(local_neo4j.FetchFailed):
        jars.fetch(say=lambda line: None)
    assert not empty_cache.exists()

    # Its other half comes back, and nothing else is asked of the network.
    empty_cache.with_name(f"{empty_cache.name}.part").joinpath("b-1.jar").write_text("bb")
    assert jars.fetch(say=lambda line: None) == empty_cache
    assert sorted(file.name for file in empty_cache.iterdir()) == ["a-1.jar", "b-1.jar"]


def test_a_jar_with_other_contents_does_not_arrive(
    empty_cache: Path, two_jars: tuple[jars.Jar, jars.Jar]
) -> None:
    from jgo.maven import MavenContext

    part = empty_cache.parent
    context = MavenContext(repo_cache=part / "downloads")
    forged = part / "downloads" / "g" / "b" / "1" / "b-1.jar"
    forged.parent.mkdir(parents=True)
    forged.write_text("xx")  # as long as "bb"

    with pytest.raises(RuntimeError, match="other contents"):
        jars._bring(context, two_jars[1], part)
    assert not (part / "b-1.jar").exists()


def test_the_list_names_each_jar_once_and_the_server_among_them() -> None:
    names = [jar.name for jar in jars.manifest()]

    assert len(names) == len(set(names)) == 216
    assert f"neo4j-server-{local_neo4j.VERSION}.jar" in names
    assert "netty-transport-native-epoll-4.1.137.Final-linux-x86_64.jar" in names


def test_one_lost_jar_is_brought_without_the_others(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = jars.fetch(say=print)
    monkeypatch.setenv("CLEW_CACHE", str(tmp_path))
    shutil.copytree(whole, jars.cached(), copy_function=os.symlink)
    smallest = min(jars.manifest(), key=lambda jar: jar.size)
    (jars.cached() / smallest.name).unlink()
    said: list[str] = []

    assert jars.is_whole(jars.fetch(say=said.append))
    assert "1 files, 0 MB" in said[0]
