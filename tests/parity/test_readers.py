"""Both stores answer everything that can be read alike, on random worlds.

`CLEW_WORLDS` sets how many; by default as many as take less than a minute, always the same.
"""

import os
import tempfile
from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any, get_args

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from graph.errors import Conflict
from graph.search import grams_for
from graph.store import Reader, Store, Table, Tally, Writer
from graph.stores.opening import open_store
from graph.traversal import EDGE_BUDGET, Direction, EdgeFilter, Passage
from tests.parity.worlds import (
    NODES,
    QUERIES,
    World,
    directions,
    filters,
    groups_of_nodes,
    passages,
    worlds,
)
from tests.servers import Server

IDS = [*NODES, "org.nobody", *(f"e.{number}" for number in range(18))]
SOME_WORLDS = 40


def outcome(store: Store, write: Callable[[Writer], Tally]) -> dict[str, list[str] | int] | str:
    """What a write did, or why it was refused."""
    with store.write() as writer:
        try:
            done = asdict(write(writer))
        except Conflict as error:
            return str(error)
    return {name: sorted(ids) if isinstance(ids, list) else ids for name, ids in done.items()}


def history(world: World) -> list[Callable[[Writer], Tally]]:
    """The writes that a world comes about by."""
    kept = [one for one in world.records if one.id not in world.dropped]
    return [
        lambda writer: writer.replace("case", world.records, "one", {"title": "A case"}),
        lambda writer: writer.put(world.others, "others"),
        lambda writer: writer.replace("case", kept, "two", {"title": "A case"}),
        lambda writer: writer.withdraw(world.retracted, "a mistake"),
    ]


def records_of(reader: Reader) -> dict[str, Any]:
    """Everything but traversal."""
    changes, total = reader.changes(0, 1000)
    by_source = [reader.claims_citing(one, 3, 1) for one in ("m.S1", "m.S2", "m.O1", "m.no")]
    last = reader.revision(reader.snapshot())
    return {
        "snapshot": reader.snapshot(),
        "loads": reader.loads(),
        "nodes": reader.nodes(IDS),
        "edges": reader.edges(IDS),
        "sources": reader.sources(["m.S1", "m.S2", "m.O1", "m.no"]),
        "gaps": reader.gaps(),
        "claims": reader.claims(IDS),
        "citing": by_source,
        "visits": reader.visits(IDS),
        "moved": [reader.moved(one) for one in ("org.b-old", "org.b", "no")],
        "candidates": [
            reader.candidates(grams_for(query), limit) for query in QUERIES for limit in (2, 50)
        ],
        "groups": [reader.groups(node, EdgeFilter(inferred=True)) for node in NODES],
        "counts": reader.counts(),
        "scan": [list(reader.scan(table)) for table in get_args(Table)],
        "revision": (last, reader.revision("0" * 64), reader.revision("f" * 64)),
        "revision_at": (reader.revision_at("1970"), reader.revision_at("9999")),
        # When each of them was made is the one thing that may differ.
        "changes": ([one._replace(at="") for one in changes], total),
        "page of changes": [one.id for one in reader.changes(1, 3, 2)[0]],
    }


Walk = tuple[set[str], set[str], Direction, EdgeFilter, Passage, int, int]
walks = st.lists(
    st.tuples(
        groups_of_nodes, groups_of_nodes, directions, filters, passages,
        st.integers(0, 6), st.sampled_from([EDGE_BUDGET, EDGE_BUDGET, 0, 1, 3, 6]),
    ),
    min_size=6, max_size=6,
)  # fmt: skip


def walked(reader: Reader, walk: Walk) -> dict[str, Any]:
    """What traversal finds, in the order in which questions ask."""
    sources, targets, direction, edges, passage, length, limit = walk
    found, whole = reader.expand(sources, direction, edges, limit)
    between, all_of_it = reader.within(sources, targets, edges, limit)
    among, all_of_them = reader.within(targets, targets, edges, limit)
    way = (direction, edges, passage)
    at_once = reader.corridor(targets, sources, length, *way, limit)
    nearest = reader.distance(sources, targets, length, *way)
    first = length if nearest is None else nearest
    return {
        "expand": (sorted(found), whole),
        "within": (sorted(between), all_of_it),
        "among": (sorted(among), all_of_them),
        "pictured": (reader.nodes(IDS), reader.edges([one.id for one in among])),
        "closed": reader.closed(IDS, passage),
        "groups": reader.groups(min(sources), edges),
        "at once": at_once,
        "distance": nearest,
        "corridors": [
            reader.corridor(sources, targets, reach, *way, limit) for reach in (first, first + 1, 6)
        ],
        "asked again": (
            reader.distance(sources, targets, 6, *way),
            reader.corridor(sources, targets, first, *way),
        ),
    }


@settings(
    max_examples=int(os.environ.get("CLEW_WORLDS", SOME_WORLDS)),
    deadline=None,
    derandomize="CLEW_WORLDS" not in os.environ,
    # A difference shows in what is printed; making its world smaller would take minutes.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    report_multiple_bugs=False,
    print_blob=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(worlds(), walks)
def test_both_stores_read_alike(neo4j: Server, world: World, ways: list[Walk]) -> None:
    neo4j.wipe()
    with tempfile.TemporaryDirectory() as folder:
        embedded, server = open_store(Path(folder) / "world.db"), neo4j.open()
        try:
            for write in history(world):
                assert outcome(server, write) == outcome(embedded, write)
            with embedded.read() as one, server.read() as other:
                ours, theirs = records_of(one), records_of(other)
                for name, found in ours.items():
                    assert theirs[name] == found, name
                for walk in ways:
                    ours, theirs = walked(one, walk), walked(other, walk)
                    for name, found in ours.items():
                        assert theirs[name] == found, name
        finally:
            embedded.close()
            server.close()
