"""Proposals as a case file in which a person decides: every one of them waits as a comment.

What is decided is pasted into a case folder, or kept there as a file: an accepted proposal is an
Identity claimed by whoever accepts it, a rejected one its denial. Nothing holds by default.
"""

import json
import re
from collections.abc import Iterator

from queries.match import MatchAnswer, Proposal, ReadList

__all__ = ["case_file"]

_HEAD = """\
# Who may stand on a list: proposals of `clew match`. None of them holds until a person decides.
#
# To decide, take away the "# " before a record and before one of its two claims: the first says
# that the two are the same, the second that they are not. Put your name for WHO, and your
# reasons behind the note. Load the list before the case: these records end at its entries.
"""
_WHO = "WHO"
_NO_SLUG = re.compile("[^A-Za-z0-9]+")


def case_file(answer: MatchAnswer) -> str:
    """The proposals of an answer as a case file: valid as it stands, and empty of claims.

    Args:
        answer: One page of proposals; those with a verdict are left out.
    """
    open_ones = [one for one in answer.results if one.verdict is None]
    sources = {one.id: f"s.match-{one.id}" for one in answer.listings}
    parts = [_HEAD, *(_source(one, sources[one.id]) for one in answer.listings)]
    parts += ["\n".join(_record(one, _cited(one, sources))) + "\n" for one in open_ones]
    return "\n".join(parts)


def _source(one: ReadList, ident: str) -> str:
    lines = [f"- id: {ident}", "  kind: Source", f"  title: {_quoted(one.title)}",
             f"  publisher: {_quoted(one.publisher)}", "  nature: official_list"]  # fmt: skip
    if one.as_of:
        lines += [f"  date: {_quoted(one.as_of)}", f"  read: {_quoted(f'file of {one.as_of}')}"]
    return "\n".join(lines) + "\n"


def _record(one: Proposal, cites: str) -> Iterator[str]:
    numbers = f" ({', '.join(one.entry)})" if one.entry else ""
    yield f"# {one.score:.2f}  {_plain(one.a_name)} = {_plain(one.b_name)}{numbers}"
    yield from (f"#   for: {_plain(reason)}" for reason in one.reasons)
    yield from (f"#   against: {_plain(reason)}" for reason in one.against)
    ident = f"idn.{_slug(one.a.partition('.')[2] or one.a)}.{_slug(one.b)}"
    place = one.entry[0] if one.entry else one.b
    note = "; ".join([*one.reasons, *(f"against: {reason}" for reason in one.against)])
    claim = (
        f"kind: inference, {{stance}}by: {_WHO}, cites: {cites}, at: {_quoted(place)}, "
        f"note: {_quoted(note)}}}"
    )
    yield f"# - id: {ident}"
    yield "#   kind: Identity"
    yield f"#   source: {one.a}"
    yield f"#   target: {one.b}"
    yield "#   relation: same"
    yield "#   claims:"
    yield f"#     # - {{id: {ident}.c1, {claim.replace('{stance}', '')}"
    yield f"#     # - {{id: {ident}.c1, {claim.replace('{stance}', 'stance: denies, ')}"


def _cited(one: Proposal, sources: dict[str, str]) -> str:
    """The source of the list that the entry's id begins with."""
    dataset = max((name for name in sources if one.b.startswith(f"{name}.")), key=len, default="")
    return sources.get(dataset) or next(iter(sources.values()), "s.match")


def _slug(text: str) -> str:
    return _NO_SLUG.sub("-", text).strip("-").lower()


def _quoted(text: str) -> str:
    """A text in double quotes, which YAML reads as JSON does."""
    return json.dumps(text, ensure_ascii=False)


def _plain(text: str) -> str:
    """A text that stays on its line of comment."""
    return " ".join(text.split())
