"""q4, public: can `ModelBaseline()` be trained."""

import math

import torch

from coursekit.feedback import failure
from seminar.shapes import CLASS_COUNT, IMAGE, require_baseline_shapes
from seminar.subject import Recipe, Subject

IMAGES = 64
TWO_STEPS = Recipe(batch_size=32, epochs=1, learning_rate=1e-3)


def check_shapes(subject: Subject) -> bool:
    """Assert that `ModelBaseline()` can be made and gives logits [N, 10]."""
    require_baseline_shapes(subject, subject.make("ModelBaseline"))
    return True


def check_mistakes(subject: Subject) -> bool:
    """Assert that two steps on random images end with a finite loss."""
    model = subject.make("ModelBaseline")
    generator = torch.Generator().manual_seed(0)
    images = torch.randint(0, 256, (IMAGES, *IMAGE), dtype=torch.uint8, generator=generator)
    labels = torch.randint(0, CLASS_COUNT, (IMAGES,), generator=generator)
    subject.run(model, images[:2].float(), training=False)
    losses = subject.fit(model, images, labels, TWO_STEPS)
    if not all(map(math.isfinite, losses)):
        raise failure("loss_not_finite", losses=[round(loss, 3) for loss in losses])
    return True
