"""No answer or export shows conduct without asserter, rung and denial: every route, walked."""

from collections import Counter
from typing import Any

import orjson
import pytest
from fastapi.testclient import TestClient

from api.catalogue import catalogue, in_path
from tests.api.conduct import CONDUCT, occurrences, spoken_in
from tests.api.conftest import Clew
from tests.api.world import SPOKEN, records

ENTITIES = [one.id for one in records() if type(one).__name__ in {"Person", "Company", "Event",
            "PublicBody", "SanctionProgram"}]  # fmt: skip
IDS = [*ENTITIES, "s.file", "gap.one", "acu.ann.c1",
       *(one.id for one in records() if hasattr(one, "target"))]  # fmt: skip
# How each required parameter is given; every id is tried where one id is wanted.
GIVEN: dict[str, list[Any]] = {
    "id": IDS,
    "ids": [ENTITIES],
    "source": ENTITIES,
    "target": ENTITIES,
    "q": ["Ann", "Bob", "shell", "theft"],
}
MORE: list[dict[str, Any]] = [{}, {"inferred": True}]
# What asks about payments takes their ids, not entities alone.
TRACED: dict[str, list[dict[str, Any]]] = {
    "Bounds": [{"source": ["pay.one"], "target": ["org.shell"]}],
    "Trace": [{"source": ["pay.one"]}, {"source": ["pay.two"]}, {"source": ["pay.one"],
              "direction": "back"}],
}  # fmt: skip


def askings(name: str) -> list[dict[str, Any]]:
    """Many ways to ask a question: each id, with and without inferences."""
    question = catalogue()[name]
    wanted = [one for one, info in question.model_fields.items() if info.is_required()]
    if name in {"Payments", "Coverage"}:
        wanted = ["source"]
    first = wanted[0] if wanted else None
    ways: list[dict[str, Any]] = [{first: one} for one in GIVEN[first]] if first else [{}]
    if name in TRACED:
        return TRACED[name]
    for other in wanted[1:]:
        ways = [{**way, other: one} for way in ways for one in GIVEN[other]]
    more = [one for one in MORE if one.keys() <= question.model_fields.keys()]
    return [{**way, **one} for way in ways for one in more]


def asked(client: TestClient, name: str, given: dict[str, Any]) -> Any:
    """The answer of a route, or none where there is no such record."""
    question = catalogue()[name]
    route = f"/api/v1{question.route}"
    for one in in_path(question):
        route = route.replace(f"{{{one}}}", given[one])
    rest = {key: value for key, value in given.items() if key not in in_path(question)}
    if question.method == "POST":
        answer = client.post(route, json=rest)
    else:
        answer = client.get(route, params=rest)
    if answer.status_code == 422:  # there is such a record, of a kind that this is not asked of
        assert [one["parameter"] for one in answer.json()["errors"]] == ["id"], answer.text
    assert answer.status_code in {200, 404, 422}, answer.text
    return answer.json() if answer.status_code == 200 else None


# What the walk must have met at least once on these routes; else it would prove nothing.
MET = {
    "Brief": {"line acu.ann", "line acu.bob", "line nom.bob", "edge des.bob.reason"},
    "Changes": {"edge acu.ann", "claim acu.ann.c1"},
    "Coverage": {"edge pay.one.proceeds_of"},
    "Bounds": {"edge pay.one.proceeds_of"},
    "Ledger": {"edge pay.one.proceeds_of"},
    "Links": {
        "edge acu.ann",
        "edge nom.bob",
        "edge pay.one.proceeds_of",
        "hop pay.one.proceeds_of",
    },
    "Neighborhood": {"edge acu.ann", "edge acu.bob", "edge nom.bob", "edge des.bob.reason"},
    "Neighbors": {"edge acu.ann", "edge acu.bob", "edge nom.bob", "edge pay.one.proceeds_of"},
    "Paths": {"edge acu.ann", "edge pay.one.proceeds_of", "hop pay.one.proceeds_of"},
    "Payments": {"edge pay.one.proceeds_of"},
    "Routes": {"edge pay.one.proceeds_of", "hop pay.one.proceeds_of"},
    "Show": {"edge acu.ann", "claim acu.bob.c1", "edge des.bob.reason"},
    "ShowEdge": {"edge acu.ann", "edge nom.bob", "claim pay.one.c6", "claim des.bob.c2"},
    "ShowEdgeClaims": {"claim acu.ann.c1", "claim pay.one.c6"},
    "ShowSource": {"edge acu.ann", "claim acu.bob.c1", "claim pay.one.c6"},
    "Subgraph": {"edge acu.ann", "edge acu.bob", "edge nom.bob", "edge des.bob.reason"},
    "Trace": {"edge pay.one.proceeds_of"},
}


@pytest.mark.parametrize("name", catalogue())
def test_no_answer_shows_conduct_alone(client: TestClient, name: str) -> None:
    """Each edge and field about conduct has its rung, who says it, and what is said against it."""
    met: Counter[str] = Counter()
    answered = 0
    for given in askings(name):
        found = asked(client, name, given)
        if found is not None:
            answered += 1
            met.update(occurrences(found))
    assert answered
    assert MET.get(name, set()) <= met.keys()


