"""Timelines: what happened when, no more exactly than its source says."""

import dataclasses
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from graph.errors import NotFound
from graph.evidence import Claim
from graph.store import Store, Writable
from loaders.load import load_case
from queries.moments import Moment, histogram
from queries.question import ask
from queries.timeline import Timeline, TimelineAnswer
from queries.wording import NO_STATEMENT
from tests.cases.magnitsky import FOLDER
from tests.queries.worlds import edges, node, records, world
from tests.servers import Server


def timeline(store: Store, *ids: str, **asked: Any) -> TimelineAnswer:
    return ask(Timeline.model_validate({"id": ids, **asked}), store)


def told(answer: TimelineAnswer) -> list[tuple[str, str | None, str]]:
    """Which moment of which record, and whether it is certain."""
    return [(one.id, one.moment, one.within) for one in answer.results]


def claim(number: int, about: str, kind: str, **more: Any) -> Claim:
    return Claim.model_validate(
        {"id": f"{about}.k{number}", "about": about, "kind": kind, "by": "P1", "cites": "s.1",
         "at": "1", **more}
    )  # fmt: skip


def test_the_order_is_the_first_possible_day_then_the_last_then_the_id(tmp_path: Path) -> None:
    """2008 begins with January and ends later; where the first day is open, the last counts."""
    text = """
        a -PAID:p5-> b  date=2008-02-01
        a -PAID:p4-> b  date=2008
        a -PAID:p3-> b  date=2008-01
        a -PAID:p2-> b  date=2008-01
        a -PAID:p1-> b  date=../2008-03-01
        a -PAID:p0-> b
    """
    with world(tmp_path, text) as store:
        answer = timeline(store)
    assert [one.id for one in answer.results] == ["p2", "p3", "p4", "p5", "p1", "p0"]
    assert (answer.results[-1].within, answer.results[-1].date) == ("undated", None)
    assert answer.meta.undated == 1


def test_undated_records_can_be_left_out(tmp_path: Path) -> None:
    with world(tmp_path, "a -PAID:p1-> b  date=2008 \n a -PAID:p2-> b") as store:
        answer = timeline(store, undated="exclude")
    assert told(answer) == [("p1", "date", "certain")]
    assert (answer.meta.undated, answer.total.value) == (0, 1)


def test_a_window_marks_what_surely_lies_in_it_and_what_may(tmp_path: Path) -> None:
    """`about` a day may be the day before; an open end may lie beyond."""
    text = """
        a -PAID:p1-> b  date=2008-02
        a -PAID:p2-> b  date=2008
        a -PAID:p3-> b  date=2008-03-01
        a -PAID:p4-> b  date=2008-02-10~
        a -PAID:p5-> b  date=../2008-02-20
        a -PAID:p6-> b  date=2009
    """
    with world(tmp_path, text) as store:
        answer = timeline(store, after="2008-02-01", before="2008-02-29")
    assert {one[0]: one[2] for one in told(answer)} == {
        "p1": "certain", "p2": "possible", "p4": "possible", "p5": "possible",
    }  # fmt: skip


def test_circa_and_the_words_of_the_source_are_kept(tmp_path: Path) -> None:
    drawn = [*records("a \n b"), *edges("a -PAID:p1-> b"),
             claim(1, "p1", "statement", field="date", value='2008~ "early year"')]  # fmt: skip
    with world(tmp_path, drawn) as store:
        (line,) = timeline(store).results
    assert line.date == {
        "earliest": "2008-01-01", "latest": "2008-12-31", "precision": "year", "circa": True,
        "words": "early year",
    }  # fmt: skip
    assert line.caption == (
        'a paid b: amount not stated, about 2008 ("early year"), according to P1.'
    )


