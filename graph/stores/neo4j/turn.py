"""One writer at a time over all processes, and each of its transactions.

Two things keep writers apart. Every transaction first writes to the one node that stands for the
store, and so holds its lock until it ends: transactions run one after the other, whatever
happens. And that node names the writer whose turn it is, until a time that each of his
transactions moves on: a second load is refused at once instead of mixing its revisions into the
first one's. A writer that dies leaves a turn that ends by itself.
"""

import logging
import os
import socket
import time
import uuid
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Any, Final, LiteralString, NamedTuple, TypeVar

from neo4j import Record, Session, Transaction
from neo4j.exceptions import IncompleteCommit, Neo4jError

from graph.errors import ForeignStore, StoreLocked
from graph.stores.neo4j.errors import DRIVER_ERRORS, out_of_memory, reason_of

# Longer than a loader takes from one batch to the next; shorter than anybody minds to wait for a
# writer that was killed. By the server's clock alone.
TURN_SECONDS: Final = 30
# How long a transaction of somebody else may keep us from asking whose turn it is.
_ASK_SECONDS: Final = 5.0
# The longest that the server keeps a transaction, and its lock, whose writer fell silent.
_WRITE_SECONDS: Final = 1800.0
STEP_SECONDS: Final = 1.0

_LOCKED: Final = (
    "MATCH (store:ClewStore {key: 'store'})\n"
    # The lock comes with the write, and what is read behind it is what the last writer left.
    "SET store._lock = $writer\n"
    "WITH store, datetime.realtime().epochMillis AS now\n"
)
TAKE: Final[LiteralString] = (
    _LOCKED + "WITH store, now, "
    "store.writer IS NULL OR store.writer = $writer OR store.writer_until < now AS free, "
    "store.writer_name AS name, (store.writer_until - now) / 1000 AS seconds\n"
    "SET store.writer = CASE WHEN free THEN $writer ELSE store.writer END, "
    "store.writer_name = CASE WHEN free THEN $name ELSE store.writer_name END, "
    "store.writer_until = CASE WHEN free THEN now + $lease ELSE store.writer_until END\n"
    "RETURN free, name, seconds"
)
ENTER: Final[LiteralString] = (
    _LOCKED + "RETURN store.writer = $writer AS ours, store.digest AS digest, "
    "store.revision AS revision"
)
LEAVE: Final[LiteralString] = (
    "MATCH (store:ClewStore {key: 'store'})\n"
    "SET store.writer_until = datetime.realtime().epochMillis + $lease, store.call = $call\n"
    "RETURN store.call"
)
LAST_CALL: Final[LiteralString] = (
    "MATCH (store:ClewStore {key: 'store'})\nRETURN store.call AS call"
)
RELEASE: Final[LiteralString] = (
    "MATCH (store:ClewStore {key: 'store'})\nWHERE store.writer = $writer\n"
    "REMOVE store.writer, store.writer_name, store.writer_until, store._lock\n"
    "RETURN count(store)"
)

Say = Callable[[str], object]
ResultT = TypeVar("ResultT")
_LOG: Final = logging.getLogger("clew")


class State(NamedTuple):
    """What the last revision left."""

    digest: str
    revision: int


