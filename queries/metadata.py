"""What a store holds, and on which input."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from typing import ClassVar

from graph.ontology import EDGE_KINDS, NODE_KINDS
from graph.store import Reader
from queries.answers import Meta
from queries.question import Question, ceiling_of

_ORDER = (*NODE_KINDS, *EDGE_KINDS, "Claim", "Source", "Gap")


@dataclass(slots=True)
class Dataset:
    """A dataset in the store.

    Attributes:
        id: Its name, which every claim of it carries.
        finished: Whether its last load came to its end.
        digest: Of the input that was loaded.
        card: What it says of itself: title, publisher, licence, as_of ...
    """

    id: str
    finished: bool
    digest: str
    card: Mapping[str, str]


@dataclass(slots=True)
class MetadataAnswer:
    """What the store holds.

    Attributes:
        counts: How many records of each kind of node and edge, kinds that are not there left out,
            and how many claims, sources and gaps.
        snapshot: Digest over all records; equal content, equal digest.
        ceiling: The highest sensitivity that the store holds.
        versions: Of Clew.
    """

    counts: dict[str, int]
    snapshot: str
    ceiling: str
    datasets: list[Dataset]
    versions: dict[str, str]
    meta: Meta = field(default_factory=Meta)


class Metadata(Question[MetadataAnswer]):
    """Say what the store holds: how many records of each kind, which datasets, as of when."""

    route: ClassVar[str] = "/metadata"
    command: ClassVar[str] = "status"

    def answer(self, reader: Reader) -> MetadataAnswer:
        """Counts, datasets, digests, versions."""
        counts = reader.counts()
        return MetadataAnswer(
            counts={kind: counts[kind] for kind in _ORDER if counts.get(kind)},
            snapshot=reader.snapshot(),
            ceiling=ceiling_of(reader.loads()),
            datasets=[
                Dataset(load.dataset, load.finished, load.digest, dict(load.card))
                for load in reader.loads()
            ],
            versions={"clew": clew_version()},
        )


def clew_version() -> str:
    """The version of this Clew; `unknown` where it runs without being installed."""
    try:
        return version("clew")
    except PackageNotFoundError:
        return "unknown"
