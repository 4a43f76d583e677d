"""q4: the student's `ModelBaseline`, trained by the short recipe, is accurate on images that nobody has seen."""

import math
from dataclasses import replace

import torch

from coursekit.feedback import CheckFailed, failure
from seminar.images import ImageSet, normalize
from seminar.recognisers.reference import CONV1, CONV2, HEAD, HIDDEN
from seminar.shapes import CLASS_COUNT, make_plain, require_shape
from seminar.subject import Recipe, Subject, Weight

from ...shared.trial import Trial
from .images import images_of
from .settings import Settings

BATCH = 250  # quicker than more: what a batch becomes on its way through the network stays in the processor's cache
# Chance is 10 %; an untrained network on 500 balanced images was never measured above 20 %.
UNTRAINED_LIMIT = 0.30
UNTRAINED_IMAGES = 500
# On one thread torch computes a convolution of fewer than 16 images in another way than one of a whole batch.
STEP_IMAGES = 16
NAMED_WEIGHTS = 8


def check_accuracy(subject: Subject, trial: Trial) -> None:
    """Assert: "trained for a short fixed recipe on `data_small`, must reach the accuracy threshold on images that the
    student has never seen".

    The rule is solutions.questions.q4_training.rule's: one clear run, else three of five; a layer that did not learn
    fails in any case. The threshold comes from settings.toml; how often a correct submission fails and a shortcut
    passes was measured and stands in calibration.toml (both below 1e-6). A run on a graphics card can only pass, and
    only far above the rule's bound; in all other cases the rule is applied to runs on the CPU.
    """
    settings, rule = trial.settings, trial.settings.rule
    train, fresh = images_of(trial.build.folder)
    accuracies = trial.measured["accuracy"] = []
    if trial.on_gpu:
        reached, idle = train_once(subject, train, fresh, settings.recipe, on_gpu=True)
        accuracies.append(reached)
        if idle or reached < settings.sure_on_gpu:
            raise failure("accuracy_low", got=percent(reached), expected=f"{settings.sure_on_gpu:.0%}")
        return
    passed = None
    while passed is None:
        reached, idle = train_once(subject, train, fresh, settings.recipe)
        accuracies.append(reached)
        if idle:
            raise failure("weights_not_trained", got=percent(reached), names=", ".join(idle))
        passed = rule.decide(accuracies)
    if passed:
        return
    if len(accuracies) > 1:
        raise doubtful(accuracies, rule.threshold, rule.sure)
    raise failure("accuracy_low", got=percent(reached), expected=f"{rule.threshold:.0%}")


def reconsider(accuracies: list[float], settings: Settings) -> bool | None:
    """Return what the rule says of the runs that there were, None when it asks for more."""
    decisions = (settings.rule.decide(accuracies[:count]) for count in range(1, len(accuracies) + 1))
    return next((decision for decision in decisions if decision is not None), None)


def train_once(
    subject: Subject, train: ImageSet, fresh: ImageSet, recipe: Recipe, *, on_gpu: bool = False
) -> tuple[float, list[str]]:
    """Make a model and train it by the recipe; return its accuracy on `fresh` and the names of layers that stood still.

    on_gpu: train on the graphics card of the subject; all else happens on the CPU.

    Raises CheckFailed when the model knows the classes before it is trained, or gives no finite logits afterwards.
    """
    some = replace(fresh, images=fresh.images[:UNTRAINED_IMAGES], labels=fresh.labels[:UNTRAINED_IMAGES])
    spare = make_plain(subject)
    before = accuracy(subject, spare, some, channels_last=False)
    if before > UNTRAINED_LIMIT:
        raise failure("trained_before", got=percent(before))
    if recipe.channels_last and not subject.same_in_channels_last(spare, normalize(some.images[:STEP_IMAGES])):
        recipe = replace(recipe, channels_last=False)
    # Never called before: what is only made in the first call comes too late for the optimizer.
    model = make_plain(subject)
    start = subject.weights(model)
    subject.fit(model, train.images, train.labels, recipe, on_gpu=on_gpu)
    reached = accuracy(subject, model, fresh, channels_last=recipe.channels_last)
    return reached, idle_layers(start, subject.weights(model))


def accuracy(subject: Subject, model: int, data: ImageSet, *, channels_last: bool) -> float:
    """Return the share of `data` that the model classifies correctly in eval mode; logits are judged on this side."""
    outputs = subject.evaluate(model, data.images, batch_size=BATCH, channels_last=channels_last)
    correct = 0
    for output, images, labels in zip(outputs, data.images.split(BATCH), data.labels.split(BATCH), strict=True):
        require_shape(output, (len(images), CLASS_COUNT), tuple(images.shape))
        if not torch.isfinite(output).all():
            raise failure("logits_not_finite")
        correct += int((output.argmax(1) == labels).sum())
    return correct / len(data)


def idle_layers(before: list[Weight], after: list[Weight]) -> list[str]:
    """Return the names of weights of the specified layers, known by their size, that training left as they were.

    Where another weight of the same size did learn, it is the layer, and the idle one is q1's matter. Layers that were
    not there before the optimizer was made never learn. Not random: the loss depends on every weight of the specified
    network, so that Adam moves each of them.
    """
    now = {weight.name: weight.value for weight in after}
    made = {weight.name for weight in before}
    names = [weight.name for weight in after if weight.is_parameter and weight.name not in made]
    for size in (CONV1, CONV2, HIDDEN, HEAD):
        found = [weight for weight in before if weight.value.numel() == size and weight.name in now]
        if found and all(torch.equal(weight.value, now[weight.name]) for weight in found):
            names += [weight.name for weight in found]
    return names[:NAMED_WEIGHTS]


def doubtful(accuracies: list[float], threshold: float, sure: float) -> CheckFailed:
    """Return the failure of a submission whose first run was near the threshold and was therefore repeated."""
    reached = ", ".join(map(percent, accuracies))
    return failure("accuracy_doubtful", got=reached, expected=f"{threshold:.0%}", sure=f"{sure:.0%}")


def percent(share: float) -> str:
    """Return a share in percent, rounded down to two digits, so that what failed never looks like the threshold."""
    return f"{math.floor(share * 1e4 + 1e-6) / 100:.2f}%"
