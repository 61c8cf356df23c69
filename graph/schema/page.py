"""docs/ontology.md: every kind, its fields and its claims, in the words of the declarations."""

from collections.abc import Callable, Iterable, Mapping
from enum import EnumMeta
from inspect import cleandoc
from types import NoneType
from typing import Annotated, Literal, TypeVar, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from graph.evidence import KINDS_OF, RUNG_OF, TIER, Claim, ClaimKind, Gap, Outcome, Source, capped
from graph.ontology import EDGE_KINDS, NODE_KINDS, RUNGS, Edge, Ladder, Name, Node
from graph.ontology.record import COMPUTED, Claimed, RefersTo
from graph.ontology.values import CountryCode
from graph.schema.case_file import TEXT_FORMS

KindT = TypeVar("KindT", bound=Node | Edge)

_HEAD = """\
# Ontology

*Rendered from `graph/ontology` and `graph/evidence` by `make generate`; change the classes, not
this page.*

Names are FollowTheMoney's, the dictionary of Aleph and OpenSanctions, wherever it has one. A
record (node or edge) is what is talked about; a [claim](#claims) says something about it, citing
a [source](#sources), and decides [how far it is established](#rungs).
"""


def ontology_markdown() -> str:
    """The page, in Markdown; the same at every call."""
    parts = [
        _HEAD,
        "## Nodes\n",
        _overview(NODE_KINDS.values(), _labels),
        "Every node has\n",
        _table(Node.model_fields),
        *(_node(kind) for kind in NODE_KINDS.values()),
        "## Edges\n",
        _overview(EDGE_KINDS.values(), lambda kind: f"`{arrow(kind)}`"),
        "Every edge has\n",
        _table(Edge.model_fields),
        *(_edge(kind) for kind in EDGE_KINDS.values()),
        _claims(),
        _rungs(),
        _section("Sources", Source),
        _section("Gaps", Gap),
        _values(),
    ]
    return "\n".join(parts)


def arrow(kind: type[Edge]) -> str:
    """An edge as Cypher would draw it.

    Example:
        >>> arrow(EDGE_KINDS["Ownership"])
        '(:LegalEntity)-[:OWNS]->(:LegalEntity|Asset)'
    """
    start, end = ("|".join(one.labels()[-1] for one in ends) for ends in kind.joins)
    return f"(:{start})-[:{kind.verb}]->(:{end})"


def _labels(kind: type[Node]) -> str:
    return "`:" + ":".join(kind.labels()) + "`"


def _overview(kinds: Iterable[type[KindT]], shape: Callable[[type[KindT]], str]) -> str:
    rows = [
        (f"[{one.kind_name()}](#{one.kind_name().lower()})", shape(one), f"`{one.prefix}.`",
         _first_line(one))
        for one in kinds
    ]  # fmt: skip
    return _grid(("kind", "in the graph", "ids", "what it is"), rows)


def _node(kind: type[Node]) -> str:
    parts = [f"### {kind.kind_name()}\n", _prose(kind), f"{_labels(kind)}, ids `{kind.prefix}.…`."]
    if kind.connector:
        parts.append(
            "A *connector*: an end of a path, never its middle unless asked for, since it joins "
            "people by accident."
        )
    return _with_fields(parts, kind, Node)


def _edge(kind: type[Edge]) -> str:
    both = ", symmetric" if kind.symmetric else ""
    ladder = "conduct" if kind.ladder is Ladder.CONDUCT else "facts"
    parts = [
        f"### {kind.kind_name()}\n",
        _prose(kind),
        f"`{arrow(kind)}`{both}, ids `{kind.prefix}.…`, on the ladder of {ladder}.",
    ]
    return _with_fields(parts, kind, Edge)


def _with_fields(parts: list[str], kind: type[Node | Edge], base: type[BaseModel]) -> str:
    own = {
        name: info for name, info in kind.model_fields.items()
        if name not in base.model_fields and name != "kind"
    }  # fmt: skip
    text = "\n\n".join([parts[0].strip(), *parts[1:]]) + "\n"
    return f"{text}\n{_table(own)}" if own else text


def _claims() -> str:
    kinds = [
        (f"`{one}`", " and ".join(_LADDER_WORDS[on] for on in Ladder if one in KINDS_OF[on]))
        for one in ClaimKind
    ]
    return "\n".join(
        [
            "## Claims\n",
            _prose(Claim) + "\n",
            _table(Claim.model_fields),
            "Which kind of claim a ladder takes:\n",
            _grid(("kind of claim", "ladder"), kinds),
        ]
    )


