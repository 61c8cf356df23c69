"""What every store does with what is written to it; each fact on each store."""

import pytest

from graph.errors import Conflict
from graph.evidence import Gap, Source, code
from graph.ontology import Ladder, Rung
from graph.store import Store, Tally, Writable
from graph.traversal import Direction, EdgeFilter, Passage
from tests.graph.stores.world import SOURCE, claim, edge, node, valued, world

ALL = EdgeFilter()


def put(store: Store, records: list[Writable], dataset: str = "case") -> Tally:
    """Write the records as they are."""
    with store.write() as writer:
        return writer.put(records, dataset)


def replace(store: Store, records: list[Writable], dataset: str = "case") -> Tally:
    """Make the dataset exactly these records."""
    with store.write() as writer:
        return writer.replace(dataset, records, "digest", {})


def snapshot(store: Store) -> str:
    """The digest over all records."""
    with store.read() as reader:
        return reader.snapshot()


def ids(store: Store, frontier: str, direction: str = "any", edges: EdgeFilter = ALL) -> list[str]:
    """The edges one hop from a node."""
    with store.read() as reader:
        return sorted(one.id for one in reader.expand([frontier], Direction(direction), edges)[0])


PAIR = world(node("org.a"), node("org.b"), edge("pay.1", "org.a", "org.b"))


def test_writing_twice_changes_nothing(store: Store) -> None:
    first = put(store, PAIR)
    before = snapshot(store)
    second = put(store, PAIR)
    assert sorted(first.added) == [
        "m.S1", "org.a", "org.a.c1", "org.b", "org.b.c1", "pay.1", "pay.1.c1",
    ]  # fmt: skip
    assert (second.added, second.changed, second.same) == ([], [], 7)
    assert snapshot(store) == before


def test_the_order_of_writing_does_not_show(store: Store) -> None:
    """Equal content, equal digest: taken apart, written backwards, put together again."""
    put(store, PAIR)
    whole = snapshot(store)
    replace(store, [])
    assert snapshot(store) == "0" * 64
    put(store, world(node("org.b")))
    put(store, world(node("org.a"), edge("pay.1", "org.a", "org.b")))
    assert snapshot(store) == whole


def test_an_edge_keeps_its_ends(store: Store) -> None:
    put(store, world(node("org.a"), node("org.b"), node("org.c"), edge("pay.1", "org.a", "org.b")))
    before = snapshot(store)
    with pytest.raises(Conflict, match=r"pay\.1.*keeps its ends"):
        put(store, edge("pay.1", "org.a", "org.c"))
    assert snapshot(store) == before


def test_an_edge_that_ends_at_nothing_is_refused(store: Store) -> None:
    with pytest.raises(Conflict, match=r"org\.b.*not there"):
        put(store, world(node("org.a"), edge("pay.1", "org.a", "org.b")))
    assert snapshot(store) == "0" * 64


def test_an_edge_between_the_wrong_kinds_is_refused(store: Store) -> None:
    records = world(
        node("org.a"), node("evt.x", "Event"), edge("own.1", "org.a", "evt.x", "Ownership")
    )
    with pytest.raises(Conflict, match=r"own\.1.*is a Event"):
        put(store, records)


def test_a_node_that_turns_into_another_kind_takes_its_edges_into_account(store: Store) -> None:
    put(store, world(node("org.a"), node("org.b"), edge("own.1", "org.a", "org.b", "Ownership")))
    put(store, node("org.b", "PublicBody"))
    with store.read() as reader:
        assert reader.visits(["org.b"])["org.b"].kind == "PublicBody"
    with pytest.raises(Conflict, match=r"own\.1"):
        put(store, node("org.b", "Event"))


def test_a_record_without_a_claim_is_refused(store: Store) -> None:
    bare = node("org.a")[:1]
    with pytest.raises(Conflict, match=r"org\.a.*no claim"):
        put(store, [SOURCE, *bare])
    with pytest.raises(Conflict, match=r"org\.z.*not there"):
        put(store, [SOURCE, claim("org.z")])


