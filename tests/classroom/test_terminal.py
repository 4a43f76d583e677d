"""What the terminal shows besides the marks: a bar that fits, ends without tracebacks, patterns that fit nobody."""

import io
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console

from autograder.classroom import grade
from autograder.classroom.progress import GradingProgress
from autograder.classroom.record import GRADED, SUPERSEDED
from autograder.classroom.report.summary import glance
from autograder.classroom.table import counts
from tests.classroom.canned_class import COUNT, Graded
from tests.classroom.records import classroom, record
from tests.command_line import ROOT, run_autograder
from tests.course import GRADING

# Presses Ctrl-C when a module is imported first, as a user does in the seconds that libraries take.
PRESS = """
import importlib.abc, os, runpy, signal, sys

module = sys.argv.pop(1)

class Press(importlib.abc.MetaPathFinder):
    def find_spec(self, name, path=None, target=None):
        if name == module:
            os.kill(os.getpid(), signal.SIGINT)

sys.meta_path.insert(0, Press())
runpy.run_module("autograder", run_name="__main__", alter_sys=True)
"""

# Sends a signal when all is imported and the command line is about to be read.
SEND = """
import os, runpy, sys
import typer.main

number, real = int(sys.argv.pop(1)), typer.main.get_command

def get_command(app):
    os.kill(os.getpid(), number)
    return real(app)

typer.main.get_command = get_command
runpy.run_module("autograder", run_name="__main__", alter_sys=True)
"""

# Presses Ctrl-C in a terminal, which all processes of a run hear, so many seconds after the first process that grades
# was started; and tells of each one that is started whether it would hear of that while its interpreter starts.
PRESS_IN_ALL = """
import os, runpy, signal, sys, threading
from multiprocessing import util

seconds, real, started = float(sys.argv.pop(1)), util.spawnv_passfds, []

def spawn(path, call, descriptors):
    hears = signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, [])
    pid = real(path, call, descriptors)
    started.append(call)
    print("hears" if hears else "waits", file=sys.stderr)
    if len(started) == 2:
        threading.Timer(seconds, os.killpg, (0, signal.SIGINT)).start()
    return pid

util.spawnv_passfds = spawn
runpy.run_module("autograder", run_name="__main__", alter_sys=True)
"""


@pytest.mark.parametrize("name", ["a.py", "Александра_Щербакова-Преображенская_98765.ipynb", "漢字" * 30])
def test_bar_fits_80_columns(name: str) -> None:
    """With every figure in it, whatever the file is called."""
    shown = io.StringIO()
    console = Console(file=shown, width=80, force_terminal=True, color_system=None, legacy_windows=False)
    with GradingProgress(console) as progress:
        progress.prepared(9999, 0)
        for _ in range(3):
            progress.graded(record("Ada", GRADING, submission=name))
    plain = re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", shown.getvalue()).replace("\r", "\n")
    lines = [line for line in plain.split("\n") if "3/9999" in line]
    assert lines
    for line in lines:
        assert "mean 10.00" in line
        assert "left" in line
        assert cell_len(line.rstrip()) <= 80
        assert "…" not in line.split("left")[1]


@pytest.mark.parametrize("module", ["typer", "pydantic", "autograder.cli", "autograder.classroom.grade", "matplotlib"])
def test_interrupt_while_libraries_are_imported_ends_cleanly(module: str, tmp_path: Path) -> None:
    """No traceback, and the exit code of every Ctrl-C."""
    call = [sys.executable, "-c", PRESS, module, "grade", str(ROOT / "tests/bank.py"), "--out", str(tmp_path / "out")]
    done = subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)
    assert (done.returncode, done.stderr) == (128 + signal.SIGINT, "")


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["Ctrl-C", "SIGTERM"])
def test_interrupt_before_the_command_line_is_read_ends_cleanly(number: signal.Signals, tmp_path: Path) -> None:
    """No traceback of the library that reads it."""
    call = [sys.executable, "-c", SEND, str(int(number)), "grade", str(ROOT / "tests/bank.py"), "--out", str(tmp_path)]
    done = subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300)
    assert (done.returncode, done.stderr) == (128 + signal.SIGINT, "")


