"""The FinBench questions: each pinned meaning on a small bank, every kept answer on a real set."""

from pathlib import Path
from typing import Any

import pytest

from benchmarks.finbench.asked import ANSWERED, Kept, kept, same, score
from benchmarks.finbench.reading import Bank, moment_of
from graph.store import Reader, Store
from graph.stores.opening import open_store
from loaders.finbench.tables import TABLES, ThingTable, opened
from tests.loaders.at_hand import at_hand, load
from tests.loaders.finbench.sets import write
from tests.servers import Server

SMALLEST = "finbench/sf0.1"
# So many questions of each query are asked of the server, none of which meets more edges.
FEW, SMALL = 2, 300


def day(number: int) -> int:
    """Noon of a day of May 2020, in milliseconds."""
    return moment_of(f"2020-05-{number:02}T12:00:00.000")


def on(number: int) -> str:
    """The same as the tables write it."""
    return f"2020-05-{number:02} 12:00:00.000"


# 1 pays 2 and 3, 2 pays 3, 3 pays 1 back; 2 withdraws to the card 4, and 5 is paid from there.
BANK = {
    "Person": ["1|Ann", "2|Bo"],
    "Account": [f"{number}|{str(number == 3).lower()}|{on(1)}|card" for number in range(1, 6)],
    "Loan": [f"9|100|40|{on(1)}", f"8|50|50|{on(1)}"],
    "Medium": [f"1|PHONE|true|{on(1)}", f"2|POS|false|{on(1)}"],
    "PersonOwnAccount": [f"1|1|{on(1)}", f"2|3|{on(1)}"],
    "AccountTransferAccount": [
        f"1|2|10|{on(2)}", f"1|3|20|{on(4)}", f"2|3|30|{on(3)}", f"2|3|5|{on(5)}",
        f"3|1|40|{on(6)}", f"4|5|7|{on(8)}",
    ],
    "AccountWithdrawAccount": [f"2|4|6|{on(7)}"],
    "LoanDepositAccount": [f"9|1|60|{on(2)}", f"9|1|40|{on(3)}"],
    "PersonApplyLoan": [f"1|9|{on(1)}", f"2|8|{on(1)}"],
    "PersonGuaranteePerson": [f"1|2|{on(2)}", f"2|1|{on(3)}"],
    "MediumSignInAccount": [f"1|3|{on(4)}", f"2|3|{on(4)}"],
}  # fmt: skip
HEADINGS = {"Account": "accountId|isBlocked|createTime|accountType"}
ALL = {"startTime": day(1), "endTime": day(20), "truncationLimit": 100}
FACTS: list[tuple[str, str, dict[str, Any], list[list[Any]]]] = [
    ("an account", "TSR1", {"id": 3}, [[day(1), True, "card"]]),
    ("sum, largest, number", "TSR2", {"id": 2}, [[35.0, 30.0, 2, 10.0, 10.0, 1]]),
    ("none: the largest is -1", "TSR2", {"id": 4}, [[7.0, 7.0, 1, 0.0, -1, 0]]),
    ("parallel transfers", "TSR4", {"id": 2, "threshold": 0.0}, [[3, 2, 35.0]]),
    ("above, not at, a threshold", "TSR4", {"id": 2, "threshold": 5.0}, [[3, 1, 30.0]]),
    ("a window leaves out its ends", "TSR4",
     {"id": 2, "threshold": 0.0, "startTime": day(3), "endTime": day(5)}, []),
    ("largest sum first", "TSR5", {"id": 3, "threshold": 0.0}, [[2, 2, 35.0], [1, 1, 20.0]]),
    ("1 paid 2 and the blocked 3", "TSR6", {"id": 2}, [[3]]),
    ("itself is left out", "TSR6", {"id": 3}, []),
    # 1 to 2 on day 2, to 3 on day 3: and straight to 3 on day 4. Then 3 to 1, which signs in not.
    ("each exact distance", "TCR1", {"id": 1}, [[3, 1, 1, "PHONE"], [3, 2, 1, "PHONE"]]),
    # The newest of 1 leads to 3. Of two sign-ins at one moment the larger number is first: POS,
    # which is not blocked.
    ("the cut comes before all else", "TCR1", {"id": 1, "truncationLimit": 1}, []),
    # 3 holds Bo's money: 1 paid it, and got the loan 9 in two parts, which counts once.
    ("a loan in two parts", "TCR2", {"id": 2}, [[1, 100.0, 40.0]]),
    # Along transfers alone: 2 reaches 5 only through its card.
    ("transfers, any order in time", "TCR3", {"id1": 2, "id2": 1}, [[2]]),
    ("no withdrawals", "TCR3", {"id1": 2, "id2": 5}, [[-1]]),
    ("the same account", "TCR3", {"id1": 2, "id2": 2}, [[0]]),
    ("a circle of three", "TCR4", {"id1": 1, "id2": 2}, [[3, 1, 40.0, 40.0, 2, 35.0, 30.0]]),
    ("no first edge, no circle", "TCR4", {"id1": 2, "id2": 1}, []),
    ("longest first, no account twice", "TCR5", {"id": 1}, [[1, 2, 3], [1, 2], [1, 3]]),
    # 3 paid 1 on day 6, which had paid 2 and 3 before.
    ("what was paid earlier does not follow", "TCR5", {"id": 2}, [[3, 1]]),
    ("three transfers are not more than three", "TCR6",
     {"id": 4, "threshold1": 0.0, "threshold2": 0.0}, []),
    # 1 has 40 coming in, so more than 12 passes: the 20. 3 has 55, so more than 16.5: the 40.
    ("a part of what came in passes", "TCR8", {"id": 9, "threshold": 0.3},
     [[1, 0.4, 3], [3, 0.2, 2]]),
    ("three moves on, over a card", "TCR8", {"id": 9, "threshold": 0.0},
     [[5, 0.07, 4], [1, 0.4, 3], [4, 0.06, 3], [3, 0.55, 2], [2, 0.1, 2]]),
    # Ann stands in for Bo, who stands in for her: she counts, since the chain comes back.
    ("a chain that comes back", "TCR11", {"id": 1}, [[150.0, 2]]),
    ("a chain cut by the window", "TCR11", {"id": 1, "endTime": day(3)}, [[50.0, 1]]),
    ("nobody of that number", "TCR5", {"id": 99}, []),
]  # fmt: skip


