"""`python -m seminar check FILE.py`: the public checks for those who work without a notebook."""

import json
import os
import subprocess
import sys
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import cast

import IPython
import pytest

from coursekit import terminal
from coursekit.course import Question, course_of
from coursekit.feedback import CheckFailed
from coursekit.public import public_check
from seminar import use_language
from tests.submission.files import notebook

ROOT = Path(__file__).resolve().parents[2]
ASSIGNMENT = ROOT / "assignment"
STUBS = ASSIGNMENT / "stubs.py"
REFERENCE = ROOT / "tests" / "submissions" / "reference.py"
QUESTIONS = ("q1", "q2", "q3", "q4")
PASSED = "The public check has passed: "
IDENTITY = """
from torch import nn

class SpatialDropout(nn.Module):
    def __init__(self, p=0.2):
        super().__init__()

    def forward(self, x):
        return x
"""
SPAWN = """
import multiprocessing, runpy, sys
multiprocessing.set_start_method("spawn")
sys.argv[0] = "seminar"
runpy.run_module("seminar", run_name="__main__", alter_sys=True)
"""


def run(*command: object, cwd: Path = ASSIGNMENT, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run Python with a command as a student does."""
    environment = {**os.environ, "PYTHONIOENCODING": "utf-8", **variables}
    words = [sys.executable, *map(str, command)]
    return subprocess.run(words, cwd=cwd, env=environment, capture_output=True, encoding="utf-8", check=False)


def test_correct_file_passes() -> None:
    """Each question is reported, and the exit code is 0."""
    done = run("-m", "seminar", "check", REFERENCE, "--lang", "en")
    assert done.returncode == 0, done.stdout + done.stderr
    assert passed(done.stdout.splitlines())


def passed(lines: list[str]) -> bool:
    """Tell whether all that is printed is that the four checks have passed, each with what grading adds."""
    starts = [start for question in QUESTIONS for start in (f"{question}: {PASSED}", "    ")]
    return len(lines) == len(starts) and all(map(str.startswith, lines, starts))


def test_works_from_any_folder(tmp_path: Path) -> None:
    """Started by the path of the library, with a relative name that has blanks and Russian letters in it."""
    folder = tmp_path / "Мои документы"
    folder.mkdir()
    (folder / "задание 1.py").write_bytes(STUBS.read_bytes())
    done = run(ASSIGNMENT / "seminar", "check", Path("Мои документы") / "задание 1.py", "--lang", "ru", cwd=tmp_path)
    assert done.returncode == 1, done.stdout + done.stderr
    assert [line[:4] for line in done.stdout.splitlines()] == [f"{question}: " for question in QUESTIONS]


def test_works_where_processes_are_spawned_and_the_console_has_no_cyrillic(tmp_path: Path) -> None:
    """As on Windows and macOS: a file whose top level is imported by a child process, a console in ASCII."""
    path = tmp_path / "mine.py"
    path.write_text("import multiprocessing\nassert multiprocessing.get_start_method() == 'spawn'\n", encoding="utf-8")
    done = run("-c", SPAWN, "check", path, "--lang", "ru", PYTHONIOENCODING="ascii", PYTHONUTF8="0")
    assert done.returncode == 1, done.stdout + done.stderr
    assert done.stdout.startswith("q1: ModelBaseline ??")
    assert "Traceback" not in done.stderr


def check(path: Path, capsys: pytest.CaptureFixture[str], language: str | None = "en") -> tuple[int, list[str]]:
    """Return the exit code and the lines that the command prints."""
    code = terminal.check_file("seminar", str(path), language)
    return code, capsys.readouterr().out.splitlines()


def test_process_is_left_as_it_was_found(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever calls it in a process of their own keeps their shell, their main program, their Otter, their folder."""
    (tmp_path / "mine.py").write_text(IDENTITY + "import os, sys\nos.chdir('/')\nsys.meta_path.append(os)\n")

    def found() -> list[object]:
        return [
            IPython.get_ipython,
            *map(sys.modules.get, ("__main__", "otter")),
            *sys.meta_path,
            Path.cwd(),
        ]

    before = found()
    check(tmp_path / "mine.py", capsys)
    assert found() == before


def test_arguments_of_the_command_are_not_those_of_the_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A script that reads its arguments has been started without any, as where it is graded."""
    path = tmp_path / "mine.py"
    monkeypatch.setattr(sys, "argv", ["seminar", "check", str(path)])
    path.write_text("import argparse\nCHOSEN = argparse.ArgumentParser().parse_args()\n" + IDENTITY, encoding="utf-8")
    assert not any("argparse" in line for line in check(path, capsys)[1])
    assert sys.argv[1:] == ["check", str(path)]


def test_class_that_lacks_something_is_tried_with_all_that_stands_above(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """As grading does: torch.nn is patched below the first class, which must not see it."""
    model, layer = REFERENCE.read_text(encoding="utf-8").split("class SpatialDropout")
    layer = "class SpatialDropout" + layer.replace(
        "forward(self, x):\n", "forward(self, x):\n        x = nn.as_it_is(x)\n"
    )
    cells = (model, "grader.check('q1')", "nn.as_it_is = lambda x: x", layer, "grader.check('q3')")
    (tmp_path / "mine.ipynb").write_bytes(notebook(*cells))
    code, lines = check(tmp_path / "mine.ipynb", capsys)
    assert (code, passed(lines)) == (terminal.PASSED, True)


@pytest.mark.parametrize("language", ["ru", "en"])
def test_stubs_are_told_what_the_notebook_tells_them(capsys: pytest.CaptureFixture[str], language: str) -> None:
    """One line per question: the message that `grader.check` shows, which calls public_check in the notebook too."""
    code, lines = check(STUBS, capsys, language)
    assert code == terminal.FAILED
    use_language(language)
    namespace: dict[str, object] = {}
    exec(STUBS.read_text(encoding="utf-8"), namespace)
    expected = []
    for question in QUESTIONS:
        with pytest.raises(CheckFailed) as reason:
            public_check("seminar", question, namespace)
        expected.append(f"{question}: {reason.value}")
    assert lines == expected


def test_gross_mistake_is_named_as_in_the_notebook(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`forward: return x` is no spatial dropout."""
    path = tmp_path / "mine.py"
    path.write_text(IDENTITY, encoding="utf-8")
    assert check(path, capsys)[1][2].startswith("q3: Nothing is dropped in training with p = ")


def test_course_that_wants_shapes_only_is_obeyed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The terminal looks for what `grader.check` looks for: the course says it once, for both."""
    questions = course_of("seminar").questions
    monkeypatch.setitem(cast(dict[str, Question], questions), "q3", replace(questions["q3"], look_for="shapes"))
    path = tmp_path / "mine.py"
    path.write_text(IDENTITY, encoding="utf-8")
    assert check(path, capsys)[1][2].startswith(f"q3: {PASSED}the output has the shape")


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("import torch\nraise ValueError('oops')\n", "Line 2: ValueError: oops"),
        ("x = 1\ndef f(:\n", "Line 2 is not Python (SyntaxError: invalid syntax"),
        ("def f():\n    import nothing_like_it\n\nf()\n", "Line 2: ModuleNotFoundError: No module named"),
        ("import nothing_like_it as n\n", "`nothing_like_it` is not installed where grading happens"),
        ("\n\nexit(3)\n", "Line 3: SystemExit: 3"),
        ("class Odd(Exception):\n    def __str__(self): 1 / 0\nraise Odd\n", "Line 3: Odd"),
        ("while True: pass\n", "Line 1: `while True: pass` was stopped after 5 s of computing"),
    ],
    ids=["raises", "syntax error", "raises deeper", "package", "exits", "error that cannot be printed", "endless"],
)
def test_what_grading_would_skip_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], source: str, words: str
) -> None:
    """The line of the mistake, no traceback; the class below it is checked all the same."""
    path = tmp_path / "mine.py"
    path.write_text(source + "from torch.nn import Dropout2d as SpatialDropout\n", encoding="utf-8")
    code, lines = check(path, capsys)
    assert code == terminal.FAILED
    assert lines[2].startswith(f"q3: {PASSED}")
    assert lines[5].startswith("What grading would skip")
    assert any(line.startswith(f"- {words}") for line in lines[6:]), lines


def test_class_that_cannot_be_made_is_traced_to_its_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Not "check the spelling"."""
    path = tmp_path / "mine.py"
    path.write_text("from torch import nn\nclass SpatialDropout(nn.Modul): pass\n", encoding="utf-8")
    assert check(path, capsys)[1][2].startswith("q3: SpatialDropout could not be made. Line 2: AttributeError")


@pytest.mark.parametrize("name", ["seminar_en.ipynb", "stubs.py"])
def test_notebook_script_and_zip_are_read_as_grading_reads_them(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    """The solution passes in each of them, and the untouched file is told about its stubs."""
    assert check(ASSIGNMENT / name, capsys)[0] == terminal.FAILED
    filled = tmp_path / f"work{Path(name).suffix}"
    source = REFERENCE.read_text(encoding="utf-8")
    if filled.suffix == ".ipynb":
        cells = [{"cell_type": "code", "source": source, "metadata": {}}]
        source = json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 4})
    filled.write_text(source, encoding="utf-8")
    zipped = tmp_path / "work.zip"
    with zipfile.ZipFile(zipped, "w") as archive:
        archive.write(filled, f"hw/{filled.name}")
    for path in (filled, zipped):
        code, lines = check(path, capsys)
        assert code == terminal.PASSED, lines
        assert passed(lines), lines


