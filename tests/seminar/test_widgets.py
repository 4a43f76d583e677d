"""Figures with controls: the static figure is always there, the controls where they can work, and they do work."""

import os
import re
from collections.abc import Callable
from typing import Any

import matplotlib.pyplot as plt
import nbformat
import pytest
import torch
from matplotlib.figure import Figure
from nbclient import NotebookClient
from nbformat import NotebookNode
from torch import nn

from seminar import (
    Augment,
    ImageSet,
    explore_augmentations,
    explore_dropout,
    explore_filters,
    use_language,
    widgets,
)

pytestmark = pytest.mark.usefixtures("students_path")

LAYERS: dict[str, Callable[[float], nn.Module]] = {"nn.Dropout": nn.Dropout, "nn.Dropout2d": nn.Dropout2d}
SETUP = """
import os, sys
from torch import nn
from seminar import explore_dropout, explore_filters
layers = {"nn.Dropout": nn.Dropout, "nn.Dropout2d": nn.Dropout2d}
first, second = nn.Conv2d(3, 4, 3), nn.Conv2d(3, 4, 3)
"""
# What each cell does, and how many figures and groups of controls it shows.
CELLS = {
    "_ = explore_dropout(layers)": (1, 1),
    "explore_dropout(layers)": (1, 1),
    "if True:\n    explore_filters(first, second)": (2, 1),
    "os.environ['SEMINAR_QUICK'] = '1'\n_ = explore_dropout(layers)": (1, 0),
    "os.environ['SEMINAR_QUICK'] = ''\nsys.modules['google.colab'] = sys\n_ = explore_dropout(layers)": (1, 0),
    "del sys.modules['google.colab']\nsys.modules['ipywidgets'] = None\n_ = explore_dropout(layers)": (1, 0),
}


@pytest.fixture(scope="module")
def shown() -> NotebookNode:
    """Run the cells in a real kernel, as JupyterLab would, without a page that shows the controls."""
    cells = [nbformat.v4.new_code_cell(source) for source in (SETUP, *CELLS)]
    notebook = nbformat.v4.new_notebook(cells=cells)
    environment = {**os.environ, "MPLBACKEND": "module://matplotlib_inline.backend_inline", "SEMINAR_QUICK": ""}
    return NotebookClient(notebook, timeout=120).execute(env=environment)


@pytest.mark.parametrize(
    "number", range(1, 1 + len(CELLS)), ids=["dropped", "value", "filters", "rehearsal", "Colab", "no ipywidgets"]
)
def test_notebook_shows_the_figure_and_the_controls_where_they_work(shown: NotebookNode, number: int) -> None:
    """A saved notebook has the static figure first; a page without widgets reads a sentence in place of controls."""
    figures, controls = list(CELLS.values())[number - 1]
    outputs = [output.get("data", {}) for output in shown.cells[number].outputs]
    kinds = ["controls" if widgets.WIDGET in data else "figure" for data in outputs]
    assert kinds == ["figure"] * figures + ["controls"] * controls
    assert all("image/png" in data for data in outputs[:figures])
    assert all("change the numbers in the cell" in data["text/plain"] for data in outputs[figures:])


