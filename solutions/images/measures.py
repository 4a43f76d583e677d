"""Runs behind the claims about the data: a measure takes a seed and returns accuracies in [0, 1], no judging here."""

from __future__ import annotations

import time
import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path

import numpy as np
import torch
from torch import nn

from seminar import Augment, DeepVGG, History, ImageSet, evaluate, fit
from seminar.subject import Recipe

from .drawing import draw
from .reference import ModelBaseline, SpatialDropout
from .source import image_set as as_tensors
from .statistics import best_pairs
from .write import TRAIN, VALIDATION

LONG_EPOCHS, AUGMENTED_EPOCHS, DEEP_EPOCHS, LONG_LR = 20, 30, 30, 1e-3
# Dropout is judged where there is something to gain: on all 2,000 pictures the deeper VGG makes few mistakes anyway.
FEW, FEW_EPOCHS, FEW_LR = 600, 120, 3e-3
SETTINGS = Path(__file__).resolve().parents[1] / "questions" / "q4_training" / "settings.toml"
FRESH_COUNT = 1000
FRESH_SEED = 9_000_000  # fresh sets of the evidence: this seed and the following ones

Numbers = dict[str, float]


@cache
def image_set(count: int, seed: int) -> ImageSet:
    """A drawn set as tensors."""
    return as_tensors(*draw(count, seed))


def _recipe() -> Recipe:
    """Return the recipe of q4."""
    table = tomllib.loads(SETTINGS.read_text(encoding="utf-8"))
    return Recipe(table["batch_size"], table["epochs"], table["learning_rate"])


def accuracy(model: nn.Module, data: ImageSet) -> float:
    """Accuracy of `model` in eval mode."""
    return evaluate(model, data)[1]


def short(model: nn.Module, seed: int) -> Numbers:
    """The short run of q4: accuracy on fresh pictures, and the seconds of one processor that training took."""
    started = time.process_time()
    recipe = _recipe()
    fit(
        model,
        image_set(*TRAIN),
        epochs=recipe.epochs,
        batch_size=recipe.batch_size,
        lr=recipe.learning_rate,
        one_cycle=True,
        seed=seed,
        device="cpu",
        progress=False,
    )
    seconds = time.process_time() - started
    return {"fresh": accuracy(model, image_set(FRESH_COUNT, FRESH_SEED + seed)), "seconds": seconds}


def long(model: nn.Module, seed: int, epochs: int, augment: Augment | None = None) -> Numbers:
    """Many epochs on all training pictures at batch 64 and a constant rate; see `finished`."""
    train = image_set(*TRAIN)
    history = fit(
        model,
        train,
        epochs=epochs,
        batch_size=64,
        lr=LONG_LR,
        augment=augment,
        seed=seed,
        device="cpu",
        progress=False,
    )
    return finished(model, train, history)


def few(model: nn.Module, seed: int) -> Numbers:
    """Many epochs on a few of the training pictures, at batch 32 and a one-cycle rate; see `finished`."""
    train = image_set(*TRAIN).subset(FEW, seed=0)
    history = fit(
        model,
        train,
        epochs=FEW_EPOCHS,
        batch_size=32,
        lr=FEW_LR,
        one_cycle=True,
        seed=seed,
        device="cpu",
        progress=False,
    )
    return finished(model, train, history)


def finished(model: nn.Module, train: ImageSet, history: History) -> Numbers:
    """Accuracy on the training, the validation and 2,000 fresh pictures.

    `train` is the finished model's, in eval mode and without augmentation; `curve` is where the training curve ends,
    in train mode (with dropout and augmentation at work), what a notebook plots.
    """
    return {
        "train": accuracy(model, train),
        "curve": history.train_accuracy[-1],
        "validation": accuracy(model, image_set(*VALIDATION)),
        "fresh": accuracy(model, image_set(2000, FRESH_SEED - 1)),
    }


def mean_colour(seed: int) -> Numbers:
    """A small network on nothing but the mean of each channel."""
    torch.manual_seed(seed)
    model = nn.Sequential(nn.Linear(3, 64), nn.ReLU(), nn.Linear(64, 10))
    optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
    train, test = image_set(*TRAIN), image_set(FRESH_COUNT, FRESH_SEED + seed)

    def features(data: ImageSet) -> torch.Tensor:
        return (data.images.float().mean(dim=(2, 3)) - 128) / 64  # [N, 3]

    for _ in range(300):
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(features(train)), train.labels).backward()
        optimizer.step()
    return {"fresh": float((model(features(test)).argmax(dim=1) == test.labels).float().mean())}


def one_statistic(seed: int) -> Numbers:
    """The best threshold on one pixel statistic between any two classes."""
    best = best_pairs(draw(3000, FRESH_SEED + 1000 + seed), draw(3000, FRESH_SEED + 2000 + seed))[0]
    return {"fresh": best.accuracy}


def _linear() -> nn.Module:
    return nn.Sequential(nn.Flatten(), nn.Linear(3 * 32 * 32, 10))


def _fresh_sets(seed: int) -> Numbers:
    """One model of the short run, on 20 fresh sets: standard deviation over the sets."""
    model = ModelBaseline()
    short(model, seed)
    return {
        "fresh": float(np.std([accuracy(model, image_set(FRESH_COUNT, FRESH_SEED + i)) for i in range(20)], ddof=1))
    }


QUICK: dict[str, Callable[[int], Numbers]] = {
    "mean colour": mean_colour,
    "one statistic": one_statistic,
    "linear": lambda seed: long(_linear(), seed, LONG_EPOCHS),
    "short": lambda seed: short(ModelBaseline(), seed),
    "short ELU": lambda seed: short(ModelBaseline(nn.ELU), seed),
    "short SELU": lambda seed: short(ModelBaseline(nn.SELU), seed),
    "short LeakyReLU": lambda seed: short(ModelBaseline(nn.LeakyReLU), seed),
}
LONG: dict[str, Callable[[int], Numbers]] = {
    "long": lambda seed: long(ModelBaseline(), seed, LONG_EPOCHS),
    "long augmented": lambda seed: long(ModelBaseline(), seed, AUGMENTED_EPOCHS, augment=Augment()),
    "deep": lambda seed: long(DeepVGG(), seed, DEEP_EPOCHS),
    "few": lambda seed: few(DeepVGG(), seed),
    "few dropout": lambda seed: few(DeepVGG(dropout=SpatialDropout), seed),
}
SPREAD: dict[str, Callable[[int], Numbers]] = {"fresh sets": _fresh_sets}
MEASURES = {**QUICK, **LONG, **SPREAD}
