"""The page itself: puts numbers, pictures and texts into templates/report.html.jinja, in one file without links."""

import base64
import hashlib
import unicodedata
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from urllib.parse import quote

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from autograder.classroom.likeness import Pair
from autograder.classroom.record import LATE, Record
from autograder.classroom.report import figures, summary
from autograder.classroom.report.attempts import MOST, compared
from autograder.classroom.report.compare import DECIDING, Comparison, points
from autograder.classroom.report.concerns import ASKED, TOLD, Concern, concerns, layers_not_held
from autograder.classroom.report.items import histograms, items, wrong_answers
from autograder.classroom.report.kept import NOTHING_KEPT, Kept
from autograder.classroom.report.wording import read_texts
from autograder.classroom.where import Where
from autograder.grading import Grading
from autograder.printable import readable

TEMPLATES = Path(__file__).parent / "templates"
SHOWN = 3  # excerpts of code that lie open
LARGE, PAGE = 300, 200  # rows of a larger class lie compressed in the page, which shows so many at a time
MOST_PAIRS = 200
COMMONEST = 10  # misconceptions that are shown at once; the others are folded
# What a cell of the table says, in the order in which a sort shows them.
PASSED, FAILED, NOT_JUDGED, NONE = "passed", "failed", "not_judged", "none"
ORDER = (FAILED, NOT_JUDGED, NONE, PASSED)


@dataclass(frozen=True)
class Mark:
    """One cell of the table: the state of a check, and the code of the mistake where it failed."""

    state: str
    code: str

    @property
    def rank(self) -> int:
        """The place of this state when the table is sorted by this check."""
        return ORDER.index(self.state)


@dataclass(frozen=True)
class Row:
    """One student of the table, with everything that opens below the row; `anchor` is its place in the page."""

    anchor: str
    record: Record
    marks: tuple[Mark, ...]
    concerns: tuple[Concern, ...]
    layers: dict[str, str]
    attempts: tuple[Record, ...]
    file: Where

    @property
    def asks(self) -> bool:
        """Whether somebody has to decide about it."""
        return any(concern.asks for concern in self.concerns)

    @property
    def found(self) -> str:
        """What a search looks at: who and which file it is, its status, the codes of mistakes and remarks."""
        record = self.record
        words = [record.student, record.student_id, record.email, record.submission, record.id, record.status]
        # With its question before it, so that what goes wrong in several of them is told apart.
        told = [(one.question, one.code) for one in record.checks if one.code not in ("", summary.NOT_JUDGED)]
        told += [(one.question, one.code) for one in record.remarks]
        codes = [f"{question}:{code}" for question, code in told]
        return " ".join([*words, *dict.fromkeys(codes)])


def render(
    records: Sequence[Record],
    grading: Grading,
    language: str,
    comparison: Comparison | None = None,
    alike: Sequence[Pair] = (),
    kept: Kept = NOTHING_KEPT,
) -> str:
    """Return the whole page as HTML; with a comparison, it is the first section. alike: see likeness.py. kept: what
    lies beside the records."""
    texts = read_texts(language)
    rows = table_rows(records, grading, kept)
    by_id = {row.record.id: row for row in rows}
    script = Markup((TEMPLATES / "report.js").read_text(encoding="utf-8"))
    found, checks = summary.misconceptions(records), items(records, grading)
    return (
        _environment()
        .get_template("report.html.jinja")
        .render(
            t=texts,
            language=language,
            style=Markup((TEMPLATES / "report.css").read_text(encoding="utf-8")),
            script=script,
            script_hash=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
            possible=grading.possible,
            glance=summary.glance(records, grading),
            questions=summary.question_summaries(records, grading),
            columns=summary.columns(grading),
            shares=grading.shares,
            question_points=grading.points,
            rates=summary.pass_rates(records, grading),
            rows=rows,
            paged=len(rows) > LARGE,
            page_rows=PAGE,
            most_pairs=MOST_PAIRS,
            common=found[:COMMONEST],
            rare=found[COMMONEST:],
            remarks=summary.remarks(records),
            items=checks,
            answers=wrong_answers(records, checks, kept.excerpts),
            shown_at_once=SHOWN,
            attempts=compared(records, kept.marks),
            most_attempts=MOST,
            anchors={row.record.id: row.anchor for row in rows},
            histograms=histograms(records, grading),
            alike=[(by_id[pair.first], by_id[pair.second], pair.share) for pair in alike],
            human=cases(records, rows),
            late=LATE,
            asking=sum(row.asks for row in rows),
            comparison=comparison,
            deciding=DECIDING,
            labels=grading.measured,
            measured=figures.measured(records, grading, texts, language),
            pictures={
                "totals": figures.totals(records, grading, texts),
                "times": figures.times(records, texts),
            },
        )
    )


