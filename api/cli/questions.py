"""Every question as a command: arguments and options are the fields of its model."""

import inspect
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, NamedTuple

import click
from pydantic import ValidationError

from api.catalogue import AnyQuestion, catalogue, takes_entities
from api.cli.asking import ask_and_write
from api.cli.desk import new_file, store_option
from api.cli.entities import complete
from api.cli.formats import FORMATS

# Where a parameter names what the question is about, it needs no dashes.
SUBJECTS = ("id", "ids", "q", "source", "target", "listing")
_ENDS = ("source", "target")
_SHORT = 40


class Asked(NamedTuple):
    """A question of a command: the flags that choose it, its class, and a line about it."""

    flags: tuple[str, ...]
    question: AnyQuestion
    summary: str


@cache
def commands() -> Mapping[str, tuple[Asked, ...]]:
    """The questions of each command, the one without flags first."""
    found: dict[str, list[Asked]] = {}
    for question in catalogue().values():
        if question.command:
            name, *flags = question.command.split()
            found.setdefault(name, []).append(Asked(tuple(flags), question, _summary(question)))
    return {name: tuple(sorted(many, key=lambda one: one.flags)) for name, many in found.items()}


def _summary(question: AnyQuestion) -> str:
    first = inspect.cleandoc(question.__doc__ or "").partition("\n\n")[0]
    return " ".join(first.split())


def command(name: str) -> click.Command:
    """The command of that name."""
    asked = commands()[name]
    parameters: dict[str, click.Parameter] = {}
    for one in asked:
        for parameter in _parameters(one.question):
            parameters.setdefault(str(parameter.name), parameter)
        for flag in one.flags:
            made = click.Option([flag], is_flag=True, help=one.summary)
            parameters.setdefault(str(made.name), made)
    arguments = [one for one in parameters.values() if isinstance(one, click.Argument)]
    options = [one for one in parameters.values() if not isinstance(one, click.Argument)]
    prose = inspect.cleandoc(asked[0].question.__doc__ or "")

    @click.pass_context
    def run(context: click.Context, /, **given: Any) -> int:  # noqa: ANN401 - click's values
        how = {key: given.pop(key) for key in ("form", "explain", "output")}
        question = _chosen(asked, given)
        return ask_and_write(context, question, _values(question, given), **how)

    return click.Command(
        name,
        callback=run,
        params=[*arguments, *options, *_output_options(), store_option()],
        help=prose,
        short_help=asked[0].summary,
    )


def _output_options() -> list[click.Option]:
    listed = "; ".join(f"{name}: {what}" for name, what in FORMATS.items())
    return [
        click.Option(
            ["-f", "--format", "form"], type=click.Choice(list(FORMATS)), default="table",
            help=f"How the answer is written. {listed}.",
        ),
        click.Option(["--explain"], is_flag=True, help="List the claims behind each line."),
        click.Option(
            ["-o", "--output"], metavar="FILE", callback=new_file,
            help="Write to a file instead of the terminal.",
        ),
    ]  # fmt: skip


@cache
def properties(question: AnyQuestion) -> dict[str, dict[str, Any]]:
    """What the question's JSON Schema says of each parameter, references followed."""
    schema = question.model_json_schema()
    definitions = schema.get("$defs", {})

    def followed(part: Mapping[str, Any]) -> dict[str, Any]:
        if "$ref" in part:
            part = {**definitions[part["$ref"].rpartition("/")[2]], **part}
        for option in part.get("anyOf", ()):
            if option.get("type") != "null":
                return {**followed(option), **part}
        return dict(part)

    return {name: followed(one) for name, one in schema.get("properties", {}).items()}


def own_first(question: AnyQuestion) -> list[str]:
    """Its parameters, those that are its own before those that it shares with others."""
    own = vars(question).get("__annotations__", {})
    return sorted(question.model_fields, key=lambda one: one not in own)


def _parameters(question: AnyQuestion) -> list[click.Parameter]:
    made: list[click.Parameter] = []
    for name in own_first(question):
        made += _subject(question, name) if name in SUBJECTS else [_option(question, name)]
    return made


