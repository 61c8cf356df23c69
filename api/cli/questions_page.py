"""docs/questions.md: every question with its route, its command and all of its parameters."""

import inspect
from typing import Any

from api.catalogue import AnyQuestion, catalogue, in_path
from api.cli.questions import SUBJECTS, own_first, properties

_HEAD = """\
# Questions

*Rendered from the catalogue in `queries/` by `make generate`; change the classes, not this page.*

Each question is one file in `queries/`, one route under `/api/v1`, one command of `clew`. The
command takes the same parameters, with dashes: `max_hops` is `--max-hops`. Where a parameter takes
an entity, the route takes an id, the command an id or a name that fits only one entity. An
unknown parameter, or a value that is none, is refused with what would be right. `-f json` prints
what the route answers; `--explain` lists the claims behind each line.
"""


def questions_markdown() -> str:
    """The page, in Markdown; the same at every call."""
    parts = [_HEAD, _overview()]
    parts += [_question(name, question) for name, question in catalogue().items()]
    return "\n".join(parts)


def _overview() -> str:
    rows = ["| question | route | command |", "| --- | --- | --- |"]
    for name, question in catalogue().items():
        command = f"`clew {question.command}`" if question.command else ""
        rows.append(f"| [{name}](#{name.lower()}) | `{_route(question)}` | {command} |")
    return "\n".join(rows) + "\n"


def _route(question: AnyQuestion) -> str:
    return f"{question.method} /api/v1{question.route}"


def _question(name: str, question: AnyQuestion) -> str:
    prose = inspect.cleandoc(question.__doc__ or "")
    lines = [f"## {name}\n", f"{prose}\n", f"`{_route(question)}`", ""]
    if question.command:
        lines += [f"`{_usage(question)}`", ""]
    told = properties(question)
    if told:
        lines += ["| parameter | what it is | default | example |", "| --- | --- | --- | --- |"]
        lines += [_row(one, told[one], question) for one in own_first(question)]
        lines.append("")
    return "\n".join(lines)


def _usage(question: AnyQuestion) -> str:
    name, *flags = question.command.split()
    subjects = [one.upper() for one in question.model_fields if one in SUBJECTS]
    return " ".join(["clew", name, *flags, *subjects])


def _row(name: str, told: dict[str, Any], question: AnyQuestion) -> str:
    inner = told.get("items", told)
    text = str(told.get("description", ""))
    choices = [f"`{one}`" for one in inner.get("enum", ())]
    if choices:
        text += f" One of {', '.join(choices)}."
    marks = [
        *(["in the path"] if name in in_path(question) else []),
        *(["may be repeated"] if told.get("type") == "array" else []),
    ]
    if marks:
        text += f" ({', '.join(marks)})"
    required = question.model_fields[name].is_required()
    example = (told.get("examples") or [""])[0]
    cells = [
        f"`{name}`",
        text,
        "*required*" if required else _code(told.get("default")),
        _code(example),
    ]
    return "| " + " | ".join(one.replace("|", "\\|") for one in cells) + " |"


def _code(value: object) -> str:
    """A value as one would type it."""
    if value in (None, "", []):
        return ""
    if isinstance(value, list):
        return " ".join(_code(one) for one in value)
    shown = str(value).lower() if isinstance(value, bool) else str(value)
    return f"`{shown}`"
