"""The embedded store: one SQLite file, one writer under a lock file, any number of readers."""

import sqlite3
import threading
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from graph.errors import ForeignStore, StoreLocked, StoreTimeout, StoreUnavailable
from graph.stores.file_lock import FileLocked, file_lock
from graph.stores.sqlite.read import SqliteReader
from graph.stores.sqlite.schema import APPLICATION_ID, SCHEMA_VERSION, create, prepare
from graph.stores.sqlite.shelf import SqliteShelf
from graph.stores.writer import StoreWriter


class SqliteStore:
    """A store in one file."""

    def __init__(self, path: Path) -> None:
        """Use `open`: it checks the file first."""
        self.path = path
        self.url = str(path)
        self._idle: list[sqlite3.Connection] = []
        self._lock = threading.Lock()

    @classmethod
    def open(cls, path: Path, *, create: bool = True) -> Self:
        """Open a store, or make one where there is none.

        Raises:
            StoreUnavailable: If there is none and none is to be made, or it cannot be read.
            ForeignStore: If the file is no store of this Clew, or of a newer one.
        """
        path = path.expanduser().resolve()
        store = cls(path)
        if not path.exists() or path.stat().st_size == 0:
            if not create:
                msg = f"There is no store at {path}. Load a case first: clew load FOLDER"
                raise StoreUnavailable(msg)
            store._make()
        with translated(path):
            store._give(store._checked())
        return store

    def _make(self) -> None:
        if not self.path.parent.is_dir():
            msg = f"The folder {self.path.parent} does not exist, so no store can be made in it."
            raise StoreUnavailable(msg)
        with self._alone(), translated(self.path):
            connection = sqlite3.connect(self.path, isolation_level=None)
            try:
                prepare(connection, writing=True)
                # Another process may have made it while this one waited for the lock.
                if not connection.execute("PRAGMA user_version").fetchone()[0]:
                    create(connection)
            finally:
                connection.close()

    def _checked(self) -> sqlite3.Connection:
        """A reading connection to a file that is surely ours."""
        connection = self._connect()
        application = connection.execute("PRAGMA application_id").fetchone()[0]
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if application == APPLICATION_ID and version == SCHEMA_VERSION:
            return connection
        connection.close()
        if application != APPLICATION_ID:
            msg = f"{self.path} is a database of another program. Name another file with --store."
        elif version > SCHEMA_VERSION:
            msg = (
                f"{self.path} was written by a newer Clew (schema {version}, this one knows "
                f"{SCHEMA_VERSION}). Update Clew, or load the case into a new file with --store."
            )
        else:
            msg = (
                f"{self.path} was written by an older Clew (schema {version}, this one writes "
                f"{SCHEMA_VERSION}). Load the case into a new file with --store."
            )
        raise ForeignStore(msg)

    def _connect(self) -> sqlite3.Connection:
        # A reader in mode=ro cannot checkpoint; see `prepare`.
        connection = sqlite3.connect(
            f"{self.path.as_uri()}?mode=ro", uri=True, isolation_level=None,
            check_same_thread=False,
        )  # fmt: skip
        prepare(connection, writing=False)
        return connection

    def _take(self) -> sqlite3.Connection:
        with self._lock:
            if self._idle:
                return self._idle.pop()
        return self._connect()

    def _give(self, connection: sqlite3.Connection) -> None:
        with self._lock:
            self._idle.append(connection)

    @contextmanager
    def read(self) -> Generator[SqliteReader]:
        """One read transaction, for one question."""
        with translated(self.path):
            connection = self._take()
            try:
                connection.execute("BEGIN")
                yield SqliteReader(connection)
            finally:
                connection.rollback()
                self._give(connection)

    @contextmanager
    def _alone(self) -> Generator[None]:
        try:
            with file_lock(self.path.with_name(self.path.name + ".lock")):
                yield
        except FileLocked:
            msg = f"Another process is writing to {self.path}. Try again when it has finished."
            raise StoreLocked(msg) from None

    @contextmanager
    def write(self) -> Generator[StoreWriter]:
        """The one writer of this file."""
        with self._alone(), translated(self.path):
            connection = sqlite3.connect(self.path, isolation_level=None)
            try:
                prepare(connection, writing=True)
                yield StoreWriter(SqliteShelf(connection))
            finally:
                connection.close()

    def warnings(self) -> Sequence[str]:
        """Nothing to say: the file is local and checked when opened."""
        return ()

    def backup(self, target: Path) -> None:
        """Write a consistent copy to a new file, while readers and a writer go on.

        Raises:
            StoreUnavailable: If the target exists or cannot be written.
        """
        if target.exists():
            msg = f"{target} exists; a backup never overwrites. Name another file."
            raise StoreUnavailable(msg)
        partial = target.with_name(target.name + ".partial")
        with translated(partial):
            copy = sqlite3.connect(partial)
            source = self._take()
            try:
                source.backup(copy)
            finally:
                copy.close()
                self._give(source)
        partial.rename(target)

    def close(self) -> None:
        """Close the reading connections."""
        with self._lock:
            while self._idle:
                self._idle.pop().close()


@contextmanager
def translated(path: Path) -> Generator[None]:
    """The wall at which SQLite's errors become ours."""
    try:
        yield
    except sqlite3.OperationalError as error:
        if "locked" in str(error) or "busy" in str(error):
            msg = f"{path} stayed locked for ten seconds: {error}"
            raise StoreTimeout(msg) from error
        msg = f"The store {path} cannot be used: {error}"
        raise StoreUnavailable(msg) from error
    except sqlite3.DatabaseError as error:
        if "not a database" in str(error):
            msg = f"{path} is no database. Name another file with --store."
            raise ForeignStore(msg) from error
        msg = f"The store {path} is damaged: {error}. Restore a backup: clew restore FILE"
        raise StoreUnavailable(msg) from error
