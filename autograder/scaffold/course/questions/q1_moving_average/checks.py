"""q1: `moving_average` on numbers that the student has not seen."""

import torch
from practice.compare import is_equal, result
from practice.probes import Probes
from torch import Tensor

from autograder.trial import Trial
from coursekit.feedback import failure


def check_values(subject: Probes, trial: Trial) -> None:
    """Assert the means of all windows, for several lengths and widths. Not random but for the numbers."""
    for length, width in ((20, 3), (7, 7), (12, 1), (200, 16)):
        x = torch.from_numpy(trial.rng.normal(size=length))
        require_means(subject, x, width)


def check_wide(subject: Probes, trial: Trial) -> None:
    """Assert the same for large values."""
    require_means(subject, torch.from_numpy(1e6 + trial.rng.normal(size=50)), 5)


def require_means(subject: Probes, x: Tensor, width: int) -> None:
    """Assert that the function gives the means of `x` [n] over windows of `width`."""
    expected = x.unfold(0, width, 1).mean(1)
    found = result(subject, "moving_average", [x], {"width": width}, expected)
    if width > 1 and is_equal(found, expected * width):
        raise failure("sum_for_mean")
    if not is_equal(found, expected):
        raise failure("values", n=len(x), width=width, difference=f"{float((found - expected).abs().max()):.3g}")
