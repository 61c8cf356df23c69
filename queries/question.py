"""A question is an object: its parameters are its fields, its algorithm is `answer`.

The route, the command, the docs page and the parity test of a question follow from the class.
"""

import time
from abc import abstractmethod
from collections.abc import Callable, Iterable
from typing import ClassVar, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict

from graph.store import Load, Reader, Store
from queries.answers import Answered

AnswerT_co = TypeVar("AnswerT_co", bound=Answered, covariant=True)

# Every question, by the name of its class. A registry on the generic class itself would break
# pydantic while the class is being made.
QUESTIONS: dict[str, "type[Question[Answered]]"] = {}


class EntityRef:
    """Marks a parameter that takes an entity: an id, or on the command line also a name."""


class PaymentRef(EntityRef):
    """Marks a parameter that takes a payment too, by its id, with or without a part of it."""


class Question(BaseModel, Generic[AnswerT_co]):
    """One question about the graph.

    Attributes:
        route: Path under `/api/v1`, with `{id}` where a parameter stands in it.
        command: The command's words, such as `neighbors --summary`: the first is the command,
            a flag behind it chooses among the questions of one command.
        method: GET, or POST where the parameters may be many.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    route: ClassVar[str] = ""
    command: ClassVar[str] = ""
    method: ClassVar[Literal["GET", "POST"]] = "GET"

    @classmethod
    def __pydantic_init_subclass__(cls, **_: object) -> None:
        """Enter each concrete question into the catalogue."""
        if "route" in cls.__dict__:
            QUESTIONS[cls.__name__] = cls

    @abstractmethod
    def answer(self, reader: Reader) -> AnswerT_co:
        """The answer, from one consistent view of a store."""


def ask(
    question: Question[AnswerT_co],
    store: Store,
    clock: Callable[[], float] = time.perf_counter,
) -> AnswerT_co:
    """Ask a question of a store and say how the answer came about.

    A store without a snapshot over several statements may change while it is being asked. The
    question is then asked once more, and a second change is said in `meta.warnings`.
    """
    began = clock()
    with store.read() as reader:
        before = reader.snapshot()
        answer = question.answer(reader)
        after = reader.snapshot()
        moving = before != after
        if moving:
            before = after
            answer = question.answer(reader)
            after = reader.snapshot()
        meta, loads = answer.meta, reader.loads()
        meta.snapshot, meta.ceiling = after, ceiling_of(loads)
        if moving and before != after:
            meta.warnings.append("The store was being written to while it was asked.")
        meta.warnings += [
            f"The load of {load.dataset!r} has not finished: repeat it; until then answers "
            "may lack a part of it."
            for load in loads
            if not load.finished
        ]
        meta.warnings += store.warnings()
    meta.took_ms = round((clock() - began) * 1000, 3)
    return answer


def ceiling_of(loads: Iterable[Load]) -> str:
    """The highest sensitivity of a source that some dataset of the store was loaded with."""
    order = ("public", "case", "sealed")
    known = {load.card.get("ceiling", "public") for load in loads}
    return next(one for one in reversed(order) if one in known or one == order[0])
