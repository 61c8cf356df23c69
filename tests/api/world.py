"""One small world for the front desk: a theft, who is accused of it, and where the money went.

org.treasury -PAID:pay.one-> org.shell      contested; said to be proceeds of the theft
org.shell -SAME_AS:idn.shells-> org.shell-cy   inferred; the gap gap.one lies there
org.shell-cy -PAID:pay.two-> per.bob
per.ann -OWNS:own.ann-> org.shell
per.ann -ACCUSED_OF:acu.ann-> evt.theft     alleged, denied by her
per.bob -ACCUSED_OF:acu.bob-> evt.theft     charged, nobody denies it in the sources
per.bob -NOMINEE_OF:nom.bob-> per.ann       alleged, nobody denies it
per.bob -SANCTIONED_UNDER:des.bob-> prg.act a listing with a stated reason
"""

from collections.abc import Iterator
from typing import Any

from graph.evidence import Claim, Gap, Source
from graph.ontology import EDGE_KINDS, NODE_KINDS
from graph.store import Writable

CARD = {"title": "A small world", "publisher": "Tests", "as_of": "2026-11-01"}
# Each record about conduct, with words that must go with it wherever it is shown: who says it,
# and what is said against it.
SPOKEN = {
    "acu.ann": ("Treasury of Ruritania alleges", "denied on 3 May 2017 by Ann Able"),
    "acu.bob": ("Treasury of Ruritania charged", "no statement found in the sources read"),
    "nom.bob": ("The Daily alleges", "no statement found in the sources read"),
    "des.bob": ("Treasury of Ruritania alleges", "no statement found in the sources read"),
    "pay.one": ("Treasury of Ruritania alleges", "denied by Red Shell Ltd"),
}


def _node(kind: str, ident: str, name: str, **more: Any) -> Iterator[Writable]:
    yield NODE_KINDS[kind].model_validate({"id": ident, "names": [name], **more})
    yield _claim(ident, 1, "record")


def _claim(about: str, number: int, kind: str, by: str | None = None, **more: Any) -> Claim:
    return Claim.model_validate(
        {"id": f"{about}.c{number}", "about": about, "kind": kind, "by": by, "cites": "s.file",
         "at": f"row {number}", **more}
    )  # fmt: skip


def _edge(
    kind: str, ident: str, source: str, target: str, *claims: Claim, **more: str
) -> Iterator[Writable]:
    yield EDGE_KINDS[kind].model_validate({"id": ident, "source": source, "target": target, **more})
    yield from claims


def records() -> list[Writable]:
    """Everything in it."""
    t, denies = "org.treasury", {"stance": "denies"}
    return [
        Source(id="s.file", title="The file", publisher="Tests", url="https://example.org/file"),
        *_node("Person", "per.ann", "Ann Able"),
        *_node("Person", "per.bob", "Bob Baker"),
        *_node("Company", "org.shell", "Red Shell Ltd", formerly=["org.old-shell"]),
        *_node("Company", "org.shell-cy", "Blue Shell Ltd"),
        *_node("PublicBody", t, "Treasury of Ruritania"),
        *_node("Event", "evt.theft", "The theft"),
        *_node("SanctionProgram", "prg.act", "The act"),
        *_edge(
            "Payment", "pay.one", t, "org.shell",
            _claim("pay.one", 1, "statement", t),
            _claim("pay.one", 2, "statement", "org.shell", **denies),
            _claim("pay.one", 3, "statement", t, field="amount", value="1000.00 USD"),
            _claim("pay.one", 4, "statement", "org.shell", field="amount", value="900.00 USD"),
            _claim("pay.one", 5, "statement", t, field="date", value="2008-02"),
            _claim("pay.one", 6, "allegation", t, field="proceeds_of", value="evt.theft"),
            _claim("pay.one", 7, "allegation", "org.shell", field="proceeds_of", **denies),
        ),
        *_edge(
            "Payment", "pay.two", "org.shell-cy", "per.bob",
            _claim("pay.two", 1, "document", t),
            _claim("pay.two", 2, "document", t, field="amount", value="about 500.00 USD"),
        ),
        *_edge(
            "Identity", "idn.shells", "org.shell", "org.shell-cy",
            _claim("idn.shells", 1, "inference", "The editors", note="They share a name."),
            gap="gap.one",
        ),
        *_edge("Ownership", "own.ann", "per.ann", "org.shell", _claim("own.ann", 1, "record", t)),
        *_edge(
            "Accusation", "acu.ann", "per.ann", "evt.theft",
            _claim("acu.ann", 1, "allegation", t),
            _claim("acu.ann", 2, "allegation", "per.ann", said_on="2017-05-03", **denies),
        ),
        *_edge(
            "Accusation", "acu.bob", "per.bob", "evt.theft", _claim("acu.bob", 1, "charge", t)
        ),
        *_edge(
            "Nomineeship", "nom.bob", "per.bob", "per.ann",
            _claim("nom.bob", 1, "allegation", "The Daily"),
        ),
        *_edge(
            "Designation", "des.bob", "per.bob", "prg.act",
            _claim("des.bob", 1, "record", t),
            _claim("des.bob", 2, "allegation", t, field="reason", value="He took part in it."),
        ),
        Gap.model_validate(
            {"id": "gap.one", "upstream": ["pay.one"], "downstream": ["pay.two"],
             "why": "The two shells are not shown to be one.", "join": "offered",
             "inferences": ["idn.shells"], "by": "The editors"}
        ),
    ]  # fmt: skip
