"""Which entry of a list is which party of the case: accepted or rejected, each with its place."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.errors import FaultyInput
from graph.evidence import Source, Stance
from graph.ontology import Identity
from graph.store import Store
from graph.stores.opening import open_store
from loaders.case_folder.loader import Case, read_case
from loaders.catalogue import loader_for
from loaders.load import load_case, load_table
from queries.match import Match
from queries.question import ask
from tests.cases.magnitsky import FOLDER, ROOT, Known
from tests.loaders.at_hand import at_hand

LISTS = {
    "ofac-sdn": ("ofac_sdn_csv/2021-07/sdn.csv", "2021-07-07"),
    "uk-sanctions": ("uk_sanctions_list/reformatted_GHR_GAC.csv", "2026-08-22"),
    "canada-sema": ("canada_sema_xml/sema-lmes_2020.xml", "2020-12-31"),
}
# They are no designation of the table, so the case does not cite their numbers; it has them from
# these entries, to keep namesakes apart.
NAMESAKES = {"per.aleksei-krivoruchko-deputy-minister", "per.marina-tsareva"}


def folder(name: str) -> Path:
    return ROOT / "cases" / "magnitsky-on-lists" / name


def decided(case: Case, stance: Stance) -> dict[str, tuple[str, str]]:
    """Party and entry of each decision of a sort, by its id."""
    return {
        one.id: (one.source, one.target)
        for one in case.records.values()
        if isinstance(one, Identity) and {claim.stance for claim in case.claims[one.id]} == {stance}
    }


@pytest.mark.parametrize(("name", "number"), [("ofac-sdn", 57), ("uk-sanctions", 39),
                                              ("canada-sema", 30)])  # fmt: skip
def test_whoever_is_accepted_carries_the_number_of_the_entry(
    known: Known, name: str, number: int
) -> None:
    """The case cites the number from the list itself; 57 are the 55 of the table and two more."""
    accepted = decided(read_case(folder(name)), Stance.ASSERTS)
    assert len(accepted) == number
    for party, entry in accepted.values():
        if party not in NAMESAKES:
            carried = {one.value for one in known.one(party).identifiers}
            assert re.split(r"[.]", entry)[-1] in carried, party


@pytest.mark.parametrize("name", LISTS)
def test_every_decision_cites_list_item_and_day_and_gives_its_reasons(name: str) -> None:
    case = read_case(folder(name))
    (source,) = [one for one in case.records.values() if isinstance(one, Source)]
    assert source.nature == "official_list"
    assert source.date is not None
    year = source.date.text[:4]
    for claims in case.claims.values():
        (claim,) = claims
        assert claim.cites == source.id
        assert re.search(rf"\d.*, file of .*{year}", claim.at)
        assert (claim.kind, claim.by) == ("inference", "Clew editors")
        assert claim.note


@pytest.mark.parametrize("name", LISTS)
def test_a_decision_waits_for_its_list(name: str, tmp_path: Path) -> None:
    """It is refused where the list is not there, and says which one to load."""
    store = open_store(tmp_path / "clew.db")
    load_case(store, FOLDER)
    with pytest.raises(FaultyInput, match=f"{name}.*load it"):
        load_case(store, folder(name))
    store.close()


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The case with three lists beside it, the long one cut down to what was decided."""
    place = tmp_path_factory.mktemp("lists")
    store = open_store(place / "clew.db")
    load_case(store, FOLDER)
    for name, (file, day) in LISTS.items():
        path = at_hand(file)
        if name == "ofac-sdn":
            path = _decided_rows(path, place)
        load_table(store, loader_for(name, path, as_of=day, excerpt=True), path)
        load_case(store, folder(name))
    yield store
    store.close()


def _decided_rows(path: Path, place: Path) -> Path:
    """The entries that were decided, with their other names."""
    case = read_case(folder("ofac-sdn"))
    ids = {one.target.split(".")[1] for one in case.records.values() if isinstance(one, Identity)}
    for name in ("sdn.csv", "alt.csv"):
        rows = path.with_name(name).read_bytes().splitlines(keepends=True)
        kept = [row for row in rows if row.split(b",")[0].decode() in ids]
        (place / name).write_bytes(b"".join(kept))
    return place / "sdn.csv"


@pytest.mark.parametrize("name", LISTS)
def test_what_was_decided_is_not_proposed_again(listed: Store, name: str) -> None:
    """And `decided` shows it with its verdict."""
    case = read_case(folder(name))
    whole = ask(Match(listing=(name,), of=("magnitsky",), decided=True, limit=1000), listed)
    verdicts = {(one.a, one.b): one.verdict for one in whole.results}
    for stance, verdict in ((Stance.ASSERTS, "same"), (Stance.DENIES, "not the same")):
        for pair in decided(case, stance).values():
            assert verdicts[pair] == verdict, pair
    waiting = ask(Match(listing=(name,), of=("magnitsky",), limit=1000), listed)
    # They concern other matters, and nobody has decided them.
    assert len(waiting.results) == sum(one is None for one in verdicts.values()) <= 7


def test_no_entry_is_two_parties_and_no_party_two_entries_of_a_list() -> None:
    for name in LISTS:
        pairs = list(decided(read_case(folder(name)), Stance.ASSERTS).values())
        assert (
            len({party for party, _ in pairs}) == len({entry for _, entry in pairs}) == len(pairs)
        )
