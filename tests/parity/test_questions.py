"""Both stores answer every question of the catalogue alike, on random worlds.

By default on a few worlds, always the same. `CLEW_WORLDS` asks for more, each time others:
`CLEW_WORLDS=1000 python -m pytest tests/parity/test_questions.py` runs a thousand, in about half
an hour.
"""

import os
import random
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import orjson
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from api.catalogue import catalogue
from graph.errors import ClewError
from graph.ontology import Rung
from graph.store import Store
from graph.stores.opening import open_store
from graph.traversal import Direction
from queries.answers import Answered
from queries.changes import Changes
from queries.costs import Cost
from queries.find_paths import Mode
from queries.flow_shapes import Grouping
from queries.flows import Layers
from queries.metadata import Metadata
from queries.order import Order
from queries.question import Question, ask
from queries.tracing.periods import PeriodLength
from queries.tracing.transfers import Objective
from tests.parity.test_readers import history, outcome
from tests.parity.worlds import NODES, QUERIES, World, worlds
from tests.servers import Server

SOME_WORLDS = 6
Chance = random.Random
Asked = dict[str, Any]

ENTITIES = (*NODES, *NODES, "org.b-old", "org.nobody")
EDGES = (*(f"e.{number}" for number in range(18)), "e.no")
SOURCES = ("m.S1", "m.S2", "m.S3", "m.O1", "m.no")
DAYS = ("2007-12-31", "2008-02-05", "2008-03-01", "2008-12-31")
# Of the kinds that the worlds are made of, so that a filter finds something. Few combinations:
# each makes statements of its own, which take the server longer to plan than to answer.
KINDS = (
    ["Payment"],
    ["Payment", "UnknownLink", "Payment"],
    ["AccountHolder", "Payment", "Identity"],
    ["Accusation"],
)


def some(chance: Chance, values: Sequence[Any], least: int = 0, most: int = 2) -> list[Any]:
    """A few of the values, as a parameter that may be given several times."""
    return [chance.choice(values) for _ in range(chance.randint(least, most))]


def perhaps(chance: Chance, often: float, **offered: Sequence[Any]) -> Asked:
    """One value for some of these parameters; the others are left to their defaults."""
    return {
        name: chance.choice(values) for name, values in offered.items() if chance.random() < often
    }


def page(chance: Chance) -> Asked:
    return perhaps(chance, 0.4, limit=(1, 2, 5), offset=(0, 1, 3))


def filters(chance: Chance) -> Asked:
    asked = perhaps(
        chance, 0.2, min_standing=[*Rung], contested=("any", "record", "field"), valid_at=DAYS,
        after=DAYS, before=DAYS, undated=("include", "exclude"),
    )  # fmt: skip
    kinds = chance.choice(KINDS) if chance.random() < 0.3 else []
    return {**asked, "kind": kinds, "inferred": chance.random() < 0.5}


def directed(chance: Chance) -> Asked:
    return perhaps(chance, 0.7, direction=[*Direction])


def passing(chance: Chance) -> Asked:
    asked = perhaps(chance, 0.6, hub_limit=(0, 1, 2, 3, 4, 6))
    if chance.random() < 0.3:
        asked["avoid"] = some(chance, ENTITIES)
    if chance.random() < 0.3:
        asked["pass_through"] = ["Country"]
    return asked


def ident(*values: str) -> Callable[[Chance], Asked]:
    return lambda chance: {"id": chance.choice(values)}


def money(chance: Chance) -> Asked:
    """Filters of payments; nothing else has sums."""
    kind = {"kind": some(chance, ("Payment", "Payment", "Obligation"), 1, 2)}
    ends = {"source": some(chance, ENTITIES), "target": some(chance, ENTITIES)}
    more = perhaps(chance, 0.4, accounts=("include", "exclude"), order=[*Order])
    return {**filters(chance), **kind, **ends, **more}


def ends(chance: Chance) -> Asked:
    asked = {"source": some(chance, ENTITIES, 1), "target": some(chance, ENTITIES, 1)}
    asked |= perhaps(chance, 0.6, mode=[*Mode], k=(1, 2, 5, 20), max_hops=(1, 2, 3, 6, 12),
                     cost=[*Cost])  # fmt: skip
    if chance.random() < 0.2:
        asked["via"] = some(chance, NODES)
    if chance.random() < 0.2:
        asked["stop_at"] = some(chance, NODES)
    return asked


def moments(chance: Chance) -> Asked:
    asked = perhaps(
        chance, 0.3, after=DAYS, before=DAYS, undated=("include", "exclude"),
        inferred=(True, False), min_standing=[*Rung], bucket=("year", "month"),
    )  # fmt: skip
    kinds = some(chance, ("Payment", "Payment", "Event", "UnknownLink"))
    return {**asked, "id": some(chance, ENTITIES), "kind": kinds}


