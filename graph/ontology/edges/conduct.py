"""The two kinds about conduct. Their names are true at every rung: being accused is the fact."""

from typing import ClassVar, Literal

from pydantic import Field

from graph.ontology.ladder import Ladder
from graph.ontology.nodes import Event, LegalEntity
from graph.ontology.record import Edge
from graph.ontology.values import Period


class Accusation(Edge):
    """Somebody accuses the source of a part in the event; standing says how far it got."""

    # (:LegalEntity)-[:ACCUSED_OF]->(:Event)
    verb: ClassVar[str] = "ACCUSED_OF"
    ladder: ClassVar[Ladder] = Ladder.CONDUCT
    prefix: ClassVar[str] = "acu"
    joins: ClassVar = ((LegalEntity,), (Event,))
    specificity: ClassVar[int] = 2
    kind: Literal["Accusation"] = "Accusation"
    role: Literal[
        "organiser", "perpetrator", "accomplice", "beneficiary", "negligent_official", "launderer",
        "obstructer", "unspecified",
    ] = Field("unspecified", description="The role alleged.")  # fmt: skip
    words: str | None = Field(None, description="What is alleged, in neutral words.")


class Nomineeship(Edge):
    """The source is said to stand in the target's name."""

    # (:LegalEntity)-[:NOMINEE_OF]->(:LegalEntity)
    verb: ClassVar[str] = "NOMINEE_OF"
    ladder: ClassVar[Ladder] = Ladder.CONDUCT
    prefix: ClassVar[str] = "nom"
    joins: ClassVar = ((LegalEntity,), (LegalEntity,))
    specificity: ClassVar[int] = 2
    kind: Literal["Nomineeship"] = "Nomineeship"
    words: str | None = Field(None, description="What is alleged, in neutral words.")
    period: Period | None = Field(None, description="How long.")