_LADDER_WORDS = {Ladder.FACT: "facts", Ladder.CONDUCT: "conduct"}


_TIERS = """\
Tiers: 0 weak (refuted, only denied, or inferred alone), 1 claimed, 2 recorded, 3 decided.
"""


def _rungs() -> str:
    """The rung table, the tiers and the caps, each computed by what applies them."""
    table = [
        (_LADDER_WORDS[ladder], f"`{kind}`", f"`{rung}`", str(TIER[rung]))
        for (ladder, kind), rung in RUNG_OF.items()
    ]
    ladders = [
        f"- {_LADDER_WORDS[ladder]}: " + " < ".join(f"`{one}`" for one in rungs)
        for ladder, rungs in RUNGS.items()
    ]
    caps = [(f"`{outcome}`", *(_cap(ladder, outcome) for ladder in Ladder)) for outcome in Outcome]
    return "\n".join(
        [
            "## Rungs\n",
            "A wire and a crime are not proved alike: a kind, or a field, stands on one ladder.\n",
            *ladders,
            "",
            _grid(("ladder", "kind of claim", "rung", "tier"), table),
            _TIERS,
            "An outcome caps the claims that it acts on, and only those:\n",
            _grid(("outcome", *(f"on {_LADDER_WORDS[one]}" for one in Ladder)), caps),
        ]
    )


def _cap(ladder: Ladder, outcome: Outcome) -> str:
    top = RUNGS[ladder][-1]
    rung = capped(ladder, top, outcome)
    if rung is None:
        return "does not count"
    return "no change" if rung is top else f"at most `{rung}`"


def _section(title: str, model: type[BaseModel]) -> str:
    return f"## {title}\n\n{_prose(model)}\n\n{_table(model.model_fields)}"


def _values() -> str:
    parts = ["## Values\n"]
    models: list[type[BaseModel]] = [*TEXT_FORMS, Name]
    parts += [f"### {model.__name__}\n\n{_prose(model)}\n" for model in models]
    return "\n".join(parts)


def _table(fields: Mapping[str, FieldInfo]) -> str:
    rows = [
        (f"`{name}`", _type(info), _told(info))
        for name, info in fields.items()
        if name not in COMPUTED
    ]
    return _grid(("field", "value", "what it says"), rows)


def _told(info: FieldInfo) -> str:
    told = info.description or ""
    claimed = next((mark for mark in info.metadata if isinstance(mark, Claimed)), None)
    if claimed:
        on = ", on the ladder of conduct" if claimed.ladder is Ladder.CONDUCT else ""
        told += f" Given by claims alone{on}."
    return told


def _type(info: FieldInfo) -> str:
    """The type of a field in words, with `required` where it is."""
    refers = any(isinstance(mark, RefersTo) for mark in info.metadata)
    words = _words_of(info.annotation, refers=refers)
    return f"{words}, required" if info.is_required() else words


def _words_of(annotation: object, *, refers: bool = False) -> str:
    origin, inner = get_origin(annotation), get_args(annotation)
    if annotation == CountryCode:
        words = "country code"
    elif origin is Annotated:
        marked = any(isinstance(mark, RefersTo) for mark in inner[1:])
        words = _words_of(inner[0], refers=refers or marked)
    elif NoneType in inner:
        rest = [one for one in inner if one is not NoneType]
        words = " or ".join(_words_of(one, refers=refers) for one in rest)
    elif origin is tuple:
        words = f"list of {_words_of(inner[0], refers=refers)}"
    elif origin is Literal:
        words = _choice(inner)
    elif isinstance(annotation, EnumMeta):
        words = _choice(annotation.__members__.values())
    elif annotation is str:
        words = "id" if refers else "text"
    else:
        words = "true or false" if annotation is bool else getattr(annotation, "__name__", "")
    return words


def _choice(options: Iterable[object]) -> str:
    listed = [f"`{one}`" for one in options]
    return listed[0] if len(listed) == 1 else "one of " + ", ".join(listed)


def _grid(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join("| " + " | ".join(_cell(one) for one in row) + " |" for row in lines) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _first_line(model: type[object]) -> str:
    return cleandoc(model.__doc__ or "").partition("\n\n")[0].replace("\n", " ")


def _prose(model: type[object]) -> str:
    return cleandoc(model.__doc__ or "")
