"""How alike two names are, in any script, with the words that say why: pure, and of names alone.

Words are compared in one romanisation (`graph.spelling`) and paired, the nearest first. What is
left over on both sides contradicts; what is left over on one side was merely left out, as lists
do with patronymics and middle names.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import OSA

from graph.spelling import FORMS, core, fold, is_number, tokens, trigrams

__all__ = ["Likeness", "likeness"]

_TITLES = frozenset(
    {"mr", "mrs", "ms", "miss", "dr", "prof", "sir", "jr", "sr", "general", "colonel", "major",
     "president", "shaikh", "sheikh", "shaykh", "haji", "hajji", "mullah", "maulawi", "sayyid"}
)  # fmt: skip
_PARTICLES = frozenset(
    {"al", "el", "ul", "bin", "bint", "abu", "de", "da", "di", "do", "dos", "du", "del", "la", "le",
     "van", "von", "der", "den", "ter", "zu", "y", "und", "of", "the", "and", "for", "i"}
)  # fmt: skip
_SAME_PARTICLE = {"ibn": "bin", "ben": "bin", "aal": "al", "abou": "abu"}
# Words that many companies share: alone they decide nothing.
_COMMON = frozenset(
    {"holding", "holdings", "group", "international", "trading", "company", "bank", "banco",
     "bankas", "industries", "industrial", "systems", "services", "invest", "investment",
     "investments", "capital", "management", "national", "state", "general", "corporation"}
)  # fmt: skip
_SERIES = frozenset({"ii", "iii", "iv", "vi", "vii", "viii", "ix", "xi", "xii"})
_FORM_PHRASES = (
    ("ltd", "liability", "co"), ("joint", "stock", "co"), ("public", "joint", "stock", "co"),
    ("obshchestvo", "s", "ogranichennoy", "otvetstvennostyu"), ("aktsionernoe", "obshchestvo"),
)  # fmt: skip
_PATRONYMIC = re.compile(r"(?:[oe]v(?:i|y)t?ch|[yi]ich|[oeyi]vna|ichna|[oe]wit[sz]?ch)$")
# Scripts in which a sign is a syllable or a word: one sign off is another name.
_SYLLABIC = ("CJK", "HANGUL", "HIRAGANA", "KATAKANA")

_LIGHT, _MEDIUM, _FULL = 0.2, 0.5, 1.0
_LEAST_PATRONYMIC, _LEAST_NEAR, _LONG = 6, 4, 8
# How hard each word weighs that is left over: on both sides, on one of a person, of a body.
_AGAINST, _OMITTED, _MISSING = 1.5, 0.22, 0.55


class Likeness(NamedTuple):
    """How alike two names are.

    Attributes:
        score: From 0 to 1; an order, not a probability.
        why: What agrees, in words.
        against: What contradicts, in words.
    """

    score: float
    why: tuple[str, ...] = ()
    against: tuple[str, ...] = ()


_UNLIKE = Likeness(0.0)


class _Pair(NamedTuple):
    close: float
    left: str
    right: str


@lru_cache(maxsize=1 << 16)
def likeness(left: str, right: str, *, person: bool) -> Likeness:
    """How alike two names are, as written.

    Args:
        left: A name in any script; `LAST, First` is as good as `First Last`.
        right: Another.
        person: Whether they name persons: then a word more on one side is a middle name.

    Complexity:
        O(m n) edit distances for names of m and n words.

    Example:
        >>> likeness("KARPOV, Pavel", "Павел Александрович Карпов", person=True).against
        ()
        >>> likeness("Sergey Viktorovich Lavrov", "Sergey Borisovich Lavrov", person=True).against[
        ...     -1
        ... ]
        'the patronymics contradict: viktorovich against borisovich'
    """
    if _syllabic(left) and _syllabic(right):
        same = _bare(left) == _bare(right)
        return Likeness(1.0, ("the same signs",)) if same else _UNLIKE
    ours, theirs = _words(left, person=person), _words(right, person=person)
    if not ours or not theirs or not _worth_it(left, right):
        return _UNLIKE
    if ours == theirs:
        return Likeness(1.0, ("the same name",))
    if sorted(map(fold, ours)) == sorted(map(fold, theirs)):
        return Likeness(0.99, ("the same name, spelt or ordered otherwise",))
    if (spaced := _spaced(left, right, ours, theirs)) is not None:
        return spaced
    pairs, alone, others = _paired(
        _split_alike(ours, theirs), _split_alike(theirs, ours), person=person
    )
    return _judged(pairs, alone, others, person=person) if pairs else _UNLIKE


def _spaced(left: str, right: str, ours: Sequence[str], theirs: Sequence[str]) -> Likeness | None:
    """Names that differ in their blanks, perhaps with a legal form run on: `SiemensAG`."""
    whole = _joined(tokens(left)) == _joined(tokens(right))
    if whole or _joined(ours) == _joined(theirs):
        return Likeness(0.97, ("the same name, spaced otherwise",))
    one, other = _joined(ours), _joined(theirs)
    alone = len(ours) == 1 or len(theirs) == 1
    if alone and len(ours) != len(theirs) and len(one) >= _LONG:
        off = OSA.distance(one, other, score_cutoff=1)
        return Likeness(0.9, (f"{one} ~ {other}, spaced otherwise",)) if off <= 1 else None
    return None


def _worth_it(left: str, right: str) -> bool:
    """Whether the names share a quarter of the shorter one's trigrams: most names share none."""
    ours, theirs = _pieces(left), _pieces(right)
    # Numbers have no trigrams: what is made of them is compared word by word.
    return not ours or not theirs or len(ours & theirs) * 4 >= min(len(ours), len(theirs))


