"""Ledgers, traces and bounds of the bundled case: they stop where the sources stop."""

from graph.store import Store
from queries.bounds import Bounds
from queries.ledger import Ledger
from queries.question import ask
from queries.trace import Trace


def test_the_trace_from_the_refund_stops_at_the_first_gap_and_says_so(loaded: Store) -> None:
    """T004 is about 5.4bn roubles, T008 behind it a total, and behind that lies the first gap."""
    found = ask(Trace(source=("pay.t004",)), loaded)
    assert found.compared == []
    assert all(one.hops_total == 0 and not one.entered for one in found.rules)
    assert [(one.origin, one.why) for one in found.asked] == [("pay.t004", "amountless")]
    assert [(one.transfer.id, one.why) for one in found.not_followed] == [("pay.t008", "aggregate")]
    assert [one["id"] for one in found.gaps] == ["gap.g1", "gap.g6"]
    assert found.words[0] == (
        "The trace stops at pay.t004 (about 5,400,000,000.00 RUB): no exact amount is stated."
    )
    assert found.words[2].startswith(
        "A gap is declared there, gap.g1: 'About 70 one-day companies'"
    )


def test_an_exact_single_payment_is_traced_as_far_as_its_payee(loaded: Store) -> None:
    """T012, 150,000 dollars to Colop: nothing that Colop paid on was read, so it lies there."""
    found = ask(Trace(source=("pay.t012",)), loaded)
    (end,) = found.compared
    assert end.place == "held"
    assert {one.max for one in end.by_rule.values()} == {"150000.00"}
    assert not end.differs
    (hop,) = found.rules[0].hops
    assert hop.transfer.contested
    assert hop.transfer.sentence is not None
    assert "alleges" in hop.transfer.sentence


def test_of_totals_no_ledger_has_a_balance(loaded: Store) -> None:
    """All that Prevezon received, as far as the sources read tell, is told in totals."""
    found = ask(Ledger(id="org.prevezon-holdings"), loaded)
    assert {"pay.t014", "pay.t015"} <= {one.transfer.id for one in found.aside}
    assert all(one.why == "aggregate" for one in found.aside)
    assert found.statements == []


def test_the_bounds_of_the_one_payment_itself_are_all_of_it(loaded: Store) -> None:
    with loaded.read() as reader:
        payee = reader.edges(["pay.t012"])["pay.t012"]["target"]
    found = ask(Bounds(source=("pay.t012",), target=(payee,), opening="zero"), loaded)
    (one,) = found.results
    assert (one.amount, one.must, one.could) == ("150000.00", "150000.00", "150000.00")
