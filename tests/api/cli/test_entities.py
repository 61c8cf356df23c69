"""An id or a name: never a silent pick, and help where nothing fits."""

from pathlib import Path

import orjson
import pytest
from click.shell_completion import ShellComplete

from api.cli import main as main_module
from tests.api.conftest import Clew


def test_a_name_that_fits_one_entity_is_taken_and_said(clew: Clew) -> None:
    run = clew("neighbors", "Ann Able", "-f", "json")
    assert run.code == 0
    assert "Ann Able = per.ann (Ann Able)" in run.err
    assert orjson.loads(run.out)["total"]["value"] == 3


def test_an_exact_id_goes_before_any_name(clew: Clew) -> None:
    """No word about it: it was meant so."""
    run = clew("neighbors", "org.shell")
    assert (run.code, run.err) == (0, "")


def test_a_name_that_fits_several_is_not_picked(clew: Clew) -> None:
    """Exit 2 with the candidates, an id each."""
    run = clew("links", "Shell")
    assert run.code == 2
    assert run.out == ""
    assert "'Shell' fits several entities" in run.err
    assert "org.shell     Red Shell Ltd (Company)" in run.err
    assert "org.shell-cy  Blue Shell Ltd (Company)" in run.err


def test_a_misspelt_name_is_suggested_and_not_taken(clew: Clew) -> None:
    """Exit 1 with what is nearest."""
    run = clew("links", "Bob Barker")
    assert run.code == 1
    assert "There is no entity 'Bob Barker'" in run.err
    assert "per.bob  Bob Baker (Person)" in run.err


def test_a_name_that_is_near_nothing_is_not_found(clew: Clew) -> None:
    run = clew("links", "Qqqqq")
    assert run.code == 1
    assert "There is no entity 'Qqqqq'" in run.err


def test_a_renamed_id_is_followed_and_said(clew: Clew) -> None:
    run = clew("neighbors", "org.old-shell")
    assert run.code == 0
    assert "org.old-shell = org.shell (Red Shell Ltd)" in run.err


def test_every_parameter_that_takes_an_entity_takes_a_name(clew: Clew) -> None:
    """Also where it may be repeated."""
    words = ["paths", "Treasury of Ruritania", "Bob Baker", "--inferred", "--avoid", "Ann Able",
             "--via", "Blue Shell Ltd", "-f", "json"]  # fmt: skip
    run = clew(*words)
    assert run.code == 0, run.err
    assert [one["edge"] for one in orjson.loads(run.out)["paths"][0]["hops"]] == [
        "pay.one", "idn.shells", "pay.two",
    ]  # fmt: skip


def test_show_takes_any_id_and_an_entity_s_name(clew: Clew) -> None:
    for words, title in (
        ("acu.ann", "Accusation · acu.ann"),
        ("acu.ann.c1", "Accusation · acu.ann"),
        ("Ann Able", "Ann Able · per.ann"),
        ("org.old-shell", "Red Shell Ltd · org.shell"),
    ):
        run = clew("show", words)
        assert run.code == 0, run.err
        assert run.out.startswith(title)
    assert clew("show", "Shell").code == 2
    assert clew("show", "Qqqq").code == 1


@pytest.mark.parametrize(
    ("typed", "beginning", "offered"),
    [
        (["links"], "Bob", ["per.bob"]),
        (["paths", "per.ann"], "shell", ["org.shell", "org.shell-cy"]),
        (["paths", "per.ann", "per.bob", "--avoid"], "org.shell-cy", ["org.shell-cy"]),
        (["links"], "B", []),
        (["links", "--store", "no-such.db"], "Bob", []),
        (["paths", "--mode"], "sh", ["shortest"]),
    ],
)
def test_a_shell_completes_ids_from_names(
    world: Path, monkeypatch: pytest.MonkeyPatch, typed: list[str], beginning: str,
    offered: list[str],
) -> None:  # fmt: skip
    """And never complains: a store that is not there offers nothing."""
    monkeypatch.setenv("CLEW_STORE", str(world))
    complete = ShellComplete(main_module.clew, {}, "clew", "_CLEW_COMPLETE")
    assert [one.value for one in complete.get_completions(typed, beginning)][: len(offered)] == (
        offered
    )
    if not offered:
        assert complete.get_completions(typed, beginning) == []
