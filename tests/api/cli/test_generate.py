"""The generated pages are fresh, complete, and the check can tell when they are not."""

from pathlib import Path

import pytest

from api.catalogue import catalogue
from api.cli import generate
from api.cli.questions_page import questions_markdown


def test_the_page_of_questions_has_every_question_and_parameter() -> None:
    page = questions_markdown()
    for name, question in catalogue().items():
        part = page.partition(f"\n## {name}\n")[2].partition("\n## ")[0]
        assert f"/api/v1{question.route}`" in part
        assert f"clew {question.command.partition(' ')[0]}" in part or not question.command
        for field, info in question.model_fields.items():
            (row,) = [one for one in part.splitlines() if one.startswith(f"| `{field}` |")]
            assert row.count("|") - row.count("\\|") == 5
            assert (info.description or "")[:20] in row
            assert info.is_required() == ("*required*" in row)


def test_rendering_twice_gives_the_same() -> None:
    assert generate.rendered() == generate.rendered()


def test_the_check_names_what_is_stale_and_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(generate, "ROOT", tmp_path)
    assert generate.main(["--check"]) == 1
    assert "docs/questions.md" in capsys.readouterr().err
    assert not list(tmp_path.iterdir())
    assert generate.main([]) == 0
    assert generate.main(["--check"]) == 0
    page = tmp_path / "docs" / "questions.md"
    page.write_text(page.read_text("utf-8") + "by hand", "utf-8")
    capsys.readouterr()
    assert generate.main(["--check"]) == 1
    assert "Not fresh: docs/questions.md." in capsys.readouterr().err
