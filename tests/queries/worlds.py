"""Small worlds from a line per edge, so that a test shows the graph it is about.

    per.ann -OWNS-> org.shell
    a -PAID:p1-> b  document x2 date=2008-02 amount=100.00_USD denied
    a -SAME_AS:i1-> b  inference gap=gap.g1

An edge is named behind its verb; where it is not, it is called `a-b`. Then come the kind of its
claims (`statement` or `allegation` where none is said), how many independent parties make them,
and properties; `denied` adds a denial, `denied:date` one of a field, `aside` sets it aside. A
node's kind follows from the prefix of its id; without one it is a company.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from hypothesis import strategies as st

from graph.evidence import KINDS_OF, Claim, ClaimKind, Gap, Source, Stance
from graph.ontology import EDGE_KINDS, NODE_KINDS, Edge, Ladder, Node, Record
from graph.store import Store, Writable
from graph.stores.opening import open_store

SOURCE = Source(id="s.1", title="A world", publisher="Tests")
BY_VERB = {kind.verb: kind for kind in EDGE_KINDS.values()}
COMPANY = NODE_KINDS["Company"]
BY_PREFIX = {kind.prefix: kind for kind in NODE_KINDS.values()} | {"org": COMPANY, "col": COMPANY}
_LINE = re.compile(
    r"(?P<source>\S+) -(?P<verb>[A-Z_]+)(?::(?P<id>\S+))?-> (?P<target>\S+)(?P<rest>.*)"
)


def node(ident: str, **properties: Any) -> list[Writable]:
    """A node whose name is the last part of its id, and the claim that keeps it."""
    prefix, _, slug = ident.partition(".")
    kind = BY_PREFIX[prefix] if slug else COMPANY
    if kind.kind_name() == "Country":
        properties.setdefault("code", slug.upper())
    record = kind.model_validate({"id": ident, "names": [slug or prefix], **properties})
    return [record, *_claims(kind, ident, [{"by": "T"}])]


def edges(line: str) -> list[Writable]:
    """An edge and its claims."""
    found = _LINE.fullmatch(line.strip())
    if not found:
        raise ValueError(line)
    kind = BY_VERB[found["verb"]]
    ident = found["id"] or f"{found['source']}-{found['target']}"
    properties: dict[str, Any] = {}
    said = ClaimKind.ALLEGATION if kind.ladder is Ladder.CONDUCT else ClaimKind.STATEMENT
    parties, claims = 1, []
    for word in found["rest"].split():
        name, equals, value = word.partition("=")
        if word in set(ClaimKind):
            said = ClaimKind(word)
        elif re.fullmatch(r"x\d", word):
            parties = int(word[1])
        elif word == "aside":
            properties["aside"] = True
        elif word.startswith("denied"):
            claims.append({"stance": Stance.DENIES, "field": word[7:] or None, "by": "Denier"})
        elif equals and name in kind.claimed_fields():
            claims.append({"field": name, "value": value.replace("_", " "), "by": "P1"})
        elif equals:
            properties[name] = value.replace("_", " ")
        else:
            raise ValueError(word)
    record = kind.model_validate(
        {"id": ident, "source": found["source"], "target": found["target"], **properties}
    )
    whole = [{"kind": said, "by": f"P{number}"} for number in range(1, parties + 1)]
    return [record, *_claims(kind, ident, [*whole, *claims])]


def _claims(kind: type[Record], about: str, parts: list[dict[str, Any]]) -> Iterator[Claim]:
    for number, part in enumerate(parts, 1):
        fact = kind.ladder_of(part.get("field")) is Ladder.FACT
        said = part.pop("kind", ClaimKind.STATEMENT if fact else ClaimKind.ALLEGATION)
        assert said in KINDS_OF[kind.ladder_of(part.get("field"))]
        note = "They look alike." if said is ClaimKind.INFERENCE else None
        yield Claim(
            id=f"{about}.c{number}", about=about, kind=said, cites="s.1", at="1", note=note, **part
        )


def gap(ident: str, upstream: str = "", downstream: str = "", join: str = "none") -> Gap:
    """A declared gap; several edges are parted by blanks."""
    return Gap.model_validate(
        {"id": ident, "upstream": upstream.split(), "downstream": downstream.split(),
         "why": "Not shown to be the same.", "join": join, "by": "Editors"}
    )  # fmt: skip


def records(text: str) -> list[Writable]:
    """Everything that a text of lines describes; a line without an arrow is a node alone."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    drawn = [one for line in lines if "->" in line for one in edges(line)]
    ends = [end for one in drawn if isinstance(one, Edge) for end in (one.source, one.target)]
    alone = [line for line in lines if "->" not in line]
    nodes = [one for ident in dict.fromkeys([*ends, *alone]) for one in node(ident)]
    return [SOURCE, *nodes, *drawn]


@contextmanager
def world(
    folder: Path, text: str | Iterable[Writable], more: Iterable[Writable] = ()
) -> Iterator[Store]:
    """A real store that holds the world; `more` comes last and so replaces what it repeats."""
    store = open_store(folder / "world.db")
    try:
        drawn = records(text) if isinstance(text, str) else list(text)
        with store.write() as writer:
            writer.put([*drawn, *more], "world")
        yield store
    finally:
        store.close()


def named(ident: str, **properties: Any) -> Node:
    """The node alone, to replace the one of a line."""
    first = node(ident, **properties)[0]
    assert isinstance(first, Node)
    return first


# The nodes of random worlds: companies, people, an account, a connector.
NODES = ["a", "b", "per.c", "per.d", "acc.e", "cty.cy"]


@st.composite
def pictures(draw: st.DrawFn) -> str:
    """Up to 12 edges between six nodes, each of a kind that may join them, said by somebody."""
    lines = list(NODES)
    drawn = draw(st.lists(st.tuples(*[st.sampled_from(NODES)] * 2), max_size=12))
    names = draw(st.permutations([f"e{number:02}" for number in range(len(drawn))]))
    for name, (source, target) in zip(names, drawn, strict=True):
        verbs = ["LINKED_TO"]
        if "cty.cy" not in (source, target):
            verbs.append("PAID")
            if "acc.e" not in (source, target):
                verbs.append("ASSOCIATE_OF")
            elif target == "acc.e" != source:
                verbs.append("HOLDS")
        verb = draw(st.sampled_from(verbs))
        said = draw(st.sampled_from(["", "x2", "document", "record x2", "inference", "denied"]))
        lines.append(f"{source} -{verb}:{name}-> {target}  {said}")
    return "\n".join(lines)
