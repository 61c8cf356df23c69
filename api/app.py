"""The web application: `create_app` puts together what the other modules make."""

import gc
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from pathlib import Path

from fastapi import FastAPI

from api import health, page, pages, problems, schema
from api.exporting.route import router as export_router
from api.guard import Guard
from api.routes import question_routes
from api.wire import VERSION
from graph.settings import Settings
from graph.stores.opening import open_store


def create_app(settings: Settings | None = None, window: Path = page.STATIC) -> FastAPI:
    """The application over one store.

    Args:
        settings: How it runs; none: as the environment says.
        window: Where the built page lies; where there is none, `/` is the plain page.
    """
    settings = settings or Settings.read()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncGenerator[None]:
        store = open_store(settings.store, create=False)
        app.state.store = store
        # A large answer is thousands of small dictionaries and no rings of them: by its usual
        # thresholds the collector takes a fourth of the time, and finds hardly anything.
        usual = gc.get_threshold()
        gc.freeze()
        gc.set_threshold(50_000, 20, 50)
        try:
            yield
        finally:
            gc.set_threshold(*usual)
            gc.unfreeze()
            store.close()

    app = FastAPI(
        title="Clew",
        version=VERSION,
        summary="A knowledge graph for following money.",
        description=schema.DESCRIPTION,
        lifespan=lifespan,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        openapi_url="/openapi.json",
    )
    app.include_router(question_routes())
    app.include_router(export_router)
    app.include_router(health.router)
    page.mount(app, window)
    app.include_router(pages.router)
    pages.mount_assets(app)
    problems.explain(app)
    schema.document(app)
    app.add_middleware(Guard, settings=settings)
    return app
