"""Values that a record carries: money, dates that may be vague, shares, names.

Each value has one text form, which case files and claims use, and one object form, which the
wire uses. Parsing the text form and printing it again gives the same text.
"""

import re
import unicodedata
from decimal import Decimal, InvalidOperation
from typing import Annotated, Literal, NamedTuple, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from graph.ontology.countries import COUNTRY_CODES
from graph.ontology.dates import DateInterval, Period, Span

__all__ = [
    "Amount",
    "CountryCode",
    "Currency",
    "DateInterval",
    "Identifier",
    "Money",
    "Name",
    "Period",
    "Share",
    "Span",
    "script_of",
]

# ISO 4217 currencies whose minor unit is not a hundredth; all others have two decimals.
# XXX (no currency) takes two: a table that states no currency rarely prints more.
_EXPONENTS = {
    "BHD": 3, "BIF": 0, "CLF": 4, "CLP": 0, "DJF": 0, "GNF": 0, "IQD": 3, "ISK": 0, "JOD": 3,
    "JPY": 0, "KMF": 0, "KRW": 0, "KWD": 3, "LYD": 3, "OMR": 3, "PYG": 0, "RWF": 0, "TND": 3,
    "UGX": 0, "UYI": 0, "UYW": 4, "VND": 0, "VUV": 0, "XAF": 0, "XOF": 0, "XPF": 0,
}  # fmt: skip
_HALF_LIMIT = 2**63


class Value(BaseModel):
    """Base of the values: frozen, and no field that it does not know."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def _country(code: str) -> str:
    if code not in COUNTRY_CODES:
        hint = f"; write {code.upper()}" if code.upper() in COUNTRY_CODES else ""
        msg = f"{code!r} is not an ISO 3166-1 alpha-2 country code{hint}"
        raise ValueError(msg)
    return code


def _currency(code: str) -> str:
    if not re.fullmatch("[A-Z]{3}", code):
        msg = f"{code!r} is not an ISO 4217 code of three capital letters (XXX: not stated)"
        raise ValueError(msg)
    return code


CountryCode = Annotated[str, AfterValidator(_country), Field(examples=["CY"])]
Currency = Annotated[str, AfterValidator(_currency), Field(examples=["USD"])]


class Money(NamedTuple):
    """An exact sum: integer minor units and an ISO 4217 code.

    Example:
        >>> Money.parse("857354.00", "USD").minor
        85735400
        >>> Money(5, "JPY").text
        '5'
    """

    minor: int
    currency: str

    @classmethod
    def parse(cls, text: str, currency: str) -> "Money":
        """Read a decimal string.

        Raises:
            ValueError: If it is no decimal number or is finer than the currency's minor unit.
        """
        exponent = _EXPONENTS.get(currency, 2)
        try:
            minor = Decimal(text).scaleb(exponent)
        except InvalidOperation:
            msg = f"{text!r} is not a decimal number"
            raise ValueError(msg) from None
        if not minor.is_finite() or minor != minor.to_integral_value():
            msg = f"{text!r} is finer than the minor unit of {currency} ({exponent} decimals)"
            raise ValueError(msg)
        # Both stores keep signed 64-bit integers.
        if abs(minor) >= _HALF_LIMIT:
            msg = f"{text!r} {currency} does not fit 64-bit minor units"
            raise ValueError(msg)
        return cls(int(minor), currency)

    @property
    def text(self) -> str:
        """The decimal string with all digits of the minor unit."""
        exponent = _EXPONENTS.get(self.currency, 2)
        return f"{Decimal(self.minor).scaleb(-exponent):.{exponent}f}"


Precision = Literal["exact", "about", "at_least", "at_most"]
_AMOUNT = re.compile(
    r"""(?:(?P<how>about|at\ least|at\ most)\s+)?
        (?P<min>\d+(?:\.\d+)?)(?:\s*\.\.\s*(?P<max>\d+(?:\.\d+)?))?
        \s+(?P<currency>[A-Z]{3})
        (?:\s+"(?P<words>[^"]*)")?""",
    re.VERBOSE,
)


