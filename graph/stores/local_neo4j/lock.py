"""One process at a time, by a lock on a file that the system lifts when its holder dies."""

import sys
from collections.abc import Callable, Generator
from contextlib import contextmanager
from pathlib import Path

if sys.platform != "win32":  # The other modules must still be importable there.
    import fcntl


@contextmanager
def alone(lock: Path, waits: Callable[[], object]) -> Generator[None, None, None]:
    """Holds `lock` for the body, after waiting for whoever has it.

    Args:
        lock: The file to lock. It is made if need be, and stays: a lock on a file that
            someone may delete would let two in.
        waits: Called once if the lock is not free at once.
    """
    with lock.open("a", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            waits()
            fcntl.flock(file, fcntl.LOCK_EX)
        yield
