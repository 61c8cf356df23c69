"""The claims behind a record, in words, with their sources and the day that they are as of."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from graph.store import Reader, View
from queries.answers import ClaimView, SourceView
from queries.picture import name_all
from queries.wording import about, mentioned

DISPUTE = (
    "Is a line wrong? Tell the publisher of its dataset the id of the claim and a source that says "
    "otherwise. What is corrected goes into the dataset's log of corrections."
)


@dataclass(slots=True)
class SaidClaim:
    """A claim, and what it says in words; on conduct followed by the denial."""

    claim: ClaimView
    sentence: str


@dataclass(slots=True)
class AsOf:
    """How far a dataset has read: what happened later is not in it.

    Attributes:
        date: The day up to which its editors read their sources; none: they do not say.
        publisher: Whom to tell of a mistake.
    """

    dataset: str
    date: str | None
    publisher: str | None


@dataclass(slots=True)
class Backing:
    """What a page shows besides its record.

    Attributes:
        sources: The sources that the claims cite, by id; `read` says what of them was read, when.
    """

    claims: list[SaidClaim]
    sources: list[SourceView]
    as_of: list[AsOf]


def backing(reader: Reader, records: Mapping[str, View], claims: Sequence[View]) -> Backing:
    """Claims in words, with everything that they cite.

    Args:
        reader: Where names, sources and datasets are.
        records: What the claims are about, as the wire carries it, by id.
        claims: In the order to show them.
    """
    parties = {one.get("by") or one["cites"] for one in claims}
    for record in records.values():
        parties |= mentioned(record) if "source" in record else {record["id"]}
    ends = _ends(reader, records)
    parties |= {end.get("by") or end["cites"] for acting in ends.values() for end in acting}
    captions: dict[str, str] = {}
    name_all(reader, parties, captions)
    cited = {one["cites"] for one in claims}
    cited |= {one["taken_back"]["cites"] for one in claims if one.get("taken_back")}
    sources = reader.sources(cited)
    return Backing(
        [SaidClaim(one, _words(one, records, captions, ends.get(one["id"], ()))) for one in claims],
        [sources[one] for one in sorted(sources)],
        as_of(reader, {str(one.get("dataset", "")) for one in claims}),
    )


def _ends(reader: Reader, records: Mapping[str, View]) -> dict[str, list[View]]:
    """The live outcomes that act on each claim, whatever source they cite: on facts only.

    A page of claims, or a source, may not hold them. On conduct the reading does.
    """
    flagged = [
        ident
        for ident, record in records.items()
        if any(
            value.get("flags")
            for field in record["evidence"].get("fields", {}).values()
            for value in field["values"]
        )
    ]
    ends: defaultdict[str, list[View]] = defaultdict(list)
    for claims in reader.claims(flagged).values() if flagged else ():
        for one in claims:
            if one["kind"] == "outcome" and not one.get("taken_back"):
                for target in one["acts_on"]:
                    ends[target].append(one)
    return ends


def _words(
    claim: View, records: Mapping[str, View], captions: Mapping[str, str], ends: Iterable[View]
) -> str:
    record = records.get(claim["about"])
    if record is None:  # pragma: no cover - a live claim is about a record
        return ""
    return about(claim, record, captions, ends)


def as_of(reader: Reader, datasets: Iterable[str]) -> list[AsOf]:
    """The days that datasets are as of, from their cards."""
    cards = {load.dataset: load.card for load in reader.loads()}
    return [
        AsOf(one, cards[one].get("as_of"), cards[one].get("publisher"))
        for one in sorted(datasets)
        if one in cards
    ]
