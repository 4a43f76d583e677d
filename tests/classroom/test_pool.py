"""Processes that grade and are killed while they start cost nobody a mark, and do not go on for ever."""

import os
import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.classroom import pool
from autograder.classroom.pool import BREAKS, Pool, outcomes
from autograder.classroom.task import Outcome, Task
from autograder.errors import GraderError

NAMES = [f"student{number}" for number in range(12)]


def answer(source: Path, task: Task) -> Outcome:
    """Grade at once."""
    return {"status": "graded", "name": task.name}


def die_once(source: Path) -> None:
    """Be ended by the system in the first process that starts."""
    try:
        (source / "died").touch(exist_ok=False)
    except FileExistsError:
        return
    os.kill(os.getpid(), signal.SIGKILL)


def die(source: Path) -> None:
    """Be ended by the system, whoever starts."""
    with (source / "starts").open("a") as file:
        file.write("x")
    os.kill(os.getpid(), signal.SIGKILL)


def grade(source: Path, jobs: int, prepare: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Grade all names in a pool whose processes start with `prepare`; return whose outcome came."""
    monkeypatch.setattr(pool, "_prepare", prepare)
    monkeypatch.setattr(pool, "_examine", answer)
    tasks = ((name, Task(name, b"", "en", unconfined=False)) for name in NAMES)
    with Pool(source, jobs, seconds=60.0) as place:
        return [name for name, outcome in outcomes(place, tasks) if outcome == {"status": "graded", "name": name}]


@pytest.mark.parametrize("jobs", [1, 2, 5])
def test_process_that_is_killed_at_its_start_costs_nothing(
    jobs: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing had begun: all are graded, each once."""
    assert sorted(grade(tmp_path, jobs, die_once, monkeypatch)) == sorted(NAMES)
    assert (tmp_path / "died").exists()


def test_processes_that_are_all_killed_at_their_start_end_the_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without memory for one, no submission is to blame: one line says so."""
    with pytest.raises(GraderError, match="are ended while they start, for lack of memory perhaps"):
        grade(tmp_path, 1, die, monkeypatch)
    assert len((tmp_path / "starts").read_text()) >= BREAKS
