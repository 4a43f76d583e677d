"""The record of a submission: what is known of the student, and what came out of grading it."""

from collections.abc import Mapping
from typing import Any

from autograder.classroom.record import CheckResult, NoteRecord, Record, Remark, changed, question_points
from autograder.classroom.submissions import Submission
from autograder.grading import Grading


def record_of(submission: Submission, key: str, build: str, outcome: Mapping[str, Any], grading: Grading) -> Record:
    """Return what is kept of an outcome; without a mark in it there are no points, whatever its status."""
    points = question_points(outcome["results"], grading.questions) if outcome["results"] else None
    status, reason = outcome["status"], outcome["reason"]
    if submission.superseded_by:
        reason = f"a later attempt counts: {submission.superseded_by}"
    nothing = {} if submission.superseded_by else dict.fromkeys(grading.questions, 0.0)
    return Record(
        key=key,
        build=build,
        id=submission.id,
        **_told(submission),
        superseded_by=submission.superseded_by,
        status=status,
        reason=reason,
        points=nothing if points is None else points,
        possible=grading.possible,
        seconds=round(outcome["seconds"], 3),
        cpu_seconds=round(outcome["cpu_seconds"], 3),
        language=outcome["language"],
        checks=tuple(CheckResult(**check) for check in outcome["checks"]),
        measured=outcome["measured"],
        remarks=tuple(Remark(**remark) for remark in outcome["remarks"]),
        notes=tuple(NoteRecord(note["code"], note["text"]) for note in outcome["notes"]),
        blocked=tuple(outcome["blocked"]),
        layers=outcome["layers"],
        confined=outcome["confined"],
        suspicious=tuple(outcome["suspicious"]),
        own_language=outcome.get("own_language", False),
    )


def renamed(record: Record, submission: Submission) -> Record:
    """Return a record with what is known of the student now."""
    return changed(record, **_told(submission))


def _told(submission: Submission) -> dict[str, Any]:
    """Return what the list of submissions tells of one."""
    return {
        "submission": submission.name,
        "student": submission.student,
        "student_id": submission.student_id,
        "email": submission.email,
        "late": submission.late,
        "account": submission.account,
        "at": submission.at,
    }
