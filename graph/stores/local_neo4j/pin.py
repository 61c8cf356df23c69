"""Renews `jars.txt`, the list of what a local Neo4j is made of, after `VERSION` in `jars.py` moved.

Resolved once, here, and not on each user's machine: the first start takes half the time, every
machine runs the same jars, and each of them is checked against the digest written down.

    python -m graph.stores.local_neo4j.pin
"""

import hashlib
import tempfile
from collections.abc import Iterator
from pathlib import Path

from graph.stores.local_neo4j.jars import LIST, VERSION

HEADER = f"""\
# What Neo4j Community {VERSION} is made of: SHA-256, bytes, Maven coordinate.
# Written by `python -m graph.stores.local_neo4j.pin`. The jars are no part of Clew.
"""


def resolve(version: str) -> Iterator[str]:
    """The lines of `jars.txt` for `version`, every jar found and downloaded afresh."""
    from jgo.maven import MavenContext

    with tempfile.TemporaryDirectory() as repository:
        context = MavenContext(repo_cache=Path(repository), timeout=30)
        server = context.create_dependency(f"org.neo4j:neo4j:{version}")
        inputs, transitive = context.resolver.resolve([server])
        needed = [*inputs, *(d for d in transitive if d.scope in {"compile", "runtime"})]
        for coordinate, artifact in sorted({str(d.artifact): d.artifact for d in needed}.items()):
            content = artifact.resolve().read_bytes()
            yield f"{hashlib.sha256(content).hexdigest()} {len(content)} {coordinate}\n"


if __name__ == "__main__":
    LIST.write_text(HEADER + "".join(resolve(VERSION)), encoding="utf-8")
