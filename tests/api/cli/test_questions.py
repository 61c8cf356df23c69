"""Options come from the fields of the question, and mean the same as over HTTP."""

import click
import orjson
import pytest
from fastapi.testclient import TestClient

from api.catalogue import catalogue
from api.cli.questions import command, commands
from tests.api.conftest import Clew


@pytest.mark.parametrize("name", commands())
def test_every_parameter_is_an_argument_or_an_option(name: str) -> None:
    made = command(name)
    known = {one.name for one in made.params}
    for asked in commands()[name]:
        assert asked.question.model_fields.keys() <= known
    for one in made.params:
        if isinstance(one, click.Option):
            assert one.help, one.name


def test_a_command_answers_what_the_route_answers(clew: Clew, client: TestClient) -> None:
    """The same bytes but for the time it took."""
    run = clew(
        "paths", "org.treasury", "per.bob", "--inferred", "--kind", "Payment", "--direction",
        "out", "--max-hops", "4", "--cost", "evidence", "-f", "json",
    )  # fmt: skip
    path = "/api/v1/paths?source=org.treasury&target=per.bob&inferred=true&kind=Payment"
    answer = client.get(f"{path}&direction=out&max_hops=4&cost=evidence")
    told, answered = orjson.loads(run.out), answer.json()
    for one in (told, answered):
        del one["meta"]["took_ms"]
    assert told == answered
    assert told["paths"]


def test_more_ends_may_be_given_as_options(clew: Clew) -> None:
    """One of A to one of B."""
    words = ["per.ann", "evt.theft", "--source", "Bob Baker", "--mode", "shortest", "-f", "json"]
    run = clew("paths", *words)
    found = {one["nodes"][0] for one in orjson.loads(run.out)["paths"]}
    assert found == {"per.ann", "per.bob"}


def test_a_flag_chooses_between_the_questions_of_a_command(clew: Clew) -> None:
    assert "groups" in orjson.loads(clew("neighbors", "per.bob", "--summary", "-f", "json").out)
    assert "results" in orjson.loads(clew("neighbors", "per.bob", "-f", "json").out)


def test_an_option_of_the_other_question_is_refused(clew: Clew) -> None:
    run = clew("neighbors", "per.bob", "--summary", "--order", "date")
    assert run.code == 2
    assert "--order does not go with neighbors --summary" in run.err


def test_no_path_is_an_answer_with_segments_and_gaps(clew: Clew) -> None:
    """It says how far it looked, and what the inferences would join."""
    run = clew("paths", "org.treasury", "per.bob", "--kind", "Payment", "--direction", "out")
    assert run.code == 0
    for said in (
        "No path; segments that touch the ends",
        "Treasury of Ruritania → Red Shell Ltd",
        "Blue Shell Ltd → Bob Baker",
        "gap.one: The two shells are not shown to be one.",
        "The best route there would be, if the inferred joins held",
        "Why: They share a name. (idn.shells.c1)",
        "No path of up to 6 hops was found",
    ):
        assert said in run.out


def test_nothing_around_two_ends_is_nothing_found(clew: Clew) -> None:
    run = clew("paths", "prg.act", "org.treasury", "--kind", "Control")
    assert run.code == 1
    assert "Nothing found." in run.out
    assert "No path of up to 6 hops was found" in run.out


def test_the_catalogue_gives_every_command_one_question_without_flags() -> None:
    for name, asked in commands().items():
        assert [one.flags for one in asked].count(()) == 1, name
    assert sum(map(len, commands().values())) == sum(
        bool(one.command) for one in catalogue().values()
    )
