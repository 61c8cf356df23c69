"""`GET /export`: the store, or the surroundings of some entities, as a file."""

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, ConfigDict, Field

from api.exporting.content import Content
from api.exporting.formats import STREAMS
from api.routes import PREFIX
from api.store import StoreDep
from graph.store import Store

router = APIRouter(prefix=PREFIX, tags=["export"])


# What a name ends with, where the format's own is not enough for whoever opens the file.
_MORE = {"ftm": ".json"}


class Format(StrEnum):
    """How it is written."""

    JSONL = "jsonl"
    JSON = "json"
    GRAPHML = "graphml"
    GEXF = "gexf"
    FTM = "ftm"
    CYPHER = "cypher"


class Export(BaseModel):
    """What is exported, and how."""

    model_config = ConfigDict(extra="forbid")

    format: Format = Field(
        Format.JSONL,
        description="One object a line (jsonl), one object (json), GraphML, GEXF, FollowTheMoney "
        "(ftm: its entities, one a line) or a Cypher script. Each says of every record how far it "
        "stands, who asserts it and who denies it; the file names what its format cannot hold.",
        examples=["graphml"],
    )
    id: list[str] = Field(
        [],
        max_length=500,
        description="Export only what is around these entities; none: the whole store.",
        examples=[["org.prevezon-holdings"]],
    )
    hops: int = Field(
        2,
        ge=0,
        le=4,
        description="How far around them; 0: exactly these, and the edges among them.",
        examples=[2],
    )


@router.get(
    "/export",
    operation_id="Export",
    summary="The store as a file",
    response_class=StreamingResponse,
    responses={
        200: {
            "description": "The file.",
            "content": {media.partition(";")[0]: {} for _, media in STREAMS.values()},
        }
    },
)
def export(store: StoreDep, asked: Annotated[Export, Query()]) -> StreamingResponse:
    """Everything with its evidence: an export says who asserts and who denies, as answers do."""
    _, media = STREAMS[asked.format]
    stream = _stream(store, asked)
    # What is wrong with the request shows at the first piece: before the status is sent.
    first = next(stream)
    name = f"clew.{asked.format}{_MORE.get(asked.format, '')}"
    return StreamingResponse(
        _from(first, stream),
        media_type=media,
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "Cache-Control": "private, no-cache",
        },
    )


export.parameters = tuple(Export.model_fields)  # type: ignore[attr-defined]


def _stream(store: Store, asked: Export) -> Iterator[bytes]:
    make, _ = STREAMS[asked.format]
    with store.read() as reader:
        yield from make(Content(reader, asked.id, asked.hops))


def _from(first: bytes, rest: Iterator[bytes]) -> Iterator[bytes]:
    yield first
    yield from rest
