"""What changed since a snapshot or a moment, and what is not told again."""

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from graph.errors import NotFound
from graph.evidence import Claim
from graph.store import Store
from queries.changes import ChangeRow, Changes, ChangesAnswer
from queries.wording import NO_STATEMENT
from tests.queries.worlds import edges, named, node, world

TEXT = "per.ann -ACCUSED_OF:acu-> evt.fraud  denied\n a -PAID:p1-> b"


def ask(store: Store, **parameters: Any) -> ChangesAnswer:
    with store.read() as reader:
        return Changes.model_validate(parameters).answer(reader)


def snapshot(store: Store) -> str:
    with store.read() as reader:
        return reader.snapshot()


def rows(answer: ChangesAnswer) -> dict[tuple[str, str], ChangeRow]:
    return {(one.what, one.id): one for one in answer.results}


def test_everything_was_added_since_the_beginning(tmp_path: Path) -> None:
    """A source, four nodes and two edges, with a claim each and the denial."""
    with world(tmp_path, TEXT) as store:
        answer = ask(store)
    assert {one.what for one in answer.results} == {"added"}
    assert (answer.since, answer.total.value, answer.next) == (0, 14, None)


def test_the_newest_come_first_unless_it_is_asked_what_followed(tmp_path: Path) -> None:
    """Every page of the one order is a page of the other, turned round."""
    with world(tmp_path, TEXT) as store:
        before = snapshot(store)
        with store.write() as writer:
            writer.put(node("c"), "world")
        oldest = [one.id for one in ask(store, order="oldest").results]
        pages = [[one.id for one in ask(store, limit=5, offset=offset).results]
                 for offset in (0, 5, 10, 15, 20)]  # fmt: skip
        since = [one.id for one in ask(store, since=before).results]
        turned = [one.id for one in ask(store, since=before, order="newest").results]
    assert [len(page) for page in pages] == [5, 5, 5, 1, 0]
    assert [one for page in pages for one in page] == oldest[::-1]
    assert since == oldest[-2:]
    assert turned == since[::-1]


def test_conduct_comes_with_its_sentence_and_its_reading(tmp_path: Path) -> None:
    with world(tmp_path, TEXT) as store:
        found = rows(ask(store))
    edge, claim = found["added", "acu"], found["added", "acu.c1"]
    told = "P1 alleges that ann had a part in “fraud”; denied by Denier (no date in the source)."
    assert (edge.sentence, claim.sentence) == (told, told)
    assert edge.after is not None
    assert edge.after["evidence"]["standing"] == "alleged"
    assert (edge.kind, claim.kind, claim.about) == ("Accusation", "allegation", "acu")


def test_a_withdrawn_accusation_goes_with_its_denial_and_is_not_told_again(tmp_path: Path) -> None:
    with world(tmp_path, TEXT) as store:
        since = snapshot(store)
        with store.write() as writer:
            writer.withdraw(["acu.c1"])
        answer = ask(store, since=since)
    found = rows(answer)
    assert found.keys() >= {("withdrawn", "acu.c1"), ("removed", "acu")}
    assert {one.what for one in answer.results} <= {"withdrawn", "removed"}
    for one in answer.results:
        assert (one.before, one.after) == (None, None)
    assert found["removed", "acu"].sentence == "Edge acu was removed."


def test_a_correction_shows_a_fact_before_and_after(tmp_path: Path) -> None:
    with world(tmp_path, TEXT) as store:
        since = snapshot(store)
        with store.write() as writer:
            writer.put([named("a", names=["A new name"])], "world")
        (row,) = ask(store, since=since).results
    assert row.before is not None
    assert row.after is not None
    assert (row.what, row.before["names"][0]["text"], row.after["names"][0]["text"]) == (
        "changed", "a", "A new name",
    )  # fmt: skip


def test_a_corrected_accusation_shows_only_how_it_stands(tmp_path: Path) -> None:
    """What it said before is taken back as if never read."""
    with world(tmp_path, TEXT) as store:
        since = snapshot(store)
        claim = Claim.model_validate(
            {
                "id": "acu.c1",
                "about": "acu",
                "kind": "charge",
                "by": "P1",
                "cites": "s.1",
                "at": "2",
            }
        )
        with store.write() as writer:
            writer.put([claim], "world")
        found = rows(ask(store, since=since))
    row = found["changed", "acu.c1"]
    assert row.before is None
    assert row.sentence == (
        "P1 charged ann with a part in “fraud”; denied by Denier (no date in the source)."
    )


def test_pages_follow_each_other(tmp_path: Path) -> None:
    with world(tmp_path, TEXT) as store:
        first, rest = ask(store, limit=10), ask(store, limit=10, offset=10)
    assert (len(first.results), first.next, len(rest.results), rest.next) == (10, 10, 4, None)
    assert not {one.id for one in first.results} & {one.id for one in rest.results}


def test_a_day_counts_whole_and_a_moment_to_the_letter(tmp_path: Path) -> None:
    with world(tmp_path, TEXT) as store:
        at = ask(store, limit=1).results[0].at
        with store.write() as writer:
            writer.put(node("c"), "world")
        everything, none = ask(store, since=at[:10]), ask(store, since="2999-01-01T00:00")
        later = ask(store, since=at)
    assert everything.total.value == 16
    assert none.total.value == 0
    # Both writes may fall into one millisecond.
    assert later.total.value in {0, 2}


def test_an_unknown_snapshot_is_told_and_a_typo_refused(tmp_path: Path) -> None:
    with world(tmp_path, TEXT) as store, pytest.raises(NotFound, match="snapshot"):
        ask(store, since="f" * 64)
    with pytest.raises(ValidationError, match="neither a snapshot nor a moment"):
        Changes.model_validate({"since": "2026-13-01"})


def test_a_new_charge_against_a_known_person_is_told_in_full(tmp_path: Path) -> None:
    with world(tmp_path, TEXT) as store:
        since = snapshot(store)
        with store.write() as writer:
            writer.put(edges("a -NOMINEE_OF:nom-> b"), "world")
        found = rows(ask(store, since=since))
    assert found["added", "nom"].sentence == (
        f"P1 alleges that a was a nominee of b; {NO_STATEMENT}."
    )
