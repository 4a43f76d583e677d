"""A build that is drawn in memory from a secret: what the proofs and tests of q4 grade with instead of dist/build."""

from dataclasses import dataclass
from functools import cache, cached_property, lru_cache

from autograder.trial import Build, derive_seed
from seminar.images import ImageSet
from solutions.images.source import DataSource
from tests.course import GRADING


@dataclass(frozen=True)
class DrawnBuild(Build):
    """A build with the images that a real one of the same secret and grading.toml would have."""

    @cached_property
    def train(self) -> ImageSet:
        """The images that q4 trains on."""
        return _source().train

    @cached_property
    def fresh(self) -> ImageSet:
        """The images that q4 is judged on."""
        return _source().fresh(self.grading.fresh_images, derive_seed(self.secret, "fresh images"))


@lru_cache(maxsize=1)
def drawn_build(secret: str) -> DrawnBuild:
    """Return the build of `secret`, with the committed grading.toml."""
    return Drawnbuild_of(secret)


@cache
def _source() -> DataSource:
    grading = GRADING
    return DataSource(grading.data, grading.train_images)
