"""The kind of figure that all plots of the seminar are drawn on."""

from typing import Any

import matplotlib.pyplot as plt
from matplotlib.figure import Figure


class NotebookFigure(Figure):
    """A figure that a notebook shows once, also when it is the value of a cell.

    At the end of a cell the notebook shows all open figures, and before that the value of the last line. A plain
    Figure that the last line returns would come twice.
    """

    _shown_while_open = False

    def _ipython_display_(self) -> None:
        """Show nothing if this cell has already shown the figure; else let IPython go on as without this method."""
        if plt.fignum_exists(self.number) and self._shown_while_open:
            return
        self._shown_while_open = True
        raise NotImplementedError


# What every call of plt.subplots and plt.figure takes: panels arrange themselves, and the figure is one of ours.
CANVAS: dict[str, Any] = {"layout": "constrained", "FigureClass": NotebookFigure}
