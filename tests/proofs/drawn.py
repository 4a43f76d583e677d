"""A build that is drawn from a secret when needed: what the proofs and tests of q4 grade with instead of dist/."""

import shutil
import tempfile
from functools import lru_cache
from pathlib import Path

from autograder.grading import Grading
from autograder.trial import Build
from solutions.questions.q4_training.prepare import prepare
from tests.course import GRADING, SEMINAR


class DrawnBuild(Build):
    """A build with the images that a real one of the same secret and grading.toml would have; drawn when asked for."""

    def __init__(self, secret: str, grading: Grading = GRADING) -> None:
        for name, value in (("secret", secret), ("course", SEMINAR), ("grading", grading)):
            object.__setattr__(self, name, value)

    @property
    def folder(self) -> Path:
        """Where its images lie."""
        return Path(_drawn(self.secret).name)


@lru_cache(maxsize=2)
def _drawn(secret: str) -> tempfile.TemporaryDirectory[str]:
    place = tempfile.TemporaryDirectory(prefix="drawn-")
    data = SEMINAR.data_folder
    assert data is not None
    shutil.copytree(data, Path(place.name) / data.name)
    prepare(Path(place.name), secret, SEMINAR.settings("q4"))
    return place


@lru_cache(maxsize=1)
def drawn_build(secret: str) -> DrawnBuild:
    """Return the build of `secret`, with the settings of the course."""
    return DrawnBuild(secret)
