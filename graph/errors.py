"""Every error of Clew, one tree.

    ClewError
    ├── NotFound               no such entity, edge, source or account (404; exit 1)
    ├── Ambiguous              a name that fits several entities (exit 2, with the candidates)
    ├── Moved                  an id that an editor renamed (308)
    ├── BadRequest             a question that cannot be asked so (422; exit 2)
    ├── FaultyInput            files with faults, all of them listed (exit 3)
    ├── Conflict               a record that contradicts what the store holds (409; exit 3)
    │   └── OverClaimed        more is claimed of a sum than there is of it
    ├── VerificationFailed     a copy or backup that differs from what it should be (exit 4)
    └── StoreUnavailable       the store cannot be used now (503; exit 5)
        ├── StoreLocked        another process is writing
        ├── ForeignStore       not a store of this Clew: foreign, or of a newer schema
        └── StoreTimeout       the question took longer than allowed (504)

HTTP statuses and exit codes are given in `api/`, not here.
"""

from collections.abc import Sequence
from dataclasses import dataclass


class ClewError(Exception):
    """Something that Clew can explain."""


class NotFound(ClewError):
    """No record has this id."""

    def __init__(self, what: str, ident: str) -> None:
        """Say what was looked for."""
        super().__init__(f"There is no {what} {ident!r} in this store.")
        self.what = what
        self.ident = ident


@dataclass(frozen=True)
class Candidate:
    """One entity that a name may mean."""

    id: str
    caption: str
    kind: str


class Ambiguous(ClewError):
    """A name fits several entities; Clew never picks one in silence."""

    def __init__(self, text: str, candidates: Sequence[Candidate]) -> None:
        """List the candidates, best first."""
        shown = "; ".join(f"{one.id} ({one.caption}, {one.kind})" for one in candidates)
        super().__init__(f"{text!r} fits several entities; give one of these ids: {shown}")
        self.text = text
        self.candidates = tuple(candidates)


class Moved(ClewError):
    """An editor renamed the record."""

    def __init__(self, old: str, new: str) -> None:
        """Say where it went."""
        super().__init__(f"{old!r} is now {new!r}.")
        self.old = old
        self.new = new


class BadRequest(ClewError):
    """The question cannot be asked in this way."""

    def __init__(self, parameter: str, detail: str) -> None:
        """Name the parameter and what would be right."""
        super().__init__(f"{parameter}: {detail}")
        self.parameter = parameter
        self.detail = detail


@dataclass(frozen=True, order=True)
class Fault:
    """One thing that is wrong in an input file."""

    file: str
    line: int
    detail: str
    column: int = 0

    def __str__(self) -> str:
        """`file:line: detail`, as editors and compilers write it."""
        place = f"{self.file}:{self.line}" + (f":{self.column}" if self.column else "")
        return f"{place}: {self.detail}"


class FaultyInput(ClewError):
    """The input has faults; nothing of it was written."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        """List all of them, in file and line order."""
        self.faults = tuple(sorted(faults))
        listed = "\n".join(f"  {one}" for one in self.faults)
        count = len(self.faults)
        super().__init__(
            f"{count} {'fault' if count == 1 else 'faults'}, nothing was written:\n{listed}"
        )


class Conflict(ClewError):
    """A record contradicts what the store holds, such as an edge whose ends changed."""

    def __init__(self, details: Sequence[str]) -> None:
        """List every contradiction."""
        self.details = tuple(details)
        super().__init__("Nothing was written. " + "; ".join(details))


class OverClaimed(Conflict):
    """Payments that are said to be parts of a sum come to more than the sum."""

    def __init__(self, message: str, details: Sequence[str]) -> None:
        """Say how much more, and name the claims that cannot all hold."""
        ClewError.__init__(self, "; ".join([message, *details]))
        self.details = tuple(details)


class VerificationFailed(ClewError):
    """A copy or a backup is not what it should be."""


class StoreUnavailable(ClewError):
    """The store cannot be used now."""


class StoreLocked(StoreUnavailable):
    """Another process is writing to the store."""


class ForeignStore(StoreUnavailable):
    """The file or database is no store of this Clew, or of a newer one."""


class StoreTimeout(StoreUnavailable):
    """The question took longer than allowed."""
