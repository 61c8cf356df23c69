"""An answer to bytes: once, straight from the dataclass, with no second shape."""

import hashlib

import orjson

from queries.answers import Answered, Meta
from queries.metadata import clew_version
from queries.question import Question

VERSION = clew_version()


def to_bytes(answer: object) -> bytes:
    """The JSON of an answer.

    orjson writes dataclasses, enums and dictionaries itself. It is given no default encoder: a
    shape that it does not know is a mistake in the answer.
    """
    return orjson.dumps(answer)


def tag_of(meta: Meta, question: Question[Answered]) -> str:
    """A weak ETag: the same question of the same snapshot by the same Clew has the same answer.

    How long it took is not part of it, hence weak. What an answer warns of is: that a load has
    not finished changes no record.
    """
    parts = [VERSION, meta.snapshot, meta.ceiling, *meta.warnings]
    parts += [type(question).__name__, question.model_dump_json()]
    digest = hashlib.blake2b("\0".join(parts).encode(), digest_size=16).hexdigest()
    return f'W/"{digest}"'


def holds(tag: str, known: str) -> bool:
    """Whether an `If-None-Match` header names the tag: weak comparison (RFC 9110, 8.8.3.2).

    Example:
        >>> holds('W/"a"', '"b", W/"a"'), holds('W/"a"', "*"), holds('W/"a"', '"b"')
        (True, True, False)
    """
    bare = tag.removeprefix("W/")
    return any(one.strip().removeprefix("W/") in {bare, "*"} for one in known.split(","))