@pytest.mark.parametrize("seconds", [0.0, 0.1, 1.0])
def test_interrupt_of_all_processes_ends_cleanly(seconds: float, quick_zip: Path, tmp_path: Path) -> None:
    """No process that grades hears of Ctrl-C while its interpreter starts, when it would print a traceback."""
    call = [sys.executable, "-c", PRESS_IN_ALL, str(seconds), "grade", str(ROOT / "tests/bank.py"), "--quiet"]
    call += ["--out", str(tmp_path / "out"), "--autograder", str(quick_zip)]
    done = subprocess.run(
        call, cwd=ROOT, capture_output=True, text=True, check=False, timeout=300, start_new_session=True
    )
    assert done.returncode == 128 + signal.SIGINT
    lines = done.stderr.splitlines()
    assert lines[:-1] == ["waits"] * 2  # what keeps count of locks, and the one process for one file
    assert lines[-1].startswith("autograder: stopped; 0 of 1 have their results")


def test_interrupt_before_anything_is_described_ends_cleanly(
    quick_zip: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """While the build is unpacked into a new folder: there is nothing to make tables of."""

    def interrupt(archive: Path, folder: Path, only: Path | None) -> Path:
        raise KeyboardInterrupt

    monkeypatch.setattr(grade, "unpack", interrupt)
    done = run_autograder("grade", ROOT / "tests/bank.py", "--out", tmp_path / "out", "--autograder", quick_zip)
    assert done.returncode == 128 + signal.SIGINT
    assert done.stderr == "autograder: stopped before anything was graded.\n"


def test_pattern_that_fits_nobody_is_said(graded: Graded, quick_zip: Path) -> None:
    """Nothing is graded and no table is touched; one of two that fits is graded."""
    before = (graded.out / "class.json").stat().st_mtime_ns
    call = ("grade", graded.folder, "--out", graded.out, "--autograder", quick_zip, "--quiet")
    done = run_autograder(*call, "--only", "anna*")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == "autograder: --only 'anna*' fits none of the submissions\n"
    assert (graded.out / "class.json").stat().st_mtime_ns == before
    done = run_autograder(*call, "--only", "anna*", "--only", "student1")
    assert done.returncode == 1
    assert done.stderr == "autograder: --only 'anna*' fits none of the submissions\n"
    assert (graded.out / "class.json").stat().st_mtime_ns > before


def test_version() -> None:
    """One line."""
    done = run_autograder("--version")
    assert done.returncode == 0
    assert done.stdout.split()[0] == "autograder"
    assert done.stdout.split()[1][0].isdigit()


def test_counts_are_those_of_the_report(graded: Graded, quick_zip: Path) -> None:
    """Earlier attempts stand apart in both; the terminal says the same of a class."""
    records = classroom(60, GRADING)
    seen = glance(records, GRADING)
    assert counts(records) == (
        f"{seen.submissions} submissions: {seen.graded} graded, {seen.submissions - seen.graded} not graded; "
        f"{seen.earlier} earlier attempts"
    )
    assert {one.status for one in records} > {GRADED, SUPERSEDED}
    done = run_autograder("grade", graded.folder, "--out", graded.out, "--autograder", quick_zip)
    assert f"{COUNT} have their results already, 0 to grade" in done.stdout
    assert f"{COUNT} submissions: {COUNT} graded, 0 not graded; 0 earlier attempts" in done.stdout


@pytest.mark.parametrize(
    ("docker", "words"),
    [
        (None, "`otter grade` needs Docker, which is not installed: start Docker, or grade without it"),
        ("echo 'unknown command: docker buildx' >&2; exit 1", "does not answer (unknown command: docker buildx)"),
    ],
    ids=["not installed", "without buildx"],
)
def test_containers_without_docker_are_one_line(
    built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, docker: str | None, words: str
) -> None:
    """Otter itself ends in a traceback of forty lines."""
    if docker is not None:
        (tmp_path / "docker").write_text(f"#!/bin/sh\n{docker}\n", encoding="utf-8")
        (tmp_path / "docker").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    done = run_autograder("containers", ROOT / "tests/bank.py", "--out", tmp_path / "grades")
    assert done.returncode == 2
    assert words in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not (tmp_path / "grades").exists()
