"""What Gradescope shows of one submission: the words of feedback.md, each once, around the marks of Otter's results.

What concerns the file as a whole, and what public checks say, is seen at once. What hidden checks say comes with the
marks, when otter_config.json lets Otter show them: after grades are published.
"""

import json
import time
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any

from autograder.classroom.examine import Examiner
from autograder.classroom.feedback_page import outline_markdown, public_markdown, public_title, question_markdown
from autograder.classroom.outcome_record import record_of
from autograder.classroom.record import FAILED, NOT_JUDGED, UNREADABLE, CheckResult, Record
from autograder.classroom.submissions import Submission
from autograder.classroom.task import Outcome, Task, without_mark
from autograder.errors import GraderError
from autograder.grading import GRADING_FILE, Grading, load_grading
from autograder.intake import UnreadableSubmission, read_handed_in
from autograder.otter.quarantine import close_to_others
from autograder.paths import BUILD_IN_ZIP
from autograder.printable import readable
from autograder.results import RESULTS_FILE, layer_lines, with_sandbox, write_results

METADATA = "submission_metadata.json"
OTTER_FILE = "results.pkl"  # containers of `otter grade` have an empty one, and are asked for it
NOTHING = "submission"  # the name of a file where there is none


def grade(folder: Path, language: str, *, unconfined: bool = False) -> None:
    """Grade what lies in `folder`/submission with the autograder in `folder`/source; write results/results.json.

    Whatever happens, what is written is valid; where there is no mark it says why in one line.
    """
    started = time.monotonic()
    source, results = folder / "source", folder / "results"
    close_to_others(source)
    grading = load_grading(source / BUILD_IN_ZIP / GRADING_FILE)
    name, outcome = _examined(folder / "submission", source, grading, language, unconfined=unconfined)
    submission = Submission(Path(name), "", "", late=is_late(folder / METADATA))
    record = record_of(submission, "", "", outcome, grading)
    shown = gradescope_results(outcome, record, grading)
    write_results(results / RESULTS_FILE, {**shown, "execution_time": round(time.monotonic() - started)})
    if (results / OTTER_FILE).exists():
        _write_for_otter(results / OTTER_FILE, source, outcome)
    print(f"{record.status}: {record.total:g} of {record.possible:g} {record.reason}".rstrip())
    print("\n".join(layer_lines(outcome)))


def gradescope_results(outcome: Outcome, record: Record, grading: Grading) -> dict[str, Any]:
    """Return results.json, as https://gradescope-autograders.readthedocs.io/en/latest/specs/ has it."""
    public = {name: CheckResult(**found) for name, found in outcome.get("public", {}).items()}
    results = outcome["results"] or {"tests": []}
    by_name = {test["name"]: test for test in results["tests"]}
    tests = []
    if outcome["results"]:
        tests.append(_public_test(public, record, grading))
    for number, (question, worth) in enumerate(grading.points.items(), start=1):
        test: dict[str, Any] = {"name": question, "number": str(number), "score": 0, "max_score": worth}
        if question in by_name:
            told = {public[question].code} if question in public else set()
            test |= by_name[question] | {"output": question_markdown(record, question, grading, told)}
            test["tags"] = _tags(record, question)
        tests.append(test)
    return {
        "output": outline_markdown(record),
        "output_format": "md",
        "test_output_format": "md",
        "stdout_visibility": "hidden",
        "tests": tests,
        "extra_data": {**with_sandbox({}, outcome)["extra_data"], "language": record.language},
    }


def is_late(metadata: Path) -> bool:
    """Return whether Gradescope's metadata say that it came after its due date; False where they say nothing."""
    try:
        told = json.loads(metadata.read_text(encoding="utf-8"))
        due = datetime.fromisoformat(told["assignment"]["due_date"])
        return datetime.fromisoformat(told["created_at"]) > due
    except (OSError, ValueError, KeyError, TypeError):
        return False


def _examined(
    handed_in: Path, source: Path, grading: Grading, language: str, *, unconfined: bool
) -> tuple[str, Outcome]:
    """Return the name of what was handed in and what came out of it."""
    try:
        name, content = read_handed_in(handed_in, grading.budgets)
    except UnreadableSubmission as error:
        return NOTHING, without_mark(UNREADABLE, error.said(language), language)
    try:
        return name, Examiner(source).examine(Task(name, content, language, unconfined, grading.device))
    except GraderError as error:
        return name, without_mark(FAILED, str(error), language)
    except Exception as error:
        reason = readable(f"the grader stumbled over it: {type(error).__name__}: {error}")
        return name, without_mark(FAILED, reason, language)


def _public_test(public: Mapping[str, CheckResult], record: Record, grading: Grading) -> dict[str, Any]:
    return {
        "name": public_title(record.language),
        "number": "0",
        "status": "failed" if public else "passed",
        "visibility": "visible",
        "output": public_markdown(public, grading.questions, record.language),
    }


def _tags(record: Record, question: str) -> list[str]:
    """Return the codes of what was recognised in the answer to a question, for whoever looks through a class."""
    found = [check.code for check in record.checks if check.question == question and not check.passed]
    remarks = [remark.code for remark in record.remarks if remark.question == question]
    return [code for code in dict.fromkeys([*found, *remarks]) if code != NOT_JUDGED]


def _write_for_otter(path: Path, source: Path, outcome: Outcome) -> None:
    """Write Otter's own object, which `otter grade` reads on the other side."""
    import dill

    from autograder.otter.rendering import OtterResults

    form = OtterResults(source)
    graded = form.graded(outcome["said"]) if outcome["results"] else form.ungraded(outcome["reason"])
    path.write_bytes(dill.dumps(graded))
