"""The bundled case, followed by its money: routes, flows and coverage, as far as sources go."""

from typing import Any

from graph.store import Store
from queries.coverage import Coverage
from queries.flows import Flows
from queries.question import ask
from queries.routes import Routes, RoutesAnswer

TREASURY, PREVEZON = "org.russian-treasury", "org.prevezon-holdings"
SHELLS = "col.one-day-companies-t008"


def routes(case: Store, target: str, **more: Any) -> RoutesAnswer:
    return ask(Routes.model_validate({"source": [TREASURY], "target": [target], **more}), case)


def test_from_the_treasury_to_prevezon_there_are_segments_and_gaps_and_no_route(
    case: Store,
) -> None:
    answer = routes(case, PREVEZON)
    assert answer.routes == []
    assert answer.untimely is None
    assert answer.gaps is not None
    first, middle, last = (set(one.edges) for one in answer.gaps.segments)
    assert {"pay.t004", "pay.t008"} <= first
    assert middle == {"pay.t010"}
    assert {"pay.t014", "pay.t015"} <= last
    assert [one["id"] for one in answer.gaps.gaps] == ["gap.g1", "gap.g4", "gap.g5"]
    assert answer.gaps.joined is None
    assert not [one for one in answer.edges if one["kind"] == "Identity"]
    assert not answer.meta.inferred


def test_also_with_inferences_no_route_crosses_a_gap(case: Store) -> None:
    """The joined route is shown beside, cut at its joins; it is no route."""
    answer = routes(case, PREVEZON, inferred=True, max_hops=12)
    assert answer.routes == []
    assert answer.gaps is not None
    assert answer.gaps.joined is not None
    assert [one.gap for one in answer.gaps.joined.joins] == ["gap.g1", "gap.g4"]


def test_the_one_route_onward_is_possible_and_says_that_its_date_is_an_inference(
    case: Store,
) -> None:
    """T005 and T006 are parts of T004; the year of T008 is the editors' own."""
    (route,) = routes(case, SHELLS).routes
    assert [hop.edge for hop in route.hops] == ["pay.t004", "pay.t008"]
    assert route.hops[0].repeated_by == ["pay.t005", "pay.t006"]
    assert not route.certain
    assert [(one.reason, one.decides) for one in route.open_dates] == [("inferred", "pay.t008")]
    assert route.bottleneck.why == "no single sum is stated for pay.t008"
    assert route.weakest == ["pay.t008"]
    assert routes(case, SHELLS, certain=True).routes == []


def test_the_refund_is_covered_by_one_claimed_sum_and_untraced_behind(case: Store) -> None:
    answer = ask(Coverage(source=(TREASURY,), of="evt.tax-refund-fraud"), case)
    (one,) = answer.coverage
    assert one.words.startswith(
        "About 100 % of about 5,400,000,000.00 RUB by one claimed sum (pay.t004, asserted)"
    )
    assert one.covered.traced.payments == ["pay.t004"]
    assert [(it.payment, it.why) for it in answer.beyond] == [("pay.t008", "aggregate")]
    assert "no amount is stated" in answer.beyond[0].words
    assert [it["id"] for it in answer.gaps] == ["gap.g1", "gap.g6"]


def test_134_million_traced_is_a_claim_and_never_coverage(case: Store) -> None:
    """T069: what Hermitage says it had traced by January 2013."""
    answer = ask(
        Coverage(source=(TREASURY,), of="evt.tax-refund-fraud", amount="about 230000000 USD"),
        case,
    )
    (one,) = answer.coverage
    assert one.covered.traced.payments == []
    assert one.words.startswith("Nothing of about 230,000,000.00 USD is traced")
    claim = next(it for it in answer.claimed if it.payment == "pay.t069")
    assert (claim.amount["max"], claim.amount["currency"]) == ("134000000.00", "USD")
    assert claim.proceeds_alleged_by == ["org.hermitage-capital"]
    assert [(it.payment, it.why) for it in answer.beside] == [("pay.t004", "other_currency")]


def test_flows_from_the_treasury_sum_one_payment_and_stop_at_what_has_no_amount(
    case: Store,
) -> None:
    """What the treasury received in 2006 cannot be refund money of 2007."""
    answer = ask(Flows(source=(TREASURY,)), case)
    assert [(one.payments, one.value, one.currency) for one in answer.links] == [
        (["pay.t004"], "5400000000.00", "RUB")
    ]
    stubs = {one: stub.why for stub in answer.stubs for one in stub.payments}
    assert stubs["pay.t008"] == "total"
    assert "pay.t002" not in stubs
