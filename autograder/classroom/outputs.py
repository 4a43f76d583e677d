"""Everything that is made of a class's records: grades.csv, files for learning platforms, report.html."""

from collections.abc import Sequence
from pathlib import Path

from autograder.classroom.class_list import bound, kept_roster, with_missing
from autograder.classroom.gradebooks import write_gradebooks
from autograder.classroom.record import Record, is_damaged
from autograder.classroom.report import REPORT_FILE, write_comparison, write_report
from autograder.classroom.report.compare import comparison_lines
from autograder.classroom.results_folder import kept_record, read_class_file
from autograder.classroom.table import write_grades
from autograder.classroom.what_if import regraded
from autograder.course import Course
from autograder.errors import GraderError
from autograder.grading import GRADING_FILE, load_grading
from autograder.printable import readable

GRADES_FILE = "grades.csv"
COMPARISON_PAGE = "comparison.html"


def write_outputs(out: Path, records: Sequence[Record], language: str) -> list[str]:
    """Write all tables and the report into a folder of results; return the names of the files.

    Raises GraderError when the folder cannot be written.
    """
    try:
        grading = load_grading(out / GRADING_FILE)
        write_grades(out / GRADES_FILE, records, grading.questions)
        gradebooks = write_gradebooks(out, records, grading)
        write_report(records, grading, out / REPORT_FILE, language)
    except OSError as error:
        raise GraderError(
            f"{out} cannot be written ({error.strerror}): the results of each submission are kept; put that right and "
            "run the same command again"
        ) from None
    return [GRADES_FILE, *(path.name for path in gradebooks), REPORT_FILE]


def listed(out: Path, records: Sequence[Record]) -> tuple[list[Record], list[str]]:
    """Return the records of a class by the list that was kept of it, and a line for each that the list does not name.

    They have name, id and address of the list. Once all submissions have their results, there is a row for each person
    who handed nothing in; before that nobody could tell.
    """
    people = kept_roster(out)
    if not people:
        return list(records), []
    named, lines = bound(records, people)
    complete = len(records) >= len(read_class_file(out)[0])
    return with_missing(named, people, load_grading(out / GRADING_FILE)) if complete else named, lines


def read_class(results: Path) -> list[Record]:
    """Return the records of a graded class, in the order of its submissions; raises GraderError when there are none.

    Those of an earlier build are marked as outdated.
    """
    ids, build = read_class_file(results)
    records = [record for name in ids if (record := kept_record(results, name, build)) is not None]
    if not records:
        raise GraderError(f"{results} has no graded submission yet: run `python -m autograder grade` first")
    return records


def damaged_results(results: Path) -> list[str]:
    """Return the submissions of a graded class, by the names of their folders, whose record cannot be read."""
    return [name for name in read_class_file(results)[0] if is_damaged(results / name)]


def compare_results(results: Path, records: Sequence[Record], other: Path, language: str, course: Course) -> list[str]:
    """Write comparison.html beside the report: whose marks would be others; return it as lines for a terminal.

    other: the results of another build, or a grading.toml, with which the same results are counted anew.
    Raises GraderError when it is neither.
    """
    unknown: list[Record] = []
    if other.is_dir():
        after, grading = read_class(other), load_grading(other / GRADING_FILE)
    else:
        grading = load_grading(other)
        after, unknown = regraded(records, grading, course)
    comparison = write_comparison(records, after, grading, results / COMPARISON_PAGE, language)
    lines = [
        f"{readable(record.student)}: a check would measure again, which only `grade` with that build can tell"
        for record in unknown
    ]
    return [*lines, *comparison_lines(comparison, language), f"wrote {results / COMPARISON_PAGE}"]
