"""q1, public: the lengths and values of small examples."""

import torch
from practice.compare import is_equal, result
from practice.probes import Probes

from coursekit.feedback import failure

X = torch.tensor([1.0, 2.0, 4.0, 8.0], dtype=torch.float64)


def check_shapes(subject: Probes) -> bool:
    """Assert that the result is as long as it should be."""
    result(subject, "moving_average", [X], {"width": 2}, torch.empty(3))
    return True


def check_mistakes(subject: Probes) -> bool:
    """Assert one small example."""
    found = result(subject, "moving_average", [X], {"width": 2}, torch.empty(3))
    if is_equal(found, torch.tensor([3.0, 6.0, 12.0])):
        raise failure("sum_for_mean")
    if not is_equal(found, torch.tensor([1.5, 3.0, 6.0])):
        raise failure("other_values", got=[round(float(value), 3) for value in found])
    return True
