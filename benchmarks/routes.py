"""Routes in time on a million payments, against a plain adjacency and networkx in memory.

Generator `dated-power-law`: the payer of a payment is party floor(n u^3) for u uniform in [0, 1),
the payee is uniform, so the first parties are hubs; its day is uniform over five years. Everything
follows from the seed. Clew reads the payments from its store for each question; the peers hold all
of them in memory, keep no claims, and find the earliest arrival alone.
"""

import random
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from heapq import heappop, heappush
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import networkx as nx

from benchmarks.measure import Row, pair
from benchmarks.worlds import BATCH, claim, node_ids, write
from graph.evidence import Context
from graph.ontology import NODE_KINDS
from graph.ontology.edges.money import Payment
from graph.store import Reader, Store, Writable
from graph.stores.opening import open_store
from queries.routes import Routes

HUB_LIMIT = 1000
DAYS = 5 * 365
_FIRST = date(2005, 1, 1)
NO_CLAIMS = "all payments in memory, no claims"
Onward = Callable[[str], Iterable[tuple[int, str]]]


class Paid(NamedTuple):
    """One generated payment."""

    id: str
    source: str
    target: str
    day: int


class Question(NamedTuple):
    """From whom to whom, and over how many payments at most."""

    source: str
    target: str
    hops: int


def payments(parties: int, number: int, seed: int = 1) -> Iterator[Paid]:
    """The payments, in id order."""
    chance = random.Random(seed)
    for count in range(number):
        source, target = int(parties * chance.random() ** 3), chance.randrange(parties)
        yield Paid(f"pay.{count:08d}", f"org.{source:07d}", f"org.{target:07d}",
                   chance.randrange(DAYS))  # fmt: skip


def build(path: Path, parties: int, number: int) -> Store:
    """A store with the payments in it, written as plain rows, which is quicker than loading it."""
    store = open_store(path)
    pending: list[list[Writable]] = []
    with store.write() as writer:
        for row in _records(parties, number):
            pending.append(row)
            if len(pending) >= BATCH:
                write(writer, pending, Context({}))
                pending = []
        write(writer, pending, Context({}))
    return store


def _records(parties: int, number: int) -> Iterator[list[Writable]]:
    for ident in node_ids(parties):
        yield [NODE_KINDS["Company"](id=ident, names=(f"Company {ident[4:]}",)), claim(ident)]
    for one in payments(parties, number):
        day = (_FIRST + timedelta(days=one.day)).isoformat()
        made = Payment.model_validate(
            {"id": one.id, "source": one.source, "target": one.target, "date": day}
        )
        yield [made, claim(one.id)]


def earliest(onward: Onward, shut: set[str], asked: Question) -> int | None:
    """The first day on which money can arrive; the labels are (day, hops).

    Args:
        onward: The payments that leave a party: day, payee.
        shut: Parties that are not passed.
        asked: The question.
    """
    heap = [(-1, 0, asked.source)]
    fewest: dict[str, int] = {}
    while heap:
        day, hops, here = heappop(heap)
        if here == asked.target:
            return day
        # Popped by day: a later label is worth something only with fewer hops.
        if hops >= fewest.get(here, asked.hops) or (here in shut and hops):
            continue
        fewest[here] = hops
        for then, there in onward(here):
            if then >= day and there != asked.source:
                heappush(heap, (then, hops + 1, there))
    return None


def rows(folder: Path, number: int) -> Iterator[Row]:
    """Measure on so many payments among a fifth as many parties."""
    parties = number // 5
    adjacency: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    G: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    degree: Counter[str] = Counter()
    for one in payments(parties, number):
        adjacency[one.source].append((one.day, one.target))
        G.add_edge(one.source, one.target, key=one.id, day=one.day)
        degree.update((one.source, one.target))
    shut = {one for one, links in degree.items() if links > HUB_LIMIT}
    began = time.perf_counter()
    store = build(folder / "routes.db", parties, number)
    print(f"  (store of {number:,} payments written in {time.perf_counter() - began:,.0f} s)")

    def plain(asked: Question) -> int | None:
        return earliest(lambda here: adjacency.get(here, ()), shut, asked)

    def networked(asked: Question) -> int | None:
        def onward(here: str) -> Iterator[tuple[int, str]]:
            return ((data["day"], there) for _, there, data in G.out_edges(here, data=True))

        return earliest(onward, shut, asked)

    chance = random.Random(7)
    everyone = node_ids(parties)
    ordinary = everyone[parties // 10 :]
    with store.read() as reader:
        # From a hub the peers look at nearly everything, so a few questions have to do.
        for name, starts, hops, number_asked in (
            ("ordinary parties", ordinary, 6, 40),
            ("hubs", everyone[:20], 4, 10),
        ):
            several = _questions(chance, starts, ordinary, hops, plain)
            asked = list(islice(several, number_asked))
            for one in asked[:10]:
                assert ours(reader, one) == plain(one) == networked(one)
            for peer, yardstick in ((plain, "plain Python adjacency"), (networked, "networkx")):
                yield pair(
                    f"earliest route from {name}, {hops} hops, {number:,} payments",
                    asked,
                    lambda one: ours(reader, one),
                    peer,
                    goal=None,
                    yardstick=f"{yardstick}, {NO_CLAIMS}",
                )
    store.close()


def _questions(
    chance: random.Random,
    starts: list[str],
    ends: list[str],
    hops: int,
    plain: Callable[[Question], int | None],
) -> Iterator[Question]:
    """Questions that have a route for an answer, without end."""
    while True:
        asked = Question(chance.choice(starts), chance.choice(ends), hops)
        if asked.source != asked.target and plain(asked) is not None:
            yield asked


def ours(reader: Reader, asked: Question) -> int | None:
    """The same from Clew: the whole answer, with what each payment rests on."""
    question = Routes(
        source=(asked.source,), target=(asked.target,), k=1, max_hops=asked.hops,
        hub_limit=HUB_LIMIT,
    )  # fmt: skip
    answer = question.answer(reader)
    if not answer.routes:
        return None
    arrived = date.fromisoformat(str(answer.routes[0].arrives_first))
    return (arrived - _FIRST).days