class Amount(Value):
    """A sum as precise as the source is: exact, about, at least, at most, or a range.

    Text form: `857354.00 USD`, `about 5400000000 RUB`, `at least 37000000 EUR`,
    `767123..4000000 USD`, each followed by the source's own words in double quotes if need be.
    """

    min: str | None = Field(None, description="Least amount, a decimal string; none: open.")
    max: str | None = Field(None, description="Greatest amount, a decimal string; none: open.")
    currency: Currency = Field(description="ISO 4217 code; XXX where the source states none.")
    precision: Precision = Field("exact", description="How exact the source is.")
    words: str | None = Field(None, description="The words of the source.")

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, data: object) -> object:
        if not isinstance(data, str):
            return data
        found = _AMOUNT.fullmatch(data.strip())
        if not found:
            msg = (
                f"{data!r} is not an amount; write '857354.00 USD', 'about 53000000 USD', "
                "'at least 37000000 EUR' or '767123..4000000 USD' (never negative)"
            )
            raise ValueError(msg)
        how = (found["how"] or "exact").replace(" ", "_")
        low, high = found["min"], found["max"] or found["min"]
        return {
            "min": None if how == "at_most" else low,
            "max": None if how == "at_least" else high,
            "currency": found["currency"],
            "precision": how,
            "words": found["words"],
        }

    @model_validator(mode="after")
    def _check(self) -> Self:
        low, high = self.minimum, self.maximum
        if low is None and high is None:
            msg = "an amount needs a least or a greatest value"
            raise ValueError(msg)
        if (low is not None and low < 0) or (high is not None and high < 0):
            msg = "an amount is never negative: turn the edge round"
            raise ValueError(msg)
        if low is not None and high is not None and low > high:
            msg = f"the range runs backwards: {self.min} .. {self.max}"
            raise ValueError(msg)
        # Frozen, so the canonical digits go in past the lock.
        for name, minor in (("min", low), ("max", high)):
            if minor is not None:
                object.__setattr__(self, name, Money(minor, self.currency).text)
        return self

    @property
    def minimum(self) -> int | None:
        """Least amount in minor units."""
        return None if self.min is None else Money.parse(self.min, self.currency).minor

    @property
    def maximum(self) -> int | None:
        """Greatest amount in minor units."""
        return None if self.max is None else Money.parse(self.max, self.currency).minor

    @property
    def text(self) -> str:
        """The text form."""
        digits = self.min or self.max or ""
        if self.min and self.max and self.min != self.max:
            digits = f"{self.min}..{self.max}"
        how = "" if self.precision == "exact" else self.precision.replace("_", " ") + " "
        words = f' "{self.words}"' if self.words else ""
        return f"{how}{digits} {self.currency}{words}"


_SHARE = re.compile(r"(?P<min>\d+(?:\.\d+)?)(?:\s*\.\.\s*(?P<max>\d+(?:\.\d+)?))?\s*%")


class Share(Value):
    """A part of the capital in percent, exact or from..to. Text form: `100%`, `25..50%`."""

    min: str = Field(description="Least share in percent, a decimal string.")
    max: str = Field(description="Greatest share in percent, a decimal string.")

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, data: object) -> object:
        if not isinstance(data, str):
            return data
        found = _SHARE.fullmatch(data.strip())
        if not found:
            msg = f"{data!r} is not a share; write '100%' or '25..50%'"
            raise ValueError(msg)
        return {"min": found["min"], "max": found["max"] or found["min"]}

    @model_validator(mode="after")
    def _check(self) -> Self:
        if not 0 <= Decimal(self.min) <= Decimal(self.max) <= 100:  # noqa: PLR2004
            msg = f"share {self.text!r} must run from 0 to 100 %"
            raise ValueError(msg)
        return self

    @property
    def text(self) -> str:
        """The text form."""
        return f"{self.min}%" if self.min == self.max else f"{self.min}..{self.max}%"


def script_of(text: str) -> str:
    """The ISO 15924 code of the first letter's script: Latn, Cyrl, Grek, Hebr, Arab, else Zyyy."""
    codes = {"LATIN": "Latn", "CYRILLIC": "Cyrl", "GREEK": "Grek", "HEBREW": "Hebr",
             "ARABIC": "Arab"}  # fmt: skip
    for letter in filter(str.isalpha, text):
        return codes.get(unicodedata.name(letter, "").partition(" ")[0], "Zyyy")
    return "Zyyy"


class Name(Value):
    """A name as a source writes it. Text form: the name alone."""

    text: str = Field(min_length=1, max_length=1000, description="The name as written.")
    script: str = Field("", description="ISO 15924 code; read off the text where left out.")
    language: str | None = Field(None, description="ISO 639 code, where the source tells.")
    kind: Literal["name", "alias", "former", "weak"] = Field(
        "name", description="The name it goes by, another one, an earlier one, an uncertain one."
    )

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, data: object) -> object:
        if isinstance(data, str):
            data = {"text": data}
        if isinstance(data, dict) and not data.get("script"):
            data = {**data, "script": script_of(str(data.get("text", "")))}
        return data


class Identifier(Value):
    """A number that a register, a court or a list gave. Text form: `scheme:value`."""

    scheme: str = Field(pattern=r"^[a-z0-9-]+$", description="imo, lei, iban, docket, ofac ...")
    value: str = Field(min_length=1, max_length=200, description="The number as printed.")

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, data: object) -> object:
        if not isinstance(data, str):
            return data
        scheme, colon, value = data.partition(":")
        if not colon:
            msg = f"{data!r} is not an identifier; write 'scheme:value', such as 'docket:16-132'"
            raise ValueError(msg)
        return {"scheme": scheme.strip(), "value": value.strip()}
