"""Every record has a claim, every claim a source and a place; and there is enough of everything."""

import re
import shutil
from collections import Counter
from pathlib import Path

import pytest

from graph.evidence import Claim, Source
from graph.ontology import Edge, Event, LegalEntity, Node
from graph.ontology.nodes import Court
from graph.store import Store
from graph.stores.opening import open_store
from loaders.load import load_case
from queries.changes import Changes
from queries.question import ask
from tests.cases.magnitsky import FOLDER, Known

# A place that nobody read: pages and paragraphs stand only where a whole page was in hand.
_PLACE = re.compile(
    r"as read 2026-11|first pages|^file of|file of (\d{4}|\d{4}-\d\d-\d\d)$|^list |^SDN |^entry "
    r"|^G[AH][CR]\d{4}|^Schedule 1|conclusions|^chapter 36$|^ch\. 36$|^page 11$|row|caption"
)
_QUOTED = re.compile('["“]([^"”]+)["”]')


def test_every_record_has_a_live_claim_with_a_source_and_a_place(known: Known) -> None:
    """A record rests on a claim about it as a whole that still asserts or denies."""
    sources = {one.id for one in known.of(Source)}
    for record in [*known.of(Node), *known.of(Edge)]:
        live = [one for one in known.claims(record.id) if one.live and one.field is None]
        assert live, record.id
        assert all(one.cites in sources and one.at.strip() for one in live), record.id


def test_no_place_is_invented(known: Known) -> None:
    """Of most pages the opening was read: the place says so, and a page only where one was read."""
    odd = {one.at for one in known.claims() if not _PLACE.search(one.at)}
    assert odd == set()
    paged = {one.cites for one in known.claims() if re.search(r"\b(page|par)\b", one.at)}
    assert paged == {"p.S29"}  # people sheet, section 1: "First Quarter 2022, p. 11"


def test_an_asserter_who_is_in_the_case_is_named_by_its_id(known: Known) -> None:
    """A name in words beside the same party's id would count one voice twice."""
    names = {name.text.lower() for one in known.of(LegalEntity) for name in one.names}
    words = {one.by for one in known.claims() if one.by and one.by not in known.case.records}
    assert not {one for one in words if one.lower().removeprefix("the ") in names}


def test_voices_fold_a_party_with_its_spokesmen_and_nothing_else(known: Known) -> None:
    """Releases, companies and spokesmen are one voice; bodies of a state that act alone are not."""
    voices = {one.id: one.speaks_for for one in known.of(LegalEntity) if one.speaks_for}
    assert voices == {
        "org.hermitage-capital": "per.william-browder",
        "org.justice-for-magnitsky-campaign": "per.william-browder",
        "org.prevezon-holdings": "per.denis-katsyv",
        "per.katsyv-spokesperson": "per.denis-katsyv",
        "per.klyuev-spokesman": "per.dmitry-klyuev",
        "per.stepanova-lawyer": "per.olga-stepanova",
        "per.i-dudukina": "org.russian-interior-ministry",
        "org.us-attorney-sdny": "org.united-states",  # pleads for it; it is the plaintiff
    }


def test_no_quotation_is_longer_than_twenty_five_words(known: Known) -> None:
    """Own words throughout; what is quoted is marked and short (issue 5)."""
    texts = [
        text
        for record in [*known.of(Node), *known.of(Edge)]
        for text in (record.model_dump().get(name) for name in ("summary", "words", "purpose"))
    ] + [one.note for one in known.claims()]
    quotes = [quote for text in texts if text for quote in _QUOTED.findall(text)]
    assert quotes  # the pattern finds what it is for
    assert max(len(quote.split()) for quote in quotes) <= 25


def test_what_is_claimed_of_conduct_names_its_asserter(known: Known) -> None:
    """Nothing about conduct is said by nobody."""
    unnamed = [
        claim.id
        for record in [*known.of(Node), *known.of(Edge)]
        for claim in known.claims(record.id)
        if type(record).ladder_of(claim.field) == "conduct" and not claim.by
    ]
    assert unnamed == []


def test_names_and_summaries_accuse_nobody(known: Known) -> None:
    """Neutral lines: what is alleged stands in claims, and an alleged event says so in its name."""
    loaded = re.compile(
        r"\b(criminals|fraudsters?|launder\w*|mafia|gang|mob|thie(f|ves)|burglars?|murderers?"
        r"|stole|corrupt|shell compan(y|ies))\b",
        re.IGNORECASE,
    )
    said = re.compile(r"[Cc]alled|speaks? of|says|is alleged")  # somebody's word, and whose
    for party in known.of(LegalEntity):
        if isinstance(party, Court):
            continue  # a court is named for what it tries
        for text in [*(name.text for name in party.names), party.summary or ""]:
            assert not loaded.search(text) or said.search(text), (party.id, text)
    for event in known.of(Event):
        if re.search(r"(killing|beating|thrown|concealment|blocked)", event.id):
            assert "as alleged" in event.names[0].text, event.id


