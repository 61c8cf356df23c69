"""The shape of every list: a page of results, whose order was fixed before it was cut."""

from dataclasses import dataclass, field
from typing import Protocol

from queries.answers import Limit, Meta, Total


@dataclass(slots=True, kw_only=True)
class Listing:
    """What a list says beside its `results`.

    Attributes:
        total: How many there are in all.
        next: The offset of the next page; none where this is the last.
    """

    total: Total
    limit: int
    offset: int
    next: int | None = None
    meta: Meta = field(default_factory=Meta)


class Paged(Protocol):
    """A question with `limit` and `offset`."""

    @property
    def limit(self) -> int:
        """How many results at most."""
        ...

    @property
    def offset(self) -> int:
        """How many to leave out first."""
        ...


def turn(page: Paged, answer: Listing) -> None:
    """Say how the list goes on behind this page."""
    behind = page.offset + page.limit
    if behind < answer.total.value:
        answer.next = behind
        answer.meta.truncated = True
        answer.meta.limits_hit.append(Limit("limit", f"More follow, from offset {behind} on."))