def test_a_period_has_a_beginning_and_an_end(tmp_path: Path) -> None:
    text = """
        per.ann -HELD_OFFICE:off-> org.tax  role=head period=2006_to_2011-03
        per.ann -OWNS:own-> org.x  period=2007_to_now
        per.ann -OWNS:old-> org.y  period=.._to_..
    """
    with world(tmp_path, text) as store:
        answer = timeline(store, "per.ann")
    assert told(answer) == [
        ("off", "start", "certain"), ("own", "start", "certain"), ("off", "end", "certain"),
        ("old", None, "undated"),
    ]  # fmt: skip
    assert answer.results[1].caption == (
        "ann owned x, beginning in 2007, going on as of the source, according to P1."
    )


def test_a_listing_and_its_end_tell_the_reason_and_the_denial(tmp_path: Path) -> None:
    text = """
        per.ann -SANCTIONED_UNDER:des-> prg.act  record listed=2013-04-12 delisted=2016
    """
    drawn = [*records(text), claim(1, "des", "allegation", field="reason", value="He took part."),
             claim(2, "des", "allegation", field="reason", stance="denies", by="Anna")]  # fmt: skip
    with world(tmp_path, drawn) as store:
        first, last = timeline(store, "per.ann").results
    assert [(one.moment, (one.date or {})["earliest"]) for one in (first, last)] == [
        ("listed", "2013-04-12"), ("delisted", "2016-01-01"),
    ]  # fmt: skip
    assert first.caption == (
        "ann was listed under act, listed on 12 April 2013, delisted in 2016, according to P1."
    )
    assert first.sentence is not None
    assert "P1 alleges as its reason: He took part; denied by Anna" in first.sentence
    assert (first.contested, first.standing) == (True, "official_record")


def test_what_happened_comes_with_whoever_is_tied_to_it(tmp_path: Path) -> None:
    """With what is said of them, and by which edge; a tie without a day is no line of its own."""
    text = """
        per.ann -ACCUSED_OF:acu-> evt.theft
        per.bob -TOOK_PART_IN:par-> evt.theft  role=witness
        per.bob -TOOK_PART_IN:day-> evt.theft  role=author date=2009
    """
    more = node("evt.theft", date="2008-02", summary="Money was taken.")
    with world(tmp_path, text, more) as store:
        (of_ann,) = timeline(store, "per.ann").results
        of_bob = timeline(store, "per.bob")
        all_ = timeline(store)
    assert (of_ann.id, of_ann.moment, of_ann.through) == ("evt.theft", "date", ["acu"])
    assert of_ann.caption == "theft, according to T. Money was taken."
    assert of_ann.sentence == (f"P1 alleges that ann had a part in “theft”; {NO_STATEMENT}.")
    assert [(one.id, one.sentence) for one in of_bob.results] == [
        ("evt.theft", None),
        ("day", None),
    ]
    assert of_bob.results[0].through == ["day", "par"]
    assert [one.id for one in all_.results] == ["evt.theft", "day"]


def test_a_verdict_has_its_day_and_so_has_what_became_of_it(tmp_path: Path) -> None:
    """An allegation has none: what is merely said is no step of a case."""
    drawn: list[Writable] = [
        *records("per.ann -ACCUSED_OF:acu-> evt.theft"),
        claim(1, "acu", "allegation", said_on="2007"),
        claim(2, "acu", "conviction", by="Court", said_on="2010-05-01"),
        claim(3, "acu", "outcome", by="Appeal", value="unfair_trial", acts_on=["acu.k2"],
              said_on="2012"),
    ]  # fmt: skip
    with world(tmp_path, drawn) as store:
        answer = timeline(store, "per.ann", kind=["Accusation"])
    assert told(answer) == [
        ("acu", "conviction", "certain"),
        ("acu", "unfair_trial", "certain"),
    ]
    for one in answer.results:
        assert one.standing == "charged"
        assert one.sentence is not None
        assert "Court convicted ann" in one.sentence
        assert "trial held unfair by Appeal in 2012" in one.sentence


