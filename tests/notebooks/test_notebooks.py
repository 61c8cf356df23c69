"""The notebooks are articles that run: every cell, on a store that holds the bundled case."""

import base64
import shutil
import struct
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from typing import Any

import pytest

from graph.store import Store
from graph.stores.opening import open_store
from loaders.load import load_case
from queries.wording import NO_STATEMENT
from tests.servers import Server

nbformat = pytest.importorskip("nbformat", reason="NOT RUN: pip install 'clew[dev]'")
nbclient = pytest.importorskip("nbclient", reason="NOT RUN: pip install 'clew[dev]'")

ROOT = Path(__file__).resolve().parents[2]
FOLDER, CASE = ROOT / "notebooks", ROOT / "cases" / "magnitsky"
ARTICLES = [
    "01_first_look", "02_links_of_an_official", "03_refund_to_manhattan", "05_follow_the_money",
]  # fmt: skip
ON_NEO4J = "04_cypher_on_neo4j"
# How many pictures each has.
PICTURES = {
    "01_first_look": 1, "02_links_of_an_official": 1, "03_refund_to_manhattan": 2,
    "05_follow_the_money": 3,
}  # fmt: skip


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the case, as `clew load cases/magnitsky` makes it."""
    path = tmp_path_factory.mktemp("case") / "clew.db"
    _load(open_store(path))
    return path


def _load(store: Store) -> None:
    load_case(store, CASE)
    store.close()


def run(name: str, folder: Path) -> Any:
    """Execute a notebook in a copy of its folder.

    Raises:
        CellExecutionError: If a cell fails; it shows the cell and what it raised.
    """
    here = folder / "notebooks"
    shutil.copytree(FOLDER, here, ignore=shutil.ignore_patterns(".*", "__pycache__"))
    notebook = nbformat.read(here / f"{name}.ipynb", as_version=4)
    client = nbclient.NotebookClient(
        notebook, timeout=60, kernel_name="python3", resources={"metadata": {"path": str(here)}}
    )
    return client.execute()


def printed(notebook: Any) -> str:
    """Everything that the cells of a notebook printed."""
    outputs = [one for cell in notebook.cells for one in cell.get("outputs", ())]
    assert not [one for one in outputs if one.get("name") == "stderr"], outputs
    return "".join(one["text"] for one in outputs if one["output_type"] == "stream")


def pictures(notebook: Any) -> list[bytes]:
    outputs = [one for cell in notebook.cells for one in cell.get("outputs", ())]
    found = [one["data"]["image/png"] for one in outputs if "image/png" in one.get("data", {})]
    return [base64.b64decode(one) for one in found]


# What an article's argument hangs on.
SAID = {
    "01_first_look": [
        "org.prevezon-holdings",
        "trial held unfair by European Court of Human Rights on 27 August 2019",
        "denied in July 2013 by Pavel Karpov",
        "As of 2026-11-23",
    ],
    "02_links_of_an_official": [
        "Listed on 12 April 2013 under US list",
        "denied by Vladlen Stepanov, Lawyer of Olga Stepanova",
        "still joined without the list and the event: per.vladlen-stepanov",
    ],
    "03_refund_to_manhattan": [
        "paths: 0",
        "gap.g1 (join: offered)",
        "gap.g7 (join: none)",
        "1 route of 6 hops; inferred at idn.j1, idn.j4",
        "sum in USD: nothing to sum; beside it, not summed: pay.t014 857,354.00 USD",
        "settled without admission",
        NO_STATEMENT,
    ],
    "05_follow_the_money": [
        "No source states the date of pay.t008 (in 2008, as somebody infers).",
        "certain routes: 0",
        "routes: 0",
        "gap.g1 (join: offered)",
        "About 100 % of about 5,400,000,000.00 RUB by one claimed sum (pay.t004, asserted)",
        "Nothing of about 230,000,000.00 USD is traced",
        "a claim, no coverage: pay.t069, 134,000,000.00 USD",
        "The trace stops at pay.t004",
        "pro rata, as a rolling charge: 20 in A, 11.43 in B, 8.57 in X",
        "not legal advice",
    ],
}


@pytest.mark.parametrize("name", ARTICLES)
def test_an_article_runs(
    name: str, case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CLEW_STORE", str(case))
    notebook = run(name, tmp_path)
    told = printed(notebook)
    for said in SAID[name]:
        assert said in told, said
    found = pictures(notebook)
    assert len(found) == PICTURES[name]
    for one in found:
        width, height = struct.unpack(">II", one[16:24])  # the first chunk of every PNG
        assert width > 600
        assert height > 250


def test_the_article_on_cypher_runs_on_a_real_neo4j(
    neo4j: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _load(neo4j.open())
    monkeypatch.setenv("CLEW_STORE", neo4j.uri)
    monkeypatch.setenv("CLEW_NEO4J_USER", neo4j.login.user or "")
    monkeypatch.setenv("CLEW_NEO4J_PASSWORD", neo4j.login.password)
    monkeypatch.setenv("CLEW_NEO4J_DATABASE", neo4j.login.database)
    told = printed(run(ON_NEO4J, tmp_path))
    for said in (
        "0 routes",
        "route: ['pay.t004', 'pay.t008', 'idn.j1', 'pay.t010', 'idn.j4', 'pay.t014']",
        "gaps: ['gap.g1', 'gap.g4']",
        "standing: charged",
        "The same 3 payments and the same 1 route, by hand and by question.",
    ):
        assert said in told, said


@pytest.mark.parametrize(
    ("reading", "style", "words"),
    [
        ({"standing": "official_record"}, "-", "official record"),
        ({"standing": "found", "flags": ["in_absentia"]}, "-", "found, in absentia"),
        ({"standing": "found", "contested": True}, "--", "found, contested"),
        ({"standing": "charged", "flags": ["unfair_trial"]}, "--", "charged, unfair trial"),
        ({"standing": "documented"}, "--", "documented"),
        ({"standing": "asserted", "contested_fields": ["proceeds_of"]}, "--",
         "asserted, where it came from is contested"),
        ({"standing": "asserted", "inferred": True}, ":",
         "inferred by the editors, shown by no source"),
    ],
)  # fmt: skip
def test_only_what_is_established_and_uncontested_is_drawn_solid(
    reading: dict[str, Any], style: str, words: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MPLBACKEND", "agg")
    spec = spec_from_file_location("pictures", FOLDER / "pictures.py")
    assert spec is not None
    assert spec.loader is not None
    drawing = module_from_spec(spec)
    spec.loader.exec_module(drawing)
    assert drawing.line_of(reading) == (style, words)


def test_every_notebook_is_here_and_none_holds_outputs() -> None:
    """Outputs are made by whoever runs it; in the repository they would only go stale."""
    assert sorted(one.stem for one in FOLDER.glob("*.ipynb")) == sorted([*ARTICLES, ON_NEO4J])
    for path in FOLDER.glob("*.ipynb"):
        notebook = nbformat.read(path, as_version=4)
        nbformat.validate(notebook)
        assert notebook.cells[0].cell_type == "markdown"
        assert notebook.cells[0].source.startswith("# ")
        for cell in notebook.cells:
            assert not cell.get("outputs"), path.name
            assert cell.get("execution_count") is None, path.name
