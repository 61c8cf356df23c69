"""One route for each question of the catalogue: nothing here knows any of them by name."""

import inspect
from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Body, Path, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, create_model

from api.catalogue import AnyQuestion, answer_type, catalogue, in_path
from api.problems import MEDIA_TYPE
from api.store import StoreDep
from api.wire import holds, tag_of, to_bytes
from graph.errors import BadRequest
from graph.store import Store
from queries.answers import Answered
from queries.question import Question, ask

PREFIX = "/api/v1"

_PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"description": text, "content": {MEDIA_TYPE: {"schema": {"$ref": _ref}}}}
    for _ref in ["#/components/schemas/Problem"]
    for status, text in {
        404: "No such record.",
        422: "The question cannot be asked so; `errors` lists why.",
        503: "The store cannot be used now.",
        504: "The question took too long.",
    }.items()
}


def question_routes() -> APIRouter:
    """The routes of the whole catalogue."""
    router = APIRouter(prefix=PREFIX)
    for name, question in catalogue().items():
        router.add_api_route(
            question.route,
            _endpoint(question),
            methods=[question.method],
            name=name,
            operation_id=name,
            summary=_summary(question),
            description=inspect.cleandoc(question.__doc__ or ""),
            response_model=answer_type(question),
            responses={
                200: {"description": "The answer."},
                304: {"description": "The answer is the one that `If-None-Match` names."},
                308: {"description": "An editor renamed a record; `Location` has its new id."},
                **_PROBLEMS,
            },
            tags=["questions"],
        )
    return router


def _summary(question: AnyQuestion) -> str:
    first = inspect.cleandoc(question.__doc__ or "").partition("\n\n")[0]
    return " ".join(first.split()).rstrip(".")


def _endpoint(question: AnyQuestion) -> Callable[..., Response]:
    """A function whose signature FastAPI reads: parameters checked, then asked, then bytes."""
    repeatable = {name for name, info in question.model_fields.items() if _many(info.annotation)}
    in_route = in_path(question)

    def endpoint(request: Request, store: Store, parameters: BaseModel, **path: str) -> Response:
        _refuse_extra(request, question, repeatable)
        if path:
            asked = question.model_validate({**parameters.model_dump(exclude_unset=True), **path})
        else:
            assert isinstance(parameters, question)  # noqa: S101 - FastAPI made it so
            asked = parameters
        known = request.headers.get("if-none-match", "") if request.method == "GET" else ""
        return _respond(ask(asked, store), asked, known)

    model: Any = _without(question, in_route) if in_route else question
    source: Any = Query() if question.method == "GET" else Body()
    annotations: dict[str, Any] = {
        "request": Request,
        "store": StoreDep,
        "parameters": Annotated[model, source],
        **{name: _path(question, name) for name in in_route},
    }
    signature = inspect.Signature(
        [
            inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=one)
            for name, one in annotations.items()
        ]
    )
    endpoint.__signature__ = signature  # type: ignore[attr-defined]
    endpoint.parameters = tuple(question.model_fields)  # type: ignore[attr-defined]
    endpoint.__name__ = question.__name__
    return endpoint


def _respond(answer: Answered, question: Question[Answered], known: str) -> Response:
    """The answer, or that it is the one the client has."""
    tag = tag_of(answer.meta, question)
    # The client may keep it, but asks each time whether it still holds.
    headers = {"ETag": tag, "Cache-Control": "private, no-cache"}
    if known and holds(tag, known):
        return Response(status_code=304, headers=headers)
    return Response(to_bytes(answer), headers=headers, media_type="application/json")


def _many(annotation: object) -> bool:
    return getattr(annotation, "__origin__", None) in {tuple, list, set, frozenset}


def _without(question: AnyQuestion, names: tuple[str, ...]) -> type[BaseModel]:
    """The question's parameters but for those in the path, which FastAPI looks for elsewhere."""
    rest: dict[str, Any] = {
        name: (info.annotation, info)
        for name, info in question.model_fields.items()
        if name not in names
    }
    config = ConfigDict(extra="forbid", frozen=True)
    return create_model(f"{question.__name__}Parameters", __config__=config, **rest)


def _path(question: AnyQuestion, name: str) -> Any:  # noqa: ANN401 - a type expression
    info = question.model_fields[name]
    return Annotated[str, Path(description=info.description, examples=info.examples)]


def _refuse_extra(request: Request, question: AnyQuestion, repeatable: set[str]) -> None:
    """What FastAPI lets pass: a single value given twice, and a query beside a body."""
    given = request.query_params
    if question.method == "POST":
        for name in given:
            raise BadRequest(name, "stands in the address; this question takes a JSON body")
    if len(given.multi_items()) > len(given):
        for name in given:
            if name not in repeatable and len(given.getlist(name)) > 1:
                raise BadRequest(name, "is given more than once, and takes one value")
