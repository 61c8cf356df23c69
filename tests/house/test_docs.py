"""The pages tell the truth: links lead somewhere, shown commands answer so, examples run."""

import io
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import NamedTuple

import pytest

import loaders
from api.catalogue import catalogue
from api.cli.main import main
from graph.stores.opening import open_store
from graph.stores.sqlite import SqliteStore
from loaders.case_folder.records import draft
from loaders.case_folder.yaml_lines import read_items
from loaders.load import load_case
from loaders.loader import LOADERS

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("graph", "loaders", "queries", "api")
PAGES = sorted(
    [
        *ROOT.glob("*.md"),
        *(page for part in ("docs", "cases") for page in ROOT.glob(f"{part}/**/*.md")),
    ]
)
LEFT_OUT = "…"


class Block(NamedTuple):
    """A fenced block: its language, the file that it is, and what stands in it."""

    language: str
    file: str
    body: str


def blocks(page: Path) -> list[Block]:
    found = re.findall(
        r"^```(\S+)[ ]?(\S*)\n(.*?)^```$", page.read_text("utf-8"), re.MULTILINE | re.DOTALL
    )
    return [Block(*one) for one in found]


def prose(page: Path) -> str:
    """A page without its fenced blocks and without code in a line."""
    text = re.sub(r"^```.*?^```$", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    return re.sub(r"`[^`\n]*`", "", text)


def anchors(page: Path) -> set[str]:
    """The headings of a page as GitHub names them in addresses."""
    text = re.sub(r"^```.*?^```$", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", one.lower()).replace(" ", "-") for one in headings}


def name_of(page: Path) -> str:
    return page.relative_to(ROOT).as_posix()


# ------------------------------------------------------------------------------------------- links


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_link_within_the_repository_leads_somewhere(page: Path) -> None:
    dead = []
    for link in re.findall(r"\[[^\]]*\]\(([^)\s]+)\)", prose(page)):
        if re.match(r"[a-z]+:", link):
            continue
        path, _, anchor = link.partition("#")
        target = (page.parent / path).resolve() if path else page
        if not target.exists() or (
            anchor and target.suffix == ".md" and anchor not in anchors(target)
        ):
            dead.append(link)
    assert not dead


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_no_page_loads_a_picture_from_elsewhere(page: Path) -> None:
    """A reader's address is nobody's business, and tomorrow's picture was not reviewed."""
    text = page.read_text("utf-8")
    assert not re.findall(r"!\[[^\]]*\]\(\s*(?:https?:)?//\S+|<img[^>]*src=.(?:https?:)?//", text)


def test_every_decision_stands_in_the_list_of_decisions() -> None:
    folder = ROOT / "docs" / "decisions"
    listed = set(re.findall(r"\]\((\d{4}-[^)]+\.md)\)", (folder / "README.md").read_text("utf-8")))
    assert listed == {page.name for page in folder.glob("0*.md")}


# ------------------------------------------------------------------------- questions, loaders, case


def test_every_question_is_on_the_page_of_questions() -> None:
    page = ROOT / "docs" / "questions.md"
    text = page.read_text("utf-8")
    for name, question in catalogue().items():
        assert name.lower() in anchors(page), name
        assert f"{question.method} /api/v1{question.route}`" in text, name


def test_every_loader_has_a_page() -> None:
    for module in walk_packages(loaders.__path__, "loaders."):
        import_module(module.name)
    ours = {name for name, one in LOADERS.items() if one.__module__.startswith("loaders.")}
    pages = [page.read_text("utf-8") for page in ROOT.glob("docs/loaders/*.md")]
    assert not {name for name in ours if not any(f"`{name}`" in page for page in pages)}


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store with the bundled case."""
    path = tmp_path_factory.mktemp("case") / "clew.db"
    store = open_store(path)
    load_case(store, ROOT / "cases" / "magnitsky")
    store.close()
    return path


def test_every_source_that_a_page_names_is_in_the_case(case: Path) -> None:
    named = {
        one for page in PAGES for one in re.findall(r"\b[mp]\.S\d+b?\b", page.read_text("utf-8"))
    }
    assert "m.S39" in named
    store = open_store(case, create=False)
    with store.read() as reader:
        assert not named - reader.sources(named).keys()
    store.close()


# ----------------------------------------------------------------------------------- shown commands


def sessions(text: str) -> Iterator[tuple[list[str], list[str]]]:
    """The commands of a console block, each with the lines that are shown of its output."""
    words: list[str] = []
    shown: list[str] = []
    for line in text.splitlines():
        if line.startswith("$ "):
            if words:
                yield words, shown
            words, shown = shlex.split(line[2:]), []
        elif line.strip() and line != LEFT_OUT:
            shown.append(line)
    if words:
        yield words, shown


def said(words: list[str]) -> list[str]:
    """What `clew` prints for the words, the answer and what stands beside it."""
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
    with redirect_stdout(out), redirect_stderr(out):
        main(words)
    out.seek(0)
    return out.read().splitlines()


RUN = [page for page in PAGES if any(one.language == "console" for one in blocks(page))]


@pytest.mark.parametrize("page", RUN, ids=name_of)
def test_shown_commands_answer_as_shown(
    page: Path, case: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the order of the page, in a folder with its files; every shown line comes, in order."""
    store = SqliteStore.open(case, create=False)
    store.backup(tmp_path / "clew.db")
    store.close()
    (tmp_path / "cases").symlink_to(ROOT / "cases")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CLEW_STORE", "clew.db")
    monkeypatch.setenv("COLUMNS", "100")
    for block in blocks(page):
        if block.file and block.language != "python":
            Path(block.file).parent.mkdir(parents=True, exist_ok=True)
            Path(block.file).write_text(block.body, "utf-8")
        if block.language != "console":
            continue
        for (program, *words), shown in sessions(block.body):
            assert program == "clew"
            lines = said(words)
            # A column may be wider on another day; what stands in it may not change.
            rest = (line.split() for line in lines)
            missing = [line for line in shown if line.split() not in rest]
            assert not missing[:1], "\n".join([shlex.join(words), *lines])


def test_the_readme_shows_commands() -> None:
    """The test above would hold for a page without any."""
    assert ROOT / "README.md" in RUN
    assert ROOT / "docs" / "case-files.md" in RUN


def test_fragments_of_case_files_are_sound() -> None:
    """What stands on the page about case files and in no file of it."""
    texts = [
        one.body
        for one in blocks(ROOT / "docs" / "case-files.md")
        if one.language == "yaml" and not one.file
    ]
    assert texts
    for text in texts:
        items, faults = read_items(text.encode(), "page", "list")
        drafts = [draft(one, "page", "page", "2026-11-24") for one in items]
        assert not faults
        assert drafts
        assert not [fault for one in drafts for fault in one.faults]


# ---------------------------------------------------------------------------------- worked examples


def test_the_worked_examples_of_contributing_work(tmp_path: Path) -> None:
    """A kind, a loader and a question, put into a copy of the rooms where the page says."""
    for room in ROOMS:
        shutil.copytree(ROOT / room, tmp_path / room, ignore=shutil.ignore_patterns("__pycache__"))
    tests = 0
    for block in blocks(ROOT / "CONTRIBUTING.md"):
        if block.language == "python":
            path = tmp_path / block.file
            path.parent.mkdir(exist_ok=True)
            before = path.read_text("utf-8") + "\n\n" if path.exists() else ""
            path.write_text(before + block.body, "utf-8")
            tests += block.body.count("\ndef test_")
    (tmp_path / "pytest.ini").write_text("[pytest]\nfilterwarnings = error\n")
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "--import-mode=importlib", "-p", "no:cacheprovider",
         "tests"],
        cwd=tmp_path, capture_output=True, text=True, check=False, timeout=300,
        env={**os.environ, "PYTHONPATH": str(tmp_path), "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip
    assert f"{tests} passed" in ran.stdout, ran.stdout + ran.stderr
    assert tests == 3
