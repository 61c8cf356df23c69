"""Small worlds in one line a record, for the tests of the stores."""

from typing import Any

from graph.evidence import Claim, Source
from graph.ontology import EDGE_KINDS, NODE_KINDS
from graph.store import Writable

SOURCE = Source(id="m.S1", title="A source", publisher="A publisher")


def claim(about: str, number: int = 1, kind: str = "statement", **more: Any) -> Claim:
    """A claim about a record, by somebody, unless more is given."""
    given = {"by": "somebody", "cites": "m.S1", "at": "page 1", **more}
    return Claim(id=f"{about}.c{number}", about=about, kind=kind, **given)


def node(ident: str, kind: str = "Company", *, by: str = "somebody", **more: Any) -> list[Writable]:
    """A node and the claim that keeps it."""
    given = {"names": (ident.partition(".")[2],), **more}
    return [NODE_KINDS[kind](id=ident, **given), claim(ident, by=by)]


def edge(
    ident: str, source: str, target: str, kind: str = "Payment", *claims: Claim, **more: Any
) -> list[Writable]:
    """An edge with its claims; a plain one of its ladder where none are given."""
    made = EDGE_KINDS[kind](id=ident, source=source, target=target, **more)
    plain = "allegation" if kind in {"Accusation", "Nomineeship"} else "statement"
    return [made, *(claims or (claim(ident, kind=plain),))]


def valued(ident: str, **values: str) -> tuple[Claim, ...]:
    """A whole-record claim and one claim for each value."""
    fields = [
        claim(ident, number, field=field, value=value)
        for number, (field, value) in enumerate(values.items(), start=2)
    ]
    return (claim(ident), *fields)


def world(*parts: list[Writable]) -> list[Writable]:
    """The parts with the source that they all cite."""
    return [SOURCE, *(record for part in parts for record in part)]
