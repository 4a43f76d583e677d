"""In process, in a graded class and through `otter run`, a submission gets the same marks in the same words."""

from pathlib import Path

import pytest

from autograder.classroom.examine import Examiner
from autograder.classroom.submissions import Submission
from autograder.classroom.task import Task, unpack
from autograder.classroom.through_otter import grade_submission
from autograder.results import RESULTS_FILE, read_results
from tests.bank import case_called
from tests.command_line import spawn_autograder
from tests.course import SEMINAR
from tests.grading.zips import changed_zip
from tests.proofs.otter_results import keep_questions
from tests.proofs.same_marks import in_class, in_process

# Right, and wrong in one question; `tests.proofs.same_marks` takes both banks whole.
CASES = ("correct/q1_normal_initialisation", "wrong/q3_written_into_input")


@pytest.mark.usefixtures("warm")
@pytest.mark.parametrize("name", CASES)
def test_results_are_what_otters_test_files_give(quick_zip: Path, tmp_path: Path, name: str) -> None:
    """What is rendered from verdicts is what Otter makes of its test files when it runs them, to the letter."""
    unpacked = keep_questions(unpack(quick_zip, tmp_path / "zip"), ("q2", "q3"))
    case = case_called(name)
    outcome = Examiner(unpacked).examine(Task("work.py", case.source().encode(), "en", unconfined=False))
    assert outcome["results"]["tests"] == in_process(case, unpacked)


@pytest.mark.slow
def test_three_ways_give_the_same_results(built: Path, tmp_path: Path) -> None:
    """With a training run of one epoch; `grade` and `otter run` even write the same file."""
    zip_path = changed_zip(tmp_path / "quick.zip", epochs=1)
    unpacked = unpack(zip_path, tmp_path / "zip")
    bank = [case_called(name) for name in CASES]
    there = in_class(bank, unpacked)
    for case in bank:
        assert there[case.name] == in_process(case, unpacked)
        path = tmp_path / "class" / f"{case.path.stem}.py"
        path.parent.mkdir(exist_ok=True)
        path.write_text(case.source(), encoding="utf-8")
    done = spawn_autograder("grade", tmp_path / "class", "--autograder", zip_path, "--out", tmp_path / "out")
    assert done.returncode == 0, done.stderr
    for case in bank:
        name = case.path.stem
        path = tmp_path / "class" / f"{name}.py"
        grade_submission(Submission(path, name, name), zip_path, SEMINAR, tmp_path / "otter", "en")
        ours, otters = (read_results(tmp_path / out / name / RESULTS_FILE) for out in ("out", "otter"))
        assert ours is not None
        assert ours == otters
        assert ours["tests"] == there[case.name]
