"""Figures of the experiments: curves over several seeds, one panel for each set of images or each experiment."""

import math
from collections.abc import Sequence
from typing import Any

import matplotlib.pyplot as plt
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from ..canvas import CANVAS, SMALL, WIDTH, describe
from ..language import spoken_number, text
from ..plots import COLOURS, MARKERS, label_axes, legend_below
from .measure import Numbers, images_of
from .plan import EXPERIMENTS
from .results import APART, Results, run_name

BAND = 0.18  # opacity of the range between the best and the worst seed


def plot_experiment(experiment: str, several: Sequence[Results]) -> Figure:
    """Draw the accuracy curves of one experiment, one panel for each set of images: see `_draw`."""
    figure, panels = plt.subplots(1, len(several), figsize=(WIDTH, 4.4), **CANVAS, squeeze=False, sharey=True)
    for axes, results in zip(panels[0], several, strict=True):
        _draw(axes, results, experiment)
        images = text("results.images", images=images_of(experiment, results.train_images))
        label_axes(axes, f"{results.title}\n{images}", text("plots.epoch"), text("plots.accuracy"))
        axes.label_outer()
    _from_the_lowest(*panels[0])
    legend_below(figure, panels[0, 0].get_legend_handles_labels()[0], _styles())
    said = [f"{results.title}: {_last(results, experiment)}" for results in several]
    return describe(figure, text("results.in_words", values="; ".join(said)))


def plot_overview(results: Results) -> Figure:
    """Draw the accuracy curves of all experiments on one set of images, a panel for each.

    Trials of settings, and runs that are about dead units, are drawn only where there is nothing else.
    """
    shown = [name for name in results.runs if name != APART and not EXPERIMENTS[name].held_out] or list(results.runs)
    rows = math.ceil(len(shown) / 2)
    figure, panels = plt.subplots(rows, 2, figsize=(WIDTH, 4 * rows), **CANVAS, squeeze=False)
    for axes in panels.flat[len(shown) :]:
        axes.remove()
    for axes, experiment in zip(panels.flat, shown, strict=False):
        _draw(axes, results, experiment)
        label_axes(axes, text(f"results.{experiment}"), text("plots.epoch"), text("plots.accuracy"))
        _from_the_lowest(axes)
        axes.legend(loc="best", frameon=False, fontsize=SMALL)
    figure.legend(handles=_styles(), loc="outside lower center", ncols=2, frameon=False, fontsize=SMALL)
    return describe(figure, text("results.in_words", values="; ".join(_last(results, name) for name in shown)))


def _draw(axes: Axes, results: Results, experiment: str) -> None:
    """Draw mean accuracies over the seeds: validation thick, with the range of the seeds; training images thin, dashed.

    Both of the model after the epoch, in eval mode, on images without distortion.
    """
    for index, (variant, runs) in enumerate(results.runs[experiment].items()):
        look: dict[str, Any] = {"color": COLOURS[index], "marker": MARKERS[index]}
        tested, trained = _percent(runs, "validation_accuracy"), _percent(runs, "seen_accuracy")
        epochs = np.arange(1, tested.shape[1] + 1)
        every = max(1, len(epochs) // 8)
        axes.plot(epochs, tested.mean(0), markevery=every, linewidth=2, label=run_name(variant, runs), **look)
        axes.fill_between(epochs, tested.min(0), tested.max(0), color=COLOURS[index], alpha=BAND, linewidth=0)
        thin: dict[str, Any] = {"linestyle": "--", "linewidth": 1, "markersize": 4, "markerfacecolor": "white"}
        axes.plot(epochs, trained.mean(0), markevery=every, **thin, **look)
    axes.xaxis.set_major_locator(MaxNLocator(integer=True, min_n_ticks=1))


def _from_the_lowest(*panels: Axes) -> None:
    """Begin the axis of accuracies a little below the lowest one, so that curves which are close can be told apart.

    The first tenth of the epochs does not count: there all curves come up steeply from below.
    """
    curves = [np.asarray(line.get_ydata()) for axes in panels for line in axes.lines]
    lowest = min(float(curve[len(curve) // 10 :].min()) for curve in curves)
    for axes in panels:
        axes.set_ylim(max(0, 10 * ((lowest - 1) // 10)), 103)


def _percent(runs: list[Numbers], curve: str) -> np.ndarray:
    """Return a curve of all seeds in percent: [seeds, epochs]."""
    return 100 * np.array([run[curve] for run in runs])


def _last(results: Results, experiment: str) -> str:
    """Return the mean validation accuracy of each variant after the last epoch, in words."""
    runs = results.runs[experiment].items()
    last = {variant: float(_percent(found, "validation_accuracy")[:, -1].mean()) for variant, found in runs}
    return ", ".join(f"{variant} {spoken_number(percent, 1)} %" for variant, percent in last.items())


def _styles() -> list[Line2D]:
    return [
        Line2D([], [], color="black", linestyle="-", linewidth=2, label=text("results.validation")),
        Line2D([], [], color="black", linestyle="--", linewidth=1, label=text("results.seen")),
    ]
