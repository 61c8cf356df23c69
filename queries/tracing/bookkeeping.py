"""How ledgers are kept for a question: the window, what folds, openings, the order of a day."""

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Literal

from pydantic import BaseModel, Field

from graph.errors import BadRequest
from graph.ontology import Amount, Rung
from graph.traversal import EDGE_BUDGET
from queries.parameters import Day, rungs_from, window
from queries.tracing.book import UNKNOWN, ZERO, Opening, State
from queries.tracing.day_order import Vague
from queries.tracing.events import Purse
from queries.tracing.folding import Tolerance
from queries.tracing.gathered import Per, Wanted
from queries.tracing.spreading import Way

_OPENING = re.compile(r"(?P<account>[^=\s]+)=(?P<amount>.+)")


class Bookkeeping(BaseModel):
    """Parameters of every question that keeps ledgers."""

    after: Day | None = Field(
        None,
        description="Take payments that may have been made on this day or later.",
        examples=["2007-12-24"],
    )
    before: Day | None = Field(
        None,
        description="Take payments that may have been made on this day or earlier.",
        examples=["2008-06-24"],
    )
    min_standing: Rung | None = Field(
        None,
        description="Leave out payments that stand lower. Refuted ones, and those that are only "
        "denied, never count.",
        examples=["documented"],
    )
    per: Per = Field(
        Per.ACCOUNT,
        description="Keep a ledger for each account, and for parties whose account is not known; "
        "or one for each holder over all accounts that it alone holds.",
        examples=["holder"],
    )
    opening: Literal["unknown", "zero"] = Field(
        "unknown",
        description="What is taken of a balance before the first payment that nobody states: "
        "unknown, so at least what the payments need, or zero.",
        examples=["zero"],
    )
    opening_balance: tuple[str, ...] = Field(
        (),
        max_length=1000,
        description="The balance with which an account opens: `ACCOUNT=1000.00 USD`; or the most "
        "that an unknown one can have been: `ACCOUNT=at most 1000.00 USD`.",
        examples=[["acc.x=1000.00 USD"]],
    )
    stated: Literal["use", "ignore"] = Field(
        "use",
        description="Whether balances that statements print are where a ledger begins.",
        examples=["ignore"],
    )
    vague: Vague = Field(
        Vague.EARLIEST,
        description="Where a payment stands whose date is vague: on its first possible day, or on "
        "its last.",
        examples=["latest"],
    )
    fold: Literal["sources", "none"] = Field(
        "sources",
        description="Whether payments that several datasets tell of are taken as one transfer "
        "where parties, sum and date agree, or all stand apart.",
        examples=["none"],
    )
    fold_days: int = Field(
        1, ge=0, le=366, description="Days between dates that still fold.", examples=[3]
    )
    fold_percent: float = Field(
        0,
        ge=0,
        le=100,
        description="Difference between sums that still folds, in percent of the larger.",
        examples=[0.5],
    )
    keep_apart: tuple[str, ...] = Field(
        (),
        max_length=1000,
        description="Payments that fold with nothing.",
        examples=[["pay.t014"]],
    )
    payment_limit: int = Field(
        EDGE_BUDGET,
        ge=1,
        le=2_000_000,
        description="How many payments at most are brought in; parties whose payments do not fit "
        "have no ledger, and the answer names them.",
        examples=[EDGE_BUDGET],
    )

    def wanted(self, way: Way, most_hops: int | None = None) -> Wanted:
        """What is gathered."""
        after, before = window(self.after, self.before)
        tolerance = Tolerance(self.fold_days, Fraction(str(self.fold_percent)) / 100)
        return Wanted(
            way,
            after,
            before,
            rungs_from(self.min_standing),
            tolerance if self.fold == "sources" else None,
            self.keep_apart,
            self.per,
            self.payment_limit,
            most_hops,
        )

    @property
    def default_opening(self) -> Opening:
        """What is known of a balance that nobody states."""
        return ZERO if self.opening == "zero" else UNKNOWN

    def openings(self, told: Mapping[Purse, Opening]) -> dict[Purse, Opening]:
        """The openings that are stated, and over them those that the user gives.

        Raises:
            BadRequest: If one cannot be read.
        """
        return {**told, **dict(map(self._given, self.opening_balance))}

    @staticmethod
    def _given(text: str) -> tuple[Purse, Opening]:
        found = _OPENING.fullmatch(text.strip())
        try:
            if not found:
                raise ValueError  # noqa: TRY301 - one way to say what is wrong
            amount = Amount.model_validate(found["amount"])
        except ValueError:
            detail = f"{text!r}: write 'acc.x=1000.00 USD' or 'acc.x=at most 1000.00 USD'"
            raise BadRequest("opening_balance", detail) from None
        purse = Purse(found["account"], amount.currency)
        if amount.precision == "at_most":
            return purse, Opening(State.UNKNOWN, amount.maximum)
        if amount.precision != "exact" or amount.minimum != amount.maximum:
            detail = f"{text!r}: an opening balance is exact, or at most so much"
            raise BadRequest("opening_balance", detail)
        return purse, Opening(State.KNOWN, amount.minimum)
