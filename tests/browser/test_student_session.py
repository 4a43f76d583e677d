"""A student's session in a real JupyterLab: run all, read what is missing, fill in the stubs, run all, hand in."""

import csv
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from seminar.experiments.plan import EXPERIMENTS
from tests.browser.jupyterlab import Lab, jupyterlab
from tests.browser.notebook_page import MINUTE, NotebookPage, chromium, lab_page
from tests.browser.student import Seen, answers, exported, fill_in, look, unpack
from tests.command_line import spawn_autograder
from tests.course import GRADING, LANGUAGES, QUESTIONS, notebook_name

# What a check says of a stub, and a letter of the language.
STUB = {
    "ru": r"В режиме (train|eval) вызов ничего не вернул: заготовка ещё не заполнена или забыт return\.",
    "en": r"In (train|eval) mode the call returned nothing: the stub is not filled in yet, or a return is missing\.",
}
PROMPT = r"(\[\d+\]:\s+)?"  # the number of the cell, as the page shows it
VERDICTS = {"ru": ("верно", "неверно", "не решено"), "en": ("holds", "does not hold", "undecided")}
LETTER = {"ru": re.compile("[а-яё]"), "en": re.compile("[a-z]")}
HINTS = 3 * len(QUESTIONS)
PICTURES = {"before": 5, "after": 15}  # at least
# One epoch, and one thread: on a busy machine two threads wait for each other.
QUICK = {"SEMINAR_QUICK": "1", "OMP_NUM_THREADS": "1"}
RUN = 20 * MINUTE  # by the clock, at most: alone on two cores it takes one or two
pytestmark = pytest.mark.slow
Opened = tuple[Path, Lab, Browser]
NARROWEST, WIDEST = 700, 1000  # pixels of a picture: legible and not cut off


@dataclass(frozen=True)
class Session:
    """An open notebook, with what it showed before and after the stubs were filled in."""

    language: str
    folder: Path
    notebook: NotebookPage
    before: Seen
    after: Seen


@pytest.fixture(scope="module")
def opened(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Opened]:
    """One JupyterLab, on the folder of a student, and one Chromium, for the notebooks of all languages."""
    folder = unpack(built / "assignment.zip", tmp_path_factory.mktemp("student") / "empty")
    with jupyterlab(folder, Path(sys.executable), QUICK) as lab, chromium() as browser:
        yield folder, lab, browser


@pytest.fixture(scope="module", params=LANGUAGES)
def session(request: pytest.FixtureRequest, built: Path, opened: Opened) -> Iterator[Session]:
    """Do in the page what a student does, with experiments of one epoch."""
    language: str = request.param
    folder, lab, browser = opened
    with lab_page(browser, lab) as page:
        notebook = NotebookPage(page, lab, notebook_name(language))
        notebook.run_all(timeout=RUN)
        before = look(notebook)
        fill_in(notebook, answers(built, language))
        notebook.restart_and_run_all(timeout=RUN)
        yield Session(language, folder, notebook, before, look(notebook))


def test_checks_say_what_is_missing(session: Session) -> None:
    """Each check of an untouched notebook fails with one sentence in the notebook's language, and nothing else."""
    for name in QUESTIONS:
        said = session.before.checks[name]
        assert re.fullmatch(rf"{PROMPT}❌ {name}: {STUB[session.language]}", said.strip()), said


def test_checks_turn_green(session: Session) -> None:
    """With the stubs filled in, each check says that it has passed."""
    for name in QUESTIONS:
        said = session.after.checks[name]
        assert re.match(rf"{PROMPT}✅ {name}: ", said.strip()), said


def test_no_cell_shows_an_error_or_a_warning(session: Session) -> None:
    """Neither in the untouched notebook nor in the one with solutions."""
    assert session.before.errors == []
    assert session.after.errors == []


@pytest.mark.parametrize("when", ["before", "after"])
def test_every_picture_has_loaded_and_has_words(session: Session, when: str) -> None:
    """No broken image; each is as wide as can be read, and a screen reader can say it in the notebook's language."""
    pictures = (session.before if when == "before" else session.after).pictures
    assert len(pictures) >= PICTURES[when]
    for picture in pictures:
        assert picture.width > 0, f"did not load: {picture.words}"
        assert NARROWEST <= picture.shown_width <= WIDEST, picture
        assert LETTER[session.language].search(picture.words), f"no words: {picture}"


@pytest.mark.parametrize("experiment", ["activations", "augmentation", "batch_norm", "dropout"])
def test_measured_results_stand_beside_the_students_own(session: Session, experiment: str) -> None:
    """Of photographs and of drawings: numbers with their spread, and claims with a verdict."""
    said = session.notebook.output(f'show_results("{experiment}")').inner_text()
    variants = EXPERIMENTS[experiment].variants
    assert all(said.count(variant) >= 2 for variant in variants), "one row for each set of images"
    assert said.count("±") >= 2 * len(variants)
    assert any(word in said for word in VERDICTS[session.language])


def test_hints_fold(session: Session) -> None:
    """Hints and discussions are closed, open when their title is pressed, and close again."""
    folded = session.notebook.panel.locator(".jp-MarkdownCell details")
    assert folded.count() >= HINTS
    for details in folded.all():
        body = details.locator(":scope > :not(summary)").first
        expect(body).to_be_hidden()
        details.locator("summary").click()
        expect(body).to_be_visible()
        details.locator("summary").click()
        expect(body).to_be_hidden()


def test_exported_zip_earns_full_marks(session: Session, tmp_path: Path) -> None:
    """What the last cell has exported is graded as an instructor does it."""
    done = spawn_autograder("grade", exported(session.folder, session.language), "--out", tmp_path / "results")
    assert done.returncode == 0, done.stderr
    with (tmp_path / "results" / "grades.csv").open(encoding="utf-8-sig", newline="") as file:
        (row,) = csv.DictReader(file)
    assert {name: float(row[name]) for name in QUESTIONS} == GRADING.points