def test_the_last_claim_takes_the_record_and_its_edges_with_it(store: Store) -> None:
    put(store, world(node("org.a"), node("org.b"), edge("pay.1", "org.a", "org.b")))
    with store.write() as writer:
        tally = writer.withdraw(["org.b.c1"])
    assert sorted(tally.removed) == ["org.b", "pay.1"]
    assert sorted(tally.withdrawn) == ["org.b.c1", "pay.1.c1"]
    with store.read() as reader:
        assert reader.nodes(["org.a", "org.b"]).keys() == {"org.a"}
        assert reader.visits(["org.a"])["org.a"].degree == 0
        assert reader.claims(["pay.1"]) == {}


def test_removing_the_only_accusation_removes_the_denials_too(store: Store) -> None:
    accused = [claim("acu.1", kind="allegation"), claim("acu.1", 2, "allegation", stance="denies")]
    records = world(
        node("per.a", "Person"), node("evt.x", "Event"),
        edge("acu.1", "per.a", "evt.x", "Accusation", *accused),
    )  # fmt: skip
    replace(store, records)
    left = [one for one in records if one.id != "acu.1.c1"]
    tally = replace(store, left)
    assert tally.removed == ["acu.1"]
    assert sorted(tally.withdrawn) == ["acu.1.c1", "acu.1.c2"]
    assert ids(store, "per.a") == []


def test_a_dataset_owns_its_claims_only(store: Store) -> None:
    """What disappears from one folder stays where another one still says it."""
    put(store, PAIR, "one")
    with store.write() as writer:
        other: list[Writable] = [
            Source(id="m.S2", title="t", publisher="p"),
            claim("pay.1", 2, cites="m.S2"),
        ]
        writer.replace("two", other, "d", {})
        writer.replace("one", world(node("org.a"), node("org.b")), "d", {})
    assert ids(store, "org.a") == ["pay.1"]
    with store.write() as writer:
        tally = writer.replace("two", [], "d", {})
    assert sorted(tally.removed) == ["m.S2", "pay.1"]


def test_another_dataset_does_not_rewrite_a_record(store: Store) -> None:
    put(store, PAIR, "one")
    renamed = node("org.a", names=("Another",))[:1]
    assert put(store, renamed, "two").conflicting == ["org.a"]
    with store.read() as reader:
        assert reader.nodes(["org.a"])["org.a"]["names"][0]["text"] == "a"


def test_correcting_one_value_is_one_change(store: Store) -> None:
    def records(year: str) -> list[Writable]:
        dated = edge("pay.1", "org.a", "org.b", "Payment", *valued("pay.1", date=year))
        return world(node("org.a"), node("org.b"), dated)

    replace(store, records("2007"))
    tally = replace(store, records("2008"))
    assert (tally.added, tally.changed, tally.withdrawn, tally.removed) == (
        [],
        ["pay.1.c2"],
        [],
        [],
    )
    with store.read() as reader:
        assert reader.edges(["pay.1"])["pay.1"]["date"]["earliest"] == "2008-01-01"


def test_a_weak_source_that_turns_out_sound_lifts_what_rests_on_it(store: Store) -> None:
    shown = claim("pay.1", kind="document")
    paid = edge("pay.1", "org.a", "org.b", "Payment", shown)
    records = world(node("org.a"), node("org.b"), paid)
    weak = SOURCE.model_copy(update={"weak": True})

    def standing() -> str:
        with store.read() as reader:
            return str(reader.edges(["pay.1"])["pay.1"]["evidence"]["standing"])

    replace(store, [weak, *records[1:]])
    assert standing() == "asserted"
    replace(store, records)
    assert standing() == "documented"


def test_a_voice_that_turns_out_to_be_another_counts_once(store: Store) -> None:
    def records(speaks_for: str | None) -> list[Writable]:
        both = [claim("pay.1", by="org.a"), claim("pay.1", 2, by="org.b")]
        return world(node("org.a"), node("org.b", speaks_for=speaks_for),
                     edge("pay.1", "org.a", "org.b", "Payment", *both))  # fmt: skip

    def independent() -> int:
        with store.read() as reader:
            return int(reader.edges(["pay.1"])["pay.1"]["evidence"]["independent_sources"])

    replace(store, records(None))
    assert independent() == 2
    replace(store, records("org.a"))
    assert independent() == 1


