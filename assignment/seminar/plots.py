"""Figures of training: curves, activations, and the table that compares runs.

Figures that are made of images and filters are drawn in pictures.py, and can be imported from here too.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import matplotlib.pyplot as plt
import numpy as np
import torch
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator, ScalarFormatter
from torch import Tensor

from .canvas import CANVAS, LABEL, SMALL, TITLE, WIDTH, describe
from .language import spoken_number, text
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
# those that are faint on white come last, and yellow is left out.
COLOURS = ("#0072B2", "#D55E00", "#009E73", "#000000", "#CC79A7", "#E69F00", "#56B4E9")
MARKERS = ("o", "s", "^", "D", "v", "P", "X")
LINES = ("-", "--", "-.", ":")
REFERENCE_COLOUR = "#767676"
STYLE_COLOUR = "#404040"  # of the legend's entries for all runs together

# Inches of a figure with two panels side by side.
SIZE = (WIDTH, 4.2)

# A longer run has a marker at some of its epochs only, about as many.
MOST_MARKERS = 12

# How many letters and how many entries a legend can have in one line.
LETTERS_IN_LINE, ENTRIES_IN_LINE = 50, 5


def plot_curves(histories: Sequence[History], reference: History | None = None) -> Figure:
    """Draw loss and accuracy of every epoch, one colour and marker for each run.

    Training is dashed with hollow markers, validation solid with filled ones; accuracy goes up to 100 % from where its
    curves begin, so that runs that are close can be told apart. `reference` is drawn thin and grey, to compare with.
    """
    figure, panels = plt.subplots(1, 2, figsize=SIZE, **CANVAS)
    names = []
    if reference is not None:
        _draw_run(panels, reference, REFERENCE_COLOUR, ".", width=1.2)
        names.append(_entry(_name(reference, 0), color=REFERENCE_COLOUR, marker=".", linewidth=1.2))
    for index, history in enumerate(histories):
        colour, marker = COLOURS[index % len(COLOURS)], MARKERS[index % len(MARKERS)]
        _draw_run(panels, history, colour, marker, width=2)
        names.append(_entry(_name(history, index + 1), color=colour, marker=marker, linewidth=2))

    label_axes(panels[0], text("plots.loss_title"), text("plots.epoch"), text("plots.loss"))
    label_axes(panels[1], text("plots.accuracy_title"), text("plots.epoch"), text("plots.accuracy"))
    shown = [*histories, reference] if reference is not None else histories
    longest = max((len(history.train_loss) for history in shown), default=1)
    for axes in panels:
        axes.xaxis.set_major_locator(MaxNLocator(integer=True, min_n_ticks=1))
        axes.set_xlim(0.5, max(longest, 1) + 0.5)  # there is no epoch 0
        axes.set_ylim(0, 1.04 * axes.get_ylim()[1])
    lowest = min((float(np.nanmin(line.get_ydata())) for line in panels[1].lines), default=0.0)
    panels[1].set_ylim(10 * (lowest // 10) if lowest > 0 else -2, 102)  # room for a marker at 100 %, and at 0

    styles = [
        _entry(text("plots.train"), color=STYLE_COLOUR, linestyle="--", marker="o", markerfacecolor="white"),
        _entry(text("plots.validation"), color=STYLE_COLOUR, linestyle="-", marker="o"),
    ]
    legend_below(figure, names, styles)
    runs = [_in_words(history, index) for index, history in enumerate(histories, start=1)]
    return describe(figure, " ".join([text("plots.curves_in_words"), *runs]))


def plot_activations(functions: dict[str, Callable[[Tensor], Tensor]], limit: float = 4.0) -> Figure:
    """Draw activations and their derivatives on [-limit, limit]: `plot_activations({"ReLU": nn.ReLU()})`."""
    figure, panels = plt.subplots(1, 2, figsize=SIZE, **CANVAS)
    # An even number of points: none falls on 0, where a kink has no derivative.
    inputs = torch.linspace(-limit, limit, 800, requires_grad=True)
    for index, (name, function) in enumerate(functions.items()):
        outputs = function(inputs)
        (slopes,) = torch.autograd.grad(outputs.sum(), inputs)
        # Lines that coincide (all of these are x for x > 0) stay visible: the first is the widest.
        width = 2.4 + 1.2 * (len(functions) - 1 - index)
        for axes, values in ((panels[0], outputs), (panels[1], slopes)):
            axes.plot(
                inputs.detach().numpy(),
                values.detach().numpy(),
                color=COLOURS[index % len(COLOURS)],
                linestyle=LINES[index % len(LINES)],
                linewidth=width,
                label=name,
            )
    label_axes(panels[0], text("plots.activation_title"), text("plots.input"), text("plots.activation"))
    label_axes(panels[1], text("plots.derivative_title"), text("plots.input"), text("plots.derivative"))
    for axes in panels:
        axes.axhline(0, color="black", linewidth=0.8, zorder=0)
        axes.axvline(0, color="black", linewidth=0.8, zorder=0)
    handles, labels = panels[0].get_legend_handles_labels()
    figure.legend(handles, labels, loc="outside lower center", ncols=4, frameon=False, handlelength=4, fontsize=SMALL)
    return describe(figure, text("plots.activations_in_words", names=", ".join(functions), limit=f"{limit:g}"))


def compare_table(histories: Sequence[History]) -> "pandas.DataFrame":
    """Return one row for each run: best validation accuracy in %, mean seconds per epoch; NaN where there is none.

    The gap to the training images is not here: a History has their accuracy in train mode only.
    """
    # Imported here: it takes half a second, and only this table needs it.
    import pandas

    # Pandas writes numbers as Python does: where that is not the language's way, they come as text.
    pythons = spoken_number(0.5, 1) == "0.5"
    rows = []
    for index, history in enumerate(histories, start=1):
        best = 100 * max(history.validation_accuracy) if history.validation_accuracy else float("nan")
        seconds = sum(history.seconds) / len(history.seconds) if history.seconds else float("nan")
        numbers = ((best, 1), (seconds, 2))
        row = [round(value, digits) if pythons else spoken_number(value, digits) for value, digits in numbers]
        rows.append((_name(history, index), *row))
    columns = [text("table.run"), text("table.best"), text("table.seconds")]
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
            step = -(-len(values) // MOST_MARKERS)
            axes.plot(
                range(1, len(values) + 1),
                [scale * value for value in values],
                line,
                color=colour,
                linewidth=width if line == "-" else 0.75 * width,
                marker=marker,
                markersize=6,
                markerfacecolor=colour if line == "-" else "white",
                markevery=((len(values) - 1) % step, step),  # the last epoch has one
            )


def _entry(label: str, **look: Any) -> Line2D:
    """Return an entry of a legend: a line that is in no panel."""
    return Line2D([], [], label=label, **look)


def legend_below(figure: Figure, names: list[Line2D], styles: list[Line2D]) -> None:
    """Put runs and then two styles below the panels, where no curve is hidden; styles in a column of their own when
    one line is not enough."""
    entries = names + styles
    columns = len(entries)
    if columns > ENTRIES_IN_LINE or sum(len(str(entry.get_label())) for entry in entries) > LETTERS_IN_LINE:
        rows = max(2, -(-len(names) // 3))
        blank = _entry(" ", linestyle="none")
        # Legends are filled column by column.
        names = names + [blank] * (-len(names) % rows)
        entries = names + styles + [blank] * (rows - len(styles))
        columns = len(entries) // rows
    figure.legend(handles=entries, loc="outside lower center", ncols=columns, frameon=False, fontsize=SMALL)


def _in_words(history: History, number: int) -> str:
    """Return a sentence about a run for those who cannot see its curves."""
    values: dict[str, Any] = {"name": _name(history, number), "epochs": len(history.train_loss)}
    if not history.train_loss:
        return f"{values['name']}."
    values |= {"loss": history.train_loss[-1], "accuracy": 100 * history.train_accuracy[-1]}
    if not history.validation_loss:
        return text("plots.training_in_words", **values)
    values |= {"new_loss": history.validation_loss[-1], "new_accuracy": 100 * history.validation_accuracy[-1]}
    return text("plots.run_in_words", **values)


def _name(history: History, number: int) -> str:
    """Return the label of a run, or its number when it has none."""
    return history.label or text("plots.run", number=number)


class _SpokenTicks(ScalarFormatter):
    """Ticks with the decimal mark of the set language."""

    def __call__(self, x: float, pos: int | None = None) -> str:
        return super().__call__(x, pos).replace(".", spoken_number(0.5, 1)[1])


def label_axes(axes: Axes, title: str, x_label: str, y_label: str) -> None:
    """Put title, labels and a faint grid on a panel, and take away the frame lines that say nothing."""
    axes.set_title(title, fontsize=TITLE)
    axes.set_xlabel(x_label, fontsize=LABEL)
    axes.set_ylabel(y_label, fontsize=LABEL)
    axes.tick_params(labelsize=SMALL)
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_formatter(_SpokenTicks())
    axes.grid(alpha=0.3)
    axes.spines[["top", "right"]].set_visible(False)
