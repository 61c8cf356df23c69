"""Keys that came before, kept on disk: memory stays the same however many there are."""

import struct
import tempfile
from collections.abc import Iterator
from typing import NamedTuple

# Digest of the key, a number to remember, how often it came.
_SLOT = struct.Struct("<16sQQ")
_EMPTY = bytes(16)
_AT_ONCE = 8
_FIRST_SLOTS = 1 << 16
_FULL = 0.6


class Before(NamedTuple):
    """How often a key came before, and the number that came with it first."""

    times: int
    number: int


class Seen:
    """A hash table with open addressing in a file that goes with it.

    Digests have 128 bits: that two keys of ten million share one has a chance below 1 : 10^24.
    """

    def __init__(self, slots: int = _FIRST_SLOTS) -> None:
        """Begin with nothing; `slots` is a power of two, and grows as needed."""
        self._slots = slots
        self._used = 0
        self._file = self._new(slots)

    def close(self) -> None:
        """Let go of the file on disk."""
        self._file.close()

    def add(self, digest: bytes, number: int = 0) -> Before:
        """Note a key, and say what was known of it.

        Args:
            digest: 16 bytes that name the key.
            number: Remembered where the key is new; 64 bits, not negative.
        """
        place, kept = self._find(digest)
        if kept is None:
            self._put(place, _SLOT.pack(digest, number, 1))
            self._used += 1
            if self._used > self._slots * _FULL:
                self._grow()
            return Before(0, number)
        _, first, times = kept
        self._put(place, _SLOT.pack(digest, first, times + 1))
        return Before(times, first)

    def _find(self, digest: bytes) -> tuple[int, tuple[bytes, int, int] | None]:
        """The slot of a key, with what it holds; or the free slot that it would take."""
        place = int.from_bytes(digest[:8], "little") & (self._slots - 1)
        while True:
            many = min(_AT_ONCE, self._slots - place)
            self._file.seek(place * _SLOT.size)
            part = self._file.read(many * _SLOT.size)
            for start in range(0, len(part), _SLOT.size):
                found = part[start : start + 16]
                if found == digest:
                    return place, _SLOT.unpack_from(part, start)
                if found == _EMPTY:
                    return place, None
                place += 1
            place &= self._slots - 1

    def _put(self, place: int, slot: bytes) -> None:
        self._file.seek(place * _SLOT.size)
        self._file.write(slot)

    def _grow(self) -> None:
        old, slots = self._file, self._slots
        self._slots = slots * 4
        self._file = self._new(self._slots)
        for slot in _slots_of(old):
            place, _ = self._find(slot[:16])
            self._put(place, slot)
        old.close()

    @staticmethod
    def _new(slots: int) -> "tempfile._TemporaryFileWrapper[bytes]":
        # Without a buffer: it would be thrown away at every jump.
        file = tempfile.TemporaryFile(prefix="clew-", buffering=0)  # noqa: SIM115 - closed by `close`
        file.truncate(slots * _SLOT.size)
        return file  # type: ignore[return-value] # a raw file: the name differs by platform


def _slots_of(file: "tempfile._TemporaryFileWrapper[bytes]") -> Iterator[bytes]:
    file.seek(0)
    while part := file.read(_SLOT.size << 12):
        for start in range(0, len(part), _SLOT.size):
            if part[start : start + 16] != _EMPTY:
                yield part[start : start + _SLOT.size]
