"""Why there is no local Neo4j: one class per reason, each a `StoreUnavailable`."""

from pathlib import Path

from graph.errors import StoreUnavailable


def cause(output: str, count: int = 12) -> str:
    """The last lines of what Java printed, without the frames of stack traces, which bury it."""
    return "\n".join([line for line in output.splitlines() if not line.startswith("\t")][-count:])


class LocalNeo4jUnavailable(StoreUnavailable):
    """The local Neo4j cannot be had; the class below it says why."""


class ExtraMissing(LocalNeo4jUnavailable):
    """The packages that bring Java and the jars are not installed."""

    def __init__(self, missing: list[str]) -> None:
        self.missing = missing
        super().__init__(
            f"A local Neo4j needs {', '.join(missing)}: pip install 'clew[neo4j-local]'"
        )


class SystemUnsupported(LocalNeo4jUnavailable):
    """This operating system cannot run the local Neo4j."""

    def __init__(self, system: str) -> None:
        self.system = system
        super().__init__(
            f"The local Neo4j runs on Linux and macOS, not on {system}; "
            "use the one in docker-compose.yml, or WSL."
        )


class HomeUnusable(LocalNeo4jUnavailable):
    """The server's folder cannot be made or written to."""

    def __init__(self, home: Path, reason: str) -> None:
        self.home = home
        self.reason = reason
        super().__init__(f"Neo4j cannot live in {home}: {reason}.")


class FetchFailed(LocalNeo4jUnavailable):
    """Neo4j's jars could not be fetched."""

    def __init__(self, version: str, reason: str) -> None:
        self.version = version
        self.reason = reason
        super().__init__(
            f"Neo4j {version} could not be fetched: {reason}. "
            "Start again to go on; what has arrived is kept."
        )


class PortTaken(LocalNeo4jUnavailable):
    """Another program listens on the port."""

    def __init__(self, port: int) -> None:
        self.port = port
        super().__init__(f"Port {port} on 127.0.0.1 is taken by another program.")


class ServerDied(LocalNeo4jUnavailable):
    """The server ended before it answered."""

    def __init__(self, log: Path, last: str) -> None:
        self.log = log
        self.last = last
        super().__init__(f"Neo4j ended while it was starting. The end of {log}:\n{last}")


class ServerSilent(LocalNeo4jUnavailable):
    """The server lives but did not answer in time."""

    def __init__(self, log: Path, seconds: float, last: str) -> None:
        self.log = log
        self.seconds = seconds
        self.last = last
        super().__init__(
            f"Neo4j did not answer within {seconds:.0f} seconds. The end of {log}:\n{last}"
        )


class PasswordRefused(LocalNeo4jUnavailable):
    """The server does not accept the password in its home."""

    def __init__(self, file: Path) -> None:
        self.file = file
        super().__init__(f"Neo4j refuses the password in {file}; was it changed in the database?")


class ServerRunning(LocalNeo4jUnavailable):
    """The work wants the server stopped, and it runs."""

    def __init__(self, home: Path, pid: int) -> None:
        self.home = home
        self.pid = pid
        super().__init__(f"Neo4j runs in {home} as process {pid}; stop it first.")


class AdminFailed(LocalNeo4jUnavailable):
    """Neo4j's administration tool ended with an error."""

    def __init__(self, command: str, code: int, last: str) -> None:
        self.command = command
        self.code = code
        self.last = last
        super().__init__(f"neo4j-admin {command} ended with code {code}:\n{last}")
