"""A class of 3,000 through the command that an instructor types: what each submission costs, memory, the report.

Run it with `pytest -m benchmark -s tests/benchmarks/test_large_class.py`; three quarters of an hour. Each submission
has a right SpatialDropout alone: every check of q3 runs in a worker of its own, and nothing is trained.
"""

import os
import shutil
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import psutil
import pytest

from autograder.classroom.report.write import REPORT_FILE
from tests.bank import cases
from tests.classroom.classes import grades
from tests.course import AUTOGRADER_ZIP, SEMINAR

JOBS = 2
# What a process needs to start is paid by the first; what each of the next 150 takes is what each of 2,800 may take.
FEW, SOME, MANY = 50, 200, 3000
GROWTH = 1.05
FIRST_SECONDS, NOTHING_SECONDS = 4.0, 1.5
TRIES = 3  # of the two times: whatever else a machine does can only add time
REPORT_BYTES = 2_000_000
MIB = 1 << 20
POINTS = "4"  # of each, in q3


@dataclass(frozen=True)
class Run:
    """One `grade`: processor seconds of all its processes, wall seconds, those until its first new result, and the
    memory in MiB of its own process at the end, and of each process that grades in the first and the last tenth."""

    cpu_seconds: float
    seconds: float
    first: float
    own_mib: float
    graders_mib: tuple[float, float]


def write_class(folder: Path, count: int) -> None:
    """Add files up to `count`, each another one, to a class."""
    right = [case for case in cases("correct") if case.path.is_relative_to(SEMINAR.folders["q3"])]
    folder.mkdir(exist_ok=True)
    for number in range(len(list(folder.iterdir())), count):
        source = right[number % len(right)].path.read_text(encoding="utf-8")
        text = f"import torch\nfrom torch import nn\n\n{source}\nNUMBER = {number}\n"
        (folder / f"student{number:04}.py").write_text(text, encoding="utf-8")


def graded(folder: Path, out: Path, build: Path) -> Run:
    """Grade a class with a copy of the build; look at its processes meanwhile."""
    there = _results(out)
    todo = len(list(folder.iterdir())) - there
    command = [sys.executable, "-m", "autograder", "grade", str(folder), "--out", str(out), "--jobs", str(JOBS)]
    children = sum(os.times()[2:4])
    started, first, own = time.monotonic(), 0.0, 0.0
    memory: list[tuple[int, float]] = []
    with subprocess.Popen([*command, "--autograder", str(build), "--quiet"]) as process:
        watched = psutil.Process(process.pid)
        while process.poll() is None:
            done = _results(out) - there
            first = first or (time.monotonic() - started if done else 0.0)
            try:
                own = watched.memory_info().rss / MIB or own
                memory.append((done, _graders_mib(watched)))
            except (psutil.Error, statistics.StatisticsError):
                pass  # it ends
            time.sleep(0.02 if not first else 1.0)
    assert process.returncode == 0
    early, late = ([size for done, size in memory if low < done < high] for low, high in _parts(todo))
    mib = (statistics.median(early), statistics.median(late)) if early and late else (0.0, 0.0)
    return Run(sum(os.times()[2:4]) - children, time.monotonic() - started, first, own, mib)


def _parts(todo: int) -> tuple[tuple[float, float], tuple[float, float]]:
    return (0.02 * todo, 0.1 * todo), (0.9 * todo, 0.98 * todo)


def _results(out: Path) -> int:
    return len(list(out.glob("*/record.json")))


def _graders_mib(process: psutil.Process) -> float:
    """Return the mean memory of the processes that grade, without what they share."""
    graders = [child for child in process.children() if "spawn_main" in " ".join(child.cmdline())]
    return statistics.mean(child.memory_full_info().uss for child in graders) / MIB


@pytest.mark.benchmark
def test_three_thousand_cost_as_much_each_as_fifty(built: Path, tmp_path: Path) -> None:
    """Within 5 % of processor time; no memory that grows in those that grade; a report that a browser opens."""
    folder, out = tmp_path / "class", tmp_path / "out"
    build = Path(shutil.copy(AUTOGRADER_ZIP, tmp_path))  # another build meanwhile would grade all of it again
    runs = []
    for count in (FEW, SOME, MANY):
        write_class(folder, count)
        runs.append(graded(folder, out, build))
    few, many = runs[1].cpu_seconds / (SOME - FEW), runs[2].cpu_seconds / (MANY - SOME)
    header, *rows = grades(out)
    assert [dict(zip(header, row, strict=True))["q3"] for row in rows] == [POINTS] * MANY
    nothing = [graded(folder, out, build).seconds for _ in range(TRIES)]
    write_class(tmp_path / "small", FEW)
    firsts = [graded(tmp_path / "small", tmp_path / f"small{number}", build).first for number in range(TRIES)]
    size = (out / REPORT_FILE).stat().st_size
    early, late = runs[2].graders_mib
    print(f"\neach of {SOME - FEW} more: {few:.3f} s of processor time, each of {MANY - SOME} more: {many:.3f} s")
    print(f"ratio {many / few:.3f}; {60 * (MANY - SOME) / runs[2].seconds:.0f} a minute with {JOBS} processes")
    print(f"a grading process: {early:.0f} MiB in the first tenth, {late:.0f} MiB in the last")
    print(f"the command's own: {runs[0].own_mib:.0f} MiB for {FEW}, {runs[2].own_mib:.0f} MiB for {MANY}")
    print(f"{REPORT_FILE}: {size / 1e6:.2f} MB")
    print(f"first result after {min(firsts):.1f} s; with nothing to do {min(nothing):.1f} s")
    assert many <= GROWTH * few
    assert late <= GROWTH * early
    assert size <= REPORT_BYTES
    assert min(firsts) <= FIRST_SECONDS
    assert min(nothing) <= NOTHING_SECONDS