def test_the_walk_knows_every_question() -> None:
    """A new question whose parameters nobody gives here fails, instead of being left out."""
    for name in catalogue():
        assert askings(name)
    assert {"Accusation", "Nomineeship"} == CONDUCT


@pytest.mark.parametrize("broken", ["sentence", "evidence"])
def test_the_walk_would_find_a_naked_accusation(client: TestClient, broken: str) -> None:
    """The check itself can fail."""
    found = client.get("/api/v1/edges/acu.ann").json()
    assert occurrences(found)
    del found["edge"][broken]
    with pytest.raises((AssertionError, KeyError)):
        occurrences(found)
    with pytest.raises(AssertionError):
        spoken_in("acu.ann  Ann Able accused of The theft  alleged")


COMMANDS = [
    ["search", "Ann"],
    ["show", "acu.ann"],
    ["show", "per.ann"],
    ["show", "pay.one"],
    ["show", "des.bob"],
    ["show", "s.file"],
    ["show", "gap.one"],
    ["neighbors", "per.bob"],
    ["neighbors", "per.bob", "--summary"],
    ["payments", "org.treasury"],
    ["neighborhood", "per.ann", "--inferred"],
    ["subgraph", *ENTITIES],
    ["links", "per.bob"],
    ["links", "org.treasury", "--inferred"],
    ["paths", "org.treasury", "evt.theft", "--inferred"],
    ["paths", "org.treasury", "per.bob", "--kind", "Payment"],
    ["paths", "per.ann", "evt.theft", "--mode", "all"],
    ["routes", "org.treasury", "per.bob"],
    ["coverage", "org.treasury", "--of", "evt.theft"],
    ["flows"],
    ["flows", "org.treasury", "--by", "country"],
    ["ledger", "org.shell"],
    ["trace", "pay.one"],
    ["trace", "pay.two"],
    ["bounds", "pay.one", "org.shell"],
    ["brief", "per.ann"],
    ["brief", "per.bob"],
    ["timeline"],
    ["changes"],
    ["match"],
    ["ontology"],
    ["status"],
]
# Which records about conduct a table of these commands names, at least.
NAMED = {
    "show acu.ann": {"acu.ann"},
    "show pay.one": {"pay.one"},
    "show des.bob": {"des.bob"},
    "neighbors per.bob": {"acu.bob", "nom.bob", "des.bob"},
    "payments org.treasury": {"pay.one"},
    "neighborhood per.ann --inferred": set(SPOKEN),
    "paths org.treasury per.bob --kind Payment": {"pay.one"},
    "routes org.treasury per.bob": {"pay.one"},
    "coverage org.treasury --of evt.theft": {"pay.one"},
    "ledger org.shell": {"pay.one"},
    "trace pay.one": {"pay.one"},
    "paths per.ann evt.theft --mode all": {"acu.ann", "acu.bob", "nom.bob"},
    "brief per.ann": {"acu.ann", "nom.bob"},
    "brief per.bob": {"acu.bob", "nom.bob", "des.bob"},
    "changes": set(SPOKEN),
}


def test_every_command_is_walked() -> None:
    commands = {one.command.split()[0] for one in catalogue().values() if one.command}
    assert {words[0] for words in COMMANDS} == commands


@pytest.mark.parametrize("form", ["table", "md", "csv", "json", "jsonl"])
@pytest.mark.parametrize("words", COMMANDS, ids=" ".join)
@pytest.mark.parametrize("explain", [False, True], ids=["plain", "explained"])
def test_no_format_shows_conduct_alone(
    clew: Clew, words: list[str], form: str, explain: bool
) -> None:
    """In a text, wherever a record about conduct is named, its sentence stands as well."""
    run = clew(*words, "-f", form, *(["--explain"] if explain else []))
    assert run.code == 0, run.err
    if form == "json":
        told = orjson.loads(run.out)
        told.pop("claims", None)  # the claims behind it, as they were written
        met = occurrences(told)
    elif form == "jsonl":
        lines = [orjson.loads(line) for line in run.out.splitlines()]
        met = [one for it in lines if it["part"] != "claims" for one in occurrences(it)]
    elif form in {"csv", "md"}:
        # Each row speaks for itself: rows are what people cut out.
        rows = run.out.splitlines()
        met = [one for row in rows for one in (spoken_in(row) if _is_edge_row(row) else [])]
    else:
        met = spoken_in(run.out)
    if form in {"table", "md"}:
        assert NAMED.get(" ".join(words), set()) <= set(spoken_in(run.out))
    if form in {"json", "jsonl"} and " ".join(words) in NAMED:
        assert met


def _is_edge_row(row: str) -> bool:
    """A row that shows an edge: its relation or its kind stands in it."""
    marks = "accused of", "nominee of", "–paid→", "sanctioned under", "Accusation", "Nomineeship"
    return not row.startswith("#") and any(mark in row for mark in marks)
