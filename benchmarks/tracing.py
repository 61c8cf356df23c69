"""Tracing: how its time grows with the payments, rule by rule, and that of bounds.

Generator `uniform-ledgers`: n payments among n/100 accounts, ends and sums uniform, a hundred a
day, none of vague date; three early ones are asked about, so that their money soon lies almost
everywhere. Everything follows from the seed. The yardstick of a row is the same work on a tenth of
the payments (of bounds: of the events), so that a ratio of 10 is growth in proportion.
"""

import gc
import random
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from benchmarks.measure import Row
from graph.evidence import Claim, Source
from graph.ontology import EDGE_KINDS, NODE_KINDS
from graph.store import Writable
from graph.stores.opening import open_store
from queries.question import ask
from queries.trace import Trace
from queries.tracing.book import Book
from queries.tracing.bounds import bounds
from queries.tracing.events import DAY, Event
from queries.tracing.ledger import keep_books
from queries.tracing.rules import RULES, Rule
from queries.tracing.trace import trace

SIZES = (100_000, 1_000_000)
BOUNDED = (1_000, 10_000, 100_000)
STORED = 20_000
GOAL = 15
_PER_ACCOUNT = 100
_PER_DAY = 100


def cpu(work: Callable[[], object]) -> float:
    """Seconds of the processor that a call takes: others on the machine disturb them less."""
    gc.disable()
    try:
        began = time.process_time()
        work()
        return time.process_time() - began
    finally:
        gc.enable()


def payments(number: int, seed: int = 1) -> list[Event]:
    """The payments of the generator, in time order."""
    chance = random.Random(seed)
    accounts = number // _PER_ACCOUNT
    found = []
    for place in range(number):
        day = place // _PER_DAY * DAY
        source, target = (f"acc.{chance.randrange(accounts):06d}" for _ in range(2))
        amount = chance.randrange(1, 10**8)
        found.append(
            Event(f"pay.{place:07d}", source, target, "USD", amount, day, day + DAY - 1,
                  ("table", place))
        )  # fmt: skip
    return found


def asked(events: list[Event]) -> dict[str, int | None]:
    """Three payments after the first twentieth."""
    begin = len(events) // 20
    fit = (one.id for one in events[begin:] if one.source != one.target)
    return {next(fit): None for _ in range(3)}


def rows(folder: Path, edges: int) -> Iterator[Row]:
    """Books and every rule on both sizes, bounds on three, and the whole question on a store."""
    sizes = [min(one, edges) for one in SIZES]
    yield from _traces(sizes)
    yield from _bounds([one for one in BOUNDED if one <= edges])
    yield _question(folder)


def _traces(sizes: list[int]) -> Iterator[Row]:
    worlds = [payments(one) for one in sizes]
    books: list[Book] = []
    spent = [cpu(partial(_keep, books, world)) for world in worlds]
    tenth = f"the same on {sizes[0]:,} payments"
    yield _row(f"keeping the books, {sizes[1]:,} payments", spent, tenth, GOAL)
    for name, rule in RULES.items():
        spent, lots = [], list[int]()
        for book, world in zip(books, worlds, strict=True):
            work = partial(_trace, book, rule, asked(world), lots)
            # The best of three: what else runs on the machine can only make it slower.
            spent.append(min(cpu(work) for _ in range(3)))
        yield _row(f"{name}, {sizes[1]:,} payments ({lots[-1]:,} lots)", spent,
                   f"{tenth} ({lots[0]:,} lots)", GOAL)  # fmt: skip


def _keep(books: list[Book], world: list[Event]) -> None:
    books.append(keep_books(world))


def _trace(book: Book, rule: Rule, about: dict[str, int | None], lots: list[int]) -> None:
    lots.append(trace(book, rule, about).lots)


def _bounds(sizes: list[int]) -> Iterator[Row]:
    """What can and must be of the last payment: two greatest flows."""
    spent = []
    for size in sizes:
        world = payments(size)
        book, about = keep_books(world), asked(world)
        target = next(one.id for one in reversed(world) if one.source != one.target)
        spent.append(cpu(partial(bounds, book, about, target)))
    for size, before, mine in zip(sizes[1:], spent, spent[1:], strict=False):
        name = f"bounds of the last of {size:,} events"
        yield _row(name, [before, mine], f"of {size // 10:,} events", None)


def _question(folder: Path) -> Row:
    """The whole of `POST /trace` on a store, beside the rules alone."""
    world = payments(STORED)
    store = open_store(folder / "tracing.db")
    with store.write() as writer:
        writer.put(_records(world), "bench")
    about = asked(world)
    question = Trace(source=tuple(about), payment_limit=2 * STORED, max_hops=1000, hop_limit=50)
    whole = cpu(lambda: ask(question, store))
    store.close()
    book = keep_books(world)
    alone = cpu(lambda: [trace(book, rule, about) for rule in RULES.values()])
    return Row(f"POST /trace out of a store of {STORED:,} payments", whole * 1000, alone * 1000,
               whole / alone, None, "the five rules alone, payments in memory")  # fmt: skip


def _records(world: list[Event]) -> Iterator[Writable]:
    yield Source(id="b.s1", title="A generated table", publisher="benchmarks")
    for account in sorted({end for one in world for end in (one.source, one.target) if end}):
        yield NODE_KINDS["BankAccount"].model_validate({"id": account, "names": [account]})
        yield _claim(account, 1)
    for one in world:
        ends = {"id": one.id, "source": one.source, "target": one.target}
        yield EDGE_KINDS["Payment"].model_validate(ends)
        yield _claim(one.id, 1)
        day = time.strftime("%Y-%m-%d", time.gmtime((one.first or 0) // 1000))
        yield _claim(one.id, 2, field="amount", value=f"{(one.amount or 0) / 100:.2f} USD")
        yield _claim(one.id, 3, field="date", value=day)


def _claim(about: str, number: int, **more: str) -> Claim:
    return Claim.model_validate(
        {"id": f"{about}.c{number}", "about": about, "kind": "record", "by": "the generator",
         "cites": "b.s1", "at": f"row {about[-6:]}", "dataset": "bench", **more}
    )  # fmt: skip


def _row(name: str, spent: list[float], yardstick: str, goal: float | None) -> Row:
    peer, ours = spent
    return Row(name, ours * 1000, peer * 1000, ours / peer, goal, yardstick)
