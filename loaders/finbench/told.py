"""Who says what a row says, and where: the one claim that every record of a set rests on."""

from dataclasses import dataclass

from graph.evidence import Claim, ClaimKind, Source
from loaders.loader import Card
from loaders.rows import Row


@dataclass(frozen=True)
class Told:
    """The publisher of one set, who says all of it."""

    card: Card

    @property
    def source(self) -> Source:
        """The set as a whole."""
        card = self.card
        return Source.model_validate({
            "id": f"{card.id}.set", "title": card.title, "publisher": card.publisher,
            "date": card.as_of, "url": card.url, "nature": "dataset", "dataset": card.id,
            "note": "Made up by a program: no person, company or account in it is real.",
        })  # fmt: skip

    def claim(
        self,
        about: str,
        row: Row,
        field: str | None = None,
        value: str | None = None,
        note: str | None = None,
    ) -> Claim:
        """A statement about a record as a whole, or about one field; its place is table and line.

        It is asserted and no more: a statement of whoever publishes the set.
        """
        return Claim.model_validate({
            "id": f"{about}.{field or 'c1'}", "about": about, "field": field, "value": value,
            "note": note, "kind": ClaimKind.STATEMENT, "by": self.card.publisher,
            "cites": f"{self.card.id}.set", "at": f"{row.file}, line {row.line}",
            "dataset": self.card.id,
        })  # fmt: skip
