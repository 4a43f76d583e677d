"""What a hidden check may use besides the subject: the build (its secret, images and grading.toml) and its own seed."""

import hashlib
import json
import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import torch
from torch import Tensor

from autograder.config import Grading, load_grading
from autograder.data.source import read_images
from autograder.errors import GraderError
from seminar.feedback import CheckFailed, failure
from seminar.images import ImageSet

BUILD_VARIABLE = "AUTOGRADER_BUILD"
# Of every third image or sample: what is only done to large values, such as a clamp, shows in them.
MAGNITUDES = (30.0, 3000.0)


@dataclass(frozen=True)
class Build:
    """One build as the grader needs it: a folder with secret.json, grading.toml, fresh.npz and data_small/."""

    folder: Path
    secret: str
    grading: Grading

    @cached_property
    def train(self) -> ImageSet:
        """The images that q4 trains on, as of this build: data_small/train.npz unless grading.toml names others."""
        own = self.folder / "train.npz"
        return read_images(own if own.exists() else self.folder / "data_small" / "train.npz")

    @cached_property
    def fresh(self) -> ImageSet:
        """Images drawn from the secret that no student has seen; q4 is judged on them."""
        return read_images(self.folder / "fresh.npz")


def load_build(folder: Path | None = None) -> Build:
    """Read a build from `folder`, or from the folder named in the environment variable AUTOGRADER_BUILD."""
    place = folder or Path(os.environ.get(BUILD_VARIABLE, "dist/build"))
    try:
        secret = json.loads((place / "secret.json").read_text(encoding="utf-8"))["secret"]
    except (OSError, ValueError, KeyError):
        raise GraderError(f"{place} is not a build of this assignment: run `python -m autograder build`") from None
    return Build(place, secret, load_grading(place / "grading.toml"))


def derive_seed(secret: str, *purpose: str) -> int:
    """Return the 63-bit seed of one purpose: the same for the same secret, unrelated between purposes (SHA-256)."""
    digest = hashlib.sha256("\0".join((secret, *purpose)).encode()).digest()
    return int.from_bytes(digest[:8], "big") >> 1


def magnified(inputs: Tensor) -> Tensor:
    """Return `inputs` [N, C, H, W] with every third sample enlarged, by MAGNITUDES in turn."""
    factors = torch.ones(len(inputs), 1, 1, 1)
    for number, index in enumerate(range(2, len(inputs), 3)):
        factors[index] = MAGNITUDES[number % len(MAGNITUDES)]
    return inputs * factors


class Trial:
    """One run of one check: its build, random numbers of its own, drawn from the secret, and what it tells besides its
    verdict: what it measured, and remarks, which are worth knowing and cost no points.

    seed: of the worker, where student code can read it (`torch.initial_seed()`); what draws the inputs is derived from
    the secret apart from it.
    """

    def __init__(self, build: Build, question: str, check: str) -> None:
        self.build = build
        self.seed = derive_seed(build.secret, "worker", question, check)
        self.rng = np.random.default_rng(derive_seed(build.secret, question, check))
        self.sign: float | None = None  # of all values that `signed` gives, None for either
        self.measured: dict[str, list[float]] = {}
        self.remarks: list[CheckFailed] = []

    def remark(self, code: str, **values: object) -> None:
        """Tell the student something without a loss of points; `code` names its text as that of a failure."""
        self.remarks.append(failure(code, **values))

    def signed(self, *shape: int) -> Tensor:
        """Return contiguous float32 inputs of `shape`, never near 0: 0.1 <= |x| <= 2.5, of `self.sign` or either."""
        magnitude = self.rng.uniform(0.1, 2.5, shape)
        sign = self.rng.choice([-1.0, 1.0], shape) if self.sign is None else self.sign
        return torch.from_numpy((magnitude * sign).astype(np.float32))
