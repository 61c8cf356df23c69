"""Claims in one line, for worlds that are read in the test."""

from typing import Any

from graph.evidence import Claim


def said(ident: str, kind: str, by: str | None = "org.accuser", **more: Any) -> Claim:
    """A claim about the record `x`; whatever a test does not care about is filled in."""
    given = {"about": "x", "cites": "m.S1", "at": "page 1", **more}
    if kind == "inference":
        given.setdefault("note", "because")
    return Claim(id=f"x.{ident}", kind=kind, by=by, **given)


def denied(ident: str, kind: str, by: str = "per.accused", **more: Any) -> Claim:
    """A denial of `x`."""
    return said(ident, kind, by, stance="denies", **more)


def ended(ident: str, outcome: str, *claims: str, by: str = "crt.court", **more: Any) -> Claim:
    """An outcome that acts on claims of `x`, named by what stands behind the dot."""
    acts_on = [f"x.{one}" for one in claims]
    return said(ident, "outcome", by, value=outcome, acts_on=acts_on, **more)
