"""Gathering: from a store to events, on both stores."""

from collections.abc import Iterable
from fractions import Fraction
from typing import Any

import pytest

from graph.errors import BadRequest, NotFound
from graph.evidence import Claim, codes_from
from graph.ontology import Edge, Rung
from graph.store import Store, Writable
from queries.tracing.events import DAY, Nature
from queries.tracing.folding import Tolerance
from queries.tracing.gathered import Gathered, Per, Seeds, Wanted, standing_of
from queries.tracing.gathering import gather
from queries.tracing.spreading import Way
from tests.queries.worlds import edges, records

LINE = """
    a -PAID:p1-> b  amount=100_USD date=2008-01-01
    b -PAID:p2-> c  amount=60_USD date=2008-01-05
    b -PAID:p3-> d  amount=40_USD date=2007-12-01
    z -PAID:p4-> b  amount=30_USD date=2008-01-02
    c -PAID:p5-> e  amount=50_USD date=2008-01-09
"""


def put(store: Store, text: str, dataset: str = "world") -> None:
    with store.write() as writer:
        writer.begin(dataset, {"title": dataset})
        writer.put(owned(records(text), dataset), dataset)
        writer.finish(dataset, "1")


def owned(found: Iterable[Writable], dataset: str) -> list[Writable]:
    """The same records; their claims say which dataset they are from."""
    return [
        one.model_copy(update={"dataset": dataset, "id": f"{one.id}.{dataset}"})
        if isinstance(one, Claim)
        else one
        for one in found
    ]


def got(store: Store, seeds: Seeds, **wanted: Any) -> Gathered:
    with store.read() as reader:
        return gather(reader, seeds, Wanted(**wanted))


def ids(gathered: Gathered) -> list[str]:
    return [one.id for one in gathered.events]


def test_a_payment_becomes_an_event_with_its_sum_its_day_and_its_row(store: Store) -> None:
    """4,000 days after 1970-01-01 is 1980-12-14."""
    (payment, *claims) = edges("a -PAID:p1-> b  amount=1.50_EUR date=1980-12-14")
    placed = [one.model_copy(update={"at": "page 2, row 7"}) for one in claims]
    with store.write() as writer:
        writer.put([*records("a\nb"), payment, *placed], "world")
    (event,) = got(store, Seeds(parties=("a",))).events
    assert event == (
        "p1", "a", "b", "EUR", 150, 4000 * DAY, 4001 * DAY - 1, ("s.1", 2 * 10**7 + 7),
        Nature.SINGLE, "",
    )  # fmt: skip


def test_forward_brings_all_payments_of_those_whom_the_money_can_have_reached(
    store: Store,
) -> None:
    """p4 is in the balance of b, so it comes along; d was paid before p1, which never got there."""
    put(store, LINE)
    found = got(store, Seeds(payments=("p1",)), way=Way.FORWARD)
    assert ids(found) == ["p1", "p2", "p3", "p4", "p5"]
    assert found.known == {"b", "c", "e"}
    assert found.complete


def test_back_brings_those_whom_it_can_have_come_from(store: Store) -> None:
    """z paid b three days before p2; d was paid by b, and paid nobody."""
    put(store, LINE)
    found = got(store, Seeds(payments=("p5",)), way=Way.BACK)
    assert found.known == {"c", "b", "a", "z"}


def test_here_brings_the_payments_of_the_party_alone(store: Store) -> None:
    put(store, LINE)
    found = got(store, Seeds(parties=("c",)))
    assert (ids(found), set(found.known)) == (["p2", "p5"], {"c"})


def test_a_window_leaves_out_what_cannot_lie_in_it(store: Store) -> None:
    """1,199,404,800,000 ms is 4 January 2008; undated payments are never outside."""
    put(store, LINE + "b -PAID:p6-> c  amount=1_USD")
    found = got(store, Seeds(parties=("b",)), after=1_199_404_800_000)
    assert ids(found) == ["p2", "p6"]


