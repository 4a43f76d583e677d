"""q2: `standardize` on tables that the student has not seen."""

import torch
from practice.compare import is_equal, result
from practice.probes import Probes
from torch import Tensor

from autograder.trial import Trial
from coursekit.feedback import failure


def standardized(x: Tensor) -> Tensor:
    """Return the table [n, d] with columns of mean 0 and deviation 1, zeros for equal numbers."""
    deviation = x.std(0, correction=0)
    return (x - x.mean(0)) / torch.where(deviation == 0, 1, deviation)


def check_values(subject: Probes, trial: Trial) -> None:
    """Assert the columns of random tables."""
    for shape in ((30, 4), (2, 1), (7, 9)):
        x = torch.from_numpy(3 + 2 * trial.rng.normal(size=shape))
        found, expected = result(subject, "standardize", [x], {}, x), standardized(x)
        if is_equal(found * (shape[0] / (shape[0] - 1)) ** 0.5, expected):
            raise failure("divided_by_less", n=shape[0])
        if is_equal(found, (x - x.mean()) / x.std(correction=0)) and shape[1] > 1:
            raise failure("whole_table")
        if not is_equal(found, expected):
            raise failure("columns", shape=list(shape), difference=f"{float((found - expected).abs().max()):.3g}")


def check_constant(subject: Probes, trial: Trial) -> None:
    """Assert that a column of equal numbers becomes zeros."""
    x = torch.from_numpy(trial.rng.normal(size=(10, 3)))
    x[:, 1] = 4.0
    if not is_equal(result(subject, "standardize", [x], {}, x), standardized(x)):
        raise failure("constant_column")
