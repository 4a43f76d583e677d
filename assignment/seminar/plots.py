"""Figures of training: curves, activations, and the table that compares runs.

Figures that are made of images and filters are drawn in pictures.py, and can be imported from here too.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import matplotlib.pyplot as plt
import torch
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator
from torch import Tensor

from .canvas import CANVAS
from .language import text
from .pictures import plot_augmentations, plot_dropout_masks, plot_filters, plot_gallery
from .training import History

if TYPE_CHECKING:
    import pandas

__all__ = [
    "compare_table",
    "plot_activations",
    "plot_augmentations",
    "plot_curves",
    "plot_dropout_masks",
    "plot_filters",
    "plot_gallery",
]

# Colours that people with any colour vision tell apart (Okabe and Ito, 2008, https://jfly.uni-koeln.de/color/);
# yellow is left out, it is too faint for a line on white.
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#E69F00", "#56B4E9", "#000000")
MARKERS = ("o", "s", "^", "D", "v", "P", "X")
LINES = ("-", "--", "-.", ":")
REFERENCE_COLOUR = "#8C8C8C"


def plot_curves(histories: Sequence[History], reference: History | None = None) -> Figure:
    """Draw loss and accuracy of every epoch: training dashed, validation solid, one colour and marker for each run.

    `reference` is drawn thin and grey, as something to compare with.
    """
    figure, panels = plt.subplots(1, 2, figsize=(10, 4.2), **CANVAS)
    names = []
    if reference is not None:
        _draw_run(panels, reference, REFERENCE_COLOUR, ".", width=1.2)
        names.append(Line2D([], [], color=REFERENCE_COLOUR, marker=".", linewidth=1.2, label=_name(reference, 0)))
    for index, history in enumerate(histories):
        colour, marker = COLOURS[index % len(COLOURS)], MARKERS[index % len(MARKERS)]
        _draw_run(panels, history, colour, marker, width=2)
        names.append(Line2D([], [], color=colour, marker=marker, linewidth=2, label=_name(history, index + 1)))

    _label(panels[0], text("plots.loss_title"), text("plots.epoch"), text("plots.loss"))
    _label(panels[1], text("plots.accuracy_title"), text("plots.epoch"), text("plots.accuracy"))
    for axes in panels:
        axes.xaxis.set_major_locator(MaxNLocator(integer=True, min_n_ticks=1))

    styles = [
        Line2D([], [], color="black", linestyle="--", label=text("plots.train")),
        Line2D([], [], color="black", linestyle="-", label=text("plots.validation")),
    ]
    # Below the panels, so that no curve is ever hidden.
    figure.legend(handles=names + styles, loc="outside lower center", ncols=4, frameon=False)
    return figure


def plot_activations(functions: dict[str, Callable[[Tensor], Tensor]], limit: float = 4.0) -> Figure:
    """Draw activations and their derivatives on [-limit, limit]: `plot_activations({"ReLU": nn.ReLU()})`."""
    figure, panels = plt.subplots(1, 2, figsize=(10, 4.2), **CANVAS)
    # An even number of points: none falls on 0, where a kink has no derivative.
    inputs = torch.linspace(-limit, limit, 800, requires_grad=True)
    for index, (name, function) in enumerate(functions.items()):
        outputs = function(inputs)
        (slopes,) = torch.autograd.grad(outputs.sum(), inputs)
        # Lines that coincide (all of these are x for x > 0) stay visible: the first is the widest.
        width = 2 + 1.2 * (len(functions) - 1 - index)
        for axes, values in ((panels[0], outputs), (panels[1], slopes)):
            axes.plot(
                inputs.detach().numpy(),
                values.detach().numpy(),
                color=COLOURS[index % len(COLOURS)],
                linestyle=LINES[index % len(LINES)],
                linewidth=width,
                label=name,
            )
    _label(panels[0], text("plots.activation_title"), text("plots.input"), text("plots.activation"))
    _label(panels[1], text("plots.derivative_title"), text("plots.input"), text("plots.derivative"))
    for axes in panels:
        axes.axhline(0, color="black", linewidth=0.8, zorder=0)
        axes.axvline(0, color="black", linewidth=0.8, zorder=0)
    handles, labels = panels[0].get_legend_handles_labels()
    figure.legend(handles, labels, loc="outside lower center", ncols=4, frameon=False, handlelength=4)
    return figure


def compare_table(histories: Sequence[History]) -> "pandas.DataFrame":
    """Return one row for each run: best validation accuracy in %, final gap between training and validation accuracy
    in percentage points, mean seconds per epoch. A run without validation has NaN in the first two."""
    # Imported here: it takes half a second, and only this table needs it.
    import pandas

    rows = []
    for index, history in enumerate(histories, start=1):
        best = gap = float("nan")
        if history.validation_accuracy:
            best = 100 * max(history.validation_accuracy)
            gap = 100 * (history.train_accuracy[-1] - history.validation_accuracy[-1])
        seconds = sum(history.seconds) / len(history.seconds) if history.seconds else float("nan")
        rows.append((_name(history, index), round(best, 1), round(gap, 1), round(seconds, 2)))
    columns = [text("table.run"), text("table.best"), text("table.gap"), text("table.seconds")]
    return pandas.DataFrame(rows, columns=columns).set_index(text("table.run"))


def _draw_run(panels: Sequence[Axes], history: History, colour: str, marker: str, width: float) -> None:
    """Add the curves of one run to the panels of loss and accuracy."""
    curves = (
        (panels[0], history.train_loss, 1, "--"),
        (panels[0], history.validation_loss, 1, "-"),
        (panels[1], history.train_accuracy, 100, "--"),
        (panels[1], history.validation_accuracy, 100, "-"),
    )
    for axes, values, scale, line in curves:
        if values:
            numbers = range(1, len(values) + 1)
            heights = [scale * value for value in values]
            axes.plot(numbers, heights, line, color=colour, marker=marker, linewidth=width, markersize=5)


def _name(history: History, number: int) -> str:
    """Return the label of a run, or its number when it has none."""
    return history.label or text("plots.run", number=number)


def _label(axes: Axes, title: str, x_label: str, y_label: str) -> None:
    """Put title, labels and a faint grid on a panel, and take away the frame lines that say nothing."""
    axes.set_title(title, fontsize=13)
    axes.set_xlabel(x_label)
    axes.set_ylabel(y_label)
    axes.grid(alpha=0.3)
    axes.spines[["top", "right"]].set_visible(False)
