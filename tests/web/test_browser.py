"""The page in a real browser, over the real case; and its pure modules under Vitest."""

import gzip
from pathlib import Path

import pytest

from api.cli import generate
from tests.web.conftest import WEB, Run, missing

NO_BROWSER = 3


def test_the_pure_modules_hold(node: Run) -> None:
    done = node("node_modules/vitest/vitest.mjs", "run")
    assert done.returncode == 0, done.stdout + done.stderr


def test_the_types_are_those_of_the_api(
    node: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A changed answer changes `web/src/api.d.ts`, and then the compiler looks at its readers."""
    schema, types = tmp_path / "openapi.json", tmp_path / "api.d.ts"
    assert generate.main(["--openapi"]) == 0
    schema.write_text(capsys.readouterr().out)
    done = node("node_modules/openapi-typescript/bin/cli.js", str(schema), "-o", str(types))
    assert done.returncode == 0, done.stderr
    assert types.read_text() == (WEB / "src/api.d.ts").read_text(), "run: make generate"


def test_the_scripts_are_under_their_cap(window: Path) -> None:
    """120 kB gzip, all of them: issue 7 sets it, and a page opened on a phone feels it."""
    sizes = [len(gzip.compress(one.read_bytes())) for one in window.rglob("*.js")]
    assert sizes
    assert sum(sizes) < 120_000


def test_the_journeys_succeed_in_a_browser(node: Run, address: str) -> None:
    """Every journey of `web/tests/journeys/`; pictures stay in `web/test-results/`."""
    done = node("tests/journeys.mjs", address, "test-results")
    if done.returncode == NO_BROWSER:
        missing(done.stderr)
    assert done.returncode == 0, done.stdout + done.stderr
