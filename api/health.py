"""Whether the server lives, and whether it can answer."""

from fastapi import APIRouter
from pydantic import BaseModel, Field

from api.routes import PREFIX
from api.store import StoreDep
from api.wire import VERSION
from queries.question import ceiling_of

router = APIRouter(prefix=PREFIX, tags=["health"])


class Alive(BaseModel):
    """The server answers."""

    status: str = Field("ok", description="Always ok: a server that is not says nothing.")


class Loaded(BaseModel):
    """A dataset in the store."""

    id: str = Field(description="Its id.")
    title: str = Field(description="Its title.")
    finished: bool = Field(description="Whether its last load came to its end.")


class Ready(BaseModel):
    """The store can be read."""

    status: str = Field("ready", description="Ready, or unfinished while a load is.")
    version: str = Field(description="Version of Clew.")
    store: str = Field(description="What kind of store it is.")
    snapshot: str = Field(description="Digest over all records.")
    ceiling: str = Field(description="The highest sensitivity that the store holds.")
    datasets: list[Loaded] = Field(description="What was loaded.")
    warnings: list[str] = Field(description="What to know about the store.")


@router.get("/healthz", operation_id="Healthz", summary="Whether the server lives")
def healthz() -> Alive:
    """Answers without asking the store."""
    return Alive(status="ok")


@router.get("/readyz", operation_id="Readyz", summary="Whether questions can be answered")
def readyz(store: StoreDep) -> Ready:
    """Reads the store; 503 where it cannot be read."""
    with store.read() as reader:
        loads = reader.loads()
        return Ready(
            status="ready" if all(load.finished for load in loads) else "unfinished",
            version=VERSION,
            store=store.url.partition("://")[0] if "://" in store.url else "embedded",
            snapshot=reader.snapshot(),
            ceiling=ceiling_of(reader.loads()),
            datasets=[
                Loaded(
                    id=load.dataset,
                    title=load.card.get("title", load.dataset),
                    finished=load.finished,
                )
                for load in loads
            ],
            warnings=list(store.warnings()),
        )
