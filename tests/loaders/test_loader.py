"""A source brings its card and its expectations, and is found by its name."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pydantic import ValidationError

from graph.errors import Fault
from loaders.loader import LOADERS, Card, Entry, Loader, Range

CARD = Card(id="wires", title="Wires", publisher="T", licence="MIT", recorded_at="2026-11-24")


def test_declaring_a_loader_enters_it_into_the_catalogue() -> None:
    class Nothing(Loader):
        name = "nothing-of-note"
        card = CARD

        def read(self, path: Path) -> Iterator[Entry | Fault]:
            yield from ()

    assert LOADERS.pop("nothing-of-note") is Nothing
    assert "" not in LOADERS


def test_a_store_keeps_a_card_as_texts() -> None:
    text = CARD.model_copy(update={"excerpt": True}).as_text()
    assert text == {
        "id": "wires", "title": "Wires", "publisher": "T", "licence": "MIT",
        "recorded_at": "2026-11-24", "excerpt": "yes",
    }  # fmt: skip


@pytest.mark.parametrize("day", ["2026-02-30", "2026-2-3", "yesterday", "20261124"])
def test_a_day_is_a_day(day: str) -> None:
    with pytest.raises(ValidationError):
        Card(id="a", title="T", publisher="P", licence="L", recorded_at=day)


def test_a_range_is_closed_below_and_may_be_open_above() -> None:
    assert [n in Range(2, 4) for n in (1, 2, 4, 5)] == [False, True, True, False]
    assert [n in Range(2) for n in (1, 2, 10**9)] == [False, True, True]
    assert (str(Range(2, 4)), str(Range(2))) == ("2 to 4", "at least 2")
