"""Whatever is asked, the API answers in its own forms: an answer, or a problem that says why."""

from typing import Any

from fastapi.testclient import TestClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from api.catalogue import catalogue, in_path
from api.cli.questions import properties
from tests.api.world import records

IDS = [one.id for one in records()]
# What people and programs send by mistake, and what they send on purpose.
ODD = [
    "", " ", "0", "-1", "1e9", "99999999999999999999", "null", "true", "[]", "{}", "..", "%00",
    "\x00", "é", "\U0001f600", "'", '"', "a" * 300, "2008-02-30", "2008-02-05", "0000-01-01",
    "9999-12-31", "' OR 1=1 --", "'}) DETACH DELETE n //", "<script>", "org.old-shell",
]  # fmt: skip


def values(told: dict[str, Any]) -> st.SearchStrategy[str]:
    """Right values, wrong ones, and ids that are there."""
    inner = told.get("items", told)
    right = [str(one) for one in inner.get("enum", ())]
    right += [str(one) for one in told.get("examples", ()) if not isinstance(one, list)]
    if inner.get("type") == "integer":
        right += ["1", "2", str(inner.get("maximum", 7)), str(inner.get("minimum", 0))]
    return st.one_of(
        st.sampled_from([*right, *IDS]), st.sampled_from([*ODD, *IDS]), st.text(max_size=20)
    )


@st.composite
def requests(draw: st.DrawFn) -> tuple[str, str, list[tuple[str, str]]]:
    """A method, a path and a query for some question, with parameters left out and made up."""
    question = draw(st.sampled_from(list(catalogue().values())))
    told = properties(question)
    path = f"/api/v1{question.route}"
    for name in in_path(question):
        ident = draw(st.sampled_from([*IDS, "no.such", "org.old-shell", "%F0%9F", "a b", "..%2F"]))
        path = path.replace(f"{{{name}}}", ident)
    query = []
    for name in told.keys() - set(in_path(question)):
        needed = question.model_fields[name].is_required()
        times = draw(st.integers(0, 2)) or (1 if needed and draw(st.booleans()) else 0)
        query += [(name, draw(values(told[name]))) for _ in range(times)]
    if draw(st.integers(0, 9)) == 0:
        query.append((draw(st.text(max_size=8)), draw(st.text(max_size=8))))
    return question.method, path, sorted(query)


@settings(
    max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(asked=requests())
def test_no_request_breaks_the_server(
    client: TestClient, asked: tuple[str, str, list[tuple[str, Any]]]
) -> None:
    """Never a 500, never a half answer; and what is refused names its parameter."""
    method, path, query = asked
    if method == "POST":
        body: dict[str, Any] = {}
        for name, value in query:
            body.setdefault(name, []).append(value)
        answer = client.post(path, json=body)
    else:
        answer = client.get(path, params=query, follow_redirects=False)
    assert answer.status_code in {200, 308, 404, 422}, answer.text
    told = answer.json()
    if answer.status_code == 200:
        assert told["meta"]["snapshot"]
    else:
        assert answer.headers["content-type"] == "application/problem+json"
        assert told["status"] == answer.status_code
        assert told["detail"]
        if answer.status_code == 422:
            assert all("parameter" in one and one["detail"] for one in told["errors"])


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(content=st.one_of(st.binary(max_size=60), st.text(max_size=60).map(str.encode)))
def test_no_body_breaks_the_server(client: TestClient, content: bytes) -> None:
    answer = client.post(
        "/api/v1/subgraph", content=content, headers={"Content-Type": "application/json"}
    )
    # 400 where the bytes are no text at all, 422 where they are no question.
    assert answer.status_code in {400, 422}
    assert answer.json()["detail"]
