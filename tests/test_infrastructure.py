"""What the tests themselves rest on: the cost of a test, the choice of a sample, one build for all."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests import cost, one_build
from tests.sample import chosen, sampled

ROOT = Path(__file__).resolve().parent.parent
BURN = "import time\nwhile time.process_time() < {seconds}: pass"
INNER = """
import pytest, subprocess, sys
from tests import cost

cost.MOST = 0.5


@pytest.fixture
def burnt():
    subprocess.run([sys.executable, "-c", {burn!r}], check=True)


def test_cheap(burnt): ...


def test_waits():
    import time
    time.sleep(0.8)


def test_expensive():
    subprocess.run([sys.executable, "-c", {burn!r}], check=True)


@pytest.mark.slow
def test_expensive_and_slow():
    subprocess.run([sys.executable, "-c", {burn!r}], check=True)
"""


def test_expensive_test_fails_unless_it_is_marked(tmp_path: Path) -> None:
    """What it starts counts; what its fixtures cost, what waits, and what is marked slow does not fail."""
    path = tmp_path / "test_inner.py"
    path.write_text(INNER.format(burn=BURN.format(seconds=0.8)), encoding="utf-8")
    table = tmp_path / "costs.csv"
    options = ("-p", "tests.cost", "-p", "no:cacheprovider", "-m", "", "--rootdir", str(tmp_path))
    command = [sys.executable, "-m", "pytest", *options, "-c", "/dev/null", f"--costs={table}", str(path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert "1 failed, 3 passed" in done.stdout, done.stdout + done.stderr
    assert "of the processor, more than 0.5 s" in done.stdout
    rows = {row.split(",")[0].rpartition("::")[2]: row.split(",") for row in table.read_text().splitlines()[1:]}
    # Linux counts what ended processes cost in ticks of 10 ms.
    assert float(rows["test_expensive"][2]) >= 0.75
    assert float(rows["test_cheap"][1]) >= 0.75
    assert float(rows["test_cheap"][2]) < 0.5


def test_processor_of_a_running_child_counts() -> None:
    """Not only after it has ended; and of a child's child."""
    burn = BURN.format(seconds=0.4)
    source = f"import subprocess, sys\nsubprocess.run([sys.executable, '-c', {burn!r}])\nprint(flush=True)\ninput()"
    before = cost.tree_seconds()
    command = [sys.executable, "-c", source]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        child.stdout.readline()
        assert cost.tree_seconds() - before >= 0.39  # sums of ticks of 0.01 s
        child.communicate(b"\n")


def test_sample_keeps_the_others_for_the_slow_run() -> None:
    """Every one is there; each third is not marked."""
    found = sampled(range(7), 3)
    assert [param.values for param in found] == [(number,) for number in range(7)]
    assert [bool(param.marks) for param in found] == [False, True, True] * 2 + [False]


def test_chosen_ones_are_run_always() -> None:
    """By name; a name that is no case would leave nothing to run, and is refused."""
    found = chosen([("q1", 0), ("q1", 3)], [("q1", 3)])
    assert [(param.values, bool(param.marks)) for param in found] == [(("q1", 0), True), (("q1", 3), False)]
    with pytest.raises(AssertionError):
        chosen(["one"], ["other"])


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small project of one source, with its build noted."""
    for name in (*one_build.WRITTEN, "../autograder/rule.py", "../requirements.txt"):
        path = tmp_path / "dist" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
    one_build.note(tmp_path)
    return tmp_path


def test_build_is_fresh_until_something_changes(project: Path) -> None:
    """What is no source does not matter, nor when a file was written."""
    (project / "tests").mkdir()
    (project / "solutions" / "questions" / "q1" / "bank" / "wrong").mkdir(parents=True)
    (project / "solutions" / "questions" / "q1" / "bank" / "wrong" / "new.py").touch()
    (project / "autograder" / "__pycache__").mkdir()
    (project / "autograder" / "__pycache__" / "rule.pyc").touch()
    os.utime(project / "autograder" / "rule.py", (0, 0))
    assert one_build.is_fresh(project)


@pytest.mark.parametrize("name", ["autograder/rule.py", "autograder/new.py", "requirements.txt", "dist/assignment.zip"])
def test_change_asks_for_another_build(project: Path, name: str) -> None:
    """Of a source or of something that was built."""
    (project / name).write_text("changed", encoding="utf-8")
    assert not one_build.is_fresh(project)


@pytest.mark.parametrize("name", ["autograder.zip", one_build.NOTE])
def test_missing_build_is_made(project: Path, name: str) -> None:
    """Also where only the note is missing."""
    (project / "dist" / name).unlink()
    assert not one_build.is_fresh(project)
