"""What `new course` and `new question` write builds, grades and measures itself as it stands."""

import csv
import json
import shutil
from pathlib import Path

import pytest

from autograder.build import build, stale_files
from autograder.course import load_course
from autograder.errors import GraderError
from autograder.paths import COURSE, ROOT
from autograder.prove.banks import bank_files, judge_banks
from autograder.scaffold import new_course, new_question
from tests.command_line import run_autograder


def judged_wrongly(folder: Path, *only: str) -> list[str]:
    """Return what the banks of a course, or of some of its questions, say is wrong with its checks."""
    return list(judge_banks(load_course(folder), lambda done, total: None, only))


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A new course, built, with a third question."""
    folder = tmp_path_factory.mktemp("courses") / "practice_course"
    new_course(folder)
    new_question(load_course(folder), "q3", "double_all")
    build(load_course(folder))
    return folder


def test_new_course_is_judged_as_its_banks_say(course: Path) -> None:
    """Each question has three wrong and two right files, and all of them are judged so."""
    files = bank_files(load_course(course))
    assert len(files) == 15
    assert sum(file.is_wrong for file in files) == 9
    assert judged_wrongly(course) == []


def test_new_course_grades_solutions_and_stubs(course: Path, tmp_path: Path) -> None:
    """All points and none, in the sandbox; tables, feedback and the report speak of its questions."""
    paths = (course / "dist" / "solution_ru.ipynb", course / "assignment" / "stubs.py")
    done = run_autograder("grade", "--course", course, *paths, "--out", tmp_path, "--quiet")
    assert done.returncode == 0, done.stderr
    rows = list(csv.DictReader((tmp_path / "grades.csv").open(encoding="utf-8-sig")))
    assert [(row["q1"], row["q2"], row["q3"], row["total"]) for row in rows] == [
        ("2", "3", "1", "6"),
        ("0", "0", "0", "0"),
    ]
    feedback = (tmp_path / "stubs" / "feedback.md").read_text(encoding="utf-8")
    assert feedback.startswith("# Feedback: practice\n")
    assert "q3" in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_removed_question_is_gone(course: Path) -> None:
    """Without its folder nothing is left of it, and nothing was edited by hand."""
    shutil.rmtree(course / "questions" / "q3_double_all")
    build(load_course(course))
    assert not (course / "assignment" / "tests" / "q3.py").exists()
    told = json.loads((course / "assignment" / "practice" / "course.json").read_text(encoding="utf-8"))
    assert list(told["questions"]) == ["q1", "q2"]
    assert stale_files(load_course(course)) == []


def test_new_question_of_this_seminar(tmp_path: Path) -> None:
    """A class in the form of this course: its banks are judged as they say."""
    shutil.copytree(COURSE, tmp_path / "solutions")
    for name in ("assignment", "data_small"):
        (tmp_path / name).symlink_to(ROOT / name)
    new_question(load_course(tmp_path / "solutions"), "q5", "GlobalAveragePool")
    assert (tmp_path / "solutions" / "questions" / "q5_global_average_pool" / "task.py").is_file()
    assert judged_wrongly(tmp_path / "solutions", "q5") == []


def test_bank_of_no_question_is_one_line(course: Path) -> None:
    """It says which there are."""
    done = run_autograder("prove", "banks", "q7", "--course", course)
    assert done.returncode == 2
    assert done.stderr.startswith("autograder: q7 is no question: the course has q1, q2")
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("name", "answer", "words"),
    [
        ("five", "Layer", "no name of a question"),
        ("q1", "Layer", "is q1 already"),
        ("q9", "not a name", "no name of a class"),
    ],
)
def test_mistake_in_a_call_is_one_line(course: Path, name: str, answer: str, words: str) -> None:
    """Nothing is written."""
    with pytest.raises(GraderError, match=words):
        new_question(load_course(course), name, answer)
    with pytest.raises(GraderError, match="there already"):
        new_course(course)
