"""`python -m autograder grade`: submissions go in, marks and words come out."""

import csv
import json
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.command_line import run_autograder, spawn_autograder
from tests.conftest import ROOT, SUBMISSIONS
from tests.course import SEMINAR
from tests.grading.zips import changed_zip

Autograder = Callable[..., subprocess.CompletedProcess[str]]
# Scripts outside rely on these, in this order; what the table has beside them comes after.
COLUMNS = ["submission", "student", "q1", "q2", "q3", "q4", "total", "possible", "status", "seconds"]
AFTER = ["id", "email", "late"]
# What each file deserves: q1, q2, q3, q4.
DESERVED = {
    "solution_en.ipynb": (3, 2, 4, 1),
    "seminar_ru.ipynb": (0, 0, 0, 0),
    "stubs.py": (0, 0, 0, 0),
    "missing_activation.py": (0, 2, 4, 1),
    "dropout_without_rescaling.py": (0, 0, 3.25, 0),
    "two_mistakes.ipynb": (3, 0, 1.25, 1),
}


pytestmark = pytest.mark.usefixtures("warm")
# One epoch, after which whatever learns passes; the whole training run is the same class with dist/autograder.zip.
QUICK = {"epochs": 1, "threshold": 0.2, "band": 0.05}


@pytest.fixture(scope="module", params=["quick", pytest.param("whole", marks=pytest.mark.slow)])
def graded(request: pytest.FixtureRequest, built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Grade a small class in one call; return its folder of results."""
    out = tmp_path_factory.mktemp("results")
    zip_path = built / "autograder.zip"
    if request.param == "quick":
        zip_path = changed_zip(tmp_path_factory.mktemp("zip") / "quick.zip", **QUICK)
    assignment = ROOT / "assignment"
    files = [built / "solution_en.ipynb", assignment / "seminar_ru.ipynb", assignment / "stubs.py"]
    done = run_autograder("grade", *files, SUBMISSIONS / "imperfect", "--out", out, "--autograder", zip_path)
    assert done.returncode == 0, done.stderr
    return out


def rows(out: Path) -> dict[str, dict[str, str]]:
    """Return the rows of grades.csv by submission."""
    with (out / "grades.csv").open(encoding="utf-8-sig") as file:
        reader = csv.DictReader(file)
        assert reader.fieldnames == [*COLUMNS, *AFTER]
        return {row["submission"]: row for row in reader}


def outputs(out: Path, name: str) -> dict[str, str]:
    """Return what each question's result says, from results.json."""
    results = json.loads((out / name / "results.json").read_text(encoding="utf-8"))
    return {test["name"]: test["output"] for test in results["tests"]}


def test_every_submission_gets_one_row(graded: Path) -> None:
    """grades.csv has the contract's columns and a row for each file, in the order given."""
    assert list(rows(graded)) == [
        *list(DESERVED)[:3],
        "dropout_without_rescaling.py",
        *("missing_activation.py", "two_mistakes.ipynb"),
    ]


@pytest.mark.parametrize("name", DESERVED)
def test_marks_are_deserved(graded: Path, name: str) -> None:
    """Each question has exactly the marks that the work deserves, and one mistake costs once."""
    row = rows(graded)[name]
    assert tuple(float(row[question]) for question in ("q1", "q2", "q3", "q4")) == DESERVED[name]
    assert float(row["total"]) == sum(DESERVED[name])
    assert (row["possible"], row["status"]) == ("10", "graded")


@pytest.mark.parametrize("question", ["q1", "q2", "q3", "q4"])
def test_untouched_notebook_is_told_why_in_its_language(graded: Path, question: str) -> None:
    """The Russian notebook as handed out gets a reason in Russian for each question."""
    assert "заготовка ещё не заполнена" in outputs(graded, "seminar_ru")[question]


@pytest.mark.parametrize(
    ("name", "question", "words"),
    [
        ("missing_activation", "q1", "activation is missing after: fc1"),
        ("dropout_without_rescaling", "q3", "not rescaled: their factor is 1, expected 1."),
        ("two_mistakes", "q2", "still computes with ReLU after: conv2"),
        ("two_mistakes", "q3", "Single elements are dropped, not channels"),
    ],
)
def test_mistake_is_named(graded: Path, name: str, question: str, words: str) -> None:
    """The result of the broken question names the misconception."""
    assert words in outputs(graded, name)[question]


def write_zip(path: Path, names: list[str]) -> Path:
    """Write a zip that holds an unrelated text under each of `names`."""
    with zipfile.ZipFile(path, "w") as archive:
        for name in names:
            archive.writestr(name, "{}")
    return path


# Files that cannot be graded: what they hold (a list: names in a zip), and words of the reason.
UNREADABLE: dict[str, tuple[str | list[str], str]] = {
    "broken.ipynb": ("{not json", "not valid JSON"),
    "empty.ipynb": ("", "is empty"),
    "empty_too.py": ("", "is empty"),
    "long.py": ("x = 1\n" * 300_000, "kB of source code"),
    "list.ipynb": ("[]", "it has no cells"),
    "other.ipynb": (json.dumps({"cells": [], "metadata": {"otter": {"assignment_name": "hw1"}}}), "assignment 'hw1'"),
    "plain.ipynb": (json.dumps({"cells": [], "metadata": {}}), "not of this assignment"),
    "text.zip": ("no zip", "not a readable zip"),
    "none.zip": (["readme.txt"], "has no notebook"),
    "two.zip": (["a.ipynb", "b.ipynb"], "it has no cells"),
}


@pytest.fixture(scope="module")
def ungraded(built: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Grade a class of files that cannot be graded; return its folder of results and what was printed."""
    folder, out = tmp_path_factory.mktemp("class"), tmp_path_factory.mktemp("results")
    for name, (content, _) in UNREADABLE.items():
        if isinstance(content, list):
            write_zip(folder / name, content)
        else:
            (folder / name).write_text(content, encoding="utf-8")
    done = run_autograder("grade", folder, "--out", out)
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stdout + done.stderr
    return out, " ".join(done.stdout.split())


@pytest.mark.parametrize("name", UNREADABLE)
def test_unreadable_submission_gets_a_row_and_a_reason(ungraded: tuple[Path, str], name: str) -> None:
    """A file that cannot be graded gets status, reason and no marks; the command still exits 0, without a traceback."""
    out, printed = ungraded
    words = UNREADABLE[name][1]
    assert words in printed
    row = rows(out)[name]
    assert (row["status"], row["total"], row["possible"]) == ("unreadable", "0", "10")
    assert words in outputs(out, Path(name).stem)["q1"]


def test_submissions_with_the_same_stem_keep_their_own_results(built: Path, tmp_path: Path) -> None:
    """anna.py and anna.ipynb do not overwrite each other's results."""
    for name in ("anna.py", "anna.ipynb"):
        (tmp_path / name).write_text("", encoding="utf-8")
    done = run_autograder("grade", tmp_path / "anna.ipynb", tmp_path / "anna.py", "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "out" / "anna" / "results.json").is_file()
    assert (tmp_path / "out" / "anna-2" / "results.json").is_file()


@pytest.mark.parametrize(
    ("autograder", "path", "words"),
    [
        (spawn_autograder, "absent.ipynb", "there is no such file or folder"),
        (run_autograder, "README.md", "a submission is an .ipynb, .py or .zip"),
    ],
    ids=["absent", "no submission"],
)
def test_wrong_path_is_one_line(built: Path, tmp_path: Path, autograder: Autograder, path: str, words: str) -> None:
    """A path that is no submission ends the command with one line and exit code 2; nothing is written."""
    done = autograder("grade", ROOT / path, "--out", tmp_path / "out")
    assert done.returncode == 2
    assert words in done.stderr
    assert len(done.stderr.strip().splitlines()) == 1
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("call", [("grade", "tests", "--out"), ("report",)], ids=["grade", "report"])
def test_language_that_the_course_has_not_is_one_line(built: Path, tmp_path: Path, call: tuple[str, ...]) -> None:
    """Exit code 2, and the languages that there are."""
    done = run_autograder(*call, tmp_path, "--lang", "fr")
    assert done.returncode == 2
    assert done.stderr == f"autograder: --lang fr: this course speaks {', '.join(SEMINAR.languages)}\n"


def test_names_of_files_are_text(built: Path, tmp_path: Path) -> None:
    """Neither markup, terminal sequences nor options: the table shows them, and in grades.csv none is a formula."""
    names = ["[red]anna.py", "a\x1b[2Jb.py", "--help.py", "new\nline.py"]
    folder = tmp_path / "class"
    folder.mkdir()
    for name in names:
        (folder / name).touch()
    done = run_autograder("grade", folder, "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    assert "\x1b" not in done.stdout
    assert "[red]anna.py" in done.stdout
    assert set(rows(tmp_path / "out")) == {"[red]anna.py", "a\x1b[2Jb.py", "'--help.py", "new\nline.py"}
