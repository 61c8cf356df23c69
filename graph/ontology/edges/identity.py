"""Identity as a hypothesis: a hop like any other, which never merges records."""

from typing import ClassVar, Literal

from pydantic import Field

from graph.ontology.nodes import Entity
from graph.ontology.record import Edge, Ref


class Identity(Edge):
    """The two are, or are said not to be, the same; symmetric."""

    # (:Entity)-[:SAME_AS]->(:Entity)
    verb: ClassVar[str] = "SAME_AS"
    prefix: ClassVar[str] = "idn"
    joins: ClassVar = ((Entity,), (Entity,))
    symmetric: ClassVar[bool] = True
    specificity: ClassVar[int] = 1
    kind: Literal["Identity"] = "Identity"
    relation: Literal["same", "some_of", "one_of"] = Field(
        "same", description="The same, some of the target's members, or one of them."
    )
    gap: Ref | None = Field(None, description="The declared gap that this would bridge.")
