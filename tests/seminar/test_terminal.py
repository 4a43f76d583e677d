"""`python -m seminar check FILE.py`: the public checks for those who work without a notebook."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def check(path: Path, language: str = "en") -> subprocess.CompletedProcess[str]:
    """Run the command as a student does."""
    command = [sys.executable, "-m", "seminar", "check", str(path), "--lang", language]
    return subprocess.run(command, cwd=ROOT / "assignment", capture_output=True, text=True, check=False)


def test_correct_file_passes() -> None:
    """Each question is reported, and the exit code is 0."""
    done = check(ROOT / "tests" / "submissions" / "reference.py")
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.splitlines() == [f"{question}: public checks passed" for question in ("q1", "q2", "q3", "q4")]


@pytest.mark.parametrize(("language", "words"), [("ru", "заготовка ещё не заполнена"), ("en", "not filled in yet")])
def test_stubs_are_told_that_they_are_empty(language: str, words: str) -> None:
    """One line per question in the chosen language, and the exit code is 1."""
    done = check(ROOT / "assignment" / "stubs.py", language)
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    assert len(lines) == 4
    assert all(words in line for line in lines), lines


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("import torch\nraise ValueError('oops')\n", "ValueError: oops"),
        ("def f(:\n", "SyntaxError"),
        (None, "FileNotFoundError"),
    ],
    ids=["raises", "syntax error", "missing"],
)
def test_file_that_cannot_be_run_is_one_line(tmp_path: Path, source: str | None, words: str) -> None:
    """No traceback, and the exit code is 2."""
    path = tmp_path / "mine.py"
    if source is not None:
        path.write_text(source, encoding="utf-8")
    done = check(path)
    assert done.returncode == 2
    assert words in done.stdout
    assert "Traceback" not in done.stdout + done.stderr
