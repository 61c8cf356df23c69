"""Exit codes: what a script may rely on."""

from enum import IntEnum

from api.printable import clean
from graph.errors import (
    Ambiguous,
    BadRequest,
    Candidate,
    ClewError,
    Conflict,
    FaultyInput,
    Moved,
    NotFound,
    StoreUnavailable,
    VerificationFailed,
)


class Exit(IntEnum):
    """How a command ended."""

    OK = 0
    NOTHING_FOUND = 1
    USAGE = 2
    FAULTY = 3
    UNVERIFIED = 4
    UNAVAILABLE = 5


_BY_ERROR: tuple[tuple[type[ClewError], Exit], ...] = (
    (NotFound, Exit.NOTHING_FOUND),
    (Ambiguous, Exit.USAGE),
    (Moved, Exit.USAGE),
    (BadRequest, Exit.USAGE),
    (FaultyInput, Exit.FAULTY),
    (Conflict, Exit.FAULTY),
    (VerificationFailed, Exit.UNVERIFIED),
    (StoreUnavailable, Exit.UNAVAILABLE),
)


def exit_of(error: ClewError) -> Exit:
    """The exit code of an error."""
    return next((code for kind, code in _BY_ERROR if isinstance(error, kind)), Exit.UNAVAILABLE)


def told(error: ClewError) -> str:
    """An error for a terminal: what a name may mean stands below each other."""
    candidates: tuple[Candidate, ...] = getattr(error, "candidates", ())
    if not candidates:
        return str(error)
    heading = str(error)
    if isinstance(error, Ambiguous):
        fits = "fits several entities" if len(candidates) > 1 else "fits only in part"
        heading = f"{error.text!r} {fits}; give an id:"
    wide = max(len(one.id) for one in candidates)
    listed = "".join(
        f"\n  {one.id.ljust(wide)}  {clean(one.caption)} ({one.kind})" for one in candidates
    )
    return f"{heading}{listed}"
