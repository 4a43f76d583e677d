"""Runs of experiments: train variants side by side, and return what happened to each as plain numbers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from torch import nn

from ..activations import dead_units
from ..images import ImageSet
from ..training import evaluate
from .plan import EXPERIMENTS, HELD_OUT, LAST, SMALL, Make, Variant
from .together import Training, train_together

SEEN = 5000  # training images on which the model is judged after each epoch, and dead units are looked for
AT_ONCE = {"cpu": 500, "cuda": 5000}  # images when a model is judged
DIGITS = 4
FILTERS_OF = ("activations", "ReLU", 0)  # the run whose first filters are kept

Numbers = dict[str, Any]
Run = tuple[str, str, int]  # experiment, variant, seed


@dataclass(frozen=True)
class Job:
    """A run, and the settings with which its variant is trained; `tried` names them where they were looked for."""

    run: Run
    variant: Variant
    tried: str = ""


@dataclass(frozen=True)
class Sets:
    """The images of a job: trained on, judged on after each epoch, and those of the first that are judged too."""

    train: ImageSet
    validation: ImageSet
    seen: ImageSet


def sets_of(experiment: str, train: ImageSet, test: ImageSet) -> Sets:
    """Return the images of an experiment, from all training and test images."""
    images = images_of(experiment, len(train))
    chosen = train if images == len(train) else train.subset(images)
    if EXPERIMENTS[experiment].held_out:
        # The next ones in the order in which subset draws.
        drawn = train.subset(images + min(HELD_OUT, len(test)))
        chosen, test = (
            replace(drawn, images=drawn.images[part], labels=drawn.labels[part])
            for part in (slice(images), slice(images, None))
        )
    return Sets(chosen, test, chosen.subset(SEEN))


def images_of(experiment: str, total: int) -> int:
    """Return on how many images of so many an experiment trains: half at most where others are left out."""
    plan = EXPERIMENTS[experiment]
    images = plan.small_images if total <= SMALL else plan.images
    return min(total if images is None else images, total // 2 if plan.held_out else total)


def epochs_of(experiment: str, train: ImageSet) -> int:
    """Return for how many epochs an experiment trains on a set of this size."""
    plan = EXPERIMENTS[experiment]
    return plan.small_epochs if len(train) <= SMALL else plan.epochs


def measure(
    jobs: Sequence[Job], train: ImageSet, test: ImageSet, baseline: Make | None
) -> Iterator[tuple[Run, Numbers]]:
    """Train jobs side by side and yield each with its numbers as soon as it is done.

    train, test: all images, on the device where to train; the jobs train on equally many of them.
    baseline: the answer's ModelBaseline, for the experiments that train it.
    The curves, one number for each epoch: `train_loss` and `train_accuracy` as History has them, in train mode while
    the model changes; `seen_accuracy`, `validation_loss`, `validation_accuracy` of the model after the epoch in eval
    mode, the first on training images without distortion. Accuracies lie in [0, 1].
    `dead`: for each hidden layer its name, its silent units on the seen images, and all its units.
    Where settings are judged on images left out, the curves of eval mode hold the last epochs alone.
    The initial weights depend on the seed alone, so that variants with the same layers start from the same ones.
    """
    sets = {name: sets_of(name, train, test) for name in {job.run[0] for job in jobs}}
    at_once = AT_ONCE[train.images.device.type]
    of: dict[Training, tuple[Job, Numbers]] = {}
    for job in jobs:
        experiment, _, seed = job.run
        training = Training(
            partial(job.variant.network, baseline),
            sets[experiment].train,
            epochs=epochs_of(experiment, train),
            seed=seed,
            lr=job.variant.lr,
            augment=job.variant.augment,
            # Not the network of an answer, which need not care for how images lie in memory.
            channels_last=job.variant.make is not None,
        )
        numbers: Numbers = {"seen_accuracy": [], "validation_loss": [], "validation_accuracy": []}
        if job.tried:
            numbers["settings"] = job.tried
        if job.run == FILTERS_OF:
            numbers["filters"] = {"before": _first_filters(training.model)}
        of[training] = job, numbers

    def judge(training: Training) -> None:
        """Add a number to each curve in eval mode."""
        job, numbers = of[training]
        if EXPERIMENTS[job.run[0]].held_out and training.epochs - len(training.train_loss) >= LAST:
            return
        chosen = sets[job.run[0]]
        loss, accuracy = evaluate(training.model, chosen.validation, at_once)
        numbers["validation_loss"].append(round(loss, DIGITS))
        numbers["validation_accuracy"].append(round(accuracy, DIGITS))
        numbers["seen_accuracy"].append(round(evaluate(training.model, chosen.seen, at_once)[1], DIGITS))

    for training in train_together(list(of), judge):
        job, numbers = of.pop(training)
        numbers["train_loss"] = [round(value, DIGITS) for value in training.train_loss]
        numbers["train_accuracy"] = [round(value, DIGITS) for value in training.train_accuracy]
        layers = dead_units(training.model, sets[job.run[0]].seen, at_once)
        numbers["dead"] = [[layer.layer, layer.dead, layer.units] for layer in layers]
        if "filters" in numbers:
            numbers["filters"]["after"] = _first_filters(training.model)
        yield job.run, numbers


def _first_filters(model: nn.Module) -> list[Any]:
    """Return the weights of the first convolution [16, 3, 3, 3] as nested lists."""
    convolution = next(layer for layer in model.modules() if isinstance(layer, nn.Conv2d))
    return convolution.weight.detach().double().round(decimals=DIGITS).tolist()
