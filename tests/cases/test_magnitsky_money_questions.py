"""The twelve questions of the money sheet (section 7), asked of a store, with its answers."""

from collections import Counter
from typing import Any

import pytest

from graph.ontology import DateInterval
from graph.ontology.edges.money import Acquisition, Payment, Restraint
from graph.store import Store
from queries.gaps import GapsAnswer
from queries.held import held, span_of
from queries.hops import Path
from queries.paths import Paths, PathsAnswer
from queries.payments import Payments
from queries.question import ask
from queries.show import ShowEdge
from queries.sums import add_up
from tests.cases.magnitsky import Known

_VOICE = "per.william-browder"  # Hermitage and the campaign speak for him


def _payments(store: Store, source: str, target: str, **more: Any) -> PathsAnswer:
    asked = {"source": [source], "target": [target], "kind": ["Payment"], "direction": "out"}
    return ask(Paths.model_validate(asked | more), store)


def _between(answer: PathsAnswer) -> GapsAnswer:
    assert answer.paths == []
    assert answer.gaps is not None
    return answer.gaps


def _edges(path: Path) -> list[str]:
    return [hop.edge for hop in path.hops]


def _rows(numbers: str) -> set[str]:
    return {f"t{int(one):03}" for one in numbers.split()}


def _number(ident: str) -> str:
    return ident.split(".")[1]


@pytest.fixture(scope="module")
def rows(known: Known, loaded: Store) -> dict[str, Any]:
    """The records that stand for the eighty rows, as the store gives them, by row."""
    idents = [known.row(f"T{number:03}").id for number in range(1, 81)]
    with loaded.read() as reader:
        found = reader.edges(idents)
    return {_number(ident): found[ident] for ident in idents}


def test_1_there_is_no_complete_route_from_the_refund_to_prevezon(loaded: Store) -> None:
    between = _between(_payments(loaded, "org.russian-treasury", "org.prevezon-holdings"))
    first, second, third = (set(one.edges) for one in between.segments)
    assert {"pay.t004", "pay.t008"} <= first
    assert "pay.t010" in second
    assert {"pay.t014", "pay.t015"} <= third
    assert [one["id"] for one in between.gaps] == ["gap.g1", "gap.g4", "gap.g5"]
    assert between.joined is not None
    assert _edges(between.joined.route) == [
        "pay.t004", "pay.t008", "idn.j1", "pay.t010", "idn.j4", "pay.t014",
    ]  # fmt: skip


def test_1_with_inferences_there_is_one_route_marked_at_its_two_joins(loaded: Store) -> None:
    answer = _payments(
        loaded, "org.russian-treasury", "org.prevezon-holdings", inferred=True, k=20, max_hops=12
    )
    (path,) = answer.paths
    assert len([one for one in _edges(path) if one.startswith("pay.")]) == 4
    assert path.inferred_hops == ["idn.j1", "idn.j4"]
    assert path.contested  # the origin of T014 is denied
    assert "pay.t015" not in _edges(path)


def test_2_what_reached_prevezon_is_a_total_of_one_party_and_no_sum(
    known: Known, loaded: Store
) -> None:
    answer = ask(Payments(target=("org.prevezon-holdings",)), loaded)
    assert [one["id"] for one in answer.results] == ["pay.t014", "pay.t015", "pay.t016"]
    (beside,) = answer.sums
    assert (beside.min, beside.max, beside.edges) == (None, None, [])
    assert [one.id for one in beside.aggregates] == ["pay.t014", "pay.t015", "pay.t016"]
    total = known.readings["pay.t016"]
    assert (known.values("pay.t016", "amount"), total.asserted_by) == (
        ["1965444.55 USD"], ("org.us-attorney-sdny",),
    )  # fmt: skip
    assert known.one("pay.t016").overlaps
    told = ask(ShowEdge(id="pay.t014"), loaded).edge["sentence"]
    assert "denied" in told
    assert "settled without admission" in told


def test_3_behind_the_moldovan_accounts_only_t011_is_known(loaded: Store) -> None:
    answer = ask(Payments(source=("col.bunicon-elenast",)), loaded)
    assert [one["id"] for one in answer.results] == ["pay.t011"]
    assert answer.unstated == ["pay.t011"]  # amounts are not stated
    for target in ("org.colop", "org.saga-furs", "org.prevezon-holdings"):
        assert _payments(loaded, "col.bunicon-elenast", target).paths == [], target


