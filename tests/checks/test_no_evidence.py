"""What is no evidence proves nothing: a check never passes on replies of NaN, infinities, nothing, or one number."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor

from autograder.judge import one_thread
from autograder.trial import Build
from coursekit.feedback import CheckFailed
from seminar.subject import Recipe, Run, Subject, SubmissionError, Weight
from solutions.shared.trial import Trial
from tests.bank import PLAIN
from tests.course import CHECKS, SEMINAR
from tests.proofs.drawn import drawn_build

NOT_NUMBERS = (float("nan"), float("inf"), -float("inf"))
CONSTANTS = (0.0, 1e-42, -1e-42, 1.0, 1e38, -1e38)
# Checks that judge values, so that one number everywhere must not pass either; the others look at shapes, or at
# weights alone.
OF_VALUES = ("q1.function", "q1.gradients", "q2.standard", "q2.unseen", "q2.default")
OF_WEIGHTS = tuple(f"q1.{name}" for name in CHECKS["q1"]) + OF_VALUES[2:]
JUDGED = [f"{question}.{name}" for question in ("q1", "q2") for name in CHECKS[question]]

Spoil = Callable[[Tensor], Tensor]
OF_ANOTHER_KIND: dict[str, Spoil] = {
    "int64": lambda value: value.long(),
    "uint8": lambda value: value.to(torch.uint8),
    "bool": lambda value: value.bool(),
    "no axes": lambda value: value.sum(),
    "turned": lambda value: value.transpose(0, -1).contiguous() if value.dim() else value,
    "cut": lambda value: value[..., :-1],
    "sixteen axes": lambda value: value.reshape(*value.shape, *[1] * (16 - value.dim())),
}


class Spoiled(Subject):
    """The right answer, one part of whose replies is spoiled."""

    def __init__(self, part: str, spoil: Spoil, seed: int) -> None:
        super().__init__(PLAIN.namespace(), seed)
        self._part, self._spoil = part, spoil

    def run(self, handle: int, inputs: Tensor, **how: Any) -> Run:
        """Run it, and spoil the outputs or the gradients."""
        run = super().run(handle, inputs, **how)
        if self._part == "outputs":
            return replace(run, outputs=[self._spoil(output) for output in run.outputs])
        if self._part == "gradients":
            return replace(
                run,
                input_gradient=None if run.input_gradient is None else self._spoil(run.input_gradient),
                gradients={name: None if v is None else self._spoil(v) for name, v in run.gradients.items()},
            )
        if self._part == "no gradients":
            return replace(run, gradients={})
        return run

    def weights(self, handle: int) -> list[Weight]:
        """Return its weights, spoiled, or none at all."""
        weights = super().weights(handle)
        if self._part == "no weights":
            return []
        if self._part == "weights":
            return [replace(weight, value=self._spoil(weight.value)) for weight in weights]
        return weights

    def fit(self, handle: int, images: Tensor, labels: Tensor, recipe: Recipe, *, on_gpu: bool = False) -> list[float]:
        """Train nothing, and say that all went well."""
        return [0.0] * recipe.epochs


def filled(number: float) -> Spoil:
    """Return what replaces all values by one number."""
    return lambda value: torch.full_like(value, number) if value.is_floating_point() else value


def emptied(axis: int) -> Spoil:
    """Return what leaves nothing along one axis."""
    return lambda value: value.narrow(axis % value.dim(), 0, 0) if value.dim() else value[None][:0]


def one_place(number: float) -> Spoil:
    """Return what puts one number into one place only."""

    def spoil(value: Tensor) -> Tensor:
        spoiled = value.clone()
        if spoiled.numel() and spoiled.is_floating_point():
            spoiled.view(-1)[-1] = number
        return spoiled

    return spoil


@pytest.fixture(scope="module")
def build() -> Build:
    """Give a build with a fixed secret."""
    return drawn_build("a secret of no evidence")


def verdict(name: str, build: Build, part: str, spoil: Spoil) -> str | None:
    """Return the code of one check's failure, None if it passed; anything else that it raises is an error."""
    question, check = name.split(".")
    trial = Trial(build, question, check)
    try:
        with one_thread():
            SEMINAR.questions[question].check(check).function(Spoiled(part, spoil, trial.seed), trial)
    except (CheckFailed, SubmissionError) as failed:
        return failed.code
    return None


@pytest.mark.parametrize("name", JUDGED)
def test_a_check_passes_on_what_is_right(build: Build, name: str) -> None:
    """Else the other tests here would prove nothing."""
    assert verdict(name, build, "", lambda value: value) is None


@pytest.mark.parametrize("name", JUDGED)
@settings(max_examples=6, deadline=None, derandomize=True)
@given(
    spoil=st.one_of(
        st.sampled_from(NOT_NUMBERS).map(filled),
        st.sampled_from(NOT_NUMBERS).map(one_place),
        st.integers(0, 3).map(emptied),
    )
)
def test_no_check_passes_on_outputs_that_are_no_numbers(build: Build, name: str, spoil: Spoil) -> None:
    """NaN, infinities, in one place or all; tensors without values."""
    assert verdict(name, build, "outputs", spoil) is not None


@pytest.mark.parametrize("name", [name for name in JUDGED if name.startswith("q1")])
@pytest.mark.parametrize("spoil", OF_ANOTHER_KIND.values(), ids=list(OF_ANOTHER_KIND))
def test_no_check_passes_on_outputs_of_another_kind(build: Build, name: str, spoil: Spoil) -> None:
    """Whole numbers, truth values, one number, and the logits along another axis, or cut.

    Not for q2, which judges the activation on the network that there is: what that gives is q1's matter.
    """
    assert verdict(name, build, "outputs", spoil) is not None


@pytest.mark.parametrize("name", OF_VALUES)
@settings(max_examples=3, deadline=None, derandomize=True)
@given(number=st.one_of(st.sampled_from(CONSTANTS), st.floats(width=32, allow_nan=False, allow_infinity=False)))
def test_no_check_of_values_passes_on_one_number(build: Build, name: str, number: float) -> None:
    """Zero, denormal and huge numbers in every place."""
    assert verdict(name, build, "outputs", filled(number)) is not None


@pytest.mark.parametrize("name", OF_WEIGHTS)
@pytest.mark.parametrize("spoil", [filled(NOT_NUMBERS[0]), filled(NOT_NUMBERS[1]), emptied(0), emptied(-1)])
def test_no_check_passes_on_weights_that_are_no_numbers(build: Build, name: str, spoil: Spoil) -> None:
    """Weights of NaN, infinities, or without values."""
    assert verdict(name, build, "weights", spoil) is not None


@pytest.mark.parametrize("name", [name for name in OF_WEIGHTS if name.startswith("q1")])
def test_no_check_passes_without_weights(build: Build, name: str) -> None:
    """A model that says it has no weights has not the specified ones."""
    assert verdict(name, build, "no weights", lambda value: value) is not None


@pytest.mark.parametrize(
    "spoil",
    [*map(filled, (*NOT_NUMBERS, *CONSTANTS)), *map(one_place, NOT_NUMBERS), emptied(0), emptied(-1)],
)
@pytest.mark.parametrize("part", ["gradients", "no gradients"])
def test_gradients_are_judged_by_their_values(build: Build, part: str, spoil: Spoil) -> None:
    """Those of NaN once counted as right: `difference > tolerance` is false for NaN."""
    assert verdict("q1.gradients", build, part, spoil) is not None
