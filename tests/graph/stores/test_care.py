"""A store's file: what is wrong with it is found, and a backup comes back in one step."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from graph.errors import (
    BadRequest,
    ForeignStore,
    StoreLocked,
    StoreUnavailable,
    VerificationFailed,
)
from graph.stores.file_lock import file_lock
from graph.stores.opening import file_of, open_store
from graph.stores.sqlite import SqliteStore
from graph.stores.sqlite.care import examine, restore, verify
from tests.queries.worlds import records

ONE, OTHER = "per.ann -OWNS-> org.one", "per.ann -OWNS-> org.other\nper.bob"


def made(path: Path, text: str) -> Path:
    store = open_store(path)
    with store.write() as writer:
        writer.put(records(text), "world")
    store.close()
    return path


def backed_up(path: Path, target: Path) -> Path:
    store = SqliteStore.open(path, create=False)
    store.backup(target)
    store.close()
    return target


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return made(tmp_path / "clew.db", ONE)


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    """Of another world than `store` holds."""
    return backed_up(made(tmp_path / "other.db", OTHER), tmp_path / "backup.db")


def wrong(path: Path) -> set[str]:
    return {one.what for one in examine(path) if not one.fine}


def altered(path: Path, statement: str) -> Path:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(statement)
        connection.commit()
    return path


def test_a_sound_store_is_found_sound(store: Path) -> None:
    found = {one.what: one.detail for one in examine(store)}
    assert not wrong(store)
    assert {"SQLite", "store", "disk", "lock", "integrity", "snapshot"} <= found.keys()
    assert found["snapshot"] == verify(store)
    assert found["lock"].startswith("free")


def test_a_writer_at_work_is_seen_and_is_no_fault(store: Path) -> None:
    with file_lock(store.with_name(store.name + ".lock")):
        found = {one.what: one for one in examine(store)}
    assert found["lock"].fine
    assert found["lock"].detail.startswith("held")


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE node SET body = replace(body, 'ann', 'axl') WHERE id = 'per.ann'",
        "DELETE FROM claim WHERE about = 'per.ann'",
        "UPDATE meta SET value = '0' WHERE key = 'digest'",
    ],
)
def test_rows_that_do_not_come_to_the_snapshot_are_found(
    store: Path, tmp_path: Path, statement: str
) -> None:
    copy = altered(backed_up(store, tmp_path / "copy.db"), statement)
    assert wrong(copy) == {"snapshot"}
    with pytest.raises(VerificationFailed, match="its rows come to"):
        verify(copy)


def test_a_damaged_page_is_found(store: Path, tmp_path: Path) -> None:
    """An index that says other than its table."""
    copy = backed_up(store, tmp_path / "copy.db")
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("PRAGMA writable_schema = ON")
        connection.execute("DELETE FROM sqlite_master WHERE name = 'edge_in'")
        connection.execute("PRAGMA writable_schema = OFF")
        connection.commit()
    assert "integrity" in wrong(copy)
    with pytest.raises(VerificationFailed, match="is damaged"):
        verify(copy)


def test_an_unfinished_load_is_found(store: Path) -> None:
    opened = open_store(store)
    with opened.write() as writer:
        writer.begin("second", {})
    opened.close()
    assert wrong(store) == {"dataset second"}


def test_where_there_is_no_store_that_is_the_finding(tmp_path: Path) -> None:
    assert wrong(tmp_path / "none.db") == {"store"}


def test_a_restore_replaces_what_was_there(store: Path, backup: Path) -> None:
    with pytest.raises(BadRequest, match="--force"):
        restore(backup, store)
    assert restore(backup, store, force=True) == verify(backup) == verify(store)
    opened = open_store(store, create=False)
    with opened.read() as reader:
        assert reader.nodes(["org.one", "org.other"]).keys() == {"org.other"}
    opened.close()


def test_a_restore_under_a_reader_shows_the_new_content_afterwards(
    store: Path, backup: Path
) -> None:
    """A server goes on: what it reads is whole before and whole after, never mixed."""
    serving = open_store(store, create=False)
    with serving.read() as reader:
        before = reader.snapshot()
        restore(backup, store, force=True)
        assert reader.snapshot() == before
        assert reader.nodes(["org.one"])
    with serving.read() as reader:
        assert reader.snapshot() == verify(backup)
        assert not reader.nodes(["org.one"])
    with serving.write() as writer:
        writer.put(records("per.carl"), "more")
    serving.close()
    assert not wrong(store)


def test_a_restore_heals_a_file_that_is_no_database(backup: Path, tmp_path: Path) -> None:
    broken = tmp_path / "broken.db"
    broken.write_bytes(b"nothing of the kind" * 100)
    broken.with_name("broken.db-wal").write_bytes(b"a log of something else")
    assert restore(backup, broken, force=True) == verify(broken)
    assert not wrong(broken)


def test_what_cannot_be_trusted_is_not_restored(store: Path, tmp_path: Path) -> None:
    """The store stays as it was."""
    before = verify(store)
    text = tmp_path / "text"
    text.write_text("no database at all, " * 50)
    bad = altered(backed_up(store, tmp_path / "bad.db"), "DELETE FROM claim")
    for file, error in (
        (text, ForeignStore),
        (bad, VerificationFailed),
        (tmp_path / "none", StoreUnavailable),
    ):
        with pytest.raises(error):
            restore(file, store, force=True)
    assert verify(store) == before


def test_a_restore_waits_for_no_writer(store: Path, backup: Path) -> None:
    with file_lock(store.with_name(store.name + ".lock")), pytest.raises(StoreLocked):
        restore(backup, store, force=True)


def test_a_new_store_needs_its_folder(backup: Path, tmp_path: Path) -> None:
    with pytest.raises(StoreUnavailable, match="folder"):
        restore(backup, tmp_path / "no" / "clew.db")


@pytest.mark.parametrize(
    ("url", "file"),
    [
        ("clew.db", "clew.db"),
        ("neo4j://host:7687", None),
        ("bolt+s://h", None),
        ("local-neo4j", None),
    ],
)
def test_only_an_embedded_store_is_a_file(url: str, file: str | None) -> None:
    assert file_of(url) == (Path(file) if file else None)