class Turn:
    """One writer's turn."""

    def __init__(
        self,
        session: Callable[[], Session],
        address: str,
        patience: float,
        say: Say | None = None,
    ) -> None:
        """Ask for nothing yet.

        Args:
            session: Opens a session that may write.
            address: Of the server, for messages.
            patience: Seconds to wait for a server that went away.
            say: Takes the lines that tell of waiting.
        """
        self.session = session
        self.address = address
        self.patience = patience
        self.say: Say = say or _LOG.warning
        self.writer = uuid.uuid4().hex
        self.state = State(f"{0:064x}", 0)
        self._transaction: Transaction | None = None

    def take(self) -> None:
        """Begin the turn.

        Raises:
            StoreLocked: If it is somebody else's.
        """
        name = f"process {os.getpid()} on {socket.gethostname()}"
        given = {"writer": self.writer, "name": name, "lease": TURN_SECONDS * 1000}
        try:
            with (
                self.session() as session,
                session.begin_transaction(timeout=_ASK_SECONDS) as transaction,
            ):
                found = transaction.run(TAKE, given).single()
                transaction.commit()
        except Neo4jError as error:
            if "TransactionTimedOut" not in (error.code or ""):
                raise
            msg = f"Another process is writing to {self.address}. Try again when it has finished."
            raise StoreLocked(msg) from error
        if found is None:
            raise self._gone()
        if not found["free"]:
            msg = (
                f"Another process is writing to {self.address}: {found['name']}. Try again when it "
                f"has finished; if it was killed, in {found['seconds'] + 1} seconds."
            )
            raise StoreLocked(msg)

    def release(self) -> None:
        """End the turn; where the server is gone it ends by itself."""
        try:
            with self.session() as session:
                session.run(RELEASE, writer=self.writer).consume()
        except DRIVER_ERRORS as error:
            _LOG.debug("The turn at %s could not be given back: %s", self.address, error)

    @contextmanager
    def transaction(self) -> Generator[None]:
        """Everything done in the body is kept together, or, where it raises, not at all.

        Raises:
            StoreLocked: If the turn had run out and somebody else has begun.
        """
        call = uuid.uuid4().hex
        with (
            self.session() as session,
            session.begin_transaction(timeout=_WRITE_SECONDS) as transaction,
        ):
            found = transaction.run(ENTER, writer=self.writer).single()
            if found is None:
                raise self._gone()
            if not found["ours"]:
                msg = (
                    f"Another process has begun to write to {self.address}, as this one had not "
                    f"written for {TURN_SECONDS} seconds. Load again."
                )
                raise StoreLocked(msg)
            self.state = State(found["digest"], found["revision"])
            self._transaction = transaction
            try:
                yield
            finally:
                self._transaction = None
            transaction.run(LEAVE, call=call, lease=TURN_SECONDS * 1000).consume()
            try:
                transaction.commit()
            except IncompleteCommit:
                # The server went away with our last word: it kept all or nothing, and tells.
                if self.again(self._last_call, broken=True) != call:
                    raise

    def run(self, text: LiteralString, given: dict[str, Any]) -> Record:
        """The one record that a statement of the running transaction answers with."""
        if self._transaction is None:
            msg = "a shelf is used inside its transaction"
            raise RuntimeError(msg)
        return self._transaction.run(text, given).single(strict=True)

    def _last_call(self) -> str | None:
        with self.session() as session:
            found = session.run(LAST_CALL).single()
        return found["call"] if found else None

    def _gone(self) -> ForeignStore:
        return ForeignStore(f"The database at {self.address} is a store of Clew no longer.")

    def again(self, work: Callable[[], ResultT], *, broken: bool = False) -> ResultT:
        """Do the work, over and over while the server is away, in short and steady steps.

        The driver's own steps double, so that it sleeps on long after the server is back.

        Args:
            work: What to do; it leaves nothing behind where it fails.
            broken: Whether it was tried before.
        """
        began = time.monotonic()
        while True:
            try:
                if broken:
                    # The server may still hold the broken transaction; where the turn can be
                    # taken it is over, one way or the other.
                    self.take()
                return work()
            except (*DRIVER_ERRORS, StoreLocked) as error:
                waited = time.monotonic() - began
                lasting = waited > self.patience or not _passes(error)
                if lasting or (isinstance(error, StoreLocked) and not broken):
                    raise
                broken = True
                self.say(
                    f"Waiting for Neo4j at {self.address} ({waited:.0f} s of at most "
                    f"{self.patience:.0f} s): {reason_of(error)}"
                )
                time.sleep(STEP_SECONDS)


def _passes(error: Exception) -> bool:
    """Whether it may be over soon: no server, a broken connection, a lock that is not given."""
    if isinstance(error, StoreLocked):
        return isinstance(error.__cause__, Neo4jError)
    if isinstance(error, IncompleteCommit):
        return True
    retryable = getattr(error, "is_retryable", None)
    return bool(retryable and retryable()) and not out_of_memory(error)
