"""From records to the numbers of the report: pure functions, no texts and no pictures.

Earlier attempts (status "superseded") never count. Marks are those of graded submissions: one that could not be graded
has no marks yet, and its zero would say something about the class that nobody has measured.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean, median

from autograder.classroom.record import GRADED, NOT_JUDGED, SUPERSEDED, CheckResult, Record, Remark
from autograder.classroom.report.nameless import is_nameless
from autograder.grading import Grading

# What an error of the student's own code is called, whatever it is: another mistake in each question.
APART = ("raised",)

Column = tuple[str, str]


@dataclass(frozen=True)
class Glance:
    """The class in numbers: mean, median and shares are None where nothing was graded.

    full: how many have every point. checks_passed: the share of all hidden checks, each submission's together.
    """

    submissions: int
    graded: int
    earlier: int
    mean: float | None
    median: float | None
    full: int
    checks_passed: float | None


@dataclass(frozen=True)
class QuestionSummary:
    """How the graded submissions did in one question: mean points, and the share of them that has all points."""

    question: str
    possible: float
    mean: float | None
    full: float | None


@dataclass(frozen=True)
class Recognised:
    """What the feedback recognised, a mistake or a remark: in how many submissions, in which questions, and what one
    student was told.

    share: of the graded submissions. language: of the example, which is "" where every one of them might hold a name.
    """

    code: str
    submissions: int
    share: float
    questions: tuple[str, ...]
    example: str
    language: str

    @property
    def find(self) -> str:
        """What a search for these submissions looks for."""
        return f"{self.questions[0]}:{self.code}" if self.code in APART else self.code


def counted(records: Sequence[Record]) -> list[Record]:
    """Return the records that count: all but earlier attempts."""
    return [record for record in records if record.status != SUPERSEDED]


def graded(records: Sequence[Record]) -> list[Record]:
    """Return the records with marks."""
    return [record for record in records if record.status == GRADED]


def columns(grading: Grading) -> list[Column]:
    """Return every hidden check as (question, check), in the order of the course."""
    return [(question, check) for question, shares in grading.shares.items() for check in shares]


def by_column(record: Record) -> dict[Column, CheckResult]:
    """Return the checks of a record by (question, check)."""
    return {(check.question, check.check): check for check in record.checks}


def glance(records: Sequence[Record], grading: Grading) -> Glance:
    """Return the numbers of the class."""
    marked = graded(records)
    totals = [record.total for record in marked]
    rates = [rate for rate in pass_rates(records, grading).values() if rate is not None]
    return Glance(
        submissions=len(counted(records)),
        graded=len(marked),
        earlier=len(records) - len(counted(records)),
        mean=fmean(totals) if totals else None,
        median=median(totals) if totals else None,
        full=sum(total >= grading.possible - 1e-5 for total in totals),
        checks_passed=fmean(rates) if rates else None,
    )


def pass_rates(records: Sequence[Record], grading: Grading) -> dict[Column, float | None]:
    """Return the share of graded submissions that pass each check; None where nothing was graded.

    A check that was not judged is not passed.
    """
    marked = [by_column(record) for record in graded(records)]

    def rate(column: Column) -> float | None:
        passed = [column in checks and checks[column].passed for checks in marked]
        return fmean(passed) if passed else None

    return {column: rate(column) for column in columns(grading)}


def question_summaries(records: Sequence[Record], grading: Grading) -> list[QuestionSummary]:
    """Return how the class did in each question."""
    marked = graded(records)

    def one(question: str, possible: float) -> QuestionSummary:
        points = [record.points.get(question, 0.0) for record in marked]
        full = fmean(value >= possible - 1e-5 for value in points) if points else None
        return QuestionSummary(question, possible, fmean(points) if points else None, full)

    return [one(question, possible) for question, possible in grading.points.items()]


def misconceptions(records: Sequence[Record]) -> list[Recognised]:
    """Return the mistakes of failed checks, the commonest first; a submission counts once for each code."""
    return _commonest(records, lambda record: [check for check in record.checks if check.code not in ("", NOT_JUDGED)])


def remarks(records: Sequence[Record]) -> list[Recognised]:
    """Return the remarks, which took no points, the commonest first; a submission counts once for each code."""
    return _commonest(records, lambda record: record.remarks)


def _commonest(records: Sequence[Record], told: Callable[[Record], Sequence[CheckResult | Remark]]) -> list[Recognised]:
    marked = graded(records)
    found: dict[Column, list[tuple[Record, CheckResult | Remark]]] = {}
    for record in marked:
        for one in told(record):
            found.setdefault((one.question if one.code in APART else "", one.code), []).append((record, one))

    def recognised(column: Column, cases: Sequence[tuple[Record, CheckResult | Remark]]) -> Recognised:
        students = len({id(record) for record, _ in cases})
        questions = tuple(sorted({one.question for _, one in cases}))
        fit = (
            (one.message, record.language) for record, one in cases if one.message and is_nameless(one.message, record)
        )
        example, language = next(fit, ("", ""))
        return Recognised(column[1], students, students / len(marked), questions, example, language)

    return sorted(
        (recognised(*item) for item in found.items()), key=lambda one: (-one.submissions, one.code, one.questions)
    )


def earlier_attempts(records: Sequence[Record]) -> Mapping[tuple[str, str, str], list[Record]]:
    """Return earlier attempts by the student, the student's id and the file that counts instead."""
    found: dict[tuple[str, str, str], list[Record]] = {}
    for record in records:
        if record.status == SUPERSEDED:
            found.setdefault((record.student, record.student_id, record.superseded_by), []).append(record)
    return found
