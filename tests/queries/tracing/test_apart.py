"""The rules that stand apart: shares of what is left, any contact, money that helped to conceal."""

import pytest

from graph.errors import NotFound
from queries.tracing.apart import Commingled, facilitation, pari_passu_terminal, poison
from queries.tracing.book import ZERO, Opening, Place, Role, State
from queries.tracing.ledger import keep_books
from queries.tracing.lots import OTHER
from queries.tracing.rules import FIFO, LIBR, LIFO, RULES
from queries.tracing.trace import trace
from tests.queries.tracing.ledgers import WORKED, in_turn, pay, random_asked, random_book, usd

BOOK = keep_books(WORKED, known={"X"}, default=ZERO)


def test_what_is_left_is_shared_by_contribution() -> None:
    """120 paid in, 40 of them tainted; of the 30 left a third is, whenever it came in."""
    (share,) = pari_passu_terminal(BOOK, {"c2": None})
    assert share.purse == usd("X")
    assert share.contributed == {OTHER: 8000, 1: 4000}
    assert (share.closing, share.shares) == (3000, {OTHER: 2000, 1: 1000})
    assert share.origins == (None, "c2")


def test_an_opening_balance_contributes_too_and_the_shares_are_whole() -> None:
    """10 of the opening, 10 asked about; of 5 left each has 2.5, and the first listed the rest."""
    events = in_turn(("c1", "x", "a", 10), ("d1", "a", "y", 15))
    book = keep_books(events, known={"a"}, openings={usd("a"): Opening(State.KNOWN, 10)})
    (share,) = pari_passu_terminal(book, {"c1": None})
    assert share.contributed == {OTHER: 10, 1: 10}
    assert share.shares == {OTHER: 3, 1: 2}


def test_shares_are_of_the_accounts_that_asked_money_was_paid_into_and_no_others() -> None:
    """b received all of it from a: there is no onward path."""
    events = in_turn(("c1", "x", "a", 10), ("d1", "a", "b", 10), ("c2", "x", "b", 10))
    book = keep_books(events, known={"a", "b"}, default=ZERO)
    assert [(one.purse, one.shares) for one in pari_passu_terminal(book, {"c1": None})] == [
        (usd("a"), {})
    ]


def test_shares_of_all_accounts_add_up_to_their_balances() -> None:
    for seed in range(300):
        book = random_book(seed)
        for share in pari_passu_terminal(book, random_asked(book, seed)):
            assert sum(share.shares.values()) == share.closing


def test_any_contact_taints_all_that_is_held_and_paid_from_then_on() -> None:
    """d1 and d2 count whole; what X received otherwise does not count as received from it."""
    found = {one.place.purse.account: one for one in poison(BOOK, {"c2": None})}
    assert list(found) == ["X", "A", "B"]
    assert (found["X"].received, found["X"].paid, found["X"].held) == (4000, 9000, 3000)
    assert (found["A"].received, found["B"].received) == (5000, 4000)
    first = found["X"].first
    assert first is not None
    assert first.id == "c2"


def test_what_was_paid_before_the_contact_does_not_count() -> None:
    events = in_turn(("d1", "a", "y", 10), ("c1", "x", "a", 5), ("d2", "a", "z", 20))
    book = keep_books(events, known={"a"}, openings={usd("a"): Opening(State.KNOWN, 30)})
    assert [one.place for one in poison(book, {"c1": None})] == [
        Place(Role.LEDGER, usd("a")), Place(Role.OUTSIDE, usd("z"))
    ]  # fmt: skip


def test_nothing_passes_through_parties_without_a_ledger() -> None:
    """y was paid, and pays a: whether of that money nobody knows, and no rule says so."""
    events = in_turn(("c1", "x", "y", 5), ("c2", "y", "a", 5))
    book = keep_books(events, known={"a"}, default=ZERO)
    assert [one.place.purse.account for one in poison(book, {"c1": None})] == ["y"]


def test_poison_reaches_whomever_a_conserving_rule_reaches() -> None:
    """It is an upper bound, hop for hop."""
    for seed in range(500):
        book = random_book(seed)
        asked = random_asked(book, seed)
        contacts = {one.place: one for one in poison(book, asked)}
        for rule in RULES.values():
            found = trace(book, rule, asked)
            for place, sums in found.paid.items():
                assert sum(sums.values()) <= contacts[place].received
            for purse, held in found.held.items():
                assert sum(held.values()) <= contacts[Place(Role.LEDGER, purse)].held


def test_other_money_counts_while_it_lies_beside_money_asked_about() -> None:
    """FIFO: after c2 60 clean lie beside the 40; after d2 20 beside the last 10."""
    assert facilitation(BOOK, {"c2": None}, FIFO) == [
        Commingled(usd("X"), WORKED[1], 4000, 6000, 1000, 2000)
    ]
    # LIFO: the 40 leave with d1, and the 30 that are left at the end are beside nothing.
    assert facilitation(BOOK, {"c2": None}, LIFO) == [
        Commingled(usd("X"), WORKED[1], 4000, 6000, 0, 0)
    ]


def test_other_money_that_comes_later_counts_if_the_asked_is_still_there() -> None:
    """90 come in beside the 10; 20 leave, by the lowest balance none of the 10."""
    events = in_turn(("c1", "x", "a", 10), ("c2", "x", "a", 90), ("d1", "a", "y", 20))
    book = keep_books(events, known={"a"}, default=ZERO)
    assert facilitation(book, {"c1": None}, LIBR) == [
        Commingled(usd("a"), events[1], 10, 90, 10, 70)
    ]


def test_asked_money_that_passes_on_takes_the_account_it_reaches_along() -> None:
    """LIFO sends the 10 on to b, where 7 lie."""
    events = in_turn(("c1", "x", "a", 10), ("d1", "a", "b", 10))
    opened = {usd("b"): Opening(State.KNOWN, 7)}
    book = keep_books(events, known={"a", "b"}, openings=opened, default=ZERO)
    assert facilitation(book, {"c1": None}, LIFO) == [
        Commingled(usd("a"), events[0], 10, 0, 0, 0),
        Commingled(usd("b"), events[1], 10, 7, 10, 7),
    ]


@pytest.mark.parametrize("rule", [pari_passu_terminal, poison, facilitation])
def test_what_does_not_exist_cannot_be_asked_about(rule) -> None:  # noqa: ANN001
    with pytest.raises(NotFound):
        rule(BOOK, {"no": None})


def test_a_payment_of_nothing_makes_no_contact() -> None:
    book = keep_books([pay("c1", "x", "a", 0), pay("d1", "a", "y", 5, 1)], known={"a"})
    assert poison(book, {"c1": None}) == []
