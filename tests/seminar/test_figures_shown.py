"""Figures in a real kernel: each plot appears once, whether a cell ends in it, drops it or draws it in a block."""

import os

import nbformat
import pytest
from nbclient import NotebookClient

pytestmark = pytest.mark.usefixtures("students_path")

SETUP = "from torch import nn\nfrom seminar import plot_activations\nfunctions = {'ReLU': nn.ReLU()}"


@pytest.mark.parametrize(
    ("cells", "shown"),
    [
        (["plot_activations(functions)"], [1]),
        (["_ = plot_activations(functions)"], [1]),
        (["if True:\n    plot_activations(functions)\n    plot_activations(functions)"], [2]),
        (["figure = plot_activations(functions)", "figure"], [1, 1]),
    ],
    ids=["value of the cell", "thrown away", "two in a block", "shown again by a later cell"],
)
def test_figure_appears_once(monkeypatch: pytest.MonkeyPatch, cells: list[str], shown: list[int]) -> None:
    """The number of pictures that each cell outputs."""
    monkeypatch.setenv("MPLBACKEND", "module://matplotlib_inline.backend_inline")
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in (SETUP, *cells)])
    NotebookClient(notebook, timeout=120).execute(env=dict(os.environ))
    counts = [sum("image/png" in output.get("data", {}) for output in cell.outputs) for cell in notebook.cells]
    assert counts == [0, *shown]


def test_measured_results_stand_below_their_curves(monkeypatch: pytest.MonkeyPatch) -> None:
    """One figure, then the numbers with their spread, then the claims: the text of the notebook says so."""
    monkeypatch.setenv("MPLBACKEND", "module://matplotlib_inline.backend_inline")
    cell = nbformat.v4.new_code_cell("from seminar import show_results\nshow_results('augmentation')")
    NotebookClient(nbformat.v4.new_notebook(cells=[cell]), timeout=120).execute(env=dict(os.environ))
    figure, numbers, claims = (output["data"] for output in cell.outputs)
    assert "image/png" in figure
    assert "±" in numbers["text/html"]
    assert claims["text/markdown"].count("holds:") == 4