@lru_cache(maxsize=1 << 14)
def _pieces(name: str) -> frozenset[str]:
    words = core(tokens(name))
    return frozenset(piece for word in [*words, "".join(words)] for piece in trigrams(word))


@lru_cache(maxsize=1 << 14)
def _words(name: str, *, person: bool) -> tuple[str, ...]:
    return tuple(_bare_words(name, person=person))


def _bare_words(name: str, *, person: bool) -> list[str]:
    words = [_SAME_PARTICLE.get(word, word) for word in tokens(name)]
    if person:
        # A title or a legal form behind a person's name names nobody.
        return [word for word in words if word not in _TITLES and word not in FORMS] or words
    for phrase in _FORM_PHRASES:
        for start in range(len(words) - len(phrase), -1, -1):
            if tuple(words[start : start + len(phrase)]) == phrase and len(words) > len(phrase):
                del words[start : start + len(phrase)]
    return core(words)


def _split_alike(words: Sequence[str], others: Sequence[str]) -> list[str]:
    """Neighbouring words that the other name writes as one, joined: `van der bilt`."""
    known = set(map(fold, others)) - set(map(fold, words))
    out: list[str] = []
    start = 0
    while start < len(words):
        length = next(
            (n for n in (3, 2) if fold("".join(words[start : start + n])) in known
             and len(words) - start >= n), 1,
        )  # fmt: skip
        out.append("".join(words[start : start + length]))
        start += length
    return out


def _paired(
    ours: Sequence[str], theirs: Sequence[str], *, person: bool
) -> tuple[list[_Pair], list[str], list[str]]:
    """Words paired with the nearest that is free, and what is left over on each side."""
    # Of equals the words decide, not the side they stand on: so the order of the two is free.
    near: list[tuple[float, str, str, int, int]] = sorted(
        (-_close(one, other, person=person), min(one, other), max(one, other), place, seat)
        for place, one in enumerate(ours)
        for seat, other in enumerate(theirs)
    )
    pairs: list[_Pair] = []
    left, right = set(range(len(ours))), set(range(len(theirs)))
    for minus, _, _, place, seat in near:
        if minus < 0 and place in left and seat in right:
            pairs.append(_Pair(-minus, ours[place], theirs[seat]))
            left.remove(place)
            right.remove(seat)
    return pairs, [ours[i] for i in sorted(left)], [theirs[i] for i in sorted(right)]


