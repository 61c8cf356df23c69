"""From one item of a case file to a record and the claims about it, or to what is wrong with it."""

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from graph.errors import Fault
from graph.evidence import KINDS_OF, Claim, ClaimKind, Gap, Source, TakenBack, canonical, claimable
from graph.ontology import (
    EDGE_KINDS,
    ID_PATTERN,
    NODE_KINDS,
    Amount,
    DateInterval,
    Edge,
    Identifier,
    Ladder,
    Node,
    Period,
    Record,
    Share,
)
from graph.ontology.record import COMPUTED
from graph.schema import FILLED_IN
from loaders.case_folder.yaml_lines import Located, Tree

ModelT = TypeVar("ModelT", bound=BaseModel)

KINDS: dict[str, type[Node] | type[Edge] | type[Source] | type[Gap]] = {
    **NODE_KINDS,
    **EDGE_KINDS,
    "Source": Source,
    "Gap": Gap,
}
# Values with one text form, which is the only way to write them in a case.
_TEXT_FORMS = {Amount, DateInterval, Identifier, Period, Share}
_BOOLEANS = {"true": True, "false": False}
# What pydantic says in the words of Python, in the words of a case file.
_PLAINLY = {
    "string_type": "a text is expected here",
    "tuple_type": "a list is expected here, such as [one, two]",
    "model_type": "a text or a mapping is expected here",
    "dict_type": "a mapping is expected here",
    "string_too_short": "it is empty",
    "too_short": "it is empty",
}


@dataclass
class Draft:
    """One item of a case file: what it came to and where everything in it stands.

    Attributes:
        file: The file's name within the folder.
        item: The item as read, with its lines.
        record: The record; none where it is faulty.
        claims: The sound claims, by their place in the item's list.
        faults: What is wrong with it.
    """

    file: str
    item: Located
    record: Node | Edge | Source | Gap | None = None
    claims: dict[int, Claim] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    @property
    def id(self) -> str | None:
        """The id as written, also where the record is faulty."""
        data = self.item.data
        found = data.get("id") if isinstance(data, dict) else None
        return found if isinstance(found, str) else None

    def fault(self, detail: str, *place: str | int) -> None:
        """Note what is wrong at a place of the item."""
        named = f"{self.id}: {detail}" if self.id else detail
        self.faults.append(Fault(self.file, self.item.line(*place), named))


def draft(item: Located, file: str, dataset: str, recorded_at: str) -> Draft:
    """Read one item.

    Args:
        item: The item with its lines.
        file: The name of its file.
        dataset: The id on the folder's card: who brings the claims.
        recorded_at: The day on the card, kept with every claim.
    """
    made = Draft(file, item)
    data = item.data
    if not isinstance(data, dict):
        made.fault("a record is expected here: a mapping with `id` and `kind`")
        return made
    name = data.get("kind")
    kind = KINDS.get(name) if isinstance(name, str) else None
    written = {key: value for key, value in data.items() if key != "claims"}
    if kind is None:
        said = f"{name!r} is no kind{_meant(name, KINDS)}" if name else "`kind` is missing"
        made.fault(f"{said}; there are {', '.join(KINDS)}", "kind")
    elif issubclass(kind, Source | Gap):
        if "claims" in data:
            made.fault(f"a {name} takes no claims", "claims")
        made.record = _model(kind, written, {"dataset": dataset}, made)
    else:
        made.record = _model(kind, written, {}, made)
        _claims(kind, data.get("claims"), {"dataset": dataset, "recorded_at": recorded_at}, made)
    return made


def _claims(
    kind: type[Record], claims: "Tree | None", filled: Mapping[str, str], made: Draft
) -> None:
    if not isinstance(claims, list):
        made.fault("`claims` is missing: a list of who says so, citing what", "claims")
        return
    for number, one in enumerate(claims):
        claim = _claim(kind, one, number, filled, made)
        if claim:
            made.claims[number] = claim


def _claim(
    kind: type[Record], data: Tree, number: int, filled: Mapping[str, str], made: Draft
) -> Claim | None:
    place = ("claims", number)
    if not isinstance(data, dict):
        made.fault("a claim is expected here: a mapping", *place)
        return None
    # An id that is itself at fault is said once, at the record.
    about = made.id if made.id and re.match(ID_PATTERN, made.id) else "unknown"
    claim = _model(Claim, data, {**filled, "about": about}, made, *place)
    if claim is None:
        return None
    if about == made.id and not claim.id.startswith(f"{about}."):
        made.fault(f"the claim {claim.id!r} should be called {about}.…", *place, "id")
    ladder = kind.ladder_of(claim.field)
    if claim.kind not in KINDS_OF[ladder]:
        made.fault(_off_the_ladder(kind, claim, ladder), *place, "kind")
    return claim if claim.field is None else _valued(kind, claim, claim.field, made, *place)