def test_the_case_is_as_large_as_the_sheets_ask(loaded: Store) -> None:
    """Issue 5: 150 people and organizations, 129 listings, 20 cases, 15 instruments, 60 events."""
    with loaded.read() as reader:
        counts = Counter(reader.counts())
    parties = ("Person", "Organization", "Company", "PublicBody", "Court")
    assert sum(counts[kind] for kind in parties) >= 150
    assert counts["Person"] >= 80
    assert counts["Designation"] == 129  # people sheet, section 13
    assert counts["CourtCase"] >= 20
    assert counts["LegalInstrument"] >= 16  # section 5 of the people sheet
    assert counts["Event"] >= 60  # section 7 of the people sheet
    assert counts["Gap"] == 13  # money sheet, section 10


def test_named_parties_alone_are_more_than_a_hundred_and_fifty(known: Known) -> None:
    """The count does not rest on nodes that stand for an unnamed or a collective party."""
    named = [one for one in known.of(LegalEntity) if not one.unnamed and not one.collective]
    assert len(named) >= 150


def test_a_corrected_date_is_one_change(tmp_path: Path) -> None:
    """It is reported as one by the load, and as one by `changes` since the snapshot before."""
    folder = tmp_path / "magnitsky"
    shutil.copytree(FOLDER, folder)
    store = open_store(tmp_path / "clew.db")
    load_case(store, folder)
    with store.read() as reader:
        before = reader.snapshot()
    file = folder / "designations.yaml"
    text = file.read_text("utf-8")
    file.write_text(text.replace('value: "2013-04-12"', 'value: "2013-04-13"', 1), "utf-8")
    report = load_case(store, folder)
    assert (report.added, report.changed, report.withdrawn, report.removed) == (0, 1, 0, 0)
    changes = ask(Changes(since=before), store)
    assert [one.what for one in changes.results] == ["changed"]
    store.close()


def test_nothing_is_claimed_twice_in_the_same_words(known: Known) -> None:
    """Two claims that say the same thing, by the same party, from the same place, are one."""

    def key(one: Claim) -> tuple[object, ...]:
        return (one.about, one.field, one.value, one.stance, one.kind, one.by, one.cites, one.at,
                one.said_on, one.acts_on)  # fmt: skip

    twice = [kept for kept, number in Counter(map(key, known.claims())).items() if number > 1]
    assert twice == []


@pytest.mark.parametrize(
    ("case", "limit"),
    [
        ("cas.us-v-prevezon", "Not decided: the fraud, who committed it, the route of the money"),
        ("cas.magnitskiy-v-russia", "Not decided, in what was read: murder; who stole the money"),
        ("cas.verdict-2013", "Strasbourg held in 2019 that the trial and conviction"),
        ("cas.verdict-2017", "Not decided: anything about the $230m"),
        ("cas.kratov-trial", "Not decided: that care was adequate"),
        ("cas.karpov-v-browder", "Not decided: that he was, or was not, part of the fraud"),
        ("cas.karpov-v-hermitage-moscow", "Not decided: who committed the fraud"),
        ("cas.stepanov-v-navalny", "Not decided: marriage, divorce, the origin of assets"),
        ("cas.markelov-trial", "Not decided: the part of any other person"),
        ("cas.us-v-veselnitskaya", "A charge is no ruling on guilt"),
        ("cas.swiss-inquiry", "Not decided: the guilt of any account holder"),
        ("cas.swiss-companies-appeal", "Not to be joined to any named company"),
        ("cas.swiss-party-status", "Not decided: whose money it is"),
        ("cas.perepilichny-inquest", "Not decided: anything about the fraud"),
        ("cas.prevezon-mandamus", "Not decided: anything about the fraud"),
        ("cas.suits-kazan-moscow-2007", "an allegation, not a ruling"),
    ],
)
def test_a_decision_stands_with_what_it_did_not_decide(known: Known, case: str, limit: str) -> None:
    """People sheet, section 4.1: the column "never a finding"."""
    outcome = known.one(case).outcome
    told = [outcome] if outcome else known.values(case, "outcome")
    assert any(limit in one for one in told), told
