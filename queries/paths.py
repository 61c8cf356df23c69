"""Paths: the chains that connect two parties, each hop with how far it is established."""

from dataclasses import dataclass, field
from typing import ClassVar

from pydantic import Field

from graph.errors import BadRequest
from graph.store import Reader
from queries.answers import GraphAnswer, Limit, Meta
from queries.around import look_around
from queries.costs import Cost
from queries.find_paths import STEP_BUDGET, Found, Mode, PathSearch
from queries.gaps import GapsAnswer, show_gaps
from queries.hops import Path, show_path
from queries.limits import budget_spent, hubs_not_passed
from queries.parameters import Directed, Entity, Filters, Page, Passing, present
from queries.picture import assemble, describe
from queries.question import Question


@dataclass(slots=True)
class PathsAnswer(GraphAnswer):
    """The paths, best first, and every node and edge on them.

    Attributes:
        paths: The chains; empty where nothing connects.
        gaps: Where nothing connects without inferences: the pieces and what lies between them.
    """

    paths: list[Path] = field(default_factory=list)
    gaps: GapsAnswer | None = None


class Paths(Directed, Filters, Passing, Page, Question[PathsAnswer]):
    """The chains that connect one of some entities to one of others, best first.

    Every edge is one hop, holding an account and identity too, and no chain passes an entity
    twice. An account and its holder join wherever payments are followed; the answer says where.
    Where nothing connects without inferred identities, the answer holds the pieces around either
    end, the declared gaps between them, and the best route that the inferences would join.
    """

    route: ClassVar[str] = "/paths"
    command: ClassVar[str] = "paths"

    source: tuple[Entity, ...] = Field(
        min_length=1,
        max_length=100,
        description="Where a path begins: one of these.",
        examples=[["org.russian-treasury"]],
    )
    target: tuple[Entity, ...] = Field(
        min_length=1,
        max_length=100,
        description="Where it ends: one of these. An entity that is also a source is connected "
        "to itself by a path of no hops.",
        examples=[["org.prevezon-holdings"]],
    )
    mode: Mode = Field(
        Mode.K,
        description="Every path of the least cost (shortest), the k best (k), or all up to "
        "max_hops (all), a page at a time.",
        examples=["k"],
    )
    k: int = Field(5, ge=1, le=1000, description="How many paths, where mode is k.", examples=[5])
    max_hops: int = Field(6, ge=1, le=12, description="The longest path that counts.", examples=[6])
    cost: Cost = Field(
        Cost.HOPS,
        description="Fewest hops first, or by evidence: fewest hops in tier 0 (weak), then 1 "
        "(claimed), 2 (recorded), 3 (decided), then fewest that rest on a single source.",
        examples=["evidence"],
    )
    via: tuple[Entity, ...] = Field(
        (),
        max_length=10,
        description="The path must pass all of these, in any order.",
        examples=[["org.bunicon-impex"]],
    )
    stop_at: tuple[Entity, ...] = Field(
        (),
        max_length=1000,
        description="Go no further than these: a path may begin or end there, never pass.",
        examples=[["org.banca-de-economii"]],
    )

    def answer(self, reader: Reader) -> PathsAnswer:
        """The page of paths, or what there is where there are none."""
        self._check(reader)
        search = self.search()
        found = search.find(reader)
        if not found.paths:
            return self._none(reader, search, found)
        page = found.paths[self.offset : self.offset + self.limit]
        nodes = list(dict.fromkeys(one for path in page for one in path.nodes))
        edges = list(dict.fromkeys(link.id for path in page for link in path.links))
        picture = assemble(reader, nodes, edges, valid_at=self.valid_at, route=True)
        views = {edge["id"]: edge for edge in picture.edges}
        paths = [show_path(path, views, found.repeats) for path in page]
        answer = PathsAnswer(picture.nodes, picture.edges, paths=paths)
        describe(answer.meta, picture)
        if len(found.paths) > self.offset + self.limit:
            answer.meta.truncated = True
            answer.meta.limits_hit.append(
                Limit("limit", f"More paths follow, from offset {self.offset + self.limit} on.")
            )
        both = sorted(search.sources & search.targets)
        answer.meta.warnings += [
            f"{one} is both a source and a target: a path of no hops joins it to itself."
            for one in both
        ]
        self._say_limits(reader, answer.meta, found)
        return answer

    def search(self) -> PathSearch:
        """What is searched for, in the terms of the search."""
        return PathSearch(
            sources=frozenset(self.source),
            targets=frozenset(self.target),
            mode=self.mode,
            wanted=self.k if self.mode is Mode.K else self.offset + self.limit + 1,
            max_hops=self.max_hops,
            cost=self.cost,
            direction=self.direction,
            edges=self.edge_filter(bridge=True),
            passage=self.passage(self.stop_at),
            via=frozenset(self.via),
        )

    def _check(self, reader: Reader) -> None:
        ends = {*self.source, *self.target}
        present(reader, [*ends, *self.via, *self.avoid, *self.stop_at])
        for one in self.avoid:
            if one in ends or one in self.via:
                raise BadRequest("avoid", f"{one} is also asked for; it cannot be both")
        for one in self.stop_at:
            if one in self.via and one not in ends:
                raise BadRequest("stop_at", f"a path via {one} has to pass it")

    def _none(self, reader: Reader, search: PathSearch, found: Found) -> PathsAnswer:
        around = look_around(
            reader,
            search,
            self.edge_filter(bridge=True, inferred=False),
            None if self.inferred else self.edge_filter(bridge=True, inferred=True),
        )
        picture = assemble(reader, around.nodes, around.edges, valid_at=self.valid_at, route=True)
        gaps = show_gaps(reader, around, self.direction, picture)
        answer = PathsAnswer(picture.nodes, picture.edges, gaps=gaps)
        describe(answer.meta, picture)
        hops = "1 hop" if found.looked == 1 else f"{found.looked} hops"
        stated = "" if self.inferred else " without inferences"
        detail = f"No path of up to {hops} was found{stated}; longer ones were not looked for."
        answer.meta.limits_hit.append(Limit("max_hops", detail))
        if around.cut:
            answer.meta.truncated = True
            answer.meta.limits_hit.append(
                Limit("segments", "More hangs on an end than is shown; the nearest is shown.")
            )
        self._say_limits(reader, answer.meta, found)
        return answer

    def _say_limits(self, reader: Reader, meta: Meta, found: Found) -> None:
        if not found.complete:
            meta.truncated = True
            meta.limits_hit.append(
                budget_spent(f"paths of up to {found.looked} hops were looked for")
            )
        if found.spent:
            meta.truncated = True
            meta.limits_hit.append(
                Limit(
                    "step_budget",
                    f"Listing stopped after {STEP_BUDGET:,} steps; these are the best of the "
                    "paths seen until then. Ask for fewer hops, or for mode=k.",
                )
            )
        meta.limits_hit += hubs_not_passed(reader, found.hubs, self.hub_limit)
