"""The JSON Schema of case files, for editors and for checks without Clew."""

from functools import cache
from inspect import cleandoc
from typing import Any, get_args

from pydantic import AfterValidator, BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from graph.evidence import KINDS_OF, Claim, ClaimKind, Gap, Outcome, Source, claimable
from graph.ontology import (
    EDGE_KINDS,
    ID_PATTERN,
    NODE_KINDS,
    Amount,
    DateInterval,
    Identifier,
    Ladder,
    Name,
    Period,
    Record,
    Share,
)
from graph.ontology.balance import Balance
from graph.ontology.countries import COUNTRY_CODES
from graph.ontology.record import COMPUTED
from graph.ontology.values import CountryCode

Schema = dict[str, Any]
# A schema or a part of one.
Json = Any

# Known from the card and from where a claim stands, so a file never says it.
FILLED_IN = frozenset({"about", "dataset", "recorded_at"})

# Stands for a `$ref` to a definition of ours while pydantic renders, which knows its own alone.
_SHARED = "x-shared"
_TEXT: Schema = {"type": ["string", "number"]}

_NUMBER = r"\d+(\.\d+)?"
_WORDS = r'(\s+"[^"]*")?'
_POINT = (
    r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01])"
    r"(T([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,3})?)?)?)?)?"
)
_DATE = rf"({_POINT}(/({_POINT}|\.\.))?|\.\./{_POINT})~?{_WORDS}"
# The text forms, as regular expressions that every dialect reads alike. They promise less than
# the classes: that a day exists, or that an interval runs forward, only the loader sees.
TEXT_FORMS: dict[type[BaseModel], str] = {
    Amount: rf"^\s*((about|at least|at most)\s+)?{_NUMBER}(\s*\.\.\s*{_NUMBER})?"
    rf"\s+[A-Z]{{3}}{_WORDS}\s*$",
    Balance: rf"^\s*-?{_NUMBER}\s+[A-Z]{{3}}\s+(opening|closing)\s+\d{{4}}-\d\d-\d\d\s*$",
    DateInterval: rf"^\s*{_DATE}\s*$",
    Period: rf"^\s*({_DATE}|\.\.) to ({_DATE}|\.\.|now)\s*$",
    Share: rf"^\s*{_NUMBER}(\s*\.\.\s*{_NUMBER})?\s*%\s*$",
    Identifier: r"^\s*[a-z0-9-]+\s*:\s*[^\s].*$",
}


def case_schema() -> Schema:
    """The JSON Schema (draft 2020-12) of one case file: a list of records with their claims.

    Editors read an unquoted `2008` as a number and `true` as a truth value, so the schema takes
    those where Clew, which reads every scalar as text, takes the same characters.

    Returns:
        A schema with one definition for each kind and each text form, in the registry's order.
    """
    definitions: dict[str, Schema] = {"Id": {"type": "string", "pattern": ID_PATTERN}}
    definitions |= {model.__name__: _text_form(model) for model in TEXT_FORMS}
    definitions["Name"] = {"anyOf": [_TEXT, _object(Name)]}
    definitions["CountryCode"] = {"type": "string", "enum": sorted(COUNTRY_CODES)}
    definitions["Claim"] = _claim()
    kinds: dict[str, type[Record]] = {**NODE_KINDS, **EDGE_KINDS}
    for name, kind in kinds.items():
        definitions[name] = _record(kind)
    for model in (Source, Gap):
        definitions[model.__name__] = _object(model, "kind")
    named = [*kinds, "Source", "Gap"]
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A Clew case file",
        "description": "A list of records, each with the claims that it rests on.",
        "type": "array",
        "items": {
            "type": "object",
            "required": ["kind"],
            "properties": {"kind": {"enum": named}},
            # Not `oneOf`: a validator would report the misfits with all the other kinds.
            "allOf": [
                {
                    "if": {"properties": {"kind": {"const": name}}, "required": ["kind"]},
                    "then": {"$ref": f"#/$defs/{name}"},
                }
                for name in named
            ],
        },
        "$defs": definitions,
    }


class _InFiles(GenerateJsonSchema):
    """How values stand in a file: text forms as texts, nothing null, one for a list of one."""

    def model_schema(self, schema: core_schema.ModelSchema) -> JsonSchemaValue:
        """A value with a text form is that text."""
        if schema["cls"] in TEXT_FORMS:
            return {_SHARED: schema["cls"].__name__}
        return super().model_schema(schema)

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        """What is not known is left out."""
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        """Defaults that say something are told."""
        inner = self.generate_inner(schema["schema"])
        default = schema.get("default")
        return {**inner, "default": str(default)} if isinstance(default, str) and default else inner

    def bool_schema(self, schema: core_schema.BoolSchema) -> JsonSchemaValue:  # noqa: ARG002
        """True or false, quoted or not."""
        return {"enum": ["true", "false", True, False]}

    def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
        """An unquoted number is a text too."""
        found = super().str_schema(schema)
        if found.get("pattern") == ID_PATTERN:
            return {_SHARED: "Id"}
        return found if "pattern" in found else {**found, **_TEXT}

    def function_before_schema(
        self, schema: core_schema.BeforeValidatorFunctionSchema
    ) -> JsonSchemaValue:
        """A single value may stand without brackets."""
        found = super().function_before_schema(schema)
        return {"anyOf": [found["items"], found]} if found.get("type") == "array" else found

    def function_after_schema(
        self, schema: core_schema.AfterValidatorFunctionSchema
    ) -> JsonSchemaValue:
        """Countries are a closed list."""
        if schema["function"]["function"] is _CHECK_COUNTRY:
            return {_SHARED: "CountryCode"}
        return super().function_after_schema(schema)


