"""Looking after the file of an embedded store: is it whole, and how a backup comes back."""

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import NamedTuple, get_args

from graph.errors import BadRequest, StoreLocked, StoreUnavailable, VerificationFailed
from graph.store import Table
from graph.stores.file_lock import FileLocked, file_lock
from graph.stores.sqlite.schema import SCHEMA_VERSION
from graph.stores.sqlite.store import SqliteStore, translated
from graph.stores.writing import row_digest, snapshot_text

# A checkpoint beside a commit could lose pages of the log before these releases. One writer under
# a lock file, and readers that cannot checkpoint, keep clear of it on every release.
_MENDED = (3, 51, 3)
_BACKPORTS = ((3, 50, 7), (3, 44, 6))
_LOW_DISK = 512 * 1024 * 1024
_MODULUS = 2**256


class Finding(NamedTuple):
    """One thing that was looked at."""

    what: str
    fine: bool
    detail: str


def examine(path: Path) -> Iterator[Finding]:
    """Everything that can be wrong with a store's file, one finding after the other.

    Args:
        path: The file.
    """
    path = path.expanduser().resolve()
    yield _sqlite()
    if not path.is_file():
        yield Finding("store", False, f"there is none at {path}; load a case: clew load FOLDER")
        return
    SqliteStore.open(path, create=False).close()
    size = path.stat().st_size
    wal = path.with_name(path.name + "-wal")
    log = f", log {wal.stat().st_size:,} bytes" if wal.is_file() else ""
    yield Finding("store", True, f"{path}, {size:,} bytes{log}, schema {SCHEMA_VERSION}")
    free = shutil.disk_usage(path.parent).free
    yield Finding("disk", free > max(_LOW_DISK, size), f"{free:,} bytes free")
    yield _lock(path)
    yield from _wholeness(path)


def _sqlite() -> Finding:
    version = sqlite3.sqlite_version_info
    mended = version >= _MENDED or any(
        version[:2] == one[:2] and version >= one for one in _BACKPORTS
    )
    caveat = (
        ""
        if mended
        else "; before 3.51.3 a checkpoint beside another connection's commit could lose pages, "
        "which one writer and read-only readers rule out: write to this file with clew alone"
    )
    return Finding("SQLite", True, f"{sqlite3.sqlite_version}{caveat}")


def _lock(path: Path) -> Finding:
    try:
        with file_lock(path.with_name(path.name + ".lock")):
            return Finding("lock", True, "free: nobody is writing")
    except FileLocked:
        return Finding("lock", True, "held: another process is writing now")


def _wholeness(path: Path) -> Iterator[Finding]:
    with translated(path), closing(_reading(path)) as connection:
        found = [one for (one,) in connection.execute("PRAGMA integrity_check(5)")]
        yield Finding("integrity", found == ["ok"], "; ".join(found))
        connection.execute("BEGIN")
        kept, counted = _kept(connection), _counted(connection)
        same = kept == counted
        detail = kept if same else f"says {kept}, its rows come to {counted}"
        yield Finding("snapshot", same, detail)
        for dataset, finished in connection.execute("SELECT dataset, finished FROM load"):
            detail = "whole" if finished else "its load has not finished: repeat it"
            yield Finding(f"dataset {dataset}", bool(finished), detail)


def verify(path: Path) -> str:
    """The snapshot of a store's file, after its pages and every row were checked.

    Raises:
        VerificationFailed: If a page is damaged, or the rows do not come to the snapshot.
        StoreUnavailable: If it is no store.
    """
    SqliteStore.open(path, create=False).close()
    with translated(path), closing(_reading(path)) as connection:
        found = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
        if found != "ok":
            msg = f"{path} is damaged: {found}"
            raise VerificationFailed(msg)
        connection.execute("BEGIN")
        kept, counted = _kept(connection), _counted(connection)
        if kept != counted:
            msg = f"{path} says that its snapshot is {kept}, but its rows come to {counted}"
            raise VerificationFailed(msg)
        return kept


def _reading(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, isolation_level=None)


def _kept(connection: sqlite3.Connection) -> str:
    row = connection.execute("SELECT value FROM meta WHERE key = 'digest'").fetchone()
    return snapshot_text(int(row[0], 16))


def _counted(connection: sqlite3.Connection) -> str:
    tables: tuple[Table, ...] = get_args(Table)
    total = sum(
        row_digest(table, body)
        for table in tables
        for (body,) in connection.execute(f"SELECT body FROM {table}")
    )
    return snapshot_text(total % _MODULUS)


def restore(backup: Path, path: Path, *, force: bool = False) -> str:
    """Make a store's file hold what a backup holds, in one step, and check that it does.

    Where there is a store already, its pages are replaced in one transaction: readers of the
    server go on with what they read and then see the backup's content.

    Args:
        backup: A file that `backup` made.
        path: The store's file.
        force: Whether an existing store may be replaced.

    Returns:
        The snapshot.

    Raises:
        VerificationFailed: If the backup is damaged, or the copy differs from it.
        BadRequest: If there is a store and `force` was not given.
        StoreLocked: If another process is writing to the store.
    """
    backup, path = backup.expanduser().resolve(), path.expanduser().resolve()
    if not backup.is_file():
        msg = f"There is no file {backup}."
        raise StoreUnavailable(msg)
    snapshot = verify(backup)
    there = path.exists() and path.stat().st_size > 0
    if there and not force:
        raise BadRequest("--force", f"{path} exists; say --force to replace what it holds")
    if not path.parent.is_dir():
        msg = f"The folder {path.parent} does not exist."
        raise StoreUnavailable(msg)
    try:
        with file_lock(path.with_name(path.name + ".lock")):
            if not (there and _replaced_inside(backup, path)):
                _replaced(backup, path)
    except FileLocked:
        msg = f"Another process is writing to {path}. Try again when it has finished."
        raise StoreLocked(msg) from None
    if verify(path) != snapshot:
        msg = f"{path} is not what {backup} is"
        raise VerificationFailed(msg)
    return snapshot


def _replaced_inside(backup: Path, path: Path) -> bool:
    """Replace the content of a database by that of another; false where it is none."""
    with closing(_reading(backup)) as source, closing(sqlite3.connect(path)) as target:
        try:
            target.execute("PRAGMA synchronous = FULL")
            source.backup(target)
        except sqlite3.DatabaseError:
            return False
    return True


def _replaced(backup: Path, path: Path) -> None:
    """Put a copy in the place of a file that is no database, or of none."""
    partial = path.with_name(path.name + ".partial")
    partial.unlink(missing_ok=True)
    with translated(partial), closing(_reading(backup)) as source:
        target = sqlite3.connect(partial)
        try:
            source.backup(target)
        finally:
            target.close()
    # A log that belonged to the old file would be taken for one of the new.
    for tail in ("-wal", "-shm"):
        path.with_name(path.name + tail).unlink(missing_ok=True)
    with partial.open("rb") as file:
        os.fsync(file.fileno())
    partial.replace(path)
