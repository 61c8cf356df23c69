"""The edges among given entities."""

from typing import ClassVar, Literal

from pydantic import Field

from graph.store import Reader
from graph.traversal import EDGE_BUDGET
from queries.answers import GraphAnswer, Limit
from queries.neighborhood import hide
from queries.parameters import Entity, Filters, present
from queries.picture import assemble, describe
from queries.question import Question


class Subgraph(Filters, Question[GraphAnswer]):
    """The edges of the asked kinds among given entities: a picture of exactly these nodes."""

    route: ClassVar[str] = "/subgraph"
    command: ClassVar[str] = "subgraph"
    method: ClassVar[Literal["GET", "POST"]] = "POST"

    ids: tuple[Entity, ...] = Field(
        min_length=1,
        max_length=10_000,
        description="The entities to show, in this order.",
        examples=[["org.bunicon-impex", "org.prevezon-holdings"]],
    )
    limit: int = Field(
        2000, ge=0, le=EDGE_BUDGET, description="How many edges at most.", examples=[2000]
    )

    def answer(self, reader: Reader) -> GraphAnswer:
        """The nodes as asked for, the edges by id."""
        ids = list(dict.fromkeys(self.ids))
        present(reader, ids)
        inside, whole = reader.within(ids, ids, self.edge_filter(), self.limit)
        inside.sort()
        picture = assemble(reader, ids, [link.id for link in inside], valid_at=self.valid_at)
        hide(reader, picture.nodes, inside)
        answer = GraphAnswer(picture.nodes, picture.edges)
        describe(answer.meta, picture)
        if not whole:
            answer.meta.truncated = True
            answer.meta.limits_hit.append(
                Limit("limit", f"More than {self.limit:,} edges join these nodes; the first by id.")
            )
        return answer
