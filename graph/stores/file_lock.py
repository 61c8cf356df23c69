"""A lock on a file that the system lifts when its holder dies."""

import sys
from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


class FileLocked(Exception):
    """Somebody else holds the lock."""


@contextmanager
def file_lock(path: Path) -> Generator[None]:
    """Hold the lock for the body.

    The file is made if need be, and stays: a lock on a file that someone may delete would let
    two in.

    Raises:
        FileLocked: If another process holds it.
    """
    with path.open("a+", encoding="utf-8") as file:
        try:
            if sys.platform == "win32":
                msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
            else:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise FileLocked(path) from None
        yield
