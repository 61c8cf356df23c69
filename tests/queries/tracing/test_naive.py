"""FIFO, LIFO and pro rata against an implementation written differently, and its mutants."""

from collections.abc import Callable
from fractions import Fraction
from random import Random

import pytest

from queries.tracing.book import Opening, State
from queries.tracing.ledger import keep_books
from queries.tracing.lots import OTHER, FirstIn, LastIn, Mixed, OtherFirst
from queries.tracing.rules import RULES
from queries.tracing.trace import trace
from queries.tracing.traced import Trace
from tests.queries.tracing.ledgers import ACCOUNTS, in_turn, usd
from tests.queries.tracing.naive import Result, naive

WORLDS = 1500
PARTIES = (*ACCOUNTS, "world", "shop")


class World:
    """Up to twenty payments, one a day; some accounts open with money, all may run short."""

    def __init__(self, seed: int, size: int) -> None:
        r = Random(seed)
        self.known = ACCOUNTS[: r.randrange(1, len(ACCOUNTS) + 1)]
        self.opened = {one: r.choice((0, 0, r.randrange(2 * size))) for one in self.known}
        self.payments = [
            (f"p{number:02}", r.choice(PARTIES), r.choice(PARTIES), r.randrange(1, size))
            for number in range(r.randrange(2, 20))
        ]
        fit = [ident for ident, payer, payee, _ in self.payments if payer != payee]
        self.asked = r.sample(fit, min(len(fit), r.randrange(1, 4)))
        self.shuffled = in_turn(*self.payments)
        r.shuffle(self.shuffled)

    def traced(self, rule: str) -> Trace:
        book = keep_books(
            self.shuffled,
            known=self.known,
            openings={usd(one): Opening(State.KNOWN, sum_) for one, sum_ in self.opened.items()},
        )
        return trace(book, RULES[rule], dict.fromkeys(self.asked))


def ends_of(found: Trace) -> Result:
    """Where asked money lies, by account or party, and by payment."""
    places = {purse.account: sums for purse, sums in found.held.items()}
    places |= {place.purse.account: sums for place, sums in found.paid.items()}
    return {
        account: {
            str(found.origins[origin]): Fraction(amount)
            for origin, amount in sums.items()
            if origin != OTHER
        }
        for account, sums in places.items()
    }


def compare(rule: str, worlds: int, size: int, within: Callable[[World], int]) -> int:
    """Compare on random worlds; returns in how many of them asked money lay in two places."""
    spread = 0
    for seed in range(worlds):
        world = World(seed, size)
        found = ends_of(world.traced(rule))
        expected = naive(rule, world.payments, world.opened, world.asked)
        for account in found.keys() | expected.keys():
            mine, theirs = found.get(account, {}), expected.get(account, {})
            for origin in mine.keys() | theirs.keys():
                off = abs(mine.get(origin, Fraction(0)) - theirs.get(origin, Fraction(0)))
                assert off <= within(world), (seed, account, origin, off)
        spread += sum(map(bool, expected.values())) > 1
    return spread


def exactly(_world: World) -> int:
    return 0


def rounded(world: World) -> int:
    """Each payment rounds each origin by less than a unit, and later ones only share that out."""
    return len(world.payments)


@pytest.mark.parametrize("rule", ["fifo", "lifo"])
def test_the_order_of_lots_is_that_of_the_naive_rule_to_the_cent(rule: str) -> None:
    """On ledgers with loops, shortfalls and several origins."""
    assert compare(rule, WORLDS, 40, exactly) > WORLDS // 4


def test_pro_rata_is_the_exact_share_up_to_the_rounding_of_each_payment() -> None:
    """Sums of the order of 10^9 units, so that nothing but rounding fits between."""
    assert compare("pro_rata", WORLDS, 10**9, rounded) > WORLDS // 4


def take_front(self: LastIn, amount: int) -> list[tuple[int, int]]:
    """The mutant: last in, first out that pops the front."""
    taken = []
    while amount:
        origin, size = self._lots.popleft()
        if size > amount:
            self._lots.appendleft((origin, size - amount))
        taken.append((origin, min(size, amount)))
        amount -= taken[-1][1]
    return taken


def take_back(self: FirstIn, amount: int) -> list[tuple[int, int]]:
    """The mutant: first in, first out that pops the back."""
    taken = []
    while amount:
        origin, size = self._lots.pop()
        if size > amount:
            self._lots.append((origin, size - amount))
        taken.append((origin, min(size, amount)))
        amount -= taken[-1][1]
    return taken


def take_equal(self: Mixed, amount: int) -> list[tuple[int, int]]:
    """The mutant: of every origin the same, as far as it goes."""
    taken = []
    for place, origin in enumerate(sorted(self._held)):
        part = min(self._held[origin], amount // (len(self._held) - place))
        left = sum(size for other, size in self._held.items() if other > origin)
        part = min(self._held[origin], max(part, amount - left))
        amount -= part
        taken.append((origin, part))
    for origin, part in taken:
        self._held[origin] -= part
        self._total -= part
    self._held = {origin: size for origin, size in self._held.items() if size}
    return [one for one in taken if one[1]]


MUTANTS = [
    ("lifo", LastIn, take_front, exactly, 40),
    ("fifo", FirstIn, take_back, exactly, 40),
    ("pro_rata", Mixed, take_equal, rounded, 10**9),
]


@pytest.mark.parametrize(("rule", "lots", "mutant", "within", "size"), MUTANTS)
def test_a_mutant_of_a_rule_does_not_pass(
    rule: str,
    lots: type,
    mutant: Callable,
    within: Callable[[World], int],
    size: int,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """LIFO that pops the front, FIFO that pops the back, pro rata in equal parts."""
    compare(rule, 50, size, within)
    monkeypatch.setattr(lots, "take", mutant)
    with pytest.raises(AssertionError):
        compare(rule, 50, size, within)


def lowest_since(payments: list[tuple[str, str, str, int]], opened: int, asked: str) -> int:
    """The definition of the lowest intermediate balance, for one account and one deposit."""
    balance, lowest = opened, -1
    for ident, payer, payee, amount in payments:
        signed = amount * ((payee == "a") - (payer == "a"))
        balance = max(balance + signed, 0)
        if ident == asked:
            lowest = amount
        elif lowest >= 0:
            lowest = min(lowest, balance)
    return lowest


def lowest_balances_hold() -> int:
    """Compare `libr` with the definition; returns how often something had left."""
    fallen = 0
    for seed in range(600):
        r = Random(seed)
        payments = [
            (f"p{number:02}", *r.choice((("world", "a"), ("a", "shop"))), r.randrange(1, 40))
            for number in range(r.randrange(2, 14))
        ]
        credits_ = [(ident, amount) for ident, _, payee, amount in payments if payee == "a"]
        if not credits_:
            continue
        asked, deposit = r.choice(credits_)
        opened = r.randrange(60)
        book = keep_books(
            in_turn(*payments), known={"a"}, openings={usd("a"): Opening(State.KNOWN, opened)}
        )
        held = trace(book, RULES["libr"], {asked: None}).held.get(usd("a"), {})
        lowest = lowest_since(payments, opened, asked)
        assert held.get(1, 0) == lowest, seed
        fallen += lowest < deposit
    return fallen


def test_libr_keeps_the_lowest_balance_since_the_deposit_and_never_more() -> None:
    assert lowest_balances_hold() > 150


def test_libr_that_lets_tainted_money_leave_first_does_not_pass(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(OtherFirst, "other_first", False)
    with pytest.raises(AssertionError):
        lowest_balances_hold()
