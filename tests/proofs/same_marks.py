"""`python -m tests.proofs.same_marks [--otter-every=N]`: one submission graded in three ways; writes same_marks.toml.

Each file of both banks goes through the test files of dist/autograder.zip twice, with its classes in this process and
in the sandbox (q1 to q3); every 40th file also through `otter run`, all questions. The results must be the same text.
About half an hour.
"""

import json
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from autograder.checks.trial import BUILD_VARIABLE, load_build
from autograder.classroom.grade import grade_submission
from autograder.classroom.submissions import Submission
from autograder.config import QUESTIONS
from autograder.paths import AUTOGRADER_ZIP
from autograder.results import read_results
from autograder.sandbox.cells import Cell
from autograder.sandbox.submission import SandboxedSubmission
from seminar.subject import PROVIDER
from tests.bank import Case, cases
from tests.proofs.otter_results import results_json, unpack_build
from tests.proofs.result import write_result

RESULT = Path(__file__).parent / "same_marks.toml"
WITHOUT_TRAINING = tuple(question for question in QUESTIONS if question != "q4")


def in_process(case: Case, unpacked: Path, questions: Sequence[str]) -> list[dict[str, Any]]:
    """Return the tests of results.json with the student's classes in this process."""
    return list(json.loads(results_json(case.namespace(), unpacked, questions))["tests"])


def in_sandbox(case: Case, unpacked: Path, questions: Sequence[str]) -> list[dict[str, Any]]:
    """Return the tests of results.json with the student's classes in the sandbox."""
    build = load_build()
    with SandboxedSubmission([Cell(case.source())], build.grading.budgets, hidden=(build.folder,)) as submission:
        return list(json.loads(results_json({PROVIDER: submission.subject}, unpacked, questions))["tests"])


def through_otter(case: Case, zip_path: Path, folder: Path) -> list[dict[str, Any]]:
    """Return the tests of results.json that `otter run` writes, as `grade` calls it."""
    path = folder / "work.py"
    path.write_text(case.source(), encoding="utf-8")
    grade_submission(Submission(path, "work"), zip_path, load_build().grading, folder, "en")
    return list((read_results(folder / "work" / "results.json") or {})["tests"])


def main() -> None:
    """Grade both banks and write what differed."""
    every = next((int(word.partition("=")[2]) for word in sys.argv[1:] if word.startswith("--otter-every=")), 40)
    bank = [*cases("correct"), *cases("wrong")]
    sandbox, otter = [], []
    with tempfile.TemporaryDirectory() as temporary:
        unpacked = Path(temporary) / "zip"
        os.environ[BUILD_VARIABLE] = str(unpack_build(AUTOGRADER_ZIP, unpacked))
        for number, case in enumerate(bank):
            if in_process(case, unpacked, WITHOUT_TRAINING) != in_sandbox(case, unpacked, WITHOUT_TRAINING):
                sandbox.append(case.name)
            if number % every == 0 and in_process(case, unpacked, QUESTIONS) != through_otter(
                case, AUTOGRADER_ZIP, Path(temporary)
            ):
                otter.append(case.name)
            print(f"{number + 1} of {len(bank)}: differ in the sandbox {sandbox}, under Otter {otter}", flush=True)
    lines = [
        f"submissions = {len(bank)}",
        f"different_in_sandbox = {sandbox}",
        f"through_otter_run = {len(bank[::every])}",
        f"different_through_otter_run = {otter}",
    ]
    write_result(RESULT, "same_marks", lines)


if __name__ == "__main__":
    main()