LADDERS = world(
    node("org.a"), node("org.b"), node("evt.x", "Event"),
    edge("pay.1", "org.a", "org.b", "Payment", claim("pay.1", kind="document")),
    edge("pay.2", "org.a", "org.b", "Payment", claim("pay.2"), claim("pay.2", 2, stance="denies")),
    edge("pay.3", "org.b", "org.a", "Payment", claim("pay.3", kind="inference", note="because")),
    edge("pay.4", "org.a", "org.b", "Payment", claim("pay.4", stance="denies")),
    edge("pay.5", "org.a", "org.b", aside=True),
    edge("acu.1", "org.a", "evt.x", "Accusation", claim("acu.1", kind="charge")),
)  # fmt: skip


@pytest.mark.parametrize(
    ("edges", "found"),
    [
        (EdgeFilter(), ["acu.1", "pay.1", "pay.2"]),
        (EdgeFilter(inferred=True), ["acu.1", "pay.1", "pay.2", "pay.3"]),
        (EdgeFilter(aside=True), ["acu.1", "pay.1", "pay.2", "pay.5"]),
        (EdgeFilter(kinds=frozenset({"Payment"})), ["pay.1", "pay.2"]),
        (EdgeFilter(kinds=frozenset()), []),
        (EdgeFilter(contested="any"), ["pay.2"]),
        (EdgeFilter(contested="record"), ["pay.2"]),
        (EdgeFilter(contested="field"), []),
        (EdgeFilter(rungs=frozenset({code(Ladder.FACT, Rung.DOCUMENTED)})), ["pay.1"]),
        (EdgeFilter(rungs=frozenset({code(Ladder.FACT, Rung.DENIED_ONLY)})), ["pay.4"]),
        (EdgeFilter(rungs=frozenset({code(Ladder.FACT, Rung.FOUND)}), inferred=True), ["pay.3"]),
    ],
)  # fmt: skip
def test_a_filter_lets_through_what_it_says(
    store: Store, edges: EdgeFilter, found: list[str]
) -> None:
    """Another matter's edges, refuted ones and those that all deny are never followed unasked."""
    put(store, LADDERS)
    assert ids(store, "org.a", "any", edges) == found


def moment(text: str) -> int:
    """A day as ms since 1970."""
    from graph.ontology import DateInterval

    first = DateInterval.model_validate(text).first
    assert first is not None
    return first


@pytest.mark.parametrize(
    ("after", "before", "undated", "found"),
    [
        ("2008-03-01", None, True, ["pay.2008", "pay.may", "pay.none"]),
        ("2008-03-01", None, False, ["pay.2008", "pay.may"]),
        (None, "2008-01-31", False, ["pay.2008", "pay.old"]),
        ("2009-01-01", None, False, []),
        ("2008-05-05", "2008-05-05", False, ["pay.2008", "pay.may"]),
        ("2008-05-06", "2008-05-06", False, ["pay.2008"]),
    ],
)
def test_a_date_filter_keeps_what_may_have_been(
    store: Store, after: str | None, before: str | None, undated: bool, found: list[str]
) -> None:
    dates = {"pay.2008": "2008", "pay.may": "2008-05-05", "pay.old": "../2007-12-31"}
    dated = [edge(one, "org.a", "org.b", "Payment", *valued(one, date=day))
             for one, day in dates.items()]  # fmt: skip
    put(store, world(node("org.a"), node("org.b"), *dated, edge("pay.none", "org.a", "org.b")))
    edges = EdgeFilter(
        after=moment(after) if after else None,
        before=moment(before) if before else None,
        undated=undated,
    )
    assert ids(store, "org.a", "out", edges) == found


