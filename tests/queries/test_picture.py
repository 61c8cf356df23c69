"""What an answer shows of nodes and edges, and what it says of them together."""

from pathlib import Path

from queries.answers import ConductField, Meta
from queries.picture import assemble, describe
from queries.wording import NO_STATEMENT, NOT_ACCUSED
from tests.queries.worlds import named, node, world


def test_records_come_once_in_the_order_asked_for(tmp_path: Path) -> None:
    """What is not there is left out."""
    with world(tmp_path, "a -PAID:p1-> b\n b -PAID:p2-> a") as store, store.read() as reader:
        picture = assemble(reader, ["b", "a", "b", "zz"], ["p2", "p1", "p2"])
    assert [one["id"] for one in picture.nodes] == ["b", "a"]
    assert [one["id"] for one in picture.edges] == ["p2", "p1"]


def test_edges_between_the_same_two_are_numbered_whichever_way_they_run(tmp_path: Path) -> None:
    text = "a -PAID:p3-> b\n b -PAID:p1-> a\n a -OWNS:o2-> b\n a -PAID:p4-> c"
    with world(tmp_path, text) as store, store.read() as reader:
        picture = assemble(reader, ["a", "b", "c"], ["p3", "o2", "p1", "p4"])
    assert {one["id"]: (one["parallel_index"], one["parallel_count"]) for one in picture.edges} == {
        "o2": (0, 3),
        "p1": (1, 3),
        "p3": (2, 3),
        "p4": (0, 1),
    }


def test_the_day_asked_about_marks_the_edges(tmp_path: Path) -> None:
    text = "a -PAID:p1-> b date=2008-02-05\n a -PAID:p2-> b date=2008\n a -PAID:p3-> b"
    with world(tmp_path, text) as store, store.read() as reader:
        picture = assemble(reader, [], ["p1", "p2", "p3"], valid_at="2008-02-05")
        plain = assemble(reader, [], ["p1"])
    assert [one["held"] for one in picture.edges] == ["certain", "possible", "undated"]
    assert "held" not in plain.edges[0]


def test_conduct_carries_its_sentence_with_names_of_parties_not_shown(tmp_path: Path) -> None:
    """Neither end is in the picture; the asserter is an entity, the denier only words."""
    text = """
        per.ann -ACCUSED_OF:acu-> evt.fraud  denied
        a -PAID:p1-> b  proceeds_of=evt.fraud
        a -PAID:p2-> b
    """
    with world(tmp_path, text, node("P1", names=["The agency"])) as store, store.read() as reader:
        picture = assemble(reader, ["a"], ["acu", "p1", "p2"])
    accused, paid, plain = picture.edges
    assert accused["sentence"] == (
        "The agency alleges that ann had a part in “fraud”; "
        "denied by Denier (no date in the source)."
    )
    assert paid["sentence"] == (
        f"The agency alleges that the money came from “fraud”; {NO_STATEMENT}."
    )
    assert "sentence" not in plain


def test_a_listing_tells_when_the_list_was_read(tmp_path: Path) -> None:
    text = "per.ann -SANCTIONED_UNDER:des-> prg.act  record listed=2017-01-09"
    with world(tmp_path, text) as store, store.read() as reader:
        picture = assemble(reader, [], ["des"])
    assert picture.edges[0]["sentence"] == (
        "Listed on 9 January 2017 under act: ann; list read: day not kept."
    )


ROUTE = """
    per.payer -PAID:p1-> per.accused
    per.accused -PAID:p2-> per.nominee
    per.nominee -PAID:p3-> per.listed
    per.listed -PAID:p4-> acc.one
    per.accused -ACCUSED_OF:acu-> evt.fraud  inference
    per.nominee -NOMINEE_OF:nom-> per.accused
    per.listed -SANCTIONED_UNDER:des-> prg.act
"""
ENDS = ["per.payer", "per.accused", "per.nominee", "per.listed", "acc.one"]


def test_ends_of_payments_whom_nobody_accuses_say_so(tmp_path: Path) -> None:
    """An inferred accusation accuses, a listing alleges; an account is nobody."""
    with world(tmp_path, ROUTE) as store, store.read() as reader:
        picture = assemble(reader, ENDS, ["p1", "p2", "p3", "p4"], route=True)
        elsewhere = assemble(reader, ENDS, ["p1"])
    assert {one["id"]: one.get("not_accused") for one in picture.nodes} == {
        "per.payer": NOT_ACCUSED,
        **dict.fromkeys(ENDS[1:]),
    }
    assert not any("not_accused" in one for one in elsewhere.nodes)


def test_the_note_stands_at_ends_of_payments_only(tmp_path: Path) -> None:
    text = "a -OWNS:o-> b\n c -PAID:p-> b"
    with world(tmp_path, text) as store, store.read() as reader:
        picture = assemble(reader, ["a", "b", "c"], ["o", "p"], route=True)
    assert [one["id"] for one in picture.nodes if "not_accused" in one] == ["b", "c"]


def test_meta_tells_the_weakest_standing_of_each_ladder(tmp_path: Path) -> None:
    """Asserted is below documented; the only conduct record is alleged. p1 has a date."""
    text = """
        a -PAID:p1-> b  document date=2008 proceeds_of=evt.fraud
        a -PAID:p2-> b  statement proceeds_of=evt.fraud denied:proceeds_of
        per.ann -ACCUSED_OF:acu-> evt.fraud
    """
    meta = Meta()
    with world(tmp_path, text) as store, store.read() as reader:
        describe(meta, assemble(reader, [], ["p1", "p2", "acu"]))
    assert (meta.standing.fact, meta.standing.conduct) == ("asserted", "alleged")
    assert meta.conduct_fields == [ConductField("proceeds_of", "alleged", 2, 1)]
    assert (meta.contested, meta.inferred, meta.undated) == (True, False, 2)


def test_meta_of_facts_alone_has_no_conduct(tmp_path: Path) -> None:
    meta = Meta()
    with world(tmp_path, "a -PAID:p1-> b  inference") as store, store.read() as reader:
        describe(meta, assemble(reader, [], ["p1"]))
    assert (meta.standing.fact, meta.standing.conduct) == ("asserted", None)
    assert (meta.contested, meta.inferred, meta.conduct_fields) == (False, True, [])


def test_a_picture_leaves_the_store_as_it_was(tmp_path: Path) -> None:
    """What an answer puts beside a record is on its own copy."""
    with world(tmp_path, "a -PAID:p1-> b", [named("a")]) as store, store.read() as reader:
        before = reader.edges(["p1"])
        assemble(reader, ["a", "b"], ["p1"], valid_at="2008-01-01", route=True)
        assert reader.edges(["p1"]) == before