def test_a_case_ends_with_what_was_decided_and_the_denial(tmp_path: Path) -> None:
    text = """
        per.ann -ACCUSED_OF:acu-> evt.theft  denied
        per.ann -PARTY_TO:pty-> cas.trial  role=accused
        cas.trial -CONCERNS:con-> evt.theft
        per.bob -PARTY_TO:other-> cas.trial
    """
    drawn = [*records(text), *node("cas.trial", opened="2009", closed="2010-05-01"),
             claim(1, "cas.trial", "ruling", by="Court", field="outcome", value="Guilty."),
             claim(2, "cas.trial", "outcome", by="Appeal", value="overturned",
                   acts_on=["cas.trial.k1"], said_on="2012")]  # fmt: skip
    with world(tmp_path, drawn) as store:
        opened, closed = timeline(store, "per.bob", kind=["CourtCase"]).results
    assert (opened.moment, opened.caption, opened.sentence) == (
        "opened", "trial (opened), according to T.", None,
    )  # fmt: skip
    assert closed.moment == "closed"
    assert closed.sentence == (
        "Court held outcome: Guilty; overturned by Appeal in 2012. "
        "Said against it: denied by Denier (no date in the source)."
    )


def test_payments_of_an_account_are_its_holders(tmp_path: Path) -> None:
    text = "per.ann -HOLDS:hol-> acc.1 \n acc.1 -PAID:p1-> b  date=2008 \n acc.2 -PAID:p2-> b"
    with world(tmp_path, text) as store:
        answer = timeline(store, "per.ann", kind=["Payment"])
    assert ([one.id for one in answer.results], answer.accounts) == (["p1"], ["hol"])


def test_what_stands_too_low_or_on_inference_alone_is_left_out(tmp_path: Path) -> None:
    text = """
        a -PAID:p1-> b  date=2008
        a -PAID:p2-> b  document date=2008
        a -PAID:p3-> b  inference date=2008
    """
    more = node("evt.e", date="2008")
    with world(tmp_path, text, more) as store:
        assert [one[0] for one in told(timeline(store))] == ["evt.e", "p1", "p2"]
        high = timeline(store, min_standing="documented", inferred=True)
    assert [(one.id, one.inferred) for one in high.results] == [("p2", False), ("p3", True)]


def test_a_birth_is_a_moment_and_no_birth_is_none(tmp_path: Path) -> None:
    more = [*node("per.ann", birth="1972"), *node("per.bob")]
    with world(tmp_path, "a", more) as store:
        answer = timeline(store, "per.ann", "per.bob")
    assert told(answer) == [("per.ann", "birth", "certain")]
    assert answer.results[0].caption == "ann (birth), according to T."


def test_pages_cut_the_list_and_never_the_counts(tmp_path: Path) -> None:
    text = "\n".join(f"a -PAID:p{n}-> b  date=200{n}" for n in range(5))
    with world(tmp_path, text) as store:
        answer = timeline(store, limit=2, offset=2, bucket="year")
        last = timeline(store, limit=2, offset=4, bucket="year")
    assert [one.id for one in answer.results] == ["p2", "p3"]
    assert (answer.total.value, answer.next, answer.meta.truncated) == (5, 4, True)
    assert ([one.id for one in last.results], last.next) == (["p4"], None)
    assert answer.buckets == last.buckets
    assert [(one.start, one.certain) for one in answer.buckets] == [
        ("2000", 1), ("2001", 1), ("2002", 1), ("2003", 1), ("2004", 1),
    ]  # fmt: skip


def test_no_month_is_guessed(tmp_path: Path) -> None:
    """2008-01/2008-03 may be any of three months; `about` one may be another one."""
    text = """
        a -PAID:p1-> b  date=2008-02-05
        a -PAID:p2-> b  date=2008-01/2008-03
        a -PAID:p3-> b  date=2008-02~
        a -PAID:p4-> b
    """
    with world(tmp_path, text) as store:
        answer = timeline(store, bucket="month")
        cut = timeline(store, bucket="month", after="2008-02-01", before="2008-02-29")
    assert [(one.start, one.certain, one.possible) for one in answer.buckets] == [
        ("2008-01", 0, 1), ("2008-02", 1, 2), ("2008-03", 0, 1),
    ]  # fmt: skip
    assert answer.meta.undated == 1
    # The window cuts p2 down to one month, in which it still only may lie.
    assert [(one.start, one.certain, one.possible) for one in cut.buckets] == [("2008-02", 1, 2)]


