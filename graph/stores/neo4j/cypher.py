"""Labels and relationship types as text of statements: what Cypher 5 takes no parameter for.

Every statement is a literal, or put together from literals and from what this module gives, so
that the type checker proves it: nothing that comes from outside is ever text of a statement.
"""

import re
from collections.abc import Iterable
from typing import Final, LiteralString, cast

from graph.ontology import EDGE_KINDS, NODE_KINDS, Edge, Node
from graph.store import Table

_NAME: Final = re.compile(r"[A-Za-z][A-Za-z_]*")


def _ours(name: str) -> LiteralString:
    """A label or type out of the registry, as part of a statement."""
    if not _NAME.fullmatch(name):  # pragma: no cover - a kind would have to be named so
        raise ValueError(name)
    # The one cast: names of classes of ours, letters and underscores only, are as good as
    # literals; a value from outside never comes here.
    return cast("LiteralString", name)  # type: ignore[redundant-cast]  # to mypy it is str


def verb(kind: type[Edge]) -> LiteralString:
    """The relationship type of a kind of edge."""
    return _ours(kind.verb)


def last_label(kind: type[Node]) -> LiteralString:
    """The label that is a kind's own; an abstract parent may have the same."""
    return _ours(kind.labels()[-1])


def any_of(kinds: Iterable[str]) -> LiteralString:
    """A label expression for nodes of these kinds, as in `Address|Country`; empty for none.

    Where a kind's own label is also that of its heirs, they are taken out again.
    """
    return "|".join([_exactly(NODE_KINDS[kind]) for kind in sorted(set(kinds) & NODE_KINDS.keys())])


def _exactly(kind: type[Node]) -> LiteralString:
    own = last_label(kind)
    heirs: list[LiteralString] = [
        last_label(one) for one in NODE_KINDS.values() if own in one.labels()[:-1]
    ]
    return f"({own}&!{'&!'.join(heirs)})" if heirs else own


def every_label() -> LiteralString:
    """All labels of nodes but `Entity`, which none ever loses."""
    names = sorted({name for kind in NODE_KINDS.values() for name in kind.labels()} - {"Entity"})
    return "".join([f":{_ours(name)}" for name in names])


def types(kinds: Iterable[str]) -> LiteralString:
    """The relationship types of kinds of edges, as in `:OWNS|PAID`; kinds we do not know fall out.

    Sorted, so that the server plans each set of kinds once.
    """
    known = sorted(EDGE_KINDS[kind].verb for kind in set(kinds) & EDGE_KINDS.keys())
    return ":" + "|".join([_ours(name) for name in known]) if known else ""


# The label under which the rows of each table are found. An edge is a relationship, which can
# only be looked up by its type; so what is found by its id alone stands on a node of its own.
LABEL_OF: Final[dict[Table, LiteralString]] = {
    "node": "Entity",
    "edge": "ClewEdge",
    "claim": "Claim",
    "source": "Source",
    "gap": "Gap",
}