@pytest.mark.parametrize(
    "content", [None, b"", b"\x89PNG\r\n", b"PK\x03\x04"], ids=["missing", "empty", "picture", "zip"]
)
def test_file_that_cannot_be_read_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes | None
) -> None:
    """With the reason, and the exit code is 2; a folder too."""
    path = tmp_path / "mine.ipynb"
    if content is not None:
        path.write_bytes(content)
    for place in (path, tmp_path):
        code, lines = check(place, capsys)
        assert code == terminal.NOT_RUN
        assert len(lines) == 1


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1251", "utf-16"])
def test_file_of_another_editor_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str], encoding: str) -> None:
    """Its letters are no matter."""
    path = tmp_path / "mine.py"
    path.write_text("# Мой слой\nfrom torch.nn import Dropout2d as SpatialDropout\n", encoding=encoding)
    assert any(line.startswith(f"q3: {PASSED}") for line in check(path, capsys)[1])


@pytest.mark.parametrize(
    ("source", "spoken", "words"),
    [
        ('from seminar import use_language\nuse_language("ru")\n', "en_US", "не определён"),
        ('import seminar\nseminar.use_language("en")\n', "ru_RU", "is not defined"),
        ('"""Моё решение\nдля seminar."""\n', "en_US", "не определён"),
        ('"""My solution."""\n', "ru_RU", "is not defined"),
        ('"""Решение.\nSolution."""\n', "ru_RU", "не определён"),
        ("x = 1", "en_US", "is not defined"),
        ('use_language("ru")\n', "en_US", "не определён"),
    ],
    ids=["asks for Russian", "asks for English", "Russian", "English", "both", "neither", "does not run"],
)
def test_language_is_that_of_the_file(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    source: str,
    spoken: str,
    words: str,
) -> None:
    """What the file asks for, then the language of its docstring, then that of the computer."""
    monkeypatch.setattr(terminal.locale, "getlocale", lambda: (spoken, "UTF-8"))
    path = tmp_path / "mine.py"
    path.write_text(source, encoding="utf-8")
    assert words in check(path, capsys, None)[1][0]


def test_object_that_breaks_a_check_costs_its_own_question(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever a class does when it is looked at, the other questions are checked."""
    path = tmp_path / "mine.py"
    trap = "class Trap(type):\n    def __call__(cls, **given):\n        raise RecursionError('deep')\n"
    path.write_text(f"{trap}class ModelBaseline(metaclass=Trap): pass\n", encoding="utf-8")
    code, lines = check(path, capsys)
    assert code == terminal.FAILED
    assert "RecursionError: deep" in lines[0]
    assert lines[2].startswith("q3: SpatialDropout is not defined")


def test_library_starts_no_process_by_forking() -> None:
    """Windows has no fork, and macOS does not survive it: nothing in the students' library asks for one."""
    paths = [path for name in ("coursekit", "seminar") for path in (ASSIGNMENT / name).rglob("*.py")]
    sources = {path.name: path.read_text(encoding="utf-8") for path in paths}
    assert [name for name, source in sources.items() if "os.fork" in source or '"fork"' in source] == []
