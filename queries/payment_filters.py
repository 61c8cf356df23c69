"""Which payments a question about the way of money looks at."""

from dataclasses import replace
from typing import Literal

from pydantic import BaseModel, Field

from graph.ontology import Rung
from graph.traversal import EdgeFilter
from queries.parameters import Day, Filters


class PaymentFilters(BaseModel):
    """Which payments count, by how well they are established and when they were made."""

    min_standing: Rung | None = Field(
        None,
        description="Leave out payments that stand lower. Refuted ones, and those that are only "
        "denied, never count.",
        examples=["documented"],
    )
    contested: Literal["any", "record", "field"] | None = Field(
        None,
        description="Keep only payments that somebody contests: as a whole (record), in a field, "
        "or either (any).",
        examples=["record"],
    )
    inferred: bool = Field(
        default=False,
        description="Also take payments that rest on inference alone, marked in the answer.",
        examples=[True],
    )
    after: Day | None = Field(
        None,
        description="Only payments that may have been made on this day or later.",
        examples=["2007-12-24"],
    )
    before: Day | None = Field(
        None,
        description="Only payments that may have been made on this day or earlier.",
        examples=["2008-12-31"],
    )
    undated: Literal["include", "exclude"] = Field(
        "include",
        description="What becomes of payments with no date; `meta.undated` counts those kept.",
        examples=["exclude"],
    )

    def payments(self) -> EdgeFilter:
        """The payments, as the store is asked for them; no identity is followed."""
        return replace(self._filters("Payment").edge_filter(), both_ways=frozenset())

    def holdings(self) -> EdgeFilter:
        """The edges by which an account counts as its holder's; most of them have no date."""
        asked = replace(self._filters("AccountHolder").edge_filter(), both_ways=frozenset())
        return replace(asked, contested=None, undated=True)

    def _filters(self, kind: str) -> Filters:
        return Filters(
            kind=(kind,),
            valid_at=None,
            min_standing=self.min_standing,
            contested=self.contested,
            inferred=self.inferred,
            after=self.after,
            before=self.before,
            undated=self.undated,
        )
