"""What Gradescope shows of one submission: the form of its documentation, each reason once, nothing before its time."""

import json
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest

from autograder.build.gradescope import FILES, FOLDER, packages
from autograder.classroom.gradescope_results import gradescope_results, is_late
from autograder.classroom.outcome_record import record_of
from autograder.classroom.record import Record
from autograder.classroom.submissions import Submission
from autograder.classroom.task import without_mark
from autograder.results import unfinished_results
from tests.command_line import ROOT
from tests.course import GRADING, LANGUAGES

SAID = {"question": "q3", "check": "mask", "code": "not_rescaled", "message": "kept values are not scaled"}
OTHER = {"question": "q3", "check": "rate", "code": "rate_wrong", "message": "too many channels are dropped"}
SCORES = {"q1": 3.0, "q2": 2.0, "q3": 1.0, "q4": 1.0}


def outcome(public: dict[str, Any] | None = None, **other: Any) -> dict[str, Any]:
    """Return what grading a submission gave: two checks of q3 failed, and what `other` says."""
    tests: list[dict[str, Any]] = [
        {"name": "Public Tests", "visibility": "visible", "output": "...", "status": "failed"}
    ]
    tests += [
        {"name": name, "score": score, "max_score": GRADING.points[name], "visibility": "after_published"}
        for name, score in SCORES.items()
    ]
    graded = {"results": {"tests": tests}, "checks": [SAID, OTHER], "public": public or {}}
    return without_mark("graded", "", "en") | graded | other


def shown(found: dict[str, Any]) -> tuple[dict[str, Any], Record]:
    """Return results.json and the record of an outcome."""
    record = record_of(Submission(Path("work.ipynb"), "", ""), "", "", found, GRADING)
    return gradescope_results(found, record, GRADING), record


def test_form_is_that_of_the_documentation() -> None:
    """Markdown, numbered tests whose names and points are Otter's, tags for whoever looks through a class."""
    results, _ = shown(outcome())
    assert (results["output_format"], results["test_output_format"]) == ("md", "md")
    assert results["stdout_visibility"] == "hidden"
    questions = {test["name"]: test for test in results["tests"] if "max_score" in test}
    assert {name: test["score"] for name, test in questions.items()} == SCORES
    assert [test["number"] for test in results["tests"]] == ["0", "1", "2", "3", "4"]
    assert questions["q3"]["tags"] == ["not_rescaled", "rate_wrong"]
    json.dumps(results)


def test_hidden_checks_say_nothing_before_grades_are_published() -> None:
    """Neither points nor reasons of hidden checks stand where a student sees them at once."""
    results, record = shown(outcome())
    at_once = [results["output"], *(t["output"] for t in results["tests"] if t["visibility"] == "visible")]
    assert not [text for text in at_once if SAID["message"] in text or f"{record.total:g}" in text]
    assert [test["visibility"] for test in results["tests"]] == ["visible", *["after_published"] * 4]


@pytest.mark.parametrize("public", [{}, {"q3": {**SAID, "check": "public"}}], ids=["hidden alone", "public too"])
def test_each_reason_stands_once(public: dict[str, Any]) -> None:
    """What the public check has told, the question does not repeat; it says where it stands."""
    results, _ = shown(outcome(public))
    texts = [results["output"], *(test["output"] for test in results["tests"])]
    for reason in (SAID["message"], OTHER["message"]):
        assert sum(text.count(reason) for text in texts) == 1
    q3 = next(test["output"] for test in results["tests"] if test["name"] == "q3")
    assert ("The reason stands under “Public checks”" in q3) == bool(public)


def test_file_without_a_mark_has_zero_points_and_one_reason() -> None:
    """It is visible at once, and says what to do."""
    results, _ = shown(without_mark("unreadable", "This is no notebook.", "en"))
    assert results["output"].count("This is no notebook.") == 1
    assert "submit it again" in results["output"]
    assert [test["score"] for test in results["tests"]] == [0, 0, 0, 0]
    assert all("visibility" not in test for test in results["tests"])


def test_what_student_and_file_say_is_shown_as_text() -> None:
    """Markup in a message is no markup on Gradescope's page."""
    results, _ = shown(outcome(checks=[{**SAID, "message": "got <img src=x onerror=alert(1)> [x](http://y)"}]))
    q3 = next(test["output"] for test in results["tests"] if test["name"] == "q3")
    assert q3 == "- got `<img` src=x onerror=alert(1)> `[x](http://y)`\n"


