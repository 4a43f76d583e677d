"""`python -m autograder build`: one source, the same bytes every time, and the files that Otter and students need."""

import hashlib
import json
import re
import shutil
import tomllib
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

import nbformat
import pytest

from autograder.build import Generated, assignment_config, generate, handed_out, stale_files
from autograder.build import source as master
from autograder.build.package import today, write_zip
from autograder.build.source import (
    localise,
    master_notebook,
    pinned,
    read_parts,
    strip_solution,
)
from autograder.course import Course
from autograder.errors import GraderError
from autograder.paths import PACKAGE
from autograder.scaffold import COURSE_TEMPLATE
from tests.command_line import ROOT, spawn_autograder
from tests.course import ASSIGNMENT, CHECKS, GRADING, LANGUAGES, QUESTIONS, SEMINAR


def digests(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file that a build writes to dist/."""
    files = [path for path in folder.rglob("*") if path.is_file()]
    return {str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.mark.slow
def test_committed_files_are_fresh() -> None:
    """assignment/ is what solutions/ gives now; if this fails run `python -m autograder build` and commit.

    A build writes them anew: .ci/run compares them with what they were before its first one.
    """
    assert stale_files(SEMINAR) == []


@pytest.mark.slow
def test_build_gives_the_same_bytes_twice(built: Path) -> None:
    """Notebooks, zips and the wheel inside are reproduced byte for byte, with the secret of dist/.

    Else a regrade after a rebuild would draw other images.
    """
    first = digests(built)
    done = spawn_autograder("build")
    assert done.returncode == 0, done.stderr
    assert first.keys() >= {"autograder.zip", "assignment.zip", "secret.json", "build/secret.json"}
    assert digests(built) == first


def test_autograder_zip_has_what_a_grading_image_needs(built: Path) -> None:
    """Otter's own files, the tests of four questions, the build, one wheel, and what set-up installs."""
    with zipfile.ZipFile(built / "autograder.zip") as archive:
        names = set(archive.namelist())
        installed = archive.read("requirements.txt").decode()
    assert {"run_autograder", "run_otter.py", "setup.sh", "otter_config.json", "files/build/secret.json"} <= names
    assert {f"tests/{question}.py" for question in QUESTIONS} <= names
    assert {f"files/build/{name}" for name in ("course/course.toml", "library/seminar/subject.py")} <= names
    assert [name for name in names if name.startswith("files/build/course/") and "task.py" in name] == []
    assert len([name for name in names if name.startswith("files/wheel/") and name.endswith(".whl")]) == 1
    assert {"torch==2.15.0", "safetensors==0.8.0"} <= set(installed.splitlines())


def test_students_get_files_of_today(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not of 1980, which is what an instructor's zips keep; a fixed date can be asked for."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1790000000")
    assert today() == (2026, 9, 21, 0, 0, 0)
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    write_zip(tmp_path / "a.zip", {"a": b""}, today())
    write_zip(tmp_path / "b.zip", {"a": b""})
    with zipfile.ZipFile(tmp_path / "a.zip") as new, zipfile.ZipFile(tmp_path / "b.zip") as old:
        assert new.infolist()[0].date_time[:3] == datetime.now().astimezone().timetuple()[:3]
        assert old.infolist()[0].date_time[0] == 1980


def test_wheel_has_every_package() -> None:
    """A package that pyproject.toml does not name is missing where a zip is graded."""
    named = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["setuptools"]["packages"]
    found = [path.parent for top in (PACKAGE, ASSIGNMENT / "coursekit") for path in top.rglob("__init__.py")]
    found = [path for path in found if not path.is_relative_to(COURSE_TEMPLATE)]
    names = {
        ".".join(path.relative_to(ASSIGNMENT if path.is_relative_to(ASSIGNMENT) else ROOT).parts) for path in found
    }
    assert names <= set(named)


def test_assignment_zip_holds_what_belongs_to_it(tmp_path: Path) -> None:
    """An instructor has tried the notebook in assignment/: the filled one, its export and its log stay at home."""
    place = tmp_path / "assignment"
    shutil.copytree(ASSIGNMENT, place, ignore=shutil.ignore_patterns("__pycache__"))
    clean = handed_out(SEMINAR, place)
    for stray in (
        "seminar_en_2026.zip",
        "my_solution.ipynb",
        ".OTTER_LOG",
        "data/cifar-10.tar.gz",
        "experiments/a.json",
    ):
        (place / stray).parent.mkdir(exist_ok=True)
        (place / stray).write_text("a secret", encoding="utf-8")
    assert handed_out(SEMINAR, place) == clean
    assert {
        f"seminar-assignment/{name}"
        for name in ("README.md", "stubs.py", "tests/q1.py", "seminar/data.py", "coursekit/public.py")
    } <= set(clean)


# The deeper network stands in the notebook as it is, and begins like the answer to q1.
WRITTEN_OUT = {"nn.Conv2d(3, 16, kernel_size=3, padding=1),", "nn.Conv2d(16, 16, kernel_size=3, padding=1),"}


def solution_lines() -> set[str]:
    """Return the lines of code between BEGIN SOLUTION and END SOLUTION in the tasks, without trivial ones."""
    lines: set[str] = set()
    for cell in (cell for part in read_parts(SEMINAR) if part.question for cell in part.cells):
        inside = False
        for line in cell.source.splitlines():
            inside = (inside or "# BEGIN SOLUTION" in line) and "# END SOLUTION" not in line
            if inside and len(line.strip()) > 20 and "BEGIN SOLUTION" not in line:
                lines.add(line.strip())
    return lines


@pytest.mark.parametrize("language", LANGUAGES)
def test_student_notebook_shows_no_solution_and_no_hidden_test(language: str) -> None:
    """What students receive has stubs where solutions were, and nothing of the hidden checks."""
    notebook = nbformat.read(ROOT / "assignment" / f"seminar_{language}.ipynb", as_version=4)
    code = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code")
    shown = {line for line in solution_lines() if line in code}
    assert len(solution_lines()) >= 8
    assert shown <= WRITTEN_OUT
    text = "\n".join(cell.source for cell in notebook.cells)
    for word in ("optimizer.step()", "guesses[1] = (", "loss.backward()\n"):
        assert word not in code, f"the exercise gives {word!r} away"
    for word in ("BEGIN SOLUTION", "hidden_check", "{{", "BEGIN TESTS"):
        assert word not in text, f"{word!r} is in the {language} notebook"
    tests = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "assignment" / "tests").glob("*.py"))
    assert "hidden" not in tests.replace("hidden=False", "")


