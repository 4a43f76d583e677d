"""`python -m tests.proofs.regrade [--every=N]`: the correct bank graded twice, on one thread and two; regrade.toml.

Every file goes through the test files of dist/autograder.zip in processes that were told to use one thread and in
others that were told to use two; the two results.json must be the same, byte for byte. q4's training, which takes
longest, is included for every fourth file. About ten minutes of processor time. `make test-slow` takes every tenth
file through q1 to q3.
"""

import os
import tempfile
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import torch

from autograder.classroom.task import unpack
from tests.bank import Case, cases
from tests.course import AUTOGRADER_ZIP, QUESTIONS
from tests.proofs.otter_results import keep_questions, results_json
from tests.proofs.result import every_nth, write_result

RESULT = Path(__file__).parent / "regrade.toml"
THREADS = (1, 2)
WITHOUT_TRAINING = tuple(question for question in QUESTIONS if question != "q4")
EACH = 4


def grade(case: Case, threads: int, unpacked: Path) -> str:
    """Return the results.json of a case, in a process whose torch may use `threads` threads."""
    torch.set_num_threads(threads)
    torch.rand(threads)  # torch's own random numbers have moved on by the time of a regrade
    return results_json(case.namespace(), unpacked)


def grade_twice(bank: Sequence[Case], unpacked: Path) -> dict[str, tuple[str, ...]]:
    """Return for each case its results.json on one thread and on two, from the test files in `unpacked`."""
    found = []
    for threads in THREADS:
        with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
            found.append(list(pool.map(partial(grade, threads=threads, unpacked=unpacked), bank)))
    return {case.name: tuple(results) for case, *results in zip(bank, *found, strict=True)}


def main() -> None:
    """Regrade and write what differed."""
    bank = cases("correct")[:: every_nth()]
    with tempfile.TemporaryDirectory() as temporary:
        checked = keep_questions(unpack(AUTOGRADER_ZIP, Path(temporary) / "checked"), WITHOUT_TRAINING)
        results = grade_twice(bank, checked)
        trained = grade_twice(bank[::EACH], unpack(AUTOGRADER_ZIP, Path(temporary) / "trained"))
    differ = [name for name, found in (*results.items(), *trained.items()) if len(set(found)) > 1]
    lines = [
        f"submissions = {len(results)}",
        f"with_training = {len(trained)}",
        f"grades_of_each = {len(THREADS)}  # on {' and '.join(map(str, THREADS))} threads",
        f"different = {differ}",
    ]
    write_result(RESULT, "regrade", lines)


if __name__ == "__main__":
    main()