def test_direction_is_that_of_the_edge_but_for_kinds_that_go_both_ways(store: Store) -> None:
    put(store, world(
        node("org.a"), node("org.b"), edge("pay.1", "org.a", "org.b"),
        edge("pay.2", "org.b", "org.a"), edge("idn.1", "org.b", "org.a", "Identity"),
        edge("pay.3", "org.a", "org.a"),
    ))  # fmt: skip
    payments = EdgeFilter(kinds=frozenset({"Payment"}))
    assert ids(store, "org.a", "out", payments) == ["pay.1", "pay.3"]
    assert ids(store, "org.a", "in", payments) == ["pay.2", "pay.3"]
    both = EdgeFilter(kinds=frozenset({"Payment"}), both_ways=frozenset({"Identity"}))
    assert ids(store, "org.a", "out", both) == ["idn.1", "pay.1", "pay.3"]
    assert ids(store, "org.a", "any", both) == ["idn.1", "pay.1", "pay.2", "pay.3"]
    with store.read() as reader:
        assert reader.visits(["org.a"])["org.a"].degree == 4


def test_an_expansion_over_its_limit_brings_the_first_by_id_and_says_so(store: Store) -> None:
    many = [edge(f"pay.{one}", "org.a", "org.b") for one in (3, 1, 4, 2, 5)]
    put(store, world(node("org.a"), node("org.b"), *many))
    with store.read() as reader:
        found, complete = reader.expand(["org.a", "org.b"], Direction.ANY, ALL, 2)
        assert ([one.id for one in found], complete) == (["pay.1", "pay.2"], False)
        found, complete = reader.expand(["org.a", "org.b"], Direction.ANY, ALL, 5)
        assert (len(found), complete) == (5, True)


def test_edges_between_two_groups(store: Store) -> None:
    put(store, world(
        node("org.a"), node("org.b"), node("org.c"), edge("pay.ab", "org.a", "org.b"),
        edge("pay.ba", "org.b", "org.a"), edge("pay.ac", "org.a", "org.c"),
    ))  # fmt: skip
    with store.read() as reader:
        found, _ = reader.within(["org.a"], ["org.b", "org.c"], ALL)
        assert sorted(one.id for one in found) == ["pay.ab", "pay.ac"]
        both = {"org.a", "org.b"}
        assert sorted(one.id for one in reader.within(both, both, ALL)[0]) == ["pay.ab", "pay.ba"]


def test_a_hub_is_not_passed_and_is_named(store: Store) -> None:
    spokes = [node(f"org.s{one}") for one in range(4)]
    paid = [edge(f"pay.s{one}", "org.hub", f"org.s{one}") for one in range(4)]
    put(store, world(
        node("org.a"), node("org.hub"), node("org.b"), edge("pay.1", "org.a", "org.hub"),
        edge("pay.2", "org.hub", "org.b"), *spokes, *paid,
    ))  # fmt: skip
    ends = (["org.a"], ["org.b"])
    with store.read() as reader:
        free = reader.corridor(*ends, 2, Direction.OUT, ALL, Passage())
        assert [one.id for one in free.links] == ["pay.1", "pay.2"]
        shut = reader.corridor(*ends, 2, Direction.OUT, ALL, Passage(hub_limit=5))
        assert (shut.links, shut.hubs) == ([], ("org.hub",))
        assert reader.distance(*ends, 6, Direction.OUT, ALL, Passage()) == 2
        assert reader.distance(*ends, 6, Direction.OUT, ALL, Passage(hub_limit=5)) is None
        # An end is exempt: one may start from a hub.
        assert (
            reader.distance(["org.hub"], ["org.b"], 6, Direction.OUT, ALL, Passage(hub_limit=5))
            == 1
        )


def test_sums_leave_out_totals_overlaps_and_open_ends(store: Store) -> None:
    def paid(ident: str, amount: str, **more: object) -> list[Writable]:
        return edge(ident, "org.a", "org.b", "Payment", *valued(ident, amount=amount), **more)

    put(store, world(
        node("org.a"), node("org.b"), paid("pay.1", "10 USD"), paid("pay.2", "5..7 USD"),
        paid("pay.3", "at least 3 USD"), paid("pay.4", "100 USD", granularity="aggregate"),
        paid("pay.5", "4 USD", overlaps=("pay.1",)), paid("pay.6", "8 EUR"),
        edge("pay.7", "org.a", "org.b"),
    ))  # fmt: skip
    with store.read() as reader:
        rows = {one.currency: one for one in reader.groups("org.a", ALL)}
    usd = rows["USD"]
    assert (usd.number, usd.aggregates, usd.overlapping, usd.summed) == (5, 1, 1, 3)
    # 10 + 5 + 3 and 10 + 7 + (open), in cents.
    assert (usd.sum_low, usd.sum_high, usd.open_low, usd.open_high) == (1800, 1700, 0, 1)
    assert (rows["EUR"].sum_low, rows["EUR"].sum_high) == (800, 800)
    assert (rows[None].number, rows[None].summed) == (1, 0)