def test_the_meanings_that_are_pinned_hold_on_a_small_bank(store: Store, tmp_path: Path) -> None:
    """Each expectation follows from the seven moves of `BANK`, by hand."""
    load(store, "finbench", write(tmp_path / "set", BANK, headings=HEADINGS))
    found = {}
    with store.read() as reader:
        for name, op, given, expected in FACTS:
            answer = ANSWERED[op](Bank(reader), {**ALL, **given})
            if not same(answer, expected):
                found[name] = answer
    assert not found


def test_a_withdrawal_to_a_card_counts_from_four_transfers_in(store: Store, tmp_path: Path) -> None:
    """TCR6 truncates before it looks at the window: the newest three of five are not enough."""
    paid = [f"{number}|2|{number}|{on(number)}" for number in (1, 3, 4, 5)]
    rows = {**BANK, "AccountTransferAccount": [*paid, f"5|2|9|{on(19)}"]}
    load(store, "finbench", write(tmp_path / "set", rows, headings=HEADINGS))
    given = {**ALL, "id": 4, "threshold1": 0.0, "threshold2": 5.0, "startTime": 0}
    with store.read() as reader:
        bank = Bank(reader)
        assert same(ANSWERED["TCR6"](bank, given), [[2, 22.0, 6.0]])
        assert same(ANSWERED["TCR6"](bank, {**given, "threshold2": 6.0}), [])
        assert same(ANSWERED["TCR6"](bank, {**given, "endTime": day(10)}), [[2, 13.0, 6.0]])
        assert same(ANSWERED["TCR6"](bank, {**given, "endTime": day(10), "truncationLimit": 4}), [])


