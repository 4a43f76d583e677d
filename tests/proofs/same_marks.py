"""`python -m tests.proofs.same_marks [--every=N] [--otter-every=N]`: a submission graded in three ways.

Each file of both banks goes through the test files of dist/autograder.zip with its classes in process, and as
`autograder grade` does it, in the sandbox and without a notebook kernel (q1 to q3). Every 10th file does so with q4,
and through `otter run` too. The results must be the same text. About forty minutes on two cores.
"""

import json
import os
import sys
import tempfile
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

from autograder.classroom.pool import Pool, outcomes
from autograder.classroom.submissions import Submission
from autograder.classroom.task import Task, unpack
from autograder.classroom.through_otter import grade_submission
from autograder.results import read_results
from tests.bank import Case, cases
from tests.course import AUTOGRADER_ZIP, QUESTIONS, SEMINAR
from tests.proofs.otter_results import keep_questions, results_json
from tests.proofs.result import every_nth, write_result

RESULT = Path(__file__).parent / "same_marks.toml"
WITHOUT_TRAINING = tuple(question for question in QUESTIONS if question != "q4")
JOBS = os.cpu_count() or 1
SECONDS = 900
Tests = list[dict[str, Any]]


def in_process(case: Case, unpacked: Path) -> Tests:
    """Return the tests of results.json with the student's classes in this process."""
    return list(json.loads(results_json(case.namespace(), unpacked))["tests"])


def in_class(bank: Sequence[Case], unpacked: Path) -> dict[str, Tests]:
    """Return the tests of results.json by case, as a graded class has them, from the test files in `unpacked`."""

    def tasks() -> Iterator[tuple[str, Task]]:
        for case in bank:
            yield case.name, Task("work.py", case.source().encode(), "en", unconfined=False)

    with Pool(unpacked, JOBS, SECONDS) as pool:
        return {name: list(outcome["results"]["tests"]) for name, outcome in outcomes(pool, tasks())}


def through_otter(case: Case, zip_path: Path, folder: Path) -> Tests:
    """Return the tests of results.json that `otter run` writes."""
    name = case.name.replace("/", "-")
    path = folder / f"{name}.py"
    path.write_text(case.source(), encoding="utf-8")
    grade_submission(Submission(path, name, name), zip_path, SEMINAR, folder, "en")
    return list((read_results(folder / name / "results.json") or {})["tests"])


def differ(bank: Sequence[Case], unpacked: Path, there: dict[str, Tests]) -> list[str]:
    """Return the cases whose tests in a class, `there`, are not those in process."""
    with ProcessPoolExecutor(JOBS, mp_context=get_context("spawn")) as pool:
        here = list(pool.map(partial(in_process, unpacked=unpacked), bank, chunksize=4))
    return [case.name for case, tests in zip(bank, here, strict=True) if tests != there[case.name]]


def main() -> None:
    """Grade both banks and write what differed."""
    every = next((int(word.partition("=")[2]) for word in sys.argv[1:] if word.startswith("--otter-every=")), 10)
    # A stub that stands after the filled class is not what a reader of files takes.
    bank = [case for case in (*cases("correct"), *cases("wrong")) if case.code != "nothing"][:: every_nth()]
    some = bank[::every]
    with tempfile.TemporaryDirectory() as temporary:
        place = Path(temporary)
        checked = keep_questions(unpack(AUTOGRADER_ZIP, place / "checked"), WITHOUT_TRAINING)
        different = differ(bank, checked, in_class(bank, checked))
        print(f"q1 to q3: {different} of {len(bank)} differ", flush=True)
        trained = unpack(AUTOGRADER_ZIP, place / "trained")
        there = in_class(some, trained)
        different += differ(some, trained, there)
        print(f"with q4: {different} differ, of {len(some)}", flush=True)
        with ThreadPoolExecutor(JOBS) as pool:
            under_otter = list(pool.map(partial(through_otter, zip_path=AUTOGRADER_ZIP, folder=place), some))
    otter = [case.name for case, tests in zip(some, under_otter, strict=True) if tests != there[case.name]]
    lines = [
        f"submissions = {len(bank)}",
        f"different_in_sandbox = {different}",
        f"through_otter_run = {len(some)}",
        f"different_through_otter_run = {otter}",
    ]
    write_result(RESULT, "same_marks", lines)


if __name__ == "__main__":
    main()
