"""A class that is ten times as large costs about ten times as much: nothing looks at all pairs of its submissions.

Processor time of a few and of many in one run; what grows with the square takes ten times as long for each of many.
"""

import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.classroom.likeness import alike
from autograder.classroom.submissions import find_submissions
from autograder.lms.roster import Clue, Person, Roster
from autograder.paths import ROOT
from tests.classroom.canned_class import Graded

FEW, MANY = 200, 2000
MOST = 3.0  # times the time of each of a few; caches and a busy machine make it up to 1.7, all pairs made it 8 and more
TRIES = 3


def seconds(work: Callable[[], object]) -> float:
    """Return the processor time of some work, the least of several tries."""
    taken = []
    for _ in range(TRIES):
        started = time.process_time()
        work()
        taken.append(time.process_time() - started)
    return min(taken)


def found(folder: Path, count: int) -> Callable[[], object]:
    """Return what finds submissions, half of which are no work that can be graded."""
    folder.mkdir()
    for number in range(count):
        (folder / f"student{number}.{'pdf' if number % 2 else 'py'}").touch()
    return lambda: find_submissions([folder])


def compared(folder: Path, count: int) -> Callable[[], object]:
    """Return what compares a class in which everybody shares some code with a tenth of it."""
    rng = random.Random(count)
    shared = [[rng.getrandbits(48) for _ in range(20)] for _ in range(60)]
    prints = {
        str(number): [
            *(rng.getrandbits(48) for _ in range(30)),
            *(one for block in rng.sample(shared, 5) for one in block),
        ]
        for number in range(count)
    }
    return lambda: alike(prints)


def named(folder: Path, count: int) -> Callable[[], object]:
    """Return what looks for everybody on a list, by names that are not quite those of the list, and by files."""
    people = [Person(f"First{number} Middle{number} Last{number}") for number in range(count)]

    def look() -> None:
        roster = Roster(people)
        for number in range(count):
            assert roster.find(Clue(f"Last{number} First{number}")) == {number}
            assert roster.find(Clue("", stem=f"hw1_last{number}_first{number}_middle{number}_x")) == {number}
            assert roster.find(Clue(f"Nobody Nr{number}")) == set()

    return look


@pytest.mark.parametrize("prepare", [found, compared, named])
def test_each_of_many_costs_as_much_as_each_of_a_few(
    tmp_path: Path, prepare: Callable[..., Callable[[], object]]
) -> None:
    """Within a factor that all pairs would not keep."""
    few, many = (seconds(prepare(tmp_path / str(count), count)) / count for count in (FEW, MANY))
    assert many <= MOST * few, f"{1000 * few:.3f} ms each of {FEW}, {1000 * many:.3f} ms each of {MANY}"


def test_nothing_to_grade_imports_neither_torch_nor_matplotlib(graded: Graded, quick_zip: Path) -> None:
    """They take seconds, and the processes that grade import torch themselves: their first result comes sooner too."""
    call = ["grade", str(graded.folder), "--autograder", str(quick_zip), "--out", str(graded.out)]
    code = f"import sys; sys.argv[1:] = {call!r}\nfrom autograder.cli import app\napp(standalone_mode=False)\n"
    code += "print({'torch', 'matplotlib'} & {*sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "5 have their results already, 0 to grade" in done.stdout
    assert done.stdout.splitlines()[-1] == "set()"
