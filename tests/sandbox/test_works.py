"""What right code does works in a worker, in every combination of layers: the sandbox is a check too."""

import ast
import json
from pathlib import Path

import pytest

from tests.hostile.modes import (
    MODES,
    must_change_user,
    others_reach_the_project,
    possible_modes,
    run_as_ordinary_user,
)
from tests.sample import chosen
from tests.sandbox.working import FOLDER, run_in_worker, scripts

pytestmark = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the layers are Linux's")


@pytest.mark.parametrize("mode", chosen(possible_modes(), possible_modes()[:1]))
def test_ordinary_scripts_run(mode: str, tmp_path: Path) -> None:
    """None of them raises anything; the dictionary names those that do, with what they raised."""
    if not must_change_user(mode):
        errors = run_in_worker(scripts(), MODES[mode])
    elif others_reach_the_project():
        errors = json.loads(run_as_ordinary_user("tests.sandbox.working", [], tmp_path).stdout)
    else:
        pytest.skip("this checkout is closed to ordinary users")
    assert errors == {}


@pytest.mark.slow
def test_scripts_run_one_by_one() -> None:
    """The most fragile ones do not live from what another one has imported or left."""
    names = ("random_seed_of_torch", "asynchronous", "torch_compile", "data_loader_with_workers", "figures", "tables")
    found = scripts()
    assert {name: error for name in names for error in run_in_worker({name: found[name]}).values()} == {}


def test_error_of_a_script_is_told() -> None:
    """Otherwise the tests above would prove nothing."""
    told = run_in_worker({"raises": "raise ValueError('so')", "reads": "open('/etc/shadow')", "works": "print(1)"})
    assert set(told) == {"raises", "reads"}
    assert "ValueError: so" in told["raises"]


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.py")), ids=lambda path: path.stem)
def test_script_says_its_idea_in_one_line(path: Path) -> None:
    """A reader of the list knows what is tried."""
    idea = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
    assert idea
    assert len(idea.splitlines()) == 1