def test_an_answer_is_the_same_only_in_every_row_and_its_order() -> None:
    assert same([[1, True], [2, False]], [[1, True], [2, False]])
    assert not same([[2, False], [1, True]], [[1, True], [2, False]])
    assert not same([[1, True]], [[1, True], [2, False]])
    assert not same([[1, 1]], [[1, True]])


# ------------------------------------------------------------------------------------- the real set


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The smallest set as it is, in an embedded store."""
    tables = at_hand(f"{SMALLEST}/snapshot")
    store = open_store(tmp_path_factory.mktemp("finbench") / "clew.db")
    report = load(store, "finbench", tables)
    # The numbers of its SOURCE.md.
    assert (report.rows, report.faulty) == (67_473, 0)
    return store


def test_every_answer_kept_with_the_smallest_set_is_ours(whole: Store) -> None:
    """All 25 questions of each of the 13 queries."""
    with whole.read() as reader:
        scores = score(Bank(reader), kept(at_hand(f"{SMALLEST}/questions.jsonl.gz")))
    assert {op: (one.exact, one.asked) for op, one in scores.items()} == dict.fromkeys(
        ANSWERED, (25, 25)
    )


def test_the_server_answers_as_kept_too(whole: Store, neo4j: Server, tmp_path: Path) -> None:
    """Two questions of each query, on the rows that they meet; the benchmark asks all."""
    asked, nodes, edges = few(whole)
    folder = excerpt(at_hand(f"{SMALLEST}/snapshot"), tmp_path / "set", nodes, edges)
    store = neo4j.open()
    try:
        report = load(store, "finbench", folder, excerpt=True)
        assert (report.rows, report.faulty) == (len(nodes) + len(edges), 0)
        with store.read() as reader:
            scores = score(Bank(reader), asked)
    finally:
        store.close()
    assert {op: (one.exact, one.asked) for op, one in scores.items()} == dict.fromkeys(
        ANSWERED, (FEW, FEW)
    )


class Watching:
    """A reader that remembers which rows a question met; the three reads that there are."""

    def __init__(self, reader: Reader) -> None:
        """Watch a reader."""
        self.reader = reader
        self.met_nodes: set[str] = set()
        self.met_edges: set[str] = set()

    def expand(self, *given: Any) -> Any:
        """One hop."""
        links, all_of_them = self.reader.expand(*given)
        self.met_edges |= {one.id for one in links}
        self.met_nodes |= {end for one in links for end in (one.source, one.target)}
        return links, all_of_them

    def edges(self, ids: list[str]) -> Any:
        """What edges say."""
        return self.reader.edges(ids)

    def nodes(self, ids: list[str]) -> Any:
        """What nodes say."""
        found = self.reader.nodes(ids)
        self.met_nodes |= found.keys()
        return found


def few(store: Store) -> tuple[list[Kept], set[str], set[str]]:
    """Some questions that are answered by something, with the nodes and edges that they meet."""
    asked: list[Kept] = []
    nodes: set[str] = set()
    edges: set[str] = set()
    with store.read() as reader:
        for one in kept(at_hand(f"{SMALLEST}/questions.jsonl.gz")):
            if sum(other.op == one.op for other in asked) == FEW or not one.expected:
                continue
            watching = Watching(reader)
            ANSWERED[one.op](Bank(watching), one.given)  # type: ignore[arg-type]
            if len(watching.met_edges) <= SMALL:
                asked.append(one)
                nodes |= watching.met_nodes
                edges |= watching.met_edges
    return asked, nodes, edges


def excerpt(tables: Path, folder: Path, nodes: set[str], edges: set[str]) -> Path:
    """The rows of these nodes and edges, as a set of their own."""
    rows: dict[str, list[str]] = {}
    headings = {}
    for name, shape in TABLES.items():
        table = opened(tables, name)
        assert table is not None
        rows[name] = []
        for row in table:
            mark = row[shape.number] if isinstance(shape, ThingTable) else row.line
            wanted = nodes if isinstance(shape, ThingTable) else edges
            if f"finbench.{shape.kind}.{mark}" in wanted:
                rows[name].append("|".join(row.values()))
        headings[name] = "|".join(table.places)
    return write(folder, rows, headings=headings)
