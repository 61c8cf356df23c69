"""The wall at which the driver's errors become ours: one class for each thing a user can do.

StoreUnavailable
├── AddressUnusable     what was given is no address of a server
├── ServerUnreachable   nothing answers there, or what answers is no Neo4j
├── LoginRefused        wrong user or password, or too many tries
├── RightsMissing       the user may not do what Clew needs
├── DatabaseMissing     the server has no such database
├── ServerTooOld        older than the release that Clew is made for
├── ConnectionLost      the server went away while it was asked
├── ServerBusy          it has no connection or no memory left for us
└── StoreTimeout
    └── QuestionTimeout the question took longer than it may
"""

from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import Final

from neo4j.exceptions import (
    AuthError,
    ConfigurationError,
    ConnectionAcquisitionTimeoutError,
    ConnectionPoolError,
    DriverError,
    Forbidden,
    IncompleteCommit,
    Neo4jError,
    ServiceUnavailable,
    SessionExpired,
    TransientError,
    UnsupportedServerProduct,
)

from graph.errors import StoreTimeout, StoreUnavailable

# What the driver raises; everything else in a statement's way is a fault of ours.
DRIVER_ERRORS: Final = (DriverError, Neo4jError)
# The connection, not the question, was at fault.
LOST: Final = (ServiceUnavailable, SessionExpired, IncompleteCommit)


class AddressUnusable(StoreUnavailable):
    """What was given is no address of a server."""

    def __init__(self, address: str, reason: str) -> None:
        self.address = address
        super().__init__(f"The address {address!r} cannot be used: {reason}.")


class ServerUnreachable(StoreUnavailable):
    """Nothing answers at the address, or what answers is no Neo4j."""

    def __init__(self, address: str, reason: str) -> None:
        self.address = address
        super().__init__(
            f"No Neo4j answers at {address}: {reason}. "
            "Is it running, is the port right, does it want TLS (neo4j+s://)?"
        )


class LoginRefused(StoreUnavailable):
    """The server does not accept the user or the password."""

    def __init__(self, address: str, reason: str) -> None:
        self.address = address
        super().__init__(
            f"Neo4j at {address} refuses the login: {reason}. "
            "Set CLEW_NEO4J_USER and CLEW_NEO4J_PASSWORD."
        )


class RightsMissing(StoreUnavailable):
    """The user may not do what Clew needs."""

    def __init__(self, address: str, reason: str) -> None:
        self.address = address
        super().__init__(
            f"Neo4j at {address} does not let this user do what Clew needs: {reason}. "
            "Reading needs the role reader; loading needs publisher, the first load architect."
        )


class DatabaseMissing(StoreUnavailable):
    """The server has no such database, or it is stopped."""

    def __init__(self, address: str, reason: str) -> None:
        self.address = address
        super().__init__(
            f"Neo4j at {address} cannot open the database: {reason}. "
            "Name another with CLEW_NEO4J_DATABASE."
        )


class ServerTooOld(StoreUnavailable):
    """The server is older than the release that Clew is made for."""

    def __init__(self, address: str, version: str, needed: str) -> None:
        self.version = version
        super().__init__(
            f"Neo4j at {address} is version {version}; Clew needs {needed} or newer. Update it."
        )


class ConnectionLost(StoreUnavailable):
    """The server went away while it was asked."""

    def __init__(self, address: str, reason: str) -> None:
        self.address = address
        super().__init__(
            f"Neo4j at {address} went away while it was asked: {reason}. Ask again when it is back."
        )


class ServerBusy(StoreUnavailable):
    """The server has no connection or no memory left for us."""

    def __init__(self, address: str, reason: str) -> None:
        self.address = address
        super().__init__(f"Neo4j at {address} has no room for this now: {reason}.")


class QuestionTimeout(StoreTimeout):
    """The question took longer than it may."""

    def __init__(self, address: str, seconds: float) -> None:
        self.seconds = seconds
        super().__init__(
            f"Neo4j at {address} did not answer within {seconds:g} seconds. "
            "Ask for fewer hops, fewer kinds or a shorter time."
        )


@contextmanager
def translated(
    address: str, timeout: float, *, asking: Callable[[], bool] = lambda: True
) -> Generator[None]:
    """The wall.

    Args:
        address: Of the server, for the messages.
        timeout: Seconds that a question may take.
        asking: Whether the server had answered before, so that it is lost and not missing.
    """
    try:
        yield
    except DRIVER_ERRORS as error:
        raise ours(error, address, timeout, asking=asking()) from error


def ours(
    error: DriverError | Neo4jError, address: str, timeout: float, *, asking: bool
) -> StoreUnavailable:
    """Our error for one of the driver's."""
    reason, code = reason_of(error), getattr(error, "code", None) or ""
    if "TransactionTimedOut" in code or "LockAcquisitionTimeout" in code:
        return QuestionTimeout(address, timeout)
    if code.startswith("Neo.ClientError.Database.") or code.endswith(".DatabaseUnavailable"):
        return DatabaseMissing(address, reason)
    if out_of_memory(error):
        return ServerBusy(address, reason)
    if isinstance(error, LOST):
        return (ConnectionLost if asking else ServerUnreachable)(address, reason)
    for kinds, found in _BY_CLASS:
        if isinstance(error, kinds):
            return found(address, reason)
    return StoreUnavailable(f"Neo4j at {address} could not answer: {reason}.")


_BY_CLASS: Final[
    tuple[tuple[tuple[type[Exception], ...], Callable[[str, str], StoreUnavailable]], ...]
] = (
    ((AuthError, ConfigurationError), LoginRefused),
    ((Forbidden,), RightsMissing),
    ((ConnectionAcquisitionTimeoutError, ConnectionPoolError), ServerBusy),
    ((UnsupportedServerProduct,), ServerUnreachable),
)


def out_of_memory(error: Exception) -> bool:
    """Whether the server's own limit of memory stopped a transaction: trying again is no help."""
    return isinstance(error, TransientError) and "MemoryPoolOutOfMemory" in (error.code or "")


def reason_of(error: Exception) -> str:
    """The first line of what the driver says, without its full stop."""
    said = getattr(error, "message", None) or str(error) or type(error).__name__
    return str(said).strip().partition("\n")[0].rstrip(".")
