"""`python -m benchmarks.finbench`: every question kept with a set, answered and compared."""

import argparse
import sys
import tempfile
from pathlib import Path

from benchmarks.finbench.asked import ANSWERED, kept, score
from benchmarks.finbench.reading import Bank
from graph.store import Store
from graph.stores.opening import open_store
from loaders.catalogue import loader_for
from loaders.load import load_table

SETS = Path(__file__).resolve().parents[3] / "shared" / "data" / "finbench"
NAME = "finbench"


def main() -> int:
    """Print a line for each query; 1 where an answer is not the one that is kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=SETS, help="folder of the sets")
    parser.add_argument("--scale", default="sf0.1", help="driver-sample, sf0.1 or sf1")
    parser.add_argument(
        "--store", help="ask this store; the set is loaded where it is not there; else a new one"
    )
    given = parser.parse_args()
    folder = given.data / given.scale
    if not folder.is_dir():
        parser.error(f"there is no set {folder}")
    with tempfile.TemporaryDirectory() as temporary:
        store = open_store(given.store or Path(temporary) / "finbench.db")
        try:
            # Sets of several sizes may stand in one store.
            dataset = f"{NAME}-{given.scale.replace('.', '-')}"
            _loaded(store, folder / "snapshot", dataset)
            return _asked(store, folder / "questions.jsonl.gz", dataset)
        finally:
            store.close()


def _loaded(store: Store, tables: Path, dataset: str) -> None:
    with store.read() as reader:
        if any(one.dataset == dataset and one.finished for one in reader.loads()):
            return
    loader = loader_for(NAME, tables, dataset=dataset)
    report = load_table(
        store, loader, tables, lambda one: print(f"\r{one}", end="", file=sys.stderr, flush=True)
    )
    print(file=sys.stderr)
    print(report.describe())


def _asked(store: Store, questions: Path, dataset: str) -> int:
    with store.read() as reader:
        scores = score(Bank(reader, dataset), kept(questions))
    print(f"{'query':6} {'asked':>6} {'exact':>6} {'p50 ms':>9}")
    for one in scores.values():
        print(f"{one.op:6} {one.asked:6} {one.exact:6} {one.median:9.2f}")
    asked = sum(one.asked for one in scores.values())
    exact = sum(one.exact for one in scores.values())
    print(f"{'all':6} {asked:6} {exact:6}   {exact / asked:.1%} exactly as kept")
    missing = ANSWERED.keys() - scores.keys()
    if missing:
        print(f"not asked, since none is kept: {', '.join(sorted(missing))}")
    return 0 if exact == asked and not missing else 1


if __name__ == "__main__":
    sys.exit(main())
