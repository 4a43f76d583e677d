"""Submissions in Russian and in English that one process judges at the same time: each is told in its own language."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from autograder.classroom.examine import Examiner
from autograder.classroom.task import Task, unpack
from autograder.examination import Examination, lay_out_data
from autograder.paths import BUILD_IN_ZIP
from autograder.trial import Build, load_build
from coursekit.submission.source import Cell, Submission

CELL = Cell("class SpatialDropout(Absent):\n    pass", 1)
RUSSIAN = re.compile("[а-яё]")

pytestmark = pytest.mark.usefixtures("warm")
Begin = Callable[..., Examination]


@pytest.fixture(scope="module")
def source(quick_zip: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the unpacked build."""
    return unpack(quick_zip, tmp_path_factory.mktemp("build") / "source")


@pytest.fixture
def begin(source: Path) -> Iterator[Begin]:
    """Return a function that begins an examination: of a submission that says its language, or of one that does not."""
    build: Build = load_build(source / BUILD_IN_ZIP)
    data, begun = lay_out_data(build), []

    def examination(language: str, *, own: bool) -> Examination:
        submission = Submission("work.ipynb", False, (CELL,), language=language if own else None)
        spoken = language if not own else "en"
        begun.append(Examination(submission, build, data, language=spoken, unconfined=False))
        return begun[-1]

    yield examination
    for one in begun:
        one.close()


def told(examination: Examination, question: str) -> list[str]:
    """Return all that is said of a submission: verdicts, notes, and why the class is not there."""
    report = examination.report()
    found = [examination.public[question], *examination.verdicts.judged[question].verdicts.values()]
    said = [examination.words(one) for one in found if one is not None]
    return [*said, *(note["text"] for note in report["notes"]), *report["blocked"]]


@pytest.mark.parametrize("own", [True, False], ids=["in the file", "of the run"])
def test_two_languages_in_one_process_do_not_mix(begin: Begin, own: bool) -> None:
    """Both are begun before either is judged, and what is said is asked for at the end."""
    both = {language: begin(language, own=own) for language in ("ru", "en")}
    for one in both.values():
        one.judge("q3")
    said = {language: told(one, "q3") for language, one in both.items()}
    assert len(said["ru"]) == len(said["en"]) > 2
    assert all(RUSSIAN.search(sentence) for sentence in said["ru"]), said["ru"]
    assert not any(RUSSIAN.search(sentence) for sentence in said["en"]), said["en"]
    assert {language: one.report()["language"] for language, one in both.items()} == {"ru": "ru", "en": "en"}


def test_file_that_cannot_be_read_is_refused_in_the_language_of_its_task(source: Path) -> None:
    """One examiner, one process: the language is an argument of each task."""
    examiner = Examiner(source)
    tasks = [Task("work.ipynb", b"{", language, unconfined=False) for language in ("ru", "en", "ru")]
    reasons = [examiner.examine(task)["reason"] for task in tasks]
    assert [RUSSIAN.search(reason) is not None for reason in reasons] == [True, False, True]
