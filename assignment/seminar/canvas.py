"""The kind of figure that all plots of the seminar are drawn on."""

from html import escape
from typing import Any

import matplotlib.pyplot as plt
from IPython.core.pylabtools import print_figure
from IPython.display import display
from matplotlib.figure import Figure


class NotebookFigure(Figure):
    """A figure that a notebook shows once, also when it is the value of a cell, and that a screen reader can read.

    At the end of a cell the notebook shows all open figures, and before that the value of the last line. A plain
    Figure that the last line returns would come twice. And a plain picture in the output of a cell has no words:
    JupyterLab, VS Code and Colab take an alternative text from HTML alone, so the picture comes as HTML as well.
    """

    _shown_while_open = False
    _description = ""

    def _ipython_display_(self) -> None:
        """Show the figure with its description, unless this cell has already shown it."""
        if plt.fignum_exists(self.number) and self._shown_while_open:
            return
        self._shown_while_open = True
        png, words = print_figure(self, base64=True), self.words()
        bundle = {"text/plain": words}
        if png is not None:  # None: an empty figure
            image = f'<img src="data:image/png;base64,{png}" alt="{escape(words)}">'
            bundle |= {"image/png": png, "text/html": image}
        display(bundle, raw=True)

    def words(self) -> str:
        """Return the description, or the titles where there is none."""
        titles = (self.get_suptitle(), *(axes.get_title() for axes in self.axes), self.get_supxlabel())
        return self._description or ". ".join(title for title in titles if title)


# What every call of plt.subplots and plt.figure takes: panels arrange themselves, and the figure is one of ours.
CANVAS: dict[str, Any] = {"layout": "constrained", "FigureClass": NotebookFigure}

# Inches. A notebook shows 900 pixels at least, which are 9 inches; a wider figure would be shrunk, its letters too.
WIDTH = 9.0

# Sizes of letters in points: of a figure's title, of axes and legends, of ticks and of names in small print.
TITLE, LABEL, SMALL = 14, 12, 11


def describe(figure: Figure, words: str) -> Figure:
    """Give a figure the sentence that a screen reader says in its place; return the figure."""
    if isinstance(figure, NotebookFigure):
        figure._description = words
    return figure