@pytest.mark.parametrize(
    ("told", "late"),
    [
        ('{"created_at": "2026-11-27T10:00:01+03:00", "assignment": {"due_date": "2026-11-27T10:00:00+03:00"}}', True),
        ('{"created_at": "2026-11-27T10:00:00+03:00", "assignment": {"due_date": "2026-11-27T10:00:00+03:00"}}', False),
        ('{"created_at": "2026-11-27T10:00:01+03:00", "assignment": {"due_date": null}}', False),
        ('{"created_at": "2026-11-27T10:00:01", "assignment": {"due_date": "2026-11-27T10:00:00Z"}}', False),
        ("[]", False),
        ("", False),
    ],
)
def test_lateness_comes_from_gradescope(tmp_path: Path, told: str, late: bool) -> None:
    """What the metadata do not say, or say in another form, is no lateness."""
    (tmp_path / "metadata.json").write_text(told, encoding="utf-8")
    assert is_late(tmp_path / "metadata.json") is late


def test_results_are_there_before_grading_and_when_it_is_cut_off(tmp_path: Path) -> None:
    """run_autograder puts down valid results first; a grader that is killed leaves them."""
    for name in ("source/files", "results"):
        (tmp_path / name).mkdir(parents=True)
    unfinished = unfinished_results(LANGUAGES, GRADING.points)
    (tmp_path / "source/files/unfinished.json").write_text(json.dumps(unfinished), encoding="utf-8")
    (tmp_path / "source/run_otter.py").write_text("import os; os.kill(os.getpid(), 9)", encoding="utf-8")
    python = tmp_path / "venv/bin/python"
    python.parent.mkdir(parents=True)
    python.symlink_to("/usr/bin/python3")
    own = {"AUTOGRADER_FOLDER": str(tmp_path), "AUTOGRADER_VENV": str(tmp_path / "venv")}
    done = subprocess.run(["bash", FOLDER / "run_autograder"], env=own, capture_output=True, check=False)
    results = json.loads((tmp_path / "results/results.json").read_text(encoding="utf-8"))
    assert done.returncode != 0
    assert "Grading did not come to its end" in results["output"]
    assert "не дошло до конца" in results["output"]
    assert [test["score"] for test in results["tests"]] == [0, 0, 0, 0]


def test_requirements_name_all_that_is_asked_for() -> None:
    """Every package of requirements.in is pinned; what no grader imports is not there."""
    pinned = pins(FOLDER / "requirements.txt")
    assert set(packages()) <= pinned.keys()
    assert not {"jupyterlab", "playwright", "triton", "sphinx"} & pinned.keys()


@pytest.mark.parametrize("other", ["assignment/requirements.txt", "autograder/build/gradescope/requirements.txt"])
def test_students_and_gradescope_have_the_versions_of_instructors(other: str) -> None:
    """A version stands in autograder/requirements.txt, or with the developers' where instructors need none."""
    instructors = pins(ROOT / "requirements.txt") | pins(ROOT / "autograder" / "requirements.txt")
    theirs = pins(ROOT / other)
    assert {name: theirs[name] for name, pin in instructors.items() if theirs.get(name, pin) != pin} == {}


@pytest.mark.parametrize("name", ["requirements.txt", "autograder/requirements.txt", "assignment/requirements.txt"])
def test_lock_of_uv_has_the_same_versions(name: str) -> None:
    """`uv sync` and pip install the same; where they differ: change the pin, then `uv lock --upgrade-package NAME`."""
    locked: dict[str, set[str]] = {}
    for package in tomllib.loads((ROOT / "uv.lock").read_text(encoding="utf-8"))["package"]:
        locked.setdefault(package["name"], set()).add(package.get("version", ""))
    assert {package: pin for package, pin in pins(ROOT / name).items() if pin not in locked.get(package, ())} == {}


@pytest.mark.parametrize("name", ["setup.sh", "run_autograder"])
def test_scripts_are_bash(name: str) -> None:
    """bash understands them."""
    assert name in FILES
    subprocess.run(["bash", "-n", FOLDER / FILES[name]], check=True)


def pins(path: Path) -> dict[str, str]:
    """Return the versions that a file of requirements pins, by package."""
    lines = [line.partition(";")[0].partition("#")[0].strip() for line in path.read_text(encoding="utf-8").splitlines()]
    found = (line.split("==") for line in lines if "==" in line)
    return {name.partition("[")[0]: version for name, version in found}
