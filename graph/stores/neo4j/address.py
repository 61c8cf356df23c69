"""Where the server is and who asks: addresses, credentials, and the driver made of them."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Self
from urllib.parse import urlsplit

from neo4j import Driver, GraphDatabase

from graph.stores.neo4j.errors import AddressUnusable

# `+s`: TLS with a certificate that an authority vouches for; `+ssc`: with one that nobody does.
SCHEMES: Final = ("neo4j", "neo4j+s", "neo4j+ssc", "bolt", "bolt+s", "bolt+ssc")
_DATABASE: Final = "neo4j"


@dataclass(frozen=True)
class Login:
    """Who asks, and which database.

    Attributes:
        user: None where the server asks nobody who he is.
        password: Never printed.
        database: Always named: else each session would first ask for the user's own.
    """

    user: str | None = None
    password: str = field(default="", repr=False)
    database: str = _DATABASE

    @classmethod
    def read(cls, environment: Mapping[str, str] = os.environ) -> Self:
        """What `CLEW_NEO4J_USER`, `…_PASSWORD` and `…_DATABASE` say."""
        password = environment.get("CLEW_NEO4J_PASSWORD", "")
        user = environment.get("CLEW_NEO4J_USER") or ("neo4j" if password else None)
        return cls(user, password, environment.get("CLEW_NEO4J_DATABASE") or _DATABASE)


def connect(address: str, login: Login) -> Driver:
    """A driver for the address; nothing is sent yet.

    Raises:
        AddressUnusable: If the address is none, or carries what belongs elsewhere.
    """
    _check(address)
    try:
        return GraphDatabase.driver(
            address,
            auth=(login.user, login.password) if login.user else None,
            # A server that is there answers within milliseconds; a question does not wait for
            # one that is not.
            connection_timeout=5.0,
            connection_acquisition_timeout=10.0,
            keep_alive=True,
            # What Clew asks is tested; hints about it would only reach users' logs.
            notifications_min_severity="OFF",
            telemetry_disabled=True,
            user_agent="clew",
        )
    except (ValueError, OSError) as error:
        raise AddressUnusable(address, str(error)) from error


def _check(address: str) -> None:
    try:
        parts = urlsplit(address)
        host, port = parts.hostname, parts.port
    except ValueError as error:
        raise AddressUnusable(address, str(error)) from None
    if parts.username or parts.password:
        # It would stand in shell histories, logs and error messages.
        hidden = f"{parts.scheme}://{host}" + (f":{port}" if port else "")
        raise AddressUnusable(
            hidden, "set CLEW_NEO4J_USER and CLEW_NEO4J_PASSWORD instead of writing them into it"
        )
    if not host:
        raise AddressUnusable(address, "it names no host")
    if parts.path.strip("/") or parts.query or parts.fragment:
        raise AddressUnusable(address, "name the database with CLEW_NEO4J_DATABASE")