@pytest.mark.parametrize("language", LANGUAGES)
def test_notebook_is_in_one_language(language: str) -> None:
    """Russian text is in the Russian notebook only, and each notebook sets its own language."""
    notebook = nbformat.read(ROOT / "assignment" / f"seminar_{language}.ipynb", as_version=4)
    prose = "".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    cyrillic = sum("а" <= letter <= "я" for letter in prose.lower()) / len(prose)
    assert (cyrillic > 0.3) == (language == "ru"), f"share of Cyrillic letters: {cyrillic:.2f}"
    assert any(f'use_language("{language}")' in cell.source for cell in notebook.cells)


OTHER_POINTS = {"q1": 30.0, "q2": 20.0, "q3": 40.0, "q4": 10.0}
OTHER_PUBLIC = {"q1": "shapes", "q2": "mistakes", "q3": "shapes", "q4": "mistakes"}


def with_questions(**changes: Mapping[str, Any]) -> Course:
    """Return the course with other things declared by its questions, by the name of what is declared and of these."""
    return replace(
        SEMINAR,
        questions={
            name: question.model_copy(update={key: values[name] for key, values in changes.items() if name in values})
            for name, question in SEMINAR.questions.items()
        },
    )


@pytest.fixture(scope="module")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Generated:
    """What questions with other points and public checks give."""
    course = with_questions(points=OTHER_POINTS, look_for=OTHER_PUBLIC)
    return generate(course, tmp_path_factory.mktemp("other"))


@pytest.mark.slow
def test_points_come_from_the_questions(generated: Generated) -> None:
    """The declared points are the points of Otter's test files; public checks carry none."""
    from otter.test_files.exception_test import ExceptionTestFile

    with zipfile.ZipFile(generated.assigned["en"].autograder_zip) as archive:
        for question, expected in OTHER_POINTS.items():
            test = ExceptionTestFile.from_string(archive.read(f"tests/{question}.py").decode(), f"{question}.py")
            assert test.possible == pytest.approx(expected)
            assert sum(case.points for case in test.test_cases if not case.hidden) == 0


@pytest.mark.slow
def test_what_public_checks_look_for_comes_from_the_questions(generated: Generated) -> None:
    """Of each question on its own: it stands in the test file for the notebook, in course.json for the terminal."""
    course = json.loads(generated.files["seminar/course.json"])
    for question, expected in OTHER_PUBLIC.items():
        source = generated.files[f"tests/{question}.py"].decode()
        assert f"public_check('seminar', '{question}', env, '{expected}')" in source
        assert course["questions"][question]["look_for"] == expected