@pytest.mark.parametrize(
    ("target", "route"),
    [
        ("org.colop", ["idn.j2", "pay.t012"]),
        ("org.saga-furs", ["idn.j3", "pay.t013"]),
        ("org.prevezon-holdings", ["idn.j4", "pay.t014"]),
        ("org.european-investments-t018", ["idn.j4", "pay.t014", "pay.t018"]),
    ],
)
def test_3_with_inferences_three_payees_follow_and_what_prevezon_invested(
    loaded: Store, target: str, route: list[str]
) -> None:
    answer = _payments(loaded, "col.bunicon-elenast", target, inferred=True)
    assert [_edges(path) for path in answer.paths] == [route]
    shown = {node["id"]: node for node in answer.nodes}
    if target in {"org.colop", "org.saga-furs"}:
        assert shown[target]["not_accused"] == "not accused in the sources read"
    else:
        assert not shown["org.prevezon-holdings"].get("not_accused")


def test_3_the_payment_to_colop_is_contradicted(known: Known) -> None:
    assert known.readings["pay.t012"].denied_by == ("org.linz-prosecutor",)


@pytest.mark.parametrize("inferred", [False, True])
def test_4_there_is_no_way_to_international_media_overseas(loaded: Store, inferred: bool) -> None:
    between = _between(
        _payments(
            loaded, "org.russian-treasury", "org.international-media-overseas", inferred=inferred
        )
    )
    assert {"pay.t004", "pay.t008"} <= set(between.segments[0].edges)
    assert set(between.segments[-1].edges) == {"pay.t041", "pay.t042"}
    assert [(one["id"], one["join"]) for one in between.gaps] == [("gap.g8", "none")]
    assert between.joined is None


def test_5_banks_are_counted_by_rows_in_which_money_moved(rows: dict[str, Any]) -> None:
    """T012 is left out: whether that money moved is unknown."""
    named: Counter[str] = Counter()
    single: Counter[str] = Counter()
    for row in rows.values():
        if row["kind"] == "Payment" and not row["evidence"]["contested"]:
            for bank in {*row["source_bank"], *row["target_bank"]}:
                named[bank] += 1
                single[bank] += row["granularity"] == "single"
    many = {bank: (number, single[bank]) for bank, number in named.items() if number > 1}
    assert many == {
        "org.swedbank": (6, 1),
        "org.danske-bank-estonia": (6, 0),
        "org.ukio-bankas": (5, 1),
        "org.credit-suisse": (4, 2),
        "org.banca-de-economii": (3, 1),
    }


def test_6_what_was_restrained_and_what_became_of_it(known: Known, rows: dict[str, Any]) -> None:
    owed = {name: row["nature"] for name, row in rows.items() if row["kind"] == "Obligation"}
    assert owed == {
        "t071": "fine", "t072": "debt", "t073": "settlement", "t074": "judgment",
        "t075": "forfeiture", "t076": "forfeiture", "t077": "judgment", "t078": "settlement",
        "t079": "release", "t080": "settlement",
    }  # fmt: skip
    stopped = {one.source for one in known.of(Restraint)}
    assert {"crt.sdny", "org.swiss-attorney-general", "col.authorities-fr-lu-mc"} <= stopped
    assert "685000000.00 RUB" in known.values(known.row("T009").id, "amount")


def test_7_no_purchase_is_joined_to_the_refund_without_a_gap(known: Known, loaded: Store) -> None:
    bought = {one.id: one for one in known.of(Acquisition)}
    assert {_number(one) for one in bought} >= {"t020", "t021", "t046", "t048", "t049"}
    for one in bought.values():
        asked = Paths(
            source=("org.russian-treasury",),
            target=(one.target, one.source),
            kind=("Payment", "Acquisition", "Ownership"),
            direction="out",
        )  # fmt: skip
        assert ask(asked, loaded).paths == [], one.id


@pytest.mark.parametrize(
    ("target", "gap"),
    [
        ("ast.two-manhattan-condos-t020", "gap.g7"),
        ("ast.dubai-villa-t038", "gap.g9"),
        ("ast.cap-st-georges-villa-a1", "gap.g11"),
        ("ast.dubai-kempinski-t048", "gap.g11"),
    ],
)
def test_7_the_way_to_a_purchase_shows_the_gap_before_it(
    loaded: Store, target: str, gap: str
) -> None:
    asked = Paths(
        source=("org.russian-treasury",),
        target=(target,),
        kind=("Payment", "Acquisition"),
        direction="out",
    )
    assert gap in {one["id"] for one in _between(ask(asked, loaded)).gaps}


def test_8_every_row_that_somebody_contests(known: Known, rows: dict[str, Any]) -> None:
    """Denied as a row, or in its origin, or with a note of whoever disputes only the author."""
    contested = {
        name
        for name, row in rows.items()
        if row["evidence"]["denied_by"]
        or row["evidence"]["contested_fields"]
        or any("ontested" in (one.note or "") for one in known.claims(row["id"]))
    }
    assert contested == _rows("3 4 5 6 9 10 12 14 15 16 18 19 21 36 37 38 39 40 43 53 54 66")
    assert len(contested) == 22
    whole = {name for name, row in rows.items() if row["evidence"]["denied_by"]}
    assert whole == {"t012"}


