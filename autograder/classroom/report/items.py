"""Item analysis: how each hidden check does in this class, as pure numbers.

A check is looked at among the submissions in which it was judged: one that waits for the first check of its question
says nothing about the students who failed that.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from statistics import StatisticsError, correlation

from autograder.classroom.record import GRADED, NOT_JUDGED, Record
from autograder.classroom.report.nameless import without_names
from autograder.grading import Grading

COMMONEST = 3  # codes that are listed of each check
TRIED = 10  # answers that are looked at for an excerpt, and students who handed in the same one
# A correlation of fewer submissions says little: its standard error is about 1 / sqrt(n), 0.22 of 20.
FEWEST = 20
LOW = 0.1  # a check below it tells good submissions from others hardly better than chance (Ebel's rule: below 0.2)
MOST_BARS = 11  # of a histogram; more different points than that are put together in tenths


@dataclass(frozen=True)
class Item:
    """One hidden check in the graded submissions.

    judged: in how many it was looked at; passed: the share of them that passed, None where there is none.
    discrimination: the point-biserial correlation of passing with the points of the other checks, in [-1, 1], None
    where either does not differ. codes: what the feedback recognised, with how often, the commonest first.
    """

    question: str
    check: str
    judged: int
    passed: float | None
    discrimination: float | None
    codes: tuple[tuple[str, int], ...]

    @property
    def doubtful(self) -> bool:
        """Whether enough submissions show that it does not tell good ones from others: somebody should read it."""
        return self.discrimination is not None and self.judged >= FEWEST and self.discrimination < LOW


@dataclass(frozen=True)
class Bar:
    """How many graded submissions have these points in a question; share: of the highest bar."""

    low: float
    high: float
    count: int
    share: float


def items(records: Sequence[Record], grading: Grading) -> list[Item]:
    """Return every hidden check, in the order of the course."""
    marked = [record for record in records if record.status == GRADED and record.checks]
    return [
        _item(marked, grading, question, check) for question in grading.shares for check in grading.shares[question]
    ]


@dataclass(frozen=True)
class WrongAnswer:
    """What a check found in how many submissions, and one of them in a few lines of code, without its author."""

    question: str
    check: str
    code: str
    count: int
    excerpt: str


def wrong_answers(
    records: Sequence[Record], found: Sequence[Item], excerpts: Mapping[str, Mapping[str, str]]
) -> list[WrongAnswer]:
    """Return the findings of all checks that there is an excerpt for, the commonest first.

    excerpts: by id of the submission and question. Of a question that a person has corrected none is shown, nor of
    what tried to get out of the sandbox.
    """
    known: dict[tuple[str, str, str], list[Record]] = {}
    for record in records:
        by_hand = {one.question for one in record.corrections}
        for one in record.checks if record.status == GRADED and not record.suspicious else ():
            if one.code and one.question not in by_hand and excerpts.get(record.id, {}).get(one.question):
                known.setdefault((one.question, one.check, one.code), []).append(record)
    answers = [
        WrongAnswer(item.question, item.check, code, count, _typical(having, item.question, excerpts))
        for item in found
        for code, count in item.codes
        if (having := known.get((item.question, item.check, code)))
    ]
    return sorted(answers, key=lambda one: -one.count)


def _typical(records: Sequence[Record], question: str, excerpts: Mapping[str, Mapping[str, str]]) -> str:
    """Return the code that most of these submissions share, the shortest of several, without names: one without any in
    it where there is one."""
    authors: dict[str, list[Record]] = {}
    for record in records:
        authors.setdefault(excerpts[record.id][question], []).append(record)
    order = sorted(authors, key=lambda code: (-len(authors[code]), len(code), code))[:TRIED]
    told = [_without_all(code, authors[code][:TRIED]) for code in order]
    return next((clean for code, clean in zip(order, told, strict=True) if code == clean), told[0])


def _without_all(code: str, records: Sequence[Record]) -> str:
    for record in records:
        code = without_names(code, record)
    return code


def histograms(records: Sequence[Record], grading: Grading) -> dict[str, list[Bar]]:
    """Return the bars of each question, from no points to all; none where nothing was graded."""
    marked = [record for record in records if record.status == GRADED]
    return {
        question: _bars([record.points.get(question, 0.0) for record in marked], possible)
        for question, possible in grading.points.items()
    }


def _item(marked: Sequence[Record], grading: Grading, question: str, check: str) -> Item:
    found = [
        (one, record) for record in marked for one in record.checks if (one.question, one.check) == (question, check)
    ]
    judged = [(one, record) for one, record in found if one.code != NOT_JUDGED]
    passed = [float(one.passed) for one, _ in judged]
    rest = [_rest(record, grading, question, check) for _, record in judged]
    codes = Counter(one.code for one, _ in judged if one.code)
    commonest = sorted(codes.items(), key=lambda item: (-item[1], item[0]))[:COMMONEST]
    share = sum(passed) / len(passed) if passed else None
    return Item(question, check, len(judged), share, _correlation(passed, rest), tuple(commonest))


def _rest(record: Record, grading: Grading, question: str, check: str) -> float:
    """Return the points of the other checks; of the first check of a question none that wait for it, which would agree
    with it by themselves."""
    core = next(iter(grading.shares[question])) == check
    return sum(
        grading.check_points(one.question, one.check)
        for one in record.checks
        if one.passed
        and (one.question != question or not core)
        and (one.question, one.check) != (question, check)
        and one.check in grading.shares.get(one.question, {})
    )


def _correlation(passed: Sequence[float], rest: Sequence[float]) -> float | None:
    try:
        return correlation(passed, rest)
    except StatisticsError:  # fewer than two, or all the same
        return None


def _bars(points: Sequence[float], possible: float) -> list[Bar]:
    different = {round(value, 2) for value in points}
    step = possible / (MOST_BARS - 1) if len(different) > MOST_BARS else 0.0

    def low(value: float) -> float:
        return min(int(value / step + 1e-6), MOST_BARS - 1) * step if step else round(value, 2)

    found = [(value, len(list(same))) for value, same in groupby(sorted(map(low, points)))]
    most = max((count for _, count in found), default=1)
    return [Bar(value, min(value + step, possible), count, count / most) for value, count in found]
