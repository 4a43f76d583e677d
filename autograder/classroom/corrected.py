"""What counts in the end: the machine's marks, what the course's policy makes of lateness, and what people have said.

The machine's marks stay as they are in record.json, and overrides.csv as the instructor wrote it, so that no regrade
takes a correction away. Beside them lies what the machine's mark was when a row was first seen: from then on it is told
where the mark under it has changed. A row that is edited is a new one, which confirms the mark of now.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError

from autograder.classroom.overrides import OVERRIDES_FILE, Row, bind, read_overrides
from autograder.classroom.record import (
    GRADED,
    LATE,
    STRICT,
    SUPERSEDED,
    Correction,
    Decision,
    Lateness,
    Record,
    changed,
)
from autograder.classroom.report.concerns import concerns
from autograder.errors import GraderError
from autograder.files import write_text
from autograder.grading import Grading, Late
from autograder.lms.times import days_after
from autograder.printable import readable

SEEN_FILE = "overrides-seen.json"


@dataclass(frozen=True)
class Seen:
    """What the machine said of a submission when a row about it was first seen.

    id: of the submission. row: what the row says. kinds: of concerns that asked for a decision.
    """

    id: str
    row: list[str | float | None]
    status: str
    points: dict[str, float]
    taken_off: float
    kinds: tuple[str, ...]
    __pydantic_config__ = STRICT


def corrected(
    out: Path, records: Sequence[Record], grading: Grading, waiting: int = 0
) -> tuple[list[Record], list[str]]:
    """Return the records with the marks that count, and lines that somebody should read.

    waiting: how many of the class have no result yet. Raises GraderError for an overrides.csv with a mistake in it,
    before anything is written.
    """
    dated = [_dated(record, grading) for record in records]
    rows = read_overrides(out, grading)
    bound = bind(out, rows, dated, waiting)
    seen = _seen(out, rows, bound, dated)
    by_id: dict[str, list[tuple[Row, Seen]]] = {}
    for row, record in bound:
        by_id.setdefault(record.id, []).append((row, seen[_key(row, record)]))
    found = [_applied(record, by_id.get(record.id, []), grading) for record in dated]
    told = [line for record in found for line in _told(record, grading)]
    missing = len(rows) - len(bound)
    if missing:
        told.append(f"{missing} of {len(rows)} rows of {OVERRIDES_FILE} are about nobody who has a result yet")
    return found, told


def _dated(record: Record, grading: Grading) -> Record:
    """Return a record with how late it is, by what the export or the list says, else by the course's deadline."""
    days = record.late_days or days_after(record.at, grading.late.due)
    known = changed(record, late=record.late or days > 0, late_days=days)
    return changed(known, lateness=lateness(known, grading.late, grading.possible))


def lateness(record: Record, policy: Late, possible: float) -> Lateness | None:
    """Return what the course's policy takes off, None where it does not matter.

    Days are counted from the end of the grace, begun ones whole; where the export says that it is late and not by how
    much, one is.
    """
    if not policy.per_day or record.status == SUPERSEDED or not (record.late or record.late_days > 0):
        return None
    known = record.late_days > 0
    days = max(math.ceil(round(record.late_days - policy.grace / 24, 6)), 0) if known else 1
    return Lateness(days, _taken_off(record, possible * min(days * policy.per_day, policy.cap)), assumed=not known)


def _taken_off(record: Record, points: float) -> float:
    """Return what can be taken off: nobody has fewer points than none."""
    return round(min(points, sum(record.points.values())), 5)


def _applied(record: Record, rows: Sequence[tuple[Row, Seen]], grading: Grading) -> Record:
    """Return a record with all that people have said of it."""
    corrections, decisions = [], []
    for row, then in rows:
        signed: dict[str, Any] = {"reason": row.reason, "by": row.by, "when": row.when}
        if row.points is None:
            stands = (then.status, _rounded(then.points)) == (record.status, _rounded(record.points))
            decisions.append(Decision(kinds=then.kinds, stands=stands, **signed))
            continue
        before = then.taken_off if row.question == LATE else then.points.get(row.question, 0.0)
        now = _machine_gives(record, row.question)
        corrections.append(Correction(row.question, row.points, now, round(before, 5), **signed))
    return _counting(record, corrections, decisions, grading)


