"""What a notebook shows for `grader.check` and `grader.check_all`: our sentences, and nothing of Otter's frame."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from IPython.core.interactiveshell import InteractiveShell
from otter.test_files import TestFile

from coursekit import notebook_results
from coursekit.language import LANGUAGES
from seminar import use_language
from tests.bank import REFERENCE
from tests.command_line import ROOT

QUESTIONS = ("q1", "q2", "q3", "q4")
FRAME = re.compile(r"results:|Test case|Error at line|public_check|CheckFailed|passed!|_public")
STUB = "class SpatialDropout(nn.Module):\n    def forward(self, x): ...\n"
IDENTITY = "class SpatialDropout(nn.Dropout):\n    def forward(self, x): return x\n"
# How what a check says of IDENTITY begins.
NOTHING = {"en": "Nothing is dropped in training", "ru": "При обучении с p ="}


@pytest.fixture
def shell(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[InteractiveShell]:
    """A notebook's shell in a folder with the public tests, with `grader` in it and the right answers."""
    shutil.copytree(ROOT / "assignment" / "tests", tmp_path / "tests")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path / "ipython"))
    monkeypatch.setattr(notebook_results, "_last", {})
    InteractiveShell.clear_instance()
    shell = InteractiveShell.instance()
    for code in ("import otter\ngrader = otter.Notebook()", REFERENCE.read_text(encoding="utf-8")):
        run(shell, code)
    yield shell
    InteractiveShell.clear_instance()


def run(shell: InteractiveShell, code: str) -> Any:
    """Run a cell; return the value of its last line."""
    done = shell.run_cell(code)
    done.raise_error()
    return done.result


def shown(shell: InteractiveShell, code: str) -> tuple[str, str]:
    """Return what the notebook shows for the last line of a cell: as HTML and as text."""
    assert shell.display_formatter is not None
    data = shell.display_formatter.format(run(shell, code))[0]
    return data["text/html"], data["text/plain"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_failed_check_is_one_sentence(shell: InteractiveShell, language: str) -> None:
    """In the notebook's language, with a mark and the question before it."""
    use_language(language)
    html, text = shown(shell, IDENTITY + 'grader.check("q3")')
    assert text.startswith(f"❌ q3: {NOTHING[language]}")
    assert html.startswith(f"<p>❌ <strong>q3</strong>: {NOTHING[language]}")
    assert not FRAME.search(html + text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_passed_check_says_what_and_what_else(shell: InteractiveShell, language: str) -> None:
    """Two lines, code in them set as code."""
    use_language(language)
    html, text = shown(shell, 'grader.check("q3")')
    assert text.startswith("✅ q3: ")
    assert len(text.splitlines()) == 2
    assert "<code>eval()</code>" in html
    assert html.count("<br>") == 1
    assert not FRAME.search(html + text)


def test_all_checks_are_a_paragraph_each(shell: InteractiveShell) -> None:
    """`grader.check_all()` shows the same for every question."""
    html, text = shown(shell, IDENTITY + "grader.check_all()")
    assert [question for question in QUESTIONS if f"<strong>{question}</strong>" in html] == [*QUESTIONS]
    assert html.count("✅") == text.count("✅") == 3
    assert "❌ q3: Nothing is dropped" in text
    assert not FRAME.search(html + text)


def test_text_of_a_student_is_text(shell: InteractiveShell) -> None:
    """What an error says may look like HTML."""
    trap = "class SpatialDropout(nn.Dropout):\n    def forward(self, x): raise ValueError('<b>`x`</b>')\n"
    html, text = shown(shell, trap + 'grader.check("q3")')
    assert "<b>" in text
    assert "<b>" not in html


def test_otter_keeps_its_results(shell: InteractiveShell) -> None:
    """Only what is displayed is ours: the objects that Otter logs and writes are Otter's, with its words."""
    result = run(shell, IDENTITY + 'grader.check("q3")')
    assert isinstance(result, TestFile)
    assert "Error at line" in repr(result)
    assert json.loads(json.dumps(result.to_dict()["test_case_results"][0]["message"])).startswith("❌ Test case failed")


def test_other_tests_are_shown_as_otter_does(shell: InteractiveShell) -> None:
    """A course may have tests of its own, beside ours or in the file of a question."""
    own = "\n@test_case(points=0)\ndef test_own(env):\n    assert env['nn'] is None, 'mine'\n"
    path = Path("tests/q3.py")
    path.write_text(path.read_text(encoding="utf-8") + own, encoding="utf-8")
    Path("tests/own.py").write_text(
        f"from otter.test_files import test_case\nOK_FORMAT = False\nname = 'own'\npoints = None\n{own}",
        encoding="utf-8",
    )
    for name in ("q3", "own"):
        html, text = shown(shell, f'grader.check("q1")\ngrader.check("{name}")')
        assert "mine" in html
        assert text.startswith(f"{name} results:")
    assert "✅ q1" in shown(shell, "grader.check_all()")[1]


@pytest.mark.parametrize("change", ["test_case_results = None", "name = 'other'", "test_case_results = [1]"])
def test_result_that_is_not_as_we_know_it_is_left_to_otter(shell: InteractiveShell, change: str) -> None:
    """Another version of Otter may keep its results in another way."""
    result = run(shell, 'grader.check("q1")')
    name, value = change.split(" = ", 1)
    setattr(result, name, eval(value))
    assert notebook_results.told_of(result) is None


def test_older_result_is_not_told_in_newer_words(shell: InteractiveShell) -> None:
    """A result that was kept is shown as what it is, also after the mistake was mended and found again elsewhere."""
    kept = run(shell, IDENTITY + 'kept = grader.check("q3")\nkept')
    run(shell, STUB + 'grader.check("q3")')
    assert "Nothing is dropped" in notebook_results.as_text(kept)


def test_no_notebook_is_needed() -> None:
    """In the terminal, in a test, under a grader: nothing is registered and nothing fails."""
    InteractiveShell.clear_instance()
    notebook_results.remember("q1", "said", passed=True)
