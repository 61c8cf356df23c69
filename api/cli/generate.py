"""`python -m api.cli.generate`: the pages and schemas that are rendered from the code.

With `--check` nothing is written: the names of files that are not fresh are printed, and the exit
code says so. With `--openapi` the schema of the API is printed, of which the types of the page are
made.
"""

import sys
from collections.abc import Sequence
from pathlib import Path

import orjson

from api.app import create_app
from api.cli.questions_page import questions_markdown
from graph.schema import case_schema, ontology_markdown

ROOT = Path(__file__).resolve().parents[2]


def rendered() -> dict[str, str]:
    """Every generated file, by its path from the root of the repository."""
    schema = orjson.dumps(case_schema(), option=orjson.OPT_INDENT_2).decode()
    return {
        "docs/ontology.md": ontology_markdown(),
        "docs/questions.md": questions_markdown(),
        "cases/case.schema.json": schema + "\n",
    }


def main(arguments: Sequence[str]) -> int:
    """Write the files, or say which are not as the code would write them.

    Returns:
        0; under `--check` 1 where a file is not fresh.
    """
    if "--openapi" in arguments:
        sys.stdout.write(orjson.dumps(create_app().openapi()).decode())
        return 0
    stale = []
    for name, text in rendered().items():
        path = ROOT / name
        if path.is_file() and path.read_text("utf-8") == text:
            continue
        stale.append(name)
        if "--check" not in arguments:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
    if stale and "--check" in arguments:
        sys.stderr.write(f"Not fresh: {', '.join(stale)}. Run: make generate\n")
        return 1
    for name in stale:
        sys.stdout.write(f"Wrote {name}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
