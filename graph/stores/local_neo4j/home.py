"""The folder that a local server lives in: its settings, its password and who runs it now."""

import os
import re
import secrets
import socket
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from graph.stores.local_neo4j.errors import HomeUnusable, PortTaken, cause
from graph.stores.local_neo4j.lock import alone

FOLDERS: Final = ("conf", "data", "import", "licenses", "logs", "plugins", "run")
SETTINGS: Final = """\
# Written anew by each start: change the arguments of the start, not this file.
server.default_listen_address=127.0.0.1
server.bolt.enabled=true
server.bolt.listen_address=127.0.0.1:{port}
server.bolt.advertised_address=127.0.0.1:{port}
server.http.enabled=false
server.https.enabled=false
server.memory.pagecache.size={pagecache}
dbms.security.auth_enabled=true
dbms.usage_report.enabled=false
internal.dbms.bolt.netty_server_shutdown_quiet_period=0
"""


@dataclass(frozen=True)
class Home:
    """One server's folder."""

    path: Path

    @classmethod
    def at(cls, path: Path | None) -> "Home":
        """The home at `path`, else at `CLEW_NEO4J_HOME`, else in the user's data folder."""
        usual = Path.home() / ".local" / "share" / "clew" / "neo4j"
        return cls(Path(path or os.environ.get("CLEW_NEO4J_HOME") or usual).resolve())

    @property
    def settings(self) -> Path:
        """What Neo4j reads when it starts."""
        return self.path / "conf" / "neo4j.conf"

    @property
    def password(self) -> Path:
        """The file with the password, readable by its owner alone; there once it is in force."""
        return self.path / "password"

    @property
    def record(self) -> Path:
        """The file that says which process serves this home, and where; gone when none does."""
        return self.path / "run" / "clew.json"

    @property
    def lock(self) -> Path:
        """Held by whoever starts or stops the server; there from the first start on."""
        return self.path / "lock"

    @property
    def log(self) -> Path:
        """What the server has printed since it was started."""
        return self.path / "logs" / "console.log"

    def make(self) -> None:
        """Lays out the folders; they are the owner's alone, as a case may be confidential.

        Raises:
            HomeUnusable: If the system does not let us.
        """
        try:
            self.path.mkdir(mode=0o700, parents=True, exist_ok=True)
            for name in FOLDERS:
                (self.path / name).mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            raise HomeUnusable(self.path, error.strerror or str(error)) from error

    def alone(self, say: Callable[[str], object]) -> AbstractContextManager[None]:
        """Keeps every other start, stop or import of this home waiting."""
        self.make()
        return alone(
            self.lock,
            waits=lambda: say(f"Waiting for another process that is busy with {self.path}."),
        )

    def configure(self, port: int | None, pagecache: str) -> int:
        """Writes the settings.

        Args:
            port: The port to listen on. By default the same as last time, so that an address
                written down stays good, or any free one.
            pagecache: Memory for the pages of the database, as Neo4j writes it: `512m`.

        Returns:
            The port.

        Raises:
            PortTaken: If `port` was asked for and is not free.
        """
        if port is not None and not _free(port):
            raise PortTaken(port)
        chosen = port or self._last_port() or _any_port()
        settings = SETTINGS.format(port=chosen, pagecache=pagecache)
        self.settings.write_text(settings, encoding="utf-8")
        return chosen

    def _last_port(self) -> int | None:
        if not self.settings.exists():
            return None
        written = re.search(r"listen_address=127\.0\.0\.1:(\d+)", self.settings.read_text("utf-8"))
        return int(written[1]) if written and _free(int(written[1])) else None

    def draw_password(self) -> Path:
        """Writes a new random password beside the one in force, for Neo4j to read.

        Returns:
            The file, to be renamed to `password` when Neo4j has taken it.
        """
        new = self.path / "password.new"
        new.unlink(missing_ok=True)  # An older file would keep its own mode.
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_hex(16))  # Hexadecimal: nothing that looks like an option.
        return new

    def last_lines(self) -> str:
        """The end of the log."""
        return cause(self.log.read_text("utf-8", errors="replace")) if self.log.exists() else ""

    def bytes_on_disk(self) -> int:
        """What the home occupies; Neo4j sets 500 MB aside for its logs before the first node."""
        size = 0
        for folder, _, names in os.walk(self.path):
            for name in names:
                try:
                    # In blocks of 512 bytes by definition, whatever the file system's own are.
                    size += Path(folder, name).lstat().st_blocks * 512
                except FileNotFoundError:  # The server works while we count.
                    continue
        return size


def _free(port: int) -> bool:
    with socket.socket() as probe:
        # As the server does; without it a port just given up counts as taken for a minute.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True


def _any_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
