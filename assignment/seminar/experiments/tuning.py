"""The settings of the last comparison: each variant gets what was best for it on images that were left out."""

from collections.abc import Mapping
from statistics import mean
from typing import Any

from .plan import EXPERIMENTS, LAST, Variant


def score(run: Mapping[str, Any]) -> float:
    """Return by what runs are compared: the mean validation accuracy of the last epochs."""
    return mean(run["validation_accuracy"][-LAST:])


def best_settings(runs: Mapping[str, Mapping[str, Any]]) -> dict[str, tuple[str, Variant]] | None:
    """Return for each variant of "tuned" the best of its settings, by name; None while one has not been tried.

    runs: what a file of results holds, by "experiment/variant/seed".
    """
    best: dict[str, tuple[str, Variant]] = {}
    for name in EXPERIMENTS["tuned"].variants:
        tried = {key: variant for key, variant in EXPERIMENTS["tuning"].variants.items() if key.startswith(f"{name},")}
        found = {key: runs.get(f"tuning/{key}/0") for key in tried}
        scores = {key: score(run) for key, run in found.items() if run is not None}
        if len(scores) < len(tried):
            return None
        winner = max(scores, key=lambda key: scores[key])
        best[name] = (winner, tried[winner])
    return best
