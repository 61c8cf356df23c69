"""Who of a case stands on a list: proposals with reasons, decided by a person, never merged."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from graph.errors import BadRequest, Conflict, FaultyInput
from graph.store import Store
from graph.stores.opening import open_store
from loaders.case_folder.loader import read_case
from loaders.load import load_case
from queries.match import Match, MatchAnswer
from queries.match_file import case_file
from queries.question import ask
from tests.loaders.at_hand import at_hand, load
from tests.loaders.folders import CARD

ROOT = Path(__file__).resolve().parents[2]
NULL = ",-0- " * 7
SDN = f"""\
10,"DOE, Ann Ivanovna","individual","MAGNIT"{NULL},"DOB 11 Oct 1975."
20,"SHELL CO., LTD.",-0- ,"MAGNIT"{NULL},-0-
30,"ROE, Robert","individual","MAGNIT"{NULL},"DOB 1950."
40,"OLD BOAT","vessel","MAGNIT"{NULL},-0-
50,"DOE, Ann","individual","MAGNIT"{NULL},"DOB 1931."
"""
CASE = """\
- {id: s.1, kind: Source, title: S, publisher: P}
- id: per.ann
  kind: Person
  names: [Анна Ивановна Доу, Ann Doe]
  birth: "1975-10-11"
  claims: [{id: per.ann.c1, kind: statement, by: P, cites: s.1, at: p}]
- id: per.bob
  kind: Person
  names: Bob Able
  claims: [{id: per.bob.c1, kind: statement, by: P, cites: s.1, at: p}]
- id: org.shell
  kind: Company
  names: Shell Co
  claims: [{id: org.shell.c1, kind: statement, by: P, cites: s.1, at: p}]
- id: col.some
  kind: Company
  names: Shell Co
  collective: true
  claims: [{id: col.some.c1, kind: statement, by: P, cites: s.1, at: p}]
