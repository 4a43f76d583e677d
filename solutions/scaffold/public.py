"""{{ name }}, public: the shape and the values of a small example."""

import torch

from coursekit.feedback import failure
from seminar.checks.inputs import signed
from seminar.shapes import require_shape
from seminar.subject import Subject

SHAPE = (2, 3, 4, 5)


def check_shapes(subject: Subject) -> bool:
    """Assert the shape of the output. TODO."""
    output = subject.run(subject.make("{{ answer }}"), signed(*SHAPE), training=True).outputs[0]
    require_shape(output, SHAPE, SHAPE)
    return True


def check_mistakes(subject: Subject) -> bool:
    """Assert the values of one small example. TODO."""
    inputs = signed(*SHAPE)
    output = subject.run(subject.make("{{ answer }}"), inputs, training=True).outputs[0]
    require_shape(output, SHAPE, SHAPE)
    if not torch.allclose(output, 2 * inputs):
        raise failure("{{ name }}_values")
    return True
