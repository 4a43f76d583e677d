"""A run that is killed a hundred times ends with the grades of an undisturbed one; `make test` kills it five times.

Run it with `pytest -m benchmark -s tests/benchmarks/test_kills.py`; about ten minutes.
"""

from pathlib import Path

import pytest

from tests.classroom.classes import grades, write_class
from tests.classroom.test_resume import kill_at_random
from tests.command_line import spawn_autograder

KILLS = 100
SUBMISSIONS = 120  # so many that the last kills still meet work
MET = 0.5  # the least share of kills that must meet a run at work


@pytest.mark.benchmark
def test_a_hundred_kills(quick_zip: Path, tmp_path: Path) -> None:
    """SIGKILL at random moments, each time followed by the same command."""
    write_class(tmp_path / "class", SUBMISSIONS)
    call = ("grade", tmp_path / "class", "--autograder", quick_zip, "--quiet", "--out")
    assert spawn_autograder(*call, tmp_path / "one").returncode == 0
    met = kill_at_random(tmp_path / "class", tmp_path / "two", quick_zip, KILLS)
    kept = len(list((tmp_path / "two").glob("*/record.json")))
    print(f"\n{met} of {KILLS} kills met a run at work; {kept} of {SUBMISSIONS} results were there after the last one")
    assert met >= MET * KILLS
    assert spawn_autograder(*call, tmp_path / "two").returncode == 0
    assert grades(tmp_path / "two") == grades(tmp_path / "one")
    differ = [
        path
        for path in (tmp_path / "one").glob("*/results.json")
        if (tmp_path / "two" / path.parent.name / path.name).read_bytes() != path.read_bytes()
    ]
    assert differ == []
