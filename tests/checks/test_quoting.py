"""What student code says of its own failure tells a reader what is wrong, and tells nobody the hidden inputs."""

import re
from typing import Any

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from autograder.quoting import LONGEST, quotable
from autograder.trial import Build
from seminar.given_activations import Activation
from seminar.subject import Subject
from solutions.shared.trial import Trial
from tests.bank import PLAIN
from tests.course import judge
from tests.proofs.drawn import drawn_build

READABLE = (
    "RuntimeError: mat1 and mat2 shapes cannot be multiplied (2x3072 and 4096x128)",
    "TypeError: linear(): argument 'input' (position 1) must be Tensor, not NoneType",
    "RuntimeError: shape '[2, 4096]' is invalid for input of size 6144",
    "RuntimeError: Given groups=1, weight of size [64, 3, 3, 3], expected input[2, 64, 32, 32] to have 3 channels, but "
    "got 64 channels instead",
    "AttributeError: 'ModelBaseline' object has no attribute 'conv1'",
    "TypeError: SpatialDropout.__init__() got an unexpected keyword argument 'p'",
    'NotImplementedError: Module [ModelBaseline] is missing the required "forward" function',
    "RuntimeError: The size of tensor a (20) must match the size of tensor b (128) at non-singleton dimension 1",
    "NameError: name 'activation' is not defined",
    "ValueError: число каналов должно быть 3",
    "AttributeError: module 'torch.nn' has no attribute 'Swish'",
    "KeyError: <class 'torch.nn.modules.activation.ReLU'>",
    "IndexError: Dimension out of range (expected to be in range of [-2, 1], but got 2)",
    "SpatialDropout(p=0.125)",
    "net.0.weight, block1_conv2.bias",
    "[128, 20, 3, 4]",
)


@pytest.fixture(scope="module")
def build() -> Build:
    """Give a build with a fixed secret."""
    return drawn_build("a secret of the quoting")


@pytest.mark.parametrize("text", READABLE)
def test_ordinary_errors_stay_readable(text: str) -> None:
    """A student needs the words of torch, names and shapes."""
    assert quotable(text) == text


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("ValueError: seed 1234567890123", "ValueError: seed …"),
        ("ValueError: [0.123, -1.5, 2.25e-05]", "ValueError: […]"),
        ("ValueError: 0x7f3a99 and 'a b c'", "ValueError: … and '…'"),
        ("KeyError: 'q83hdf7qg3hf'", "KeyError: '…'"),
        ("ValueError: 1,2,3,4,5,6,7,8,9,10,11,12,13,14,15", "ValueError: 1,2,3,4,5,6,7,8,9,10,11,12,…"),
        ("ValueError: " + "a" * 500, "ValueError: …"),
        ("ValueError: 一二三", "ValueError: …"),
    ],
)
def test_values_are_cut(text: str, told: str) -> None:
    """Numbers that are no shapes, quoted values and words that are none are not repeated."""
    assert quotable(text) == told


ENCODED: dict[str, Any] = {
    "seed": lambda x: str(torch.initial_seed()),
    "list": lambda x: str(x.flatten().tolist()),
    "tensor": lambda x: str(x),
    "whole numbers": lambda x: str((x.flatten() * 1000).int().tolist()),
    "hexadecimal": lambda x: x.numpy().tobytes().hex(),
    "one long word": lambda x: "".join("abcdefghijklmnop"[d] for b in x.numpy().tobytes() for d in divmod(b, 16)),
    "short words": lambda x: " ".join(f"{chr(97 + b % 26)}{chr(97 + b // 26)}" for b in x.numpy().tobytes()),
    "sizes": lambda x: " ".join(f"{int(v * 100)}x{int(v * 100)}" for v in x.abs().flatten()),
    "names": lambda x: " ".join(f"a.{b % 200}.{b // 200}" for b in x.numpy().tobytes()),
    "marks": lambda x: "".join("!?,;"[b % 4] for b in x.numpy().tobytes()),
}


@pytest.mark.parametrize("how", ENCODED)
def test_no_hidden_input_in_a_verdict(build: Build, how: str) -> None:
    """A class that raises with its input: what is repeated is short, and holds neither a seed nor many numbers."""

    class Telling(nn.Module):
        def __init__(self, p: float = 0.2) -> None:
            super().__init__()

        def forward(self, x: Tensor) -> Tensor:
            raise ValueError(ENCODED[how](x))

    names = {**PLAIN.namespace(), "SpatialDropout": Telling}
    verdicts = judge("q3", lambda seed: Subject(names, seed), build).verdicts
    for verdict in verdicts.values():
        assert verdict is not None
        told = str(verdict.values.get("error", ""))
        assert len(told) <= LONGEST
        assert not any(len(part) > 5 for part in told.split() if part.isdigit())
        assert sum(character.isdigit() for character in told) <= 60
        assert len([word for word in told.split() if word.isalpha()]) <= 32


def test_a_worker_knows_no_seed_of_the_inputs(build: Build) -> None:
    """The seed that student code can read draws other numbers than those of the hidden inputs."""
    trial = Trial(build, "q3", "drops")
    drawn = trial.signed(4, 3, 2, 2)
    guess = Trial(build, "q3", "drops")
    guess.rng = np.random.default_rng(trial.seed)
    assert not torch.equal(guess.signed(4, 3, 2, 2), drawn)


@pytest.mark.parametrize("form", ["class", "partial", "lambda", "bent", "silent"])
def test_a_hidden_activation_is_told_without_its_numbers(form: str) -> None:
    """They are drawn from the secret, as the images are."""
    told = str(Activation("Wave", {"scale": 1.25, "frequency": 3.5, "slope": 0.5}, form))
    assert "Wave" in told
    assert not re.search(r"\d", told)
