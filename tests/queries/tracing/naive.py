"""The tracing rules once more, written as differently as possible, in exact rationals.

Nothing here is shared with `queries.tracing`: no lots that merge, no queues, no rounding, no book.
It takes payments that follow one another on different days.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from fractions import Fraction

# What each account, or party without a ledger, has of each asked payment.
Result = dict[str, dict[str, Fraction]]


class Line:
    """First in, first out as a line: credits are laid end to end, and debits cut from its start.

    The n-th cent paid is the n-th cent received, so a debit is an interval of the line.
    """

    def __init__(self) -> None:
        self.segments: list[tuple[Fraction, Fraction, str]] = []
        self.received = self.spent = Fraction(0)

    def credit(self, parts: Iterable[tuple[str, Fraction]]) -> None:
        for origin, amount in parts:
            self.segments.append((self.received, self.received + amount, origin))
            self.received += amount

    def debit(self, amount: Fraction) -> list[tuple[str, Fraction]]:
        start, end = self.spent, self.spent + amount
        self.spent = end
        cuts = ((max(a, start), min(b, end), origin) for a, b, origin in self.segments)
        return [(origin, b - a) for a, b, origin in cuts if b > a]

    def balance(self) -> Fraction:
        return self.received - self.spent

    def content(self) -> list[tuple[str, Fraction]]:
        end = self.spent
        return [(origin, b - max(a, end)) for a, b, origin in self.segments if b > end]


class Brackets:
    """Last in, first out as brackets: each debit closes the nearest credits still open before it.

    Nothing is ever removed; how much of each credit later debits have closed is reckoned anew.
    """

    def __init__(self) -> None:
        self.rows: list[tuple[str | None, Fraction]] = []

    def credit(self, parts: Iterable[tuple[str, Fraction]]) -> None:
        self.rows += list(parts)

    def debit(self, amount: Fraction) -> list[tuple[str, Fraction]]:
        before = self.content()
        self.rows.append((None, amount))
        taken = []
        for origin, size in reversed(before):
            part = min(size, amount)
            amount -= part
            if part:
                taken.append((origin, part))
        return taken

    def balance(self) -> Fraction:
        return sum((size for _, size in self.content()), Fraction(0))

    def content(self) -> list[tuple[str, Fraction]]:
        unmatched = Fraction(0)
        left = []
        # From the last row back: a debit waits for the credits before it.
        for origin, size in reversed(self.rows):
            if origin is None:
                unmatched += size
            else:
                part = max(size - unmatched, Fraction(0))
                unmatched = max(unmatched - size, Fraction(0))
                left.append((origin, part))
        return [(origin, size) for origin, size in reversed(left) if size]


class Mixture:
    """Pro rata as concentrations: what part of the account is of each origin."""

    def __init__(self) -> None:
        self.total = Fraction(0)
        self.parts: defaultdict[str, Fraction] = defaultdict(Fraction)

    def credit(self, parts: Iterable[tuple[str, Fraction]]) -> None:
        for origin, amount in parts:
            mixed = self.total + amount
            for one in self.parts:
                self.parts[one] *= self.total / mixed if mixed else 0
            if mixed:
                self.parts[origin] += amount / mixed
            self.total = mixed

    def debit(self, amount: Fraction) -> list[tuple[str, Fraction]]:
        self.total -= amount
        return [(origin, part * amount) for origin, part in self.parts.items()]

    def balance(self) -> Fraction:
        return self.total

    def content(self) -> list[tuple[str, Fraction]]:
        return [(origin, part * self.total) for origin, part in self.parts.items()]


KINDS: dict[str, type[Line] | type[Brackets] | type[Mixture]] = {
    "fifo": Line,
    "lifo": Brackets,
    "pro_rata": Mixture,
}


def naive(
    rule: str,
    payments: Iterable[tuple[str, str, str, int]],
    opened: Mapping[str, int],
    asked: Iterable[str],
) -> Result:
    """Where the asked payments (id, payer, payee, amount) end, by account and payment.

    Accounts in `opened` have a ledger, and open with so much; where they run short, the money
    comes from nowhere. All others are the world.
    """
    asked = set(asked)
    ledgers = {account: KINDS[rule]() for account in opened}
    ends: defaultdict[str, defaultdict[str, Fraction]] = defaultdict(lambda: defaultdict(Fraction))
    for account, amount in opened.items():
        ledgers[account].credit([("", Fraction(amount))])
    for ident, payer, payee, cents in payments:
        if payer == payee:
            continue
        parts = paid(ledgers.get(payer), Fraction(cents))
        if ident in asked:
            # What asked money it carried before is no longer told apart.
            parts = [(ident, Fraction(cents))]
        if payee in ledgers:
            ledgers[payee].credit(parts)
        else:
            add(ends[payee], parts)
    for account, ledger in ledgers.items():
        add(ends[account], ledger.content())
    return {
        account: {origin: part for origin, part in parts.items() if origin and part}
        for account, parts in ends.items()
    }


def paid(ledger: Line | Brackets | Mixture | None, amount: Fraction) -> list[tuple[str, Fraction]]:
    if ledger is None:
        return [("", amount)]
    short = amount - ledger.balance()
    if short > 0:
        ledger.credit([("", short)])
    return ledger.debit(amount)


def add(sums: defaultdict[str, Fraction], parts: Iterable[tuple[str, Fraction]]) -> None:
    for origin, part in parts:
        sums[origin] += part
