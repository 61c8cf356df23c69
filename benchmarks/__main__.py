"""`python -m benchmarks [--edges N] [--only NAME]`: the table of ratios."""

import argparse
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import orjson

from benchmarks import answers, hops, loading, matching, neo4j, page, payments_load, routes, tracing
from benchmarks.measure import Row

OUT = Path(__file__).parent / "out" / "latest.json"

SUITES: dict[str, Callable[[Path, int], Iterator[Row]]] = {
    "hops": hops.rows,
    "answers": answers.rows,
    "loading": lambda folder, edges: loading.rows(folder, min(edges, 50_000)),
    "payments": lambda folder, edges: payments_load.rows(folder, min(edges, 200_000)),
    "neo4j": neo4j.rows,
    "tracing": tracing.rows,
    "routes": routes.rows,
    "page": lambda folder, _edges: page.rows(folder),
}


def main() -> int:
    """Run the suites and print a row each; 1 where a goal is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--edges", type=int, default=1_000_000, help="size of the generated world")
    parser.add_argument("--only", choices=[*SUITES, "matching"], help="one suite alone")
    given = parser.parse_args()
    rows: list[Row] = []
    print(f"{'measured':58} {'Clew ms':>9} {'peer ms':>9} {'ratio':>7} {'goal':>6}  yardstick")
    missed = 0
    for name, suite in SUITES.items():
        if given.only not in {None, name}:
            continue
        with tempfile.TemporaryDirectory() as folder:
            for row in suite(Path(folder), given.edges):
                goal = "" if row.goal is None else f"{row.goal:g}"
                mark = {True: "", False: "  MISSED", None: ""}[row.held]
                print(
                    f"{row.name:58} {row.ours:9.3f} {row.peer:9.3f} {row.ratio:7.2f} {goal:>6}  "
                    f"{row.yardstick}{mark}",
                    flush=True,
                )
                missed += row.held is False
                rows.append(row)
    if given.only in {None, "matching"}:
        matching.report()
    if rows:
        OUT.parent.mkdir(exist_ok=True)
        OUT.write_bytes(orjson.dumps([row.record for row in rows], option=orjson.OPT_INDENT_2))
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
