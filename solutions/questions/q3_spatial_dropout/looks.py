"""q3: what a `SpatialDropout` is asked: features whose planes tell whether a mask knows of them, rates, and calls."""

from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from coursekit.feedback import CheckFailed
from seminar.recognisers.planes import Planes, observe, read_planes
from seminar.subject import Subject

from ...shared.trial import Trial

DEFAULT_P = 0.2
DEFAULT_CHANNELS, CHANNELS = 20, 24
# Multiples of 1/8: C * p and C * (1 - p) are exact integers in floating point, so no rounding can be held against
# anybody. 0.5 is left out: it cannot tell the probability to drop from the probability to keep.
LOW_RATES, HIGH_RATES = (0.125, 0.25, 0.375), (0.625, 0.75)
# Few channels, where a sample often loses none. That it loses all is so rare here that a layer which always keeps one
# cannot be told from one that does not.
FEW = ((4, 0.25), (8, 0.375))
CALLS, SAMPLES, FEW_CALLS, FEW_SAMPLES = 16, 128, 8, 64
HIGH_CALLS = 48  # a rate p (1 + e) shows most where p is large
HEIGHT, WIDTH = 4, 4


@dataclass(frozen=True, eq=False)
class Look:
    """What a layer with `p` did: the mask, and of each plane [N, C] whether its values are positive, and large."""

    p: float
    planes: Planes
    positive: NDArray[np.bool_]
    large: NDArray[np.bool_]


def looks(subject: Subject, trial: Trial, high_calls: int = CALLS) -> list[Look]:
    """Return what layers do with p = 0.2, a low and a high p, and with few channels.

    Only the mask is looked at: what else becomes of the values, `check_scale` charges, and where one sign is lost, the
    other one is asked. All are made before the first one is called, as in a network: what is kept in the class would be
    the last one's.
    """
    avoid_lost_sign(subject, trial)
    low, high = drawn_rates(trial)
    plans = [(DEFAULT_CHANNELS, DEFAULT_P, CALLS, SAMPLES), (CHANNELS, low, CALLS, SAMPLES)]
    plans += [(CHANNELS, high, high_calls, SAMPLES)]
    plans += [(channels, p, FEW_CALLS, FEW_SAMPLES) for channels, p in FEW]
    layers = [subject.make("SpatialDropout", p=p) for _, p, _, _ in plans]
    found = []
    for layer, (channels, p, calls, samples) in zip(layers, plans, strict=True):
        features, positive, large = planes_of_all_kinds(trial, samples, channels)
        planes = read_planes(features, observe(subject, layer, features, calls), values=False)
        found.append(Look(p, planes, positive, large))
    return found


def planes_of_all_kinds(
    trial: Trial, samples: int, channels: int
) -> tuple[Tensor, NDArray[np.bool_], NDArray[np.bool_]]:
    """Return features [N, C, H, W] whose planes are positive or negative, large or small by coin flips of their own.

    That makes it an exact test whether a mask knows of the values; see `statistics.association_p_value`.
    """
    positive, large = (trial.rng.random((samples, channels)) < 0.5 for _ in range(2))
    if trial.sign is not None:
        positive[:] = trial.sign > 0
    factors = torch.from_numpy(np.where(positive, 1.0, -1.0) * np.where(large, 4.0, 0.25)).float()
    return trial.signed(samples, channels, HEIGHT, WIDTH).abs() * factors[:, :, None, None], positive, large


def avoid_lost_sign(subject: Subject, trial: Trial) -> None:
    """Ask for values of one sign from here on, where a layer loses all values of the other, as one with a ReLU does."""
    features = trial.signed(SAMPLES, DEFAULT_CHANNELS, HEIGHT, WIDTH)
    try:
        read_planes(features, observe(subject, subject.make("SpatialDropout", p=DEFAULT_P), features))
    except CheckFailed as failed:
        if failed.code == "sign_dropped":
            trial.sign = 1.0 if failed.values["sign"] == "-" else -1.0


def drawn_rates(trial: Trial) -> tuple[float, float]:
    """Draw a low and a high rate."""
    return float(trial.rng.choice(LOW_RATES)), float(trial.rng.choice(HIGH_RATES))
