"""The command as a whole: what it lists, how it ends, and that it never shows a traceback."""

import subprocess
import sys
from pathlib import Path

import pytest

from api.catalogue import catalogue
from api.cli.exits import exit_of
from graph import errors
from tests.api.conftest import Clew

KEEPING = {"load", "serve", "doctor", "retract", "export", "backup", "restore", "completion",
           "version"}  # fmt: skip


def test_help_lists_every_question_and_every_other_command(clew: Clew) -> None:
    run = clew("--help")
    listed = {line.split()[0] for line in run.out.splitlines() if line.startswith("  ")
              and line.split()}  # fmt: skip
    assert run.code == 0
    assert {one.command.split()[0] for one in catalogue().values() if one.command} <= listed
    assert listed >= KEEPING
    assert "Exit codes:" in run.out


@pytest.mark.parametrize("name", ["paths", "neighbors", *sorted(KEEPING)])
def test_every_command_explains_itself(clew: Clew, name: str) -> None:
    run = clew(name, "--help")
    assert run.code == 0
    assert run.out.startswith(f"Usage: clew {name}")


def test_help_imports_neither_server_nor_drivers() -> None:
    """That keeps it quick: they alone take longer than everything else."""
    heavy = [
        "fastapi",
        "starlette",
        "uvicorn",
        "neo4j",
        "networkx",
        "rich",
        "sqlite3",
        "ruamel.yaml",
    ]
    code = (
        "import sys\nfrom api.cli.main import main\nmain(['--help'])\n"
        f"sys.exit(' '.join(one for one in {heavy} if one in sys.modules) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["show", "acu.ann"], 0, ""),
        (["search", "qqqq"], 1, ""),
        (["links", "per.nobody"], 1, "no entity 'per.nobody'"),
        (["links"], 2, "Missing argument"),
        (["nothing"], 2, "No such command"),
        (["links", "per.ann", "--hop", "9"], 2, "No such option"),
        (["links", "per.ann", "--hops", "9"], 2, "1<=x<=3"),
        (["links", "per.ann", "--direction", "oot"], 2, "'out', 'in', 'any'"),
        (["paths", "per.ann", "per.bob", "--valid-at", "2008-13-01"], 2, "--valid-at"),
        (["payments"], 2, "name who paid"),
        (["load", "no-such-folder"], 3, "no such folder"),
        (["status", "--store", "no-such.db"], 5, "Load a case first: clew load FOLDER"),
        (["status", "--store", __file__], 5, "no database"),
        (["serve", "--store", "no-such.db"], 5, "no store"),
    ],
    ids=lambda one: " ".join(one) if isinstance(one, list) else None,
)
def test_a_command_ends_with_the_code_that_fits(
    clew: Clew, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, words: list[str], code: int,
    said: str,
) -> None:  # fmt: skip
    """And says why in one sentence on standard error, with nothing on standard output."""
    monkeypatch.chdir(tmp_path)
    run = clew(*words)
    assert run.code == code, run.err
    assert said in run.err
    assert "Traceback" not in run.err
    if code > 1:
        assert run.out == ""


def test_every_error_of_ours_has_an_exit_code() -> None:
    """The codes are those that the documentation promises."""
    made: dict[errors.ClewError, int] = {
        errors.NotFound("entity", "x"): 1,
        errors.Ambiguous("x", []): 2,
        errors.Moved("x", "y"): 2,
        errors.BadRequest("x", "y"): 2,
        errors.FaultyInput([]): 3,
        errors.Conflict([]): 3,
        errors.VerificationFailed("x"): 4,
        errors.StoreUnavailable("x"): 5,
        errors.StoreLocked("x"): 5,
        errors.ForeignStore("x"): 5,
        errors.StoreTimeout("x"): 5,
    }
    assert {type(one): exit_of(one) for one in made} == {type(k): v for k, v in made.items()}


def test_the_store_may_be_named_before_or_behind_the_command(clew: Clew, own_world: Path) -> None:
    behind = clew("status", "--store", str(own_world))
    before = clew("--store", str(own_world), "status")
    assert behind.code == before.code == 0
    assert behind.out == before.out


def test_a_bad_setting_is_a_usage_error(clew: Clew, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLEW_PORT", "many")
    run = clew("status")
    assert run.code == 2
    assert "CLEW_PORT" in run.err


def test_the_version_is_printed(clew: Clew) -> None:
    assert clew("version").out.strip()[0].isdigit()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_printed_for_each_shell(clew: Clew, shell: str) -> None:
    run = clew("completion", shell)
    assert run.code == 0
    assert "_CLEW_COMPLETE" in run.out


def test_a_reader_that_has_enough_is_no_error(world: Path) -> None:
    """As in `clew export | head -1`."""
    command = [sys.executable, "-m", "api.cli.main", "--store", str(world), "export"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        said = process.stderr.read()
    assert b"Traceback" not in said
