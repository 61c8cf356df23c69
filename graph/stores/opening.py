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


def file_of(url: str | Path) -> Path | None:
    """The file of an embedded store; none where the url names a server."""
    text = str(url)
    return None if "://" in text or text == "local-neo4j" else Path(text).expanduser()
