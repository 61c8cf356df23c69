"""Backup, restore, retract and doctor: what keeps a store whole."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from api.cli import doctor
from graph.evidence import Source
from graph.stores.file_lock import file_lock
from graph.stores.opening import open_store
from tests.api.conftest import Clew


def snapshot(path: Path) -> str:
    store = open_store(path, create=False)
    with store.read() as reader:
        found = reader.snapshot()
    store.close()
    return found


def test_a_backup_comes_back_as_it_was(clew: Clew, own_world: Path, tmp_path: Path) -> None:
    """After a retraction in between; the exit code and the snapshot say that it is the same."""
    before, copy, store = snapshot(own_world), tmp_path / "copy.db", ["--store", str(own_world)]
    run = clew("backup", str(copy), *store)
    assert run.code == 0
    assert before in run.out
    assert clew("retract", "acu.bob.c1", "--because", "Misread.", *store).code == 0
    assert snapshot(own_world) != before
    refused = clew("restore", str(copy), *store)
    assert refused.code == 2
    assert "--force" in refused.err
    run = clew("restore", str(copy), "--force", *store)
    assert run.code == 0
    assert "verified" in run.out
    assert snapshot(own_world) == before
    assert clew("doctor", *store).code == 0


def test_a_backup_never_overwrites(clew: Clew, world: Path, tmp_path: Path) -> None:
    there = tmp_path / "there"
    there.write_text("precious")
    assert clew("backup", str(there)).code == 5
    assert there.read_text() == "precious"


def test_a_restore_makes_a_store_where_there_is_none(
    clew: Clew, world: Path, tmp_path: Path
) -> None:
    clew("backup", str(tmp_path / "copy.db"))
    new = tmp_path / "new.db"
    assert clew("restore", str(tmp_path / "copy.db"), "--store", str(new)).code == 0
    assert snapshot(new) == snapshot(world)


def test_a_retraction_takes_what_rests_on_it_and_says_why(clew: Clew, own_world: Path) -> None:
    """Bob's accusation has one claim; the reason stands in the changes."""
    store = ["--store", str(own_world)]
    run = clew("retract", "acu.bob.c1", "--because", "Another Bob was meant.", *store)
    assert run.code == 0
    assert "Removed, since nothing else supports it: acu.bob." in run.out
    assert clew("show", "acu.bob", *store).code == 1
    assert "retracted: Another Bob was meant." in " ".join(
        clew("changes", "-f", "md", *store).out.replace("\\", "").split()
    )


def test_a_retraction_of_no_claim_is_not_found(clew: Clew, own_world: Path) -> None:
    store = ["--store", str(own_world)]
    assert clew("retract", "acu.bob.c9", "--because", "x", *store).code == 1
    assert clew("retract", "acu.bob.c1", *store).code == 2
    assert clew("retract", "acu.bob.c1", "--because", " ", *store).code == 2


def test_only_one_may_write(clew: Clew, own_world: Path, tmp_path: Path) -> None:
    """While another process holds the lock, nothing is retracted or restored."""
    store = ["--store", str(own_world)]
    clew("backup", str(tmp_path / "copy.db"), *store)
    with file_lock(own_world.with_name(own_world.name + ".lock")):
        for words in (
            ["retract", "acu.bob.c1", "--because", "x"],
            ["restore", str(tmp_path / "copy.db"), "--force"],
        ):
            run = clew(*words, *store)
            assert run.code == 5
            assert "Another process is writing" in run.err


def test_the_doctor_finds_a_sound_store_sound(clew: Clew) -> None:
    run = clew("doctor")
    assert run.code == 0
    for what in ("Python", "SQLite", "fastapi", "store", "lock", "disk", "integrity", "snapshot"):
        assert what in run.out
    assert "wrong" not in run.out


def test_the_doctor_tells_what_is_needed_from_what_is_optional(
    clew: Clew, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A script that asks the exit code is stopped by the first and not by the second."""
    monkeypatch.setattr(doctor, "_OPTIONAL", {"clew-has-no-such-extra": "some-extra"})
    run = clew("doctor")
    assert run.code == 0
    assert "not needed without clew[some-extra]" in " ".join(run.out.split())
    monkeypatch.setattr(doctor, "_PACKAGES", ("click", "clew-has-no-such-package"))
    run = clew("doctor")
    assert run.code == 4
    assert re.search(r"clew-has-no-such-package +wrong", run.out)


def test_the_doctor_finds_no_store(clew: Clew, tmp_path: Path) -> None:
    run = clew("doctor", "--store", str(tmp_path / "none.db"))
    assert run.code == 5
    assert "wrong" in run.out


def test_the_doctor_finds_a_row_that_was_changed_behind_clew_s_back(
    clew: Clew, tmp_path: Path
) -> None:
    """The rows no longer come to the snapshot."""
    altered = tmp_path / "altered.db"
    clew("backup", str(altered))
    with closing(sqlite3.connect(altered)) as connection:
        body = "replace(body, 'Ann Able', 'Ann Axle')"
        assert connection.execute(f"UPDATE node SET body = {body} WHERE id = 'per.ann'").rowcount
        connection.commit()
    run = clew("doctor", "--store", str(altered))
    assert run.code == 4
    assert "its rows come to" in " ".join(run.out.split())
    assert clew("restore", str(altered), "--store", str(tmp_path / "new.db")).code == 4
    assert not (tmp_path / "new.db").exists()


class _Site(BaseHTTPRequestHandler):
    """Answers for /here, to GET alone for /shy, and for nothing else."""

    def do_HEAD(self) -> None:
        self.send_response(200 if self.path == "/here" else 404)
        self.end_headers()

    def do_GET(self) -> None:
        self.send_response(200 if self.path in {"/here", "/shy"} else 404)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def site() -> Iterator[str]:
    """The address of a small site on this machine."""
    server = HTTPServer(("127.0.0.1", 0), _Site)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def test_the_doctor_asks_which_addresses_answer_only_if_told(
    clew: Clew, own_world: Path, site: str
) -> None:
    store = open_store(own_world)
    with store.write() as writer:
        writer.put(
            [
                Source(id="s.file", title="The file", publisher="Tests", url=f"{site}/here"),
                Source(id="s.shy", title="Shy", publisher="Tests", url=f"{site}/shy"),
                Source(id="s.gone", title="Gone", publisher="Tests", url=f"{site}/gone"),
                Source(id="s.odd", title="Odd", publisher="Tests", url="file:///etc/hosts"),
            ],
            "world",
        )
    store.close()
    run = clew("doctor", "--links", "--store", str(own_world))
    told = {line.split()[0]: line.split()[1] for line in run.out.splitlines() if site in line}
    assert told == {"s.file": "yes", "s.shy": "yes", "s.gone": "no"}
    assert "Source addresses" not in clew("doctor", "--store", str(own_world)).out
