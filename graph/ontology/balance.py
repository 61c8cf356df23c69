"""What lay on an account at a moment, as a statement says: where a ledger can begin."""

import re
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from graph.ontology.dates import DateInterval
from graph.ontology.values import Currency, Money

_BALANCE = re.compile(
    r"(?P<amount>-?\d+(?:\.\d+)?)\s+(?P<currency>[A-Z]{3})"
    r"\s+(?P<side>opening|closing)\s+(?P<day>\d{4}-\d\d-\d\d)"
)


class Balance(BaseModel):
    """A balance before the first or after the last entry that a document lists.

    The day is the printed one. Banks print with an opening balance either the day of the first
    entry or that of the closing balance before it; both mean the same moment. Unlike an amount
    it may be negative: the account was overdrawn. Text form: `1234.56 EUR opening 2020-04-01`,
    `-23.50 EUR closing 2020-04-01`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    amount: str = Field(description="A decimal string; negative where the account is overdrawn.")
    currency: Currency = Field(description="ISO 4217 code; XXX where the source states none.")
    side: Literal["opening", "closing"] = Field(
        description="Before the first entry that the document lists, or after the last."
    )
    day: str = Field(description="The day (ISO 8601), as the statement prints it.")

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, data: object) -> object:
        if not isinstance(data, str):
            return data
        found = _BALANCE.fullmatch(data.strip())
        if not found:
            msg = f"{data!r} is not a balance; write '1234.56 EUR opening 2020-04-01'"
            raise ValueError(msg)
        return found.groupdict()

    @model_validator(mode="after")
    def _check(self) -> Self:
        if DateInterval.model_validate(self.day).precision != "day":
            msg = f"{self.day!r} is not a day; write YYYY-MM-DD"
            raise ValueError(msg)
        # Frozen, so the canonical digits go in past the lock.
        object.__setattr__(self, "amount", Money.parse(self.amount, self.currency).text)
        return self

    @property
    def minor(self) -> int:
        """Minor units of the currency."""
        return Money.parse(self.amount, self.currency).minor

    @property
    def text(self) -> str:
        """The text form."""
        return f"{self.amount} {self.currency} {self.side} {self.day}"