def money_asked(chance: Chance) -> Asked:
    """Which payments a question about the way of money looks at."""
    return perhaps(
        chance, 0.2, min_standing=[*Rung], contested=("any", "record", "field"), after=DAYS,
        before=DAYS, undated=("include", "exclude"), inferred=(True, False),
    )  # fmt: skip


def routes(chance: Chance) -> Asked:
    asked = {"source": some(chance, ENTITIES, 1), "target": some(chance, ENTITIES, 1)}
    asked |= perhaps(
        chance, 0.4, k=(1, 3), max_hops=(1, 3, 12), objective=[*Objective], certain=(True,),
        max_dwell=(0, 20), min_carry=(0.5, 1.0), hub_limit=(0, 2, 4),
    )  # fmt: skip
    if chance.random() < 0.3:
        asked["avoid"] = some(chance, ENTITIES)
    return {**money_asked(chance), **asked}


def books(chance: Chance) -> Asked:
    """How ledgers are kept."""
    return perhaps(
        chance, 0.2, after=DAYS, before=DAYS, min_standing=[*Rung], per=("holder",),
        opening=("zero",), vague=("latest",), fold=("none",), fold_days=(0, 30),
        fold_percent=(50,), payment_limit=(1, 3), stated=("ignore",),
    )  # fmt: skip


def traced(chance: Chance) -> Asked:
    """Whose money is followed."""
    asked = {"source": some(chance, (*EDGES, *ENTITIES), 1, 2), **books(chance)}
    return asked | perhaps(
        chance, 0.3, order=("by_locator", "credits_first", "debits_first", "both"),
        max_hops=(0, 1), stop_at=(["org.a"],),
    )  # fmt: skip


def coverage(chance: Chance) -> Asked:
    asked = {"source": some(chance, ENTITIES), "target": some(chance, ENTITIES)}
    return {**money_asked(chance), **asked, **perhaps(
        chance, 0.3, of=("evt.h",), amount=("1000 USD", "3 USD", "about 8 EUR", "much"),
        claimed_by=EDGES,
    )}  # fmt: skip


def flows(chance: Chance) -> Asked:
    asked = {"source": some(chance, ENTITIES), "target": some(chance, ENTITIES)}
    return {**money_asked(chance), **asked, **perhaps(
        chance, 0.5, by=[*Grouping], period=[*PeriodLength], layers=[*Layers],
        max_hops=(1, 2, 6), currency=("USD",), limit=(1, 3), hub_limit=(0, 2, 4),
    )}  # fmt: skip


def whole(chance: Chance) -> Asked:
    """Whether what belongs to another matter is let through."""
    return perhaps(chance, 0.5, aside=(True,))


def match(chance: Chance) -> Asked:
    return {
        "listing": some(chance, ("case", "others", "others"), 1, 1),
        "of": some(chance, ("case", "others", "no"), 0, 1),
        **perhaps(chance, 0.5, min_score=(0.3, 0.5, 0.9), decided=(True, False)),
    }


