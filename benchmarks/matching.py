"""How often proposals of `clew match` are right, on labelled pairs, beside a named baseline.

Two public sets, read from beside the repository: pairs of names with a yes or no, and a made-up
set of records with an answer key, of which names and dates of birth are used and nothing else
(addresses, telephones and papers are what it was made for, so that recall there has a ceiling).
The baseline is `rapidfuzz.fuzz.token_sort_ratio` over the names in small letters.
"""

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

from rapidfuzz import fuzz

from graph.ontology import DateInterval
from queries.alike import likeness
from queries.matching import LEAST, Party, compare

DATA = Path(__file__).resolve().parents[2] / "shared" / "data"
NAMES = DATA / "name_matching" / "name_bench_cases.csv"
RECORDS = DATA / "senzing_truthset"
# The threshold that screening commonly begins with, and the baseline's best one on these names.
USUAL = 85
_STEPS = range(50, 101)


@dataclass(frozen=True)
class Right:
    """How often a method is right.

    Attributes:
        precision: Of the pairs that it proposes, the part that is one.
        recall: Of the pairs that are one, the part that it proposes.
    """

    method: str
    pairs: int
    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of the two."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


# A pair's score, and whether the two are one.
Judged = list[tuple[float, bool]]


def measured(method: str, judged: Judged, least: float) -> Right:
    """Precision and recall of proposing every pair that scores at least `least`."""
    proposed = [same for score, same in judged if score >= least]
    same = sum(1 for _, one in judged if one)
    hits = sum(proposed)
    return Right(method, len(judged), hits / len(proposed) if proposed else 0.0, hits / same)


def names() -> Iterator[Right]:
    """The labelled pairs of names, all of them and by sort."""
    with NAMES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for what, chosen in (
        ("names", rows),
        ("names of persons", [one for one in rows if one["schema"] == "Person"]),
        ("names of others", [one for one in rows if one["schema"] != "Person"]),
    ):
        ours = [(_likeness(one), one["is_match"] == "true") for one in chosen]
        theirs = [(_ratio(one["name1"], one["name2"]), one["is_match"] == "true") for one in chosen]
        yield from _beside(what, ours, theirs)


def _likeness(row: dict[str, str]) -> float:
    return likeness(row["name1"], row["name2"], person=row["schema"] == "Person").score


def records() -> Iterator[Right]:
    """The records that have a name, each with each, beside the answer key."""
    with (RECORDS / "actual_truthset_key.csv").open(encoding="utf-8", newline="") as file:
        clusters = {
            (one["DATA_SOURCE"], one["RECORD_ID"]): one["CLUSTER_ID"]
            for one in csv.DictReader(file)
        }
    parties = {party.id: party for party in _parties()}
    keys = {party: clusters[_key(party)] for party in parties}
    ours: Judged = []
    theirs: Judged = []
    for one, other in combinations(parties.values(), 2):
        same = keys[one.id] == keys[other.id]
        scored = compare(one, other)
        ours.append((scored.score if scored else 0.0, same))
        best = max(_ratio(mine, yours) for mine, _ in one.names for yours, _ in other.names)
        theirs.append((best, same))
    yield from _beside("made-up records", ours, theirs)


def _key(ident: str) -> tuple[str, str]:
    source, _, number = ident.partition("/")
    return source, number


def _parties() -> Iterator[Party]:
    for file in ("customers", "reference", "watchlist"):
        for line in (RECORDS / f"{file}.jsonl").read_text("utf-8").splitlines():
            record = json.loads(line)
            features = {k: v for part in record["FEATURES"] for k, v in part.items()}
            found = tuple(dict.fromkeys(_names_of(record["FEATURES"])))
            if not found:
                continue  # a record of papers alone, in which there is nothing to compare
            kind = "Person" if features.get("RECORD_TYPE") == "PERSON" else "Organization"
            born = _born(features.get("DATE_OF_BIRTH", ""))
            ident = f"{record['DATA_SOURCE']}/{record['RECORD_ID']}"
            yield Party(ident, kind, tuple((name, "name") for name in found), born)


def _names_of(features: Iterable[dict[str, str]]) -> Iterator[str]:
    for part in features:
        whole = part.get("NAME_FULL") or part.get("NAME_ORG")
        pieces = (part.get(f"NAME_{one}", "") for one in ("FIRST", "MIDDLE", "LAST"))
        name = whole or " ".join(filter(None, pieces))
        if name.strip():
            yield name.strip()


def _born(text: str) -> tuple[DateInterval, ...]:
    """A birth as the set prints it: ISO, or month first, at times with two digits of the year."""
    parts = text.split("/")
    try:
        if len(parts) == 3:
            month, day, year = parts
            century = "" if len(year) == 4 else "19"
            text = f"{century}{year}-{int(month):02}-{int(day):02}"
        return (DateInterval.model_validate(text),) if text else ()
    except ValueError:
        return ()


def _ratio(one: str, other: str) -> float:
    return fuzz.token_sort_ratio(one.lower(), other.lower())


def _beside(what: str, ours: Judged, theirs: Judged) -> Iterator[Right]:
    yield measured(f"{what}: clew match, {LEAST:g} and more", ours, LEAST)
    yield measured(f"{what}: token_sort_ratio, {USUAL} and more", theirs, USUAL)
    best = max(_STEPS, key=lambda least: measured("", theirs, least).f1)
    yield measured(f"{what}: token_sort_ratio at its best, {best} and more", theirs, best)


SETS: tuple[tuple[Path, Callable[[], Iterator[Right]]], ...] = (
    (NAMES, names),
    (RECORDS, records),
)


def report() -> None:
    """Print a line for each method on each set; say what is not at hand."""
    print(f"\n{'proposed and right':66} {'pairs':>7} {'precision':>9} {'recall':>7} {'F1':>6}")
    for path, measure in SETS:
        if not path.exists():
            print(f"NOT RUN: shared/data/{path.relative_to(DATA)} is not beside the repository")
            continue
        for one in measure():
            print(
                f"{one.method:66} {one.pairs:7,} {one.precision:9.3f} {one.recall:7.3f} "
                f"{one.f1:6.3f}",
                flush=True,
            )
