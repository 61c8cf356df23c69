"""One spelling for names in any script: words, their romanisation, numbers without separators."""

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from anyascii import anyascii

__all__ = ["FORMS", "core", "fold", "is_number", "sign", "signs", "tokens", "trigrams"]

# Legal forms say what a company is, not which: they never decide a match. One spelling each.
_FORM_SPELLINGS = {
    "limited": "ltd", "incorporated": "inc", "corporation": "corp", "company": "co",
    "aktiengesellschaft": "ag",
}  # fmt: skip
FORMS = frozenset(_FORM_SPELLINGS.values()) | {
    "ab", "ad", "ao", "aps", "as", "asa", "bv", "bvba", "cjsc", "dd", "doo", "eood", "eurl",
    "gmbh", "jsc", "kft", "kg", "kgaa", "lda", "llc", "llp", "lp", "nv", "oao", "ojsc", "ood",
    "ooo", "ou", "oy", "oyj", "pao", "pjsc", "plc", "pte", "pty", "pvt", "sa", "sae", "sarl",
    "sas", "se", "sia", "sl", "spa", "sprl", "srl", "sro", "tov", "uab", "ug", "ulc", "zao", "zrt",
}  # fmt: skip

_WORD = re.compile("[a-z0-9]+")
_INSIDE = re.compile("['`\"]")  # ol'ga, o'neil: marks that part no words
_SEPARATORS = re.compile("[^a-z0-9]")

# What romanisations of one name differ in, as (spelling, letter); the order matters.
_ROMANISATIONS = (
    ("x", "ks"), ("kh", "h"), ("ph", "f"), ("ck", "k"), ("tz", "ts"), ("w", "v"), ("y", "i"),
    ("j", "i"),
)  # fmt: skip
_DOUBLED = re.compile(r"(.)\1+")
_GLIDE = re.compile("i(?=[aeou])")
_LEAST_FOLD = 3


@lru_cache(maxsize=1 << 14)
def tokens(text: str) -> tuple[str, ...]:
    """The words of a name or a query in one spelling.

    Compatibility forms are unified (NFKC), case folded, other scripts and diacritics written in
    ASCII; punctuation parts words, apostrophes do not; legal forms have one spelling.

    Example:
        >>> tokens("Ūkio Bankas")
        ('ukio', 'bankas')
        >>> tokens("Ольга Степанова")
        ('olga', 'stepanova')
        >>> tokens("Delco Networks S.A.")
        ('delco', 'networks', 'sa')
    """
    words = _WORD.findall(_INSIDE.sub("", _ascii(text)))
    return tuple(_FORM_SPELLINGS.get(word, word) for word in _joined(words))


def core(words: Sequence[str]) -> list[str]:
    """The words without legal forms; all of them where nothing else is left."""
    return [word for word in words if word not in FORMS] or list(words)


@lru_cache(maxsize=1 << 15)
def fold(word: str) -> str:
    """A word in one romanisation: spellings of the same Cyrillic name become alike.

    Example:
        >>> {fold("klyuev"), fold("kliuev"), fold("kluev")}
        {'kluev'}
        >>> {fold("alexei"), fold("aleksey"), fold("aleksei")}
        {'aleksei'}
    """
    if is_number(word):
        return word
    folded = word
    for spelling, letter in _ROMANISATIONS:
        folded = folded.replace(spelling, letter)
    folded = _GLIDE.sub("", _DOUBLED.sub(r"\1", folded))
    # Two letters are too few to tell names apart: `jon` must not meet `on`.
    return folded if len(folded) >= _LEAST_FOLD else word


def trigrams(word: str) -> list[str]:
    """The trigrams of a word in one romanisation, its ends marked as `^word$`.

    A word with digits has none: near is not the same for a number.
    """
    if is_number(word):
        return []
    padded = f"^{fold(word)}$"
    return [padded[start : start + 3] for start in range(len(padded) - 2)]


def is_number(word: str) -> bool:
    """Whether a word has digits in it."""
    return not word.isalpha()


def sign(value: str) -> str:
    """A number without separators, as it is compared.

    Example:
        >>> sign("13 Civ. 6326")
        '13civ6326'
    """
    return _SEPARATORS.sub("", _ascii(value))


def signs(query: str) -> list[str]:
    """The numbers that a query may mean: the whole of it, behind a `scheme:`, each part."""
    parts = [query, query.partition(":")[2]]
    parts += [part for part in query.split() if any(map(str.isdigit, part))]
    return [one for one in dict.fromkeys(map(sign, parts)) if one]


def _ascii(text: str) -> str:
    if text.isascii():
        return text.lower()
    return anyascii(unicodedata.normalize("NFKC", text).casefold()).lower()


def _joined(words: Sequence[str]) -> list[str]:
    """Letters that stand alone, joined where they spell a legal form: `s.a.`, `l.l.c.`."""
    out: list[str] = []
    alone: list[str] = []
    for word in [*words, ""]:
        if len(word) == 1:
            alone.append(word)
            continue
        form = "".join(alone)
        out += [form] if len(alone) > 1 and form in FORMS else alone
        alone = []
        if word:
            out.append(word)
    return out
