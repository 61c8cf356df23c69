"""What is said about conduct, in words: who says it, how far it went, and what is denied.

The rules are those of evidence.md in the documentation: every sentence names its asserter, uses
the verb of the claim's kind, adds the outcomes that act on the claim with their forum, and is
followed by the denial or by `no statement found in the sources read`.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

from graph.ontology import EDGE_KINDS, NODE_KINDS, Ladder
from graph.store import View
from queries.voices import (
    Captions,
    Statement,
    behind,
    caption_of,
    days_of,
    denied,
    enumerated,
    on_days,
    outcome,
    outcomes,
    several,
)
from queries.when import text_of, when

__all__ = ["NOT_ACCUSED", "NO_STATEMENT", "Captions", "about", "answered", "mentioned", "sentence"]

NO_STATEMENT = "no statement found in the sources read"
NOT_ACCUSED = "not accused in the sources read"

_FEW = 5
# One party, several parties.
_VERBS = {
    "statement": ("says", "say"),
    "document": ("shows", "show"),
    "record": ("records", "record"),
    "ruling": ("held", "held"),
    "allegation": ("alleges", "allege"),
    "charge": ("charged", "charged"),
    "admission": ("admitted", "admitted"),
    "judgment": ("held", "held"),
    "conviction": ("convicted", "convicted"),
    "upheld": ("upheld", "upheld"),
    "inference": ("infers", "infer"),
}
_IDENTITIES = {
    "same": "{source} and {target} are the same",
    "some_of": "{source} are some of {target}",
    "one_of": "{source} is one of {target}",
}


class Matter(NamedTuple):
    """What a statement is about, in the forms that verbs want.

    Attributes:
        subject: Whose conduct it is; none where the statement is about money.
        noun: What somebody is charged with or convicted of.
        clause: What is alleged, held, upheld or inferred: `that ...`.
    """

    subject: str | None
    noun: str
    clause: str


def mentioned(edge: View) -> set[str]:
    """The ids whose captions a sentence about the edge may need."""
    found = {edge["source"], edge["target"]}
    evidence = edge.get("evidence", {})
    for field, statements in _conduct(evidence):
        for one in statements:
            found.add(one["by"])
            found.update(end["by"] for end in one.get("outcomes", ()))
            if field == "proceeds_of" and one.get("value"):
                found.add(one["value"])
    return found


def sentence(edge: View, captions: Captions, read: str | None = None) -> str | None:
    """Everything said about conduct in an edge; none where nothing is.

    Args:
        edge: The edge as the wire carries it, with its reading.
        captions: Captions of what `mentioned` gives; an id without one is printed itself.
        read: For a listing, when the list was read, in the words of the source's card.
    """
    parts = [
        _told(statements, matter, captions, tail=field is not None or edge["kind"] != "Identity")
        for field, statements in _conduct(edge.get("evidence", {}))
        for matter in [_matter(edge, field, captions)]
    ]
    if edge["kind"] == "Designation":
        parts.insert(0, _listed(edge, captions, read))
    return " ".join(parts) or None


def about(claim: View, record: View, captions: Captions, ends: Iterable[View] = ()) -> str:
    """What one claim says, in words; on conduct with the denials that stand against it.

    Args:
        claim: The claim.
        record: What it is about, with its reading.
        captions: Captions of the parties; an id without one is printed itself.
        ends: The live outcomes that act on the claim: none is told of a ruling without them.
    """
    one, field = _as_statement(claim, ends), claim.get("field")
    conduct = (EDGE_KINDS | NODE_KINDS)[record["kind"]].ladder_of(field) is Ladder.CONDUCT
    if one["kind"] == "outcome":
        told = outcome(one["value"], one["by"], one["said_on"], captions)
    elif conduct and one["stance"] == "asserts":
        known = dict(_conduct(record.get("evidence", {}))).get(field, ())
        denials = [it for it in known if it["stance"] == "denies"]
        said = [it for it in known if it["claim"] == one["claim"]] or [one]
        return _told([*said, *denials], _matter(record, field, captions), captions, tail=True)
    elif one["stance"] == "denies":
        (told,) = denied([one], captions)
    elif record["kind"] == "Identity" and not field:
        told = _asserted([one], _matter(record, field, captions), captions)
    else:
        value = str(one["value"]).rstrip(".")
        # What several words decide is told apart from who decided it and when.
        value = f"“{value}”" if value.count(" ") > _FEW else value
        what = f"{field.replace('_', ' ')}: {value}" if field else "so"
        by = caption_of(one["by"], captions)
        told = f"{by} {_VERBS[one['kind']][0]} {what}{behind(one, captions)}"
    return f"{_capital(told)}."


def answered(edges: Iterable[View], captions: Captions) -> str:
    """What is said against accusations as a whole: the denials, or that none was found."""
    denials = [one for edge in edges for one in edge["evidence"].get("statements", ())
               if one["stance"] == "denies"]  # fmt: skip
    return "; ".join(denied(denials, captions)) or NO_STATEMENT


def _as_statement(claim: View, ends: Iterable[View] = ()) -> dict[str, Any]:
    back, said = claim.get("taken_back"), claim.get("said_on")
    return {
        "claim": claim["id"],
        "by": claim.get("by") or claim["cites"],
        "kind": claim["kind"],
        "stance": claim.get("stance", "asserts"),
        "value": claim.get("value"),
        "said_on": text_of(said) if said else None,
        "in_absentia": claim.get("in_absentia", False),
        "taken_back": text_of(back["on"]) if back else None,
        "outcomes": [
            {"outcome": end["value"], "by": end.get("by") or end["cites"],
             "on": text_of(end["said_on"]) if end.get("said_on") else None}
            for end in ends
        ],
    }  # fmt: skip


def _conduct(evidence: View) -> Iterable[tuple[str | None, Sequence[Statement]]]:
    """The statements of the record as a whole and of its fields, where reading keeps them."""
    if evidence.get("statements"):
        yield None, evidence["statements"]
    for name, field in evidence.get("fields", {}).items():
        if field.get("statements"):
            yield name, field["statements"]


def _matter(edge: View, field: str | None, captions: Captions) -> Matter:
    source, target = caption_of(edge["source"], captions), caption_of(edge["target"], captions)
    if field == "proceeds_of":
        return Matter(None, "", "that the money came from “{value}”")
    if field == "reason":
        return Matter(None, "", "as its reason: {value}")
    if edge["kind"] == "Identity":
        form = _IDENTITIES[edge.get("relation", "same")]
        return Matter(None, "", "that " + form.format(source=source, target=target))
    if edge["kind"] == "Nomineeship":
        noun, clause = f"being a nominee of {target}", f"that {source} was a nominee of {target}"
    else:
        role = edge.get("role", "unspecified").replace("_", " ")
        part = f"a part in “{target}”" + ("" if role == "unspecified" else f" as {role}")
        noun, clause = part, f"that {source} had {part}"
    words = f" ({edge['words'].rstrip('.')})" if edge.get("words") else ""
    return Matter(source, noun + words, clause + words)


def _told(
    statements: Iterable[Statement], matter: Matter, captions: Captions, *, tail: bool
) -> str:
    """One sentence: the assertions, then the denials or that none was found."""
    asserting: dict[tuple[Any, ...], list[Statement]] = {}
    denying = []
    for one in statements:
        if one["stance"] == "denies":
            denying.append(one)
        else:
            # Only what is told in the same words is told together, whenever it was said.
            key = (one["kind"], one.get("value"), one.get("in_absentia"), one.get("taken_back"),
                   outcomes(one, captions))  # fmt: skip
            asserting.setdefault(key, []).append(one)
    parts = [_asserted(group, matter, captions) for group in asserting.values()]
    denials = denied(denying, captions)
    if denials and not parts:
        denials[0] = f"{matter.clause}: {denials[0]}"
    parts += denials
    if tail and not denying:
        parts.append(NO_STATEMENT)
    return _capital("; ".join(parts)) + "."


def _asserted(group: Sequence[Statement], matter: Matter, captions: Captions) -> str:
    one = group[0]
    days = days_of(group, captions)
    verb = _VERBS[one["kind"]][len(days) > 1 or several(next(iter(days)))]
    together = len({day for said in days.values() for day in said}) == 1
    parties = list(days) if together else [on_days(who, said) for who, said in days.items()]
    value = one.get("value")
    clause = matter.clause
    if value:
        clause = clause.replace("{value}", caption_of(value, captions).rstrip("."))
    said = f"{enumerated(parties)} {verb} "
    if matter.subject and one["kind"] == "charge":
        said += f"{matter.subject} with {matter.noun}"
    elif matter.subject and one["kind"] == "conviction":
        said += f"{matter.subject} of {matter.noun}"
    elif matter.subject and one["kind"] == "admission":
        said += matter.noun
    elif one["kind"] == "conviction":
        said = f"{enumerated(parties)}, convicting, held {clause}"
    else:
        said += clause
    return said + behind(one, captions, dated=together)


def _listed(edge: View, captions: Captions, read: str | None) -> str:
    """The act, in the past: that an entry still stands is known of the day it was read only."""
    source, target = caption_of(edge["source"], captions), caption_of(edge["target"], captions)
    listed, delisted = edge.get("listed"), edge.get("delisted")
    said = f"Listed {when(text_of(listed))} under" if listed else "Listed under"
    said += f" {target}: {source}" + ("" if listed else " (no date in the source)")
    if delisted:
        said += f"; delisted {when(text_of(delisted))}"
    return f"{said}; list read: {read or 'day not kept'}."


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