def _valued(
    kind: type[Record], claim: Claim, name: str, made: Draft, *place: str | int
) -> Claim | None:
    """The claim with the value of its field in the one text form."""
    if name not in claimable(kind):
        known = ", ".join(sorted(claimable(kind)))
        made.fault(
            f"{claim.id}: no claim can give a {kind.kind_name()} a {name!r}"
            f"{_meant(name, claimable(kind))}; it can give {known}",
            *place,
            "field",
        )
        return None
    if claim.value is None or claim.kind is ClaimKind.OUTCOME:
        return claim
    try:
        _refuse_loose_boolean(kind, name, claim.value)
        value = canonical(kind, name, claim.value)
    except ValueError as error:
        made.fault(f"{claim.id}: {error}", *place, "value")
        return None
    return claim.model_copy(update={"value": value})


def _off_the_ladder(kind: type[Record], claim: Claim, ladder: Ladder) -> str:
    what = f"the field {claim.field!r}" if claim.field else kind.kind_name()
    nature = "conduct" if ladder is Ladder.CONDUCT else "a matter of fact"
    allowed = ", ".join(sorted(KINDS_OF[ladder]))
    return f"{claim.id}: {what} is {nature}, which no {claim.kind} carries; allowed are {allowed}"


def _model(
    model: type[ModelT],
    written: Mapping[str, Tree],
    filled: Mapping[str, str],
    made: Draft,
    *place: str | int,
) -> ModelT | None:
    """Validate a mapping; each thing that is wrong becomes a fault on the line of its key."""
    before = len(made.faults)
    data: dict[str, Any] = {}
    for key, value in written.items():
        if key in FILLED_IN and key in model.model_fields:
            made.fault(f"`{key}` is filled in when the case is loaded; leave it out", *place, key)
        elif key in COMPUTED and key in model.model_fields:
            made.fault(f"`{key}` is computed and never written", *place, key)
        elif key in _claimed(model):
            made.fault(f"`{key}` is given by a claim with `field: {key}` alone", *place, key)
        else:
            data[key] = _plain(model, key, value, made, *place, key)
    try:
        found = model.model_validate({**data, **filled})
    except ValidationError as error:
        for one in error.errors(include_url=False):
            made.fault(explained(one, model), *place, *one["loc"])
        return None
    return found if len(made.faults) == before else None


def _plain(model: type[BaseModel], key: str, value: Tree, made: Draft, *place: str | int) -> object:
    """A value as the model takes it: `true` and `false` as such, text forms as text."""
    info = model.model_fields.get(key)
    if info is None:
        return value
    if info.annotation is bool and isinstance(value, str):
        if value not in _BOOLEANS:
            made.fault(f"{key} is {value!r}; write true or false", *place)
        return _BOOLEANS.get(value, False)
    if isinstance(value, dict) and key == "taken_back":
        return {
            inner: _plain(TakenBack, inner, one, made, *place, inner)
            for inner, one in value.items()
        }
    many = value if isinstance(value, list) else [value]
    if any(isinstance(one, dict) for one in many) and _parts(info.annotation) & _TEXT_FORMS:
        made.fault(f"{key} is written as a text here, not as a mapping", *place)
        return None if info.default is None else ()
    return value


def _refuse_loose_boolean(kind: type[Record], name: str, value: str) -> None:
    """Pydantic takes `no`, `off` and `0` for false; a case does not."""
    if kind.model_fields[name].annotation is bool and value not in _BOOLEANS:
        msg = f"{name} is {value!r}; write true or false"
        raise ValueError(msg)


@cache
def _claimed(model: type[BaseModel]) -> frozenset[str]:
    return frozenset(model.claimed_fields()) if issubclass(model, Record) else frozenset()


def _parts(annotation: object) -> set[object]:
    """The classes in an annotation, such as DateInterval in `DateInterval | None`."""
    inner = get_args(annotation)
    return set().union(*map(_parts, inner)) if inner else {annotation}


def explained(error: ErrorDetails, model: type[BaseModel]) -> str:
    """What is wrong, in the words of a case file, with what would be right."""
    key = ".".join(str(part) for part in error["loc"])
    kind = error["type"]
    if kind == "missing":
        return f"`{key}` is missing"
    if kind == "extra_forbidden":
        known = _writable(model) if len(error["loc"]) == 1 else ()
        listed = f"; there are {', '.join(known)}" if known else ""
        return f"there is no `{key}` here{_meant(key, known)}{listed}"
    given = f" (it is {error['input']!r})" if isinstance(error["input"], str) else ""
    if kind == "string_pattern_mismatch":
        pattern = error.get("ctx", {}).get("pattern", "")
        return f"`{key}` does not have the form {pattern}{given}"
    said = _PLAINLY.get(kind) or error["msg"].removeprefix("Value error, ")
    if kind in {"literal_error", "enum"}:
        allowed = error.get("ctx", {}).get("expected", "")
        return f"`{key}` is {error['input']!r}; allowed are {allowed}"
    return f"`{key}`: {said}" if key else said


def _writable(model: type[BaseModel]) -> list[str]:
    hidden = COMPUTED | FILLED_IN | _claimed(model)
    return [name for name in model.model_fields if name not in hidden]


def _meant(word: object, known: Iterable[str]) -> str:
    """A guess at what was meant, in brackets."""
    close = difflib.get_close_matches(str(word), list(known), n=1)
    return f" (did you mean {close[0]!r}?)" if close else ""
