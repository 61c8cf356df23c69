"""One spelling for names: scripts, romanisations, legal forms, numbers."""

import pytest

from graph.spelling import core, fold, sign, signs, tokens, trigrams


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Превезон", ("prevezon",)),
        ("Ūkio Bankas", ("ukio", "bankas")),
        ("ＰＲＥＶＥＺＯＮ", ("prevezon",)),  # full width: NFKC
        ("Conor O'Neill", ("conor", "oneill")),
        ("Straße", ("strasse",)),
        ("Delco Networks S.A.", ("delco", "networks", "sa")),
        ("J. P. Morgan", ("j", "p", "morgan")),
        ("Rilend Limited", ("rilend", "ltd")),
        ("Tax Office № 28", ("tax", "office", "no", "28")),
        ("…", ()),
    ],
)
def test_a_name_has_one_spelling(text: str, words: tuple[str, ...]) -> None:
    assert tokens(text) == words


def test_legal_forms_are_no_part_of_the_core_unless_nothing_else_is() -> None:
    assert core(tokens("ООО «Риленд»")) == ["rilend"]
    assert core(("ltd",)) == ["ltd"]


@pytest.mark.parametrize(
    "spellings",
    [
        ("klyuev", "kliuev", "kluev", "kljuev"),
        ("sergey", "sergei", "sergej"),
        ("alexei", "aleksey", "aleksei"),
        ("magnitsky", "magnitskiy", "magnitski"),
        ("yulia", "julia", "iuliya"),
        ("khlebnikov", "hlebnikov"),
    ],
)
def test_romanisations_of_one_name_fold_to_one(spellings: tuple[str, ...]) -> None:
    assert len(set(map(fold, spellings))) == 1


def test_short_words_are_not_folded_away() -> None:
    """`jon` would become `on`, which is somebody else."""
    assert fold("jon") == "jon"
    assert fold("ian") == "ian"


def test_trigrams_mark_the_ends_and_numbers_have_none() -> None:
    assert trigrams("rus") == ["^ru", "rus", "us$"]
    assert trigrams("40702810") == []


def test_a_number_is_compared_without_separators() -> None:
    assert sign("13 Civ. 6326") == "13civ6326"
    assert signs("docket:13 Civ. 6326") == [
        "docket13civ6326",
        "13civ6326",
        "docket13",
        "6326",
    ]
