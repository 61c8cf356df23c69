"""Search: what a store indexes of a name, what it is asked for, and how finds are ranked.

A store keeps for each node what `grams_of` gives and returns the nodes that share most of what
`grams_for` gives for a query; `rank` then decides. So both stores find alike, in any script: a
Cyrillic query meets a Latin name because both are transliterated, with no alias invented.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from typing import NamedTuple

from rapidfuzz.distance import OSA

from graph.spelling import FORMS, core, fold, is_number, sign, signs, tokens, trigrams
from graph.store import Candidate

__all__ = ["Hit", "Match", "grams_for", "grams_of", "rank"]

_MOST_WORDS = 16

# Nearly legal forms: "Prevezon Holdings" is what people mean by "Prevezon".
_WEAK = frozenset({"holding", "holdings"})
_WEAK_WEIGHT = 0.25


def grams_of(names: Iterable[str], identifiers: Iterable[str]) -> frozenset[str]:
    """What the store indexes for a node.

    Args:
        names: Every name of the node, as written.
        identifiers: The values of its identifiers, as printed, without their schemes.

    Returns:
        Trigrams of each word, padded as `^word$`, in one romanisation; each word whole as
        `=word`; each number whole as `#number`. Words with digits have no trigrams, so an
        account that is called by its number is found by that number alone. Legal forms have
        none either: nearly every company shares them.
    """
    grams = {f"#{one}" for value in identifiers if (one := sign(value))}
    for name in names:
        words = tokens(name)
        number = f"#{sign(name)}"
        if number in grams:
            # It is called by its number, parts of which may look like words.
            grams.update(f"={word}" for word in words)
            continue
        grams.update(_grams(words))
        if any(map(is_number, words)):
            grams.add(number)
    return frozenset(grams)


def grams_for(query: str) -> frozenset[str]:
    """What to ask a store's index for, given what somebody typed.

    Example:
        >>> sorted(grams_for("Рус Ltd"))
        ['#rusltd', '=rus', '^ru', 'rus', 'us$']
    """
    words = core(tokens(query)[:_MOST_WORDS])
    return _grams(words) | {f"#{one}" for one in signs(query)}


def _grams(words: Iterable[str]) -> frozenset[str]:
    grams = {f"={word}" for word in words}
    for word in words:
        if word not in FORMS:
            grams.update(trigrams(word))
    return frozenset(grams)


class Match(IntEnum):
    """In what way a query fits a node; a higher one goes before a lower one."""

    FUZZY = 1
    PREFIX = 2
    WORDS = 3
    NAME = 4
    IDENTIFIER = 5


# The least score of each way, and how much closeness can add: the ways never overlap.
_SCORES = {
    Match.FUZZY: (0.30, 0.19),
    Match.PREFIX: (0.50, 0.19),
    Match.WORDS: (0.70, 0.19),
    Match.NAME: (0.90, 0.09),
    Match.IDENTIFIER: (1.00, 0.00),
}


@dataclass(frozen=True, slots=True)
class Hit:
    """A node that a query fits.

    Attributes:
        score: From 0.3 to 1; an order, not a probability.
        match: In what way it fits.
        name: The name or the identifier that fits.
        why: In words, what fits how.
    """

    id: str
    kind: str
    score: float
    match: Match
    name: str
    why: tuple[str, ...]


class _Fit(NamedTuple):
    """How well a query fits one name: closeness runs from 0 to 1 within its way."""

    match: Match
    closeness: float
    why: tuple[str, ...]

    @property
    def score(self) -> float:
        least, room = _SCORES[self.match]
        return round(least + room * self.closeness, 4)


def rank(query: str, candidates: Iterable[Candidate]) -> list[Hit]:
    """The candidates that a query fits, best first.

    An identifier goes before a whole name, a whole name before all of the words in a name, these
    before the beginnings of words, these before words that are a letter or two off. Every word
    of the query must fit; of three or more, one may miss. Legal forms decide nothing.

    Returns:
        Hits by falling score, ties by id; none where the query is near no name.

    Complexity:
        O(n q w) edit distances for n names of w words and a query of q words.
    """
    words = tokens(query)[:_MOST_WORDS]
    numbers = frozenset(signs(query))
    hits = [
        Hit(one.id, one.kind, fit.score, fit.match, name, fit.why)
        for one in candidates
        for name, fit in _best(words, numbers, one)
    ]
    if not query.isascii():
        read = f"{query} read as {' '.join(words)}"
        hits = [replace(hit, why=(*hit.why, read)) for hit in hits]
    return sorted(hits, key=lambda hit: (-hit.score, hit.id))


def _best(words: Sequence[str], numbers: frozenset[str], one: Candidate) -> list[tuple[str, _Fit]]:
    """The best fit of a candidate with the name that fits, or nothing."""
    for value in one.identifiers:
        if sign(value) in numbers:
            return [(value, _Fit(Match.IDENTIFIER, 1.0, (f"identifier {value}",)))]
    fits = [(name, fit) for name in one.names if (fit := _compare(words, tokens(name)))]
    # The first of equals: a node's own order puts the name to show first.
    return [max(fits, key=lambda pair: pair[1].score)] if fits else []


def _compare(query: Sequence[str], name: Sequence[str]) -> _Fit | None:
    if not query or not name:
        return None
    asked, given = core(query), core(name)
    if tuple(query) == tuple(name):
        return _Fit(Match.NAME, 1.0, ("the name",))
    if asked == given:
        return _Fit(Match.NAME, 0.8, ("the name but for the legal form",))
    if [*map(fold, asked)] == [*map(fold, given)]:
        return _Fit(Match.NAME, 0.6, ("the name in another romanisation",))
    if "".join(asked) == "".join(given):
        return _Fit(Match.NAME, 0.4, ("the name, spaced otherwise",))
    return _word_by_word(asked, given)


def _word_by_word(asked: Sequence[str], given: Sequence[str]) -> _Fit | None:
    """Each word of the query meets the nearest word of the name that is still free."""
    free, match, closeness, why = list(given), Match.WORDS, 0.0, []
    may_miss = len(asked) > 2  # noqa: PLR2004 - of three words or more one may miss
    for word in asked:
        near = [(*_near(word, other, alone=len(asked) == 1), other) for other in free]
        close, how, other = max(near, key=lambda one: one[0], default=(0.0, Match.FUZZY, ""))
        match = min(match, how)
        if close:
            free.remove(other)
            closeness += close
            why.append(word if word == other else f"{word} ~ {other}")
        elif may_miss:
            may_miss = False
            why.append(f"without {word}")
        else:
            return None
    covered = 1 - sum(map(_weight, free)) / sum(map(_weight, given))
    return _Fit(match, closeness / len(asked) * (1 + covered) / 2, tuple(why))


def _weight(word: str) -> float:
    return _WEAK_WEIGHT if word in _WEAK else 1.0


def _near(word: str, other: str, *, alone: bool) -> tuple[float, Match]:
    """How close a word of the query comes to a word of a name, 0 to 1, and in what way."""
    close, how = 0.0, Match.FUZZY
    if word == other:
        close, how = 1.0, Match.WORDS
    elif is_number(word) or is_number(other):
        pass
    elif fold(word) == fold(other):
        close, how = 0.98, Match.WORDS
    elif other.startswith(word) and not (alone and len(word) == 1):
        # One letter alone begins far too much; beside other words it is an initial.
        close, how = 0.8 + 0.15 * len(word) / len(other), Match.PREFIX
    elif len(other) == 1 and word.startswith(other) and not alone:
        close, how = 0.6, Match.PREFIX
    else:
        asked, given = fold(word), fold(other)
        edits = _edits(min(len(asked), len(given)))
        if edits and (off := OSA.distance(asked, given, score_cutoff=edits)) <= edits:
            close = 1 - off / max(len(asked), len(given))
    return close, how


def _edits(length: int) -> int:
    """How many letters may be off: none in three, one in seven, two in more."""
    return 0 if length < 4 else 1 if length < 8 else 2  # noqa: PLR2004 - the steps themselves