def table_rows(records: Sequence[Record], grading: Grading, kept: Kept = NOTHING_KEPT) -> list[Row]:
    """Return one row for each submission that counts, by the students' names."""
    listed = sorted(summary.counted(records), key=_by_name)
    attempts, worries = summary.earlier_attempts(records), concerns(records)

    def row(number: int, record: Record) -> Row:
        checks = summary.by_column(record)
        marks = tuple(_mark(checks.get(column)) for column in summary.columns(grading))
        earlier = attempts.get((record.student, record.student_id, record.submission), [])
        file = kept.files.get(record.id, Where())
        return Row(f"s{number}", record, marks, worries[record.id], layers_not_held(record), tuple(earlier), file)

    return [row(number, record) for number, record in enumerate(listed, start=1)]


@dataclass(frozen=True)
class Case:
    """One line of "needs a human": whose submission, the concern, and the row to open ("" for an earlier attempt)."""

    record: Record
    concern: Concern
    anchor: str


def cases(records: Sequence[Record], rows: Sequence[Row]) -> list[tuple[str, bool, list[Case]]]:
    """Return the kinds of concerns that there are, whether they may ask for a decision, and the submissions of each,
    those last that are decided."""
    anchors = {row.record.id: row.anchor for row in rows}
    worries = concerns(records)
    listed = sorted(records, key=_by_name)
    kinds = [(kind, kind in ASKED, _cases_of(kind, listed, worries, anchors)) for kind in (*ASKED, *TOLD)]
    return [kind for kind in kinds if kind[2]]


def _cases_of(
    kind: str, records: Sequence[Record], worries: dict[str, tuple[Concern, ...]], anchors: dict[str, str]
) -> list[Case]:
    found = [
        Case(record, concern, anchors.get(record.id, ""))
        for record in records
        for concern in worries[record.id]
        if concern.kind == kind
    ]
    return sorted(found, key=lambda case: case.concern.settled)


def _by_name(record: Record) -> tuple[str, str]:
    """Return what orders records: the name without accents, so that Ё stands by Е and É by E."""
    letters = unicodedata.normalize("NFKD", record.student.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter)), record.submission


def _mark(check: summary.CheckResult | None) -> Mark:
    if check is None:
        return Mark(NONE, "")
    if check.passed:
        return Mark(PASSED, "")
    return Mark(NOT_JUDGED, "") if check.code == summary.NOT_JUDGED else Mark(FAILED, check.code)


@cache
def _environment() -> Environment:
    """Return templates that escape every value and in which a missing one is an error."""
    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_printable,
    )
    made.filters["percent"] = lambda share: "–" if share is None else f"{share:.0%}"
    made.filters["address"] = partial(quote, errors="replace")
    made.filters["packed"] = _packed
    made.filters["points"] = lambda value: points(None if value is None else round(value, 2))
    return made


def _packed(text: str) -> Markup:
    """Return a text compressed, as the page's script reads it."""
    return Markup(base64.b64encode(zlib.compress(text.encode(), 9)).decode())


def _printable(value: object) -> object:
    """Replace what cannot be printed in every text, whoever wrote it; line ends stay."""
    if isinstance(value, str) and not isinstance(value, Markup):
        return "\n".join(readable(line) for line in value.splitlines())
    return value
