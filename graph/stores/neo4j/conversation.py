"""Asking the server: one session, one statement for each thing that is asked.

The server keeps no snapshot from one statement to the next. `snapshot()` before and after a
question tells whether it moved meanwhile; `queries.question.ask` then asks once more.
"""

from typing import LiteralString

import orjson
from neo4j import Query, Record, Session

from graph.store import Load
from graph.stores.neo4j import reads as cypher
from graph.stores.neo4j.errors import LOST


class Conversation:
    """Statements, each with one record as its answer, and what the store says of itself."""

    def __init__(self, session: Session, timeout: float) -> None:
        """Read through a session.

        Args:
            session: Routed to where reading is done.
            timeout: Seconds that one statement may take.
        """
        self._session = session
        self._timeout = timeout
        self._state: Record | None = None

    def _ask(self, text: LiteralString, **given: object) -> Record | None:
        query = Query(text, timeout=self._timeout)
        try:
            return self._session.run(query, given).single()
        except LOST:
            # A connection that lay idle while the server was started anew: the next one is
            # fresh. Where the server is away, that fails at once.
            return self._session.run(query, given).single()

    def _columns(self, text: LiteralString, **given: object) -> Record:
        found = self._ask(text, **given)
        if found is None:
            msg = "the node that stands for the store is gone"
            raise RuntimeError(msg)
        return found

    def _kept(self) -> Record:
        """What the node that stands for the store says, and the loads."""
        if self._state is None:
            self._state = self._columns(cypher.STATE)
        return self._state

    def _forget(self) -> None:
        """The store has changed since it was asked."""

    def snapshot(self) -> str:
        """Digest over all records, whatever their order."""
        before, self._state = self._state, None
        digest = str(self._kept()["digest"])
        if before is None or before["digest"] != digest:
            self._forget()
        return digest

    def loads(self) -> list[Load]:
        """The datasets, in the order of their names."""
        return [
            Load(one, done, digest, orjson.loads(card))
            for one, done, digest, card in sorted(self._kept()["loads"])
        ]
