"""Numbers in all that a student reads are written as in its language: 80,9 and 50 000 in Russian, 80.9 and 50,000."""

import re

import nbformat
import pytest
from matplotlib.figure import Figure
from matplotlib.text import Text

from seminar import use_language
from seminar.canvas import NotebookFigure
from seminar.experiments.claims import claims_table
from seminar.experiments.command import shipped_tables, summary
from seminar.experiments.figures import plot_experiment, plot_overview
from seminar.experiments.results import markdown, results_table, shipped_results
from seminar.plots import compare_table
from seminar.training import History
from tests.course import ASSIGNMENT, notebook_name

pytestmark = pytest.mark.usefixtures("students_path")

# Code and formulas, addresses, and names of layers and runs are the same in every language.
NO_PROSE = re.compile(r"```.*?```|`[^`\n]*`|\$[^$]*\$|\]\([^)]*\)|lr=[\d.]+|p=[\d./]+", re.DOTALL)
# What a language does not write: another's decimal mark or thousands, and five digits in a row.
FOREIGN = {"ru": re.compile(r"\d\.\d|\d,\d{3}\b|\d{5}"), "en": re.compile(r"\d,\d(?!\d\d)|\d[ \u00a0]\d{3}\b|\d{5}")}


def foreign_numbers(language: str, words: str) -> list[str]:
    """Return the numbers in a text that are not written as in its language, with what stands around them."""
    prose = NO_PROSE.sub("", words)
    return [prose[max(0, found.start() - 20) : found.end() + 5] for found in FOREIGN[language].finditer(prose)]


def words_of(figure: Figure) -> str:
    """Return all that is written in a figure, and what a screen reader says of it."""
    assert isinstance(figure, NotebookFigure)
    figure.canvas.draw()
    written = [artist.get_text() for artist in figure.findobj(Text)]
    return "\n".join([*written, figure.words()])


every_language = pytest.mark.parametrize("language", ["ru", "en"])


def test_foreign_numbers_are_found() -> None:
    """In prose only: what stands in code is what one types."""
    assert len(foreign_numbers("ru", "80.9 и 50000, 2,000 и `0.5`, lr=0.01")) == 3
    assert len(foreign_numbers("en", "80,9 and 50000, 50 000 and $0,5$")) == 3
    assert foreign_numbers("ru", "80,9 и 50 000; 4096") == foreign_numbers("en", "80.9, 2,000 and 4096") == []


@every_language
def test_notebooks(language: str) -> None:
    """All text cells."""
    notebook = nbformat.read(ASSIGNMENT / notebook_name(language), as_version=4)
    prose = "\n\n".join(cell.source for cell in notebook.cells if cell.cell_type == "markdown")
    assert foreign_numbers(language, prose) == []


def test_the_page_that_comes_with_the_assignment() -> None:
    """Its Russian half and its English half."""
    russian, english = (ASSIGNMENT / "README.md").read_text(encoding="utf-8").split("\n# Seminar")
    assert foreign_numbers("ru", russian.replace("Python 3.11", "")) == []
    assert foreign_numbers("en", english) == []


@every_language
def test_measured_tables(language: str) -> None:
    """Of each experiment, of all of them, and of the claims: as shown, and as they lie beside the numbers."""
    use_language(language)
    shown = shipped_results()
    tables = [markdown(results_table(results, name)) for results in shown for name in results.runs]
    pages = [summary(results) for results in shown]
    for table in (*tables, *pages, shipped_tables(), markdown(claims_table(*shown))):
        assert foreign_numbers(language, table) == []


@every_language
def test_table_of_own_runs(language: str) -> None:
    """Two digits of seconds, one of percent."""
    use_language(language)
    history = History("mine", [0.5], [0.9], [0.6], [0.8123], [1.25])
    assert foreign_numbers(language, markdown(compare_table([history]))) == []


@every_language
def test_figures_of_measured_curves(language: str) -> None:
    """Titles, ticks, legends and the words for those who cannot see them."""
    use_language(language)
    shown = shipped_results()
    figures = [plot_experiment(name, shown) for name in shown[0].runs] + [plot_overview(shown[0])]
    for figure in figures:
        assert foreign_numbers(language, words_of(figure)) == []
