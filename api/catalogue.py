"""The whole catalogue of questions: importing a file of `queries/` enters its question."""

import pkgutil
import re
from functools import cache
from importlib import import_module
from typing import Any, get_type_hints

from pydantic.fields import FieldInfo

import queries
from queries.answers import Answered
from queries.question import QUESTIONS, EntityRef, Question

AnyQuestion = type[Question[Answered]]


@cache
def catalogue() -> dict[str, AnyQuestion]:
    """Every question by its name, in the order of the routes."""
    for module in pkgutil.iter_modules(queries.__path__):
        import_module(f"{queries.__name__}.{module.name}")
    return dict(sorted(QUESTIONS.items(), key=lambda one: (one[1].route, one[0])))


def in_path(question: AnyQuestion) -> tuple[str, ...]:
    """The parameters that stand in the question's route."""
    return tuple(re.findall(r"{(\w+)}", question.route))


def answer_type(question: AnyQuestion) -> Any:  # noqa: ANN401 - a type expression
    """The class of the question's answer."""
    return get_type_hints(question.answer)["return"]


def takes_entities(info: FieldInfo, mark: type[EntityRef] = EntityRef) -> bool:
    """Whether a parameter takes an entity, or several; or what another mark says."""
    inner = [
        one
        for part in getattr(info.annotation, "__args__", ())
        for one in getattr(part, "__metadata__", ())
    ]
    return any(isinstance(one, mark) for one in [*info.metadata, *inner])
