"""The built page stands under `/` with a strict policy; without it the plain page does."""

import asyncio
from pathlib import Path
from urllib.parse import unquote

import pytest
from fastapi.testclient import TestClient
from starlette.types import ASGIApp, Message

from api.app import create_app
from graph.settings import Settings
from graph.stores.opening import open_store


def window(folder: Path) -> Path:
    (folder / "assets").mkdir(parents=True)
    (folder / "icons").mkdir()
    (folder / "index.html").write_text("<!doctype html><title>the window</title>")
    (folder / "assets" / "index-1a2b.js").write_text("0")
    (folder / "icons" / "person.svg").write_text("<svg/>")
    return folder


def served(tmp_path: Path, static: Path) -> TestClient:
    open_store(tmp_path / "clew.db").close()
    app = create_app(Settings(store=str(tmp_path / "clew.db")), window=static)
    return TestClient(app, base_url="http://127.0.0.1:8000")


def test_the_window_stands_under_the_root_and_loads_nothing_from_elsewhere(tmp_path: Path) -> None:
    with served(tmp_path, window(tmp_path / "static")) as client:
        answer = client.get("/")
        assert "the window" in answer.text
        policy = answer.headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "script-src 'self';" in policy
        assert "unsafe" not in policy


def test_hashed_files_are_kept_for_good_and_the_page_is_asked_for_again(tmp_path: Path) -> None:
    with served(tmp_path, window(tmp_path / "static")) as client:
        assert "immutable" in client.get("/assets/index-1a2b.js").headers["cache-control"]
        assert client.get("/").headers["cache-control"] == "no-cache"


def test_without_a_built_window_the_plain_page_stands_there_and_says_why(tmp_path: Path) -> None:
    with served(tmp_path, tmp_path / "none") as client:
        page = client.get("/").text
        assert "Three questions to try" in page
        assert "CLEW_SKIP_WEB" in page


def raw(app: ASGIApp, path: str) -> tuple[int, bytes]:
    """Ask for a path as it stands: a client would tidy it up first."""
    sent: list[Message] = []

    async def receive() -> Message:
        return await asyncio.Future()  # no body, and nobody hangs up

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {
        "type": "http", "method": "GET", "path": unquote(path), "raw_path": path.encode(),
        "query_string": b"", "headers": [(b"host", b"127.0.0.1:8000")], "root_path": "",
        "scheme": "http", "http_version": "1.1", "server": ("127.0.0.1", 8000), "extensions": {},
    }  # fmt: skip

    async def whole() -> None:
        await app(scope, receive, send)

    asyncio.run(whole())
    return sent[0]["status"], b"".join(one.get("body", b"") for one in sent[1:])


@pytest.mark.parametrize(
    "path",
    [
        "/assets/../secret.txt",
        "/assets/../../secret.txt",
        "/assets/%2e%2e/%2e%2e/secret.txt",
        "/assets/..%2f..%2fsecret.txt",
        "/assets/..%5c..%5csecret.txt",
        "/icons/../index.html",
        "/icons/{folder}/secret.txt",
        "/icons/leads-out.txt",
    ],
)
def test_no_path_leads_out_of_the_folders(tmp_path: Path, path: str) -> None:
    static = window(tmp_path / "static")
    for folder in (tmp_path, static):
        (folder / "secret.txt").write_text("not for everybody")
    (static / "icons" / "leads-out.txt").symlink_to(tmp_path / "secret.txt")
    app = create_app(Settings(store=str(tmp_path / "clew.db")), window=static)
    assert raw(app, "/icons/person.svg") == (200, b"<svg/>")
    status, body = raw(app, path.format(folder=tmp_path))
    assert status == 404
    assert b"not for everybody" not in body


def test_a_missing_file_is_not_kept_for_good(tmp_path: Path) -> None:
    with served(tmp_path, window(tmp_path / "static")) as client:
        answer = client.get("/assets/index-0000.js")
        assert answer.status_code == 404
        assert "immutable" not in answer.headers.get("cache-control", "")
