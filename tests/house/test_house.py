"""The house keeps its own rules: sizes, names, imports, docstrings, nothing of one machine."""

import ast
import re
import statistics
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import networkx as nx
import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("graph", "loaders", "queries", "api")
LONGEST, MEDIAN = 300, 130
VAGUE = {"utils", "util", "helpers", "helper", "models", "services", "common", "misc"}

# The backslashes keep these lines from finding themselves.
FOREIGN = re.compile(
    r"pypi\.org|pythonhosted\.org|npmjs\.|crates\.io|proxy\.golang\.org|maven\.(?:apache\.)?org"
    r"|(?<![\w.~%-])/(?:work|root|Users|opt/wheels)/"  # a path of somebody's machine
    r"|\.\./shared/"  # notes that are not in this repository
)


def modules_of(*rooms: str) -> dict[str, Path]:
    """The modules under the folders, by dotted name; a package goes by its own."""
    found = {}
    for room in rooms:
        for path in sorted((ROOT / room).rglob("*.py")):
            parts = path.relative_to(ROOT).with_suffix("").parts
            found[".".join(parts[:-1] if parts[-1] == "__init__" else parts)] = path
    return found


HOUSE = modules_of(*ROOMS)
TREES = {name: ast.parse(path.read_bytes(), str(path)) for name, path in HOUSE.items()}


def run_at_import(node: ast.AST) -> Iterator[ast.stmt]:
    """Statements that run when the module is imported: no function bodies, no TYPE_CHECKING."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            continue
        if isinstance(child, ast.If) and "TYPE_CHECKING" in ast.unparse(child.test):
            continue
        if isinstance(child, ast.stmt):
            yield child
        yield from run_at_import(child)


def imports_of(name: str, statements: Iterator[ast.AST]) -> set[str]:
    """Dotted names that the statements of module `name` import, submodules told from attributes."""
    found = set()
    package = name if HOUSE[name].name == "__init__.py" else name.rpartition(".")[0]
    for node in statements:
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:  # one dot is the package itself, each further dot one floor up
                above = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*above, *filter(None, [node.module])])
            whole = {f"{base}.{alias.name}" for alias in node.names}
            found |= {name if name in HOUSE else base for name in whole}
    return found


def committed() -> list[Path]:
    """Files that git has, or would take at the next `git add`."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        told = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    except (OSError, subprocess.CalledProcessError) as error:
        pytest.skip(f"not a git checkout: {error}")
    return [path for name in told.stdout.split("\0") if name and (path := ROOT / name).is_file()]


def test_the_ground_floor_is_found() -> None:
    """The other guards would hold in an empty house too."""
    assert any(name.startswith("graph.ontology.") for name in HOUSE)
    assert (ROOT / "pyproject.toml").is_file()


def test_every_folder_of_the_rooms_is_a_package() -> None:
    """A folder without __init__.py would be left out by the import contracts."""
    folders = {path.parent for path in HOUSE.values()}
    assert not sorted(str(f.relative_to(ROOT)) for f in folders if not (f / "__init__.py").exists())


def test_every_test_folder_is_a_package() -> None:
    """Otherwise tests/graph is imported as `graph` and shadows the room."""
    tests = ROOT / "tests"
    floors = {floor for path in tests.rglob("*.py") for floor in path.parents}
    floors = {floor for floor in floors if floor.is_relative_to(tests)}
    assert tests / "house" in floors
    assert not sorted(str(f.relative_to(ROOT)) for f in floors if not (f / "__init__.py").exists())


def test_no_module_is_longer_than_a_reader_can_hold() -> None:
    """Three hundred lines at most, and the median stays near a hundred."""
    lines = {name: path.read_bytes().count(b"\n") for name, path in HOUSE.items()}
    assert not {name: count for name, count in lines.items() if count > LONGEST}
    full = [count for name, count in lines.items() if HOUSE[name].name != "__init__.py"]
    assert statistics.median(full) <= MEDIAN


def test_no_file_has_a_name_that_says_nothing() -> None:
    """utils, helpers, models and services are where everything ends up."""
    everywhere = modules_of(*ROOMS, "tests", "benchmarks")
    assert not sorted(name for name in everywhere if VAGUE & set(name.split(".")))


def test_no_import_cycle() -> None:
    """Of imports that run with the module; one inside a function is a deliberate delay."""
    G: nx.DiGraph[str] = nx.DiGraph()
    for name, tree in TREES.items():
        imported = imports_of(name, run_at_import(tree))
        G.add_edges_from((name, other) for other in imported if other in HOUSE)
    assert G.number_of_edges()
    tangled = [sorted(knot) for knot in nx.strongly_connected_components(G) if len(knot) > 1]
    assert not tangled + [[name] for name in nx.nodes_with_selfloops(G)]


def test_the_ontology_stands_on_pydantic_alone() -> None:
    """Neither another room, nor another part of graph, nor any other package."""
    allowed = {*sys.stdlib_module_names, "pydantic", "pydantic_core"}
    strangers = {
        (name, other)
        for name, tree in TREES.items()
        if name.split(".")[:2] == ["graph", "ontology"]
        for other in imports_of(name, ast.walk(tree))
        if other.split(".")[0] not in allowed and other.split(".")[:2] != ["graph", "ontology"]
    }
    assert not strangers


def test_every_public_name_has_a_docstring() -> None:
    """Modules, classes, functions; methods are ruff's business."""
    silent = [name for name, tree in TREES.items() if tree.body and not ast.get_docstring(tree)]
    for name, tree in TREES.items():
        for node in tree.body:
            if not isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                continue
            if not node.name.startswith("_") and not ast.get_docstring(node):
                silent.append(f"{name}:{node.lineno} {node.name}")
    assert not silent


def test_nothing_committed_names_a_package_index_or_a_machine() -> None:
    """A clone must work anywhere, against whatever index its owner uses."""
    files = committed()
    assert ROOT / "pyproject.toml" in files
    named = []
    for path in files:
        for number, line in enumerate(path.read_text("utf-8", "ignore").splitlines(), 1):
            if found := FOREIGN.search(line):
                named.append(f"{path.relative_to(ROOT)}:{number} {found.group()}")
    assert not named


def test_the_patterns_find_what_they_are_for() -> None:
    """And leave web addresses and relative paths alone."""
    for bad in ("cd /wo" + "rk/main", "file:/ro" + "ot/x", "https://pypi" + ".org/simple/"):
        assert FOREIGN.search(bad), bad
    for good in ("https://example.org/work/2013/", "graph/work/x", "/api/v1/paths"):
        assert not FOREIGN.search(good), good
