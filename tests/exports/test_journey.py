"""A class of each platform comes out as it must: short here, with signals at random moments in `make test-slow`."""

from pathlib import Path

import pytest

from autograder.classroom.task import Outcome
from tests.exports.journey import Journey, two_builds
from tests.exports.platforms import PLATFORMS
from tests.exports.runs import HereRuns, SpawnedRuns

SLOW = ("Moodle", "Gradescope")  # with signals; `python -m tests.proofs.exports` does all
SEED, LONGEST = 17, 20.0


@pytest.fixture(scope="module")
def outcomes(quick_zip: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[tuple[bytes, str], Outcome]:
    """Return what each work of the class was really found to be, in both languages."""
    found: dict[tuple[bytes, str], Outcome] = {}
    place = tmp_path_factory.mktemp("outcomes")
    for language in ("en", "ru"):
        journey = Journey("plain folders", place / language, (quick_zip, quick_zip), HereRuns(0, found))
        journey.grade(quick_zip, "--lang", language)
    return found


@pytest.fixture
def builds(built: Path, tmp_path: Path) -> tuple[Path, Path]:
    """Return two builds of one course."""
    return two_builds(tmp_path)


@pytest.mark.parametrize("platform", PLATFORMS)
def test_class_comes_out_as_it_must(
    platform: str, builds: tuple[Path, Path], outcomes: dict[tuple[bytes, str], Outcome], tmp_path: Path
) -> None:
    """Graded, interrupted, regraded in Russian and with another build, corrected, reported and given back."""
    journey = Journey(platform, tmp_path / "class", builds, HereRuns(2, outcomes))
    journey.go()
    assert journey.problems == []


@pytest.mark.slow
@pytest.mark.parametrize("platform", SLOW)
def test_class_comes_out_as_it_must_whenever_it_is_ended(
    platform: str, builds: tuple[Path, Path], tmp_path: Path
) -> None:
    """The same in processes of their own, ended by SIGINT and SIGKILL at random moments."""
    journey = Journey(platform, tmp_path / "class", builds, SpawnedRuns(SEED, LONGEST))
    journey.go()
    assert journey.problems == []
