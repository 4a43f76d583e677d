"""`python -m tests.proofs.interrupted [ENDS]`: a run is ended at 100 random moments and loses no row.

The class of tests/exports as Moodle packs it, with its list, is graded again and again, three classes at a time: the
first time, with --regrade, in another language, with another build. Each run is ended by SIGINT or SIGKILL after a
random part of the time that it takes. After each end every mark that was there must be there, in records and tables,
all files must be readable, `report` must write the same marks, and nothing may be left running; whenever a command is
through, all must be as in people.py. Writes interrupted.csv, a line for each end, and interrupted.toml; Ctrl-C ends it
with what was measured so far. Half an hour on two cores.
"""

import csv
import random
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import astuple, dataclass, fields
from pathlib import Path
from queue import Queue
from threading import Lock, Thread

import psutil

from tests.command_line import run_autograder
from tests.exports.journey import Journey, lost, state, two_builds
from tests.exports.runs import SpawnedRuns
from tests.proofs.result import write_result

RESULT = Path(__file__).parent / "interrupted.toml"
TABLE = RESULT.with_suffix(".csv")
ENDS = 100
PLATFORM = "Moodle"
SEED, LONGEST = 100, 30.0
# What a run is to do, besides grading what is missing. The first one begins with nothing.
KINDS = ((), ("--regrade",), ("--regrade", "--lang", "ru"), ("--lang", "ru"), ())
CLASSES = 3  # at a time, each with a folder of results of its own
ONE = Lock()  # a command in this process is the only one: it has the working folder
AFRESH, THROUGH = 10, 10  # every so often all results are deleted, and a command is let through
LEFT_SECONDS = 20.0  # in which the processes of a run that was killed end


@dataclass(frozen=True)
class End:
    """One end of a run of one of the classes: how, when, of what kind, with how many records, and what was wrong."""

    number: int
    signal: str
    seconds: float
    kind: str
    records_before: int
    records_after: int
    problems: str


def left_running(out: Path) -> list[str]:
    """Return the command lines of processes that name a folder, once they have had time to end."""
    until = time.monotonic() + LEFT_SECONDS
    while found := [" ".join(process.info["cmdline"] or []) for process in psutil.process_iter(["cmdline"])]:
        found = [line for line in found if str(out) in line]
        if not found or time.monotonic() > until:
            return found
        time.sleep(0.5)
    return []


def ends(place: Path, count: int, seed: int) -> Iterator[End]:
    """Grade a class again and again in `place`, a new folder, and yield how each run ended."""
    chance = random.Random(seed)
    runs = SpawnedRuns(seed, LONGEST)
    place.mkdir()
    builds = two_builds(place)
    journey = Journey(PLATFORM, place / "class", builds, runs)
    journey.grade(builds[0])  # which tells how long a run takes
    number = 0
    while number < count:
        if number % AFRESH == 0:
            shutil.rmtree(journey.out, ignore_errors=True)
        options, build = chance.choice(KINDS), chance.choice(builds)
        before = state(journey.out)
        how = runs.ended(*journey.call(build, *options, "--jobs", "1"))
        after = state(journey.out)
        problems = [*lost(before, after), *traces(runs.errors)]
        if how:
            number += 1
            if (journey.out / "class.json").exists() and after.records:
                problems += _reported(journey.out)
            problems += [f"left running: {line}" for line in left_running(journey.out)]
        if number % THROUGH == 0:
            said = journey.grade(build)
            problems += [said] if said else []
            journey.compare("through", journey.wanted())
            problems += journey.problems
            journey.problems.clear()
        if how or problems:
            kind = " ".join(options) or ("first" if not before.records else "resumed")
            yield End(number, how, runs.seconds, kind, len(before.records), len(after.records), "; ".join(problems))


def traces(errors: str) -> list[str]:
    """Return what a run printed that no user should see."""
    return [f"a traceback: {errors[-200:]!r}"] if "Traceback" in errors else []


def _reported(out: Path) -> list[str]:
    """Have the tables written from what is there; return what is wrong."""
    before = state(out)
    with ONE:
        done = run_autograder("report", out)
    after = state(out)
    problems = [f"report: {done.stderr[-200:]}"] if done.returncode else []
    if len(after.rows) < len(after.records):
        problems.append(f"report has {len(after.rows)} rows of {len(after.records)} records")
    return [*problems, *lost(before, after)]


def measure(place: Path, count: int) -> list[End]:
    """Return how so many runs ended, and write a line for each as soon as it is there."""
    found: list[End] = []
    waiting: Queue[End | BaseException] = Queue()

    def one_class(number: int) -> None:
        try:
            for end in ends(place / str(number), count, SEED + number):
                waiting.put(end)
        except BaseException as error:
            waiting.put(error)

    with TABLE.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow([field.name for field in fields(End)])
        for number in range(CLASSES):
            Thread(target=one_class, args=(number,), daemon=True).start()
        with suppress(KeyboardInterrupt):  # then what was measured so far is the result
            while sum(bool(end.signal) for end in found) < count:
                end = waiting.get()
                if isinstance(end, BaseException):
                    raise end
                table.writerow(astuple(end))
                file.flush()
                print(*astuple(end), flush=True)
                found.append(end)
    return found


def main() -> None:
    """Measure in a folder that is deleted."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as temporary:  # the other classes are at work
        write(measure(Path(temporary), int(sys.argv[1]) if len(sys.argv) > 1 else ENDS))


def write(found: Sequence[End]) -> None:
    """Write what the ends were, all together."""
    signals = Counter(end.signal for end in found if end.signal)
    there = sum(end.records_before for end in found)
    new = sum(max(end.records_after - end.records_before, 0) for end in found)
    lines = [
        f"ended = {signals.total()}  # at random moments of a run: {describe(signals)}",
        f"marks_at_stake = {there}  # there when a run began that was ended, of all of them",
        f"new_marks = {new}  # that a run which was ended has kept",
        f"problems = {[end.problems for end in found if end.problems]}",
    ]
    write_result(RESULT, "interrupted", lines, training=False)


def describe(signals: Counter[str]) -> str:
    """Return how often each signal was sent."""
    return ", ".join(f"{count} by {name}" for name, count in sorted(signals.items()))


if __name__ == "__main__":
    main()
