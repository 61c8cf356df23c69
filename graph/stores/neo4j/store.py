"""The server store: one named database of a Neo4j server, one writer, any number of readers."""

from collections.abc import Callable, Generator, Sequence
from contextlib import contextmanager
from typing import Self

from neo4j import READ_ACCESS, WRITE_ACCESS, Driver, GraphDatabase, Session

from graph.stores.neo4j.address import Login, connect
from graph.stores.neo4j.errors import translated
from graph.stores.neo4j.read import Neo4jReader
from graph.stores.neo4j.schema import check, complete, warnings_about
from graph.stores.neo4j.turn import Turn
from graph.stores.neo4j.writer import Neo4jWriter


class Neo4jStore:
    """A store in a Neo4j database.

    Attributes:
        url: The address, as given.
        timeout: Seconds that one statement of a question may take.
        patience: Seconds that a load waits for a server that went away.
        say: Takes the lines that tell of waiting; by default they are logged as warnings.
    """

    def __init__(self, url: str, login: Login, timeout: float, patience: float) -> None:
        """Use `open`: it looks at the database first."""
        self.url = url
        self.timeout = timeout
        self.patience = patience
        self.say: Callable[[str], object] | None = None
        self._database = login.database
        self._driver: Driver = connect(url, login)
        # What this process has written, it reads, also from another member of a cluster.
        self._bookmarks = GraphDatabase.bookmark_manager()
        self._warnings: tuple[str, ...] = ()

    @classmethod
    def open(
        cls,
        url: str,
        login: Login | None = None,
        *,
        create: bool = True,
        timeout: float = 30.0,
        patience: float = 120.0,
    ) -> Self:
        """Open a store, or make one where the database is empty.

        Raises:
            StoreUnavailable: One of `graph.stores.neo4j.errors`, or if the database is empty and
                nothing is to be made.
            ForeignStore: If it holds something else, or what a newer Clew wrote.
        """
        store = cls(url, login or Login.read(), timeout, patience)
        try:
            with translated(url, timeout, asking=lambda: False):
                agent = store._driver.get_server_info().agent
                store._warnings = warnings_about(agent, url)
                check(store._driver, store._database, url, create=create)
        except BaseException:
            store.close()
            raise
        return store

    def _session(self, access: str) -> Session:
        return self._driver.session(
            database=self._database,
            default_access_mode=access,
            bookmark_manager=self._bookmarks,
        )

    @contextmanager
    def read(self) -> Generator[Neo4jReader]:
        """A view for one question; what it sees may move between two of its statements."""
        with translated(self.url, self.timeout), self._session(READ_ACCESS) as session:
            yield Neo4jReader(session, self.timeout)

    @contextmanager
    def write(self) -> Generator[Neo4jWriter]:
        """The one writer of this database."""
        with translated(self.url, self.timeout):
            complete(self._driver, self._database)
            turn = Turn(lambda: self._session(WRITE_ACCESS), self.url, self.patience, self.say)
            turn.take()
            try:
                yield Neo4jWriter(turn)
            finally:
                turn.release()

    def warnings(self) -> Sequence[str]:
        """Whether the server is of another version than Clew is tested with."""
        return self._warnings

    def close(self) -> None:
        """Close the connections."""
        self._driver.close()
