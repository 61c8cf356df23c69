"""The pages for people: they work without a network, and their examples can be asked."""

import re
from html import unescape
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from api.app import create_app
from api.pages import EXAMPLES
from graph.settings import Settings
from graph.stores.opening import open_store
from loaders.load import load_case
from tests.api.conftest import HOST

CASE = Path(__file__).resolve().parents[2] / "cases" / "magnitsky"


@pytest.mark.parametrize("path", ["/", "/docs", "/problems"])
def test_a_page_takes_nothing_from_elsewhere(client: TestClient, path: str) -> None:
    """No address with a scheme or a host, but for this server's own."""
    page = client.get(path)
    assert page.status_code == 200
    assert page.headers["content-type"].startswith("text/html")
    assert not re.findall(
        r"""(?:src|href|url|action)\s*[=:(]\s*["']?\s*(?:https?:)?//""", page.text
    )
    assert not re.findall(r"https?://", page.text)


def test_everything_that_the_docs_page_loads_is_here(client: TestClient) -> None:
    page = client.get("/docs").text
    loaded = re.findall(r'(?:src|href)="(/[^"]+)"', page)
    assert {one.rpartition(".")[2] for one in loaded} == {"js", "css"}
    for one in [*loaded, "/openapi.json"]:
        assert client.get(one).status_code == 200
    assert "url: '/openapi.json'" in page
    # Else Swagger UI asks a validator on the internet about the document.
    assert '"validatorUrl": null' in page


def test_the_style_of_the_docs_page_is_whole(client: TestClient) -> None:
    """It names no font, image or import from elsewhere."""
    css = client.get("/docs/assets/swagger-ui.css").text
    assert len(css) > 10_000
    assert not re.findall(r"(?:url\(|@import)\s*[\"']?(?:https?:)?//", css)


def test_the_first_page_says_what_this_is_and_what_to_try(client: TestClient) -> None:
    page = client.get("/").text
    assert "A small world" in page
    tries = re.findall(r'<dt><a href="([^"]+)">', page)
    assert len(tries) == 3
    for one in tries:
        assert client.get(unescape(one)).status_code == 200


def test_the_three_questions_on_the_bundled_case_have_answers(tmp_path: Path) -> None:
    """Each of them finds something in the case that the project brings along."""
    store = open_store(tmp_path / "case.db")
    load_case(store, CASE)
    store.close()
    with TestClient(
        create_app(Settings(store=str(tmp_path / "case.db")), window=tmp_path / "no-window"),
        base_url=HOST,
    ) as client:
        page = unescape(client.get("/").text)
        for one in EXAMPLES:
            assert f'href="{one.path}"' in page
            found = client.get(one.path)
            assert found.status_code == 200
            body = found.json()
            assert body.get("paths") or body.get("results") or body["edges"]