def test_nothing_goes_on_over_a_total_or_an_unknown_sum(store: Store) -> None:
    """They are events all the same, and stand beside the ledger."""
    put(store, """
        a -PAID:p1-> b  amount=100_USD date=2008-01-01
        b -PAID:t1-> c  amount=60_USD date=2008-01-05 granularity=aggregate
        b -PAID:u1-> d  date=2008-01-05
        b -PAID:i1-> e  inference amount=5_USD date=2008-01-05
        c -PAID:p2-> f  amount=60_USD date=2008-01-06
    """)  # fmt: skip
    found = got(store, Seeds(payments=("p1",)), way=Way.FORWARD)
    assert found.known == {"b"}
    assert {one.id: one.nature for one in found.events if one.id != "p1"} == {
        "t1": Nature.AGGREGATE, "u1": Nature.SINGLE, "i1": Nature.INFERRED,
    }  # fmt: skip
    assert next(one for one in found.events if one.id == "u1").amount is None


def test_payments_of_two_tables_fold_and_the_better_established_leads(store: Store) -> None:
    """The bank shows 60.00 on the 5th, the paper says the same of the 6th."""
    put(store, "b -PAID:p2-> c  document amount=60_USD date=2008-01-05", "bank")
    put(store, "b -PAID:p1-> c  amount=60_USD date=2008-01-06", "press")
    found = got(store, Seeds(parties=("b",)))
    (event,) = found.events
    assert (event.id, found.event_of) == ("p2", {"p1": "p2", "p2": "p2"})
    assert [one["id"] for one in found.payments["p2"]] == ["p2", "p1"]
    # No day fits both, so the transfer lies from the one to the other.
    assert (event.last or 0) - (event.first or 0) == 2 * DAY - 1
    (differs,) = found.differing["p2"]
    assert (differs.field, differs.values) == ("date", ("2008-01-05", "2008-01-06"))
    assert standing_of(found.payments["p2"]) == ("documented", False, ("P1",), (), 1)


def test_without_tolerance_all_stand_apart(store: Store) -> None:
    put(store, "b -PAID:p2-> c  amount=60_USD date=2008-01-05", "bank")
    put(store, "b -PAID:p1-> c  amount=60_USD date=2008-01-05", "press")
    assert ids(got(store, Seeds(parties=("b",)), tolerance=None)) == ["p1", "p2"]
    assert ids(got(store, Seeds(parties=("b",)), kept_apart=("p1",))) == ["p1", "p2"]
    assert ids(got(store, Seeds(parties=("b",)))) == ["p1"]


def test_sums_that_differ_within_the_tolerance_are_kept_as_a_range(store: Store) -> None:
    put(store, "b -PAID:p2-> c  document amount=60_USD date=2008-01-05", "bank")
    put(store, "b -PAID:p1-> c  amount=61_USD date=2008-01-05", "press")
    found = got(store, Seeds(parties=("b",)), tolerance=Tolerance(share=Fraction(2, 100)))
    (event,) = found.events
    assert event.amount == 6000
    (differs,) = found.differing["p2"]
    assert (differs.field, differs.low, differs.high) == ("amount", 6000, 6100)


def test_a_payment_to_the_holder_folds_with_that_to_the_account(store: Store) -> None:
    """The account says more, so the event ends there."""
    put(store, "b -PAID:p2-> c  amount=60_USD date=2008-01-05\nc -HOLDS:h-> acc.c", "press")
    put(store, "b -PAID:p1-> acc.c  amount=60_USD date=2008-01-05", "bank")
    for seed in ("c", "acc.c"):
        found = got(store, Seeds(parties=(seed,)))
        assert [(one.id, one.target) for one in found.events] == [("p1", "acc.c")]
        assert found.holders == {"acc.c": ("c",)}


def test_per_holder_all_accounts_are_one_and_all_of_them_are_reached(store: Store) -> None:
    put(store, """
        a -PAID:p1-> acc.one  amount=100_USD date=2008-01-01
        b -HOLDS:h1-> acc.one
        b -HOLDS:h2-> acc.two
        acc.two -PAID:p2-> c  amount=60_USD date=2008-01-05
    """)  # fmt: skip
    apart = got(store, Seeds(payments=("p1",)), way=Way.FORWARD)
    assert (ids(apart), set(apart.known)) == (["p1"], {"acc.one", "b"})
    whole = got(store, Seeds(payments=("p1",)), way=Way.FORWARD, per=Per.HOLDER)
    assert [(one.source, one.target) for one in whole.events] == [("a", "b"), ("b", "c")]
    assert whole.known == {"b", "c"}


