"""The built page: `web/` as the package build leaves it in `api/static`, served under `/`.

`hatch_build.py` puts it there. An install without it (`CLEW_SKIP_WEB=1`) has the plain page of
`api.pages` in its place.
"""

from pathlib import Path

from fastapi import FastAPI
from fastapi.responses import FileResponse
from fastapi.staticfiles import StaticFiles
from starlette.responses import Response
from starlette.types import Scope

STATIC = Path(__file__).parent / "static"

# The page draws with WebGL in a canvas and sets styles by script, so neither scripts nor styles
# stand in its HTML. Pictograms pass through a blob on their way to the graphics card.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
    "connect-src 'self'; worker-src 'self' blob:; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
# A hashed name never means other bytes; everything else is asked for again.
_FOREVER = "public, max-age=31536000, immutable"
_FRESH = "no-cache"


class Hashed(StaticFiles):
    """Files whose names carry a hash of their bytes."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file, to be kept for good."""
        response = await super().get_response(path, scope)
        response.headers["Cache-Control"] = _FOREVER
        return response


def built(static: Path = STATIC) -> bool:
    """Whether the page was built into this install."""
    return (static / "index.html").is_file()


def mount(app: FastAPI, static: Path = STATIC) -> bool:
    """Serve the built page under `/`; before any other route for `/` is added.

    Returns:
        Whether there is a page to serve; if not, nothing was added.
    """
    if not built(static):
        return False

    @app.api_route("/", methods=["GET", "HEAD"], include_in_schema=False)
    def page() -> FileResponse:
        """The window: network, flow, timeline and table."""
        headers = {"Content-Security-Policy": POLICY, "Cache-Control": _FRESH}
        return FileResponse(static / "index.html", headers=headers)

    app.mount("/assets", Hashed(directory=static / "assets"), name="page-assets")
    app.mount("/icons", StaticFiles(directory=static / "icons"), name="page-icons")

    @app.get("/icon.svg", include_in_schema=False)
    def icon() -> FileResponse:
        """The mark of the page."""
        return FileResponse(static / "icon.svg", headers={"Cache-Control": _FRESH})

    @app.get("/licenses.md", include_in_schema=False)
    def licences() -> FileResponse:
        """The licences of the code that the page carries."""
        return FileResponse(static / "licenses.md", media_type="text/markdown; charset=utf-8")

    return True
