"""The built page stands under `/` with a strict policy; without it the plain page does."""

from pathlib import Path

from fastapi.testclient import TestClient

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


def test_without_a_built_window_the_plain_page_stands_there(tmp_path: Path) -> None:
    with served(tmp_path, tmp_path / "none") as client:
        assert "Three questions to try" in client.get("/").text


def test_the_lockfile_names_no_registry() -> None:
    text = Path("web/package-lock.json").read_text()
    assert '"resolved"' not in text
