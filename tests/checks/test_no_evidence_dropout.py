"""q3 and q4 pass on evidence alone: NaN, infinities, zeros and nothing at all never pass for a right answer."""

from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor, nn

from autograder.trial import Build
from coursekit.errors import CourseError
from seminar.recognisers.planes import is_factor
from seminar.subject import Recipe, Run, Subject, Weight
from solutions.shared.trial import Trial
from tests.bank import PLAIN
from tests.course import SEMINAR, judge
from tests.proofs.drawn import drawn_build

FILLS = (float("nan"), float("inf"), -float("inf"), 1e-40, 1e38, 0.0)
PARTS: dict[str, tuple[Any, ...]] = {
    "everything": (...,),
    "a sample": (0,),
    "a plane": (slice(0, 1), slice(0, 1)),
    "every second element": (..., slice(None, None, 2)),
}
# Whether anything is dropped at all shows in every part; the others may well be judged on what is left of it.
Q3 = SEMINAR.questions["q3"]
WHOLE, PARTIAL = tuple(check.name for check in Q3.checks), ("scale", "identity", "care")
GRADIENTS: dict[str, Callable[[Tensor], Tensor | None]] = {
    "nothing": lambda gradient: None,
    "zeros": torch.zeros_like,
    "ones": torch.ones_like,
    "NaN": lambda gradient: torch.full_like(gradient, float("nan")),
    "NaN where it is zero": lambda gradient: gradient.masked_fill(gradient == 0, float("nan")),
    "one NaN": lambda gradient: gradient.flatten().index_fill(0, torch.tensor([5]), float("nan")).view_as(gradient),
    "one infinity": lambda gradient: (
        gradient.flatten().index_fill(0, torch.tensor([5]), float("inf")).view_as(gradient)
    ),
}


class Forged(Subject):
    """The plain right answer, with other numbers in its replies."""

    def __init__(
        self, seed: int, fill: float | None = None, part: tuple[Any, ...] = (...,), gradient: str = ""
    ) -> None:
        super().__init__(PLAIN.namespace(), seed)
        self._fill, self._part, self._gradient = fill, part, gradient

    def run(self, handle: int, inputs: Tensor, **arguments: Any) -> Run:
        """Run the layer, and put something else into what comes out."""
        run = super().run(handle, inputs, **arguments)
        if self._fill is not None:
            for output in run.outputs:
                output[self._part] = self._fill
        if not self._gradient or run.input_gradient is None:
            return run
        forged = GRADIENTS[self._gradient](run.input_gradient)
        return Run(run.outputs, run.input_after, forged, run.gradients, run.activation_calls)


@pytest.fixture(scope="module")
def build() -> Build:
    """Give a build with a fixed secret."""
    return drawn_build("a secret without evidence")


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("fill", FILLS)
def test_no_check_passes_on_forged_outputs(build: Build, fill: float, part: str) -> None:
    """Each check that has to see the part fails, with a name."""
    # Values that are zero in training were dropped, as it may be, or are no planes, which other checks charge.
    names = WHOLE if part == "everything" else PARTIAL[1:] if fill == 0 else PARTIAL
    for name in names:
        if part == "a plane" and fill == 0:
            continue  # that plane was dropped, as it may be
        trial = Trial(build, "q3", name)
        with pytest.raises(CourseError):
            Q3.check(name).function(Forged(trial.seed, fill, PARTS[part]), trial)


@pytest.mark.parametrize("gradient", GRADIENTS)
@pytest.mark.parametrize("name", ["identity", "care"])
def test_no_check_passes_on_forged_gradients(build: Build, name: str, gradient: str) -> None:
    """A gradient that is not a number, or not there, is no right one."""
    trial = Trial(build, "q3", name)
    if name == "identity" and gradient == "NaN where it is zero":
        return  # there is none: nothing is dropped
    with pytest.raises(CourseError):
        Q3.check(name).function(Forged(trial.seed, gradient=gradient), trial)


def test_the_untouched_answer_passes(build: Build) -> None:
    """What is forged above is what makes them fail."""
    verdicts = judge("q3", Forged, build).verdicts
    assert verdicts == {check.name: None for check in Q3.checks}


def test_what_cannot_be_asked_is_not_passed(build: Build) -> None:
    """A layer that fails for unusual shapes, never scales and drops in eval mode keeps neither scale nor eval mode."""

    class Refusing(nn.Module):
        def __init__(self, p: float = 0.2) -> None:
            super().__init__()
            self.p = p

        def forward(self, x: Tensor) -> Tensor:
            if x.shape[1] < 8 or x.shape[2:] != (3, 4):
                raise ValueError("unusual")
            return x * (torch.rand(*x.shape[:2], 1, 1) >= self.p)

    names = {**PLAIN.namespace(), "SpatialDropout": Refusing}
    verdicts = judge("q3", lambda seed: Subject(names, seed), build).verdicts
    assert all(verdicts[name] is not None for name in ("scale", "identity", "care"))


@settings(max_examples=200, deadline=None)
@given(st.lists(st.floats(width=32), max_size=4), st.floats(width=32), st.floats(0, 1))
def test_a_factor_needs_factors(scales: list[float], factor: float, tolerance: float) -> None:
    """Nothing, and what is no number, has no factor."""
    told = is_factor(np.array(scales), factor, tolerance)
    right = len(scales) > 0 and all(
        abs(scale - factor) <= tolerance * abs(factor) for scale in np.asarray(scales, np.float64)
    )
    assert told == right
    assert not (told and (not scales or np.isnan(scales).any()))


class Untrained(Subject):
    """A model that answers with `fill`, whatever was asked, and is never trained."""

    def __init__(self, fill: float, shape: tuple[int, ...]) -> None:
        super().__init__({})
        self._fill, self._shape = fill, shape

    def make(self, name: str, **arguments: Any) -> int:
        """Make nothing."""
        return 0

    def weights(self, handle: int) -> list[Weight]:
        """Have none."""
        return []

    def run(self, handle: int, inputs: Tensor, **arguments: Any) -> Run:
        """Answer with the same number everywhere."""
        shape = (len(inputs), 10) if not self._shape else self._shape
        return Run([torch.full(shape, self._fill)], inputs, None, {}, 0)

    def evaluate(self, handle: int, images: Tensor, *, batch_size: int, channels_last: bool) -> list[Tensor]:
        """Answer so to every batch."""
        return [self.run(handle, batch).outputs[0] for batch in images.split(batch_size)]

    def same_in_channels_last(self, handle: int, images: Tensor) -> bool:
        """Mind no memory format."""
        return True

    def fit(self, handle: int, images: Tensor, labels: Tensor, recipe: Recipe, *, on_gpu: bool = False) -> list[float]:
        """Learn nothing."""
        return []


@pytest.mark.parametrize("shape", [(), (0, 10), (0,), (500, 0)])
@pytest.mark.parametrize("fill", FILLS)
def test_no_accuracy_without_logits(build: Build, fill: float, shape: tuple[int, ...]) -> None:
    """q4 passes for no constant, and for nothing at all."""
    trial = Trial(build, "q4", "accuracy")
    with pytest.raises(CourseError):
        SEMINAR.questions["q4"].check("accuracy").function(Untrained(fill, shape), trial)