def test_script_gets_the_figures_and_shows_nothing(easy: ImageSet, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a notebook each function returns what plots.py draws."""
    conv = nn.Conv2d(3, 4, 3)
    figures = [explore_dropout(LAYERS), explore_augmentations(easy), *explore_filters(conv, conv)]
    assert all(isinstance(figure, Figure) for figure in figures)
    assert capsys.readouterr().out == ""


def test_random_numbers_of_the_notebook_stay_where_they_were(easy: ImageSet) -> None:
    """A cell below draws the same numbers, whether this one was run once, twice or never."""
    torch.manual_seed(0)
    expected = torch.rand(3)
    torch.manual_seed(0)
    explore_dropout(LAYERS)
    explore_augmentations(easy)
    assert torch.equal(torch.rand(3), expected)


@pytest.fixture
def boxes(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """Let the functions believe in a notebook, show nothing, and collect the boxes of controls that they make."""
    made: list[Any] = []
    offer = widgets._offer
    monkeypatch.setattr(widgets, "_in_notebook", lambda: True)
    monkeypatch.setattr(widgets, "display", lambda *given, **named: None)
    monkeypatch.setattr(widgets, "_offer", lambda *given: made.append(offer(*given)))
    monkeypatch.delenv("SEMINAR_QUICK", raising=False)
    return made


def alt(box: Any) -> str:
    """Return the description of the picture below the controls."""
    found = re.search(r'alt="([^"]*)"', box.children[-1].value)
    assert found, box.children[-1].value[:200]
    return found[1]


def test_masks_follow_the_slider(boxes: list[Any]) -> None:
    """p of the slider is in the picture's words; at the largest p most channels are gone; no figure stays open."""
    explore_dropout(LAYERS, p=0.3)
    plt.close("all")
    slider, button, picture = boxes[0].children
    assert picture.value == "", "nothing is drawn twice before the first touch"
    slider.value = 0.9
    first = alt(boxes[0])
    assert "p = 0.9" in first
    slider.value = 0.0
    assert "nn.Dropout2d: 0 % of the values are zero" in alt(boxes[0])
    slider.value = 0.9
    assert alt(boxes[0]) == first, "the same masks for the same p"
    button.click()
    assert picture.value != ""
    assert plt.get_fignums() == []


def test_new_masks_are_other_masks(boxes: list[Any]) -> None:
    """The button draws again with other random numbers."""
    explore_dropout(LAYERS, p=0.5)
    _, button, picture = boxes[0].children
    pictures = set()
    for _ in range(3):
        button.click()
        pictures.add(picture.value)
    assert len(pictures) == 3


def test_augmentation_follows_its_four_sliders(
    boxes: list[Any], easy: ImageSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each slider sets the number of Augment that its name says."""
    explore_augmentations(easy, hue=0.05, saturation=0.05, flip=0.5, degrees=22.5)
    asked: list[Augment] = []
    plot = widgets.plot_augmentations

    def draw(data: ImageSet, augment: Augment) -> Figure:
        asked.append(augment)
        return plot(data, augment)

    monkeypatch.setattr(widgets, "plot_augmentations", draw)
    for number, value in enumerate((0.3, 0.7, 1.0, 90)):
        boxes[0].children[number].value = value
    assert repr(asked[-1]) == "Augment(hue=0.3, saturation=0.7, flip=1.0, degrees=90)"
    assert len(asked) == 4


def test_filters_can_be_put_in_one_place(boxes: list[Any]) -> None:
    """Before, after, and the difference of the two, which is zero only where nothing changed."""
    before, after = nn.Conv2d(3, 4, 3), nn.Conv2d(3, 4, 3)
    after.weight.data = before.weight.data.clone()
    after.weight.data[2] += 0.25
    figures = explore_filters(before, after)
    assert len({figure.get_supxlabel() for figure in figures}) == 1, "one scale before and after"
    choice = boxes[0].children[0]
    assert choice.options[:2] == ("before training", "after training")
    choice.value = choice.options[1]
    assert "after training" in alt(boxes[0])
    choice.value = choice.options[2]
    assert "what training changed" in alt(boxes[0])
    assert "scale ±0.25" in alt(boxes[0])


def test_layer_that_fails_is_one_line_below_the_controls(boxes: list[Any]) -> None:
    """A message instead of a picture that does not change, and no half-drawn figure in the next cell."""

    class Picky(nn.Dropout2d):
        def __init__(self, p: float) -> None:
            if p > 0.5:
                raise ValueError("p is <too> large")
            super().__init__(p)

    explore_dropout({"Picky": Picky}, p=0.3)
    plt.close("all")
    boxes[0].children[0].value = 0.9
    assert boxes[0].children[-1].value == "<p>ValueError: p is &lt;too&gt; large</p>"
    assert plt.get_fignums() == []


@pytest.mark.parametrize(("language", "words"), [("ru", "доля выброшенного"), ("en", "share to drop")])
def test_controls_are_named_in_the_language_of_the_notebook(boxes: list[Any], language: str, words: str) -> None:
    """A screen reader says the description of a control; the name of the parameter stands first."""
    use_language(language)
    explore_dropout(LAYERS)
    assert boxes[0].children[0].description.startswith("p, ")
    assert words in boxes[0].children[0].description
    assert boxes[0].children[0].continuous_update is False, "each redraw takes a moment"