def _close(one: str, other: str, *, person: bool) -> float:
    """How close two words are: 1 the same, 0 not near."""
    if one == other:
        return 1.0
    if is_number(one) or is_number(other):
        # Tax offices 25 and 28 are two; letters in a number are slips at best.
        return 0.0
    if fold(one) == fold(other):
        return 0.98
    short, long = sorted((one, other), key=len)
    if person and len(short) == 1:
        return 0.7 if long.startswith(short) else 0.0
    return _misspelt(one, other, person=person)


def _misspelt(one: str, other: str, *, person: bool) -> float:
    """How close two words are that differ by a letter or two; 0 for more."""
    length = min(len(fold(one)), len(fold(other)))
    if length < _LEAST_NEAR:
        return 0.0
    allowed = 2 if length >= _LONG else 1
    off = OSA.distance(fold(one), fold(other), score_cutoff=allowed)
    if off > allowed or (_is_patronymic(one) and _is_patronymic(other) and off > 1):
        return 0.0
    # Of a company's words none is a name that people misspell: near is often another.
    return 1 - off / length * (1.0 if person else 1.6)


def _judged(
    pairs: Sequence[_Pair], alone: Sequence[str], others: Sequence[str], *, person: bool
) -> Likeness:
    paired = sum(_both(pair, person=person) for pair in pairs)
    close = sum(_both(pair, person=person) * pair.close for pair in pairs)
    lone = sum(_weight(word, person=person) for word in alone)
    other = sum(_weight(word, person=person) for word in others)
    clash, more = min(lone, other), abs(lone - other)
    series = [word for word in (*alone, *others) if is_number(word) or word in _SERIES]
    if series and not person:
        # The second of a series is not the first: a number left over is no word left out.
        clash, more = max(clash, _FULL), 0.0
    omitted = _OMITTED if person else _MISSING
    score = close / (paired + 2 * _AGAINST * clash + omitted * more)
    full = sum(1 for pair in pairs if _both(pair, person=person) == _FULL)
    against: list[str] = []
    if clash >= _MEDIUM:
        against.append(f"{_shown(alone)} against {_shown(others)}")
    fathers = [next(filter(_is_patronymic, words), "") for words in (alone, others)]
    if person and all(fathers):
        against.append(f"the patronymics contradict: {fathers[0]} against {fathers[1]}")
        score *= 0.5
    if full == 0 or (person and full == 1 and (alone or others)):
        # One word is shared by too many, be it a family name or an initial beside one.
        against.append("only one word in common")
        score *= 0.6
    elif person and full == 1:
        score *= 0.85
    why = [_met(pair) for pair in pairs]
    if more and not clash:
        left_out = [*alone, *others]
        kind = "patronymic" if any(map(_is_patronymic, left_out)) else "further words"
        why.append(f"{kind} on one side only: {' '.join(left_out)}")
    return Likeness(round(score, 4), tuple(why), tuple(against))


def _met(pair: _Pair) -> str:
    return pair.left if pair.left == pair.right else f"{pair.left} ~ {pair.right}"


def _shown(words: Sequence[str]) -> str:
    return " ".join(words) or "nothing"


def _weight(word: str, *, person: bool) -> float:
    if word in _PARTICLES:
        return _LIGHT
    if person:
        return _MEDIUM if len(word) == 1 else _FULL
    return _MEDIUM if word in _COMMON else _FULL


def _both(pair: _Pair, *, person: bool) -> float:
    """A pair weighs what its lighter word does: an initial says little of a name."""
    return min(_weight(pair.left, person=person), _weight(pair.right, person=person))


def _is_patronymic(word: str) -> bool:
    return len(word) >= _LEAST_PATRONYMIC and bool(_PATRONYMIC.search(word))


def _joined(words: Sequence[str]) -> str:
    # Each word by itself: over a seam, the doubled letters of a numeral would fall away.
    return "".join(map(fold, words))


@lru_cache(maxsize=1 << 14)
def _syllabic(text: str) -> bool:
    return not text.isascii() and any(
        unicodedata.name(sign, "").startswith(_SYLLABIC) for sign in text
    )


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text)))
