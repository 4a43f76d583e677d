"""Figures in a real kernel: each plot appears once, whether a cell ends in it, drops it or draws it in a block."""

import os
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient

pytestmark = pytest.mark.usefixtures("students_path")

SETUP = "from torch import nn\nfrom seminar import plot_activations\nfunctions = {'ReLU': nn.ReLU()}"
RESULTS = "from seminar import show_results\nshow_results('augmentation')"
# Cells in which figures are made, and how many pictures each of them must show.
CELLS = {
    "value of the cell": {"plot_activations(functions)": 1},
    "thrown away": {"_ = plot_activations(functions)": 1},
    "two in a block": {"if True:\n    plot_activations(functions)\n    plot_activations(functions)": 2},
    "shown again by a later cell": {"figure = plot_activations(functions)": 1, "figure": 1},
}


@pytest.fixture(scope="module")
def outputs(students_path: None) -> dict[str, list[dict[str, Any]]]:
    """What each cell of one notebook shows, by its source: a figure that one leaves open would appear in the next."""
    sources = [SETUP, *(source for cells in CELLS.values() for source in cells), RESULTS]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in sources])
    environment = {**os.environ, "MPLBACKEND": "module://matplotlib_inline.backend_inline"}
    NotebookClient(notebook, timeout=120).execute(env=environment)
    return {cell.source: [output.get("data", {}) for output in cell.outputs] for cell in notebook.cells}


def test_figure_appears_once(outputs: dict[str, list[dict[str, Any]]]) -> None:
    """The number of pictures that each cell outputs."""
    counts = {source: sum("image/png" in data for data in shown) for source, shown in outputs.items()}
    for name, cells in CELLS.items():
        assert {source: counts[source] for source in cells} == cells, name
    assert counts[SETUP] == 0


def test_measured_results_stand_below_their_curves(outputs: dict[str, list[dict[str, Any]]]) -> None:
    """One figure, then the numbers with their spread, then the claims: the text of the notebook says so."""
    figure, numbers, claims = outputs[RESULTS]
    assert "image/png" in figure
    assert "±" in numbers["text/html"]
    assert claims["text/markdown"].count("holds:") == 4
