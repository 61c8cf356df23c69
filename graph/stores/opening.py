"""`open_store`: the only branch on the backend in the project."""

from pathlib import Path

from graph.errors import StoreUnavailable
from graph.store import Store

LOCAL = "local-neo4j"


def open_store(url: str | Path, *, create: bool = True) -> Store:
    """Open the store that a url names.

    Args:
        url: A path such as `clew.db`; or `neo4j://host:7687` (`bolt://`, and `+s` or `+ssc`
            behind either for TLS), as `CLEW_NEO4J_USER`, `CLEW_NEO4J_PASSWORD` and
            `CLEW_NEO4J_DATABASE` say; or `local-neo4j`, the server that `clew neo4j start` runs.
        create: Whether a store is made where there is none.

    Raises:
        StoreUnavailable: If there is none, it is foreign, or it cannot be reached.
    """
    # The driver is imported only for those who ask for it: it takes longer than all the rest.
    if url == LOCAL:
        return _local(create=create)
    if isinstance(url, str) and "://" in url:
        from graph.stores.neo4j import SCHEMES, Neo4jStore

        scheme = url.partition("://")[0]
        if scheme not in SCHEMES:
            known = ", ".join(f"{one}://" for one in SCHEMES)
            msg = f"{url!r} names no store: give a path, {LOCAL}, or an address with {known}"
            raise StoreUnavailable(msg)
        return Neo4jStore.open(url, create=create)
    from graph.stores.sqlite import SqliteStore

    return SqliteStore.open(Path(url), create=create)


def file_of(url: str | Path) -> Path | None:
    """The file of an embedded store; none where the url names a server."""
    if url == LOCAL or (isinstance(url, str) and "://" in url):
        return None
    return Path(url).expanduser()


def _local(*, create: bool) -> Store:
    from graph.stores import local_neo4j
    from graph.stores.neo4j import Login, Neo4jStore

    server = local_neo4j.connection()
    if server is None:
        msg = "No local Neo4j is running. Start it: clew neo4j start"
        raise StoreUnavailable(msg)
    return Neo4jStore.open(server.uri, Login(server.user, server.password), create=create)