def test_an_open_date_is_counted_at_the_end_that_is_known() -> None:
    """Not in every year before or after it; unless the window closes it."""
    moments = [
        Moment("a", "date", {"earliest": "2001-05-01", "latest": "2001-05-01"}),
        Moment("b", "date", {"latest": "2002-12-31"}),
        Moment("c", "date", {"earliest": "2004-01-01"}),
    ]

    def counted(after: str | None = None, most: int = 10) -> list[tuple[Any, ...]]:
        found, _ = histogram(moments, "year", after, None, most)
        return [dataclasses.astuple(one) for one in found]

    assert counted() == [("2001", 1, 0, 0), ("2002", 0, 0, 1), ("2004", 0, 0, 1)]
    assert counted("2001-01-01") == [("2001", 1, 1, 0), ("2002", 0, 1, 0), ("2004", 0, 0, 1)]
    assert counted(most=2) == [("2001", 1, 0, 0), ("2002", 0, 0, 1)]
    assert histogram(moments, "year", None, None, 2)[1] is False
    assert histogram([], "month", None, None, 2) == ([], True)


def test_nobody_is_asked_about_who_is_not_there(tmp_path: Path) -> None:
    with world(tmp_path, "a") as store:
        with pytest.raises(NotFound):
            timeline(store, "per.nobody")
        with pytest.raises(ValidationError, match="Mention"):
            Timeline.model_validate({"kind": ["Mention"]})
        empty = timeline(store)
    assert (empty.results, empty.total.value) == ([], 0)


def test_what_moved_within_six_months_of_the_approval(case: Store) -> None:
    """Question 11 of the money sheet: 3 certain, 43 possible, 14 undated.

    T012 comes on top: its own sheet says that whether it moved is not known, and leaves it out.
    """
    answer = timeline(case, kind=["Payment"], after="2007-12-24", before="2008-06-24", limit=1000)
    by: dict[str, list[str]] = {}
    for one in answer.results:
        by.setdefault(one.within, []).append(one.id)
    assert by["certain"] == ["pay.t036", "pay.t010", "pay.t042"]
    assert len(by["possible"]) == 43 + 1
    assert "pay.t012" in by["possible"]
    assert by["undated"] == [
        f"pay.t0{n}" for n in (17, 24, 30, 31, 43, 44, 45, 47, 51, 60, 61, 62, 63, 68)
    ]


def test_both_stores_tell_the_same(case: Store, neo4j: Server) -> None:
    other = neo4j.open()
    load_case(other, FOLDER)
    for who, asked in (
        ((), {"limit": 1000, "bucket": "month"}),
        (("per.sergei-magnitsky", "org.prevezon-holdings"), {"after": "2008-01-01"}),
        ((), {"kind": ["Payment"], "min_standing": "documented", "inferred": True}),
    ):
        here, there = (dataclasses.asdict(timeline(one, *who, **asked)) for one in (case, other))
        assert here["meta"].pop("took_ms") > 0
        assert there["meta"].pop("took_ms") > 0
        assert here == there, asked
    other.close()


def test_the_verdict_of_2013_never_stands_without_strasbourg(case: Store) -> None:
    for who in ("per.sergei-magnitsky", "per.william-browder"):
        answer = timeline(case, who, after="2013-07-11", before="2013-07-11", undated="exclude")
        assert {one.id for one in answer.results} >= {"cas.verdict-2013"}
        for one in answer.results:
            said = f"{one.caption} {one.sentence}"
            assert "Strasbourg" in said or "European Court of Human Rights" in said, one.id
            assert "denie" in said, one.id
