"""What a class costs: against two parallel plain Otter processes and against a bare training loop.

Run it with `pytest -m benchmark -s tests/benchmarks/test_class_rate.py` on a machine with two free cores.
"""

import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from autograder.classroom.pool import Pool, outcomes
from autograder.classroom.task import Outcome, Task, unpack
from autograder.judge import one_thread
from seminar.images import normalize
from solutions.questions.q4_training.images import images_of
from tests.bank import Case, cases
from tests.benchmarks.test_grading_cost import bare_loop
from tests.course import AUTOGRADER_ZIP, BUILD_FOLDER
from tests.plain_otter import otter_run, plain_zip
from tests.proofs.drawn import drawn_build
from tests.proofs.otter_results import keep_questions
from tests.sample import spread

JOBS = 2
CHECKED: tuple[str, ...] = ("q1", "q2", "q3")
TRAINED = (*CHECKED, "q4")
LIMIT_SECONDS = 600
PLAIN, OURS = 8, 96  # submissions: plain Otter grades them before and after, ours are a small class
WITHOUT_TRAINING, WITH_TRAINING = 8.0, 3.0  # times the rate of plain Otter
BARE_LOOPS, CPU_RATIO = 3, 1.5
MEASURED: dict[str, Callable[[Sequence[float]], float]] = {
    "mean": statistics.mean,
    "median": statistics.median,
    "most": max,
}


def sample(count: int) -> list[Case]:
    """Return cases of both banks, spread evenly."""
    return spread([*cases("correct"), *cases("wrong")], count)


def tasks(chosen: Sequence[Case]) -> Iterator[tuple[str, Task]]:
    """Give the tasks of some cases."""
    for number, case in enumerate(chosen):
        yield f"{number} {case.name}", Task("work.py", case.source().encode(), "en", unconfined=False)


def graded(source: Path, chosen: Sequence[Case]) -> tuple[float, list[Outcome]]:
    """Grade cases in a new pool; return the seconds with its start, and the outcomes."""
    started = time.monotonic()
    with Pool(source, JOBS, LIMIT_SECONDS) as pool:
        found = [outcome for _, outcome in outcomes(pool, tasks(chosen))]
    assert [outcome["status"] for outcome in found] == ["graded"] * len(chosen)
    return time.monotonic() - started, found


def zips(folder: Path, questions: tuple[str, ...]) -> tuple[Path, Path]:
    """Return a zip for plain Otter and an unpacked build of ours, with the test files of `questions`."""
    source = keep_questions(unpack(AUTOGRADER_ZIP, folder / "source"), questions)
    return plain_zip(AUTOGRADER_ZIP, folder / "plain.zip", questions), source


def plain_seconds(zip_path: Path, chosen: Sequence[Case], folder: Path) -> float:
    """Grade cases by plain Otter in a new folder, JOBS at a time; return the seconds."""
    folder.mkdir()
    files = []
    for number, case in enumerate(chosen):
        files.append(folder / f"work{number}.py")
        files[-1].write_text(case.source(), encoding="utf-8")

    def run(path: Path) -> bool:
        done = otter_run(zip_path, path, folder / path.stem, build=BUILD_FOLDER, seconds=LIMIT_SECONDS)
        return done.results is not None

    started = time.monotonic()
    with ThreadPoolExecutor(JOBS) as pool:
        assert all(pool.map(run, files))
    return time.monotonic() - started


@pytest.mark.benchmark
@pytest.mark.parametrize(
    ("questions", "times"), [(CHECKED, WITHOUT_TRAINING), (TRAINED, WITH_TRAINING)], ids=["without", "with training"]
)
def test_rate_against_two_plain_otter_processes(
    built: Path, tmp_path: Path, questions: tuple[str, ...], times: float
) -> None:
    """Submissions per minute, the same drawn from both banks: at least 8 times as many, and 3 with the training run."""
    zip_path, source = zips(tmp_path, questions)
    plain_before = plain_seconds(zip_path, sample(PLAIN), tmp_path / "before")
    seconds, _ = graded(source, [case for case in sample(PLAIN) for _ in range(OURS // PLAIN)])
    plain_after = plain_seconds(zip_path, sample(PLAIN), tmp_path / "after")
    ours, plain = 60 * OURS / seconds, 2 * 60 * PLAIN / (plain_before + plain_after)
    print(f"\n{' '.join(questions)}: {ours:.1f} a minute, plain Otter {plain:.1f}, ratio {ours / plain:.1f}")
    assert ours >= times * plain


@pytest.mark.benchmark
def test_processor_time_against_a_bare_loop(built: Path, tmp_path: Path) -> None:
    """A right submission takes at most 1.5 of the processor time of a loop that only does the recipe."""
    build = drawn_build("a secret of the benchmark")
    images, fresh = (normalize(part.images) for part in images_of(build.folder))
    bare = []
    with one_thread():
        for _ in range(BARE_LOOPS):
            started = time.process_time()
            bare_loop(build, images, fresh)
            bare.append(time.process_time() - started)
    _, source = zips(tmp_path, TRAINED)
    _, found = graded(source, cases("correct")[::7])
    ours = [outcome["cpu_seconds"] for outcome in found]
    ratio = statistics.mean(ours) / min(bare)
    said = ", ".join(f"{name} {number(ours):.2f} s" for name, number in MEASURED.items())
    print(f"\na right submission, processor time: {said}")
    print(f"bare loop: best {min(bare):.2f} s, worst {max(bare):.2f} s; ratio {ratio:.2f}")
    assert ratio <= CPU_RATIO
