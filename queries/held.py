"""Whether an edge held on a day, from the view that the wire carries.

The classes of the ontology say which of an edge's dates bound it; here they are asked on a light
path, with values that were checked when they were written and are not checked again.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any, cast

from graph.ontology import EDGE_KINDS, DateInterval, Edge, Period, Span
from graph.ontology.dates import DatePrecision
from graph.store import View

_MOMENTS = ("date", "listed", "delisted", "ordered", "lifted")


def held(edge: View, day: str) -> str | None:
    """`certain`, `possible` or `undated`; none where it surely did not hold on the day.

    Args:
        edge: The edge as the wire carries it.
        day: YYYY-MM-DD. A day counts whole: what held for a part of it held on it.
    """
    span = span_of(edge)
    if span is None:
        return "undated"
    today = _interval(day, day, "day", circa=False)
    first, last = cast("int", today.first), cast("int", today.last)
    if (span.last is not None and span.last < first) or (
        span.first is not None and span.first > last
    ):
        return None
    if span.sure_from is None or span.sure_to is None:
        return "possible"
    return "certain" if span.sure_from <= last and first <= span.sure_to else "possible"


def span_of(edge: View) -> Span | None:
    """When an edge may have held and when it surely did; none where it has no date."""
    return EDGE_KINDS[edge["kind"]].span(cast("Edge", _Dates(edge)))


def undated(edge: View) -> bool:
    """Whether an edge has no date: what `span_of` would say, without reading one."""
    period = edge.get("period") or {}
    return not any(map(edge.get, _MOMENTS)) and "start" not in period and "end" not in period


class _Dates:
    """The dates of an edge, as attributes: all that `Edge.span` of any kind looks at."""

    def __init__(self, edge: View) -> None:
        self._edge = edge

    def __getattr__(self, name: str) -> DateInterval | Period | None:
        value = self._edge.get(name)
        if not isinstance(value, Mapping):
            return None
        if "precision" in value:
            return _date(value)
        return Period.model_construct(
            start=_date(value.get("start")), end=_date(value.get("end")),
            ongoing=value.get("ongoing", False),
        )  # fmt: skip


def _date(value: Mapping[str, Any] | None) -> DateInterval | None:
    if value is None:
        return None
    return _interval(
        value.get("earliest"), value.get("latest"), value["precision"],
        circa=value.get("circa", False),
    )  # fmt: skip


@lru_cache(maxsize=4096)
def _interval(
    earliest: str | None,
    latest: str | None,
    precision: DatePrecision,
    *,
    circa: bool,
) -> DateInterval:
    return DateInterval.model_construct(
        earliest=earliest, latest=latest, precision=precision, circa=circa
    )


def began(edge: View) -> str | None:
    """The first day on which an edge may have held, else the last, in ISO 8601 to order by."""
    dates = [edge[name] for name in _MOMENTS if edge.get(name)]
    period = edge.get("period") or {}
    dates += [period[name] for name in ("start", "end") if name in period]
    return next((one.get("earliest") or one.get("latest") for one in dates), None)
