"""`python -m tests.proofs.containers [NAME...]`: hostile notebooks and zips through `grade`; writes containers.csv.

Each is graded by Otter as a submission of a class is, under watch, and at the end an honest one. About ten minutes.
q4 trains one epoch only: that earns nothing, so nothing can hide behind its point.
"""

import csv
import sys
import tempfile
from pathlib import Path

from autograder.classroom.submissions import Submission
from autograder.classroom.through_otter import grade_submission
from autograder.trial import load_build
from tests.bank import REFERENCE
from tests.course import AUTOGRADER_ZIP, BUILD_FOLDER, QUESTIONS, SEMINAR
from tests.grading.zips import changed_zip
from tests.hostile.container_trial import attempt_container
from tests.hostile.containers import containers

RESULT = Path(__file__).parent / "containers.csv"
COLUMNS = ("submission", "status", *QUESTIONS, "seconds", "problems")


def main() -> None:
    """Grade what was asked for, or all; write the table only for all."""
    build = load_build(BUILD_FOLDER)
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        quick = changed_zip(Path(folder) / "quick.zip", epochs=1)
        for container in containers():
            if sys.argv[1:] and container.name not in sys.argv[1:]:
                continue
            outcome = attempt_container(container, quick, build.secret)
            points = {question: f"{outcome.points[question]:g}" for question in QUESTIONS}
            told = {"seconds": f"{outcome.seconds:.0f}", "problems": "; ".join(outcome.problems)}
            rows.append({"submission": container.name, "status": outcome.status, **points, **told})
            print(*rows[-1].values(), flush=True)
        honest = grade_submission(
            Submission(REFERENCE, "honest", "honest"), AUTOGRADER_ZIP, SEMINAR, Path(folder), "en"
        )
    print(f"{len(rows)} notebooks and zips; an honest submission right after them gets {honest.total:g}")
    if honest.total < honest.possible:
        sys.exit(f"an honest submission after them lost points: {honest.points} {honest.reason}")
    if not sys.argv[1:]:
        with RESULT.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)


if __name__ == "__main__":
    main()
