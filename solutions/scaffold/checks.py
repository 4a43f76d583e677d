"""{{ name }}: `{{ answer }}` on inputs that the student has not seen."""

import torch

from coursekit.feedback import failure
from seminar.shapes import require_shape
from seminar.subject import Subject

from ...shared.trial import Trial


def check_values(subject: Subject, trial: Trial) -> None:
    """Assert the values in train and eval mode, for random inputs. TODO."""
    inputs = trial.signed(4, 3, 5, 7)
    layer = subject.make("{{ answer }}")
    for training in (True, False):
        output = subject.run(layer, inputs, training=training).outputs[0]
        require_shape(output, tuple(inputs.shape), tuple(inputs.shape))
        if not torch.allclose(output, 2 * inputs):
            raise failure("{{ name }}_values")
