"""Whether an entry of a list may be a party of a case: names, numbers, birth, nationality.

Everything here is pure. What comes out is a proposal with its reasons, for a person to accept or
to reject; nothing is ever merged.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from graph.ontology import NODE_KINDS, DateInterval, LegalEntity
from graph.ontology.nodes import OrganizationBase
from graph.spelling import sign
from graph.store import View
from queries.alike import Likeness, likeness

__all__ = ["KINDS", "LEAST", "TAKEN", "Party", "Scored", "compare"]

# The least score that is proposed: of the labelled pairs of names nine in ten above it are right.
LEAST = 0.65
KINDS = frozenset(name for name, kind in NODE_KINDS.items() if issubclass(kind, LegalEntity))
_BODIES = frozenset(name for name, kind in NODE_KINDS.items() if issubclass(kind, OrganizationBase))
# Numbers that a list gives to one entry alone: another one is another entry.
_OF_A_LIST = frozenset(
    {"ofac", "uk-sanctions", "uk-ofsi-group", "canada-jvcfoa", "canada-sema", "un", "lei", "imo"}
)
# How far each agreement goes towards certainty, and what each contradiction leaves.
_BORN_DAY, _BORN_VAGUE, _SAME_COUNTRY = 0.6, 0.3, 0.1
_OTHER_YEAR, _NEAR_BIRTH, _OTHER_COUNTRY, _OTHER_NUMBER = 0.35, 0.75, 0.85, 0.3
_SAME_NUMBER = 0.99
# What is left of a score where another party carries the entry's own number.
TAKEN = 0.5
_WEAK_NAME = 0.85
_NEAR_YEARS = 1


@dataclass(frozen=True)
class Party:
    """What of a party can be compared.

    Attributes:
        names: Its names, each with its kind: name, alias, former or weak.
        births: Every date of birth that somebody gives.
        numbers: Its identifiers by scheme, without separators.
    """

    id: str
    kind: str
    names: tuple[tuple[str, str], ...]
    births: tuple[DateInterval, ...] = ()
    countries: frozenset[str] = frozenset()
    numbers: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, view: View) -> "Party":
        """From a node as the store keeps it, with every value that claims give its birth."""
        return cls(
            id=view["id"],
            kind=view["kind"],
            names=tuple((one["text"], one.get("kind", "name")) for one in view["names"]),
            births=tuple(_births(view)),
            countries=frozenset(view.get("countries", ())),
            numbers=tuple((one["scheme"], one["value"]) for one in view.get("identifiers", ())),
        )

    @property
    def person(self) -> bool:
        """Whether it is a natural person."""
        return self.kind == "Person"


@dataclass(frozen=True)
class Scored:
    """How well two parties match.

    Attributes:
        score: From 0 to 1; an order, not a probability.
        reasons: What agrees.
        against: What contradicts.
        names: The two names that are nearest.
        numbered: Whether a number of a list is common to both, which decides.
    """

    score: float
    reasons: tuple[str, ...]
    against: tuple[str, ...]
    names: tuple[str, str]
    numbered: bool = False


def compare(ours: Party, theirs: Party) -> Scored | None:
    """How well two parties match; none where they cannot be one, or have no name in common.

    The score is that of the nearest names. An agreement takes it a part of the way to 1, a
    contradiction leaves a part of it; a number that a list gave to both decides.

    Complexity:
        O(m n) comparisons of names.
    """
    if ours.person != theirs.person or not (ours.person or {ours.kind, theirs.kind} <= _BODIES):
        return None
    near, names = _nearest(ours, theirs)
    score = near.score
    reasons, against = [], list(near.against)
    if near.why:
        reasons.append(f"names: {'; '.join(near.why)}")
    same, other = _numbers(ours, theirs)
    if same:
        score = max(score, _SAME_NUMBER)
        reasons.insert(0, f"the same number: {', '.join(same)}")
    elif other:
        score *= _OTHER_NUMBER
        against.append(f"another entry of the same list: {', '.join(other)}")
    for judge in (_birth, _country):
        score, why, but = judge(score, ours, theirs)
        reasons += [why] if why else []
        against += [but] if but else []
    if not score:
        return None
    return Scored(round(score, 4), tuple(reasons), tuple(against), names, numbered=bool(same))


def _nearest(ours: Party, theirs: Party) -> tuple[Likeness, tuple[str, str]]:
    best, pair = Likeness(0.0), (ours.names[0][0], theirs.names[0][0])
    for text, kind in ours.names:
        for other, sort in theirs.names:
            found = likeness(text, other, person=ours.person)
            if "weak" in {kind, sort}:
                # A nom de guerre is shared by many: it supports, it does not carry.
                why = (*found.why, "a weak name")
                found = Likeness(round(found.score * _WEAK_NAME, 4), why, found.against)
            if found.score > best.score:
                best, pair = found, (text, other)
    return best, pair


def _numbers(ours: Party, theirs: Party) -> tuple[list[str], list[str]]:
    """Numbers in common; else the schemes of lists in which the two have different ones."""
    mine, yours = _by_scheme(ours), _by_scheme(theirs)
    shared = sorted(mine.keys() & yours.keys())
    same = [
        f"{scheme} {mine[scheme][value]}"
        for scheme in shared
        for value in sorted(mine[scheme].keys() & yours[scheme].keys())
    ]
    other = [scheme for scheme in shared if scheme in _OF_A_LIST] if not same else []
    return same, other


def _by_scheme(party: Party) -> Mapping[str, Mapping[str, str]]:
    """The numbers of each scheme, as they are compared and as they are printed."""
    found: dict[str, dict[str, str]] = {}
    for scheme, value in party.numbers:
        found.setdefault(scheme, {})[sign(value)] = value
    return found


def _birth(score: float, ours: Party, theirs: Party) -> tuple[float, str, str]:
    """A birth in common, or the nearest two that contradict each other."""
    pairs = [(one, other) for one in ours.births for other in theirs.births]
    if not pairs:
        return score, "", ""
    meeting = [pair for pair in pairs if _meet(*pair)]
    for one, other in meeting:
        if one.precision == other.precision == "day" and not (one.circa or other.circa):
            return _towards(score, _BORN_DAY), f"born {one.text} in both", ""
    if meeting:
        one, other = meeting[0]
        return _towards(score, _BORN_VAGUE), f"born {one.text} and {other.text}, which agree", ""
    one, other = min(pairs, key=lambda pair: _years_apart(*pair))
    apart = _years_apart(one, other)
    circa = one.circa or other.circa
    left = _NEAR_BIRTH if apart <= _NEAR_YEARS or circa else _OTHER_YEAR
    return score * left, "", f"born {one.text} against {other.text}"


def _meet(one: DateInterval, other: DateInterval) -> bool:
    """Whether a day lies in both."""
    return _bound(one.earliest, "0") <= _bound(other.latest, "9") and _bound(
        other.earliest, "0"
    ) <= _bound(one.latest, "9")


def _bound(day: str | None, still_open: str) -> str:
    return day[:10] if day else still_open


def _years_apart(one: DateInterval, other: DateInterval) -> int:
    return abs(_year(one) - _year(other))


def _year(date: DateInterval) -> int:
    return int((date.earliest or date.latest or "0")[:4])


def _country(score: float, ours: Party, theirs: Party) -> tuple[float, str, str]:
    common = sorted(ours.countries & theirs.countries)
    if common:
        return _towards(score, _SAME_COUNTRY), f"country in common: {', '.join(common)}", ""
    if ours.countries and theirs.countries:
        mine, yours = (", ".join(sorted(one.countries)) for one in (ours, theirs))
        return score * _OTHER_COUNTRY, "", f"countries: {mine} against {yours}"
    return score, "", ""


def _towards(score: float, part: float) -> float:
    """A part of the way to certainty, and the less the less the names say."""
    return score + (1 - score) * part * score


def _births(view: View) -> Iterable[DateInterval]:
    texts: list[Any] = [
        one["value"]
        for one in view.get("evidence", {}).get("fields", {}).get("birth", {}).get("values", ())
        if one["standing"] not in {"refuted", "denied_only"}
    ]
    if not texts and view.get("birth"):
        texts = [view["birth"]]
    return (DateInterval.model_validate(one) for one in texts)
