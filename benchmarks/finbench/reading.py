"""The bank as the questions see it: things by their numbers, moves with their sum and moment.

Every function is a composition of `Reader.expand`, which gives the edges at some nodes, and
`Reader.edges` and `Reader.nodes`, which give what they say. Nothing else of a store is used, so it
runs on each alike.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, NamedTuple

from graph.store import Reader, View
from graph.traversal import Direction, EdgeFilter

# The purpose of a payment that is a withdrawal, as the loader writes it.
WITHDRAWAL = "withdrawal"
# No question meets as many edges at once; one that did would be answered in part, so it fails.
MOST = 2_000_000
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)


class Move(NamedTuple):
    """An edge with a moment, seen from one of its ends.

    Attributes:
        id: The edge.
        here: The number of the thing that it was looked up from.
        other: The number of the thing at its other end.
        at: Its moment, in milliseconds since 1970 (UTC).
        amount: Its sum; 0 where it carries none.
    """

    id: str
    here: int
    other: int
    at: int
    amount: Decimal

    @property
    def newest_first(self) -> tuple[int, int, Decimal]:
        """The order of truncation: ties go to the larger other number, then the larger sum."""
        return -self.at, -self.other, -self.amount


class Window(NamedTuple):
    """Strictly between two moments, in milliseconds since 1970 (UTC)."""

    start: int
    end: int

    def holds(self, at: int) -> bool:
        """Whether a moment lies within."""
        return self.start < at < self.end


class Bank:
    """One set in a store, as one reader sees it."""

    def __init__(self, reader: Reader, dataset: str = "finbench") -> None:
        """Say which set: its name begins every id."""
        self.reader = reader
        self.dataset = dataset

    # --- things

    def ident(self, kind: str, number: int) -> str:
        """The id of a thing."""
        return f"{self.dataset}.{kind}.{number}"

    def things(self, kind: str, numbers: Collection[int]) -> dict[int, View]:
        """The persons, accounts, loans or media with these numbers."""
        if not numbers:
            return {}
        found = self.reader.nodes([self.ident(kind, one) for one in numbers])
        return {number_of(ident): view for ident, view in found.items()}

    # --- moves

    def transfers(
        self, accounts: Collection[int], way: Direction, within: Window | None = None
    ) -> dict[int, list[Move]]:
        """The transfers at accounts, by account."""
        return self._moves("account", accounts, way, "Payment", within, purpose="")

    def withdrawals(
        self, accounts: Collection[int], way: Direction, within: Window | None = None
    ) -> dict[int, list[Move]]:
        """The withdrawals at accounts, by account."""
        return self._moves("account", accounts, way, "Payment", within, purpose=WITHDRAWAL)

    def moves(
        self, kind: str, numbers: Collection[int], way: Direction, edge: str,
        within: Window | None = None,
    ) -> dict[int, list[Move]]:  # fmt: skip
        """Other edges of a kind at things of a kind, by thing."""
        return self._moves(kind, numbers, way, edge, within, purpose="")

    def _moves(
        self, kind: str, numbers: Collection[int], way: Direction, edge: str,
        within: Window | None, purpose: str,
    ) -> dict[int, list[Move]]:  # fmt: skip
        frontier = [self.ident(kind, one) for one in numbers]
        if not frontier:
            return {}
        # A window excludes its ends, the filter of a store includes them.
        after, before = (within.start + 1, within.end - 1) if within else (None, None)
        links, whole = self.reader.expand(
            frontier, way, EdgeFilter(frozenset({edge}), after=after, before=before), MOST
        )
        if not whole:
            msg = f"more than {MOST:,} edges at {len(frontier):,} nodes"
            raise RuntimeError(msg)
        views = self.reader.edges([one.id for one in links])
        found: defaultdict[int, list[Move]] = defaultdict(list)
        for link in links:
            view = views[link.id]
            if edge == "Payment" and view.get("purpose", "") != purpose:
                continue
            here, other = number_of(link.source), number_of(link.target)
            if way is Direction.IN:
                here, other = other, here
            found[here].append(Move(link.id, here, other, _moment(view), _amount(view)))
        return found


def number_of(ident: str) -> int:
    """The number of a thing, from its id."""
    return int(ident.rpartition(".")[2])


def newest(moves: Iterable[Move], limit: int | None) -> list[Move]:
    """The newest moves, as many as the truncation lets through."""
    return sorted(moves, key=lambda one: one.newest_first)[:limit]


def window_of(given: Mapping[str, Any]) -> Window:
    """The window of a question."""
    return Window(given["startTime"], given["endTime"])


def moment_of(text: str) -> int:
    """An instant as the wire carries it, in milliseconds since 1970."""
    return (datetime.fromisoformat(text).replace(tzinfo=UTC) - _EPOCH) // _MILLISECOND


def exact(amount: View) -> Decimal:
    """A sum to its last digit: where it is finer than Clew counts, the words have them."""
    return Decimal(amount["words"] if amount["min"] != amount["max"] else amount["min"])


def rounded(number: Decimal) -> Decimal:
    """To three decimals, half up: so are answers printed, and so do ratios tie."""
    return number.quantize(Decimal("0.001"), ROUND_HALF_UP)


def _moment(view: View) -> int:
    date = view.get("date") or view["period"]["start"]
    return moment_of(date["earliest"])


def _amount(view: View) -> Decimal:
    amount = view.get("amount")
    return exact(amount) if amount else Decimal(0)
