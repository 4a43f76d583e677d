"""Everything that is made of a class's records: grades.csv, files for learning platforms, report.html."""

from collections.abc import Sequence
from pathlib import Path

from autograder.classroom.class_list import named, whole_class
from autograder.classroom.corrected import carried_over, corrected
from autograder.classroom.excerpts import read_excerpts
from autograder.classroom.feedback_page import feedback_markdown
from autograder.classroom.gradebooks import write_gradebooks
from autograder.classroom.likeness import alike, read_fingerprints
from autograder.classroom.marks import read_marks
from autograder.classroom.record import GRADED, SUPERSEDED, Record, is_damaged
from autograder.classroom.report.kept import Kept
from autograder.classroom.results_folder import files_of, kept_record, read_class_file
from autograder.classroom.table import write_grades
from autograder.classroom.up_to_date import keep_written, written_before
from autograder.classroom.what_if import Undecided, regraded
from autograder.course import Course
from autograder.errors import GraderError
from autograder.files import write_text
from autograder.grading import GRADING_FILE, Grading, load_grading
from autograder.lms.pages import FEEDBACK_FILE

GRADES_FILE = "grades.csv"
COMPARISON_PAGE = "comparison.html"


def write_outputs(out: Path, records: Sequence[Record], language: str) -> list[str]:
    """Write all tables and the report into a folder of results, unless they are there; return the names of the files.

    Raises GraderError when the folder cannot be written.
    """
    try:
        before = written_before(out, records, language)
        if before is not None:
            return before
        from autograder.classroom.report.write import REPORT_FILE, write_report  # and matplotlib, which takes a second

        grading = load_grading(out / GRADING_FILE)
        write_grades(out / GRADES_FILE, records, grading.questions)
        for record in records:
            _give_back(out / record.id / FEEDBACK_FILE, record, grading)
        gradebooks = write_gradebooks(out, records, grading)
        prints = {record.id: read_fingerprints(out / record.id) for record in records if record.status != SUPERSEDED}
        write_report(records, grading, out / REPORT_FILE, language, alike(prints), _kept(out, records))
        names = [GRADES_FILE, *(path.name for path in gradebooks), REPORT_FILE]
        keep_written(out, records, language, names)
    except OSError as error:
        raise GraderError(
            f"{out} cannot be written ({error.strerror}): the results of each submission are kept; put that right and "
            "run the same command again"
        ) from None
    return names


def _kept(out: Path, records: Sequence[Record]) -> Kept:
    """Return what lies beside the records."""
    excerpts = {record.id: read_excerpts(out / record.id) for record in records if record.status == GRADED}
    marks = {record.id: read_marks(out / record.id) for record in records if not record.absent}
    return Kept(excerpts, marks, files_of(out))


def _give_back(page: Path, record: Record, grading: Grading) -> None:
    """Write a student's page anew where it says something else than what counts now, such as before a correction."""
    try:
        before = page.read_text(encoding="utf-8")
    except (OSError, ValueError):
        return  # there is none: of an earlier attempt, or of what could not be kept
    text = feedback_markdown(record, grading)
    if text != before:
        write_text(page, text)


def read_class(results: Path) -> list[Record]:
    """Return the records of a graded class, in the order of its submissions; raises GraderError when there are none.

    Those of an earlier build are marked as outdated.
    """
    ids, build = read_class_file(results)
    records = [record for name in ids if (record := kept_record(results, name, build)) is not None]
    if not records:
        raise GraderError(f"{results} has no graded submission yet: run `python -m autograder grade` first")
    return records


def counting_class(results: Path) -> tuple[list[Record], list[str]]:
    """Return the records of a graded class with the marks that count, and lines that somebody should read.

    Whoever is on the list of the class and handed nothing in has one too, once all submissions have a result. Raises
    GraderError when there are none, and for a mistake in overrides.csv.
    """
    records = read_class(results)
    grading = load_grading(results / GRADING_FILE)
    waiting = len(read_class_file(results)[0]) - len(records)
    return corrected(results, whole_class(results, records, grading, waiting), grading, waiting)


def damaged_results(results: Path) -> list[str]:
    """Return the submissions of a graded class, by the names of their folders, whose record cannot be read."""
    return [name for name in read_class_file(results)[0] if is_damaged(results / name)]


def compare_results(results: Path, other: Path, language: str, course: Course) -> list[str]:
    """Write comparison.html beside the report: whose marks would be others; return it as lines for a terminal.

    other: the results of another build, or a grading.toml, with which the same results are counted anew. Corrections by
    people count before and after. Raises GraderError when it is neither.
    """
    from autograder.classroom.report.compare import comparison_lines
    from autograder.classroom.report.write import write_comparison

    records = read_class(results)
    counting = [record for record in counting_class(results)[0] if not record.absent]
    undecided: Undecided = {}
    if other.is_dir():
        after, grading = read_class(other), load_grading(other / GRADING_FILE)
    else:
        grading = load_grading(other)
        after, undecided = regraded(records, load_grading(results / GRADING_FILE), grading, course)
    after = carried_over(counting, named(results, after), grading)
    by_hand = {record.id: {one.question for one in record.corrections} for record in counting}
    undecided = {
        id: tuple(question for question in questions if question not in by_hand.get(id, ()))
        for id, questions in undecided.items()
    }
    comparison = write_comparison(counting, after, undecided, grading, results / COMPARISON_PAGE, language)
    return [*comparison_lines(comparison, language), f"wrote {results / COMPARISON_PAGE}"]
