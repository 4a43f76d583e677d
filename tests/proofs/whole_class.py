"""`python -m tests.proofs.whole_class [STUDENTS [COPIES]]`: a class graded, killed, resumed; writes whole_class.toml.

The class, of 300 unless said otherwise, is drawn from the banks. One run is killed after random times and started again
until it is through; another one, without a disturbance, is the regrade, since it starts from nothing.
Both must end with the same grades.csv, but for the seconds, and the same results.json. Then some of the class, each
several times, are graded between two halves of plain Otter's run over them, two at a time, with the same test files:
the ratio of the rates is what a class gains. Forty minutes on two cores for 300 students; the last eight want a machine
for themselves.
"""

import csv
import os
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from autograder.paths import ROOT
from tests.course import AUTOGRADER_ZIP, BUILD_FOLDER, QUESTIONS
from tests.plain_otter import otter_run, plain_zip
from tests.proofs.result import write_result
from tests.synthetic_class import write_class

RESULT = Path(__file__).parent / "whole_class.toml"
STUDENTS, JOBS = 300, 2
KILLS, SHORTEST, LONGEST = 5, 10, 40  # how often, and after how many seconds
PLAIN = 16  # of the class, for plain Otter, half of them before we grade and half after
COPIES = 8  # of each of these, for our rate
PLAIN_SECONDS = 600
SEED = 5


def grade(folder: Path, out: Path, seconds: float | None = None) -> bool:
    """Grade a folder as the README says, and kill the run after `seconds`; return whether it ended by itself."""
    command = [sys.executable, "-m", "autograder", "grade", str(folder), "--out", str(out), "--jobs", str(JOBS)]
    process = subprocess.Popen([*command, "--quiet"], cwd=ROOT, stdin=subprocess.DEVNULL)
    try:
        if process.wait(seconds) != 0:
            raise SystemExit(f"grading ended with exit code {process.returncode}")
    except subprocess.TimeoutExpired:
        return False
    finally:
        process.kill()
        process.wait()
    return True


def rows(out: Path) -> list[list[str]]:
    """Return grades.csv without the seconds."""
    with (out / "grades.csv").open(encoding="utf-8-sig", newline="") as file:
        first, *others = csv.reader(file)
    seconds = first.index("seconds")
    return [row[:seconds] + row[seconds + 1 :] for row in (first, *others)]


def different(one: Path, two: Path) -> list[str]:
    """Return the submissions whose results.json differ, or whose rows do."""
    names = {path.parent.name for out in (one, two) for path in out.glob("*/results.json")}
    files = [name for name in names if _bytes(one / name) != _bytes(two / name)]
    return sorted(files) + [row[0] for row, other in zip(rows(one), rows(two), strict=True) if row != other]


def _bytes(folder: Path) -> bytes:
    path = folder / "results.json"
    return path.read_bytes() if path.exists() else b""


def rates(files: list[Path], place: Path, each: int) -> tuple[float, float]:
    """Return how many submissions `grade` and plain Otter grade in a minute, JOBS at a time: the same ones."""
    chosen = files[:: max(1, len(files) // PLAIN)][:PLAIN]
    copies = place / "copies"
    copies.mkdir()
    for path in chosen:
        for number in range(each):
            shutil.copy(path, copies / f"{number}_{path.name}")
    plain = plain_seconds(chosen[::2], place / "before")
    started = time.monotonic()
    grade(copies, place / "rated")
    seconds = time.monotonic() - started
    plain += plain_seconds(chosen[1::2], place / "after")
    return 60 * each * len(chosen) / seconds, 60 * len(chosen) / plain


def plain_seconds(files: list[Path], folder: Path) -> float:
    """Return how long plain Otter grades the files, JOBS at a time."""
    folder.mkdir()
    zip_path = plain_zip(AUTOGRADER_ZIP, folder / "plain.zip", QUESTIONS)

    def run(number: int) -> None:
        done = otter_run(zip_path, files[number], folder / str(number), build=BUILD_FOLDER, seconds=PLAIN_SECONDS)
        if done.results is None:
            raise SystemExit(f"plain Otter gives no results: {done.output}")

    started = time.monotonic()
    with ThreadPoolExecutor(JOBS) as pool:
        list(pool.map(run, range(len(files))))
    return time.monotonic() - started


def main() -> None:
    """Measure in a folder that is deleted."""
    with tempfile.TemporaryDirectory() as temporary:
        measure(Path(temporary), *map(int, sys.argv[1:]))


def measure(place: Path, students: int = STUDENTS, copies: int = COPIES) -> None:
    """Grade a class of `students` in both ways and write what was measured."""
    chance = random.Random(SEED)
    folder, disturbed, undisturbed = (place / name for name in ("class", "disturbed", "undisturbed"))
    counting = write_class(folder, students)
    grade(folder, undisturbed)
    print("graded without a disturbance", flush=True)
    killed = sum(not grade(folder, disturbed, chance.uniform(SHORTEST, LONGEST)) for _ in range(KILLS))
    grade(folder, disturbed)
    differ = different(undisturbed, disturbed)
    print(f"killed {killed} times; different: {differ}", flush=True)
    ours, plain = rates(counting, place, copies)
    totals = [float(row[6]) for row in rows(undisturbed)[1:] if row[6]]
    superseded = sum(row[8] == "superseded" for row in rows(undisturbed)[1:])
    report_mib = (undisturbed / "report.html").stat().st_size / 2**20
    lines = [
        f"students = {students}",
        f"earlier_attempts = {superseded}",
        f"mean = {statistics.mean(totals):.3f}",
        f"jobs = {JOBS}  # on {os.cpu_count()} cores",
        f"per_minute = {ours:.1f}  # {PLAIN} of the class, {copies} times each, with the start of the pool",
        f"plain_otter_per_minute = {plain:.1f}  # the same {PLAIN} with the same test files",
        f"ratio = {ours / plain:.1f}",
        f"killed = {killed}  # with SIGKILL, after {SHORTEST} to {LONGEST} seconds, and started again",
        f"different = {differ}  # between the run that was killed and the undisturbed one",
        f"report_mib = {report_mib:.1f}",
    ]
    write_result(RESULT, "whole_class", lines)


if __name__ == "__main__":
    main()
