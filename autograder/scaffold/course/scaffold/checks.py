"""{{ name }}: `{{ answer }}` on numbers that the student has not seen."""

import torch
from practice.compare import is_equal, result
from practice.probes import Probes

from autograder.trial import Trial
from coursekit.feedback import failure


def check_values(subject: Probes, trial: Trial) -> None:
    """Assert the values for random arrays. TODO."""
    x = torch.from_numpy(trial.rng.normal(size=20))
    if not is_equal(result(subject, "{{ answer }}", [x], {}, x), 2 * x):
        raise failure("{{ name }}_values")
