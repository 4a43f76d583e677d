"""`python -m tests.proofs.flips [SECRETS [TRAINED]]`: the reference graded under many secrets; writes flips.toml.

1,000 secrets without the training run and 200 with it, unless said otherwise. A flip is a secret under which the plain
correct submission loses a mark; there must be none. About 40 minutes of processor time.
"""

import os
import sys
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from tests.bank import PLAIN, judge_case
from tests.course import CHECKS
from tests.proofs.drawn import drawn_build
from tests.proofs.result import write_result

RESULT = Path(__file__).parent / "flips.toml"
SECRETS, TRAINED_SECRETS = 1000, 200


def lost(number: int, trained: int) -> tuple[list[str], list[float]]:
    """Return the checks that the reference loses under the `number`-th secret, and q4's accuracies if it is
    one of the first `trained`, for which that is run."""
    build = drawn_build(f"flip {number}")
    questions = [question for question in CHECKS if question != "q4" or number < trained]
    measured: dict[str, list[float]] = {}
    failed = [
        f"secret {number}: {question}.{check} {verdict}"
        for question in questions
        for check, verdict in judge_case(PLAIN, question, build, measured).items()
        if verdict is not None
    ]
    return failed, measured.get("accuracy", [])


def main() -> None:
    """Grade under all secrets and write the flips."""
    secrets, trained = [*map(int, sys.argv[1:]), *(SECRETS, TRAINED_SECRETS)[len(sys.argv) - 1 :]]
    with ProcessPoolExecutor(os.cpu_count(), mp_context=get_context("spawn")) as pool:
        found = list(pool.map(partial(lost, trained=trained), range(secrets), chunksize=5))
    flips = [line for failed, _ in found for line in failed]
    runs = [accuracies for _, accuracies in found if accuracies]
    lines = [
        f"secrets = {secrets}",
        f"with_training = {len(runs)}",
        f"flips = {flips}",
        f"repeated = {sum(len(accuracies) > 1 for accuracies in runs)}  # q4's first run was not clear",
        f"lowest_first_run = {min(accuracies[0] for accuracies in runs):.4f}",
    ]
    write_result(RESULT, "flips", lines)


if __name__ == "__main__":
    main()
