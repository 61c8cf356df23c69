"""Neo4j's jars: fetched once into the user's cache, each checked against `jars.txt`."""

import hashlib
import os
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from graph.stores.local_neo4j.errors import FetchFailed
from graph.stores.local_neo4j.lock import alone

if TYPE_CHECKING:
    from jgo.maven import MavenContext

VERSION: Final = "5.26.30"  # the line with long-term support
LIST: Final = Path(__file__).with_name("jars.txt")
CONNECTIONS: Final = 4  # more did not shorten the 140 MB, measured with 4, 8 and 16


@dataclass(frozen=True)
class Jar:
    """A line of `jars.txt`."""

    sha256: str
    size: int
    coordinate: str

    @property
    def name(self) -> str:
        """The file's name: artifact, version, classifier if there is one."""
        _, artifact, packaging, *classifier, version = self.coordinate.split(":")
        return "-".join([artifact, version, *classifier]) + f".{packaging}"

    def has_size(self, file: Path) -> bool:
        """Whether `file` is there with as many bytes as it should have."""
        return file.is_file() and file.stat().st_size == self.size

    def is_sound(self, file: Path) -> bool:
        """Whether `file` is this jar, byte by byte."""
        return self.has_size(file) and hashlib.sha256(file.read_bytes()).hexdigest() == self.sha256


@cache
def manifest() -> tuple[Jar, ...]:
    """The jars that Neo4j is made of.

    Example:
        >>> sum(jar.name == f"neo4j-server-{VERSION}.jar" for jar in manifest())
        1
    """
    lines = LIST.read_text(encoding="utf-8").splitlines()
    fields = (line.split() for line in lines if not line.startswith("#"))
    return tuple(Jar(sha256, int(size), coordinate) for sha256, size, coordinate in fields)


def cached() -> Path:
    """Where the jars are, or will be: under `CLEW_CACHE`, else `~/.cache/clew`."""
    root = os.environ.get("CLEW_CACHE") or Path.home() / ".cache" / "clew"
    return Path(root).absolute() / f"neo4j-{VERSION}"


def is_whole(folder: Path) -> bool:
    """Whether every jar is in `folder` with its size: a look at each start, so no digests."""
    return all(jar.has_size(folder / jar.name) for jar in manifest())


def fetch(say: Callable[[str], object]) -> Path:
    """The folder with all the jars, fetched if it is not there or not whole.

    The jars gather in a folder `….part` beside it, renamed when the last one has come, so that
    an interrupted fetch is never taken for whole; the next one goes on where it stopped.

    Raises:
        FetchFailed: If a jar did not come, or is not the one it should be.
    """
    folder = cached()
    if is_whole(folder):
        return folder
    folder.parent.mkdir(parents=True, exist_ok=True)
    with alone(
        folder.with_name(f"{folder.name}.lock"),
        waits=lambda: say("Waiting for another process that is fetching Neo4j."),
    ):
        if is_whole(folder):
            return folder
        part = folder.with_name(f"{folder.name}.part")
        if folder.exists() and not part.exists():
            folder.rename(part)  # Damaged since: its sound jars need not come again.
        part.mkdir(exist_ok=True)
        try:
            _fill(part, say)
            shutil.rmtree(folder, ignore_errors=True)
            part.rename(folder)
        # jgo raises RuntimeError for a jar that no repository has; requests' errors are OSErrors.
        except (OSError, RuntimeError) as error:
            raise FetchFailed(VERSION, str(error)) from error
    return folder


def _fill(part: Path, say: Callable[[str], object]) -> None:
    """Brings what `part` lacks."""
    from jgo.maven import MavenContext

    # jgo writes a jar under its final name as it comes, and takes any file of that name for
    # whole. So it works in a folder that starts empty, never in the user's own ~/.m2.
    downloads = part / "downloads"
    shutil.rmtree(downloads, ignore_errors=True)
    context = MavenContext(repo_cache=downloads, timeout=30)
    missing = [jar for jar in manifest() if not jar.is_sound(part / jar.name)]
    total = sum(jar.size for jar in missing)
    say(
        f"Fetching Neo4j Community {VERSION} (GPLv3, by Neo4j, not part of Clew) "
        f"into {part.parent}: {len(missing)} files, {total / 1e6:.0f} MB, once."
    )
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        coming = {pool.submit(_bring, context, jar, part): jar for jar in missing}
        arrived = shown = 0
        try:
            for future in as_completed(coming):
                future.result()
                arrived += coming[future].size
                if (tenths := 10 * arrived // total) > shown:
                    shown = tenths
                    say(f"  {10 * tenths} % ({arrived / 1e6:.0f} MB)")
        except BaseException:  # Ctrl-C as well: do not bring the rest first.
            pool.shutdown(cancel_futures=True)
            raise
    shutil.rmtree(downloads, ignore_errors=True)


def _bring(context: "MavenContext", jar: Jar, part: Path) -> None:
    arrived = context.create_dependency(jar.coordinate).artifact.resolve()
    if not jar.is_sound(arrived):
        raise RuntimeError(f"{jar.name} arrived with other contents than expected")
    arrived.replace(part / jar.name)
