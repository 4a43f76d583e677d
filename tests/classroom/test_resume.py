"""A run that is ended in any way loses nothing: the same command goes on and ends with the same grades."""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from autograder.classroom.grade import GRADING_FILE, WORK
from tests.classroom.classes import grades, wait_until_written, write_class
from tests.command_line import ROOT, spawn_autograder

KILLS = 3
LONGEST = 14.0  # seconds until a run is killed: about half of them have kept a result by then
SEED = 20261123
MARK = "TEST_CLASS"


def start(folder: Path, out: Path, zip_path: Path) -> subprocess.Popen[str]:
    """Start grading a folder, in a session of its own."""
    command = [sys.executable, "-m", "autograder", "grade", str(folder), "--out", str(out), "--autograder"]
    return subprocess.Popen(
        [*command, str(zip_path)],
        cwd=ROOT,
        env={**os.environ, MARK: str(out)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def left_running(out: Path) -> list[str]:
    """Return the command lines of processes that a run into `out` has started and left; workers inherit no mark."""
    found = []
    for process in psutil.process_iter():
        try:
            if process.environ().get(MARK) == str(out) and process.status() != psutil.STATUS_ZOMBIE:
                found.append(" ".join(process.cmdline()))
        except psutil.Error:
            continue
    return found


def kill_at_random(folder: Path, out: Path, zip_path: Path, kills: int) -> int:
    """Start a run and kill it after a random time, again and again; return how often it was still at work."""
    chance = random.Random(SEED)
    killed = 0
    for _ in range(kills):
        process = start(folder, out, zip_path)
        try:
            process.wait(chance.uniform(0.5, LONGEST))
        except subprocess.TimeoutExpired:
            killed += 1
        process.kill()
        process.communicate()
    return killed


@pytest.mark.slow
def test_killed_at_random_moments_it_ends_with_the_same_grades(quick_zip: Path, tmp_path: Path) -> None:
    """SIGKILL some times, then the same command: the grades are those of an undisturbed run, and nothing is left."""
    write_class(tmp_path / "class", 8)
    undisturbed = spawn_autograder("grade", tmp_path / "class", "--out", tmp_path / "one", "--autograder", quick_zip)
    assert undisturbed.returncode == 0, undisturbed.stderr
    assert kill_at_random(tmp_path / "class", tmp_path / "two", quick_zip, KILLS) > 0
    again = spawn_autograder("grade", tmp_path / "class", "--out", tmp_path / "two", "--autograder", quick_zip)
    assert again.returncode == 0, again.stderr
    assert grades(tmp_path / "two") == grades(tmp_path / "one")
    for path in (tmp_path / "one").glob("*/*.json"):
        other = tmp_path / "two" / path.parent.name / path.name
        assert path.name == "record.json" or other.read_bytes() == path.read_bytes()
    time.sleep(1)
    assert left_running(tmp_path / "two") == []
    assert not (tmp_path / "two" / WORK).exists()
    assert list((tmp_path / "two").rglob("*.partial")) == []


@pytest.mark.slow
def test_rerun_grades_what_is_missing_and_what_changed(quick_zip: Path, tmp_path: Path) -> None:
    """A second run grades nothing; a changed file, a deleted result and a failed one are graded again, alone."""
    first, second, third = write_class(tmp_path / "class", 3)
    call = ("grade", tmp_path / "class", "--out", tmp_path / "out", "--autograder", quick_zip)
    assert spawn_autograder(*call).returncode == 0
    before = {path: path.stat().st_mtime_ns for path in (tmp_path / "out").glob("*/record.json")}
    done = spawn_autograder(*call)
    assert "3 have their results already, 0 to grade" in done.stdout
    with first.open("a", encoding="utf-8") as file:
        file.write("\nSpatialDropout = None\n")
    (tmp_path / "out" / second.stem / "results.json").unlink()
    done = spawn_autograder(*call)
    assert "1 have their results already, 2 to grade" in done.stdout
    changed = {path.parent.name for path, date in before.items() if path.stat().st_mtime_ns != date}
    assert changed == {first.stem, second.stem}
    assert third.stem not in changed


@pytest.mark.slow
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "SIGTERM"])
def test_interrupted_run_says_so_in_one_line(number: signal.Signals, quick_zip: Path, tmp_path: Path) -> None:
    """Exit code 130, a line that says what is kept, tables of what is there, no traceback."""
    write_class(tmp_path / "class", 12)
    process = start(tmp_path / "class", tmp_path / "out", quick_zip)
    wait_until_written(process, tmp_path / "out")
    process.send_signal(number)
    _, errors = process.communicate(timeout=60)
    assert process.returncode == 130
    assert "The same command goes on" in errors
    assert len(errors.strip().splitlines()) == 1
    assert 1 < len(grades(tmp_path / "out")) < 13
    assert not (tmp_path / "out" / WORK).exists()
    assert left_running(tmp_path / "out") == []


@pytest.mark.slow
def test_two_runs_do_not_write_one_folder(quick_zip: Path, tmp_path: Path) -> None:
    """While a run is at work in a folder, another one is refused in one line."""
    write_class(tmp_path / "class", 6)
    process = start(tmp_path / "class", tmp_path / "out", quick_zip)
    wait_until_written(process, tmp_path / "out", GRADING_FILE)
    done = spawn_autograder("grade", tmp_path / "class", "--out", tmp_path / "out", "--autograder", quick_zip)
    process.communicate(timeout=120)
    assert (done.returncode, process.returncode) == (2, 0)
    assert "another run is grading into" in done.stderr


@pytest.mark.slow
def test_process_that_dies_costs_one_submission_which_is_graded_again(quick_zip: Path, tmp_path: Path) -> None:
    """A grading process that is killed leaves its submission with status and reason; the rest and a rerun are whole."""
    write_class(tmp_path / "class", 8)
    process = start(tmp_path / "class", tmp_path / "out", quick_zip)
    wait_until_written(process, tmp_path / "out")
    graders = [child for child in psutil.Process(process.pid).children() if "spawn_main" in " ".join(child.cmdline())]
    graders[0].kill()
    _, errors = process.communicate(timeout=120)
    assert process.returncode == 0, errors
    statuses = [row[-1] for row in grades(tmp_path / "out")[1:]]
    assert (len(statuses), statuses.count("failed")) == (8, 1)
    again = spawn_autograder("grade", tmp_path / "class", "--out", tmp_path / "out", "--autograder", quick_zip)
    assert "7 have their results already, 1 to grade" in again.stdout
    assert [row[-1] for row in grades(tmp_path / "out")[1:]] == ["graded"] * 8
