"""q3: `SpatialDropout` on feature maps with zeros, as ReLU makes them: they stay zero, and no mask knows of them."""

import torch

from coursekit.feedback import failure
from seminar.recognisers.planes import observe, read_planes
from seminar.subject import Subject

from ...shared.trial import Trial
from . import statistics
from .looks import HEIGHT, WIDTH
from .statistics import ALPHA

SAMPLES, CHANNELS, CALLS = 64, 16, 8


def require_zeros(subject: Subject, trial: Trial, p: float) -> None:
    """Assert that zero values, and channels of nothing else, come out as zeros, and do not decide what is dropped.

    The first value of a channel is zero by a coin flip of its own, which makes the second an exact test at ALPHA.
    """
    layer = subject.make("SpatialDropout", p=p)
    features = trial.signed(SAMPLES, CHANNELS, HEIGHT, WIDTH)
    empty = torch.from_numpy(trial.rng.random((SAMPLES, CHANNELS)) < 0.5)
    for output in observe(subject, layer, features.masked_fill(empty[:, :, None, None], 0), 2):
        wrong = output[empty][output[empty] != 0]  # NaN is no zero
        if len(wrong):
            raise failure("zeros_changed", got=f"{float(wrong[0]):.3g}")
    first_is_zero = trial.rng.random((SAMPLES, CHANNELS)) < 0.5
    features[:, :, 0, 0][torch.from_numpy(first_is_zero)] = 0
    outputs = observe(subject, layer, features, CALLS)
    others = read_planes(features[:, :, 1:], [output[:, :, 1:] for output in outputs])
    if statistics.association_p_value(others.dropped, first_is_zero) < ALPHA:
        raise failure("mask_depends_on_zeros")
