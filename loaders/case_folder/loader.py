"""Reading a case folder: the card, every record with its claims, and the digest of it all."""

import hashlib
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from pydantic import Field, ValidationError

from graph.errors import Fault, FaultyInput
from graph.evidence import Claim, Gap, Source
from graph.ontology import Edge, Node
from graph.store import Writable
from loaders.case_folder.ceiling import Contents, Sensitivity, below
from loaders.case_folder.check import check_folder
from loaders.case_folder.records import Draft, draft, explained
from loaders.case_folder.yaml_lines import read_bytes, read_items
from loaders.loader import Card

CARD = "clew.yaml"
MOST_FILES = 1000


class CaseCard(Card):
    """The card of a case folder."""

    beside: tuple[str, ...] = Field(
        (),
        description="Datasets that stand in the store before this one: Identity records may end "
        "at what they brought.",
    )

    def as_text(self) -> dict[str, str]:
        """The card as a store keeps it."""
        return {**super().as_text(), **({"beside": ", ".join(self.beside)} if self.beside else {})}


@dataclass(frozen=True)
class Case:
    """A case that has been checked and may be written.

    Attributes:
        card: What it is.
        records: Sources, nodes, edges and gaps, by id.
        claims: The claims about nodes and edges, by the record's id.
        digest: Changes when a file or the ceiling does.
        unaccused: Conduct records of the folder that nobody asserts any more; left out.
        hidden: How many records lie above the ceiling; left out.
    """

    card: CaseCard
    records: dict[str, Node | Edge | Source | Gap]
    claims: dict[str, list[Claim]]
    digest: str
    unaccused: tuple[str, ...] = ()
    hidden: int = 0

    def require(self, datasets: Collection[str]) -> None:
        """Refuse the case where a dataset that it stands beside is not in the store.

        Raises:
            FaultyInput: If one is not among those given.
        """
        missing = [one for one in self.card.beside if one not in datasets]
        if missing:
            detail = "`beside` {!r} is not in this store, or its load has not finished: load it"
            raise FaultyInput([Fault(CARD, 0, detail.format(one)) for one in missing])

    def writables(self) -> Iterator[Writable]:
        """Everything there is to write: records before the claims about them."""
        yield from self.records.values()
        for claims in self.claims.values():
            yield from claims


def read_case(folder: Path, ceiling: Sensitivity = "case") -> Case:
    """Read and check a whole case folder.

    Args:
        folder: Holds `clew.yaml` and any number of other `*.yaml` files, also in subfolders.
        ceiling: The highest sensitivity of a source that is read.

    Raises:
        FaultyInput: If anything is wrong; all of it is listed.
    """
    contents: dict[str, bytes] = {}
    faults: list[Fault] = []
    for name, path in _files(folder, faults).items():
        found = read_bytes(path, name)
        if isinstance(found, Fault):
            faults.append(found)
        else:
            contents[name] = found
    digest = _digest(contents.items(), ceiling)
    unread = {fault.file for fault in faults}
    card = _card(contents.pop(CARD, None), faults)
    drafts, broken = _drafts(contents, card)
    faults += broken
    unread |= {fault.file for fault in broken}
    faults += check_folder(
        drafts, unread=sorted(unread - {CARD}), beside=card is not None and bool(card.beside)
    )
    if faults or card is None:
        raise FaultyInput(faults)
    whole = _contents(drafts)
    standing = below(whole, "sealed")
    kept = below(standing, ceiling)
    return Case(
        card=card,
        records={**kept.sources, **kept.records, **kept.gaps},
        claims=kept.claims,
        digest=digest,
        unaccused=tuple(sorted(whole.records.keys() - standing.records.keys())),
        hidden=len(standing.records) - len(kept.records),
    )


def folder_digest(folder: Path, ceiling: Sensitivity = "case") -> str:
    """A digest over the names and bytes of a folder's files, and the ceiling it is read under.

    Equal to the digest of the `Case` where the folder has no faults.
    """
    files = _files(folder, [])
    read = ((name, read_bytes(path, name)) for name, path in files.items())
    return _digest(((name, one) for name, one in read if isinstance(one, bytes)), ceiling)


def _digest(contents: Iterable[tuple[str, bytes]], ceiling: Sensitivity) -> str:
    digest = hashlib.sha256(ceiling.encode())
    for name, content in contents:
        digest.update(f"\0{name}\0{hashlib.sha256(content).hexdigest()}".encode())
    return digest.hexdigest()


def _files(folder: Path, faults: list[Fault]) -> dict[str, Path]:
    """The folder's YAML files by their names within it, in order; hidden ones are not looked at."""
    if not folder.is_dir():
        faults.append(Fault(str(folder), 0, "there is no such folder"))
        return {}
    found: dict[str, Path] = {}
    for path in folder.rglob("*.y*ml"):
        name = path.relative_to(folder)
        if any(part.startswith(".") for part in name.parts):
            continue
        if path.suffix == ".yaml":
            found[name.as_posix()] = path
        elif path.suffix == ".yml":
            faults.append(Fault(name.as_posix(), 0, "is not read; call it .yaml"))
    if len(found) > MOST_FILES:
        detail = f"holds {len(found):,} files; a case may have {MOST_FILES:,}"
        faults.append(Fault(str(folder), 0, detail))
        return {}
    return dict(sorted(found.items()))


def _card(content: bytes | None, faults: list[Fault]) -> CaseCard | None:
    if content is None:
        if not any(fault.file == CARD for fault in faults):
            faults.append(Fault(CARD, 0, "is missing: the card that says what this case is"))
        return None
    items, broken = read_items(content, CARD, "mapping")
    faults += broken
    if not items:
        if not broken:
            faults.append(Fault(CARD, 1, "is empty"))
        return None
    item = items[0]
    try:
        return CaseCard.model_validate(item.data)
    except ValidationError as error:
        for one in error.errors(include_url=False):
            faults.append(Fault(CARD, item.line(*one["loc"]), explained(one, CaseCard)))
        return None


def _drafts(contents: dict[str, bytes], card: CaseCard | None) -> tuple[list[Draft], list[Fault]]:
    dataset, recorded_at = (card.id, card.recorded_at) if card else ("unknown", "1970-01-01")
    drafts: list[Draft] = []
    faults: list[Fault] = []
    for name, content in contents.items():
        items, broken = read_items(content, name, "list")
        faults += broken
        drafts += [draft(item, name, dataset, recorded_at) for item in items]
    return drafts, faults


def _contents(drafts: list[Draft]) -> Contents:
    found = Contents()
    for one in drafts:
        record = one.record
        if isinstance(record, Source):
            found.sources[record.id] = record
        elif isinstance(record, Gap):
            found.gaps[record.id] = record
        elif record is not None:
            found.records[record.id] = record
            found.claims[record.id] = list(one.claims.values())
    return found
