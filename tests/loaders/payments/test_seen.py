"""Keys on disk: as a dictionary counts, whatever the number and the order."""

import hashlib
import random
from contextlib import closing

from hypothesis import given
from hypothesis import strategies as st

from loaders.payments.seen import Before, Seen


def digest(key: int) -> bytes:
    return hashlib.blake2b(str(key).encode(), digest_size=16).digest()


@given(keys=st.lists(st.integers(0, 60), max_size=300))
def test_it_counts_as_a_dictionary_does(keys: list[int]) -> None:
    """Eight slots at first, so that it grows and the end of the table is passed."""
    counted: dict[int, int] = {}
    first: dict[int, int] = {}
    with closing(Seen(slots=8)) as seen:
        for place, key in enumerate(keys):
            first.setdefault(key, place)
            assert seen.add(digest(key), place) == Before(counted.get(key, 0), first[key])
            counted[key] = counted.get(key, 0) + 1


def test_a_hundred_thousand_keys_twice() -> None:
    keys = list(range(100_000))
    random.Random(1).shuffle(keys)
    with closing(Seen()) as seen:
        assert all(seen.add(digest(key)).times == 0 for key in keys)
        assert all(seen.add(digest(key)).times == 1 for key in reversed(keys))


def test_keys_that_begin_alike_are_told_apart() -> None:
    """The first eight bytes choose the slot; all sixteen are compared."""
    with closing(Seen(slots=8)) as seen:
        keys = [bytes(8) + bytes([n]) + bytes(7) for n in range(1, 30)]
        assert [seen.add(key).times for key in keys + keys] == [0] * 29 + [1] * 29
