"""The hostile bank against the sandbox, a part of it: `python -m tests.proofs.hostile` runs all in every mode."""

from pathlib import Path

import pytest

from autograder.trial import load_build
from tests.course import BUILD_FOLDER
from tests.hostile.cases import HostileCase, cases
from tests.hostile.modes import must_change_user, others_reach_the_project, possible_modes
from tests.hostile.trial import attempt_surely
from tests.proofs.hostile import QUESTIONS, rows_of_ordinary_user, run
from tests.sample import sampled

pytestmark = pytest.mark.usefixtures("warm")
EACH, EACH_IN_OTHER_MODES = 15, 60
QUICK = 5  # every fifth of those is also in `make test`


@pytest.mark.parametrize("case", sampled(cases()[::EACH], QUICK), ids=lambda case: case.name)
def test_attack_gets_nothing(built: Path, case: HostileCase) -> None:
    """No mark that the honest part does not deserve, nothing touched, sent or left, no secret told, no time lost.

    An honest submission right after it gets full marks.
    """
    assert attempt_surely(case, load_build(BUILD_FOLDER), QUESTIONS).problems == []


@pytest.mark.slow
@pytest.mark.parametrize("mode", possible_modes()[1:])
def test_attacks_get_nothing_with_fewer_layers(built: Path, mode: str) -> None:
    """As an ordinary user, with Landlock off, and where the user of a worker cannot be changed."""
    build = load_build(BUILD_FOLDER)
    if must_change_user(mode):
        if not others_reach_the_project():
            pytest.skip("this checkout is closed to ordinary users")
        rows = rows_of_ordinary_user([f"--mode={mode}", f"--every={EACH_IN_OTHER_MODES}"], build)
    else:
        rows = run(mode, cases()[::EACH_IN_OTHER_MODES], build)
    assert len(rows) == len(cases()[::EACH_IN_OTHER_MODES])
    assert {row["submission"]: row["problems"] for row in rows if row["problems"]} == {}
