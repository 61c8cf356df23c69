"""From what a user typed to an id: an id as it is, or a name that fits only one entity."""

from collections.abc import Sequence

import click
from click.shell_completion import CompletionItem

from api.cli.desk import desk_of, note
from graph.errors import Ambiguous, Candidate, ClewError, NotFound
from graph.store import Reader
from queries.search import Search, resolve

_LONGEST = 200
_WORTH_ASKING = 2


class Unknown(NotFound):
    """No entity is called so; some are called nearly so."""

    def __init__(self, text: str, near: Sequence[Candidate]) -> None:
        """List what is near, nearest first."""
        super().__init__("entity", text)
        self.args = (f"{self.args[0]} Nearest:",)
        self.candidates = tuple(near)


def complete(
    context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Ids for what a user has begun to type, an id or a name, each with its name beside it."""
    if len(incomplete) < _WORTH_ASKING:
        return []
    asked = Search.model_validate({"q": incomplete[:_LONGEST], "limit": 20})
    try:
        with desk_of(context).store() as store, store.read() as reader:
            found = asked.answer(reader).results
    except ClewError:  # a shell that completes is no place to complain
        return []
    return [CompletionItem(one.id, help=f"{one.caption} ({one.kind})") for one in found]


def entity(reader: Reader, text: str) -> str:
    """The id of the one entity that an id or a name means.

    Raises:
        Unknown: If some names are a letter or two off it, and none fits.
        NotFound: If none is even near.
        Ambiguous: If it fits several.
    """
    if len(text) > _LONGEST or not text.strip():
        raise NotFound("entity", text[:_LONGEST])
    try:
        found = resolve(reader, text)
    except Ambiguous as error:
        best = Search.model_validate({"q": text, "limit": 1}).answer(reader).results
        if best and best[0].match == "fuzzy":
            raise Unknown(text, error.candidates) from None
        raise
    if found != text:
        names = reader.nodes([found])[found]["names"]
        note(f"{text} = {found} ({names[0]['text']})")
    return found
