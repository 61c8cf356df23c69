"""`open_store`: the only branch on the backend in the project."""

from pathlib import Path

from graph.store import Store


def open_store(url: str | Path, *, create: bool = True) -> Store:
    """Open the store that a url names.

    Args:
        url: A path such as `clew.db`, or `neo4j://host:7687` (`bolt://`, TLS variants), or
            `local-neo4j`.
        create: Whether a missing embedded store is made.

    Raises:
        StoreUnavailable: If there is none, it is foreign, or it cannot be reached.
    """
    from graph.stores.sqlite import SqliteStore

    return SqliteStore.open(Path(url), create=create)
