"""Whether an edge held on a day: as the classes say, from the view alone."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from graph.ontology import EDGE_KINDS, Edge
from queries.held import began, held, span_of, undated

BOUNDED = {"Payment": "date", "Directorship": "period", "Judge": "date"}
DATES = ["2008", "2008-02", "2008-02-05", "2008~", "../2008-05", "2008-05/..", "2007-12/2008-03"]
PERIODS = ["2006 to 2011-03", "2006 to ..", ".. to 2010", "2006 to now", "../2010 to .."]


def view(kind: str, **values: str) -> tuple[Edge, dict[str, Any]]:
    edge = EDGE_KINDS[kind].model_validate({"id": "x", "source": "a", "target": "b", **values})
    return edge, edge.model_dump(mode="json", exclude_none=True)


@st.composite
def edges(draw: st.DrawFn) -> tuple[Edge, dict[str, Any]]:
    kind = draw(st.sampled_from(["Payment", "Directorship", "Judge", "Designation", "Restraint"]))
    fields = {"Designation": ["listed", "delisted"],
              "Restraint": ["ordered", "lifted"]}.get(kind) or [BOUNDED[kind]]  # fmt: skip
    texts = PERIODS if fields == ["period"] else DATES
    chosen = {name: draw(st.sampled_from([None, *texts])) for name in fields}
    return view(kind, **{name: text for name, text in chosen.items() if text})


@given(edges())
def test_the_light_path_says_what_the_classes_say(pair: tuple[Edge, dict[str, Any]]) -> None:
    edge, shown = pair
    assert span_of(shown) == edge.span()
    assert undated(shown) == (edge.span() is None)


@pytest.mark.parametrize(
    ("kind", "values", "said"),
    [
        ("Payment", {"date": "2008-02-15"}, "certain"),
        ("Payment", {"date": "2008-02"}, "possible"),
        ("Payment", {"date": "2008-02-15~"}, "possible"),
        ("Payment", {"date": "2008-02-16"}, None),
        ("Payment", {"date": "2008-02-14"}, None),
        ("Payment", {}, "undated"),
        ("Directorship", {"period": "2006 to 2011-03"}, "certain"),
        ("Directorship", {"period": "2008 to 2011-03"}, "possible"),
        # Since its end is unknown it may have ended the day after it began.
        ("Directorship", {"period": "2006 to .."}, "possible"),
        ("Directorship", {"period": "2008-02-15 to .."}, "certain"),
        ("Directorship", {"period": ".. to 2008-02-14"}, None),
        ("Designation", {"listed": "2007", "delisted": "2009"}, "certain"),
        ("Designation", {"listed": "2009"}, None),
    ],
)
def test_what_held_on_15_february_2008(kind: str, values: dict[str, str], said: str | None) -> None:
    assert held(view(kind, **values)[1], "2008-02-15") == said


@pytest.mark.parametrize(
    ("kind", "values", "day"),
    [
        ("Payment", {"date": "2008-02"}, "2008-02-01"),
        ("Payment", {"date": "../2008-05-03"}, "2008-05-03"),
        ("Directorship", {"period": "2006 to 2011"}, "2006-01-01"),
        ("Restraint", {"lifted": "2010-01-02"}, "2010-01-02"),
        ("Payment", {}, None),
    ],
)
def test_edges_are_ordered_by_when_they_may_have_begun(
    kind: str, values: dict[str, str], day: str | None
) -> None:
    assert began(view(kind, **values)[1]) == day
