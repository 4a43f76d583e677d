"""Simple pixel statistics of a picture, and how well a threshold on one of them tells two classes apart."""

from __future__ import annotations

from itertools import combinations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from .silhouettes import CLASSES

Values = NDArray[np.float32]
Labels = NDArray[np.uint8]


class Pair(NamedTuple):
    """Accuracy in [0, 1] of the best threshold on `statistic` between two classes, on other pictures."""

    accuracy: float
    statistic: str
    first: str
    second: str


def statistics(images: NDArray[np.uint8]) -> dict[str, Values]:
    """Numbers of each picture of uint8 `[N, 32, 32, 3]`: name -> float32 `[N]`, colours in [0, 1]."""
    colours = images.astype(np.float32) / 255
    grey = colours.mean(axis=3)
    picture = (1, 2)
    rows = np.abs(np.diff(grey, axis=1)).mean(picture)
    columns = np.abs(np.diff(grey, axis=2)).mean(picture)
    centre = grey[:, 8:24, 8:24].mean(picture)
    border = (grey.sum(picture) - 256 * centre) / 768
    return {
        **{name: colours[..., i].mean(picture) for i, name in enumerate(("red", "green", "blue"))},
        "brightness": grey.mean(picture),
        "contrast": grey.std(picture),
        "saturation": (colours.max(axis=3) - colours.min(axis=3)).mean(picture),
        "edge energy": rows + columns,
        "horizontal edges": rows,
        "vertical edges": columns,
        "edge direction": rows / columns,
        "centre minus border": centre - border,
        "centre against border": np.abs(centre - border),
        "darkest": grey.min(picture),
        "lightest": grey.max(picture),
        "top minus bottom": grey[:, :16].mean(picture) - grey[:, 16:].mean(picture),
    }


def best_pairs(train: tuple[NDArray[np.uint8], Labels], test: tuple[NDArray[np.uint8], Labels]) -> list[Pair]:
    """All pairs of classes and statistics, the best told apart first; thresholds from `train`, accuracy on `test`."""
    known, unknown = statistics(train[0]), statistics(test[0])
    pairs = []
    for name in known:
        for i, j in combinations(range(len(CLASSES)), 2):
            accuracy = _threshold_accuracy(_two(known[name], train[1], i, j), _two(unknown[name], test[1], i, j))
            pairs.append(Pair(accuracy, name, CLASSES[i], CLASSES[j]))
    return sorted(pairs, reverse=True)


def _two(values: Values, labels: Labels, first: int, second: int) -> tuple[Values, NDArray[np.bool_]]:
    """Values of two classes, and which of them belong to the first."""
    chosen = (labels == first) | (labels == second)
    return values[chosen], labels[chosen] == first


def _threshold_accuracy(train: tuple[Values, NDArray[np.bool_]], test: tuple[Values, NDArray[np.bool_]]) -> float:
    """Accuracy on `test` of the threshold, and the side of it, that are best on `train` (balanced classes)."""
    order = np.argsort(train[0], kind="stable")
    surplus = np.cumsum(np.where(train[1][order], 1, -1))  # firsts less seconds up to each value
    cut = int(np.argmax(np.abs(surplus)))
    below = test[0] <= train[0][order][cut]
    return float(np.mean((below == (surplus[cut] > 0)) == test[1]))
