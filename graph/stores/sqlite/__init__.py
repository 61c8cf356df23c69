"""The embedded store, on the standard library's SQLite."""

from graph.stores.sqlite.store import SqliteStore

__all__ = ["SqliteStore"]
