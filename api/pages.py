"""The few pages for people: what this is, what each problem means, and the docs, all offline."""

from html import escape
from pathlib import Path
from typing import NamedTuple

import fastapi_standalone_docs
from fastapi import APIRouter, FastAPI
from fastapi.openapi.docs import get_swagger_ui_html
from fastapi.responses import HTMLResponse
from fastapi.staticfiles import StaticFiles

from api.problems import SORTS
from api.store import StoreDep
from api.wire import VERSION
from graph.store import Reader

router = APIRouter(include_in_schema=False)

# The package's own way to serve them patches FastAPI; we only want its files.
_ASSETS = Path(fastapi_standalone_docs.__file__).parent / "static" / "swagger"

_PAGE = """\
<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{title}</title>
<style>
body {{ font: 1.05rem/1.55 Georgia, serif; color: #222; background: #fff;
  max-width: 42rem; margin: 3rem auto; padding: 0 1rem }}
code {{ font: .9em/1.4 ui-monospace, monospace; overflow-wrap: anywhere }}
a {{ color: #14508c }}
dt {{ margin-top: .8rem; font-weight: bold }}
.small {{ font-size: .9rem; color: #555 }}
</style>
<main>
{body}
</main>
</html>
"""


class Example(NamedTuple):
    """A question to try; shown where the store holds what it asks about."""

    words: str
    path: str
    command: str
    needs: tuple[str, ...]


EXAMPLES = (
    Example(
        "Is there a route from the tax refund to Prevezon Holdings, and where are the gaps?",
        "/api/v1/paths?source=org.russian-treasury&target=org.prevezon-holdings&kind=Payment"
        "&direction=out",
        "clew paths org.russian-treasury org.prevezon-holdings --kind Payment --direction out",
        ("org.russian-treasury", "org.prevezon-holdings"),
    ),
    Example(
        "Who is linked to Denis Katsyv, and how?",
        "/api/v1/entities/per.denis-katsyv/links",
        'clew links "Denis Katsyv"',
        ("per.denis-katsyv",),
    ),
    Example(
        "What came into Bunicon-Impex, and what went out of it?",
        "/api/v1/neighborhood?id=org.bunicon-impex&hops=2",
        "clew neighborhood org.bunicon-impex",
        ("org.bunicon-impex",),
    ),
)
_ANYWHERE = (
    Example("What does this store hold?", "/api/v1/metadata", "clew status", ()),
    Example("Which kinds of things and relations are there?", "/api/v1/ontology",
            "clew ontology", ()),
    Example("What has changed in it?", "/api/v1/changes", "clew changes", ()),
)  # fmt: skip


def examples(reader: Reader) -> tuple[Example, ...]:
    """Three questions that this store can answer."""
    there = reader.nodes({one for example in EXAMPLES for one in example.needs})
    fitting = [one for one in EXAMPLES if there.keys() >= set(one.needs)]
    return (*fitting, *_ANYWHERE)[:3]


@router.get("/")
def home(store: StoreDep) -> HTMLResponse:
    """What this is, and three questions to try."""
    with store.read() as reader:
        loads = reader.loads()
        tries = examples(reader)
    titles = ", ".join(escape(load.card.get("title", load.dataset)) for load in loads)
    listed = "\n".join(
        f'<dt><a href="{escape(one.path)}">{escape(one.words)}</a></dt>\n'
        f"<dd><code>{escape(one.command)}</code></dd>"
        for one in tries
    )
    return _page(
        "Clew",
        f"""<h1>Clew</h1>
<p>A knowledge graph for following money: who is connected to whom, on what evidence, and where
the money went. Loaded here: {titles or "nothing yet"}.</p>
<p>Every line rests on claims, every claim cites a source. An allegation is shown with the one
who makes it, how far it got, and what was said against it.</p>
<h2>Three questions to try</h2>
<dl>
{listed}
</dl>
<p><a href="/docs">All questions, with every parameter</a> ·
<a href="/openapi.json">OpenAPI</a> · <a href="/api/v1/readyz">state of the store</a></p>
<p class="small">Clew {escape(VERSION)}. This install has no graphical page: it was made with
<code>CLEW_SKIP_WEB=1</code>, or without building the package. Installing it again without that
setting, or <code>make run</code>, builds the page.</p>""",
    )


@router.get("/problems")
def problem_list() -> HTMLResponse:
    """What each sort of problem means; their `type` leads here."""
    listed = "\n".join(
        f'<dt id="{one.name}">{escape(one.title)} ({one.status})</dt>\n'
        f"<dd>{escape(one.meaning)}</dd>"
        for one in SORTS.values()
    )
    return _page("Problems · Clew", f"<h1>Problems</h1>\n<dl>\n{listed}\n</dl>")


@router.get("/docs")
def docs() -> HTMLResponse:
    """The questions with all their parameters, to read and to try; nothing comes from elsewhere."""
    return get_swagger_ui_html(
        openapi_url="/openapi.json",
        title="Questions · Clew",
        swagger_js_url="/docs/assets/swagger-ui-bundle.js",
        swagger_css_url="/docs/assets/swagger-ui.css",
        swagger_favicon_url="data:,",
        swagger_ui_parameters={"validatorUrl": None, "defaultModelsExpandDepth": -1},
    )


def mount_assets(app: FastAPI) -> None:
    """Serve what the docs page is made of."""
    app.mount("/docs/assets", StaticFiles(directory=_ASSETS), name="docs-assets")


def _page(title: str, body: str) -> HTMLResponse:
    return HTMLResponse(_PAGE.format(title=escape(title), body=body))