_CHECK_COUNTRY = next(
    mark.func for mark in get_args(CountryCode) if isinstance(mark, AfterValidator)
)


def _text_form(model: type[BaseModel]) -> Schema:
    # An editor takes an unquoted year for a number.
    kind: Any = ["string", "integer"] if model is DateInterval else "string"
    return {"type": kind, "pattern": TEXT_FORMS[model], "description": _prose(model)}


def _prose(model: type[object]) -> str:
    return " ".join(cleandoc(model.__doc__ or "").split())


@cache
def _fields(model: type[BaseModel]) -> tuple[dict[str, Schema], dict[str, Schema]]:
    """The properties of a model as files write them, and the definitions they need."""
    rendered = model.model_json_schema(schema_generator=_InFiles)
    shared = rendered.pop("$defs", {})
    properties = {name: _bare(one) for name, one in rendered["properties"].items()}
    ours = {one.__name__ for one in TEXT_FORMS} | {"Name"}
    return properties, {name: _bare(one) for name, one in shared.items() if name not in ours}


def _bare(schema: Json) -> Json:
    """Without the titles that pydantic makes up from names, and with references to ours."""
    if isinstance(schema, dict):
        named = {"$ref": f"#/$defs/{schema[_SHARED]}"} if _SHARED in schema else {}
        return named | {
            key: _bare(one)
            for key, one in schema.items()
            if key != _SHARED and not (key == "title" and isinstance(one, str))
        }
    return [_bare(one) for one in schema] if isinstance(schema, list) else schema


def _object(model: type[BaseModel], *also: str, without: frozenset[str] = FILLED_IN) -> Schema:
    """A mapping with the fields of a model and no others."""
    properties, shared = _fields(model)
    required = [
        name
        for name, info in model.model_fields.items()
        if (info.is_required() or name in also) and name not in without
    ]
    found: Schema = {
        "type": "object",
        "description": _prose(model),
        "properties": {name: one for name, one in properties.items() if name not in without},
        "required": required,
        "additionalProperties": False,
    }
    inlined: Schema = _inlined(found, shared)
    return inlined


def _inlined(schema: Json, shared: dict[str, Schema]) -> Json:
    """A small shape that only one model uses (a taking back) stands where it is used."""
    if isinstance(schema, dict):
        name = str(schema.get("$ref", "")).removeprefix("#/$defs/")
        if name in shared:
            rest = {key: one for key, one in schema.items() if key != "$ref"}
            return {**_inlined(shared[name], shared), **rest}
        return {key: _inlined(one, shared) for key, one in schema.items()}
    return [_inlined(one, shared) for one in schema] if isinstance(schema, list) else schema


def _claim() -> Schema:
    """What holds for every claim, whatever it is about."""
    found = _object(Claim)
    outcome = {"properties": {"kind": {"const": "outcome"}}, "required": ["kind"]}
    inference = {"properties": {"kind": {"const": "inference"}}, "required": ["kind"]}
    denies = {"properties": {"stance": {"const": "denies"}}, "required": ["stance"]}
    found["allOf"] = [
        {
            "if": outcome,
            "then": {
                "properties": {"value": {"enum": [str(one) for one in Outcome]}},
                "required": ["value", "acts_on"],
            },
            "else": {
                "properties": {"acts_on": False},
                "dependentRequired": {"value": ["field"]},
                "anyOf": [{"not": {"required": ["field"]}}, {"required": ["value"]}, denies],
            },
        },
        {"if": inference, "then": {"required": ["by", "note"]}},
    ]
    return found


def _record(kind: type[Record]) -> Schema:
    """A kind with its claims: which fields they may give, and which kinds of claim carry them."""
    claimed = kind.claimed_fields()
    found = _object(kind, "kind", without=COMPUTED | claimed.keys())
    given = sorted(claimable(kind))
    rules: list[Schema] = [
        {"$ref": "#/$defs/Claim"},
        {"properties": {"field": {"enum": given}}},
        _kinds(kind.ladder, {"not": {"required": ["field"]}}),
    ]
    for ladder in Ladder:
        fields = [name for name in given if kind.ladder_of(name) is ladder]
        if fields:
            rules.append(_kinds(ladder, _about(fields)))
    forms, _ = _fields(kind)
    rules += [
        {
            "if": {
                "allOf": [_about([name]), {"not": {"properties": {"kind": {"const": "outcome"}}}}]
            },
            "then": {"properties": {"value": forms[name]}},
        }
        for name in given
        if "$ref" in forms[name] or "enum" in forms[name]
    ]
    found["properties"]["claims"] = {
        "type": "array",
        "description": "Who says so, citing what.",
        "items": {"allOf": rules},
        "contains": {"not": {"required": ["field"]}},
    }
    found["required"].append("claims")
    return found


def _about(fields: list[str]) -> Schema:
    return {"properties": {"field": {"enum": fields}}, "required": ["field"]}


def _kinds(ladder: Ladder, condition: Schema) -> Schema:
    allowed = [str(one) for one in ClaimKind if one in KINDS_OF[ladder]]
    return {"if": condition, "then": {"properties": {"kind": {"enum": allowed}}}}
