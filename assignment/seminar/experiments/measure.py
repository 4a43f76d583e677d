"""One run of an experiment: train one variant with one seed, and return what happened as plain numbers."""

import time
from typing import Any

import torch
from torch import nn

from ..activations import dead_share
from ..images import ImageSet
from ..settings import device
from ..training import evaluate, fit
from .plan import BATCH_SIZE, EXPERIMENTS, LEARNING_RATE, SMALL, Make

SEEN = 5000  # training images on which the finished model is judged, and dead units are looked for
DIGITS = 4
FILTERS_OF = ("activations", "ReLU", 0)  # the run whose first filters are kept

Numbers = dict[str, Any]


def measure(
    experiment: str, variant: str, seed: int, train: ImageSet, test: ImageSet, baseline: Make | None
) -> Numbers:
    """Train a variant and return its curves, and how the finished model does.

    baseline: the answer's ModelBaseline, for the experiments that train it.
    The curves are History's, one number for each epoch: `train_loss`, `train_accuracy`, `validation_loss`,
    `validation_accuracy`. Besides:
    `seconds` of an epoch and its validation, of the processor when there is no GPU: other programs do not count;
    `seen_accuracy` of the finished model in eval mode, on training images without distortion;
    `dead`, the share of its hidden units that are silent on all of these images.
    Accuracies lie in [0, 1]. The initial weights depend on the seed alone, so that variants with the same layers start
    from the same ones.
    """
    plan = EXPERIMENTS[experiment]
    small = len(train) <= SMALL
    images, epochs = (plan.small_images, plan.small_epochs) if small else (plan.images, plan.epochs)
    chosen = train if images is None else train.subset(images)
    torch.manual_seed(seed)
    model = plan.variants[variant].network(baseline)
    first = _first_filters(model)
    clock = time.process_time if device().type == "cpu" else time.perf_counter
    started = clock()
    history = fit(
        model,
        chosen,
        test,
        epochs=epochs,
        batch_size=BATCH_SIZE,
        lr=LEARNING_RATE,
        augment=plan.variants[variant].augment,
        seed=seed,
        progress=False,
    )
    seconds = (clock() - started) / epochs
    seen = chosen.subset(SEEN)
    numbers: Numbers = {
        "train_loss": _rounded(history.train_loss),
        "train_accuracy": _rounded(history.train_accuracy),
        "validation_loss": _rounded(history.validation_loss),
        "validation_accuracy": _rounded(history.validation_accuracy),
        "seconds": round(seconds, DIGITS),
        "seen_accuracy": round(evaluate(model, seen)[1], DIGITS),
        "dead": round(dead_share(model, seen), DIGITS),
    }
    if (experiment, variant, seed) == FILTERS_OF:
        numbers["filters"] = {"before": first, "after": _first_filters(model)}
    return numbers


def _first_filters(model: nn.Module) -> list[Any]:
    """Return the weights of the first convolution [16, 3, 3, 3] as nested lists."""
    convolution = next(layer for layer in model.modules() if isinstance(layer, nn.Conv2d))
    return [[[_rounded(row) for row in plane] for plane in kernel] for kernel in convolution.weight.tolist()]


def _rounded(values: list[float]) -> list[float]:
    return [round(value, DIGITS) for value in values]
