"""From errors to problems (RFC 9457): the one place where an error gets an HTTP status."""

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

import orjson
from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from pydantic import BaseModel, Field, ValidationError
from starlette.exceptions import HTTPException

from graph.errors import (
    BadRequest,
    ClewError,
    Conflict,
    Moved,
    NotFound,
    StoreTimeout,
    StoreUnavailable,
)

MEDIA_TYPE = "application/problem+json"
RETRY_AFTER = "5"


class ProblemError(BaseModel):
    """One thing that is wrong with a request."""

    parameter: str = Field(description="The parameter, or the place in the body.")
    detail: str = Field(description="What is wrong with it.")
    allowed: list[str] | None = Field(None, description="What would be right, where it is a list.")


class Problem(BaseModel):
    """Why a request was not answered (RFC 9457)."""

    type: str = Field(description="What sort of problem it is; the address explains it.")
    title: str = Field(description="The same in words.")
    status: int = Field(description="The HTTP status.")
    detail: str = Field(description="What happened here.")
    instance: str = Field(description="The request.")
    errors: list[ProblemError] | None = Field(None, description="Everything that is wrong.")


class Sort(NamedTuple):
    """A sort of problem."""

    name: str
    status: int
    title: str
    meaning: str


SORTS = {
    one.name: one
    for one in (
        Sort("not-found", 404, "Not found", "No record of this store has the id, or no route."),
        Sort("moved", 308, "Moved", "An editor renamed the record; `Location` has its new id."),
        Sort("bad-request", 422, "The question cannot be asked so",
             "A parameter is unknown, missing or wrong; `errors` lists all of them."),
        Sort("method", 405, "Wrong method", "The route is asked with another method."),
        Sort("conflict", 409, "Conflict", "It contradicts what the store holds."),
        Sort("too-large", 413, "Request body too large", "Ask for less at once."),
        Sort("wrong-host", 421, "Wrong host",
             "The Host header names none of the hosts that this server answers for."),
        Sort("unavailable", 503, "The store cannot be used now", "Try again later."),
        Sort("timeout", 504, "The question took too long",
             "Ask for fewer hops, fewer kinds or a shorter time."),
        Sort("refused", 400, "Request refused", "It is no request that this server takes."),
        Sort("internal", 500, "Something went wrong here", "A fault of Clew; its log has more."),
    )
}  # fmt: skip

# The most special first.
_BY_ERROR: tuple[tuple[type[ClewError], str], ...] = (
    (NotFound, "not-found"),
    (BadRequest, "bad-request"),
    (Conflict, "conflict"),
    (StoreTimeout, "timeout"),
    (StoreUnavailable, "unavailable"),
)
_BY_STATUS = {one.status: one.name for one in SORTS.values()}


def problem(
    name: str,
    detail: str,
    instance: str,
    errors: Sequence[Mapping[str, Any]] = (),
    headers: Mapping[str, str] | None = None,
) -> Response:
    """The answer that says why there is none."""
    sort = SORTS[name]
    body: dict[str, Any] = {
        "type": f"/problems#{name}",
        "title": sort.title,
        "status": sort.status,
        "detail": detail,
        "instance": instance,
    }
    if errors:
        body["errors"] = list(errors)
    return Response(
        orjson.dumps(body),
        sort.status,
        {"Cache-Control": "no-store", **(headers or {})},
        MEDIA_TYPE,
    )


def explain(app: FastAPI) -> None:
    """Let the app answer every error with a problem."""
    app.add_exception_handler(ClewError, _ours)
    app.add_exception_handler(RequestValidationError, _invalid)
    app.add_exception_handler(ValidationError, _invalid)
    app.add_exception_handler(HTTPException, _http)


def _instance(request: Request) -> str:
    query = request.scope.get("query_string", b"").decode("latin-1")
    return quote(request.url.path) + (f"?{query}" if query else "")


async def _ours(request: Request, error: Exception) -> Response:
    where = _instance(request)
    if isinstance(error, Moved):
        return _moved(request, error)
    for kind, name in _BY_ERROR:
        if isinstance(error, kind):
            errors = (
                [{"parameter": error.parameter, "detail": error.detail}]
                if isinstance(error, BadRequest)
                else ()
            )
            headers = {"Retry-After": RETRY_AFTER} if name == "unavailable" else None
            return problem(name, str(error), where, errors, headers)
    raise error  # what no request can bring about is a fault of ours: see `api.guard`


def _moved(request: Request, error: Moved) -> Response:
    """To the same question with the new id; a body cannot be redirected, so it is refused."""
    if request.method != "GET":
        found = {"parameter": "ids", "detail": f"{error} Ask again with the new id."}
        return problem("bad-request", str(error), _instance(request), [found])
    path = "/".join(error.new if one == error.old else one for one in request.url.path.split("/"))
    query = [
        (name, error.new if value == error.old else value)
        for name, value in request.query_params.multi_items()
    ]
    location = quote(path) + (f"?{urlencode(query)}" if query else "")
    return problem("moved", str(error), _instance(request), (), {"Location": location})


async def _invalid(request: Request, error: Exception) -> Response:
    found = error.errors() if isinstance(error, RequestValidationError | ValidationError) else []
    known = getattr(request.scope.get("endpoint"), "parameters", ())
    errors = [_told(one, known) for one in found]
    detail = "; ".join(f"{one['parameter']}: {one['detail']}" for one in errors[:3])
    if len(errors) > 3:  # noqa: PLR2004 - the rest is in `errors`
        detail += f"; and {len(errors) - 3} more"
    return problem("bad-request", detail, _instance(request), errors)


def _told(one: Mapping[str, Any], known: Iterable[str]) -> dict[str, Any]:
    """One of pydantic's errors in our words, with what would be right."""
    where, *place = one["loc"]
    # In the address a value has no number; and where a body is no JSON, its place is a column.
    named = [str(part) for part in place if where == "body" or isinstance(part, str)]
    name = ".".join(named) if place and isinstance(place[0], str) else str(where)
    if one["type"] == "extra_forbidden":
        near = difflib.get_close_matches(name, list(known), 1)
        hint = f"; did you mean {near[0]!r}?" if near else ""
        detail = f"is no parameter of this question{hint}"
        return {"parameter": name, "detail": detail, "allowed": sorted(known)}
    detail = str(one["msg"]).removeprefix("Value error, ")
    if one["type"] in {"literal_error", "enum"}:
        allowed = re.findall(r"'([^']*)'", str(one["ctx"]["expected"]))
        return {
            "parameter": name,
            "detail": f"{one['input']!r} is none of {', '.join(allowed)}",
            "allowed": allowed,
        }
    if one["type"] != "missing" and isinstance(one.get("input"), str | int | float):
        detail = f"{detail} (given: {str(one['input'])[:100]!r})"
    return {"parameter": name, "detail": detail}


async def _http(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else 500
    name = _BY_STATUS.get(status, "internal" if status >= 500 else "refused")  # noqa: PLR2004
    detail = {404: f"There is no {request.url.path} here; /docs lists what there is."}.get(
        status, str(getattr(error, "detail", SORTS[name].meaning))
    )
    headers = getattr(error, "headers", None)
    return problem(name, detail, _instance(request), (), headers)
