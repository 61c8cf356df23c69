"""Values of fields in their text form: how a claim gives one, and which one is shown."""

from functools import cache, lru_cache
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from graph.ontology.balance import Balance
from graph.ontology.ladder import Rung
from graph.ontology.reading import Reading
from graph.ontology.record import COMPUTED, Record
from graph.ontology.values import Amount, DateInterval, Period, Share

# What a record is, no claim can give; nor what is computed.
_STRUCTURE = COMPUTED | {
    "id", "kind", "source", "target", "names", "identifiers", "aside", "formerly",
}  # fmt: skip


@cache
def _adapter(kind: type[Record], name: str) -> TypeAdapter[Any]:
    annotation: Any = kind.model_fields[name].annotation
    return TypeAdapter(annotation)


@cache
def claimable(kind: type[Record]) -> frozenset[str]:
    """The fields of a kind that a claim may give a value to."""
    return frozenset(kind.model_fields) - _STRUCTURE


# A load asks for each value when it checks it and again when it shows it; all are frozen.
@lru_cache(maxsize=1 << 13)
def parse_value(kind: type[Record], name: str, text: str) -> object:
    """The value of a field from its text form.

    Raises:
        ValueError: If the kind has no such field, or the text is no value of it.
    """
    if name not in claimable(kind):
        known = ", ".join(sorted(claimable(kind)))
        msg = f"{kind.kind_name()} has no field {name!r} that a claim may give; it has {known}"
        raise ValueError(msg)
    try:
        return _adapter(kind, name).validate_python(text)
    except ValidationError as error:
        reason = error.errors()[0]["msg"].removeprefix("Value error, ")
        msg = f"{name}: {reason}"
        raise ValueError(msg) from None


def canonical(kind: type[Record], name: str, text: str) -> str:
    """The one text form of a value, so that equal values compare equal."""
    value = parse_value(kind, name, text)
    return (
        value.text if isinstance(value, Amount | Balance | DateInterval | Period | Share) else text
    )


def shown_values(kind: type[Record], reading: Reading) -> dict[str, object]:
    """The value to show for each field that claims give: the first one somebody asserts."""
    shown = {}
    for name, found in reading.fields.items():
        for one in found.values:
            if one.standing not in {Rung.REFUTED, Rung.DENIED_ONLY}:
                shown[name] = parse_value(kind, name, one.value)
                break
    return shown


RecordT = TypeVar("RecordT", bound=Record)


def as_read(record: RecordT, reading: Reading) -> RecordT:
    """The record with its shown values and its reading: the one shape that answers carry."""
    values = {**shown_values(type(record), reading), "evidence": reading}
    return record.model_copy(update=values)
