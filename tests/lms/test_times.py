"""When something was handed in: the ways in which platforms write it, and how late that is."""

from datetime import datetime

import pytest

from autograder.lms.times import days_after, lateness_in, moment, time_in

DEADLINE = datetime.fromisoformat("2026-11-20T18:00:00+03:00")


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("2026-11-21T18:00:00+03:00", "2026-11-21T18:00:00+03:00"),
        ("2026-11-21 18:00:00 -0800", "2026-11-21T18:00:00-08:00"),
        ("2026-11-21T22:11:03Z", "2026-11-21T22:11:03+00:00"),
        ("2026-11-21 18:00:00 UTC", "2026-11-21T18:00:00+00:00"),
        ("Saturday, 21 November 2026, 6:00 PM", "2026-11-21T18:00:00"),
        ("Saturday, November 21, 2026, 6:00 PM", "2026-11-21T18:00:00"),
        ("суббота, 21 ноября 2026, 18:00", "2026-11-21T18:00:00"),
        ("Nov 21, 2026 600 PM", "2026-11-21T18:00:00"),
        ("2026-11-21-18-00-00", "2026-11-21T18:00:00"),
        ("-", None),
        ("", None),
        ("yesterday", None),
        ("Jan 1, 0001 100 AM", None),
        ("9999-12-31T23:59:59-23:59", None),
        ("A" * 100_000, None),
    ],
)
def test_times_are_read(text: str, when: str | None) -> None:
    """Of Gradescope, GitHub Classroom, nbgrader, Moodle in both languages, Brightspace and Blackboard."""
    found = moment(text)
    assert (found and found.isoformat()) == when


@pytest.mark.parametrize(
    ("at", "days"),
    [
        ("2026-11-21T15:00:00+00:00", 1.0),  # of another zone
        ("2026-11-21T06:00:00", 0.5),  # by the clock of the deadline
        ("2026-11-20T17:59:59", 0.0),
        ("", 0.0),
    ],
)
def test_days_after_the_deadline(at: str, days: float) -> None:
    """Zones are counted in where both are told."""
    assert days_after(at, DEADLINE) == days
    assert days_after(at, None) == 0.0


@pytest.mark.parametrize(
    ("cells", "days"),
    [
        ({"lateness (h:m:s)": "36:00:00"}, 1.5),
        ({"lateness (h:m:s)": "00:00:00"}, 0.0),
        ({"status": "Submitted for grading - 1 day 12 hours late - Released -  - "}, 1.5),
        ({"status": "Submitted for grading - 30 mins late"}, 30 / 1440),
        ({"status": "Submitted for grading - Graded"}, None),
        (
            {
                "due date": "Friday, 20 November 2026, 6:00 PM",
                "last modified (submission)": "Saturday, 21 November 2026, 6:00 PM",
            },
            1.0,
        ),
        ({"последнее изменение (ответ)": "суббота, 21 ноября 2026, 18:00"}, None),
        ({}, None),
    ],
)
def test_list_of_the_class_says_how_late(cells: dict[str, str], days: float | None) -> None:
    """Gradescope's grades and Moodle's worksheet; with a deadline of its own, or none of that."""
    assert lateness_in(cells) == days


def test_list_of_the_class_says_when() -> None:
    """Where it says nothing of the deadline, that of the course decides."""
    assert time_in({"последнее изменение (ответ)": "суббота, 21 ноября 2026, 18:00"}) == "2026-11-21T18:00:00"
    assert time_in({"submission_timestamp": "2026-11-21T22:11:03Z"}) == "2026-11-21T22:11:03+00:00"
    assert time_in({"last modified (submission)": "-"}) == ""
