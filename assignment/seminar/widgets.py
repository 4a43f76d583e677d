"""Figures with controls: dropout masks for a chosen p, filters before and after training, augmentations.

Each function shows the ordinary figure first, so that a saved notebook, a preview and a page without widgets show
something. Where ipywidgets work, controls appear below it, and a second picture follows them. The random numbers of
the notebook stay where they were.
"""

import base64
import copy
import html
import io
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import matplotlib.pyplot as plt
import torch
from IPython import get_ipython
from IPython.display import display
from matplotlib.figure import Figure
from torch import nn

from .augment import Augment
from .canvas import TITLE, NotebookFigure
from .images import ImageSet
from .language import text
from .pictures import largest_weight
from .plots import plot_augmentations, plot_dropout_masks, plot_filters
from .settings import quick

WIDGET = "application/vnd.jupyter.widget-view+json"


def explore_dropout(layers: dict[str, Callable[[float], nn.Module]], p: float = 0.3) -> Figure:
    """Show the masks of `layers` as plot_dropout_masks does, with a slider for p; return the first figure.

    `explore_dropout({"nn.Dropout": nn.Dropout, "SpatialDropout": SpatialDropout}, p=0.3)`
    """

    def draw(number: int, p: float) -> Figure:
        with _random_numbers(number):
            return plot_dropout_masks(layers, p=round(p, 2))

    first = _show(draw(0, p))
    widgets = _ipywidgets()
    if widgets is not None:
        _offer(widgets, {"p": _slider(widgets, "widgets.p", p, 0.9, 0.1)}, draw, text("widgets.new_masks"))
    return first


def explore_augmentations(
    data: ImageSet, hue: float = 0.05, saturation: float = 0.05, flip: float = 0.5, degrees: float = 20
) -> Figure:
    """Show random versions of the first images of `data`, with a slider for each number of Augment; return the figure.

    Without sliders change the numbers in the call: `explore_augmentations(train, hue=0.3, degrees=90)`
    """

    def draw(number: int, **amounts: float) -> Figure:
        with _random_numbers(number):
            return plot_augmentations(data, Augment(**amounts))

    first = _show(draw(0, hue=hue, saturation=saturation, flip=flip, degrees=degrees))
    widgets = _ipywidgets()
    if widgets is not None:
        sliders = {
            "hue": _slider(widgets, "widgets.hue", hue, 0.5, 0.05),
            "saturation": _slider(widgets, "widgets.saturation", saturation, 1.0, 0.05),
            "flip": _slider(widgets, "widgets.flip", flip, 1.0, 0.1),
            "degrees": _slider(widgets, "widgets.degrees", degrees, 180, 5),
        }
        _offer(widgets, sliders, draw, text("widgets.new_versions"))
    return first


def explore_filters(before: nn.Conv2d, after: nn.Conv2d, single_channel: bool = False) -> list[Figure]:
    """Show the filters of a convolution before and after training on one scale, as plot_filters does; return both.

    The controls show the two, or their difference, in one and the same place: what has changed catches the eye there.
    """
    scale = max(largest_weight(before), largest_weight(after))
    states = ((before, False), (after, True))
    figures = [_show(plot_filters(conv, single_channel, trained, scale)) for conv, trained in states]
    widgets = _ipywidgets()
    if widgets is not None:
        change = _difference(before, after)
        names = {text("plots.before"): before, text("plots.after"): after, text("widgets.change"): change}

        def draw(number: int, state: str) -> Figure:
            if names[state] is not change:
                return plot_filters(names[state], single_channel, names[state] is after, scale)
            figure = plot_filters(change, single_channel)
            figure.suptitle(f"{figure.get_suptitle()} — {state}", fontsize=TITLE)
            return figure

        wide = {"description_width": "initial"}
        choice = widgets.RadioButtons(options=list(names), value=None, description=text("widgets.filters"), style=wide)
        _offer(widgets, {"state": choice}, draw)
    return figures


def _difference(before: nn.Conv2d, after: nn.Conv2d) -> nn.Conv2d:
    """Return a convolution whose weights are the change that training made."""
    change = copy.deepcopy(after).cpu()
    with torch.no_grad():
        change.weight.sub_(before.weight.cpu())
    return change


def _show(figure: Figure) -> Figure:
    """Show a figure at once, above what the cell shows next; outside of a notebook leave it to the caller."""
    if _in_notebook():
        display(figure)
    return figure


def _in_notebook() -> bool:
    return hasattr(get_ipython(), "kernel")


def _ipywidgets() -> Any:
    """Return the module ipywidgets where controls can be shown, else None.

    They cannot in a script, in a rehearsal, and in Colab, whose page is made for an older version than Otter needs.
    """
    if not _in_notebook() or quick() or "google.colab" in sys.modules:
        return None
    try:
        import ipywidgets
    except ImportError:
        return None
    return ipywidgets


def _slider(widgets: Any, key: str, value: float, largest: float, step: float) -> Any:
    """Return a slider from 0 to `largest`; it reports when it is let go, or at each press of an arrow key."""
    if isinstance(step, int):
        kind, value = widgets.IntSlider, round(value)
    else:
        kind = widgets.FloatSlider
    style = {"description_width": "17em"}
    layout = {"width": "38em", "max_width": "100%"}
    return kind(
        value, min=0, max=largest, step=step, description=text(key), continuous_update=False, style=style, layout=layout
    )


def _offer(widgets: Any, controls: dict[str, Any], draw: Callable[..., Figure], again: str | None = None) -> Any:
    """Show the controls, and below them, from the first change on, `draw(number, **values)`; return the whole box.

    again: what stands on the button that draws other random numbers; without it there is no button.
    """
    picture = widgets.HTML()
    number = 0

    def redraw(change: object = None) -> None:
        picture.value = _picture(lambda: draw(number, **{name: control.value for name, control in controls.items()}))

    def draw_again(button: object) -> None:
        nonlocal number
        number += 1
        redraw()

    for control in controls.values():
        control.observe(redraw, names="value")
    shown = list(controls.values())
    if again is not None:
        button = widgets.Button(description=again, layout={"width": "auto", "align_self": "flex-start"})
        button.on_click(draw_again)
        shown.append(button)
    box = widgets.VBox([*shown, picture])
    view = {"version_major": 2, "version_minor": 0, "model_id": box.model_id}
    display({WIDGET: view, "text/plain": text("widgets.missing")}, raw=True)
    return box


def _picture(draw: Callable[[], Figure]) -> str:
    """Return a figure as HTML with a description for those who do not see it; what fails becomes one line of text."""
    open_before = set(plt.get_fignums())
    try:
        figure = draw()
    # The layer may be the student's, and a message that nobody sees helps nobody.
    except Exception as error:
        for number in set(plt.get_fignums()) - open_before:
            plt.close(number)
        return f"<p>{html.escape(f'{type(error).__name__}: {error}')}</p>"
    file = io.BytesIO()
    figure.savefig(file, format="png")
    plt.close(figure)  # else the notebook would show it once more
    content = base64.b64encode(file.getvalue()).decode()
    words = figure.words() if isinstance(figure, NotebookFigure) else figure.get_suptitle()
    return f'<img alt="{html.escape(words)}" style="max-width: 100%" src="data:image/png;base64,{content}">'


@contextmanager
def _random_numbers(number: int) -> Iterator[None]:
    """Draw the random numbers that belong to `number`, the same each time, and leave the notebook's own alone."""
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(number)
        yield