def test_threshold_of_the_text_is_that_of_the_settings() -> None:
    """Task 4 says what has to be reached, in both languages."""
    values = SEMINAR.questions["q4"].values
    assert values is not None

    def higher(settings: Any) -> Mapping[str, str]:
        return values(settings.model_copy(update={"threshold": 0.725}))

    now = f"{100 * SEMINAR.settings('q4').threshold:g} %"
    for language in LANGUAGES:
        for course, shown in ((SEMINAR, now), (with_questions(values={"q4": higher}), "72.5 %")):
            made = master_notebook(course, language, assignment_config(course))
            (task,) = (cell.source for cell in made.cells if re.match(r"### \w+ 4\.", cell.source))
            assert f"**{shown}**" in task


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_check_has_its_test_cell(question: str) -> None:
    """The public one first, without points and shown; then each hidden one, in order, with its share of the points."""
    public, *hidden = (cell.source for cell in master.test_cells(SEMINAR.questions[question], SEMINAR))
    assert "hidden: false\npoints: 0\n" in public
    assert [re.findall(r'hidden_check\("(\w+)", "(\w+)", env\)', cell) for cell in hidden] == [
        [(question, check)] for check in CHECKS[question]
    ]
    assert all("hidden: true" in cell for cell in hidden)
    points = [float(number) for cell in hidden for number in re.findall(r"^points: (\S+)$", cell, re.MULTILINE)]
    assert points == [GRADING.check_points(question, check) for check in CHECKS[question]]


@pytest.mark.parametrize("name", ["chapters/start.py", "questions/q3_spatial_dropout/task.py"])
def test_missing_translation_refuses_the_build(tmp_path: Path, name: str) -> None:
    """A text cell that only one language has would leave a notebook without it, and nobody would be told."""
    copy = Path(shutil.copytree(SEMINAR.folder, tmp_path / "course"))
    folders = {question: copy / folder.relative_to(SEMINAR.folder) for question, folder in SEMINAR.folders.items()}
    text = (copy / name).read_text(encoding="utf-8")
    count = text.count('lang="en"')
    (copy / name).write_text(text.replace('[markdown] lang="ru"', '[markdown] lang="xx"', 1), encoding="utf-8")
    said = rf'{name}: has {count - 1} text cells with lang="ru", and {count} of others'
    with pytest.raises(GraderError, match=re.escape(said)):
        read_parts(replace(SEMINAR, folder=copy, folders=folders))


def test_master_carries_the_assignment_name() -> None:
    """Otter refuses another assignment's notebook by this name."""
    made = master_notebook(SEMINAR, "en", assignment_config(SEMINAR))
    assert "name: cnn-seminar" in made.cells[0].source


def test_otter_that_is_not_pinned_is_refused(tmp_path: Path) -> None:
    """The first cell installs the version that the assignment was made with, or the build says why it cannot."""
    path = tmp_path / "requirements.txt"
    path.write_text("otter-grader-extra==1.0\notter-grader>=7\n", encoding="utf-8")
    with pytest.raises(GraderError, match="otter-grader is not pinned"):
        pinned(path, "otter-grader")
    path.write_text("torch==2.0\notter-grader==7.0.0\n", encoding="utf-8")
    assert pinned(path, "otter-grader") == "otter-grader==7.0.0"


def test_localise_keeps_one_language_and_drops_markers() -> None:
    """`ru: ` and `en: ` lines of comments and docstrings are chosen by language."""
    code = 'def f():\n    """\n    ru: Свёртка.\n    en: A convolution.\n    """\n    # ru: шаг\n    # en: a step\n'
    code += "    return 1"
    assert (
        localise(code, "en", LANGUAGES) == 'def f():\n    """\n    A convolution.\n    """\n    # a step\n    return 1'
    )
    assert localise(code, "ru", LANGUAGES) == 'def f():\n    """\n    Свёртка.\n    """\n    # шаг\n    return 1'


def test_strip_solution_leaves_an_ellipsis() -> None:
    """The stub keeps the indentation of the solution that it replaces."""
    code = "def f(x):\n    # BEGIN SOLUTION\n    y = x\n    return y\n    # END SOLUTION"
    assert strip_solution(code) == "def f(x):\n    ..."