def test_9_rows_that_rest_on_one_voice(known: Known, rows: dict[str, Any]) -> None:
    def voice(by: str) -> str:
        record = known.case.records.get(by)
        return getattr(record, "speaks_for", None) or by

    alone: set[str] = set()
    partly: set[str] = set()
    for name, row in rows.items():
        voices = {voice(by) for by in row["evidence"]["asserted_by"]}
        if _VOICE in voices:
            (alone if len(voices) == 1 else partly).add(name)
            assert row["evidence"]["independent_sources"] == len(voices), name
    assert alone == _rows(
        "1 3 5 11 12 23 24 25 29 30 31 32 33 34 35 36 37 39 40 53 54 55 56 57 58 59 61 62 63 66 "
        "67 69"
    )
    assert partly == _rows("2 4 10 13 22 38 70")


def test_10_nothing_but_seven_single_payments_can_be_summed(rows: dict[str, Any]) -> None:
    """And no total is: T069, what Hermitage had traced by 2013, is its claim and one row."""
    summable = {
        name
        for name, row in rows.items()
        if row["kind"] == "Payment"
        and row["granularity"] == "single"
        and not row["overlaps"]
        and row.get("amount")
        and not row["evidence"]["contested"]
    }
    assert summable == _rows("4 13 27 36 38 42 46")
    sums = add_up([rows[name] for name in sorted(summable)])
    assert {one.currency for one in sums} == {"RUB", "USD", "EUR"}
    assert rows["t069"]["granularity"] == "aggregate"


def test_10_no_total_is_ever_summed(rows: dict[str, Any]) -> None:
    everything = add_up(rows.values())
    summed = {ident for one in everything for ident in one.edges}
    totals = {row["id"] for row in rows.values() if row["granularity"] == "aggregate"}
    assert len(totals) > 50
    assert not summed & totals
    for one in everything:
        assert not {beside.id for beside in one.aggregates} & set(one.edges)


def test_11_what_moved_within_six_months_of_the_approval(known: Known, loaded: Store) -> None:
    """24 December 2007 to 24 June 2008, by what is certain, possible and undated."""
    within = DateInterval.model_validate("2007-12-24/2008-06-24")
    assert within.first is not None
    assert within.last is not None
    with loaded.read() as reader:
        moved = reader.edges([one.id for one in known.of(Payment)])
    found: dict[str, set[str]] = {"certain": set(), "possible": set(), "undated": set()}
    for ident, row in moved.items():
        if row["evidence"]["denied_by"]:
            continue  # whether it moved is unknown
        span = span_of(row)
        if span is None:
            found["undated"].add(_number(ident))
            continue
        first = -(2**62) if span.first is None else span.first
        last = 2**62 if span.last is None else span.last
        if first <= within.last and last >= within.first:
            inside = within.first <= first and last <= within.last
            found["certain" if inside else "possible"].add(_number(ident))
    assert found["certain"] == _rows("10 36 42")
    assert found["possible"] == _rows(
        "4 5 6 7 8 11 13 14 15 16 18 21 22 23 25 26 27 28 29 32 33 34 35 37 38 39 40 41 48 50 52 "
        "53 54 55 56 57 58 59 64 65 66 67 69"
    )
    assert found["undated"] == _rows("17 24 30 31 43 44 45 47 51 60 61 62 63 68")


def test_11_a_day_is_asked_with_what_is_certain_and_possible(rows: dict[str, Any]) -> None:
    assert held(rows["t010"], "2008-02-15") == "possible"  # a day in its month is not certain
    assert held(rows["t010"], "2008-03-15") is None
    assert held(rows["t043"], "2008-02-15") == "undated"


def test_12_what_a_court_decided_stands_apart_from_what_is_alleged(rows: dict[str, Any]) -> None:
    """The sheet's classes, as far as rungs tell them; every row once."""
    standing = {name: row["evidence"]["standing"] for name, row in rows.items()}
    assert {name for name, rung in standing.items() if rung == "found"} == _rows("74 76 77")
    settled = {name for name, row in rows.items() if row.get("nature") == "settlement"}
    assert settled == _rows("73 78 80")
    recorded = {name for name, rung in standing.items() if rung == "official_record"}
    assert recorded - settled == _rows("71 72 75")
    rest = {name for name, rung in standing.items() if rung == "asserted"} - settled
    assert len(rest) == 71  # 5 official statements, 1 undisputed payment, 9 reported, 56 alleged
    assert set(standing.values()) == {"found", "official_record", "asserted"}
