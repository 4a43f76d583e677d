"""q4: the student's `ModelBaseline`, trained by the short recipe, is accurate on images that nobody has seen."""

import torch

from autograder.checks.trial import Trial
from autograder.feedback import failure
from seminar.checks import CLASS_COUNT, require_shape
from seminar.images import ImageSet, normalize
from seminar.subject import Subject

CHUNK = 500
# Chance is 10 %; an untrained network on 1,000 balanced images was never measured above 20 %.
UNTRAINED_LIMIT = 0.30


def check_accuracy(subject: Subject, trial: Trial) -> None:
    """Assert: "trained for a short fixed recipe on `data_small`, must reach the accuracy threshold on images that the
    student has never seen". The threshold and its two error rates come from grading.toml and the calibration."""
    grading = trial.build.grading
    model = subject.make("ModelBaseline")
    before = accuracy(subject, model, trial.build.fresh)
    if before > UNTRAINED_LIMIT:
        raise failure("trained_before", got=f"{before:.1%}")
    train = trial.build.train
    subject.fit(model, train.images, train.labels, grading.recipe)
    reached = accuracy(subject, model, trial.build.fresh)
    if reached < grading.threshold:
        raise failure("accuracy_low", got=f"{reached:.1%}", expected=f"{grading.threshold:.1%}")


def accuracy(subject: Subject, model: int, data: ImageSet) -> float:
    """Return the share of `data` that the model classifies correctly in eval mode; logits are judged on this side."""
    correct = 0
    for start in range(0, len(data), CHUNK):
        images = normalize(data.images[start : start + CHUNK])
        output = subject.run(model, images, training=False).outputs[0]
        require_shape(output, (len(images), CLASS_COUNT), tuple(images.shape))
        if not torch.isfinite(output).all():
            raise failure("logits_not_finite")
        correct += int((output.argmax(1) == data.labels[start : start + CHUNK]).sum())
    return correct / len(data)