def test_changes_tell_what_was_added_changed_and_taken_away(store: Store) -> None:
    put(store, PAIR)
    since = snapshot(store)
    put(store, node("org.c"))
    with store.write() as writer:
        writer.withdraw(["pay.1.c1"])
    with store.read() as reader:
        revision = reader.revision(since)
        assert revision is not None
        found, total = reader.changes(revision, 100)
    assert total == 4
    assert [(one.what, one.table, one.id) for one in found] == [
        ("added", "claim", "org.c.c1"), ("added", "node", "org.c"),
        ("withdrawn", "claim", "pay.1.c1"), ("removed", "edge", "pay.1"),
    ]  # fmt: skip
    # What was taken away is as if never read.
    assert [one.before for one in found] == [None] * 4


def test_a_source_says_all_it_supports(store: Store) -> None:
    put(store, PAIR)
    with store.read() as reader:
        found, total = reader.claims_citing("m.S1", 2, 1)
    assert ([one["id"] for one in found], total) == (["org.b.c1", "pay.1.c1"], 3)


def test_gaps_and_renamed_ids_are_kept(store: Store) -> None:
    gap = Gap(id="gap.g1", why="not shown to be the same", join="none", by="Clew editors")
    replace(store, [*world(node("org.new", formerly=("org.old",))), gap])
    with store.read() as reader:
        assert [one["id"] for one in reader.gaps()] == ["gap.g1"]
        assert (reader.moved("org.old"), reader.moved("org.new")) == ("org.new", None)
    replace(store, world(node("org.new")))
    with store.read() as reader:
        assert reader.gaps() == []


def test_an_unfinished_load_is_known_until_it_is_repeated(store: Store) -> None:
    with store.write() as writer:
        writer.begin("table", {"title": "A table"})
        writer.put(PAIR, "table")
    with store.read() as reader:
        assert [(one.dataset, one.finished) for one in reader.loads()] == [("table", False)]
    with store.write() as writer:
        writer.begin("table", {"title": "A table"})
        writer.put(world(node("org.a"), node("org.b")), "table")
        tally = writer.finish("table", "digest")
    assert (tally.withdrawn, tally.removed) == (["pay.1.c1"], ["pay.1"])
    with store.read() as reader:
        load = reader.loads()[0]
        assert (load.finished, load.digest, load.card) == (True, "digest", {"title": "A table"})


def test_an_excerpt_takes_nothing_away(store: Store) -> None:
    put(store, PAIR, "list")
    with store.write() as writer:
        writer.begin("list", {})
        writer.put(world(node("org.a")), "list")
        tally = writer.finish("list", "digest", whole=False)
    assert (tally.withdrawn, tally.removed) == ([], [])


def test_names_in_any_script_are_candidates(store: Store) -> None:
    from graph.search import grams_for

    put(
        store,
        world(node("org.p", names=("Prevezon Holdings Ltd",)), node("org.q", names=("Quux",))),
    )
    with store.read() as reader:
        found = reader.candidates(grams_for("Превезон"), 10)
    assert [one.id for one in found] == ["org.p"]
    assert found[0].names == ("Prevezon Holdings Ltd",)


def test_counts_and_a_scan_see_everything(store: Store) -> None:
    put(store, PAIR)
    with store.read() as reader:
        assert reader.counts() == {"Claim": 3, "Company": 2, "Gap": 0, "Payment": 1, "Source": 1}
        assert [(dataset, one["id"]) for dataset, one in reader.scan("node")] == [
            ("case", "org.a"), ("case", "org.b"),
        ]  # fmt: skip