"""


def write(folder: Path, more: str = "", case: str = CASE) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "clew.yaml").write_text(CARD)
    (folder / "case.yaml").write_text(case)
    (folder / "decided.yaml").write_text(more)
    if not more:
        (folder / "decided.yaml").unlink()
    return folder


@contextmanager
def open_store_at(folder: Path) -> Iterator[Store]:
    """A store in a folder, closed behind the body."""
    opened = open_store(folder / "other.db")
    yield opened
    opened.close()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    opened = open_store(tmp_path / "clew.db")
    path = tmp_path / "sdn.csv"
    path.write_text(SDN)
    load(opened, "ofac-sdn", path, as_of="2021-07-07", excerpt=True)
    load_case(opened, write(tmp_path / "case"))
    yield opened
    opened.close()


def pairs(answer: MatchAnswer) -> list[tuple[str, str]]:
    return [(one.a, one.b) for one in answer.results]


def test_parties_of_the_case_are_proposed_for_entries_of_the_list(store: Store) -> None:
    """With the reasons; a collective of several parties is no entry, nor is a ship."""
    answer = ask(Match(), store)
    assert pairs(answer) == [("org.shell", "ofac-sdn.20"), ("per.ann", "ofac-sdn.10")]
    shell, ann = answer.results
    assert "born 1975-10-11 in both" in ann.reasons
    assert (ann.verdict, ann.identity, ann.against) == (None, None, [])
    assert (ann.entry, shell.entry) == (["ofac 10"], ["ofac 20"])
    assert [(one.id, one.as_of) for one in answer.listings] == [("ofac-sdn", "2021-07-07")]
    assert answer.parties == ["small"]


def test_a_namesake_of_another_age_shows_what_contradicts(store: Store) -> None:
    answer = ask(Match(min_score=0.3), store)
    other = next(one for one in answer.results if one.b == "ofac-sdn.50")
    assert other.against == ["born 1975-10-11 against 1931"]
    best = next(one for one in answer.results if one.b == "ofac-sdn.10")
    assert other.score < best.score / 2


def test_nothing_is_merged(store: Store) -> None:
    with store.read() as reader:
        before = reader.snapshot()
    ask(Match(), store)
    with store.read() as reader:
        assert reader.snapshot() == before
        assert "Identity" not in {kind for kind, number in reader.counts().items() if number}


def test_a_page_is_cut_behind_a_fixed_order(store: Store) -> None:
    whole = pairs(ask(Match(min_score=0.3), store))
    first = ask(Match(min_score=0.3, limit=1), store)
    assert (pairs(first), first.next, first.total.value) == (whole[:1], 1, len(whole))
    assert pairs(ask(Match(min_score=0.3, limit=1, offset=1), store)) == whole[1:2]


def test_datasets_that_are_not_there_are_said(store: Store) -> None:
    with pytest.raises(BadRequest, match="listing: 'eu' is no dataset here; there is ofac-sdn"):
        ask(Match(listing=("eu",)), store)
    with pytest.raises(BadRequest, match="of: 'mine'"):
        ask(Match(of=("mine",)), store)
    # A list is never matched with itself.
    assert ask(Match(listing=("ofac-sdn",), of=("ofac-sdn",)), store).results == []


def test_another_party_with_the_entrys_number_puts_a_namesake_behind(
    store: Store, tmp_path: Path
) -> None:
    """The number says who is meant: a namesake is proposed only far behind, and told why."""
    held = CASE.replace("names: Bob Able", 'names: Ann Doe\n  identifiers: "ofac:10"')
    load_case(store, write(tmp_path / "case", case=held))
    answer = ask(Match(min_score=0.3), store)
    found = {(one.a, one.b): one for one in answer.results}
    assert found["per.bob", "ofac-sdn.10"].reasons[0] == "the same number: ofac 10"
    assert "per.bob carries the number of this entry" in found["per.ann", "ofac-sdn.10"].against
    assert found["per.ann", "ofac-sdn.10"].score <= 0.5


# ------------------------------------------------------------------------------------ deciding


def decided(text: str, target: str, *, denied: bool) -> str:
    """What a person does with the file: the record and one of its claims uncommented, signed."""
    lines = text.splitlines()
    start = next(i for i, one in enumerate(lines) if one == f"#   target: {target}") - 3
    record = [one.removeprefix("# ") if one.startswith("# ") else one for one in lines[start:]]
    record = record[: record.index("")] if "" in record else record
    kept = [one for one in record if not one.startswith("    # - ")]
    wanted = [one for one in record if one.startswith("    # - ")][int(denied)]
    wanted = wanted.replace("# - ", "- ", 1).replace("by: WHO", "by: The editor")
    head = [one for one in lines[:start] if not one.startswith("#")]
    return "\n".join([*head, *kept, wanted]) + "\n"


def test_the_file_of_proposals_holds_nothing_until_somebody_decides(
    store: Store, tmp_path: Path
) -> None:
    """It is a sound case file, and not one record of it stands."""
    text = case_file(ask(Match(), store))
    assert "# 1.00  Shell Co = SHELL CO., LTD. (ofac 20)" in text
    assert "#   for: born 1975-10-11 in both" in text
    case = read_case(write(tmp_path / "case", text))
    assert [one for one in case.records if one.startswith("idn.")] == []
    assert case.records["s.match-ofac-sdn"]


@pytest.mark.parametrize(("denied", "verdict"), [(False, "same"), (True, "not the same")])
def test_what_was_accepted_or_rejected_is_not_proposed_again(
    store: Store, tmp_path: Path, denied: bool, verdict: str
) -> None:
    text = decided(case_file(ask(Match(), store)), "ofac-sdn.10", denied=denied)
    report = load_case(store, write(tmp_path / "case", text))
    identity = "idn.ann.ofac-sdn-10"
    assert report.ids["added"] == ["s.match-ofac-sdn", identity, f"{identity}.c1"]
    assert pairs(ask(Match(), store)) == [("org.shell", "ofac-sdn.20")]
    again = ask(Match(decided=True), store)
    ann = next(one for one in again.results if one.a == "per.ann")
    assert (ann.verdict, ann.identity) == (verdict, "idn.ann.ofac-sdn-10")
    assert "idn.ann" not in case_file(again)
    with store.read() as reader:
        edge = reader.edges(["idn.ann.ofac-sdn-10"])["idn.ann.ofac-sdn-10"]
    assert edge["evidence"]["standing"] == ("denied_only" if denied else "asserted")
    assert edge["evidence"]["inferred"] is not denied


def test_a_decision_without_its_list_is_refused_by_the_store(store: Store, tmp_path: Path) -> None:
    """An edge ends somewhere: the list is loaded before the case that decides about it."""
    text = decided(case_file(ask(Match(), store)), "ofac-sdn.10", denied=False)
    with (
        open_store_at(tmp_path) as empty,
        pytest.raises(Conflict, match=r"'ofac-sdn\.10', which is"),
    ):
        load_case(empty, write(tmp_path / "case", text))


def test_an_identity_within_the_case_still_needs_both_its_ends(tmp_path: Path) -> None:
    """Only an id that begins like none of a case is taken for another dataset's."""
    lost = (
        "- {id: idn.x, kind: Identity, source: per.ann, target: per.nobody, claims: [{id: idn.x.c1,"
        " kind: statement, by: P, cites: s.1, at: p}]}\n"
    )
    with pytest.raises(FaultyInput, match=r"`target` 'per\.nobody' is defined nowhere"):
        read_case(write(tmp_path / "case", lost))


# ------------------------------------------------------------------------------- the bundled case


def test_the_case_meets_the_official_lists_by_their_numbers(tmp_path: Path) -> None:
    """Everybody whose number the case holds is found under it, first, and nobody else by number."""
    case = ROOT / "cases" / "magnitsky"
    with open_store_at(tmp_path) as store:
        load_case(store, case)
        path = at_hand("uk_sanctions_list/reformatted_GHR_GAC.csv")
        load(store, "uk-sanctions", path, excerpt=True)
        with store.read() as reader:
            held = {
                (view["id"], f"uk-sanctions.{one['value']}")
                for _, view in reader.scan("node")
                for one in view.get("identifiers", ())
                if one["scheme"] == "uk-sanctions" and view["id"].startswith("per.")
            }
        answer = ask(Match(listing=("uk-sanctions",), limit=500), store)
        by_number = {
            (one.a, one.b) for one in answer.results if one.reasons[0].startswith("the same number")
        }
        assert len(held) > 30
        assert held <= by_number
        assert all(one.score >= 0.99 for one in answer.results if (one.a, one.b) in held)
        # The deputy minister is not the judge whose number the UK entry is.
        assert ("per.aleksei-krivoruchko-deputy-minister", "uk-sanctions.GHR0024") not in pairs(
            answer
        )