# How often each question is asked of a world, and the parts that its parameters come from.
MAKERS: dict[str, tuple[int, list[Callable[[Chance], Asked]]]] = {
    "Bounds": (3, [traced, lambda chance: {
        "target": some(chance, (*EDGES, *ENTITIES), 1, 2),
        **perhaps(chance, 0.3, any_order=(True,), suspect=(["org.b"],))}]),
    "Brief": (2, [ident(*ENTITIES), lambda chance: perhaps(chance, 0.5, inferred=(True,),
                                                           limit=(1, 2))]),
    "Changes": (3, [page, lambda chance: {"order": chance.choice(["newest", "oldest", None])},
                    lambda chance: {"since": chance.choice(
        ("0001-01-01", "9999-01-01", "1970-01-01T00:00:00+01:00", "0" * 64, "f" * 64))}]),
    "Ledger": (3, [ident(*ENTITIES), books, page, lambda chance: perhaps(
        chance, 0.3, order=("credits_first", "debits_first"), currency=("USD", "JPY"))]),
    "Coverage": (4, [coverage]),
    "Flows": (4, [flows]),
    "Links": (4, [ident(*ENTITIES), filters, directed, passing, page, lambda chance: {
        **perhaps(chance, 0.6, hops=(1, 2, 3)),
        "node_kind": some(chance, ("Company", "Person", "Country"), 0, 1)}]),
    "Match": (1, [match, page]),
    "Metadata": (1, []),
    "NeighborSummary": (2, [ident(*ENTITIES), filters, whole]),
    "Neighborhood": (4, [filters, directed, passing, lambda chance: {
        "id": some(chance, ENTITIES, 1),
        **perhaps(chance, 0.6, hops=(1, 2, 4), limit=(1, 2, 5), edge_limit=(0, 1, 3, 8))}]),
    "Neighbors": (4, [ident(*ENTITIES), filters, directed, page,
                      lambda chance: perhaps(chance, 0.7, order=[*Order]), whole]),
    "Ontology": (1, []),
    "Paths": (8, [ends, filters, directed, passing, page]),
    "Payments": (4, [money, directed, page]),
    "Routes": (6, [routes]),
    "Search": (3, [page, lambda chance: {
        "q": chance.choice((*QUERIES, *NODES, "org.b-old")),
        "kind": some(chance, ("Company", "Person"), 0, 1)}]),
    "Show": (4, [ident(*ENTITIES, *EDGES, *SOURCES, "gap.g1", "gap.g1", "e.1.c1", "org.a.c1"),
                 page]),
    "ShowClaims": (1, [ident(*ENTITIES), page]),
    "ShowEdge": (2, [ident(*EDGES), page]),
    "ShowEdgeClaims": (2, [ident(*EDGES), page]),
    "ShowEntity": (2, [ident(*ENTITIES), page]),
    "ShowSource": (2, [ident(*SOURCES), page]),
    "Subgraph": (3, [filters, lambda chance: {
        "ids": some(chance, ENTITIES, 1, 6), **perhaps(chance, 0.4, limit=(0, 1, 3))}]),
    "Timeline": (3, [moments, page]),
    "Trace": (6, [traced, lambda chance: perhaps(
        chance, 0.3, direction=("back",), rule=(["fifo", "poison"], ["lifo", "facilitation"]),
        hop_limit=(0, 1))]),
}  # fmt: skip


def questions(chance: Chance, snapshots: Sequence[str]) -> list[Question[Answered]]:
    """Every question of the catalogue, each so often as its maker says.

    Args:
        chance: Decides on the parameters.
        snapshots: Those that the store has had, which a question may name.
    """
    asked: list[Question[Answered]] = []
    for name, kind in catalogue().items():
        often, parts = MAKERS[name]
        for _ in range(often):
            given = {key: value for part in parts for key, value in part(chance).items()}
            asked.append(kind.model_validate(given))
    asked += [Changes(since=one) for one in snapshots]
    return asked


def told(question: Question[Answered], store: Store) -> bytes:
    """The answer as JSON, or the refusal; without what names the store itself, and the clock."""
    try:
        answer = ask(question, store)
    except ClewError as error:
        return f"{type(error).__name__}: {error}".encode()
    answer.meta.took_ms = 0.0
    own = store.warnings()
    answer.meta.warnings = [one for one in answer.meta.warnings if one not in own]
    if isinstance(question, Metadata):
        answer.versions = {}  # type: ignore[attr-defined]
    if isinstance(question, Changes):
        for row in answer.results:  # type: ignore[attr-defined]
            row.at = ""
    return orjson.dumps(answer)


def read(answer: bytes) -> Any:
    """What pytest shows the difference of."""
    return orjson.loads(answer) if answer.startswith(b"{") else answer.decode()


def test_every_question_of_the_catalogue_is_asked() -> None:
    """A new question comes with a line in the table above."""
    assert MAKERS.keys() == catalogue().keys()


@settings(
    max_examples=int(os.environ.get("CLEW_WORLDS", SOME_WORLDS)),
    deadline=None,
    derandomize="CLEW_WORLDS" not in os.environ,
    # A difference shows in what is printed; making its world smaller would take minutes.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    report_multiple_bugs=False,
    print_blob=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(worlds(), st.integers(0, 2**32 - 1))
def test_both_stores_answer_every_question_alike(neo4j: Server, world: World, seed: int) -> None:
    neo4j.wipe()
    with tempfile.TemporaryDirectory() as folder:
        embedded, server = open_store(Path(folder) / "world.db"), neo4j.open()
        try:
            snapshots = []
            for write in history(world):
                assert outcome(server, write) == outcome(embedded, write)
                with embedded.read() as reader:
                    snapshots.append(reader.snapshot())
            for question in questions(random.Random(seed), snapshots):
                ours, theirs = told(question, embedded), told(question, server)
                if ours != theirs:
                    assert read(theirs) == read(ours), repr(question)
                # The same in another order is another answer.
                assert theirs == ours, repr(question)
        finally:
            embedded.close()
            server.close()