def carried_over(counting: Sequence[Record], others: Sequence[Record], grading: Grading) -> list[Record]:
    """Return `others`, another grading of the same class, as what people have said of `counting` makes them."""
    known = {(record.id, record.submission, record.student): record for record in counting}

    def one(record: Record) -> Record:
        dated = _dated(record, grading)
        before = known.get((record.id, record.submission, record.student), record)
        corrections = [
            replace(one, machine=_machine_gives(dated, one.question), machine_then=one.machine)
            for one in before.corrections
            if one.question in (LATE, *grading.questions)
        ]
        return _counting(dated, corrections, before.decisions, grading)

    return [one(record) for record in others]


def _counting(
    record: Record, corrections: Sequence[Correction], decisions: Sequence[Decision], grading: Grading
) -> Record:
    """Return a record of the machine's with the points, the status and the lateness that count."""
    points = {**record.points, **{one.question: one.points for one in corrections if one.question != LATE}}
    said = changed(record, points=points, corrections=tuple(corrections), decisions=tuple(decisions))
    if record.status != GRADED and {one.question for one in corrections} >= set(grading.questions):
        said = changed(said, status=GRADED, reason="")  # by hand, all of it
    late = next((one for one in corrections if one.question == LATE), None)
    if late is not None:
        days = 0 if record.lateness is None else record.lateness.days
        return changed(said, lateness=Lateness(days, _taken_off(said, late.points), assumed=False))
    return changed(said, lateness=lateness(said, grading.late, grading.possible))


def _machine_gives(record: Record, question: str) -> float:
    """Return the machine's points of a question, or what it takes off for LATE."""
    if question == LATE:
        return 0.0 if record.lateness is None else record.lateness.points
    return round(record.points.get(question, 0.0), 5)


def _rounded(points: Mapping[str, float]) -> dict[str, float]:
    return {question: round(value, 5) for question, value in points.items()}


def _told(record: Record, grading: Grading) -> list[str]:
    """Return what the terminal says of one record: marks that changed under people, and what is half corrected."""
    who = readable(record.student) + (f" ({readable(record.submission)})" if record.submission else "")
    edit = f"edit its row of {OVERRIDES_FILE} to confirm what counts"
    lines = [
        f"{who}, {one.question}: the machine's mark under the correction to {one.points:g} was {one.machine_then:g} "
        f"and is {one.machine:g}: {edit}"
        for one in record.corrections
        if one.changed
    ]
    if any(not decision.stands for decision in record.decisions):
        lines.append(f"{who}: the mark has changed since this was decided: {edit}")
    lines += [
        f"{who}: nothing asks for the decision of {one.by or 'its row'}" for one in record.decisions if not one.kinds
    ]
    if record.status != GRADED and record.corrections:
        missing = [name for name in grading.questions if name not in {one.question for one in record.corrections}]
        lines.append(f"{who} is {record.status}: it counts once {OVERRIDES_FILE} has {', '.join(missing)} too")
    return lines


def _seen(
    out: Path, rows: Sequence[Row], bound: Sequence[tuple[Row, Record]], records: Sequence[Record]
) -> dict[str, Seen]:
    """Return what was seen under each row, and keep what is seen for the first time."""
    path = out / SEEN_FILE
    kept = _read(path)
    there = [row.said for row in rows]
    seen = {_said(one.id, one.row): one for one in kept if one.row in there}
    new = [(row, record) for row, record in bound if _key(row, record) not in seen]
    worries = concerns(records) if new else {}
    for row, record in new:
        asked = tuple(one.kind for one in worries[record.id] if one.asks and row.question in ("", one.kind))
        kinds = asked if row.points is None else ()
        seen[_key(row, record)] = Seen(
            record.id, row.said, record.status, dict(record.points), _machine_gives(record, LATE), kinds
        )
    found = [*seen.values()]
    if found != kept:
        text = json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=1)
        try:
            write_text(path, text + "\n")
        except OSError as error:
            raise GraderError(f"{path} cannot be written ({error.strerror}): put that right and run it again") from None
    return seen


def _read(path: Path) -> list[Seen]:
    """Return what the file keeps; nothing where it is not there or damaged."""
    try:
        return TypeAdapter(list[Seen]).validate_json(path.read_bytes())
    except (OSError, ValidationError):
        return []


def _key(row: Row, record: Record) -> str:
    return _said(record.id, row.said)


def _said(id: str, row: Sequence[str | float | None]) -> str:
    return json.dumps([id, *row])