def test_what_is_denied_stands_too_low_or_is_replaced_is_listed_and_left_out(
    store: Store,
) -> None:
    put(store, """
        a -PAID:p1-> b  amount=1_USD date=2008-01-01 replaces=p2
        a -PAID:p2-> b  amount=2_USD date=2008-01-01
        a -PAID:p3-> b  document amount=3_USD date=2008-01-01
    """)  # fmt: skip
    with store.write() as writer:
        p4, *claims = edges("a -PAID:p4-> b  denied")
        writer.put([p4, *claims[1:]], "world")  # the denial alone
    found = got(store, Seeds(parties=("a",)), rungs=codes_from(Rung.DOCUMENTED))
    assert ids(found) == ["p3"]
    assert [(one.why, one.payments) for one in found.left_out] == [
        ("it stands lower than asked for", ["p1", "p2"]),
        ("nobody asserts it any more, or it is only denied", ["p4"]),
    ]
    found = got(store, Seeds(parties=("a",)))
    assert ids(found) == ["p1", "p3"]
    assert ("another payment here takes its place", ["p2"]) in [
        (one.why, one.payments) for one in found.left_out
    ]


def test_a_party_whose_payments_do_not_fit_has_no_ledger_and_is_named(store: Store) -> None:
    """p1 and p2 are two payments; b's three more do not fit a limit of three."""
    put(store, LINE)
    found = got(store, Seeds(payments=("p1",)), way=Way.FORWARD, limit=3)
    assert (ids(found), found.known) == (["p1"], frozenset())
    assert [one.at for one in found.limits] == ["b"]
    assert not found.complete


def test_hops_are_bounded_and_the_bound_is_stated(store: Store) -> None:
    put(store, LINE)
    found = got(store, Seeds(payments=("p1",)), way=Way.FORWARD, most_hops=0)
    assert found.known == {"b"}
    assert [one.limit for one in found.limits] == ["most_hops"]


def test_a_dataset_brings_all_of_its_payments_within_the_window(store: Store) -> None:
    put(store, LINE, "bank")
    put(store, "a -PAID:q1-> b  amount=7_USD date=2008-01-01", "press")
    found = got(store, Seeds(datasets=("bank",)), after=1_199_404_800_000)
    assert ids(found) == ["p2", "p5"]
    assert ids(got(store, Seeds(datasets=("press",)))) == ["q1"]
    assert got(store, Seeds(datasets=("bank",)), limit=2).limits


def test_a_seed_that_is_not_there_or_is_no_payment_is_refused(store: Store) -> None:
    put(store, "a -HOLDS:h1-> acc.a")
    for seeds in (Seeds(payments=("p9",)), Seeds(parties=("q",)), Seeds(datasets=("q",))):
        with pytest.raises(NotFound):
            got(store, seeds)
    with pytest.raises(BadRequest, match="AccountHolder"):
        got(store, Seeds(payments=("h1",)))


def test_a_vaguer_date_does_not_contradict_the_day_that_it_contains(store: Store) -> None:
    """Of "February" and "5 February" both can be true: it was the 5th."""
    (payment, *claims) = edges("a -PAID:p1-> b  amount=1_USD date=2008-02")
    day = Claim.model_validate(
        {"id": "p1.c9", "about": "p1", "field": "date", "value": "2008-02-05",
         "kind": "statement", "by": "Q", "cites": "s.1", "at": "1"}
    )  # fmt: skip
    assert isinstance(payment, Edge)
    with store.write() as writer:
        writer.put([*records("a\nb"), payment, *claims, day], "world")
    (event,) = got(store, Seeds(parties=("a",))).events
    assert (event.last or 0) - (event.first or 0) == DAY - 1
