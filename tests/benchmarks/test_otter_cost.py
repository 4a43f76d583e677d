"""What the sandbox costs under Otter: `otter run` of the solution, against plain Otter with the same tests in process.

Run it with `pytest -m benchmark -s tests/benchmarks/test_otter_cost.py` on a machine that does nothing else. Both sides
run in turns, and medians are compared.
"""

import statistics
from pathlib import Path

import pytest

from tests.course import AUTOGRADER_ZIP, BUILD_FOLDER, GRADING, QUESTIONS
from tests.plain_otter import OtterRun, otter_run, plain_zip

PAIRS = 7
LIMIT_SECONDS = 300
RATIO = 1.15


def total(run: OtterRun) -> float:
    """Return the points of a run."""
    return sum(test.get("score", 0) for test in (run.results or {"tests": []})["tests"])


@pytest.mark.benchmark
def test_otter_run_in_the_sandbox_costs_little_more(built: Path, tmp_path: Path) -> None:
    """At most 1.15 of plain Otter, and full marks both ways."""
    solution = built / "solution_en.ipynb"
    plain = plain_zip(AUTOGRADER_ZIP, tmp_path / "plain.zip", QUESTIONS)
    found: dict[str, list[float]] = {"plain": [], "sandbox": []}
    for number in range(PAIRS):
        for side in sorted(found, reverse=bool(number % 2)):
            zip_path, build = (plain, BUILD_FOLDER) if side == "plain" else (AUTOGRADER_ZIP, None)
            run = otter_run(zip_path, solution, tmp_path / "out", build=build, seconds=LIMIT_SECONDS)
            assert total(run) == GRADING.possible, run.output
            found[side].append(run.seconds)
    medians = {side: statistics.median(seconds) for side, seconds in found.items()}
    ratio = medians["sandbox"] / medians["plain"]
    for side, seconds in found.items():
        print(f"\n{side}: median {medians[side]:.1f} s, {min(seconds):.1f} to {max(seconds):.1f} s", end="")
    print(f"\n{PAIRS} pairs, ratio of the medians {ratio:.2f}")
    assert ratio <= RATIO
