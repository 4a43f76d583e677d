"""autograder.zip in a real container as small as Gradescope's; where there is no podman the tests say so."""

import shutil
from pathlib import Path

import pytest

from tests.course import AUTOGRADER_ZIP, LANGUAGES, QUESTIONS, solution_name
from tests.grading import container
from tests.grading.test_gradescope import FULL, points
from tests.proofs.container import problems, worst

pytestmark = [pytest.mark.slow, pytest.mark.usefixtures("containers")]
# At half a core: 60 seconds of the clock on a machine that nobody else uses.
CPU_SECONDS = 30


@pytest.fixture(scope="module")
def containers() -> None:
    """Skip where there are none."""
    lacking = container.lacking()
    if lacking:
        pytest.skip(f"no container: {lacking}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_solution_earns_all_points_in_little_memory_and_time(built: Path, tmp_path: Path, language: str) -> None:
    """All layers but mounts hold, as in any container without privileges."""
    solution = built / solution_name(language)
    ended = container.run(AUTOGRADER_ZIP, tmp_path / language, lambda folder: shutil.copy(solution, folder))
    assert (ended.code, points(ended.results)) == (0, FULL), ended.printed
    held = {name for name, layer in ended.results["extra_data"]["sandbox"].items() if layer["held"]}
    assert held >= {"limits", "user", "capabilities", "seccomp", "no_new_privileges"}
    _, megabytes = container.packages()
    assert ended.peak_mb < megabytes, f"{ended.peak_mb:.0f} MB"
    assert ended.cpu_seconds < CPU_SECONDS


def test_attack_costs_itself(built: Path, tmp_path: Path) -> None:
    """One that takes memory without end: what judges goes on. All of them: tests.proofs.container."""
    case = next(case for case in worst() if case.name == "bomb_memory_tensor")
    assert problems(case, tmp_path) == []


def test_nothing_handed_in(built: Path, tmp_path: Path) -> None:
    """Zero points, a reason."""
    ended = container.run(AUTOGRADER_ZIP, tmp_path / "empty", lambda folder: None)
    assert points(ended.results) == dict.fromkeys(QUESTIONS, 0)
    assert "Nothing was handed in" in ended.results["output"]
