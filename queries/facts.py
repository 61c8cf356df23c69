"""Facts in words: what is said to hold, how much, when, according to whom, and who denies it.

Conduct is told by `queries.wording`; `line` puts both together where an edge has both.
"""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from graph.ontology import EDGE_KINDS, DateInterval, Ladder, Period
from graph.ontology.record import Record
from graph.store import View
from queries.when import text_of, when

Captions = Mapping[str, str]

# In the past tense: that something still holds is known of the day of the source only.
_PHRASES = {
    "Ownership": "owned",
    "Control": "controlled",
    "Directorship": "directed",
    "Occupancy": "held office in",
    "Membership": "was a member of",
    "AccountHolder": "held",
    "AccountBank": "was kept at",
    "Associate": "was an associate of",
    "Representation": "represented",
    "Obligation": "owed",
    "Guarantee": "guaranteed",
    "Designation": "was listed under",
    "CaseParty": "was a party to",
    "Mention": "concerned",
    "UnknownLink": "was linked to",
}
# Properties that say how something held, in the order in which they are told.
_HOW = ("share", "nature", "relationship", "role", "means", "words")
_SPOKEN = frozenset({"Designation", "Identity"})


@cache
def dates_of(kind: type[Record]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The fields of a kind that hold a date, and those that hold a period."""
    forms: dict[type[Any], list[str]] = {DateInterval: [], Period: []}
    for name, info in kind.model_fields.items():
        for form, names in forms.items():
            if form in (info.annotation, *getattr(info.annotation, "__args__", ())):
                names.append(name)
    return tuple(forms[DateInterval]), tuple(forms[Period])


def money(amount: Mapping[str, Any] | None) -> str:
    """A sum as wide as the source is.

    Example:
        >>> money({"min": "857354.00", "max": "857354.00", "currency": "USD"})
        '857,354.00 USD'
        >>> money({"min": "10.00", "max": None, "currency": "EUR", "precision": "at_least"})
        'at least 10.00 EUR'
        >>> money({"min": "1.00", "max": "2000.00", "currency": "EUR", "precision": "about"})
        'about 1.00 to 2,000.00 EUR'
    """
    if not amount or not (amount.get("min") or amount.get("max")):
        return ""
    low, high = amount.get("min"), amount.get("max")
    how = {"exact": "", "about": "about "}.get(amount.get("precision", "exact"), "")
    if low is None or high is None:
        shown = f"at most {_grouped(high)}" if low is None else f"at least {_grouped(low)}"
    else:
        shown = how + (_grouped(low) if low == high else f"{_grouped(low)} to {_grouped(high)}")
    currency = amount["currency"]
    return f"{shown} {'(currency not stated)' if currency == 'XXX' else currency}"


def _grouped(digits: str | None) -> str:
    whole, point, part = (digits or "").partition(".")
    return f"{int(whole):,}{point}{part}"


def parties(record: View) -> Iterator[str]:
    """Everybody who says or denies a record or one of its facts: whose captions `fact` needs."""
    reading = record["evidence"]
    for one in (reading, *_values(reading)):
        yield from one.get("asserted_by", ())
        yield from one.get("denied_by", ())


def _values(reading: View) -> Iterator[View]:
    """The shown value of each field of fact."""
    for found in reading.get("fields", {}).values():
        if found["ladder"] == Ladder.FACT:
            yield found["values"][0]


def line(edge: View, captions: Captions) -> str:
    """An edge in words: the sentence about conduct where it is about nothing else, else the fact.

    Args:
        edge: As an answer carries it, with its `sentence`.
        captions: Names by id: of its ends, and of those whom `parties` gives.
    """
    spoken: str | None = edge.get("sentence")
    if spoken and (edge["evidence"]["ladder"] == Ladder.CONDUCT or edge["kind"] in _SPOKEN):
        return spoken
    told = f"{fact(edge, captions)}."
    return f"{told} {spoken}" if spoken else told


def fact(edge: View, captions: Captions) -> str:
    """What is said to hold, without a full stop: never of conduct, which `line` tells."""
    source, target = (captions.get(edge[end], edge[end]) for end in ("source", "target"))
    how = ", ".join(str(_plain(edge[name])).rstrip(".") for name in _HOW if edge.get(name))
    told = f"{source} {phrase(edge['kind'])} {target}" + (f" ({how})" if how else "")
    if "granularity" in edge:
        amount = money(edge.get("amount"))
        told += f": {amount}" if amount else ": amount not stated"
        told += ", a total" if edge["granularity"] == "aggregate" else ""
    return "".join([told, *(f", {one}" for one in _times(edge)), attributed(edge, captions)])


def attributed(record: View, captions: Captions) -> str:
    """Who says that a record holds, who denies it, and on what sources differ."""
    reading = record["evidence"]

    def named(ids: list[str]) -> str:
        return ", ".join(captions.get(one, one) for one in ids)

    told = f", according to {named(reading.get('asserted_by', []))}"
    told += ", as an inference" if reading.get("inferred") else ""
    if reading.get("denied_by"):
        told += f"; denied by {named(reading['denied_by'])}"
    for name, found in reading.get("fields", {}).items():
        if found["ladder"] == Ladder.FACT:
            if found["values"][0].get("denied_by"):
                told += f"; {_plain(name)} denied by {named(found['values'][0]['denied_by'])}"
            if found.get("conflicts"):
                told += f"; sources differ on the {_plain(name)}"
    return told


def phrase(kind: str) -> str:
    """What an edge says of its ends, as the middle of a sentence."""
    if kind in _PHRASES:
        return _PHRASES[kind]
    verb = EDGE_KINDS[kind].verb
    words = verb.lower().replace("_", " ")
    return f"was {words}" if verb.endswith(("_OF", "_TO", "_BY")) else words


def _times(edge: View) -> Iterator[str]:
    """When it was, in the words of `when`: nothing vague is made exact."""
    dates, periods = dates_of(EDGE_KINDS[edge["kind"]])
    for name in dates:
        if edge.get(name):
            said = when(text_of(edge[name]))
            yield said if name == "date" else f"{_plain(name)} {said}"
    for name in periods:
        period = edge.get(name) or {}
        for end, word in (("start", "beginning"), ("end", "ending")):
            if period.get(end):
                yield f"{word} {when(text_of(period[end]))}"
        if period.get("ongoing"):
            yield "going on as of the source"


def _plain(value: object) -> object:
    if isinstance(value, Mapping):  # a share, in percent
        low, high = value["min"], value["max"]
        return f"{low} %" if low == high else f"{low} to {high} %"
    return str(value).replace("_", " ")