def _subject(question: AnyQuestion, name: str) -> list[click.Parameter]:
    """What the question is about needs no dashes; of two ends, more may be added with them."""
    told, info = properties(question)[name], question.model_fields[name]
    pair = name in _ENDS and set(_ENDS) <= question.model_fields.keys()
    entity = takes_entities(info)
    argument = click.Argument(
        [name],
        nargs=-1 if told.get("type") == "array" and not pair else 1,
        required=info.is_required(),
        metavar=name.upper(),
        help=_told(told, "an id, or a name that fits only one" if entity else ""),
        shell_complete=complete if entity or name in {"id", "q"} else None,
    )
    if not pair:
        return [argument]
    text = f"One more {name}. {_told(told, '')}"
    more = click.Option(
        [f"--{name}", f"more_{name}"], multiple=True, help=text, shell_complete=complete
    )
    return [argument, more]


def _option(question: AnyQuestion, name: str) -> click.Option:
    told = properties(question)[name]
    many, flag = told.get("type") == "array", told.get("type") == "boolean"
    inner = told["items"] if many else told
    return click.Option(
        [f"--{name.replace('_', '-')}", name],
        type=None if flag else _type(inner),
        is_flag=flag,
        default=None,
        multiple=many,
        metavar=None if flag else _metavar(name, inner),
        help=_told(told, "") + ("  [may be repeated]" if many else ""),
        shell_complete=complete if takes_entities(question.model_fields[name]) else None,
    )


def _metavar(name: str, told: Mapping[str, Any]) -> str | None:
    """What stands behind an option; a long list of choices is told in its text instead."""
    if "pattern" in told:
        return "YYYY-MM-DD"
    choices = [str(one) for one in told.get("enum", ())]
    if choices and len("|".join(choices)) <= _SHORT:
        return None
    return name.upper().replace("_", "-") if choices or told.get("type") == "string" else None


def _type(told: Mapping[str, Any]) -> click.ParamType[Any]:
    if "enum" in told:
        return click.Choice([str(one) for one in told["enum"]])
    if told.get("type") == "integer":
        return click.IntRange(told.get("minimum"), told.get("maximum"))
    return click.STRING


def _told(told: Mapping[str, Any], hint: str) -> str:
    text = str(told.get("description", ""))
    if hint:
        text = f"{text.rstrip('.')}: {hint}."
    choices = [str(one) for one in told.get("items", told).get("enum", ())]
    if len("|".join(choices)) > _SHORT:
        text = f"{text} One of {', '.join(choices)}."
    usual = told.get("default")
    if usual in (None, [], False, ""):
        return text
    shown = " ".join(map(str, usual)) if isinstance(usual, list) else usual
    return f"{text}  [default: {shown}]"


def _chosen(asked: Sequence[Asked], given: dict[str, Any]) -> AnyQuestion:
    """The question that the flags choose; the flags are taken out of what was given."""
    flags = {flag: flag.removeprefix("--").replace("-", "_") for one in asked for flag in one.flags}
    set_ = {flag for flag, name in flags.items() if given.pop(name, False)}
    for one in reversed(asked):
        if set_ == set(one.flags):
            return one.question
    msg = f"{' and '.join(sorted(set_))} do not go together"
    raise click.UsageError(msg)


def _values(question: AnyQuestion, given: Mapping[str, Any]) -> dict[str, Any]:
    """What was given, by the question's own names; what was not given stays as usual."""
    values: dict[str, Any] = {}
    for name, value in given.items():
        if value is None or value == ():
            continue
        own = name.removeprefix("more_")
        if own not in question.model_fields:
            flags = f" {' '.join(question.command.split()[1:])}".rstrip()
            msg = f"--{own.replace('_', '-')} does not go with {question.command.split()[0]}{flags}"
            raise click.UsageError(msg)
        many = properties(question)[own].get("type") == "array"
        if many:
            values[own] = (*values.get(own, ()), *(value if isinstance(value, tuple) else (value,)))
        else:
            values[own] = value
    return values


def usage_error(error: ValidationError) -> click.UsageError:
    """A pydantic error as a usage error that names the option."""
    first = error.errors(include_url=False)[0]
    name = str(first["loc"][0]) if first["loc"] else ""
    option = name.upper() if name in SUBJECTS else f"--{name.replace('_', '-')}"
    detail = str(first["msg"]).removeprefix("Value error, ")
    return click.UsageError(f"{option}: {detail}" if name else detail)
