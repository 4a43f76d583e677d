"""Grades one submission in this process: judges its questions, and puts what was found into Otter's form.

This process is trusted and lives for many submissions. Each of them gets a worker of the sandbox for itself, forked
from a server that has imported torch already.
"""

import time
from dataclasses import asdict
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from autograder.classroom.excerpts import excerpt
from autograder.classroom.likeness import fingerprints
from autograder.classroom.record import FAILED, GRADED, UNREADABLE, CheckResult
from autograder.classroom.task import Outcome, Task, without_mark
from autograder.errors import GraderError
from autograder.examination import Examination, lay_out_data, limits
from autograder.paths import BUILD_IN_ZIP
from autograder.printable import readable
from autograder.results import output_of, with_sandbox
from autograder.sandbox.gpu import gpu_for
from autograder.trial import load_build
from coursekit.submission.read import read_submission
from coursekit.submission.source import Submission, UnreadableError

if TYPE_CHECKING:
    from autograder.otter.rendering import OtterResults

PUBLIC = "public"  # stands where the name of a check does
# Of the report of an examination, for the record and for results.json.
KEPT = ("layers", "confined", "devices", "remarks", "notes", "blocked", "suspicious")


class Examiner:
    """Grades with one unpacked autograder.zip: the questions that have a test file in it.

    without: layers of the sandbox to leave out, for tests. Raises GraderError when `source` is not such a folder.
    """

    def __init__(self, source: Path, without: frozenset[str] = frozenset()) -> None:
        self._build = load_build(source / BUILD_IN_ZIP)
        self._source = source
        self._questions = tuple(path.stem for path in sorted((source / "tests").glob("*.py")))
        self._without = without
        self._data = lay_out_data(self._build)

    def examine(self, task: Task) -> Outcome:
        """Return the outcome as JSON: `status`, `reason`, `results` (of Otter, None without a mark), and what a Record
        keeps besides. Never an exception for what a submission does."""
        started, cpu_started = time.monotonic(), time.process_time()
        try:
            submission = read_submission(
                task.name, task.content, self._build.course.asked_for, limits(self._build.grading.budgets)
            )
        except UnreadableError as error:
            outcome = without_mark(UNREADABLE, error.note.said(task.language), task.language)
        else:
            outcome = self._grade(submission, task)
        outcome["seconds"] = time.monotonic() - started
        outcome["cpu_seconds"] += time.process_time() - cpu_started
        return outcome

    def _grade(self, submission: Submission, task: Task) -> Outcome:
        examination = Examination(
            submission,
            self._build,
            self._data,
            language=task.language,
            unconfined=task.unconfined,
            without=self._without,
            gpu=gpu_for(task.device),
        )
        try:
            for question in self._questions:
                examination.judge(question)
        except GraderError as error:
            examination.trouble = str(error)
        except Exception as error:
            # No submission should be able to cause it; if one does, it is the only one without a mark.
            examination.trouble = readable(f"the grader stumbled over it: {type(error).__name__}: {error}")
        finally:
            examination.close()
        report = examination.report()
        outcome = without_mark(GRADED, "", examination.language)
        outcome["own_language"] = submission.language is not None
        outcome["fingerprints"] = fingerprints(cell.source for cell in submission.cells)
        outcome["excerpts"] = {question: excerpt(source) for question, source in examination.answers().items()}
        if report["trouble"]:
            outcome |= {"status": FAILED, "reason": report["trouble"]}
        else:
            said = {question: self._said(examination, question) for question in self._questions}
            outcome["said"] = said
            outcome["public"] = {
                question: asdict(CheckResult(question, PUBLIC, found.code, examination.words(found)))
                for question, found in examination.public.items()
                if found is not None
            }
            outcome["results"] = with_sandbox(self._form.results(said, output_of(report)), report)
            outcome["checks"] = [asdict(check) for check in self._check_results(examination)]
            outcome["measured"] = {
                question: judged.measured for question, judged in examination.verdicts.judged.items() if judged.measured
            }
        kept: dict[str, Any] = {name: report[name] for name in KEPT if name in report}
        return {**outcome, **kept, "cpu_seconds": examination.cpu_seconds}

    @cached_property
    def _form(self) -> "OtterResults":
        """Otter's classes: they take as much memory as a worker, which has ended when they are loaded."""
        from autograder.otter.rendering import OtterResults

        return OtterResults(self._source)

    def _said(self, examination: Examination, question: str) -> list[str | None]:
        """Return what the public check of a question and its hidden ones say, None for those that passed."""
        found = [examination.public[question], *examination.verdicts.judged[question].verdicts.values()]
        return [None if it is None else examination.words(it) for it in found]

    def _check_results(self, examination: Examination) -> list[CheckResult]:
        """Return what all hidden checks found, in order."""
        words = examination.words
        return [
            CheckResult(question, check, "" if found is None else found.code, "" if found is None else words(found))
            for question, judged in examination.verdicts.judged.items()
            for check, found in judged.verdicts.items()
        ]
