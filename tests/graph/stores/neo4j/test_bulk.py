"""What the import makes of an export is what a copy over the wire would have made."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from graph.errors import BadRequest, VerificationFailed
from graph.evidence import Claim
from graph.ontology import Name
from graph.store import TABLES, Store
from graph.stores import local_neo4j
from graph.stores.copying import copy_store
from graph.stores.neo4j import bulk
from graph.stores.neo4j.bulk import export_for_admin
from graph.stores.opening import open_store
from loaders.load import load_case
from tests.graph.stores.world import claim, edge, node, world
from tests.servers import Server, own_server

CASE = Path(__file__).parents[4] / "cases" / "magnitsky"
# Quotes, line breaks, commas, the usual and our own kinds of parting, an empty second name.
HARD = 'A "quoted"; name,\nof \\ two\r\nlines \u001f\u0007`) DETACH DELETE n //'
# What a writer's turn leaves behind, and revisions: a copy makes several, an import one.
FLEETING = {"call", "writer", "writer_name", "writer_until", "_lock", "_born", "revision"}


@pytest.fixture
def fresh_home(tmp_path: Path, neo4j: Server) -> Iterator[Path]:
    """Where no server has ever run; the tests' own has fetched what it takes."""
    del neo4j
    yield tmp_path / "home"
    shutil.rmtree(tmp_path / "home", ignore_errors=True)


@pytest.fixture
def first(tmp_path: Path) -> Iterator[Store]:
    """The embedded store that is exported."""
    store = open_store(tmp_path / "first.db")
    yield store
    store.close()


def everything(server: Server) -> tuple[list[Any], list[Any]]:
    """Every node and relationship with all it has, but for what is fleeting."""
    nodes = server.run("MATCH (n) WHERE NOT n:ClewRevision RETURN labels(n), properties(n)")
    joined = server.run(
        "MATCH (a)-[e]->(b) RETURN type(e), coalesce(a.id, ''), coalesce(b.id, ''), properties(e)"
    )

    def plain(row: list[Any]) -> list[Any]:
        *lead, properties = row
        kept = {name: value for name, value in properties.items() if name not in FLEETING}
        return [*(sorted(one) if isinstance(one, list) else one for one in lead), kept]

    return list(map(plain, nodes)), list(map(plain, joined))


def canonical(rows: list[Any]) -> list[Any]:
    """In an order that does not rest on that of properties."""
    made = [[*lead, sorted(properties.items())] for *lead, properties in rows]
    return sorted(made, key=repr)


def test_the_imported_case_is_the_copied_case(
    first: Store, neo4j: Server, fresh_home: Path, tmp_path: Path
) -> None:
    """Node by node and property by property, and as a store; it then takes a load."""
    load_case(first, CASE)
    with first.write() as writer:
        hard = node("org.hard", names=(Name(text=HARD), Name(text=";")))
        brought = world(hard, edge("pay.hard", "org.hard", "org.hard"))
        # A copy gives a claim to the dataset that it names.
        named = [
            one.model_copy(update={"dataset": "hard"}) if isinstance(one, Claim) else one
            for one in brought
        ]
        writer.put(named, "hard")
    seen: list[int] = []
    export = export_for_admin(first, tmp_path / "out", seen.append)
    assert seen[-1] == export.records
    local_neo4j.admin(fresh_home, *export.arguments, heap="512m")
    copied = neo4j.open()
    copy_store(first, copied)
    copied.close()
    with own_server(fresh_home, lambda _: None) as server:
        assert isinstance(server, Server)
        imported = server.open(create=False)
        for ours, theirs in zip(everything(server), everything(neo4j), strict=True):
            pairs = zip(canonical(ours), canonical(theirs), strict=True)
            assert [one for one, other in pairs if one != other] == []
        names = "SHOW INDEXES YIELD name WHERE name STARTS WITH 'clew' RETURN name"
        assert sorted(server.run(names)) == sorted(neo4j.run(names))
        with first.read() as one, imported.read() as two:
            assert one.snapshot() == two.snapshot()
            assert one.loads() == two.loads()
            assert one.counts() == two.counts()
            for table in TABLES:
                assert list(one.scan(table)) == list(two.scan(table))
            everyone = [view["id"] for _, view in one.scan("node")]
            assert one.nodes(everyone) == two.nodes(everyone)
            every = [view["id"] for _, view in one.scan("edge")]
            assert one.edges(every) == two.edges(every)
            assert two.nodes(["org.hard"])["org.hard"]["names"][0]["text"] == HARD
            assert server.run("MATCH (n {id: 'org.hard'}) RETURN n.names") == [[[HARD, ";"]]]
        # A load of the same changes nothing; one that lacks a claim takes what rested on it.
        load_case(imported, CASE)
        with first.read() as one, imported.read() as two:
            assert one.snapshot() == two.snapshot()
        with imported.write() as writer:
            writer.replace("hard", world(node("org.hard")), "digest", {})
        with imported.read() as two:
            assert not two.edges(["pay.hard"])
        imported.close()


def test_a_file_begins_anew_where_a_record_has_more_to_say(
    first: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two companies a page apart; the second one alone has a summary."""
    monkeypatch.setattr(bulk, "BATCH", 1)
    with first.write() as writer:
        writer.put(world(node("org.a"), node("org.b", summary="More")), "one")
    export_for_admin(first, tmp_path / "out")
    heads = [
        path.read_text("utf-8").partition("\n")[0].split(",")
        for path in sorted((tmp_path / "out").glob("nodes-Entity-*.csv"))
    ]
    assert len(heads) == 2
    assert set(heads[1]) - set(heads[0]) == {"summary:string"}
    assert len((tmp_path / "out" / "import.args").read_text("utf-8").splitlines()) > 2


def test_a_folder_with_something_in_it_is_left_alone(first: Store, tmp_path: Path) -> None:
    with pytest.raises(BadRequest, match="not an empty folder"):
        export_for_admin(first, tmp_path)
    with pytest.raises(BadRequest, match="comma"):
        export_for_admin(first, tmp_path / "a,b")


def test_a_text_with_the_character_between_elements_is_refused(
    first: Store, tmp_path: Path
) -> None:
    """It would come out as two names."""
    with first.write() as writer:
        writer.put(world(node("org.a", names=("one\ufdd0two",))), "one")
    with pytest.raises(BadRequest, match="U\\+FDD0"):
        export_for_admin(first, tmp_path / "out")


def test_an_export_that_misses_something_is_found_out(
    first: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with first.write() as writer:
        writer.put(world(node("org.a"), [claim("org.a", 2)]), "one")
    monkeypatch.setattr(bulk, "row_digest", lambda *_: 1)
    with pytest.raises(VerificationFailed, match="Export again"):
        export_for_admin(first, tmp_path / "out")
